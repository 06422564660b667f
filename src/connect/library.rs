//! Owns the questions whether Streams may run in this page and whether it is there, and its logs.

use super::js;

/// Whether the browser lets this page use its storage; `initCCP` dies where it does not.
pub(super) fn storage_allowed() -> bool {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    storage.is_some_and(|storage| storage.length().is_ok())
}

/// Whether Streams is there already.
pub(super) fn is_loaded() -> bool {
    js::log().is_ok()
}

/// Switches off Streams' own lines on the console, up to errors.
pub(super) fn hush() {
    if let Ok(log) = js::log() {
        let _ = log.set_echo_level("ERROR");
        let _ = log.set_log_level("ERROR");
    }
}

/// Empties the two arrays that Streams only ever fills, 6.5 KiB a call (`connect.md` 0.9).
pub(super) fn drain_logs() {
    if let Ok(log) = js::log() {
        for entries in [log.logs(), log.server_bound_logs()].into_iter().flatten() {
            entries.set_length(0);
        }
    }
}
