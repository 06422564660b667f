//! Types for a message of Fusion that was read, and for why one could not be read.
//!
//! PURE. Never prints what a message holds: it tells about a person.

use crate::domain::{AgentVerb, Answer, DialText, Event, EventId, InteractionVerb, Ticket, Tokens};
use core::fmt;
use serde_json::{Map, Value};

/// One message of Fusion.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
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

impl Message {
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
