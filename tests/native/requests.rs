//! Rules of `design.md` 3, "Requests to Fusion": one at a time, never repeated, late answers taken.

use crate::world::{World, accept, failed, id, ready, ringing, talking, wrapping};
use fusion_connect_toolbar::domain::{
    Command, Event, FusionPresence, FusionRequest, Intent, LinkFact, Listener, Memory, Millis,
    Settings, WrapUp,
};
use fusion_connect_toolbar::view::{FusionHealth, PopView};

fn connected_with_lookup_open() -> World {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.intend(Intent::Accept(id("ct-1")));
    world.succeed(&accept("ct-1"));
    world.snapshot("Busy", &[talking("ct-1")]);
    world
}

#[test]
fn start_waits_for_the_answer_to_new() {
    let mut world = connected_with_lookup_open();
    assert_eq!(world.calls_told(), ["new ct-1"]);
    world.answer("new ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
}

#[test]
fn start_goes_out_without_out_data_when_new_stays_silent_for_six_seconds() {
    let mut world = connected_with_lookup_open();
    world.pass(Millis(5_999));
    assert_eq!(world.calls_told(), ["new ct-1"]);
    world.pass(Millis(1));
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
    assert_eq!(world.in_data("start ct-1").text("SVCMCA_CONTACT_ID"), None);
}

#[test]
fn start_goes_out_after_a_refused_new() {
    let mut world = connected_with_lookup_open();
    world.refuse("new ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
    assert_eq!(world.view().cards[0].pop, PopView::Opening);
}

#[test]
fn nothing_is_ever_repeated_by_itself() {
    let mut world = connected_with_lookup_open();
    world.pass(Millis::seconds(600));
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
    assert_eq!(world.view().cards[0].pop, PopView::Silent);
}

#[test]
fn only_one_request_is_in_flight_even_if_the_contact_is_gone() {
    let mut world = connected_with_lookup_open();
    world.snapshot("Available", &[]);
    assert_eq!(world.calls_told(), ["new ct-1"], "close waits for new");
    world.answer("new ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"], "close waits for start");
    world.answer("start ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
}

#[test]
fn start_is_skipped_only_if_new_failed_and_the_call_is_over() {
    for silent in [true, false] {
        let mut world = connected_with_lookup_open();
        world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
        if silent {
            world.pass(Millis::seconds(6));
        } else {
            world.refuse("new ct-1");
        }
        assert_eq!(world.calls_told(), ["new ct-1", "close ct-1 WrapUp"], "silent: {silent}");
    }
}

#[test]
fn a_call_that_was_over_before_fusion_was_up_is_still_told_whole() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    world.snapshot("Busy", &[talking("ct-1")]);
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert!(world.calls_told().is_empty());
    world.event(ready());
    assert!(world.calls_told().is_empty(), "offers wait for the link");
    world.answer_others();
    world.answer("new ct-1");
    world.answer("start ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
}

#[test]
fn an_offer_that_was_over_before_fusion_heard_of_it_is_not_told() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("Available", &[]);
    world.link();
    assert!(world.calls_told().is_empty());
}

#[test]
fn a_late_answer_only_adds_tokens() {
    let mut world = connected_with_lookup_open();
    world.pass(Millis::seconds(6));
    world.answer("new ct-1");
    world.answer("start ct-1");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
    assert_eq!(
        world.in_data("close ct-1 WrapUp").text("SVCMCA_CONTACT_ID"),
        Some("300000004992660")
    );
}

#[test]
fn a_new_answered_after_its_close_gets_that_close_once_more() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("Available", &[]);
    world.pass(Millis::seconds(6));
    assert_eq!(world.calls_told(), ["new ct-1", "close ct-1 Abandoned"]);
    world.answer("close ct-1 Abandoned");
    world.answer("new ct-1");
    world.answer("new ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "close ct-1 Abandoned", "close ct-1 Abandoned"]);
}

#[test]
fn a_duplicated_answer_changes_nothing() {
    let mut world = connected_with_lookup_open();
    world.answer("new ct-1");
    world.answer("new ct-1");
    world.answer("start ct-1");
    world.answer("start ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
    assert_eq!(world.view().cards[0].pop, PopView::Open);
}

#[test]
fn a_refused_start_is_shown_and_asked_again_only_by_the_agent() {
    let mut world = connected_with_lookup_open();
    world.answer("new ct-1");
    world.refuse("start ct-1");
    assert_eq!(world.view().cards[0].pop, PopView::Refused);
    world.pass(Millis::seconds(60));
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
    world.intend(Intent::RetryScreenPop(id("ct-1")));
    world.intend(Intent::RetryScreenPop(id("ct-1")));
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "start ct-1"]);
}

#[test]
fn what_became_of_a_start_that_failed_is_not_shown_after_the_call() {
    for silent in [true, false] {
        let mut world = connected_with_lookup_open();
        world.answer("new ct-1");
        if silent {
            world.pass(Millis::seconds(6));
        } else {
            world.refuse("start ct-1");
        }
        world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
        assert_eq!(world.view().cards[0].pop, PopView::None, "silent: {silent}");
        world.intend(Intent::RetryScreenPop(id("ct-1")));
        assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
    }
}

#[test]
fn requests_use_the_newest_event_id_but_after_start_the_one_it_was_sent_with() {
    let mut world = connected_with_lookup_open();
    let uuid = world.uuid("new ct-1");
    world.answer_uuid(uuid, Ok(()), Some("fusion-9"));
    assert_eq!(world.calls_told(), ["new ct-1", "start fusion-9"]);
    let uuid = world.uuid("start fusion-9");
    world.answer_uuid(uuid, Ok(()), Some("fusion-10"));
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1", "start fusion-9", "close fusion-9 WrapUp"]);
}

#[test]
fn what_is_asked_is_remembered_before_it_is_posted() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let uuid = world.uuid("new ct-1");
    let remembered = world.last.iter().position(|command| match command {
        Command::Remember(memory) => memory
            .engagements
            .iter()
            .any(|offer| offer.new.asked().is_some_and(|asked| asked.uuid == uuid)),
        _ => false,
    });
    let posted = world
        .last
        .iter()
        .position(|command| matches!(command, Command::Fusion { uuid: of, .. } if *of == uuid));
    assert!(remembered.unwrap() < posted.unwrap());
}

#[test]
fn after_a_reload_a_request_counts_as_sent_and_is_answered_by_uuid() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.now = world.now + Millis::seconds(2);
    world.reload();
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1"], "neither repeated nor overtaken");
    world.answer("new ct-1");
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
}

#[test]
fn after_a_reload_the_timeout_runs_on() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.now = world.now + Millis::seconds(5);
    world.reload();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.pass(Millis::seconds(1));
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
}

#[test]
fn a_reload_in_mid_call_sends_nothing_and_the_close_comes_later() {
    let mut world = connected_with_lookup_open();
    world.answer("new ct-1");
    world.answer("start ct-1");
    world.reload();
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1"]);
    assert!(world.view().cards[0].recovered);
    assert_eq!(world.view().cards[0].name.as_ref().unwrap().as_str(), "Mary Doe");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
}

#[test]
fn a_call_that_ended_while_the_page_was_reloading_is_closed() {
    let mut world = connected_with_lookup_open();
    world.answer("new ct-1");
    world.answer("start ct-1");
    world.reload();
    world.snapshot("Available", &[]);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
}

#[test]
fn wrap_up_unlimited_closes_once() {
    let mut world = closed_with(WrapUp::Unlimited);
    world.answer("close ct-1 WrapUp");
    world.pass(Millis::seconds(3600));
    world.snapshot("Available", &[]);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 WrapUp"]);
}

#[test]
fn wrap_up_none_ends_at_once() {
    let world = closed_with(WrapUp::None);
    assert_eq!(world.calls_told(), ["new ct-1", "start ct-1", "close ct-1 EndCommunication"]);
}

#[test]
fn wrap_up_timed_ends_after_its_time_or_when_the_contact_is_cleared() {
    let told = ["new ct-1", "start ct-1", "close ct-1 WrapUp", "close ct-1 EndCommunication"];
    let mut world = closed_with(WrapUp::Timed(Millis::seconds(30)));
    world.answer("close ct-1 WrapUp");
    world.pass(Millis(29_999));
    assert_eq!(world.calls_told(), told[..3]);
    world.pass(Millis(1));
    assert_eq!(world.calls_told(), told);

    let mut world = closed_with(WrapUp::Timed(Millis::seconds(30)));
    world.answer("close ct-1 WrapUp");
    world.snapshot("Available", &[]);
    assert_eq!(world.calls_told(), told);
    world.answer(told[3]);
    world.pass(Millis::seconds(60));
    assert_eq!(world.calls_told(), told);
}

fn closed_with(wrap_up: WrapUp) -> World {
    let mut world = World::with(Settings { wrap_up, ..Settings::default() });
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("start ct-1");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world
}

#[test]
fn the_start_up_goes_in_order() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(ready());
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    world.snapshot("Available", &[]);
    let requests: Vec<FusionRequest> = world
        .sent
        .iter()
        .filter_map(|command| match command {
            Command::Fusion { request, .. } => Some(request.clone()),
            _ => None,
        })
        .collect();
    assert!(matches!(
        requests.as_slice(),
        [
            FusionRequest::Listen(Listener::InteractionCommands),
            FusionRequest::Listen(Listener::AgentCommands),
            FusionRequest::Listen(Listener::Outgoing(_)),
            FusionRequest::Listen(Listener::DataUpdated(_)),
            FusionRequest::Configuration,
            FusionRequest::Ready,
            FusionRequest::AgentState(_),
        ]
    ));
}

#[test]
fn linked_means_that_the_configuration_was_answered_with_success() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(ready());
    assert_eq!(world.view().health.fusion, FusionHealth::Linking);
    world.answer_others();
    assert_eq!(world.view().health.fusion, FusionHealth::Linked);
}

#[test]
fn a_silent_fusion_is_named_and_the_call_goes_on() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(ready());
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.intend(Intent::Accept(id("ct-1")));
    assert_eq!(world.count(&accept("ct-1")), 1);
    world.pass(Millis::seconds(6));
    assert_eq!(world.view().health.fusion, FusionHealth::NotAnswering);
    assert_eq!(world.calls_told(), ["new ct-1"], "offered though linking failed");
    world.intend(Intent::RetryFusion);
    world.answer_others();
    assert_eq!(world.view().health.fusion, FusionHealth::Linked);
}

#[test]
fn a_fusion_that_listens_late_is_linked_at_its_first_word() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(ready());
    world.pass(Millis::seconds(6));
    assert_eq!(world.view().health.fusion, FusionHealth::NotAnswering);
    world.event(Event::LinkChanged(LinkFact::Acknowledged));
    world.snapshot("Available", &[]);
    let state = world.sent.iter().find_map(|it| match it {
        Command::Fusion { uuid, request: FusionRequest::AgentState(_) } => Some(uuid.clone()),
        _ => None,
    });
    world.answer_uuid(state.unwrap(), Ok(()), None);
    assert_eq!(world.view().health.fusion, FusionHealth::Linking, "begun again");
    world.answer_others();
    assert_eq!(world.view().health.fusion, FusionHealth::Linked);
}

#[test]
fn without_fusion_nothing_is_asked_and_the_phone_works() {
    for presence in [
        FusionPresence::Absent,
        FusionPresence::Off,
        FusionPresence::OriginRefused("https://other.example".into()),
    ] {
        let mut world = World::cold(Settings::default(), Memory::default(), presence);
        world.event(Event::LinkChanged(LinkFact::Acknowledged));
        world.snapshot("PendingBusy", &[ringing("ct-1")]);
        world.intend(Intent::Accept(id("ct-1")));
        world.succeed(&accept("ct-1"));
        world.snapshot("Busy", &[talking("ct-1")]);
        world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
        let to_fusion =
            |command: &Command| matches!(command, Command::Fusion { .. } | Command::Reply { .. });
        assert!(!world.sent.iter().any(to_fusion));
        assert_eq!(world.count(&accept("ct-1")), 1);
    }
}

#[test]
fn a_contact_first_seen_inactive_gets_a_card_and_no_engagement() {
    for contact in [wrapping("ct-1"), failed("ct-1")] {
        let mut world = World::new();
        world.snapshot("AfterCallWork", &[contact]);
        assert_eq!(world.view().cards.len(), 1);
        assert!(world.calls_told().is_empty());
    }
}

#[test]
fn a_due_close_that_cannot_be_posted_wakes_nobody() {
    let mut world = closed_with(WrapUp::Timed(Millis::seconds(30)));
    world.answer("close ct-1 WrapUp");
    let memory = (*world.model.remembered).clone();
    let settings = world.model.settings.clone();
    let mut cold = World::cold(settings, memory, FusionPresence::Framed);
    cold.now = world.now + Millis::seconds(60);
    cold.event(ready());
    cold.pass(Millis::seconds(1));
    assert!(cold.calls_told().is_empty());
    cold.answer_others();
    assert_eq!(cold.calls_told(), ["close ct-1 EndCommunication"]);
}
