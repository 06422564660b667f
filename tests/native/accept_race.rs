//! The heart of the product: both sides, one accept, one screen pop, in every order.

use crate::world::{World, accept, id, ringing, talking};
use fusion_connect_toolbar::domain::{Intent, InteractionVerb, Reply};

/// What can happen between the first ring and the open contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    FusionAccepts,
    ToolbarAccepts,
    LookupAnswered,
    StreamsSucceeds,
    Connected,
}

fn play(order: &[Step]) -> World {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let mut tickets = Vec::new();
    for step in order {
        match step {
            Step::FusionAccepts => tickets.push(world.order(InteractionVerb::Accept, "ct-1")),
            Step::ToolbarAccepts => world.intend(Intent::Accept(id("ct-1"))),
            Step::LookupAnswered => world.answer("new ct-1"),
            Step::StreamsSucceeds => world.succeed(&accept("ct-1")),
            Step::Connected => world.snapshot("Busy", &[talking("ct-1")]),
        }
        let told = world.calls_told();
        let started = told.iter().filter(|words| words.starts_with("start")).count();
        let answered = order.iter().take_while(|s| *s != step).any(|s| *s == Step::LookupAnswered)
            || *step == Step::LookupAnswered;
        assert!(started <= 1 && (started == 0 || answered), "{order:?}: {told:?}");
    }
    for ticket in tickets {
        assert_eq!(world.replies(ticket), [Ok(Reply::Done)], "{order:?}");
    }
    world
}

/// Every order of the steps in which Streams is asked before it answers.
fn orders() -> Vec<Vec<Step>> {
    fn extend(done: &[Step], rest: &[Step], all: &mut Vec<Vec<Step>>) {
        if rest.is_empty() {
            all.push(done.to_vec());
        }
        for (index, step) in rest.iter().enumerate() {
            let asked =
                done.iter().any(|s| matches!(s, Step::FusionAccepts | Step::ToolbarAccepts));
            if matches!(step, Step::StreamsSucceeds | Step::Connected) && !asked {
                continue;
            }
            let mut left = rest.to_vec();
            left.remove(index);
            extend(&[done, &[*step]].concat(), &left, all);
        }
    }
    let steps = [
        Step::FusionAccepts,
        Step::ToolbarAccepts,
        Step::LookupAnswered,
        Step::StreamsSucceeds,
        Step::Connected,
    ];
    let mut all = Vec::new();
    extend(&[], &steps, &mut all);
    all
}

#[test]
fn connect_is_told_once_and_the_contact_opens_once_in_every_order() {
    let orders = orders();
    assert!(orders.len() > 40, "{}", orders.len());
    for order in orders {
        let world = play(&order);
        assert_eq!(world.count(&accept("ct-1")), 1, "{order:?}");
        assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"], "{order:?}");
    }
}

#[test]
fn either_door_alone_is_enough() {
    for door in [Step::FusionAccepts, Step::ToolbarAccepts] {
        let order = [Step::LookupAnswered, door, Step::StreamsSucceeds, Step::Connected];
        let world = play(&order);
        assert_eq!(world.count(&accept("ct-1")), 1);
        assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
    }
}

#[test]
fn an_accept_in_the_amazon_panel_opens_the_contact_too() {
    let world = play(&[Step::LookupAnswered, Step::Connected]);
    assert_eq!(world.count(&accept("ct-1")), 0);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
}

#[test]
fn a_double_click_asks_connect_once() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.intend(Intent::Accept(id("ct-1")));
    world.intend(Intent::Accept(id("ct-1")));
    assert_eq!(world.count(&accept("ct-1")), 1);
}

#[test]
fn start_carries_what_the_lookup_gave_but_never_the_call_status() {
    let world =
        play(&[Step::LookupAnswered, Step::ToolbarAccepts, Step::StreamsSucceeds, Step::Connected]);
    let in_data = world.in_data("start ct-1");
    assert_eq!(in_data.text("SVCMCA_CONTACT_ID"), Some("300000004992660"));
    assert_eq!(in_data.text("SVCMCA_ANI"), Some("+15551230000"));
    assert!(in_data.iter().any(|(name, _)| name == "SVCMCA_SR_ID"), "null tokens are echoed");
    assert!(in_data.iter().all(|(name, _)| !name.eq_ignore_ascii_case("callStatus")));
}
