//! Reads the legs of a contact: whose each one is, and how it stands.
//!
//! Never guesses whose leg it is from its state: the type and the contact's origin tell.

use super::DecodeError;
use super::node::{LeftOut, Node};
use crate::domain::{ConnectionId, Leg, LegState, Party, PersonName, Phone, Role};

/// What Connect writes for a number that is none (`connect.md` D.2).
const INTERNAL: &str = "INTERNAL-TRANSFER";

/// What networks write for a number that its owner withholds.
const WITHHELD: [&str; 4] = ["anonymous", "private", "restricted", "withheld"];

/// The legs of one contact, sorted by whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Legs {
    pub(super) own: Option<Leg>,
    pub(super) customer: Option<Leg>,
    pub(super) others: Vec<Party>,
    pub(super) role: Role,
    pub(super) supervised: bool,
    /// Whether some could not be read.
    pub(super) incomplete: bool,
}

impl Legs {
    /// Sorts the connections that can be read; `own` and `initial` are two of all, and `monitors` tells
    /// whether the call is known to be a colleague's.
    pub(super) fn read(
        connections: &[Node<'_>],
        own: Option<&Node<'_>>,
        initial: Option<&Node<'_>>,
        monitors: bool,
        skew: i64,
        left_out: &mut LeftOut,
    ) -> Self {
        let role = own.and_then(|own| left_out.keep(role(own, monitors)));
        let usual = if monitors { Role::Monitor } else { Role::Agent };
        let mut legs = Self { role: role.unwrap_or(usual), ..Self::default() };
        for connection in connections {
            let is =
                |known: Option<&Node<'_>>| known.is_some_and(|it| core::ptr::eq(it, connection));
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
    pub(super) fn read_roughly(
        own: Option<&Node<'_>>,
        initial: Option<&Node<'_>>,
        skew: i64,
    ) -> Self {
        let leg = |node: &Node<'_>| leg(node, skew).ok();
        Self { own: own.and_then(leg), customer: initial.and_then(leg), ..Self::default() }
    }
}

/// The number of an endpoint, or whether a colleague is behind it.
pub(super) fn number(endpoint: &Node<'_>) -> Result<Option<Number>, DecodeError> {
    let spelled = endpoint.get("phoneNumber").optional_text()?.unwrap_or_default();
    let kind = endpoint.get("type").optional_text()?.unwrap_or_default();
    if matches!(kind.as_str(), "agent" | "queue") || spelled == INTERNAL {
        return Ok(Some(Number::Internal));
    }
    let spelled_out = spelled.to_ascii_lowercase();
    if WITHHELD.iter().any(|word| spelled_out.contains(word)) {
        return Ok(Some(Number::Withheld));
    }
    Ok(Phone::parse(&spelled).map(Number::Phone))
}

/// What an endpoint leads to.
pub(super) enum Number {
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

fn read(connection: &Node<'_>, skew: i64) -> Result<Connection, DecodeError> {
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
fn role(own: &Node<'_>, monitors: bool) -> Result<Role, DecodeError> {
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

fn leg(connection: &Node<'_>, skew: i64) -> Result<Leg, DecodeError> {
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
