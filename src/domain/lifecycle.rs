//! Owns the life of a contact as it is asked of Connect: accept, decline, end, clear.
//!
//! Intents of both sides join here: one request is in flight, and every asker waits for the same.

use super::agent::{answer_all, reply};
use super::call::{COMMAND_TIMEOUT, Call};
use super::command::{Command, ConnectRequest, Refusal, Reply};
use super::event::Failure;
use super::ids::{CommandId, Ticket};
use super::snapshot::ContactState;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// A refusal is told after so long, though no snapshot shows what became of the contact.
const DOUBT_TIMEOUT: Millis = Millis::seconds(2);

/// What is asked of Connect for a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What was asked.
    pub action: Action,
    /// The command.
    pub id: CommandId,
    /// When.
    pub at: Millis,
    /// What Streams said so far.
    pub word: Acknowledgement,
    /// The commands of Fusion that wait for it.
    pub waiters: Vec<Ticket>,
}

/// What Streams said of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Acknowledgement {
    /// A failed accept, or no word in time: the next snapshot judges it, or at this time nobody does.
    Unconfirmed(Failure, Millis),
    /// Nothing yet.
    None,
    /// Success; the snapshot is still to show it.
    Success,
}

impl Request {
    /// When it is given up.
    fn deadline(&self) -> Millis {
        let latest = self.at + COMMAND_TIMEOUT;
        match self.word {
            Acknowledgement::Unconfirmed(_, until) => latest.min(until),
            Acknowledgement::None | Acknowledgement::Success => latest,
        }
    }
}

/// What a wish comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Plan {
    Already,
    Ask(Action),
    Join,
}

impl Call {
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
                        (Some(_), Acknowledgement::Success) => {
                            reply(ticket, Ok(Reply::Done), out);
                        }
                        (
                            Some(ticket),
                            Acknowledgement::Unconfirmed(..) | Acknowledgement::None,
                        ) => {
                            request.waiters.push(ticket);
                        }
                        (None, _) => {}
                    }
                }
            }
            Ok(Plan::Ask(action)) => {
                let id = id();
                self.refusal = None;
                self.answering_here |= action == Action::Accept;
                let waiters = ticket.into_iter().collect();
                self.request =
                    Some(Request { action, id, at: now, word: Acknowledgement::None, waiters });
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
        now: Millis,
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
                request.word = Acknowledgement::Success;
                answer_all(&mut request.waiters, &Ok(Reply::Done), out);
                let action = request.action;
                self.confirm(action);
            }
            Err(failure) if request.action == Action::Accept || *failure == Failure::TimedOut => {
                request.word = Acknowledgement::Unconfirmed(failure.clone(), now + DOUBT_TIMEOUT);
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
            (Action::Accept, Acknowledgement::Unconfirmed(failure, _)) => {
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
            (
                Action::Clear | Action::End | Action::Reject,
                Acknowledgement::Unconfirmed(failure, _),
            ) => {
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
                self.accept_failed |= matches!(request.word, Acknowledgement::Unconfirmed(..));
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
        if now < request.deadline() {
            return;
        }
        let failure = match &request.word {
            Acknowledgement::Unconfirmed(failure, _) => failure.clone(),
            Acknowledgement::None | Acknowledgement::Success => Failure::TimedOut,
        };
        self.accept_failed |=
            request.action == Action::Accept && request.word != Acknowledgement::Success;
        self.lapse();
        self.fail(Refusal::Connect(failure), out);
    }

    /// Remembers the request that is being given up, for a success that comes late.
    fn lapse(&mut self) {
        self.lapsed = self.request.as_ref().map(|request| (request.action, request.id));
    }

    /// When the next look at it is due by itself.
    pub(super) fn deadline(&self) -> Option<Millis> {
        let asked = self.request.as_ref().map(Request::deadline);
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
}
