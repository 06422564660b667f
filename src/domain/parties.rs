//! Owns what is asked of Connect about who is on a call: consult, swap, join, one party less or mute.
//!
//! One such request is in flight for a call; the legs of the next snapshots judge it.

use super::call::{COMMAND_TIMEOUT, Call};
use super::command::{Callee, Command, ConnectRequest, Refusal};
use super::event::Failure;
use super::ids::{CommandId, ConnectionId};
use super::pii::{PersonName, Phone};
use super::snapshot::{Channel, ContactFacts, ContactState, Leg, LegState};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartyWish {
    /// Call somebody else.
    Add(Callee),
    /// Take one off the call.
    Drop(ConnectionId),
    /// Let everybody talk with everybody.
    Join,
    /// Mute one of them.
    Mute(ConnectionId),
    /// Talk with the one on hold.
    Swap,
}

/// A request under way, with what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyRequest {
    /// What was asked.
    pub wish: PartyWish,
    /// The command.
    pub id: CommandId,
    /// When.
    pub at: Millis,
    /// Who was on the call besides customer and agent.
    before: Vec<ConnectionId>,
    /// Whether the customer was on hold.
    held: bool,
}

/// Somebody besides the customer who is not on the call any more, though nobody here asked for that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneParty {
    /// The name of the quick connect, where one was used.
    pub name: Option<PersonName>,
    /// The number, where one was dialled.
    pub number: Option<Phone>,
    /// Whether they had answered.
    pub answered: bool,
}

impl Call {
    /// Whether the agent talks with the customer or holds them, and can act on the call.
    pub fn is_handled(&self) -> bool {
        self.facts.state == ContactState::Connected && self.facts.role.handles()
    }

    /// Whether the others hear the agent unless the agent is mute; in a colleague's call that can be so too.
    pub fn is_audible(&self) -> bool {
        self.facts.state == ContactState::Connected && self.facts.role.is_audible()
    }

    /// Whether the customer is gone though the contact rings or goes on (`connect.md` D.2).
    pub fn customer_left(&self) -> bool {
        let rings = self.facts.channel == Channel::Voice && self.is_ringing();
        let on = self.facts.channel.is_voice() && self.is_handled();
        (rings || on)
            && match &self.facts.customer_leg {
                Some(leg) => !leg.state.is_active(),
                None => self.customer_seen && !self.facts.lacks_legs,
            }
    }

    /// Whether the agent is on the call with nobody else.
    pub fn is_alone(&self) -> bool {
        self.customer_left() && !self.has_others()
    }

    /// Whether the agent speaks in it with this computer's microphone.
    pub(super) fn has_microphone(&self) -> bool {
        self.is_handled() && self.facts.channel.is_voice() && self.facts.softphone
    }

    /// Whether the customer's leg is on hold.
    pub fn holds_customer(&self) -> bool {
        is_held(self.facts.customer_leg.as_ref())
    }

    /// Whether somebody else is on the call or is being called.
    pub fn has_others(&self) -> bool {
        !self.facts.others.is_empty()
    }

    /// Whether somebody else can be added: nobody is yet, or Connect takes more.
    pub fn takes_another(&self) -> bool {
        let room = !self.has_others() || self.facts.multi_party;
        self.is_handled() && room && !self.is_alone()
    }

    /// Whether there is somebody to swap with: one talks and the other is on hold.
    pub fn can_swap(&self) -> bool {
        let other = self.facts.others.first().map(|party| &party.leg);
        self.is_handled()
            && self.facts.others.len() == 1
            && other.is_some_and(|leg| {
                (is_held(Some(leg)) || is_talking(leg))
                    && is_held(Some(leg)) != self.holds_customer()
            })
    }

    /// Whether there is somebody to join with.
    pub fn can_join(&self) -> bool {
        let held = |leg: &Leg| leg.state == LegState::Hold;
        self.is_handled()
            && self.live_others().count() > 1
            && self.live_others().any(held)
            && self.live_others().all(|leg| held(leg) || is_talking(leg))
    }

    /// Whether the others would go on without the agent, or wait for the one who is still being called.
    pub fn can_leave(&self) -> bool {
        self.is_handled() && self.live_others().count() > 1
    }

    /// The legs of everybody but the agent who is on the call or is being called.
    fn live_others(&self) -> impl Iterator<Item = &Leg> {
        let others = self.facts.others.iter().map(|party| &party.leg);
        others.chain(&self.facts.customer_leg).filter(|leg| leg.state.is_active())
    }

    /// Whether Connect keeps who is mute, and not the softphone (`connect.md` C.4).
    pub fn is_muted_by_connect(&self) -> bool {
        self.facts.multi_party && self.has_others()
    }

    /// Whether the agent is the one on hold, by a flow or by themselves.
    pub fn holds_agent(&self) -> bool {
        self.is_handled() && is_held(self.facts.agent_leg.as_ref())
    }

    /// The leg that `Hold` acts on: the customer's, or the agent's own with others on the line or while it
    /// is the one on hold (`connect.md` D.2).
    pub fn hold_leg(&self) -> Option<&Leg> {
        if self.has_others() || self.holds_agent() {
            self.facts.agent_leg.as_ref()
        } else {
            self.facts.customer_leg.as_ref().filter(|leg| leg.state.is_active())
        }
    }

    /// Whether `Hold` is on.
    pub fn is_held(&self) -> bool {
        is_held(self.hold_leg())
    }

    /// Notes who is gone since `before` without the agent's asking; it stays until the agent calls somebody
    /// else or takes the customer back.
    pub(super) fn note_gone(&mut self, before: &ContactFacts) {
        let known = |legs: &ContactFacts, id: &ConnectionId| {
            legs.others.iter().any(|party| party.leg.id == *id)
        };
        let called = self.facts.others.iter().any(|party| !known(before, &party.leg.id));
        let was_held = is_held(before.customer_leg.as_ref());
        if !self.is_handled() || called || (was_held && !self.holds_customer()) {
            self.gone = None;
        }
        if !self.is_handled() || self.facts.lacks_legs {
            return;
        }
        let asked = |id: &ConnectionId| {
            self.party.as_ref().is_some_and(|request| request.wish == PartyWish::Drop(id.clone()))
        };
        let gone = before
            .others
            .iter()
            .find(|party| !known(&self.facts, &party.leg.id) && !asked(&party.leg.id));
        if let Some(party) = gone {
            self.gone = Some(GoneParty {
                name: party.name.clone(),
                number: party.number.clone(),
                answered: !matches!(party.leg.state, LegState::Connecting | LegState::Init),
            });
        }
    }

    /// Takes a wish about the parties.
    pub(super) fn wish_party(
        &mut self,
        wish: PartyWish,
        id: CommandId,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if let Err(refusal) = self.plan_party(&wish) {
            self.refusal = Some(refusal);
            return;
        }
        // A second press of the same is the same wish.
        if self.party.is_some() {
            return;
        }
        let contact = self.facts.id.clone();
        let request = match &wish {
            PartyWish::Add(callee) => ConnectRequest::AddLeg(contact, callee.clone()),
            PartyWish::Drop(leg) => ConnectRequest::DropLeg(contact, leg.clone()),
            PartyWish::Join => ConnectRequest::Join(contact),
            PartyWish::Mute(leg) => ConnectRequest::MuteLeg { contact, leg: leg.clone(), on: true },
            PartyWish::Swap => ConnectRequest::Swap(contact),
        };
        let before = self.facts.others.iter().map(|party| party.leg.id.clone()).collect();
        let held = self.holds_customer();
        self.refusal = None;
        self.party = Some(PartyRequest { wish, id, at: now, before, held });
        out.push(Command::Connect { id, request });
    }

    /// Takes Streams' word on it; tells whether it was for the present request.
    pub(super) fn settle_party(&mut self, id: CommandId, outcome: &Result<(), Failure>) -> bool {
        if self.party.as_ref().is_none_or(|request| request.id != id) {
            return false;
        }
        match outcome {
            // The next snapshot shows what became of it.
            Ok(()) | Err(Failure::TimedOut) => {}
            Err(failure) => {
                self.party = None;
                self.refusal = Some(Refusal::Connect(failure.clone()));
            }
        }
        true
    }

    /// Compares the request with the legs that Connect now tells.
    pub(super) fn judge_party(&mut self) {
        let Some(request) = &self.party else { return };
        let others = || self.facts.others.iter().map(|party| &party.leg);
        let done = self.facts.state != ContactState::Connected
            || match &request.wish {
                PartyWish::Add(_) => others().any(|leg| !request.before.contains(&leg.id)),
                PartyWish::Drop(leg) => {
                    let gone = |leg: &ConnectionId| {
                        !others()
                            .chain(&self.facts.customer_leg)
                            .any(|other| other.id == *leg && other.state.is_active())
                    };
                    gone(leg)
                }
                PartyWish::Join => {
                    !self.holds_customer() && others().all(|leg| leg.state != LegState::Hold)
                }
                PartyWish::Mute(leg) => others()
                    .chain(&self.facts.customer_leg)
                    .any(|other| other.id == *leg && other.muted),
                PartyWish::Swap => self.holds_customer() != request.held,
            };
        if done {
            self.party = None;
        }
    }

    /// Gives up a request that no snapshot showed.
    pub(super) fn expire_party(&mut self, now: Millis) {
        if self.party.as_ref().is_some_and(|request| now >= request.at + COMMAND_TIMEOUT) {
            self.party = None;
            self.refusal = Some(Refusal::Connect(Failure::TimedOut));
        }
    }

    fn plan_party(&self, wish: &PartyWish) -> Result<(), Refusal> {
        if !self.is_handled() {
            return Err(Refusal::NotConnected);
        }
        let there = match wish {
            PartyWish::Add(_) => self.takes_another(),
            PartyWish::Drop(leg) | PartyWish::Mute(leg) => {
                let others = self.facts.others.iter().map(|party| &party.leg);
                others.chain(&self.facts.customer_leg).any(|other| other.id == *leg)
            }
            PartyWish::Join => self.can_join(),
            PartyWish::Swap => self.can_swap(),
        };
        if !there {
            return Err(Refusal::NobodyThere);
        }
        match &self.party {
            Some(request) if request.wish != *wish => Err(Refusal::Superseded),
            Some(_) | None => Ok(()),
        }
    }
}

fn is_held(leg: Option<&Leg>) -> bool {
    leg.is_some_and(|leg| leg.state == LegState::Hold)
}

fn is_talking(leg: &Leg) -> bool {
    leg.state == LegState::Connected
}
