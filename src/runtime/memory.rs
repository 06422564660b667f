//! Owns the codec of the memory: two JSON texts, of which only one may hold anything personal.
//!
//! PURE. `local` has the offers that are not finished, without their tokens but for the interaction
//! id; `session` has the tokens, and the finished offers, by which a late command or a call that
//! comes back is still known. Either may be missing or garbled: what cannot be read is forgotten.

mod personal;

use serde_json::{Map, Value, json};

use crate::domain::Millis;
use crate::domain::command::CloseReason;
use crate::domain::engagement::{Asked, Ending, Engagement, Repeat, Route, Step};
use crate::domain::event::Transport;
use crate::domain::ids::{ConnectionId, ContactId, EventId, Uuid};
use crate::domain::lookup::Found;
use crate::domain::memory::Memory;
use crate::domain::model::WrapUp;
use crate::domain::personal::{TokenValue, Tokens};

const VERSION: u64 = 1;
/// A call of yesterday is nobody's any more.
const LIFETIME: Millis = Millis::seconds(12 * 3600);
/// Names the interaction record, not a person; it spares a duplicate after a reload.
const INTERACTION: &str = "SVCMCA_INTERACTION_ID";
const TRANSPORTS: [(Transport, &str); 2] = [(Transport::Mca, "mca"), (Transport::Uef, "uef")];

/// The two texts; `None` where there is nothing to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// For local storage.
    pub local: Option<String>,
    /// For session storage.
    pub session: Option<String>,
}

/// Writes the memory into its two parts.
pub fn encode(memory: &Memory, wrap_up: WrapUp, now: Millis) -> Parts {
    let (finished, open): (Vec<&Engagement>, Vec<&Engagement>) =
        memory.engagements.iter().partition(|offer| offer.is_finished(wrap_up));
    let list = |offers: &[&Engagement]| -> Vec<Value> {
        offers.iter().map(|offer| engagement(offer, memory.transport)).collect()
    };
    let open_list = list(&open);
    let finished_list = list(&finished);
    // Here as below one by one: collecting into a map would bring a sort of its own into the program.
    let mut tokens = Map::new();
    let mut fields = Map::new();
    for offer in &open {
        tokens.insert(key(offer), encode_tokens(&offer.tokens));
        if !offer.fields.is_empty() {
            fields.insert(key(offer), encode_tokens(&offer.fields));
        }
    }
    let text = |value: Value| Some(value.to_string());
    Parts {
        local: if open.is_empty() {
            None
        } else {
            text(json!({ "version": VERSION, "at": now.0, "offers": open_list }))
        },
        session: if *memory == Memory::default() {
            None
        } else {
            let recent: Vec<Value> = memory.recent.iter().map(personal::recent_call).collect();
            text(json!({
                "version": VERSION, "at": now.0, "tokens": tokens, "fields": fields,
                "finished": finished_list,
                "dial": memory.dial.as_ref().map(personal::dial), "recent": recent,
            }))
        },
    }
}

/// Reads the memory from its two parts.
pub fn decode(local: &str, session: &str, now: Millis) -> Memory {
    let local = part(local, now);
    let session = part(session, now);
    let offers = |part: &Value, name: &str| -> Vec<Engagement> {
        let list = part.get(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(read_engagement).collect()
    };
    let mut engagements = offers(&session, "finished");
    for mut offer in offers(&local, "offers") {
        let kept = |name: &str| session.get(name)?.get(key(&offer))?.as_object().map(decode_tokens);
        let (tokens, fields) = (kept("tokens"), kept("fields"));
        offer.tokens.merge(&tokens.unwrap_or_default());
        offer.fields = fields.unwrap_or_default();
        engagements.push(offer);
    }
    let recent = session.get("recent").and_then(Value::as_array);
    Memory {
        engagements,
        transport: read_transport(&local),
        dial: session.get("dial").and_then(personal::read_dial),
        recent: recent.into_iter().flatten().filter_map(personal::read_recent_call).collect(),
    }
}

/// How the calls that are not finished were told; they were all told in one way.
fn read_transport(local: &Value) -> Option<Transport> {
    let offers = local.get("offers").and_then(Value::as_array)?;
    let word = offers.iter().find_map(|offer| offer.get("transport").and_then(Value::as_str))?;
    TRANSPORTS.iter().find(|(_, known)| *known == word).map(|(transport, _)| *transport)
}

/// The time that an earlier page had reached when it wrote the later part, or now if that is far away.
pub fn reached(local: &str, session: &str, now: Millis) -> Millis {
    let parts = [local, session].map(|text| serde_json::from_str(text).unwrap_or_default());
    let times = parts.iter().filter_map(at).filter(|at| at.since(now) < LIFETIME);
    times.max().unwrap_or_default().max(now)
}

fn at(part: &Value) -> Option<Millis> {
    part.get("at").and_then(Value::as_u64).map(Millis)
}

fn part(text: &str, now: Millis) -> Value {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let fresh = at(&value).is_some_and(|at| at <= now && now.since(at) < LIFETIME);
    let known = value.get("version").and_then(Value::as_u64) == Some(VERSION);
    if fresh && known { value } else { Value::Null }
}

fn key(offer: &Engagement) -> String {
    let id = offer.event_ids.first().map(EventId::as_str).unwrap_or_default();
    format!("{id}~{}", offer.ordinal)
}

fn engagement(offer: &Engagement, transport: Option<Transport>) -> Value {
    let word = TRANSPORTS.iter().find(|(known, _)| Some(*known) == transport);
    json!({
        "contact": offer.contact.as_ref().map(ContactId::as_str),
        "leg": offer.agent_leg.as_ref().map(ConnectionId::as_str),
        "ordinal": offer.ordinal,
        "eventIds": offer.event_ids.iter().map(EventId::as_str).collect::<Vec<_>>(),
        "transport": word.map(|(_, word)| *word),
        "classification": offer.route.classification,
        "lookup": offer.route.lookup,
        "interaction": offer.tokens.text(INTERACTION),
        "connected": offer.connected,
        "over": offer.over.map(|over| json!({ "at": over.at.0, "reason": reason(over.reason) })),
        "cleared": offer.cleared,
        "new": step(&offer.new),
        "start": step(&offer.start),
        "wrapUp": step(&offer.wrap_up),
        "close": step(&offer.close),
        "written": step(&offer.written),
        "saved": offer.saved,
        "found": found(offer.found),
        "repeat": offer.repeat.as_ref().map(|repeat| json!({ "due": repeat.due.0, "step": step(&repeat.step) })),
    })
}

fn read_engagement(value: &Value) -> Option<Engagement> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let flag = |name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
    let ids = value.get("eventIds")?.as_array()?.iter();
    let event_ids: Vec<EventId> = ids.filter_map(Value::as_str).map(EventId::new).collect();
    // What another version began in a way that is unknown here cannot be ended here.
    let known = |word: &str| TRANSPORTS.iter().any(|(_, known)| *known == word);
    if event_ids.is_empty() || !text("transport").is_none_or(known) {
        return None;
    }
    let mut tokens = Tokens::new();
    if let Some(interaction) = text("interaction") {
        tokens.set_text(INTERACTION, interaction);
    }
    Some(Engagement {
        contact: text("contact").map(ContactId::new),
        agent_leg: text("leg").map(ConnectionId::new),
        ordinal: u32::try_from(value.get("ordinal")?.as_u64()?).ok()?,
        event_ids,
        route: Route {
            classification: text("classification")?.to_owned(),
            lookup: text("lookup").map(str::to_owned),
        },
        tokens,
        given: Tokens::new(),
        fields: Tokens::new(),
        connected: flag("connected"),
        over: match value.get("over") {
            None | Some(Value::Null) => None,
            Some(over) => Some(read_ending(over)?),
        },
        cleared: flag("cleared"),
        new: read_step(value.get("new"))?,
        start: read_step(value.get("start"))?,
        wrap_up: read_step(value.get("wrapUp"))?,
        close: read_step(value.get("close"))?,
        written: read_step(value.get("written"))?,
        // At worst a saving of ours that is told only after a reload is taken for the agent's.
        echoed: false,
        saved: flag("saved"),
        offer_again: false,
        owed: false,
        found: read_found(text("found")),
        repeat: match value.get("repeat") {
            None | Some(Value::Null) => None,
            Some(repeat) => Some(Repeat {
                due: Millis(repeat.get("due").and_then(Value::as_u64).unwrap_or_default()),
                step: read_step(repeat.get("step"))?,
            }),
        },
    })
}

fn step(step: &Step) -> Value {
    let state = match step {
        Step::Asked(_) => "asked",
        Step::Done(_) => "done",
        Step::Idle => return Value::Null,
        Step::Refused(_) => "refused",
        Step::Silent(_) => "silent",
    };
    step.asked().map_or(Value::Null, |asked| {
        json!({
            "state": state,
            "uuid": asked.uuid.as_str(),
            "eventId": asked.event_id.as_str(),
            "at": asked.at.0,
        })
    })
}

fn read_step(value: Option<&Value>) -> Option<Step> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Some(Step::Idle) };
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let asked = Asked {
        uuid: Uuid::new(text("uuid")?),
        event_id: EventId::new(text("eventId")?),
        at: Millis(value.get("at")?.as_u64()?),
    };
    match text("state")? {
        "asked" => Some(Step::Asked(asked)),
        "done" => Some(Step::Done(asked)),
        "refused" => Some(Step::Refused(asked)),
        "silent" => Some(Step::Silent(asked)),
        _ => None,
    }
}

const FOUNDS: [(Found, &str); 4] = [
    (Found::Contact, "contact"),
    (Found::Nobody, "nobody"),
    (Found::Unclear, "unclear"),
    (Found::Unknown, "unknown"),
];

fn found(found: Found) -> &'static str {
    FOUNDS.iter().find(|(known, _)| *known == found).map_or("unknown", |(_, word)| *word)
}

fn read_found(word: Option<&str>) -> Found {
    let known = FOUNDS.iter().find(|(_, known)| Some(*known) == word);
    known.map(|(found, _)| *found).unwrap_or_default()
}

const REASONS: [(CloseReason, &str); 6] = [
    (CloseReason::Abandoned, "abandoned"),
    (CloseReason::Canceled, "canceled"),
    (CloseReason::EndCommunication, "endCommunication"),
    (CloseReason::Missed, "missed"),
    (CloseReason::Reject, "reject"),
    (CloseReason::WrapUp, "wrapUp"),
];

fn reason(reason: CloseReason) -> &'static str {
    let found = REASONS.iter().find(|(known, _)| *known == reason);
    found.map_or("abandoned", |(_, word)| *word)
}

fn read_ending(value: &Value) -> Option<Ending> {
    let word = value.get("reason")?.as_str()?;
    let (reason, _) = REASONS.iter().find(|(_, known)| *known == word)?;
    Some(Ending { at: Millis(value.get("at")?.as_u64()?), reason: *reason })
}

fn encode_tokens(tokens: &Tokens) -> Value {
    let mut pairs = Map::new();
    for (name, value) in tokens.iter() {
        let value = match value {
            TokenValue::Json(text) => json!({ "json": text }),
            TokenValue::Null => Value::Null,
            TokenValue::Text(text) => Value::from(text.as_str()),
        };
        pairs.insert(name.to_owned(), value);
    }
    Value::Object(pairs)
}

fn decode_tokens(tokens: &Map<String, Value>) -> Tokens {
    let pairs = tokens.iter().filter_map(|(name, value)| {
        let value = match (value, value.get("json").and_then(Value::as_str)) {
            (_, Some(text)) => TokenValue::Json(text.to_owned()),
            (Value::Null, None) => TokenValue::Null,
            (Value::String(text), None) => TokenValue::Text(text.clone()),
            (Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::Object(_), None) => {
                return None;
            }
        };
        Some((name.clone(), value))
    });
    pairs.collect()
}
