//! What Fusion is given of a call, what it makes of it, and what is said when it says nothing.

use crate::world::{World, id, outbound, ready, ringing, talking, wrapping};
use fusion_connect_toolbar::domain::{
    Answer, Command, ContactFacts, ContactMatch, DialText, Event, EventId, FusionPresence,
    FusionRequest, Intent, Listener, Memory, Millis, Settings, Source, TokenMap, TokenValue,
    Tokens,
};
use fusion_connect_toolbar::view::{FusionHealth, PopView, UnansweredCall};
use std::sync::Arc;

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn with(token_map: TokenMap) -> World {
    World::with(Settings { token_map, ..Settings::default() })
}

fn by_queue() -> TokenMap {
    let mut given = TokenMap {
        classifications: pairs(&[("Sales", "ORA_SALES"), ("Shop", "ORA_SALES")]),
        lookups: pairs(&[("Sales", "Account")]),
        ..TokenMap::default()
    };
    given.route.lookup = Some("Contact".into());
    given
}

fn of_queue(mut facts: ContactFacts, queue: &str) -> ContactFacts {
    facts.queue = Some(queue.into());
    facts
}

/// Classification and lookup object of every request about a call.
fn routes(world: &World) -> Vec<(String, Option<String>)> {
    let route = |command: &Command| match command {
        Command::Fusion { request: FusionRequest::New { classification, lookup, .. }, .. } => {
            Some((classification.clone(), lookup.clone()))
        }
        Command::Fusion {
            request:
                FusionRequest::Start { classification, .. }
                | FusionRequest::Close { classification, .. },
            ..
        } => Some((classification.clone(), None)),
        _ => None,
    };
    world.sent.iter().filter_map(route).collect()
}

fn route(classification: &str, lookup: Option<&str>) -> (String, Option<String>) {
    (classification.to_owned(), lookup.map(str::to_owned))
}

#[test]
fn a_call_keeps_the_classification_of_its_queue_for_its_life_and_over_a_reload() {
    let mut world = with(by_queue());
    world.snapshot("PendingBusy", &[of_queue(ringing("ct-1"), "Sales")]);
    world.answer("new ct-1");
    world.reload();
    // Neither another queue nor another configuration moves a call that Fusion has.
    Arc::make_mut(&mut world.model.settings).token_map = TokenMap::default();
    world.snapshot("Busy", &[of_queue(talking("ct-1"), "Other")]);
    world.answer("start ct-1");
    world.snapshot("AfterCallWork", &[of_queue(wrapping("ct-1"), "Other")]);
    let sales = || route("ORA_SALES", None);
    assert_eq!(routes(&world), [route("ORA_SALES", Some("Account")), sales(), sales()]);
}

#[test]
fn a_call_of_another_queue_or_of_none_has_the_usual_classification() {
    for queue in [Some("Other"), None] {
        let mut world = with(by_queue());
        let mut facts = ringing("ct-1");
        facts.queue = queue.map(str::to_owned);
        world.snapshot("PendingBusy", &[facts]);
        assert_eq!(routes(&world), [route("ORA_SERVICE", Some("Contact"))]);
    }
}

#[test]
fn a_call_that_fusion_asked_for_goes_back_to_the_classification_it_came_from() {
    for (said, classification) in [(Some("ORA_SALES"), "ORA_SALES"), (None, "ORA_SERVICE")] {
        let mut world = with(by_queue());
        let mut tokens = Tokens::new();
        if let Some(said) = said {
            tokens.set_text("appClassification", said);
        }
        let number = DialText::new("+15551230000");
        world.event(Event::DialAsked { event_id: EventId::new("u-1"), number, tokens });
        world.read_number();
        world.snapshot("CallingCustomer", &[outbound(ringing("ct-1"))]);
        assert_eq!(routes(&world), [route(classification, Some("Contact"))]);
    }
}

#[test]
fn fusion_is_listened_to_in_every_classification_the_usual_one_last() {
    let settings = Settings { token_map: by_queue(), ..Settings::default() };
    let mut world = World::cold(settings, Memory::default(), FusionPresence::Framed);
    world.event(ready());
    let listeners: Vec<Listener> = world
        .sent
        .iter()
        .filter_map(|command| match command {
            Command::Fusion { request: FusionRequest::Listen(listener), .. } => {
                Some(listener.clone())
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        listeners,
        [
            Listener::InteractionCommands,
            Listener::AgentCommands,
            Listener::Outgoing("ORA_SALES".into()),
            Listener::Outgoing("ORA_SERVICE".into()),
            Listener::DataUpdated("ORA_SALES".into()),
            Listener::DataUpdated("ORA_SERVICE".into()),
        ]
    );
}

fn mapped() -> TokenMap {
    let sources = [
        ("BAC_METHOD", Source::InitiationMethod),
        ("BAC_NONE", Source::Attribute("missing".into())),
        ("BAC_QUEUE", Source::Queue),
        ("BAC_SEGMENT", Source::Segment("connect:Subtype".into())),
        ("BAC_TEXT", Source::Text("fixed".into())),
        ("SVCMCA_BYPASS_IDENTIFY_CONTACT", Source::Flag(true)),
        ("SVCMCA_SR_NUM", Source::Attribute("srNumber".into())),
    ];
    let tokens = sources.map(|(name, source)| (name.to_owned(), source)).into();
    TokenMap { tokens, ..TokenMap::default() }
}

fn known(mut facts: ContactFacts) -> ContactFacts {
    facts.attributes.set_text("srNumber", "SR1");
    facts.segments.set_text("connect:Subtype", "connect:Telephony");
    facts.initiation_method = Some("inbound".into());
    facts
}

#[test]
fn every_source_becomes_its_token_and_a_missing_fact_none() {
    let mut world = with(mapped());
    world.snapshot("PendingBusy", &[known(ringing("ct-1"))]);
    let in_data = world.in_data("new ct-1");
    for (token, value) in [
        ("BAC_METHOD", "inbound"),
        ("BAC_QUEUE", "BasicQueue"),
        ("BAC_SEGMENT", "connect:Telephony"),
        ("BAC_TEXT", "fixed"),
        ("SVCMCA_ANI", "+15551230000"),
        ("SVCMCA_SR_NUM", "SR1"),
    ] {
        assert_eq!(in_data.text(token), Some(value), "{token}");
    }
    assert!(in_data.get("BAC_NONE").is_none());
    let bypass = in_data.get("SVCMCA_BYPASS_IDENTIFY_CONTACT");
    assert!(bypass == Some(&TokenValue::Json("true".into())), "a boolean, not a text");
}

#[test]
fn a_flow_spells_the_bypass_as_text_and_fusion_gets_a_boolean() {
    let source = Source::Attribute("bypass".into());
    let tokens = vec![("SVCMCA_BYPASS_IDENTIFY_CONTACT".to_owned(), source)];
    for (said, sent) in [("TRUE", Some("true")), ("false", Some("false")), ("perhaps", None)] {
        let mut world = with(TokenMap { tokens: tokens.clone(), ..TokenMap::default() });
        let mut facts = ringing("ct-1");
        facts.attributes.set_text("bypass", said);
        world.snapshot("PendingBusy", &[facts]);
        let in_data = world.in_data("new ct-1");
        let expected = sent.map(|flag| TokenValue::Json(flag.into()));
        let given = in_data.get("SVCMCA_BYPASS_IDENTIFY_CONTACT");
        assert!(given == expected.as_ref(), "{said}");
    }
}

#[test]
fn an_attribute_that_comes_late_is_given_with_the_next_request() {
    let mut world = with(mapped());
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world.snapshot("Busy", &[known(talking("ct-1"))]);
    assert_eq!(world.in_data("new ct-1").text("SVCMCA_SR_NUM"), None);
    assert_eq!(world.in_data("start ct-1").text("SVCMCA_SR_NUM"), Some("SR1"));
}

fn answer_with(world: &mut World, words: &str, out_data: &[(&str, &str)]) {
    let out_data = out_data
        .iter()
        .map(|(name, text)| ((*name).to_owned(), TokenValue::Text((*text).to_owned())))
        .collect();
    let uuid = world.uuid(words);
    world.event(Event::FusionAnswered(Answer { uuid, outcome: Ok(()), event_id: None, out_data }));
}

#[test]
fn the_card_says_what_the_lookup_found_as_far_as_fusion_tells() {
    let sent = ("SVCMCA_ANI", "+15551230000");
    let contact = ("SVCMCA_CONTACT_ID", "300");
    let name = ("SVCMCA_CONTACT_NAME", "Twin");
    let record = ("SVCMCA_INTERACTION_ID", "9");
    let request = ("SVCMCA_SR_NUM", "SR1");
    for (out_data, found) in [
        (vec![sent, contact, name, record], ContactMatch::Contact),
        (vec![sent, record], ContactMatch::Nobody),
        (vec![sent, ("SVCMCA_CONTACT_ID", "")], ContactMatch::Nobody),
        (vec![sent, request, record], ContactMatch::Nobody),
        (vec![sent, name, record], ContactMatch::Unclear),
        (vec![sent, ("SVCMCA_CONTACT_NAME", " ")], ContactMatch::Nobody),
    ] {
        let mut world = World::new();
        world.snapshot("PendingBusy", &[ringing("ct-1")]);
        assert_eq!(world.view().cards[0].found, ContactMatch::Unknown);
        assert_eq!(world.view().cards[0].pop, PopView::LookingUp);
        answer_with(&mut world, "new ct-1", &out_data);
        assert_eq!(world.view().cards[0].found, found, "{out_data:?}");
        assert_eq!(world.view().cards[0].pop, PopView::LookedUp);
    }
}

#[test]
fn what_was_sent_and_comes_back_is_no_find() {
    let tokens = vec![("SVCMCA_CONTACT_NAME".to_owned(), Source::Text("From the IVR".into()))];
    let mut world = with(TokenMap { tokens, ..TokenMap::default() });
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    answer_with(&mut world, "new ct-1", &[("SVCMCA_CONTACT_NAME", "From the IVR")]);
    assert_eq!(world.view().cards[0].found, ContactMatch::Nobody);
}

#[test]
fn a_call_whose_contact_is_not_to_be_looked_for_is_not_called_unknown() {
    let mut world = with(mapped());
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    answer_with(&mut world, "new ct-1", &[("SVCMCA_INTERACTION_ID", "9")]);
    assert_eq!(world.view().cards[0].found, ContactMatch::Unknown);
}

#[test]
fn a_contact_that_the_agent_chose_in_fusion_is_taken_over() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    answer_with(&mut world, "new ct-1", &[("SVCMCA_EMAIL", "twin@example.com")]);
    world.snapshot("Busy", &[talking("ct-1")]);
    answer_with(&mut world, "start ct-1", &[]);
    assert_eq!(
        world.view().cards[0].found,
        ContactMatch::Unclear,
        "start tells nothing of the lookup"
    );
    world.reload();
    world.snapshot("Busy", &[talking("ct-1")]);
    assert_eq!(world.view().cards[0].found, ContactMatch::Unclear);
    // Fusion may answer a start several times (`fusion.md` D.3).
    answer_with(&mut world, "start ct-1", &[("SVCMCA_CONTACT_ID", "300")]);
    assert_eq!(world.view().cards[0].found, ContactMatch::Contact);
}

#[test]
fn a_slow_lookup_is_given_up_and_its_late_answer_still_shown() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer_others();
    world.pass(Millis(5_999));
    assert_eq!(world.view().cards[0].pop, PopView::LookingUp);
    world.pass(Millis(1));
    assert_eq!(world.view().cards[0].pop, PopView::LookupFailed);
    world.answer("new ct-1");
    assert_eq!(world.view().cards[0].pop, PopView::LookedUp);
    assert_eq!(world.view().cards[0].unanswered_call, None);
    assert_eq!(world.view().health.fusion, FusionHealth::Linked);
}

fn unanswered_call(queue: &str, classification: &str, ready: bool) -> UnansweredCall {
    let (classification, queue) = (classification.to_owned(), Some(queue.to_owned()));
    UnansweredCall { classification, queue, ready }
}

#[test]
fn a_call_that_fusion_drops_without_a_word_is_told_with_its_likely_cause() {
    let mut world = with(by_queue());
    world.snapshot("PendingBusy", &[of_queue(ringing("ct-1"), "Sales")]);
    world.answer_others();
    world.pass(Millis::seconds(6));
    let expected = unanswered_call("Sales", "ORA_SALES", true);
    assert_eq!(world.view().cards[0].unanswered_call, Some(expected.clone()));
    assert_eq!(world.view().health.fusion, FusionHealth::CallUnanswered(expected.clone()));
    assert_eq!(world.calls_told(), ["new ct-1"], "not tried again by itself");

    world.snapshot("Available", &[]);
    world.answer_others();
    assert_eq!(
        world.view().health.fusion,
        FusionHealth::CallUnanswered(expected),
        "it stays to be read"
    );
    world.intend(Intent::RetryFusion);
    world.answer_others();
    assert_eq!(world.view().health.fusion, FusionHealth::Linked);
}

#[test]
fn a_call_of_the_same_classification_that_fusion_takes_ends_the_word_about_it() {
    let mut world = with(by_queue());
    world.snapshot("PendingBusy", &[of_queue(ringing("ct-1"), "Sales")]);
    world.answer_others();
    world.pass(Millis::seconds(6));
    world.snapshot("PendingBusy", &[ringing("ct-2")]);
    world.answer("new ct-2");
    let health = world.view().health.fusion;
    assert_eq!(
        health,
        FusionHealth::CallUnanswered(unanswered_call("Sales", "ORA_SALES", true)),
        "another one"
    );
    world.snapshot("PendingBusy", &[of_queue(ringing("ct-3"), "Shop")]);
    world.answer("new ct-3");
    assert_eq!(world.view().health.fusion, FusionHealth::Linked);
}

#[test]
fn a_start_that_is_answered_shows_that_fusion_took_the_call() {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer_others();
    world.pass(Millis::seconds(6));
    assert!(world.view().cards[0].unanswered_call.is_some());
    world.answer("start ct-1");
    assert_eq!(world.view().cards[0].unanswered_call, None);
    assert_eq!(world.view().cards[0].pop, PopView::Open);
    assert_eq!(world.view().health.fusion, FusionHealth::Linked);
}

/// Linked with a Fusion that answers everything but readiness.
fn unready() -> World {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(ready());
    let configuration = world.sent.iter().find_map(|command| match command {
        Command::Fusion { uuid, request: FusionRequest::Configuration } => Some(uuid.clone()),
        _ => None,
    });
    world.answer_uuid(configuration.unwrap(), Ok(()), None);
    world
}

#[test]
fn a_toolbar_that_fusion_did_not_switch_on_is_the_likelier_cause() {
    let mut world = unready();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.pass(Millis::seconds(6));
    let cause = world.view().cards[0].unanswered_call.clone();
    // Three requests in a row were not answered by then, and one more answer tells which it is.
    assert_eq!((cause, world.view().health.fusion), (None, FusionHealth::NotAnswering));
    world.snapshot("Available", &[ringing("ct-1")]);
    let report = world.sent.iter().rev().find_map(|command| match command {
        Command::Fusion { uuid, request: FusionRequest::AgentState(_) } => Some(uuid.clone()),
        _ => None,
    });
    world.answer_uuid(report.unwrap(), Ok(()), None);
    assert_eq!(world.view().cards[0].unanswered_call, None, "it is offered again");
    world.pass(Millis::seconds(6));
    assert_eq!(
        world.view().cards[0].unanswered_call,
        Some(unanswered_call("BasicQueue", "ORA_SERVICE", false))
    );
}

#[test]
fn a_fusion_that_answers_nothing_is_not_blamed_for_a_classification() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
    world.event(ready());
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.pass(Millis::seconds(13));
    assert_eq!(world.view().health.fusion, FusionHealth::NotAnswering);
    assert_eq!(world.view().cards[0].unanswered_call, None);
    assert_eq!(world.view().cards[0].contact, id("ct-1"));
}
