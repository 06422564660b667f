//! Where the pointer is in this page.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

/// Calls `moved` with whether the pointer is on a button, each time it comes to another element or leaves the page, until
/// the listeners are dropped. A finger that is lifted leaves.
pub fn watch_buttons(moved: impl Fn(bool) + Clone + 'static) -> Vec<EventListener> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return Vec::new();
    };
    let listen = |name: &'static str| {
        let moved = moved.clone();
        EventListener::new(&document, name, move |event: &Event| {
            let event: &MouseEvent = event.unchecked_ref();
            let over = if name == "pointerover" { event.target() } else { event.related_target() };
            let over: Option<Element> = over.and_then(|over| over.dyn_into().ok());
            moved(over.is_some_and(|over| matches!(over.closest("button"), Ok(Some(_)))));
        })
    };
    ["pointerover", "pointerout"].into_iter().map(listen).collect()
}
