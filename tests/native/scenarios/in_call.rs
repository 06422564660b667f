//! In the call: mute, hold and tones, here, in Fusion and in Amazon's panel; what was asked and what Connect
//! confirmed are told apart, and an open microphone that nobody asked for raises an alarm.

use super::unobjected;
use crate::desk::{CALL, Desk, NAME, THIRD, ring};
use crate::world::{World, accept, customer, id, ringing, talking};
use fusion_connect_toolbar::domain::{
    ConnectionId, Event, Intent, InteractionVerb, LegState, Millis,
};
use fusion_connect_toolbar::view::{Failure, PendingAction, Phase, Refusal, ToggleView};
use sandbox::control::{Action, Configure, Ring};
use sandbox::fusion::desktop::Button;

const HELD: &str = "agent connected, customer hold";
const TALKING: &str = "agent connected, customer connected";

/// A toggle that was pressed and that Connect has not answered.
const fn asked(on: bool, pending: bool) -> ToggleView {
    ToggleView { on, pending: Some(pending), enabled: false }
}

fn is_refused(refusal: Option<&Refusal>) -> bool {
    matches!(refusal, Some(Refusal::Connect(Failure::Refused { .. })))
}

/// Fusion's panel shows the call as it believes it to be: held, muted.
fn fusion_view(desk: &Desk) -> (bool, bool) {
    let call = desk.fusion_call(NAME);
    (call.held, call.muted)
}

#[test]
fn the_agent_mutes_and_unmutes_as_the_microphone_says() {
    unobjected("", |desk| {
        desk.talks();
        desk.toggled("Mute", false);
        desk.press("Mute");
        desk.toggled("Mute", true);
        desk.press("Mute");
        desk.toggled("Mute", false);
        assert_eq!(desk.broadcasts("mute"), 2);
        assert!(!desk.saw_card(|card| card.alarm), "this one was asked for");

        desk.act(Action::MuteInCcp { on: true });
        desk.toggled("Mute", true);
        let opened = desk.now;
        desk.act(Action::MuteInCcp { on: false });
        desk.toggled("Mute", false);
        desk.until("the alarm", |desk| desk.card(Phase::Connected).alarm);
        assert_eq!(desk.now.since(opened), Millis::seconds(1));
        let card = desk.card(Phase::Connected);
        desk.intend(Intent::DismissAlarm(card.contact));
        assert!(!desk.card(Phase::Connected).alarm);

        desk.press("Mute");
        desk.toggled("Mute", true);
        let before = desk.views.len();
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        desk.pass(Millis::seconds(3));
        let alarmed = desk.views[before..].iter().any(|view| view.cards.iter().any(|it| it.alarm));
        assert!(!alarmed, "the end of a call opens no microphone");
        desk.press("Clear contact");
        desk.act(Action::Ring(Ring { contact_id: Some("call-2".to_owned()), ..ring() }));
        desk.press("Accept");
        desk.card(Phase::Connected);
        desk.toggled("Mute", false);
    });
}

#[test]
fn a_microphone_that_does_not_follow_is_told_after_8_seconds_and_can_be_tried_again() {
    unobjected("mute-lost", |desk| {
        desk.talks();
        let mute = Intent::SetMute(desk.card(Phase::Connected).contact, true);
        desk.intend(mute);
        assert_eq!(desk.toggle(CALL, "Mute"), asked(false, true));
        let span = desk.takes("the refusal", |desk| desk.card(Phase::Connected).refusal.is_some());
        assert_eq!(span, Millis::seconds(8));
        let timed_out = Some(Refusal::Connect(Failure::TimedOut));
        assert_eq!(desk.card(Phase::Connected).refusal, timed_out);
        desk.toggled("Mute", false);
        desk.command("mute", CALL);
        let span = desk.takes("a reply", |desk| !desk.replies("mute").is_empty());
        assert_eq!(span, Millis::seconds(8));
        desk.refused("mute", "Amazon Connect did not answer in time");
        desk.fault("mute-lost", false);
        desk.press("Mute");
        desk.toggled("Mute", true);
        assert_eq!(desk.card(Phase::Connected).refusal, None);
    });
}

#[test]
fn a_supervisor_who_mutes_the_agent_is_obeyed_and_only_the_supervisor_ends_it() {
    unobjected("", |desk| {
        desk.act(Action::Configure(Configure { multi_party: Some(true), ..Configure::default() }));
        desk.talks();
        desk.act(Action::ConsultInCcp { contact: None, number: THIRD.to_owned() });
        desk.third_answers();
        desk.act(Action::ForceMute { contact: None, on: true });
        assert!(desk.card(Phase::Connected).forced_mute);
        let mute = ToggleView { on: true, pending: None, enabled: false };
        assert_eq!(desk.toggle(CALL, "Mute"), mute);
        desk.command("unmute", CALL);
        desk.refused("unmute", "muted by a supervisor");
        desk.act(Action::ForceMute { contact: None, on: false });
        assert!(!desk.card(Phase::Connected).forced_mute);
        assert!(desk.has_button("Mute"));
        assert!(desk.asked("unmuteParticipant").is_empty());
    });
}

#[test]
fn the_agent_holds_and_resumes_as_connect_says() {
    unobjected("connect-slow-snapshot", |desk| {
        desk.talks();
        desk.pass(Millis::seconds(2));
        let contact = desk.card(Phase::Connected).contact;
        // The second channel tells it before the data do.
        for (silent, after) in [(true, Millis::seconds(2)), (false, Millis(0))] {
            desk.fault("channel-silent", silent);
            for (on, legs) in [(true, HELD), (false, TALKING)] {
                desk.intend(Intent::SetHold(contact.clone(), on));
                let pending = desk.toggle(CALL, "Hold") == asked(!on, on);
                assert_eq!(pending, silent);
                let span = desk.takes("Connect's word", |desk| desk.toggle(CALL, "Hold").on == on);
                assert_eq!(span, after);
                desk.toggled("Hold", on);
                assert_eq!(desk.card(Phase::Connected).held_since.is_some(), on);
                assert_eq!(desk.legs(CALL), legs);
                desk.pass(Millis::seconds(3));
                assert_eq!(desk.toggle(CALL, "Hold").on, on);
            }
        }
        assert_eq!(desk.asked("holdConnection"), ["success"; 2]);
        assert_eq!(desk.asked("resumeConnection"), ["success"; 2]);

        desk.fault("connect-slow-snapshot", false);
        for on in [true, false] {
            desk.act(Action::HoldInCcp { contact: None, on });
            desk.toggled("Hold", on);
        }
        assert_eq!(desk.asked("holdConnection").len(), 2);
        assert_eq!(
            desk.told(),
            [format!("new {CALL}"), format!("start {CALL}")],
            "holding ends nothing"
        );
    });
}

#[test]
fn a_refused_hold_or_resume_changes_nothing_and_says_so_on_both_sides() {
    unobjected("hold-fails", |desk| {
        desk.talks();
        desk.press("Hold");
        assert!(is_refused(desk.card(Phase::Connected).refusal.as_ref()));
        desk.toggled("Hold", false);
        desk.press_in_panel(NAME, Button::Hold);
        desk.refused("hold", "Amazon Connect refused: InvalidStateException");
        assert_eq!(fusion_view(desk), (false, false));
        desk.fault("hold-fails", false);
        desk.fault("resume-fails", true);
        desk.press("Hold");
        desk.toggled("Hold", true);
        assert_eq!(desk.card(Phase::Connected).refusal, None);
        desk.press("Hold");
        assert!(is_refused(desk.card(Phase::Connected).refusal.as_ref()));
        desk.toggled("Hold", true);
        assert_eq!(desk.legs(CALL), HELD);
        desk.fault("resume-fails", false);
        desk.press("Hold");
        assert_eq!(desk.legs(CALL), TALKING);
    });
}

#[test]
fn tones_go_out_one_by_one_and_are_not_kept() {
    unobjected("", |desk| {
        desk.talks();
        desk.keys("44#19*");
        let asked = desk.requests("sendDigits");
        let digits: Vec<&str> =
            asked.iter().filter_map(|params| params["digits"].as_str()).collect();
        assert_eq!(digits, ["4", "4", "#", "1", "9", "*"]);
        assert_eq!(desk.asked("sendDigits"), ["success"; 6]);
        assert_eq!(desk.card(Phase::Connected).refusal, None);
        desk.fault("digits-fail", true);
        desk.keys("7");
        assert!(is_refused(desk.card(Phase::Connected).refusal.as_ref()));
        assert!(!desk.remembers("44#19"));
    });
}

#[test]
fn fusions_panel_holds_and_mutes_and_asking_for_what_is_so_already_succeeds() {
    unobjected("", |desk| {
        let declared = desk.agent_command("getActiveInteractionCommands");
        let declared = declared["outData"]["supportedCommands"].as_array().unwrap().clone();
        let mut declared: Vec<&str> = declared.iter().filter_map(|name| name.as_str()).collect();
        declared.sort_unstable();
        let all =
            ["accept", "disconnect", "hold", "mute", "reject", "setActive", "unhold", "unmute"];
        assert_eq!(declared, all);
        desk.talks();
        for (button, view) in [
            (Button::Hold, (true, false)),
            (Button::Hold, (true, false)),
            (Button::Resume, (false, false)),
            (Button::Mute, (false, true)),
            (Button::Mute, (false, true)),
            (Button::Unmute, (false, false)),
            (Button::Unmute, (false, false)),
        ] {
            if button == Button::Resume {
                desk.toggled("Hold", true);
                desk.press("Hold");
                desk.toggled("Hold", false);
            }
            desk.press_in_panel(NAME, button);
            assert_eq!(fusion_view(desk), view, "{button:?}");
            desk.toggled("Mute", view.1);
        }
        for (command, times) in [("hold", 2), ("unhold", 1), ("mute", 2), ("unmute", 2)] {
            assert_eq!(desk.replies(command), vec!["success"; times], "{command}");
        }
        assert_eq!(desk.asked("holdConnection").len(), 1);
        assert_eq!(desk.asked("resumeConnection").len(), 1);
        assert_eq!(desk.broadcasts("mute"), 2, "what was so already was not asked of Connect");

        for command in ["transfer", "record", "custom"] {
            desk.command(command, CALL);
            desk.refused(command, &format!("unknown command {command}"));
            assert_eq!(desk.replies(command).len(), 1);
        }
        desk.press("End call");
        desk.command("hold", CALL);
        desk.refused("hold", "the call is over");
    });
}

#[test]
fn a_hold_by_others_that_the_data_missed_shows_at_once() {
    let mut desk = Desk::faulty("");
    desk.talks();
    for on in [true, false] {
        // Every second change is lost, and the next one is.
        desk.fault("snapshot-skipped", true);
        desk.act(Action::HoldInCcp { contact: None, on });
        desk.toggled("Hold", on);
        desk.fault("snapshot-skipped", false);
    }

    let mut desk = Desk::faulty("channel-silent");
    desk.talks();
    desk.fault("snapshot-skipped", true);
    desk.act(Action::HoldInCcp { contact: None, on: true });
    desk.toggled("Hold", false);
    desk.until("the data", |desk| desk.toggle(CALL, "Hold").on);
}

#[test]
fn a_hold_that_connect_tells_before_the_data_is_done() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    let hold = |world: &World| world.view().cards[0].controls.hold.expect("a toggle");
    let told = |leg: &str, on| Event::HoldTold { leg: ConnectionId::new(leg), on };
    let pending = world.order(InteractionVerb::Hold, "ct-1");
    world.event(told("another leg", true));
    assert_eq!((hold(&world).on, world.replies(pending).len()), (false, 0));
    world.event(told("ct-1-customer", true));
    assert_eq!(hold(&world), ToggleView { on: true, pending: None, enabled: true });
    assert_eq!(world.replies(pending).len(), 1);
    assert_eq!(world.view().cards[0].held_since, Some(world.now));
    world.event(told("ct-1-customer", true));
    world.snapshot("Busy", &[customer(talking("ct-1"), LegState::Hold)]);
    assert!(hold(&world).on);
    world.event(told("ct-1-customer", false));
    assert!(!hold(&world).on);
}

#[test]
fn a_hold_that_is_told_judges_no_other_request() {
    let mut world = World::new();
    let calls = [talking("ct-1"), ringing("ct-2")];
    world.snapshot("Busy", &calls);
    world.intend(Intent::Accept(id("ct-2")));
    world.fail(&accept("ct-2"), "InternalServiceException");
    let pending = |world: &World| world.view().cards.iter().find_map(|card| card.pending);
    assert_eq!(pending(&world), Some(PendingAction::Accept), "the data may still show it");
    world.event(Event::HoldTold { leg: ConnectionId::new("ct-1-customer"), on: true });
    assert_eq!(pending(&world), Some(PendingAction::Accept));
    world.snapshot("Busy", &[customer(talking("ct-1"), LegState::Hold), talking("ct-2")]);
    assert_eq!(pending(&world), None);
    assert!(world.view().cards.iter().all(|card| card.refusal.is_none()));
}
