//! Every decision: what one event does to the Model, and which commands follow.
//!
//! PURE: no web types, no clock, no randomness, no logging.
//!
//! Start at [`update()`]: an event is noted by its part of the Model, and then the whole Model is reconciled.
//!
//! | about | modules |
//! |---|---|
//! | Connect's word | `snapshot`, `apply_snapshot`, `link` |
//! | a call | `call` is one contact, `call_wish` what is asked of Connect for it, `dial` a call before it has a contact, `ending` how one ends |
//! | the agent | `agent` is availability, `sign_out` and `inactivity` the ways out, `audio` and `quick_connects` what can be chosen |
//! | Fusion | `fusion` is the link, `engagement` one offer and what was asked for it, `again` what is told once more, `fusion_commands` what Fusion asks for, `token_map`, `contact_match` and `wrap_up` what it is given, what it found and the work after a call |
//! | requests | `pending` is one to Connect, `step` one to Fusion, `listing` a list on demand |
#![doc = include_str!("tables.md")]

pub mod again;
pub mod agent;
pub mod agent_state;
mod apply_snapshot;
pub mod audio;
pub mod call;
pub mod call_log;
pub mod call_wish;
pub mod command;
pub mod contact_match;
pub mod dial;
mod ending;
pub mod engagement;
pub mod event;
pub mod fusion;
pub mod fusion_commands;
pub mod ids;
pub mod inactivity;
pub mod link;
pub mod listing;
mod lists;
pub mod memory;
pub mod model;
pub mod pending;
pub mod pii;
pub mod quick_connects;
pub mod sign_out;
pub mod snapshot;
pub mod spelling;
pub mod step;
pub mod time;
pub mod token_map;
pub mod update;
mod wrap_up;

pub use command::Command;
pub use event::{Event, Intent};
pub use model::Model;
pub use time::Millis;
pub use update::update;
