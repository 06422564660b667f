//! Maps a request of the MCA protocol to calls of UEF (`fusion.md` C.2), and reads the two shapes in which UEF answers and
//! tells: objects with getters, and plain ones (`fusion.md` C.6, L.1). Both come to the members of an MCA message, which
//! `mca` reads.
//!
//! PURE. Never changes what is said: only its names are others. What is read comes as one JSON text, taken out of
//! JavaScript by `objects`.

use serde_json::{Map, Value};

use crate::domain::{Answer, Tokens, Uuid};
use crate::fusion::mca::decode::{Members, message};
use crate::fusion::message::{FusionMessage, Unreadable};

/// What is published: the operation, and what its request is told by setters.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The name for `createPublishRequest`.
    pub name: &'static str,
    /// Setter and value, in the order of the data.
    pub setters: Vec<(String, Value)>,
    /// What the in-data builder is told, where the operation has one.
    pub in_data: Option<Map<String, Value>>,
}

/// Finds the operation for a method of the MCA protocol and its data.
pub fn operation(method: &'static str, data: &Value) -> Operation {
    let (name, builds) = match method {
        "agentStateEvent" => ("agentStateEventOperation", false),
        "disableFeature" => ("disableFeatureOperation", false),
        "getConfiguration" => ("getConfigurationOperation", false),
        "readyForOperation" => ("readyForOperationOperation", false),
        "setToolbarDimensions" => ("SetToolbarProperties", false),
        other => (other, true),
    };
    let mut setters = Vec::new();
    let mut in_data = None;
    for (member, value) in data.as_object().into_iter().flatten() {
        let setter = match member.as_str() {
            // The context is the channel, and the toolbar.
            "barType" | "channel" | "channelType" => continue,
            "inData" if builds => {
                let mut members = Map::new();
                // Where it came from is UEF's to say.
                let ours = |(name, _): &(&String, &Value)| *name != "mcaOrigEventSource";
                for (name, value) in value.as_object().into_iter().flatten().filter(ours) {
                    members.insert(name.clone(), value.clone());
                }
                in_data = value.is_object().then_some(members);
                continue;
            }
            "lookupObject" if value.is_null() => continue,
            // The one that is ever disabled; what UEF calls it is documented by the sample only.
            "features" => {
                setters.push(("setFeatures".to_owned(), vec!["OUTGOING"].into()));
                continue;
            }
            "reasonCd" => "reason",
            "stateCd" => "state",
            other => other,
        };
        setters.push((setter_for(setter), value.clone()));
    }
    Operation { name, setters, in_data }
}

fn setter_for(member: &str) -> String {
    let mut letters = member.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let mut setter = String::from("set");
    setter.extend(first);
    setter.push_str(letters.as_str());
    setter
}

/// Tokens of Oracle's have names that begin so.
const TOKEN: &str = "SVCMCA_";

/// Reads the answer to the request `uuid`; what cannot be read is an error in words.
pub fn answer(uuid: &Uuid, parts: &str) -> Answer {
    let mut members = Members::new();
    let mut parts = parse(parts);
    gather(&mut parts, &mut members);
    let refused = parts.get("success") == Some(&Value::Bool(false));
    if refused || !members.get("result").is_some_and(Value::is_string) {
        // What was not refused was done: a refusal rejects the promise, or says so.
        let error = members.get("error").is_some_and(|error| !error.is_null());
        let result = if refused || error { "error" } else { "success" };
        members.insert("result".to_owned(), result.into());
    }
    members.insert("method".to_owned(), "answer".into());
    // UEF's own id is none of ours.
    members.insert("uuid".to_owned(), uuid.as_str().into());
    match message(&members) {
        Ok(FusionMessage::Answer(answer)) => answer,
        Ok(
            FusionMessage::Agent { .. }
            | FusionMessage::DataUpdated { .. }
            | FusionMessage::Interaction { .. }
            | FusionMessage::Noise
            | FusionMessage::Outgoing { .. },
        ) => failed(uuid, "the answer is none".to_owned()),
        Err(fault) => failed(uuid, fault.to_string()),
    }
}

/// The answer to a request that failed.
pub fn failed(uuid: &Uuid, why: String) -> Answer {
    Answer { uuid: uuid.clone(), outcome: Err(why), event_id: None, out_data: Tokens::new() }
}

/// Reads an event of this name.
///
/// # Errors
/// Names the member that was not as the protocol has it.
pub fn event(name: &str, parts: &str) -> Result<FusionMessage, Unreadable> {
    let mut members = Members::new();
    gather(&mut parse(parts), &mut members);
    // An acknowledgement has one, but the context sends none as an event.
    take(&mut members, "result");
    members.insert("method".to_owned(), name.into());
    message(&members)
}

fn parse(parts: &str) -> Map<String, Value> {
    match serde_json::from_str(parts) {
        Ok(Value::Object(parts)) => parts,
        _ => Map::new(),
    }
}

/// Puts the parts together, the first that has a member before the others.
fn gather(parts: &mut Map<String, Value>, members: &mut Members) {
    for part in ["data", "payload", "details"] {
        if let Some(Value::Object(found)) = take(parts, part) {
            *members = found;
            break;
        }
    }
    if let Some(tokens) = take(parts, "outData").filter(holds_any) {
        members.insert("outData".to_owned(), tokens);
    } else if !members.get("outData").is_some_and(Value::is_object) {
        let mut tokens = Map::new();
        for (name, value) in members.iter().filter(|(name, _)| name.starts_with(TOKEN)) {
            tokens.insert(name.clone(), value.clone());
        }
        members.insert("outData".to_owned(), Value::Object(tokens));
    }
    for name in ["command", "error", "eventId"] {
        let told = members.get(name).is_some_and(|value| !value.is_null());
        if let Some(value) = take(parts, name).filter(|_| !told) {
            members.insert(name.to_owned(), value);
        }
    }
}

/// Takes a member out, and leaves it `null`: to take it away altogether is the most that a map brings into the program.
fn take(members: &mut Map<String, Value>, name: &str) -> Option<Value> {
    members.get_mut(name).map(Value::take)
}

fn holds_any(value: &Value) -> bool {
    value.as_object().is_some_and(|tokens| !tokens.is_empty())
}
