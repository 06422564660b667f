//! Owns one contact at the agent: what Connect says of it, and what was asked of Connect for it.
//!
//! Must never talk to Fusion about the call; it only answers the commands that Fusion sent for it.
//! Intents of both sides join here: one request is in flight, and every asker waits for the same.

use super::agent::{answer_all, reply};
use super::command::{Command, ConnectRequest, Refusal, Reply};
use super::event::Failure;
use super::ids::{CommandId, ContactId, EventId, Ticket};
use super::parties::PartyRequest;
use super::personal::Tokens;
use super::snapshot::{Channel, ContactFacts, ContactState, LegState, Role, Unnumbered};
use super::switch::Switch;
use super::time::Millis;

/// After so long every asker gets an answer, whatever Connect does (`design.md` 3).
pub const COMMAND_TIMEOUT: Millis = Millis::seconds(8);

/// One contact of the last snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Putting on hold and back.
    pub hold: Switch,
    /// Muting the agent and back.
    pub mute: Switch,
    /// What is asked about who is on the call.
    pub party: Option<PartyRequest>,
    /// Tones that Streams has not confirmed.
    pub tones: Vec<CommandId>,
    /// An open microphone that nobody here asked for.
    pub alarm: Alarm,
    /// Since when agent and customer talk.
    pub talking_since: Option<Millis>,
    /// Whether it is among the recent calls.
    pub logged: bool,
}

/// Whether the microphone was opened without a wish of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What is asked of Connect for a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Answer.
    Accept,
    /// Put away.
    Clear,
    /// End.
    End,
    /// Decline.
    Reject,
}

/// A request to Connect and everybody who waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What was asked.
    pub action: Action,
    /// The command.
    pub id: CommandId,
    /// When.
    pub at: Millis,
    /// What Streams said so far.
    pub word: Word,
    /// The commands of Fusion that wait for it.
    pub waiters: Vec<Ticket>,
}

/// What Streams said of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A failed accept, or no word in time: the next snapshot judges it.
    Doubtful(Failure),
    /// Nothing yet.
    None,
    /// Success; the snapshot is still to show it.
    Success,
}

/// What a wish comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Plan {
    Already,
    Ask(Action),
    Join,
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
            hold: Switch::default(),
            mute: Switch::default(),
            party: None,
            tones: Vec::new(),
            alarm: Alarm::None,
            talking_since: None,
            logged: false,
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
            role: Role::Agent,
            supervised: false,
            multi_party: false,
            attributes: Tokens::new(),
            number: None,
            unnumbered: Unnumbered::Withheld,
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
        self.talking_since = None;
        self.logged = false;
        self.connected = self.facts.state == ContactState::Connected;
    }

    /// Whether it rings at the agent: `connecting` inbound, or an offered callback (`connect.md` D.6).
    pub fn is_ringing(&self) -> bool {
        let inbound = self.facts.inbound != Some(false);
        match (&self.facts.channel, &self.facts.state) {
            (_, ContactState::Incoming) => inbound,
            (Channel::QueueCallback, ContactState::Connecting) => false,
            (_, ContactState::Connecting) => inbound && !self.is_on_hold_of_agent(),
            _ => false,
        }
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

    /// Takes a wish of the agent or of Fusion; `ticket` is the command to answer.
    pub(super) fn wish(
        &mut self,
        wish: Action,
        ticket: Option<Ticket>,
        id: impl FnOnce() -> CommandId,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        match self.plan(wish) {
            Ok(Plan::Already) => reply(ticket, Ok(Reply::Done), out),
            Ok(Plan::Join) => {
                if let Some(request) = &mut self.request {
                    match (ticket, &request.word) {
                        (Some(_), Word::Success) => {
                            reply(ticket, Ok(Reply::Done), out);
                        }
                        (Some(ticket), Word::Doubtful(_) | Word::None) => {
                            request.waiters.push(ticket);
                        }
                        (None, _) => {}
                    }
                }
            }
            Ok(Plan::Ask(action)) => {
                let id = id();
                self.refusal = None;
                let waiters = ticket.into_iter().collect();
                self.request = Some(Request { action, id, at: now, word: Word::None, waiters });
                let contact = self.facts.id.clone();
                let request = match action {
                    Action::Accept => ConnectRequest::Accept(contact),
                    Action::Clear => ConnectRequest::Clear(contact),
                    Action::End => ConnectRequest::End(contact),
                    Action::Reject => ConnectRequest::Reject(contact),
                };
                out.push(Command::Connect { id, request });
            }
            Err(refusal) => {
                if ticket.is_none() {
                    self.refusal = Some(refusal.clone());
                }
                reply(ticket, Err(refusal), out);
            }
        }
    }

    /// Takes Streams' word; tells whether it was for the present request.
    pub(super) fn settle(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        out: &mut Vec<Command>,
    ) -> bool {
        if let Some((action, _)) = self.lapsed.filter(|(_, lapsed)| *lapsed == id) {
            self.lapsed = None;
            if outcome.is_ok() {
                self.confirm(action);
            }
            return true;
        }
        let Some(request) = self.request.as_mut().filter(|request| request.id == id) else {
            return false;
        };
        match outcome {
            Ok(()) => {
                request.word = Word::Success;
                answer_all(&mut request.waiters, &Ok(Reply::Done), out);
                let action = request.action;
                self.confirm(action);
            }
            Err(failure) if request.action == Action::Accept || *failure == Failure::TimedOut => {
                request.word = Word::Doubtful(failure.clone());
            }
            Err(failure) => self.fail(Refusal::Connect(failure.clone()), out),
        }
        true
    }

    /// Notes what Connect confirmed; the reasons of `design.md` 3 depend on it.
    fn confirm(&mut self, action: Action) {
        match action {
            Action::Reject => self.declined = true,
            Action::End => self.ended_here = true,
            Action::Accept | Action::Clear => {}
        }
    }

    /// Compares the request with the facts that the newest snapshot brought.
    pub(super) fn judge(&mut self, out: &mut Vec<Command>) {
        let ringing = self.is_ringing();
        let active = self.facts.state.is_active();
        let talking = self.facts.state == ContactState::Connected;
        let Some(request) = &self.request else { return };
        match (request.action, &request.word) {
            (Action::Accept, _) if talking => self.done(out),
            (Action::Accept, Word::Doubtful(failure)) => {
                let refusal = Refusal::Connect(failure.clone());
                self.accept_failed = true;
                self.lapse();
                self.fail(refusal, out);
            }
            (Action::Accept, _) if !active => self.fail(Refusal::NoLongerThere, out),
            // An accepted callback dials the customer next; that is the effect of the accept.
            (Action::Accept, _) if !ringing => self.done(out),
            (Action::Reject, _) if talking => self.fail(Refusal::AlreadyConnected, out),
            (Action::Reject, _) if !ringing => {
                self.declined = true;
                self.done(out);
            }
            (Action::End, _) if !active => {
                self.ended_here = true;
                self.done(out);
            }
            (Action::Clear | Action::End | Action::Reject, Word::Doubtful(failure)) => {
                let refusal = Refusal::Connect(failure.clone());
                self.lapse();
                self.fail(refusal, out);
            }
            (Action::Accept | Action::Clear | Action::End | Action::Reject, _) => {}
        }
    }

    /// Answers everybody who waits, because the contact left the snapshot.
    pub(super) fn vanish(&mut self, out: &mut Vec<Command>) {
        let Some(request) = &self.request else { return };
        match request.action {
            Action::Accept => {
                self.accept_failed |= matches!(request.word, Word::Doubtful(_));
                self.fail(Refusal::NoLongerThere, out);
            }
            Action::Reject => {
                self.declined = true;
                self.done(out);
            }
            Action::End => {
                self.ended_here = true;
                self.done(out);
            }
            Action::Clear => self.done(out),
        }
    }

    /// Gives up requests that nobody confirmed.
    pub(super) fn expire(&mut self, now: Millis, out: &mut Vec<Command>) {
        let given_up = [self.hold.expire(now, out), self.mute.expire(now, out)];
        if let Some(refusal) = given_up.into_iter().flatten().next() {
            self.refusal = Some(refusal);
        }
        self.expire_party(now);
        self.raise_alarm(now);
        self.expire_request(now, out);
    }

    fn expire_request(&mut self, now: Millis, out: &mut Vec<Command>) {
        let Some(request) = &self.request else { return };
        if now < request.at + COMMAND_TIMEOUT {
            return;
        }
        let failure = match &request.word {
            Word::Doubtful(failure) => failure.clone(),
            Word::None | Word::Success => Failure::TimedOut,
        };
        self.accept_failed |= request.action == Action::Accept && request.word != Word::Success;
        self.lapse();
        self.fail(Refusal::Connect(failure), out);
    }

    /// Remembers the request that is being given up, for a success that comes late.
    fn lapse(&mut self) {
        self.lapsed = self.request.as_ref().map(|request| (request.action, request.id));
    }

    /// When the next look at it is due by itself.
    pub(super) fn deadline(&self) -> Option<Millis> {
        let asked = self.request.as_ref().map(|request| request.at + COMMAND_TIMEOUT);
        let party = self.party.as_ref().map(|request| request.at + COMMAND_TIMEOUT);
        let switches = [self.hold.deadline(), self.mute.deadline(), self.alarm_deadline()];
        switches.into_iter().flatten().chain(asked).chain(party).min()
    }

    fn plan(&self, wish: Action) -> Result<Plan, Refusal> {
        let active = self.facts.state.is_active();
        let ringing = self.is_ringing();
        let talking = self.facts.state == ContactState::Connected;
        let wish = if wish == Action::End && ringing { Action::Reject } else { wish };
        let in_flight = self.request.as_ref().map(|request| request.action);
        if in_flight == Some(wish) {
            return Ok(Plan::Join);
        }
        match (wish, in_flight) {
            // Connect knows what the contact is; it refuses what does not fit.
            (_, None) if self.unread => Ok(Plan::Ask(wish)),
            (Action::Accept, Some(Action::Reject)) => Err(Refusal::AlreadyDeclining),
            (Action::Reject, Some(Action::Accept)) => Err(Refusal::AlreadyAnswering),
            (Action::Accept, _) if talking => Ok(Plan::Already),
            (Action::Accept, _) if !active => Err(Refusal::NoLongerThere),
            (Action::Accept, _) if !ringing => Err(Refusal::NotRinging),
            (Action::Reject, _) if active && !ringing => Err(Refusal::AlreadyConnected),
            (Action::Clear, _) if active => Err(Refusal::AlreadyConnected),
            (Action::Reject | Action::End, _) if !active => Ok(Plan::Already),
            // Asking would forget who waits for the other request.
            (_, Some(_)) => Err(Refusal::Superseded),
            (_, None) => Ok(Plan::Ask(wish)),
        }
    }

    fn done(&mut self, out: &mut Vec<Command>) {
        if let Some(mut request) = self.request.take() {
            answer_all(&mut request.waiters, &Ok(Reply::Done), out);
        }
    }

    fn fail(&mut self, refusal: Refusal, out: &mut Vec<Command>) {
        if let Some(mut request) = self.request.take() {
            answer_all(&mut request.waiters, &Err(refusal.clone()), out);
            self.refusal = Some(refusal);
        }
    }

    /// A leg that is connected or held means that the agent answered, whatever the contact says.
    fn is_on_hold_of_agent(&self) -> bool {
        self.facts
            .agent_leg
            .as_ref()
            .is_some_and(|leg| matches!(leg.state, LegState::Connected | LegState::Hold))
    }
}
