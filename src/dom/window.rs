//! This page's window among others: who opened it, whom it opens, and its end; and the window in which the controls are,
//! this page's own or the one that was popped out of it. Its document has the keyboard and the title, and its timers are
//! those that run while it is seen.

use gloo_events::EventListener;
use std::cell::RefCell;
use wasm_bindgen::prelude::JsCast;
use web_sys::{Document, Window};

/// Whether the page is in a frame.
pub(crate) fn is_framed() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let parent = window.parent().ok().flatten();
    parent.is_some_and(|parent| parent != window)
}

/// The window that opened this one; none where the browser keeps them apart.
pub(crate) fn opener() -> Option<Window> {
    let opener = web_sys::window()?.opener().ok()?;
    (!opener.is_null() && !opener.is_undefined()).then(|| opener.unchecked_into())
}

/// Opens `address` in the window of this name, or loads it there; `None` when the browser blocked it
/// or keeps it apart. Must be called in the task of the click.
pub(crate) fn open(address: &str, name: &str, features: &str) -> Option<Window> {
    let here = web_sys::window()?;
    here.open_with_url_and_target_and_features(address, name, features).ok().flatten()
}

/// Whether a window is gone, or can be reached no more.
pub(crate) fn is_closed(window: &Window) -> bool {
    window.closed().unwrap_or(true)
}

/// Closes this window; a browser does so only if a script opened it.
pub(crate) fn close() {
    if let Some(window) = web_sys::window() {
        // Where it may not, the window stays, and the page says what to do.
        let _ = window.close();
    }
}

/// Width and height of what this page has to show itself in.
pub(crate) fn size() -> Option<(u32, u32)> {
    let root = web_sys::window()?.document()?.document_element()?;
    Some((root.client_width().try_into().ok()?, root.client_height().try_into().ok()?))
}

/// Calls `left` when the page goes away, until the listener is dropped.
pub(crate) fn on_leave(left: impl Fn() + 'static) -> Option<EventListener> {
    let here = web_sys::window()?;
    Some(EventListener::new(&here, "pagehide", move |_| left()))
}

/// What follows the path in the address of this page, with its question mark.
pub(crate) fn search() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The whole address of this page.
pub(crate) fn href() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

thread_local! {
    /// The popped-out window, while it shows the controls.
    static POPPED_OUT: RefCell<Option<Window>> = const { RefCell::new(None) };
}

/// Moves the controls into a popped-out window, or back.
pub(crate) fn move_controls(popped_out: Option<Window>) {
    POPPED_OUT.set(popped_out);
}

/// The window in which the controls are.
pub(crate) fn of_controls() -> Option<Window> {
    POPPED_OUT.with_borrow(Clone::clone).or_else(web_sys::window)
}

/// Its document.
pub(crate) fn document_of_controls() -> Option<Document> {
    of_controls()?.document()
}
