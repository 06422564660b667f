//! What the screen shows: a pure projection of the Model, without a word of any language.
//!
//! Never decides: what a button may do was decided in `domain`, and is only repeated here.
//! Components see this module, `i18n` and `Dispatch`, and nothing else of the core.

pub use crate::domain::{
    AgentError, AgentStateKind, Announcement, Channel, ConnectionId, ContactId, ContactMatch,
    Device, DeviceId, DeviceKind, Devices, DialNumber, DialText, Digits, Directory, EndpointArn,
    EndpointKind, Enhancement, EnhancementWish, Failure, Fallback, GoneParty, Intent, Listener,
    Microphone, Millis, Network, NoNumberReason, NoticeKind, NumberFault, Offered, PersonName,
    Phone, QuickConnect, RecentCall, RecentOutcome, Refusal, Role, SoftphoneFault, Spelled,
    StateArn, StateLabel, Stay, Target, TokenValue, Transport, UnansweredCall, VoiceEnhancement,
    Warning, WithoutPlus,
};
use serde::{Deserialize, Serialize};

mod card;
mod controls;
mod project;

pub use card::{
    Actions, CardView, Controls, PartyStage, PartyView, PendingAction, Phase, PopView, ToggleView,
};

/// The whole screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The agent's line.
    pub status: StatusView,
    /// One card a contact: calls under way first, then rings, then what is left to clear; so a new
    /// ring moves no button of the call that is on.
    pub cards: Vec<CardView>,
    /// Things that happened and need no card any more.
    pub notices: Vec<NoticeView>,
    /// How the outside systems stand.
    pub health: HealthView,
    /// What can be dialled, and what is being dialled.
    pub dial: DialView,
    /// Whom a call can be transferred to.
    pub directory: Directory,
    /// The calls of this session, newest first.
    pub recent: Vec<RecentCall>,
    /// The agent's audio.
    pub audio: AudioView,
    /// Whether Amazon's own panel is shown in the page.
    pub panel: bool,
    /// Whether closing the window now would cost something, so that it asks first.
    pub guards_close: bool,
}

/// The dial box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialView {
    /// Whether a number can be dialled now; `Err` says why not.
    pub ready: Option<Result<(), Refusal>>,
    /// The countries that may be dialled, as lower-case ISO 3166-1 codes; empty for all.
    pub countries: Vec<String>,
    /// What is being dialled and has no card yet.
    pub pending: Option<DialText>,
    /// Whether the agent gave that up already.
    pub given_up: bool,
    /// Why the last call did not come about.
    pub refusal: Option<Refusal>,
}

/// The agent's audio.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioView {
    /// Whether audio is in the browser; otherwise on a desk phone.
    pub softphone: bool,
    /// What is known of the microphone before a call needs it.
    pub microphone: Microphone,
    /// What the softphone reported last.
    pub fault: Option<SoftphoneFault>,
    /// Whether the browser blocked the window of Amazon's own panel.
    pub panel_blocked: bool,
    /// The devices to choose from.
    pub devices: Devices,
    /// What the softphone said it uses.
    pub chosen: Vec<(DeviceKind, DeviceId)>,
    /// What Connect does to the agent's voice; `None` where there is no choice.
    pub enhancement: Option<Enhancement>,
}

/// The agent's state and the availability button.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusView {
    /// The state as Connect last said; `None` before the first snapshot.
    pub state: Option<StateView>,
    /// Whether the button is pressed in: Connect says the agent is, or will be, available.
    pub available: bool,
    /// Whether the button does anything.
    pub can_toggle: bool,
    /// A change that Connect has not confirmed.
    pub pending: Option<PendingState>,
    /// The state queued for after the contact, as Connect said.
    pub next: Option<String>,
    /// Why the last change did not come about.
    pub refusal: Option<Refusal>,
    /// The states to choose from, in the order to show them: by type, then as Connect lists them.
    pub choices: Vec<StateChoice>,
    /// The error that takes the agent off the queue, and whether choosing a state ends it now.
    pub agent_error: Option<AgentError>,
    /// Whether the agent can sign out; `Some(false)` while that is under way.
    pub sign_out: Option<bool>,
}

/// One state to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateChoice {
    /// Its key.
    pub arn: StateArn,
    /// Its name, as the admin wrote it.
    pub name: String,
    /// Its type.
    pub kind: AgentStateKind,
    /// Whether it is the one the agent is in.
    pub current: bool,
    /// Whether it is queued for after the contact.
    pub next: bool,
}

/// A confirmed state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateView {
    /// What to call it.
    pub label: StateLabel,
    /// Its type, for the dot.
    pub kind: AgentStateKind,
    /// Since when, on this computer's clock.
    pub since: Millis,
}

/// A requested state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingState {
    /// Connect's name of the state.
    pub name: String,
    /// Whether it comes after the contact.
    pub after_contact: bool,
}

/// Something that happened and has no card any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// For `Intent::Dismiss`.
    pub id: u64,
    /// What.
    pub kind: NoticeKind,
    /// When.
    pub at: Millis,
    /// The customer's number.
    pub number: Option<Phone>,
    /// The customer's name.
    pub name: Option<PersonName>,
}

/// How the outside systems and this page's own means stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthView {
    /// Amazon Connect.
    pub connect: ConnectHealth,
    /// What is wrong with the CCP's network to Amazon.
    pub network: Option<Network>,
    /// Whether the browser blocked Amazon's login window.
    pub popup_blocked: bool,
    /// Fusion.
    pub fusion: FusionHealth,
    /// How the toolbar speaks with Fusion, once that is decided.
    pub transport: Option<Transport>,
    /// Why it is not the transport that would have been preferred; technical.
    pub fallback: Option<Fallback>,
    /// What Fusion's library refused to tell, and its words.
    pub refused_listeners: Option<(Listener, String)>,
    /// Whether memory lives in the page only, because the browser denies storage.
    pub storage_denied: bool,
    /// Whether the browser does not tell of other windows that run the phone too.
    pub windows_unseen: bool,
    /// How many messages of other windows were refused.
    pub refused_messages: u32,
    /// The last thing that could not be decoded, as a JSON path.
    pub fault: Option<String>,
    /// That the session ends unless the agent does something.
    pub session: Option<Warning>,
    /// From when to when there was no news at all, so that calls may have been missed.
    pub gap: Option<(Millis, Millis)>,
}

/// How Amazon Connect stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConnectHealth {
    /// The library is being loaded.
    #[default]
    Loading,
    /// Waiting for the CCP's first word.
    Waiting,
    /// In order.
    Ready,
    /// The CCP did not answer: signed out, origin not approved, cookies blocked.
    NoAnswer {
        /// Whether Streams stopped trying, so that only a restart helps.
        exhausted: bool,
    },
    /// Signed out.
    SignedOut,
    /// Signed out by Amazon, because the agent did nothing.
    SignedOutIdle,
    /// The session expired; often heals by itself.
    SessionExpired,
    /// The agent may not use the CCP.
    AccessDenied,
    /// What the CCP sends cannot be read; the path of what was wrong.
    Garbled(String),
    /// The CCP gave up asking Connect; what is shown is frozen.
    Frozen,
    /// The CCP lost its line to Connect.
    Offline,
    /// The CCP went silent.
    Silent,
    /// The CCP answers, but Connect's data stopped coming.
    Stuck,
    /// The library could not be started; the text is technical.
    Broken(String),
    /// The browser denies this page its storage, so that the library cannot start.
    StorageDenied,
}

/// How Fusion stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FusionHealth {
    /// Not opened by Fusion: a softphone alone.
    Absent,
    /// Switched off by configuration.
    Off,
    /// Framed by an origin that the configuration does not list.
    OriginRefused(String),
    /// Asked, not yet answered; or the page has not yet found out whether to ask.
    #[default]
    Linking,
    /// Linked.
    Linked,
    /// Linked, but a call was left without an answer.
    CallUnanswered(UnansweredCall),
    /// Linked, but it does not take how the agent stands.
    AgentNotTaken,
    /// Three requests in a row were not answered.
    NotAnswering,
    /// Fusion refused to link; its own words.
    Refused(String),
    /// There is no way to speak with Fusion; the text is technical.
    Unreachable(String),
}
