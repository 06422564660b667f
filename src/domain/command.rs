//! The requests that leave the core; the runtime carries them out in order and decides nothing.
//!
//! Among them is what the agent is told where they look, besides in the toolbar: as notifications of Fusion or of the
//! browser (`frontier.md` 10). One subject is one notification, and it goes when the subject is over.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::agent::Microphone;
use super::connect_messages::ConnectRequest;
use super::event::Intent;
use super::fusion_messages::{FusionRequest, RefusedMessage, Reply};
use super::ids::{CommandId, ContactId, Millis, Ticket, Uuid};
use super::memory::Memory;
use super::pii::{DialText, PersonName, Phone};
use super::refusal::Refusal;

/// One request to the shell around the core.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Tell the agent where they look.
    Announce(Announcement),
    /// Call Streams; `CommandSettled` with this id follows once, and once more if Streams answered
    /// only after the adapter had given up.
    Connect {
        /// The id that the reply carries.
        id: CommandId,
        /// What to call.
        request: ConnectRequest,
    },
    /// Post a request to Fusion; `FusionAnswered` with this uuid follows, or never.
    Fusion {
        /// The correlation id.
        uuid: Uuid,
        /// What to ask.
        request: FusionRequest,
    },
    /// Try again to find a way to speak with Fusion; `FusionReady` or `FusionUnreachable` follows.
    OpenFusion,
    /// Answer a command of Fusion; each ticket is answered exactly once.
    Reply {
        /// The command.
        ticket: Ticket,
        /// What to say.
        reply: Result<Reply, Refusal>,
    },
    /// Keep this for after a reload; comes before the request that it speaks of.
    Remember(Arc<Memory>),
    /// Open Amazon's login window, in the task of the click.
    OpenLogin,
    /// Open Amazon's own panel in a window, in the task of the click.
    OpenPanelWindow,
    /// Read a text as a phone number; `NumberRead` with this id follows once.
    ReadNumber {
        /// The id that the reply carries.
        id: CommandId,
        /// What to read.
        text: DialText,
        /// The country of a number without country code; the configured one if absent.
        country: Option<String>,
    },
    /// Have the CCP tell the agent and every contact anew; `SnapshotTaken` follows.
    ReadConnect,
    /// Remove the CCP frame and start Streams again.
    RestartConnect,
    /// Tell Amazon that the agent is at work.
    TellActivity,
    /// Sign out of Connect; `LinkFact::Terminated` follows.
    SignOut,
    /// Write a line into the trace.
    Trace(Note),
    /// Take back what was announced: it is over.
    Withdraw(Announcement),
}

/// A line for the trace: coded, without anything personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// An answer came for a request that is not known or no longer current.
    StaleAnswer(Uuid),
    /// A reply of Streams came for a command that is no longer current.
    StaleReply(CommandId),
    /// A message was refused.
    MessageRefused(RefusedMessage),
    /// Something of a call was saved in Fusion; the type of it.
    DataUpdated(String),
    /// Something of Connect's could not be decoded.
    Garbled(String),
    /// A request to Fusion was not answered in time.
    FusionSilent(Uuid),
    /// Fusion answered with an error.
    FusionRefused(Uuid),
}

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

    /// Whether `former` says all of it; a ring is told once, whatever becomes known of the caller.
    pub(super) fn is_told_by(&self, former: &Self) -> bool {
        self == former || matches!(self, Self::Ring(_)) && self.id() == former.id()
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
