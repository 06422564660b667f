//! Signing in and out: the login window, opened from the agent's click, and the way out.

use super::watch::Watch;
use super::{js, library};
use crate::dom::timer::Timer;
use crate::domain::LinkFact;
use core::time::Duration;
use js_sys::{Object, Promise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Url;

/// The name by which Streams finds a login window again (`MasterTopics.LOGIN_POPUP`).
const LOGIN_WINDOW: &str = "connect::loginPopup";
/// How many more times than its usual 10 Streams may re-create the CCP frame while an agent types
/// a password and a second factor; at 5 to 10 seconds each this is 10 to 20 minutes.
const MORE_ATTEMPTS: i32 = 110;
/// The CCP is told at the latest after this, whether Amazon answered or not.
const LOGOUT_PATIENCE: Duration = Duration::from_secs(3);

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
    let params = library::params(init_params)?;
    let url =
        params.login_url()?.as_string().map_or_else(|| params.ccp_url(), |url| Ok(url.into()));
    let url = url?.as_string().unwrap_or_default();
    js::popup_manager()?.open(&url, LOGIN_WINDOW, &params.login_options()?)
}

/// Ends the session at Amazon and tells every window of it (`connect.md` B.5); the CCP then says
/// `terminated`. Whether Amazon could be reached shows only there, so its answer is not read.
pub(super) fn sign_out(init_params: &str, watch: &Rc<Watch>) {
    let told = Rc::new(Cell::new(false));
    let terminate = {
        let told = Rc::clone(&told);
        move || {
            if !told.replace(true)
                && let Ok(conduit) = js::upstream()
            {
                let _ = conduit.send_upstream("terminate");
            }
        }
    };
    let late = terminate.clone();
    watch.leave(Timer::after(LOGOUT_PATIENCE, late).ok());
    let asked = logout(init_params);
    let watch = Rc::downgrade(watch);
    spawn_local(async move {
        if let Ok(asked) = asked {
            let _ = JsFuture::from(asked).await;
        }
        // Another link may have taken the place of this one by now.
        if watch.upgrade().is_some_and(|watch| watch.is_leaving()) {
            terminate();
        }
    });
}

fn logout(init_params: &str) -> Result<Promise, JsValue> {
    let ccp = library::params(init_params)?.ccp_url()?.as_string().unwrap_or_default();
    let options: js::FetchOptions = Object::new().unchecked_into();
    options.set_credentials("include");
    options.set_mode("no-cors");
    js::fetch(&format!("{}/logout", Url::new(&ccp)?.origin()), &options)
}
