//! Calls that nobody answers: they ring out, come back, or the caller gives up.

use super::over_both;
use crate::desk::{CALL, Desk, NAME};
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{AgentError, NoticeKind, PersonName, Phase, StateLabel};
use sandbox::control::Action;
use sandbox::fusion::desktop::{Button, Icon};

fn miss() -> Action {
    Action::Miss { contact: None, kind: None }
}

fn hangs_up() -> Action {
    Action::CustomerHangsUp { contact: None, as_missed: false }
}

fn again(same_connection: bool) -> Action {
    Action::ReRing { contact: None, same_connection }
}

/// Asserts that the offer was closed with this reason, and nothing is left of it in Fusion.
fn closed(desk: &Desk, reason: &str) {
    assert_eq!(desk.told(), [format!("new {CALL}"), format!("close {CALL} {reason}")]);
    assert!(desk.stages().is_empty());
    assert!(desk.tabs().is_empty());
    assert_eq!(desk.violations(), Vec::<&str>::new());
}

/// Asserts that there is no card, and one notice of this kind that names the caller.
fn noticed(desk: &Desk, kind: NoticeKind) {
    assert!(desk.view().cards.is_empty());
    let [notice] = &desk.view().notices[..] else { panic!("{:?}", desk.view().notices) };
    assert_eq!(notice.kind, kind);
    assert_eq!(notice.name.as_ref().map(PersonName::as_str), Some(NAME));
}

fn clears(desk: &mut Desk) {
    desk.press("Clear contact");
    assert!(desk.view().cards.is_empty());
    assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
    assert_eq!(desk.asked("clearContact"), ["success"]);
}

#[test]
fn a_call_that_rings_out_is_missed_on_both_sides() {
    over_both("", |mut desk| {
        desk.rings();
        desk.act(miss());
        let card = desk.card(Phase::Missed);
        assert_eq!(card.name.as_ref().map(PersonName::as_str), Some(NAME));
        assert_eq!(desk.fusion.agent, (Icon::Amber, "Missed call".to_owned()));
        assert_eq!(*desk.state(), StateLabel::Error(AgentError::MissedCall));
        clears(&mut desk);
        closed(&desk, "MISSED");
    });
}

#[test]
fn a_missed_contact_that_is_gone_at_once_leaves_a_notice() {
    over_both("missed-vanishes", |mut desk| {
        desk.rings();
        desk.act(miss());
        noticed(&desk, NoticeKind::Missed);
        closed(&desk, "MISSED");
    });
}

#[test]
fn the_missed_call_rings_again_as_a_new_offer_which_can_be_answered() {
    over_both("", |mut desk| {
        desk.rings();
        desk.act(miss());
        desk.card(Phase::Missed);
        closed(&desk, "MISSED");

        desk.act(again(false));
        desk.card(Phase::Ringing);
        assert_eq!((desk.dialogs(), desk.fusion.calls[1].name.as_str()), (1, NAME));
        desk.press_in_fusion(Button::Answer);
        desk.card(Phase::Connected);
        let offers = [
            format!("new {CALL}"),
            format!("close {CALL} MISSED"),
            format!("new {CALL}~2"),
            format!("start {CALL}~2"),
        ];
        assert_eq!(desk.told(), offers);
        assert_eq!(desk.asked("acceptContact"), ["success"]);
        assert_eq!((desk.tabs(), desk.dialogs()), (vec![NAME], 0));

        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        assert_eq!(desk.told()[..4], offers);
        assert_eq!(desk.told()[4..], [format!("close {CALL}~2 WRAPUP")]);
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}

#[test]
fn a_contact_that_comes_back_with_a_new_agent_leg_is_a_new_offer() {
    over_both("missed-vanishes", |mut desk| {
        desk.rings();
        desk.act(miss());
        closed(&desk, "MISSED");
        desk.act(again(false));
        desk.card(Phase::Ringing);
        let told = [format!("new {CALL}"), format!("close {CALL} MISSED"), format!("new {CALL}~2")];
        assert_eq!(desk.told(), told);
    });
}

#[test]
fn a_contact_that_comes_back_with_the_same_agent_leg_is_the_same_offer() {
    over_both("", |mut desk| {
        desk.rings();
        desk.act(Action::Vanish { contact: None });
        closed(&desk, "ABANDONED");
        desk.act(again(true));
        desk.card(Phase::Ringing);
        desk.press("Accept");
        desk.card(Phase::Connected);
        desk.pass(Millis::seconds(10));
        closed(&desk, "ABANDONED");
    });
}

#[test]
fn a_caller_who_gives_up_is_told_as_such_and_leaves_a_notice() {
    over_both("", |mut desk| {
        desk.rings();
        desk.act(hangs_up());
        noticed(&desk, NoticeKind::CallerGaveUp);
        assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
        closed(&desk, "ABANDONED");
        assert!(desk.asked("rejectContact").is_empty());
    });
}

#[test]
fn a_caller_who_gives_up_and_stays_listed_with_an_error_is_told_as_such() {
    over_both("", |mut desk| {
        desk.rings();
        desk.act(Action::Miss { contact: None, kind: Some("FailedConnectCustomer".into()) });
        desk.card(Phase::Abandoned);
        clears(&mut desk);
        closed(&desk, "ABANDONED");
    });
}

#[test]
fn a_caller_who_gives_up_in_the_moment_of_the_answer_costs_nothing() {
    over_both("connect-late", |mut desk| {
        desk.rings();
        desk.press_in_fusion(Button::Answer);
        desk.act(hangs_up());
        assert!(desk.view().cards.is_empty());
        desk.pass(Millis::seconds(10));
        assert_eq!(desk.asked("acceptContact").len(), 1);
        closed(&desk, "ABANDONED");
        let replies = desk.replies("accept");
        let [reply] = &replies[..] else { panic!("answered once: {replies:?}") };
        assert!(!reply.starts_with("success"), "{reply}");
    });
}
