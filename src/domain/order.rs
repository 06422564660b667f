//! Owns the commands of Fusion: which call each means, and what it comes to.
//!
//! Every command is answered exactly once, and never after waiting for Fusion itself.

use super::agent::reply;
use super::call::Action;
use super::command::{Command, Refusal, Reply};
use super::engagement::{ANSWER_TIMEOUT, Engagement};
use super::event::{AgentVerb, InteractionVerb};
use super::ids::{ContactId, EventId, Ticket};
use super::model::{Model, Parked};
use super::time::Millis;

/// The interaction commands that work, as Fusion spells them (`fusion.md` D.5).
pub const SUPPORTED_COMMANDS: [&str; 4] = ["accept", "reject", "disconnect", "setActive"];

impl Model {
    /// Takes an interaction command.
    pub(super) fn order(&mut self, order: Parked, now: Millis, out: &mut Vec<Command>) {
        if let InteractionVerb::Unknown(name) = order.verb {
            return reply(Some(order.ticket), Err(Refusal::UnknownCommand(name)), out);
        }
        match self.find(&order.event_id) {
            Found::Call(contact) => self.obey(&contact, &order, now, out),
            Found::Over => reply(Some(order.ticket), obey_over(&order.verb), out),
            Found::NotYet => self.parked.push(order),
            Found::Unknown => reply(Some(order.ticket), Err(Refusal::UnknownCall), out),
        }
    }

    /// Looks again at the commands that wait for their call to be known.
    pub(super) fn match_parked(&mut self, now: Millis, out: &mut Vec<Command>) {
        for order in core::mem::take(&mut self.parked) {
            let expired = now >= order.at + ANSWER_TIMEOUT;
            match self.find(&order.event_id) {
                Found::NotYet if expired => {
                    reply(Some(order.ticket), Err(Refusal::UnknownCall), out);
                }
                Found::NotYet | Found::Unknown | Found::Call(_) | Found::Over => {
                    self.order(order, now, out);
                }
            }
        }
    }

    /// Takes an agent command.
    pub(super) fn order_agent(
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

    fn obey(&mut self, contact: &ContactId, order: &Parked, now: Millis, out: &mut Vec<Command>) {
        let action = match order.verb {
            InteractionVerb::Accept => Action::Accept,
            InteractionVerb::Disconnect => Action::End,
            InteractionVerb::Reject | InteractionVerb::TimerExpired => Action::Reject,
            // Every call has its own card; there is nothing to bring to the front before there is hold.
            InteractionVerb::SetActive | InteractionVerb::Unknown(_) => {
                return reply(Some(order.ticket), Ok(Reply::Done), out);
            }
        };
        self.wish(contact, action, Some(order.ticket), now, out);
    }

    /// Takes a wish for one contact, of the agent or of Fusion.
    pub(super) fn wish(
        &mut self,
        contact: &ContactId,
        action: Action,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        match self.calls.get_mut(contact) {
            Some(call) => call.wish(action, ticket, || id, now, out),
            None => reply(ticket, Err(Refusal::NoLongerThere), out),
        }
    }

    fn find(&self, id: &EventId) -> Found {
        let Some(offer) = self.engagement(id) else {
            let in_flight = self.engagements.iter().any(|offer| offer.new.is_waiting());
            return if in_flight { Found::NotYet } else { Found::Unknown };
        };
        if offer.over.is_some() {
            return Found::Over;
        }
        match self.calls.get(&offer.contact) {
            Some(_) => Found::Call(offer.contact.clone()),
            // Known from before a reload; the first snapshot will tell.
            None => Found::NotYet,
        }
    }

    fn open_engagements(&self) -> Vec<EventId> {
        let open = self.engagements.iter().filter(|offer| offer.is_open());
        open.map(Engagement::event_id).collect()
    }
}

enum Found {
    Call(ContactId),
    NotYet,
    Over,
    Unknown,
}

/// What a command for a call that is over comes to.
fn obey_over(verb: &InteractionVerb) -> Result<Reply, Refusal> {
    match verb {
        InteractionVerb::Disconnect | InteractionVerb::Reject | InteractionVerb::TimerExpired => {
            Ok(Reply::Done)
        }
        InteractionVerb::Accept | InteractionVerb::SetActive | InteractionVerb::Unknown(_) => {
            Err(Refusal::NoLongerThere)
        }
    }
}
