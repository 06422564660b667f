//! Amazon's rule that signs out agents who do nothing (`frontier.md` 8): what the agent does is passed on, for only
//! keys and clicks inside the hidden CCP would count, and the warning before the end is kept until Amazon takes it back.

use super::command::Command;
use super::event::{AgentVerb, Event, Intent, InteractionVerb};
use super::model::Model;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// Activity is told to Amazon at most so often.
const TOLD_EVERY: Millis = Millis::seconds(60);
/// Streams drops what comes within a second of the last.
const PAUSE: Millis = Millis(1100);
/// How long Amazon may take to answer the wish to stay.
const ANSWERS_WITHIN: Millis = Millis::seconds(10);
/// A sign-out so close to the announced end, or after it, is the announced one.
const NEAR: Millis = Millis::seconds(10);

/// What is known of the rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inactivity {
    /// When activity was told last.
    told_at: Option<Millis>,
    /// Whether it is to be told once more, as soon as Streams takes it.
    owed: bool,
    /// The warning, until Amazon takes it back.
    pub warning: Option<Warning>,
    /// Whether the rule ended the last session.
    pub ended: bool,
}

/// The session ends unless the agent does something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// When.
    pub ends_at: Millis,
    /// The agent's wish to stay.
    pub stay: Stay,
}

/// A wish to stay signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stay {
    /// There is none.
    Unasked,
    /// Amazon was told at this time.
    Asked(Millis),
    /// Amazon did not take it, or did not answer.
    Refused,
}

/// What Amazon says about the end of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionNews {
    /// It ends at this time for want of activity.
    Ends(Millis),
    /// It goes on.
    GoesOn,
    /// Activity was not taken.
    NotExtended,
}

/// Something that the agent did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activity {
    /// Keys or the pointer.
    Seen,
    /// A press, here or in Fusion.
    Press,
}

impl Event {
    /// What the agent did, where no timer or page is the cause. The wish to stay is told by itself.
    pub(super) fn activity(&self) -> Option<Activity> {
        let is_press = matches!(self, Self::DialAsked { .. })
            || matches!(self, Self::Intended(intent) if *intent != Intent::StaySignedIn)
            || matches!(self, Self::InteractionCommanded { verb, .. } if *verb != InteractionVerb::TimerExpired)
            || matches!(
                self,
                Self::AgentCommanded {
                    verb: AgentVerb::MakeAvailable | AgentVerb::MakeUnavailable,
                    ..
                }
            );
        let seen = (*self == Self::ActivitySeen).then_some(Activity::Seen);
        seen.or(is_press.then_some(Activity::Press))
    }
}

impl Model {
    /// The agent did something: Amazon is told, now and then.
    ///
    /// A warning does not go away under a pointer that is on its way to the warning's button, for a click would then
    /// hit what moves there. It takes a press.
    pub(super) fn note_activity(
        &mut self,
        activity: Activity,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let warned = self.inactivity.warning.is_some();
        let told = self.inactivity.told_at.is_some_and(|at| now.since(at) < TOLD_EVERY);
        let counts = if warned { activity == Activity::Press } else { !told };
        if counts {
            self.tell_activity(now, out);
        }
    }

    /// The agent wants to stay signed in.
    pub(super) fn stay_signed_in(&mut self, now: Millis, out: &mut Vec<Command>) {
        if let Some(warning) = &mut self.inactivity.warning
            && !matches!(warning.stay, Stay::Asked(_))
        {
            warning.stay = Stay::Asked(now);
            self.tell_activity(now, out);
        }
    }

    fn tell_activity(&mut self, now: Millis, out: &mut Vec<Command>) {
        if !self.link.is_up() || self.stood_down {
            return;
        }
        let Inactivity { told_at, owed, .. } = &mut self.inactivity;
        *owed = told_at.is_some_and(|at| now.since(at) < PAUSE);
        if !*owed {
            *told_at = Some(now);
            out.push(Command::TellActivity);
        }
    }

    /// Takes Amazon's word.
    pub(super) fn session_told(&mut self, news: SessionNews) {
        let warning = &mut self.inactivity.warning;
        match news {
            SessionNews::Ends(ends_at) => *warning = Some(Warning { ends_at, stay: Stay::Unasked }),
            SessionNews::GoesOn => *warning = None,
            SessionNews::NotExtended => {
                if let Some(warning) = warning {
                    warning.stay = Stay::Refused;
                }
            }
        }
    }

    /// The session ended, for whatever reason.
    pub(super) fn session_ended(&mut self, now: Millis) {
        let due = |warning: Warning| now + NEAR >= warning.ends_at;
        let ended = self.inactivity.warning.take().is_some_and(due) && self.signing_out.is_none();
        // Streams is the same.
        let told_at = self.inactivity.told_at;
        self.inactivity = Inactivity { told_at, ended, ..Inactivity::default() };
    }

    /// Tells what is owed, and gives up waiting for Amazon's answer.
    pub(super) fn expire_stay(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.inactivity.owed {
            self.tell_activity(now, out);
        }
        if let Some(Warning { stay, .. }) = &mut self.inactivity.warning
            && matches!(*stay, Stay::Asked(at) if now >= at + ANSWERS_WITHIN)
        {
            *stay = Stay::Refused;
        }
    }

    /// When the next look at it is due by itself.
    pub(super) fn stay_deadline(&self) -> Option<Millis> {
        let Inactivity { told_at, owed, warning, .. } = &self.inactivity;
        let owed = told_at.filter(|_| *owed && self.link.is_up()).map(|at| at + PAUSE);
        let answer = warning.as_ref().and_then(|warning| match warning.stay {
            Stay::Asked(at) => Some(at + ANSWERS_WITHIN),
            Stay::Unasked | Stay::Refused => None,
        });
        owed.into_iter().chain(answer).min()
    }
}
