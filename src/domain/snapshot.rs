//! What one refresh of Connect says: the agent and every contact, decoded and complete, and what the agent's state is
//! called. What could not be decoded is `Seen::Garbled` or `Seen::Nameless`, never a guess.

use super::connect_messages::VoiceEnhancement;
use super::ids::{ConnectionId, ContactId, Millis, StateArn};
use super::pii::{PersonName, Phone, Tokens};
use serde::{Deserialize, Serialize};

/// All that one `agent::refresh` tells; a contact that is not in it is gone (`design.md` 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The agent.
    pub agent: AgentFacts,
    /// Every contact, in the order of Connect.
    pub contacts: Vec<Seen>,
    /// Where entries of its lists could not be read and were left out.
    pub left_out: Vec<String>,
}

/// The agent as Connect last said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentFacts {
    /// The present state, system states included.
    pub state: AgentState,
    /// The state the agent chose; it stays during calls (`getAvailabilityState`), of which Connect tells
    /// only the name.
    pub chosen: Option<String>,
    /// The state that is queued for after the contact.
    pub next: Option<SelectableState>,
    /// The states the agent can choose; their order means nothing (`connect.md` C.2).
    pub selectable: Vec<SelectableState>,
    /// Whether audio is in the browser; otherwise on a desk phone.
    pub softphone: bool,
    /// Whether the agent may dial (permission `outboundCall`).
    pub may_dial: bool,
    /// Whether the routing profile names no default outbound queue, without which nothing is dialled.
    pub lacks_outbound_queue: bool,
    /// The countries that may be dialled, as lower-case ISO 3166-1 codes; empty when Connect tells none.
    pub dialable: Vec<String>,
    /// What Connect does to the agent's voice, if it tells.
    pub voice_enhancement: Option<VoiceEnhancement>,
}

impl AgentFacts {
    /// Whether the agent is, or will be after the contact, available.
    pub fn is_effectively_available(&self) -> bool {
        let routable = |state: &SelectableState| state.kind == AgentStateKind::Routable;
        if let Some(next) = &self.next {
            return routable(next);
        }
        let chosen = || self.chosen_state().is_some_and(routable);
        match self.state.kind {
            AgentStateKind::Routable => true,
            // Connect's own states, such as `Pending` (of type not_routable: connect.md E.6), leave the
            // agent's choice as it is.
            AgentStateKind::NotRoutable if !self.is_choice() => chosen(),
            AgentStateKind::System => chosen(),
            AgentStateKind::Error
            | AgentStateKind::Init
            | AgentStateKind::NotRoutable
            | AgentStateKind::Offline
            | AgentStateKind::Unknown(_) => false,
        }
    }

    /// What to call the present state.
    pub fn label(&self) -> StateLabel {
        if self.is_choice() {
            return StateLabel::Named(self.state.name.clone());
        }
        match self.error() {
            Some(error) => StateLabel::Error(error),
            None => system(&self.state.name),
        }
    }

    /// The error that takes the agent off the queue, if one does.
    pub fn error(&self) -> Option<AgentError> {
        let error = self.state.kind == AgentStateKind::Error;
        error.then(|| error_named(&self.state.name))
    }

    /// Whether Connect took the agent off the queue because a call did not reach them.
    pub(super) fn missed_a_call(&self) -> bool {
        matches!(self.error(), Some(AgentError::MissedCall | AgentError::FailedConnectAgent))
    }

    /// The state that the agent chose.
    pub fn chosen_state(&self) -> Option<&SelectableState> {
        let chosen = self.chosen.as_ref()?;
        self.selectable.iter().find(|state| state.name == *chosen)
    }

    /// Whether the agent is in the state of this key.
    pub fn is_in(&self, arn: &StateArn) -> bool {
        self.state.arn.as_ref() == Some(arn)
    }

    /// Whether the state of this key is queued for after the contact.
    pub fn is_next(&self, arn: &StateArn) -> bool {
        self.next.as_ref().is_some_and(|next| next.arn == *arn)
    }

    /// Whether the present state is one that the agent can choose, and none of Connect's own, which may
    /// have the same name.
    fn is_choice(&self) -> bool {
        self.selectable.iter().any(|state| self.is_in(&state.arn))
    }

    /// The state that a wish for availability means; `preferred` is the configured name of a break.
    pub(super) fn find(
        &self,
        available: bool,
        preferred: Option<&str>,
    ) -> Option<&SelectableState> {
        let of_kind =
            |kind: &AgentStateKind| self.selectable.iter().find(|state| state.kind == *kind);
        if available {
            return of_kind(&AgentStateKind::Routable);
        }
        let named = preferred.and_then(|name| {
            self.selectable
                .iter()
                .find(|state| state.name == name && state.kind != AgentStateKind::Routable)
        });
        named
            .or_else(|| of_kind(&AgentStateKind::NotRoutable))
            .or_else(|| of_kind(&AgentStateKind::Offline))
    }
}

/// A state of the agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentState {
    /// The key of a state that an admin made; Connect's own states have none (`connect.md` E.6).
    pub arn: Option<StateArn>,
    /// Connect's name, as the admin wrote it.
    pub name: String,
    /// Connect's type of it.
    pub kind: AgentStateKind,
    /// Since when, on this computer's clock (Connect's time corrected by its measured skew).
    pub since: Millis,
}

/// A state that the agent can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectableState {
    /// Its key.
    pub arn: StateArn,
    /// Its name, as the admin wrote it.
    pub name: String,
    /// Its type.
    pub kind: AgentStateKind,
}

/// Connect's `AgentStateType` (`connect.md` D.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentStateKind {
    /// An error state such as `MissedCallAgent`.
    Error,
    /// Before the first state.
    Init,
    /// A break with a reason.
    NotRoutable,
    /// Offline.
    Offline,
    /// Contacts can be routed to the agent.
    Routable,
    /// A state that Connect sets by itself, such as `Busy`.
    System,
    /// A type this version does not know.
    Unknown(String),
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
    Error(AgentError),
}

/// The error states that take an agent off the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentError {
    /// `AgentHungUp`.
    AgentHungUp,
    /// `BadAddressAgent`.
    BadAddressAgent,
    /// `BadAddressCustomer`.
    BadAddressCustomer,
    /// `FailedConnectAgent`.
    FailedConnectAgent,
    /// `FailedConnectCustomer`.
    FailedConnectCustomer,
    /// `LineEngagedAgent`.
    LineEngagedAgent,
    /// `LineEngagedCustomer`.
    LineEngagedCustomer,
    /// `MissedCallAgent`, and `Default` after a missed callback (`connect.md` D.6).
    MissedCall,
    /// `MissedCallCustomer`.
    MissedCallCustomer,
    /// `MultipleCcpWindows`.
    MultipleWindows,
    /// `Error`, `InvalidLocale` and every other.
    Other,
    /// `RealtimeCommunicationError`.
    RealtimeCommunication,
}

impl AgentError {
    /// Whether it comes of no call that the agent makes just now.
    pub(super) fn comes_unasked(self) -> bool {
        !matches!(
            self,
            Self::BadAddressCustomer
                | Self::FailedConnectCustomer
                | Self::LineEngagedCustomer
                | Self::MissedCallCustomer
        )
    }
}

/// One entry of the contact list.
#[allow(clippy::large_enum_variant, reason = "there are a few, and hardly any is garbled")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seen {
    /// Decoded.
    Contact(ContactFacts),
    /// There, but not to be understood; `path` says where the decoder gave up.
    Garbled {
        /// The contact.
        id: ContactId,
        /// The JSON path and what was expected there.
        fault: String,
    },
    /// There, and not even its id can be read.
    Nameless {
        /// The JSON path and what was expected there.
        fault: String,
    },
}

/// One contact as Connect last said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFacts {
    /// Connect's id.
    pub id: ContactId,
    /// Voice or something else.
    pub channel: Channel,
    /// Connect's state of the contact.
    pub state: ContactState,
    /// Since when in that state, on this computer's clock.
    pub since: Millis,
    /// Whether the customer called; `None` when the contact has no initial connection.
    pub inbound: Option<bool>,
    /// The queue's name; `None` when monitoring.
    pub queue: Option<String>,
    /// The agent's leg.
    pub agent_leg: Option<Leg>,
    /// The customer's leg.
    pub customer_leg: Option<Leg>,
    /// Everybody else on the call, in the order of Connect; those who left are not listed.
    pub others: Vec<Party>,
    /// Whether some of its legs could not be read: who is missing may still be there.
    pub lacks_legs: bool,
    /// What part the agent has in it.
    pub role: Role,
    /// Whether a supervisor listens in.
    pub supervised: bool,
    /// Whether more than three can be on it, each muted by itself (`multiPartyConferenceEnabled`).
    pub multi_party: bool,
    /// The values of the contact attributes that the configuration asks for, by attribute name.
    pub attributes: Tokens,
    /// The same of its segment attributes.
    pub segments: Tokens,
    /// How it came about, as Connect spells it (`connect.md` D.8).
    pub initiation_method: Option<String>,
    /// The customer's number: of the customer endpoint, else of the initial connection.
    pub number: Option<Phone>,
    /// Why there is no number, when there is none.
    pub unnumbered: NoNumberReason,
    /// The name of the quick connect that was called; of the initial connection.
    pub quick_connect: Option<PersonName>,
    /// Whether audio runs in the browser.
    pub softphone: bool,
    /// Whether Connect accepts for the agent.
    pub auto_accept: bool,
}

impl ContactFacts {
    /// Whether it is a campaign's call, which Connect makes once the agent has accepted it.
    pub fn is_preview(&self) -> bool {
        let method = self.initiation_method.as_deref();
        method.is_some_and(|method| method.eq_ignore_ascii_case(PREVIEW))
    }

    /// Whether it is one that the agent has not accepted.
    pub(super) fn is_preview_offered(&self) -> bool {
        self.is_preview() && self.state == ContactState::Incoming
    }

    /// Whether it is one that is connected with nobody but the agent: Amazon adds the customer when it makes the
    /// call (`engagePreviewContact` gives a participant's id).
    pub(super) fn awaits_customer(&self) -> bool {
        self.is_preview()
            && self.state == ContactState::Connected
            && !self.lacks_legs
            && !self.legs().any(|leg| matches!(leg.state, LegState::Connected | LegState::Hold))
    }

    /// The legs of everybody but agent and customer.
    pub(super) fn other_legs(&self) -> impl Iterator<Item = &Leg> {
        self.others.iter().map(|party| &party.leg)
    }

    /// The legs of everybody but the agent, listed or left over.
    pub(super) fn legs(&self) -> impl Iterator<Item = &Leg> {
        self.other_legs().chain(&self.customer_leg)
    }

    /// Whether Connect calls the customer once the agent has accepted.
    pub(super) fn is_called_back(&self) -> bool {
        self.channel == Channel::QueueCallback || self.is_preview()
    }

    /// Whether Connect dials the customer: outbound, or a callback.
    pub(super) fn dials_customer(&self) -> bool {
        self.inbound == Some(false) || self.is_called_back()
    }
}

/// How a campaign's call comes about that is offered before it is made (`connect.md` D.8).
pub const PREVIEW: &str = "campaign_preview";

/// The segment attribute that tells a contact's kind within its channel (`connect.md` D.1).
pub const SUBTYPE: &str = "connect:Subtype";

/// Why a contact shows no number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoNumberReason {
    /// It is a chat.
    Chat,
    /// It is an e-mail.
    Email,
    /// It is with another agent or a queue.
    Internal,
    /// It comes through a channel that this version does not know.
    Other,
    /// It is a task.
    Task,
    /// An agent or a queue transferred it (`INTERNAL-TRANSFER`, an agent endpoint).
    Transfer,
    /// Connect gives nothing.
    #[default]
    Unknown,
    /// The caller calls from a web page or an app (`connect:WebRTC`).
    Web,
    /// The caller withheld it.
    Withheld,
}

/// One leg of a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Connect's id.
    pub id: ConnectionId,
    /// Connect's state of it.
    pub state: LegState,
    /// Since when in that state, on this computer's clock.
    pub since: Millis,
    /// Whether Connect keeps it mute, as Connect itself says, and not a softphone.
    pub muted: bool,
    /// Whether a supervisor muted it.
    pub forced_mute: bool,
}

/// Somebody on the call who is neither the customer nor the agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The leg.
    pub leg: Leg,
    /// The name of the quick connect, where one was used.
    pub name: Option<PersonName>,
    /// The number, where one was dialled.
    pub number: Option<Phone>,
}

/// Whose call a contact is, and what part the agent has in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// The agent's own.
    #[default]
    Agent,
    /// The agent's own, with a colleague and nobody else.
    Internal,
    /// A colleague's: the agent joined it and is heard.
    Barge,
    /// A colleague's: the agent listens, and may be heard.
    Monitor,
    /// A colleague's: the agent listens and is not heard.
    SilentMonitor,
}

impl Role {
    /// Whether the call is the agent's own; of a colleague's nothing is told to Fusion or kept.
    pub fn handles(self) -> bool {
        match self {
            Self::Agent | Self::Internal => true,
            Self::Barge | Self::Monitor | Self::SilentMonitor => false,
        }
    }

    /// Whether the others hear the agent, or may.
    pub fn is_audible(self) -> bool {
        match self {
            Self::Agent | Self::Internal | Self::Barge | Self::Monitor => true,
            Self::SilentMonitor => false,
        }
    }
}

/// Connect's `ConnectionStateType` (`connect.md` D.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LegState {
    /// Barged in.
    Barge,
    /// Talking.
    Connected,
    /// Ringing or dialling.
    Connecting,
    /// Over.
    Disconnected,
    /// On hold.
    Hold,
    /// Not yet begun.
    Init,
    /// Listening in.
    SilentMonitor,
    /// A state this version does not know.
    Unknown(String),
}

impl LegState {
    /// Whether the leg still exists, as Streams' `isActive` tells it, or is about to.
    pub fn is_active(&self) -> bool {
        !matches!(self, Self::Disconnected)
    }
}

/// Connect's `ContactType` (`connect.md` D.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    /// A chat.
    Chat,
    /// An e-mail.
    Email,
    /// A callback from a queue; a voice call once accepted.
    QueueCallback,
    /// A task.
    Task,
    /// A channel this version does not know.
    Unknown(String),
    /// A phone call.
    Voice,
}

impl Channel {
    /// Whether it is a phone call for Fusion.
    pub fn is_voice(&self) -> bool {
        matches!(self, Self::Voice | Self::QueueCallback)
    }
}

/// Connect's `ContactStateType` (`connect.md` D.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactState {
    /// Talking.
    Connected,
    /// Ringing at the agent (voice), or dialling.
    Connecting,
    /// After-call work.
    Ended,
    /// Missed, declined or failed: voice does not tell them apart (`connect.md` 0.7).
    Error,
    /// A queued callback that is offered.
    Incoming,
    /// Not yet begun.
    Init,
    /// Missed; never seen for voice.
    Missed,
    /// A paused task.
    Paused,
    /// Announced.
    Pending,
    /// Declined; never seen for voice.
    Rejected,
    /// A state this version does not know.
    Unknown(String),
}

impl ContactState {
    /// Whether the contact needs the agent or the line now.
    pub fn is_active(&self) -> bool {
        match self {
            Self::Ended | Self::Error | Self::Missed | Self::Rejected => false,
            Self::Connected
            | Self::Connecting
            | Self::Incoming
            | Self::Init
            | Self::Paused
            | Self::Pending => true,
            // A new state of a contact that is still listed is safer taken as alive.
            #[allow(clippy::match_same_arms)]
            Self::Unknown(_) => true,
        }
    }
}

impl Seen {
    /// Which contact it is, if that can be told.
    pub fn id(&self) -> Option<&ContactId> {
        match self {
            Self::Contact(facts) => Some(&facts.id),
            Self::Garbled { id, .. } => Some(id),
            Self::Nameless { .. } => None,
        }
    }
}

/// The label of a state of type `error`.
fn error_named(name: &str) -> AgentError {
    match name {
        "AgentHungUp" => AgentError::AgentHungUp,
        "BadAddressAgent" => AgentError::BadAddressAgent,
        "BadAddressCustomer" => AgentError::BadAddressCustomer,
        "Default" | "MissedCallAgent" => AgentError::MissedCall,
        "FailedConnectAgent" => AgentError::FailedConnectAgent,
        "FailedConnectCustomer" => AgentError::FailedConnectCustomer,
        "LineEngagedAgent" => AgentError::LineEngagedAgent,
        "LineEngagedCustomer" => AgentError::LineEngagedCustomer,
        "MissedCallCustomer" => AgentError::MissedCallCustomer,
        "MultipleCcpWindows" => AgentError::MultipleWindows,
        "RealtimeCommunicationError" => AgentError::RealtimeCommunication,
        _ => AgentError::Other,
    }
}

/// The label of a state that is none of the agent's choices and of no error.
fn system(name: &str) -> StateLabel {
    match name {
        "AfterCallWork" => StateLabel::AfterCallWork,
        "Busy" => StateLabel::Busy,
        "CallingCustomer" | "Dialing" => StateLabel::CallingCustomer,
        "Joining" => StateLabel::Joining,
        "Pending" | "PendingBusy" => StateLabel::Ringing,
        name => StateLabel::Named(name.to_owned()),
    }
}
