//! The screens that a route or a failed start shows, composed of components.

mod check;
mod no_phone;
mod toolbar;
mod trace;

pub(crate) use check::{CheckActions, checking, checks};
pub use no_phone::{FatalCause, config_errors, fatal};
pub(crate) use no_phone::{WindowNotice, window_screen};
pub use toolbar::toolbar;
pub(crate) use trace::trace_page;
