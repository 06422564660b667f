//! What survives a reload (`design.md` 5); `runtime::memory` writes it as three texts, one of which holds nothing personal.

use super::dial::Dial;
use super::engagement::Engagement;
use super::fusion_messages::{FrameSize, Transport};
use super::ids::{ConnectionId, ContactId, Millis};
use super::pii::{PersonName, Phone};
use super::snapshot::NoNumberReason;
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

/// Keeps of the items that count only so many, the newest; a list has the oldest first.
pub(super) fn keep_newest<T>(list: &mut Vec<T>, many: usize, counts: impl Fn(&T) -> bool) {
    let mut surplus = list.iter().filter(|item| counts(item)).count().saturating_sub(many);
    list.retain(|item| {
        let drop = surplus > 0 && counts(item);
        surplus -= usize::from(drop);
        !drop
    });
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
