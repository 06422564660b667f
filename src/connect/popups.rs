//! Amazon's own windows: the one to sign in with, the way out again, and the panel, in which audio works
//! without a frame's permission.
//!
//! A panel that is open is never loaded anew: a call in it would lose its audio.

use super::watch::Watch;
use super::{js, library};
use crate::dom::stage;
use crate::dom::timer::Timer;
use crate::domain::LinkFact;
use core::time::Duration;
use js_sys::{JSON, Object, Promise};
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
pub(super) fn open_login(init_params: &str, watch: &Watch) {
    let opened = login_window(init_params);
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
fn login_window(init_params: &str) -> Result<JsValue, JsValue> {
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

/// The name by which the window is found again, also after this page was reloaded.
const PANEL: &str = "fusion-connect-toolbar-panel";
/// A little more than the CCP's own least size (`connect.md` H).
const FEATURES: &str = "popup,width=400,height=600";
/// What a window shows that was opened just now.
const BLANK: &str = "about:blank";

/// Opens the window, or brings it to the front; says whether there is one. It needs no link, but the
/// task of the click.
pub fn open_panel(init_params: &str) -> bool {
    let Ok(params) = JSON::parse(init_params) else { return false };
    let url = params.unchecked_ref::<js::Params>().ccp_url().ok().and_then(|url| url.as_string());
    let (Some(url), Some(here)) = (url, stage::window()) else { return false };
    // No address: with one, a window that is open would load it again.
    let opened = here.open_with_url_and_target_and_features("", PANEL, FEATURES);
    // A blocked window is null (`design.md` 5).
    let Ok(Some(panel)) = opened else { return false };
    // The address of a window of Amazon's cannot be read.
    if panel.location().href().is_ok_and(|href| href == BLANK) {
        let _ = panel.location().set_href(&url);
    }
    let _ = panel.focus();
    true
}
