//! Rules of `design.md` 3, "Commands from Fusion": each is answered exactly once, and how.

use crate::world::{World, accept, end, failed, id, reject, ringing, talking, wrapping};
use fusion_connect_toolbar::domain::{
    AgentVerb, Event, EventId, Failure, Intent, InteractionVerb, Millis, Refusal, Reply,
};

const DONE: Result<Reply, Refusal> = Ok(Reply::Done);

fn offered() -> World {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world
}

fn refused(kind: &str) -> Failure {
    Failure::Refused { kind: kind.into() }
}

#[test]
fn accept_is_executed_at_once_and_answered_by_streams() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let ticket = world.order(InteractionVerb::Accept, "ct-1");
    assert_eq!(world.count(&accept("ct-1")), 1, "not after the lookup");
    assert!(world.replies(ticket).is_empty());
    world.succeed(&accept("ct-1"));
    assert_eq!(world.replies(ticket), [DONE]);
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.replies(ticket), [DONE], "once");
}

#[test]
fn a_snapshot_that_shows_the_effect_answers_too() {
    let mut world = offered();
    let ticket = world.order(InteractionVerb::Accept, "ct-1");
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.replies(ticket), [DONE]);
    world.succeed(&accept("ct-1"));
    assert_eq!(world.replies(ticket), [DONE], "the late success is stale");
}

#[test]
fn accepts_join() {
    let mut world = offered();
    let first = world.order(InteractionVerb::Accept, "ct-1");
    let second = world.order(InteractionVerb::Accept, "ct-1");
    world.succeed(&accept("ct-1"));
    let third = world.order(InteractionVerb::Accept, "ct-1");
    world.snapshot("Busy", &[talking("ct-1")]);
    let fourth = world.order(InteractionVerb::Accept, "ct-1");
    for ticket in [first, second, third, fourth] {
        assert_eq!(world.replies(ticket), [DONE]);
    }
    assert_eq!(world.count(&accept("ct-1")), 1);
}

#[test]
fn accept_and_reject_oppose_each_other_while_in_flight() {
    let mut world = offered();
    world.intend(Intent::Accept(id("ct-1")));
    let ticket = world.order(InteractionVerb::Reject, "ct-1");
    assert_eq!(world.replies(ticket), [Err(Refusal::AlreadyAnswering)]);
    assert_eq!(world.count(&reject("ct-1")), 0);

    let mut world = offered();
    world.intend(Intent::Decline(id("ct-1")));
    let ticket = world.order(InteractionVerb::Accept, "ct-1");
    assert_eq!(world.replies(ticket), [Err(Refusal::AlreadyDeclining)]);
    assert_eq!(world.count(&accept("ct-1")), 0);
}

#[test]
fn the_toolbar_follows_the_same_rules() {
    let mut world = offered();
    world.order(InteractionVerb::Accept, "ct-1");
    world.intend(Intent::Decline(id("ct-1")));
    assert_eq!(world.count(&reject("ct-1")), 0);
    assert_eq!(world.view().cards[0].refusal, Some(Refusal::AlreadyAnswering));
}

#[test]
fn a_failed_accept_is_judged_by_the_next_snapshot() {
    let fail = || {
        let mut world = offered();
        let ticket = world.order(InteractionVerb::Accept, "ct-1");
        let command = world.command(&accept("ct-1"));
        world.event(Event::CommandSettled { id: command, outcome: Err(refused("error")) });
        assert!(world.replies(ticket).is_empty());
        (world, ticket)
    };
    let (mut world, ticket) = fail();
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.replies(ticket), [DONE], "connected means success");
    let (mut world, ticket) = fail();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    assert_eq!(world.replies(ticket), [Err(Refusal::Connect(refused("error")))]);
    let again = world.order(InteractionVerb::Accept, "ct-1");
    assert_eq!(world.count(&accept("ct-1")), 2, "the agent may try again");
    world.succeed(&accept("ct-1"));
    assert_eq!(world.replies(again), [DONE]);
}

#[test]
fn without_any_word_the_answer_comes_after_eight_seconds() {
    let mut world = offered();
    let ticket = world.order(InteractionVerb::Accept, "ct-1");
    world.event(Event::CcpHeard);
    world.pass(Millis(7_999));
    assert!(world.replies(ticket).is_empty());
    world.pass(Millis(1));
    assert_eq!(world.replies(ticket), [Err(Refusal::Connect(Failure::TimedOut))]);
}

#[test]
fn an_accept_of_a_contact_that_goes_fails() {
    for contacts in [vec![], vec![failed("ct-1")]] {
        let mut world = offered();
        let ticket = world.order(InteractionVerb::Accept, "ct-1");
        world.snapshot("Available", &contacts);
        assert_eq!(world.replies(ticket), [Err(Refusal::NoLongerThere)]);
    }
}

#[test]
fn reject_and_the_timer_reject_a_ring_and_never_hang_up() {
    for verb in [InteractionVerb::Reject, InteractionVerb::TimerExpired] {
        let mut world = offered();
        let ticket = world.order(verb.clone(), "ct-1");
        world.succeed(&reject("ct-1"));
        assert_eq!(world.replies(ticket), [DONE]);
        world.snapshot("MissedCallAgent", &[failed("ct-1")]);
        let gone = world.order(verb.clone(), "ct-1");
        assert_eq!(world.replies(gone), [DONE], "gone succeeds");

        let mut world = offered();
        world.snapshot("Busy", &[talking("ct-1")]);
        let ticket = world.order(verb, "ct-1");
        assert_eq!(world.replies(ticket), [Err(Refusal::AlreadyConnected)]);
        assert_eq!(world.count(&reject("ct-1")) + world.count(&end("ct-1")), 0);
    }
}

#[test]
fn disconnect_ends_a_call_rejects_a_ring_and_succeeds_when_over() {
    let mut world = offered();
    world.order(InteractionVerb::Disconnect, "ct-1");
    assert_eq!(world.count(&reject("ct-1")), 1);

    let mut world = offered();
    world.snapshot("Busy", &[talking("ct-1")]);
    let ticket = world.order(InteractionVerb::Disconnect, "ct-1");
    assert_eq!(world.count(&end("ct-1")), 1);
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(world.replies(ticket), [DONE]);
    let over = world.order(InteractionVerb::Disconnect, "ct-1");
    assert_eq!(world.replies(over), [DONE]);
}

#[test]
fn an_unknown_id_waits_for_a_lookup_and_is_then_matched() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let ticket = world.order(InteractionVerb::Accept, "fusion-9");
    assert!(world.replies(ticket).is_empty());
    let uuid = world.uuid("new ct-1");
    world.answer_uuid(uuid, Ok(()), Some("fusion-9"));
    assert_eq!(world.count(&accept("ct-1")), 1);
    world.succeed(&accept("ct-1"));
    assert_eq!(world.replies(ticket), [DONE]);
}

#[test]
fn an_unknown_id_is_refused_when_no_lookup_can_explain_it() {
    let mut world = offered();
    let ticket = world.order(InteractionVerb::Accept, "fusion-9");
    assert_eq!(world.replies(ticket), [Err(Refusal::UnknownCall)]);

    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let ticket = world.order(InteractionVerb::Accept, "fusion-9");
    world.answer("new ct-1");
    assert_eq!(world.replies(ticket), [Err(Refusal::UnknownCall)]);

    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let ticket = world.order(InteractionVerb::Accept, "fusion-9");
    world.pass(Millis::seconds(6));
    assert_eq!(world.replies(ticket), [Err(Refusal::UnknownCall)]);
}

#[test]
fn a_command_right_after_a_reload_waits_for_the_first_snapshot() {
    let mut world = offered();
    world.reload();
    let ticket = world.order(InteractionVerb::Accept, "ct-1");
    assert!(world.replies(ticket).is_empty());
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.succeed(&accept("ct-1"));
    assert_eq!(world.replies(ticket), [DONE]);
}

#[test]
fn set_active_succeeds_and_an_unknown_command_is_refused_by_name() {
    let mut world = offered();
    let ticket = world.order(InteractionVerb::SetActive, "ct-1");
    assert_eq!(world.replies(ticket), [DONE]);
    let ticket = world.order(InteractionVerb::Unknown("record".into()), "ct-1");
    assert_eq!(world.replies(ticket), [Err(Refusal::UnknownCommand("record".into()))]);
}

#[test]
fn agent_commands_are_answered_from_the_real_state() {
    let mut world = offered();
    let mut ask = |verb: AgentVerb| {
        let ticket = world.next_ticket();
        world.event(Event::AgentCommanded { ticket, verb });
        world.replies(ticket)
    };
    let engagements = vec![EventId::new("ct-1")];
    assert_eq!(ask(AgentVerb::ActiveEngagements), [Ok(Reply::Engagements(engagements))]);
    let commands =
        vec!["accept", "reject", "disconnect", "setActive", "hold", "unhold", "mute", "unmute"];
    assert_eq!(ask(AgentVerb::ActiveInteractionCommands), [Ok(Reply::Commands(commands))]);
    let [Ok(Reply::AgentState(report))] = &ask(AgentVerb::CurrentState)[..] else {
        panic!("no agent state")
    };
    assert!(report.logged_in && !report.available, "ringing is not available");
    let unknown = Refusal::UnknownCommand("custom".into());
    assert_eq!(ask(AgentVerb::Unknown("custom".into())), [Err(unknown)]);
}

#[test]
fn an_engagement_that_is_over_is_not_active() {
    let mut world = offered();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    let ticket = world.next_ticket();
    world.event(Event::AgentCommanded { ticket, verb: AgentVerb::ActiveEngagements });
    assert_eq!(world.replies(ticket), [Ok(Reply::Engagements(vec![]))]);
}
