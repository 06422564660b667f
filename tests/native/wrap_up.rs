//! The work after a call in both systems: fields of the wrap-up, and whose end ends whose.

use crate::memory::encode;
use crate::world::{World, failed, id, ringing, talking, wrapping};
use fusion_connect_toolbar::domain::{
    Command, ConnectRequest, Event, FusionRequest, Intent, LinkFact, Millis, Note, Settings,
    Source, TokenMap, Tokens, WrapUp,
};
use fusion_connect_toolbar::runtime::memory::{Parts, decode};

const TIMED: WrapUp = WrapUp::Timed(Millis::seconds(30));
const MODES: [WrapUp; 4] = [WrapUp::Unlimited, WrapUp::UntilCleared, TIMED, WrapUp::None];

fn ending_acw(wrap_up: WrapUp) -> Settings {
    Settings { wrap_up, wrap_up_ends_acw: true, ..Settings::default() }
}

/// A call that was talked, in after-call work, with everything answered.
fn in_wrap_up(settings: Settings) -> World {
    let mut world = World::with(settings);
    work(&mut world);
    world
}

fn work(world: &mut World) {
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("start ct-1");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    for words in ["close ct-1 WrapUp", "close ct-1 EndCommunication"] {
        if world.calls_told().iter().any(|told| told == words) {
            world.answer(words);
        }
    }
}

fn cleared(world: &World) -> usize {
    world.count(&ConnectRequest::Clear(id("ct-1")))
}

#[test]
fn saving_the_wrap_up_ends_after_call_work_once_if_so_configured() {
    for wrap_up in [WrapUp::Unlimited, WrapUp::UntilCleared, TIMED] {
        let mut world = in_wrap_up(ending_acw(wrap_up));
        assert_eq!(cleared(&world), 0);
        world.saved(Some("ct-1"), "WRAPUP");
        assert_eq!(cleared(&world), 1, "{wrap_up:?}");
        world.saved(Some("ct-1"), "WRAPUP");
        world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
        world.succeed(&ConnectRequest::Clear(id("ct-1")));
        world.snapshot("Available", &[]);
        world.saved(Some("ct-1"), "WRAPUP");
        assert_eq!(cleared(&world), 1, "{wrap_up:?}");
    }
}

#[test]
fn without_the_setting_or_the_wrap_up_it_ends_nothing() {
    for wrap_up in MODES {
        let settings = Settings { wrap_up, ..Settings::default() };
        let mut world = in_wrap_up(settings);
        world.saved(Some("ct-1"), "WRAPUP");
        assert_eq!(cleared(&world), 0, "{wrap_up:?}");
    }
    let mut world = in_wrap_up(ending_acw(WrapUp::None));
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 0, "there was no wrap-up to save");
}

#[test]
fn only_the_wrap_up_of_this_call_counts() {
    let mut world = in_wrap_up(ending_acw(WrapUp::Unlimited));
    world.saved(Some("ct-9"), "WRAPUP");
    world.saved(None, "WRAPUP");
    assert_eq!(cleared(&world), 0);
}

#[test]
fn an_update_before_the_wrap_up_is_no_saving_of_it() {
    let mut world = World::with(ending_acw(WrapUp::Unlimited));
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.saved(Some("ct-1"), "WRAPUP");
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("start ct-1");
    world.saved(Some("ct-1"), "WRAPUP");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world.refuse("close ct-1 WrapUp");
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 0);
}

#[test]
fn an_update_that_overtakes_the_answer_to_the_close_counts() {
    let mut world = World::with(ending_acw(WrapUp::Unlimited));
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("new ct-1");
    world.answer("start ct-1");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 1);
}

#[test]
fn only_the_configured_types_count_if_there_are_any() {
    let saved_updates = vec!["WRAPUP_SAVED".to_owned()];
    let mut world = in_wrap_up(Settings { saved_updates, ..ending_acw(WrapUp::Unlimited) });
    world.saved(Some("ct-1"), "SR_CREATED");
    assert_eq!(cleared(&world), 0);
    world.saved(Some("ct-1"), "WRAPUP_SAVED");
    assert_eq!(cleared(&world), 1);
}

#[test]
fn the_trace_tells_the_type_of_an_update() {
    let mut world = World::new();
    world.saved(None, "WRAPUP_SAVED");
    assert_eq!(world.last, [Command::Trace(Note::DataUpdated("WRAPUP_SAVED".into()))]);
}

#[test]
fn a_saving_without_a_link_to_connect_ends_the_work_when_it_is_back() {
    let mut world = in_wrap_up(ending_acw(WrapUp::Unlimited));
    world.event(Event::LinkChanged(LinkFact::Terminated));
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 0);
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(cleared(&world), 1);
}

#[test]
fn a_saving_just_before_a_reload_is_not_lost_nor_is_one_after_it() {
    let mut world = in_wrap_up(ending_acw(WrapUp::Unlimited));
    world.reload();
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 0, "not known to be there yet");
    world.reload();
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(cleared(&world), 1);
}

#[test]
fn a_refusal_of_connect_stands_in_the_card_and_the_agent_can_clear() {
    let mut world = in_wrap_up(ending_acw(WrapUp::Unlimited));
    world.saved(Some("ct-1"), "WRAPUP");
    world.fail(&ConnectRequest::Clear(id("ct-1")), "InvalidStateException");
    world.pass(Millis::seconds(60));
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(cleared(&world), 1, "not tried again by itself");
    let card = world.view().cards[0].clone();
    assert!(card.refusal.is_some());
    assert_eq!(card.actions.clear, Some(true));
    world.intend(Intent::Clear(id("ct-1")));
    assert_eq!(cleared(&world), 2);
}

#[test]
fn a_call_that_broke_off_is_cleared_as_well() {
    let mut world = World::with(ending_acw(WrapUp::Unlimited));
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("new ct-1");
    world.answer("start ct-1");
    world.snapshot("FailedConnectAgent", &[failed("ct-1")]);
    world.answer("close ct-1 WrapUp");
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 1);
}

#[test]
fn clearing_closes_the_wrap_up_in_fusion_once_where_the_mode_says_so() {
    let wrap_up = "close ct-1 WrapUp";
    let end = "close ct-1 EndCommunication";
    for (mode, closes) in [
        (WrapUp::Unlimited, vec![wrap_up]),
        (WrapUp::UntilCleared, vec![wrap_up, end]),
        (TIMED, vec![wrap_up, end]),
        (WrapUp::None, vec![end]),
    ] {
        let mut world = in_wrap_up(Settings { wrap_up: mode, ..Settings::default() });
        world.snapshot("Available", &[]);
        world.snapshot("Available", &[]);
        for close in &closes {
            world.answer(close);
        }
        world.pass(Millis::seconds(3600));
        let told = [vec!["new ct-1", "start ct-1"], closes].concat();
        assert_eq!(world.calls_told(), told, "{mode:?}");
    }
}

#[test]
fn a_wrap_up_stays_open_until_the_contact_is_cleared_however_long() {
    let settings = Settings { wrap_up: WrapUp::UntilCleared, ..Settings::default() };
    let mut world = in_wrap_up(settings.clone());
    assert_eq!(world.model.next_deadline().map(|at| at > world.now), Some(true));
    world.pass(Millis::seconds(7200));
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
    // Even the window may have been closed meanwhile: what is left of it is enough.
    let local = encode(&world.model.remembered, WrapUp::UntilCleared, world.now).local;
    let memory = decode(&Parts { local, ..Parts::default() }, world.now);
    let presence = fusion_connect_toolbar::domain::FusionPresence::Framed;
    let mut next = World::cold(settings, memory, presence);
    next.now = world.now;
    next.link();
    next.snapshot("Available", &[]);
    assert_eq!(next.calls_told(), ["close ct-1 EndCommunication"]);
}

#[test]
fn a_wrap_up_that_was_saved_is_not_closed_under_the_hands_of_the_agent() {
    let mut world = in_wrap_up(ending_acw(WrapUp::UntilCleared));
    world.saved(Some("ct-1"), "WRAPUP");
    world.succeed(&ConnectRequest::Clear(id("ct-1")));
    world.snapshot("Available", &[]);
    world.pass(Millis::seconds(60));
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
}

#[test]
fn a_saving_after_the_time_is_over_still_ends_after_call_work() {
    let mut world = in_wrap_up(ending_acw(TIMED));
    world.pass(Millis::seconds(31));
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world.answer("close ct-1 EndCommunication");
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 1);
    assert_eq!(world.calls_told().len(), 4, "{:?}", world.calls_told());
}

fn with_fields(wrap_up: WrapUp) -> World {
    let fields = vec![
        ("WrapUp.CallNotes".to_owned(), Source::Attribute("notes".into())),
        ("WrapUp.ResolutionCd".to_owned(), Source::Text("SOLVED".into())),
    ];
    let token_map = TokenMap { fields, ..TokenMap::default() };
    let mut world = World::with(Settings { token_map, ..ending_acw(wrap_up) });
    world.set_writes(true);
    world
}

fn written(world: &World) -> Vec<Tokens> {
    let fields = |command: &Command| match command {
        Command::Fusion { request: FusionRequest::WriteWrapUp { fields, .. }, .. } => {
            Some(fields.clone())
        }
        _ => None,
    };
    world.sent.iter().filter_map(fields).collect()
}

#[test]
fn fields_are_written_once_when_the_wrap_up_is_open() {
    let mut world = with_fields(WrapUp::Unlimited);
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("start ct-1");
    let mut noted = wrapping("ct-1");
    noted.attributes.set_text("notes", "called back");
    world.snapshot("AfterCallWork", &[noted]);
    assert!(written(&world).is_empty(), "the form is not open before the answer");
    world.answer("close ct-1 WrapUp");
    let all = written(&world);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].text("WrapUp.CallNotes"), Some("called back"));
    assert_eq!(all[0].text("WrapUp.ResolutionCd"), Some("SOLVED"));
    assert!(!world.view().cards[0].lacks_fields);
    world.answer("write ct-1");
    world.pass(Millis::seconds(60));
    world.reload();
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(written(&world).len(), 1);
    assert!(!world.view().cards[0].lacks_fields);
}

#[test]
fn fields_survive_a_reload_before_they_are_written() {
    let mut world = with_fields(WrapUp::Unlimited);
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("new ct-1");
    world.answer("start ct-1");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world.reload();
    world.answer("close ct-1 WrapUp");
    assert_eq!(written(&world).len(), 1);
}

#[test]
fn a_writing_that_fails_is_told_in_the_card_and_costs_nothing() {
    for silent in [true, false] {
        let mut world = with_fields(TIMED);
        work(&mut world);
        if silent {
            world.pass(Millis::seconds(6));
        } else {
            world.refuse("write ct-1");
        }
        assert!(world.view().cards[0].lacks_fields, "silent: {silent}");
        world.snapshot("Available", &[]);
        let told = ["close ct-1 WrapUp", "write ct-1", "close ct-1 EndCommunication"];
        assert_eq!(world.calls_told()[2..], told);
    }
}

#[test]
fn the_last_close_waits_for_the_writing() {
    let mut world = with_fields(WrapUp::UntilCleared);
    work(&mut world);
    world.snapshot("Available", &[]);
    assert_eq!(world.calls_told().last().unwrap(), "write ct-1");
    world.answer("write ct-1");
    assert_eq!(world.calls_told().last().unwrap(), "close ct-1 EndCommunication");
}

#[test]
fn what_we_write_ourselves_does_not_end_the_agents_work() {
    let mut world = with_fields(WrapUp::Unlimited);
    work(&mut world);
    world.saved(Some("ct-1"), "WRAPUP");
    world.answer("write ct-1");
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 0, "the toolbar's own saving");
    world.pass(Millis::seconds(2));
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 1, "the agent's");
}

#[test]
fn a_saving_long_after_the_writing_is_the_agents() {
    let mut world = with_fields(WrapUp::Unlimited);
    work(&mut world);
    world.answer("write ct-1");
    world.pass(Millis::seconds(6));
    world.saved(Some("ct-1"), "WRAPUP");
    assert_eq!(cleared(&world), 1);
}

#[test]
fn without_a_wrap_up_context_nothing_is_written_and_the_agent_is_told() {
    let mut world = with_fields(WrapUp::Unlimited);
    world.set_writes(false);
    work(&mut world);
    assert!(written(&world).is_empty());
    assert!(world.view().cards[0].lacks_fields);
    world.saved(Some("ct-1"), "WRAPUP");
    assert!(!world.view().cards[0].lacks_fields, "the agent has done it");
}

#[test]
fn without_fields_there_is_nothing_to_say() {
    let world = in_wrap_up(Settings::default());
    assert!(!world.view().cards[0].lacks_fields);
    assert!(written(&world).is_empty());
}
