//! The words for a trace that cannot be read: where, and what was expected there.

use core::fmt;

/// A value that is not what was expected; behind a pointer, for every step of the reading hands it on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Garbled(Box<Fault>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fault {
    /// Where, as a JSON path below the value that was read.
    path: String,
    /// What was expected, and what was found.
    problem: String,
}

/// What goes wrong when a value is written into a text: nothing.
#[derive(Debug)]
pub(super) struct Unfailing;

impl Garbled {
    /// The same fault, seen from the value around it.
    #[must_use]
    pub(super) fn below(mut self, steps: &[&str]) -> Self {
        self.0.path.insert_str(0, &steps.concat());
        self
    }

    /// The same fault, seen from the record or variant around it.
    #[must_use]
    #[cold]
    #[inline(never)]
    pub(super) fn of(self, name: &str) -> Self {
        self.below(&[".", name])
    }

    /// The same fault, seen from the list around it.
    #[must_use]
    #[cold]
    #[inline(never)]
    pub(super) fn at(self, place: usize) -> Self {
        self.below(&["[", &place.to_string(), "]"])
    }

    pub(super) fn new(problem: String) -> Self {
        Self(Box::new(Fault { path: String::new(), problem }))
    }
}

impl fmt::Display for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}: {}", self.0.path, self.0.problem)
    }
}

impl core::error::Error for Garbled {}

impl serde::de::Error for Garbled {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self::new(problem.to_string())
    }
}

impl fmt::Display for Unfailing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl core::error::Error for Unfailing {}

impl serde::ser::Error for Unfailing {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
