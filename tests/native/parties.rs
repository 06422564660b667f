//! Transfer and conference: consult, swap, join, leave, one party less; what Fusion is told of it.

use crate::world::{World, customer, end, id, ringing, talking, with_other, wrapping};
use fusion_connect_toolbar::domain::{
    Callee, Command, ConnectRequest, ConnectionId, ContactFacts, DialText, EndpointArn, Event,
    Failure, Intent, InteractionVerb, LegState, Millis, Phone, Refusal, Reply, Role, Target,
};
use fusion_connect_toolbar::view::{Directory, PartyStage, PendingAction};

fn on_call() -> World {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("start ct-1");
    world
}

fn add() -> ConnectRequest {
    ConnectRequest::AddLeg(id("ct-1"), Callee::QuickConnect(EndpointArn::new("qc-bob")))
}

/// The customer waits and Bob is being called, or talks.
fn consulting(bob: LegState) -> ContactFacts {
    customer(with_other(talking("ct-1"), "Bob", bob), LegState::Hold)
}

fn consult(world: &mut World) {
    let target = Target::QuickConnect(EndpointArn::new("qc-bob"));
    world.intend(Intent::Consult(id("ct-1"), target));
}

#[test]
fn a_transfer_is_two_steps_and_its_close_is_marked() {
    let mut world = on_call();
    consult(&mut world);
    consult(&mut world);
    assert_eq!(world.count(&add()), 1, "a second press is the same wish");
    assert_eq!(world.view().cards[0].pending, Some(PendingAction::Consult));
    world.succeed(&add());
    world.snapshot("Joining", &[consulting(LegState::Connecting)]);
    let card = world.view().cards.remove(0);
    assert_eq!(card.pending, None);
    let stages: Vec<_> = card.parties.iter().map(|party| party.stage).collect();
    assert_eq!(stages, [PartyStage::Held, PartyStage::Calling]);
    assert!(card.parties[0].customer && card.parties[0].name.is_some());
    assert_eq!((card.controls.swap, card.controls.leave), (Some(false), Some(true)));
    world.snapshot("Busy", &[consulting(LegState::Connected)]);
    let card = world.view().cards.remove(0);
    assert_eq!((card.controls.leave, card.actions.end), (Some(true), None));
    world.intend(Intent::Leave(id("ct-1")));
    world.succeed(&end("ct-1"));
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
    let tokens = world.in_data("close ct-1 WrapUp");
    assert_eq!(tokens.text("SVCMCA_2NDARY_CALL_TYPE"), Some("COMPLETE_TRANSFER"));
    assert_eq!(tokens.text("SVCMCA_DESTINATION_AGENT_NAME"), Some("Bob"));
}

#[test]
fn a_call_that_was_not_left_to_somebody_has_no_mark() {
    let mut world = on_call();
    world.snapshot("Busy", &[consulting(LegState::Connected)]);
    world.snapshot("Busy", &[customer(talking("ct-1"), LegState::Hold)]);
    world.intend(Intent::End(id("ct-1")));
    world.succeed(&end("ct-1"));
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(world.in_data("close ct-1 WrapUp").text("SVCMCA_2NDARY_CALL_TYPE"), None);
}

#[test]
fn swap_and_join_are_shown_when_connect_shows_them() {
    let mut world = on_call();
    world.snapshot("Busy", &[consulting(LegState::Connected)]);
    world.intend(Intent::Swap(id("ct-1")));
    assert_eq!(world.count(&ConnectRequest::Swap(id("ct-1"))), 1);
    world.intend(Intent::Join(id("ct-1")));
    assert_eq!(world.view().cards[0].refusal, Some(Refusal::Superseded));
    world.snapshot("Busy", &[with_other(talking("ct-1"), "Bob", LegState::Hold)]);
    assert_eq!(world.view().cards[0].pending, None);
    world.intend(Intent::Join(id("ct-1")));
    world.snapshot("Busy", &[with_other(talking("ct-1"), "Bob", LegState::Connected)]);
    let controls = world.view().cards.remove(0).controls;
    assert_eq!((controls.join, controls.swap), (Some(false), Some(false)), "all talk already");
    assert_eq!(controls.hold.map(|hold| hold.enabled), Some(true), "the agent can step out");
}

#[test]
fn one_party_can_be_taken_off() {
    let mut world = on_call();
    world.snapshot("Busy", &[with_other(talking("ct-1"), "Bob", LegState::Connected)]);
    let bob = ConnectionId::new("ct-1-Bob");
    world.intend(Intent::DropParty(id("ct-1"), bob.clone()));
    assert_eq!(world.count(&ConnectRequest::DropLeg(id("ct-1"), bob)), 1);
    assert!(world.view().cards[0].parties[1].pending);
    world.snapshot("Busy", &[talking("ct-1")]);
    let card = world.view().cards.remove(0);
    assert_eq!((card.pending, card.parties.len(), card.actions.end), (None, 0, Some(true)));
}

#[test]
fn a_refused_or_silent_transfer_says_so() {
    let mut world = on_call();
    consult(&mut world);
    world.fail(&add(), "BadEndpointException");
    let refusal = Refusal::Connect(Failure::Refused { kind: "BadEndpointException".into() });
    assert_eq!(world.view().cards[0].refusal, Some(refusal));
    consult(&mut world);
    world.pass(Millis::seconds(8));
    assert_eq!(world.view().cards[0].refusal, Some(Refusal::Connect(Failure::TimedOut)));
    assert_eq!(world.view().cards[0].controls.transfer, Some(true), "and can be tried again");
}

#[test]
fn a_number_is_read_before_it_is_called() {
    let mut world = on_call();
    let to = |text: &str| Intent::Consult(id("ct-1"), Target::Number(DialText::new(text), None));
    world.intend(to("+4930123456"));
    world.read_number();
    assert_eq!(world.view().cards[0].refusal, Some(Refusal::CountryNotAllowed));
    world.intend(to("+15557770000"));
    world.read_number();
    let number = Phone::parse("+15557770000").unwrap();
    assert_eq!(world.count(&ConnectRequest::AddLeg(id("ct-1"), Callee::Number(number))), 1);
}

#[test]
fn the_quick_connects_are_listed_once_at_a_time() {
    let mut world = on_call();
    world.intend(Intent::LoadEndpoints);
    world.intend(Intent::LoadEndpoints);
    assert_eq!(world.count(&ConnectRequest::ListEndpoints), 1);
    world.pass(Millis::seconds(8));
    assert!(matches!(world.view().directory, Directory::Failed(_)));
    world.intend(Intent::LoadEndpoints);
    let id = world.command(&ConnectRequest::ListEndpoints);
    world.event(Event::EndpointsListed { id, outcome: Ok(Vec::new()) });
    assert_eq!(world.view().directory, Directory::Listed(Vec::new()));
}

#[test]
fn an_agent_on_hold_is_told_so_and_comes_back_without_touching_the_customer() {
    let mut held = talking("ct-1");
    let own = held.agent_leg.as_mut().unwrap();
    own.state = LegState::Hold;
    let (contact, leg) = (held.id.clone(), own.id.clone());
    let mut world = on_call();
    world.snapshot("Busy", &[held]);
    let card = world.view().cards.remove(0);
    assert!(card.agent_held && card.held_since.is_none());
    assert!(card.controls.hold.unwrap().on);
    world.intend(Intent::SetHold(contact.clone(), false));
    assert_eq!(world.count(&ConnectRequest::Hold { contact, leg, on: false }), 1);
    world.snapshot("Busy", &[talking("ct-1")]);
    let card = world.view().cards.remove(0);
    assert!(!card.agent_held && !card.controls.hold.unwrap().on);
}

#[test]
fn a_monitored_call_offers_only_what_works() {
    let mut listening = talking("ct-1");
    listening.role = Role::SilentMonitor;
    let mut world = World::new();
    world.snapshot("Busy", &[listening]);
    let card = world.view().cards.remove(0);
    assert_eq!(card.controls.leave, Some(true));
    assert_eq!((card.controls.mute, card.controls.hold, card.actions.end), (None, None, None));
    world.intend(Intent::Leave(id("ct-1")));
    assert_eq!(world.count(&end("ct-1")), 1);
}

#[test]
fn while_a_third_party_is_called_hold_is_about_the_customer_who_waits() {
    let called = with_other(customer(talking("ct-1"), LegState::Hold), "Bob", LegState::Connecting);
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.snapshot("Joining", &[called]);
    let hold = world.order(InteractionVerb::Hold, "ct-1");
    assert_eq!(world.replies(hold), [Ok(Reply::Done)], "the customer is on hold");
    let unhold = world.order(InteractionVerb::Unhold, "ct-1");
    assert_eq!(world.replies(unhold), [Err(Refusal::Consulting)]);
    assert!(!world.view().cards[0].controls.hold.unwrap().enabled);
    let is_hold =
        |it: &Command| matches!(it, Command::Connect { request: ConnectRequest::Hold { .. }, .. });
    assert!(!world.sent.iter().any(is_hold));
}
