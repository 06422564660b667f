//! Says what Fusion is told once more of a call: because it did not take it, or because it was away.

use super::command::CloseReason;
use super::engagement::{Engagement, Step};
use super::ids::Uuid;
use super::model::{Model, Notice, NoticeKind};
use super::pii::Phone;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// A close once more: after a `newCommEvent` that was answered only after it, or because Fusion did not
/// take it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// When.
    pub due: Millis,
    /// What became of it.
    pub step: Step,
}

impl Repeat {
    pub(super) fn at(due: Millis) -> Self {
        Self { due, step: Step::Idle }
    }
}

/// A close that Fusion did not take is asked for once more after this span.
const CLOSE_AGAIN: Millis = Millis::seconds(10);

impl Engagement {
    /// Makes a start due again that Fusion did not confirm, because the agent asked; not once the call was
    /// closed.
    pub fn retry_start(&mut self) {
        if matches!(self.start, Step::Refused(_) | Step::Silent(_)) && !self.is_closing() {
            self.start = Step::Idle;
        }
    }

    /// Makes due again what is still true and did not reach Fusion; what it refused only if `asked` for.
    pub(super) fn tell_again(&mut self, asked: bool) {
        let untaken = |step: &Step| match step {
            Step::Silent(_) => true,
            Step::Refused(_) => asked,
            Step::Asked(_) | Step::Done(_) | Step::Idle => false,
        };
        if self.is_waiting() {
            self.owed = true;
            return;
        }
        self.owed = false;
        if self.over.is_some() {
            if self.last_close_step().is_some_and(untaken) {
                self.repeat = Some(Repeat::at(Millis(0)));
            }
            return;
        }
        // What was posted before may have come: should the call end first, that is closed.
        self.offer_again = untaken(&self.new) && !self.start.is_done();
        if untaken(&self.start) {
            self.start = Step::Idle;
        }
    }

    /// Whether this was the last attempt to close the call in Fusion.
    pub(super) fn is_last_close(&self, uuid: &Uuid) -> bool {
        self.repeat.as_ref().is_some_and(|again| again.step.is_uuid(uuid))
    }

    /// What follows from how Fusion took the last close.
    pub(super) fn judge_close(&mut self, now: Millis) {
        match self.repeat.take() {
            // What was asked for once more counts as if it had been taken at once.
            Some(Repeat { step: done @ Step::Done(_), .. }) => {
                let last = if self.close.is_idle() { &mut self.wrap_up } else { &mut self.close };
                *last = done;
            }
            Some(again) => self.repeat = Some(again),
            None if self.was_left_open() => self.repeat = Some(Repeat::at(now + CLOSE_AGAIN)),
            None => {}
        }
    }

    /// Whether Fusion did not take the last close.
    pub(super) fn was_left_open(&self) -> bool {
        matches!(self.last_close_step(), Some(Step::Refused(_) | Step::Silent(_)))
    }

    /// The last close that was asked for.
    pub(super) fn last_close_step(&self) -> Option<&Step> {
        [&self.close, &self.wrap_up].into_iter().find(|step| !step.is_idle())
    }

    pub(super) fn is_closing(&self) -> bool {
        self.last_close_step().is_some()
    }

    pub(super) fn last_close(&self) -> Option<CloseReason> {
        match (&self.close, &self.wrap_up, self.over) {
            (Step::Idle, Step::Idle, _) | (_, _, None) => None,
            (Step::Idle, _, Some(_)) => Some(CloseReason::WrapUp),
            (_, _, Some(_)) if self.connected => Some(CloseReason::EndCommunication),
            (_, _, Some(ending)) => Some(ending.reason),
        }
    }
}

impl Model {
    /// Fusion said anything, so that what it did not take may be told again; the agent's state at once, if
    /// `hasten`.
    pub(super) fn heard_fusion(&mut self, hasten: bool, now: Millis) {
        if hasten {
            self.fusion.hasten(now);
        }
        if self.fusion.heard() {
            self.fusion.link_again();
            self.tell_again(false);
        }
    }

    /// Tells Fusion again, in order, what is still true and did not reach it; what it refused if `asked`.
    pub(super) fn tell_again(&mut self, asked: bool) {
        for offer in self.offers_mut(|_| true) {
            offer.tell_again(asked);
        }
    }

    /// Tells the agent of a call that Fusion may show though it is over.
    pub(super) fn notice_left_open(&mut self, uuid: &Uuid, now: Millis) {
        // Where it never said that it has the call, it shows none.
        let shown = |offer: &Engagement| offer.new.is_done() || offer.start.is_done();
        let offer = self.offers().find(|offer| offer.is_last_close(uuid) && shown(offer));
        let Some(offer) = offer else { return };
        let name = offer.caller_name();
        let number = offer.tokens.text("SVCMCA_ANI").and_then(Phone::parse);
        let id = self.next_number();
        self.notices.push(Notice { id, kind: NoticeKind::LeftInFusion, at: now, number, name });
    }
}
