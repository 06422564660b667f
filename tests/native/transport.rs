//! Rules of `design.md` 4: the choice of the transport, seen from the core.

use crate::memory::encode;
use crate::world::{World, id, ready, ringing, talking, wrapping};
use fusion_connect_toolbar::domain::{
    Command, Event, Fallback, FusionPresence, Intent, LinkFact, Listener, Memory, Millis, Settings,
    Transport, WrapUp,
};
use fusion_connect_toolbar::runtime::memory::{Parts, decode};
use fusion_connect_toolbar::view::{FusionHealth, PopView};

fn cold() -> World {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    world
}

fn by_uef() -> Event {
    Event::FusionReady { transport: Transport::Uef, fallback: None }
}

#[test]
fn an_offer_waits_for_the_choice_and_accept_does_not() {
    let mut world = cold();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.intend(Intent::Accept(id("ct-1")));
    assert_eq!(world.count(&crate::world::accept("ct-1")), 1);
    world.pass(Millis::seconds(5));
    assert!(world.calls_told().is_empty());
    world.event(by_uef());
    world.answer_others();
    assert_eq!(world.calls_told(), ["new ct-1"]);
}

#[test]
fn the_view_says_which_transport_is_in_use_and_why() {
    let mut world = cold();
    assert_eq!(world.view().health.transport, None);
    world.event(by_uef());
    assert_eq!(world.view().health.transport, Some(Transport::Uef));
    assert!(world.model.fusion.can_write_wrap_up());
    let mut world = cold();
    let fallback = Some(Fallback::Failed("no script".to_owned()));
    world.event(Event::FusionReady { transport: Transport::Mca, fallback: fallback.clone() });
    let health = world.view().health;
    assert_eq!((health.transport, health.fallback), (Some(Transport::Mca), fallback));
    assert!(!world.model.fusion.can_write_wrap_up());
}

#[test]
fn without_a_way_to_fusion_the_phone_works_and_trying_again_helps() {
    let mut world = cold();
    world.event(Event::FusionUnreachable("no script".to_owned()));
    assert_eq!(world.view().health.fusion, FusionHealth::Unreachable("no script".to_owned()));
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.view().cards[0].pop, PopView::None, "nobody looks anything up");
    world.intend(Intent::RetryFusion);
    assert!(world.last.contains(&Command::OpenFusion));
    assert_eq!(world.view().health.fusion, FusionHealth::Linking);
    world.event(by_uef());
    world.answer_others();
    assert_eq!(world.calls_told(), ["new ct-1"], "the call that is on is told");
    world.intend(Intent::RetryFusion);
    assert!(!world.last.contains(&Command::OpenFusion), "there is a way already");
}

#[test]
fn calls_that_fusion_never_heard_of_do_not_pile_up_while_it_cannot_be_reached() {
    let mut world = cold();
    world.event(Event::FusionUnreachable("no script".to_owned()));
    for call in 0..60 {
        let name = format!("ct-{call}");
        world.snapshot("Busy", &[talking(&name)]);
        world.snapshot("AfterCallWork", &[wrapping(&name)]);
    }
    assert_eq!(world.model.engagements.len(), 0);
    world.event(by_uef());
    world.answer_others();
    assert!(world.calls_told().is_empty());
}

#[test]
fn a_refused_listener_is_shown_until_it_is_tried_again() {
    let mut world = cold();
    world.event(by_uef());
    let (listener, fault) = (Listener::InteractionCommands, "subscribe: no".to_owned());
    world.event(Event::ListenerRefused { listener: listener.clone(), fault: fault.clone() });
    world.answer_others();
    assert_eq!(world.view().health.refused_listener, Some((listener, fault)));
    world.intend(Intent::RetryFusion);
    assert_eq!(world.view().health.refused_listener, None);
}

/// What the next page reads.
fn kept(world: &World) -> Memory {
    let parts = encode(&world.model.remembered, WrapUp::Unlimited, world.now);
    decode(&parts, world.now)
}

#[test]
fn the_transport_is_remembered_as_long_as_a_call_is_open() {
    for (event, transport) in [(ready(), Transport::Mca), (by_uef(), Transport::Uef)] {
        let mut world = cold();
        world.event(event);
        world.answer_others();
        assert_eq!(kept(&world).transport, None);
        world.snapshot("Busy", &[talking("ct-1")]);
        world.answer("new ct-1");
        world.answer("start ct-1");
        assert_eq!(kept(&world).transport, Some(transport));
        let read = kept(&world);
        let mut next = World::cold(Settings::default(), read, FusionPresence::Framed);
        assert_eq!(next.model.remembered.transport, Some(transport), "before the choice");
        next.event(Event::LinkChanged(LinkFact::Acknowledged));
        assert_eq!(kept(&next).transport, Some(transport));
        world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
        world.answer("close ct-1 WrapUp");
        assert_eq!(kept(&world).transport, None);
    }
}

#[test]
fn offers_of_an_unknown_transport_are_forgotten() {
    let mut world = cold();
    world.event(by_uef());
    world.answer_others();
    world.snapshot("Busy", &[talking("ct-1")]);
    let parts = encode(&world.model.remembered, WrapUp::Unlimited, world.now);
    let local = parts.local.map(|local| local.replace("\"uef\"", "\"pigeon\""));
    let parts = Parts { local, ..Parts::default() };
    assert!(decode(&parts, world.now).engagements.is_empty());
}
