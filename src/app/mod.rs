//! Ties runtime, view signal, context and router together.
//!
//! Never decides about calls. Start at [`boot`], the toolbar, and [`boot_tools`], the pages beside it.

mod base;
mod boot;
mod check;
mod engine;
mod home;
mod number_reader;
mod pop_out;
mod watches;

pub use base::Base;
pub use boot::{boot, boot_tools};
pub use number_reader::number_reader;
pub use watches::guard_close;
