//! Owns the facts and intents that enter the core: what Connect, Fusion, the agent and time said.
//!
//! Must never hold a JavaScript value: adapters decode first.

use super::ids::{CommandId, ContactId, EventId, Ticket, Uuid};
use super::memory::Memory;
use super::personal::Tokens;
use super::snapshot::Snapshot;

/// One input of [`update`](super::update()); the names are facts in the past tense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The page started; `memory` is what an earlier page of this window left behind.
    Started {
        /// What was remembered, empty after a first start.
        memory: Memory,
        /// How Fusion can be reached.
        fusion: FusionPresence,
    },
    /// The Fusion adapter is ready to post.
    FusionReady,
    /// The Connect adapter told how the link to the CCP stands.
    LinkChanged(LinkFact),
    /// Anything at all arrived from the CCP.
    CcpHeard,
    /// Connect sent the agent and every contact.
    SnapshotTaken(Snapshot),
    /// A refresh could not be decoded at all; nothing is known to be gone.
    SnapshotGarbled {
        /// The JSON path and what was expected there.
        fault: String,
    },
    /// Streams called one command's `success` or `failure`.
    CommandSettled {
        /// The command.
        id: CommandId,
        /// Success, or the reason in Connect's words.
        outcome: Result<(), Failure>,
    },
    /// Fusion answered a request.
    FusionAnswered(Answer),
    /// Fusion sent an interaction command.
    InteractionCommanded {
        /// How to answer it.
        ticket: Ticket,
        /// Which call.
        event_id: EventId,
        /// What to do.
        verb: InteractionVerb,
    },
    /// Fusion sent an agent command.
    AgentCommanded {
        /// How to answer it.
        ticket: Ticket,
        /// What to do or tell.
        verb: AgentVerb,
    },
    /// A message was refused or could not be read; it changed nothing.
    MessageRefused(RefusedMessage),
    /// The agent did something on the screen.
    Intended(Intent),
    /// The page was shown or hidden.
    VisibilityChanged {
        /// Whether any of it can be seen.
        visible: bool,
    },
    /// A deadline may have passed.
    Ticked,
}

/// What the agent asks for on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Answer a ringing contact.
    Accept(ContactId),
    /// End after-call work, or put a missed or failed contact away.
    Clear(ContactId),
    /// Decline a ringing contact.
    Decline(ContactId),
    /// Put a notice away.
    Dismiss(u64),
    /// End a call.
    End(ContactId),
    /// Start the CCP again though that ends audio.
    RestartConnect,
    /// Ask Fusion again after it did not answer.
    RetryFusion,
    /// Send a refused `startCommEvent` again.
    RetryScreenPop(ContactId),
    /// Open Amazon's login window (needs the click itself).
    SignIn,
    /// Available ↔ not available.
    ToggleAvailability,
}

/// How the page can reach Fusion, as found at start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FusionPresence {
    /// The page is alone at top level, or was not opened by Fusion.
    Absent,
    /// Framed by an origin that `fusion.origins` does not list.
    OriginRefused(String),
    /// Framed by Fusion; the postMessage transport is used.
    Mca,
    /// Switched off by `fusion.transport: none`.
    Off,
}

/// How the link to the CCP stands (`connect.md` B.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFact {
    /// The agent may not use the CCP (`access_denied`).
    AccessDenied,
    /// The CCP acknowledged for the first time, or again after silence.
    Acknowledged,
    /// Signed in again after `AuthFailed`.
    Authorized,
    /// The session expired (`auth_fail`); it often heals by itself within seconds.
    AuthFailed,
    /// `initCCP` was called.
    Initialising,
    /// Streams could not be loaded, or `initCCP` threw.
    LibraryFailed(String),
    /// No acknowledgement within `ccpLoadTimeout`.
    NotAcknowledged {
        /// Whether the browser blocked the login window.
        popup_blocked: bool,
    },
    /// Streams stopped trying (`iframe_retries_exhausted`).
    RetriesExhausted,
    /// The browser denies this page its storage; Streams cannot start (`design.md` 6).
    StorageDenied,
    /// Signed out (`terminated`).
    Terminated,
}

/// Fusion's answer to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The request.
    pub uuid: Uuid,
    /// Success, or Fusion's error text.
    pub outcome: Result<(), String>,
    /// The id that Fusion names the call by, when it tells one.
    pub event_id: Option<EventId>,
    /// The tokens that Fusion gave.
    pub out_data: Tokens,
}

/// An interaction command of Fusion (`fusion.md` D.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InteractionVerb {
    /// `accept`.
    Accept,
    /// `disconnect`.
    Disconnect,
    /// `reject`.
    Reject,
    /// `setActive`.
    SetActive,
    /// `NOTIFICATION_TIMER_EXP`: Fusion's own ring timer ran out.
    TimerExpired,
    /// A command that is not supported.
    Unknown(String),
}

/// An agent command of Fusion (`fusion.md` D.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentVerb {
    /// `getActiveEngagements`.
    ActiveEngagements,
    /// `getActiveInteractionCommands`.
    ActiveInteractionCommands,
    /// `getCurrentAgentState`.
    CurrentState,
    /// `makeAvailable`.
    MakeAvailable,
    /// `makeUnavailable`.
    MakeUnavailable,
    /// A command that is not supported.
    Unknown(String),
}

/// Why a message from another window was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusedMessage {
    /// From the right window and origin, but not readable; tells what was wrong.
    Garbled(String),
    /// From an origin that is not the parent's.
    WrongOrigin(String),
    /// From the right origin but another window.
    WrongWindow,
}

/// Why Connect did not do as told.
#[derive(Clone, Debug, PartialEq, Eq)]
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
