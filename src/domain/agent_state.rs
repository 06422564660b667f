//! The agent's state: which it is, what it is called, and which one a wish for availability means.

use super::ids::StateArn;
use super::snapshot::{AgentFacts, AgentStateKind, SelectableState};
use serde::{Deserialize, Serialize};

/// What Fusion is told of the agent (`fusion.md` E.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentReport {
    /// Whether Fusion's phone icon shows as available.
    pub available: bool,
    /// False only when signed out or without a link to Connect.
    pub logged_in: bool,
    /// The state to name.
    pub label: StateLabel,
}

/// A state to be put into words of the agent's language; names of the admin stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StateLabel {
    /// After-call work.
    AfterCallWork,
    /// On a contact.
    Busy,
    /// A call is being set up with the customer.
    CallingCustomer,
    /// Somebody is being added to the call.
    Joining,
    /// A state named by the admin, or one without a word of ours.
    Named(String),
    /// A contact is being offered.
    Ringing,
    /// Signed out, or no link to Connect.
    SignedOut,
    /// An error took the agent off the queue.
    Error(AgentError),
}

/// The error states that take an agent off the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentError {
    /// `AgentHungUp`.
    AgentHungUp,
    /// `BadAddressAgent`.
    BadAddressAgent,
    /// `BadAddressCustomer`.
    BadAddressCustomer,
    /// `FailedConnectAgent`.
    FailedConnectAgent,
    /// `FailedConnectCustomer`.
    FailedConnectCustomer,
    /// `LineEngagedAgent`.
    LineEngagedAgent,
    /// `LineEngagedCustomer`.
    LineEngagedCustomer,
    /// `MissedCallAgent`, and `Default` after a missed callback (`connect.md` D.6).
    MissedCall,
    /// `MissedCallCustomer`.
    MissedCallCustomer,
    /// `MultipleCcpWindows`.
    MultipleWindows,
    /// `Error`, `InvalidLocale` and every other.
    Other,
    /// `RealtimeCommunicationError`.
    RealtimeCommunication,
}

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
        match self.error() {
            Some(error) => StateLabel::Error(error),
            None => system(&self.state.name),
        }
    }

    /// The error that takes the agent off the queue, if one does.
    pub fn error(&self) -> Option<AgentError> {
        let error = self.state.kind == AgentStateKind::Error;
        error.then(|| error_named(&self.state.name))
    }

    /// Whether Connect took the agent off the queue because a call did not reach them.
    pub(super) fn missed_a_call(&self) -> bool {
        matches!(self.error(), Some(AgentError::MissedCall | AgentError::FailedConnectAgent))
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

    /// The state that a wish for availability means; `preferred` is the configured name of a break.
    pub(super) fn find(
        &self,
        available: bool,
        preferred: Option<&str>,
    ) -> Option<&SelectableState> {
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

/// The label of a state of type `error`.
fn error_named(name: &str) -> AgentError {
    match name {
        "AgentHungUp" => AgentError::AgentHungUp,
        "BadAddressAgent" => AgentError::BadAddressAgent,
        "BadAddressCustomer" => AgentError::BadAddressCustomer,
        "Default" | "MissedCallAgent" => AgentError::MissedCall,
        "FailedConnectAgent" => AgentError::FailedConnectAgent,
        "FailedConnectCustomer" => AgentError::FailedConnectCustomer,
        "LineEngagedAgent" => AgentError::LineEngagedAgent,
        "LineEngagedCustomer" => AgentError::LineEngagedCustomer,
        "MissedCallCustomer" => AgentError::MissedCallCustomer,
        "MultipleCcpWindows" => AgentError::MultipleWindows,
        "RealtimeCommunicationError" => AgentError::RealtimeCommunication,
        _ => AgentError::Other,
    }
}

/// The label of a state that is none of the agent's choices and of no error.
fn system(name: &str) -> StateLabel {
    match name {
        "AfterCallWork" => StateLabel::AfterCallWork,
        "Busy" => StateLabel::Busy,
        "CallingCustomer" | "Dialing" => StateLabel::CallingCustomer,
        "Joining" => StateLabel::Joining,
        "Pending" | "PendingBusy" => StateLabel::Ringing,
        name => StateLabel::Named(name.to_owned()),
    }
}
