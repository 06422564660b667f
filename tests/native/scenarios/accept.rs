//! Accepting: whichever side does it, Connect is asked once, Fusion is told once, one page opens.

use super::over_both;
use crate::desk::{CALL, Desk, Direction, NAME, ring};
use fusion_connect_toolbar::domain::{Intent, Millis};
use fusion_connect_toolbar::view::{PendingAction, PersonName, Phase, Phone, PopView, StateLabel};
use sandbox::control::{Action, Ring};
use sandbox::fusion::desktop::{Button, Stage};

/// Asserts that it was answered and opened once, in Fusion's panel, and only after the lookup.
fn opened_once(desk: &Desk, accepts: usize) {
    desk.answered_once(accepts);
    assert_eq!(desk.stages(), [Stage::Active]);
    desk.before(&format!("new {CALL} answered"), &format!("start {CALL}"));
}

#[test]
fn the_agent_answers_in_fusions_dialog() {
    over_both("", |mut desk| {
        desk.rings();
        assert_eq!(desk.fusion.calls[0].name, NAME);
        desk.press_in_fusion(Button::Answer);
        let card = desk.card(Phase::Connected);
        assert_eq!(card.name.as_ref().map(PersonName::as_str), Some(NAME));
        assert_eq!(card.number, Phone::parse(&ring().number.unwrap()));
        assert_eq!(card.pop, PopView::Open);
        opened_once(&desk, 1);
        assert_eq!(desk.replies("accept"), ["success"]);
    });
}

#[test]
fn the_agent_answers_in_the_toolbar() {
    over_both("", |mut desk| {
        let card = desk.talks();
        assert_eq!(card.pop, PopView::Open);
        opened_once(&desk, 1);
        assert!(desk.replies("accept").is_empty(), "Fusion asked for nothing");
        assert_eq!(desk.view().status.state.as_ref().unwrap().label, StateLabel::Busy);
    });
}

#[test]
fn the_agent_answers_on_both_sides_at_once() {
    over_both("", |mut desk| {
        desk.rings();
        // Connect says yes at once and shows it later, so that neither press finds the call answered.
        desk.act(Action::Delay { millis: 1500 });
        desk.press("Accept");
        desk.press_in_fusion(Button::Answer);
        desk.pass(Millis::seconds(2));
        opened_once(&desk, 1);
        assert_eq!(desk.replies("accept"), ["success"]);
    });
}

#[test]
fn fusions_accept_joins_the_one_under_way_in_the_toolbar() {
    over_both("connect-late", |mut desk| {
        desk.rings();
        desk.press("Accept");
        desk.press_in_fusion(Button::Answer);
        desk.pass(Millis::seconds(4));
        opened_once(&desk, 1);
        let answering = Some(PendingAction::Accept);
        assert!(desk.saw_card(|card| card.phase == Phase::Ringing && card.pending == answering));
        desk.before("accept?", "acceptContact");
        desk.before("acceptContact", "accept: success");
        assert_eq!(desk.replies("accept"), ["success"]);
    });
}

#[test]
fn a_command_of_fusion_that_comes_twice_is_carried_out_once() {
    over_both("dialog-command-twice", |mut desk| {
        desk.rings();
        desk.press_in_fusion(Button::Answer);
        opened_once(&desk, 1);
        assert_eq!(desk.replies("accept"), ["success", "success"], "each is answered");
    });
}

#[test]
fn a_second_press_before_connect_answers_changes_nothing() {
    over_both("connect-late", |mut desk| {
        desk.rings();
        let accept = Intent::Accept(desk.card(Phase::Ringing).contact);
        desk.intend(accept.clone());
        desk.intend(accept);
        desk.pass(Millis::seconds(4));
        opened_once(&desk, 1);
        assert!(desk.asked("destroyConnection").is_empty());
    });
}

#[test]
fn the_call_is_answered_in_amazons_panel() {
    over_both("", |mut desk| {
        desk.rings();
        desk.act(Action::AcceptInCcp { contact: None });
        opened_once(&desk, 0);
    });
}

#[test]
fn connect_answers_for_the_agent() {
    over_both("", |mut desk| {
        desk.act(Action::Ring(Ring { auto_accept: true, ..ring() }));
        desk.until("the call is on", |desk| desk.phase() == Some(Phase::Connected));
        opened_once(&desk, 0);
    });
}

#[test]
fn an_accept_before_the_lookup_is_done_connects_first_and_opens_the_page_afterwards() {
    over_both("fusion-late", |mut desk| {
        desk.rings();
        desk.press_in_fusion(Button::Answer);
        assert_eq!(desk.card(Phase::Connected).pop, PopView::LookingUp);
        desk.pass(Millis::seconds(10));
        opened_once(&desk, 1);
        desk.before(&format!("{CALL} connected"), &format!("new {CALL} answered"));
        desk.before("accept: success", &format!("new {CALL} answered"));
    });
}

#[test]
fn a_lookup_beyond_the_time_limit_opens_the_page_without_it_once() {
    // Fusion withholds its answer after such a start; without that it comes after eight seconds.
    over_both("new-late,-start-withholds-new", |mut desk| {
        desk.rings();
        desk.press("Accept");
        desk.pass(Millis::seconds(7));
        let new = (Direction::In, "newCommEvent");
        assert_eq!(desk.span(new, (Direction::In, "startCommEvent")), Millis::seconds(6));
        assert!(desk.logged(|entry| entry.is(Direction::Out, "newCommEvent")).is_empty());
        desk.pass(Millis::seconds(2));
        assert_eq!(desk.span(new, (Direction::Out, "newCommEvent")), Millis::seconds(8));
        let name = desk.card(Phase::Connected).name;
        assert_eq!(name.as_ref().map(PersonName::as_str), Some(NAME));
        desk.answered_once(1);
    });
}
