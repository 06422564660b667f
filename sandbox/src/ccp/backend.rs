//! What Amazon Connect does: one agent, contacts, and a queue of waiting customers.
//!
//! PURE. Never says how something looks on the wire (`codec`) or when it is told (`engine`).
//! The rules are the table of `connect.md` E.6 and the sequences of D.6. `customer`, `agent` and
//! `in_call` are what changes it.

use super::contact::{Contact, Leg, LegStage, Stage};
use super::profile::Profile;
use super::terms::{Refused, STATES, not_found};
use crate::control::Ring;
use crate::time::Millis;
use std::collections::VecDeque;

/// What an id is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Contact = 1,
    Connection = 2,
}

/// How a contact that was not answered goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aftermath {
    /// It stays in the list until it is cleared.
    Listed,
    /// It is gone at once.
    Vanishes,
}

/// The state of the agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentState {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Since when.
    pub since: Millis,
}

/// Amazon Connect, as far as one agent can see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backend {
    /// The present state.
    pub state: AgentState,
    /// The state the agent chose, by name.
    pub chosen: String,
    /// The state queued for after the contact, by name.
    pub next: Option<String>,
    /// The error that keeps the agent off the queue, such as `MissedCallAgent`.
    pub error: Option<String>,
    /// What is set for the agent.
    pub profile: Profile,
    /// The contacts of the agent.
    pub contacts: Vec<Contact>,
    /// Customers that wait for the agent to be available.
    pub waiting: VecDeque<Ring>,
    /// The last contact that left the list, for it may come back.
    pub gone: Option<Contact>,
    /// What tells its ids from those of every other backend.
    pub seed: u64,
    /// How many ids were made.
    pub made: u64,
    /// Whether the agent is signed in.
    pub signed_in: bool,
    /// Whether a ring ends by itself.
    pub ring_ends: bool,
}

impl Backend {
    /// An agent who is available, without a contact.
    pub fn new(now: Millis) -> Self {
        Self {
            state: AgentState { name: "Available".into(), kind: "routable".into(), since: now },
            chosen: "Available".to_owned(),
            next: None,
            error: None,
            profile: Profile::default(),
            contacts: Vec::new(),
            waiting: VecDeque::new(),
            gone: None,
            seed: now.0,
            made: 0,
            signed_in: true,
            ring_ends: true,
        }
    }

    /// The state of the agent follows from the contacts (`connect.md` E.6).
    pub(super) fn settle(&mut self, now: Millis) {
        let voice = || self.contacts.iter().filter(|contact| contact.is_voice());
        let (name, kind) = if voice().any(Contact::is_joining) {
            ("Joining", "system")
        } else if voice().any(|c| c.stage == Stage::Connected || c.dials_at.is_some()) {
            ("Busy", "system")
        } else if voice().any(Contact::is_dialling) {
            ("CallingCustomer", "system")
        } else if voice().any(|c| c.stage == Stage::Incoming) {
            ("Pending", "not_routable")
        } else if voice().any(Contact::is_ringing) {
            ("PendingBusy", "system")
        } else if voice().any(|c| c.stage == Stage::Ended) {
            ("AfterCallWork", "system")
        } else if let Some(error) = &self.error {
            (error.as_str(), "error")
        } else {
            if voice().next().is_none()
                && let Some(next) = self.next.take()
            {
                self.chosen = next;
            }
            let state = STATES.iter().find(|(name, _)| *name == self.chosen);
            *state.unwrap_or(&("Offline", "offline"))
        };
        if self.state.name != name {
            self.state = AgentState { name: name.to_owned(), kind: kind.to_owned(), since: now };
        }
    }

    pub(super) fn list(&mut self, contact: Contact, now: Millis) {
        self.contacts.retain(|other| other.id != contact.id);
        self.contacts.push(contact);
        self.settle(now);
    }

    pub(super) fn drop_contact(&mut self, id: &str) {
        if let Some(at) = self.contacts.iter().position(|contact| contact.id == id) {
            self.gone = Some(self.contacts.remove(at));
        }
    }

    pub(super) fn find(&mut self, id: &str) -> Result<&mut Contact, Refused> {
        let found = self.contacts.iter_mut().find(|contact| contact.id == id);
        found.ok_or_else(|| not_found(id))
    }

    pub(super) fn leg(&mut self, stage: LegStage, since: Millis) -> Leg {
        Leg {
            id: self.id(Kind::Connection),
            stage,
            since,
            muted: false,
            forced_muted: false,
            quick_connect: None,
        }
    }

    /// Ids look like Connect's, and none is ever made twice: the toolbar remembers them for hours.
    pub(super) fn id(&mut self, kind: Kind) -> String {
        self.made += 1;
        let (high, low) = (self.seed >> 16, self.seed & 0xffff);
        format!("{high:08x}-{low:04x}-4000-8{:03x}-{:012x}", kind as u16, self.made)
    }
}

#[cfg(test)]
mod tests;
