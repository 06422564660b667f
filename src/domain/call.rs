//! Owns one contact at the agent: what Connect says of it, and what was asked of Connect for it.
//!
//! Must never talk to Fusion about the call; it only answers the commands that Fusion sent for it. What
//! is asked of Connect is in `lifecycle`, `controls` and `parties`.

use super::command::Refusal;
use super::ids::{CommandId, ContactId, EventId};
use super::lifecycle::{Action, Request};
use super::parties::{GoneParty, PartyRequest};
use super::pii::{Digits, PersonName, Tokens};
use super::snapshot::{Channel, ContactFacts, ContactState, LegState, NoNumberReason, Role};
use super::switch::Switch;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// After so long every asker gets an answer, whatever Connect does (`design.md` 3).
pub const COMMAND_TIMEOUT: Millis = Millis::seconds(8);

/// One contact of the last snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// What Connect last said of it.
    pub facts: ContactFacts,
    /// Why the last word of it could not be read, if it could not.
    pub garbled: Option<String>,
    /// Whether no word of it could ever be read: it is there, and nothing else is known.
    pub unread: bool,
    /// Our id of its present offer in Fusion, if Fusion has a part in it.
    pub offer: Option<EventId>,
    /// What was asked of Connect and is not confirmed.
    pub request: Option<Request>,
    /// A request that was given up; Streams may still call it a success.
    pub lapsed: Option<(Action, CommandId)>,
    /// Why the last command did not come about.
    pub refusal: Option<Refusal>,
    /// How an offer that never connected ended.
    pub outcome: Option<Outcome>,
    /// Whether Connect confirmed our decline.
    pub declined: bool,
    /// Whether an accept failed.
    pub accept_failed: bool,
    /// Whether Connect confirmed that the agent ended it.
    pub ended_here: bool,
    /// Whether agent and customer talked.
    pub connected: bool,
    /// Whether it was already talking when this page started: its audio is gone.
    pub recovered: bool,
    /// Whether the agent, or Fusion for the agent, asked in this page to answer it.
    pub answering_here: bool,
    /// Whether it was answered in another window or program, which has its audio.
    pub answered_elsewhere: bool,
    /// Putting on hold and back.
    pub hold: Switch,
    /// Muting the agent and back.
    pub mute: Switch,
    /// What is asked about who is on the call.
    pub party: Option<PartyRequest>,
    /// Whether the customer's leg was ever told in this offer.
    pub customer_seen: bool,
    /// Who besides the customer left last, or did not answer, as long as the agent did nothing about it.
    pub gone: Option<GoneParty>,
    /// Tones that Streams has not confirmed.
    pub tones: Vec<CommandId>,
    /// An open microphone that nobody here asked for.
    pub alarm: Alarm,
    /// Since when agent and customer talk.
    pub talking_since: Option<Millis>,
    /// Whether this page saw it before it was over.
    pub seen_active: bool,
    /// Whether it is among the recent calls.
    pub logged: bool,
    /// Whether its after-call work was ended because the wrap-up was saved in Fusion.
    pub work_ended: bool,
    /// The name of the quick connect that was called.
    pub callee: Option<PersonName>,
    /// The keys that belong behind the number that was called last.
    pub extension: Option<Digits>,
}

/// Whether the microphone was opened without a wish of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alarm {
    /// No.
    #[default]
    None,
    /// Yes, and the call went on.
    Raised,
    /// At this time; the softphone opens it at the end of a call too (`connect.md` C.4).
    Suspected(Millis),
}

/// How an offer that never connected ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The caller gave up.
    Abandoned,
    /// The agent declined.
    Declined,
    /// It did not come about, or broke off.
    Failed,
    /// The agent did not answer.
    Missed,
}

impl Call {
    /// Starts with a contact's first appearance.
    pub(super) fn new(facts: ContactFacts) -> Self {
        let connected = facts.state == ContactState::Connected;
        Self {
            facts,
            garbled: None,
            unread: false,
            offer: None,
            request: None,
            lapsed: None,
            refusal: None,
            outcome: None,
            declined: false,
            accept_failed: false,
            ended_here: false,
            connected,
            recovered: false,
            answering_here: false,
            answered_elsewhere: false,
            hold: Switch::default(),
            mute: Switch::default(),
            party: None,
            customer_seen: false,
            gone: None,
            tones: Vec::new(),
            alarm: Alarm::None,
            talking_since: None,
            seen_active: false,
            logged: false,
            work_ended: false,
            callee: None,
            extension: None,
        }
    }

    /// Starts with a contact of which only the id could be read.
    pub(super) fn unread(id: ContactId, fault: String, now: Millis) -> Self {
        let unknown = ContactFacts {
            id,
            channel: Channel::Unknown(String::new()),
            state: ContactState::Unknown(String::new()),
            since: now,
            inbound: None,
            queue: None,
            agent_leg: None,
            customer_leg: None,
            others: Vec::new(),
            lacks_legs: false,
            role: Role::Agent,
            supervised: false,
            multi_party: false,
            attributes: Tokens::new(),
            segments: Tokens::new(),
            initiation_method: None,
            number: None,
            unnumbered: NoNumberReason::Unknown,
            quick_connect: None,
            softphone: false,
            auto_accept: false,
        };
        Self { garbled: Some(fault), unread: true, ..Self::new(unknown) }
    }

    /// Begins a new offer of the same contact.
    pub(super) fn offered_again(&mut self) {
        self.outcome = None;
        self.refusal = None;
        self.declined = false;
        self.accept_failed = false;
        self.ended_here = false;
        self.lapsed = None;
        self.answering_here = false;
        self.answered_elsewhere = false;
        self.talking_since = None;
        self.logged = false;
        self.work_ended = false;
        self.customer_seen = false;
        self.gone = None;
        self.connected = self.facts.state == ContactState::Connected;
    }

    /// Whether it rings at the agent: `connecting` inbound, or an offered callback (`connect.md` D.6).
    pub fn is_ringing(&self) -> bool {
        let inbound = self.facts.inbound != Some(false);
        let connecting = self.facts.state == ContactState::Connecting
            && !self.facts.is_called_back()
            && !self.is_on_hold_of_agent();
        inbound && (connecting || self.facts.state == ContactState::Incoming)
    }

    /// Whether the audio of a ring that has just connected must be somewhere else: a softphone's, and
    /// nobody here accepted it. `panel` tells whether Amazon's own panel could be pressed in this page.
    pub(super) fn went_elsewhere(&self, panel: bool) -> bool {
        let inbound = self.facts.inbound != Some(false) && self.facts.role.handles();
        let ours = self.answering_here || self.facts.auto_accept || panel;
        inbound && self.facts.channel == Channel::Voice && self.facts.softphone && !ours
    }

    /// Whether it rings at the agent's desk phone, where alone it can be answered.
    pub fn rings_on_phone(&self, agent_softphone: bool) -> bool {
        let voice = self.facts.channel == Channel::Voice && !self.facts.softphone;
        voice && !agent_softphone && self.is_ringing()
    }

    /// Whether it needs the agent or the line, after-call work included.
    pub fn occupies_agent(&self) -> bool {
        self.facts.state.is_active() || self.facts.state == ContactState::Ended
    }

    /// A leg that is connected or held means that the agent answered, whatever the contact says.
    fn is_on_hold_of_agent(&self) -> bool {
        self.facts
            .agent_leg
            .as_ref()
            .is_some_and(|leg| matches!(leg.state, LegState::Connected | LegState::Hold))
    }
}
