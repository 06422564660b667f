//! Starts the pages of administrators and support, a program of their own; everything else is in the library.
//!
//! It also writes the toolbar's traces: the start script of `index.html` then loads it beside the toolbar.

use fusion_connect_toolbar::app;
use fusion_connect_toolbar::telemetry::browser;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use web_sys::Element;

fn main() {
    app::boot_tools();
}

/// Gives out the trace of what `asker` passed on, as the address of a link or else as a download.
///
/// # Errors
/// When the browser cannot make a file.
#[wasm_bindgen]
pub fn give_trace(asker: &Element, written: &str) -> Result<(), JsError> {
    browser::give(asker, written)
}
