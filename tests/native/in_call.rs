//! Hold, mute and tones: what is asked is not shown as done, and each command is idempotent.

use crate::world::{World, customer, id, ringing, talking, wrapping};
use fusion_connect_toolbar::domain::{
    ConnectRequest, ConnectionId, ContactFacts, Digits, Event, Failure, Intent, InteractionVerb,
    LegState, Millis, Refusal, Reply,
};
use fusion_connect_toolbar::view::ToggleView;

fn on_call() -> World {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("Busy", &[talking("ct-1")]);
    world
}

fn held(contact: &str) -> ContactFacts {
    customer(talking(contact), LegState::Hold)
}

fn hold(on: bool) -> ConnectRequest {
    ConnectRequest::Hold { contact: id("ct-1"), leg: ConnectionId::new("ct-1-customer"), on }
}

fn hold_of(world: &World) -> ToggleView {
    world.view().cards[0].controls.hold.unwrap()
}

fn mute_of(world: &World) -> ToggleView {
    world.view().cards[0].controls.mute.unwrap()
}

#[test]
fn hold_is_shown_when_connect_shows_it() {
    let mut world = on_call();
    world.intend(Intent::SetHold(id("ct-1"), true));
    assert_eq!(hold_of(&world), ToggleView { on: false, pending: Some(true), enabled: false });
    world.succeed(&hold(true));
    assert!(!hold_of(&world).on, "a success is no snapshot");
    world.snapshot("Busy", &[held("ct-1")]);
    assert_eq!(hold_of(&world), ToggleView { on: true, pending: None, enabled: true });
    world.intend(Intent::SetHold(id("ct-1"), false));
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(hold_of(&world), ToggleView { on: false, pending: None, enabled: true });
    assert_eq!((world.count(&hold(true)), world.count(&hold(false))), (1, 1));
}

#[test]
fn fusions_toggles_are_idempotent_and_answered_once() {
    let mut world = on_call();
    let first = world.order(InteractionVerb::Hold, "ct-1");
    let second = world.order(InteractionVerb::Hold, "ct-1");
    let against = world.order(InteractionVerb::Unhold, "ct-1");
    assert_eq!(world.replies(against), [Err(Refusal::Superseded)]);
    world.succeed(&hold(true));
    world.snapshot("Busy", &[held("ct-1")]);
    let again = world.order(InteractionVerb::Hold, "ct-1");
    for ticket in [first, second, again] {
        assert_eq!(world.replies(ticket), [Ok(Reply::Done)]);
    }
    assert_eq!(world.count(&hold(true)), 1);
    let unmuted = world.order(InteractionVerb::Unmute, "ct-1");
    assert_eq!(world.replies(unmuted), [Ok(Reply::Done)], "nothing to do");
    let muted = world.order(InteractionVerb::Mute, "ct-1");
    world.succeed(&ConnectRequest::Mute(true));
    assert_eq!(world.replies(muted), [], "that it was called proves nothing");
    world.event(Event::MuteToggled { muted: true });
    assert_eq!(world.replies(muted), [Ok(Reply::Done)]);
}

#[test]
fn a_toggle_that_fails_or_is_lost_says_so() {
    let mut world = on_call();
    world.intend(Intent::SetHold(id("ct-1"), true));
    world.fail(&hold(true), "InvalidStateException");
    let refusal = Refusal::Connect(Failure::Refused { kind: "InvalidStateException".into() });
    assert_eq!(world.view().cards[0].refusal, Some(refusal));
    assert_eq!(hold_of(&world), ToggleView { on: false, pending: None, enabled: true });

    let ticket = world.order(InteractionVerb::Mute, "ct-1");
    world.succeed(&ConnectRequest::Mute(true));
    world.pass(Millis::seconds(8));
    assert_eq!(world.replies(ticket), [Err(Refusal::Connect(Failure::TimedOut))]);
    assert!(!mute_of(&world).on);
}

#[test]
fn what_needs_a_call_is_refused_without_one() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let ringing = world.order(InteractionVerb::Hold, "ct-1");
    assert_eq!(world.replies(ringing), [Err(Refusal::NotConnected)]);
    world.snapshot("Busy", &[talking("ct-1")]);
    let pending = world.order(InteractionVerb::Hold, "ct-1");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(world.replies(pending), [Err(Refusal::NoLongerThere)]);
    let over = world.order(InteractionVerb::Mute, "ct-1");
    assert_eq!(world.replies(over), [Err(Refusal::NoLongerThere)]);
}

#[test]
fn an_open_microphone_that_nobody_asked_for_raises_an_alarm() {
    let mut world = on_call();
    world.intend(Intent::SetMute(id("ct-1"), true));
    world.event(Event::MuteToggled { muted: true });
    assert!(mute_of(&world).on && !world.view().cards[0].alarm);
    world.event(Event::MuteToggled { muted: false });
    world.pass(Millis::seconds(1));
    assert!(world.view().cards[0].alarm);
    world.intend(Intent::DismissAlarm(id("ct-1")));
    assert!(!world.view().cards[0].alarm);
}

#[test]
fn an_open_microphone_that_was_asked_for_or_ends_the_call_raises_none() {
    let mut world = on_call();
    world.intend(Intent::SetMute(id("ct-1"), true));
    world.event(Event::MuteToggled { muted: true });
    world.intend(Intent::SetMute(id("ct-1"), false));
    world.event(Event::MuteToggled { muted: false });
    world.pass(Millis::seconds(2));
    assert!(!world.view().cards[0].alarm);
    world.intend(Intent::SetMute(id("ct-1"), true));
    world.event(Event::MuteToggled { muted: true });
    // The softphone opens the microphone at the end, before the snapshot tells of it.
    world.event(Event::MuteToggled { muted: false });
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world.pass(Millis::seconds(2));
    assert!(!world.view().cards[0].alarm);
}

#[test]
fn tones_go_to_whoever_talks_and_a_failure_is_said() {
    let mut world = on_call();
    let digits = Digits::parse("12#").unwrap();
    world.intend(Intent::SendDigits(id("ct-1"), digits.clone()));
    let asked = ConnectRequest::Digits(id("ct-1"), ConnectionId::new("ct-1-customer"), digits);
    assert_eq!(world.count(&asked), 1);
    world.fail(&asked, "SendDataFailedException");
    assert!(world.view().cards[0].refusal.is_some());
    world.snapshot("Busy", &[held("ct-1")]);
    world.intend(Intent::SendDigits(id("ct-1"), Digits::parse("1").unwrap()));
    assert_eq!(world.view().cards[0].refusal, Some(Refusal::NobodyThere));
    assert_eq!(Digits::parse("1a"), None);
}

#[test]
fn the_server_mutes_in_a_call_of_many_and_only_a_supervisor_undoes_theirs() {
    let many = |muted: bool, forced: bool| {
        let mut facts = crate::world::with_other(talking("ct-1"), "Bob", LegState::Connected);
        facts.multi_party = true;
        let leg = facts.agent_leg.as_mut().unwrap();
        (leg.muted, leg.forced_mute) = (muted, forced);
        facts
    };
    let mut world = on_call();
    world.snapshot("Busy", &[many(false, false)]);
    world.intend(Intent::SetMute(id("ct-1"), true));
    let leg = ConnectionId::new("ct-1-leg");
    let asked = ConnectRequest::MuteLeg { contact: id("ct-1"), leg, on: true };
    assert_eq!(world.count(&asked), 1);
    world.event(Event::MuteToggled { muted: true });
    assert!(!mute_of(&world).on, "only Connect's word counts then");
    world.snapshot("Busy", &[many(true, false)]);
    assert!(mute_of(&world).on);
    world.pass(Millis::seconds(2));
    assert!(!world.view().cards[0].alarm, "who stays mute is not overheard");
    world.snapshot("Busy", &[many(false, false)]);
    world.pass(Millis::seconds(1));
    assert!(world.view().cards[0].alarm);
    world.snapshot("Busy", &[many(true, true)]);
    let ticket = world.order(InteractionVerb::Unmute, "ct-1");
    assert_eq!(world.replies(ticket), [Err(Refusal::ForcedMute)]);
    assert!(world.view().cards[0].forced_mute && !mute_of(&world).enabled);
}

#[test]
fn bringing_a_call_to_the_front_holds_the_other() {
    let mut world = on_call();
    world.snapshot("Busy", &[talking("ct-1"), held("ct-2")]);
    world.answer("new ct-2");
    let collapsed = |world: &World| {
        let cards = world.view().cards;
        cards
            .iter()
            .filter(|card| card.collapsed)
            .map(|card| card.contact.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(collapsed(&world), [id("ct-2")]);
    let ticket = world.order(InteractionVerb::SetActive, "ct-2");
    let resume = ConnectRequest::Hold {
        contact: id("ct-2"),
        leg: ConnectionId::new("ct-2-customer"),
        on: false,
    };
    assert_eq!((world.count(&hold(true)), world.count(&resume)), (1, 1));
    assert_eq!(world.replies(ticket), []);
    world.snapshot("Busy", &[held("ct-1"), talking("ct-2")]);
    assert_eq!(world.replies(ticket), [Ok(Reply::Done)]);
    assert_eq!(collapsed(&world), [id("ct-1")]);
}

#[test]
fn a_call_that_connects_begins_with_an_open_microphone() {
    let mut world = on_call();
    world.event(Event::MuteToggled { muted: true });
    let held = || customer(talking("ct-1"), LegState::Hold);
    world.snapshot("Busy", &[held(), ringing("ct-2")]);
    assert!(mute_of(&world).on);
    world.snapshot("Busy", &[held(), talking("ct-2")]);
    assert!(world.view().cards.iter().filter_map(|card| card.controls.mute).all(|it| !it.on));
}

#[test]
fn whom_connect_muted_is_shown_so_and_unmuted_where_it_was_done() {
    let muted = |muted, forced| {
        let mut facts = talking("ct-1");
        let leg = facts.agent_leg.as_mut().unwrap();
        (leg.muted, leg.forced_mute) = (muted, forced);
        facts
    };
    let mut world = on_call();
    world.snapshot("Busy", &[muted(true, true)]);
    let shown = mute_of(&world);
    assert!(shown.on && !shown.enabled, "by a supervisor");
    world.snapshot("Busy", &[muted(true, false)]);
    world.intend(Intent::SetMute(id("ct-1"), false));
    let leg = talking("ct-1").agent_leg.unwrap().id;
    let unmute = ConnectRequest::MuteLeg { contact: id("ct-1"), leg, on: false };
    world.succeed(&unmute);
    assert_eq!(mute_of(&world).pending, Some(false));
    world.snapshot("Busy", &[muted(false, false)]);
    let shown = mute_of(&world);
    assert_eq!((shown.on, shown.pending), (false, None));
    world.pass(Millis::seconds(10));
    let card = &world.view().cards[0];
    assert_eq!((card.alarm, &card.refusal), (false, &None));
}

#[test]
fn a_refusal_that_the_facts_overtook_is_taken_back() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.intend(Intent::Accept(id("ct-1")));
    world.succeed(&crate::world::accept("ct-1"));
    world.pass(Millis::seconds(8));
    let refusal = |world: &World| world.view().cards[0].refusal.clone();
    let timed_out = Some(Refusal::Connect(Failure::TimedOut));
    assert_eq!(refusal(&world), timed_out);
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(refusal(&world), None);
    world.intend(Intent::SetHold(id("ct-1"), true));
    world.pass(Millis::seconds(8));
    assert_eq!(refusal(&world), timed_out);
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(refusal(&world), timed_out, "it is still so");
    world.snapshot("Busy", &[customer(talking("ct-1"), LegState::Hold)]);
    assert_eq!(refusal(&world), None);
}
