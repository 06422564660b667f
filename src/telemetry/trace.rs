//! Owns the trace: a bounded ring of coded entries, mirrored to the console.
//!
//! Must never hold a number, a name or an attribute: entries are made of domain types whose Debug
//! redacts them.

use std::collections::VecDeque;

use wasm_bindgen::JsValue;

use crate::domain::Millis;
use crate::domain::command::Note;

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
        self.add(format!("{note:?}"), at);
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
