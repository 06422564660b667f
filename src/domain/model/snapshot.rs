//! What a snapshot changes: which contacts are new, offered again, over or gone, and how a call ends. Level-triggered
//! (`design.md` 2): the whole list is compared with what was known, so reloads and skipped, repeated or re-ordered
//! snapshots are no special cases.

use super::{Model, Notice, NoticeKind};
use crate::domain::call::{Attempt, Call, Freshness, OfferOutcome};
use crate::domain::connect_messages::Refusal;
use crate::domain::engagement::{Ending, Engagement};
use crate::domain::fusion_messages::CloseReason;
use crate::domain::ids::{ContactId, EventId, Millis};
use crate::domain::memory::{RecentCall, RecentOutcome};
use crate::domain::messages::{Command, Note};
use crate::domain::pii::Tokens;
use crate::domain::snapshot::{AgentFacts, ContactFacts, ContactState, Role, Seen, Snapshot};
use std::sync::Arc;

impl Model {
    /// Takes a snapshot.
    pub(super) fn take_snapshot(
        &mut self,
        snapshot: &Snapshot,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let first = !self.link.has_snapshot;
        let signed_in = self.link.saw_snapshot(&self.settings, now);
        self.garbled = false;
        self.session_end = None;
        self.take_agent(snapshot, out);
        let listed: Vec<&ContactId> = snapshot.contacts.iter().filter_map(Seen::id).collect();
        let gone: Vec<ContactId> = self
            .calls
            .keys()
            .chain(self.offers().filter(|e| !e.cleared).filter_map(|e| e.contact.as_ref()))
            .filter(|id| !listed.contains(id))
            .cloned()
            .collect();
        let nameless = snapshot.contacts.len() - listed.len();
        // Each entry without an id that was not there before may be one of those that are gone.
        if nameless <= self.strays || gone.is_empty() {
            self.strays = nameless;
            for id in gone {
                self.remove_call(&id, &snapshot.agent, now, out);
            }
        } else {
            self.mark_uncertain(&gone);
        }
        self.note_faults(snapshot, out);
        for seen in &snapshot.contacts {
            match seen {
                Seen::Contact(facts) => self.take_contact(facts, &snapshot.agent, first, now, out),
                Seen::Garbled { id, .. } => {
                    let unread = || Call::unread(id.clone(), now);
                    self.calls.entry(id.clone()).or_insert_with(unread).mark_unreadable();
                }
                Seen::Nameless { .. } => {}
            }
        }
        let former = matches!(self.dial_refusal, Some(Refusal::Busy | Refusal::NotSignedIn));
        if former && self.may_dial().err() != self.dial_refusal {
            self.dial_refusal = None;
        }
        if signed_in && snapshot.contacts.is_empty() {
            self.begin_shift(now, out);
        }
    }

    /// Keeps calls that may be among the entries without an id, uncertain from now on.
    fn mark_uncertain(&mut self, ids: &[ContactId]) {
        for id in ids {
            if let Some(call) = self.calls.get_mut(id) {
                call.mark_unreadable();
            }
        }
    }

    /// Notes everything of a snapshot that could not be read, as one.
    fn note_faults(&mut self, snapshot: &Snapshot, out: &mut Vec<Command>) {
        let contacts = snapshot.contacts.iter().filter_map(|seen| match seen {
            Seen::Garbled { fault, .. } | Seen::Nameless { fault } => Some(fault.as_str()),
            Seen::Contact(_) => None,
        });
        let faults: Vec<&str> =
            contacts.chain(snapshot.left_out.iter().map(String::as_str)).collect();
        if !faults.is_empty() {
            self.note_fault(&faults.join("; "), out);
        }
    }

    /// Notes something of Connect's that could not be decoded.
    pub(super) fn note_fault(&mut self, fault: &str, out: &mut Vec<Command>) {
        if self.fault.as_deref() != Some(fault) {
            out.push(Command::Trace(Note::Garbled(fault.to_owned())));
            self.fault = Some(fault.to_owned());
        }
    }

    fn take_contact(
        &mut self,
        facts: &ContactFacts,
        agent: &AgentFacts,
        first: bool,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let known = self.calls.remove(&facts.id);
        let talked = known.as_ref().is_some_and(|call| call.attempt.connected);
        let awaiting = (!talked && facts.awaits_customer())
            .then(|| ContactFacts { state: ContactState::Connecting, ..facts.clone() });
        let facts = awaiting.as_ref().unwrap_or(facts);
        let read_before = known.as_ref().filter(|call| call.freshness != Freshness::Never);
        let was_active = read_before.map(|call| call.facts.state.is_active());
        let rang = known.as_ref().map_or(facts.inbound != Some(false), Call::is_ringing);
        // The page before may have been asked to answer a ring that it told Fusion of.
        let answered_before = first && known.is_none() && self.latest_offer(&facts.id).is_some();
        let mut call = known.unwrap_or_else(|| Call::new(facts.clone()));
        let talked_before = call.facts.state == ContactState::Connected;
        let was_muted = call.facts.agent_leg.as_ref().is_some_and(|leg| leg.muted);
        let parties = call.transfer_targets();
        let before = core::mem::replace(&mut call.facts, facts.clone());
        // Once its legs are gone, nothing tells any more that it is a colleague's.
        if !before.role.handles() && facts.agent_leg.is_none() {
            call.facts.role = before.role;
        }
        if facts.state.is_active() && was_active == Some(false) {
            call.attempt = Attempt::new(facts);
        }
        call.freshness = Freshness::Current;
        call.seen_active |= facts.state.is_active();
        call.note_gone(&before);
        call.attempt.answering_here |= answered_before && call.is_ringing();
        let began = call.attempt.talking_since;
        call.note_talk(talked_before, first, self.panel);
        if !first && rang && began != call.attempt.talking_since && call.has_microphone() {
            // The audio of a ring begins open when it is answered, whatever another call's is.
            self.muted = false;
        }
        let unasked = call.attempt.preview.is_none() && call.attempt.preview_asked.is_none();
        if call.is_previewed() && (unasked || before != call.facts) {
            call.ask_preview(self.next_command(), out);
        }
        // One that was offered before this page is not the call that is being dialled.
        let is_new = was_active.is_none() && self.latest_offer(&facts.id).is_none();
        let bound = is_new.then(|| self.bind_dial(facts)).flatten();
        let named = bound.as_ref().and_then(|bound| bound.callee.clone());
        call.callee = facts.quick_connect.clone().or(named).or_else(|| call.callee.take());
        if let Some(bound) = &bound {
            call.extension.clone_from(&bound.extension);
        }
        let dialled = bound.as_ref().and_then(|bound| bound.event_id.as_ref());
        // A campaign's call is Fusion's business once it is accepted; each acceptance is an offer of its own.
        let was_offered = was_active.map(|active| active && !before.is_preview_offered());
        if !facts.is_preview_offered() {
            self.follow_offer(&mut call, was_offered, dialled, agent, now);
        }
        self.update_fields(&call);
        call.judge(was_muted, self.muted, now, out);
        if !facts.state.is_active() {
            self.end(&mut call, parties, agent, now);
        }
        self.calls.insert(facts.id.clone(), call);
        if let Some(bound) = bound {
            self.end_bound(bound, &facts.id, now, out);
        }
    }

    /// Finds or begins the offer that an active contact belongs to (`design.md` 3, Offers).
    fn follow_offer(
        &mut self,
        call: &mut Call,
        was_active: Option<bool>,
        dialled: Option<&EventId>,
        agent: &AgentFacts,
        now: Millis,
    ) {
        let facts = &call.facts;
        if !self.tells_fusion() || !facts.channel.is_voice() {
            return;
        }
        let concerns_fusion = match facts.role {
            Role::Agent => true,
            // What Fusion dialled it must hear of, whoever it is with.
            Role::Internal => self.settings.internal_calls || dialled.is_some(),
            Role::Barge | Role::Monitor | Role::SilentMonitor => false,
        };
        if !concerns_fusion && self.latest_offer(&facts.id).is_none() {
            return;
        }
        let leg = facts.agent_leg.as_ref().map(|leg| leg.id.clone());
        let offers = self.offers().filter(|offer| offer.is_of(&facts.id));
        let ordinal = offers.map(|offer| offer.ordinal).max().unwrap_or_default();
        let (tokens, configured) =
            (self.settings.tokens(facts), self.settings.configured_tokens(facts));
        let talking = facts.state == ContactState::Connected;
        let was_dialled = |offer: &Engagement| {
            offer.contact.is_none() && dialled.is_some_and(|id| offer.answers_to(id))
        };
        if let Some(offer) = self.offers_mut(was_dialled).next_back() {
            offer.attach(facts.id.clone(), ordinal + 1, configured.clone());
            offer.note_active(leg, &tokens, configured);
            offer.note_talk(talking);
            call.offer = offer.event_ids.first().cloned();
            return;
        }
        let latest = self.latest_offer_mut(&facts.id);
        let same_leg = latest.as_ref().is_some_and(|offer| offer.agent_leg == leg);
        // A callback gets a new leg when it is accepted (connect.md D.6).
        let moved_leg = facts.is_called_back() || leg.is_none();
        let continues = latest.as_ref().is_some_and(|offer| match was_active {
            Some(true) => true,
            Some(false) => false,
            None => same_leg || (moved_leg && offer.over.is_none()),
        });
        if let (Some(offer), true) = (latest, continues || !facts.state.is_active()) {
            if facts.state.is_active() {
                offer.note_active(leg, &tokens, configured);
            }
            offer.note_talk(talking);
            call.attempt.connected |= offer.connected;
            call.offer = offer.event_ids.first().cloned();
        } else if facts.state.is_active() {
            self.end_replaced_offer(&facts.id, agent, now);
            let route = self.settings.token_map.route(facts.queue.as_deref());
            let mut offer = Engagement::new(facts.id.clone(), leg, ordinal + 1, route, tokens);
            offer.update_tokens(configured);
            offer.note_talk(talking);
            call.offer = offer.event_ids.first().cloned();
            self.engagements.push(Arc::new(offer));
        }
    }

    /// Ends an offer that a newer one of the same contact has replaced while nobody looked.
    fn end_replaced_offer(&mut self, contact: &ContactId, agent: &AgentFacts, now: Millis) {
        if let Some(offer) = self.latest_offer_mut(contact) {
            offer.put_away(Ending { at: now, reason: reason_unseen(agent) }, None);
        }
    }

    /// The offer of Fusion's that a call has now, to be written to.
    pub(super) fn offer_of_mut(&mut self, call: &Call) -> Option<&mut Engagement> {
        let id = call.offer.as_ref()?;
        self.offers_mut(|offer| offer.event_ids.first() == Some(id)).next_back()
    }

    /// Notes that a contact is inactive: its offer is over.
    fn end(&mut self, call: &mut Call, parties: Option<Tokens>, agent: &AgentFacts, now: Millis) {
        // After-call work of an inbound call tells that it was talked, though no snapshot showed it;
        // a call that Connect dials gets there without the customer (connect.md D.6).
        call.attempt.connected |=
            call.facts.state == ContactState::Ended && !call.facts.dials_customer();
        let reason = reason_before_connect(call, agent);
        if call.attempt.outcome.is_none() && call.facts.state != ContactState::Ended {
            call.attempt.outcome = Some(outcome(call, reason));
        }
        self.log_call(call, reason, now);
        let transferred = parties.filter(|_| call.attempt.ended_here);
        if let Some(offer) = self.offer_of_mut(call) {
            offer.note_talk(call.attempt.connected);
            offer.end(Ending { at: now, reason }, transferred.as_ref());
        }
    }

    /// Notes that a contact is gone.
    fn remove_call(
        &mut self,
        id: &ContactId,
        agent: &AgentFacts,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let mut call = self.calls.remove(id).map(|mut call| {
            call.end_requests(out);
            call
        });
        let marks = call
            .as_ref()
            .and_then(|call| call.transfer_targets().filter(|_| call.attempt.ended_here));
        let seen = call.as_ref().map(|call| reason_before_connect(call, agent));
        let reason = seen.unwrap_or_else(|| reason_unseen(agent));
        if let Some(call) = &mut call {
            self.add_notice_of_end(call, reason, now);
            self.log_call(call, reason, now);
        }
        for offer in self.offers_mut(|offer| offer.is_of(id)) {
            offer.put_away(Ending { at: now, reason }, marks.as_ref());
        }
        if self.front.as_ref() == Some(id) {
            self.front = None;
        }
    }

    /// Tells the agent of an offer that vanished without a card to show it on.
    fn add_notice_of_end(&mut self, call: &Call, reason: CloseReason, now: Millis) {
        let dialled = call.may_go_unanswered();
        let noticed = call.facts.state.is_active() && call.facts.role.handles();
        if call.attempt.connected || dialled || !noticed {
            return;
        }
        let kind = if call.freshness == Freshness::Never {
            NoticeKind::Unread
        } else if reason == CloseReason::Reject {
            NoticeKind::Declined
        } else if reason == CloseReason::Missed {
            NoticeKind::Missed
        } else if !call.facts.channel.is_voice() || call.facts.is_called_back() {
            NoticeKind::Withdrawn
        } else {
            NoticeKind::CallerGaveUp
        };
        let name = self.latest_offer(&call.facts.id).and_then(Engagement::caller_name);
        let id = self.next_number();
        let number = call.facts.number.clone();
        self.notices.push(Notice { id, kind, at: now, number, name });
    }

    /// Puts a call that is over among the recent ones, once.
    fn log_call(&mut self, call: &mut Call, reason: CloseReason, now: Millis) {
        let facts = &call.facts;
        if call.attempt.log_closed
            || call.freshness == Freshness::Never
            || !facts.channel.is_voice()
            || !facts.role.handles()
        {
            return;
        }
        call.attempt.log_closed = true;
        let leg = facts.agent_leg.as_ref().map(|leg| leg.id.clone());
        let of_page = call.seen_active;
        let known = |it: &RecentCall| it.contact.as_ref() == Some(&facts.id) && it.leg == leg;
        if !of_page && self.recent.iter().any(known) {
            return;
        }
        let talked = call.attempt.talking_since.map_or(Millis(0), |since| now.since(since));
        let inbound = facts.inbound != Some(false) && !facts.is_preview();
        let outcome = match (call.attempt.connected, reason) {
            (true, _) => RecentOutcome::Answered,
            (_, CloseReason::Canceled) => RecentOutcome::Cancelled,
            (_, CloseReason::Reject) => RecentOutcome::Declined,
            (_, CloseReason::Missed) if call.attempt.accept_failed => RecentOutcome::Failed,
            (_, CloseReason::Missed) if call.may_go_unanswered() => RecentOutcome::NotAnswered,
            (_, CloseReason::Missed) => RecentOutcome::Missed,
            (_, CloseReason::Abandoned | CloseReason::EndCommunication | CloseReason::WrapUp) => {
                RecentOutcome::Abandoned
            }
        };
        let number = facts.number.clone();
        let name = self.name_of(call);
        let unnumbered = facts.unnumbered;
        let id = self.next_number();
        let contact = Some(facts.id.clone());
        let recent = RecentCall {
            id,
            at: now,
            contact,
            leg,
            number,
            unnumbered,
            name,
            inbound,
            outcome,
            talked,
        };
        self.recent.insert(0, recent);
        self.recent.truncate(self.settings.recent_calls);
    }
}

/// The reasons of `design.md` 3 for an offer that never connected.
fn reason_before_connect(call: &Call, agent: &AgentFacts) -> CloseReason {
    if call.attempt.declined {
        CloseReason::Reject
    } else if call.facts.dials_customer() && call.attempt.ended_here {
        CloseReason::Canceled
    } else if call.may_go_unanswered() || call.attempt.accept_failed {
        CloseReason::Missed
    } else {
        reason_unseen(agent)
    }
}

/// The reason where nothing is known but how the agent stands after it.
fn reason_unseen(agent: &AgentFacts) -> CloseReason {
    if agent.missed_a_call() { CloseReason::Missed } else { CloseReason::Abandoned }
}

fn outcome(call: &Call, reason: CloseReason) -> OfferOutcome {
    match (&call.facts.state, reason) {
        _ if call.attempt.connected => OfferOutcome::Failed,
        (ContactState::Rejected, _) | (_, CloseReason::Reject) => OfferOutcome::Declined,
        (ContactState::Missed, _) => OfferOutcome::Missed,
        _ if call.may_go_unanswered() || call.attempt.accept_failed => OfferOutcome::Failed,
        (_, CloseReason::Missed) => OfferOutcome::Missed,
        _ => OfferOutcome::Abandoned,
    }
}
