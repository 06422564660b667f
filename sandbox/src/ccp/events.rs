//! What the CCP tells beside the agent's data: that audio, session or connection fail.
//!
//! PURE. The names are those of `connect.md` C.5 and E.4.

use super::engine::{Effect, Engine, Later};
use crate::control::Retries;
use crate::time::Millis;
use serde_json::json;

/// How long it takes until a session is renewed (`connect.md` B.3).
const HEALS: Millis = Millis(1500);

/// The types of softphone errors, with what Streams or the browser says about them.
pub const SOFTPHONE_ERRORS: [(&str, &str); 13] = [
    ("microphone_not_shared", "Your microphone is not enabled in your browser. "),
    ("unsupported_browser", "This browser is not supported."),
    ("signalling_handshake_failure", "Handshake with the signalling endpoint failed."),
    ("signalling_connection_failure", "No connection to the signalling endpoint."),
    ("ice_collection_timeout", "No candidate was found in time."),
    ("user_busy_error", "Softphone call UserBusy error."),
    ("webrtc_error", "Internal WebRTC error."),
    ("realtime_communication_error", "The real-time communication failed."),
    ("vdi_strategy_not_supported", "This remote desktop is not supported."),
    ("vdi_redir_not_supported", "This remote desktop cannot redirect audio."),
    ("multiple_softphone_active_sessions", "There are several audio sessions."),
    ("audio_enhancement_failure", "Voice enhancement failed."),
    ("other", ""),
];

impl Engine {
    /// Audio fails; a type that Streams does not know goes through as well.
    pub(super) fn softphone_error(&self, kind: &str) -> Vec<Effect> {
        let known = SOFTPHONE_ERRORS.iter().find(|(name, _)| *name == kind);
        let data = json!({
            "errorType": kind,
            "errorMessage": known.map_or("", |(_, message)| *message),
            "endPointUrl": "",
        });
        self.say(&json!({ "event": "agent::softphone_error", "data": data }))
    }

    /// The worker's connection is lost or regained; it says so twice.
    pub(super) fn websocket(&self, on: bool) -> Vec<Effect> {
        let (both, data) = if on {
            (["agent::websocket_connection_gained", "webSocket::connection_gain"], json!(null))
        } else {
            let response = json!({ "openTimestamp": 0, "closeTimestamp": 0, "code": 1006 });
            (["agent::websocket_connection_lost", "webSocket::connection_lost"], response)
        };
        both.into_iter()
            .flat_map(|event| self.say(&json!({ "event": event, "data": data })))
            .collect()
    }

    /// The worker's connection cannot be made.
    pub(super) fn websocket_init_failure(&self) -> Vec<Effect> {
        self.say(&json!({ "event": "webSocket::init_failure" }))
    }

    /// The session has expired; it may be renewed a moment later.
    pub(super) fn auth_fail(&mut self, heals: bool, now: Millis) -> Vec<Effect> {
        if heals {
            let word = json!({ "event": "authorize_success" });
            self.later.push_back((now + HEALS, Later::Word(word)));
        }
        self.say(&json!({ "event": "auth_fail", "data": { "authorize": true } }))
    }

    /// The CCP does not try to renew the session any more.
    pub(super) fn retries_exhausted(&self, kind: Retries) -> Vec<Effect> {
        let event = match kind {
            Retries::Authorize => "authorize_retries_exhausted",
            Retries::Cti => "cti_authorize_retries_exhausted",
        };
        self.say(&json!({ "event": event }))
    }
}
