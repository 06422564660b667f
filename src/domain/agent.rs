//! The agent's audio devices, microphone and voice enhancement.

use serde::{Deserialize, Serialize};

use super::connect_messages::{DeviceKind, Devices, VoiceEnhancement};
use super::ids::{CommandId, DeviceId, Millis};
use super::refusal::Refusal;

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
