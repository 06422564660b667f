//! The agent's audio: devices, microphone permission, the softphone's errors. The softphone lives in the CCP.

use super::ids::{CommandId, DeviceId};
use super::listing::Listing;
use serde::{Deserialize, Serialize};

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
}
