//! Reads one contact: its state, its legs and whose each one is, the customer's number, and those attributes
//! that the configuration asks for.
//!
//! Only voice needs its legs told apart. Whose a leg is comes from its type and the contact's origin, never
//! from its state. Attributes cross from JavaScript by themselves: the list of members of `JSON.stringify`
//! knows no depth, and an attribute that is called like a media token must not open that token up.

use super::cursor::{DecodeError, JsonCursor, LeftOut};
use crate::domain::{
    Channel, ConnectionId, ContactFacts, ContactId, ContactState, Leg, LegState, NoNumberReason,
    PREVIEW, Party, PersonName, Phone, Role, SUBTYPE, Seen, Snapshot, Tokens,
};
use crate::substring::holds;
use serde_json::Value;

/// Reads one element of `snapshot.contacts` (`connect.md` E.6).
pub(super) fn contact(
    node: &JsonCursor<'_>,
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
    let method = node.get("initiationMethod").optional_text()?;
    let origin = method.as_deref();
    // Whether the agent listens to a colleague's call, if its origin is told.
    let monitors = origin.map(|origin| origin.eq_ignore_ascii_case("monitor"));
    let own = own(node, &connections, monitors);
    let initial = connections.iter().find(|leg| leg.get("initial").flag() == Ok(true));
    // A campaign's call may begin with the agent; the customer is added when it is made (`frontier.md` 14).
    let dialled = |leg: &&JsonCursor<'_>| leg.get("type").text() == Ok("outbound");
    let initial = match own.zip(initial) {
        Some((own, first)) if core::ptr::eq(own, first) && is_preview(origin) => {
            connections.iter().find(dialled)
        }
        Some(_) | None => initial,
    };
    let legs = if channel.is_voice() {
        Legs::read(&connections, own, initial, monitors == Some(true), skew, left_out)
    } else {
        Legs::read_roughly(own, initial, skew)
    };
    let inbound = inbound(origin, &channel, initial)?;
    // The agent's own leg tells nothing of the customer.
    let customer = initial.filter(|leg| !own.is_some_and(|own| core::ptr::eq(own, *leg)));
    let caller = caller(node, customer);
    let mut caller = if channel.is_voice() { caller? } else { caller.unwrap_or_default() };
    let internal = legs.role == Role::Agent && is_internal(origin, initial, inbound, &caller)?;
    let role = if internal { Role::Internal } else { legs.role };
    caller.unnumbered = unnumbered(origin, &channel, role, caller.unnumbered);
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
        initiation_method: method,
        number: caller.phone,
        unnumbered: caller.unnumbered,
        quick_connect: listed.as_deref().and_then(PersonName::parse),
        softphone: channel.is_voice()
            && connections.iter().any(|leg| !leg.get("softphoneMediaInfo").is_null()),
        auto_accept: auto_accept(node, &channel, own)?,
        channel,
    })
}

/// The agent's own leg. `Contact.getAgentConnection` takes the first that is the agent's or monitors,
/// which may be a colleague's; here it is the one with the agent's audio, else the one that fits the
/// contact's origin. Without an origin, a colleague's call is known by having no queue (`connect.md` D.1).
fn own<'n, 'v>(
    contact: &JsonCursor<'_>,
    connections: &'n [JsonCursor<'v>],
    monitors: Option<bool>,
) -> Option<&'n JsonCursor<'v>> {
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

/// Whether it is a campaign's call.
fn is_preview(origin: Option<&str>) -> bool {
    origin.is_some_and(|origin| origin.eq_ignore_ascii_case(PREVIEW))
}

/// As `Contact.isInbound` tells it, without asking a task for its connections (`connect.md` A.4).
fn inbound(
    origin: Option<&str>,
    channel: &Channel,
    initial: Option<&JsonCursor<'_>>,
) -> Result<Option<bool>, DecodeError> {
    if matches!(channel, Channel::Task | Channel::Email) {
        return Ok(origin.map(|origin| !origin.eq_ignore_ascii_case("outbound")));
    }
    if is_preview(origin) {
        return Ok(Some(true));
    }
    let kind = initial.map(|leg| leg.get("type").text());
    let kind = if channel.is_voice() { kind.transpose()? } else { kind.and_then(Result::ok) };
    // The legs of a dialled call may come one snapshot later than the contact.
    let dialled = origin.is_some_and(|origin| origin.to_ascii_lowercase().ends_with("outbound"));
    Ok(kind.map(|kind| kind == "inbound").or(dialled.then_some(false)))
}

/// Whether it is with a colleague and nobody else: called by the agent, or by an agent who does not pass a
/// customer on.
fn is_internal(
    origin: Option<&str>,
    initial: Option<&JsonCursor<'_>>,
    inbound: Option<bool>,
    caller: &Caller,
) -> Result<bool, DecodeError> {
    if caller.unnumbered != NoNumberReason::Transfer || inbound == Some(false) {
        return Ok(caller.unnumbered == NoNumberReason::Transfer);
    }
    let kind = initial.map(|leg| leg.get("endpoint").get("type").optional_text()).transpose()?;
    let passed_on = origin.is_some_and(|origin| holds(&origin.to_ascii_lowercase(), "transfer"));
    Ok(kind.flatten().as_deref() == Some("agent") && !passed_on)
}

/// What the contact is, where that says more than that it has no number.
fn unnumbered(
    origin: Option<&str>,
    channel: &Channel,
    role: Role,
    told: NoNumberReason,
) -> NoNumberReason {
    let is_web = origin.is_some_and(|origin| origin.eq_ignore_ascii_case("webrtc_api"));
    match channel {
        Channel::Chat => NoNumberReason::Chat,
        Channel::Email => NoNumberReason::Email,
        Channel::Task => NoNumberReason::Task,
        Channel::Unknown(_) => NoNumberReason::Other,
        Channel::QueueCallback | Channel::Voice if role == Role::Internal => {
            NoNumberReason::Internal
        }
        Channel::QueueCallback | Channel::Voice if told == NoNumberReason::Unknown && is_web => {
            NoNumberReason::Web
        }
        Channel::QueueCallback | Channel::Voice => told,
    }
}

/// As `Contact.isAutoAcceptEnabled` tells it: the contact's own word first, then the agent's leg.
fn auto_accept(
    node: &JsonCursor<'_>,
    channel: &Channel,
    agent: Option<&JsonCursor<'_>>,
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

fn caller(
    contact: &JsonCursor<'_>,
    initial: Option<&JsonCursor<'_>>,
) -> Result<Caller, DecodeError> {
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

/// What Connect writes for a number that is none (`connect.md` D.2).
const INTERNAL: &str = "INTERNAL-TRANSFER";

/// What networks write for a number that its owner withholds.
const WITHHELD: [&str; 4] = ["anonymous", "private", "restricted", "withheld"];

/// The legs of one contact, sorted by whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Legs {
    own: Option<Leg>,
    customer: Option<Leg>,
    others: Vec<Party>,
    role: Role,
    supervised: bool,
    /// Whether some could not be read.
    incomplete: bool,
}

impl Legs {
    /// Sorts the connections that can be read; `own` and `initial` are two of all, and `monitors` tells
    /// whether the call is known to be a colleague's.
    fn read(
        connections: &[JsonCursor<'_>],
        own: Option<&JsonCursor<'_>>,
        initial: Option<&JsonCursor<'_>>,
        monitors: bool,
        skew: i64,
        left_out: &mut LeftOut,
    ) -> Self {
        let role = own.and_then(|own| left_out.keep(role(own, monitors)));
        let usual = if monitors { Role::Monitor } else { Role::Agent };
        let mut legs = Self { role: role.unwrap_or(usual), ..Self::default() };
        for connection in connections {
            let is = |known: Option<&JsonCursor<'_>>| {
                known.is_some_and(|it| core::ptr::eq(it, connection))
            };
            let Some(read) = left_out.keep(read(connection, skew)) else {
                legs.incomplete = true;
                continue;
            };
            if is(own) {
                legs.own = Some(read.party.leg);
            } else if is(initial) {
                legs.customer = Some(read.party.leg);
            } else if read.monitors || !read.party.leg.state.is_active() {
                legs.supervised |= read.barges;
            } else {
                legs.others.push(read.party);
            }
        }
        let known: Vec<ConnectionId> =
            legs.own.iter().chain(&legs.customer).map(|leg| leg.id.clone()).collect();
        legs.others.retain(|party| !known.contains(&party.leg.id));
        legs
    }

    /// The same as far as it can be read: nothing depends on the legs of another channel.
    fn read_roughly(
        own: Option<&JsonCursor<'_>>,
        initial: Option<&JsonCursor<'_>>,
        skew: i64,
    ) -> Self {
        let leg = |node: &JsonCursor<'_>| leg(node, skew).ok();
        Self { own: own.and_then(leg), customer: initial.and_then(leg), ..Self::default() }
    }
}

/// The number of an endpoint, or whether a colleague is behind it.
fn number(endpoint: &JsonCursor<'_>) -> Result<Option<Number>, DecodeError> {
    let spelled = endpoint.get("phoneNumber").optional_text()?.unwrap_or_default();
    let kind = endpoint.get("type").optional_text()?.unwrap_or_default();
    if matches!(kind.as_str(), "agent" | "queue") || spelled == INTERNAL {
        return Ok(Some(Number::Internal));
    }
    let spelled_out = spelled.to_ascii_lowercase();
    if WITHHELD.iter().any(|word| holds(&spelled_out, word)) {
        return Ok(Some(Number::Withheld));
    }
    Ok(Phone::parse(&spelled).map(Number::Phone))
}

/// What an endpoint leads to.
enum Number {
    /// An agent or a queue.
    Internal,
    /// A number.
    Phone(Phone),
    /// A number that is not shown.
    Withheld,
}

/// One connection as far as it depends on nothing but itself.
struct Connection {
    party: Party,
    /// Whether it is a supervisor's.
    monitors: bool,
    /// Whether a supervisor is heard on it, as `Contact.isUnderSupervision` tells it: who only listens
    /// does so unnoticed.
    barges: bool,
}

fn read(connection: &JsonCursor<'_>, skew: i64) -> Result<Connection, DecodeError> {
    connection.get("initial").flag()?;
    let leg = leg(connection, skew)?;
    let mode = connection.get("monitorStatus").optional_text()?;
    let barges = mode.as_deref() == Some("BARGE") || leg.state == LegState::Barge;
    let name = connection.get("quickConnectName").optional_text()?;
    let number = match number(&connection.get("endpoint"))? {
        Some(Number::Phone(phone)) => Some(phone),
        Some(Number::Internal | Number::Withheld) | None => None,
    };
    Ok(Connection {
        monitors: barges || connection.get("type").text()? == "monitoring",
        barges: barges && leg.state.is_active(),
        party: Party { leg, name: name.as_deref().and_then(PersonName::parse), number },
    })
}

/// By the mode and the state, of which not every version of the CCP tells both (`connect.md` D.2); who is
/// not surely silent may be heard.
fn role(own: &JsonCursor<'_>, monitors: bool) -> Result<Role, DecodeError> {
    if !monitors && own.get("type").text()? != "monitoring" {
        return Ok(Role::Agent);
    }
    let mode = own.get("monitorStatus").optional_text()?;
    let state = state(own.get("state").get("type").text()?);
    Ok(match (mode.as_deref(), state) {
        (Some("BARGE"), _) | (_, LegState::Barge) => Role::Barge,
        (Some("SILENT_MONITOR"), _) | (_, LegState::SilentMonitor) => Role::SilentMonitor,
        _ => Role::Monitor,
    })
}

fn leg(connection: &JsonCursor<'_>, skew: i64) -> Result<Leg, DecodeError> {
    Ok(Leg {
        id: ConnectionId::new(connection.get("connectionId").text()?),
        state: state(connection.get("state").get("type").text()?),
        since: connection.get("state").get("timestamp").time(skew)?,
        muted: connection.get("mute").flag()?,
        forced_mute: connection.get("forcedMute").flag()?,
    })
}

fn state(code: &str) -> LegState {
    match code {
        "barge" => LegState::Barge,
        "connected" => LegState::Connected,
        "connecting" => LegState::Connecting,
        "disconnected" => LegState::Disconnected,
        "hold" => LegState::Hold,
        "init" => LegState::Init,
        "silent_monitor" => LegState::SilentMonitor,
        other => LegState::Unknown(other.to_owned()),
    }
}

/// The member of a contact attribute that holds what it says (`connect.md` D.1).
pub const VALUE: &str = "value";
/// The same of a segment attribute; its types call it otherwise (`connect.md` A).
pub const SEGMENT_VALUE: &str = "ValueString";

/// Puts into each contact of `snapshot` what `text` says of it: JSON of the contacts' `attributes` by
/// contact id.
///
/// # Errors
/// When it is no JSON; an attribute that is no string is left out.
pub fn decode_attributes(text: &str, snapshot: &mut Snapshot) -> Result<(), DecodeError> {
    put_into(text, snapshot, "attributes", |facts, of| facts.attributes = tokens(of, VALUE))
}

/// Puts into each contact of `snapshot` what `text` says of it: JSON of the contacts'
/// `segmentAttributes` by contact id.
///
/// # Errors
/// When it is no JSON; an attribute that is no string is left out.
pub fn decode_segments(text: &str, snapshot: &mut Snapshot) -> Result<(), DecodeError> {
    put_into(text, snapshot, "segmentAttributes", |facts, of| {
        facts.segments = tokens(of, SEGMENT_VALUE);
        let web = facts.segments.text(SUBTYPE) == Some("connect:WebRTC");
        if web && facts.unnumbered == NoNumberReason::Unknown {
            facts.unnumbered = NoNumberReason::Web;
        }
    })
}

fn put_into(
    text: &str,
    snapshot: &mut Snapshot,
    path: &str,
    put: fn(&mut ContactFacts, &Value),
) -> Result<(), DecodeError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|_| DecodeError { path: path.to_owned(), expected: "JSON" })?;
    for seen in &mut snapshot.contacts {
        if let Seen::Contact(facts) = seen {
            put(facts, value.get(facts.id.as_str()).unwrap_or(&Value::Null));
        }
    }
    Ok(())
}

/// Those that are a text with something in it.
fn tokens(attributes: &Value, member: &str) -> Tokens {
    let mut tokens = Tokens::new();
    for (name, attribute) in attributes.as_object().into_iter().flatten() {
        let text = attribute.get(member).and_then(Value::as_str);
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            tokens.set_text(name, text);
        }
    }
    tokens
}
