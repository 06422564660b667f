//! What is asked of Connect, and what it tells besides snapshots.

use super::ids::{ConnectionId, ContactId, DeviceId, EndpointArn, StateArn};
use super::lists::DeviceKind;
use super::pii::{Digits, Phone};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// A call of Streams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
