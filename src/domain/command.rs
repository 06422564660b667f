//! Owns the requests that leave the core; the runtime carries them out in order and decides nothing.

use super::event::{Failure, RefusedMessage};
use super::ids::{CommandId, ContactId, EventId, StateArn, Ticket, Uuid};
use super::memory::Memory;
use super::personal::Tokens;

/// One request to the shell around the core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Call Streams; `CommandSettled` with this id follows once, and once more if Streams answered
    /// only after the adapter had given up.
    Connect {
        /// The id that the reply carries.
        id: CommandId,
        /// What to call.
        request: ConnectRequest,
    },
    /// Post a request to Fusion; `FusionAnswered` with this uuid follows, or never.
    Fusion {
        /// The correlation id.
        uuid: Uuid,
        /// What to ask.
        request: FusionRequest,
    },
    /// Answer a command of Fusion; each ticket is answered exactly once.
    Reply {
        /// The command.
        ticket: Ticket,
        /// What to say.
        reply: Result<Reply, Refusal>,
    },
    /// Keep this for after a reload; comes before the request that it speaks of.
    Remember(Memory),
    /// Open Amazon's login window, in the task of the click.
    OpenLogin,
    /// Remove the CCP frame and start Streams again.
    RestartConnect,
    /// Write a line into the trace.
    Trace(Note),
}

/// A call of Streams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectRequest {
    /// `contact.accept`.
    Accept(ContactId),
    /// `contact.clear`.
    Clear(ContactId),
    /// `contact.getAgentConnection().destroy`.
    End(ContactId),
    /// `contact.reject`.
    Reject(ContactId),
    /// `agent.setState`.
    SetState {
        /// The state, as the agent's current list has it.
        arn: StateArn,
        /// Queue it for after the contact.
        enqueue: bool,
    },
}

/// A request to Fusion (`fusion.md` D.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FusionRequest {
    /// `agentStateEvent`.
    AgentState(AgentReport),
    /// `closeCommEvent`.
    Close {
        /// The call.
        event_id: EventId,
        /// The tokens of the call.
        in_data: Tokens,
        /// Why it ended.
        reason: CloseReason,
    },
    /// `getConfiguration`.
    Configuration,
    /// `disableFeature`.
    Disable(Feature),
    /// A listener's registration; Fusion does not answer it.
    Listen(Listener),
    /// `newCommEvent`.
    New {
        /// The call.
        event_id: EventId,
        /// The tokens of the call.
        in_data: Tokens,
    },
    /// `readyForOperation`.
    Ready,
    /// `startCommEvent`.
    Start {
        /// The call.
        event_id: EventId,
        /// The tokens of the call.
        in_data: Tokens,
    },
}

/// What Fusion can tell the toolbar once it listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listener {
    /// `onToolbarAgentCommand`.
    AgentCommands,
    /// `onToolbarInteractionCommand`.
    InteractionCommands,
}

/// A feature of the toolbar that Fusion takes for granted until it is disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// `OUTBOUND_CALL`.
    OutboundCall,
}

/// The reasons of `closeCommEvent` (`fusion.md` E.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// The customer left before the agent accepted.
    Abandoned,
    /// The agent ended an outbound call before it was answered.
    Canceled,
    /// Over; the wrap-up page closes.
    EndCommunication,
    /// It did not come about for another reason.
    Missed,
    /// The agent declined.
    Reject,
    /// Over; the wrap-up page opens.
    WrapUp,
}

/// What Fusion is told of the agent (`fusion.md` E.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentReport {
    /// Whether Fusion's phone icon shows as available.
    pub available: bool,
    /// False only when signed out or without a link to Connect.
    pub logged_in: bool,
    /// The state to name.
    pub label: StateLabel,
}

/// A state to be put into words of the agent's language; names of the admin stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateLabel {
    /// After-call work.
    AfterCallWork,
    /// On a contact.
    Busy,
    /// A call is being set up with the customer.
    CallingCustomer,
    /// A missed call took the agent off the queue.
    MissedCall,
    /// A state named by the admin, or one without a word of ours.
    Named(String),
    /// A contact is being offered.
    Ringing,
    /// Signed out, or no link to Connect.
    SignedOut,
}

/// A successful reply to a command of Fusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The agent's state.
    AgentState(AgentReport),
    /// The names of the interaction commands that work.
    Commands(Vec<&'static str>),
    /// Done.
    Done,
    /// The calls that Fusion should show.
    Engagements(Vec<EventId>),
}

/// Why a command of Fusion or of the agent is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An accept is under way.
    AlreadyAnswering,
    /// The call is connected, so it is not declined.
    AlreadyConnected,
    /// A decline is under way.
    AlreadyDeclining,
    /// Connect did not do it.
    Connect(Failure),
    /// The call is over.
    NoLongerThere,
    /// Connect has no such agent state.
    NoSuchState,
    /// The call cannot be accepted as it stands (it is not ringing).
    NotRinging,
    /// Connect is signed out or has no link.
    NotSignedIn,
    /// Another change of the same thing is under way.
    Superseded,
    /// No call has this eventId.
    UnknownCall,
    /// The command is not supported.
    UnknownCommand(String),
}

/// A line for the trace: coded, without anything personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// An answer came for a request that is not known or no longer current.
    StaleAnswer(Uuid),
    /// A reply of Streams came for a command that is no longer current.
    StaleReply(CommandId),
    /// A message was refused.
    MessageRefused(RefusedMessage),
    /// Something of Connect's could not be decoded.
    Garbled(String),
    /// A request to Fusion was not answered in time.
    FusionSilent(Uuid),
    /// Fusion answered with an error.
    FusionRefused(Uuid),
}
