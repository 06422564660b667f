//! The way out, and the news of Connect: gaps, a stuck worker, a lost line.

use crate::world::{World, talking};
use fusion_connect_toolbar::domain::Settings;
use fusion_connect_toolbar::domain::{
    Command, ConnectRequest, Event, FusionRequest, Intent, LinkFact, Millis, Refusal, StateArn,
};
use fusion_connect_toolbar::view::ConnectHealth;

fn offline() -> ConnectRequest {
    ConnectRequest::SetState { arn: StateArn::new("s-off"), enqueue: false }
}

fn sign_outs(world: &World) -> usize {
    world.sent.iter().filter(|command| matches!(command, Command::SignOut)).count()
}

#[test]
fn signing_out_goes_offline_first_and_fusion_hears_of_it() {
    let mut world = World::new();
    world.intend(Intent::SignOut);
    world.intend(Intent::SignOut);
    assert_eq!((world.count(&offline()), sign_outs(&world)), (1, 0));
    assert_eq!(world.view().status.sign_out, Some(false));
    world.succeed(&offline());
    assert_eq!(sign_outs(&world), 1);
    world.event(Event::LinkChanged(LinkFact::Terminated));
    assert_eq!(world.view().health.connect, ConnectHealth::SignedOut);
    let told = world.sent.iter().rev().find_map(|command| match command {
        Command::Fusion { request: FusionRequest::AgentState(report), .. } => Some(report.clone()),
        _ => None,
    });
    assert!(!told.unwrap().logged_in);
}

#[test]
fn nobody_is_kept_in_by_a_connect_that_does_not_answer() {
    let mut world = World::new();
    world.intend(Intent::SignOut);
    world.pass(Millis::seconds(4));
    assert_eq!(sign_outs(&world), 1);
    world.event(Event::CcpHeard);
    world.pass(Millis::seconds(8));
    assert_eq!(world.view().status.sign_out, Some(true), "it did not work; try again");
}

#[test]
fn a_contact_comes_first() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.intend(Intent::SignOut);
    assert_eq!((world.count(&offline()), sign_outs(&world)), (0, 0));
    assert_eq!(world.view().status.refusal, Some(Refusal::OnContact));
}

#[test]
fn the_recent_calls_go_with_the_agent() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.snapshot("Available", &[]);
    assert_eq!(world.view().recent.len(), 1);
    world.reload();
    assert_eq!(world.view().recent.len(), 1, "but not with a reload");
    world.event(Event::LinkChanged(LinkFact::Terminated));
    assert_eq!(world.view().recent.len(), 0);
    assert_eq!(world.model.remembered.recent.len(), 0);
}

#[test]
fn minutes_without_news_are_said_once_there_is_news_again() {
    let mut world = World::new();
    let slept_at = world.now;
    world.now = world.now + Millis::seconds(600);
    world.event(Event::Ticked);
    assert_eq!(world.view().health.gap, None, "the CCP slept as well");
    world.event(Event::CcpHeard);
    assert_eq!(world.view().health.gap, Some((slept_at, world.now)));
    assert_eq!(world.view().health.connect, ConnectHealth::Ready, "data gets its time");
    world.intend(Intent::DismissGap);
    assert_eq!(world.view().health.gap, None);
}

#[test]
fn minutes_that_the_page_did_not_count_are_said_too() {
    let mut world = World::new();
    let leapt = Event::ClockLeapt(Millis::seconds(2_400));
    world.event(leapt.clone());
    let slept_at = Millis(world.now.0 - 2_400_000);
    assert_eq!(world.view().health.gap, Some((slept_at, world.now)));
    world.event(leapt.clone());
    let slept_at = Millis(slept_at.0 - 2_400_000);
    world.event(Event::CcpHeard);
    assert_eq!(world.view().health.gap, Some((slept_at, world.now)), "two sleeps without news");
    world.event(Event::LinkChanged(LinkFact::Terminated));
    world.event(leapt);
    assert_eq!(world.view().health.gap, None, "nobody was signed in");
}

#[test]
fn a_hidden_page_may_hear_less() {
    let mut world = World::new();
    world.event(Event::VisibilityChanged { visible: false });
    world.pass(Millis::seconds(60));
    world.event(Event::VisibilityChanged { visible: true });
    world.event(Event::CcpHeard);
    assert_eq!(world.view().health.gap, None);
}

#[test]
fn acknowledgements_without_data_mean_a_stuck_worker() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    for _ in 0..90 {
        world.pass(Millis::seconds(1));
        world.event(Event::CcpHeard);
    }
    assert_eq!(world.view().health.connect, ConnectHealth::Stuck);
    assert!(world.view().cards[0].uncertain);
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.view().health.connect, ConnectHealth::Ready);
}

#[test]
fn a_lost_line_and_a_frozen_worker_have_names_of_their_own() {
    let mut world = World::new();
    world.event(Event::LinkChanged(LinkFact::SocketLost));
    assert_eq!(world.view().health.connect, ConnectHealth::Offline);
    world.event(Event::LinkChanged(LinkFact::SocketGained));
    assert_eq!(world.view().health.connect, ConnectHealth::Ready);
    world.event(Event::LinkChanged(LinkFact::Frozen));
    assert_eq!(world.view().health.connect, ConnectHealth::Frozen);
    world.event(Event::LinkChanged(LinkFact::Authorized));
    assert_eq!(world.view().health.connect, ConnectHealth::Ready);
}

#[test]
fn closing_the_window_asks_while_it_would_cost_something() {
    let mut world = World::new();
    assert!(world.view().guards_close, "available");
    world.snapshot("Lunch", &[]);
    assert!(!world.view().guards_close);
    world.snapshot("Busy", &[talking("ct-1")]);
    assert!(world.view().guards_close);
}

/// A toolbar that is to go into this state after a sign-in.
fn beginning_in(state: &str) -> World {
    World::with(Settings { state_after_sign_in: Some(state.to_owned()), ..Settings::default() })
}

fn lunch() -> ConnectRequest {
    ConnectRequest::SetState { arn: StateArn::new("s-lunch"), enqueue: false }
}

#[test]
fn a_shift_begins_in_the_configured_state_once() {
    let mut world = beginning_in("Lunch");
    world.event(Event::LinkChanged(LinkFact::Terminated));
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    world.snapshot("Offline", &[]);
    world.snapshot("Offline", &[]);
    assert_eq!(world.count(&lunch()), 1);
    world.succeed(&lunch());
    world.snapshot("Lunch", &[]);
    world.snapshot("Offline", &[]);
    assert_eq!(world.count(&lunch()), 1, "the agent's own choice stays");
}

#[test]
fn only_a_sign_in_begins_a_shift() {
    let mut world = beginning_in("Lunch");
    world.snapshot("Offline", &[]);
    assert_eq!(world.count(&lunch()), 0, "a page that is loaded again is none");
    world.event(Event::LinkChanged(LinkFact::NotAcknowledged { popup_blocked: false }));
    world.snapshot("Offline", &[]);
    assert_eq!(world.count(&lunch()), 0, "nor is a CCP that is late");
    world.event(Event::LinkChanged(LinkFact::Terminated));
    world.snapshot("Available", &[]);
    assert_eq!(world.count(&lunch()), 0, "who is not offline stays as they are");
    world.event(Event::LinkChanged(LinkFact::Terminated));
    world.snapshot("Offline", &[talking("ct-1")]);
    assert_eq!(world.count(&lunch()), 0, "nor is a call disturbed");
}

#[test]
fn a_page_that_is_loaded_again_is_no_sign_in_even_if_the_ccp_is_late() {
    let late = Event::LinkChanged(LinkFact::NotAcknowledged { popup_blocked: false });
    let mut world = beginning_in("Lunch");
    world.snapshot("Offline", &[]);
    world.reload();
    world.event(late.clone());
    world.snapshot("Offline", &[]);
    assert_eq!(world.count(&lunch()), 0, "the agent's own choice stays");
    world.reload();
    world.event(late.clone());
    world.event(Event::Intended(Intent::SignIn));
    world.snapshot("Offline", &[]);
    assert_eq!(world.count(&lunch()), 1, "who asks to sign in does so");
    world.reload();
    world.event(Event::LinkChanged(LinkFact::AuthFailed));
    world.pass(Millis::seconds(5));
    world.event(late);
    world.snapshot("Offline", &[]);
    assert_eq!(world.count(&lunch()), 2, "an expired session has to be begun anew");
}

#[test]
fn a_state_that_connect_does_not_have_is_told() {
    let mut world = beginning_in("Tea");
    world.event(Event::LinkChanged(LinkFact::Terminated));
    world.snapshot("Offline", &[]);
    assert_eq!(world.view().status.refusal, Some(Refusal::NoSuchState));
}
