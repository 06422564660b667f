//! What is told beside the data, what an administrator sets, and how legs look.

use super::*;

#[test]
fn news_beside_the_data_has_connects_names() {
    use crate::control::Retries;
    let mut engine = opened(&[]);
    for (action, events) in [
        (
            Action::Websocket { on: false },
            vec!["agent::websocket_connection_lost", "webSocket::connection_lost"],
        ),
        (
            Action::Websocket { on: true },
            vec!["agent::websocket_connection_gained", "webSocket::connection_gain"],
        ),
        (Action::WebsocketInitFailure, vec!["webSocket::init_failure"]),
        (
            Action::RetriesExhausted { kind: Retries::Authorize },
            vec!["authorize_retries_exhausted"],
        ),
        (Action::RetriesExhausted { kind: Retries::Cti }, vec!["cti_authorize_retries_exhausted"]),
        (Action::AuthFail { heals: false }, vec!["auth_fail"]),
    ] {
        assert_eq!(said(&engine.act(action, after(100))), events);
    }
    let kind = "microphone_not_shared".to_owned();
    let told = engine.act(Action::SoftphoneError { kind }, after(200));
    assert_eq!(said(&told), ["agent::softphone_error"]);
    assert!(has_message(&told, "Your microphone is not enabled in your browser. "));
    assert_eq!(said(&engine.act(Action::AuthFail { heals: true }, after(300))), ["auth_fail"]);
    assert_eq!(said(&engine.pass(after(1799))), [""; 0]);
    assert_eq!(said(&engine.pass(after(1800))), ["authorize_success"]);
}

#[test]
fn dials_are_refused_lost_or_silent() {
    let dial = |faults: &[Fault]| {
        let mut engine = opened(faults);
        let endpoint = json!({ "endpointARN": null, "type": "phone_number",
            "phoneNumber": "+15551230000" });
        let params = json!({ "endpoint": endpoint, "queueARN": "q1" });
        let request = json!({ "requestId": "r", "method": "createOutboundContact",
            "params": params });
        let effects = engine.request(&request, after(100));
        (answers(&effects), said(&effects), said(&engine.pass(after(200))))
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    for (faults, answer, first, then) in [
        (&[][..], "success", &["answered"][..], &["CallingCustomer"][..]),
        (&[Fault::DialFails], "BadEndpointException", &["refused BadEndpointException"], &[]),
        (&[Fault::DialLost], "none", &[], &[]),
        (&[Fault::DialSilent], "none", &[], &["CallingCustomer"]),
    ] {
        let answer = vec![format!("createOutboundContact {answer}")];
        assert_eq!(dial(faults), (answer, texts(first), texts(then)));
    }
}

#[test]
fn a_stuck_worker_acknowledges_and_does_nothing_else() {
    let mut engine = ringing(&[]);
    engine.act(Action::Fault { fault: Fault::WorkerStuck, on: true }, after(2500));
    assert_eq!(said(&engine.synchronize()), ["acknowledge"]);
    let effects = ask(&mut engine, "acceptContact", after(3000));
    assert_eq!(
        (said(&effects), answers(&effects)),
        (vec![], vec!["acceptContact none".to_owned()])
    );
    engine.act(Action::CustomerHangsUp { contact: None, as_missed: false }, after(3500));
    assert_eq!(said(&engine.pass(after(40_000))), [""; 0]);
    let back = engine.act(Action::Fault { fault: Fault::WorkerStuck, on: false }, after(41_000));
    assert_eq!(said(&back), ["Available"]);
    assert_eq!(said(&opened(&[Fault::WorkerStuck]).synchronize()), ["acknowledge"]);
}

#[test]
fn what_an_administrator_sets_is_told_at_once() {
    use crate::control::Configure;
    let mut engine = talking(&[]);
    let told = engine.act(
        Action::Configure(Configure {
            softphone: Some(false),
            permissions: Some(Vec::new()),
            dialable: Some(vec!["fr".to_owned()]),
            multi_party: Some(true),
            enhancement: Some(String::new()),
        }),
        after(7000),
    );
    let data = posted(&told, "agent::update");
    let configuration = &data["configuration"];
    assert_eq!(configuration["softphoneEnabled"], false);
    assert_eq!(configuration["permissions"], json!([]));
    assert_eq!(configuration["dialableCountries"], json!(["fr"]));
    assert_eq!(configuration["voiceEnhancementMode"], json!(null));
    let features = &data["snapshot"]["contacts"][0]["contactFeatures"];
    assert_eq!(features["multiPartyConferenceEnabled"], true);
}

#[test]
fn what_an_administrator_sets_is_not_taken_back_by_what_is_told_late() {
    use crate::control::Configure;
    let mut engine = talking(&[]);
    engine.act(Action::RingTimer { on: false }, after(7000));
    let desk = Configure { softphone: Some(false), ..Configure::default() };
    let mut told = engine.act(Action::Configure(desk), after(7000));
    told.extend(engine.pass(after(8000)));
    assert_eq!(posted(&told, "agent::update")["configuration"]["softphoneEnabled"], false);
}

/// The data of the last message of that name.
fn posted(effects: &[Effect], event: &str) -> Value {
    let mut posts = effects.iter().filter_map(|effect| match effect {
        Effect::Post(text) => serde_json::from_str::<Value>(text).ok(),
        Effect::Report(_) | Effect::Reload | Effect::Save(_) | Effect::Sdk(_) => None,
    });
    posts.rfind(|message| message["event"] == event).unwrap()["data"].clone()
}

#[test]
fn legs_look_as_connect_shows_them() {
    let mut engine = talking(&[]);
    let attributes = [("crm".to_owned(), "42".to_owned())].into();
    engine.act(Action::Ring(Ring { attributes, force: true, ..Ring::default() }), after(7000));
    engine.act(Action::Ring(Ring { monitor: true, ..Ring::default() }), after(7000));
    let list = json!({ "queueARNs": ["q1"], "nextToken": null, "maxResults": 500 });
    let list = json!({ "requestId": "r", "method": "getEndpoints", "params": list });
    let answer = posted(&engine.request(&list, after(7000)), "api_response");
    let agent = answer["data"]["endpoints"][2].clone();
    let id = engine.backend.contacts[0].id.clone();
    let add = json!({ "requestId": "r", "method": "createAdditionalConnection",
        "params": { "contactId": id, "endpoint": agent } });
    assert_eq!(answers(&engine.request(&add, after(7000))), ["createAdditionalConnection success"]);
    let data = posted(&engine.pass(after(8000)), "agent::update");
    let contacts = &data["snapshot"]["contacts"];
    let third = &contacts[0]["connections"][2];
    assert_eq!(
        (third["type"].as_str(), third["initial"].as_bool()),
        (Some("outbound"), Some(false))
    );
    assert_eq!(third["quickConnectName"], agent["name"]);
    assert_eq!(third["endpoint"]["type"], "phone_number");
    assert_eq!(third["endpoint"]["phoneNumber"], "INTERNAL-TRANSFER");
    assert_eq!(contacts[0]["connections"][1]["initial"], true);
    assert_eq!(contacts[1]["attributes"], json!({ "crm": { "name": "crm", "value": "42" } }));
    let monitored = &contacts[2];
    assert_eq!((&monitored["queue"], &monitored["attributes"]), (&Value::Null, &Value::Null));
    assert_eq!(monitored["connections"][0]["type"], "agent", "the colleague's");
    let own = &monitored["connections"][1];
    assert_eq!(own["type"], "monitoring");
    assert_eq!(own["state"]["type"], "silent_monitor");
    assert_eq!(own["monitorStatus"], "SILENT_MONITOR");
    assert_eq!(own["monitorCapabilities"], json!(["SILENT_MONITOR", "BARGE"]));
}
