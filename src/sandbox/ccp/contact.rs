//! Owns one contact of the simulated Connect, with its two legs.

use super::backend::{Refused, invalid};
use crate::domain::Millis;

words! {
    /// What a contact comes through, in Connect's words.
    Channel {
        /// A phone call.
        Voice = "voice",
        /// A callback from a queue.
        QueueCallback = "queue_callback",
        /// A chat.
        Chat = "chat",
        /// A task.
        Task = "task",
        /// An e-mail.
        Email = "email",
    }
}

words! {
    /// The state of a contact, in Connect's words.
    Stage {
        /// A callback that is offered.
        Incoming = "incoming",
        /// Ringing or dialling.
        Connecting = "connecting",
        /// Talking.
        Connected = "connected",
        /// After-call work.
        Ended = "ended",
        /// Missed, declined or failed, for voice.
        Error = "error",
        /// Missed, for other channels.
        Missed = "missed",
        /// Declined, for other channels.
        Rejected = "rejected",
    }
}

words! {
    /// The state of a leg, in Connect's words.
    LegStage {
        /// Ringing or dialling.
        Connecting = "connecting",
        /// Talking, or waiting for the agent.
        Connected = "connected",
        /// On hold.
        Hold = "hold",
        /// Over.
        Disconnected = "disconnected",
    }
}

/// Who is at the other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A phone number.
    Number(String),
    /// A number that was not shown.
    Withheld,
    /// A transfer by an agent, which Connect shows without a number (`connect.md` D.2).
    Transfer,
}

/// One leg of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Connect's id.
    pub id: String,
    /// Its state.
    pub stage: LegStage,
    /// Since when.
    pub since: Millis,
}

/// One contact.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, as Connect tells them")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Connect's id.
    pub id: String,
    /// What it comes through.
    pub channel: Channel,
    /// Its state.
    pub stage: Stage,
    /// Since when.
    pub since: Millis,
    /// Whether the customer called.
    pub inbound: bool,
    /// Who is at the other end.
    pub caller: Caller,
    /// The customer's name, an attribute of the contact.
    pub name: Option<String>,
    /// The queue.
    pub queue: String,
    /// The agent's leg.
    pub agent: Leg,
    /// The customer's leg.
    pub customer: Leg,
    /// Whether audio runs in the browser.
    pub softphone: bool,
    /// Whether Connect accepts for the agent.
    pub auto_accept: bool,
    /// Whether it is told in a way that cannot be read.
    pub garbled: bool,
}

impl Contact {
    /// Whether it takes the agent's line.
    pub fn is_voice(&self) -> bool {
        matches!(self.channel, Channel::Voice | Channel::QueueCallback)
    }

    /// Whether it waits for the agent to answer.
    pub fn is_ringing(&self) -> bool {
        match self.stage {
            Stage::Incoming => true,
            Stage::Connecting => self.inbound && self.channel != Channel::QueueCallback,
            Stage::Connected | Stage::Ended | Stage::Error | Stage::Missed | Stage::Rejected => {
                false
            }
        }
    }

    /// Whether the far end is being called.
    pub fn is_dialling(&self) -> bool {
        self.stage == Stage::Connecting && !self.is_ringing()
    }

    /// Whether it can be cleared.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Ended | Stage::Error | Stage::Missed | Stage::Rejected)
    }

    /// Changes the state of the contact and of both legs.
    pub(super) fn turn(&mut self, stage: Stage, agent: LegStage, customer: LegStage, now: Millis) {
        if self.stage != stage {
            self.since = now;
        }
        self.stage = stage;
        for (leg, stage) in [(&mut self.agent, agent), (&mut self.customer, customer)] {
            if leg.stage != stage {
                (leg.stage, leg.since) = (stage, now);
            }
        }
    }

    /// Ends it for both sides.
    ///
    /// # Errors
    /// When it is over already.
    pub(super) fn finish(&mut self, now: Millis) -> Result<(), Refused> {
        if self.is_over() {
            return Err(invalid("Cannot end contact", self));
        }
        self.turn(Stage::Ended, LegStage::Disconnected, LegStage::Disconnected, now);
        Ok(())
    }
}
