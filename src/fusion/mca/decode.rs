//! Reads one message of Fusion (`fusion.md` D.3, D.5, D.6).
//!
//! PURE. Never guesses: a member that is missing or of another type makes the message unreadable.

use crate::domain::{
    AgentVerb, Answer, DialText, EventId, InteractionVerb, TokenValue, Tokens, Uuid,
};
use crate::fusion::message::{FusionMessage, Original, Unreadable};
use crate::json;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// How long a text of Fusion's may be that goes on to the screen or the trace.
const LONGEST: usize = 200;

/// What the reply to an interaction command repeats, beside `inData`.
const INTERACTION_MEMBERS: [&str; 5] = ["eventId", "command", "slot", "commandId", "channel"];
/// What the reply to an agent command repeats, beside `inData`.
const AGENT_MEMBERS: [&str; 4] = ["eventId", "command", "channel", "channelType"];

/// The members of a message.
pub type Members = Map<String, Value>;

/// Reads one message; `toolbar_name` is the own name in lower case.
///
/// # Errors
/// Names the member that was not as the protocol has it.
pub fn decode(text: &str, toolbar_name: &str) -> Result<FusionMessage, Unreadable> {
    if text == "_adfShowBody" {
        return Ok(FusionMessage::Noise);
    }
    let Ok(Value::Object(members)) = serde_json::from_str(text) else {
        return Err(Unreadable::NotJson);
    };
    if let Some(name) = optional(&members, "toolbarName")?
        && !toolbar_name.is_empty()
        && !name.eq_ignore_ascii_case(toolbar_name)
    {
        return Err(Unreadable::OtherToolbar);
    }
    message(&members)
}

/// Reads a message by its members, whoever it is for.
///
/// # Errors
/// Names the member that was not as the protocol has it.
pub fn message(members: &Members) -> Result<FusionMessage, Unreadable> {
    match required(members, "method")?.as_ref() {
        "onToolbarInteractionCommand" => interaction(members),
        "onToolbarAgentCommand" => agent(members),
        "onDataUpdated" => data_updated(members),
        // An acknowledgement of the registration is no click.
        "onOutgoingEvent" if members.get("result").is_none_or(Value::is_null) => outgoing(members),
        method => answer(method, members),
    }
}

/// The command in a message that could not be read, so that whoever sent it is not left without an answer.
pub fn command(text: &str) -> Option<Original> {
    let Ok(Value::Object(members)) = serde_json::from_str(text) else { return None };
    match members.get("method")?.as_str()? {
        "onToolbarInteractionCommand" => Some(interaction_original(&members)),
        "onToolbarAgentCommand" if for_phone(&members).is_ok() => Some(agent_original(&members)),
        _ => None,
    }
}

fn interaction_original(members: &Members) -> Original {
    original("tbInteractionCommandResponse", members, &INTERACTION_MEMBERS)
}

fn agent_original(members: &Members) -> Original {
    original("tbAgentCommandResponse", members, &AGENT_MEMBERS)
}

fn interaction(members: &Members) -> Result<FusionMessage, Unreadable> {
    let verb = match required(members, "command")?.as_ref() {
        "accept" => InteractionVerb::Accept,
        "disconnect" => InteractionVerb::Disconnect,
        "hold" => InteractionVerb::Hold,
        "mute" => InteractionVerb::Mute,
        "reject" => InteractionVerb::Reject,
        "setActive" => InteractionVerb::SetActive,
        "unhold" => InteractionVerb::Unhold,
        "unmute" => InteractionVerb::Unmute,
        "NOTIFICATION_TIMER_EXP" => InteractionVerb::TimerExpired,
        other => InteractionVerb::Unknown(shortened(other)),
    };
    let event_id = EventId::new(required(members, "eventId")?);
    Ok(FusionMessage::Interaction { original: interaction_original(members), event_id, verb })
}

fn agent(members: &Members) -> Result<FusionMessage, Unreadable> {
    for_phone(members)?;
    let verb = match required(members, "command")?.as_ref() {
        "getActiveEngagements" => AgentVerb::ActiveEngagements,
        "getActiveInteractionCommands" => AgentVerb::ActiveInteractionCommands,
        "getCurrentAgentState" => AgentVerb::CurrentState,
        "makeAvailable" => AgentVerb::MakeAvailable,
        "makeUnavailable" => AgentVerb::MakeUnavailable,
        other => AgentVerb::Unknown(shortened(other)),
    };
    Ok(FusionMessage::Agent { original: agent_original(members), verb })
}

fn outgoing(members: &Members) -> Result<FusionMessage, Unreadable> {
    for_phone(members)?;
    let mut tokens = tokens(members.get("outData"))?;
    // The two ids are said to be the same, and one of them was seen to be missing.
    let inside = tokens.text("SVCMCA_CALL_ID").filter(|id| !id.is_empty()).map(Cow::from);
    let event_id = match optional(members, "uuid")?.or(inside) {
        Some(id) => EventId::new(id),
        None => return Err(Unreadable::Member { path: "uuid", expected: "a string" }),
    };
    let number = DialText::new(tokens.text("SVCMCA_ANI").unwrap_or_default());
    // Echoed, it would show the call as incoming (`fusion.md` L.5).
    tokens.remove_any_case("callStatus");
    Ok(FusionMessage::Outgoing { event_id, number, tokens })
}

/// The news itself may have a `result`; without a call and a type it can only be an acknowledgement.
fn data_updated(members: &Members) -> Result<FusionMessage, Unreadable> {
    let payload = payload(members);
    for_phone(payload)?;
    let out_data = payload.get("outData").and_then(Value::as_object);
    let text = |name: &'static str| match (optional(payload, name)?, out_data) {
        (Some(text), _) => Ok(Some(text)),
        (None, Some(inside)) => optional(inside, name),
        (None, None) => Ok(None),
    };
    let (event_id, update) = (text("eventId")?, text("updateType")?);
    if event_id.is_none() && update.is_none() {
        return answer("onDataUpdated", members);
    }
    let update = code(&update.unwrap_or_default());
    Ok(FusionMessage::DataUpdated { event_id: event_id.map(EventId::new), update })
}

/// What an event is about: the message itself, or what it wraps (`fusion.md` C.6, L.1).
fn payload(members: &Members) -> &Members {
    let details = members.get("responseDetails");
    let wrapped = details.and_then(|details| details.get("data")?.get("payload")).or(details);
    wrapped.and_then(Value::as_object).unwrap_or(members)
}

/// The listener was registered for one channel, and the library keeps one for each.
fn for_phone(members: &Members) -> Result<(), Unreadable> {
    if optional(members, "channel")?.is_some_and(|channel| channel != "PHONE") {
        return Err(Unreadable::Member { path: "channel", expected: "PHONE" });
    }
    Ok(())
}

/// Takes what the reply repeats: a member that is not there stays away, and `params`, if it is an
/// object, is what the reply calls `inData`.
fn original(reply_method: &'static str, members: &Members, repeated: &[&str]) -> Original {
    // One by one: collecting into the map would bring a sort of its own into the program.
    let mut kept = Members::new();
    for name in repeated {
        if let Some(value) = members.get(*name) {
            kept.insert((*name).to_owned(), value.clone());
        }
    }
    let params = members.get("params").filter(|params| params.is_object());
    if let Some(in_data) = params.or_else(|| members.get("inData")) {
        kept.insert("inData".to_owned(), in_data.clone());
    }
    Original { reply_method, members: kept }
}

fn answer(method: &str, members: &Members) -> Result<FusionMessage, Unreadable> {
    let Some(uuid) = optional(members, "uuid")? else {
        return Err(Unreadable::UnknownMethod(name_only(method)));
    };
    let event_id = optional(members, "eventId")?.map(EventId::new);
    let mut out_data = tokens(members.get("outData"))?;
    for (member, token) in
        [("wrapupId", "SVCMCA_WRAPUP_ID"), ("interactionId", "SVCMCA_INTERACTION_ID")]
    {
        if let Some(id) = members.get(member).and_then(id_text)
            && lacks(&out_data, token)
        {
            out_data.set_text(token, id);
        }
    }
    let outcome = match members.get("result").and_then(Value::as_str) {
        Some("success") => Ok(()),
        result => Err(error_text(members, result)),
    };
    Ok(FusionMessage::Answer(Answer { uuid: Uuid::new(uuid), outcome, event_id, out_data }))
}

fn tokens(out_data: Option<&Value>) -> Result<Tokens, Unreadable> {
    let given = match out_data {
        None | Some(Value::Null) => return Ok(Tokens::new()),
        Some(value) => value
            .as_object()
            .ok_or(Unreadable::Member { path: "outData", expected: "an object" })?,
    };
    let token = |value: &Value| match value {
        Value::Null => TokenValue::Null,
        Value::String(text) => TokenValue::Text(text.clone()),
        Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
            TokenValue::Json(json::text(value))
        }
    };
    Ok(given.iter().map(|(name, value)| (name.clone(), token(value))).collect())
}

fn lacks(tokens: &Tokens, name: &str) -> bool {
    tokens.iter().all(|(token, value)| token != name || *value == TokenValue::Null)
}

fn id_text(id: &Value) -> Option<String> {
    match id {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(_) | Value::Bool(_) | Value::Null | Value::Object(_) | Value::String(_) => {
            None
        }
    }
}

fn error_text(members: &Members, result: Option<&str>) -> String {
    let error = members.get("error");
    let message = error.and_then(|error| error.get("message")).or(error).and_then(Value::as_str);
    shortened(message.or(result).filter(|text| !text.is_empty()).unwrap_or("no result"))
}

fn required<'a>(members: &'a Members, path: &'static str) -> Result<Cow<'a, str>, Unreadable> {
    optional(members, path)?.ok_or(Unreadable::Member { path, expected: "a string" })
}

/// A member that may be missing, null or empty, but is a string if it is anything; a number is taken as one.
fn optional<'a>(
    members: &'a Members,
    path: &'static str,
) -> Result<Option<Cow<'a, str>>, Unreadable> {
    match members.get(path) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(Cow::from(text)).filter(|text| !text.is_empty())),
        Some(Value::Number(number)) => Ok(Some(number.to_string().into())),
        Some(Value::Array(_) | Value::Bool(_) | Value::Object(_)) => {
            Err(Unreadable::Member { path, expected: "a string" })
        }
    }
}

/// As much of a text of Fusion's as goes on to the screen or the trace.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// The types of updates are unknown, and they go into the trace: only what is shaped like a code is kept.
fn code(text: &str) -> String {
    let is_code =
        text.len() <= 60 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    if is_code { text.to_owned() } else { "without-a-code".to_owned() }
}

/// Method names go into the trace, so anything that is not shaped like one is left out.
fn name_only(method: &str) -> String {
    let is_name = method.len() <= 60 && method.bytes().all(|b| b.is_ascii_alphabetic());
    if is_name { method.to_owned() } else { "without a name".to_owned() }
}
