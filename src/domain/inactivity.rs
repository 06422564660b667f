//! Amazon's rule that signs out agents who do nothing (`frontier.md` 8): what the agent does is passed on, for only
//! keys and clicks inside the hidden CCP would count, and the warning before the end is kept until Amazon takes it back.

use super::connect_messages::SessionNews;
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

/// Something that the agent did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activity {
    /// Keys or the pointer.
    Seen,
    /// A press, here or in Fusion.
    Press,
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

impl Inactivity {
    /// Whether Amazon is to be told of something that the agent did.
    ///
    /// A warning does not go away under a pointer that is on its way to the warning's button, for a click would then
    /// hit what moves there. It takes a press.
    pub(super) fn counts(&self, activity: Activity, now: Millis) -> bool {
        let told = || self.told_at.is_some_and(|at| now.since(at) < TOLD_EVERY);
        if self.warning.is_some() { activity == Activity::Press } else { !told() }
    }

    /// Whether Amazon takes it now; otherwise it is owed.
    pub(super) fn tell(&mut self, now: Millis) -> bool {
        self.owed = self.told_at.is_some_and(|at| now.since(at) < PAUSE);
        if !self.owed {
            self.told_at = Some(now);
        }
        !self.owed
    }

    /// Whether something is to be told as soon as Amazon takes it.
    pub(super) fn is_owed(&self) -> bool {
        self.owed
    }

    /// Takes the wish to stay; tells whether it is a new one.
    pub(super) fn ask_to_stay(&mut self, now: Millis) -> bool {
        let warning = self.warning.as_mut().filter(|it| !matches!(it.stay, Stay::Asked(_)));
        let is_new = warning.is_some();
        if let Some(warning) = warning {
            warning.stay = Stay::Asked(now);
        }
        is_new
    }

    /// Takes Amazon's word.
    pub(super) fn note(&mut self, news: SessionNews) {
        match (news, &mut self.warning) {
            (SessionNews::Ends(ends_at), warning) => {
                *warning = Some(Warning { ends_at, stay: Stay::Unasked });
            }
            (SessionNews::GoesOn, warning) => *warning = None,
            (SessionNews::NotExtended, Some(warning)) => warning.stay = Stay::Refused,
            (SessionNews::NotExtended, None) => {}
        }
    }

    /// The session ended, because the agent wished so or for another reason.
    pub(super) fn end(&mut self, wished: bool, now: Millis) {
        let due = |warning: Warning| now + NEAR >= warning.ends_at;
        let ended = self.warning.take().is_some_and(due) && !wished;
        // Streams is the same.
        *self = Self { told_at: self.told_at, ended, ..Self::default() };
    }

    /// Gives up waiting for Amazon's answer.
    pub(super) fn expire(&mut self, now: Millis) {
        if let Some(Warning { stay, .. }) = &mut self.warning
            && matches!(*stay, Stay::Asked(at) if now >= at + ANSWERS_WITHIN)
        {
            *stay = Stay::Refused;
        }
    }

    /// When the next look at it is due by itself; nothing can be told unless Connect's link is `up`.
    pub(super) fn deadline(&self, up: bool) -> Option<Millis> {
        let owed = self.told_at.filter(|_| self.owed && up).map(|at| at + PAUSE);
        let answer = self.warning.as_ref().and_then(|warning| match warning.stay {
            Stay::Asked(at) => Some(at + ANSWERS_WITHIN),
            Stay::Unasked | Stay::Refused => None,
        });
        owed.into_iter().chain(answer).min()
    }
}
