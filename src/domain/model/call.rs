//! Wishes for a call, of the agent or of Fusion, and what concerns several calls: the one in front, the one microphone; and
//! dialling (`design.md` 3, Outbound). Connect tells no contact id when it takes a number (`connect.md` C.3), so the call is
//! known again by its number, with or without its plus; as long as it shows none, the first call that goes out is the one.

use super::Model;
use crate::domain::call::{Alarm, Call, CallWish};
use crate::domain::call_requests::Softphone;
use crate::domain::connect_messages::{
    COMMAND_TIMEOUT, Callee, ConnectRequest, EndpointKind, Failure, Listing, QuickConnect, Refusal,
};
use crate::domain::engagement::{Ending, Engagement};
use crate::domain::fusion_messages::{CloseReason, Reply};
use crate::domain::ids::{CommandId, ContactId, EndpointArn, EventId, Millis, Ticket};
use crate::domain::memory::{Dial, DialOrigin, DialStage, DialTarget};
use crate::domain::messages::{Command, Target};
use crate::domain::pending::{Pending, reply};
use crate::domain::pii::{DialNumber, DialText, Digits, NumberFault, PersonName};
use crate::domain::snapshot::ContactFacts;
use std::sync::Arc;

impl Model {
    /// Takes a wish for one contact; `ticket` is the command of Fusion to answer.
    pub(super) fn wish(
        &mut self,
        contact: &ContactId,
        wish: CallWish,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        let used = self.agent.as_ref().is_none_or(|agent| agent.softphone);
        let softphone = Softphone { used, muted: self.muted };
        match self.calls.get_mut(contact) {
            Some(call) => call.wish(wish, softphone, ticket, id, now, out),
            None => reply(ticket, Err(Refusal::NoLongerThere), out),
        }
    }

    /// The softphone switched the microphone.
    pub(super) fn mute_toggled(&mut self, muted: bool, now: Millis, out: &mut Vec<Command>) {
        let opened = self.muted && !muted;
        self.muted = muted;
        // There is one microphone for all calls, and the wish may be another one's.
        let wished = self.calls.values().any(|call| call.pending_mute() == Some(false));
        for call in
            self.calls.iter_mut().map(|(_, call)| call).filter(|call| !call.is_muted_by_connect())
        {
            if opened && !wished && call.has_microphone() {
                call.alarm = Alarm::Suspected(now);
            }
            if muted {
                call.alarm = Alarm::None;
            }
            let outcome = |request: &Pending<CallWish>| {
                (request.wish == CallWish::Mute(muted)).then_some(Ok(()))
            };
            call.finish(|_, request| outcome(request), out);
            call.mute_came_late(muted);
        }
    }

    /// Asks how the previews stand whose time is over.
    pub(super) fn expire_previews(&mut self, now: Millis, out: &mut Vec<Command>) {
        let due = |call: &&Call| call.preview_due().is_some_and(|due| now >= due);
        // One that was asked for is due no more.
        while let Some(contact) = self.calls.values().find(due).map(|call| call.facts.id.clone()) {
            let id = self.next_command();
            if let Some(call) = self.calls.get_mut(&contact) {
                call.ask_preview(id, out);
            }
        }
    }

    /// Lists the quick connects.
    pub(super) fn load_endpoints(&mut self, now: Millis, out: &mut Vec<Command>) {
        if !self.directory.is_loading() {
            let id = self.next_command();
            self.directory = Listing::Loading(id, now);
            out.push(Command::Connect { id, request: ConnectRequest::ListEndpoints });
        }
    }

    /// Calls somebody else besides the customer; a number is read first.
    pub(super) fn consult(
        &mut self,
        contact: &ContactId,
        target: Target,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        match target {
            Target::QuickConnect(arn) => {
                let wish = CallWish::Add(Callee::QuickConnect(arn));
                self.wish(contact, wish, None, now, out);
            }
            Target::Number(text, country) => {
                let id = self.next_command();
                let Some(call) = self.calls.get_mut(contact) else { return };
                if text.as_str().is_empty() {
                    call.attempt.refusal = Some(Refusal::BadNumber);
                    return;
                }
                call.attempt.refusal = None;
                self.reading = Some((id, contact.clone()));
                out.push(Command::ReadNumber { id, text, country });
            }
        }
    }

    /// The number of somebody to call was read, or could not be.
    pub(super) fn callee_read(
        &mut self,
        id: CommandId,
        outcome: Result<DialNumber, NumberFault>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let Some((_, contact)) = self.reading.take_if(|(of, _)| *of == id) else { return };
        match self.callable(outcome) {
            Ok(DialNumber { number, extension, .. }) => {
                if let Some(call) = self.calls.get_mut(&contact) {
                    call.extension = extension.or_else(|| call.extension.take());
                }
                self.wish(&contact, CallWish::Add(Callee::Number(number)), None, now, out);
            }
            Err(refusal) => {
                if let Some(call) = self.calls.get_mut(&contact) {
                    call.attempt.refusal = Some(refusal);
                }
            }
        }
    }

    /// A number that Connect may dial; countries that share a calling code are one, and one that is not known is
    /// left to Connect.
    ///
    /// # Errors
    /// Why it is none.
    fn callable(&self, read: Result<DialNumber, NumberFault>) -> Result<DialNumber, Refusal> {
        let read = read.map_err(|fault| match fault {
            NumberFault::Ambiguous(national, other) => Refusal::NeedsPlus(national, other),
            NumberFault::Invalid | NumberFault::Unreadable => Refusal::BadNumber,
        })?;
        let listed = self.agent.as_ref().map(|agent| agent.dialable.as_slice()).unwrap_or_default();
        let may = |code: &String| listed.iter().any(|known| known.eq_ignore_ascii_case(code));
        let unknown = listed.is_empty() || read.countries.is_empty();
        if unknown || read.countries.iter().any(may) {
            Ok(read)
        } else {
            Err(Refusal::CountryNotAllowed)
        }
    }

    /// Whether a number can be dialled now.
    ///
    /// # Errors
    /// Why not.
    pub fn may_dial(&self) -> Result<(), Refusal> {
        let agent =
            self.agent.as_ref().filter(|_| self.link.is_up()).ok_or(Refusal::NotSignedIn)?;
        let busy = |call: &Call| call.facts.channel.is_voice() && call.facts.state.is_active();
        if !agent.may_dial {
            Err(Refusal::NotAllowed)
        } else if agent.lacks_outbound_queue {
            Err(Refusal::NoOutboundQueue)
        } else if self.dial.is_some() {
            Err(Refusal::DialPending)
        } else if self.calls.values().any(busy) {
            Err(Refusal::Busy)
        } else {
            Ok(())
        }
    }

    /// Takes a wish to call somebody.
    pub(super) fn dial(
        &mut self,
        origin: DialOrigin,
        text: DialText,
        country: Option<String>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if let DialOrigin::Fusion(event_id, _) = &origin
            && self.knows_dial(event_id)
        {
            return;
        }
        let empty = text.as_str().is_empty().then_some(Refusal::BadNumber);
        if let Some(refusal) = self.may_dial().err().or(empty) {
            return self.refuse_dial(&origin, refusal);
        }
        let id = self.next_command();
        self.begin_dial(origin, text.clone(), DialStage::Reading(id), now);
        out.push(Command::ReadNumber { id, text, country });
    }

    /// Calls a quick connect of the last list that leads to a number: Connect passes calls on to agents and
    /// queues, and dials neither. Whether its country may be called is Connect's to say.
    pub(super) fn dial_quick_connect(
        &mut self,
        arn: &EndpointArn,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if let Err(refusal) = self.may_dial() {
            return self.refuse_dial(&DialOrigin::Toolbar, refusal);
        }
        let is_it = |one: &&QuickConnect| one.arn == *arn && one.kind == EndpointKind::Number;
        let Some(listed) = self.directory.listed().iter().find(is_it) else {
            let failure = Failure::Refused { kind: "unknown_endpoint".to_owned() };
            return self.refuse_dial(&DialOrigin::Toolbar, Refusal::Connect(failure));
        };
        let (text, number) = (DialText::new(listed.name.as_str()), listed.number.clone());
        let id = self.next_command();
        let stage = DialStage::Asked(id, DialTarget::QuickConnect(number));
        self.begin_dial(DialOrigin::Toolbar, text, stage, now);
        let request = ConnectRequest::Dial(Callee::QuickConnect(arn.clone()));
        out.push(Command::Connect { id, request });
    }

    fn begin_dial(&mut self, origin: DialOrigin, text: DialText, stage: DialStage, now: Millis) {
        self.dial_refusal = None;
        let (given_up, extension, waiters) = (false, None, Vec::new());
        self.dial = Some(Dial { text, origin, stage, at: now, given_up, extension, waiters });
    }

    /// Calls the number of a recent call.
    pub(super) fn redial(&mut self, id: u64, now: Millis, out: &mut Vec<Command>) {
        let number = self.recent.iter().find(|call| call.id == id);
        if let Some(number) = number.and_then(|call| call.number.clone()) {
            let text = DialText::new(number.as_str());
            self.dial(DialOrigin::Toolbar, text, None, now, out);
        }
    }

    /// A text was read as a number, or could not be.
    pub(super) fn number_read(
        &mut self,
        id: CommandId,
        outcome: Result<DialNumber, NumberFault>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if !self.dial.as_ref().is_some_and(|dial| dial.stage == DialStage::Reading(id)) {
            return;
        }
        match self.callable(outcome) {
            Ok(read) => {
                let id = self.next_command();
                if let Some(dial) = &mut self.dial {
                    dial.stage = DialStage::Asked(id, DialTarget::Number(read.number.clone()));
                    dial.at = now;
                    dial.extension = read.extension;
                }
                let request = ConnectRequest::Dial(Callee::Number(read.number));
                out.push(Command::Connect { id, request });
            }
            Err(refusal) => self.fail_dial(refusal, now, out),
        }
    }

    /// Handles Streams' result for the call. Returns whether it was for that.
    pub(super) fn settle_dial(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        now: Millis,
        out: &mut Vec<Command>,
    ) -> bool {
        let is_it =
            matches!(&self.dial, Some(Dial { stage: DialStage::Asked(of, _), .. }) if *of == id);
        if !is_it {
            return false;
        }
        match outcome {
            Ok(()) => self.offer_dial(),
            // The contact may still come.
            Err(Failure::TimedOut) => {}
            Err(failure) => self.fail_dial(Refusal::Connect(failure.clone()), now, out),
        }
        true
    }

    /// Goes on after a reload; where Connect was not asked yet, it is not asked any more.
    pub(super) fn resume_dial(&mut self, now: Millis, out: &mut Vec<Command>) {
        if matches!(&self.dial, Some(Dial { stage: DialStage::Reading(_), .. })) {
            self.fail_dial(Refusal::GivenUp, now, out);
        }
    }

    /// The agent gives the call up, here or in Fusion.
    pub(super) fn cancel_dial(
        &mut self,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let Some(dial) = &mut self.dial else {
            return reply(ticket, Ok(Reply::Done), out);
        };
        dial.given_up = true;
        dial.waiters.extend(ticket.map(|ticket| (ticket, now)));
        if matches!(dial.stage, DialStage::Reading(_)) {
            self.fail_dial(Refusal::GivenUp, now, out);
        }
    }

    /// Whether a contact that appears is the call that is being dialled; gives Fusion's id of it then.
    pub(super) fn bind_dial(&mut self, facts: &ContactFacts) -> Option<Bound> {
        self.dial.as_ref().filter(|dial| dial.is_of(facts))?;
        let lives = facts.state.is_active();
        if lives {
            self.offer_dial();
        }
        let dial = self.dial.take()?;
        let event_id = match &dial.origin {
            DialOrigin::Fusion(event_id, _) => Some(event_id.clone()),
            DialOrigin::Toolbar => None,
        };
        if let Some(id) = event_id.as_ref().filter(|_| !lives)
            && self.engagement(id).is_none()
        {
            self.fusion.refuse_dial(id, Refusal::NoLongerThere);
        }
        let by_name = matches!(&dial.stage, DialStage::Asked(_, DialTarget::QuickConnect(_)));
        let callee = PersonName::parse(dial.text.as_str()).filter(|_| by_name);
        let Dial { extension, given_up, waiters, .. } = dial;
        Some(Bound { event_id, callee, extension, given_up, waiters })
    }

    /// Ends a call that was given up while it had no contact.
    pub(super) fn end_bound(
        &mut self,
        bound: Bound,
        contact: &ContactId,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if bound.given_up && bound.waiters.is_empty() {
            self.wish(contact, CallWish::End, None, now, out);
        }
        for (ticket, _) in bound.waiters {
            self.wish(contact, CallWish::End, Some(ticket), now, out);
        }
    }

    /// Gives up what takes too long.
    pub(super) fn expire_dial(&mut self, now: Millis, out: &mut Vec<Command>) {
        if let Some(dial) = &mut self.dial {
            // Whoever asks is answered in time; the wish to end the call stays.
            let late = |(_, since): &(Ticket, Millis)| now >= *since + COMMAND_TIMEOUT;
            for (ticket, _) in dial.waiters.extract_if(.., |waiter| late(waiter)) {
                reply(Some(ticket), Err(Refusal::Connect(Failure::TimedOut)), out);
            }
        }
        if self.dial.as_ref().is_some_and(|dial| now >= dial.deadline()) {
            let reading = matches!(&self.dial, Some(Dial { stage: DialStage::Reading(_), .. }));
            let refusal =
                if reading { Refusal::BadNumber } else { Refusal::Connect(Failure::TimedOut) };
            self.fail_dial(refusal, now, out);
        }
        // Only the part of the memory without personal values was left: nobody waits for a contact.
        let waits = self.dial.is_some();
        let lost = |offer: &Engagement| offer.contact.is_none() && !waits && !offer.cleared;
        for offer in self.offers_mut(lost) {
            offer.put_away(Ending { at: now, reason: CloseReason::Reject }, None);
        }
    }

    /// When the next look at it is due by itself.
    pub(super) fn dial_deadline(&self) -> Option<Millis> {
        let dial = self.dial.as_ref()?;
        let waiters = dial.waiters.iter().map(|(_, since)| *since + COMMAND_TIMEOUT);
        waiters.chain([dial.deadline()]).min()
    }

    /// A message that comes twice asks for one call.
    fn knows_dial(&self, id: &EventId) -> bool {
        let pending =
            matches!(&self.dial, Some(Dial { origin: DialOrigin::Fusion(of, _), .. }) if of == id);
        pending || self.engagement(id).is_some() || self.fusion.has_refused_dial(id)
    }

    /// Connect took the number: Fusion may show that it is being dialled.
    fn offer_dial(&mut self) {
        let Some(Dial { origin: DialOrigin::Fusion(event_id, tokens), .. }) = &self.dial else {
            return;
        };
        if self.tells_fusion() && self.engagement(event_id).is_none() {
            let mut tokens = tokens.clone();
            tokens.set_text("SVCMCA_COMMUNICATION_DIRECTION", "ORA_SVC_OUTBOUND");
            let route = self.settings.token_map.route_back(&tokens);
            let offer = Engagement::dialled(event_id.clone(), route, tokens);
            self.engagements.push(Arc::new(offer));
        }
    }

    fn fail_dial(&mut self, refusal: Refusal, now: Millis, out: &mut Vec<Command>) {
        let Some(dial) = self.dial.take() else { return };
        for (ticket, _) in dial.waiters {
            reply(Some(ticket), Ok(Reply::Done), out);
        }
        self.refuse_dial(&dial.origin, refusal);
        let DialOrigin::Fusion(event_id, _) = dial.origin else { return };
        let offer = self.offers_mut(|offer| offer.answers_to(&event_id)).next_back();
        if let Some(offer) = offer.filter(|offer| offer.contact.is_none()) {
            offer.put_away(Ending { at: now, reason: CloseReason::Reject }, None);
        }
    }

    /// Tells who asked that there is no call.
    fn refuse_dial(&mut self, origin: &DialOrigin, refusal: Refusal) {
        if let DialOrigin::Fusion(event_id, _) = origin {
            self.fusion.refuse_dial(event_id, refusal.clone());
        }
        // A second wish is answered to who asked; the first goes on.
        if self.dial.is_none() {
            self.dial_refusal = Some(refusal);
        }
    }
}

/// A dialled call that has its contact now.
pub(super) struct Bound {
    /// Fusion's id of it, if Fusion asked.
    pub(super) event_id: Option<EventId>,
    /// The name of the quick connect that was called.
    pub(super) callee: Option<PersonName>,
    /// The keys to press once somebody has answered.
    pub(super) extension: Option<Digits>,
    given_up: bool,
    waiters: Vec<(Ticket, Millis)>,
}
