//! Owns the text of a value with nothing replaced, for what stays among windows of ours.
//!
//! PURE. The same writing and reading as of a trace, so that the program holds one of each.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{read, write};

/// A text that is no such value; tells at which character, never what stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The character at which it is no JSON, from 1; 0 if it is JSON of something else.
    pub column: usize,
}

/// The value as sparse JSON: members that say nothing are left out.
pub fn text(value: &impl Serialize) -> String {
    write::text(value, None)
}

/// The value of such a text.
///
/// # Errors
/// When it is none.
pub fn value<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let json = serde_json::from_str(text).map_err(|error| Unreadable { column: error.column() })?;
    read::value(&json).map_err(|_| Unreadable { column: 0 })
}
