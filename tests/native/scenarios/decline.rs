//! Declining: Connect rejects once, Fusion's dialog goes away with one close, the card stays to be cleared.

use super::over_both;
use crate::desk::{CALL, Desk, NAME, ring};
use fusion_connect_toolbar::domain::{Intent, Millis};
use fusion_connect_toolbar::view::{NoticeKind, PendingAction, PersonName, Phase, Phone};
use sandbox::control::Action;
use sandbox::fusion::desktop::{Button, Icon};

/// Asserts that the call was declined once, and told to Fusion once with this reason.
fn declined_once(desk: &Desk, rejects: usize, reason: &str) {
    assert_eq!(desk.told(), [format!("new {CALL}"), format!("close {CALL} {reason}")]);
    assert_eq!(desk.asked("rejectContact").len(), rejects, "rejects sent to Connect");
    assert!(desk.asked("acceptContact").is_empty());
    assert!(desk.tabs().is_empty());
    assert_eq!(desk.dialogs(), 0);
    assert_eq!(desk.violations(), Vec::<&str>::new());
}

#[test]
fn the_agent_declines_in_the_toolbar_and_clears_the_contact() {
    over_both("", |mut desk| {
        desk.rings();
        desk.press("Decline");
        desk.card(Phase::Declined);
        declined_once(&desk, 1, "REJECT");
        assert!(!desk.has_button("Accept"));
        desk.press("Clear contact");
        assert!(desk.view().cards.is_empty());
        assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
        assert_eq!(desk.asked("clearContact"), ["success"]);
        declined_once(&desk, 1, "REJECT");
    });
}

#[test]
fn the_agent_declines_in_fusions_dialog() {
    over_both("", |mut desk| {
        desk.rings();
        desk.press_in_fusion(Button::Decline);
        desk.card(Phase::Declined);
        declined_once(&desk, 1, "REJECT");
        assert_eq!(desk.replies("reject"), ["success"]);
    });
}

#[test]
fn the_agent_declines_on_both_sides_at_once() {
    over_both("dialog-command-twice", |mut desk| {
        desk.rings();
        desk.act(Action::Delay { millis: 1500 });
        desk.press("Decline");
        desk.press_in_fusion(Button::Decline);
        desk.pass(Millis::seconds(2));
        desk.card(Phase::Declined);
        declined_once(&desk, 1, "REJECT");
        assert_eq!(desk.replies("reject"), ["success", "success"], "each command is answered");
    });
}

#[test]
fn a_decline_in_the_toolbar_is_under_way_until_connect_confirms_it() {
    over_both("connect-late", |mut desk| {
        desk.rings();
        desk.press("Decline");
        assert_eq!(desk.card(Phase::Ringing).pending, Some(PendingAction::Decline));
        desk.press_in_fusion(Button::Decline);
        desk.pass(Millis::seconds(4));
        desk.card(Phase::Declined);
        declined_once(&desk, 1, "REJECT");
        desk.before("reject?", "rejectContact");
        assert_eq!(desk.replies("reject"), ["success"]);
    });
}

#[test]
fn a_declined_contact_that_is_gone_at_once_leaves_a_notice() {
    over_both("reject-vanishes", |mut desk| {
        desk.rings();
        desk.press("Decline");
        assert!(desk.view().cards.is_empty());
        let [notice] = &desk.view().notices[..] else { panic!("{:?}", desk.view().notices) };
        assert_eq!(notice.kind, NoticeKind::Declined);
        assert_eq!(notice.name.as_ref().map(PersonName::as_str), Some(NAME));
        let id = notice.id;
        declined_once(&desk, 1, "REJECT");
        desk.intend(Intent::Dismiss(id));
        assert!(desk.view().notices.is_empty());
    });
}

#[test]
fn a_decline_in_amazons_panel_is_not_told_as_one_of_ours() {
    over_both("", |mut desk| {
        desk.rings();
        desk.act(Action::RejectInCcp { contact: None });
        let card = desk.card(Phase::Missed);
        assert_eq!(card.number, Phone::parse(&ring().number.unwrap()));
        declined_once(&desk, 0, "MISSED");
    });
}
