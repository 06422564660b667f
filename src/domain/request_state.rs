//! One request to Fusion and what became of it.

use super::ids::{EventId, Uuid};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// How long Fusion may take to answer; the field used the same (`fusion.md` F.4).
pub const ANSWER_TIMEOUT: Millis = Millis::seconds(6);

/// One request of the life, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestState {
    /// In flight.
    Asked(Asked),
    /// Answered with success.
    Done(Asked),
    /// Not asked.
    #[default]
    Idle,
    /// Answered with an error.
    Refused(Asked),
    /// Not answered in time; a late answer is still taken.
    Silent(Asked),
}

/// What was asked, with what is needed to know its answer, also after a reload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The correlation id.
    pub uuid: Uuid,
    /// The call's id at that time.
    pub event_id: EventId,
    /// When.
    pub at: Millis,
}

impl RequestState {
    /// What was asked, if anything was.
    pub fn asked(&self) -> Option<&Asked> {
        match self {
            Self::Asked(asked) | Self::Done(asked) | Self::Refused(asked) | Self::Silent(asked) => {
                Some(asked)
            }
            Self::Idle => None,
        }
    }

    /// Whether it is in flight.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Asked(_))
    }

    /// Whether it was never asked.
    pub fn is_idle(&self) -> bool {
        matches!(self, Self::Idle)
    }

    /// Whether it was answered with success.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }

    /// Takes an answer; a second one changes nothing.
    pub fn settle(&mut self, success: bool) {
        *self = match core::mem::take(self) {
            Self::Asked(asked) | Self::Silent(asked) if success => Self::Done(asked),
            Self::Asked(asked) | Self::Silent(asked) => Self::Refused(asked),
            settled @ (Self::Done(_) | Self::Idle | Self::Refused(_)) => settled,
        };
    }

    /// Gives up waiting when the time is over; tells whether it did.
    pub fn expire(&mut self, now: Millis) -> bool {
        match self {
            Self::Asked(asked) if now >= asked.at + ANSWER_TIMEOUT => {
                *self = Self::Silent(asked.clone());
                true
            }
            Self::Asked(_) | Self::Done(_) | Self::Idle | Self::Refused(_) | Self::Silent(_) => {
                false
            }
        }
    }

    /// Whether it was asked under this id.
    pub(super) fn is_uuid(&self, uuid: &Uuid) -> bool {
        self.asked().is_some_and(|asked| asked.uuid == *uuid)
    }
}
