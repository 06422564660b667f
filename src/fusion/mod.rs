//! The link to Oracle Fusion: its words become events of the core, requests of the core its words.
//!
//! Never decides anything about a call and never sees a signal. Start at [`presence()`], which
//! says whether and how Fusion can be reached, and at [`start()`], which opens the link.
//! `presence` and `message` are pure; `mca` is the postMessage transport, `uef` that by Oracle's library,
//! and `choice` takes one of them. The types below are the interface between the runtime and a transport.

pub mod choice;
pub mod mca;
pub mod message;
pub mod presence;
pub mod uef;

use std::rc::Rc;

use crate::config;
use crate::domain::{Event, Intent, Refusal, StateLabel, Transport};

pub use choice::{Bridge, start};
pub use presence::presence;

/// Takes what Fusion said; may be called while a request is being posted.
pub type Sink = Rc<dyn Fn(Event)>;

/// What Fusion wrote into the address of its frame (`fusion.md` A.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct McaParams {
    /// The origin of the embedding page, as `new URL(x).origin` gives it.
    pub parent_origin: String,
    /// The toolbar's name in lower case, as Oracle's library sends it; empty when Fusion gave none.
    pub toolbar_name: String,
}

/// All that the bridge needs to speak.
#[derive(Clone)]
pub struct BridgeOptions {
    /// Where to speak, and as whom.
    pub params: McaParams,
    /// Puts an agent state into the agent's language.
    pub words: Rc<dyn Fn(&StateLabel) -> String>,
    /// Says in the agent's language why a call does not come about.
    pub refusal_words: Rc<dyn Fn(&Refusal) -> String>,
}

/// What the choice of the transport depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// `fusion.transport` of the configuration.
    pub wanted: config::TransportChoice,
    /// The address of Oracle's script.
    pub uef_url: String,
    /// How calls were told that an earlier page left under way.
    pub former: Option<Transport>,
}

/// A notification in the agent's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// What it is about.
    pub title: String,
    /// What there is to know or to do.
    pub summary: String,
    /// Whether it is about a call that rings.
    pub rings: bool,
    /// Its buttons.
    pub actions: Vec<NotificationAction>,
}

/// A button of a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationAction {
    /// The same in every language.
    pub id: &'static str,
    /// Its words.
    pub name: &'static str,
    /// What a press asks for.
    pub intent: Intent,
}
