//! The words for the softphone's errors.
//!
//! Never keeps the message of one: only the type is known to be free of personal data.

use crate::domain::SoftphoneFault;

/// The error by its type (`connect.md` C.5).
pub fn softphone_fault(kind: &str) -> SoftphoneFault {
    match kind {
        "audio_enhancement_failure" => SoftphoneFault::Enhancement,
        "ice_collection_timeout" => SoftphoneFault::IceTimeout,
        "microphone_not_shared" => SoftphoneFault::MicrophoneNotShared,
        "multiple_softphone_active_sessions" => SoftphoneFault::MultipleSessions,
        "realtime_communication_error" => SoftphoneFault::RealtimeCommunication,
        "signalling_connection_failure" => SoftphoneFault::SignallingConnection,
        "signalling_handshake_failure" => SoftphoneFault::SignallingHandshake,
        "unsupported_browser" => SoftphoneFault::UnsupportedBrowser,
        "user_busy_error" => SoftphoneFault::UserBusy,
        "vdi_redir_not_supported" | "vdi_strategy_not_supported" => SoftphoneFault::Vdi,
        "webrtc_error" => SoftphoneFault::WebRtc,
        _ => SoftphoneFault::Other,
    }
}
