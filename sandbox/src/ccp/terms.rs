//! Connect's terms: the states of an agent, the names of its resources, and how it refuses.
//!
//! PURE.

use serde_json::{Value, json};

const INSTANCE: &str =
    "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555";
pub(super) const AGENT: &str = "aaaaaaaa-0000-0000-0000-000000000001";

/// The states an agent can choose: name and type. Available is last, for the order means nothing.
pub const STATES: [(&str, &str); 4] = [
    ("Offline", "offline"),
    ("Lunch", "not_routable"),
    ("Training", "not_routable"),
    ("Available", "routable"),
];

/// The states that Connect puts an agent into when something failed (`connect.md` C.2).
pub const ERRORS: [&str; 14] = [
    "AgentHungUp",
    "BadAddressAgent",
    "BadAddressCustomer",
    "Default",
    "Error",
    "FailedConnectAgent",
    "FailedConnectCustomer",
    "InvalidLocale",
    "LineEngagedAgent",
    "LineEngagedCustomer",
    "MissedCallAgent",
    "MissedCallCustomer",
    "MultipleCcpWindows",
    "RealtimeCommunicationError",
];

/// An error state by its name.
///
/// # Errors
/// When Connect has none of that name.
pub(super) fn error_state(name: &str) -> Result<String, Refused> {
    if ERRORS.contains(&name) {
        Ok(name.to_owned())
    } else {
        Err(Refused("InvalidAgentARNException", format!("No error state {name}")))
    }
}

/// Why Connect refuses a request: an exception's type and its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub &'static str, pub String);

pub(super) fn not_found(what: &str) -> Refused {
    Refused("ContactNotFoundException", format!("No contact {what}"))
}

/// A state as the list of selectable states has it.
pub(super) fn selectable(name: &str) -> Value {
    let kind = STATES.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind);
    json!({ "agentStateARN": arn_of(name), "name": name, "type": kind, "startTimestamp": null })
}

/// The name of the selectable state that has this ARN.
pub(super) fn state_of(arn: &str) -> Option<&'static str> {
    STATES.iter().map(|(name, _)| *name).find(|name| arn_of(name).as_deref() == Some(arn))
}

/// The ARN of a selectable state; the others have none.
pub(super) fn arn_of(name: &str) -> Option<String> {
    let at = STATES.iter().position(|(known, _)| *known == name)?;
    Some(arn(&format!("agent-state/s{at}")))
}

pub(super) fn arn(resource: &str) -> String {
    format!("{INSTANCE}/{resource}")
}
