//! Maps a request of the MCA protocol to calls of UEF (`fusion.md` C.2).
//!
//! PURE. Never changes what is said: only its names are others.

use serde_json::{Map, Value, json};

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
        "outboundCommError" => ("outboundCommError", false),
        other => (other, true),
    };
    let mut setters = Vec::new();
    let mut in_data = None;
    for (member, value) in data.as_object().into_iter().flatten() {
        let setter = match member.as_str() {
            // The context is the channel, and the toolbar.
            "barType" | "channel" | "channelType" => continue,
            "inData" if builds => {
                in_data = value.as_object().cloned();
                continue;
            }
            "lookupObject" if value.is_null() => continue,
            "features" => {
                setters.push(("setFeatures".to_owned(), features(value)));
                continue;
            }
            "reasonCd" => "reason",
            "stateCd" => "state",
            other => other,
        };
        setters.push((setter_for(setter), value.clone()));
    }
    if let Some(in_data) = &mut in_data {
        // Where it came from is UEF's to say.
        in_data.remove("mcaOrigEventSource");
    }
    Operation { name, setters, in_data }
}

/// What UEF calls a feature is documented by the sample only.
fn features(value: &Value) -> Value {
    match value.as_str() {
        Some("OUTBOUND_CALL") => json!(["OUTGOING"]),
        _ => json!([value]),
    }
}

fn setter_for(member: &str) -> String {
    let mut letters = member.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let mut setter = String::from("set");
    setter.extend(first);
    setter.push_str(letters.as_str());
    setter
}
