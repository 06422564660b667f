//! Why something that was asked for does not come about.

use super::ids::Millis;
use super::pii::Phone;
use serde::{Deserialize, Serialize};

/// Time within which every asker gets an answer, whatever Connect does (`design.md` 3).
pub const COMMAND_TIMEOUT: Millis = Millis::seconds(8);

/// Why Connect did not do as told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// Connect refused; `kind` is its exception type or word, never its whole text.
    Refused {
        /// Such as `InvalidStateException`.
        kind: String,
    },
    /// Streams threw.
    Threw(String),
    /// Nothing came back in time.
    TimedOut,
}

/// Why a command of Fusion or of the agent is not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// An accept is under way.
    AlreadyAnswering,
    /// The call is connected, so it is not declined.
    AlreadyConnected,
    /// A decline is under way.
    AlreadyDeclining,
    /// The agent has a desk phone and answers there.
    AnswerOnPhone,
    /// The text is no number that could be dialled.
    BadNumber,
    /// There is a call already.
    Busy,
    /// The campaign does not let the agent skip its call.
    CannotSkip,
    /// Connect did not do it.
    Connect(Failure),
    /// Somebody else is on the line: swapping or joining decides who waits.
    Consulting,
    /// Connect may not dial this country.
    CountryNotAllowed,
    /// A number is being dialled already.
    DialPending,
    /// Connect muted the agent by a supervisor's order; only the supervisor ends it.
    ForcedMute,
    /// The agent gave the call up before it began.
    GivenUp,
    /// The contact has nobody to do that with.
    NobodyThere,
    /// Without a plus the text may be either number: the national one, and the one with a plus.
    NeedsPlus(Phone, Phone),
    /// The call is over.
    NoLongerThere,
    /// The agent's routing profile names no default outbound queue.
    NoOutboundQueue,
    /// Connect has no such agent state.
    NoSuchState,
    /// The agent may not dial (permission `outboundCall`).
    NotAllowed,
    /// The call is not connected.
    NotConnected,
    /// The call cannot be accepted as it stands (it is not ringing).
    NotRinging,
    /// Connect is signed out or has no link.
    NotSignedIn,
    /// There is a contact to be ended first.
    OnContact,
    /// The CCP does not tell of previews, so that it takes no wish about one.
    PreviewUntold,
    /// Another change of the same thing is under way.
    Superseded,
    /// No call has this eventId.
    UnknownCall,
    /// The command is not supported.
    UnknownCommand(String),
}
