//! The quick connects: whom a call can be transferred to.

use super::ids::EndpointArn;
use super::listing::Listing;
use super::pii::{PersonName, Phone};
use serde::{Deserialize, Serialize};

/// All of them, in the order of Connect.
pub type Directory = Listing<QuickConnect>;

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
