//! What Fusion is given of a call, and what happens after it. The tokens that the toolbar sets or Fusion owns are
//! reserved: another value would break the protocol.

use serde_json::Value;

use super::reader::{self, Reader, at, expected, text, whole};
use crate::domain::{BYPASS, Millis, Route, Source, TokenMap, WrapUp};

/// In lower case: what the toolbar sets itself, and what Fusion sets for its own sake (`fusion.md` B.8,
/// D.2, E.1).
const RESERVED: [&str; 15] = [
    "appclassification",
    "calldirection",
    "calldrection",
    "callstatus",
    "channel",
    "channelid",
    "channeltype",
    "eventid",
    "lookupobject",
    "mcaorigeventsource",
    "svcmca_2ndary_call_type",
    "svcmca_ani",
    "svcmca_communication_direction",
    "svcmca_destination_agent_name",
    "svcmca_wrapup_id",
];

/// Tokens that count seconds.
const SECONDS: [&str; 2] = ["SVCMCA_OFFER_TIMEOUT_SEC", "SVCMCA_WRAPUP_TIMEOUT"];

/// `fusion.transport`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportChoice {
    /// UEF, and MCA where that cannot be used.
    Auto,
    /// postMessage in the protocol of Oracle's media-toolbar library.
    Mca,
    /// No Fusion at all.
    None,
    /// Oracle's UI Events Framework.
    Uef,
}

/// Reads what Fusion is given.
pub(super) fn read(reader: &mut Reader, file: &Value) -> TokenMap {
    TokenMap {
        route: Route {
            classification: text(file, "/fusion/appClassification").unwrap_or_default(),
            lookup: text(file, "/fusion/lookupObject"),
        },
        classifications: pairs(reader, file, "appClassifications", |queue, value| {
            by_queue(queue, value, reader::code)
        }),
        lookups: pairs(reader, file, "lookupObjects", |queue, value| {
            by_queue(queue, value, reader::not_empty)
        }),
        tokens: pairs(reader, file, "tokens", token),
        fields: pairs(reader, file, "wrapUpFields", field),
    }
}

/// Reads the members of an object that the customer names; `parse` takes name and value of each.
fn pairs<T>(
    reader: &mut Reader,
    file: &Value,
    name: &str,
    parse: impl Fn(&str, &Value) -> Result<T, String>,
) -> Vec<(String, T)> {
    let members = at(file, &format!("/fusion/{name}")).and_then(Value::as_object);
    let mut pairs = Vec::new();
    for (key, value) in members.into_iter().flatten() {
        match parse(key, value) {
            Ok(parsed) => pairs.push((key.clone(), parsed)),
            Err(problem) => reader.fault(&format!("fusion.{name}.{key}"), problem),
        }
    }
    pairs
}

/// Reads what happens after a call; `raw` is the file as it was, without defaults.
pub(super) fn wrap_up(reader: &mut Reader, file: &Value, raw: &Value) -> WrapUp {
    let wrap_up = match text(file, "/fusion/wrapUp").as_deref() {
        Some("timed") => WrapUp::Timed(Millis::seconds(whole(file, "/fusion/wrapUpSeconds"))),
        Some("none") => WrapUp::None,
        Some(_) | None => WrapUp::Unlimited,
    };
    let until_cleared = at(raw, "/fusion/acwEndsWrapUp").and_then(Value::as_bool);
    match (wrap_up, until_cleared) {
        (WrapUp::Unlimited, Some(true)) => return WrapUp::UntilCleared,
        (WrapUp::Timed(_) | WrapUp::None, Some(_)) => reader.fault(
            "fusion.acwEndsWrapUp",
            "is for wrapUp \"unlimited\" only; \"timed\" always does so, and \"none\" has no wrap-up",
        ),
        (_, None | Some(_)) => {}
    }
    wrap_up
}

/// Names what has no effect beside the rest, so that nobody waits for it; `raw` is the file as it was.
pub(super) fn check(reader: &mut Reader, raw: &Value, wrap_up: WrapUp, transport: TransportChoice) {
    let member = |name: &str| at(raw, &format!("/fusion/{name}"));
    let has = |name: &str| member(name).is_some();
    let ends_acw = member("wrapUpEndsAcw") == Some(&Value::Bool(true));
    let no_wrap_up = "has no effect, because wrapUp \"none\" leaves nothing to save";
    if wrap_up == WrapUp::None && ends_acw {
        reader.fault("fusion.wrapUpEndsAcw", no_wrap_up);
    }
    if wrap_up == WrapUp::None && has("wrapUpFields") {
        reader.fault("fusion.wrapUpFields", no_wrap_up);
    }
    if has("wrapUpFields") && matches!(transport, TransportChoice::Mca | TransportChoice::None) {
        let problem = "has no effect: only the transport \"uef\" can write into the wrap-up";
        reader.fault("fusion.wrapUpFields", problem);
    }
    if has("wrapUpUpdateTypes") && !ends_acw {
        let problem = "has no effect without wrapUpEndsAcw";
        reader.fault("fusion.wrapUpUpdateTypes", problem);
    }
}

fn by_queue(
    queue: &str,
    value: &Value,
    parse: fn(&str) -> Result<String, String>,
) -> Result<String, String> {
    if queue.trim().is_empty() {
        return Err("expected the name of a queue".to_owned());
    }
    value.as_str().map_or_else(|| Err(expected("a string", value)), parse)
}

fn token(name: &str, value: &Value) -> Result<Source, String> {
    if reader::code(name).is_err() {
        return Err("expected the name of a token: letters, digits and underscores".to_owned());
    }
    if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
        return Err("is reserved: the toolbar or Fusion sets it".to_owned());
    }
    let capitals = name.to_ascii_uppercase();
    if capitals.starts_with("SVCMCA_") && name != capitals {
        return Err(format!("Oracle spells its tokens in capitals; use \"{capitals}\""));
    }
    let source = source(value)?;
    let from_contact = matches!(source, Source::Attribute(_) | Source::Segment(_));
    if name == BYPASS && !from_contact && !matches!(source, Source::Flag(_)) {
        return Err("expected true, false, or an attribute that says so".to_owned());
    }
    if SECONDS.contains(&name) && !from_contact && !value.is_u64() {
        return Err("expected a whole number of seconds, or an attribute that has it".to_owned());
    }
    Ok(source)
}

fn field(name: &str, value: &Value) -> Result<Source, String> {
    let is_field = name.strip_prefix("WrapUp.").is_some_and(|field| reader::code(field).is_ok());
    if !is_field {
        let problem = "expected the name of a field such as \"WrapUp.ResolutionCd\"";
        return Err(problem.to_owned());
    }
    source(value)
}

/// Reads where a value comes from.
fn source(value: &Value) -> Result<Source, String> {
    const FORMS: &str = "expected \"attribute:NAME\", \"segment:NAME\", \"queue\", \
        \"initiationMethod\", \"text:VALUE\", a whole number, true or false";
    let text = match value {
        Value::Bool(flag) => return Ok(Source::Flag(*flag)),
        Value::Number(number) if number.is_u64() => return Ok(Source::Text(number.to_string())),
        Value::String(text) => text.as_str(),
        Value::Array(_) | Value::Null | Value::Number(_) | Value::Object(_) => {
            return Err(FORMS.to_owned());
        }
    };
    match text.split_once(':') {
        Some((_, "")) => Err(FORMS.to_owned()),
        Some(("attribute", name)) => Ok(Source::Attribute(name.to_owned())),
        Some(("segment", name)) => Ok(Source::Segment(name.to_owned())),
        Some(("text", value)) => Ok(Source::Text(value.to_owned())),
        None if text == "queue" => Ok(Source::Queue),
        None if text == "initiationMethod" => Ok(Source::InitiationMethod),
        Some(_) | None => Err(FORMS.to_owned()),
    }
}
