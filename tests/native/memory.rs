//! The memory's codec: what survives a reload, what survives the window, and what is forgotten.

use crate::world::{World, accept, failed, id, ringing, talking, with_leg, wrapping};
use fusion_connect_toolbar::domain::{
    Event, FrameSize, FusionPresence, Intent, LinkFact, Memory, Millis, Settings, Source, TokenMap,
    WrapUp,
};
use fusion_connect_toolbar::runtime::memory::{MemoryEncoder, Parts, decode, reached};

/// Writes the memory as a page does that writes it for the first time.
pub(crate) fn encode(memory: &Memory, wrap_up: WrapUp, now: Millis) -> Parts {
    MemoryEncoder::default().encode(memory, wrap_up).stamped(now)
}

/// A finished offer, one in mid-call, and one whose request is in flight.
fn lived() -> World {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("MissedCallAgent", &[failed("ct-1")]);
    world.answer("close ct-1 Missed");
    world.snapshot("PendingBusy", &[with_leg(ringing("ct-1"), "leg-2")]);
    world.answer("new ct-1~2");
    world.intend(Intent::Accept(id("ct-1")));
    world.succeed(&accept("ct-1"));
    world.snapshot("Busy", &[with_leg(talking("ct-1"), "leg-2"), ringing("ct-2")]);
    world
}

fn parts(world: &World) -> Parts {
    encode(&world.model.remembered, WrapUp::Unlimited, world.now)
}

fn read(parts: &Parts, now: Millis) -> Memory {
    decode(parts, now)
}

fn ids(memory: &Memory) -> Vec<String> {
    memory.engagements.iter().map(|offer| offer.event_id().to_string()).collect()
}

#[test]
fn both_parts_together_give_everything_back() {
    let world = lived();
    let mut expected = (*world.model.remembered).clone();
    let read = read(&parts(&world), world.now);
    // Of a finished offer nothing personal is kept.
    std::sync::Arc::make_mut(&mut expected.engagements[0]).tokens =
        read.engagements[0].tokens.clone();
    assert!(read.engagements[0].tokens.text("SVCMCA_CONTACT_NAME").is_none());
    assert_eq!(read, expected);
}

#[test]
fn the_work_after_a_call_is_kept_and_its_fields_only_for_the_session() {
    let source = Source::Attribute("notes".into());
    let token_map =
        TokenMap { fields: vec![("WrapUp.CallNotes".into(), source)], ..TokenMap::default() };
    let wrap_up = WrapUp::UntilCleared;
    let mut world = World::with(Settings { token_map, wrap_up, ..Settings::default() });
    world.set_writes(true);
    let mut noted = talking("ct-1");
    noted.attributes.set_text("notes", "Mary is angry");
    world.snapshot("Busy", &[noted.clone()]);
    world.answer("new ct-1");
    world.answer("start ct-1");
    noted.state = wrapping("ct-1").state;
    world.snapshot("AfterCallWork", &[noted]);
    world.answer("close ct-1 WrapUp");
    world.answer("write ct-1");
    world.pass(Millis::seconds(6));
    world.saved(Some("ct-1"), "WRAPUP");
    let offer = &world.model.remembered.engagements[0];
    assert!(offer.saved && offer.written.is_done() && !offer.fields.is_empty());
    for open in [WrapUp::UntilCleared, WrapUp::Timed(Millis::seconds(600))] {
        let parts = encode(&world.model.remembered, open, world.now);
        let kept = read(&parts, world.now).engagements;
        let is_open = open != WrapUp::UntilCleared;
        assert_eq!((kept[0].saved, kept[0].written.is_done()), (true, true), "{open:?}");
        assert_eq!(kept[0].fields.is_empty(), !is_open, "{open:?}");
        assert!(!parts.local.unwrap_or_default().contains("angry"), "{open:?}");
    }
}

#[test]
fn local_storage_holds_nothing_personal_and_no_finished_offer() {
    let world = lived();
    let parts = parts(&world);
    let local = parts.local.clone().unwrap();
    for personal in ["Mary", "5551230000", "300000004992660"] {
        assert!(!local.contains(personal), "{personal}");
    }
    assert!(parts.session.as_deref().unwrap().contains("Mary Doe"));
    let history = parts.history.as_deref().unwrap();
    assert!(history.contains("ct-1"), "the finished offer");
    let without_session = Parts { session: None, history: None, ..parts };
    assert_eq!(ids(&read(&without_session, world.now)), ["ct-1~2", "ct-2"]);
}

#[test]
fn nothing_is_left_after_the_last_close() {
    let mut world = lived();
    world.answer("start ct-1~2");
    world.answer("new ct-2");
    world.snapshot("AfterCallWork", &[with_leg(wrapping("ct-1"), "leg-2")]);
    world.answer("close ct-1~2 WrapUp");
    world.answer("close ct-2 Abandoned");
    let mut kept = (*world.model.remembered).clone();
    // The recent calls are the agent's own list; everything else of a closed call is forgotten.
    assert_eq!(kept.recent.len(), 3);
    kept.recent.clear();
    let parts = encode(&kept, WrapUp::Unlimited, world.now);
    assert_eq!((&parts.local, &parts.session), (&None, &None));
    assert!(!parts.history.as_deref().unwrap().contains("Mary"));
    assert_eq!(ids(&read(&parts, world.now)), ["ct-1", "ct-1~2", "ct-2"]);
}

#[test]
fn the_size_of_the_frame_at_rest_goes_with_the_window() {
    let rest = Some(FrameSize { width: 360, height: 300 });
    let kept = Memory { rest, ..Memory::default() };
    let parts = encode(&kept, WrapUp::Unlimited, Millis(1));
    assert_eq!((&parts.local, &parts.history), (&None, &None));
    assert_eq!(read(&parts, Millis(2)), kept);
    let garbled = parts.session.map(|text| text.replace("[360,300]", "[360]"));
    let parts = Parts { session: garbled, ..Parts::default() };
    assert_eq!(read(&parts, Millis(2)), Memory::default());
}

#[test]
fn a_sign_in_goes_with_the_window() {
    let kept = Memory { signed_in: true, ..Memory::default() };
    let parts = encode(&kept, WrapUp::Unlimited, Millis(1));
    assert_eq!((&parts.local, &parts.history), (&None, &None));
    assert_eq!(read(&parts, Millis(2)), kept);
}

#[test]
fn a_finished_offer_still_counts_after_a_reload() {
    let world = lived();
    let read = read(&parts(&world), world.now);
    assert_eq!(read.engagements.iter().map(|offer| offer.ordinal).max(), Some(2));
}

#[test]
fn after_twelve_hours_it_is_forgotten() {
    let world = lived();
    let parts = parts(&world);
    let hours = |hours: u64| world.now + Millis::seconds(hours * 3600);
    assert_eq!(read(&parts, hours(11)).engagements.len(), 3);
    assert_eq!(read(&parts, hours(12)).engagements.len(), 0);
}

#[test]
fn garbage_is_forgotten_and_never_in_the_way() {
    for text in
        ["", "null", "{", "[]", "{\"version\":1,\"at\":1,\"offers\":[1,{}]}", "{\"version\":99}"]
    {
        let part = Some(text.to_owned());
        let parts = Parts { local: part.clone(), session: part.clone(), history: part };
        assert_eq!(decode(&parts, Millis(2)), Memory::default(), "{text}");
    }
}

#[test]
fn a_window_without_fusion_leaves_the_offers_of_another_alone() {
    let kept = (*lived().model.remembered).clone();
    assert!(!kept.engagements.is_empty());
    let mut alone = World::cold(Settings::default(), kept.clone(), FusionPresence::Absent);
    alone.event(Event::LinkChanged(LinkFact::Acknowledged));
    alone.snapshot("Busy", &[talking("ct-9")]);
    alone.snapshot("Available", &[]);
    assert_eq!(alone.model.remembered.engagements, kept.engagements);
    assert_eq!(alone.model.remembered.recent.len(), kept.recent.len() + 1);
}

#[test]
fn time_goes_on_where_an_earlier_page_was_unless_that_is_half_a_day_away() {
    let part = |at: u64| Some(format!("{{\"at\":{at}}}"));
    let now = Millis(1_700_000_000_000);
    for (written, from) in [
        (now.0 - 5_000, now.0),
        (now.0 + 3_600_000, now.0 + 3_600_000),
        (now.0 + 12 * 3_600_000, now.0),
        (u64::MAX, now.0),
    ] {
        let local = Parts { local: part(written), ..Parts::default() };
        assert_eq!(reached(&local, now), Millis(from));
        let garbled = Some("nonsense".to_owned());
        let session = Parts { local: garbled.clone(), session: part(written), history: garbled };
        assert_eq!(reached(&session, now), Millis(from));
    }
}
