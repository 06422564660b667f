//! The link to Oracle Fusion: its words become events of the core, requests of the core its words.
//!
//! Never decides anything about a call and never sees a signal. Start at [`presence()`], which
//! says whether and how Fusion can be reached, and at [`start()`], which opens the link.
//! `origin` and `message` are pure; `mca` is the postMessage transport, `uef` that by Oracle's library,
//! and `choice` takes one of them.

pub mod choice;
mod ledger;
pub mod mca;
pub mod message;
pub mod origin;
pub mod port;
pub mod uef;

pub use choice::{Bridge, start};
pub use origin::presence;
pub use port::{Action, BridgeOptions, Choice, McaParams, Notification, Sink};
