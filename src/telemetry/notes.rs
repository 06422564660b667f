//! Writes the core's notes to the console, in code words.
//!
//! Never holds a number, a name or an attribute: a note has none, and is written down without the
//! machinery of `Debug`.

use wasm_bindgen::JsValue;

use crate::domain::{Note, RefusedMessage};

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
