//! What Connect tells may be late, skipped, doubled, unreadable or nothing at all: a call is told once, and the
//! toolbar says when it does not know.

use crate::desk::{CALL, Desk, Direction, begun, wrapped_up};
use crate::world::{World, talking};
use fusion_connect_toolbar::domain::{Intent, Millis, Seen};
use fusion_connect_toolbar::view::{ConnectHealth, PendingAction, Phase};
use sandbox::ccp::fault::Fault;
use sandbox::control::Action;
use sandbox::fusion::desktop::Button;

/// How often the page of the CCP was loaded.
fn loads(desk: &Desk) -> usize {
    desk.logged(|entry| entry.way == Direction::Ccp && entry.message["kind"] == "ready").len()
}

#[test]
fn with_slow_snapshots_each_step_shows_what_was_asked_until_connect_confirms_it() {
    let mut desk = Desk::faulty("connect-slow-snapshot");
    desk.rings();
    desk.press("Accept");
    assert_eq!(desk.card(Phase::Ringing).pending, Some(PendingAction::Accept));
    desk.press_in_fusion(Button::Answer);
    desk.pass(Millis(1_900));
    let card = desk.card(Phase::Connected);
    assert_eq!(card.pending, None);
    assert_eq!(desk.replies("accept"), ["success"]);
    assert_eq!(desk.asked("acceptContact"), ["success"]);
    desk.press("End call");
    assert_eq!(desk.card(Phase::Connected).pending, Some(PendingAction::End));
    desk.pass(Millis::seconds(2));
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.told(), wrapped_up());
}

#[test]
fn doubled_snapshots_change_nothing() {
    let mut desk = Desk::faulty("snapshot-repeated");
    desk.talks();
    desk.finishes();
    assert_eq!(desk.told(), wrapped_up());
    assert_eq!(desk.asked("acceptContact"), ["success"]);
    assert_eq!(desk.asked("destroyConnection"), ["success"]);
    assert_eq!(desk.asked("clearContact"), ["success"]);
}

#[test]
fn a_call_whose_ringing_was_never_told_is_still_told_to_fusion_whole() {
    let mut desk = Desk::faulty("");
    desk.fault("snapshot-skipped", true);
    desk.act(Action::Ring(crate::desk::ring()));
    assert!(desk.view().cards.is_empty());
    desk.act(Action::AcceptInCcp { contact: None });
    desk.card(Phase::Connected);
    assert_eq!(desk.told(), begun());
    desk.fault("snapshot-skipped", false);
    desk.press("End call");
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.told(), wrapped_up());
    assert_eq!(desk.asked("acceptContact"), Vec::<&str>::new());
}

#[test]
fn a_contact_that_cannot_be_read_is_uncertain_and_nothing_is_closed_for_it() {
    let mut desk = Desk::faulty("");
    desk.talks();
    desk.fault("contact-garbled", true);
    assert!(desk.card(Phase::Connected).uncertain);
    let path = "snapshot.contacts[0].connections: expected an array";
    assert_eq!(desk.health().fault.as_deref(), Some(path));
    desk.pass(Millis::seconds(60));
    assert!(desk.card(Phase::Connected).uncertain);

    desk.fault("contact-garbled", false);
    assert!(!desk.card(Phase::Connected).uncertain);
    assert_eq!(desk.told(), begun());
    desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.told(), wrapped_up());
}

#[test]
fn an_entry_of_a_list_that_cannot_be_read_is_left_out_and_calls_go_on() {
    let mut desk = Desk::faulty("");
    desk.fault("entries-garbled", true);
    assert_eq!(desk.health().connect, ConnectHealth::Ready);
    let fault = desk.health().fault.clone().unwrap();
    for path in [
        "snapshot.contacts[0].contactId: expected a string",
        "configuration.agentStates[0].agentStateARN: expected a string",
        "configuration.permissions[0]: expected a string",
        "configuration.dialableCountries[0]: expected a string",
    ] {
        assert!(fault.contains(path), "{path} in {fault}");
    }
    desk.talks();
    assert!(!desk.card(Phase::Connected).uncertain);
    let fault = desk.health().fault.clone().unwrap();
    assert!(fault.contains("snapshot.contacts[1].connections[0]."), "{fault}");
    desk.finishes();
    assert_eq!(desk.told(), wrapped_up());
}

#[test]
fn a_call_that_loses_its_id_is_uncertain_and_not_closed() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    let nameless = || Seen::Nameless { fault: "snapshot.contacts[0].contactId".into() };
    world.seen("Busy", vec![nameless()]);
    assert!(world.view().cards[0].uncertain);
    assert_eq!(world.calls_told(), ["new ct-1"]);
    world.seen("Busy", vec![nameless(), Seen::Contact(talking("ct-1"))]);
    assert!(!world.view().cards[0].uncertain);
    world.seen("Available", vec![nameless()]);
    assert_eq!(world.view().cards, [], "the stray entry was there before");
    world.snapshot("Available", &[]);
}

#[test]
fn a_silent_ccp_is_named_its_frame_stays_and_the_call_is_there_when_it_speaks_again() {
    let mut desk = Desk::faulty("");
    desk.talks();
    let before = loads(&desk);
    desk.fault("ccp-silent", true);
    desk.until("silence is named", |desk| desk.health().connect == ConnectHealth::Silent);
    assert_eq!(desk.now.since(desk.model.link.heard_at), Millis::seconds(16));
    assert!(desk.card(Phase::Connected).uncertain);
    assert_eq!(desk.card(Phase::Connected).actions.end, Some(false));
    desk.pass(Millis::seconds(60));
    assert_eq!(loads(&desk), before, "the frame that holds the audio was not loaded again");
    assert_eq!(desk.told(), begun(), "silence ends no call");

    desk.fault("ccp-silent", false);
    desk.until("the phone is ready", Desk::is_healthy);
    desk.until("fresh news", |desk| !desk.card(Phase::Connected).uncertain);
    desk.press("End call");
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.told(), wrapped_up());
}

#[test]
fn the_phone_can_be_restarted_by_hand_and_the_call_is_there_without_its_sound() {
    let mut desk = Desk::faulty("");
    desk.talks();
    // Only this page of the CCP falls silent; the next one speaks.
    desk.act(Action::Fault { fault: Fault::CcpSilent, on: true });
    desk.until("silence is named", |desk| desk.health().connect == ConnectHealth::Silent);
    let before = loads(&desk);
    desk.intend(Intent::RestartConnect);
    desk.until("the phone is ready", Desk::is_healthy);
    assert_eq!(loads(&desk), before + 1);
    assert!(desk.card(Phase::Connected).recovered);
    desk.press("End call");
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.told(), wrapped_up());
    assert_eq!(desk.asked("acceptContact"), ["success"]);
}

#[test]
fn a_ccp_that_loads_itself_again_in_mid_call_costs_neither_card_nor_engagement() {
    let mut desk = Desk::faulty("");
    desk.talks();
    let before = loads(&desk);
    desk.act(Action::ReloadCcp);
    assert_eq!(loads(&desk), before + 1);
    desk.until("the phone is ready", Desk::is_healthy);
    desk.pass(Millis::seconds(60));
    assert!(desk.card(Phase::Connected).recovered, "its audio went with the page");
    assert_eq!(desk.told(), begun());
    desk.press("End call");
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.told(), wrapped_up());
    assert_eq!(desk.asked("acceptContact"), ["success"]);
}

#[test]
fn a_contact_that_vanishes_without_a_word_is_closed() {
    let mut desk = Desk::faulty("");
    desk.talks();
    desk.act(Action::Vanish { contact: Some(CALL.to_owned()) });
    assert!(desk.view().cards.is_empty());
    assert_eq!(desk.told(), wrapped_up());
}

#[test]
fn a_clock_that_is_set_in_mid_call_changes_no_time_and_no_deadline() {
    for by in [-3_600_000, 3_600_000] {
        let mut desk = Desk::faulty("");
        desk.talks();
        let before = desk.card(Phase::Connected);
        desk.set_clock(by);
        assert_eq!(desk.card(Phase::Connected), before);
        desk.press("Hold");
        let held = desk.card(Phase::Connected).held_since.expect("on hold");
        assert!(desk.now.since(held) < Millis::seconds(1));
        desk.fault("connect-never", true);
        desk.press("End call");
        desk.pass(Millis::seconds(8));
        assert!(desk.card(Phase::Connected).refusal.is_some(), "not a second later");
    }
}
