//! Owns the login window, opened from the agent's click.

use super::js;
use super::listen::Watch;
use crate::domain::event::LinkFact;
use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue};

/// The name by which Streams finds a login window again (`MasterTopics.LOGIN_POPUP`).
const LOGIN_WINDOW: &str = "connect::loginPopup";
/// How many more times than its usual 10 Streams may re-create the CCP frame while an agent types
/// a password and a second factor; at 5 to 10 seconds each this is 10 to 20 minutes.
const MORE_ATTEMPTS: i32 = 110;

/// Opens the window and has Streams re-create the CCP frame until it acknowledges.
///
/// Streams' own way waits for a Web Lock first and does nothing when another tab holds it, and its
/// loop does not start a second time by itself (`connect.md` B.3). So the window is opened here, in
/// the task of the click, and Streams then finds it and starts the loop.
pub(super) fn open(init_params: &str, watch: &Watch) {
    let opened = window(init_params);
    if let (Ok(core), Ok(opened)) = (js::core(), &opened) {
        let _ = core.set_login_window(opened);
        if watch.forgive_exhaustion() {
            let _ = core.set_refresh_timer(&JsValue::NULL);
        }
        // It throws only before initCCP, and then there is no loop to start.
        if js::reauthenticate().is_ok() {
            let _ = core.set_refresh_attempt(-MORE_ATTEMPTS);
        }
    }
    if opened.is_ok_and(|opened| opened.is_null()) {
        watch.tell(LinkFact::NotAcknowledged { popup_blocked: true });
    }
}

/// The login window, null when the browser blocked it.
fn window(init_params: &str) -> Result<JsValue, JsValue> {
    let params: js::Params = JSON::parse(init_params)?.unchecked_into();
    let url =
        params.login_url()?.as_string().map_or_else(|| params.ccp_url(), |url| Ok(url.into()));
    let url = url?.as_string().unwrap_or_default();
    js::popup_manager()?.open(&url, LOGIN_WINDOW, &params.login_options()?)
}

/// Opens the CCP in a window of its own, where audio works without the frame's permission.
pub(super) fn open_panel(_init_params: &str) {}

/// Ends the session at Amazon and tells every window of it (`connect.md` B.5).
pub(super) fn sign_out(_init_params: &str) {}
