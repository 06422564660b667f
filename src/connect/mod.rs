//! Owns the link to Amazon Connect: the Streams library, the CCP frame and what they say.
//!
//! Must never decide: it turns what Streams tells into `domain::Event` and carries out
//! `ConnectRequest`. No JavaScript value and no signal leaves this module.
//! Start at [`start`]: `session` owns the life of the link, `listen` what comes from Streams and
//! `watch` what it means, `commands` what goes to it and `api` by which function, `snapshot` the
//! agent data, `login` and `panel` Amazon's windows, `library` the loading of Streams; `decode` and
//! `failure` are pure, `js` holds the extern blocks.

mod api;
mod commands;
pub mod decode;
mod failure;
mod js;
mod library;
mod listen;
mod login;
mod panel;
mod session;
mod snapshot;
mod watch;

pub use panel::open as open_panel;
pub use session::{Session, Sink, StartOptions, start};
