//! What the simulated CCP reports to the director, as JSON text.
//!
//! PURE, and the same on both sides.

use crate::envelope;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

const CCP: &str = "ccp";

/// One thing that the simulated CCP did or was asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Report {
    /// `ready`: loaded, and waiting a moment for `setup`.
    Ready,
    /// `request`: Streams asked for something.
    Request {
        /// The method, such as `acceptContact`.
        method: String,
        /// Its parameters, as JSON text.
        #[serde(serialize_with = "write_json", deserialize_with = "read_json")]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct State {
    /// The agent's state.
    pub agent: String,
    /// Each contact.
    pub contacts: Vec<Seen>,
    /// How many customers wait for the agent.
    pub waiting: u64,
    /// Whether the agent is signed in.
    #[serde(rename = "signedIn")]
    pub signed_in: bool,
}

/// One contact, in Connect's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// Its state.
    #[serde(rename = "state")]
    pub stage: String,
    /// Whose each leg is, and its state, such as `customer hold`.
    pub legs: Vec<String>,
}

impl Report {
    /// Reads a report; `None` for everything else that windows say to one another.
    pub fn parse(text: &str) -> Option<Self> {
        envelope::read(CCP, text)
    }

    /// Writes the report.
    pub fn to_json(&self) -> String {
        envelope::write(CCP, self)
    }
}

/// In a report this text is JSON like the rest of it.
fn write_json<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serde_json::from_str::<Value>(text).unwrap_or_default().serialize(serializer)
}

fn read_json<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    Ok(Value::deserialize(value)?.to_string())
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
