//! The browser's own means behind small functions: each says what it does and returns a `Result`
//! or an `Option` where the browser may refuse.
//!
//! Never knows what the toolbar is about: no domain, no view, no words.

pub mod activity;
pub mod case;
pub mod clock;
pub mod dialling;
pub mod fetch;
pub mod file;
pub mod focus;
pub mod later;
pub mod locks;
pub mod microphone;
pub mod notification;
pub mod page;
pub mod phone;
pub mod pointer;
pub mod probe;
pub mod random;
pub mod script;
pub mod stage;
pub mod storage;
pub mod timer;
pub mod trial;
pub mod window;

use core::fmt;

/// Something that the browser does not have here or did not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DomError {
    /// Which means it was.
    pub means: &'static str,
}

impl fmt::Display for DomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the browser refused {}", self.means)
    }
}

impl core::error::Error for DomError {}
