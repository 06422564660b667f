//! One contact at the agent: what Connect says of it, how its present offer goes, and what can be wanted of it.

use super::connect_messages::{Callee, PreviewRules, Refusal};
use super::ids::{CommandId, ConnectionId, ContactId, EventId, Millis};
use super::messages::Command;
use super::pending::Pending;
use super::pii::{Digits, PersonName, Phone, Tokens};
use super::snapshot::{Channel, ContactFacts, ContactState, Leg, LegState, NoNumberReason, Role};
use serde::{Deserialize, Serialize};

/// One contact of the last snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// What Connect last said of it.
    pub facts: ContactFacts,
    /// Whether that is what Connect says now.
    #[serde(rename = "reading")]
    pub freshness: Freshness,
    /// Our id of its present offer in Fusion, if Fusion has a part in it.
    pub offer: Option<EventId>,
    /// How the present offer goes.
    pub attempt: Attempt,
    /// What was asked of Connect and is not confirmed.
    pub requests: Vec<Pending<CallWish>>,
    /// How the parties stood when a change of them was asked for last.
    pub(super) before: Parties,
    /// An open microphone that nobody here asked for.
    pub alarm: Alarm,
    /// Whether this page saw it before it was over.
    pub seen_active: bool,
    /// The name of the quick connect that was called.
    pub callee: Option<PersonName>,
    /// The keys that belong behind the number that was called last.
    pub extension: Option<Digits>,
}

/// How one offer of a contact goes; when the contact is offered again, another one begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// How it ended, if it never connected.
    pub outcome: Option<OfferOutcome>,
    /// Why the last command did not come about.
    pub refusal: Option<Refusal>,
    /// A request that was given up; Streams may still call it a success.
    pub lapsed: Option<(CallWish, CommandId)>,
    /// Whether Connect confirmed our decline.
    pub declined: bool,
    /// Whether an accept failed.
    pub accept_failed: bool,
    /// Whether Connect confirmed that the agent ended it.
    pub ended_here: bool,
    /// Whether the agent, or Fusion for the agent, asked in this page to answer it.
    pub answering_here: bool,
    /// Where its audio is.
    pub audio: AudioPlace,
    /// Whether agent and customer talked.
    pub connected: bool,
    /// Since when they talk.
    pub talking_since: Option<Millis>,
    /// Whether the customer's leg was ever told.
    pub customer_seen: bool,
    /// Whether it is a callback that was accepted, so that Connect calls the customer.
    pub called_back: bool,
    /// Who besides the customer left last, or did not answer, as long as the agent did nothing about it.
    pub gone: Option<GoneParty>,
    /// Nothing more of it goes into the recent calls: it is there, or must not be.
    #[serde(rename = "logged")]
    pub log_closed: bool,
    /// Whether its after-call work was ended because the wrap-up was saved in Fusion.
    pub work_ended: bool,
    /// What Amazon last said of its preview, if it is a campaign's call that was accepted.
    pub preview: Option<Preview>,
    /// The question about that which is under way.
    pub preview_asked: Option<CommandId>,
}

/// How the preview of a campaign's call stands; Amazon tells only when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preview {
    /// The agent looks at the call, which is not made yet.
    Looking(PreviewRules),
    /// Amazon makes the call.
    Over,
    /// The CCP does not tell.
    Untold,
}

/// Whether the facts of a contact are those of now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Freshness {
    /// They are.
    #[default]
    Current,
    /// Its last update could not be read.
    Outdated,
    /// No update of it could ever be read: it is there, and nothing else is known.
    Never,
}

/// Where the audio of a call is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AudioPlace {
    /// Answered in another window or program, which has it.
    Elsewhere,
    /// In this page, as far as is known.
    #[default]
    Here,
    /// The call was already on when this page started: it is gone.
    Lost,
}

/// Who was on a call besides customer and agent, and whether the customer was on hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Parties {
    pub(super) others: Vec<ConnectionId>,
    pub(super) held: bool,
}

/// Somebody besides the customer who is not on the call any more, though nobody here asked for that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneParty {
    /// The name of the quick connect, where one was used.
    pub name: Option<PersonName>,
    /// The number, where one was dialled.
    pub number: Option<Phone>,
    /// Whether they had answered.
    pub answered: bool,
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
pub enum OfferOutcome {
    /// The caller gave up.
    Abandoned,
    /// The agent declined.
    Declined,
    /// It did not come about, or broke off.
    Failed,
    /// The agent did not answer.
    Missed,
}

impl Attempt {
    /// Begins with the first facts of an offer.
    pub(super) fn new(facts: &ContactFacts) -> Self {
        Self { connected: facts.state == ContactState::Connected, ..Self::default() }
    }
}

impl Call {
    /// Starts with a contact's first appearance.
    pub(super) fn new(facts: ContactFacts) -> Self {
        Self {
            attempt: Attempt::new(&facts),
            facts,
            freshness: Freshness::Current,
            offer: None,
            requests: Vec::new(),
            before: Parties::default(),
            alarm: Alarm::None,
            seen_active: false,
            callee: None,
            extension: None,
        }
    }

    /// Starts with a contact of which only the id could be read.
    pub(super) fn unread(id: ContactId, now: Millis) -> Self {
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
        Self { freshness: Freshness::Never, ..Self::new(unknown) }
    }

    /// Notes that its newest update could not be read.
    pub(super) fn mark_unreadable(&mut self) {
        if self.freshness == Freshness::Current {
            self.freshness = Freshness::Outdated;
        }
    }

    /// Whether it rings at the agent: `connecting` inbound, or an offered callback (`connect.md` D.6).
    pub fn is_ringing(&self) -> bool {
        let inbound = self.facts.inbound != Some(false);
        let connecting = self.facts.state == ContactState::Connecting
            && !self.facts.is_called_back()
            && !self.agent_has_answered();
        inbound && (connecting || self.facts.state == ContactState::Incoming)
    }

    /// Whether the agent accepted a campaign's call that Amazon has not made yet, as far as it tells.
    pub fn is_previewed(&self) -> bool {
        self.facts.is_preview()
            && self.facts.state == ContactState::Connecting
            && self.attempt.preview != Some(Preview::Over)
    }

    /// When Amazon makes the call by itself.
    pub fn preview_ends(&self) -> Option<Millis> {
        Some(self.facts.since + self.preview_rules()?.dials_after?)
    }

    /// What the agent may do with the campaign's call that they look at, if Amazon says that they do.
    pub(super) fn preview_rules(&self) -> Option<PreviewRules> {
        match self.attempt.preview.filter(|_| self.is_previewed())? {
            Preview::Looking(rules) => Some(rules),
            Preview::Over | Preview::Untold => None,
        }
    }

    /// Whether the campaign lets the agent skip the call that is looked at.
    pub fn may_skip(&self) -> bool {
        self.preview_rules().is_some_and(|rules| rules.may_skip)
    }

    /// Whether Connect calls the customer, who may not answer: a dialled call, or a campaign's or a callback that was
    /// accepted.
    pub fn may_go_unanswered(&self) -> bool {
        let attempt = &self.attempt;
        let accepted = attempt.preview.is_some() || attempt.preview_asked.is_some();
        self.facts.inbound == Some(false) || accepted || attempt.called_back
    }

    /// Whether the audio of a ring that has just connected must be somewhere else: a softphone's, and
    /// nobody here accepted it. `panel` tells whether Amazon's own panel could be pressed in this page.
    fn went_elsewhere(&self, panel: bool) -> bool {
        let inbound = self.facts.inbound != Some(false) && self.facts.role.handles();
        let ours = self.attempt.answering_here || self.facts.auto_accept || panel;
        inbound && self.facts.channel == Channel::Voice && self.facts.softphone && !ours
    }

    /// Notes whether agent and customer talk, and where the audio of that is; `talked` tells whether they did before,
    /// `first` whether this page has just started.
    pub(super) fn note_talk(&mut self, talked: bool, first: bool, panel: bool) {
        self.attempt.customer_seen |= self.facts.customer_leg.is_some();
        self.attempt.called_back |=
            self.facts.is_called_back() && self.facts.state == ContactState::Connecting;
        if self.facts.state != ContactState::Connected {
            // A connection that dropped in front of us ended by itself; the next accept is a new one.
            if talked {
                self.attempt.audio = AudioPlace::Here;
            }
            return;
        }
        self.attempt.connected = true;
        if first {
            self.lose_audio();
        }
        if self.attempt.talking_since.is_none() {
            self.attempt.talking_since = Some(self.facts.since);
            if !first && self.went_elsewhere(panel) {
                self.attempt.audio = AudioPlace::Elsewhere;
            }
        }
    }

    /// The CCP's page that has its audio is gone: another begins only with what connects from now on.
    pub(super) fn lose_audio(&mut self) {
        let here = self.attempt.audio == AudioPlace::Here;
        if here && self.facts.state == ContactState::Connected && self.facts.softphone {
            self.attempt.audio = AudioPlace::Lost;
        }
    }

    /// Whether it rings at the agent's desk phone, where alone it can be answered.
    pub fn rings_on_phone(&self, agent_softphone: bool) -> bool {
        let voice = self.facts.channel == Channel::Voice && !self.facts.softphone;
        // A preview rings nowhere: it is looked at before anybody is called.
        voice && !agent_softphone && self.is_ringing() && !self.facts.is_preview()
    }

    /// Whether it needs the agent or the line, after-call work included.
    pub(super) fn occupies_agent(&self) -> bool {
        self.facts.state.is_active() || self.facts.state == ContactState::Ended
    }

    /// A leg that is connected or held means that the agent answered, whatever the contact says.
    fn agent_has_answered(&self) -> bool {
        self.facts
            .agent_leg
            .as_ref()
            .is_some_and(|leg| matches!(leg.state, LegState::Connected | LegState::Hold))
    }

    /// Whether the agent talks with the customer or holds them, and can act on the call.
    pub fn is_handled(&self) -> bool {
        self.facts.state == ContactState::Connected && self.facts.role.handles()
    }

    /// Whether the agent talks on it, or holds it, and it is no chat or task.
    pub fn is_live_voice(&self) -> bool {
        self.facts.channel.is_voice() && self.is_handled()
    }

    /// Whether the others hear the agent unless the agent is mute; in a colleague's call that can be so too.
    pub fn is_audible(&self) -> bool {
        self.facts.state == ContactState::Connected && self.facts.role.is_audible()
    }

    /// Whether the customer is gone though the contact rings or goes on (`connect.md` D.2).
    pub fn customer_left(&self) -> bool {
        let rings = self.facts.channel == Channel::Voice && self.is_ringing();
        let on = self.is_live_voice();
        (rings || on)
            && match &self.facts.customer_leg {
                Some(leg) => !leg.state.is_active(),
                None => self.attempt.customer_seen && !self.facts.lacks_legs,
            }
    }

    /// Whether the agent is on the call with nobody else.
    pub fn is_alone(&self) -> bool {
        self.customer_left() && !self.has_others()
    }

    /// The marks of a completed transfer (`fusion.md` B.8), as long as somebody else is on the call who can
    /// take the customer over.
    pub(super) fn transfer_targets(&self) -> Option<Tokens> {
        if self.customer_left() {
            return None;
        }
        let taken = self.facts.others.iter().find(|party| party.leg.state.is_active())?;
        let mut marks = Tokens::new();
        marks.set_text("SVCMCA_2NDARY_CALL_TYPE", "COMPLETE_TRANSFER");
        if let Some(name) = &taken.name {
            marks.set_text("SVCMCA_DESTINATION_AGENT_NAME", name.as_str());
        }
        Some(marks)
    }

    /// Whether the agent speaks in it with this computer's microphone.
    pub(super) fn has_microphone(&self) -> bool {
        self.is_audible() && self.facts.channel.is_voice() && self.facts.softphone
    }

    /// Whether the customer's leg is on hold.
    pub fn holds_customer(&self) -> bool {
        is_held(self.facts.customer_leg.as_ref())
    }

    /// Whether somebody else is on the call or is being called.
    pub fn has_others(&self) -> bool {
        !self.facts.others.is_empty()
    }

    /// Whether somebody else can be added: nobody is yet, or Connect takes more.
    pub fn takes_another(&self) -> bool {
        let room = !self.has_others() || self.facts.multi_party;
        self.is_handled() && room && !self.is_alone()
    }

    /// Whether there is somebody to swap with: one talks and the other is on hold.
    pub fn can_swap(&self) -> bool {
        let answered = |leg: &Leg| is_held(Some(leg)) || is_talking(leg);
        self.is_consulting() && self.facts.other_legs().all(answered)
    }

    /// Whether customer and one other take turns on hold, the other perhaps still being called.
    pub fn is_consulting(&self) -> bool {
        let [other] = self.facts.others.as_slice() else { return false };
        let turns = is_held(Some(&other.leg)) != self.holds_customer();
        self.is_handled() && other.leg.state.is_active() && turns
    }

    /// Whether there is somebody to join with.
    pub fn can_join(&self) -> bool {
        let held = |leg: &Leg| leg.state == LegState::Hold;
        self.is_handled()
            && self.live_others().count() > 1
            && self.live_others().any(held)
            && self.live_others().all(|leg| held(leg) || is_talking(leg))
    }

    /// Whether the others would go on without the agent, or wait for the one who is still being called.
    pub fn can_leave(&self) -> bool {
        self.is_handled() && self.live_others().count() > 1
    }

    /// The legs of everybody but the agent who is on the call or is being called.
    fn live_others(&self) -> impl Iterator<Item = &Leg> {
        self.facts.legs().filter(|leg| leg.state.is_active())
    }

    /// Whether Connect keeps who is mute, and not the softphone (`connect.md` C.4): of several, or where it, or a
    /// supervisor, muted the agent.
    pub fn is_muted_by_connect(&self) -> bool {
        self.facts.multi_party && self.has_others() || self.is_leg_muted()
    }

    fn is_leg_muted(&self) -> bool {
        self.facts.agent_leg.as_ref().is_some_and(|leg| leg.muted)
    }

    /// Whether the agent is the one on hold, by a flow or by themselves.
    pub fn holds_agent(&self) -> bool {
        self.is_handled() && is_held(self.facts.agent_leg.as_ref())
    }

    /// Takes from Connect that a leg is put on hold, or taken back, of which the agent data tell later.
    pub(super) fn hold_told(
        &mut self,
        leg: &ConnectionId,
        on: bool,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let was_held = self.holds_customer();
        let others = self.facts.others.iter_mut().map(|party| &mut party.leg);
        let own = self.facts.agent_leg.iter_mut().chain(&mut self.facts.customer_leg);
        let (from, to) = if on {
            (LegState::Connected, LegState::Hold)
        } else {
            (LegState::Hold, LegState::Connected)
        };
        if let Some(leg) = own.chain(others).find(|known| known.id == *leg && known.state == from) {
            (leg.state, leg.since) = (to, now);
            if was_held && !self.holds_customer() {
                self.attempt.gone = None;
            }
            // Of what is in doubt the data are the judge.
            let of_hold = |call: &Self, request: &Pending<CallWish>| {
                (request.wish.subject() == Subject::Hold).then(|| call.shows(request)).flatten()
            };
            self.finish(of_hold, out);
        }
    }

    /// The leg that `Hold` acts on: the customer's, or the agent's own with others on the line or while it
    /// is the one on hold (`connect.md` D.2).
    pub fn hold_leg(&self) -> Option<&Leg> {
        if self.has_others() || self.holds_agent() {
            self.facts.agent_leg.as_ref()
        } else {
            self.facts.customer_leg.as_ref().filter(|leg| leg.state.is_active())
        }
    }

    /// Whether `Hold` is on.
    pub fn is_held(&self) -> bool {
        is_held(self.hold_leg())
    }

    /// Notes who is gone since `before` without the agent's asking; it stays until the agent calls somebody
    /// else or takes the customer back.
    pub(super) fn note_gone(&mut self, before: &ContactFacts) {
        let known =
            |legs: &ContactFacts, id: &ConnectionId| legs.other_legs().any(|leg| leg.id == *id);
        let called = self.facts.other_legs().any(|leg| !known(before, &leg.id));
        let was_held = is_held(before.customer_leg.as_ref());
        if !self.is_handled() || called || (was_held && !self.holds_customer()) {
            self.attempt.gone = None;
        }
        if !self.is_handled() || self.facts.lacks_legs {
            return;
        }
        let asked = |id: &ConnectionId| {
            self.requests.iter().any(|request| request.wish == CallWish::Drop(id.clone()))
        };
        let gone = before
            .others
            .iter()
            .find(|party| !known(&self.facts, &party.leg.id) && !asked(&party.leg.id));
        if let Some(party) = gone {
            self.attempt.gone = Some(GoneParty {
                name: party.name.clone(),
                number: party.number.clone(),
                answered: !matches!(party.leg.state, LegState::Connecting | LegState::Init),
            });
        }
    }

    /// Whether the agent is mute in it; `muted` is what the softphone last said.
    pub fn is_muted(&self, muted: bool) -> bool {
        if self.is_muted_by_connect() { self.is_leg_muted() } else { muted }
    }

    /// How the parties stand.
    pub(super) fn parties(&self) -> Parties {
        let others = self.facts.other_legs().map(|leg| leg.id.clone()).collect();
        Parties { others, held: self.holds_customer() }
    }
}

fn is_held(leg: Option<&Leg>) -> bool {
    leg.is_some_and(|leg| leg.state == LegState::Hold)
}

fn is_talking(leg: &Leg) -> bool {
    leg.state == LegState::Connected
}

/// What the agent, or Fusion for the agent, wants done with a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallWish {
    /// Answer.
    Accept,
    /// Call somebody else; the customer is put on hold.
    Add(Callee),
    /// Have Amazon make a campaign's call at once.
    CallNow,
    /// Put away.
    Clear,
    /// Send tones.
    Digits(Digits),
    /// Take one party off the call.
    Drop(ConnectionId),
    /// End.
    End,
    /// Put on hold, or back.
    Hold(bool),
    /// Let everybody talk with everybody.
    Join,
    /// Mute the agent, or not.
    Mute(bool),
    /// Mute one party.
    MuteParty(ConnectionId),
    /// Decline.
    Reject,
    /// Leave a campaign's call unmade.
    Skip,
    /// Talk with the one on hold.
    Swap,
}

/// What a wish is about. Tones aside, one request about a subject is in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whether the customer, or the agent, is on hold.
    Hold,
    /// The life of the contact.
    Life,
    /// Whether the agent is mute.
    Mute,
    /// Who is on the call.
    Parties,
    /// Tones.
    Tones,
}

impl CallWish {
    /// What it is about.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Accept | Self::CallNow | Self::Clear | Self::End | Self::Reject | Self::Skip => {
                Subject::Life
            }
            Self::Add(_) | Self::Drop(_) | Self::Join | Self::MuteParty(_) | Self::Swap => {
                Subject::Parties
            }
            Self::Digits(_) => Subject::Tones,
            Self::Hold(_) => Subject::Hold,
            Self::Mute(_) => Subject::Mute,
        }
    }
}
