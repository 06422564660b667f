//! Owns the meeting of runtime, view signal, context and router.
//!
//! Must never decide about calls. Start at [`App`]: it reads the configuration, starts the engine,
//! and mounts the two parts that hold the links to the outside.

#![allow(unreachable_pub, reason = "the component macro writes `pub` whatever the component is")]

mod base;
mod boot;
mod ccp_frame;
mod check;
mod close_guard;
mod engine;
mod fusion_bridge;
mod home;
mod lead;
mod microphone;
mod number_reader;
mod pop_out;
mod popped_out;
mod routes;

pub use base::Base;
pub use boot::boot;
pub use close_guard::guard_close;
pub use engine::settings;
pub use home::Home;
pub use number_reader::number_reader;
pub use routes::App;
