//! The screens that a route or a failed start shows, composed of components.

#![allow(unreachable_pub, reason = "the component macro writes `pub` whatever the component is")]

mod check;
mod config_errors;
mod fatal;
mod toolbar;
mod trace;
mod window_notice;

pub use check::{CheckActions, checking, checks};
pub use config_errors::ConfigErrors;
pub use fatal::{Fatal, FatalCause};
pub use toolbar::Toolbar;
pub use trace::TracePage;
pub use window_notice::{WindowNotice, WindowScreen};
