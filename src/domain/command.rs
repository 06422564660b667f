//! The requests that leave the core; the runtime carries them out in order and decides nothing.

use super::announcement::Announcement;
use super::connect_messages::ConnectRequest;
use super::fusion_messages::{FusionRequest, RefusedMessage, Reply};
use super::ids::{CommandId, Ticket, Uuid};
use super::memory::Memory;
use super::pii::DialText;
use super::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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
