//! A list that Connect is asked for on demand.

use super::command::Refusal;
use super::event::Failure;
use super::ids::CommandId;
use super::pending::COMMAND_TIMEOUT;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// A list, or how far it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing<T> {
    /// It could not be had.
    Failed(Refusal),
    /// Here it is.
    Listed(Vec<T>),
    /// Asked for under this id, and when.
    Loading(CommandId, Millis),
    /// Nobody asked.
    #[default]
    Unknown,
}

impl<T> Listing<T> {
    /// What is listed.
    pub fn listed(&self) -> &[T] {
        match self {
            Self::Listed(all) => all,
            Self::Failed(_) | Self::Loading(..) | Self::Unknown => &[],
        }
    }

    /// Whether it is under way.
    pub(super) fn is_loading(&self) -> bool {
        matches!(self, Self::Loading(..))
    }

    /// Takes the list, if it is the one that was asked for last.
    pub(super) fn settle(&mut self, id: CommandId, outcome: Result<Vec<T>, Failure>) {
        if matches!(self, Self::Loading(of, _) if *of == id) {
            *self = outcome
                .map_or_else(|failure| Self::Failed(Refusal::Connect(failure)), Self::Listed);
        }
    }

    /// Gives up a list that does not come.
    pub(super) fn expire(&mut self, now: Millis) {
        if self.deadline().is_some_and(|due| now >= due) {
            *self = Self::Failed(Refusal::Connect(Failure::TimedOut));
        }
    }

    /// When it is given up.
    pub(super) fn deadline(&self) -> Option<Millis> {
        match self {
            Self::Loading(_, since) => Some(*since + COMMAND_TIMEOUT),
            Self::Failed(_) | Self::Listed(_) | Self::Unknown => None,
        }
    }
}
