//! How the simulated Connect looks on the wire: the data of one `agent::update`.
//!
//! PURE. Timestamps are written as JavaScript writes dates into JSON; the page makes dates of
//! them again, as the protocol wants it (`connect.md` E.1).

use super::backend::Backend;
use super::contact::{Caller, Channel, Contact, Leg, Monitoring};
use super::dates::iso;
use super::terms::{arn, arn_of, selectable};
use crate::time::Millis;
use serde_json::{Map, Value, json};

/// The members that hold a point in time.
pub const TIMES: [&str; 6] = [
    "joinTimeStamp",
    "queueTimestamp",
    "snapshotTimestamp",
    "startTimestamp",
    "timeStamp",
    "timestamp",
];

/// The number of other agents and of queues (`connect.md` D.2).
pub(super) const INTERNAL: &str = "INTERNAL-TRANSFER";

/// How the data is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// Connect's clock minus this computer's, in milliseconds.
    pub skew: i64,
    /// Whether every contact is told in a way that cannot be read.
    pub garbled: bool,
    /// Whether times are bare milliseconds, as they are kept through a reload.
    pub bare: bool,
}

impl Telling {
    /// The point in time on Connect's clock.
    fn at(self, time: Millis) -> Value {
        let millis = i64::try_from(time.0).unwrap_or(i64::MAX).saturating_add(self.skew);
        if self.bare { json!(millis) } else { json!(iso(millis)) }
    }
}

/// The data of `agent::update` (`connect.md` E.6).
pub fn agent_data(backend: &Backend, telling: Telling, now: Millis) -> Value {
    let at = |time: Millis| telling.at(time);
    let next = backend.next.as_deref().map(selectable);
    let many = backend.profile.multi_party;
    let contacts: Vec<Value> =
        backend.contacts.iter().map(|one| contact(one, many, telling)).collect();
    json!({
        "configuration": backend.profile.to_value(),
        "snapshot": {
            "state": {
                "agentStateARN": arn_of(&backend.state.name),
                "name": backend.state.name,
                "type": backend.state.kind,
                "startTimestamp": at(backend.state.since),
            },
            "agentAvailabilityState": {
                "state": backend.chosen,
                "timeStamp": at(backend.state.since),
            },
            "nextState": next,
            "contacts": contacts,
            "snapshotTimestamp": at(now),
            "localTimestamp": now.0,
            "skew": telling.skew,
        },
    })
}

/// One element of `contacts`.
pub(super) fn contact(contact: &Contact, multi_party: bool, telling: Telling) -> Value {
    let at = |time: Millis| telling.at(time);
    let queue = arn("queue/q1");
    // A supervisor is told neither (`connect.md` D.1).
    let own = contact.monitor.is_none();
    let attributes: Map<String, Value> = contact
        .attributes
        .iter()
        .map(|(name, value)| (name.clone(), json!({ "name": name, "value": value })))
        .collect();
    json!({
        "contactId": contact.id,
        "initialContactId": contact.id,
        "type": contact.channel.name(),
        "state": { "type": contact.stage.name(), "timestamp": at(contact.since) },
        "initiationMethod": method(contact),
        "queue": own.then(|| json!({ "name": contact.queue, "queueARN": queue, "queueId": queue })),
        "queueTimestamp": own.then(|| at(contact.since)),
        "attributes": own.then_some(attributes),
        "contactDuration": "0",
        "contactFeatures": {
            "attachmentsEnabled": null,
            "messagingMarkdownEnabled": null,
            "multiPartyConferenceEnabled": multi_party,
        },
        "segmentAttributes": if contact.is_voice() {
            let web = contact.caller == Caller::Web;
            let subtype = if web { "connect:WebRTC" } else { "connect:Telephony" };
            json!({ "connect:Subtype": { "ValueString": subtype } })
        } else {
            json!({})
        },
        "contactMetadata": null,
        "description": null,
        "name": null,
        "references": null,
        "channelContext": null,
        "relatedContactId": null,
        "contactAssociationId": null,
        "customerEndpoint": null,
        "connectSystemEndpoint": null,
        "connections": connections(contact, telling),
    })
}

fn method(contact: &Contact) -> &'static str {
    match (&contact.caller, contact.inbound, contact.channel) {
        _ if contact.monitor.is_some() => "monitor",
        _ if contact.preview => "campaign_preview",
        (_, _, Channel::QueueCallback) => "callback",
        (_, false, Channel::Voice | Channel::Chat | Channel::Task | Channel::Email) => "outbound",
        (Caller::Transfer, true, _) => "transfer",
        (Caller::Web, true, _) => "webrtc_api",
        (_, true, Channel::Voice | Channel::Chat | Channel::Task | Channel::Email) => "inbound",
    }
}

fn connections(contact: &Contact, telling: Telling) -> Value {
    if telling.garbled || contact.garbled {
        return json!("unreadable");
    }
    let number = match &contact.caller {
        _ if !contact.is_voice() => None,
        Caller::Number(number) => Some(number.as_str()),
        Caller::Withheld => Some("anonymous"),
        Caller::Transfer => Some(INTERNAL),
        Caller::Colleague | Caller::Web => None,
    };
    let own = if contact.monitor.is_some() { "monitoring" } else { "agent" };
    let kind = if contact.inbound { "inbound" } else { "outbound" };
    let mut agent = connection(&contact.agent, own, None, telling);
    if let Some(members) = agent.as_object_mut() {
        members.extend(media(contact, telling));
    }
    let mut customer = connection(&contact.customer, kind, number, telling);
    if let Some(initial) = customer.pointer_mut("/initial") {
        *initial = json!(true);
    }
    let colleague = contact.caller == Caller::Colleague;
    if let Some(kind) = customer.pointer_mut("/endpoint/type").filter(|_| colleague) {
        *kind = json!("agent");
    }
    let mut all = vec![agent, customer];
    all.extend(contact.thirds.iter().map(|third| {
        let number = third.number.as_deref().unwrap_or(INTERNAL);
        connection(&third.leg, "outbound", Some(number), telling)
    }));
    Value::Array(all)
}

/// What only the agent's own leg has.
fn media(contact: &Contact, telling: Telling) -> Map<String, Value> {
    let mut members = Map::new();
    if contact.softphone {
        let media = json!({
            "autoAccept": contact.auto_accept,
            "callConfigJson": "{\"iceServers\":[],\"signalingEndpoint\":\"\"}",
            "callContextToken": "x",
            "callType": "audio_only",
            "mediaLegContextToken": "x",
        });
        members.insert("softphoneMediaInfo".to_owned(), media);
    }
    if let Some(mode) = contact.monitor {
        let modes: Vec<&str> = Monitoring::ALL.iter().map(|mode| mode.name()).collect();
        let joined = telling.at(contact.since);
        members.insert("monitorCapabilities".to_owned(), json!(modes));
        members.insert("monitorStatus".to_owned(), json!(mode.name()));
        members.insert(
            "monitoringInfo".to_owned(),
            json!({ "agent": { "agentName": "Ben Berger" }, "joinTimeStamp": joined }),
        );
    }
    members
}

fn connection(leg: &Leg, kind: &str, number: Option<&str>, telling: Telling) -> Value {
    let agent = matches!(kind, "agent" | "monitoring");
    json!({
        "connectionId": leg.id,
        "type": kind,
        "initial": false,
        "state": { "type": leg.stage.name(), "timestamp": telling.at(leg.since) },
        "endpoint": {
            "agentLogin": null,
            "endpointARN": null,
            "name": null,
            "phoneNumber": number,
            "queue": null,
            "type": if agent { "agent" } else { "phone_number" },
        },
        "softphoneMediaInfo": null,
        "chatMediaInfo": null,
        "monitoringInfo": null,
        "mute": leg.muted,
        "forcedMute": leg.forced_muted,
        "quickConnectName": leg.quick_connect,
        "monitorCapabilities": null,
        "monitorStatus": null,
        "capabilities": null,
    })
}
