//! Owns what a snapshot changes: which contacts are new, offered again, over or gone.
//!
//! Level-triggered (`design.md` 2): the whole list is compared with what was known, so reloads and
//! skipped, repeated or re-ordered snapshots are no special cases.

use super::call::{Attempt, Call, Reading};
use super::command::{CloseReason, Command, Note};
use super::engagement::{Ending, Engagement};
use super::ids::{ContactId, EventId};
use super::model::Model;
use super::snapshot::{AgentFacts, ContactFacts, ContactState, Role, Seen, Snapshot};
use super::time::Millis;
use std::sync::Arc;

impl Model {
    /// Takes a snapshot.
    pub(super) fn observe(&mut self, snapshot: &Snapshot, now: Millis, out: &mut Vec<Command>) {
        let first = !self.link.has_snapshot;
        let settings = self.settings.clone();
        self.link.saw_snapshot(&settings, now);
        self.garbled = false;
        self.observe_agent(snapshot, out);
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
                self.lose(&id, &snapshot.agent, now, out);
            }
        } else {
            self.doubt(&gone);
        }
        self.note_faults(snapshot, out);
        for seen in &snapshot.contacts {
            match seen {
                Seen::Contact(facts) => self.see(facts, &snapshot.agent, first, now, out),
                Seen::Garbled { id, .. } => {
                    let unread = || Call::unread(id.clone(), now);
                    self.calls.entry(id.clone()).or_insert_with(unread).garble();
                }
                Seen::Nameless { .. } => {}
            }
        }
    }

    /// Keeps calls that may be among the entries without an id, uncertain from now on.
    fn doubt(&mut self, ids: &[ContactId]) {
        for id in ids {
            if let Some(call) = self.calls.get_mut(id) {
                call.garble();
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

    fn see(
        &mut self,
        facts: &ContactFacts,
        agent: &AgentFacts,
        first: bool,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let known = self.calls.remove(&facts.id);
        let read_before = known.as_ref().filter(|call| call.reading != Reading::Never);
        let was_active = read_before.map(|call| call.facts.state.is_active());
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
        call.reading = Reading::Current;
        call.seen_active |= facts.state.is_active();
        call.note_gone(&before);
        call.note_talk(talked_before, first, self.panel);
        // One that was offered before this page is not the call that is being dialled.
        let is_new = was_active.is_none() && self.latest_offer(&facts.id).is_none();
        let bound = is_new.then(|| self.bind_dial(facts)).flatten();
        let named = bound.as_ref().and_then(|bound| bound.callee.clone());
        call.callee = facts.quick_connect.clone().or(named).or_else(|| call.callee.take());
        if let Some(bound) = &bound {
            call.extension.clone_from(&bound.extension);
        }
        let dialled = bound.as_ref().and_then(|bound| bound.event_id.as_ref());
        self.follow_offer(&mut call, was_active, dialled, agent, now);
        self.give_fields(&call);
        call.judge(was_muted, now, out);
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
        let facts = call.facts.clone();
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
        let (tokens, configured) = (self.tokens(&facts), self.configured_tokens(&facts));
        let was_dialled = |offer: &Engagement| {
            offer.contact.is_none() && dialled.is_some_and(|id| offer.answers_to(id))
        };
        if let Some(offer) = self.offers_mut(was_dialled).next_back() {
            offer.contact = Some(facts.id.clone());
            offer.ordinal = ordinal + 1;
            offer.agent_leg = leg;
            offer.tokens.fill(&tokens);
            offer.given = configured;
            offer.connected = facts.state == ContactState::Connected;
            call.offer = offer.event_ids.first().cloned();
            return;
        }
        let talking = facts.state == ContactState::Connected;
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
                offer.agent_leg = leg.or_else(|| offer.agent_leg.take());
                // Where only the part of the memory without personal values was left.
                offer.tokens.fill(&tokens);
                offer.give(configured);
            }
            offer.connected |= talking && offer.over.is_none();
            call.attempt.connected |= offer.connected;
            call.offer = offer.event_ids.first().cloned();
        } else if facts.state.is_active() {
            self.end_unseen(&facts.id, agent, now);
            let route = self.settings.given.route(facts.queue.as_deref());
            let mut offer = Engagement::new(facts.id.clone(), leg, ordinal + 1, route, tokens);
            offer.given = configured;
            offer.connected = talking;
            call.offer = offer.event_ids.first().cloned();
            self.engagements.push(Arc::new(offer));
        }
    }

    /// Ends an offer that a newer one of the same contact has replaced while nobody looked.
    fn end_unseen(&mut self, contact: &ContactId, agent: &AgentFacts, now: Millis) {
        let reason =
            if agent.missed_a_call() { CloseReason::Missed } else { CloseReason::Abandoned };
        if let Some(offer) = self.latest_offer_mut(contact) {
            offer.over.get_or_insert(Ending { at: now, reason });
            offer.cleared = true;
        }
    }

    /// The offer of Fusion's that a call has now.
    pub(super) fn offer_of(&mut self, call: &Call) -> Option<&mut Engagement> {
        let id = call.offer.as_ref()?;
        self.offers_mut(|offer| offer.event_ids.first() == Some(id)).next_back()
    }
}

impl Seen {
    /// Which contact it is, if that can be told.
    pub fn id(&self) -> Option<&ContactId> {
        match self {
            Self::Contact(facts) => Some(&facts.id),
            Self::Garbled { id, .. } => Some(id),
            Self::Nameless { .. } => None,
        }
    }
}
