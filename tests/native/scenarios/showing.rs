//! The agent asks to see a call in Fusion: its tab comes to the front, one press at a time, and what Fusion does not do
//! is said.

use super::{over_both, over_both_as, unobjected};
use crate::desk::{CALL, Desk, Direction, NAME, OTHER, Setup};
use fusion_connect_toolbar::config;
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{ContactId, Intent, Phase, PopView, Transport};
use sandbox::fusion::desktop::Input;
use serde_json::json;

/// Which calls Fusion was asked to show.
fn shown(desk: &Desk) -> Vec<&str> {
    let asked = desk.log.iter().filter(|entry| {
        entry.way == Direction::In && matches!(entry.method(), "focusCommEvent" | "uef.focusTab")
    });
    asked.filter_map(|entry| entry.message["data"]["eventId"].as_str()).collect()
}

/// The title of the page that is shown.
fn front(desk: &Desk) -> Option<&str> {
    let tab = desk.fusion.tabs.iter().find(|tab| Some(tab.key) == desk.fusion.front)?;
    Some(tab.pop.title.as_str())
}

/// Two calls, of which the second is the one in front.
fn two_calls(desk: &mut Desk) {
    desk.talks();
    desk.press("Hold");
    desk.another_rings();
    desk.press_on(OTHER, "Accept");
    assert_ne!(front(desk), Some(NAME));
}

#[test]
fn the_call_that_is_asked_for_comes_to_the_front() {
    over_both("", |mut desk| {
        two_calls(&mut desk);
        desk.press_on(CALL, "Show in Fusion");
        assert_eq!(shown(&desk), [CALL]);
        assert_eq!(desk.card_of(CALL).pop, PopView::Open);
        // By MCA Fusion is told which call is the active one, and moves no page.
        let tab = front(&desk) == Some(NAME);
        assert_eq!(tab, desk.view().health.transport == Some(Transport::Uef));
        let active = desk.fusion.calls.iter().find(|call| Some(call.key) == desk.fusion.active);
        let is_it = active.is_some_and(|call| call.event_id == CALL);
        assert!(tab || is_it);
        assert_eq!(desk.card_of(OTHER).pop, PopView::Open);
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}

#[test]
fn a_second_press_waits_for_the_first_and_another_call_does_not() {
    unobjected("", |desk| {
        two_calls(desk);
        desk.fault("fusion-late", true);
        for _ in 0..2 {
            desk.intend(Intent::ShowInFusion(ContactId::new(CALL)));
        }
        assert_eq!(desk.card_of(CALL).pop, PopView::Showing);
        desk.intend(Intent::ShowInFusion(ContactId::new(OTHER)));
        assert_eq!(desk.card_of(CALL).pop, PopView::Open);
        desk.pass(Millis::seconds(4));
        assert_eq!(shown(desk), [CALL, OTHER]);
        assert_eq!(desk.card_of(OTHER).pop, PopView::Open);
    });
}

#[test]
fn a_refusal_is_said_until_the_next_press_and_ends_nothing() {
    unobjected("refuse-focusCommEvent", |desk| {
        desk.talks();
        desk.press("Show in Fusion");
        assert_eq!(desk.card(Phase::Connected).pop, PopView::NotShown);
        desk.fault("refuse-focusCommEvent", false);
        desk.press("Show in Fusion");
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
    });
}

#[test]
fn silence_is_said_after_six_seconds() {
    over_both("", |mut desk| {
        desk.talks();
        desk.fault("fusion-never", true);
        desk.press("Show in Fusion");
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Showing);
        desk.pass(Millis::seconds(6));
        assert_eq!(desk.card(Phase::Connected).pop, PopView::NotShown);
    });
}

#[test]
fn during_after_call_work_it_can_still_be_seen_and_a_closed_tab_is_told() {
    let setup = Setup { transport: config::TransportChoice::Uef, ..Setup::default() };
    let mut desk = Desk::new(setup);
    desk.talks();
    desk.press("End call");
    desk.press("Show in Fusion");
    assert_eq!(desk.card(Phase::AfterCallWork).pop, PopView::Open);
    let tab = desk.fusion.front.unwrap();
    desk.fusion_input(Input::TabClosed(tab));
    desk.press("Show in Fusion");
    assert_eq!(desk.card(Phase::AfterCallWork).pop, PopView::NotShown);
}

#[test]
fn where_it_is_configured_fusion_follows_the_call_in_front() {
    for follow_calls in [true, false] {
        let config = json!({ "fusion": { "followCalls": follow_calls } });
        over_both_as(&Setup { config, ..Setup::default() }, |mut desk| {
            two_calls(&mut desk);
            desk.press_on(CALL, "Swap");
            assert_eq!(shown(&desk), if follow_calls { vec![CALL] } else { Vec::new() });
        });
    }
}
