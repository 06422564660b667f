//! Owns the work after a call where Fusion and Connect have to agree: what is written into Fusion's
//! wrap-up, and that the end of one side's work ends the other's.
//!
//! Must never cost a call anything: what Fusion does not take or tell is left to the agent.

use super::call::{Call, Reading};
use super::call_wish::{CallWish, Subject};
use super::command::{Command, FusionRequest, Note};
use super::engagement::{ANSWER_TIMEOUT, Asked, Engagement, Step};
use super::ids::{ContactId, EventId, Uuid};
use super::model::{Model, WrapUp};
use super::time::Millis;

impl Engagement {
    /// Whether the fields of its wrap-up are due: the wrap-up is open, and nobody has ended it.
    pub(super) fn may_write(&self) -> bool {
        let is_open = self.wrap_up.is_done() && self.close.is_idle() && !self.saved;
        is_open && self.written.is_idle() && !self.fields.is_empty() && !self.is_waiting()
    }

    /// Notes that the fields go out, and gives the request for it.
    pub(super) fn write(&mut self, uuid: Uuid, now: Millis) -> FusionRequest {
        let event_id = self.event_id();
        self.written = Step::Asked(Asked { uuid, event_id: event_id.clone(), at: now });
        FusionRequest::WriteWrapUp { event_id, fields: self.fields.clone() }
    }

    /// Whether the agent has to fill in by hand what should have been written.
    pub fn lacks_fields(&self, can_write: bool) -> bool {
        let failed = match &self.written {
            Step::Refused(_) | Step::Silent(_) => true,
            Step::Idle => !can_write && self.wrap_up.is_done() && !self.saved,
            Step::Asked(_) | Step::Done(_) => false,
        };
        failed && !self.fields.is_empty()
    }

    /// Notes that its wrap-up was saved in Fusion. Before the wrap-up was asked for it cannot be meant,
    /// and what we write ourselves is saved, too, and told like anything else: once after its answer,
    /// for an agent who finds the form filled in may save it soon.
    fn note_saved(&mut self, now: Millis) {
        let soon = self.written.asked().is_some_and(|asked| now < asked.at + ANSWER_TIMEOUT);
        let ours = soon && !self.echoed;
        self.echoed |= ours && self.written.is_done();
        let is_open = !matches!(self.wrap_up, Step::Idle | Step::Refused(_));
        self.saved |= is_open && !ours;
    }

    /// Whether the end of the work at Connect is still to be told.
    pub(super) fn awaits_clearing(&self, wrap_up: WrapUp) -> bool {
        let until = wrap_up == WrapUp::UntilCleared && self.connected;
        until && !self.cleared && !self.saved && self.close.is_idle()
    }
}

impl Model {
    /// Fusion saved something of a call.
    pub(super) fn data_updated(
        &mut self,
        event_id: Option<&EventId>,
        update: &str,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        out.push(Command::Trace(Note::DataUpdated(update.to_owned())));
        let saves = &self.settings.saved_updates;
        if !saves.is_empty() && !saves.iter().any(|known| known == update) {
            return;
        }
        // Without its id it could be any call's, and the wrong one would lose its time for notes.
        let Some(event_id) = event_id else { return };
        if let Some(offer) = self.offers_mut(|offer| offer.answers_to(event_id)).next_back() {
            offer.note_saved(now);
        }
    }

    /// Ends after-call work whose wrap-up was saved in Fusion, once; a refusal stands in the card.
    pub(super) fn end_saved_work(&mut self, now: Millis, out: &mut Vec<Command>) {
        if !self.settings.wrap_up_ends_acw || !self.link.is_up() {
            return;
        }
        let is_saved = |call: &Call| {
            let offer = call.offer.as_ref().and_then(|id| self.engagement(id));
            offer.is_some_and(|offer| offer.saved)
        };
        let is_due = |call: &&Call| {
            let over = call.reading != Reading::Never && !call.facts.state.is_active();
            over && call.pending(Subject::Life).is_none()
                && !call.attempt.work_ended
                && is_saved(call)
        };
        let due: Vec<ContactId> =
            self.calls.values().filter(is_due).map(|call| call.facts.id.clone()).collect();
        for contact in due {
            if let Some(call) = self.calls.get_mut(&contact) {
                call.attempt.work_ended = true;
            }
            self.wish(&contact, CallWish::Clear, None, now, out);
        }
    }

    /// Notes what will be written into the wrap-up of a call; attributes may change until its end.
    pub(super) fn give_fields(&mut self, call: &Call) {
        if self.settings.given.fields.is_empty() {
            return;
        }
        let fields = self.fields(&call.facts);
        if let Some(offer) = self.offer_of(call).filter(|offer| offer.written.is_idle()) {
            offer.fields = fields;
        }
    }
}
