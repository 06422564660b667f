//! What is asked of Connect, why it does not come about, and what Connect tells besides snapshots: how the link stands, the
//! lists of quick connects and audio devices that it is asked for, and the agent's audio.

use serde::{Deserialize, Serialize};

use super::ids::{CommandId, ConnectionId, ContactId, DeviceId, EndpointArn, Millis, StateArn};
use super::pii::{Digits, PersonName, Phone};

/// A request to Connect; each variant names the function of Streams that carries it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ConnectRequest {
    /// `contact.accept`.
    Accept(ContactId),
    /// `contact.addConnection`.
    AddLeg(ContactId, Callee),
    /// `contact.isPreviewMode`, and then `.getPreviewConfiguration`; `PreviewTold` follows instead of
    /// `CommandSettled`.
    AskPreview(ContactId),
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
    /// `contact.engagePreviewContact`.
    Engage(ContactId),
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
    /// `agent.setVoiceEnhancementMode`.
    SetEnhancement(VoiceEnhancement),
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

/// What the agent may do before Amazon makes a campaign's call (`frontier.md` 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRules {
    /// Amazon makes the call by itself so long after the agent accepted it, if it tells.
    pub dials_after: Option<Millis>,
    /// Whether the call may be skipped.
    pub may_skip: bool,
}

/// What Connect does to the agent's voice (`frontier.md` 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoiceEnhancement {
    /// It takes away noise.
    NoiseSuppression,
    /// Nothing.
    Off,
    /// It takes away noise and other voices.
    VoiceIsolation,
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
    /// How the CCP's network to Amazon stands.
    Network(Network),
    /// No acknowledgement within `ccpLoadTimeout`.
    NotAcknowledged {
        /// Whether the browser blocked the login window.
        popup_blocked: bool,
    },
    /// Another page of the CCP took the place of the one before; an acknowledgement follows.
    Reloaded,
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

/// The CCP's network to Amazon (`frontier.md` 16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Network {
    /// In order.
    Connected,
    /// Being made.
    Connecting,
    /// Lost.
    Disconnected,
    /// It cannot be made.
    Failed,
}

/// What Amazon says about the end of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionNews {
    /// It ends at this time for want of activity.
    Ends(Millis),
    /// It goes on.
    GoesOn,
    /// Activity was not taken.
    NotExtended,
}

/// A list, or how far it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing<T> {
    /// It could not be had.
    Failed(Refusal),
    /// Here it is.
    Listed(Vec<T>),
    /// Asked for under this id, and when.
    Loading(CommandId, Millis),
    /// Nobody asked.
    #[default]
    Unknown,
}

impl<T> Listing<T> {
    /// What is listed.
    pub fn listed(&self) -> &[T] {
        match self {
            Self::Listed(all) => all,
            Self::Failed(_) | Self::Loading(..) | Self::Unknown => &[],
        }
    }

    /// Whether it is under way.
    pub(super) fn is_loading(&self) -> bool {
        matches!(self, Self::Loading(..))
    }

    /// Takes the list, if it is the one that was asked for last.
    pub(super) fn settle(&mut self, id: CommandId, outcome: Result<Vec<T>, Failure>) {
        if matches!(self, Self::Loading(of, _) if *of == id) {
            *self = outcome
                .map_or_else(|failure| Self::Failed(Refusal::Connect(failure)), Self::Listed);
        }
    }

    /// Gives up a list that does not come.
    pub(super) fn expire(&mut self, now: Millis) {
        if self.deadline().is_some_and(|due| now >= due) {
            *self = Self::Failed(Refusal::Connect(Failure::TimedOut));
        }
    }

    /// When it is given up.
    pub(super) fn deadline(&self) -> Option<Millis> {
        match self {
            Self::Loading(_, since) => Some(*since + COMMAND_TIMEOUT),
            Self::Failed(_) | Self::Listed(_) | Self::Unknown => None,
        }
    }
}

/// All of them, in the order of Connect.
pub type Directory = Listing<QuickConnect>;

/// One endpoint that Connect lists for the agent's queues (`connect.md` C.3, `getEndpoints`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickConnect {
    /// Its key.
    pub arn: EndpointArn,
    /// Its name; of a person, if it is an agent.
    pub name: PersonName,
    /// What it leads to.
    pub kind: EndpointKind,
    /// The number, if it leads to one.
    pub number: Option<Phone>,
}

/// Connect's `EndpointType` (`connect.md` D.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EndpointKind {
    /// Another agent.
    Agent,
    /// A phone number.
    Number,
    /// A queue.
    Queue,
}

/// All of them, as the CCP's frame lists them.
pub type Devices = Listing<Device>;

/// What a device is used for; Streams has a setter for each (`connect.md` C.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceKind {
    /// What the customer hears comes from here.
    Microphone,
    /// Rings.
    Ringer,
    /// The customer is heard here.
    Speaker,
}

/// One audio device, as the CCP's frame sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The browser's id.
    pub id: DeviceId,
    /// The browser's name of it; may name its owner.
    pub label: String,
    /// Whether it takes sound in; otherwise it gives sound out.
    pub input: bool,
}

impl core::fmt::Debug for Device {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Device(input: {}, redacted)", self.input)
    }
}

/// What is known of the microphone before a call needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Microphone {
    /// The person refused it.
    Denied,
    /// The person refused it, or the frame around this page does not pass the permission on.
    DeniedInFrame,
    /// It may be used.
    Granted,
    /// There is none.
    Missing,
    /// The frame around this page does not pass the permission on.
    NotDelegated,
    /// The browser will ask.
    Prompt,
    /// The browser does not tell.
    #[default]
    Unknown,
}

impl Microphone {
    /// Whether no call can be heard with it, and somebody has to mend that.
    pub fn is_lost(self) -> bool {
        matches!(self, Self::Denied | Self::DeniedInFrame | Self::Missing | Self::NotDelegated)
    }
}

/// The softphone's errors by their type (`connect.md` C.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SoftphoneFault {
    /// `audio_enhancement_failure`.
    Enhancement,
    /// `ice_collection_timeout`.
    IceTimeout,
    /// `microphone_not_shared`.
    MicrophoneNotShared,
    /// `multiple_softphone_active_sessions`.
    MultipleSessions,
    /// Any other type.
    Other,
    /// `realtime_communication_error`.
    RealtimeCommunication,
    /// `signalling_connection_failure`.
    SignallingConnection,
    /// `signalling_handshake_failure`.
    SignallingHandshake,
    /// `unsupported_browser`.
    UnsupportedBrowser,
    /// `user_busy_error`.
    UserBusy,
    /// `vdi_strategy_not_supported` and `vdi_redir_not_supported`.
    Vdi,
    /// `webrtc_error`.
    WebRtc,
}

/// What Connect does to the agent's voice, and a wish for something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enhancement {
    /// As Connect told last, by a configuration that changed or by an event.
    pub told: VoiceEnhancement,
    /// What became of the agent's last wish, unless Connect told it.
    pub wish: Option<EnhancementWish>,
}

/// A wish for another voice enhancement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnhancementWish {
    /// Asked for under this id, and when; Connect has not told it.
    Asked(VoiceEnhancement, CommandId, Millis),
    /// It did not come about.
    Refused(Refusal),
}

/// The agent's audio.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audio {
    /// What is known of the microphone.
    pub microphone: Microphone,
    /// The last error of the softphone that was not put away.
    pub fault: Option<SoftphoneFault>,
    /// Whether the browser blocked the window of Amazon's own panel.
    pub panel_blocked: bool,
    /// The devices.
    pub devices: Devices,
    /// What the softphone said it uses, by kind.
    pub chosen: Vec<(DeviceKind, DeviceId)>,
    /// A choice that Streams has not taken yet.
    pub asked: Option<CommandId>,
    /// The voice enhancement, if Connect tells one.
    pub enhancement: Option<Enhancement>,
}
