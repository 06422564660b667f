//! Ties runtime, view signal, context and router together.
//!
//! Never decides about calls. Start at [`boot`], the toolbar, and [`boot_tools`], the pages beside it.

#![allow(unreachable_pub, reason = "the component macro writes `pub` whatever the component is")]

mod announcer;
mod base;
mod boot;
mod ccp_frame;
mod check;
mod close_guard;
mod engine;
mod fusion_bridge;
mod home;
mod language;
mod lead;
mod microphone;
mod number_reader;
mod pop_out;
mod popped_out;
mod progress;
mod room;
mod routes;

pub use base::Base;
pub use boot::{boot, boot_tools};
pub use close_guard::guard_close;
pub use number_reader::number_reader;
