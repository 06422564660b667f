//! Types for a message of Fusion that was read, and for why one could not be read; and the commands of Fusion that wait
//! for their reply.
//!
//! PURE. Never prints what a message holds: it tells about a person.

use core::fmt;
use serde_json::{Map, Value};

use crate::domain::{AgentVerb, Answer, DialText, Event, EventId, InteractionVerb, Ticket, Tokens};

/// One message of Fusion.
#[derive(Clone, Debug, PartialEq)]
pub enum FusionMessage {
    /// An agent command.
    Agent {
        /// What the reply has to repeat.
        original: Original,
        /// What to do or tell.
        verb: AgentVerb,
    },
    /// An answer to a request, or to nothing that is known.
    Answer(Answer),
    /// Something of a call was saved.
    DataUpdated {
        /// The call, if Fusion tells.
        event_id: Option<EventId>,
        /// Fusion's `updateType`; may be empty.
        update: String,
    },
    /// An interaction command.
    Interaction {
        /// What the reply has to repeat.
        original: Original,
        /// Which call.
        event_id: EventId,
        /// What to do.
        verb: InteractionVerb,
    },
    /// A click on a number (`fusion.md` D.6).
    Outgoing {
        /// The id that its call has to have.
        event_id: EventId,
        /// What to dial, as the record holds it; may be empty.
        number: DialText,
        /// What its call has to echo.
        tokens: Tokens,
    },
    /// A signal of Oracle's page frame that is not for a toolbar (`fusion.md` D.3).
    Noise,
}

impl FusionMessage {
    /// What the core is told; `enter` keeps a command for its reply. `None` for what is not for a toolbar.
    pub fn event(self, enter: impl FnOnce(Original) -> Ticket) -> Option<Event> {
        Some(match self {
            Self::Agent { original, verb } => {
                Event::AgentCommanded { ticket: enter(original), verb }
            }
            Self::Answer(answer) => Event::FusionAnswered(answer),
            Self::DataUpdated { event_id, update } => Event::DataUpdated { event_id, update },
            Self::Interaction { original, event_id, verb } => {
                Event::InteractionCommanded { ticket: enter(original), event_id, verb }
            }
            Self::Noise => return None,
            Self::Outgoing { event_id, number, tokens } => {
                Event::DialAsked { event_id, number, tokens }
            }
        })
    }
}

/// A command as it came, as far as its reply repeats it.
#[derive(Clone, PartialEq)]
pub struct Original {
    /// The method of the reply.
    pub(crate) reply_method: &'static str,
    /// The members that the reply repeats.
    pub(crate) members: Map<String, Value>,
}

impl fmt::Debug for Original {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Original({}, redacted)", self.reply_method)
    }
}

/// Why a message could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A member is missing or of another type.
    Member {
        /// Its JSON path.
        path: &'static str,
        /// What was expected there.
        expected: &'static str,
    },
    /// The text is no JSON object.
    NotJson,
    /// The message is no text.
    NotText,
    /// It is for a toolbar of another name.
    OtherToolbar,
    /// No answer, and nothing the toolbar listens for.
    UnknownMethod(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member { path, expected } => write!(f, "{path}: expected {expected}"),
            Self::NotJson => f.write_str("message: expected a JSON object"),
            Self::NotText => f.write_str("message: expected a string"),
            Self::OtherToolbar => f.write_str("toolbarName: expected the own name"),
            Self::UnknownMethod(name) => {
                write!(f, "method {name}: expected a known one, or a uuid")
            }
        }
    }
}

/// The unanswered commands; each gets a ticket of its own, a repeated one too.
#[derive(Debug)]
pub(crate) struct Ledger<T> {
    last: Ticket,
    /// Few at a time.
    waiting: Vec<(Ticket, T)>,
}

impl<T> Default for Ledger<T> {
    fn default() -> Self {
        Self { last: Ticket::default(), waiting: Vec::new() }
    }
}

impl<T> Ledger<T> {
    /// Keeps what the reply needs until its ticket is taken back.
    pub(crate) fn enter(&mut self, command: T) -> Ticket {
        self.last = Ticket(self.last.0 + 1);
        self.waiting.push((self.last, command));
        self.last
    }

    /// Gives back every command that waits.
    pub(crate) fn drain(&mut self) -> Vec<T> {
        core::mem::take(&mut self.waiting).into_iter().map(|(_, command)| command).collect()
    }

    /// Gives a command back once; a second reply to one ticket finds nothing.
    pub(crate) fn settle(&mut self, ticket: Ticket) -> Option<T> {
        let place = self.waiting.iter().position(|(waiting, _)| *waiting == ticket)?;
        Some(self.waiting.swap_remove(place).1)
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;

    #[test]
    fn a_ticket_is_settled_once() {
        let mut ledger = Ledger::default();
        let first = ledger.enter("makeAvailable");
        let second = ledger.enter("makeAvailable");
        assert_ne!(first, second);
        assert_eq!(ledger.settle(first), Some("makeAvailable"));
        assert_eq!(ledger.settle(first), None);
        assert_eq!(ledger.settle(second), Some("makeAvailable"));
    }

    #[test]
    fn what_waits_is_given_back_once() {
        let mut ledger = Ledger::default();
        let ticket = ledger.enter("accept");
        assert_eq!(ledger.drain(), ["accept"]);
        assert_eq!((ledger.settle(ticket), ledger.drain().len()), (None, 0));
    }
}
