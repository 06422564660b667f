//! What Fusion asks for, each command answered exactly once and never after waiting for Fusion itself; what is due to be
//! asked of it, and what it is told once more; what is remembered of that; and the work after a call, where both sides have
//! to agree.

use super::{Model, Notice, NoticeKind, REMEMBERED_OFFERS, WaitingCommand};
use crate::domain::call::{Call, CallWish, Freshness, Subject};
use crate::domain::connect_messages::Refusal;
use crate::domain::engagement::Engagement;
use crate::domain::fusion_messages::{
    ANSWER_TIMEOUT, AgentVerb, InteractionVerb, Reply, SUPPORTED_COMMANDS,
};
use crate::domain::ids::{ContactId, EventId, Millis, Ticket, Uuid};
use crate::domain::memory::{Dial, DialOrigin, Memory, keep_newest};
use crate::domain::messages::{Command, Note};
use crate::domain::pending::reply;
use crate::domain::pii::Phone;
use std::sync::Arc;

impl Model {
    /// Takes an interaction command; one for a call that is not known yet waits as long as Fusion does.
    pub(super) fn take_interaction_command(
        &mut self,
        command: WaitingCommand,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if let InteractionVerb::Unknown(name) = command.verb {
            return reply(Some(command.ticket), Err(Refusal::UnknownCommand(name)), out);
        }
        match self.find_call(&command.event_id) {
            FoundCall::Call(contact) => self.carry_out(&contact, &command, now, out),
            FoundCall::Dialling => self.take_command_while_dialling(&command, now, out),
            FoundCall::Over => {
                let done = command.verb.ends_call();
                let outcome = if done { Ok(Reply::Done) } else { Err(Refusal::NoLongerThere) };
                reply(Some(command.ticket), outcome, out);
            }
            FoundCall::NotYet if now < command.at + ANSWER_TIMEOUT => self.waiting.push(command),
            FoundCall::NotYet | FoundCall::Unknown => {
                reply(Some(command.ticket), Err(Refusal::UnknownCall), out);
            }
        }
    }

    /// Looks again at the commands that wait for their call to be known.
    pub(super) fn match_waiting(&mut self, now: Millis, out: &mut Vec<Command>) {
        for command in core::mem::take(&mut self.waiting) {
            self.take_interaction_command(command, now, out);
        }
    }

    /// Takes an agent command.
    pub(super) fn take_agent_command(
        &mut self,
        ticket: Ticket,
        verb: AgentVerb,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let answer = match verb {
            AgentVerb::MakeAvailable => {
                return self.change_availability(true, Some(ticket), now, out);
            }
            AgentVerb::MakeUnavailable => {
                return self.change_availability(false, Some(ticket), now, out);
            }
            AgentVerb::ActiveEngagements => Ok(Reply::Engagements(self.open_engagements())),
            AgentVerb::ActiveInteractionCommands => {
                Ok(Reply::Commands(SUPPORTED_COMMANDS.to_vec()))
            }
            AgentVerb::CurrentState => {
                self.agent_report().map(Reply::AgentState).ok_or(Refusal::NotSignedIn)
            }
            AgentVerb::Unknown(name) => Err(Refusal::UnknownCommand(name)),
        };
        reply(Some(ticket), answer, out);
    }

    fn carry_out(
        &mut self,
        contact: &ContactId,
        command: &WaitingCommand,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let ticket = Some(command.ticket);
        let wish = match &command.verb {
            InteractionVerb::Accept => CallWish::Accept,
            InteractionVerb::Disconnect => CallWish::End,
            InteractionVerb::Hold => CallWish::Hold(true),
            InteractionVerb::Mute => CallWish::Mute(true),
            InteractionVerb::Reject | InteractionVerb::TimerExpired => CallWish::Reject,
            InteractionVerb::Unhold => CallWish::Hold(false),
            InteractionVerb::Unmute => CallWish::Mute(false),
            InteractionVerb::SetActive => return self.bring_to_front(contact, ticket, now, out),
            InteractionVerb::Unknown(name) => {
                return reply(ticket, Err(Refusal::UnknownCommand(name.clone())), out);
            }
        };
        self.wish(contact, wish, ticket, now, out);
    }

    /// Takes a command for a call that is being dialled and has no contact yet.
    fn take_command_while_dialling(
        &mut self,
        command: &WaitingCommand,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let ticket = Some(command.ticket);
        if command.verb.ends_call() {
            self.cancel_dial(ticket, now, out);
        } else if command.verb == InteractionVerb::SetActive {
            reply(ticket, Ok(Reply::Done), out);
        } else {
            reply(ticket, Err(Refusal::NotConnected), out);
        }
    }

    /// Brings a call to the front: every other one that talks goes on hold, and this one comes back. Nobody
    /// waits for one that does not talk itself.
    pub(super) fn bring_to_front(
        &mut self,
        contact: &ContactId,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        self.front = Some(contact.clone());
        let talks = self.calls.get(contact).is_some_and(Call::is_live_voice);
        let talking =
            |call: &&Call| talks && call.is_live_voice() && !call.has_others() && !call.is_held();
        let others = self.calls.values().filter(talking).map(|call| call.facts.id.clone());
        let others: Vec<ContactId> = others.filter(|id| id != contact).collect();
        for other in others {
            self.wish(&other, CallWish::Hold(true), None, now, out);
        }
        let waits = self.calls.get(contact).is_some_and(|call| {
            call.is_live_voice()
                && !call.has_others()
                && (call.is_held() || call.pending_hold() == Some(true))
        });
        if waits {
            self.wish(contact, CallWish::Hold(false), ticket, now, out);
        } else {
            reply(ticket, Ok(Reply::Done), out);
        }
    }

    /// Has Fusion show a call that it has opened.
    pub(super) fn show_in_fusion(
        &mut self,
        contact: &ContactId,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let offer = self.offers().rfind(|offer| offer.is_of(contact) && offer.start.is_done());
        if let Some((event_id, in_data)) =
            offer.map(|offer| (offer.event_id(), offer.tokens.clone()))
        {
            self.fusion.focus(event_id, in_data, &mut self.uuids, now, out);
        }
    }

    fn find_call(&self, id: &EventId) -> FoundCall {
        let dialled = |dial: &Dial| matches!(&dial.origin, DialOrigin::Fusion(of, _) if of == id);
        let Some(offer) = self.engagement(id) else {
            if self.dial.as_ref().is_some_and(dialled) {
                return FoundCall::Dialling;
            }
            let in_flight = self.engagements.iter().any(|offer| offer.new.is_waiting());
            return if in_flight { FoundCall::NotYet } else { FoundCall::Unknown };
        };
        if offer.over.is_some() {
            return FoundCall::Over;
        }
        match &offer.contact {
            None => FoundCall::Dialling,
            Some(contact) if self.calls.contains_key(contact) => FoundCall::Call(contact.clone()),
            // Known from before a reload; the first snapshot will tell.
            Some(_) => FoundCall::NotYet,
        }
    }

    fn open_engagements(&self) -> Vec<EventId> {
        let open = self.offers().filter(|offer| offer.is_open());
        open.map(Engagement::event_id).collect()
    }

    /// Fusion said something by itself, so that what it did not take may be told again, the agent's state at once.
    pub(super) fn heard_fusion(&mut self, now: Millis) {
        self.fusion.tell_state_now(now);
        self.found_fusion();
    }

    /// Fusion is there: if it seemed not to be, or began to listen only now, what it did not take is told again.
    pub(super) fn found_fusion(&mut self) {
        if self.fusion.heard() || self.fusion.begins_late() {
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
        let offer = self.offers().find(|offer| offer.is_repeat(uuid) && shown(offer));
        let Some(offer) = offer else { return };
        let name = offer.caller_name();
        let number = offer.tokens.text("SVCMCA_ANI").and_then(Phone::parse);
        let id = self.next_number();
        self.notices.push(Notice { id, kind: NoticeKind::LeftInFusion, at: now, number, name });
    }

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
        let is_saved = |call: &Call| self.offer_of(call).is_some_and(|offer| offer.saved);
        let is_due = |call: &&Call| {
            let over = call.freshness != Freshness::Never && !call.facts.state.is_active();
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
    pub(super) fn update_fields(&mut self, call: &Call) {
        if self.settings.token_map.fields.is_empty() {
            return;
        }
        let fields = self.settings.fields(&call.facts);
        if let Some(offer) = self.offer_of_mut(call).filter(|offer| offer.written.is_idle()) {
            offer.fields = fields;
        }
    }

    /// Gives up waiting for answers of Fusion.
    pub(super) fn expire_fusion(&mut self, now: Millis, out: &mut Vec<Command>) {
        let mut silent: Vec<Uuid> = self.fusion.expire(now);
        let mut unanswered_call = None;
        for offer in self.engagements.iter_mut().filter(|offer| offer.may_expire()) {
            if let Some(uuid) = Arc::make_mut(offer).expire(now) {
                if offer.new.is_uuid(&uuid) {
                    let call = offer.contact.as_ref().and_then(|contact| self.calls.get(contact));
                    let queue = call.and_then(|call| call.facts.queue.clone());
                    unanswered_call = Some((offer.route.classification.clone(), queue));
                }
                silent.push(uuid);
            }
        }
        for uuid in silent {
            self.fusion.note_silence();
            self.notice_left_open(&uuid, now);
            out.push(Command::Trace(Note::FusionSilent(uuid)));
        }
        if let Some((classification, queue)) = unanswered_call {
            self.fusion.unanswered_call = self.fusion.diagnose(&classification, queue);
        }
    }

    /// Asks Fusion for what is due; the memory that is to be stored has it already.
    pub(super) fn reconcile_fusion(&mut self, now: Millis, out: &mut Vec<Command>) {
        let mut posts = Vec::new();
        let report = self.agent_report();
        let may_dial = self.agent.as_ref().map(|agent| agent.may_dial);
        let (token_map, uuids) = (&self.settings.token_map, &mut self.uuids);
        self.fusion.next(report, may_dial, token_map, uuids, now, &mut posts);
        let wrap_up = self.settings.wrap_up;
        if self.tells_fusion() && self.fusion.takes_offers() && !self.stood_down {
            let can_write = self.fusion.can_write_wrap_up();
            for offer in &mut self.engagements {
                if can_write && offer.may_write() {
                    let uuid = self.uuids.next_uuid();
                    let request = Arc::make_mut(offer).write(uuid.clone(), now);
                    posts.push(Command::Fusion { uuid, request });
                } else if let Some(ask) = offer.next(wrap_up, now) {
                    let uuid = self.uuids.next_uuid();
                    let request = Arc::make_mut(offer).ask(ask, uuid.clone(), now);
                    posts.push(Command::Fusion { uuid, request });
                }
            }
        }
        self.forget();
        self.remember(out);
        out.append(&mut posts);
    }

    /// Has what is to be kept stored, if it is another.
    fn remember(&mut self, out: &mut Vec<Command>) {
        let dial = self.dial.as_ref().map(|dial| Dial {
            // Nobody can be answered by the next page.
            waiters: Vec::new(),
            ..dial.clone()
        });
        let before = &self.remembered;
        // A window without Fusion leaves alone what one with Fusion keeps in the same storage.
        let offers = if self.tells_fusion() { &self.engagements } else { &before.engagements };
        let transport = self.fusion.transport.or(before.transport);
        let transport = transport.filter(|_| !offers.is_empty());
        let rest = if self.tells_fusion() { self.fusion.size_at_rest() } else { before.rest };
        let signed_in = self.settings.state_after_sign_in.is_some() && self.link.is_signed_in();
        // Hardly any event changes it, and copying it is expensive.
        if (offers, &transport, &dial, &self.recent)
            != (&before.engagements, &before.transport, &before.dial, &before.recent)
            || (rest, signed_in) != (before.rest, before.signed_in)
        {
            let (engagements, recent) = (offers.clone(), self.recent.clone());
            let memory = Memory { engagements, transport, dial, recent, rest, signed_in };
            self.remembered = Arc::new(memory);
            out.insert(0, Command::Remember(Arc::clone(&self.remembered)));
        }
    }

    /// Drops the oldest finished offers beyond those that are remembered.
    fn forget(&mut self) {
        let wrap_up = self.settings.wrap_up;
        if self.fusion.unreachable.is_some() {
            // Should Fusion be reached at last, the calls of a day must not open all at once.
            self.engagements.retain(|offer| offer.over.is_none() || offer.new.asked().is_some());
        }
        keep_newest(&mut self.engagements, REMEMBERED_OFFERS, |offer| offer.is_finished(wrap_up));
    }
}

enum FoundCall {
    Call(ContactId),
    Dialling,
    NotYet,
    Over,
    Unknown,
}

impl InteractionVerb {
    /// Whether it wants the call to be over.
    fn ends_call(&self) -> bool {
        matches!(self, Self::Disconnect | Self::Reject | Self::TimerExpired)
    }
}
