//! The document as a whole: title, language, visibility, address.

use core::cell::Cell;
use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlLinkElement, VisibilityState, Window};

use super::window;

/// The document of this page.
#[inline(never)]
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The title of the document with the controls.
pub fn title() -> String {
    window::document_of_controls().map(|document| document.title()).unwrap_or_default()
}

/// Sets the title of the document with the controls.
pub fn set_title(title: &str) {
    if let Some(document) = window::document_of_controls() {
        document.set_title(title);
    }
}

/// Sets `lang` of the root element, by which voices and fonts are chosen; says whether it worked.
pub fn set_language(tag: &str) -> bool {
    document()
        .and_then(|document| document.document_element())
        .is_some_and(|root| root.set_attribute("lang", tag).is_ok())
}

/// The languages that the person prefers, best first (`navigator.languages`).
pub fn languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// The languages that the page has texts in, each with the address of its file; its own first.
pub fn texts() -> Vec<(String, String)> {
    let links = document().and_then(|document| document.query_selector_all("link[rel=texts]").ok());
    let Some(links) = links else { return Vec::new() };
    let links = (0..links.length()).filter_map(|place| links.item(place)?.dyn_into().ok());
    links.map(|link: HtmlLinkElement| (link.hreflang(), link.href())).collect()
}

/// Whether any of a window's page can be seen.
pub fn is_visible(window: Option<&Window>) -> bool {
    let document = window.and_then(Window::document);
    document.is_none_or(|document| document.visibility_state() != VisibilityState::Hidden)
}

/// Calls `changed` with [`is_visible`] whenever it changes, until the listener is dropped.
pub fn on_visibility(
    window: Option<Window>,
    changed: impl Fn(bool) + 'static,
) -> Option<EventListener> {
    let document = window.as_ref()?.document()?;
    let tell = move |_: &Event| changed(is_visible(window.as_ref()));
    Some(EventListener::new(&document, "visibilitychange", tell))
}

thread_local! {
    static HAS_CRASHED: Cell<bool> = const { Cell::new(false) };
}

/// Notes that the program of this page has panicked; says whether it did before.
pub fn crash() -> bool {
    HAS_CRASHED.replace(true)
}

/// Whether the program has panicked, so that what it drew does nothing any more.
pub fn has_crashed() -> bool {
    HAS_CRASHED.get()
}

/// The origin of this page.
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Where the browser does not agree to it, the page stays.
        let _ = window.location().reload();
    }
}

/// The address of this page up to its query.
pub fn address() -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    format!("{}{}", origin(), path.unwrap_or_default())
}

/// Puts another page in the place of this one, without an entry in the history; says whether the
/// browser agreed to.
pub fn replace(url: &str) -> bool {
    web_sys::window().is_some_and(|window| window.location().replace(url).is_ok())
}

/// Takes away what `index.html` shows until there is a screen.
pub fn remove_skeleton() {
    if let Some(skeleton) = skeleton() {
        skeleton.remove();
    }
}

/// Lets that say that there will be none, and why.
pub fn keep_skeleton(cause: &str) {
    let Some(skeleton) = skeleton() else { return };
    skeleton.set_class_name("failed");
    if let Ok(Some(said)) = skeleton.query_selector("output") {
        said.set_text_content(Some(cause));
    }
}

fn skeleton() -> Option<Element> {
    document()?.get_element_by_id("skeleton")
}

/// Tells who looks into the console of something that is no reason to stop.
pub fn warn(text: &str) {
    web_sys::console::warn_1(&JsValue::from_str(&format!("toolbar: {text}")));
}
