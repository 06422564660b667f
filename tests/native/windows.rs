//! Calls that are answered in another window or at another device.

use crate::world::{World, id, outbound, ringing, talking, wrapping};
use fusion_connect_toolbar::domain::{
    ContactFacts, Event, FusionPresence, Intent, LinkFact, Memory, Role, Settings,
};

/// What the card says of a ring that `then` shows connected after `act`.
fn elsewhere(ring: ContactFacts, act: impl Fn(&mut World), then: ContactFacts) -> bool {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ring]);
    act(&mut world);
    world.snapshot("Busy", &[then]);
    world.answer("new ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"], "Fusion is told either way");
    world.view().cards[0].answered_elsewhere
}

#[test]
fn a_call_that_nobody_here_answered_has_its_audio_elsewhere() {
    let nothing = |_: &mut World| ();
    assert!(elsewhere(ringing("ct-1"), nothing, talking("ct-1")));
    let clicked = |world: &mut World| world.intend(Intent::Accept(id("ct-1")));
    assert!(!elsewhere(ringing("ct-1"), clicked, talking("ct-1")));
    let panel = |world: &mut World| world.intend(Intent::ShowPanel(true));
    assert!(!elsewhere(ringing("ct-1"), panel, talking("ct-1")), "Amazon’s panel is in this page");
    let automatic = |facts: ContactFacts| ContactFacts { auto_accept: true, ..facts };
    assert!(!elsewhere(automatic(ringing("ct-1")), nothing, automatic(talking("ct-1"))));
    let desk_phone = |facts: ContactFacts| ContactFacts { softphone: false, ..facts };
    assert!(!elsewhere(desk_phone(ringing("ct-1")), nothing, desk_phone(talking("ct-1"))));
    assert!(!elsewhere(outbound(ringing("ct-1")), nothing, outbound(talking("ct-1"))));
}

#[test]
fn watching_a_call_and_coming_back_to_one_are_not_answering_it() {
    let mut world = World::new();
    let watching = ContactFacts { role: Role::SilentMonitor, ..talking("ct-1") };
    world.snapshot("Busy", &[watching]);
    assert!(!world.view().cards[0].answered_elsewhere);
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.reload();
    world.snapshot("Busy", &[talking("ct-1")]);
    let card = &world.view().cards[0];
    assert!(card.recovered && !card.answered_elsewhere);
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert!(!world.view().cards[0].recovered);
}

#[test]
fn an_accept_of_the_page_before_is_not_taken_for_one_elsewhere() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.intend(Intent::Accept(id("ct-1")));
    world.reload();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("Busy", &[talking("ct-1")]);
    let card = &world.view().cards[0];
    assert!(!card.answered_elsewhere && !card.recovered);
}

#[test]
fn a_ring_of_before_this_page_that_is_answered_elsewhere_is_said_so_still() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.link();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("Busy", &[talking("ct-1")]);
    assert!(world.view().cards[0].answered_elsewhere);
    world.event(Event::LinkChanged(LinkFact::Reloaded));
    let card = &world.view().cards[0];
    assert!(card.answered_elsewhere && !card.recovered, "another window has the audio");
}
