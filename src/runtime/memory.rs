//! Keeps the memory, as three JSON texts: in two stores of the browser, or in this page alone if it denies them. Never holds
//! more than one copy of anything personal, and that only in session storage.
//!
//! PURE but for `Store`. `local`, for local storage, has the offers that are not finished, without their tokens but for
//! the interaction id. The others are for session storage: `session` has the tokens, the fields of the wrap-up, the
//! number being dialled, the frame's size at rest and whether the agent is signed in; `history` the finished offers, by
//! which a late command or a call that comes back is still known, and the recent calls: it is the longest, and changes
//! once a call. Each may be missing or garbled: what cannot be read is forgotten.

use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::sync::Arc;

use crate::dom::storage::{self, StoreKind};
use crate::dom::{DomError, clock};
use crate::domain::{
    Asked, CloseReason, CommandId, ConnectionId, ContactId, ContactMatch, Dial, DialOrigin,
    DialStage, DialTarget, DialText, Digits, Ending, Engagement, EventId, FrameSize, Memory,
    Millis, NoNumberReason, PersonName, Phone, RecentCall, RecentOutcome, Repeat, RequestState,
    Route, TokenValue, Tokens, Transport, Uuid, WrapUp,
};
use crate::json;

const VERSION: u64 = 1;
/// A call of yesterday is nobody's any more.
const LIFETIME: Millis = Millis::seconds(12 * 3600);
/// Names the interaction record, not a person; it spares a duplicate after a reload.
const INTERACTION: &str = "SVCMCA_INTERACTION_ID";
const TRANSPORTS: [(Transport, &str); 2] = [(Transport::Mca, "mca"), (Transport::Uef, "uef")];

/// The three texts; `None` where there is nothing to keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// For local storage.
    pub local: Option<String>,
    /// For session storage: what belongs to calls that are not over.
    pub session: Option<String>,
    /// For session storage: what belongs to calls that are over.
    pub history: Option<String>,
}

impl Parts {
    fn texts(&self) -> [Option<&str>; 3] {
        [&self.local, &self.session, &self.history].map(Option::as_deref)
    }

    /// The same with the version and the time, which are in front of what changes less often.
    #[must_use]
    pub fn stamped(&self, now: Millis) -> Self {
        let stamp = |part: &String| format!("{{\"version\":{VERSION},\"at\":{},{part}}}", now.0);
        let stamped = |part: &Option<String>| part.as_ref().map(stamp);
        let Self { local, session, history } = self;
        Self { local: stamped(local), session: stamped(session), history: stamped(history) }
    }
}

/// An entry of a store, and the part of the memory that is in it.
type Entry = (StoreKind, &'static str, fn(&mut Parts) -> &mut Option<String>);

const ENTRIES: [Entry; 3] = [
    // What is needed to close a call, nothing personal.
    (StoreKind::Local, "fusion-connect-toolbar.calls", |parts| &mut parts.local),
    (StoreKind::Session, "fusion-connect-toolbar.tokens", |parts| &mut parts.session),
    (StoreKind::Session, "fusion-connect-toolbar.history", |parts| &mut parts.history),
];

/// The memory's place.
#[derive(Debug)]
pub(super) struct Store {
    wrap_up: WrapUp,
    denied: bool,
    encoder: MemoryEncoder,
    /// What this page wrote last.
    written: Option<Parts>,
}

impl Store {
    /// Opens it, and reads what an earlier page left that is not too old. Time goes on from there, though this
    /// computer's clock may have been set back.
    pub(super) fn open(wrap_up: WrapUp) -> (Self, Memory) {
        let (mut parts, mut denied) = (Parts::default(), false);
        for (kind, key, part) in ENTRIES {
            match storage::read(kind, key) {
                Ok(text) => *part(&mut parts) = text,
                Err(_) => denied = true,
            }
        }
        clock::follow(reached(&parts, Millis(clock::now())).0);
        let memory = decode(&parts, Millis(clock::now()));
        (Self { wrap_up, denied, encoder: MemoryEncoder::default(), written: None }, memory)
    }

    /// Writes what is new of the memory; what holds nothing is removed.
    ///
    /// # Errors
    /// When the browser denies a store; the memory then lives in this page only.
    pub(super) fn save(&mut self, memory: &Memory, now: Millis) -> Result<(), DomError> {
        let mut parts = self.encoder.encode(memory, self.wrap_up);
        let mut stamped = parts.stamped(now);
        let mut before = self.written.take();
        let mut outcome = Ok(());
        for (kind, key, part) in ENTRIES {
            if before.as_mut().is_none_or(|before| part(before) != part(&mut parts)) {
                outcome = outcome.and(storage::write(kind, key, part(&mut stamped).as_deref()));
            }
        }
        self.denied = outcome.is_err();
        // What was refused is tried again.
        self.written = Some(parts).filter(|_| !self.denied);
        outcome
    }

    /// Whether the browser denies a store.
    pub(super) fn is_denied(&self) -> bool {
        self.denied
    }
}

/// Writes the memory again and again, and each time only what is new: finished offers and recent calls are many
/// and stay as they are.
#[derive(Debug, Default)]
pub struct MemoryEncoder {
    finished: Lines<(Arc<Engagement>, Option<Transport>)>,
    recent: Lines<RecentCall>,
}

/// Items with their texts.
type Lines<T> = Vec<(T, String)>;

impl MemoryEncoder {
    /// Writes the memory; the parts still lack their stamp.
    pub fn encode(&mut self, memory: &Memory, wrap_up: WrapUp) -> Parts {
        let transport = memory.transport;
        let (finished, open): (Vec<&Arc<Engagement>>, Vec<_>) =
            memory.engagements.iter().partition(|offer| offer.is_finished(wrap_up));
        // Here as below one by one: collecting into a map would bring a sort of its own into the program.
        let mut tokens = Map::new();
        let mut fields = Map::new();
        for offer in &open {
            tokens.insert(key(offer), encode_tokens(&offer.tokens));
            if !offer.fields.is_empty() {
                fields.insert(key(offer), encode_tokens(&offer.fields));
            }
        }
        let local = (!open.is_empty()).then(|| {
            let offers: Vec<String> =
                open.iter().map(|offer| json::text(&engagement(offer, transport))).collect();
            format!("\"offers\":[{}]", offers.join(","))
        });
        let keeps =
            !open.is_empty() || memory.dial.is_some() || memory.rest.is_some() || memory.signed_in;
        let session = keeps.then(|| {
            let dial = json::text(&memory.dial.as_ref().map_or(Value::Null, dial));
            let tokens = json::text(&Value::Object(tokens));
            let fields = json::text(&Value::Object(fields));
            let rest = json::text(&memory.rest.map(|rest| vec![rest.width, rest.height]).into());
            let signed_in = memory.signed_in;
            format!(
                "\"tokens\":{tokens},\"fields\":{fields},\"dial\":{dial},\"rest\":{rest},\"signedIn\":{signed_in}"
            )
        });
        let is_over = !finished.is_empty() || !memory.recent.is_empty();
        let finished = joined(
            &mut self.finished,
            finished,
            |offer, (known, by)| offer == known && transport == *by,
            |offer| (Arc::clone(offer), transport),
            |offer| engagement(offer, transport),
        );
        let recent = joined(
            &mut self.recent,
            memory.recent.iter().collect(),
            |call, known| call == known,
            Clone::clone,
            recent_call,
        );
        let history = is_over.then(|| format!("\"finished\":[{finished}],\"recent\":[{recent}]"));
        Parts { local, session, history }
    }
}

/// The texts of all items, of which only the new ones are written.
fn joined<T, U>(
    lines: &mut Lines<T>,
    items: Vec<&U>,
    is: impl Fn(&U, &T) -> bool,
    keep: impl Fn(&U) -> T,
    write: impl Fn(&U) -> Value,
) -> String {
    let mut former: VecDeque<(T, String)> = core::mem::take(lines).into();
    for item in items {
        // They stay in their order, so it is mostly the first.
        let known = former.iter().position(|(known, _)| is(item, known));
        let line = known.and_then(|place| former.remove(place));
        lines.push(line.unwrap_or_else(|| (keep(item), json::text(&write(item)))));
    }
    lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(",")
}

/// Reads the memory from its parts.
pub fn decode(parts: &Parts, now: Millis) -> Memory {
    let [local, session, history] = parts.texts().map(|text| part(text, now));
    let offers = |part: &Value, name: &str| -> Vec<Engagement> {
        let list = part.get(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(read_engagement).collect()
    };
    let finished = offers(&history, "finished").into_iter();
    let mut engagements: Vec<_> = finished.map(Arc::new).collect();
    for mut offer in offers(&local, "offers") {
        let kept = |name: &str| session.get(name)?.get(key(&offer))?.as_object().map(decode_tokens);
        let (tokens, fields) = (kept("tokens"), kept("fields"));
        offer.tokens.merge(&tokens.unwrap_or_default());
        offer.fields = fields.unwrap_or_default();
        engagements.push(Arc::new(offer));
    }
    let recent = history.get("recent").and_then(Value::as_array);
    Memory {
        engagements,
        transport: read_transport(&local),
        dial: session.get("dial").and_then(read_dial),
        recent: recent.into_iter().flatten().filter_map(read_recent_call).collect(),
        rest: session.get("rest").and_then(read_size),
        signed_in: session.get("signedIn").and_then(Value::as_bool).unwrap_or_default(),
    }
}

fn read_size(value: &Value) -> Option<FrameSize> {
    let side = |place: usize| u32::try_from(value.get(place)?.as_u64()?).ok();
    Some(FrameSize { width: side(0)?, height: side(1)? })
}

/// How the calls that are not finished were told; they were all told in one way.
fn read_transport(local: &Value) -> Option<Transport> {
    let offers = local.get("offers").and_then(Value::as_array)?;
    named(&TRANSPORTS, offers.iter().find_map(|offer| offer.get("transport")?.as_str())?)
}

/// The time that an earlier page had reached when it wrote the latest part, or now if that is far away.
pub fn reached(parts: &Parts, now: Millis) -> Millis {
    let parts = parts.texts().map(value);
    let times = parts.iter().filter_map(at).filter(|at| at.since(now) < LIFETIME);
    times.max().unwrap_or_default().max(now)
}

/// The word for a value.
fn word<T: PartialEq>(words: &[(T, &'static str)], value: &T) -> Option<&'static str> {
    words.iter().find(|(known, _)| known == value).map(|(_, word)| *word)
}

/// The value that a word is for.
fn named<T: Copy>(words: &[(T, &'static str)], word: &str) -> Option<T> {
    words.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
}

fn value(part: Option<&str>) -> Value {
    serde_json::from_str(part.unwrap_or_default()).unwrap_or_default()
}

fn at(part: &Value) -> Option<Millis> {
    part.get("at").and_then(Value::as_u64).map(Millis)
}

fn part(text: Option<&str>, now: Millis) -> Value {
    let value = value(text);
    let fresh = at(&value).is_some_and(|at| at <= now && now.since(at) < LIFETIME);
    let known = value.get("version").and_then(Value::as_u64) == Some(VERSION);
    if fresh && known { value } else { Value::Null }
}

fn key(offer: &Engagement) -> String {
    let id = offer.event_ids.first().map(EventId::as_str).unwrap_or_default();
    format!("{id}~{}", offer.ordinal)
}

fn engagement(offer: &Engagement, transport: Option<Transport>) -> Value {
    let over = |over: Ending| {
        let reason = word(&REASONS, &over.reason);
        json::object(&mut [("at", over.at.0.into()), ("reason", reason.into())])
    };
    let repeat = |repeat: &Repeat| {
        json::object(&mut [("due", repeat.due.0.into()), ("step", request_state(&repeat.state))])
    };
    json::object(&mut [
        ("contact", offer.contact.as_ref().map(ContactId::as_str).into()),
        ("leg", offer.agent_leg.as_ref().map(ConnectionId::as_str).into()),
        ("ordinal", offer.ordinal.into()),
        ("eventIds", offer.event_ids.iter().map(EventId::as_str).collect()),
        ("transport", transport.and_then(|transport| word(&TRANSPORTS, &transport)).into()),
        ("classification", offer.route.classification.as_str().into()),
        ("lookup", offer.route.lookup.as_deref().into()),
        ("interaction", offer.tokens.text(INTERACTION).into()),
        ("connected", offer.connected.into()),
        ("over", offer.over.map(over).into()),
        ("cleared", offer.cleared.into()),
        ("new", request_state(&offer.new)),
        ("start", request_state(&offer.start)),
        ("wrapUp", request_state(&offer.wrap_up)),
        ("close", request_state(&offer.close)),
        ("written", request_state(&offer.written)),
        ("saved", offer.saved.into()),
        ("found", word(&FOUNDS, &offer.found).into()),
        ("repeat", offer.repeat.as_ref().map(repeat).into()),
    ])
}

fn read_engagement(value: &Value) -> Option<Engagement> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let flag = |name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
    let ids = value.get("eventIds")?.as_array()?.iter();
    let event_ids: Vec<EventId> = ids.filter_map(Value::as_str).map(EventId::new).collect();
    // What another version began in a way that is unknown here cannot be ended here.
    let known = |word: &str| named(&TRANSPORTS, word).is_some();
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
        connected: flag("connected"),
        over: match value.get("over") {
            None | Some(Value::Null) => None,
            Some(over) => Some(read_ending(over)?),
        },
        cleared: flag("cleared"),
        new: read_request_state(value.get("new"))?,
        start: read_request_state(value.get("start"))?,
        wrap_up: read_request_state(value.get("wrapUp"))?,
        close: read_request_state(value.get("close"))?,
        written: read_request_state(value.get("written"))?,
        saved: flag("saved"),
        found: text("found").and_then(|word| named(&FOUNDS, word)).unwrap_or_default(),
        repeat: match value.get("repeat") {
            None | Some(Value::Null) => None,
            Some(repeat) => Some(Repeat {
                due: Millis(repeat.get("due").and_then(Value::as_u64).unwrap_or_default()),
                state: read_request_state(repeat.get("step"))?,
            }),
        },
        // Without `echoed` a saving of ours that is told only after a reload is at worst taken for the agent's.
        ..Engagement::default()
    })
}

fn request_state(asked: &RequestState) -> Value {
    let state = match asked {
        RequestState::Asked(_) => "asked",
        RequestState::Done(_) => "done",
        RequestState::Idle => return Value::Null,
        RequestState::Refused(_) => "refused",
        RequestState::Silent(_) => "silent",
    };
    asked.asked().map_or(Value::Null, |asked| {
        json::object(&mut [
            ("state", state.into()),
            ("uuid", asked.uuid.as_str().into()),
            ("eventId", asked.event_id.as_str().into()),
            ("at", asked.at.0.into()),
        ])
    })
}

fn read_request_state(value: Option<&Value>) -> Option<RequestState> {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return Some(RequestState::Idle);
    };
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let asked = Asked {
        uuid: Uuid::new(text("uuid")?),
        event_id: EventId::new(text("eventId")?),
        at: Millis(value.get("at")?.as_u64()?),
    };
    match text("state")? {
        "asked" => Some(RequestState::Asked(asked)),
        "done" => Some(RequestState::Done(asked)),
        "refused" => Some(RequestState::Refused(asked)),
        "silent" => Some(RequestState::Silent(asked)),
        _ => None,
    }
}

const FOUNDS: [(ContactMatch, &str); 4] = [
    (ContactMatch::Contact, "contact"),
    (ContactMatch::Nobody, "nobody"),
    (ContactMatch::Unclear, "unclear"),
    (ContactMatch::Unknown, "unknown"),
];

const REASONS: [(CloseReason, &str); 6] = [
    (CloseReason::Abandoned, "abandoned"),
    (CloseReason::Canceled, "canceled"),
    (CloseReason::EndCommunication, "endCommunication"),
    (CloseReason::Missed, "missed"),
    (CloseReason::Reject, "reject"),
    (CloseReason::WrapUp, "wrapUp"),
];

fn read_ending(value: &Value) -> Option<Ending> {
    let reason = named(&REASONS, value.get("reason")?.as_str()?)?;
    Some(Ending { at: Millis(value.get("at")?.as_u64()?), reason })
}

fn encode_tokens(tokens: &Tokens) -> Value {
    let mut pairs = Map::new();
    for (name, value) in tokens.iter() {
        let value = match value {
            TokenValue::Json(text) => json::object(&mut [("json", text.as_str().into())]),
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

/// A command of an earlier page; nothing will be heard of it, and no command of this page has its id.
const FORMER_COMMAND: CommandId = CommandId(0);

/// Writes the call that is being dialled; it has a number once Connect was asked for it.
fn dial(dial: &Dial) -> Value {
    let (number, listed) = match &dial.stage {
        DialStage::Asked(_, DialTarget::Number(number)) => (Some(number), false),
        DialStage::Asked(_, DialTarget::QuickConnect(number)) => (number.as_ref(), true),
        DialStage::Reading(_) => (None, false),
    };
    let (event_id, tokens) = match &dial.origin {
        DialOrigin::Fusion(id, tokens) => (Some(id.as_str()), Some(encode_tokens(tokens))),
        DialOrigin::Toolbar => (None, None),
    };
    json::object(&mut [
        ("number", number.map(Phone::as_str).into()),
        ("listed", listed.into()),
        ("text", dial.text.as_str().into()),
        ("at", dial.at.0.into()),
        ("givenUp", dial.given_up.into()),
        ("extension", dial.extension.as_ref().map(Digits::as_str).into()),
        ("eventId", event_id.into()),
        ("tokens", tokens.into()),
    ])
}

/// Reads it again.
fn read_dial(value: &Value) -> Option<Dial> {
    let number = value.get("number")?.as_str().and_then(Phone::parse);
    let tokens = value.get("tokens").and_then(Value::as_object).map(decode_tokens);
    let origin = match value.get("eventId").and_then(Value::as_str) {
        Some(id) => DialOrigin::Fusion(EventId::new(id), tokens.unwrap_or_default()),
        None => DialOrigin::Toolbar,
    };
    Some(Dial {
        text: DialText::new(value.get("text")?.as_str()?),
        origin,
        stage: match (number, value.get("listed")?.as_bool()?) {
            (number, true) => DialStage::Asked(FORMER_COMMAND, DialTarget::QuickConnect(number)),
            (Some(number), false) => DialStage::Asked(FORMER_COMMAND, DialTarget::Number(number)),
            (None, false) => DialStage::Reading(FORMER_COMMAND),
        },
        at: Millis(value.get("at")?.as_u64()?),
        given_up: value.get("givenUp")?.as_bool()?,
        extension: value.get("extension").and_then(Value::as_str).and_then(Digits::parse),
        waiters: Vec::new(),
    })
}

const OUTCOMES: [(RecentOutcome, &str); 7] = [
    (RecentOutcome::Abandoned, "abandoned"),
    (RecentOutcome::Answered, "answered"),
    (RecentOutcome::Cancelled, "cancelled"),
    (RecentOutcome::Declined, "declined"),
    (RecentOutcome::Failed, "failed"),
    (RecentOutcome::Missed, "missed"),
    (RecentOutcome::NotAnswered, "notAnswered"),
];

const UNNUMBERED: [(NoNumberReason, &str); 9] = [
    (NoNumberReason::Chat, "chat"),
    (NoNumberReason::Email, "email"),
    (NoNumberReason::Internal, "internal"),
    (NoNumberReason::Other, "other"),
    (NoNumberReason::Task, "task"),
    (NoNumberReason::Transfer, "transfer"),
    (NoNumberReason::Unknown, "unknown"),
    (NoNumberReason::Web, "web"),
    (NoNumberReason::Withheld, "withheld"),
];

/// Writes a recent call.
fn recent_call(call: &RecentCall) -> Value {
    json::object(&mut [
        ("id", call.id.into()),
        ("at", call.at.0.into()),
        ("contact", call.contact.as_ref().map(ContactId::as_str).into()),
        ("leg", call.leg.as_ref().map(ConnectionId::as_str).into()),
        ("number", call.number.as_ref().map(Phone::as_str).into()),
        ("unnumbered", word(&UNNUMBERED, &call.unnumbered).into()),
        ("name", call.name.as_ref().map(PersonName::as_str).into()),
        ("inbound", call.inbound.into()),
        ("outcome", word(&OUTCOMES, &call.outcome).into()),
        ("talked", call.talked.0.into()),
    ])
}

/// Reads it again.
fn read_recent_call(value: &Value) -> Option<RecentCall> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    Some(RecentCall {
        // Those of this page go on from it, and are numbers of 32 bits.
        id: u32::try_from(value.get("id")?.as_u64()?).ok()?.into(),
        at: Millis(value.get("at")?.as_u64()?),
        contact: text("contact").map(ContactId::new),
        leg: text("leg").map(ConnectionId::new),
        number: text("number").and_then(Phone::parse),
        unnumbered: named(&UNNUMBERED, text("unnumbered")?)?,
        name: text("name").and_then(PersonName::parse),
        inbound: value.get("inbound")?.as_bool()?,
        outcome: named(&OUTCOMES, text("outcome")?)?,
        talked: Millis(value.get("talked")?.as_u64()?),
    })
}
