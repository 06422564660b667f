//! Reads one contact: its state, whose legs it has, and the customer's number.
//!
//! Never asks for more than the channel promises: only voice needs legs to be told apart.

use super::DecodeError;
use super::leg::{Legs, Number, number};
use super::node::{LeftOut, Node};
use crate::domain::{
    Channel, ContactFacts, ContactId, ContactState, NoNumberReason, PREVIEW, PersonName, Phone,
    Role, Tokens,
};

/// Reads one element of `snapshot.contacts` (`connect.md` E.6).
pub(super) fn contact(
    node: &Node<'_>,
    id: &ContactId,
    skew: i64,
    left_out: &mut LeftOut,
) -> Result<ContactFacts, DecodeError> {
    let channel = channel(node.get("type").text()?);
    let connections = node.get("connections");
    // A contact of another channel is handled without looking at its legs: they may be strange.
    let connections = if channel.is_voice() {
        connections.items()?
    } else {
        connections.items_or_none().unwrap_or_default()
    };
    let monitors = monitors(node)?;
    let own = own(node, &connections, monitors);
    let initial = connections.iter().find(|leg| leg.get("initial").flag() == Ok(true));
    let legs = if channel.is_voice() {
        Legs::read(&connections, own, initial, monitors == Some(true), skew, left_out)
    } else {
        Legs::read_roughly(own, initial, skew)
    };
    let inbound = inbound(node, &channel, initial)?;
    // The agent's own leg tells nothing of the customer.
    let customer = initial.filter(|leg| !own.is_some_and(|own| core::ptr::eq(own, *leg)));
    let caller = caller(node, customer);
    let mut caller = if channel.is_voice() { caller? } else { caller.unwrap_or_default() };
    let internal = legs.role == Role::Agent && is_internal(node, initial, inbound, &caller)?;
    let role = if internal { Role::Internal } else { legs.role };
    caller.unnumbered = unnumbered(node, &channel, role, caller.unnumbered)?;
    let listed = initial.map(|leg| leg.get("quickConnectName").optional_text());
    let listed = if channel.is_voice() { listed.transpose()?.flatten() } else { None };
    Ok(ContactFacts {
        id: id.clone(),
        state: contact_state(node.get("state").get("type").text()?),
        since: node.get("state").get("timestamp").time(skew)?,
        inbound,
        queue: node.get("queue").get("name").optional_text()?,
        agent_leg: legs.own,
        customer_leg: legs.customer,
        others: legs.others,
        lacks_legs: legs.incomplete,
        role,
        supervised: legs.supervised,
        multi_party: node.get("contactFeatures").get("multiPartyConferenceEnabled").flag()?,
        attributes: Tokens::new(),
        segments: Tokens::new(),
        initiation_method: node.get("initiationMethod").optional_text()?,
        number: caller.phone,
        unnumbered: caller.unnumbered,
        quick_connect: listed.as_deref().and_then(PersonName::parse),
        softphone: channel.is_voice()
            && connections.iter().any(|leg| !leg.get("softphoneMediaInfo").is_null()),
        auto_accept: auto_accept(node, &channel, own)?,
        channel,
    })
}

/// Whether the agent listens to a colleague's call, if its origin is told.
fn monitors(contact: &Node<'_>) -> Result<Option<bool>, DecodeError> {
    let method = contact.get("initiationMethod").optional_text()?;
    Ok(method.map(|method| method.eq_ignore_ascii_case("monitor")))
}

/// The agent's own leg. `Contact.getAgentConnection` takes the first that is the agent's or monitors,
/// which may be a colleague's; here it is the one with the agent's audio, else the one that fits the
/// contact's origin. Without an origin, a colleague's call is known by having no queue (`connect.md` D.1).
fn own<'n, 'v>(
    contact: &Node<'_>,
    connections: &'n [Node<'v>],
    monitors: Option<bool>,
) -> Option<&'n Node<'v>> {
    let of = |kind: &str, audio: bool| {
        connections.iter().find(|leg| {
            leg.get("type").text() == Ok(kind)
                && (!audio || !leg.get("softphoneMediaInfo").is_null())
        })
    };
    let queued = contact.get("queue").get("name").text().is_ok();
    match monitors {
        // The leg of an agent who is not heard here is the colleague's.
        Some(true) => of("monitoring", false).or_else(|| of("agent", true)),
        Some(false) => [of("agent", true), of("agent", false), of("monitoring", false)]
            .into_iter()
            .flatten()
            .next(),
        None => {
            let by_audio = of("agent", true).or_else(|| of("monitoring", true));
            let (first, second) =
                if queued { ("agent", "monitoring") } else { ("monitoring", "agent") };
            by_audio.or_else(|| of(first, false)).or_else(|| of(second, false))
        }
    }
}

/// As `Contact.isInbound` tells it, without asking a task for its connections (`connect.md` A.4).
fn inbound(
    node: &Node<'_>,
    channel: &Channel,
    initial: Option<&Node<'_>>,
) -> Result<Option<bool>, DecodeError> {
    if matches!(channel, Channel::Task | Channel::Email) {
        let method = node.get("initiationMethod").optional_text()?;
        return Ok(method.map(|method| !method.eq_ignore_ascii_case("outbound")));
    }
    let method = node.get("initiationMethod").optional_text()?.unwrap_or_default();
    if method.eq_ignore_ascii_case(PREVIEW) {
        return Ok(Some(true));
    }
    let kind = initial.map(|leg| leg.get("type").text());
    let kind = if channel.is_voice() { kind.transpose()? } else { kind.and_then(Result::ok) };
    // The legs of a dialled call may come one snapshot later than the contact.
    let dialled = method.to_ascii_lowercase().ends_with("outbound").then_some(false);
    Ok(kind.map(|kind| kind == "inbound").or(dialled))
}

/// Whether it is with a colleague and nobody else: called by the agent, or by an agent who does not pass a
/// customer on.
fn is_internal(
    contact: &Node<'_>,
    initial: Option<&Node<'_>>,
    inbound: Option<bool>,
    caller: &Caller,
) -> Result<bool, DecodeError> {
    if caller.unnumbered != NoNumberReason::Transfer || inbound == Some(false) {
        return Ok(caller.unnumbered == NoNumberReason::Transfer);
    }
    let kind = initial.map(|leg| leg.get("endpoint").get("type").optional_text()).transpose()?;
    let method = contact.get("initiationMethod").optional_text()?.unwrap_or_default();
    let passed_on = method.to_ascii_lowercase().contains("transfer");
    Ok(kind.flatten().as_deref() == Some("agent") && !passed_on)
}

/// What the contact is, where that says more than that it has no number.
fn unnumbered(
    contact: &Node<'_>,
    channel: &Channel,
    role: Role,
    told: NoNumberReason,
) -> Result<NoNumberReason, DecodeError> {
    let method = contact.get("initiationMethod").optional_text()?.unwrap_or_default();
    Ok(match channel {
        Channel::Chat => NoNumberReason::Chat,
        Channel::Email => NoNumberReason::Email,
        Channel::Task => NoNumberReason::Task,
        Channel::Unknown(_) => NoNumberReason::Other,
        Channel::QueueCallback | Channel::Voice if role == Role::Internal => {
            NoNumberReason::Internal
        }
        Channel::QueueCallback | Channel::Voice
            if told == NoNumberReason::Unknown && method.eq_ignore_ascii_case("webrtc_api") =>
        {
            NoNumberReason::Web
        }
        Channel::QueueCallback | Channel::Voice => told,
    })
}

/// As `Contact.isAutoAcceptEnabled` tells it: the contact's own word first, then the agent's leg.
fn auto_accept(
    node: &Node<'_>,
    channel: &Channel,
    agent: Option<&Node<'_>>,
) -> Result<bool, DecodeError> {
    let handling = node.get("agentContactHandlingConfig");
    if !handling.is_null() {
        return handling.get("autoAccept").flag();
    }
    match agent {
        Some(leg) if *channel == Channel::Voice => {
            leg.get("softphoneMediaInfo").get("autoAccept").flag()
        }
        Some(_) | None => Ok(false),
    }
}

/// The customer's number, or why there is none (`design.md` 3, ANI).
#[derive(Default)]
struct Caller {
    phone: Option<Phone>,
    unnumbered: NoNumberReason,
}

fn caller(contact: &Node<'_>, initial: Option<&Node<'_>>) -> Result<Caller, DecodeError> {
    let endpoints = [Some(contact.get("customerEndpoint")), initial.map(|leg| leg.get("endpoint"))];
    let mut caller = Caller::default();
    for endpoint in endpoints.into_iter().flatten() {
        match number(&endpoint)? {
            Some(Number::Internal) => caller.unnumbered = NoNumberReason::Transfer,
            Some(Number::Withheld) => caller.unnumbered = NoNumberReason::Withheld,
            Some(Number::Phone(phone)) => {
                return Ok(Caller { phone: Some(phone), ..Caller::default() });
            }
            None => {}
        }
    }
    Ok(caller)
}

fn channel(code: &str) -> Channel {
    match code {
        "chat" => Channel::Chat,
        "email" => Channel::Email,
        "queue_callback" => Channel::QueueCallback,
        "task" => Channel::Task,
        "voice" => Channel::Voice,
        other => Channel::Unknown(other.to_owned()),
    }
}

fn contact_state(code: &str) -> ContactState {
    match code {
        "connected" => ContactState::Connected,
        "connecting" => ContactState::Connecting,
        "ended" => ContactState::Ended,
        "error" => ContactState::Error,
        "incoming" => ContactState::Incoming,
        "init" => ContactState::Init,
        "missed" => ContactState::Missed,
        "paused" => ContactState::Paused,
        "pending" => ContactState::Pending,
        "rejected" => ContactState::Rejected,
        other => ContactState::Unknown(other.to_owned()),
    }
}
