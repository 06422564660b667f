//! A request to Connect that is under way, and everybody who waits for it.

use super::connect_messages::{COMMAND_TIMEOUT, Failure, Refusal};
use super::fusion_messages::Reply;
use super::ids::{CommandId, Millis, Ticket};
use super::messages::Command;
use serde::{Deserialize, Serialize};

/// A request that Connect has not shown the effect of. There is at most one for the same subject; everybody
/// who asks for the same joins it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending<W> {
    /// What was asked for.
    pub wish: W,
    /// The command.
    pub id: CommandId,
    /// When it was asked.
    pub since: Millis,
    /// What Streams said of it so far.
    pub acknowledgement: Acknowledgement,
    /// Whether the agent asked for it on the screen.
    pub here: bool,
    waiters: Vec<Ticket>,
}

/// What Streams said of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Acknowledgement {
    /// Nothing yet.
    #[default]
    None,
    /// Success; the snapshot is still to show it.
    Success,
    /// It failed, and may have come about all the same: the next snapshot judges it, or at this time nobody does.
    Unconfirmed(Failure, Millis),
}

impl<W> Pending<W> {
    /// Begins with the first who asks: a command of Fusion, or the agent where there is no ticket.
    pub fn new(wish: W, id: CommandId, ticket: Option<Ticket>, now: Millis) -> Self {
        let here = ticket.is_none();
        let waiters = ticket.into_iter().collect();
        Self { wish, id, since: now, acknowledgement: Acknowledgement::None, here, waiters }
    }

    /// Adds one who asks for the same; after Connect's success there is nothing to wait for.
    pub(super) fn join(&mut self, ticket: Option<Ticket>, out: &mut Vec<Command>) {
        self.here |= ticket.is_none();
        if self.acknowledgement == Acknowledgement::Success {
            reply(ticket, Ok(Reply::Done), out);
        } else {
            self.waiters.extend(ticket);
        }
    }

    /// Notes Connect's success, and tells it to everybody who waits.
    pub(super) fn acknowledge(&mut self, out: &mut Vec<Command>) {
        self.acknowledgement = Acknowledgement::Success;
        self.answer(&Ok(()), out);
    }

    /// Notes a failure that the snapshots until `until` may contradict.
    pub(super) fn doubt(&mut self, failure: Failure, until: Millis) {
        self.acknowledgement = Acknowledgement::Unconfirmed(failure, until);
    }

    /// The failure that is still in doubt.
    pub(super) fn doubted_failure(&self) -> Option<&Failure> {
        match &self.acknowledgement {
            Acknowledgement::Unconfirmed(failure, _) => Some(failure),
            Acknowledgement::None | Acknowledgement::Success => None,
        }
    }

    /// When it is given up.
    pub(super) fn deadline(&self) -> Millis {
        let latest = self.since + COMMAND_TIMEOUT;
        match self.acknowledgement {
            Acknowledgement::Unconfirmed(_, until) => latest.min(until),
            Acknowledgement::None | Acknowledgement::Success => latest,
        }
    }

    /// Answers everybody who waits, once.
    pub(super) fn answer(&mut self, outcome: &Result<(), Refusal>, out: &mut Vec<Command>) {
        for ticket in self.waiters.drain(..) {
            reply(Some(ticket), outcome.clone().map(|()| Reply::Done), out);
        }
    }
}

/// Answers one command of Fusion, if there was one.
pub(super) fn reply(ticket: Option<Ticket>, reply: Result<Reply, Refusal>, out: &mut Vec<Command>) {
    if let Some(ticket) = ticket {
        out.push(Command::Reply { ticket, reply });
    }
}
