//! What goes between windows: whole, or an error without a word of it; and calls answered elsewhere.

use crate::world::{World, accept, id, outbound, ringing, talking, with_other, wrapping};
use fusion_connect_toolbar::domain::Intent;
use fusion_connect_toolbar::domain::audio::{Device, DeviceKind, Devices, Microphone};
use fusion_connect_toolbar::domain::ids::DeviceId;
use fusion_connect_toolbar::domain::personal::{DialText, Digits};
use fusion_connect_toolbar::domain::snapshot::{ContactFacts, LegState, Role};
use fusion_connect_toolbar::view::{ConnectHealth, FusionHealth, Target, View};
use fusion_connect_toolbar::windows::codec::{
    Gone, ToEngine, ToView, VERSION, answer, answers, knock, knocks, read, write,
};

/// A view of two calls, one of them of three, with devices and every kind of trouble.
fn rich() -> View {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.intend(Intent::Accept(id("ct-1")));
    world.succeed(&accept("ct-1"));
    let joined = with_other(talking("ct-1"), "Billing", LegState::Connected);
    world.snapshot("Busy", &[joined, ringing("ct-2")]);
    world.answer("start ct-1");
    let mut view = world.view();
    view.health.connect = ConnectHealth::Garbled("$.agent".to_owned());
    view.health.fusion = FusionHealth::OriginRefused("https://evil.example".to_owned());
    view.health.gap = Some((world.now, world.now));
    view.audio.microphone = Microphone::NotDelegated;
    view.audio.devices = Devices::Listed(vec![Device {
        id: DeviceId::new("d-1"),
        label: "Headset ☎ \"left\"".to_owned(),
        input: true,
    }]);
    view.dial.pending = Some(DialText::new("+1 555 123 0000"));
    view
}

#[test]
fn a_view_crosses_whole() {
    for view in [View::default(), rich()] {
        let said = ToView::Shown(Box::new(view), 1_700_000_000_000);
        assert_eq!(read::<ToView>(&write(&said)), Ok(said));
    }
    let text = write(&ToView::Shown(Box::new(rich()), 1_700_000_000_000));
    assert!(text.contains("Mary Doe") && text.contains("Billing"), "{text}");
}

#[test]
fn intents_and_farewells_cross_whole() {
    let target = Target::Number(DialText::new("5551230000"), Some("us".to_owned()));
    for said in [
        ToEngine::Intended(Intent::ToggleAvailability),
        ToEngine::Intended(Intent::Consult(id("ct-1"), target)),
        ToEngine::Intended(Intent::SendDigits(id("ct-1"), Digits::parse("1*#").unwrap())),
        ToEngine::Intended(Intent::ChooseDevice(DeviceKind::Speaker, DeviceId::new("d"))),
        ToEngine::Ask,
        ToEngine::PopIn,
    ] {
        assert_eq!(read::<ToEngine>(&write(&said)), Ok(said));
    }
    for why in [Gone::Closed, Gone::PoppedIn, Gone::Replaced, Gone::TakenOver] {
        let said = ToView::Gone(why);
        assert_eq!(read::<ToView>(&write(&said)), Ok(said));
    }
}

#[test]
fn what_cannot_be_read_is_an_error_that_quotes_nothing() {
    let whole = write(&ToView::Shown(Box::new(rich()), 1_700_000_000_000));
    let cut = whole.len() / 2;
    let cut = (cut..whole.len()).find(|at| whole.is_char_boundary(*at)).unwrap();
    let other = whole.replace("\"cards\":[", "\"cards\":[\"+15551230000\",");
    for text in ["", "null", "[]", "{\"Shown\":1}", "\"Mary Doe\"", &whole[..cut], &other] {
        let error = read::<ToView>(text).unwrap_err().to_string();
        assert!(error.contains("unreadable message"), "{error}");
        for personal in ["Mary", "5551230000"] {
            assert!(!error.contains(personal), "{error}");
        }
    }
    assert!(read::<ToEngine>("{\"Intended\":\"Explode\"}").is_err());
}

#[test]
fn greetings_tell_the_version_and_are_never_taken_for_one_another() {
    assert_eq!(knocks(&knock()), Some(VERSION));
    assert_eq!(answers(&answer()), Some(VERSION));
    assert_eq!((knocks(&answer()), answers(&knock())), (None, None));
    for text in ["", "{\"method\":\"accept\"}", VERSION] {
        assert_eq!((knocks(text), answers(text)), (None, None), "{text}");
    }
}

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
