//! Owns what is written down of a run, for people who mend things; never anything personal.
//!
//! Start at [`record::Recorder`], which takes every event before the core does, and at
//! [`replay::Trace`], which plays them again. Both are pure; `crash` and `notes` speak to the browser.

mod clear;
pub mod crash;
mod fault;
pub mod notes;
mod read;
pub mod record;
mod replace;
pub mod replay;
pub mod whole;
mod write;

pub use fault::Garbled;
