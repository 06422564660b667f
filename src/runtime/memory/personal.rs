//! The part of the memory that is all personal: the number being dialled and the recent calls.
//!
//! PURE. Must go to session storage only.

use serde_json::{Value, json};

use super::{decode_tokens, encode_tokens};
use crate::domain::{
    CommandId, ConnectionId, ContactId, Dial, DialOrigin, DialStage, DialTarget, DialText, Digits,
    EventId, Millis, NoNumberReason, PersonName, Phone, RecentCall, RecentOutcome,
};

/// A command of an earlier page; nothing will be heard of it, and no command of this page has its id.
const FORMER: CommandId = CommandId(0);

/// Writes the call that is being dialled; it has a number once Connect was asked for it.
pub(super) fn dial(dial: &Dial) -> Value {
    let (number, listed) = match &dial.stage {
        DialStage::Asked(_, DialTarget::Number(number)) => (Some(number), false),
        DialStage::Asked(_, DialTarget::QuickConnect(number)) => (number.as_ref(), true),
        DialStage::Reading(_) => (None, false),
    };
    let (event_id, tokens) = match &dial.origin {
        DialOrigin::Fusion(id, tokens) => (Some(id.as_str()), Some(encode_tokens(tokens))),
        DialOrigin::Toolbar => (None, None),
    };
    json!({
        "number": number.map(Phone::as_str),
        "listed": listed,
        "text": dial.text.as_str(),
        "at": dial.at.0,
        "givenUp": dial.given_up,
        "extension": dial.extension.as_ref().map(Digits::as_str),
        "eventId": event_id,
        "tokens": tokens,
    })
}

/// Reads it again.
pub(super) fn read_dial(value: &Value) -> Option<Dial> {
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
            (number, true) => DialStage::Asked(FORMER, DialTarget::QuickConnect(number)),
            (Some(number), false) => DialStage::Asked(FORMER, DialTarget::Number(number)),
            (None, false) => DialStage::Reading(FORMER),
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
pub(super) fn recent_call(call: &RecentCall) -> Value {
    let outcome = OUTCOMES.iter().find(|(known, _)| *known == call.outcome);
    let unnumbered = UNNUMBERED.iter().find(|(known, _)| *known == call.unnumbered);
    json!({
        "id": call.id,
        "at": call.at.0,
        "contact": call.contact.as_ref().map(ContactId::as_str),
        "leg": call.leg.as_ref().map(ConnectionId::as_str),
        "number": call.number.as_ref().map(Phone::as_str),
        "unnumbered": unnumbered.map(|(_, word)| *word),
        "name": call.name.as_ref().map(PersonName::as_str),
        "inbound": call.inbound,
        "outcome": outcome.map(|(_, word)| *word),
        "talked": call.talked.0,
    })
}

/// Reads it again.
pub(super) fn read_recent_call(value: &Value) -> Option<RecentCall> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let word = text("outcome")?;
    let (outcome, _) = OUTCOMES.iter().find(|(_, known)| *known == word)?;
    let why = text("unnumbered")?;
    let (unnumbered, _) = UNNUMBERED.iter().find(|(_, known)| *known == why)?;
    Some(RecentCall {
        id: value.get("id")?.as_u64()?,
        at: Millis(value.get("at")?.as_u64()?),
        contact: text("contact").map(ContactId::new),
        leg: text("leg").map(ConnectionId::new),
        number: text("number").and_then(Phone::parse),
        unnumbered: *unnumbered,
        name: text("name").and_then(PersonName::parse),
        inbound: value.get("inbound")?.as_bool()?,
        outcome: *outcome,
        talked: Millis(value.get("talked")?.as_u64()?),
    })
}
