//! Several contacts: each has its own card and its own part in Fusion, one live call stands in front, and
//! what is no voice call never breaks one. Also the calls that come about in other ways than ringing.

use super::unobjected;
use crate::desk::{CALL, Desk, KEN, NAME, OTHER, ring};
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{
    Channel, Controls, NoNumberReason, PendingAction, Phase, Role, View,
};
use sandbox::ccp::contact;
use sandbox::control::{Action, Ring};
use sandbox::fusion::desktop::{Button, Stage};

const HELD: &str = "agent connected, customer hold";
const TALKING: &str = "agent connected, customer connected";

/// A call on hold, and a second one that was answered meanwhile.
fn two_calls(desk: &mut Desk) {
    desk.talks();
    desk.press("Hold");
    desk.toggled("Hold", true);
    desk.another_rings();
    desk.press_on(OTHER, "Accept");
    assert_eq!(desk.card_of(OTHER).phase, Phase::Connected);
    assert_eq!(desk.fusion_call(KEN).stage, Stage::Active);
}

/// Whether of two live calls this one is in front.
fn in_front(desk: &Desk, front: &str, behind: &str) {
    let [front, row] = [front, behind].map(|id| desk.card_of(id));
    assert!(!front.collapsed && row.collapsed);
    assert_eq!(front.controls.hold.map(|hold| hold.on), Some(false));
    assert_eq!(row.controls, Controls { swap: Some(true), ..Controls::default() });
    assert!(row.held_since.is_some());
    assert_eq!(desk.legs(front.contact.as_str()), TALKING);
    assert_eq!(desk.legs(row.contact.as_str()), HELD);
}

#[test]
fn two_calls_ring_at_once_and_each_is_answered_or_declined_by_itself() {
    unobjected("", |desk| {
        desk.rings();
        desk.another_rings();
        assert_eq!(desk.dialogs(), 2);
        desk.press_on(OTHER, "Decline");
        desk.closed(OTHER, "REJECT");
        assert_eq!(desk.dialogs(), 1);
        desk.press_in_panel(NAME, Button::Answer);
        assert_eq!(desk.card_of(CALL).phase, Phase::Connected);
        let mut told = desk.told();
        told.sort();
        let each = [
            format!("close {OTHER} REJECT"),
            format!("new {CALL}"),
            format!("new {OTHER}"),
            format!("start {CALL}"),
        ];
        assert_eq!(told, each);
        assert_eq!(desk.card_of(OTHER).phase, Phase::Declined);
        desk.press_on(OTHER, "Clear contact");
        assert_eq!(desk.view().cards.len(), 1);
        assert_eq!(desk.card_of(CALL).phase, Phase::Connected);
        assert_eq!(desk.tabs(), [NAME]);
    });
}

#[test]
fn a_ring_during_a_call_stands_below_it_and_its_end_ends_only_itself() {
    unobjected("", |desk| {
        desk.talks();
        desk.another_rings();
        let order: Vec<&str> = desk.view().cards.iter().map(|card| card.contact.as_str()).collect();
        assert_eq!(order, [CALL, OTHER], "so that no button of the call moves");
        desk.act(Action::CustomerHangsUp { contact: Some(OTHER.to_owned()), as_missed: false });
        assert_eq!(desk.view().cards.len(), 1);
        desk.closed(OTHER, "ABANDONED");
        assert_eq!(desk.card_of(CALL).phase, Phase::Connected);
        desk.press("End call");
        let told = [
            format!("new {CALL}"),
            format!("start {CALL}"),
            format!("new {OTHER}"),
            format!("close {OTHER} ABANDONED"),
            format!("close {CALL} WRAPUP"),
        ];
        assert_eq!(desk.told(), told);
    });
}

#[test]
fn of_two_live_calls_one_is_in_front_and_swap_changes_places_here_and_by_fusion() {
    unobjected("", |desk| {
        two_calls(desk);
        in_front(desk, OTHER, CALL);
        desk.press_on(CALL, "Swap");
        in_front(desk, CALL, OTHER);

        desk.press_in_panel(KEN, Button::MakeActive);
        in_front(desk, OTHER, CALL);
        assert_eq!(desk.fusion.active, Some(desk.fusion_call(KEN).key));
        assert_eq!(desk.replies("setActive"), ["success"]);

        desk.press_on(OTHER, "End call");
        desk.closed(OTHER, "WRAPUP");
        desk.press_on(CALL, "Hold");
        let hold = desk.toggle(CALL, "Hold");
        assert_eq!((hold.on, hold.pending), (false, None));
        desk.press_on(OTHER, "Clear contact");
        desk.press_on(CALL, "End call");
        desk.closed(CALL, "WRAPUP");
        assert_eq!(desk.tabs(), [NAME.to_owned(), format!("SR0000010042 {KEN}")]);
        let closes: Vec<String> =
            desk.told().into_iter().filter(|line| line.starts_with("close")).collect();
        assert_eq!(closes, [format!("close {OTHER} WRAPUP"), format!("close {CALL} WRAPUP")]);
    });
}

#[test]
fn chat_task_and_email_have_cards_of_their_own_and_no_part_in_fusion() {
    unobjected("", |desk| {
        desk.talks();
        let told = desk.told();
        for (channel, shown) in [
            (contact::Channel::Chat, Channel::Chat),
            (contact::Channel::Task, Channel::Task),
            (contact::Channel::Email, Channel::Email),
        ] {
            for (id, button, then) in [
                (format!("{shown:?}-1"), "Accept", Phase::Connected),
                (format!("{shown:?}-2"), "Decline", Phase::Declined),
            ] {
                let contact_id = Some(id.clone());
                desk.act(Action::Ring(Ring {
                    contact_id,
                    channel,
                    force: true,
                    ..Ring::default()
                }));
                let card = desk.card_of(&id);
                assert_eq!((card.phase, &card.channel), (Phase::Ringing, &shown));
                desk.press_on(&id, button);
                let card = desk.card_of(&id);
                assert_eq!(card.phase, then);
                assert_eq!(card.controls, Controls::default(), "these are controls of calls");
                if then == Phase::Connected {
                    desk.press_on(&id, "End call");
                    assert_eq!(desk.card_of(&id).phase, Phase::AfterCallWork);
                }
                desk.press_on(&id, "Clear contact");
                assert_eq!(desk.view().cards.len(), 1);
            }
        }
        assert_eq!(desk.card_of(CALL).phase, Phase::Connected);
        desk.press("Hold");
        desk.toggled("Hold", true);
        assert_eq!(desk.told(), told, "Fusion has heard of the call alone");
        for method in ["acceptContact", "rejectContact", "destroyConnection", "clearContact"] {
            let answers = desk.asked(method);
            assert!(
                !answers.is_empty() && answers.iter().all(|answer| *answer == "success"),
                "{method}"
            );
        }
    });
}

#[test]
fn a_colleagues_call_is_theirs_though_its_origin_is_not_told() {
    unobjected("monitor-nameless,monitor-unsure", |desk| {
        for barge in [false, true] {
            desk.act(Action::Ring(Ring { monitor: !barge, barge, ..ring() }));
            assert_eq!(desk.card(Phase::Connected).role, Role::Monitor, "who knows");
            desk.press("Leave");
            assert!(!desk.has_button("Leave"), "the agent's own leg was ended");
            desk.press("Clear contact");
        }
        assert!(desk.told().is_empty() && desk.view().recent.is_empty());
        assert_eq!(desk.asked("destroyConnection"), ["success", "success"]);
    });
}

#[test]
fn a_monitored_call_offers_only_to_leave_and_to_be_mute_where_one_is_heard() {
    unobjected("", |desk| {
        for (barge, role) in [(false, Role::SilentMonitor), (true, Role::Barge)] {
            desk.act(Action::Ring(Ring { monitor: !barge, barge, ..ring() }));
            let card = desk.card(Phase::Connected);
            assert_eq!(card.role, role);
            let mute = barge.then(|| desk.toggle(CALL, "Mute"));
            let only = Controls { leave: Some(true), mute, ..Controls::default() };
            assert_eq!(card.controls, only, "who is heard can be mute");
            if barge {
                desk.press("Mute");
                desk.toggled("Mute", true);
                desk.press("Mute");
                desk.toggled("Mute", false);
            }
            assert_eq!((card.actions.end, card.actions.accept), (None, None));
            desk.press("Leave");
            let leaving = |view: &View| {
                view.cards.first().and_then(|card| card.pending) == Some(PendingAction::Leave)
            };
            assert!(desk.views.iter().any(leaving), "it is called what it is");
            assert!(!desk.has_button("Leave"));
            assert!(desk.legs(CALL).contains("customer connected"), "the call goes on");
            if desk.has_button("Clear contact") {
                desk.press("Clear contact");
            }
            assert!(desk.view().cards.is_empty());
        }
        assert_eq!(desk.asked("destroyConnection"), ["success", "success"]);
        assert!(desk.view().recent.is_empty(), "it was another agent’s call");
        assert!(desk.told().is_empty(), "and Fusion is not told of it");
    });
}

#[test]
fn a_queued_callback_is_offered_dialled_and_connected_as_one_call() {
    unobjected("", |desk| {
        desk.act(Action::Ring(Ring { channel: contact::Channel::QueueCallback, ..ring() }));
        let card = desk.card(Phase::Ringing);
        assert_eq!(card.channel, Channel::QueueCallback);
        assert_eq!(desk.dialogs(), 1);
        desk.press("Accept");
        desk.card(Phase::Connecting);
        desk.far_end_answers(NAME);
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("start {CALL}")]);
        assert_eq!(desk.tabs(), [NAME]);
        desk.press("End call");
        desk.closed(CALL, "WRAPUP");
        assert_eq!(desk.asked("acceptContact").len(), 1);
    });
}

#[test]
fn a_call_that_connect_answers_by_itself_says_so_and_opens_its_contact_once() {
    unobjected("", |desk| {
        desk.act(Action::Ring(Ring { auto_accept: true, ..ring() }));
        assert!(desk.card(Phase::Ringing).auto_accept);
        let span = desk.takes("a call", |desk| desk.phase() == Some(Phase::Connected));
        assert!(span < Millis::seconds(1), "{span:?}");
        desk.answered_once(0);
    });
}

#[test]
fn a_call_that_another_agent_passes_on_has_no_number_and_everything_else() {
    unobjected("", |desk| {
        desk.act(Action::Ring(Ring { transfer: true, number: None, ..ring() }));
        let card = desk.card(Phase::Ringing);
        assert_eq!((card.number, card.unnumbered), (None, NoNumberReason::Transfer));
        assert_eq!(desk.dialogs(), 1);
        desk.press("Accept");
        desk.card(Phase::Connected);
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("start {CALL}")]);
        assert!(desk.sent("newCommEvent")[0]["inData"].get("SVCMCA_ANI").is_none());
        desk.press("Hold");
        desk.toggled("Hold", true);
        desk.finishes();
        desk.closed(CALL, "WRAPUP");
        for reloaded in [false, true] {
            if reloaded {
                desk.reloads();
            }
            let [recent] = &desk.view().recent[..] else { panic!("{:?}", desk.view().recent) };
            assert_eq!((&recent.number, recent.unnumbered), (&None, NoNumberReason::Transfer));
        }
    });
}
