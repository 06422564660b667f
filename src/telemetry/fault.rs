//! Owns the words for a trace that cannot be read: where, and what was expected there.

use core::fmt;

/// A value that is not what was expected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Garbled {
    /// Where, as a JSON path below the value that was read.
    pub path: String,
    /// What was expected, and what was found.
    pub problem: String,
}

impl Garbled {
    /// The same fault, seen from the value around it.
    #[must_use]
    pub(super) fn below(mut self, step: &str) -> Self {
        self.path.insert_str(0, step);
        self
    }
}

impl fmt::Display for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}: {}", self.path, self.problem)
    }
}

impl core::error::Error for Garbled {}

impl serde::ser::Error for Garbled {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self { path: String::new(), problem: problem.to_string() }
    }
}

impl serde::de::Error for Garbled {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self { path: String::new(), problem: problem.to_string() }
    }
}
