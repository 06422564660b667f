//! Rules of `design.md` 3, "Availability", and what Fusion and the screen are told of the agent.

use crate::world::{World, agent_in, queued, ringing, snapshot_of, talking};
use fusion_connect_toolbar::domain::{
    AgentReport, AgentVerb, Command, ConnectRequest, Event, Failure, FusionRequest, Intent,
    LinkFact, Millis, Refusal, Reply, Settings, StateArn, StateLabel,
};
use fusion_connect_toolbar::view::ConnectHealth;

fn set(arn: &str, enqueue: bool) -> ConnectRequest {
    ConnectRequest::SetState { arn: StateArn::new(arn), enqueue }
}

fn reports(world: &World) -> Vec<AgentReport> {
    let report = |command: &Command| match command {
        Command::Fusion { request: FusionRequest::AgentState(report), .. } => Some(report.clone()),
        _ => None,
    };
    world.sent.iter().filter_map(report).collect()
}

#[test]
fn one_press_asks_for_the_first_break_and_nothing_is_shown_before_connect_says_so() {
    let mut world = World::new();
    world.intend(Intent::ToggleAvailability);
    assert_eq!(world.count(&set("s-lunch", false)), 1);
    let status = world.view().status;
    assert!(status.available, "still what Connect said");
    assert_eq!(status.pending.unwrap().name, "Lunch");
    world.succeed(&set("s-lunch", false));
    assert!(world.view().status.available, "success is not yet the state");
    world.snapshot("Lunch", &[]);
    let status = world.view().status;
    assert!(!status.available && status.pending.is_none());
}

#[test]
fn the_configured_state_comes_first_and_offline_last() {
    let settings = Settings { unavailable_state: Some("Training".into()), ..Settings::default() };
    let mut world = World::with(settings);
    world.intend(Intent::ToggleAvailability);
    assert_eq!(world.count(&set("s-training", false)), 1);

    let mut world = World::new();
    let mut agent = agent_in("Available");
    agent.selectable.retain(|state| matches!(state.name.as_str(), "Offline" | "Available"));
    world.event(Event::SnapshotTaken(snapshot_of(agent, vec![])));
    world.intend(Intent::ToggleAvailability);
    assert_eq!(world.count(&set("s-off", false)), 1);
}

#[test]
fn during_a_contact_the_state_is_queued() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    assert!(world.view().status.available, "the agent's choice stays during a call");
    world.intend(Intent::ToggleAvailability);
    assert_eq!(world.count(&set("s-lunch", true)), 1);
    assert!(world.view().status.pending.unwrap().after_contact);
    let agent = || queued(agent_in("Busy"), "Lunch");
    let contacts = || vec![fusion_connect_toolbar::domain::Seen::Contact(talking("ct-1"))];
    world.event(Event::SnapshotTaken(snapshot_of(agent(), contacts())));
    let status = world.view().status;
    assert!(status.pending.is_none() && !status.available);
    assert_eq!(status.next.as_deref(), Some("Lunch"));
    world.intend(Intent::ToggleAvailability);
    assert_eq!(world.count(&set("s-av", true)), 1, "back to available after the call");
}

#[test]
fn a_double_click_is_one_wish() {
    let mut world = World::new();
    world.intend(Intent::ToggleAvailability);
    world.intend(Intent::ToggleAvailability);
    assert_eq!(world.count(&set("s-lunch", false)), 1);
    assert_eq!(world.count(&set("s-av", false)), 0);
}

#[test]
fn a_refusal_is_shown_with_its_kind() {
    let mut world = World::new();
    world.intend(Intent::ToggleAvailability);
    let id = world.command(&set("s-lunch", false));
    let failure = Failure::Refused { kind: "InvalidStateException".into() };
    world.event(Event::CommandSettled { id, outcome: Err(failure.clone()) });
    let status = world.view().status;
    assert_eq!(status.refusal, Some(Refusal::Connect(failure)));
    assert!(status.pending.is_none() && status.can_toggle);
}

#[test]
fn a_change_that_no_snapshot_shows_is_given_up() {
    let mut world = World::new();
    world.intend(Intent::ToggleAvailability);
    world.succeed(&set("s-lunch", false));
    world.pass(Millis::seconds(8));
    let status = world.view().status;
    assert_eq!(status.refusal, Some(Refusal::Connect(Failure::TimedOut)));
    assert!(status.available);
}

#[test]
fn fusion_makes_available_and_unavailable() {
    let mut world = World::new();
    let ask = |world: &mut World, verb: AgentVerb| {
        let ticket = world.next_ticket();
        world.event(Event::AgentCommanded { ticket, verb });
        ticket
    };
    let already = ask(&mut world, AgentVerb::MakeAvailable);
    assert_eq!(world.replies(already), [Ok(Reply::Done)]);
    let first = ask(&mut world, AgentVerb::MakeUnavailable);
    let joined = ask(&mut world, AgentVerb::MakeUnavailable);
    let opposed = ask(&mut world, AgentVerb::MakeAvailable);
    assert_eq!(world.replies(opposed), [Err(Refusal::Superseded)]);
    world.succeed(&set("s-lunch", false));
    for ticket in [first, joined] {
        assert_eq!(world.replies(ticket), [Ok(Reply::Done)]);
    }
    assert_eq!(world.count(&set("s-lunch", false)), 1);
}

#[test]
fn fusion_hears_of_every_change_and_of_nothing_twice() {
    let mut world = World::new();
    world.snapshot("Available", &[]);
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("Busy", &[talking("ct-1")]);
    world.snapshot("Busy", &[talking("ct-1")]);
    let labels: Vec<StateLabel> = reports(&world).into_iter().map(|report| report.label).collect();
    assert_eq!(
        labels,
        [StateLabel::Named("Available".into()), StateLabel::Ringing, StateLabel::Busy]
    );
    assert!(reports(&world).iter().all(|report| report.logged_in));
}

#[test]
fn signed_out_is_told_and_shown() {
    let mut world = World::new();
    world.event(Event::LinkChanged(LinkFact::Terminated));
    let last = reports(&world).pop().unwrap();
    assert!(!last.logged_in && !last.available);
    assert_eq!(world.view().health.connect, ConnectHealth::SignedOut);
    assert!(!world.view().status.can_toggle);
    world.snapshot("Available", &[]);
    assert_eq!(world.view().health.connect, ConnectHealth::Ready, "signed in again");
    assert!(reports(&world).pop().unwrap().logged_in);
}

#[test]
fn an_expired_session_alarms_only_when_it_does_not_heal() {
    let mut world = World::new();
    world.event(Event::LinkChanged(LinkFact::AuthFailed));
    world.pass(Millis::seconds(2));
    world.event(Event::LinkChanged(LinkFact::Authorized));
    world.pass(Millis::seconds(10));
    assert_eq!(world.view().health.connect, ConnectHealth::Ready);
    world.event(Event::CcpHeard);
    world.event(Event::LinkChanged(LinkFact::AuthFailed));
    world.pass(Millis::seconds(5));
    assert_eq!(world.view().health.connect, ConnectHealth::SessionExpired);
}

#[test]
fn silence_is_judged_by_the_clock_and_by_visibility() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.pass(Millis(15_999));
    assert_eq!(world.view().health.connect, ConnectHealth::Ready);
    world.pass(Millis(1));
    assert_eq!(world.view().health.connect, ConnectHealth::Silent);
    assert!(world.view().cards[0].uncertain);
    assert!(!world.sent.contains(&Command::RestartConnect), "never by itself");
    world.event(Event::CcpHeard);
    assert_eq!(world.view().health.connect, ConnectHealth::Ready);
    world.event(Event::VisibilityChanged { visible: false });
    world.pass(Millis::seconds(74));
    assert_eq!(world.view().health.connect, ConnectHealth::Ready, "timers are throttled there");
    world.pass(Millis::seconds(1));
    assert_eq!(world.view().health.connect, ConnectHealth::Silent);
}

#[test]
fn a_late_look_is_no_proof_of_silence() {
    let mut world = World::new();
    world.now = world.now + Millis::seconds(3600);
    world.event(Event::Ticked);
    assert_eq!(world.view().health.connect, ConnectHealth::Ready, "this computer slept");
    world.pass(Millis::seconds(16));
    assert_eq!(world.view().health.connect, ConnectHealth::Silent, "and still nothing came");
}

#[test]
fn a_blocked_login_window_is_remembered_and_blurs_no_cause() {
    let blocked = || Event::LinkChanged(LinkFact::NotAcknowledged { popup_blocked: true });
    let mut world = World::new();
    world.event(Event::LinkChanged(LinkFact::Terminated));
    world.event(blocked());
    assert_eq!(world.view().health.connect, ConnectHealth::SignedOut);
    assert!(world.view().health.popup_blocked);
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    assert!(!world.view().health.popup_blocked);
    world.snapshot("Available", &[]);
    world.event(Event::LinkChanged(LinkFact::AuthFailed));
    world.pass(Millis::seconds(5));
    world.event(blocked());
    assert_eq!(world.view().health.connect, ConnectHealth::SessionExpired);
}

#[test]
fn after_a_sign_in_nothing_is_claimed_before_the_first_snapshot() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.event(Event::LinkChanged(LinkFact::Terminated));
    assert!(world.view().cards[0].uncertain, "what was known of the call is old");
    let told = reports(&world).len();
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    assert_eq!(reports(&world).len(), told, "the state of before is not told again");
    assert_eq!(world.view().health.connect, ConnectHealth::Waiting);
    world.pass(Millis::seconds(20));
    assert_eq!(world.view().health.connect, ConnectHealth::Silent, "acknowledged, and no data");
}

#[test]
fn the_state_of_an_offered_callback_is_connects_own() {
    let mut world = World::new();
    let mut agent = agent_in("Lunch");
    (agent.state.arn, agent.state.name) = (None, "Pending".into());
    world.event(Event::SnapshotTaken(snapshot_of(agent, vec![])));
    let status = world.view().status;
    assert_eq!(status.state.unwrap().label, StateLabel::Ringing);
    assert!(status.available, "the agent's choice stays");
}

#[test]
fn fusion_is_told_of_a_phone_that_answers_and_sends_no_data() {
    let mut world = World::new();
    world.reload();
    world.answer_others();
    let told = |world: &World| {
        let mut reports = world.sent.iter().filter_map(|it| match it {
            Command::Fusion { request: FusionRequest::AgentState(report), .. } => Some(report),
            _ => None,
        });
        reports.next_back().map(|report| report.logged_in)
    };
    assert_eq!(told(&world), Some(true), "as it was told last");
    world.pass(Millis::seconds(20));
    assert_eq!(told(&world), Some(false));
    world.snapshot("Available", &[]);
    assert_eq!(told(&world), Some(true));
}
