//! The screens that a route or a failed start shows, composed of components.

mod check;
mod no_phone;
mod toolbar;
mod trace;

pub use check::{CheckActions, checking, checks};
pub use no_phone::{FatalCause, WindowNotice, config_errors, fatal, window_screen};
pub use toolbar::toolbar;
pub use trace::trace_page;
