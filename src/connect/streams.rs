//! The library in this page: whether it may run and is loaded, its logs, and whether it opens a login window by itself;
//! and takes its agent data and errors out of JavaScript: of data as text what the decoder reads, of an error its class.
//!
//! No media token gets through, nor an attribute that nobody asked for.

use super::decode::{
    DecodeError, KEYS, SEGMENT_VALUE, VALUE, decode, decode_attributes, decode_segments,
};
use super::decode::{OTHER, refusal_kind, word};
use super::js;
use super::js::Thrown;
use crate::dom::clock;
use crate::dom::storage::{self, StoreKind};
use crate::domain::{Failure, Snapshot};
use js_sys::{Array, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// What crosses of the agent data, as JavaScript has it; it is needed several times a call.
    static KNOWN: JsValue = list(&KEYS).into();
}

/// Whether the browser lets this page use its storage; `initCCP` dies where it does not.
pub(super) fn storage_allowed() -> bool {
    storage::read(StoreKind::Local, "").is_ok()
}

/// Whether Streams is there already.
pub(super) fn is_loaded() -> bool {
    js::log().is_ok()
}

/// Switches off Streams' own lines on the console, up to errors.
pub(super) fn hush() {
    if let Ok(log) = js::log() {
        let _ = log.set_echo_level("ERROR");
        let _ = log.set_log_level("ERROR");
    }
}

/// Empties the two arrays that Streams only ever fills, 6.5 KiB a call (`connect.md` 0.9).
pub(super) fn drain_logs() {
    if let Ok(log) = js::log() {
        for entries in [log.logs(), log.server_bound_logs()].into_iter().flatten() {
            entries.set_length(0);
        }
    }
}

/// Whether Streams opens its login window and re-creates the frame by itself after the next sign-out
/// or expiry. It looks up both only seconds after it heard of it, in the object that `initCCP` was
/// given and in its own timer; `loginOptions.disableAuthPopupAfterLogout` would decide it for good.
pub(super) fn set_automatic_login(init_params: &str, automatic: bool) {
    if let (Ok(given), Ok(Some(params))) =
        (params(init_params), js::connect().and_then(|c| c.params()))
    {
        let configured = given.login_popup().unwrap_or(JsValue::UNDEFINED);
        let opens = if automatic { configured } else { JsValue::FALSE };
        let _ = params.set_login_popup(&opens);
    }
    if let Ok(core) = js::core()
        && !automatic
        && core.refresh_timer().is_ok_and(|timer| timer.is_null() || timer.is_undefined())
    {
        // With a timer in its place, even one that is spent, the loop does not start.
        let _ = core.set_refresh_timer(&JsValue::from_f64(0.0));
    }
}

/// The object that `initCCP` was given.
pub(super) fn params(init_params: &str) -> Result<js::Params, JsValue> {
    JSON::parse(init_params).map(JsCast::unchecked_into)
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
