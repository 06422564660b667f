//! What survives a reload (`design.md` 5), and the calls without a card in it: the one that is being dialled and has no
//! contact yet, and those that are over. `runtime::memory` writes it as three texts, one of which holds nothing personal.

use super::engagement::Engagement;
use super::fusion_messages::{FrameSize, Transport};
use super::ids::{CommandId, ConnectionId, ContactId, EventId, Millis, Ticket};
use super::pii::{DialText, Digits, PersonName, Phone, Tokens};
use super::snapshot::{ContactFacts, NoNumberReason, Role};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everything to remember.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The offers, oldest first, closed ones included.
    pub engagements: Vec<Arc<Engagement>>,
    /// How Fusion was spoken with about them.
    pub transport: Option<Transport>,
    /// The call that Connect was asked for and that has no contact yet.
    pub dial: Option<Dial>,
    /// The calls of this session, newest first.
    pub recent: Vec<RecentCall>,
    /// The size at rest of the toolbar's frame, as long as Fusion was asked to have it larger.
    pub rest: Option<FrameSize>,
    /// Whether the agent is signed in; only where something depends on it.
    pub signed_in: bool,
}

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

/// One call that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentCall {
    /// Its key, for `Intent::Redial`.
    pub id: u64,
    /// When it ended.
    pub at: Millis,
    /// The contact; by it and the leg a call is known again that was kept before a reload.
    pub contact: Option<ContactId>,
    /// The agent's leg of it.
    pub leg: Option<ConnectionId>,
    /// The customer's number.
    pub number: Option<Phone>,
    /// Why there is none, when there is none.
    pub unnumbered: NoNumberReason,
    /// The customer's name, where Fusion knew it, or that of the quick connect.
    pub name: Option<PersonName>,
    /// Whether the customer called.
    pub inbound: bool,
    /// How it went.
    pub outcome: RecentOutcome,
    /// How long agent and customer talked.
    pub talked: Millis,
}

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecentOutcome {
    /// The caller gave up.
    Abandoned,
    /// Agent and customer talked.
    Answered,
    /// The agent gave up before the other side answered.
    Cancelled,
    /// The agent declined.
    Declined,
    /// It did not come about.
    Failed,
    /// The agent did not answer.
    Missed,
    /// The other side did not answer.
    NotAnswered,
}

/// Keeps of the items that count only so many, the newest; a list has the oldest first.
pub(super) fn keep_newest<T>(list: &mut Vec<T>, many: usize, counts: impl Fn(&T) -> bool) {
    let mut surplus = list.iter().filter(|item| counts(item)).count().saturating_sub(many);
    list.retain(|item| {
        let drop = surplus > 0 && counts(item);
        surplus -= usize::from(drop);
        !drop
    });
}
