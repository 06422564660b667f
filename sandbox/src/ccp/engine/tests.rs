//! What the simulated CCP says, and when, with and without its faults.

mod audio;
mod events;

use super::*;
use crate::control::{Action, Ring};

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
        Effect::Report(_) | Effect::Reload | Effect::Save(_) | Effect::Sdk(_) => None,
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
        Effect::Post(_) | Effect::Report(_) | Effect::Reload | Effect::Save(_) | Effect::Sdk(_) => {
            None
        }
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

/// A call with audio that was taken, and the answers to it told.
fn talking(faults: &[Fault]) -> Engine {
    let mut engine = ringing(faults);
    ask(&mut engine, "acceptContact", after(3000));
    engine.pass(after(6000));
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
