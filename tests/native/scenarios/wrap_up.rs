//! After-call work and what else stays until it is cleared: by the agent, elsewhere, over a reload, while
//! the next contact is here already, and after errors.

use super::over_both;
use crate::desk::{CALL, Desk, ring};
use fusion_connect_toolbar::view::{Phase, StateLabel};
use sandbox::control::{Action, Ring};
use sandbox::fusion::desktop::Icon;

const SECOND: &str = "call-2";

/// What Fusion is told of a whole call.
fn whole(id: &str) -> Vec<String> {
    vec![format!("new {id}"), format!("start {id}"), format!("close {id} WRAPUP")]
}

fn is_idle(desk: &Desk) {
    assert!(desk.view().cards.is_empty());
    assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
}

/// The call is over by the customer.
fn works(desk: &mut Desk) {
    desk.talks();
    desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.told(), whole(CALL));
}

#[test]
fn it_has_a_clock_and_goes_when_it_is_ended_elsewhere() {
    over_both("", |mut desk| {
        desk.talks();
        let over = desk.now;
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        assert_eq!(desk.card(Phase::AfterCallWork).since, over);
        assert_eq!(*desk.state(), StateLabel::AfterCallWork);
        desk.act(Action::Clear { contact: None });
        is_idle(&desk);
        assert_eq!(desk.told(), whole(CALL), "nothing is closed twice");
        assert!(desk.asked("clearContact").is_empty());
    });
}

#[test]
fn over_a_reload_it_stays_is_not_told_again_and_can_be_cleared() {
    over_both("", |mut desk| {
        works(&mut desk);
        desk.reload();
        desk.until("both sides are linked", Desk::is_healthy);
        desk.card(Phase::AfterCallWork);
        assert_eq!(desk.told(), whole(CALL));
        desk.press("Clear contact");
        is_idle(&desk);
        assert_eq!(desk.asked("clearContact"), ["success"]);
        assert_eq!(desk.told(), whole(CALL));
    });
}

#[test]
fn the_next_call_may_come_early_both_cards_stand_and_each_has_its_own_end() {
    over_both("", |mut desk| {
        works(&mut desk);
        let (contact_id, number) = (Some(SECOND.into()), Some("+15551230001".into()));
        desk.act(Action::Ring(Ring { contact_id, number, force: true, ..ring() }));
        desk.card(Phase::Ringing);
        desk.card(Phase::AfterCallWork);
        desk.press("Accept");
        assert_eq!(desk.card(Phase::Connected).contact.as_str(), SECOND);
        let told = [whole(CALL), whole(SECOND)].concat();
        assert_eq!(desk.told(), told[..5]);
        desk.press_on(CALL, "Clear contact");
        assert!(!desk.has_card(CALL));
        desk.press_on(SECOND, "End call");
        desk.press_on(SECOND, "Clear contact");
        is_idle(&desk);
        assert_eq!(desk.told(), told);
        assert_eq!(desk.asked("clearContact"), ["success", "success"]);
    });
}

#[test]
fn contacts_that_stay_in_an_error_can_be_cleared_whatever_the_error() {
    over_both("", |mut desk| {
        for kind in ["MissedCallAgent", "FailedConnectAgent"] {
            let contact_id = Some(format!("call-{kind}"));
            desk.act(Action::Ring(Ring { contact_id, ..ring() }));
            desk.card(Phase::Ringing);
            desk.act(Action::Miss { contact: None, kind: Some(kind.into()) });
            desk.card(Phase::Missed);
            desk.press("Clear contact");
            is_idle(&desk);
        }
        for error in ["FailedConnectCustomer", "LineEngagedCustomer"] {
            desk.act(Action::Outbound { number: ring().number.unwrap() });
            desk.card(Phase::Connecting);
            let error = Some(error.into());
            desk.act(Action::FarEndFails { contact: None, error, vanishes: false });
            desk.card(Phase::Failed);
            desk.press("Clear contact");
            is_idle(&desk);
        }
        assert_eq!(desk.asked("clearContact"), ["success"; 4]);
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}
