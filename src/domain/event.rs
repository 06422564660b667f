//! Owns the facts and intents that enter the core: what Connect, Fusion, the agent and time said.
//!
//! Must never hold a JavaScript value: adapters decode first.

use super::audio::{Device, DeviceKind, Microphone, SoftphoneFault};
use super::command::Listener;
use super::ids::{
    CommandId, ConnectionId, ContactId, DeviceId, EndpointArn, EventId, StateArn, Ticket, Uuid,
};
use super::inactivity::SessionNews;
use super::pii::{DialText, Digits, Tokens};
use super::quick_connects::QuickConnect;
use super::snapshot::Snapshot;
pub use super::spelling::{DialNumber, NumberFault};
use serde::{Deserialize, Serialize};

/// One input of [`update`](super::update()); the names are facts in the past tense.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The page started; `memory` is what an earlier page of this window left behind.
    Started {
        /// What was remembered, empty after a first start.
        memory: super::memory::Memory,
        /// How Fusion can be reached.
        fusion: FusionPresence,
    },
    /// The Fusion adapter is ready to post.
    FusionReady {
        /// How it speaks with Fusion.
        transport: Transport,
        /// Why it is not the transport that would have been preferred; technical.
        fallback: Option<String>,
    },
    /// The transport that was asked for cannot be used; the text is technical.
    FusionUnreachable(String),
    /// Fusion's library refused a listener, so that nothing is heard of what it is for.
    ListenerRefused {
        /// The listener.
        listener: Listener,
        /// Fusion's words.
        fault: String,
    },
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
    /// The quick connects came, or did not.
    EndpointsListed {
        /// The command.
        id: CommandId,
        /// All of them, in the order of Connect, or why there are none.
        outcome: Result<Vec<QuickConnect>, Failure>,
    },
    /// The audio devices came, or did not.
    DevicesListed {
        /// The command.
        id: CommandId,
        /// All of them, or why there are none.
        outcome: Result<Vec<Device>, Failure>,
    },
    /// Entries of a list could not be read; the others are told as if these were not there.
    EntriesLeftOut {
        /// The JSON paths and what was expected there.
        fault: String,
    },
    /// The softphone uses another device from now on.
    DeviceChanged {
        /// For what.
        kind: DeviceKind,
        /// Which.
        device: DeviceId,
    },
    /// The softphone switched the microphone (`agent::mute_toggle`).
    MuteToggled {
        /// Whether it is mute now.
        muted: bool,
    },
    /// The softphone reported an error (`agent::softphone_error`).
    SoftphoneFailed(SoftphoneFault),
    /// What is known of the microphone before a call needs it.
    MicrophoneChanged(Microphone),
    /// Amazon's own panel was to be opened in a window.
    PanelAsked {
        /// Whether the browser blocked it.
        blocked: bool,
    },
    /// A text was read as a phone number, or could not be.
    NumberRead {
        /// The command.
        id: CommandId,
        /// The number, or why it is none.
        outcome: Result<DialNumber, NumberFault>,
    },
    /// Fusion asks for a call (`onOutgoingEvent`).
    DialAsked {
        /// Fusion's id of it; what the engagement will be called.
        event_id: EventId,
        /// What to dial, as the record holds it; may be empty.
        number: DialText,
        /// Every token of the message.
        tokens: Tokens,
    },
    /// Something of a call was saved in Fusion (`onDataUpdated`).
    DataUpdated {
        /// The call; `None` when Fusion does not tell.
        event_id: Option<EventId>,
        /// Fusion's `updateType`, whose values are unknown (`fusion.md` H.6): a code, or empty.
        update: String,
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
    /// Messages were refused or could not be read; they changed nothing.
    MessageRefused {
        /// Why the last of them was.
        why: RefusedMessage,
        /// How many.
        count: u32,
    },
    /// Keys or the pointer were used in one of the toolbar's windows.
    ActivitySeen,
    /// Amazon tells of the end of the session.
    SessionTold(SessionNews),
    /// The agent did something on the screen.
    Intended(Intent),
    /// The page was shown or hidden.
    VisibilityChanged {
        /// Whether any of it can be seen.
        visible: bool,
    },
    /// Another window runs the phone from now on: nothing is asked of anybody after this.
    StoodDown,
    /// A deadline may have passed.
    Ticked,
}

/// What the agent asks for on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// Answer a ringing contact.
    Accept(ContactId),
    /// Bring a call to the front: it is resumed, and another one is put on hold.
    BringToFront(ContactId),
    /// Give up a call that is being dialled.
    CancelDial,
    /// Take back the state queued for after the contact.
    CancelNextState,
    /// Use a device from now on.
    ChooseDevice(DeviceKind, DeviceId),
    /// Go into a state, after the contact if there is one.
    ChooseState(StateArn),
    /// End after-call work, or put a missed or failed contact away.
    Clear(ContactId),
    /// Call somebody else; the customer is put on hold.
    Consult(ContactId, Target),
    /// Decline a ringing contact.
    Decline(ContactId),
    /// Call a number; without a country, one of ours is meant.
    Dial(DialText, Option<String>),
    /// Call a listed quick connect.
    DialQuickConnect(EndpointArn),
    /// Put a notice away.
    Dismiss(u64),
    /// Put the word about the softphone's error away.
    DismissAudioFault,
    /// Put the word about the blocked window of Amazon's panel away.
    DismissPanelBlocked,
    /// Put the word about an unasked open microphone away.
    DismissAlarm(ContactId),
    /// Put the word about minutes without news away.
    DismissGap,
    /// Take one party off the call.
    DropParty(ContactId, ConnectionId),
    /// End a call.
    End(ContactId),
    /// Let everybody talk with everybody.
    Join(ContactId),
    /// Leave the others alone on the line; this completes a transfer.
    Leave(ContactId),
    /// List the audio devices.
    LoadDevices,
    /// List the quick connects.
    LoadEndpoints,
    /// Mute one party.
    MuteParty(ContactId, ConnectionId),
    /// Open Amazon's own panel in a window (needs the click itself).
    OpenPanelWindow,
    /// Call a recent caller.
    Redial(u64),
    /// Start the CCP again though that ends audio.
    RestartConnect,
    /// Ask Fusion again after it did not answer.
    RetryFusion,
    /// Send a refused `startCommEvent` again.
    RetryScreenPop(ContactId),
    /// Send tones.
    SendDigits(ContactId, Digits),
    /// Put the customer on hold, or back.
    SetHold(ContactId, bool),
    /// Mute the agent, or not.
    SetMute(ContactId, bool),
    /// Show Amazon's own panel in this page, or hide it.
    ShowPanel(bool),
    /// Open Amazon's login window (needs the click itself).
    SignIn,
    /// Go offline and sign out of Connect.
    SignOut,
    /// Stay signed in, when Amazon warns that the session ends.
    StaySignedIn,
    /// Talk with the one on hold; the other is put on hold.
    Swap(ContactId),
    /// Available ↔ not available.
    ToggleAvailability,
}

/// Whom to call besides the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A number; without a country, one of ours is meant.
    Number(DialText, Option<String>),
    /// One of the listed endpoints.
    QuickConnect(EndpointArn),
}

/// How the page can reach Fusion, as found at start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FusionPresence {
    /// The page is alone at top level, or was not opened by Fusion.
    Absent,
    /// Framed by an origin that `fusion.origins` does not list.
    OriginRefused(String),
    /// Framed by Fusion.
    Framed,
    /// Switched off by `fusion.transport: none`.
    Off,
}

/// How the toolbar speaks with Fusion (`design.md` 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Transport {
    /// postMessage in the protocol of Oracle's media-toolbar library.
    Mca,
    /// Oracle's UI Events Framework.
    Uef,
}

/// How the link to the CCP stands (`connect.md` B.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkFact {
    /// The agent may not use the CCP (`access_denied`).
    AccessDenied,
    /// The CCP acknowledged for the first time, or again after silence.
    Acknowledged,
    /// Signed in again after `AuthFailed`.
    Authorized,
    /// The session expired (`auth_fail`); it often heals by itself within seconds.
    AuthFailed,
    /// The worker gave up asking Connect (`cti_authorize_retries_exhausted`): what is shown is frozen.
    Frozen,
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
    /// The CCP could not open its line to Connect (`webSocket::init_failure`).
    SocketFailed,
    /// The CCP has its line to Connect again.
    SocketGained,
    /// The CCP lost its line to Connect.
    SocketLost,
    /// The browser denies this page its storage; Streams cannot start (`design.md` 6).
    StorageDenied,
    /// Signed out (`terminated`).
    Terminated,
}

/// Fusion's answer to one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InteractionVerb {
    /// `accept`.
    Accept,
    /// `disconnect`.
    Disconnect,
    /// `hold`.
    Hold,
    /// `mute`.
    Mute,
    /// `reject`.
    Reject,
    /// `setActive`.
    SetActive,
    /// `NOTIFICATION_TIMER_EXP`: Fusion's own ring timer ran out.
    TimerExpired,
    /// `unhold`.
    Unhold,
    /// `unmute`.
    Unmute,
    /// A command that is not supported.
    Unknown(String),
}

/// An agent command of Fusion (`fusion.md` D.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefusedMessage {
    /// From the right window and origin, but not readable; tells what was wrong.
    Garbled(String),
    /// From an origin that is not the parent's.
    WrongOrigin(String),
    /// From the right origin but another window.
    WrongWindow,
}

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
