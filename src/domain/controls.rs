//! Owns what an agent does in a call: hold, mute, tones; and the alarm for an open microphone.
//!
//! Must never show a wish as done: `switch` compares it with Connect's word.

use super::call::{Alarm, Call};
use super::command::{Command, ConnectRequest, Refusal, Reply};
use super::event::Failure;
use super::ids::{CommandId, ContactId, Ticket};
use super::model::Model;
use super::pii::Digits;
use super::snapshot::{ContactState, LegState};
use super::switch::Settled;
use super::time::Millis;

/// The softphone opens the microphone at the end of a call; the end shows within this span.
const ALARM_GRACE: Millis = Millis::seconds(1);
/// So many unconfirmed tones are kept in mind.
const REMEMBERED_TONES: usize = 32;

impl Model {
    /// Whether the agent is mute in this call, as Connect or the softphone last said.
    pub fn is_muted(&self, call: &Call) -> bool {
        if call.is_muted_by_connect() {
            call.facts.agent_leg.as_ref().is_some_and(|leg| leg.muted)
        } else {
            self.muted
        }
    }

    /// Puts a call on hold, or back.
    pub(super) fn set_hold(
        &mut self,
        contact: &ContactId,
        on: bool,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        let Some(call) = self.controlled(contact, Call::is_handled, ticket, out) else { return };
        let Some(leg) = call.hold_leg().map(|leg| leg.id.clone()) else {
            return call.refuse(Refusal::NobodyThere, ticket, out);
        };
        if call.can_swap() {
            let so_already = on == call.holds_customer();
            let answer = if so_already { Ok(Reply::Done) } else { Err(Refusal::Consulting) };
            return match answer {
                Ok(done) => super::agent::reply(ticket, Ok(done), out),
                Err(refusal) => call.refuse(refusal, ticket, out),
            };
        }
        let held = call.is_held();
        match call.hold.wish(on, held, ticket, id, now, out) {
            Ok(true) => {
                call.refusal = None;
                let contact = contact.clone();
                out.push(Command::Connect {
                    id,
                    request: ConnectRequest::Hold { contact, leg, on },
                });
            }
            Ok(false) => {}
            Err(refusal) => call.refuse(refusal, ticket, out),
        }
    }

    /// Mutes the agent, or not.
    pub(super) fn set_mute(
        &mut self,
        contact: &ContactId,
        on: bool,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        let muted = self.calls.get(contact).is_some_and(|call| self.is_muted(call));
        let Some(call) = self.controlled(contact, Call::is_audible, ticket, out) else { return };
        let leg = call.facts.agent_leg.as_ref();
        if !on && leg.is_some_and(|leg| leg.forced_mute) {
            return call.refuse(Refusal::ForcedMute, ticket, out);
        }
        let request = match leg.filter(|_| call.is_muted_by_connect()) {
            Some(leg) => {
                ConnectRequest::MuteLeg { contact: contact.clone(), leg: leg.id.clone(), on }
            }
            None => ConnectRequest::Mute(on),
        };
        match call.mute.wish(on, muted, ticket, id, now, out) {
            Ok(true) => {
                call.refusal = None;
                out.push(Command::Connect { id, request });
            }
            Ok(false) => {}
            Err(refusal) => call.refuse(refusal, ticket, out),
        }
    }

    /// Sends tones to whoever the agent talks with.
    pub(super) fn send_digits(
        &mut self,
        contact: &ContactId,
        digits: Digits,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        let Some(call) = self.controlled(contact, Call::is_handled, None, out) else { return };
        let others = call.facts.others.iter().map(|party| &party.leg);
        // The one on hold hears nothing.
        let talking = call.facts.customer_leg.iter().chain(others);
        let leg = talking.into_iter().find(|leg| leg.state == LegState::Connected);
        let Some(leg) = leg.map(|leg| leg.id.clone()) else {
            call.refusal = Some(Refusal::NobodyThere);
            return;
        };
        call.tones.push(id);
        let surplus = call.tones.len().saturating_sub(REMEMBERED_TONES);
        call.tones.drain(..surplus);
        let request = ConnectRequest::Digits(contact.clone(), leg, digits);
        out.push(Command::Connect { id, request });
    }

    /// The softphone switched the microphone.
    pub(super) fn mute_toggled(&mut self, muted: bool, now: Millis, out: &mut Vec<Command>) {
        let opened = self.muted && !muted;
        self.muted = muted;
        // There is one microphone for all calls, and the wish may be another one's.
        let wished = self.calls.values().any(|call| call.mute.pending() == Some(false));
        for call in self.calls.values_mut().filter(|call| !call.is_muted_by_connect()) {
            if opened && !wished && call.is_audible() && call.has_microphone() {
                call.alarm = Alarm::Suspected(now);
            }
            if muted {
                call.alarm = Alarm::None;
            }
            call.mute.judge(muted, out);
        }
    }

    /// The call, if it can be acted on now.
    fn controlled(
        &mut self,
        contact: &ContactId,
        may: fn(&Call) -> bool,
        ticket: Option<Ticket>,
        out: &mut Vec<Command>,
    ) -> Option<&mut Call> {
        let Some(call) = self.calls.get_mut(contact) else {
            super::agent::reply(ticket, Err(Refusal::NoLongerThere), out);
            return None;
        };
        if may(call) {
            return Some(call);
        }
        let over = !call.facts.state.is_active();
        let refusal = if over { Refusal::NoLongerThere } else { Refusal::NotConnected };
        call.refuse(refusal, ticket, out);
        None
    }
}

impl Call {
    /// Tells who asked that it is not done.
    pub(super) fn refuse(
        &mut self,
        refusal: Refusal,
        ticket: Option<Ticket>,
        out: &mut Vec<Command>,
    ) {
        if ticket.is_none() {
            self.refusal = Some(refusal.clone());
        }
        super::agent::reply(ticket, Err(refusal), out);
    }

    /// Takes Streams' word on hold, mute or tones; tells whether it was for one of them.
    pub(super) fn settle_control(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        out: &mut Vec<Command>,
    ) -> bool {
        // Muting locally has no callback (`connect.md` C.4): only the toggle tells.
        let trusted = self.is_muted_by_connect();
        for (switch, trusted) in [(&mut self.hold, true), (&mut self.mute, trusted)] {
            match switch.settle(id, outcome, trusted, out) {
                Settled::Failed(refusal) => {
                    self.refusal = refusal.or_else(|| self.refusal.take());
                    return true;
                }
                Settled::Noted => return true,
                Settled::Other => {}
            }
        }
        let Some(place) = self.tones.iter().position(|tone| *tone == id) else { return false };
        self.tones.remove(place);
        if let Err(failure) = outcome {
            self.refusal = Some(Refusal::Connect(failure.clone()));
        }
        true
    }

    /// Compares the wishes with the facts that the newest snapshot brought.
    pub(super) fn judge_controls(&mut self, was_muted: bool, now: Millis, out: &mut Vec<Command>) {
        let held = self.is_held();
        self.hold.judge(held, out);
        if self.is_muted_by_connect() {
            let muted = self.facts.agent_leg.as_ref().is_some_and(|leg| leg.muted);
            if was_muted && !muted && self.mute.pending() != Some(false) {
                self.alarm = Alarm::Suspected(now);
            }
            self.mute.judge(muted, out);
        }
        self.judge_party();
        if self.facts.state != ContactState::Connected {
            self.alarm = Alarm::None;
            self.end_controls(out);
        }
    }

    /// Ends every wish, because the call is over.
    pub(super) fn end_controls(&mut self, out: &mut Vec<Command>) {
        self.hold.fail(&Refusal::NoLongerThere, out);
        self.mute.fail(&Refusal::NoLongerThere, out);
        self.party = None;
        self.tones.clear();
    }

    pub(super) fn raise_alarm(&mut self, now: Millis) {
        if self.alarm_deadline().is_some_and(|due| now >= due) {
            self.alarm = Alarm::Raised;
        }
    }

    pub(super) fn alarm_deadline(&self) -> Option<Millis> {
        match self.alarm {
            Alarm::Suspected(at) => Some(at + ALARM_GRACE),
            Alarm::None | Alarm::Raised => None,
        }
    }
}
