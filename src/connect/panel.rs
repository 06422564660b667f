//! Amazon's own panel in a window, where audio works without a frame's permission.
//!
//! Never loads a panel anew that is open: a call in it would lose its audio.

use super::js;
use crate::dom::stage;
use js_sys::JSON;
use wasm_bindgen::JsCast;

/// The name by which the window is found again, also after this page was reloaded.
const NAME: &str = "fusion-connect-toolbar-panel";
/// A little more than the CCP's own least size (`connect.md` H).
const FEATURES: &str = "popup,width=400,height=600";
/// What a window shows that was opened just now.
const BLANK: &str = "about:blank";

/// Opens the window, or brings it to the front; says whether there is one. It needs no link, but the
/// task of the click.
pub fn open(init_params: &str) -> bool {
    let Ok(params) = JSON::parse(init_params) else { return false };
    let url = params.unchecked_ref::<js::Params>().ccp_url().ok().and_then(|url| url.as_string());
    let (Some(url), Some(here)) = (url, stage::window()) else { return false };
    // No address: with one, a window that is open would load it again.
    let opened = here.open_with_url_and_target_and_features("", NAME, FEATURES);
    // A blocked window is null (`design.md` 5).
    let Ok(Some(panel)) = opened else { return false };
    // The address of a window of Amazon's cannot be read.
    if panel.location().href().is_ok_and(|href| href == BLANK) {
        let _ = panel.location().set_href(&url);
    }
    let _ = panel.focus();
    true
}
