//! Scripts that are put into the page while it runs.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlScriptElement;

/// A script element, and the wait for it; dropping it removes both.
pub struct Script {
    element: HtmlScriptElement,
    _listeners: [EventListener; 2],
}

impl Script {
    /// Adds the script, or waits for the one that is on its way; `done` hears whether it could be loaded. `None`
    /// without a document.
    pub fn begin(url: &str, done: impl Fn(bool) + Clone + 'static) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let quoted = url.replace('\'', "\\'");
        let begun = document.query_selector(&["script[src='", &quoted, "']"].concat()).ok()?;
        let is_new = begun.is_none();
        let element = begun.or_else(|| document.create_element("script").ok())?;
        let element: HtmlScriptElement = element.unchecked_into();
        let (loaded, failed) = (done.clone(), done);
        let listeners = [
            EventListener::once(&element, "load", move |_| loaded(true)),
            EventListener::once(&element, "error", move |_| failed(false)),
        ];
        if is_new {
            element.set_src(url);
            document.head()?.append_child(&element).ok()?;
        }
        Some(Self { element, _listeners: listeners })
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.element.remove();
    }
}
