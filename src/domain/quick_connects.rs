//! Owns the list of quick connects: whom a call can be transferred to.
//!
//! Must never sort or search it; that is the screen's.

use super::command::Refusal;
use super::ids::{CommandId, EndpointArn};
use super::pii::{PersonName, Phone};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// One endpoint that Connect lists for the agent's queues (`connect.md` C.3, `getEndpoints`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickConnect {
    /// Its key.
    pub arn: EndpointArn,
    /// Its name; of a person, if it is an agent.
    pub name: PersonName,
    /// What it leads to.
    pub kind: EndpointKind,
    /// The number, if it leads to one.
    pub number: Option<Phone>,
}

/// Connect's `EndpointType` (`connect.md` D.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EndpointKind {
    /// Another agent.
    Agent,
    /// A phone number.
    Number,
    /// A queue.
    Queue,
}

/// The list, or how far it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Directory {
    /// It could not be had.
    Failed(Refusal),
    /// Here it is.
    Listed(Vec<QuickConnect>),
    /// Asked for.
    Loading(CommandId, Millis),
    /// Nobody asked.
    #[default]
    Unknown,
}
