//! Amazon's rule that signs out agents who do nothing: what they do in Fusion and in the toolbar counts, and the end is
//! announced.

use crate::desk::{Desk, ring};
use crate::world::World;
use fusion_connect_toolbar::domain::{Command, Event, Intent, LinkFact, Millis, SessionNews, Stay};
use fusion_connect_toolbar::view::ConnectHealth;
use sandbox::control::Action;
use sandbox::fusion::desktop::Button;

const MINUTE: Millis = Millis::seconds(60);
const RULE: Millis = Millis::seconds(15 * 60);

fn ruled() -> Desk {
    let mut desk = Desk::faulty("");
    desk.act(Action::Inactivity { millis: Some(RULE.0) });
    desk
}

fn told(desk: &Desk) -> usize {
    desk.shell.iter().filter(|command| **command == Command::TellActivity).count()
}

fn warned(desk: &Desk) -> Option<Stay> {
    desk.health().session.as_ref().map(|warning| warning.stay)
}

#[test]
fn who_is_at_the_keys_stays_signed_in_and_amazon_hears_of_it_once_a_minute() {
    let mut desk = ruled();
    for _ in 0..40 {
        for _ in 0..6 {
            desk.is_active();
            desk.pass(Millis::seconds(10));
        }
    }
    assert_eq!((desk.health().connect.clone(), warned(&desk)), (ConnectHealth::Ready, None));
    assert_eq!(told(&desk), 40);
}

#[test]
fn time_alone_is_no_activity_and_the_end_is_announced() {
    let mut desk = ruled();
    desk.pass(Millis(RULE.0 - 2 * MINUTE.0));
    assert_eq!(warned(&desk), None);
    desk.pass(MINUTE + Millis::seconds(1));
    assert_eq!(warned(&desk), Some(Stay::Unasked));
    assert_eq!(told(&desk), 0, "nobody did anything");
    desk.pass(MINUTE);
    assert_eq!(desk.health().connect, ConnectHealth::SignedOutIdle);
    assert_eq!(warned(&desk), None);
}

#[test]
fn the_agent_stays_signed_in_by_a_press_once_amazon_says_so() {
    let mut desk = ruled();
    desk.act(Action::ExpireSoon { millis: 30_000 });
    desk.intend(Intent::StaySignedIn);
    desk.settle();
    assert_eq!(warned(&desk), None);
    desk.pass(MINUTE);
    assert_eq!(desk.health().connect, ConnectHealth::Ready);
}

#[test]
fn a_warning_does_not_go_away_under_the_pointer_but_by_any_press() {
    let mut desk = ruled();
    desk.act(Action::ExpireSoon { millis: 60_000 });
    desk.is_active();
    assert_eq!(warned(&desk), Some(Stay::Unasked));
    desk.toggle_availability();
    desk.settle();
    assert_eq!(warned(&desk), None);
}

#[test]
fn a_key_or_a_press_anywhere_in_a_window_ends_a_warning() {
    let mut desk = ruled();
    desk.act(Action::ExpireSoon { millis: 60_000 });
    desk.types();
    desk.settle();
    assert_eq!(warned(&desk), None);
    desk.pass(MINUTE);
    assert_eq!(desk.health().connect, ConnectHealth::Ready);
}

#[test]
fn a_warning_goes_with_the_page_that_gave_it_and_when_its_time_is_over() {
    let told = |world: &World| world.sent.iter().filter(|it| **it == Command::TellActivity).count();
    let warned = |world: &World| world.view().health.session.map(|warning| warning.ends_at);
    let mut world = World::new();
    let ends_at = world.now + Millis::seconds(20);
    world.event(Event::SessionTold(SessionNews::Ends(ends_at)));
    assert_eq!(warned(&world), Some(ends_at));
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    assert_eq!(warned(&world), Some(ends_at), "the same page, late");
    world.event(Event::LinkChanged(LinkFact::Reloaded));
    assert_eq!(warned(&world), None, "another page of the CCP's");
    world.event(Event::ActivitySeen);
    assert_eq!(told(&world), 1, "it counts again");

    world.event(Event::SessionTold(SessionNews::Ends(ends_at)));
    world.pass(Millis::seconds(20));
    assert_eq!(warned(&world), Some(ends_at));
    world.pass(Millis::seconds(10));
    assert_eq!(warned(&world), None, "the session went on all the same");
    world.snapshot("Available", &[]);
    world.pass(MINUTE);
    world.snapshot("Available", &[]);
    world.event(Event::ActivitySeen);
    assert_eq!(told(&world), 2);
}

#[test]
fn an_announced_end_that_amazon_tells_late_is_still_the_rules() {
    for (late, idle) in [(40, true), (200, false)] {
        let mut world = World::new();
        world.event(Event::SessionTold(SessionNews::Ends(world.now + Millis::seconds(5))));
        world.pass(Millis::seconds(15));
        assert_eq!(world.view().health.session, None);
        world.pass(Millis::seconds(late));
        world.event(Event::LinkChanged(LinkFact::Terminated));
        assert_eq!(world.view().health.connect == ConnectHealth::SignedOutIdle, idle, "{late} s");
    }
}

#[test]
fn an_end_that_is_over_by_another_clock_is_still_warned_of() {
    let mut world = World::new();
    let ends_at = Millis(world.now.0 - 5 * MINUTE.0);
    world.event(Event::SessionTold(SessionNews::Ends(ends_at)));
    let warning = world.view().health.session.expect("a warning");
    assert_eq!(warning.ends_at, world.now + MINUTE);
}

#[test]
fn a_press_that_amazon_refuses_is_told_and_can_be_repeated() {
    let mut desk = ruled();
    desk.fault("activity-fails", true);
    desk.act(Action::ExpireSoon { millis: 30_000 });
    desk.intend(Intent::StaySignedIn);
    desk.settle();
    assert_eq!(warned(&desk), Some(Stay::Refused));
    desk.fault("activity-fails", false);
    desk.intend(Intent::StaySignedIn);
    desk.pass(Millis::seconds(2));
    assert_eq!(warned(&desk), None);
}

#[test]
fn a_press_right_after_another_is_told_as_soon_as_streams_takes_it() {
    let mut desk = ruled();
    desk.is_active();
    desk.act(Action::ExpireSoon { millis: 60_000 });
    desk.intend(Intent::StaySignedIn);
    assert_eq!(told(&desk), 1);
    desk.pass(Millis::seconds(2));
    assert_eq!((told(&desk), warned(&desk)), (2, None));
}

#[test]
fn a_press_that_nobody_answers_is_given_up_after_ten_seconds() {
    let mut desk = ruled();
    desk.act(Action::ExpireSoon { millis: 60_000 });
    desk.fault("ccp-silent", true);
    desk.intend(Intent::StaySignedIn);
    assert!(matches!(warned(&desk), Some(Stay::Asked(_))));
    desk.intend(Intent::StaySignedIn);
    assert_eq!(told(&desk), 1, "one press is under way");
    desk.pass(Millis::seconds(10));
    assert_eq!(warned(&desk), Some(Stay::Refused));
}

#[test]
fn an_accept_in_fusion_counts_and_a_ring_does_not() {
    let mut desk = ruled();
    desk.act(Action::Ring(ring()));
    desk.settle();
    assert_eq!(told(&desk), 0);
    desk.press_in_fusion(Button::Answer);
    assert_eq!(told(&desk), 1);
}

#[test]
fn a_sign_out_of_ones_own_is_not_told_as_the_rules() {
    let mut desk = ruled();
    desk.intend(Intent::SignOut);
    desk.pass(Millis::seconds(5));
    assert_eq!(desk.health().connect, ConnectHealth::SignedOut);
}

#[test]
fn nothing_is_told_to_a_phone_that_is_not_there() {
    let mut desk = ruled();
    desk.act(Action::SignOut);
    desk.settle();
    desk.is_active();
    assert_eq!(told(&desk), 0);
}
