//! Rules of `design.md` 3, "Offers": what is a new offer, and what continues an old one.

use crate::world::{World, failed, ringing, snapshot_of, talking, with_leg, wrapping};
use fusion_connect_toolbar::domain::{
    Channel, Command, ConnectRequest, ContactFacts, ContactState, Event, Failure, Intent,
    InteractionVerb, LegState, Millis, PREVIEW, PreviewRules, REMEMBERED_OFFERS, RecentOutcome,
    Refusal, Reply, Seen,
};
use fusion_connect_toolbar::view::{ConnectHealth, Phase};

use crate::world::{agent_in, voice};

#[test]
fn a_missed_call_that_rings_again_is_a_new_offer() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("MissedCallAgent", &[failed("ct-1")]);
    world.answer("close ct-1 Missed");
    world.snapshot("PendingBusy", &[with_leg(ringing("ct-1"), "leg-2")]);
    assert_eq!(world.calls_told(), ["new ct-1", "close ct-1 Missed", "new ct-1~2"]);
    assert_eq!(world.view().cards[0].phase, Phase::Ringing);
}

#[test]
fn a_third_offer_is_numbered_on() {
    let mut world = World::new();
    for round in 1..=3 {
        let leg = format!("leg-{round}");
        world.snapshot("PendingBusy", &[with_leg(ringing("ct-1"), &leg)]);
        world.snapshot("MissedCallAgent", &[with_leg(failed("ct-1"), &leg)]);
        world.snapshot("Available", &[]);
        world.pass(Millis::seconds(60));
    }
    let told = world.calls_told();
    let news: Vec<&String> = told.iter().filter(|words| words.starts_with("new")).collect();
    assert_eq!(news, ["new ct-1", "new ct-1~2", "new ct-1~3"]);
}

#[test]
fn back_from_an_absence_with_a_new_leg_is_a_new_offer() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("Available", &[]);
    world.snapshot("PendingBusy", &[with_leg(ringing("ct-1"), "leg-2")]);
    assert_eq!(world.calls_told(), ["new ct-1", "close ct-1 Abandoned", "new ct-1~2"]);
}

#[test]
fn back_from_an_absence_with_the_same_leg_sends_nothing() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("start ct-1");
    world.snapshot("Busy", &[]);
    world.answer("close ct-1 WrapUp");
    let told = world.calls_told();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.pass(Millis::seconds(60));
    assert_eq!(world.calls_told(), told);
    assert_eq!(world.view().cards[0].phase, Phase::Connected);
}

#[test]
fn a_repeated_snapshot_changes_nothing() {
    let mut world = World::new();
    for _ in 0..3 {
        world.snapshot("PendingBusy", &[ringing("ct-1")]);
    }
    assert_eq!(world.calls_told(), ["new ct-1"]);
}

#[test]
fn skipped_snapshots_are_made_up_for() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world.answer("new ct-1");
    world.answer("start ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
}

#[test]
fn a_contact_that_cannot_be_decoded_is_there_and_uncertain() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    let garbled = Seen::Garbled { id: talking("ct-1").id, fault: "contacts[0].state".into() };
    let snapshot = snapshot_of(agent_in("Busy"), vec![garbled]);
    world.event(Event::SnapshotTaken(snapshot));
    assert!(world.view().cards[0].uncertain);
    assert_eq!(world.view().cards[0].phase, Phase::Connected);
    assert!(world.calls_told().iter().all(|words| !words.starts_with("close")));
    world.snapshot("Busy", &[talking("ct-1")]);
    assert!(!world.view().cards[0].uncertain);
}

#[test]
fn a_garbled_snapshot_loses_no_call() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.event(Event::SnapshotGarbled { fault: "snapshot.state: expected an object".into() });
    assert!(world.view().cards[0].uncertain);
    assert_eq!(world.view().health.fault.as_deref(), Some("snapshot.state: expected an object"));
}

#[test]
fn a_callback_is_offered_as_inbound_and_starts_when_connected() {
    let callback = |state: ContactState, leg: &str| -> ContactFacts {
        let facts = ContactFacts {
            channel: Channel::QueueCallback,
            ..voice("cb-1", state, LegState::Connecting)
        };
        with_leg(facts, leg)
    };
    let mut world = World::new();
    world.snapshot("Pending", &[callback(ContactState::Incoming, "leg-1")]);
    world.answer("new cb-1");
    assert!(world.view().cards[0].actions.accept.is_some());
    world.snapshot("CallingCustomer", &[callback(ContactState::Connecting, "leg-2")]);
    assert!(world.view().cards[0].actions.accept.is_none());
    world.snapshot("Busy", &[callback(ContactState::Connected, "leg-2")]);
    assert_eq!(world.calls_told(), ["new cb-1", "start cb-1"]);
    let in_data = world.in_data("new cb-1");
    assert_eq!(in_data.text("SVCMCA_COMMUNICATION_DIRECTION"), Some("ORA_SVC_INBOUND"));
}

#[test]
fn a_withheld_number_is_offered_without_an_ani() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ContactFacts { number: None, ..ringing("ct-1") }]);
    assert_eq!(world.in_data("new ct-1").text("SVCMCA_ANI"), None);
}

#[test]
fn two_rings_have_two_cards_and_two_engagements() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1"), ringing("ct-2")]);
    assert_eq!(world.view().cards.len(), 2);
    assert_eq!(world.calls_told(), ["new ct-1", "new ct-2"]);
}

#[test]
fn an_old_id_never_commands_the_new_offer() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("MissedCallAgent", &[failed("ct-1")]);
    world.answer("close ct-1 Missed");
    world.snapshot("PendingBusy", &[with_leg(ringing("ct-1"), "leg-2")]);
    let late = world.order(InteractionVerb::Accept, "ct-1");
    assert_eq!(world.replies(late), [Err(Refusal::NoLongerThere)]);
    let late = world.order(InteractionVerb::Reject, "ct-1");
    assert_eq!(world.replies(late), [Ok(Reply::Done)]);
    assert_eq!(world.count(&crate::world::reject("ct-1")), 0);
}

#[test]
fn after_a_reload_a_call_that_came_back_meanwhile_is_a_new_offer() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.reload();
    world.snapshot("PendingBusy", &[with_leg(ringing("ct-1"), "leg-2")]);
    let mut told = world.calls_told();
    told.sort();
    assert_eq!(told, ["close ct-1 Abandoned", "new ct-1", "new ct-1~2"]);
}

#[test]
fn the_last_fifty_closed_offers_are_remembered() {
    let mut world = World::new();
    for number in 0..REMEMBERED_OFFERS + 20 {
        let contact = format!("ct-{number}");
        world.snapshot("PendingBusy", &[ringing(&contact)]);
        world.answer(&format!("new {contact}"));
        world.snapshot("Available", &[]);
        world.answer(&format!("close {contact} Abandoned"));
    }
    assert_eq!(world.model.engagements.len(), REMEMBERED_OFFERS);
    let late = world.order(InteractionVerb::Reject, "ct-69");
    assert_eq!(world.replies(late), [Ok(Reply::Done)]);
    let forgotten = world.order(InteractionVerb::Reject, "ct-0");
    assert_eq!(world.replies(forgotten), [Err(Refusal::UnknownCall)]);
}

fn garbled(contact: &str) -> Seen {
    Seen::Garbled { id: crate::world::id(contact), fault: "contacts[0].type".into() }
}

#[test]
fn a_contact_that_was_never_readable_has_a_card_and_can_be_answered() {
    let mut world = World::new();
    let snapshot =
        |contacts: Vec<Seen>| Event::SnapshotTaken(snapshot_of(agent_in("Busy"), contacts));
    world.event(snapshot(vec![garbled("ct-1")]));
    let card = world.view().cards.remove(0);
    assert!(card.uncertain && card.phase == Phase::Unreadable);
    assert!(world.calls_told().is_empty(), "nothing is known that Fusion could be told");
    world.intend(Intent::Accept(crate::world::id("ct-1")));
    world.succeed(&crate::world::accept("ct-1"));
    world.event(snapshot(vec![Seen::Contact(talking("ct-1"))]));
    assert_eq!(world.view().cards[0].phase, Phase::Connected);
    assert_eq!(world.calls_told(), ["new ct-1"]);
}

#[test]
fn a_refresh_that_cannot_be_read_is_named_until_one_can() {
    let mut world = World::new();
    world.event(Event::SnapshotGarbled { fault: "snapshot.state".into() });
    assert_eq!(world.view().health.connect, ConnectHealth::Garbled("snapshot.state".into()));
    world.snapshot("Available", &[]);
    assert_eq!(world.view().health.connect, ConnectHealth::Ready);
}

/// A callback, whose customer Connect calls once the agent has accepted it.
fn callback(state: ContactState) -> ContactFacts {
    ContactFacts { channel: Channel::QueueCallback, ..voice("cb-1", state, LegState::Connecting) }
}

#[test]
fn a_callback_that_nobody_answered_was_no_talk() {
    let mut world = World::new();
    world.snapshot("Pending", &[callback(ContactState::Incoming)]);
    world.answer("new cb-1");
    world.snapshot("CallingCustomer", &[callback(ContactState::Connecting)]);
    world.intend(Intent::End(crate::world::id("cb-1")));
    world.succeed(&crate::world::end("cb-1"));
    world.snapshot("AfterCallWork", &[callback(ContactState::Ended)]);
    assert_eq!(world.calls_told(), ["new cb-1", "close cb-1 Canceled"]);
}

#[test]
fn tokens_that_the_memory_lost_are_made_up_for() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    for offer in &mut std::sync::Arc::make_mut(&mut world.model.remembered).engagements {
        std::sync::Arc::make_mut(offer).tokens = fusion_connect_toolbar::domain::Tokens::new();
    }
    world.reload();
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.in_data("start ct-1").text("SVCMCA_ANI"), Some("+15551230000"));
}

#[test]
fn a_campaigns_call_is_offered_at_each_acceptance_and_begins_with_the_customer() {
    let campaigns = |mut facts: ContactFacts| {
        facts.initiation_method = Some(PREVIEW.into());
        facts
    };
    let offered = || campaigns(voice("ct-1", ContactState::Incoming, LegState::Connecting));
    // Amazon connects the agent alone and adds the customer.
    let looking = || campaigns(ContactFacts { customer_leg: None, ..talking("ct-1") });
    let mut world = World::new();
    world.snapshot("Pending", &[offered()]);
    assert!(world.calls_told().is_empty());
    world.snapshot("Busy", &[looking()]);
    world.answer("new ct-1");
    assert_eq!(world.view().cards[0].phase, Phase::Connecting);
    assert_eq!(world.calls_told(), ["new ct-1"], "nobody talks");
    let asked = |world: &World| {
        let asked = world.sent.iter().filter_map(|command| match command {
            Command::Connect { id, request: ConnectRequest::AskPreview(_) } => Some(*id),
            _ => None,
        });
        asked.collect::<Vec<_>>()
    };
    let rules = PreviewRules { dials_after: Some(Millis::seconds(20)), may_skip: true };
    let id = asked(&world)[0];
    world.event(Event::PreviewTold { id, outcome: Err(Failure::TimedOut) });
    assert_eq!(world.view().cards[0].preview_ends, None);
    // A word that comes late is a word all the same.
    world.event(Event::PreviewTold { id, outcome: Ok(Some(rules)) });
    let card = world.view().cards.remove(0);
    assert_eq!(
        (card.preview_ends, card.actions.skip),
        (Some(card.since + Millis::seconds(20)), Some(true))
    );
    // The time is over and no data say what became of it: Amazon is asked once more, and then believed.
    world.pass(Millis::seconds(20));
    assert_eq!(asked(&world).len(), 1);
    world.pass(Millis::seconds(1));
    let id = asked(&world)[1];
    world.event(Event::PreviewTold { id, outcome: Err(Failure::TimedOut) });
    assert_eq!(world.view().cards[0].preview_ends, None, "no time that is over stands on");
    world.event(Event::PreviewTold { id, outcome: Ok(Some(rules)) });
    world.snapshot("Busy", &[looking()]);
    world.pass(Millis::seconds(5));
    let card = world.view().cards.remove(0);
    assert_eq!((card.preview_ends, card.actions.skip), (None, Some(true)));
    assert_eq!(asked(&world).len(), 2);
    world.snapshot("FailedConnectCustomer", &[campaigns(failed("ct-1"))]);
    world.answer("close ct-1 Missed");

    world.snapshot("Pending", &[with_leg(offered(), "leg-2")]);
    assert_eq!(world.calls_told(), ["new ct-1", "close ct-1 Missed"]);
    world.snapshot("Busy", &[with_leg(looking(), "leg-2")]);
    world.answer("new ct-1~2");
    world.snapshot("Busy", &[with_leg(campaigns(talking("ct-1")), "leg-2")]);
    assert_eq!(world.view().cards[0].phase, Phase::Connected);
    assert_eq!(world.calls_told()[2..], ["new ct-1~2", "start ct-1~2"]);
}

#[test]
fn a_missed_call_that_rings_again_while_it_is_being_cleared_can_be_answered_at_once() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("MissedCallAgent", &[failed("ct-1")]);
    world.intend(Intent::Clear(crate::world::id("ct-1")));
    world.succeed(&ConnectRequest::Clear(crate::world::id("ct-1")));
    world.snapshot("PendingBusy", &[with_leg(ringing("ct-1"), "leg-2")]);
    assert_eq!(world.view().cards[0].actions.accept, Some(true));
    world.intend(Intent::Accept(crate::world::id("ct-1")));
    assert_eq!(world.count(&crate::world::accept("ct-1")), 1);
}

#[test]
fn a_callback_whose_customer_does_not_answer_is_told_as_missed_and_shown_as_failed() {
    for vanishes in [false, true] {
        let mut world = World::new();
        world.snapshot("Pending", &[callback(ContactState::Incoming)]);
        world.answer("new cb-1");
        world.intend(Intent::Accept(crate::world::id("cb-1")));
        world.snapshot("CallingCustomer", &[callback(ContactState::Connecting)]);
        if vanishes {
            world.snapshot("Available", &[]);
        } else {
            world.snapshot("FailedConnectCustomer", &[callback(ContactState::Error)]);
            assert_eq!(world.view().cards[0].phase, Phase::Failed);
        }
        assert_eq!(world.calls_told(), ["new cb-1", "close cb-1 Missed"]);
        let view = world.view();
        assert_eq!(view.notices, [], "nobody else has it");
        assert_eq!(view.recent[0].outcome, RecentOutcome::NotAnswered);
    }
}
