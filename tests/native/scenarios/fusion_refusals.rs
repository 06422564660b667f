//! Fusion refuses, or drops what it does not route: the card says so, one button asks again where that helps,
//! and the phone call is never touched.

use super::over_both;
use crate::desk::{CALL, Desk, NAME, begun, ring, wrapped_up};
use fusion_connect_toolbar::domain::{ContactId, Intent, Millis};
use fusion_connect_toolbar::view::{FusionHealth, Phase, PopView};
use sandbox::control::{Action, Ring};

/// Presses the button that a refused screen pop has.
fn open_again(desk: &mut Desk) {
    desk.intend(Intent::RetryScreenPop(ContactId::new(CALL)));
}

#[test]
fn a_refused_lookup_costs_the_name_and_the_contact_still_opens() {
    over_both("new-error", |mut desk| {
        desk.rings();
        let card = desk.card(Phase::Ringing);
        assert_eq!(
            (card.pop, card.name, card.unanswered_call),
            (PopView::LookupFailed, None, None)
        );
        desk.press("Accept");
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        assert_eq!(desk.told(), wrapped_up());
        assert_eq!(desk.asked("acceptContact"), ["success"]);
    });
}

#[test]
fn a_refused_lookup_of_a_call_that_nobody_answers_is_closed_without_a_start() {
    over_both("new-error", |mut desk| {
        desk.rings();
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("close {CALL} ABANDONED")]);
    });
}

#[test]
fn a_refused_start_has_one_button_that_asks_again_until_it_is_granted() {
    over_both("start-error", |mut desk| {
        desk.talks();
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Refused);
        assert_eq!(desk.told(), begun(), "nothing is repeated by itself");
        open_again(&mut desk);
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Refused);
        let start = || format!("start {CALL}");
        assert_eq!(desk.told(), [format!("new {CALL}"), start(), start()]);
        assert!(desk.tabs().is_empty());

        desk.fault("start-error", false);
        open_again(&mut desk);
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
        assert_eq!(desk.tabs(), [NAME]);
        open_again(&mut desk);
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        let close = format!("close {CALL} WRAPUP");
        assert_eq!(desk.told(), [format!("new {CALL}"), start(), start(), start(), close]);
    });
}

#[test]
fn a_refused_start_is_not_offered_again_after_the_call() {
    over_both("start-error", |mut desk| {
        desk.talks();
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Refused);
        desk.press("End call");
        assert_eq!(desk.card(Phase::AfterCallWork).pop, PopView::None, "no call goes on any more");
        open_again(&mut desk);
        assert_eq!(desk.told(), wrapped_up());
    });
}

#[test]
fn a_refused_close_is_repeated_once_and_does_not_keep_the_contact() {
    over_both("close-error", |mut desk| {
        desk.talks();
        desk.finishes();
        desk.pass(Millis::seconds(60));
        desk.act(Action::Ring(Ring { contact_id: Some("call-2".into()), ..ring() }));
        desk.card(Phase::Ringing);
        desk.pass(Millis::seconds(60));
        let again = [format!("close {CALL} WRAPUP"), "new call-2".to_owned()];
        assert_eq!(desk.told(), [wrapped_up(), again.to_vec()].concat());
    });
}

#[test]
fn a_refused_link_is_told_in_fusions_words_and_can_be_asked_for_again() {
    over_both("configuration-error", |mut desk| {
        let words = "SVCMCA_ERR_MISSING_CONFIGURATION".to_owned();
        assert_eq!(desk.health().fusion, FusionHealth::Refused(words));
        desk.talks();
        desk.fault("configuration-error", false);
        desk.intend(Intent::RetryFusion);
        desk.until("the link", Desk::is_healthy);
        desk.card(Phase::Connected);
    });
}

#[test]
fn calls_that_fusion_drops_without_a_word_are_phone_calls_all_the_same() {
    over_both("fusion-wrong-classification", |mut desk| {
        desk.rings();
        desk.pass(Millis::seconds(6));
        let card = desk.card(Phase::Ringing);
        assert_eq!((card.pop, card.unanswered_call.is_some()), (PopView::LookupFailed, true));
        desk.press("Accept");
        let unanswered_call = desk.card(Phase::Connected).unanswered_call.expect("a likely cause");
        assert_eq!(unanswered_call.classification, "ORA_SERVICE");
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.told(), [wrapped_up(), vec![format!("close {CALL} WRAPUP")]].concat());
        assert!(desk.view().notices.is_empty(), "Fusion never said that it shows the call");
        assert!(desk.tabs().is_empty());
    });
}
