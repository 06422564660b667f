//! Owns where the memory is kept: two stores of the browser, or this page alone if it denies them.
//!
//! Must never hold more than one copy of anything personal, and that only in session storage.

use super::memory;
use crate::dom::storage::{Kind, read, write};
use crate::dom::{DomError, clock};
use crate::domain::Millis;
use crate::domain::memory::Memory;
use crate::domain::model::WrapUp;

/// The entry of local storage: what is needed to close a call, nothing personal.
const CALLS: &str = "fusion-connect-toolbar.calls";
/// The entry of session storage: the tokens of calls, and the offers that are finished.
const TOKENS: &str = "fusion-connect-toolbar.tokens";

/// The memory's place.
#[derive(Debug)]
pub struct Store {
    wrap_up: WrapUp,
    denied: bool,
}

impl Store {
    /// Opens it, and reads what an earlier page left that is not too old. Time goes on from there, though this
    /// computer's clock may have been set back.
    pub fn open(wrap_up: WrapUp) -> (Self, Memory) {
        let calls = read(Kind::Local, CALLS);
        let tokens = read(Kind::Session, TOKENS);
        let denied = calls.is_err() || tokens.is_err();
        let text =
            |entry: Result<Option<String>, DomError>| entry.ok().flatten().unwrap_or_default();
        let (calls, tokens) = (text(calls), text(tokens));
        clock::follow(memory::reached(&calls, &tokens, Millis(clock::now())).0);
        let memory = memory::decode(&calls, &tokens, Millis(clock::now()));
        (Self { wrap_up, denied }, memory)
    }

    /// Writes the memory; what holds nothing is removed.
    ///
    /// # Errors
    /// When the browser denies a store; the memory then lives in this page only.
    pub fn save(&mut self, memory: &Memory, now: Millis) -> Result<(), DomError> {
        let parts = memory::encode(memory, self.wrap_up, now);
        let session = write(Kind::Session, TOKENS, parts.session.as_deref());
        let local = write(Kind::Local, CALLS, parts.local.as_deref());
        let written = session.and(local);
        self.denied = written.is_err();
        written
    }

    /// Whether the browser denies a store.
    pub fn is_denied(&self) -> bool {
        self.denied
    }
}
