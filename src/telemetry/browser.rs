//! What of the diagnostics needs the browser: notes of the core go to the console, in code words; a trace is handed out,
//! which the toolbar asks for with what it kept, and whose file the program of the tools makes; and the agent is told at
//! once, in plain DOM, when the program panics.
//!
//! A note never holds a number, a name or an attribute, and is written down without the machinery of `Debug`.
//!
//! Toolbar and tools meet in the start script of `index.html`: it loads the tools beside the toolbar when an element
//! dispatches [`ASKED`], and tells that element `trace-lost` when that fails. So a toolbar that has crashed still has its
//! trace.
//!
//! A panic ends the program for good (`panic = "abort"`), and Streams swallows those inside its
//! handlers (`connect.md` H), so without this the toolbar would only seem to hang.

use std::cell::RefCell;
use std::panic::{PanicHookInfo, set_hook};
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsError, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Document, Element, Event, HtmlAnchorElement};

use super::record;
use super::record::{Inputs, file_name};
use crate::dom;
use crate::dom::{clock, file, later, page};
use crate::domain::{Millis, Note, RefusedMessage};

thread_local! {
    static TRACE: RefCell<Weak<RefCell<Inputs>>> = RefCell::default();
}

/// The words of the banner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened.
    pub title: String,
    /// What to do.
    pub remedy: String,
    /// What the button says.
    pub reload: String,
    /// What the link to the trace says.
    pub trace: String,
}

/// Offers this trace in the banner, with the event that ended the program.
pub fn keep(trace: &Rc<RefCell<Inputs>>) {
    TRACE.with_borrow_mut(|kept| *kept = Rc::downgrade(trace));
}

/// Shows a banner when the program panics; call once, first of all.
pub fn install(words: Words) {
    set_hook(Box::new(move |panic| {
        web_sys::console::error_1(&JsValue::from_str(&description(panic)));
        // What the browser goes on to call may panic again and again.
        if !page::crash() && show(&words).is_none() {
            web_sys::console::error_1(&JsValue::from_str("toolbar: there is no page to say so on"));
        }
    }));
}

/// The message may quote data, so only the place goes to the console.
fn description(panic: &PanicHookInfo<'_>) -> String {
    match panic.location() {
        Some(place) => format!("toolbar: panicked at {}:{}", place.file(), place.line()),
        None => "toolbar: panicked".to_owned(),
    }
}

fn show(words: &Words) -> Option<()> {
    let document = page::document()?;
    let banner = element(&document, "div", "")?;
    banner.set_class_name("crash");
    banner.set_attribute("role", "alert").ok()?;
    let title = element(&document, "strong", &words.title)?;
    banner.append_child(&title).ok()?;
    let remedy = element(&document, "p", &words.remedy)?;
    banner.append_child(&remedy).ok()?;
    // A link needs no program behind it, unlike a button.
    let link = element(&document, "a", &words.reload)?;
    link.set_attribute("href", &web_sys::window()?.location().href().ok()?).ok()?;
    link.set_attribute("rel", "external").ok()?;
    banner.append_child(&link).ok()?;
    let body = document.body()?;
    body.insert_before(&banner, body.first_child().as_ref()).ok()?;
    // Last, and the banner is complete without it.
    let trace = TRACE.with(|kept| kept.try_borrow().ok()?.upgrade())?;
    let link = element(&document, "a", &words.trace)?;
    link.set_attribute("rel", "external").ok()?;
    // Until it leads somewhere: its file is made by the tools, which run though this program has ended.
    link.set_attribute("hidden", "").ok()?;
    banner.append_child(&link).ok()?;
    if later::bring_now() {
        ask(&link, &trace.try_borrow().ok()?.written());
    }
    Some(())
}

fn element(document: &Document, name: &str, text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}

/// What an element dispatches to be given a trace; its `detail` is [`Inputs::written`].
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
    let key = dom::random_seed()?;
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

/// Writes a note of the core to the console.
pub fn note(note: &Note) {
    say(&coded(note));
}

/// Writes a line to the console; `text` must hold nothing personal.
pub fn say(text: &str) {
    web_sys::console::debug_1(&JsValue::from_str(&["toolbar: ", text].concat()));
}

/// A note in a code word and what it is about.
fn coded(note: &Note) -> String {
    let number;
    let (code, about) = match note {
        Note::StaleAnswer(uuid) => ("stale-answer", uuid.as_str()),
        Note::StaleReply(id) => {
            number = id.0.to_string();
            ("stale-reply", number.as_str())
        }
        Note::MessageRefused(RefusedMessage::Garbled(why)) => ("message-garbled", why.as_str()),
        Note::MessageRefused(RefusedMessage::WrongOrigin(origin)) => {
            ("message-of-wrong-origin", origin.as_str())
        }
        Note::MessageRefused(RefusedMessage::WrongWindow) => ("message-of-wrong-window", ""),
        Note::DataUpdated(kind) => ("data-updated", kind.as_str()),
        Note::Garbled(fault) => ("connect-garbled", fault.as_str()),
        Note::FusionSilent(uuid) => ("fusion-silent", uuid.as_str()),
        Note::FusionRefused(uuid) => ("fusion-refused", uuid.as_str()),
    };
    [code, about].join(" ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::coded;
    use crate::domain::{CommandId, Note, RefusedMessage};

    #[test]
    fn notes_are_a_code_and_what_they_are_about() {
        assert_eq!(coded(&Note::StaleReply(CommandId(7))), "stale-reply 7");
        let window = Note::MessageRefused(RefusedMessage::WrongWindow);
        assert_eq!(coded(&window), "message-of-wrong-window");
        assert_eq!(coded(&Note::Garbled("$.agent".to_owned())), "connect-garbled $.agent");
    }
}
