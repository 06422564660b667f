//! Contract: every leg of a call, as the vendor's reference tells it (`connect.md` D and E.6).
//!
//! These fixtures are written by hand, so that the simulator does not prove itself.

use super::{only, ringing, seen_at, snapshot, told};
use fusion_connect_toolbar::connect::decode::{
    KEYS, decode, decode_attributes, decode_devices, decode_endpoints, decode_segments,
    softphone_fault,
};
use fusion_connect_toolbar::domain::{
    ConnectionId, ContactFacts, ContactState, EndpointKind, Leg, LegState, NoNumberReason,
    PersonName, Role, Seen, Snapshot, SoftphoneFault,
};
use sandbox::ccp::contact::Channel;
use sandbox::control::Ring;
use serde_json::{Value, json};

macro_rules! fixture {
    ($name:literal) => {
        serde_json::from_str::<Value>(include_str!(concat!(
            "../../fixtures/streams/",
            $name,
            ".json"
        )))
        .unwrap()
    };
}

fn id(number: u8) -> ConnectionId {
    ConnectionId::new(format!("01a207d9-2100-4000-8002-0000000000{number:02}"))
}

/// The others as `(leg, state, name, number)`.
fn others(facts: &ContactFacts) -> Vec<(ConnectionId, LegState, Option<&str>, Option<&str>)> {
    let parties = facts.others.iter();
    parties
        .map(|party| {
            let name = party.name.as_ref().map(PersonName::as_str);
            let number = party.number.as_ref().map(fusion_connect_toolbar::view::Phone::as_str);
            (party.leg.id.clone(), party.leg.state.clone(), name, number)
        })
        .collect()
}

#[test]
fn who_is_consulted_has_a_name_a_state_and_a_time() {
    let facts = only(&fixture!("consult"));
    assert_eq!(others(&facts), [(id(4), LegState::Connecting, Some("Second Level"), None)]);
    assert_eq!(facts.others[0].leg.since, seen_at(3000));
    let customer = facts.customer_leg.unwrap();
    assert_eq!(
        customer,
        Leg {
            id: id(3),
            state: LegState::Hold,
            since: seen_at(2500),
            muted: false,
            forced_mute: false
        }
    );
    assert_eq!((facts.role, facts.supervised, facts.multi_party), (Role::Agent, false, false));
}

#[test]
fn who_left_is_not_listed() {
    let facts = only(&fixture!("conference"));
    assert_eq!(others(&facts), [(id(5), LegState::Connected, None, Some("+15551230000"))]);
    assert_eq!(facts.customer_leg.unwrap().state, LegState::Connected);
}

#[test]
fn each_leg_tells_whether_it_is_mute() {
    let facts = only(&fixture!("multi-party"));
    assert!(facts.multi_party);
    let mute = |leg: &Leg| (leg.muted, leg.forced_mute);
    assert_eq!(facts.agent_leg.as_ref().map(mute), Some((true, true)));
    assert_eq!(facts.customer_leg.as_ref().map(mute), Some((true, false)));
    let all: Vec<_> = facts.others.iter().map(|party| mute(&party.leg)).collect();
    assert_eq!(all, [(false, false), (false, false)]);
    assert_eq!(others(&facts)[1], (id(6), LegState::Hold, Some("Bob Agent"), None));
}

#[test]
fn a_supervisor_has_the_monitoring_leg_and_no_queue() {
    for (data, role, state) in [
        (fixture!("silent-monitor"), Role::SilentMonitor, LegState::SilentMonitor),
        (fixture!("barge"), Role::Barge, LegState::Barge),
    ] {
        let facts = only(&data);
        assert_eq!((facts.role, facts.queue.as_deref()), (role, None));
        let own = facts.agent_leg.clone().unwrap();
        assert_eq!((own.id, own.state), (id(2), state.clone()));
        assert_eq!(others(&facts), [(id(7), LegState::Connected, None, None)], "the colleague");
        let mut without = data.clone();
        let leg = &mut without["snapshot"]["contacts"][0]["connections"][1];
        leg["monitorStatus"] = Value::Null;
        assert_eq!(only(&without).role, role, "the state tells as well");
        let leg = &mut without["snapshot"]["contacts"][0]["connections"][1];
        leg["state"]["type"] = json!("connected");
        assert_eq!(only(&without).role, Role::Monitor, "they may be heard");
        let mut nameless = data;
        let contact = &mut nameless["snapshot"]["contacts"][0];
        contact["initiationMethod"] = Value::Null;
        assert_eq!(only(&nameless).role, role, "the leg with audio is the agent's own");
        nameless["snapshot"]["contacts"][0]["connections"][1]["softphoneMediaInfo"] = Value::Null;
        let facts = only(&nameless);
        assert_eq!((facts.role, facts.agent_leg.unwrap().id), (role, id(2)), "at a desk phone");
    }
}

#[test]
fn a_colleagues_leg_is_never_the_agents_own() {
    let mut data = fixture!("silent-monitor");
    let legs = data["snapshot"]["contacts"][0]["connections"].as_array_mut().unwrap();
    legs.retain(|leg| leg["type"] != "monitoring");
    let facts = only(&data);
    assert_eq!((facts.role, facts.agent_leg), (Role::Monitor, None));
}

#[test]
fn a_supervisor_who_barges_in_is_told_and_is_no_party() {
    let mut data = fixture!("supervised");
    let facts = only(&data);
    assert_eq!((facts.role, facts.supervised), (Role::Agent, true));
    assert_eq!(facts.agent_leg.as_ref().map(|leg| leg.id.clone()), Some(id(2)), "not the first");
    assert_eq!(facts.others, []);
    let leg = &mut data["snapshot"]["contacts"][0]["connections"][0];
    leg["monitorStatus"] = json!("SILENT_MONITOR");
    leg["state"]["type"] = json!("silent_monitor");
    let unnoticed = only(&data);
    assert_eq!((unnoticed.supervised, unnoticed.others), (false, vec![]));
    let leg = &mut data["snapshot"]["contacts"][0]["connections"][0];
    leg["monitorStatus"] = json!("BARGE");
    leg["state"]["type"] = json!("disconnected");
    assert!(!only(&data).supervised, "who left does not supervise");
}

#[test]
fn a_colleague_who_is_called_has_a_name_and_no_number() {
    let mut data = fixture!("dialling");
    assert_eq!(
        (only(&data).quick_connect, only(&data).unnumbered),
        (None, NoNumberReason::Unknown)
    );
    let leg = &mut data["snapshot"]["contacts"][0]["connections"][1];
    leg["quickConnectName"] = json!("Ben Berger");
    leg["endpoint"]["phoneNumber"] = json!("INTERNAL-TRANSFER");
    let facts = only(&data);
    assert_eq!(facts.quick_connect, PersonName::parse("Ben Berger"));
    assert_eq!((facts.number, facts.unnumbered), (None, NoNumberReason::Internal));
}

#[test]
fn a_dialled_call_is_one_before_its_legs_are_told() {
    let mut data = fixture!("dialling");
    data["snapshot"]["contacts"][0]["connections"] = json!([]);
    assert_eq!(only(&data).inbound, Some(false));
    data["snapshot"]["contacts"][0]["initiationMethod"] = json!("inbound");
    assert_eq!(only(&data).inbound, None);
}

#[test]
fn a_campaigns_call_is_an_offer_whatever_its_first_leg_is() {
    for kind in ["agent", "outbound"] {
        let mut data = told(&ringing(Ring { preview: true, ..Ring::default() }));
        let contact = &mut data["snapshot"]["contacts"][0];
        contact["customerEndpoint"] =
            json!({ "type": "phone_number", "phoneNumber": "+15551230000" });
        if kind == "agent" {
            let legs = contact["connections"].as_array_mut().unwrap();
            legs.truncate(1);
            legs[0]["initial"] = json!(true);
        }
        let facts = only(&data);
        assert_eq!((facts.state, facts.inbound), (ContactState::Incoming, Some(true)), "{kind}");
        assert_eq!((facts.role, facts.number.is_some()), (Role::Agent, true), "{kind}");
    }
}

#[test]
fn the_customer_of_a_campaigns_call_is_who_is_added_to_the_agent() {
    let mut data = told(&ringing(Ring { preview: true, ..Ring::default() }));
    let legs = data["snapshot"]["contacts"][0]["connections"].as_array_mut().unwrap();
    (legs[0]["initial"], legs[1]["initial"]) = (json!(true), json!(false));
    let facts = only(&data);
    assert!(facts.customer_leg.is_some() && facts.others.is_empty());
    assert!(facts.agent_leg.is_some_and(|own| Some(own) != facts.customer_leg));
}

#[test]
fn a_call_that_failed_is_told_with_both_legs() {
    let data = fixture!("outbound-failed");
    let facts = only(&data);
    assert_eq!(snapshot(&data).agent.state.name, "FailedConnectCustomer");
    assert_eq!((facts.state, facts.inbound), (ContactState::Error, Some(false)));
    assert_eq!(facts.agent_leg.unwrap().state, LegState::Disconnected);
    assert_eq!(facts.customer_leg.unwrap().state, LegState::Disconnected);
}

#[test]
fn what_the_agent_may_dial_is_told() {
    let mut data = fixture!("consult");
    data["configuration"]["dialableCountries"] = json!(["US", "de"]);
    let agent = snapshot(&data).agent;
    assert!(agent.may_dial && !agent.lacks_outbound_queue);
    assert_eq!(agent.dialable, ["us", "de"]);
    for queue in [Value::Null, json!({}), json!({ "queueARN": null, "name": "Sales" })] {
        data["configuration"]["routingProfile"]["defaultOutboundQueue"] = queue.clone();
        assert!(snapshot(&data).agent.lacks_outbound_queue, "{queue}");
    }
    data["configuration"]["routingProfile"] = Value::Null;
    assert!(!snapshot(&data).agent.lacks_outbound_queue, "nothing is told of it");
    data["configuration"]["permissions"] = json!(["voiceId", "outboundCalls"]);
    data["configuration"]["dialableCountries"] = Value::Null;
    let agent = snapshot(&data).agent;
    assert_eq!((agent.may_dial, agent.dialable), (false, vec![]));
}

#[test]
fn strange_legs_are_left_out() {
    let strange = json!([{ "type": 7 }, { "initial": "yes", "state": null }, null, "leg"]);
    for channel in [Channel::Task, Channel::Chat, Channel::Email] {
        let mut data = told(&ringing(Ring { channel, ..Ring::default() }));
        let own = only(&data).agent_leg;
        assert!(own.is_some(), "{channel:?}: its own leg is what ends it");
        for legs in [strange.clone(), json!("legs"), Value::Null] {
            data["snapshot"]["contacts"][0]["connections"] = legs;
            assert_eq!(only(&data).agent_leg, None, "{channel:?}");
        }
    }
    let mut data = told(&ringing(Ring::default()));
    data["snapshot"]["contacts"][0]["connections"] = strange;
    let read = snapshot(&data);
    assert!(
        matches!(read.contacts.as_slice(), [Seen::Contact(facts)] if facts.agent_leg.is_none())
    );
    let path = |place: usize| format!("snapshot.contacts[0].connections[{place}]");
    assert!(read.left_out.iter().enumerate().all(|(at, fault)| fault.starts_with(&path(at))));
    assert_eq!(read.left_out.len(), 4);
}

#[test]
fn attributes_are_read_by_themselves() {
    let data = told(&ringing(Ring::default()));
    let contact = only(&data).id;
    let read = |attributes: Value| {
        let mut snapshot: Snapshot = decode(&data.to_string(), 0).unwrap();
        decode_attributes(&attributes.to_string(), &mut snapshot).unwrap();
        match snapshot.contacts.remove(0) {
            Seen::Contact(facts) => facts.attributes,
            Seen::Garbled { fault, .. } | Seen::Nameless { fault } => panic!("{fault}"),
        }
    };
    let id = contact.as_str();
    let tokens = read(json!({ id: {
        "customerId": { "name": "customerId", "value": "42" },
        "callContextToken": { "value": "only an attribute" },
        "empty": { "value": "" },
        "number": { "value": 7 },
        "strange": "x",
    }}));
    let told: Vec<_> = tokens.iter().map(|(name, _)| name).collect();
    assert_eq!(told, ["callContextToken", "customerId"]);
    assert_eq!(tokens.text("customerId"), Some("42"));
    for nothing in [json!({}), json!({ id: null }), json!([]), json!({ "other": { "a": {} } })] {
        assert!(read(nothing).is_empty());
    }
    assert!(!KEYS.contains(&"attributes"));
}

#[test]
fn segment_attributes_are_read_under_their_own_name() {
    let data = told(&ringing(Ring::default()));
    let id = only(&data).id;
    let mut snapshot: Snapshot = decode(&data.to_string(), 0).unwrap();
    let text = json!({ id.as_str(): {
        "connect:Subtype": { "ValueString": "connect:Telephony", "value": "not this one" },
        "empty": { "ValueString": "" },
        "other": { "ValueInteger": 7 },
    } });
    decode_segments(&text.to_string(), &mut snapshot).unwrap();
    let web = text.to_string().replace("connect:Telephony", "connect:WebRTC");
    let mut unnumbered = snapshot.clone();
    let Some(Seen::Contact(facts)) = unnumbered.contacts.first_mut() else { panic!("garbled") };
    (facts.number, facts.unnumbered) = (None, NoNumberReason::Unknown);
    decode_segments(&web, &mut unnumbered).unwrap();
    let Seen::Contact(facts) = unnumbered.contacts.remove(0) else { panic!("garbled") };
    assert_eq!(facts.unnumbered, NoNumberReason::Web);
    let Seen::Contact(facts) = snapshot.contacts.remove(0) else { panic!("garbled") };
    assert_eq!(facts.segments.iter().count(), 1);
    assert_eq!(facts.segments.text("connect:Subtype"), Some("connect:Telephony"));
    assert!(facts.attributes.is_empty());
    assert!(!KEYS.contains(&"segmentAttributes"));
    assert!(decode_segments("{", &mut snapshot).is_err());
}

#[test]
fn quick_connects_are_read_in_their_order_and_once() {
    let text = json!([
        { "type": "queue", "endpointARN": "arn:q", "name": "Second Level", "phoneNumber": null },
        { "type": "phone_number", "endpointARN": "arn:p", "name": "Bank", "phoneNumber": "+4930123456" },
        { "type": "agent", "endpointARN": "arn:a", "name": "Bob", "phoneNumber": "+15551230000" },
        { "type": "queue", "endpointARN": "arn:q", "name": "Second Level" },
        { "type": "hologram", "endpointARN": "arn:h", "name": "Beam" },
        { "type": "queue", "endpointARN": null, "name": "No key" },
        { "type": "queue", "endpointARN": "arn:n", "name": " " },
        null,
    ]);
    let listing = decode_endpoints(&text.to_string()).unwrap();
    let left_out = ["[5].endpointARN: expected a string", "[6].name: expected a name"];
    assert_eq!(listing.left_out[..2], left_out);
    assert_eq!(listing.left_out[2..], ["[7].type: expected a string"]);
    let listed = listing.entries;
    let told: Vec<_> = listed
        .iter()
        .map(|entry| {
            let number = entry.number.as_ref().map(fusion_connect_toolbar::view::Phone::as_str);
            (entry.arn.as_str(), entry.name.as_str(), entry.kind, number)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("arn:q", "Second Level", EndpointKind::Queue, None),
            ("arn:p", "Bank", EndpointKind::Number, Some("+4930123456")),
            ("arn:a", "Bob", EndpointKind::Agent, None),
        ]
    );
    assert_eq!(decode_endpoints("[]").unwrap().entries, []);
    for text in ["{}", "null", "no"] {
        assert_eq!(decode_endpoints(text).unwrap_err().to_string(), "$: expected an array");
    }
}

#[test]
fn devices_are_read_without_cameras_and_never_printed() {
    let text = json!([
        { "deviceId": "default", "kind": "audioinput", "label": "Ann's headset", "groupId": "g" },
        { "deviceId": "s1", "kind": "audiooutput", "label": "" },
        { "deviceId": "c1", "kind": "videoinput", "label": "Camera" },
        { "deviceId": "", "kind": "audioinput", "label": "" },
        7,
    ]);
    let listing = decode_devices(&text.to_string()).unwrap();
    assert_eq!(listing.left_out, ["[4].kind: expected a string"]);
    let devices = listing.entries;
    let told: Vec<_> = devices.iter().map(|d| (d.id.as_str(), d.label.as_str(), d.input)).collect();
    assert_eq!(told, [("default", "Ann's headset", true), ("s1", "", false)]);
    assert!(!format!("{devices:?}").contains("Ann"));
    assert!(decode_devices(r#"{"error":"no"}"#).is_err());
}

#[test]
fn errors_of_the_softphone_are_told_by_their_type() {
    for (kind, fault) in [
        ("microphone_not_shared", SoftphoneFault::MicrophoneNotShared),
        ("vdi_strategy_not_supported", SoftphoneFault::Vdi),
        ("vdi_redir_not_supported", SoftphoneFault::Vdi),
        ("webrtc_error", SoftphoneFault::WebRtc),
        ("other", SoftphoneFault::Other),
        ("news", SoftphoneFault::Other),
        ("", SoftphoneFault::Other),
    ] {
        assert_eq!(softphone_fault(kind), fault, "{kind}");
    }
}

#[test]
fn times_are_those_of_the_core_however_this_computers_clock_is_set() {
    let usual = snapshot(&fixture!("consult"));
    for ahead in [-3_600_000, 0, 3_600_000] {
        // The worker measures Connect's clock against this computer's, which is `ahead` behind the core.
        let mut data = fixture!("consult");
        let skew = data["snapshot"]["skew"].as_i64().unwrap();
        data["snapshot"]["skew"] = (skew + ahead).into();
        assert_eq!(decode(&data.to_string(), ahead).unwrap(), usual);
    }
}
