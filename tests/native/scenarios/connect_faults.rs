//! Connect fails, is late or loses its answer: nothing is asked twice, Fusion's command gets one reply, and the
//! card says what is so and what is not.

use crate::desk::{Desk, Direction, begun, wrapped_up};
use crate::world::{World, accept, ringing, talking};
use fusion_connect_toolbar::domain::{Intent, InteractionVerb, Millis};
use fusion_connect_toolbar::view::{ConnectHealth, Failure, PendingAction, Phase, Refusal};
use sandbox::fusion::desktop::Button;

fn refused(kind: &str) -> Refusal {
    Refusal::Connect(Failure::Refused { kind: kind.to_owned() })
}

fn invalid() -> Refusal {
    refused("InvalidStateException")
}

/// From Fusion's command to its reply.
fn patience(desk: &Desk) -> Millis {
    let command = (Direction::Out, "onToolbarInteractionCommand");
    desk.span(command, (Direction::In, "tbInteractionCommandResponse"))
}

#[test]
fn a_refused_accept_is_told_within_two_seconds_though_nothing_else_happens() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let ticket = world.order(InteractionVerb::Accept, "ct-1");
    world.fail(&accept("ct-1"), "error");
    assert!(world.view().cards[0].pending.is_some(), "a snapshot may still show it");
    world.pass(Millis::seconds(2));
    let card = world.view().cards.remove(0);
    assert_eq!(card.pending, None);
    assert!(card.refusal.is_some() && card.actions.accept == Some(true));
    assert_eq!(world.replies(ticket).len(), 1);
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.view().cards[0].phase, Phase::Connected, "whatever came of it");
}

#[test]
fn a_refused_accept_is_told_on_both_sides_and_the_next_one_connects() {
    let mut desk = Desk::faulty("accept-fails");
    desk.rings();
    desk.press_in_fusion(Button::Answer);
    // The call may be connected all the same, which a snapshot would show in this time.
    desk.until("a reply", |desk| !desk.replies("accept").is_empty());
    assert_eq!(patience(&desk), Millis::seconds(2));
    // Streams keeps the reason of a failed accept to itself and says `error` for all of them.
    assert_eq!(desk.replies("accept"), ["failure: Amazon Connect refused: error"]);
    assert_eq!(desk.card(Phase::Ringing).refusal, Some(refused("error")));
    desk.fault("accept-fails", false);
    desk.press("Accept");
    assert_eq!(desk.card(Phase::Connected).refusal, None);
    assert_eq!(desk.asked("acceptContact"), ["InvalidStateException", "success"]);
    assert_eq!(desk.told(), begun());
}

#[test]
fn an_accept_whose_answer_is_lost_succeeds_by_what_the_snapshot_shows() {
    let mut desk = Desk::faulty("accept-lost");
    desk.rings();
    desk.press_in_fusion(Button::Answer);
    desk.card(Phase::Connected);
    assert_eq!(desk.replies("accept"), ["success"]);
    desk.pass(Millis::seconds(60));
    assert_eq!(desk.replies("accept"), ["success"]);
    assert_eq!(desk.card(Phase::Connected).refusal, None);
    assert_eq!(desk.asked("acceptContact").len(), 1);
    assert_eq!(desk.told(), begun());
}

#[test]
fn while_connect_is_late_the_card_says_what_was_asked_and_nothing_is_asked_twice() {
    let mut desk = Desk::faulty("connect-late");
    desk.rings();
    desk.press("Accept");
    let card = desk.card(Phase::Ringing);
    assert_eq!(card.pending, Some(PendingAction::Accept));
    assert_eq!((card.actions.accept, card.actions.decline), (Some(false), Some(false)));
    desk.intend(Intent::Accept(card.contact.clone()));
    desk.intend(Intent::Decline(card.contact));
    desk.press_in_fusion(Button::Answer);
    desk.pass(Millis::seconds(3));
    assert_eq!(desk.card(Phase::Connected).pending, None);
    assert_eq!(desk.replies("accept"), ["success"], "Fusion joined the agent's accept");
    assert_eq!(desk.asked("acceptContact"), ["success"]);
    assert_eq!(desk.asked("rejectContact"), Vec::<&str>::new());
    assert_eq!(desk.told(), begun());
}

#[test]
fn an_accept_that_connect_never_answers_is_given_up_and_can_be_tried_again() {
    let mut desk = Desk::faulty("connect-never");
    desk.rings();
    desk.press_in_fusion(Button::Answer);
    desk.until("a reply", |desk| !desk.replies("accept").is_empty());
    assert_eq!(desk.replies("accept"), ["failure: Amazon Connect did not answer in time"]);
    assert_eq!(patience(&desk), Millis::seconds(8), "within Fusion's patience of 10 s");
    let timed_out = Some(Refusal::Connect(Failure::TimedOut));
    assert_eq!(desk.card(Phase::Ringing).refusal, timed_out);
    desk.fault("connect-never", false);
    desk.press("Accept");
    assert_eq!(desk.card(Phase::Connected).refusal, None);
    assert_eq!(desk.asked("acceptContact").len(), 2);
    assert_eq!(desk.told(), begun());
}

#[test]
fn a_refused_decline_leaves_the_call_ringing() {
    let mut desk = Desk::faulty("reject-fails");
    desk.rings();
    desk.press("Decline");
    assert_eq!(desk.card(Phase::Ringing).refusal, Some(invalid()));
    desk.press("Accept");
    desk.card(Phase::Connected);
    assert_eq!(desk.asked("rejectContact").len(), 1);
    assert_eq!(desk.told(), begun());
}

#[test]
fn a_refused_end_leaves_the_call_on() {
    let mut desk = Desk::faulty("end-fails");
    desk.talks();
    desk.press_in_fusion(Button::EndCall);
    let why = "failure: Amazon Connect refused: InvalidStateException";
    assert_eq!(desk.replies("disconnect"), [why]);
    assert_eq!(desk.card(Phase::Connected).refusal, Some(invalid()));
    assert_eq!(desk.told(), begun(), "nothing was closed");
    desk.fault("end-fails", false);
    desk.press("End call");
    assert_eq!(desk.card(Phase::AfterCallWork).refusal, None);
    assert_eq!(desk.told(), wrapped_up());
}

#[test]
fn a_refused_clear_keeps_the_contact() {
    let mut desk = Desk::faulty("clear-fails");
    desk.talks();
    desk.press("End call");
    desk.press("Clear contact");
    assert_eq!(desk.card(Phase::AfterCallWork).refusal, Some(invalid()));
    desk.fault("clear-fails", false);
    desk.press("Clear contact");
    assert!(desk.view().cards.is_empty());
    assert_eq!(desk.told(), wrapped_up());
}

#[test]
fn a_refused_change_of_state_is_told_beside_the_button() {
    let mut desk = Desk::faulty("state-fails");
    desk.intend(Intent::ToggleAvailability);
    desk.settle();
    let status = &desk.view().status;
    assert_eq!(status.refusal, Some(invalid()));
    assert!(status.available, "still available, as Connect says");
    assert_eq!(status.pending, None);
}

#[test]
fn an_access_denial_is_named() {
    let mut desk = Desk::faulty("access-denied");
    assert_eq!(desk.health().connect, ConnectHealth::AccessDenied);
    let state = desk.agent_command("getCurrentAgentState");
    assert_eq!(state["outData"]["isLoggedIn"], false);
    assert_eq!(desk.told(), Vec::<String>::new());
}
