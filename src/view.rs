//! What the screen shows: a pure projection of the Model, without a word of any language. The last part is one contact's
//! card: who, how it stands, what can be done, who else is on it.
//!
//! Never decides: what a button may do was decided in `domain`, and is only repeated here.
//! Components see this module, `i18n` and `Dispatch`, and nothing else of the core.

use serde::Serialize;

pub use crate::domain::{
    AgentError, AgentStateKind, Announcement, Channel, ConnectionId, ContactId, ContactMatch,
    Device, DeviceId, DeviceKind, Devices, DialNumber, DialText, Digits, Directory, EndpointArn,
    EndpointKind, Enhancement, EnhancementWish, Failure, Fallback, GoneParty, Intent, Listener,
    Microphone, Millis, Network, NoNumberReason, Notice, NoticeKind, NumberFault, Offered,
    PersonName, Phone, QuickConnect, RecentCall, RecentOutcome, Refusal, Role, SoftphoneFault,
    Spelled, StateArn, StateLabel, Stay, Target, TokenValue, Transport, Trouble, UnansweredCall,
    VoiceEnhancement, Warning, WithoutPlus,
};

mod project;

/// The whole screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct View {
    /// The agent's line.
    pub status: StatusView,
    /// One card a contact: calls under way first, then rings, then what is left to clear; so a new
    /// ring moves no button of the call that is on.
    pub cards: Vec<CardView>,
    /// Things that happened and need no card any more.
    pub notices: Vec<Notice>,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateView {
    /// What to call it.
    pub label: StateLabel,
    /// Its type, for the dot.
    pub kind: AgentStateKind,
    /// Since when, on this computer's clock.
    pub since: Millis,
}

/// A requested state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PendingState {
    /// Connect's name of the state.
    pub name: String,
    /// Whether it comes after the contact.
    pub after_contact: bool,
}

/// How the outside systems and this page's own means stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
    #[serde(rename = "refused_listeners")]
    pub refused_listener: Option<(Listener, String)>,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub enum ConnectHealth {
    /// The library is being loaded.
    #[default]
    Loading,
    /// Waiting for the CCP's first message.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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

/// One contact's card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardView {
    /// Whose card; also the key of the list.
    pub contact: ContactId,
    /// What stage the contact is in.
    pub phase: Phase,
    /// Since when in that stage, on this computer's clock.
    pub since: Millis,
    /// Voice or something else.
    pub channel: Channel,
    /// Whether the customer called.
    pub inbound: bool,
    /// Whether it is a campaign's call, which is made once the agent has accepted it.
    pub preview: bool,
    /// When Amazon makes the call that the agent looks at, on this computer's clock.
    pub preview_ends: Option<Millis>,
    /// The customer's number.
    pub number: Option<Phone>,
    /// Why there is none.
    pub unnumbered: NoNumberReason,
    /// The name that Fusion's lookup found.
    pub name: Option<PersonName>,
    /// The queue.
    pub queue: Option<String>,
    /// What the configuration shows of its attributes, each with its label. Personal.
    pub attributes: Vec<(String, TokenValue)>,
    /// A command that Connect has not confirmed.
    pub pending: Option<PendingAction>,
    /// Why the last command did not come about.
    pub refusal: Option<Refusal>,
    /// Which buttons there are.
    pub actions: Actions,
    /// How the screen pop stands.
    pub pop: PopView,
    /// What Fusion's lookup found.
    pub found: ContactMatch,
    /// Fusion left the call without an answer, though it answers otherwise.
    pub unanswered_call: Option<UnansweredCall>,
    /// Fields that should be in Fusion's wrap-up are not.
    pub lacks_fields: bool,
    /// State came back after a reload, audio did not.
    pub recovered: bool,
    /// Whether it was answered in another window or program, which has its audio.
    pub answered_elsewhere: bool,
    /// There is no fresh update of it from Connect.
    pub uncertain: bool,
    /// The part that the agent has in it.
    pub role: Role,
    /// Whether a supervisor listens in.
    pub supervised: bool,
    /// Whether the agent answers at a desk phone.
    pub answer_on_phone: bool,
    /// Whether Connect answers for the agent.
    pub auto_accept: bool,
    /// Whether it is one row, because another call is in front.
    pub collapsed: bool,
    /// What can be done while it is on.
    pub controls: Controls,
    /// Whether the customer is gone though the contact rings or goes on.
    pub customer_left: bool,
    /// Who besides the customer left, or did not answer.
    pub gone: Option<GoneParty>,
    /// Everybody else on the call.
    pub parties: Vec<PartyView>,
    /// Since when the customer is on hold, on this computer's clock.
    pub held_since: Option<Millis>,
    /// Whether the agent is the one on hold.
    pub agent_held: bool,
    /// The keys that belong behind the number that was called.
    pub extension: Option<Digits>,
    /// The microphone was opened and nobody here asked for it.
    pub alarm: bool,
    /// A supervisor muted the agent.
    pub forced_mute: bool,
}

/// What can be done while a call is on; `None` is no control at all, `Some(false)` is one that is off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Controls {
    /// `Mute`.
    pub mute: Option<ToggleView>,
    /// `Hold`.
    pub hold: Option<ToggleView>,
    /// `Keypad`.
    pub keypad: Option<bool>,
    /// `Transfer`.
    pub transfer: Option<bool>,
    /// `Swap`: with the one on hold, or this call with the one in front.
    pub swap: Option<bool>,
    /// `Join`.
    pub join: Option<bool>,
    /// `Leave`.
    pub leave: Option<bool>,
}

/// A toggle: what Connect says, and what is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ToggleView {
    /// As Connect says.
    pub on: bool,
    /// What was asked for and is not confirmed.
    pub pending: Option<bool>,
    /// Whether a press does anything.
    pub enabled: bool,
}

/// Somebody else on the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyView {
    /// Whose leg; also the key of the row.
    pub leg: ConnectionId,
    /// Whether it is the customer.
    pub customer: bool,
    /// The name of the quick connect, or of the customer.
    pub name: Option<PersonName>,
    /// The number.
    pub number: Option<Phone>,
    /// How the leg stands.
    pub stage: PartyStage,
    /// Since when.
    pub since: Millis,
    /// Whether Connect keeps it mute.
    pub muted: bool,
    /// The button that takes it off the call.
    pub drop: Option<bool>,
    /// The button that mutes it.
    pub mute: Option<bool>,
    /// A command for it that Connect has not confirmed.
    pub pending: bool,
}

/// How a party's leg stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PartyStage {
    /// Being called.
    Calling,
    /// On hold.
    Held,
    /// Talking.
    Talking,
}

/// The stage of a contact, in the words of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Phase {
    /// It rings at the agent.
    Ringing,
    /// Being set up: accepted and not yet talking, or dialling.
    Connecting,
    /// Talking.
    Connected,
    /// After-call work.
    AfterCallWork,
    /// The agent did not answer.
    Missed,
    /// The agent declined.
    Declined,
    /// The caller gave up.
    Abandoned,
    /// It did not come about, or broke off with an error.
    Failed,
    /// It is there, and nothing else could be read of it.
    Unreadable,
}

/// A command that was sent and not yet confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PendingAction {
    /// Answering.
    Accept,
    /// Having a campaign's call made.
    CallNow,
    /// Calling somebody else.
    Consult,
    /// Clearing.
    Clear,
    /// Declining.
    Decline,
    /// Taking a party off the call.
    DropParty,
    /// Ending.
    End,
    /// Joining everybody.
    Join,
    /// Leaving the others alone.
    Leave,
    /// Muting a party.
    MuteParty,
    /// Leaving a campaign's call unmade.
    Skip,
    /// Swapping.
    Swap,
}

/// Which buttons a card has; a button that is there but off is `Some(false)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Actions {
    /// `Accept`.
    pub accept: Option<bool>,
    /// `Decline`.
    pub decline: Option<bool>,
    /// `Call now`.
    pub call_now: Option<bool>,
    /// `Skip`.
    pub skip: Option<bool>,
    /// `End call`.
    pub end: Option<bool>,
    /// `Clear contact`.
    pub clear: Option<bool>,
}

/// How Fusion's part of a call stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum PopView {
    /// Fusion has no part in this contact.
    #[default]
    None,
    /// The caller is being looked up.
    LookingUp,
    /// Looked up, and waiting for the call to connect.
    LookedUp,
    /// The lookup failed or was not answered; the call goes on without.
    LookupFailed,
    /// The contact is being opened.
    Opening,
    /// Fusion confirmed it; it can be asked to show it.
    Open,
    /// Fusion is asked to show what it has opened.
    Showing,
    /// Fusion did not show what it has opened.
    NotShown,
    /// Fusion refused; one button asks again.
    Refused,
    /// Fusion did not answer.
    Silent,
}
