//! Diagnostic traces for support, without anything personal, and their replay.
//!
//! The toolbar keeps the core's inputs and writes nothing; when somebody asks for a trace, the program of the tools writes
//! its file ([`record`]). [`replay`] plays it again. All of these are pure; [`browser`] speaks to
//! the browser.

pub mod browser;
mod pseudonyms;
mod read;
pub mod record;
pub mod replay;
mod write;

pub use read::Garbled;
