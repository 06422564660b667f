//! Availability: the agent, Fusion and a supervisor change it, and each side shows what Connect said.

use super::{over_both, over_both_as};
use crate::desk::{Desk, Setup};
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{Failure, Phase, Refusal, StateLabel};
use sandbox::control::Action;
use sandbox::fusion::desktop::Icon;
use serde_json::json;

/// Asserts that the toolbar shows this state and Fusion tells of it.
fn is_in(desk: &Desk, state: &str) {
    let available = state == "Available";
    assert_eq!(desk.view().status.available, available);
    assert_eq!(*desk.state(), StateLabel::Named(state.to_owned()));
    let (icon, words) = if available { (Icon::Green, "Idle") } else { (Icon::Amber, state) };
    assert_eq!(desk.fusion.agent, (icon, words.to_owned()));
}

#[test]
fn one_press_takes_the_agent_off_the_queue_and_one_brings_them_back() {
    over_both("", |mut desk| {
        is_in(&desk, "Available");
        desk.toggle_availability();
        is_in(&desk, "Lunch");
        desk.toggle_availability();
        is_in(&desk, "Available");
        assert_eq!(desk.asked("putAgentState"), ["success", "success"]);
        assert_eq!(desk.states_told(), ["Idle: true", "Lunch: false", "Idle: true"]);
    });
}

#[test]
fn the_state_of_the_configuration_is_the_one_for_not_available() {
    let config = json!({ "connect": { "unavailableState": "Training" } });
    over_both_as(&Setup { config, ..Setup::default() }, |mut desk| {
        desk.toggle_availability();
        is_in(&desk, "Training");
    });
}

#[test]
fn a_change_counts_only_when_connect_has_confirmed_it() {
    over_both("connect-late", |mut desk| {
        desk.toggle_availability();
        desk.toggle_availability();
        let pending = desk.view().status.pending.clone().unwrap();
        assert_eq!((pending.name.as_str(), pending.after_contact), ("Lunch", false));
        is_in(&desk, "Available");
        desk.pass(Millis::seconds(10));
        is_in(&desk, "Lunch");
        assert!(!desk.saw(|view| view.status.pending.is_some() && !view.status.available));
        assert_eq!(desk.view().status.pending, None);
        assert_eq!(desk.asked("putAgentState"), ["success"], "the second press was the same wish");
    });
}

#[test]
fn a_state_that_is_called_as_one_of_connects_own_is_queued_and_taken_by_its_key() {
    let config = json!({ "connect": { "unavailableState": "Busy" } });
    let setup = Setup { config, faults: "state-named-busy", ..Setup::default() };
    over_both_as(&setup, |mut desk| {
        desk.talks();
        assert_eq!(*desk.state(), StateLabel::Busy);
        assert!(desk.view().status.choices.iter().all(|choice| !choice.current));
        assert_eq!(desk.agent_command("makeUnavailable")["result"], "success");
        assert_eq!(desk.asked("putAgentState"), ["success"], "Connect was asked");
        assert_eq!(desk.view().status.next.as_deref(), Some("Busy"));
        desk.finishes();
        is_in(&desk, "Busy");
    });
}

#[test]
fn fusion_makes_the_agent_unavailable_and_available() {
    over_both("", |mut desk| {
        assert_eq!(desk.agent_command("makeUnavailable")["result"], "success");
        is_in(&desk, "Lunch");
        assert_eq!(desk.agent_command("makeAvailable")["result"], "success");
        is_in(&desk, "Available");
        assert_eq!(desk.agent_command("makeAvailable")["result"], "success");
        let changes = desk.asked("putAgentState");
        assert_eq!(changes, ["success", "success"], "nothing to change the third time");
    });
}

#[test]
fn what_a_supervisor_sets_is_shown_and_told_to_fusion() {
    over_both("", |mut desk| {
        desk.act(Action::AgentState { name: "Training".into() });
        is_in(&desk, "Training");
        desk.act(Action::AgentState { name: "Available".into() });
        is_in(&desk, "Available");
        assert_eq!(desk.states_told(), ["Idle: true", "Training: false", "Idle: true"]);
        assert!(desk.asked("putAgentState").is_empty());
    });
}

#[test]
fn connects_refusal_is_shown_and_told() {
    over_both("state-fails", |mut desk| {
        desk.toggle_availability();
        let refusal = desk.view().status.refusal.clone();
        let is_connects = matches!(refusal, Some(Refusal::Connect(Failure::Refused { .. })));
        assert!(is_connects, "{refusal:?}");
        is_in(&desk, "Available");

        let reply = desk.agent_command("makeUnavailable");
        assert_eq!(reply["result"], "failure");
        let why = reply["resultDisplayString"].as_str().unwrap();
        assert!(why.starts_with("Amazon Connect refused: "), "{why}");
        assert_eq!(desk.states_told(), ["Idle: true"]);

        desk.fault("state-fails", false);
        desk.toggle_availability();
        is_in(&desk, "Lunch");
        assert_eq!(desk.view().status.refusal, None);
    });
}

#[test]
fn during_a_call_the_change_waits_for_the_end_of_the_contact() {
    over_both("", |mut desk| {
        desk.talks();
        desk.toggle_availability();
        let status = &desk.view().status;
        assert_eq!((status.next.as_deref(), status.available), (Some("Lunch"), false));
        assert_eq!(*desk.state(), StateLabel::Busy);
        let asked = &desk.requests("putAgentState")[0];
        assert_eq!(asked["enqueueNextState"], true);

        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        desk.press("Clear contact");
        is_in(&desk, "Lunch");
        assert_eq!(desk.view().status.next, None);
    });
}
