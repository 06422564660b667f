//! Owns the trace: a bounded ring of coded entries, mirrored to the console.
//!
//! Must never hold a number, a name or an attribute: a note has none, and is written down in code
//! words, without the machinery of `Debug`.

use std::collections::VecDeque;

use wasm_bindgen::JsValue;

use crate::domain::Millis;
use crate::domain::command::Note;
use crate::domain::event::RefusedMessage;

/// How many entries are kept.
const CAPACITY: usize = 500;

/// The last entries, oldest first.
#[derive(Debug, Default)]
pub struct Trace {
    entries: VecDeque<Entry>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Millis,
    /// What.
    pub text: String,
}

impl Trace {
    /// Adds a note of the core.
    pub fn note(&mut self, note: &Note, at: Millis) {
        self.add(coded(note), at);
    }

    /// Adds an entry; `text` must hold nothing personal.
    pub fn add(&mut self, text: String, at: Millis) {
        web_sys::console::debug_1(&JsValue::from_str(&format!("toolbar: {text}")));
        if self.entries.len() == CAPACITY {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry { at, text });
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
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
    use crate::domain::command::Note;
    use crate::domain::event::RefusedMessage;
    use crate::domain::ids::CommandId;

    #[test]
    fn notes_are_a_code_and_what_they_are_about() {
        assert_eq!(coded(&Note::StaleReply(CommandId(7))), "stale-reply 7");
        let window = Note::MessageRefused(RefusedMessage::WrongWindow);
        assert_eq!(coded(&window), "message-of-wrong-window");
        assert_eq!(coded(&Note::Garbled("$.agent".to_owned())), "connect-garbled $.agent");
    }
}
