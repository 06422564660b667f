//! Owns the commands of Fusion: which call each means, and what it comes to.
//!
//! Every command is answered exactly once, and never after waiting for Fusion itself.

use super::call::Call;
use super::call_wish::CallWish;
use super::command::{Command, Refusal, Reply};
use super::dial::{Dial, DialOrigin};
use super::engagement::{ANSWER_TIMEOUT, Engagement};
use super::event::{AgentVerb, InteractionVerb};
use super::ids::{ContactId, EventId, Ticket};
use super::model::{Model, Parked};
use super::pending::reply;
use super::time::Millis;

/// The interaction commands that work, as Fusion spells them (`fusion.md` D.5).
pub const SUPPORTED_COMMANDS: [&str; 8] =
    ["accept", "reject", "disconnect", "setActive", "hold", "unhold", "mute", "unmute"];

impl Model {
    /// Takes an interaction command.
    pub(super) fn order(&mut self, order: Parked, now: Millis, out: &mut Vec<Command>) {
        if let InteractionVerb::Unknown(name) = order.verb {
            return reply(Some(order.ticket), Err(Refusal::UnknownCommand(name)), out);
        }
        match self.find(&order.event_id) {
            FoundCall::Call(contact) => self.obey(&contact, &order, now, out),
            FoundCall::Dialling => self.order_dialling(&order, now, out),
            FoundCall::Over => reply(Some(order.ticket), obey_over(&order.verb), out),
            FoundCall::NotYet => self.parked.push(order),
            FoundCall::Unknown => reply(Some(order.ticket), Err(Refusal::UnknownCall), out),
        }
    }

    /// Looks again at the commands that wait for their call to be known.
    pub(super) fn match_parked(&mut self, now: Millis, out: &mut Vec<Command>) {
        for order in core::mem::take(&mut self.parked) {
            let expired = now >= order.at + ANSWER_TIMEOUT;
            match self.find(&order.event_id) {
                FoundCall::NotYet if expired => {
                    reply(Some(order.ticket), Err(Refusal::UnknownCall), out);
                }
                FoundCall::NotYet
                | FoundCall::Unknown
                | FoundCall::Call(_)
                | FoundCall::Dialling
                | FoundCall::Over => {
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
        let ticket = Some(order.ticket);
        let wish = match &order.verb {
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
    fn order_dialling(&mut self, order: &Parked, now: Millis, out: &mut Vec<Command>) {
        let ticket = Some(order.ticket);
        match &order.verb {
            InteractionVerb::Disconnect
            | InteractionVerb::Reject
            | InteractionVerb::TimerExpired => self.cancel_dial(ticket, now, out),
            InteractionVerb::SetActive => reply(ticket, Ok(Reply::Done), out),
            InteractionVerb::Accept
            | InteractionVerb::Hold
            | InteractionVerb::Mute
            | InteractionVerb::Unhold
            | InteractionVerb::Unknown(_)
            | InteractionVerb::Unmute => reply(ticket, Err(Refusal::NotConnected), out),
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
        let live = |call: &Call| call.facts.channel.is_voice() && call.is_handled();
        let talks = self.calls.get(contact).is_some_and(live);
        let talking = |call: &&Call| talks && live(call) && !call.has_others() && !call.is_held();
        let others = self.calls.values().filter(talking).map(|call| call.facts.id.clone());
        let others: Vec<ContactId> = others.filter(|id| id != contact).collect();
        for other in others {
            self.wish(&other, CallWish::Hold(true), None, now, out);
        }
        let waits = self.calls.get(contact).is_some_and(|call| {
            live(call)
                && !call.has_others()
                && (call.is_held() || call.pending_hold() == Some(true))
        });
        if waits {
            self.wish(contact, CallWish::Hold(false), ticket, now, out);
        } else {
            reply(ticket, Ok(Reply::Done), out);
        }
    }

    fn find(&self, id: &EventId) -> FoundCall {
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
}

enum FoundCall {
    Call(ContactId),
    Dialling,
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
        InteractionVerb::Accept
        | InteractionVerb::Hold
        | InteractionVerb::Mute
        | InteractionVerb::SetActive
        | InteractionVerb::Unhold
        | InteractionVerb::Unknown(_)
        | InteractionVerb::Unmute => Err(Refusal::NoLongerThere),
    }
}
