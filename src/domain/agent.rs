//! Availability: which state the agent's button or Fusion asks for, and what Fusion is told of it.

use super::agent_state::{self, Trouble};
use super::call::Call;
use super::command::{AgentReport, Command, ConnectRequest, Refusal, Reply, StateLabel};
use super::event::Failure;
use super::ids::{CommandId, StateArn, Ticket};
use super::model::Model;
use super::pending::{Pending, reply};
use super::snapshot::{AgentFacts, AgentStateKind, SelectableState, Snapshot};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// A state that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateChange {
    /// The state.
    pub state: SelectableState,
    /// Whether it comes after the contact.
    pub enqueue: bool,
}

impl AgentFacts {
    /// Whether the agent is, or will be after the contact, available.
    pub fn is_effectively_available(&self) -> bool {
        let routable = |state: &SelectableState| state.kind == AgentStateKind::Routable;
        if let Some(next) = &self.next {
            return routable(next);
        }
        let chosen = || self.chosen_state().is_some_and(routable);
        match self.state.kind {
            AgentStateKind::Routable => true,
            // Connect's own states, such as `Pending` (of type not_routable: connect.md E.6), leave the
            // agent's choice as it is.
            AgentStateKind::NotRoutable if !self.is_choice() => chosen(),
            AgentStateKind::System => chosen(),
            AgentStateKind::Error
            | AgentStateKind::Init
            | AgentStateKind::NotRoutable
            | AgentStateKind::Offline
            | AgentStateKind::Unknown(_) => false,
        }
    }

    /// What to call the present state.
    pub fn label(&self) -> StateLabel {
        if self.is_choice() {
            return StateLabel::Named(self.state.name.clone());
        }
        match self.trouble() {
            Some(trouble) => StateLabel::Trouble(trouble),
            None => agent_state::system(&self.state.name),
        }
    }

    /// The error that takes the agent off the queue, if one does.
    pub fn trouble(&self) -> Option<Trouble> {
        let error = self.state.kind == AgentStateKind::Error;
        error.then(|| agent_state::trouble(&self.state.name))
    }

    /// Whether Connect took the agent off the queue because a call did not reach them.
    pub(super) fn missed_a_call(&self) -> bool {
        matches!(self.trouble(), Some(Trouble::MissedCall | Trouble::FailedConnectAgent))
    }

    /// The state that the agent chose.
    pub fn chosen_state(&self) -> Option<&SelectableState> {
        let chosen = self.chosen.as_ref()?;
        self.selectable.iter().find(|state| state.name == *chosen)
    }

    /// Whether the agent is in the state of this key.
    pub fn is_in(&self, arn: &StateArn) -> bool {
        self.state.arn.as_ref() == Some(arn)
    }

    /// Whether the state of this key is queued for after the contact.
    pub fn is_next(&self, arn: &StateArn) -> bool {
        self.next.as_ref().is_some_and(|next| next.arn == *arn)
    }

    /// Whether the present state is one that the agent can choose, and none of Connect's own, which may
    /// have the same name.
    fn is_choice(&self) -> bool {
        self.selectable.iter().any(|state| self.is_in(&state.arn))
    }

    fn find(&self, available: bool, preferred: Option<&str>) -> Option<&SelectableState> {
        let of_kind =
            |kind: &AgentStateKind| self.selectable.iter().find(|state| state.kind == *kind);
        if available {
            return of_kind(&AgentStateKind::Routable);
        }
        let named = preferred.and_then(|name| {
            self.selectable
                .iter()
                .find(|state| state.name == name && state.kind != AgentStateKind::Routable)
        });
        named
            .or_else(|| of_kind(&AgentStateKind::NotRoutable))
            .or_else(|| of_kind(&AgentStateKind::Offline))
    }
}

impl Model {
    /// The agent's button: available ↔ not available.
    pub(super) fn toggle_availability(&mut self, now: Millis, out: &mut Vec<Command>) {
        let Some(agent) = &self.agent else { return };
        // A second press before Connect confirmed the first is the same wish, not its opposite.
        if self.change.is_none() {
            let available = !agent.is_effectively_available();
            self.change_availability(available, None, now, out);
        }
    }

    /// Asks Connect for a change of state, or answers at once when there is nothing to change.
    pub(super) fn change_availability(
        &mut self,
        available: bool,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        match self.plan_change(available) {
            Ok(None) => reply(ticket, Ok(Reply::Done), out),
            Ok(Some(Plan::Join)) => {
                if let Some(change) = &mut self.change {
                    change.join(ticket, out);
                }
            }
            Ok(Some(Plan::Ask { state, enqueue })) => {
                self.ask_change(state, enqueue, ticket, now, out);
            }
            Err(refusal) => {
                if ticket.is_none() {
                    self.change_refusal = Some(refusal.clone());
                }
                reply(ticket, Err(refusal), out);
            }
        }
    }

    /// Goes into a state that the agent chose, after the contact if there is one.
    pub(super) fn choose_state(&mut self, arn: &StateArn, now: Millis, out: &mut Vec<Command>) {
        let Some(agent) = self.agent.as_ref().filter(|_| self.link.is_up()) else {
            self.change_refusal = Some(Refusal::NotSignedIn);
            return;
        };
        let Some(state) = agent.selectable.iter().find(|state| state.arn == *arn).cloned() else {
            self.change_refusal = Some(Refusal::NoSuchState);
            return;
        };
        let enqueue = self.is_on_contact(agent);
        let so_already = if enqueue { agent.is_next(arn) } else { agent.is_in(arn) };
        match &self.change {
            // A second press of the same is the same wish.
            Some(change) if change.wish.state.arn == *arn => {}
            Some(_) => self.change_refusal = Some(Refusal::Superseded),
            None if so_already => {}
            None => self.ask_change(state, enqueue, None, now, out),
        }
    }

    /// Takes back the state queued for after the contact: the one chosen before is queued instead.
    pub(super) fn cancel_next_state(&mut self, now: Millis, out: &mut Vec<Command>) {
        let Some(agent) = self.agent.as_ref().filter(|agent| agent.next.is_some()) else { return };
        match agent.chosen_state().map(|state| state.arn.clone()) {
            Some(arn) => self.choose_state(&arn, now, out),
            None => self.change_refusal = Some(Refusal::NoSuchState),
        }
    }

    /// Ends a change without an answer of Connect, because another way is taken.
    pub(super) fn abandon_change(&mut self, out: &mut Vec<Command>) {
        if self.change.is_some() {
            self.fail_change(&Refusal::Superseded, out);
        }
    }

    fn ask_change(
        &mut self,
        state: SelectableState,
        enqueue: bool,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        self.change_refusal = None;
        let request = ConnectRequest::SetState { arn: state.arn.clone(), enqueue };
        self.change = Some(Pending::new(StateChange { state, enqueue }, id, ticket, now));
        out.push(Command::Connect { id, request });
    }

    fn is_on_contact(&self, agent: &AgentFacts) -> bool {
        agent.state.kind == AgentStateKind::System || self.calls.values().any(Call::occupies_agent)
    }

    /// Takes Streams' word on a change; tells whether it was for the present one.
    pub(super) fn settle_change(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        out: &mut Vec<Command>,
    ) -> bool {
        let Some(change) = self.change.as_mut().filter(|change| change.id == id) else {
            return false;
        };
        match outcome {
            Ok(()) => change.acknowledge(out),
            Err(failure) => self.fail_change(&Refusal::Connect(failure.clone()), out),
        }
        true
    }

    /// Compares a change with what Connect now says of the agent.
    pub(super) fn observe_agent(&mut self, snapshot: &Snapshot, out: &mut Vec<Command>) {
        let agent = &snapshot.agent;
        if let Some(change) = &mut self.change {
            // Connect may forget a queued state that is the chosen one anyway.
            let next = agent.next.as_ref().or(agent.chosen_state());
            let StateChange { state, enqueue } = &change.wish;
            let queued = next.is_some_and(|next| next.arn == state.arn);
            if agent.is_in(&state.arn) || (*enqueue && queued) {
                change.answer(&Ok(()), out);
                self.change = None;
            }
        }
        let key = |agent: &AgentFacts| (agent.state.arn.clone(), agent.state.name.clone());
        if self.agent.as_ref().is_some_and(|before| key(before) != key(agent)) {
            self.change_refusal = None;
        }
        self.agent = Some(agent.clone());
    }

    /// Gives up a change that nobody confirmed.
    pub(super) fn expire_change(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.change_deadline().is_some_and(|deadline| now >= deadline) {
            self.fail_change(&Refusal::Connect(Failure::TimedOut), out);
        }
    }

    pub(super) fn change_deadline(&self) -> Option<Millis> {
        self.change.as_ref().map(Pending::deadline)
    }

    /// What Fusion should know of the agent; `None` as long as nothing can be said.
    pub fn agent_report(&self) -> Option<AgentReport> {
        if self.link.is_starting() {
            return None;
        }
        let signed_out =
            AgentReport { available: false, logged_in: false, label: StateLabel::SignedOut };
        let there = self.link.is_up() && !self.stood_down;
        Some(self.agent.as_ref().filter(|_| there).map_or(signed_out, |agent| AgentReport {
            available: agent.state.kind == AgentStateKind::Routable,
            logged_in: true,
            label: agent.label(),
        }))
    }

    fn plan_change(&self, available: bool) -> Result<Option<Plan>, Refusal> {
        if !self.link.is_up() {
            return Err(Refusal::NotSignedIn);
        }
        let agent = self.agent.as_ref().ok_or(Refusal::NotSignedIn)?;
        if let Some(change) = &self.change {
            let join = (change.wish.state.kind == AgentStateKind::Routable) == available;
            return if join { Ok(Some(Plan::Join)) } else { Err(Refusal::Superseded) };
        }
        let settled = agent.state.kind != AgentStateKind::Error;
        if settled && agent.is_effectively_available() == available {
            return Ok(None);
        }
        let state = agent
            .find(available, self.settings.unavailable_state.as_deref())
            .ok_or(Refusal::NoSuchState)?
            .clone();
        Ok(Some(Plan::Ask { state, enqueue: self.is_on_contact(agent) }))
    }

    fn fail_change(&mut self, refusal: &Refusal, out: &mut Vec<Command>) {
        if let Some(mut change) = self.change.take() {
            change.answer(&Err(refusal.clone()), out);
            self.change_refusal = Some(refusal.clone());
        }
    }
}

enum Plan {
    Ask { state: SelectableState, enqueue: bool },
    Join,
}
