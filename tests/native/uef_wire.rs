//! Proves how requests are said to UEF and how its answers and events are read, in every shape of
//! `fusion.md` C.6 and L.1; what is said is that of the MCA protocol, proved there.

use fusion_connect_toolbar::domain::{Answer, EventId, TokenValue, Uuid};
use fusion_connect_toolbar::fusion::message::FusionMessage;
use fusion_connect_toolbar::fusion::uef::codec::{answer, event, operation};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(parts: &Value) -> Answer {
    answer(&Uuid::new("ours"), &parts.to_string())
}

fn payload() -> Value {
    json!({
        "method": "newCommEvent", "result": "success", "uuid": "theirs", "toolbarName": "other",
        "eventId": "c-2", "channel": "PHONE", "wrapupId": "w-1", "interactionId": 300,
        "outData": { "SVCMCA_CONTACT_ID": "300", "SVCMCA_SR_ID": null },
    })
}

#[test]
fn the_typed_and_the_plain_shape_give_the_same_answer() {
    let typed = read(&json!({ "data": payload(), "outData": payload()["outData"] }));
    let plain = read(&json!({ "payload": payload() }));
    assert_eq!(typed, plain);
    assert_eq!(typed.uuid, Uuid::new("ours"));
    assert_eq!(typed.outcome, Ok(()));
    assert_eq!(typed.event_id, Some(EventId::new("c-2")));
    let tokens: Vec<_> = typed.out_data.iter().collect();
    // A token has no Debug to compare by, so that none gets into a log.
    let expected = [
        ("SVCMCA_CONTACT_ID", &TokenValue::Text("300".into())),
        ("SVCMCA_INTERACTION_ID", &TokenValue::Text("300".into())),
        ("SVCMCA_SR_ID", &TokenValue::Null),
        ("SVCMCA_WRAPUP_ID", &TokenValue::Text("w-1".into())),
    ];
    assert!(tokens == expected, "the four tokens");
    assert_eq!(read(&json!({ "details": payload() })), plain, "flat");
}

#[test]
fn tokens_are_looked_for_in_the_documented_order() {
    let id = |parts: Value| read(&parts).out_data.text("SVCMCA_CONTACT_ID").map(str::to_owned);
    let of = |id: &str| json!({ "SVCMCA_CONTACT_ID": id });
    let getter = json!({ "outData": of("1"), "data": { "outData": of("2") }, "payload": { "outData": of("3") } });
    assert_eq!(id(getter).as_deref(), Some("1"));
    let empty =
        json!({ "outData": {}, "data": { "outData": of("2") }, "payload": { "outData": of("3") } });
    assert_eq!(id(empty).as_deref(), Some("2"));
    assert_eq!(id(json!({ "payload": { "outData": of("3") } })).as_deref(), Some("3"));
    let flat = json!({ "payload": { "SVCMCA_CONTACT_ID": "4", "method": "newCommEvent" } });
    assert_eq!(id(flat.clone()).as_deref(), Some("4"));
    assert_eq!(read(&flat).out_data.text("method"), None);
}

#[test]
fn what_was_not_refused_was_done() {
    for done in [json!({}), json!({ "data": {} }), json!({ "success": true }), json!([])] {
        assert_eq!(read(&done).outcome, Ok(()), "{done}");
    }
    for (refused, words) in [
        (json!({ "success": false, "error": "no licence" }), "no licence"),
        (json!({ "success": false }), "error"),
        (json!({ "success": false, "data": { "result": "success" } }), "error"),
        (json!({ "data": { "result": "error", "error": { "message": "m" } } }), "m"),
        (json!({ "payload": { "error": "no licence" } }), "no licence"),
        (json!({ "data": { "eventId": true } }), "eventId: expected a string"),
    ] {
        assert_eq!(read(&refused).outcome, Err(words.to_owned()), "{refused}");
    }
}

#[test]
fn events_are_read_from_getters_where_the_data_lacks_them() {
    let parts = json!({ "command": "accept", "eventId": "c-1" }).to_string();
    let read = event("onToolbarInteractionCommand", &parts);
    let Ok(FusionMessage::Interaction { event_id, .. }) = read else { panic!("{read:?}") };
    assert_eq!(event_id, EventId::new("c-1"));
    let parts = json!({ "eventId": "c-1", "outData": { "updateType": "SAVED" } }).to_string();
    let update =
        FusionMessage::DataUpdated { event_id: Some(event_id), update: "SAVED".to_owned() };
    assert_eq!(event("onDataUpdated", &parts), Ok(update));
    let fault = event("onToolbarAgentCommand", "{}").unwrap_err();
    assert_eq!(fault.to_string(), "command: expected a string");
}

#[test]
fn names_are_those_of_uef_and_values_stay() {
    let data = json!({
        "channel": "PHONE", "channelType": "ORA_SVC_PHONE", "eventId": "c-1",
        "inData": { "SVCMCA_ANI": "1", "mcaOrigEventSource": "toolbar" }, "lookupObject": null,
    });
    let said = operation("newCommEvent", &data);
    assert_eq!(said.name, "newCommEvent");
    assert_eq!(said.setters, [("setEventId".to_owned(), json!("c-1"))]);
    assert_eq!(said.in_data.map(Value::Object), Some(json!({ "SVCMCA_ANI": "1" })));
    let data = json!({ "barType": "FLOAT_VERTICAL", "height": 470, "width": 400 });
    let said = operation("setToolbarDimensions", &data);
    assert_eq!((said.name, said.in_data), ("SetToolbarProperties", None));
    let size = [("setHeight".to_owned(), json!(470)), ("setWidth".to_owned(), json!(400))];
    assert_eq!(said.setters, size);
    let data =
        json!({ "stateCd": "AVAILABLE", "reasonCd": null, "inData": { "phoneLineId": "1" } });
    let said = operation("agentStateEvent", &data);
    assert_eq!((said.name, said.in_data), ("agentStateEventOperation", None));
    assert_eq!(
        said.setters,
        [
            ("setInData".to_owned(), json!({ "phoneLineId": "1" })),
            ("setReason".to_owned(), Value::Null),
            ("setState".to_owned(), json!("AVAILABLE")),
        ]
    );
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in ".*", name in "[a-zA-Z]{0,12}") {
        let _ = answer(&Uuid::new("ours"), &text);
        let _ = event(&name, &text);
        let wrapped = json!({ "data": text, "outData": text, "payload": { "outData": text } });
        let _ = read(&wrapped);
    }
}
