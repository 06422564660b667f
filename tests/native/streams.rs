//! Contract: what the simulated Connect shows, and what it may leave out or get wrong.
//!
//! The fixtures are the simulator's own data; `UPDATE_FIXTURES=1` writes them anew. Those of calls with
//! more than two legs are in `legs`.

mod legs;

use fusion_connect_toolbar::connect::decode::{KEYS, decode};
use fusion_connect_toolbar::domain;
use fusion_connect_toolbar::domain::{
    AgentState, AgentStateKind, Channel, ConnectionId, ContactFacts, ContactId, ContactState, Leg,
    LegState, NoNumberReason, Phone, Role, Seen, Snapshot, Tokens,
};
use sandbox::ccp::backend::{Aftermath, Backend};
use sandbox::ccp::codec::{Telling, agent_data};
use sandbox::ccp::contact;
use sandbox::ccp::directory::Target;
use sandbox::control::Ring;
use sandbox::time::Millis;
use serde_json::{Value, json};

const NOW: Millis = Millis(1_795_428_000_000);

fn after(millis: u64) -> Millis {
    NOW + Millis(millis)
}

/// Likewise, as the toolbar has it.
fn seen_at(millis: u64) -> domain::Millis {
    domain::Millis(after(millis).0)
}

fn told(backend: &Backend) -> Value {
    agent_data(backend, Telling::default(), after(9000))
}

fn ringing(ring: Ring) -> Backend {
    let mut backend = Backend::new(NOW);
    backend.ring(ring, after(1000));
    backend
}

fn snapshot(data: &Value) -> Snapshot {
    decode(&data.to_string(), 0).unwrap()
}

fn only(data: &Value) -> ContactFacts {
    match snapshot(data).contacts.as_slice() {
        [Seen::Contact(facts)] => facts.clone(),
        other => panic!("one contact was expected: {other:?}"),
    }
}

/// Every scene that has a fixture.
fn scenes() -> Vec<(&'static str, Value)> {
    let mut scenes = vec![("idle", told(&Backend::new(NOW)))];
    let mut backend = ringing(Ring::default());
    scenes.push(("ringing", told(&backend)));
    let id = backend.contacts[0].id.clone();
    backend.choose("Lunch", true, after(1500)).unwrap();
    backend.accept(&id, false, after(2000)).unwrap();
    scenes.push(("connected-next-state", told(&backend)));
    let leg = backend.contacts[0].customer.id.clone();
    backend.hold(&id, &leg, true, after(2500)).unwrap();
    scenes.push(("hold", told(&backend)));
    backend.hang_up(&id, false, after(3000)).unwrap();
    scenes.push(("after-call-work", told(&backend)));
    let mut backend = ringing(Ring::default());
    backend.miss(&id, None, Aftermath::Listed, after(2000)).unwrap();
    scenes.push(("missed", told(&backend)));
    let mut backend = Backend::new(NOW);
    backend.dial(Target::number("+15551230000").unwrap(), after(1000)).unwrap();
    scenes.push(("dialling", told(&backend)));
    let callback = Ring { channel: contact::Channel::QueueCallback, ..Ring::default() };
    scenes.push(("queue-callback", told(&ringing(callback))));
    let task = Ring { channel: contact::Channel::Task, ..Ring::default() };
    scenes.push(("task", told(&ringing(task))));
    scenes.push(("transfer", told(&ringing(Ring { transfer: true, ..Ring::default() }))));
    let withheld = Ring { number: Some("anonymous".to_owned()), ..Ring::default() };
    scenes.push(("withheld", told(&ringing(withheld))));
    scenes.push(("deskphone", told(&ringing(Ring { deskphone: true, ..Ring::default() }))));
    scenes
}

#[test]
fn the_fixtures_are_what_the_simulator_shows() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/streams");
    for (name, data) in scenes() {
        let path = format!("{folder}/{name}.json");
        let pretty = format!("{}\n", serde_json::to_string_pretty(&data).unwrap());
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(&path, &pretty).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), pretty, "{name}");
    }
}

#[test]
fn an_idle_agent_is_read() {
    let agent = snapshot(&told(&Backend::new(NOW))).agent;
    assert_eq!(
        agent.state,
        AgentState {
            arn: agent.selectable.last().map(|state| state.arn.clone()),
            name: "Available".into(),
            kind: AgentStateKind::Routable,
            since: seen_at(0),
        }
    );
    assert_eq!((agent.chosen.as_deref(), agent.next), (Some("Available"), None));
    assert!(agent.softphone);
    let kinds: Vec<_> = agent.selectable.iter().map(|state| state.kind.clone()).collect();
    assert_eq!(kinds.first(), Some(&AgentStateKind::Offline));
    assert_eq!(kinds.last(), Some(&AgentStateKind::Routable), "Available may come last");
    assert!(agent.selectable[0].arn.as_str().ends_with("/agent-state/s0"));
}

#[test]
fn a_ringing_call_is_read() {
    let backend = ringing(Ring::default());
    let contact = &backend.contacts[0];
    let leg = |leg: &contact::Leg, state| {
        let id = ConnectionId::new(&leg.id);
        Some(Leg { id, state, since: seen_at(1000), muted: false, forced_mute: false })
    };
    assert_eq!(
        only(&told(&backend)),
        ContactFacts {
            id: ContactId::new(&contact.id),
            channel: Channel::Voice,
            state: ContactState::Connecting,
            since: seen_at(1000),
            inbound: Some(true),
            queue: Some("BasicQueue".into()),
            agent_leg: leg(&contact.agent, LegState::Connecting),
            customer_leg: leg(&contact.customer, LegState::Connected),
            others: vec![],
            lacks_legs: false,
            role: Role::Agent,
            supervised: false,
            multi_party: false,
            attributes: Tokens::new(),
            segments: Tokens::new(),
            initiation_method: Some("inbound".into()),
            number: Phone::parse("+14155550123"),
            unnumbered: NoNumberReason::Unknown,
            quick_connect: None,
            softphone: true,
            auto_accept: false,
        }
    );
}

#[test]
fn each_scene_is_read_as_what_it_is() {
    let expected = [
        ("ringing", "PendingBusy", Channel::Voice, ContactState::Connecting, Some(true)),
        ("connected-next-state", "Busy", Channel::Voice, ContactState::Connected, Some(true)),
        ("hold", "Busy", Channel::Voice, ContactState::Connected, Some(true)),
        ("after-call-work", "AfterCallWork", Channel::Voice, ContactState::Ended, Some(true)),
        ("missed", "MissedCallAgent", Channel::Voice, ContactState::Error, Some(true)),
        ("dialling", "CallingCustomer", Channel::Voice, ContactState::Connecting, Some(false)),
        ("queue-callback", "Pending", Channel::QueueCallback, ContactState::Incoming, Some(true)),
        ("task", "Available", Channel::Task, ContactState::Connecting, Some(true)),
        ("transfer", "PendingBusy", Channel::Voice, ContactState::Connecting, Some(true)),
        ("withheld", "PendingBusy", Channel::Voice, ContactState::Connecting, Some(true)),
        ("deskphone", "PendingBusy", Channel::Voice, ContactState::Connecting, Some(true)),
    ];
    let scenes: Vec<_> = scenes().into_iter().filter(|(name, _)| *name != "idle").collect();
    assert_eq!(scenes.len(), expected.len());
    for ((name, data), (wanted, agent, channel, state, inbound)) in scenes.iter().zip(expected) {
        let facts = only(data);
        assert_eq!(*name, wanted);
        assert_eq!(snapshot(data).agent.state.name, agent, "{name}");
        assert_eq!(
            (facts.channel, facts.state, facts.inbound),
            (channel, state, inbound),
            "{name}"
        );
    }
}

#[test]
fn hold_next_state_and_desk_phone_are_told() {
    let scene = |name: &str| scenes().into_iter().find(|(scene, _)| *scene == name).unwrap().1;
    assert_eq!(only(&scene("hold")).customer_leg.unwrap().state, LegState::Hold);
    let next = snapshot(&scene("connected-next-state")).agent.next.unwrap();
    assert_eq!((next.name.as_str(), next.kind), ("Lunch", AgentStateKind::NotRoutable));
    assert!(!only(&scene("deskphone")).softphone);
    let mut auto = told(&ringing(Ring { auto_accept: true, ..Ring::default() }));
    assert!(only(&auto).auto_accept);
    auto["snapshot"]["contacts"][0]["agentContactHandlingConfig"] = json!({ "autoAccept": false });
    assert!(!only(&auto).auto_accept, "the contact's own word comes first");
}

#[test]
fn the_number_is_the_customers_or_there_is_a_reason() {
    let phone = |number: &str| json!({ "type": "phone_number", "phoneNumber": number });
    let agent = json!({ "type": "agent", "phoneNumber": "+15550009999" });
    for (customer, initial, number, unnumbered) in [
        (Value::Null, phone("+15551230000"), Some("+15551230000"), NoNumberReason::Unknown),
        (
            Value::Null,
            phone("sip:+15551230000@host"),
            Some("+15551230000"),
            NoNumberReason::Unknown,
        ),
        (phone("+4930123456"), phone("+15551230000"), Some("+4930123456"), NoNumberReason::Unknown),
        (phone("anonymous"), phone("+15551230000"), Some("+15551230000"), NoNumberReason::Unknown),
        (Value::Null, phone("INTERNAL-TRANSFER"), None, NoNumberReason::Transfer),
        (Value::Null, agent, None, NoNumberReason::Internal),
        (Value::Null, phone("anonymous"), None, NoNumberReason::Withheld),
        (Value::Null, phone("sip:anonymous@anonymous.invalid"), None, NoNumberReason::Withheld),
        (Value::Null, phone("alice"), None, NoNumberReason::Unknown),
        (Value::Null, phone(""), None, NoNumberReason::Unknown),
        (Value::Null, Value::Null, None, NoNumberReason::Unknown),
    ] {
        let mut data = told(&ringing(Ring::default()));
        let contact = &mut data["snapshot"]["contacts"][0];
        contact["customerEndpoint"] = customer;
        contact["connections"][1]["endpoint"] = initial;
        let facts = only(&data);
        assert_eq!(facts.number, number.and_then(Phone::parse), "{data}");
        assert_eq!(facts.unnumbered, unnumbered, "{data}");
    }
}

#[test]
fn a_contact_without_a_number_is_called_what_it_is() {
    for (kind, method, unnumbered) in [
        ("chat", "inbound", NoNumberReason::Chat),
        ("task", "api", NoNumberReason::Task),
        ("email", "inbound", NoNumberReason::Email),
        ("hologram", "inbound", NoNumberReason::Other),
        ("voice", "webrtc_api", NoNumberReason::Web),
        ("voice", "inbound", NoNumberReason::Unknown),
    ] {
        let mut data = told(&ringing(Ring::default()));
        let contact = &mut data["snapshot"]["contacts"][0];
        contact["type"] = json!(kind);
        contact["initiationMethod"] = json!(method);
        contact["connections"][1]["endpoint"] = Value::Null;
        assert_eq!(only(&data).unnumbered, unnumbered, "{kind} {method}");
    }
}

#[test]
fn time_is_told_on_this_computers_clock() {
    let backend = ringing(Ring::default());
    for skew in [0, 90_000, -90_000] {
        let data = agent_data(&backend, Telling { skew, ..Telling::default() }, after(9000));
        assert_eq!(only(&data).since, seen_at(1000), "{skew}");
        assert_eq!(snapshot(&data).agent.state.since, seen_at(1000), "{skew}");
    }
    let mut data = told(&backend);
    data["snapshot"]["contacts"][0]["state"]["timestamp"] = json!(NOW.0 + 1000);
    assert_eq!(only(&data).since, seen_at(1000), "a number will do");
}

#[test]
fn one_garbled_contact_does_not_spoil_the_rest() {
    let mut backend = ringing(Ring::default());
    backend.ring(Ring { force: true, ..Ring::default() }, after(1500));
    backend.contacts[0].garbled = true;
    let contacts = snapshot(&told(&backend)).contacts;
    assert_eq!(
        contacts[0],
        Seen::Garbled {
            id: ContactId::new(&backend.contacts[0].id),
            fault: "snapshot.contacts[0].connections: expected an array".into(),
        }
    );
    assert!(
        matches!(&contacts[1], Seen::Contact(facts) if facts.id.as_str() == backend.contacts[1].id)
    );
}

#[test]
fn each_missing_member_is_named() {
    for (pointer, fault) in [
        ("/snapshot/contacts/0/type", "snapshot.contacts[0].type: expected a string"),
        ("/snapshot/contacts/0/state", "snapshot.contacts[0].state.type: expected a string"),
        (
            "/snapshot/contacts/0/state/timestamp",
            "snapshot.contacts[0].state.timestamp: expected a point in time",
        ),
    ] {
        let backend = ringing(Ring::default());
        let mut data = told(&backend);
        *data.pointer_mut(pointer).unwrap() = Value::Null;
        let seen = snapshot(&data).contacts.remove(0);
        let id = ContactId::new(&backend.contacts[0].id);
        assert_eq!(seen, Seen::Garbled { id, fault: fault.to_owned() });
    }
    for (pointer, fault) in [
        ("/snapshot", "snapshot.contacts: expected an array"),
        ("/snapshot/contacts", "snapshot.contacts: expected an array"),
        ("/snapshot/state", "snapshot.state.name: expected a string"),
        (
            "/snapshot/state/startTimestamp",
            "snapshot.state.startTimestamp: expected a point in time",
        ),
    ] {
        let mut data = told(&ringing(Ring::default()));
        *data.pointer_mut(pointer).unwrap() = Value::Null;
        assert_eq!(decode(&data.to_string(), 0).unwrap_err().to_string(), fault);
    }
    assert_eq!(decode("no", 0).unwrap_err().to_string(), "$: expected JSON");
}

#[test]
fn an_entry_that_cannot_be_read_is_left_out_and_named() {
    let whole = snapshot(&told(&ringing(Ring::default())));
    for (pointer, spoiled, fault) in [
        ("/configuration/agentStates/0/name", json!(""), "agentStates[0].name: expected a string"),
        ("/configuration/agentStates/0/agentStateARN", Value::Null, "agentStates[0].agentStateARN"),
        (
            "/configuration/agentStates/0/type",
            Value::Null,
            "agentStates[0].type: expected a string",
        ),
        ("/configuration/agentStates", json!("no"), "configuration.agentStates: expected an array"),
        ("/configuration/permissions/0", Value::Null, "permissions[0]: expected a string"),
        (
            "/configuration/dialableCountries/0",
            Value::Null,
            "dialableCountries[0]: expected a string",
        ),
        ("/snapshot/contacts/0/connections/0/connectionId", Value::Null, "[0].connectionId"),
        ("/snapshot/contacts/0/connections/1/state", Value::Null, "connections[1].state.type"),
    ] {
        let mut data = told(&ringing(Ring::default()));
        *data.pointer_mut(pointer).unwrap() = spoiled;
        let read = snapshot(&data);
        let [note] = read.left_out.as_slice() else { panic!("{pointer}: {:?}", read.left_out) };
        assert!(note.contains(fault), "{note}");
        let facts = only(&data);
        assert_eq!(facts.state, ContactState::Connecting, "{pointer}");
        assert_ne!(read, whole, "{pointer}");
    }
    let mut data = told(&ringing(Ring::default()));
    let nameless = json!({ "contactId": null, "type": "voice" });
    data["snapshot"]["contacts"].as_array_mut().unwrap().insert(0, nameless);
    let read = snapshot(&data).contacts;
    let fault = "snapshot.contacts[0].contactId: expected a string".to_owned();
    assert_eq!(read[0], Seen::Nameless { fault });
    assert_eq!(read[1..], whole.contacts);
}

#[test]
fn what_is_new_or_left_out_does_no_harm() {
    let mut data = told(&ringing(Ring::default()));
    data["news"] = json!([1, 2]);
    data["snapshot"]["contacts"][0]["news"] = json!({ "type": 7 });
    data["snapshot"]["contacts"][0]["state"]["type"] = json!("levitating");
    data["snapshot"]["contacts"][0]["queue"] = Value::Null;
    data["configuration"] = Value::Null;
    data["snapshot"]["nextState"] = Value::Null;
    data["snapshot"]["agentAvailabilityState"] = Value::Null;
    data["snapshot"]["skew"] = Value::Null;
    let facts = only(&data);
    assert_eq!(facts.state, ContactState::Unknown("levitating".into()));
    assert_eq!(facts.queue, None);
    let agent = snapshot(&data).agent;
    assert_eq!((agent.chosen, agent.selectable.len()), (None, 0));
}

#[test]
fn the_list_of_members_loses_nothing_that_is_read() {
    // `JSON.stringify` with this list is what reaches the decoder.
    fn listed(value: &Value) -> Value {
        match value {
            Value::Object(members) => members
                .iter()
                .filter(|(name, _)| KEYS.contains(&name.as_str()))
                .map(|(name, value)| (name.clone(), listed(value)))
                .collect(),
            Value::Array(items) => items.iter().map(listed).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
        }
    }
    for (name, data) in scenes() {
        let few = listed(&data);
        assert_eq!(snapshot(&few), snapshot(&data), "{name}");
        let text = few.to_string();
        for secret in ["callConfigJson", "mediaLegContextToken", "attributes"] {
            assert!(!text.contains(secret), "{secret}");
        }
    }
}
