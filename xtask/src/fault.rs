//! The one kind of error here: a line that says what is wrong and what to do.

use std::fmt;

/// One line for the person at the terminal; lower case, no full stop.
#[derive(Debug)]
pub(crate) struct Fault(String);

impl Fault {
    pub(crate) fn new(line: impl Into<String>) -> Self {
        Self(line.into())
    }

    /// For a file that could not be read or written.
    pub(crate) fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self(format!("could not {doing} {}: {error}", path.display()))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
