//! Hands out a trace: the toolbar asks with what it kept, and the program of the tools makes the file.
//!
//! They meet in the start script of `index.html`: it loads the tools beside the toolbar when an element dispatches
//! [`ASKED`], and tells that element `trace-lost` when that fails. So a toolbar that has crashed still has its trace.

use wasm_bindgen::{JsCast, JsError, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, Event, HtmlAnchorElement};

use super::record::{self, file_name};
use crate::dom::{clock, file, random};
use crate::domain::Millis;

/// What an element dispatches to be given a trace; its `detail` is [`Inputs::written`](super::inputs::Inputs::written).
const ASKED: &str = "trace-asked";

/// Asks for the trace of what was kept; a link becomes the link to its file, anything else a download.
pub fn ask(asker: &Element, written: &str) {
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_detail(&JsValue::from_str(written));
    if let Ok(event) = CustomEvent::new_with_event_init_dict(ASKED, &options) {
        // An event that nobody may cancel.
        let _ = asker.dispatch_event(&event);
    }
}

/// Tells who asked that there will be no trace.
pub fn lose(asker: &Element) {
    if let Ok(event) = Event::new("trace-lost") {
        // An event that nobody may cancel.
        let _ = asker.dispatch_event(&event);
    }
}

/// Makes the trace of what was kept and gives it to who asked.
///
/// # Errors
/// When what was kept is of another build, or the browser cannot make a file.
pub fn give(asker: &Element, written: &str) -> Result<(), JsError> {
    let key = random::seed()?;
    let text = record::file(written, key, Millis(clock::wall()))?;
    let name = file_name(&file::stamp());
    if let Some(link) = asker.dyn_ref::<HtmlAnchorElement>() {
        link.set_href(&file::address(&text)?);
        link.set_download(&name);
        link.set_hidden(false);
    } else {
        file::save(&name, &text)?;
    }
    Ok(())
}
