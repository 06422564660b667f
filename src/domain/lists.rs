//! The lists that Connect is asked for on demand: quick connects and audio devices.

use super::ids::{CommandId, DeviceId, EndpointArn};
use super::pii::{PersonName, Phone};
use super::refusal::{COMMAND_TIMEOUT, Failure, Refusal};
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

/// All of them, as the CCP's frame lists them.
pub type Devices = Listing<Device>;

/// What a device is used for; Streams has a setter for each (`connect.md` C.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceKind {
    /// What the customer hears comes from here.
    Microphone,
    /// Rings.
    Ringer,
    /// The customer is heard here.
    Speaker,
}

/// One audio device, as the CCP's frame sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The browser's id.
    pub id: DeviceId,
    /// The browser's name of it; may name its owner.
    pub label: String,
    /// Whether it takes sound in; otherwise it gives sound out.
    pub input: bool,
}

impl core::fmt::Debug for Device {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Device(input: {}, redacted)", self.input)
    }
}
