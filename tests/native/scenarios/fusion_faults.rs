//! Fusion answers late, never, twice or with another id: the phone call goes on, each request goes out once,
//! and the card says how the screen pop stands.

use super::over_both;
use crate::desk::{CALL, Desk, Direction, NAME, begun, wrapped_up};
use fusion_connect_toolbar::domain::{Intent, Millis};
use fusion_connect_toolbar::view::{CardView, FusionHealth, PersonName, Phase, PopView};
use sandbox::control::Action;
use sandbox::fusion::desktop::Button;

const NEW: &str = "newCommEvent";
const START: &str = "startCommEvent";
const CLOSE: &str = "closeCommEvent";

fn name(card: &CardView) -> Option<&str> {
    card.name.as_ref().map(PersonName::as_str)
}

#[test]
fn a_late_fusion_is_waited_for_and_no_request_goes_out_twice() {
    over_both("fusion-late", |mut desk| {
        desk.rings();
        assert_eq!(desk.card(Phase::Ringing).pop, PopView::LookingUp);
        desk.press("Accept");
        desk.pass(Millis::seconds(3));
        let card = desk.card(Phase::Connected);
        assert_eq!((card.pop, name(&card)), (PopView::Opening, Some(NAME)));
        desk.pass(Millis::seconds(3));
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
        assert_eq!(desk.span((Direction::In, NEW), (Direction::In, START)), Millis::seconds(3));
        desk.before(&format!("new {CALL} answered"), &format!("start {CALL}"));
        assert_eq!(desk.tabs(), [NAME]);
        desk.finishes();
        desk.pass(Millis::seconds(10));
        assert_eq!(desk.told(), wrapped_up());
    });
}

#[test]
fn a_lookup_that_comes_too_late_still_gives_the_caller_a_name() {
    over_both("new-late", |mut desk| {
        desk.rings();
        desk.pass(Millis(5_900));
        assert_eq!(desk.card(Phase::Ringing).pop, PopView::LookingUp);
        desk.pass(Millis(100));
        let card = desk.card(Phase::Ringing);
        assert_eq!((card.pop, card.unanswered_call.is_some()), (PopView::LookupFailed, true));
        assert_eq!(card.name, None);
        desk.pass(Millis::seconds(2));
        let card = desk.card(Phase::Ringing);
        assert_eq!((name(&card), card.unanswered_call.as_ref()), (Some(NAME), None));
        desk.press("Accept");
        assert_eq!(desk.told(), begun());
        let [start] = desk.sent(START)[..] else { panic!("one start") };
        assert_eq!(start["inData"]["SVCMCA_CONTACT_NAME"], NAME);
        assert!(start["inData"]["callStatus"].is_null(), "of the toolbar, not of the lookup");
    });
}

#[test]
fn without_an_answer_to_new_comm_event_the_call_is_started_after_six_seconds() {
    over_both("new-never", |mut desk| {
        desk.rings();
        desk.press("Accept");
        desk.card(Phase::Connected);
        let start_waits = [format!("new {CALL}")];
        assert_eq!(desk.told(), start_waits, "start waits for the lookup, accept does not");
        desk.pass(Millis::seconds(6));
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
        assert_eq!(desk.span((Direction::In, NEW), (Direction::In, START)), Millis::seconds(6));
        assert_eq!(desk.asked("acceptContact"), ["success"]);
        desk.finishes();
        assert_eq!(desk.told(), wrapped_up());
    });
}

#[test]
fn a_call_that_nobody_answered_is_closed_once_more_when_its_lookup_comes_after_the_close() {
    over_both("new-late", |mut desk| {
        desk.rings();
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        let close = format!("close {CALL} ABANDONED");
        desk.pass(Millis::seconds(7));
        assert_eq!(desk.told(), [format!("new {CALL}"), close.clone()]);
        assert_eq!(desk.span((Direction::In, NEW), (Direction::In, CLOSE)), Millis::seconds(6));
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.told(), [format!("new {CALL}"), close.clone(), close]);
        let answered = desk.only(Direction::Out, NEW).at;
        let closes = desk.logged(|entry| entry.is(Direction::In, CLOSE));
        assert_eq!(closes[1].at, answered, "as soon as Fusion knows the call");
    });
}

#[test]
fn a_late_start_is_told_as_unconfirmed_and_then_as_open() {
    over_both("start-late", |mut desk| {
        desk.talks();
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Opening);
        desk.pass(Millis::seconds(6));
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Silent);
        desk.pass(Millis::seconds(2));
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        assert_eq!(desk.told(), wrapped_up());
    });
}

#[test]
fn a_start_without_an_answer_does_not_hold_up_the_end_of_the_call() {
    over_both("start-never", |mut desk| {
        desk.talks();
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        assert_eq!(desk.told(), begun(), "one request at a time");
        desk.pass(Millis::seconds(6));
        assert_eq!(desk.told(), wrapped_up());
        assert_eq!(desk.span((Direction::In, START), (Direction::In, CLOSE)), Millis::seconds(6));
    });
}

#[test]
fn a_fusion_that_never_answers_is_named_and_the_phone_works() {
    over_both("fusion-never", |mut desk| {
        desk.until("Fusion is named", |desk| desk.health().fusion == FusionHealth::NotAnswering);
        desk.talks();
        desk.until("the start is given up", |desk| {
            desk.card(Phase::Connected).pop == PopView::Silent
        });
        desk.finishes();
        assert_eq!(desk.asked("acceptContact"), ["success"]);

        desk.fault("fusion-never", false);
        desk.intend(Intent::RetryFusion);
        desk.until("the link", Desk::is_healthy);
    });
}

#[test]
fn an_answer_that_comes_twice_changes_nothing() {
    over_both("fusion-twice", |mut desk| {
        desk.talks();
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
        assert_eq!(desk.tabs(), [NAME]);
        desk.finishes();
        assert_eq!(desk.told(), wrapped_up());
        assert_eq!(desk.logged(|entry| entry.is(Direction::Out, START)).len(), 2);
        assert_eq!(desk.health().refused_messages, 0);
    });
}

#[test]
fn an_id_of_fusions_own_is_used_from_its_answer_on_in_both_directions() {
    over_both("fusion-other-event-id", |mut desk| {
        let other = format!("{CALL}-fusion");
        desk.rings();
        assert_eq!(name(&desk.card(Phase::Ringing)), Some(NAME));
        desk.press_in_fusion(Button::Answer);
        desk.card(Phase::Connected);
        desk.press_in_fusion(Button::EndCall);
        desk.card(Phase::AfterCallWork);
        let close = format!("close {other} WRAPUP");
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("start {other}"), close]);
        assert_eq!(desk.replies("accept"), ["success"]);
        assert_eq!(desk.replies("disconnect"), ["success"]);
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}
