//! What the simulated CCP reports to the director, as JSON text.
//!
//! PURE, and the same on both sides.

use serde_json::{Value, json};

/// One thing that the simulated CCP did or was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// `ready`: loaded, and waiting a moment for `setup`.
    Ready,
    /// `request`: Streams asked for something.
    Request {
        /// The method, such as `acceptContact`.
        method: String,
        /// Its parameters, as JSON text.
        params: String,
        /// When it was carried out, in milliseconds since the epoch.
        at: u64,
        /// `success`, `none` when it stays without an answer, or the type of the error.
        answer: String,
    },
    /// `broadcast`: Streams told every window something other than a log line.
    Broadcast {
        /// The event's name.
        event: String,
        /// When, in milliseconds since the epoch.
        at: u64,
    },
    /// `state`: the agent and the contacts after a change.
    State(State),
    /// `signed_in`: the agent signed in again.
    SignedIn,
    /// `refused`: the director asked for something that Connect cannot do now.
    Refused {
        /// Why.
        why: String,
    },
}

/// The agent and the contacts, in Connect's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The agent's state.
    pub agent: String,
    /// Each contact.
    pub contacts: Vec<Seen>,
    /// How many customers wait for the agent.
    pub waiting: u64,
    /// Whether the agent is signed in.
    pub signed_in: bool,
}

/// One contact, in Connect's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// Its state.
    pub stage: String,
    /// Whose each leg is, and its state, such as `customer hold`.
    pub legs: Vec<String>,
}

impl Report {
    /// Reads a report; `None` for everything else that windows say to one another.
    pub fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        if value.get("sandbox")?.as_str()? != "ccp" {
            return None;
        }
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = |name: &str| value.get(name).and_then(Value::as_u64);
        Some(match text("kind")?.as_str() {
            "ready" => Self::Ready,
            "request" => Self::Request {
                method: text("method")?,
                params: value.get("params")?.to_string(),
                at: number("at")?,
                answer: text("answer")?,
            },
            "broadcast" => Self::Broadcast { event: text("event")?, at: number("at")? },
            "state" => Self::State(State {
                agent: text("agent")?,
                contacts: value
                    .get("contacts")?
                    .as_array()?
                    .iter()
                    .filter_map(|contact| {
                        let part = |name| contact.get(name).and_then(Value::as_str);
                        let legs = contact.get("legs")?.as_array()?.iter();
                        Some(Seen {
                            id: part("id")?.to_owned(),
                            stage: part("state")?.to_owned(),
                            legs: legs.filter_map(Value::as_str).map(str::to_owned).collect(),
                        })
                    })
                    .collect(),
                waiting: number("waiting")?,
                signed_in: value.get("signedIn")?.as_bool()?,
            }),
            "signed_in" => Self::SignedIn,
            "refused" => Self::Refused { why: text("why")? },
            _ => return None,
        })
    }

    /// Writes the report.
    pub fn to_json(&self) -> String {
        let value = match self {
            Self::Ready => json!({ "kind": "ready" }),
            Self::Request { method, params, at, answer } => {
                let params: Value = serde_json::from_str(params).unwrap_or_default();
                json!({ "kind": "request", "method": method, "params": params, "at": at, "answer": answer })
            }
            Self::Broadcast { event, at } => {
                json!({ "kind": "broadcast", "event": event, "at": at })
            }
            Self::State(state) => {
                let contacts: Vec<Value> = state
                    .contacts
                    .iter()
                    .map(|seen| json!({ "id": seen.id, "state": seen.stage, "legs": seen.legs }))
                    .collect();
                json!({
                    "kind": "state",
                    "agent": state.agent,
                    "contacts": contacts,
                    "waiting": state.waiting,
                    "signedIn": state.signed_in,
                })
            }
            Self::SignedIn => json!({ "kind": "signed_in" }),
            Self::Refused { why } => json!({ "kind": "refused", "why": why }),
        };
        let mut message = json!({ "sandbox": "ccp" });
        if let (Some(message), Value::Object(rest)) = (message.as_object_mut(), value) {
            message.extend(rest);
        }
        message.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_come_through_as_they_were() {
        for report in [
            Report::Ready,
            Report::Request {
                method: "acceptContact".to_owned(),
                params: r#"{"contactId":"c1"}"#.to_owned(),
                at: 7,
                answer: "success".to_owned(),
            },
            Report::Broadcast { event: "contact::accepted".to_owned(), at: 8 },
            Report::State(State {
                agent: "Busy".to_owned(),
                contacts: vec![Seen {
                    id: "c1".to_owned(),
                    stage: "connected".to_owned(),
                    legs: vec!["agent connected".to_owned(), "customer hold".to_owned()],
                }],
                waiting: 1,
                signed_in: true,
            }),
            Report::SignedIn,
            Report::Refused { why: "no contact".to_owned() },
        ] {
            assert_eq!(Report::parse(&report.to_json()), Some(report));
        }
        assert_eq!(Report::parse(r#"{"sandbox":"director","kind":"ready"}"#), None);
    }
}
