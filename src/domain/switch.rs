//! Owns a wish for one of two states that Connect shows by itself: held or not, mute or not.
//!
//! Must never hold the fact; it is compared with what Connect last said. One request is in flight, and
//! every asker of the same waits for it.

use super::agent::{answer_all, reply};
use super::call::COMMAND_TIMEOUT;
use super::command::{Command, Refusal, Reply};
use super::event::Failure;
use super::ids::{CommandId, Ticket};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// A wish under way, and why the last one failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// What was asked for and is not confirmed.
    pub request: Option<SwitchRequest>,
}

/// One wish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchRequest {
    /// Towards which state.
    pub on: bool,
    /// The command.
    pub id: CommandId,
    /// When.
    pub at: Millis,
    /// Whether the agent asked for it in this page, and is told when it fails.
    pub here: bool,
    /// The commands of Fusion that wait for it.
    pub waiters: Vec<Ticket>,
}

/// What Streams' word came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Settled {
    /// The wish failed; the agent is told why, if it was the agent's.
    Failed(Option<Refusal>),
    /// It was for this wish, and Connect's facts are still to show it.
    Noted,
    /// It was not for this wish.
    Other,
}

impl Switch {
    /// What was asked for and is not confirmed.
    pub fn pending(&self) -> Option<bool> {
        self.request.as_ref().map(|request| request.on)
    }

    /// Takes a wish; tells whether Connect must be asked under `id`. What is so already succeeds, and the
    /// caller tells whoever asked of a refusal.
    pub(super) fn wish(
        &mut self,
        on: bool,
        fact: bool,
        ticket: Option<Ticket>,
        id: CommandId,
        now: Millis,
        out: &mut Vec<Command>,
    ) -> Result<bool, Refusal> {
        match &mut self.request {
            Some(request) if request.on == on => {
                request.here |= ticket.is_none();
                request.waiters.extend(ticket);
                Ok(false)
            }
            Some(_) => Err(Refusal::Superseded),
            None if fact == on => {
                reply(ticket, Ok(Reply::Done), out);
                Ok(false)
            }
            None => {
                let here = ticket.is_none();
                let waiters = ticket.into_iter().collect();
                self.request = Some(SwitchRequest { on, id, at: now, here, waiters });
                Ok(true)
            }
        }
    }

    /// Takes Streams' word; `trusted` tells whether a success is Connect's own word, and not only that
    /// it was called.
    pub(super) fn settle(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        trusted: bool,
        out: &mut Vec<Command>,
    ) -> Settled {
        let Some(request) = self.request.as_mut().filter(|request| request.id == id) else {
            return Settled::Other;
        };
        match outcome {
            Ok(()) if trusted => {
                answer_all(&mut request.waiters, &Ok(Reply::Done), out);
                Settled::Noted
            }
            // Nothing heard yet: a snapshot may still show it.
            Ok(()) | Err(Failure::TimedOut) => Settled::Noted,
            Err(failure) => {
                let refusal = Refusal::Connect(failure.clone());
                Settled::Failed(self.fail(&refusal, out))
            }
        }
    }

    /// Compares the wish with what Connect now says.
    pub(super) fn judge(&mut self, fact: bool, out: &mut Vec<Command>) {
        if self.pending() == Some(fact)
            && let Some(mut request) = self.request.take()
        {
            answer_all(&mut request.waiters, &Ok(Reply::Done), out);
        }
    }

    /// Gives up a wish that nobody confirmed; gives the refusal if the agent is to be told.
    pub(super) fn expire(&mut self, now: Millis, out: &mut Vec<Command>) -> Option<Refusal> {
        let due = self.deadline()?;
        let refusal = (now >= due).then_some(Refusal::Connect(Failure::TimedOut))?;
        self.fail(&refusal, out)
    }

    /// Ends a wish without success; gives the refusal if the agent is to be told.
    pub(super) fn fail(&mut self, refusal: &Refusal, out: &mut Vec<Command>) -> Option<Refusal> {
        let mut request = self.request.take()?;
        answer_all(&mut request.waiters, &Err(refusal.clone()), out);
        request.here.then(|| refusal.clone())
    }

    /// When the next look at it is due by itself.
    pub(super) fn deadline(&self) -> Option<Millis> {
        self.request.as_ref().map(|request| request.at + COMMAND_TIMEOUT)
    }
}
