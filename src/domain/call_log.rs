//! Owns the calls of this session: who, when, how it went, for how long.
//!
//! Personal: must never be written anywhere but to session storage, and goes with the sign-out.

use super::ids::{ConnectionId, ContactId};
use super::pii::{PersonName, Phone};
use super::snapshot::NoNumberReason;
use super::time::Millis;
use serde::{Deserialize, Serialize};

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
