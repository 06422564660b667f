//! Owns the way out: offline first, then signed out of Connect.
//!
//! Must never sign out while a contact needs the agent.

use super::agent::Change;
use super::call::Call;
use super::command::{Command, ConnectRequest, Refusal};
use super::ids::CommandId;
use super::model::Model;
use super::snapshot::AgentStateKind;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// After so long the agent is signed out although Connect did not say that they are offline.
const OFFLINE_TIMEOUT: Millis = Millis::seconds(4);

/// A sign-out under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningOut {
    /// The command that takes the agent offline; `None` once Amazon was told.
    pub offline: Option<CommandId>,
    /// When.
    pub at: Millis,
}

impl Model {
    /// The agent wants to leave.
    pub(super) fn sign_out(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.signing_out.is_some() || !self.link.is_up() {
            return;
        }
        if self.calls.values().any(Call::occupies_agent) || self.dial.is_some() {
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
        let id = offline.map(|state| {
            let id = self.next_command();
            let request = ConnectRequest::SetState { arn: state.arn, enqueue: false };
            out.push(Command::Connect { id, request });
            id
        });
        self.signing_out = Some(SigningOut { offline: id, at: now });
        if id.is_none() {
            out.push(Command::SignOut);
        }
    }

    /// Takes Streams' word on the way offline; whatever it is, the agent leaves.
    pub(super) fn settle_sign_out(&mut self, id: CommandId, out: &mut Vec<Command>) -> bool {
        let is_it = self.signing_out.is_some_and(|leaving| leaving.offline == Some(id));
        if is_it {
            self.leave(out);
        }
        is_it
    }

    /// Leaves without waiting any longer; gives up when Amazon does not confirm the sign-out.
    pub(super) fn expire_sign_out(&mut self, now: Millis, out: &mut Vec<Command>) {
        match self.signing_out {
            Some(SigningOut { offline: Some(_), at }) if now >= at + OFFLINE_TIMEOUT => {
                self.leave(out);
            }
            Some(SigningOut { offline: None, at }) if now >= at + Change::CONFIRM_TIMEOUT => {
                self.signing_out = None;
            }
            Some(_) | None => {}
        }
    }

    /// When the next look at it is due by itself.
    pub(super) fn sign_out_deadline(&self) -> Option<Millis> {
        self.signing_out.map(|leaving| {
            let span =
                if leaving.offline.is_some() { OFFLINE_TIMEOUT } else { Change::CONFIRM_TIMEOUT };
            leaving.at + span
        })
    }

    /// Signed out: what this agent did is nobody else's business.
    pub(super) fn signed_out(&mut self) {
        self.signing_out = None;
        self.recent.clear();
        self.muted = false;
    }

    fn leave(&mut self, out: &mut Vec<Command>) {
        if let Some(leaving) = &mut self.signing_out {
            leaving.offline = None;
        }
        out.push(Command::SignOut);
    }
}
