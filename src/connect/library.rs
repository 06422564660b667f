//! Checks whether Streams may run in this page and is loaded, and empties its logs.

use super::js;
use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue};

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

/// Whether Streams opens its login window and re-creates the frame by itself after the next sign-out
/// or expiry. It looks up both only seconds after it heard of it, in the object that `initCCP` was
/// given and in its own timer; `loginOptions.disableAuthPopupAfterLogout` would decide it for good.
pub(super) fn set_automatic_login(init_params: &str, automatic: bool) {
    if let (Ok(given), Ok(Some(params))) =
        (params(init_params), js::connect().and_then(|c| c.params()))
    {
        let configured = given.login_popup().unwrap_or(JsValue::UNDEFINED);
        let opens = if automatic { configured } else { JsValue::FALSE };
        let _ = params.set_login_popup(&opens);
    }
    if let Ok(core) = js::core()
        && !automatic
        && core.refresh_timer().is_ok_and(|timer| timer.is_null() || timer.is_undefined())
    {
        // With a timer in its place, even one that is spent, the loop does not start.
        let _ = core.set_refresh_timer(&JsValue::from_f64(0.0));
    }
}

/// The object that `initCCP` was given.
pub(super) fn params(init_params: &str) -> Result<js::Params, JsValue> {
    JSON::parse(init_params).map(JsCast::unchecked_into)
}
