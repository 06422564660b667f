//! Proves what an agent does on the phone: which method and parameters each request comes to.

use super::stage::Stage;
use super::wire::Wire;
use crate::wait::sleep;
use fusion_connect_toolbar::domain::{
    Callee, CommandId, ConnectRequest, ConnectionId, ContactId, DeviceId, DeviceKind, Digits,
    EndpointArn, Event, Failure, LinkFact, Phone, Seen, SoftphoneFault,
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const CALL: &str = "01a207d9-2100-4000-8001-000000000001";
const QUEUE: &str =
    "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555/queue/q1";

fn three() -> Value {
    serde_json::from_str(include_str!("../../fixtures/streams/multi-party.json")).unwrap()
}

fn contact() -> ContactId {
    ContactId::new(CALL)
}

fn leg(number: u8) -> ConnectionId {
    ConnectionId::new(format!("01a207d9-2100-4000-8002-0000000000{number:02}"))
}

fn phone(text: &str) -> Phone {
    Phone::parse(text).unwrap()
}

fn refused<T>(kind: &str) -> Result<T, Failure> {
    Err(Failure::Refused { kind: kind.to_owned() })
}

fn numbered(number: &str) -> Value {
    json!({ "endpointARN": null, "type": "phone_number", "name": null, "phoneNumber": number,
            "agentLogin": null, "queue": null })
}

#[wasm_bindgen_test]
async fn each_request_is_the_method_and_the_parameters_that_connect_knows() {
    let wire = Wire::open(&three(), &[]).await;
    let of = |number: u8| json!({ "contactId": CALL, "connectionId": leg(number).as_str() });
    let call = json!({ "contactId": CALL });
    let tones = Digits::parse("12#").unwrap();
    let hold = |on| ConnectRequest::Hold { contact: contact(), leg: leg(3), on };
    let mute = |on| ConnectRequest::MuteLeg { contact: contact(), leg: leg(5), on };
    let somebody = Callee::Number(phone("+49 30 123456"));
    for (request, method, params) in [
        (
            ConnectRequest::AddLeg(contact(), somebody),
            "createAdditionalConnection",
            json!({ "contactId": CALL, "endpoint": numbered("+4930123456") }),
        ),
        (
            ConnectRequest::Dial(Callee::Number(phone("+15551230000"))),
            "createOutboundContact",
            json!({ "endpoint": numbered("+15551230000"), "queueARN": QUEUE }),
        ),
        (
            ConnectRequest::Digits(contact(), leg(3), tones),
            "sendDigits",
            json!({ "contactId": CALL, "connectionId": leg(3).as_str(), "digits": "12#" }),
        ),
        (ConnectRequest::DropLeg(contact(), leg(5)), "destroyConnection", of(5)),
        (ConnectRequest::End(contact()), "destroyConnection", of(2)),
        (hold(true), "holdConnection", of(3)),
        (hold(false), "resumeConnection", of(3)),
        (ConnectRequest::Join(contact()), "conferenceConnections", call.clone()),
        (mute(true), "muteParticipant", of(5)),
        (mute(false), "unmuteParticipant", of(5)),
        // The first that is on hold.
        (ConnectRequest::Swap(contact()), "toggleActiveConnections", of(6)),
    ] {
        wire.forget();
        let command = wire.execute(request);
        assert_eq!(wire.settled(command).await, Ok(()), "{method}");
        assert_eq!(Wire::requests(), [(method.to_owned(), params)]);
    }
    assert_eq!(Stage::handlers_that_failed(), 0);
}

#[wasm_bindgen_test]
async fn a_refusal_of_each_kind_keeps_its_type() {
    let wire = Wire::open(&three(), &[]).await;
    Wire::ccp("const no = () => ({ err: JSON.stringify({ type: 'BadEndpointException', message: '+15551230000' }) });
        for (const m of ['createOutboundContact', 'sendDigits', 'getEndpoints']) wire.answers[m] = no;");
    let dial = wire.execute(ConnectRequest::Dial(Callee::Number(phone("+15551230000"))));
    assert_eq!(wire.settled(dial).await, refused("BadEndpointException"));
    let tones = Digits::parse("1").unwrap();
    let digits = wire.execute(ConnectRequest::Digits(contact(), leg(3), tones));
    assert_eq!(wire.settled(digits).await, refused("BadEndpointException"));
    let id = wire.execute(ConnectRequest::ListEndpoints);
    let outcome = refused("BadEndpointException");
    let failed = Event::EndpointsListed { id, outcome };
    wire.until(|events| events.contains(&failed)).await;
    let gone = ConnectRequest::MuteLeg { contact: contact(), leg: leg(9), on: true };
    let mute = wire.execute(gone);
    assert!(matches!(wire.settled(mute).await, Err(Failure::Threw(_))));
}

#[wasm_bindgen_test]
async fn what_streams_does_not_answer_is_settled_at_once() {
    let wire = Wire::open(&three(), &[]).await;
    for (request, name, data) in [
        (ConnectRequest::Mute(true), "mute", json!({ "mute": true })),
        (ConnectRequest::Mute(false), "mute", json!({ "mute": false })),
        (
            ConnectRequest::SetDevice(DeviceKind::Microphone, DeviceId::new("m")),
            "configuration::set_microphone_device",
            json!({ "deviceId": "m" }),
        ),
        (
            ConnectRequest::SetDevice(DeviceKind::Ringer, DeviceId::new("r")),
            "configuration::set_ringer_device",
            json!({ "deviceId": "r" }),
        ),
        (
            ConnectRequest::SetDevice(DeviceKind::Speaker, DeviceId::new("s")),
            "configuration::set_speaker_device",
            json!({ "deviceId": "s" }),
        ),
    ] {
        wire.forget();
        let command = wire.execute(request);
        assert_eq!(wire.outcomes(command), [Ok(())], "{name}");
        for _ in 0..100 {
            if !Wire::broadcasts(name).is_empty() {
                break;
            }
            sleep(10).await;
        }
        assert_eq!(Wire::broadcasts(name), [data]);
    }
}

async fn listed(wire: &Wire) -> Vec<String> {
    let of = wire.execute(ConnectRequest::ListEndpoints);
    let is_it = |event: &Event| matches!(event, Event::EndpointsListed { id, .. } if *id == of);
    wire.until(|events| events.iter().any(is_it)).await;
    match wire.events().into_iter().find(is_it) {
        Some(Event::EndpointsListed { outcome: Ok(all), .. }) => {
            all.iter().map(|endpoint| endpoint.name.as_str().to_owned()).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn endpoints_come_in_pages_and_are_given_back_whole() {
    let wire = Wire::open(&three(), &[]).await;
    Wire::ccp(
        "wire.answers.getEndpoints = p => ({ data: p.nextToken
            ? { endpoints: [{ endpointARN: 'arn:b', type: 'agent', name: 'Bob', phoneNumber: null, agentLogin: 'bob', queue: null }], nextToken: null }
            : { endpoints: [{ endpointARN: 'arn:q', type: 'queue', name: 'Second', phoneNumber: null, agentLogin: null, queue: { queueARN: 'q', name: 'n' } },
                            { endpointARN: 'arn:n', type: 'news', name: 'News' }], nextToken: 'more' } });",
    );
    assert_eq!(listed(&wire).await, ["Second", "Bob"]);
    let asked = Wire::requests();
    assert_eq!(asked.len(), 2);
    let queues = asked[0].1["queueARNs"].as_array().unwrap();
    assert_eq!((queues.len(), &queues[0]), (2, &json!(QUEUE)), "every queue of the agent");
    assert_eq!(
        (&asked[0].1["nextToken"], &asked[1].1["nextToken"]),
        (&Value::Null, &json!("more"))
    );
    let to =
        |arn: &str| ConnectRequest::AddLeg(contact(), Callee::QuickConnect(EndpointArn::new(arn)));
    wire.forget();
    let command = wire.execute(to("arn:q"));
    assert_eq!(wire.settled(command).await, Ok(()));
    let endpoint = json!({ "endpointARN": "arn:q", "type": "queue", "name": "Second",
        "phoneNumber": null, "agentLogin": null, "queue": { "queueARN": "q", "name": "n" } });
    let params = json!({ "contactId": CALL, "endpoint": endpoint });
    assert_eq!(Wire::requests(), [("createAdditionalConnection".to_owned(), params)]);
    let command = wire.execute(to("arn:none"));
    assert_eq!(wire.outcomes(command), [refused("unknown_endpoint")]);
    Wire::ccp("wire.answers.getEndpoints = () => ({ data: { endpoints: [], nextToken: null } });");
    assert_eq!(listed(&wire).await, Vec::<String>::new());
    let command = wire.execute(to("arn:q"));
    assert_eq!(wire.outcomes(command), [refused("unknown_endpoint")], "no longer listed");
}

#[wasm_bindgen_test]
async fn devices_are_those_of_the_frame_or_there_is_a_reason() {
    let wire = Wire::open(&three(), &[]).await;
    Wire::ccp(
        "wire.devices = [{ deviceId: 'm', kind: 'audioinput', label: 'Mic', groupId: '' },
        { deviceId: 'c', kind: 'videoinput', label: 'Cam', groupId: '' }];",
    );
    let of = wire.execute(ConnectRequest::ListDevices);
    let one = |events: &[Event]| {
        events.iter().any(|event| {
            matches!(event, Event::DevicesListed { id, outcome: Ok(all) }
            if *id == of && all.len() == 1 && all[0].id.as_str() == "m" && all[0].input)
        })
    };
    wire.until(one).await;
    Wire::ccp("wire.devices = { error: 'no devices for Ann' };");
    let id = wire.execute(ConnectRequest::ListDevices);
    let failed = Event::DevicesListed { id, outcome: refused("Error") };
    wire.until(|events| events.contains(&failed)).await;
    Wire::ccp("wire.devices = null;");
    let id = wire.execute(ConnectRequest::ListDevices);
    let late = Event::DevicesListed { id, outcome: Err(Failure::TimedOut) };
    wire.until(|events| events.contains(&late)).await;
}

#[wasm_bindgen_test]
async fn what_is_never_answered_is_given_up() {
    let wire = Wire::open(&three(), &[]).await;
    Wire::ccp(
        "wire.answers.getEndpoints = () => null; wire.answers.createOutboundContact = () => null;",
    );
    let list = wire.execute(ConnectRequest::ListEndpoints);
    let dial = wire.execute(ConnectRequest::Dial(Callee::Number(phone("+15551230000"))));
    let late = Event::EndpointsListed { id: list, outcome: Err(Failure::TimedOut) };
    wire.until(|events| events.contains(&late)).await;
    assert_eq!(wire.settled(dial).await, Err(Failure::TimedOut));
    Wire::ccp("wire.asked({});");
    wire.until(|_| wire.outcomes(dial).len() == 2).await;
    assert_eq!(wire.outcomes(dial), [Err(Failure::TimedOut), Ok(())], "told though it is late");
    assert_eq!(Stage::handlers_that_failed(), 0);
}

#[wasm_bindgen_test]
async fn a_task_is_ended_without_the_library_of_tasks() {
    let data: Value =
        serde_json::from_str(include_str!("../../fixtures/streams/task.json")).unwrap();
    let wire = Wire::open(&data, &[]).await;
    let task = &data["snapshot"]["contacts"][0];
    let own = task["connections"].as_array().unwrap().iter().find(|leg| leg["type"] == "agent");
    let id = task["contactId"].as_str().unwrap();
    let command = wire.execute(ConnectRequest::End(ContactId::new(id)));
    assert_eq!(wire.settled(command).await, Ok(()));
    let params = json!({ "contactId": id, "connectionId": own.unwrap()["connectionId"] });
    assert_eq!(Wire::requests(), [("destroyConnection".to_owned(), params)]);
}

#[wasm_bindgen_test]
async fn only_the_attributes_that_are_asked_for_are_told() {
    let mut data = three();
    let call = &mut data["snapshot"]["contacts"][0];
    call["attributes"] = json!({
        "customerId": { "name": "customerId", "value": "42" },
        "callContextToken": { "name": "callContextToken", "value": "mine" },
        "card": { "name": "card", "value": "4111" },
    });
    call["segmentAttributes"] = json!({
        "connect:Subtype": { "ValueString": "connect:Telephony" },
        "connect:Secret": { "ValueString": "4111" },
    });
    let wire = Wire::open(&data, &["customerId", "callContextToken", "missing"]).await;
    Wire::ccp("wire.post('agent::update', wire.data);");
    let taken = |events: &[Event]| {
        events.iter().find_map(|event| match event {
            Event::SnapshotTaken(snapshot) => match snapshot.contacts.as_slice() {
                [Seen::Contact(facts)] => Some((facts.attributes.clone(), facts.segments.clone())),
                _ => None,
            },
            _ => None,
        })
    };
    wire.until(|events| taken(events).is_some()).await;
    let (attributes, segments) = taken(&wire.events()).unwrap();
    assert_eq!(segments.iter().count(), 1);
    assert_eq!(segments.text("connect:Subtype"), Some("connect:Telephony"));
    assert_eq!(attributes.iter().count(), 2);
    assert_eq!(attributes.text("customerId"), Some("42"));
    assert_eq!(attributes.text("callContextToken"), Some("mine"), "and not the media token");
}

#[wasm_bindgen_test]
async fn what_the_softphone_and_the_socket_say_is_told_until_the_session_ends() {
    let mut wire = Wire::open(&three(), &[]).await;
    let changed = |kind, id: &str| Event::DeviceChanged { kind, device: DeviceId::new(id) };
    let news = [
        ("agent::mute_toggle", json!({ "muted": true }), Event::MuteToggled { muted: true }),
        (
            "agent::softphone_error",
            json!({ "errorType": "microphone_not_shared", "errorMessage": "Ann", "endPointUrl": "" }),
            Event::SoftphoneFailed(SoftphoneFault::MicrophoneNotShared),
        ),
        (
            "configuration::microphone_device_changed",
            json!({ "deviceId": "m" }),
            changed(DeviceKind::Microphone, "m"),
        ),
        (
            "configuration::ringer_device_changed",
            json!({ "deviceId": "r" }),
            changed(DeviceKind::Ringer, "r"),
        ),
        (
            "configuration::speaker_device_changed",
            json!({ "deviceId": "s" }),
            changed(DeviceKind::Speaker, "s"),
        ),
        (
            "agent::websocket_connection_lost",
            json!({ "reason": "x" }),
            Event::LinkChanged(LinkFact::SocketLost),
        ),
        (
            "agent::websocket_connection_gained",
            Value::Null,
            Event::LinkChanged(LinkFact::SocketGained),
        ),
        ("webSocket::init_failure", Value::Null, Event::LinkChanged(LinkFact::SocketFailed)),
        ("cti_authorize_retries_exhausted", Value::Null, Event::LinkChanged(LinkFact::Frozen)),
        ("authorize_retries_exhausted", Value::Null, Event::LinkChanged(LinkFact::AuthFailed)),
    ];
    for (name, data, event) in &news {
        wire.forget();
        Wire::post(name, data);
        wire.until(|events| events.contains(event)).await;
        let told = wire.events().into_iter().filter(|told| told == event).count();
        assert_eq!(told, 1, "{name}");
    }
    wire.forget();
    for strange in [json!({ "muted": "yes" }), json!({}), json!(7)] {
        Wire::post("agent::mute_toggle", &strange);
    }
    Wire::post("configuration::ringer_device_changed", &json!({ "deviceId": null }));
    sleep(200).await;
    let told = wire.events().into_iter().filter(|event| *event != Event::CcpHeard).count();
    assert_eq!(told, 0, "what cannot be read says nothing: {:?}", wire.events());
    wire.stop();
    assert_eq!(wire.outcomes(CommandId(1)), []);
}
