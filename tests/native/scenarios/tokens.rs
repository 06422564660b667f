//! What Fusion is given of a call, what is said when it does not take it, and the work after the call in both.

use super::over_both_as;
use crate::desk::{CALL, Desk, NAME, Setup, begun, ring, wrapped_up};
use fusion_connect_toolbar::domain::{Intent, Millis};
use fusion_connect_toolbar::view::{
    CardView, ContactMatch, FusionHealth, Phase, PopView, TokenValue, UnansweredCall,
};
use sandbox::control::{Action, Ring};
use sandbox::fusion::desktop::{Button, Icon, Stage};
use serde_json::{Value, json};

/// Plays a scenario over each transport with these settings of `fusion`.
fn with(members: &Value, scenario: impl Fn(Desk)) {
    let config = json!({ "fusion": members });
    over_both_as(&Setup { config, ..Setup::default() }, scenario);
}

/// Leads a call into after-call work with Fusion's form open.
fn works(desk: &mut Desk) {
    desk.talks();
    desk.press("End call");
    desk.card(Phase::AfterCallWork);
    assert_eq!(desk.fusion.calls[0].stage, Stage::WrapUp);
}

fn ended() -> Vec<String> {
    [wrapped_up(), vec![format!("close {CALL} ENDCOMMUNICATION")]].concat()
}

/// Loads the toolbar's page again and waits until it is back.
fn reloads(desk: &mut Desk) {
    desk.reload();
    desk.until("both sides are linked", Desk::is_healthy);
    desk.until("the card is back", |desk| desk.phase() == Some(Phase::AfterCallWork));
}

#[test]
fn every_source_becomes_its_token_and_a_service_request_of_the_flow_opens() {
    let tokens = json!({
        "BAC_METHOD": "initiationMethod",
        "BAC_MISSING": "attribute:nothing",
        "BAC_QUEUE": "queue",
        "BAC_SEGMENT": "segment:connect:Subtype",
        "BAC_TEXT": "text:a: b",
        "SVCMCA_BYPASS_IDENTIFY_CONTACT": false,
        "SVCMCA_OFFER_TIMEOUT_SEC": 20,
        "SVCMCA_SR_NUM": "attribute:request number",
    });
    with(&json!({ "tokens": tokens, "lookupObject": "Contact" }), |mut desk| {
        let written = [("request number", "SR0000010099"), ("secret", "4111")];
        let attributes = written.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        desk.act(Action::Ring(Ring { queue: Some("Repairs".into()), attributes, ..ring() }));
        desk.press("Accept");
        desk.card(Phase::Connected);
        let [data] = desk.sent("newCommEvent")[..] else { panic!("one lookup") };
        let mut given = data["inData"].clone();
        let members = given.as_object_mut().unwrap();
        members.remove("SVCMCA_ANI");
        members.remove("mcaOrigEventSource");
        assert_eq!(
            given,
            json!({
                "BAC_METHOD": "inbound",
                "BAC_QUEUE": "Repairs",
                "BAC_SEGMENT": "connect:Telephony",
                "BAC_TEXT": "a: b",
                "SVCMCA_BYPASS_IDENTIFY_CONTACT": false,
                "SVCMCA_COMMUNICATION_DIRECTION": "ORA_SVC_INBOUND",
                "SVCMCA_OFFER_TIMEOUT_SEC": "20",
                "SVCMCA_SR_NUM": "SR0000010099",
            })
        );
        assert_eq!(data["lookupObject"], "Contact");
        assert_eq!(data["appClassification"], "ORA_SERVICE");
        assert_eq!(desk.told(), begun());
        assert_eq!(desk.tabs(), [format!("SR0000010099 {NAME}")]);
    });
}

#[test]
fn a_queue_that_fusion_does_not_route_is_named_with_its_classification() {
    with(&json!({ "appClassifications": { "Sales": "ORA_SALES" } }), |mut desk| {
        let cause = UnansweredCall {
            classification: "ORA_SALES".into(),
            queue: Some("Sales".into()),
            ready: true,
        };
        let shown = |card: &CardView| (card.pop, card.unanswered_call.clone());
        let unanswered_call = (PopView::LookupFailed, Some(cause.clone()));
        desk.act(Action::Ring(Ring { queue: Some("Sales".into()), ..ring() }));
        assert_eq!(desk.card(Phase::Ringing).unanswered_call, None);
        desk.pass(Millis::seconds(6));
        assert_eq!(shown(&desk.card(Phase::Ringing)), unanswered_call);
        assert_eq!(desk.health().fusion, FusionHealth::CallUnanswered(cause));
        desk.press("Accept");
        let unanswered_call = (PopView::Opening, unanswered_call.1);
        assert_eq!(shown(&desk.card(Phase::Connected)), unanswered_call);
        desk.pass(Millis::seconds(6));
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        assert_eq!(desk.told(), wrapped_up());
        for method in ["newCommEvent", "startCommEvent", "closeCommEvent"] {
            let [data] = desk.sent(method)[..] else { panic!("one {method}") };
            assert_eq!(data["appClassification"], "ORA_SALES", "{method}");
        }
        desk.press("Clear contact");
        desk.intend(Intent::RetryFusion);
        desk.until("the link", Desk::is_healthy);

        let second =
            Ring { contact_id: Some("call-2".into()), queue: Some("Service".into()), ..ring() };
        desk.act(Action::Ring(second));
        desk.press("Accept");
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
        let second = vec!["new call-2".to_owned(), "start call-2".to_owned()];
        assert_eq!(desk.told(), [wrapped_up(), second].concat());
    });
}

#[test]
fn what_the_lookup_found_stands_in_the_card() {
    let mut desk = Desk::faulty("fusion-late");
    desk.act(Action::Ring(Ring { number: Some("+15551230004".into()), ..ring() }));
    let shown = |card: &CardView| (card.pop, card.found);
    assert_eq!(shown(&desk.card(Phase::Ringing)), (PopView::LookingUp, ContactMatch::Unknown));
    desk.pass(Millis::seconds(3));
    assert_eq!(shown(&desk.card(Phase::Ringing)), (PopView::LookedUp, ContactMatch::Nobody));
    desk.press("Accept");
    desk.pass(Millis::seconds(3));
    assert_eq!(shown(&desk.card(Phase::Connected)), (PopView::Open, ContactMatch::Nobody));
}

#[test]
fn saving_the_wrap_up_in_fusion_ends_it_here_once() {
    with(&json!({ "wrapUpEndsAcw": true }), |mut desk| {
        works(&mut desk);
        desk.press_in_fusion(Button::SaveWrapUp);
        assert!(desk.view().cards.is_empty());
        assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.asked("clearContact"), ["success"]);
        assert_eq!(desk.told(), wrapped_up());
    });
}

#[test]
fn a_wrap_up_that_is_saved_after_a_reload_ends_the_work_as_well() {
    with(&json!({ "wrapUpEndsAcw": true }), |mut desk| {
        works(&mut desk);
        reloads(&mut desk);
        desk.press_in_fusion(Button::SaveWrapUp);
        assert!(desk.view().cards.is_empty());
        assert_eq!(desk.asked("clearContact"), ["success"]);
    });
}

#[test]
fn an_update_of_another_kind_ends_nothing() {
    let other = json!({ "wrapUpEndsAcw": true, "wrapUpUpdateTypes": ["SOMETHING_ELSE"] });
    with(&other, |mut desk| {
        works(&mut desk);
        desk.press_in_fusion(Button::SaveWrapUp);
        assert_eq!(desk.fusion.calls[0].stage, Stage::Closed, "Fusion's form is gone");
        desk.pass(Millis::seconds(60));
        desk.card(Phase::AfterCallWork);
        assert_eq!(desk.asked("clearContact"), Vec::<&str>::new());
    });
}

#[test]
fn ending_the_work_here_closes_the_wrap_up_in_fusion_also_over_a_reload() {
    with(&json!({ "acwEndsWrapUp": true }), |mut desk| {
        works(&mut desk);
        assert_eq!(desk.told(), wrapped_up());
        reloads(&mut desk);
        desk.press("Clear contact");
        assert_eq!(desk.fusion.calls[0].stage, Stage::Closed);
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.told(), ended());
    });
}

#[test]
fn the_attributes_that_the_configuration_names_are_on_the_card_in_its_order() {
    let attributes =
        json!([{ "name": "tier", "label": "Tier" }, { "name": "empty" }, { "name": "site" }]);
    let config = json!({ "screen": { "attributes": attributes } });
    let mut desk = Desk::new(Setup { config, ..Setup::default() });
    let written = [("site", "Lyon"), ("tier", " Gold "), ("empty", " "), ("secret", "4711")];
    let attributes = written.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    desk.act(Action::Ring(Ring { attributes, ..ring() }));
    desk.settle();
    let shown = desk.card(Phase::Ringing).attributes;
    let text = |value: &str| TokenValue::Text(value.to_owned());
    let expected = [("Tier".to_owned(), text("Gold")), ("site".to_owned(), text("Lyon"))];
    assert_eq!(shown, expected);
    assert!(!format!("{shown:?}").contains("Gold"), "a log has no value");
}
