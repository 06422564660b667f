//! Owns reading one contact: its state, its two legs and the customer's number.
//!
//! Must never ask for more than the channel promises: only voice needs legs to be told apart.

use super::DecodeError;
use super::node::Node;
use crate::domain::ids::{ConnectionId, ContactId};
use crate::domain::personal::{Phone, Tokens};
use crate::domain::snapshot::{
    Channel, ContactFacts, ContactState, Leg, LegState, Role, Unnumbered,
};

/// Reads one element of `snapshot.contacts` (`connect.md` E.6).
pub(super) fn contact(
    node: &Node<'_>,
    id: &ContactId,
    skew: i64,
) -> Result<ContactFacts, DecodeError> {
    let channel = channel(node.get("type").text()?);
    let connections = node.get("connections");
    // A contact of another channel is shown, never handled: nothing depends on its legs.
    let connections =
        if channel.is_voice() { connections.items()? } else { connections.items_or_none()? };
    let agent = first(&connections, |kind, _| matches!(kind, "agent" | "monitoring"))?;
    let initial = first(&connections, |_, initial| initial)?;
    let number = Number::of(node, initial)?;
    Ok(ContactFacts {
        id: id.clone(),
        state: contact_state(node.get("state").get("type").text()?),
        since: node.get("state").get("timestamp").time(skew)?,
        inbound: inbound(node, &channel, initial)?,
        queue: node.get("queue").get("name").optional_text()?,
        agent_leg: agent.map(|node| leg(node, skew)).transpose()?,
        customer_leg: initial.map(|node| leg(node, skew)).transpose()?,
        others: Vec::new(),
        role: Role::Agent,
        supervised: false,
        multi_party: false,
        attributes: Tokens::new(),
        number: number.phone,
        unnumbered: number.unnumbered,
        softphone: channel.is_voice()
            && connections.iter().any(|leg| !leg.get("softphoneMediaInfo").is_null()),
        auto_accept: auto_accept(node, &channel, agent)?,
        channel,
    })
}

fn first<'n, 'v>(
    connections: &'n [Node<'v>],
    wanted: impl Fn(&str, bool) -> bool,
) -> Result<Option<&'n Node<'v>>, DecodeError> {
    for connection in connections {
        if wanted(connection.get("type").text()?, connection.get("initial").flag()?) {
            return Ok(Some(connection));
        }
    }
    Ok(None)
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
    initial.map(|leg| Ok(leg.get("type").text()? == "inbound")).transpose()
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

fn leg(connection: &Node<'_>, skew: i64) -> Result<Leg, DecodeError> {
    Ok(Leg {
        id: ConnectionId::new(connection.get("connectionId").text()?),
        state: leg_state(connection.get("state").get("type").text()?),
        since: connection.get("state").get("timestamp").time(skew)?,
        muted: false,
        forced_mute: false,
    })
}

/// The customer's number, or why there is none (`design.md` 3, ANI).
struct Number {
    phone: Option<Phone>,
    unnumbered: Unnumbered,
}

impl Number {
    fn of(contact: &Node<'_>, initial: Option<&Node<'_>>) -> Result<Self, DecodeError> {
        let endpoints =
            [Some(contact.get("customerEndpoint")), initial.map(|leg| leg.get("endpoint"))];
        let mut unnumbered = Unnumbered::Withheld;
        for endpoint in endpoints.into_iter().flatten() {
            let spelled = endpoint.get("phoneNumber").optional_text()?.unwrap_or_default();
            let kind = endpoint.get("type").optional_text()?.unwrap_or_default();
            if matches!(kind.as_str(), "agent" | "queue") || spelled == "INTERNAL-TRANSFER" {
                unnumbered = Unnumbered::Transfer;
            } else if let Some(phone) = Phone::parse(&spelled) {
                return Ok(Self { phone: Some(phone), unnumbered: Unnumbered::Withheld });
            }
        }
        Ok(Self { phone: None, unnumbered })
    }
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

fn leg_state(code: &str) -> LegState {
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
