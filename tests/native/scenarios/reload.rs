//! The toolbar's page is loaded again at every point of a call: what was told is not told again, what was
//! asked is not asked again, and what is owed is done later.

use super::{over_both, over_both_as};
use crate::desk::{CALL, Desk, Direction, NAME, Setup};
use fusion_connect_toolbar::config::TransportChoice;
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{CardView, PersonName, Phase, PopView};
use sandbox::control::Action;
use sandbox::fusion::desktop::Button;
use serde_json::json;

/// Loads the toolbar's page again, until it is linked with both sides.
fn reload(desk: &mut Desk) {
    desk.reload();
    desk.until("both sides are linked", Desk::is_healthy);
}

fn named(card: &CardView) -> Option<&str> {
    card.name.as_ref().map(PersonName::as_str)
}

/// Asserts that the whole call was told once, and one page opened.
fn told_whole(desk: &Desk) {
    let whole = [format!("new {CALL}"), format!("start {CALL}"), format!("close {CALL} WRAPUP")];
    assert_eq!(desk.told(), whole);
    assert_eq!(desk.tabs(), [NAME]);
    assert_eq!(desk.violations(), Vec::<&str>::new());
}

fn over(transport: TransportChoice, faults: &'static str) -> Desk {
    Desk::new(Setup { faults, transport, ..Setup::default() })
}

fn hangs_up() -> Action {
    Action::CustomerHangsUp { contact: None, as_missed: false }
}

#[test]
fn while_it_rings_there_is_no_second_offer_and_the_caller_still_has_a_name() {
    over_both("", |mut desk| {
        desk.rings();
        assert_eq!(named(&desk.card(Phase::Ringing)), Some(NAME));
        reload(&mut desk);
        assert_eq!(named(&desk.card(Phase::Ringing)), Some(NAME));
        desk.press_in_fusion(Button::Answer);
        let card = desk.card(Phase::Connected);
        assert_eq!(card.pop, PopView::Open);
        assert!(!card.recovered, "it was answered in this page");
        assert_eq!(desk.replies("accept"), ["success"]);
        desk.answered_once(1);
        desk.finishes();
        told_whole(&desk);
    });
}

#[test]
fn in_mid_call_there_is_no_second_pop_the_card_says_what_it_lacks_and_it_is_closed_properly() {
    over_both("", |mut desk| {
        assert_eq!(desk.talks().pop, PopView::Open);
        reload(&mut desk);
        let card = desk.card(Phase::Connected);
        assert!(card.recovered);
        assert_eq!((named(&card), card.pop), (Some(NAME), PopView::Open));
        assert_eq!(desk.tabs(), [NAME]);
        desk.finishes();
        told_whole(&desk);
        assert_eq!(desk.sent("closeCommEvent")[0]["inData"]["SVCMCA_CONTACT_NAME"], NAME);
    });
}

/// The page is loaded again between `newCommEvent` and its answer.
fn reloads_before_new_is_answered(transport: TransportChoice) -> Desk {
    let mut desk = over(transport, "new-late");
    desk.rings();
    assert_eq!(desk.told(), [format!("new {CALL}")]);
    reload(&mut desk);
    assert_eq!(named(&desk.card(Phase::Ringing)), None);
    desk.until("the lookup is over", |desk| desk.card(Phase::Ringing).pop != PopView::LookingUp);
    desk
}

#[test]
fn the_answer_to_new_that_comes_to_another_page_than_asked_still_counts() {
    let mut desk = reloads_before_new_is_answered(TransportChoice::Mca);
    desk.until("the late answer", |desk| {
        !desk.logged(|entry| entry.is(Direction::Out, "newCommEvent")).is_empty()
    });
    assert_eq!(named(&desk.card(Phase::Ringing)), Some(NAME));
    desk.press("Accept");
    desk.card(Phase::Connected);
    desk.finishes();
    told_whole(&desk);
}

#[test]
fn the_answer_to_new_that_was_promised_to_a_page_that_is_gone_is_not_waited_for() {
    let mut desk = reloads_before_new_is_answered(TransportChoice::Uef);
    let card = desk.card(Phase::Ringing);
    assert_eq!(card.pop, PopView::LookupFailed);
    assert!(card.unanswered_call.is_some());
    desk.press("Accept");
    desk.card(Phase::Connected);
    desk.finishes();
    told_whole(&desk);
}

#[test]
fn between_start_and_its_answer_there_is_no_second_pop() {
    for (transport, pop) in
        [(TransportChoice::Mca, PopView::Open), (TransportChoice::Uef, PopView::Silent)]
    {
        let mut desk = over(transport, "start-late");
        desk.talks();
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("start {CALL}")]);
        reload(&mut desk);
        // Over Oracle's framework the answer was promised to the page that is gone.
        desk.pass(Millis::seconds(10));
        assert_eq!(desk.card(Phase::Connected).pop, pop);
        assert_eq!(desk.tabs(), [NAME]);
        desk.finishes();
        told_whole(&desk);
    }
}

#[test]
fn in_after_call_work_the_wrap_up_is_not_asked_for_again_and_its_end_is() {
    let config = json!({ "fusion": { "wrapUp": "timed", "wrapUpSeconds": 3600 } });
    over_both_as(&Setup { config, ..Setup::default() }, |mut desk| {
        desk.talks();
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        told_whole(&desk);
        reload(&mut desk);
        desk.card(Phase::AfterCallWork);
        told_whole(&desk);
        desk.press("Clear contact");
        assert_eq!(desk.told()[3..], [format!("close {CALL} ENDCOMMUNICATION")]);
    });
}

#[test]
fn a_call_that_ended_meanwhile_is_closed_when_the_toolbar_is_back() {
    over_both("", |mut desk| {
        desk.talks();
        desk.fault("connect-slow-snapshot", true);
        desk.act(hangs_up());
        desk.card(Phase::Connected);
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("start {CALL}")]);
        reload(&mut desk);
        assert!(!desk.card(Phase::AfterCallWork).recovered);
        told_whole(&desk);
    });
}

#[test]
fn a_caller_who_gave_up_meanwhile_leaves_no_dialog_behind() {
    over_both("", |mut desk| {
        desk.rings();
        desk.fault("connect-slow-snapshot", true);
        desk.act(hangs_up());
        desk.card(Phase::Ringing);
        assert_eq!((desk.told(), desk.dialogs()), (vec![format!("new {CALL}")], 1));
        reload(&mut desk);
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("close {CALL} ABANDONED")]);
        assert!(desk.view().cards.is_empty());
        assert_eq!(desk.dialogs(), 0);
    });
}

#[test]
fn with_the_whole_page_of_fusion_the_call_is_neither_offered_nor_opened_again() {
    over_both("", |mut desk| {
        desk.talks();
        let before = desk.told().len();
        desk.reload_fusion();
        desk.until("both sides are linked", Desk::is_healthy);
        assert_eq!(named(&desk.card(Phase::Connected)), Some(NAME));
        desk.finishes();
        assert_eq!(desk.told()[before..], [format!("close {CALL} WRAPUP")]);
        assert!(desk.tabs().is_empty());
    });
}
