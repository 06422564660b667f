//! What the agent is told where they look, besides in the toolbar: as notifications of Fusion or of the browser
//! (`frontier.md` 10). One subject is one notification, and it goes when the subject is over.

use super::audio::Microphone;
use super::event::Intent;
use super::ids::ContactId;
use super::pii::{PersonName, Phone};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// One notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Announcement {
    /// The microphone cannot be used, though calls may come.
    Microphone(Microphone),
    /// Amazon says nothing, so that calls may ring unseen.
    NoNews,
    /// A call rings.
    Ring(RingingCall),
    /// Amazon ends the session at this time unless the agent does something.
    SessionEnds(Millis),
    /// The session ended and the agent had not wished so.
    SignedOut {
        /// Whether it ended because the agent did nothing.
        idle: bool,
    },
}

/// A call that rings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RingingCall {
    /// Its contact.
    pub contact: ContactId,
    /// Whether the customer asked to be called back.
    pub callback: bool,
    /// Whether it is a campaign's call, made once accepted.
    pub preview: bool,
    /// Whether the agent is on another call.
    pub on_call: bool,
    /// Whether it can be accepted here; otherwise on a phone.
    pub answerable: bool,
    /// Its queue.
    pub queue: Option<String>,
    /// The caller's name, where notifications may have it.
    pub name: Option<PersonName>,
    /// The caller's number, where notifications may have it.
    pub number: Option<Phone>,
}

/// What a notification offers to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Accept the call.
    Accept,
    /// Decline it.
    Decline,
    /// Stay signed in.
    Stay,
}

impl Announcement {
    /// The same for every notification of one subject.
    pub fn id(&self) -> String {
        let subject = match self {
            Self::Microphone(_) => "microphone",
            Self::NoNews => "no-news",
            Self::Ring(call) => return format!("ring-{}", call.contact),
            Self::SessionEnds(_) => "session-ends",
            Self::SignedOut { .. } => "signed-out",
        };
        subject.to_owned()
    }

    /// What it offers to do, and what is then asked for.
    pub fn offers(&self) -> Vec<(Offered, Intent)> {
        match self {
            Self::Ring(call) if call.answerable => vec![
                (Offered::Accept, Intent::Accept(call.contact.clone())),
                (Offered::Decline, Intent::Decline(call.contact.clone())),
            ],
            Self::SessionEnds(_) => vec![(Offered::Stay, Intent::StaySignedIn)],
            Self::Microphone(_) | Self::NoNews | Self::Ring(_) | Self::SignedOut { .. } => {
                Vec::new()
            }
        }
    }
}
