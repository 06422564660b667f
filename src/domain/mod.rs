//! Owns every decision: what one event does to the Model, and which commands follow.
//!
//! PURE: no web types, no clock, no randomness, no logging.
//!
//! Start at [`update()`]: each event is noted by its machine, and then the whole model is
//! reconciled. `apply_snapshot` compares a snapshot with what was known, and `ending` is how a call ends; `call` is one contact and what was
//! asked of Connect for it; `engagement` is one offer and what was asked of Fusion for it; `again`
//! is what Fusion is told once more; `fusion_commands` is what Fusion asks of us; `agent` is availability; `dial` is a call before it has a contact;
//! `lifecycle`, `controls` and `parties` are what can be done in a call; `token_map`, `contact_match` and `wrap_up`
//! are what Fusion is given, what it found, and the work after a call; `link` and `fusion` are the two
//! links; `sign_out` is the agent's way out, and `inactivity` Amazon's.
#![doc = include_str!("tables.md")]

pub mod again;
pub mod agent;
pub mod agent_state;
mod apply_snapshot;
pub mod audio;
pub mod call;
pub mod call_log;
pub mod command;
pub mod contact_match;
mod controls;
pub mod dial;
mod ending;
pub mod engagement;
pub mod event;
pub mod fusion;
pub mod fusion_commands;
pub mod ids;
pub mod inactivity;
pub mod lifecycle;
pub mod link;
mod lists;
pub mod memory;
pub mod model;
pub mod parties;
pub mod pii;
pub mod quick_connects;
pub mod sign_out;
pub mod snapshot;
pub mod spelling;
pub mod step;
pub mod switch;
pub mod time;
pub mod token_map;
pub mod update;
mod wrap_up;

pub use command::Command;
pub use event::{Event, Intent};
pub use model::Model;
pub use time::Millis;
pub use update::update;
