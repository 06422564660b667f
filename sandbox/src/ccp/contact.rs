//! One contact of the simulated Connect, with its legs.

use super::terms::{Refused, not_found};
use crate::time::Millis;
use std::collections::BTreeMap;

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

#[expect(clippy::derivable_impls, reason = "`words` takes no attribute of a variant")]
impl Default for Channel {
    fn default() -> Self {
        Self::Voice
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
        /// Listening without being heard.
        SilentMonitor = "silent_monitor",
        /// Listening to another agent's call, and heard.
        Barge = "barge",
    }
}

words! {
    /// How a supervisor is in another agent's call, in Connect's words.
    Monitoring {
        /// Listening without being heard.
        Silent = "SILENT_MONITOR",
        /// Heard by all.
        Barge = "BARGE",
    }
}

/// Who is at the other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A phone number.
    Number(String),
    /// A number that was not shown.
    Withheld,
    /// Another agent or a queue, which Connect shows without a number (`connect.md` D.2).
    Transfer,
    /// Another agent, who calls the agent.
    Colleague,
    /// A web page or an app.
    Web,
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
    /// Whether Connect lets nothing of it be heard.
    pub muted: bool,
    /// Whether somebody else muted it.
    pub forced_muted: bool,
    /// The quick connect that it was called by.
    pub quick_connect: Option<String>,
}

impl Leg {
    /// Whether it is part of the call.
    pub fn is_live(&self) -> bool {
        self.stage != LegStage::Disconnected
    }

    /// Whether its far end has answered.
    pub fn is_up(&self) -> bool {
        self.is_live() && self.stage != LegStage::Connecting
    }

    pub(super) fn turn(&mut self, stage: LegStage, now: Millis) {
        if self.stage != stage {
            (self.stage, self.since) = (stage, now);
        }
    }
}

/// A leg that the agent added to the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Third {
    /// The leg.
    pub leg: Leg,
    /// The number; none for another agent and for a queue.
    pub number: Option<String>,
}

/// One contact.
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
    /// Whether it is a campaign's call, offered before it is made.
    pub preview: bool,
    /// When Amazon makes the call by itself that the agent looks at (`frontier.md` 14).
    pub dials_at: Option<Millis>,
    /// Who is at the other end.
    pub caller: Caller,
    /// What a flow wrote to it.
    pub attributes: BTreeMap<String, String>,
    /// The queue.
    pub queue: String,
    /// The agent's leg.
    pub agent: Leg,
    /// The customer's leg.
    pub customer: Leg,
    /// The legs that were added, those that are over included.
    pub thirds: Vec<Third>,
    /// How the agent listens to it, if it is another agent's call.
    pub monitor: Option<Monitoring>,
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
        self.stage == Stage::Connecting && !self.is_ringing() && self.dials_at.is_none()
    }

    /// Whether it is a call that the agent is in, as an agent.
    pub fn is_talk(&self) -> bool {
        self.stage == Stage::Connected && self.is_voice() && self.monitor.is_none()
    }

    /// Whether the agent is heard in it through the browser.
    pub(super) fn has_audio(&self) -> bool {
        self.softphone && self.stage == Stage::Connected && self.agent.is_up()
    }

    /// Whether somebody who was added is still being called.
    pub fn is_joining(&self) -> bool {
        self.is_talk() && self.thirds.iter().any(|third| third.leg.stage == LegStage::Connecting)
    }

    /// Whether somebody who was added is part of the call.
    pub fn has_third(&self) -> bool {
        self.thirds.iter().any(|third| third.leg.is_live())
    }

    /// Whether it can be cleared.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Ended | Stage::Error | Stage::Missed | Stage::Rejected)
    }

    /// The legs of everybody but the agent.
    pub(super) fn others(&self) -> impl Iterator<Item = &Leg> {
        core::iter::once(&self.customer).chain(self.thirds.iter().map(|third| &third.leg))
    }

    /// The same, to be changed.
    pub(super) fn others_mut(&mut self) -> impl Iterator<Item = &mut Leg> {
        core::iter::once(&mut self.customer)
            .chain(self.thirds.iter_mut().map(|third| &mut third.leg))
    }

    /// How many others are part of the call.
    pub(super) fn live_others(&self) -> usize {
        self.others().filter(|leg| leg.is_live()).count()
    }

    /// Any leg by its id.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn leg_mut(&mut self, id: &str) -> Result<&mut Leg, Refused> {
        if self.agent.id == id {
            return Ok(&mut self.agent);
        }
        self.others_mut().find(|leg| leg.id == id).ok_or_else(|| not_found("with this connection"))
    }

    /// Changes the state of the contact and of its first two legs.
    pub(super) fn turn(&mut self, stage: Stage, agent: LegStage, customer: LegStage, now: Millis) {
        if self.stage != stage {
            (self.stage, self.since) = (stage, now);
        }
        self.agent.turn(agent, now);
        self.customer.turn(customer, now);
    }

    /// Ends it for all sides.
    ///
    /// # Errors
    /// When it is over already.
    pub(super) fn finish(&mut self, now: Millis) -> Result<(), Refused> {
        if self.is_over() {
            return Err(invalid("Cannot end contact", self));
        }
        self.dials_at = None;
        self.turn(Stage::Ended, LegStage::Disconnected, LegStage::Disconnected, now);
        for third in &mut self.thirds {
            third.leg.turn(LegStage::Disconnected, now);
        }
        Ok(())
    }

    /// The agent leaves, and the others go on talking: Connect still lists them as active.
    pub(super) fn leave(&mut self, now: Millis) {
        for leg in self.others_mut().filter(|leg| leg.is_up()) {
            leg.turn(LegStage::Connected, now);
        }
        self.turn(Stage::Ended, LegStage::Disconnected, self.customer.stage, now);
    }

    /// One of the others is gone; with nobody left to talk to, the call is over.
    pub(super) fn lose(&mut self, connection: &str, now: Millis) -> Result<(), Refused> {
        self.leg_mut(connection)?.turn(LegStage::Disconnected, now);
        if self.live_others() == 0 { self.finish(now) } else { Ok(()) }
    }
}

/// How Connect refuses what this contact is in no state for.
pub(super) fn invalid(what: &str, contact: &Contact) -> Refused {
    Refused("InvalidStateException", format!("{what}: invalid state {}", contact.stage.name()))
}
