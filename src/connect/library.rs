//! Owns getting Streams into the page: the question whether it may run, and its script.

use super::js;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlScriptElement;

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

/// The script element of Streams, and the wait for it; dropping it removes both.
pub(super) struct Loading {
    script: HtmlScriptElement,
    _listeners: [EventListener; 2],
}

impl Loading {
    /// Adds the script; `done` hears whether it could be loaded. `None` without a document.
    pub(super) fn begin(url: &str, done: impl Fn(bool) + Clone + 'static) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let script: HtmlScriptElement = document.create_element("script").ok()?.unchecked_into();
        let (loaded, failed) = (done.clone(), done);
        let listeners = [
            EventListener::once(&script, "load", move |_| loaded(true)),
            EventListener::once(&script, "error", move |_| failed(false)),
        ];
        script.set_src(url);
        document.head()?.append_child(&script).ok()?;
        Some(Self { script, _listeners: listeners })
    }
}

impl Drop for Loading {
    fn drop(&mut self) {
        self.script.remove();
    }
}
