//! The link to Amazon Connect: the Streams library, the CCP frame and what they say.
//!
//! Never decides: it turns what Streams tells into `domain::Event` and carries out
//! `ConnectRequest`. No JavaScript value and no signal leaves this module.
//! Start at [`start`]: `session` owns the life of the link and Amazon's own windows, `listen` what comes from
//! Streams and what it means, `commands` what goes to it and by which function; `streams` is the library in this page,
//! its data and its errors, `decode` is pure, `js` holds the extern blocks.

mod commands;
pub mod decode;
mod js;
mod listen;
mod session;
mod streams;

pub use session::{Session, start};

use crate::domain::Event;
use std::rc::Rc;

/// Takes what Connect tells; it may be called from inside a handler of Streams.
pub type Sink = Rc<dyn Fn(Event)>;

/// What the link needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartOptions {
    /// The JSON text of the object for `initCCP`, `ccpUrl` included, defaults filled in.
    pub init_params: String,
    /// The address of `connect-streams-min.js`, resolved against the document's base.
    pub script_url: String,
    /// The names of the contact attributes to read; no other ever leaves JavaScript.
    pub attributes: Vec<String>,
    /// The same of the segment attributes.
    pub segments: Vec<String>,
}
