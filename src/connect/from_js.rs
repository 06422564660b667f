//! Takes the agent data and errors out of JavaScript: of data as text what the decoder reads, of an error
//! its class.
//!
//! No media token gets through, nor an attribute that nobody asked for.

use super::decode::{
    DecodeError, KEYS, SEGMENT_VALUE, VALUE, decode, decode_attributes, decode_segments,
};
use super::decode::{OTHER, refusal_kind, word};
use super::js;
use super::js::Thrown;
use crate::dom::clock;
use crate::domain::Failure;
use crate::domain::Snapshot;
use js_sys::{Array, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// What crosses of the agent data, as JavaScript has it; it is needed several times a call.
    static KNOWN: JsValue = list(&KEYS).into();
}

/// Reads the last data of Streams; `attributes` and `segments` are the names of the contact and segment
/// attributes to read.
pub(super) fn read(attributes: &[String], segments: &[String]) -> Result<Snapshot, String> {
    let threw = |error: JsValue| format!("getAgentData threw {}", named(&error));
    let data = js::agent_data_provider().and_then(|p| p.agent_data()).map_err(threw)?;
    let text = KNOWN.with(|members| JSON::stringify_with_replacer(&data, members));
    let text = text.map(String::from).map_err(threw)?;
    let wrong = |error: DecodeError| error.to_string();
    let mut snapshot = decode(&text, clock::ahead()).map_err(wrong)?;
    if !attributes.is_empty() {
        let text = attributes_of(&data, attributes, VALUE, js::Attributed::attributes);
        decode_attributes(&text.map_err(threw)?, &mut snapshot).map_err(wrong)?;
    }
    if !segments.is_empty() {
        let text = attributes_of(&data, segments, SEGMENT_VALUE, js::Attributed::segments);
        decode_segments(&text.map_err(threw)?, &mut snapshot).map_err(wrong)?;
    }
    Ok(snapshot)
}

/// Connect's clock minus this computer's, as the shared worker measured it (`connect.md` E.6).
#[expect(clippy::cast_possible_truncation, reason = "a whole number, and an `as` cast saturates")]
pub(super) fn skew() -> Option<i64> {
    let data = js::agent_data_provider().and_then(|provider| provider.agent_data()).ok()?;
    data.snapshot().and_then(|snapshot| snapshot.skew()).ok()?.as_f64().map(|skew| skew as i64)
}

/// The listed members of `value`, at every depth, as JSON text.
pub(super) fn stringified(value: &JsValue, members: &[&str]) -> Result<String, JsValue> {
    JSON::stringify_with_replacer(value, &list(members)).map(String::from)
}

fn list(names: &[&str]) -> Array {
    names.iter().map(|name| JsValue::from_str(name)).collect()
}

/// The attributes of every contact by its id, and nothing else of the contact.
fn attributes_of(
    data: &js::AgentData,
    names: &[String],
    value: &str,
    of: fn(&js::Attributed) -> Result<JsValue, JsValue>,
) -> Result<String, JsValue> {
    let by_contact = Array::new();
    let mut members: Vec<String> = names.to_vec();
    members.push(value.to_owned());
    for contact in data.snapshot()?.contacts()?.iter() {
        let contact: js::Attributed = contact.unchecked_into();
        if let (Some(id), Ok(attributes)) = (text(contact.id()), of(&contact)) {
            by_contact.push(&Array::of2(&JsValue::from_str(&id), &attributes));
            members.push(id);
        }
    }
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
    let by_contact: JsValue = Object::from_entries(&by_contact)?.into();
    stringified(&by_contact, &members)
}

/// What Streams gave to `failure`.
pub(super) fn refused(error: &JsValue) -> Failure {
    let kind = error.as_string().map_or_else(|| named(error), |text| refusal_kind(&text));
    Failure::Refused { kind }
}

/// What Streams threw.
impl From<JsValue> for Failure {
    fn from(error: JsValue) -> Self {
        Self::Threw(named(&error))
    }
}

/// The words for a fault of the library itself, before any contact can be involved.
pub(super) fn described(error: &JsValue) -> String {
    match text(error.unchecked_ref::<Thrown>().message()).or_else(|| error.as_string()) {
        Some(message) => format!("{}: {message}", named(error)),
        None => named(error),
    }
}

/// Whether an error object has this message.
pub(super) fn says(error: &JsValue, message: &str) -> bool {
    text(error.unchecked_ref::<Thrown>().message()).as_deref() == Some(message)
}

/// A member that is a text.
pub(super) fn text(member: Result<JsValue, JsValue>) -> Option<String> {
    member.ok()?.as_string()
}

/// The class of an error object, such as `StateError`, or what the second channel calls it.
pub(super) fn named(error: &JsValue) -> String {
    let error: &Thrown = error.unchecked_ref();
    let name = text(error.key()).or_else(|| text(error.name()));
    name.and_then(|name| word(&name)).unwrap_or_else(|| OTHER.to_owned())
}
