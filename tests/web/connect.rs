//! Proves the adapter against the real Streams library: what it tells, what it calls, what it leaves.
//!
//! The CCP is the simulator, playing in a frame of this very page: the frame only passes messages on.
//! What an agent does on the phone, and the ways in and out, are proved to the letter of the wire in
//! `phone` and `doors`, by a CCP of a few lines in `wire`.

mod link;
mod phone;
mod sign_in_out;
mod stage;
mod wire;

use crate::wait::sleep;
use fusion_connect_toolbar::domain::{
    ConnectRequest, ContactState, Event, Failure, LinkFact, Seen, Snapshot, StateArn,
};
use sandbox::ccp::Fault;
use sandbox::control::{Action, Ring};
use stage::{Stage, code, library_is_hidden, storage_is_denied};
use wasm_bindgen_test::wasm_bindgen_test;

fn ring() -> Action {
    Action::Ring(Ring::default())
}

fn link(fact: LinkFact) -> Event {
    Event::LinkChanged(fact)
}

fn agent(events: &[Event]) -> Option<&str> {
    events.iter().rev().find_map(|event| match event {
        Event::SnapshotTaken(Snapshot { agent, .. }) => Some(agent.state.name.as_str()),
        _ => None,
    })
}

fn snapshots(events: &[Event]) -> usize {
    events.iter().filter(|event| matches!(event, Event::SnapshotTaken(_))).count()
}

/// A session whose agent is there.
async fn ready(faults: &[Fault]) -> Stage {
    let mut stage = Stage::open(faults);
    stage.start();
    stage.until(|events| agent(events) == Some("Available")).await;
    stage
}

/// The same with a call that rings.
async fn ringing(faults: &[Fault]) -> Stage {
    let stage = ready(faults).await;
    stage.act(ring());
    stage.until(|events| agent(events) == Some("PendingBusy")).await;
    stage
}

#[wasm_bindgen_test]
async fn it_starts_and_tells_the_first_snapshot_once() {
    let stage = ready(&[]).await;
    sleep(200).await;
    let events = stage.events();
    let facts: Vec<&Event> =
        events.iter().filter(|event| matches!(event, Event::LinkChanged(_))).collect();
    assert_eq!(facts, [&link(LinkFact::Initialising), &link(LinkFact::Acknowledged)]);
    assert_eq!(snapshots(&events), 1);
    assert_eq!(events.iter().filter(|event| **event == Event::CcpHeard).count(), 1);
    stage.act(Action::ResendSnapshot);
    stage.until(|events| snapshots(events) == 2).await;
}

#[wasm_bindgen_test]
async fn a_call_is_accepted_ended_and_cleared() {
    let stage = ringing(&[]).await;
    let id = stage.contact();
    for (request, state) in [
        (ConnectRequest::Accept(id.clone()), "Busy"),
        (ConnectRequest::End(id.clone()), "AfterCallWork"),
        (ConnectRequest::Clear(id.clone()), "Available"),
    ] {
        let command = stage.execute(request.clone());
        assert_eq!(stage.settled(command).await, Ok(()), "{request:?}");
        stage.until(|events| agent(events) == Some(state)).await;
    }
    assert_eq!(
        stage.asked(),
        ["acceptContact success", "destroyConnection success", "clearContact success"]
    );
    stage.act(ring());
    stage.until(|events| agent(events) == Some("PendingBusy")).await;
    let command = stage.execute(ConnectRequest::Reject(stage.contact()));
    assert_eq!(stage.settled(command).await, Ok(()));
    stage.until(|events| agent(events) == Some("MissedCallAgent")).await;
}

#[wasm_bindgen_test]
async fn a_reload_finds_the_call_as_it_is() {
    let stage = ringing(&[]).await;
    let command = stage.execute(ConnectRequest::Accept(stage.contact()));
    stage.settled(command).await.unwrap();
    stage.until(|events| agent(events) == Some("Busy")).await;
    stage.forget_events();
    stage.session().restart();
    stage.until(|events| agent(events) == Some("Busy")).await;
    let events = stage.events();
    assert_eq!(events.first(), Some(&link(LinkFact::Initialising)));
    assert_eq!(snapshots(&events), 1, "{events:?}");
    let command = stage.execute(ConnectRequest::End(stage.contact()));
    assert_eq!(stage.settled(command).await, Ok(()));
    stage.until(|events| agent(events) == Some("AfterCallWork")).await;
    sleep(300).await;
    assert_eq!(snapshots(&stage.events()), 2, "no handler of the former link is left");
}

#[wasm_bindgen_test]
async fn a_refusal_keeps_its_type_and_nothing_else() {
    let stage = ringing(&[Fault::AcceptFails, Fault::RejectFails]).await;
    let refused = |kind: &str| Err(Failure::Refused { kind: kind.to_owned() });
    // Streams hides why an accept failed (`connect.md` D.7).
    let accept = stage.execute(ConnectRequest::Accept(stage.contact()));
    assert_eq!(stage.settled(accept).await, refused("error"));
    let reject = stage.execute(ConnectRequest::Reject(stage.contact()));
    assert_eq!(stage.settled(reject).await, refused("InvalidStateException"));
}

#[wasm_bindgen_test]
async fn an_answer_that_never_comes_is_given_up_and_a_late_one_is_told() {
    let stage = ringing(&[Fault::ConnectNever]).await;
    let command = stage.execute(ConnectRequest::Accept(stage.contact()));
    sleep(7000).await;
    assert_eq!(stage.outcomes(command), []);
    sleep(700).await;
    assert_eq!(stage.outcomes(command), [Err(Failure::TimedOut)]);
    stage.answer_late();
    sleep(100).await;
    assert_eq!(stage.outcomes(command), [Err(Failure::TimedOut), Ok(())]);
    assert_eq!(Stage::handlers_that_failed(), 0);
}

#[wasm_bindgen_test]
async fn what_streams_throws_settles_the_command() {
    let stage = ready(&[]).await;
    let gone = fusion_connect_toolbar::domain::ContactId::new("nobody");
    let end = stage.execute(ConnectRequest::End(gone));
    assert_eq!(stage.settled(end).await, Err(Failure::Threw("StateError".to_owned())));
    let none = ConnectRequest::SetState { arn: StateArn::new("arn:none"), enqueue: false };
    let command = stage.execute(none);
    let unknown = Failure::Refused { kind: "unknown_state".to_owned() };
    assert_eq!(stage.settled(command).await, Err(unknown));
}

#[wasm_bindgen_test]
async fn the_agents_state_is_set_by_its_arn_and_queued_during_a_call() {
    let stage = ready(&[]).await;
    let set = |name: &str, enqueue| ConnectRequest::SetState { arn: stage.arn(name), enqueue };
    let command = stage.execute(set("Lunch", false));
    assert_eq!(stage.settled(command).await, Ok(()));
    stage.until(|events| agent(events) == Some("Lunch")).await;
    let command = stage.execute(set("Available", false));
    stage.settled(command).await.unwrap();
    stage.act(ring());
    stage.until(|events| agent(events) == Some("PendingBusy")).await;
    let command = stage.execute(set("Offline", false));
    let invalid = Failure::Refused { kind: "InvalidStateException".to_owned() };
    assert_eq!(stage.settled(command).await, Err(invalid));
    let command = stage.execute(set("Offline", true));
    assert_eq!(stage.settled(command).await, Ok(()));
    stage.until(|events| matches!(events.last(), Some(Event::SnapshotTaken(s)) if s.agent.next.as_ref().is_some_and(|next| next.name == "Offline"))).await;
}

#[wasm_bindgen_test]
async fn a_garbled_contact_is_present_and_a_task_does_no_harm() {
    let stage = ready(&[Fault::ContactGarbled]).await;
    stage.act(ring());
    let garbled = |events: &[Event]| match events.last() {
        Some(Event::SnapshotTaken(snapshot)) => {
            matches!(snapshot.contacts.as_slice(), [Seen::Garbled { fault, .. }] if fault.contains("connections"))
        }
        _ => false,
    };
    stage.until(garbled).await;
    stage.act(Action::Reset);
    stage.act(Action::Fault { fault: Fault::ContactGarbled, on: false });
    let channel = sandbox::ccp::contact::Channel::Task;
    stage.act(Action::Ring(Ring { channel, ..Ring::default() }));
    let task = |events: &[Event]| match events.last() {
        Some(Event::SnapshotTaken(snapshot)) => match snapshot.contacts.as_slice() {
            [Seen::Contact(facts)] => facts.state == ContactState::Connecting,
            _ => false,
        },
        _ => false,
    };
    stage.until(task).await;
    assert_eq!(Stage::handlers_that_failed(), 0);
}

#[wasm_bindgen_test]
async fn the_logs_of_streams_stay_empty() {
    let stage = ready(&[]).await;
    for _ in 0..20 {
        stage.act(ring());
        stage.until(|events| agent(events) == Some("PendingBusy")).await;
        let id = stage.contact();
        for request in [
            ConnectRequest::Accept(id.clone()),
            ConnectRequest::End(id.clone()),
            ConnectRequest::Clear(id),
        ] {
            let command = stage.execute(request);
            stage.settled(command).await.unwrap();
        }
        stage.until(|events| agent(events) == Some("Available")).await;
        stage.forget_events();
    }
    let entries = code(
        "const l = connect.getLog(); return l._logs.length + l._serverBoundInternalLogs.length;",
    );
    assert!(entries.as_f64().unwrap() < 30.0, "{entries:?}");
}

#[wasm_bindgen_test]
async fn signing_out_and_in_again_is_told() {
    let stage = ready(&[]).await;
    stage.forget_events();
    stage.act(Action::SignOut);
    stage.until(|events| events.contains(&link(LinkFact::Terminated))).await;
    sleep(200).await;
    assert!(!stage.events().contains(&link(LinkFact::Acknowledged)));
    stage.act(Action::SignIn);
    stage.until(|events| events.last().is_some_and(|e| matches!(e, Event::SnapshotTaken(_)))).await;
    assert!(stage.events().contains(&link(LinkFact::Acknowledged)));
}

#[wasm_bindgen_test]
async fn a_login_window_that_is_blocked_is_told_and_a_click_repairs_the_link() {
    let mut stage = Stage::open(&[Fault::SignedOut]);
    code("window.openedByTest = window.open; window.open = () => null;");
    stage.start();
    let blocked = link(LinkFact::NotAcknowledged { popup_blocked: true });
    stage.until(|events| events.contains(&blocked)).await;
    stage.until(|events| events.contains(&link(LinkFact::RetriesExhausted))).await;
    stage.forget_events();
    stage.session().open_login();
    assert_eq!(stage.events(), [blocked]);
    code(
        "window.open = () => { const w = { closed: false, focus() {}, close() { this.closed = true; } }; window.loginOfTest = w; return w; };",
    );
    stage.session().open_login();
    assert_eq!(code("return window.loginOfTest.closed;").as_bool(), Some(false));
    stage.loads_with(&[]);
    stage.until(|events| agent(events) == Some("Available")).await;
    assert!(stage.events().contains(&link(LinkFact::Acknowledged)));
    assert_eq!(code("return window.loginOfTest.closed;").as_bool(), Some(true));
    sleep(1000).await;
    assert_eq!(stage.loaded(), 1, "the frame that works is not replaced");
    code("window.open = window.openedByTest;");
}

#[wasm_bindgen_test]
async fn access_denied_is_told() {
    let mut stage = Stage::open(&[Fault::AccessDenied]);
    stage.start();
    stage.until(|events| events.contains(&link(LinkFact::AccessDenied))).await;
    assert_eq!(snapshots(&stage.events()), 0);
}

#[wasm_bindgen_test]
async fn denied_storage_and_a_missing_library_are_told() {
    let mut stage = Stage::open(&[]);
    {
        let _denied = storage_is_denied();
        stage.start();
        assert_eq!(stage.events(), [link(LinkFact::StorageDenied)]);
    }
    stage.forget_events();
    let _hidden = library_is_hidden();
    "/no-such-script.js".clone_into(&mut stage.script_url);
    stage.start();
    stage.until(|events| matches!(events, [Event::LinkChanged(LinkFact::LibraryFailed(_))])).await;
}

#[wasm_bindgen_test]
async fn nothing_is_left_once_the_session_is_dropped() {
    let mut stage = ringing(&[]).await;
    stage.stop();
    stage.forget_events();
    assert_eq!(stage.container.children().length(), 0);
    let left =
        code("const b = connect.core.getEventBus(); return b.subMap.getAllSubscriptions().length;");
    assert_eq!(left.as_f64(), Some(0.0));
    stage.act(Action::ResendSnapshot);
    sleep(300).await;
    assert_eq!(stage.events(), []);
}
