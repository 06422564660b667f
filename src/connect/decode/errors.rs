//! Reads the errors of Connect and of its softphone.
//!
//! Only the type of an error is kept, never its text: a message can name a person or a number.

use crate::domain::SoftphoneFault;
use serde_json::Value;

/// What stands for everything that has no presentable name.
pub(crate) const OTHER: &str = "other";

/// The type of a backend error, which is JSON text, or a single word as it is (`connect.md` D.7).
pub fn refusal_kind(text: &str) -> String {
    let parsed = serde_json::from_str::<Value>(text).ok();
    let kind = match parsed.as_ref().and_then(Value::as_object) {
        Some(error) => error.get("type").and_then(Value::as_str).and_then(word),
        None => word(text),
    };
    kind.unwrap_or_else(|| OTHER.to_owned())
}

/// An identifier, of which only the part after the last namespace is kept.
pub(crate) fn word(text: &str) -> Option<String> {
    let name = text.rsplit(['#', '.']).next().unwrap_or(text);
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (named && plain && name.len() <= 64).then(|| name.to_owned())
}

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

#[cfg(test)]
mod tests {
    use super::refusal_kind;

    #[test]
    fn only_the_type_of_an_error_is_kept() {
        for (text, kind) in [
            (
                r#"{"type":"InvalidStateException","message":"+15551230000"}"#,
                "InvalidStateException",
            ),
            (
                r#"{"type":"com.amazonaws.connect#ContactNotFoundException"}"#,
                "ContactNotFoundException",
            ),
            (r#"{"type":"Mary Doe called"}"#, "other"),
            (r#"{"message":"+15551230000"}"#, "other"),
            ("error", "error"),
            ("InvalidLocale", "InvalidLocale"),
            ("Contact of +15551230000 is gone", "other"),
            ("15551230000", "other"),
            ("", "other"),
        ] {
            assert_eq!(refusal_kind(text), kind, "{text}");
        }
    }
}
