//! What the simulated CCP says, and when, with and without its faults.

use super::*;
use crate::sandbox::control::{Action, Ring};

const NOW: Millis = Millis(1_795_428_000_000);

fn after(millis: u64) -> Millis {
    NOW + Millis(millis)
}

fn opened(faults: &[Fault]) -> Engine {
    let mut engine = Engine::open(None, "port-1", WAITS_FOR_SETUP, NOW);
    engine.act(Action::Setup { faults: faults.to_vec() }, NOW);
    engine
}

/// The events that were posted, in order; data updates tell the agent's state.
fn said(effects: &[Effect]) -> Vec<String> {
    let posts = effects.iter().filter_map(|effect| match effect {
        Effect::Post(text) => serde_json::from_str::<Value>(text).ok(),
        Effect::Report(_) | Effect::Reload | Effect::Save(_) => None,
    });
    posts
        .map(|message| match message["event"].as_str() {
            Some("agent::update") => {
                message["data"]["snapshot"]["state"]["name"].as_str().unwrap().to_owned()
            }
            Some("api_response") => match message["data"]["err"].as_str() {
                Some(error) => {
                    let error: Value = serde_json::from_str(error).unwrap();
                    format!("refused {}", error["type"].as_str().unwrap())
                }
                None => "answered".to_owned(),
            },
            event => event.unwrap().to_owned(),
        })
        .collect()
}

fn answers(effects: &[Effect]) -> Vec<String> {
    let reports = effects.iter().filter_map(|effect| match effect {
        Effect::Report(Report::Request { method, answer, .. }) => {
            Some(format!("{method} {answer}"))
        }
        Effect::Post(_) | Effect::Report(_) | Effect::Reload | Effect::Save(_) => None,
    });
    reports.collect()
}

fn ask(engine: &mut Engine, method: &str, at: Millis) -> Vec<Effect> {
    let id = engine.backend.contacts.first().map(|contact| contact.id.clone());
    let leg = engine.backend.contacts.first().map(|contact| contact.agent.id.clone());
    let params = json!({ "contactId": id, "connectionId": leg, "state": { "name": "Lunch" } });
    engine.request(&json!({ "requestId": "r1", "method": method, "params": params }), at)
}

fn has_message(effects: &[Effect], word: &str) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Post(text) if text.contains(word)))
}

fn ringing(faults: &[Fault]) -> Engine {
    let mut engine = opened(faults);
    engine.act(Action::Ring(Ring::default()), after(100));
    engine.pass(after(2200));
    engine
}

#[test]
fn it_acknowledges_unasked_and_then_answers() {
    let mut engine = Engine::open(None, "port-1", WAITS_FOR_SETUP, NOW);
    assert_eq!(said(&engine.synchronize()), [""; 0], "not before its first word");
    assert_eq!(engine.wakes_at(), Some(NOW + WAITS_FOR_SETUP));
    let first = engine.pass(NOW + WAITS_FOR_SETUP);
    assert_eq!(said(&first), ["acknowledge", "update_connected_ccps", "Available"]);
    assert!(first.iter().any(|e| matches!(e, Effect::Post(t) if t.contains("port-1"))));
    assert_eq!(said(&engine.synchronize()), ["acknowledge"]);
}

#[test]
fn the_answer_comes_first_and_the_snapshot_later() {
    let mut engine = ringing(&[]);
    let answer = ask(&mut engine, "acceptContact", after(3000));
    assert_eq!(said(&answer), ["answered", "agent::local_media_stream_created"]);
    assert_eq!(answers(&answer), ["acceptContact success"]);
    assert_eq!(said(&engine.pass(after(3019))), [""; 0]);
    assert_eq!(said(&engine.pass(after(3020))), ["Busy"]);
    engine.act(Action::Delay { millis: 150 }, after(4000));
    ask(&mut engine, "destroyConnection", after(4000));
    assert_eq!(said(&engine.pass(after(4149))), [""; 0]);
    assert_eq!(said(&engine.pass(after(4150))), ["AfterCallWork"]);
}

#[test]
fn identical_data_is_repeated() {
    let mut engine = opened(&[]);
    assert_eq!(said(&engine.pass(after(29_999))), [""; 0]);
    assert_eq!(said(&engine.pass(after(30_000))), ["Available"]);
    assert_eq!(engine.wakes_at(), Some(after(60_000)));
}

#[test]
fn each_refusal_has_its_fault() {
    let state = "InvalidStateException";
    for (fault, method, kind) in [
        (Fault::AcceptFails, "acceptContact", state),
        (Fault::RejectFails, "rejectContact", state),
        (Fault::EndFails, "destroyConnection", state),
        (Fault::ClearFails, "clearContact", state),
        (Fault::StateFails, "putAgentState", state),
        (Fault::HoldFails, "holdConnection", state),
        (Fault::ResumeFails, "resumeConnection", state),
        (Fault::SwapFails, "toggleActiveConnections", state),
        (Fault::JoinFails, "conferenceConnections", state),
        (Fault::DigitsFail, "sendDigits", "SendDataFailedException"),
        (Fault::DialFails, "createOutboundContact", "BadEndpointException"),
        (Fault::TransferFails, "createAdditionalConnection", "BadEndpointException"),
        (Fault::EndpointsFail, "getEndpoints", "PaginationException"),
    ] {
        let mut engine = ringing(&[fault]);
        let before = engine.backend.clone();
        let effects = ask(&mut engine, method, after(3000));
        assert_eq!(said(&effects), [format!("refused {kind}")], "{method}");
        assert!(has_message(&effects, fault.name()), "{method}");
        assert_eq!(engine.backend, before, "{method}");
    }
    let effects = ask(&mut ringing(&[]), "silentMonitor", after(3000));
    assert_eq!(said(&effects), ["refused UnknownMethod"]);
}

#[test]
fn answers_are_late_lost_or_never_given() {
    let mut engine = ringing(&[Fault::ConnectLate]);
    assert_eq!(said(&ask(&mut engine, "acceptContact", after(3000))), [""; 0]);
    assert_eq!(engine.backend.state.name, "PendingBusy");
    let answer = ["answered", "agent::local_media_stream_created"];
    assert_eq!(said(&engine.pass(after(6000))), answer);
    assert_eq!(said(&engine.pass(after(6020))), ["Busy"]);

    let mut engine = ringing(&[Fault::AcceptLost]);
    let effects = ask(&mut engine, "acceptContact", after(3000));
    assert_eq!(
        (said(&effects), answers(&effects)),
        (
            vec!["agent::local_media_stream_created".to_owned()],
            vec!["acceptContact none".to_owned()]
        )
    );
    assert_eq!(said(&engine.pass(after(3020))), ["Busy"]);

    let mut engine = ringing(&[Fault::ConnectNever]);
    let effects = ask(&mut engine, "acceptContact", after(3000));
    assert_eq!(
        (said(&effects), answers(&effects)),
        (vec![], vec!["acceptContact none".to_owned()])
    );
    assert_eq!(said(&engine.pass(after(20_000))), [""; 0]);
    assert_eq!(engine.backend.state.name, "PendingBusy");
}

#[test]
fn snapshots_are_slow_skipped_or_repeated() {
    let mut engine = ringing(&[Fault::ConnectSlowSnapshot]);
    ask(&mut engine, "acceptContact", after(3000));
    assert_eq!(said(&engine.pass(after(4999))), [""; 0]);
    assert_eq!(said(&engine.pass(after(5000))), ["Busy"]);

    let mut engine = ringing(&[]);
    engine.act(Action::Fault { fault: Fault::SnapshotSkipped, on: true }, after(2500));
    ask(&mut engine, "acceptContact", after(3000));
    assert_eq!(said(&engine.pass(after(3500))), [""; 0]);
    engine.act(Action::CustomerHangsUp { contact: None, as_missed: false }, after(4000));
    assert_eq!(said(&engine.pass(after(4500))), ["AfterCallWork"]);

    let mut engine = ringing(&[Fault::SnapshotRepeated]);
    ask(&mut engine, "acceptContact", after(3000));
    assert_eq!(said(&engine.pass(after(3500))), ["Busy", "Busy"]);
}

#[test]
fn a_silent_ccp_says_nothing_until_it_is_heard_again() {
    let mut engine = ringing(&[]);
    engine.act(Action::Fault { fault: Fault::CcpSilent, on: true }, after(2500));
    assert_eq!(said(&engine.synchronize()), [""; 0]);
    assert_eq!(said(&ask(&mut engine, "acceptContact", after(3000))), [""; 0]);
    assert_eq!(said(&engine.pass(after(40_000))), [""; 0]);
    let back = engine.act(Action::Fault { fault: Fault::CcpSilent, on: false }, after(41_000));
    assert_eq!(said(&back), ["Busy"]);

    let mut engine = opened(&[Fault::CcpSilent]);
    assert_eq!(said(&engine.pass(after(40_000))), [""; 0]);
    let back = engine.act(Action::Fault { fault: Fault::CcpSilent, on: false }, after(41_000));
    assert_eq!(said(&back), ["acknowledge", "update_connected_ccps", "Available"]);
}

#[test]
fn signing_out_and_in() {
    let mut engine = opened(&[]);
    assert_eq!(said(&engine.act(Action::SignOut, after(100))), ["terminated"]);
    assert_eq!(said(&engine.synchronize()), [""; 0]);
    let saved = engine.backend.save(after(100));
    let mut again = Engine::open(Some(&saved), "port-2", Millis(0), after(200));
    assert_eq!(said(&again.pass(after(200))), [""; 0], "a page that is loaded meanwhile is silent");
    let back = again.act(Action::SignIn, after(300));
    assert_eq!(said(&back), ["acknowledge", "update_connected_ccps", "Available"]);
    assert!(back.contains(&Effect::Report(Report::SignedIn)));

    let mut engine = opened(&[Fault::SignedOut]);
    assert_eq!(said(&engine.pass(after(40_000))), [""; 0]);
    let back = engine.act(Action::SignIn, after(41_000));
    assert_eq!(said(&back), ["acknowledge", "update_connected_ccps", "Available"]);
}

#[test]
fn no_permission_means_no_data() {
    let mut engine = opened(&[Fault::AccessDenied]);
    engine.act(Action::Ring(Ring::default()), after(100));
    assert_eq!(said(&engine.pass(after(200))), ["access_denied"]);
}

#[test]
fn an_accept_elsewhere_is_told_to_every_window() {
    let mut engine = ringing(&[]);
    let effects = engine.act(Action::AcceptInCcp { contact: None }, after(3000));
    let id = engine.backend.contacts[0].id.clone();
    assert_eq!(
        said(&effects),
        [
            "contact::accepted".to_owned(),
            format!("contact::accepted::{id}"),
            "agent::local_media_stream_created".to_owned()
        ]
    );
    assert_eq!(said(&engine.pass(after(3020))), ["Busy"]);
}

#[test]
fn what_cannot_be_done_is_reported() {
    let effects = opened(&[]).act(Action::Miss { contact: None, kind: None }, NOW);
    let refused = effects.iter().any(|e| matches!(e, Effect::Report(Report::Refused { .. })));
    assert!(refused, "{effects:?}");
}

#[test]
fn a_reload_finds_the_call_again() {
    let mut engine = ringing(&[]);
    ask(&mut engine, "acceptContact", after(3000));
    let saved = engine.backend.save(after(3000));
    let mut again = Engine::open(Some(&saved), "port-2", Millis(0), after(4000));
    assert_eq!(said(&again.pass(after(4000))), ["acknowledge", "update_connected_ccps", "Busy"]);
    assert_eq!(said(&again.act(Action::Reset, after(5000))), ["Available"]);
}

/// A call with audio that was taken, and the answers to it told.
fn talking(faults: &[Fault]) -> Engine {
    let mut engine = ringing(faults);
    ask(&mut engine, "acceptContact", after(3000));
    engine.pass(after(6000));
    engine
}

/// The `muted` of each `agent::mute_toggle`.
fn toggles(effects: &[Effect]) -> Vec<bool> {
    let posts = effects.iter().filter_map(|effect| match effect {
        Effect::Post(text) => serde_json::from_str::<Value>(text).ok(),
        Effect::Report(_) | Effect::Reload | Effect::Save(_) => None,
    });
    let toggles = posts.filter(|message| message["event"] == "agent::mute_toggle");
    toggles.map(|message| message["data"]["muted"].as_bool().unwrap()).collect()
}

#[test]
fn the_microphone_is_switched_only_in_a_call_with_audio() {
    let mute = |on: bool| json!({ "mute": on });
    assert_eq!(said(&ringing(&[]).hear("mute", &mute(true))), [""; 0]);
    let mut engine = talking(&[]);
    assert_eq!(toggles(&engine.hear("mute", &mute(true))), [true]);
    assert_eq!(toggles(&engine.hear("mute", &Value::Null)), [true], "asked how it is");
    assert_eq!(toggles(&engine.act(Action::MuteInCcp { on: false }, after(6500))), [false]);
    engine.hear("mute", &mute(true));
    let end = engine.act(Action::CustomerHangsUp { contact: None, as_missed: false }, after(7000));
    assert_eq!(toggles(&end), [false], "muting ends with the call");
    let refused = engine.act(Action::MuteInCcp { on: true }, after(7100));
    assert!(matches!(refused[..], [Effect::Report(Report::Refused { .. })]));

    assert_eq!(said(&talking(&[Fault::MuteLost]).hear("mute", &mute(true))), [""; 0]);
    let mut engine = opened(&[]);
    engine.act(Action::Ring(Ring { deskphone: true, ..Ring::default() }), after(100));
    let taken = engine.act(Action::AcceptInCcp { contact: None }, after(200));
    assert_eq!(said(&taken), [""; 0], "audio is at the phone");
    assert_eq!(said(&engine.hear("mute", &mute(true))), [""; 0]);
}

#[test]
fn audio_is_lost_when_the_page_is_loaded_again() {
    let saved = talking(&[]).backend.save(after(6000));
    let mut again = Engine::open(Some(&saved), "port-2", Millis(0), after(7000));
    assert_eq!(said(&again.pass(after(7000))), ["acknowledge", "update_connected_ccps", "Busy"]);
    assert_eq!(said(&again.hear("mute", &json!({ "mute": true }))), [""; 0]);
    let data = json!({ "deviceId": "mic-headset" });
    assert_eq!(said(&again.hear("configuration::set_microphone_device", &data)), [""; 0]);
}

#[test]
fn devices_are_listed_and_chosen() {
    let device = |id: &str| json!({ "deviceId": id });
    let mut engine = talking(&[]);
    let list = engine.devices();
    assert_eq!(said(&list), ["media_device_response"]);
    assert!(has_message(&list, "audioinput") && has_message(&list, "audiooutput"));
    for (wish, id, news) in [
        ("set_speaker_device", "speaker-headset", "speaker_device_changed"),
        ("set_ringer_device", "default", "ringer_device_changed"),
        ("set_microphone_device", "mic-headset", "microphone_device_changed"),
    ] {
        let event = format!("configuration::{wish}");
        let told = engine.hear(&event, &device(id));
        assert_eq!(said(&told), [format!("configuration::{news}")]);
        assert!(has_message(&told, id));
        assert_eq!(said(&engine.hear(&event, &device("unheard-of"))), [""; 0]);
    }
    let mut engine = talking(&[Fault::DevicesFail]);
    assert!(has_message(&engine.devices(), "error"));
    let refused = engine.hear("configuration::set_speaker_device", &device("default"));
    assert_eq!(said(&refused), [""; 0]);
}

#[test]
fn news_beside_the_data_has_connects_names() {
    use crate::sandbox::control::Retries;
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
    use crate::sandbox::control::Configure;
    let mut engine = talking(&[]);
    let told = engine.act(
        Action::Configure(Configure {
            softphone: Some(false),
            permissions: Some(Vec::new()),
            dialable: Some(vec!["fr".to_owned()]),
            multi_party: Some(true),
        }),
        after(7000),
    );
    let data = posted(&told, "agent::update");
    let configuration = &data["configuration"];
    assert_eq!(configuration["softphoneEnabled"], false);
    assert_eq!(configuration["permissions"], json!([]));
    assert_eq!(configuration["dialableCountries"], json!(["fr"]));
    let features = &data["snapshot"]["contacts"][0]["contactFeatures"];
    assert_eq!(features["multiPartyConferenceEnabled"], true);
}

#[test]
fn what_an_administrator_sets_is_not_taken_back_by_what_is_told_late() {
    use crate::sandbox::control::Configure;
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
        Effect::Report(_) | Effect::Reload | Effect::Save(_) => None,
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
    let own = &monitored["connections"][0];
    assert_eq!(own["type"], "monitoring");
    assert_eq!(own["state"]["type"], "silent_monitor");
    assert_eq!(own["monitorStatus"], "SILENT_MONITOR");
    assert_eq!(own["monitorCapabilities"], json!(["SILENT_MONITOR", "BARGE"]));
}
