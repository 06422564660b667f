//! Owns the names of Connect's own agent states, system and error (`connect.md` C.2).
//!
//! Must never name a state that an admin made; those keep their names.

use super::command::StateLabel;
use serde::{Deserialize, Serialize};

/// The error states that take an agent off the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
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

/// The label of a state of type `error`.
pub(super) fn trouble(name: &str) -> Trouble {
    match name {
        "AgentHungUp" => Trouble::AgentHungUp,
        "BadAddressAgent" => Trouble::BadAddressAgent,
        "BadAddressCustomer" => Trouble::BadAddressCustomer,
        "Default" | "MissedCallAgent" => Trouble::MissedCall,
        "FailedConnectAgent" => Trouble::FailedConnectAgent,
        "FailedConnectCustomer" => Trouble::FailedConnectCustomer,
        "LineEngagedAgent" => Trouble::LineEngagedAgent,
        "LineEngagedCustomer" => Trouble::LineEngagedCustomer,
        "MissedCallCustomer" => Trouble::MissedCallCustomer,
        "MultipleCcpWindows" => Trouble::MultipleWindows,
        "RealtimeCommunicationError" => Trouble::RealtimeCommunication,
        _ => Trouble::Other,
    }
}

/// The label of a state that is none of the agent's choices and of no error.
pub(super) fn system(name: &str) -> StateLabel {
    match name {
        "AfterCallWork" => StateLabel::AfterCallWork,
        "Busy" => StateLabel::Busy,
        "CallingCustomer" | "Dialing" => StateLabel::CallingCustomer,
        "Joining" => StateLabel::Joining,
        "Pending" | "PendingBusy" => StateLabel::Ringing,
        name => StateLabel::Named(name.to_owned()),
    }
}
