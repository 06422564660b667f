//! What Fusion says by itself, and the promises by which its commands are answered.

use super::{Fixture, fixture, next};
use fusion_connect_toolbar::domain::{
    AgentVerb, Event, EventId, InteractionVerb, Listener, Refusal, RefusedMessage, Reply, Ticket,
};
use js_sys::Promise;
use serde_json::{Value, json};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const INTERACTION: &str = "onToolbarInteractionCommand";
const AGENT: &str = "onToolbarAgentCommand";
const ACCEPT: &str = r#"{"command":"accept","eventId":"c-1","channel":"PHONE","commandId":"7","result":"needsSetByToolbar","resultDisplayString":null,"outData":{}}"#;
const BARE_ACCEPT: &str = r#"{"command":"accept","eventId":"c-1"}"#;
const QUESTION: &str = r#"{"command":"getActiveInteractionCommands","channel":"PHONE"}"#;
const CLICK: &str = r#"{"uuid":"u-9","channel":"PHONE","outData":{"SVCMCA_ANI":"+15551230000","callStatus":"INCOMING"}}"#;
const UPDATE: &str = r#"{"eventId":"c-1","result":"success","outData":{"updateType":"SAVED"}}"#;

async fn text(promise: Promise) -> String {
    JsFuture::from(promise).await.unwrap().as_string().unwrap()
}

async fn commanded(page: &Fixture, command: &str) -> (Ticket, Promise) {
    let reply = page.play.emit(INTERACTION, command);
    match next(&page.heard).await {
        Event::InteractionCommanded { ticket, event_id, verb: InteractionVerb::Accept } => {
            assert_eq!(event_id, EventId::new("c-1"));
            (ticket, reply)
        }
        other => panic!("{other:?}"),
    }
}

async fn reply_to(page: &Fixture, command: &str, reply: Result<Reply, Refusal>) -> Value {
    let (ticket, promise) = commanded(page, command).await;
    page.bridge().reply(ticket, &reply);
    serde_json::from_str(&text(promise).await).unwrap()
}

#[wasm_bindgen_test]
async fn a_command_is_answered_by_its_promise_in_both_styles() {
    for quirks in ["", "plain"] {
        let page = fixture(quirks).await;
        page.listen_to_all();
        let reply = reply_to(&page, ACCEPT, Ok(Reply::Done)).await;
        assert_eq!(reply["result"], "success", "{quirks}");
        let refused = Err(Refusal::AlreadyAnswering);
        let reply = reply_to(&page, ACCEPT, refused.clone()).await;
        assert_eq!(reply["result"], "failure", "{quirks}");
        assert_eq!(reply["resultDisplayString"], "already answering", "{quirks}");
        // Without a place for the reason the result is the reason.
        let reply = reply_to(&page, BARE_ACCEPT, refused).await;
        assert_eq!(reply, json!({ "result": "already answering" }), "{quirks}");
    }
}

#[wasm_bindgen_test]
async fn a_dropped_bridge_refuses_the_commands_that_wait() {
    for quirks in ["", "plain"] {
        let mut page = fixture(quirks).await;
        page.listen_to_all();
        let (_ticket, promise) = commanded(&page, ACCEPT).await;
        page.bridge = None;
        let reply: Value = serde_json::from_str(&text(promise).await).unwrap();
        assert_eq!(reply["result"], "failure", "{quirks}");
    }
}

#[wasm_bindgen_test]
async fn a_question_of_fusions_is_answered_with_data() {
    for quirks in ["", "plain"] {
        let page = fixture(quirks).await;
        page.listen_to_all();
        let promise = page.play.emit(AGENT, QUESTION);
        let Event::AgentCommanded { ticket, verb: AgentVerb::ActiveInteractionCommands } =
            next(&page.heard).await
        else {
            panic!("{quirks}");
        };
        page.bridge().reply(ticket, &Ok(Reply::Commands(vec!["accept", "reject"])));
        // A second reply to the same finds nothing.
        page.bridge().reply(ticket, &Err(Refusal::UnknownCall));
        let reply: Value = serde_json::from_str(&text(promise).await).unwrap();
        assert_eq!(reply["result"], "success", "{quirks}");
        assert_eq!(reply["outData"]["supportedCommands"], json!(["accept", "reject"]), "{quirks}");
    }
}

#[wasm_bindgen_test]
async fn a_command_that_cannot_be_read_fails_and_is_noted() {
    for quirks in ["", "plain"] {
        let page = fixture(quirks).await;
        page.listen_to_all();
        let promise = page.play.emit(INTERACTION, r#"{"eventId":"c-1","result":""}"#);
        let fault = format!("{INTERACTION}: command: expected a string");
        assert_eq!(
            next(&page.heard).await,
            Event::MessageRefused { why: RefusedMessage::Garbled(fault), count: 1 },
            "{quirks}"
        );
        let reply: Value = serde_json::from_str(&text(promise).await).unwrap();
        assert_eq!(reply["result"], "the command could not be read", "{quirks}");
    }
}

#[wasm_bindgen_test]
async fn clicks_and_updates_are_heard_in_both_styles() {
    for quirks in ["", "plain"] {
        let page = fixture(quirks).await;
        page.listen_to_all();
        let promise = page.play.emit("onOutgoingEvent", CLICK);
        match next(&page.heard).await {
            Event::DialAsked { event_id, number, tokens } => {
                assert_eq!(event_id, EventId::new("u-9"), "{quirks}");
                assert_eq!(number.as_str(), "+15551230000", "{quirks}");
                assert_eq!(tokens.text("callStatus"), None, "{quirks}");
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(text(promise).await, "no promise");
        let promise = page.play.emit("onDataUpdated", UPDATE);
        assert_eq!(text(promise).await, "no promise");
        let event_id = Some(EventId::new("c-1"));
        let update = "SAVED".to_owned();
        assert_eq!(next(&page.heard).await, Event::DataUpdated { event_id, update }, "{quirks}");
    }
}

#[wasm_bindgen_test]
async fn a_listener_that_is_refused_costs_no_other() {
    for name in [INTERACTION, AGENT, "onOutgoingEvent", "onDataUpdated"] {
        let page = fixture(&format!("throws-{name}")).await;
        page.listen_to_all();
        match next(&page.heard).await {
            Event::ListenerRefused { fault, .. } => {
                assert_eq!(fault, format!("subscribe: no {name} here"));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(*page.heard.borrow(), [], "{name}");
        let noted = page.play.noted();
        let subscribed = noted.iter().filter(|noted| noted.starts_with("subscribe ")).count();
        assert_eq!(subscribed, 3, "{name}: {noted:?}");
    }
}

#[wasm_bindgen_test]
async fn each_listener_is_subscribed_once_and_with_its_classification() {
    let page = fixture("").await;
    page.listen_to_all();
    page.listen_to_all();
    page.listen(Listener::Outgoing("ORA_SALES".to_owned()));
    let noted = page.play.noted();
    let subscribed: Vec<&str> =
        noted.iter().filter_map(|noted| noted.strip_prefix("subscribe ")).collect();
    assert_eq!(
        subscribed,
        [
            INTERACTION,
            AGENT,
            "onOutgoingEvent ORA_SERVICE",
            "onDataUpdated ORA_SERVICE",
            "onOutgoingEvent ORA_SALES",
        ]
    );
    assert_eq!(*page.heard.borrow(), []);
}
