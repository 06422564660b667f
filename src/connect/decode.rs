//! Decodes Connect's agent data into the domain's [`Snapshot`], its errors, and what is listed on demand.
//!
//! PURE: text in, facts or the place of the fault out. Never guesses: a contact that cannot be
//! read becomes `Seen::Garbled`, and what is not needed never gets this far ([`KEYS`]).
//! Start at [`decode`]; `cursor` walks the JSON and knows the path, `contact` reads one contact.
//!
//! Of an error only its type is kept, never its text: a message can name a person or a number. One entry of a list that
//! is strange is left out and noted, for the agent can still use the others.

mod contact;
mod cursor;

use serde_json::Value;

use crate::domain::{
    AgentFacts, AgentState, AgentStateKind, ContactId, Device, DeviceId, DeviceKind, EndpointArn,
    EndpointKind, LinkFact, Network, PersonName, Phone, QuickConnect, Seen, SelectableState,
    Snapshot, SoftphoneFault, StateArn, VoiceEnhancement,
};
use cursor::{JsonCursor, LeftOut};

pub use contact::{SEGMENT_VALUE, VALUE, decode_attributes, decode_segments};
pub use cursor::DecodeError;

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

/// The facts that Streams' event bus tells without data.
pub const FACTS: [(&str, LinkFact); 10] = [
    ("access_denied", LinkFact::AccessDenied),
    ("agent::websocket_connection_gained", LinkFact::SocketGained),
    ("agent::websocket_connection_lost", LinkFact::SocketLost),
    ("auth_fail", LinkFact::AuthFailed),
    // The worker gave up signing in anew: the session is as good as expired.
    ("authorize_retries_exhausted", LinkFact::AuthFailed),
    ("authorize_success", LinkFact::Authorized),
    ("cti_authorize_retries_exhausted", LinkFact::Frozen),
    ("iframe_retries_exhausted", LinkFact::RetriesExhausted),
    ("terminated", LinkFact::Terminated),
    ("webSocket::init_failure", LinkFact::SocketFailed),
];

/// The events by which the softphone tells that it uses another device.
pub const DEVICE_EVENTS: [(&str, DeviceKind); 3] = [
    ("configuration::microphone_device_changed", DeviceKind::Microphone),
    ("configuration::ringer_device_changed", DeviceKind::Ringer),
    ("configuration::speaker_device_changed", DeviceKind::Speaker),
];

/// Reads what `AgentDataProvider.getAgentData` holds, as JSON text (`connect.md` E.6). Connect's skew puts its
/// times on this computer's clock; `ahead` is what the time of the core is ahead of that, in milliseconds.
///
/// # Errors
/// When the agent's state or the list of contacts cannot be read; a single contact that cannot be
/// read does not spoil the rest.
pub fn decode(text: &str, ahead: i64) -> Result<Snapshot, DecodeError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|_| DecodeError { path: "$".to_owned(), expected: "JSON" })?;
    let root = JsonCursor::root(&value);
    let snapshot = root.get("snapshot");
    let skew = snapshot.get("skew").number_or_zero()?.saturating_sub(ahead);
    let mut left_out = LeftOut::default();
    let contacts = snapshot.get("contacts").items()?;
    let contacts = contacts.iter().map(|node| seen(node, skew, &mut left_out)).collect();
    let agent = agent(&snapshot, &root.get("configuration"), skew, &mut left_out)?;
    Ok(Snapshot { agent, contacts, left_out: left_out.into_faults() })
}

fn seen(node: &JsonCursor<'_>, skew: i64, left_out: &mut LeftOut) -> Seen {
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
    snapshot: &JsonCursor<'_>,
    configuration: &JsonCursor<'_>,
    skew: i64,
    left_out: &mut LeftOut,
) -> Result<AgentFacts, DecodeError> {
    let state = snapshot.get("state");
    let mut words = |list: &'static str| left_out.list(&configuration.get(list), JsonCursor::text);
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
fn lacks_outbound_queue(profile: &JsonCursor<'_>) -> bool {
    !profile.is_null() && profile.get("defaultOutboundQueue").get("queueARN").text().is_err()
}

fn selectable(state: &JsonCursor<'_>) -> Result<SelectableState, DecodeError> {
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

/// What stands for everything that has no presentable name.
pub(super) const OTHER: &str = "other";

/// The type of a backend error, which is JSON text, or a single word as it is (`connect.md` D.7).
pub fn refusal_kind(text: &str) -> String {
    let parsed = serde_json::from_str::<Value>(text).ok();
    let kind = match parsed.as_ref().and_then(Value::as_object) {
        Some(error) => error.get("type").and_then(Value::as_str).and_then(word),
        None => word(text),
    };
    kind.unwrap_or_else(|| OTHER.to_owned())
}

/// An identifier, of which only the part after the last namespace is kept.
pub(super) fn word(text: &str) -> Option<String> {
    let name = text.rsplit(['#', '.']).next().unwrap_or(text);
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (named && plain && name.len() <= 64).then(|| name.to_owned())
}

/// The error by its type (`connect.md` C.5).
pub fn softphone_fault(kind: &str) -> SoftphoneFault {
    match kind {
        "audio_enhancement_failure" => SoftphoneFault::Enhancement,
        "ice_collection_timeout" => SoftphoneFault::IceTimeout,
        "microphone_not_shared" => SoftphoneFault::MicrophoneNotShared,
        "multiple_softphone_active_sessions" => SoftphoneFault::MultipleSessions,
        "realtime_communication_error" => SoftphoneFault::RealtimeCommunication,
        "signalling_connection_failure" => SoftphoneFault::SignallingConnection,
        "signalling_handshake_failure" => SoftphoneFault::SignallingHandshake,
        "unsupported_browser" => SoftphoneFault::UnsupportedBrowser,
        "user_busy_error" => SoftphoneFault::UserBusy,
        "vdi_redir_not_supported" | "vdi_strategy_not_supported" => SoftphoneFault::Vdi,
        "webrtc_error" => SoftphoneFault::WebRtc,
        _ => SoftphoneFault::Other,
    }
}

/// The members of an endpoint that are read.
pub const ENDPOINT_KEYS: [&str; 4] = ["endpointARN", "name", "phoneNumber", "type"];

/// The members of a device that are read.
pub const DEVICE_KEYS: [&str; 3] = ["deviceId", "kind", "label"];

/// A list as far as it could be read.
#[derive(Debug)]
pub struct Listed<T> {
    /// What could be read.
    pub entries: Vec<T>,
    /// Where entries could not be read and were left out.
    pub left_out: Vec<String>,
}

/// Reads the array that `agent.getEndpoints` gives, as JSON text (`connect.md` C.3); an endpoint that
/// several queues list is listed once.
///
/// # Errors
/// When it is no array.
#[inline(never)]
pub fn decode_endpoints(text: &str) -> Result<Listed<QuickConnect>, DecodeError> {
    let mut listing = listing(text, endpoint)?;
    let mut known: Vec<EndpointArn> = Vec::new();
    listing.entries.retain(|entry| {
        let is_new = !known.contains(&entry.arn);
        known.push(entry.arn.clone());
        is_new
    });
    Ok(listing)
}

/// Reads the array that `core.getFrameMediaDevices` gives, as JSON text; cameras are left out.
///
/// # Errors
/// When it is no array.
#[inline(never)]
pub fn decode_devices(text: &str) -> Result<Listed<Device>, DecodeError> {
    listing(text, device)
}

/// Reads each entry; `read` gives nothing for one that is right and of no use here.
fn listing<T>(
    text: &str,
    read: impl Fn(&JsonCursor<'_>) -> Result<Option<T>, DecodeError>,
) -> Result<Listed<T>, DecodeError> {
    let list: Value = serde_json::from_str(text).unwrap_or_default();
    let mut left_out = LeftOut::default();
    let entries = JsonCursor::root(&list).items()?;
    let entries = entries.iter().filter_map(|entry| left_out.keep(read(entry)).flatten());
    Ok(Listed { entries: entries.collect(), left_out: left_out.into_faults() })
}

fn endpoint(node: &JsonCursor<'_>) -> Result<Option<QuickConnect>, DecodeError> {
    let kind = match node.get("type").text()? {
        "agent" => EndpointKind::Agent,
        "phone_number" => EndpointKind::Number,
        "queue" => EndpointKind::Queue,
        _ => return Ok(None),
    };
    let number = node.get("phoneNumber").optional_text()?;
    let name = node.get("name");
    Ok(Some(QuickConnect {
        arn: EndpointArn::new(node.get("endpointARN").text()?),
        name: PersonName::parse(name.text()?).ok_or_else(|| name.expected("a name"))?,
        kind,
        number: number.filter(|_| kind == EndpointKind::Number).as_deref().and_then(Phone::parse),
    }))
}

fn device(node: &JsonCursor<'_>) -> Result<Option<Device>, DecodeError> {
    let input = match node.get("kind").text()? {
        "audioinput" => true,
        "audiooutput" => false,
        _ => return Ok(None),
    };
    // Before the microphone was allowed once, a browser tells kinds but neither ids nor names.
    let id = node.get("deviceId").optional_text()?;
    let label = node.get("label").optional_text()?.unwrap_or_default();
    Ok(id.map(|id| Device { id: DeviceId::new(id), label, input }))
}

#[cfg(test)]
mod tests {
    use super::refusal_kind;

    #[test]
    fn only_the_type_of_an_error_is_kept() {
        for (text, kind) in [
            (
                r#"{"type":"InvalidStateException","message":"+15551230000"}"#,
                "InvalidStateException",
            ),
            (
                r#"{"type":"com.amazonaws.connect#ContactNotFoundException"}"#,
                "ContactNotFoundException",
            ),
            (r#"{"type":"Mary Doe called"}"#, "other"),
            (r#"{"message":"+15551230000"}"#, "other"),
            ("error", "error"),
            ("InvalidLocale", "InvalidLocale"),
            ("Contact of +15551230000 is gone", "other"),
            ("15551230000", "other"),
            ("", "other"),
        ] {
            assert_eq!(refusal_kind(text), kind, "{text}");
        }
    }
}
