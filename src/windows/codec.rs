//! Owns what the two ends say: two greetings between windows, and the messages on the port.
//!
//! PURE. A greeting holds a version and nothing else. What cannot be read is an error that quotes nothing,
//! for a message on the port may hold a caller's number.

use core::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::telemetry::whole::{self, Unreadable};
use crate::view::{Intent, View};

/// What both ends must have in common: a View is written as its build has it, and between two builds of
/// one version it may have changed. A release is built with a mark of its sources.
pub const VERSION: &str = match option_env!("TOOLBAR_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};

const KNOCK: &str = "fusion-connect-toolbar:view-asks:";
const ANSWER: &str = "fusion-connect-toolbar:engine-answers:";

/// What an engine says to its view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToView {
    /// What to show from now on, and the time at the engine, by which the view's times are.
    Shown(Box<View>, u64),
    /// It is there.
    Alive,
    /// It says nothing more on this port.
    Gone(Gone),
}

/// Why an engine says nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gone {
    /// Its page is closed or loaded anew.
    Closed,
    /// The controls are in its own page again.
    PoppedIn,
    /// Another view took the place of this one.
    Replaced,
    /// Another window took over from it.
    TakenOver,
}

/// What a view says to its engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToEngine {
    /// The agent did something.
    Intended(Intent),
    /// Is it there?
    Ask,
    /// The controls go back into its page.
    PopIn,
}

/// A message that is none of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Garbled(pub Unreadable);

impl fmt::Display for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unreadable message of a window of ours, at character {}", self.0.column)
    }
}

impl core::error::Error for Garbled {}

/// Writes a message for the port.
pub fn write(message: &impl Serialize) -> String {
    whole::text(message)
}

/// Reads a message of the port.
///
/// # Errors
/// When it is none.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Garbled> {
    whole::value(text).map_err(Garbled)
}

/// The question for a port, as a view of this version asks it.
pub fn knock() -> String {
    format!("{KNOCK}{VERSION}")
}

/// The version of the view that asks; `None` if the text is no such question.
pub fn knocks(text: &str) -> Option<&str> {
    text.strip_prefix(KNOCK)
}

/// The engine's answer; the port comes with it if the versions are the same.
pub fn answer() -> String {
    format!("{ANSWER}{VERSION}")
}

/// The version of the engine that answers; `None` if the text is no such answer.
pub fn answers(text: &str) -> Option<&str> {
    text.strip_prefix(ANSWER)
}
