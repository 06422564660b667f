//! Where the keyboard is.

use wasm_bindgen::prelude::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use super::window::document_of_controls;

/// Whether the person works in the document of the controls now; false when another frame or window has the keyboard.
pub fn is_here() -> bool {
    document_of_controls().is_some_and(|document| document.has_focus().unwrap_or(false))
}

/// The control that has the keyboard; `None` when it is the page itself.
pub fn holder() -> Option<HtmlElement> {
    let document = document_of_controls()?;
    let element: HtmlElement = document.active_element()?.unchecked_into();
    let body = document.body();
    (body.as_ref() != Some(&element)).then_some(element)
}

/// Whether the keyboard is nowhere: its control left the page or was never set.
pub fn is_lost() -> bool {
    holder().is_none()
}

/// Gives the keyboard to `element`, scrolled into sight; says whether it took it.
pub fn give(element: &HtmlElement) -> bool {
    element.is_connected() && element.focus().is_ok() && holder().as_ref() == Some(element)
}

/// Gives the keyboard to `element` and moves nothing: what is pressed next stands where it was.
pub fn give_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if element.is_connected() {
        // An element that cannot have the keyboard leaves it where it was.
        drop(element.focus_with_options(&options));
    }
}

/// The elements below `root` that `selector` finds, in their order.
pub fn all(root: &HtmlElement, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| Some(found.item(place)?.unchecked_into())).collect()
}
