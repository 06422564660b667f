//! Owns every decision: what one event does to the Model, and which commands follow.
//!
//! PURE: no web types, no clock, no randomness, no logging.
//!
//! Start at [`update()`]: each event is noted by its machine, and then the whole model is
//! reconciled. `call` is one contact and what was asked of Connect for it; `engagement` is one offer
//! and what was asked of Fusion for it; `agent` is availability; `fusion` is the link to Fusion.

pub mod command;
pub mod engagement;
pub mod event;
pub mod ids;
pub mod memory;
pub mod model;
pub mod personal;
pub mod snapshot;
pub mod time;
pub mod update;

pub use command::Command;
pub use event::{Event, Intent};
pub use model::Model;
pub use time::Millis;
pub use update::update;
