//! Ending: whoever hangs up, Fusion is told once as the configuration has it, and the agent wraps up.

use super::{over_both, over_both_as};
use crate::desk::{CALL, Desk, Direction, NAME, Setup};
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{PendingAction, Phase, StateLabel};
use sandbox::control::Action;
use sandbox::fusion::desktop::{Button, Icon, Stage};
use serde_json::json;

/// Asserts after-call work on both sides.
fn works(desk: &Desk) {
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.fusion.calls[0].name, NAME);
    assert_eq!(desk.stages(), [Stage::WrapUp]);
    assert_eq!(*desk.state(), StateLabel::AfterCallWork);
    assert!(!desk.has_button("End call"));
}

/// Asserts after-call work on both sides, and puts the contact away.
fn wraps_up(desk: &mut Desk) {
    works(desk);
    clears(desk);
}

fn clears(desk: &mut Desk) {
    desk.press("Clear contact");
    assert!(desk.view().cards.is_empty());
    assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
    assert_eq!(desk.asked("clearContact"), ["success"]);
}

/// Asserts that the call was begun, ended with these reasons, and nothing else was told.
fn closed(desk: &Desk, reasons: &[&str]) {
    let begun = [format!("new {CALL}"), format!("start {CALL}")];
    let closes = reasons.iter().map(|reason| format!("close {CALL} {reason}"));
    assert_eq!(desk.told(), begun.into_iter().chain(closes).collect::<Vec<_>>());
    assert_eq!(desk.violations(), Vec::<&str>::new());
}

/// A desk with this wrap-up configured.
fn with(wrap_up: &str, seconds: u64) -> Setup {
    let fusion = json!({ "wrapUp": wrap_up, "wrapUpSeconds": seconds });
    Setup { config: json!({ "fusion": fusion }), ..Setup::default() }
}

#[test]
fn the_agent_ends_the_call_in_the_toolbar() {
    over_both("", |mut desk| {
        desk.talks();
        desk.press("End call");
        wraps_up(&mut desk);
        closed(&desk, &["WRAPUP"]);
        assert_eq!(desk.asked("destroyConnection"), ["success"]);
        assert!(desk.replies("disconnect").is_empty(), "Fusion asked for nothing");
    });
}

#[test]
fn the_agent_ends_the_call_in_fusion() {
    over_both("", |mut desk| {
        desk.talks();
        desk.press_in_fusion(Button::EndCall);
        wraps_up(&mut desk);
        closed(&desk, &["WRAPUP"]);
        assert_eq!(desk.replies("disconnect"), ["success"]);
        assert_eq!(desk.asked("destroyConnection"), ["success"]);
    });
}

#[test]
fn the_agent_ends_the_call_on_both_sides() {
    over_both("connect-late", |mut desk| {
        desk.rings();
        desk.press("Accept");
        desk.until("the call is on", |desk| desk.phase() == Some(Phase::Connected));
        desk.press("End call");
        desk.press_in_fusion(Button::EndCall);
        assert_eq!(desk.card(Phase::Connected).pending, Some(PendingAction::End));
        desk.pass(Millis::seconds(4));
        works(&desk);
        desk.before("disconnect?", "destroyConnection");
        closed(&desk, &["WRAPUP"]);
        assert_eq!(desk.replies("disconnect"), ["success"]);
        assert_eq!(desk.asked("destroyConnection"), ["success"]);
    });
}

#[test]
fn the_customer_hangs_up() {
    over_both("", |mut desk| {
        desk.talks();
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        wraps_up(&mut desk);
        closed(&desk, &["WRAPUP"]);
        assert!(desk.asked("destroyConnection").is_empty());
    });
}

#[test]
fn the_contact_is_cleared_in_amazons_panel() {
    over_both("", |mut desk| {
        desk.talks();
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        works(&desk);
        desk.act(Action::Clear { contact: None });
        assert!(desk.view().cards.is_empty());
        assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
        closed(&desk, &["WRAPUP"]);
        assert!(desk.asked("clearContact").is_empty());
    });
}

#[test]
fn a_call_that_vanishes_from_connect_is_ended_in_fusion() {
    over_both("", |mut desk| {
        desk.talks();
        desk.act(Action::Vanish { contact: None });
        assert!(desk.view().cards.is_empty());
        assert_eq!(desk.stages(), [Stage::WrapUp]);
        closed(&desk, &["WRAPUP"]);
    });
}

#[test]
fn the_wrap_up_saved_in_fusion_disturbs_nothing() {
    over_both("", |mut desk| {
        desk.talks();
        desk.press("End call");
        works(&desk);
        desk.press_in_fusion(Button::SaveWrapUp);
        assert!(desk.stages().is_empty());
        desk.card(Phase::AfterCallWork);
        clears(&mut desk);
        closed(&desk, &["WRAPUP"]);
        let engagements = desk.agent_command("getActiveEngagements")["outData"].clone();
        assert_eq!(engagements, json!({ "activeCount": 0, "engagements": [] }));
    });
}

#[test]
fn each_stage_has_a_clock_that_runs_from_its_begin() {
    over_both("", |mut desk| {
        desk.rings();
        desk.pass(Millis::seconds(7));
        let answered = desk.now;
        desk.press("Accept");
        assert_eq!(desk.card(Phase::Connected).since, answered);
        desk.pass(Millis::seconds(90));
        assert_eq!(desk.card(Phase::Connected).since, answered, "it runs on");
        let ended = desk.now;
        desk.press("End call");
        assert_eq!(
            desk.card(Phase::AfterCallWork).since,
            ended,
            "after-call work has its own time"
        );
        assert_eq!(desk.view().status.state.as_ref().unwrap().since, ended);
        desk.pass(Millis::seconds(90));
        assert_eq!(desk.card(Phase::AfterCallWork).since, ended);
    });
}

#[test]
fn a_timed_wrap_up_ends_when_the_contact_is_cleared() {
    over_both_as(&with("timed", 600), |mut desk| {
        desk.talks();
        desk.press("End call");
        wraps_up(&mut desk);
        assert!(desk.stages().is_empty());
        closed(&desk, &["WRAPUP", "ENDCOMMUNICATION"]);
        desk.pass(Millis::seconds(900));
        closed(&desk, &["WRAPUP", "ENDCOMMUNICATION"]);
    });
}

#[test]
fn a_timed_wrap_up_ends_when_its_time_is_over() {
    over_both_as(&with("timed", 3), |mut desk| {
        desk.talks();
        desk.press("End call");
        works(&desk);
        desk.pass(Millis::seconds(3));
        closed(&desk, &["WRAPUP", "ENDCOMMUNICATION"]);
        let closes = desk.logged(|entry| entry.is(Direction::In, "closeCommEvent"));
        assert_eq!(closes[1].at.since(closes[0].at), Millis::seconds(3));
        assert!(desk.stages().is_empty());
        clears(&mut desk);
        closed(&desk, &["WRAPUP", "ENDCOMMUNICATION"]);
    });
}

#[test]
fn without_wrap_up_the_call_is_closed_at_once() {
    over_both_as(&with("none", 600), |mut desk| {
        desk.talks();
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        assert!(desk.stages().is_empty(), "neither panel nor wrap-up");
        clears(&mut desk);
        closed(&desk, &["ENDCOMMUNICATION"]);
    });
}
