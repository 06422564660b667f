//! A call that is being dialled and has no contact yet.

use super::ids::{CommandId, EventId, Millis, Ticket};
use super::pii::{DialText, Digits, Phone, Tokens};
use super::snapshot::{ContactFacts, Role};
use serde::{Deserialize, Serialize};

/// A call that is being dialled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dial {
    /// What was asked for: a number as it was written, or the name of a quick connect.
    pub text: DialText,
    /// Who asked.
    pub origin: DialOrigin,
    /// How far it has come.
    pub stage: DialStage,
    /// Since when it is in that stage.
    pub at: Millis,
    /// Whether the agent gave it up; it ends as soon as there is something to end.
    pub given_up: bool,
    /// The keys to press once somebody has answered.
    pub extension: Option<Digits>,
    /// The commands of Fusion that wait for its end, and since when.
    pub waiters: Vec<(Ticket, Millis)>,
}

/// Who asked for a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DialOrigin {
    /// Fusion, under this id and with these tokens.
    Fusion(EventId, Tokens),
    /// The agent, in the toolbar.
    Toolbar,
}

/// How far a call has come before it has a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DialStage {
    /// Connect was asked.
    Asked(CommandId, DialTarget),
    /// The text is being read as a number.
    Reading(CommandId),
}

/// What Connect was asked to call; by this the new contact is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DialTarget {
    /// A number, and the contact shows it.
    Number(Phone),
    /// A quick connect, with the number that it leads to, if Connect tells it.
    QuickConnect(Option<Phone>),
}

/// Time for the contact of a dialled call to appear; after it the call did not come about.
const CONTACT_TIMEOUT: Millis = Millis::seconds(15);
/// Largest error of Connect's times when they are put on this computer's clock.
const CLOCK_SKEW: Millis = Millis::seconds(5);
/// Time limit of the number reader; after it the text counts as no number.
const READING_TIMEOUT: Millis = Millis::seconds(5);

impl Dial {
    /// When there will be no call any more.
    pub(super) fn deadline(&self) -> Millis {
        match self.stage {
            DialStage::Asked(..) => self.at + CONTACT_TIMEOUT,
            DialStage::Reading(_) => self.at + READING_TIMEOUT,
        }
    }

    /// Whether a contact that appears is this call, as it shows its number or none.
    pub(super) fn is_of(&self, facts: &ContactFacts) -> bool {
        let DialStage::Asked(_, target) = &self.stage else { return false };
        let number = match target {
            DialTarget::Number(number) => Some(number),
            DialTarget::QuickConnect(number) => number.as_ref(),
        };
        let same = match (&facts.number, number) {
            // With a plus or without.
            (Some(told), Some(dialled)) => told.digits() == dialled.digits(),
            // Its number may come later; a colleague's call never has one.
            (None, _) => facts.role != Role::Internal,
            (Some(_), None) => true,
        };
        // It may have failed before it was told for the first time.
        let is_of_now = facts.state.is_active() || facts.since + CLOCK_SKEW >= self.at;
        let outbound = facts.inbound == Some(false) && facts.role.handles();
        same && is_of_now && outbound && facts.channel.is_voice()
    }
}
