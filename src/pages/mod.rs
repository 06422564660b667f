//! The screens that a route or a failed start shows, composed of components.

#![allow(unreachable_pub, reason = "the component macro writes `pub` whatever the component is")]

mod check;
mod no_phone;
mod toolbar;
mod trace;

pub use check::{CheckActions, checking, checks};
pub use no_phone::{ConfigErrors, Fatal, FatalCause, WindowNotice, WindowScreen};
pub use toolbar::Toolbar;
pub use trace::TracePage;
