//! Decodes Connect's agent data into the domain's [`Snapshot`].
//!
//! PURE: text in, facts or the place of the fault out. Never guesses: a contact that cannot be
//! read becomes `Seen::Garbled`, and what is not needed never gets this far ([`KEYS`]).
//! Start at [`decode`]; `node` walks the JSON and knows the path, `contact` reads one contact, `lists` what
//! is listed on demand, `errors` what Connect refused.

mod contact;
mod errors;
mod lists;
mod node;

use crate::domain::{
    AgentFacts, AgentState, AgentStateKind, ContactId, Network, Seen, SelectableState, Snapshot,
    StateArn, VoiceEnhancement,
};
pub use contact::{SEGMENT_VALUE, VALUE, decode_attributes, decode_segments};
use core::fmt;
pub(crate) use errors::{OTHER, word};
pub use errors::{refusal_kind, softphone_fault};
pub use lists::{DEVICE_KEYS, ENDPOINT_KEYS, Listing, decode_devices, decode_endpoints};
use node::{LeftOut, Node};
use serde_json::Value;

/// The members that cross from JavaScript; attributes and media tokens stay there.
pub const KEYS: [&str; 38] = [
    "agentAvailabilityState",
    "agentContactHandlingConfig",
    "agentStateARN",
    "agentStates",
    "autoAccept",
    "configuration",
    "connectionId",
    "connections",
    "contactFeatures",
    "contactId",
    "contacts",
    "customerEndpoint",
    "defaultOutboundQueue",
    "dialableCountries",
    "endpoint",
    "forcedMute",
    "initial",
    "initiationMethod",
    "monitorStatus",
    "multiPartyConferenceEnabled",
    "mute",
    "name",
    "nextState",
    "permissions",
    "phoneNumber",
    "queue",
    "queueARN",
    "quickConnectName",
    "routingProfile",
    "skew",
    "snapshot",
    "softphoneEnabled",
    "softphoneMediaInfo",
    "startTimestamp",
    "state",
    "timestamp",
    "type",
    "voiceEnhancementMode",
];

/// Connect's words for what it does to the agent's voice (`frontier.md` 15).
pub const ENHANCEMENTS: [(&str, VoiceEnhancement); 3] = [
    ("NOISE_SUPPRESSION", VoiceEnhancement::NoiseSuppression),
    ("NONE", VoiceEnhancement::Off),
    ("VOICE_ISOLATION", VoiceEnhancement::VoiceIsolation),
];

/// The permission without which Connect refuses to dial (`connect.md` C.2).
const MAY_DIAL: &str = "outboundCall";

/// Where the decoder gave up, and what it had hoped for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The JSON path, such as `snapshot.contacts[0].state.type`.
    pub path: String,
    /// What should be there.
    pub expected: &'static str,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}", self.path, self.expected)
    }
}

/// Reads what `AgentDataProvider.getAgentData` holds, as JSON text (`connect.md` E.6). Connect's skew puts its
/// times on this computer's clock; `ahead` is what the time of the core is ahead of that, in milliseconds.
///
/// # Errors
/// When the agent's state or the list of contacts cannot be read; a single contact that cannot be
/// read does not spoil the rest.
pub fn decode(text: &str, ahead: i64) -> Result<Snapshot, DecodeError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|_| DecodeError { path: "$".to_owned(), expected: "JSON" })?;
    let root = Node::root(&value);
    let snapshot = root.get("snapshot");
    let skew = snapshot.get("skew").number_or_zero()?.saturating_sub(ahead);
    let mut left_out = LeftOut::default();
    let contacts = snapshot.get("contacts").items()?;
    let contacts = contacts.iter().map(|node| seen(node, skew, &mut left_out)).collect();
    let agent = agent(&snapshot, &root.get("configuration"), skew, &mut left_out)?;
    Ok(Snapshot { agent, contacts, left_out: left_out.into_faults() })
}

fn seen(node: &Node<'_>, skew: i64, left_out: &mut LeftOut) -> Seen {
    let id = match node.get("contactId").text() {
        Ok(id) => ContactId::new(id),
        Err(error) => return Seen::Nameless { fault: error.to_string() },
    };
    match contact::contact(node, &id, skew, left_out) {
        Ok(facts) => Seen::Contact(facts),
        Err(error) => Seen::Garbled { id, fault: error.to_string() },
    }
}

fn agent(
    snapshot: &Node<'_>,
    configuration: &Node<'_>,
    skew: i64,
    left_out: &mut LeftOut,
) -> Result<AgentFacts, DecodeError> {
    let state = snapshot.get("state");
    let mut words = |list: &'static str| left_out.list(&configuration.get(list), Node::text);
    let (permissions, countries) = (words("permissions"), words("dialableCountries"));
    Ok(AgentFacts {
        state: AgentState {
            arn: state.get("agentStateARN").optional_text()?.map(StateArn::new),
            name: state.get("name").text()?.to_owned(),
            kind: kind(state.get("type").text()?),
            since: state.get("startTimestamp").time(skew)?,
        },
        chosen: snapshot.get("agentAvailabilityState").get("state").optional_text()?,
        next: Some(snapshot.get("nextState"))
            .filter(|next| !next.is_null())
            .and_then(|next| left_out.keep(selectable(&next))),
        selectable: left_out.list(&configuration.get("agentStates"), selectable),
        softphone: configuration.get("softphoneEnabled").flag()?,
        may_dial: permissions.contains(&MAY_DIAL),
        lacks_outbound_queue: lacks_outbound_queue(&configuration.get("routingProfile")),
        dialable: countries.iter().map(|code| code.to_ascii_lowercase()).collect(),
        voice_enhancement: configuration
            .get("voiceEnhancementMode")
            .text()
            .ok()
            .and_then(enhancement),
    })
}

/// `agent.connect` takes the queue of the routing profile and throws without one (`connect.md` C.2). A
/// profile that is not told says nothing of its queue.
fn lacks_outbound_queue(profile: &Node<'_>) -> bool {
    !profile.is_null() && profile.get("defaultOutboundQueue").get("queueARN").text().is_err()
}

fn selectable(state: &Node<'_>) -> Result<SelectableState, DecodeError> {
    Ok(SelectableState {
        arn: StateArn::new(state.get("agentStateARN").text()?),
        name: state.get("name").text()?.to_owned(),
        kind: kind(state.get("type").text()?),
    })
}

/// What Connect does to the agent's voice, unless this version does not know the word.
pub fn enhancement(code: &str) -> Option<VoiceEnhancement> {
    ENHANCEMENTS.iter().find(|(word, _)| *word == code).map(|(_, told)| *told)
}

/// How the network stands, unless this version does not know the word (`frontier.md` 16).
pub fn network(status: &str) -> Option<Network> {
    Some(match status {
        "connected" => Network::Connected,
        "connecting" => Network::Connecting,
        "disconnected" => Network::Disconnected,
        "failed" => Network::Failed,
        _ => return None,
    })
}

fn kind(code: &str) -> AgentStateKind {
    match code {
        "error" => AgentStateKind::Error,
        "init" => AgentStateKind::Init,
        "not_routable" => AgentStateKind::NotRoutable,
        "offline" => AgentStateKind::Offline,
        "routable" => AgentStateKind::Routable,
        "system" => AgentStateKind::System,
        other => AgentStateKind::Unknown(other.to_owned()),
    }
}
