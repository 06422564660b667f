//! Agent states by name: chosen, queued, taken back, refused, and never shown before Connect says so.

use crate::english;
use crate::world::{World, agent_in, failed, queued, ringing, snapshot_of, talking, wrapping};
use fusion_connect_toolbar::domain::{
    AgentFacts, ConnectRequest, ContactFacts, Event, Failure, Intent, Refusal, Seen, StateArn,
};
use fusion_connect_toolbar::i18n;
use fusion_connect_toolbar::view::{AgentError, Phase, StateLabel};

fn set(arn: &str, enqueue: bool) -> ConnectRequest {
    ConnectRequest::SetState { arn: StateArn::new(arn), enqueue }
}

fn choose(world: &mut World, arn: &str) {
    world.intend(Intent::ChooseState(StateArn::new(arn)));
}

fn tell(world: &mut World, agent: AgentFacts, contacts: &[ContactFacts]) {
    let contacts = contacts.iter().cloned().map(Seen::Contact).collect();
    world.event(Event::SnapshotTaken(snapshot_of(agent, contacts)));
}

#[test]
fn the_choices_stand_by_type_and_the_present_one_is_marked() {
    let world = World::new();
    let status = world.view().status;
    let names: Vec<_> = status.choices.iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(names, ["Available", "Lunch", "Training", "Offline"]);
    assert!(status.choices[0].current && !status.choices[1].current);
}

#[test]
fn a_chosen_state_is_shown_when_connect_shows_it() {
    let mut world = World::new();
    choose(&mut world, "s-training");
    choose(&mut world, "s-training");
    assert_eq!(world.count(&set("s-training", false)), 1);
    world.succeed(&set("s-training", false));
    let status = world.view().status;
    assert_eq!(status.pending.as_ref().map(|pending| pending.name.as_str()), Some("Training"));
    assert_eq!(status.state.map(|state| state.label), Some(StateLabel::Named("Available".into())));
    world.snapshot("Training", &[]);
    assert_eq!(world.view().status.pending, None);
    choose(&mut world, "s-training");
    assert_eq!(world.count(&set("s-training", false)), 1, "it is there already");
}

#[test]
fn a_refused_or_unknown_state_says_why() {
    let mut world = World::new();
    choose(&mut world, "s-lunch");
    choose(&mut world, "s-training");
    assert_eq!(world.view().status.refusal, Some(Refusal::Superseded));
    world.fail(&set("s-lunch", false), "InvalidStateException");
    let refusal = Refusal::Connect(Failure::Refused { kind: "InvalidStateException".into() });
    assert_eq!(world.view().status.refusal, Some(refusal));
    choose(&mut world, "s-gone");
    assert_eq!(world.view().status.refusal, Some(Refusal::NoSuchState));
}

#[test]
fn during_a_call_the_next_state_is_queued_shown_and_taken_back() {
    let busy =
        |next: Option<&str>| next.map_or(agent_in("Busy"), |next| queued(agent_in("Busy"), next));
    let mut world = World::new();
    tell(&mut world, busy(None), &[talking("ct-1")]);
    choose(&mut world, "s-lunch");
    assert_eq!(world.count(&set("s-lunch", true)), 1);
    assert!(world.view().status.pending.unwrap().after_contact);
    tell(&mut world, busy(Some("Lunch")), &[talking("ct-1")]);
    assert_eq!(world.view().status.next.as_deref(), Some("Lunch"));
    world.intend(Intent::CancelNextState);
    assert_eq!(world.count(&set("s-av", true)), 1);
    for next in [Some("Available"), None] {
        tell(&mut world, busy(next), &[talking("ct-1")]);
        let status = world.view().status;
        assert_eq!((status.next, status.pending), (None, None), "{next:?}");
    }
    choose(&mut world, "s-lunch");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world.snapshot("Lunch", &[]);
    assert_eq!(world.view().status.pending, None);
}

/// The agent in a state of the admin's that is called as one of Connect's own; it is the state Training.
fn in_custom(name: &str) -> AgentFacts {
    let mut agent = agent_in("Training");
    for state in agent.selectable.iter_mut().filter(|state| state.arn.as_str() == "s-training") {
        name.clone_into(&mut state.name);
    }
    name.clone_into(&mut agent.state.name);
    agent.chosen = Some(name.to_owned());
    agent
}

#[test]
fn a_state_of_the_admins_is_none_of_connects_own_though_it_has_the_name() {
    for name in ["Busy", "Default", "MissedCallAgent", "FailedConnectAgent", "Pending"] {
        let mut world = World::new();
        tell(&mut world, in_custom(name), &[]);
        let status = world.view().status;
        let label = status.state.map(|state| state.label);
        assert_eq!(label, Some(StateLabel::Named(name.into())), "{name}");
        assert_eq!((status.agent_error, status.available), (None, false), "{name}");
        tell(
            &mut world,
            AgentFacts { state: agent_in("PendingBusy").state, ..in_custom(name) },
            &[ringing("ct-1")],
        );
        tell(&mut world, in_custom(name), &[failed("ct-1")]);
        assert_eq!(world.view().cards[0].phase, Phase::Abandoned, "{name}: the caller hung up");
    }
}

#[test]
fn a_snapshot_that_shows_connects_own_busy_confirms_no_state_of_that_name() {
    let busy = || AgentFacts {
        chosen: Some("Available".into()),
        state: agent_in("Busy").state,
        ..in_custom("Busy")
    };
    let mut world = World::new();
    tell(&mut world, busy(), &[talking("ct-1")]);
    assert!(!world.view().status.choices[2].current);
    choose(&mut world, "s-training");
    tell(&mut world, busy(), &[talking("ct-1")]);
    assert!(world.view().status.pending.is_some(), "nothing has changed");
    world.fail(&set("s-training", true), "InvalidStateException");
    assert!(world.view().status.refusal.is_some());
    choose(&mut world, "s-training");
    let next = in_custom("Busy").selectable.into_iter().find(|state| state.name == "Busy");
    tell(&mut world, AgentFacts { next, ..busy() }, &[talking("ct-1")]);
    assert_eq!(world.view().status.next.as_deref(), Some("Busy"));
}

#[test]
fn an_error_state_has_words_and_a_way_out() {
    for (name, trouble) in [
        ("MissedCallAgent", AgentError::MissedCall),
        ("Default", AgentError::MissedCall),
        ("FailedConnectAgent", AgentError::FailedConnectAgent),
    ] {
        let mut world = World::new();
        world.snapshot(name, &[]);
        assert_eq!(world.view().status.agent_error, Some(trouble), "{name}");
        choose(&mut world, "s-av");
        assert_eq!(world.count(&set("s-av", false)), 1, "{name}");
        world.snapshot("Available", &[]);
        assert_eq!(world.view().status.agent_error, None);
    }
}

#[test]
fn each_state_that_the_admin_did_not_name_has_words_of_its_own() {
    for (label, words) in [
        (StateLabel::AfterCallWork, "After call work"),
        (StateLabel::Busy, "On a contact"),
        (StateLabel::CallingCustomer, "Calling the customer"),
        (StateLabel::Joining, "Calling somebody else"),
        (StateLabel::Named("Lunch".to_owned()), "Lunch"),
        (StateLabel::Ringing, "Incoming call"),
        (StateLabel::SignedOut, "Signed out"),
        (StateLabel::Error(AgentError::AgentHungUp), "Call ended at your phone"),
        (StateLabel::Error(AgentError::BadAddressAgent), "Your phone cannot be called"),
        (StateLabel::Error(AgentError::BadAddressCustomer), "Number cannot be called"),
        (StateLabel::Error(AgentError::FailedConnectAgent), "Call did not reach you"),
        (StateLabel::Error(AgentError::FailedConnectCustomer), "Call did not reach the customer"),
        (StateLabel::Error(AgentError::LineEngagedAgent), "Your line is busy"),
        (StateLabel::Error(AgentError::LineEngagedCustomer), "Customer’s line is busy"),
        (StateLabel::Error(AgentError::MissedCall), "Missed call"),
        (StateLabel::Error(AgentError::MissedCallCustomer), "Customer did not answer"),
        (StateLabel::Error(AgentError::MultipleWindows), "Phone is open twice"),
        (StateLabel::Error(AgentError::Other), "Error"),
        (StateLabel::Error(AgentError::RealtimeCommunication), "Audio connection failed"),
    ] {
        assert_eq!(i18n::state_words(english(), &label), words);
    }
}
