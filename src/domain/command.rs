//! Owns the requests that leave the core; the runtime carries them out in order and decides nothing.

use super::agent_state::Trouble;
use super::audio::DeviceKind;
use super::event::{Failure, RefusedMessage};
use super::ids::{
    CommandId, ConnectionId, ContactId, DeviceId, EndpointArn, EventId, StateArn, Ticket, Uuid,
};
use super::memory::Memory;
use super::pii::{DialText, Digits, Phone, Tokens};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One request to the shell around the core.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// Try again to find a way to speak with Fusion; `FusionReady` or `FusionUnreachable` follows.
    OpenFusion,
    /// Answer a command of Fusion; each ticket is answered exactly once.
    Reply {
        /// The command.
        ticket: Ticket,
        /// What to say.
        reply: Result<Reply, Refusal>,
    },
    /// Keep this for after a reload; comes before the request that it speaks of.
    Remember(Arc<Memory>),
    /// Open Amazon's login window, in the task of the click.
    OpenLogin,
    /// Open Amazon's own panel in a window, in the task of the click.
    OpenPanelWindow,
    /// Read a text as a phone number; `NumberRead` with this id follows once.
    ReadNumber {
        /// The id that the reply carries.
        id: CommandId,
        /// What to read.
        text: DialText,
        /// The country of a number without country code; the configured one if absent.
        country: Option<String>,
    },
    /// Remove the CCP frame and start Streams again.
    RestartConnect,
    /// Tell Amazon that the agent is at work.
    TellActivity,
    /// Sign out of Connect; `LinkFact::Terminated` follows.
    SignOut,
    /// Write a line into the trace.
    Trace(Note),
}

/// A call of Streams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConnectRequest {
    /// `contact.accept`.
    Accept(ContactId),
    /// `contact.addConnection`.
    AddLeg(ContactId, Callee),
    /// `contact.clear`.
    Clear(ContactId),
    /// `agent.connect`.
    Dial(Callee),
    /// `connection.sendDigits`.
    Digits(ContactId, ConnectionId, Digits),
    /// `connection.destroy` of somebody else's leg.
    DropLeg(ContactId, ConnectionId),
    /// `contact.getAgentConnection().destroy`.
    End(ContactId),
    /// `connection.hold` or `.resume`.
    Hold {
        /// The contact.
        contact: ContactId,
        /// Whose leg.
        leg: ConnectionId,
        /// On hold, or back.
        on: bool,
    },
    /// `contact.conferenceConnections`.
    Join(ContactId),
    /// `connect.core.getFrameMediaDevices`; `DevicesListed` follows instead of `CommandSettled`.
    ListDevices,
    /// `agent.getEndpoints` of every queue of the agent; `EndpointsListed` follows instead of
    /// `CommandSettled`.
    ListEndpoints,
    /// `agent.mute` or `.unmute`; it has no callback, so success only says that it was called.
    Mute(bool),
    /// `connection.muteParticipant` or `.unmuteParticipant`.
    MuteLeg {
        /// The contact.
        contact: ContactId,
        /// Whose leg.
        leg: ConnectionId,
        /// Mute, or not.
        on: bool,
    },
    /// `contact.reject`.
    Reject(ContactId),
    /// `agent.setMicrophoneDevice` and its sisters; without a callback, as `Mute`.
    SetDevice(DeviceKind, DeviceId),
    /// `contact.toggleActiveConnections`.
    Swap(ContactId),
    /// `agent.setState`.
    SetState {
        /// The state, as the agent's current list has it.
        arn: StateArn,
        /// Queue it for after the contact.
        enqueue: bool,
    },
}

/// Whom to call, or to add to a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Callee {
    /// A number in E.164.
    Number(Phone),
    /// An endpoint of the last list, passed on whole.
    QuickConnect(EndpointArn),
}

/// A request to Fusion (`fusion.md` D.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FusionRequest {
    /// `agentStateEvent`.
    AgentState(AgentReport),
    /// `closeCommEvent`.
    Close {
        /// The call.
        event_id: EventId,
        /// The application classification of the call.
        classification: String,
        /// The tokens of the call.
        in_data: Tokens,
        /// Why it ended.
        reason: CloseReason,
    },
    /// `getConfiguration`.
    Configuration,
    /// `outboundCommError`.
    DialError {
        /// Fusion's id of the call that it asked for.
        event_id: EventId,
        /// Why there is none.
        refusal: Refusal,
    },
    /// `disableFeature`.
    Disable(Feature),
    /// A listener's registration; Fusion does not answer it.
    Listen(Listener),
    /// `newCommEvent`.
    New {
        /// The call.
        event_id: EventId,
        /// The application classification of the call.
        classification: String,
        /// The tokens of the call.
        in_data: Tokens,
        /// What Fusion looks the caller up in; its own choice if absent.
        lookup: Option<String>,
    },
    /// `readyForOperation`.
    Ready,
    /// `startCommEvent`.
    Start {
        /// The call.
        event_id: EventId,
        /// The application classification of the call.
        classification: String,
        /// The tokens of the call.
        in_data: Tokens,
    },
    /// Fields of the wrap-up, written and saved through its context; only UEF has one (`fusion.md` C.5).
    WriteWrapUp {
        /// The call.
        event_id: EventId,
        /// The fields by name, such as `WrapUp.ResolutionCd`.
        fields: Tokens,
    },
}

/// What Fusion can tell the toolbar once it listens; some only for one application classification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listener {
    /// `onToolbarAgentCommand`.
    AgentCommands,
    /// `onDataUpdated` for calls of this classification.
    DataUpdated(String),
    /// `onToolbarInteractionCommand`.
    InteractionCommands,
    /// `onOutgoingEvent` of this classification.
    Outgoing(String),
}

/// A feature of the toolbar that Fusion takes for granted until it is disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Feature {
    /// `OUTBOUND_CALL`.
    OutboundCall,
}

/// The reasons of `closeCommEvent` (`fusion.md` E.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentReport {
    /// Whether Fusion's phone icon shows as available.
    pub available: bool,
    /// False only when signed out or without a link to Connect.
    pub logged_in: bool,
    /// The state to name.
    pub label: StateLabel,
}

/// A state to be put into words of the agent's language; names of the admin stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StateLabel {
    /// After-call work.
    AfterCallWork,
    /// On a contact.
    Busy,
    /// A call is being set up with the customer.
    CallingCustomer,
    /// Somebody is being added to the call.
    Joining,
    /// A state named by the admin, or one without a word of ours.
    Named(String),
    /// A contact is being offered.
    Ringing,
    /// Signed out, or no link to Connect.
    SignedOut,
    /// An error took the agent off the queue.
    Trouble(Trouble),
}

/// A successful reply to a command of Fusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// Another change of the same thing is under way.
    Superseded,
    /// No call has this eventId.
    UnknownCall,
    /// The command is not supported.
    UnknownCommand(String),
}

/// A line for the trace: coded, without anything personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// An answer came for a request that is not known or no longer current.
    StaleAnswer(Uuid),
    /// A reply of Streams came for a command that is no longer current.
    StaleReply(CommandId),
    /// A message was refused.
    MessageRefused(RefusedMessage),
    /// Something of a call was saved in Fusion; the type of it.
    DataUpdated(String),
    /// Something of Connect's could not be decoded.
    Garbled(String),
    /// A request to Fusion was not answered in time.
    FusionSilent(Uuid),
    /// Fusion answered with an error.
    FusionRefused(Uuid),
}
