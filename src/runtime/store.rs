//! Keeps the memory: two stores of the browser, or this page alone if it denies them.
//!
//! Never holds more than one copy of anything personal, and that only in session storage.

use super::memory::{self, MemoryEncoder, Parts};
use crate::dom::storage::{StoreKind, read, write};
use crate::dom::{DomError, clock};
use crate::domain::{Memory, Millis, WrapUp};

/// An entry of a store, and the part of the memory that is in it.
type Entry = (StoreKind, &'static str, fn(&mut Parts) -> &mut Option<String>);

const ENTRIES: [Entry; 3] = [
    // What is needed to close a call, nothing personal.
    (StoreKind::Local, "fusion-connect-toolbar.calls", |parts| &mut parts.local),
    (StoreKind::Session, "fusion-connect-toolbar.tokens", |parts| &mut parts.session),
    (StoreKind::Session, "fusion-connect-toolbar.history", |parts| &mut parts.history),
];

/// The memory's place.
#[derive(Debug)]
pub(super) struct Store {
    wrap_up: WrapUp,
    denied: bool,
    encoder: MemoryEncoder,
    /// What this page wrote last.
    written: Option<Parts>,
}

impl Store {
    /// Opens it, and reads what an earlier page left that is not too old. Time goes on from there, though this
    /// computer's clock may have been set back.
    pub(super) fn open(wrap_up: WrapUp) -> (Self, Memory) {
        let (mut parts, mut denied) = (Parts::default(), false);
        for (kind, key, part) in ENTRIES {
            match read(kind, key) {
                Ok(text) => *part(&mut parts) = text,
                Err(_) => denied = true,
            }
        }
        clock::follow(memory::reached(&parts, Millis(clock::now())).0);
        let memory = memory::decode(&parts, Millis(clock::now()));
        (Self { wrap_up, denied, encoder: MemoryEncoder::default(), written: None }, memory)
    }

    /// Writes what is new of the memory; what holds nothing is removed.
    ///
    /// # Errors
    /// When the browser denies a store; the memory then lives in this page only.
    pub(super) fn save(&mut self, memory: &Memory, now: Millis) -> Result<(), DomError> {
        let mut parts = self.encoder.encode(memory, self.wrap_up);
        let mut stamped = parts.stamped(now);
        let mut before = self.written.take();
        let mut outcome = Ok(());
        for (kind, key, part) in ENTRIES {
            if before.as_mut().is_none_or(|before| part(before) != part(&mut parts)) {
                outcome = outcome.and(write(kind, key, part(&mut stamped).as_deref()));
            }
        }
        self.denied = outcome.is_err();
        // What was refused is tried again.
        self.written = Some(parts).filter(|_| !self.denied);
        outcome
    }

    /// Whether the browser denies a store.
    pub(super) fn is_denied(&self) -> bool {
        self.denied
    }
}
