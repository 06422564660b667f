//! Owns the way out: offline first, then signed out of Connect.
//!
//! Must never sign out while a contact needs the agent.

use super::audio::Audio;
use super::call::Call;
use super::command::{Command, ConnectRequest, Refusal};
use super::event::Failure;
use super::ids::CommandId;
use super::model::Model;
use super::pending::{COMMAND_TIMEOUT, Pending};
use super::quick_connects::Directory;
use super::snapshot::AgentStateKind;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// After so long the agent is signed out although Connect did not say that they are offline.
const OFFLINE_TIMEOUT: Millis = Millis::seconds(4);

/// A sign-out under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SigningOut {
    /// The agent is being taken offline first.
    Offline(Pending<()>),
    /// Amazon was told at this time.
    Leaving(Millis),
}

impl SigningOut {
    fn deadline(&self) -> Millis {
        match self {
            Self::Offline(pending) => pending.since + OFFLINE_TIMEOUT,
            Self::Leaving(at) => *at + COMMAND_TIMEOUT,
        }
    }
}

impl Model {
    /// The agent wants to leave.
    pub(super) fn sign_out(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.signing_out.is_some() || !self.link.is_up() {
            return;
        }
        if self.needs_agent() {
            self.change_refusal = Some(Refusal::OnContact);
            return;
        }
        self.abandon_change(out);
        self.change_refusal = None;
        let offline = self.agent.as_ref().and_then(|agent| {
            let there = agent.state.kind == AgentStateKind::Offline;
            let offline = |kind: &AgentStateKind| *kind == AgentStateKind::Offline;
            agent.selectable.iter().find(|state| !there && offline(&state.kind)).cloned()
        });
        let Some(state) = offline else { return self.leave(now, out) };
        let id = self.next_command();
        let request = ConnectRequest::SetState { arn: state.arn, enqueue: false };
        out.push(Command::Connect { id, request });
        self.signing_out = Some(SigningOut::Offline(Pending::new((), id, None, now)));
    }

    /// Takes Streams' word on the way offline; after a refusal there is time to see a contact that came.
    pub(super) fn settle_sign_out(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        now: Millis,
        out: &mut Vec<Command>,
    ) -> bool {
        let asked = |leaving: &SigningOut| matches!(leaving, SigningOut::Offline(pending) if pending.id == id);
        if !self.signing_out.as_ref().is_some_and(asked) {
            return false;
        }
        if outcome.is_ok() {
            self.leave(now, out);
        }
        true
    }

    /// Leaves without waiting any longer; gives up when Amazon does not confirm the sign-out.
    pub(super) fn expire_sign_out(&mut self, now: Millis, out: &mut Vec<Command>) {
        match self.signing_out.as_ref().filter(|leaving| now >= leaving.deadline()) {
            Some(SigningOut::Offline(_)) => self.leave(now, out),
            Some(SigningOut::Leaving(_)) => self.signing_out = None,
            None => {}
        }
    }

    /// When the next look at it is due by itself.
    pub(super) fn sign_out_deadline(&self) -> Option<Millis> {
        self.signing_out.as_ref().map(SigningOut::deadline)
    }

    /// Signed out: what this agent did, saw and chose is nobody else's business.
    pub(super) fn signed_out(&mut self, out: &mut Vec<Command>) {
        self.forget_connection();
        self.abandon_change(out);
        self.agent = None;
        self.change_refusal = None;
        self.dial_refusal = None;
        self.directory = Directory::default();
        self.reading = None;
        self.front = None;
        self.recent.clear();
        self.notices.clear();
        let microphone = self.audio.microphone;
        self.audio = Audio { microphone, ..Audio::default() };
        for call in self.calls.values_mut() {
            call.attempt.logged = true;
        }
    }

    /// What the softphone and the worker of one connection said is not true of the next.
    pub(super) fn forget_connection(&mut self) {
        self.inactivity.warning = None;
        self.signing_out = None;
        self.garbled = false;
        self.muted = false;
        self.audio.fault = None;
    }

    /// Leaves, unless a contact came while the agent was taken offline.
    fn leave(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.needs_agent() {
            self.signing_out = None;
            self.change_refusal = Some(Refusal::OnContact);
        } else {
            self.signing_out = Some(SigningOut::Leaving(now));
            out.push(Command::SignOut);
        }
    }

    /// Whether a contact, or a call that is being dialled, needs the agent.
    fn needs_agent(&self) -> bool {
        self.dial.is_some() || self.calls.values().any(Call::occupies_agent)
    }
}
