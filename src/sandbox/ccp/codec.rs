//! Owns how the simulated Connect looks on the wire: the data of one `agent::update`.
//!
//! PURE. Timestamps are written as JavaScript writes dates into JSON; the page makes dates of
//! them again, as the protocol wants it (`connect.md` E.1).

use super::backend::{Backend, STATES};
use super::contact::{Caller, Channel, Contact, Leg};
use crate::domain::Millis;
use serde_json::{Value, json};

/// The members that hold a point in time.
pub const TIMES: [&str; 5] =
    ["queueTimestamp", "snapshotTimestamp", "startTimestamp", "timeStamp", "timestamp"];

const INSTANCE: &str =
    "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555";
const AGENT: &str = "aaaaaaaa-0000-0000-0000-000000000001";

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
    json!({
        "configuration": configuration(),
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
            "contacts": backend.contacts.iter().map(|c| contact(c, telling)).collect::<Vec<_>>(),
            "snapshotTimestamp": at(now),
            "localTimestamp": now.0,
            "skew": telling.skew,
        },
    })
}

/// One element of `contacts`.
pub(super) fn contact(contact: &Contact, telling: Telling) -> Value {
    let at = |time: Millis| telling.at(time);
    let queue = arn("queue/q1");
    let voice = contact.is_voice();
    let method = match (&contact.caller, contact.inbound, contact.channel) {
        (_, _, Channel::QueueCallback) => "callback",
        (Caller::Transfer, ..) => "transfer",
        (_, true, Channel::Voice | Channel::Chat | Channel::Task | Channel::Email) => "inbound",
        (_, false, Channel::Voice | Channel::Chat | Channel::Task | Channel::Email) => "outbound",
    };
    let connections = if telling.garbled || contact.garbled {
        json!("unreadable")
    } else {
        json!([
            connection(&contact.agent, "agent", contact, telling),
            connection(&contact.customer, direction(contact), contact, telling),
        ])
    };
    let attributes = contact.name.as_ref().map_or_else(
        || json!({}),
        |name| json!({ "customerName": { "name": "customerName", "value": name } }),
    );
    json!({
        "contactId": contact.id,
        "initialContactId": contact.id,
        "type": contact.channel.name(),
        "state": { "type": contact.stage.name(), "timestamp": at(contact.since) },
        "initiationMethod": method,
        "queue": { "name": contact.queue, "queueARN": queue, "queueId": queue },
        "queueTimestamp": at(contact.since),
        "attributes": attributes,
        "contactDuration": "0",
        "contactFeatures": {
            "attachmentsEnabled": null,
            "messagingMarkdownEnabled": null,
            "multiPartyConferenceEnabled": false,
        },
        "segmentAttributes": if voice {
            json!({ "connect:Subtype": { "ValueString": "connect:Telephony" } })
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
        "connections": connections,
    })
}

fn direction(contact: &Contact) -> &'static str {
    if contact.inbound { "inbound" } else { "outbound" }
}

fn connection(leg: &Leg, kind: &str, contact: &Contact, telling: Telling) -> Value {
    let agent = kind == "agent";
    let media = (agent && contact.softphone).then(|| {
        json!({
            "autoAccept": contact.auto_accept,
            "callConfigJson": "{\"iceServers\":[],\"signalingEndpoint\":\"\"}",
            "callContextToken": "x",
            "callType": "audio_only",
            "mediaLegContextToken": "x",
        })
    });
    json!({
        "connectionId": leg.id,
        "type": kind,
        "initial": !agent,
        "state": { "type": leg.stage.name(), "timestamp": telling.at(leg.since) },
        "endpoint": endpoint(agent, contact),
        "softphoneMediaInfo": media,
        "chatMediaInfo": null,
        "monitoringInfo": null,
        "mute": false,
        "forcedMute": false,
        "quickConnectName": null,
        "monitorCapabilities": null,
        "monitorStatus": null,
        "capabilities": null,
    })
}

fn endpoint(agent: bool, contact: &Contact) -> Value {
    let number = match &contact.caller {
        _ if agent || !contact.is_voice() => None,
        Caller::Number(number) => Some(number.as_str()),
        Caller::Withheld => Some("anonymous"),
        Caller::Transfer => Some("INTERNAL-TRANSFER"),
    };
    json!({
        "agentLogin": null,
        "endpointARN": null,
        "name": null,
        "phoneNumber": number,
        "queue": null,
        "type": if agent { "agent" } else { "phone_number" },
    })
}

fn configuration() -> Value {
    let states: Vec<Value> = STATES.iter().map(|(name, _)| selectable(name)).collect();
    let (queue, own) = (arn("queue/q1"), arn(&format!("queue/agent/{AGENT}")));
    json!({
        "name": "Ann Agent",
        "username": "ann",
        "agentARN": arn(&format!("agent/{AGENT}")),
        "extension": null,
        "softphoneEnabled": true,
        "softphoneAutoAccept": false,
        "softphonePersistentConnection": false,
        "agentPreferences": { "LANGUAGE": "en_US" },
        "voiceEnhancementMode": "NONE",
        "permissions": ["outboundCall"],
        "dialableCountries": ["us", "gb", "de", "jp"],
        "agentStates": states,
        "routingProfile": {
            "name": "Basic Routing Profile",
            "routingProfileARN": arn("routing-profile/rp1"),
            "routingProfileId": arn("routing-profile/rp1"),
            "channelConcurrencyMap": { "VOICE": 1, "CHAT": 2, "TASK": 10 },
            "defaultOutboundQueue": { "name": "BasicQueue", "queueARN": queue, "queueId": queue },
            "queues": [
                { "name": "BasicQueue", "queueARN": queue, "queueId": queue },
                { "name": null, "queueARN": own, "queueId": own },
            ],
        },
    })
}

/// A state as the list of selectable states has it.
fn selectable(name: &str) -> Value {
    let kind = STATES.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind);
    json!({ "agentStateARN": arn_of(name), "name": name, "type": kind, "startTimestamp": null })
}

/// The ARN of a selectable state; the others have none.
fn arn_of(name: &str) -> Option<String> {
    let at = STATES.iter().position(|(known, _)| *known == name)?;
    Some(arn(&format!("agent-state/s{at}")))
}

fn arn(resource: &str) -> String {
    format!("{INSTANCE}/{resource}")
}

/// As `Date.prototype.toJSON` writes a point in time.
pub fn iso(millis: i64) -> String {
    let (days, rest) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
    // Days of the Gregorian calendar, counted in eras of 400 years that begin in March.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let leaps = day_of_era / 1460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leaps) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (seconds, millis) = (rest / 1000, rest % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates_are_written_as_javascript_does() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (1_795_428_000_123, "2026-11-23T10:00:00.123Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(iso(millis), text);
        }
    }
}
