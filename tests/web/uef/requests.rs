//! What is published, and how answers are read.

use super::fixture;
use crate::wait::sleep;
use fusion_connect_toolbar::domain::{
    AgentReport, CloseReason, EventId, Feature, FusionRequest, Refusal, StateLabel, TokenValue,
    Tokens, Uuid,
};
use wasm_bindgen_test::wasm_bindgen_test;

fn call() -> (EventId, String, Tokens) {
    let mut tokens = Tokens::new();
    tokens.set_text("SVCMCA_ANI", "+15551230000");
    tokens.set("SVCMCA_SR_ID", TokenValue::Null);
    (EventId::new("c-1"), "ORA_SERVICE".to_owned(), tokens)
}

fn offer(lookup: Option<&str>) -> FusionRequest {
    let (event_id, classification, in_data) = call();
    FusionRequest::New { event_id, classification, in_data, lookup: lookup.map(str::to_owned) }
}

fn begin() -> FusionRequest {
    let (event_id, classification, in_data) = call();
    FusionRequest::Start { event_id, classification, in_data }
}

fn end(reason: CloseReason) -> FusionRequest {
    let (event_id, classification, in_data) = call();
    FusionRequest::Close { event_id, classification, in_data, reason }
}

fn wrap_up() -> FusionRequest {
    let mut fields = Tokens::new();
    fields.set_text("WrapUp.ResolutionCd", "SOLVED");
    FusionRequest::WriteWrapUp { event_id: EventId::new("c-1"), fields }
}

#[wasm_bindgen_test]
async fn answers_are_read_in_every_shape() {
    for quirks in ["", "plain", "flat-tokens"] {
        let page = fixture(quirks).await;
        let answer = page.ask(&begin()).await;
        assert_eq!(answer.uuid, Uuid::new("ours"), "{quirks}");
        assert_eq!(answer.outcome, Ok(()), "{quirks}");
        assert_eq!(answer.event_id, Some(EventId::new("c-1")), "{quirks}");
        assert_eq!(answer.out_data.text("SVCMCA_CONTACT_ID"), Some("300"), "{quirks}");
        assert_eq!(answer.out_data.text("SVCMCA_WRAPUP_ID"), Some("w-1"), "{quirks}");
    }
    let answer = fixture("renames").await.ask(&offer(None)).await;
    assert_eq!(answer.event_id, Some(EventId::new("renamed")));
    let answer = fixture("nothing").await.ask(&offer(None)).await;
    assert_eq!((answer.outcome, answer.event_id), (Ok(()), None));
}

#[wasm_bindgen_test]
async fn a_refusal_is_an_error_in_fusions_words() {
    for (quirks, words) in [
        ("reject", "publish: no such call"),
        ("reject-plain", "publish: no such call"),
        ("reject-text", "publish: no such call"),
        ("reject-thrown", "publish: no such call"),
        ("throws-publish", "publish: no such operation"),
        ("error-result", "no such call"),
        ("error-result plain", "no such call"),
    ] {
        let answer = fixture(quirks).await.ask(&offer(None)).await;
        assert_eq!(answer.outcome, Err(words.to_owned()), "{quirks}");
    }
    let refused = fixture("error-result").await.ask(&FusionRequest::Configuration).await;
    assert!(refused.outcome.is_err(), "isSuccess() says so");
    assert_eq!(fixture("").await.ask(&FusionRequest::Configuration).await.outcome, Ok(()));
}

#[wasm_bindgen_test]
async fn calls_are_published_with_their_tokens() {
    let page = fixture("").await;
    let built = r#""built":{"SVCMCA_ANI":"+15551230000","SVCMCA_SR_ID":null},"AppClassification":"ORA_SERVICE","EventId":"c-1""#;
    page.ask(&offer(None)).await;
    assert_eq!(page.play.last("publish newCommEvent"), format!("publish newCommEvent {{{built}}}"));
    page.ask(&offer(Some("Contact"))).await;
    assert!(page.play.last("publish newCommEvent").contains(r#""LookupObject":"Contact""#));
    page.ask(&begin()).await;
    assert_eq!(
        page.play.last("publish startCommEvent"),
        format!("publish startCommEvent {{{built}}}")
    );
    page.ask(&end(CloseReason::EndCommunication)).await;
    assert_eq!(
        page.play.last("publish closeCommEvent"),
        format!(r#"publish closeCommEvent {{{built},"Reason":"ENDCOMMUNICATION"}}"#)
    );
}

#[wasm_bindgen_test]
async fn without_a_builder_the_tokens_go_as_one_object() {
    let page = fixture("no-builder no-lookup").await;
    assert_eq!(page.ask(&offer(Some("Contact"))).await.outcome, Ok(()));
    assert_eq!(
        page.play.last("publish"),
        r#"publish newCommEvent {"AppClassification":"ORA_SERVICE","EventId":"c-1","InputData":{"SVCMCA_ANI":"+15551230000","SVCMCA_SR_ID":null}}"#
    );
}

#[wasm_bindgen_test]
async fn everything_else_is_published_under_its_documented_name() {
    let page = fixture("").await;
    let report = AgentReport { available: true, logged_in: true, label: StateLabel::SignedOut };
    let refusal = Refusal::BadNumber;
    for (request, published) in [
        (FusionRequest::Configuration, r#"getConfigurationOperation {"ConfigType":"TOOLBAR"}"#),
        (FusionRequest::Ready, r#"readyForOperationOperation {"Readiness":true}"#),
        (
            FusionRequest::Disable(Feature::OutboundCall),
            r#"disableFeatureOperation {"Features":["OUTGOING"]}"#,
        ),
        (
            FusionRequest::DialError { event_id: EventId::new("u-9"), refusal },
            r#"outboundCommError {"CommUuid":"u-9","ErrorCode":"INVALID_NUMBER","ErrorMsg":"words for BadNumber"}"#,
        ),
        (
            FusionRequest::AgentState(report),
            r#"agentStateEventOperation {"EventId":"1","InData":{"phoneLineId":"1"},"IsAvailable":true,"IsLoggedIn":true,"Reason":null,"ReasonDisplayString":"Idle","State":"AVAILABLE","StateDisplayString":"Idle"}"#,
        ),
    ] {
        assert_eq!(page.ask(&request).await.outcome, Ok(()));
        assert_eq!(page.play.last("publish"), format!("publish {published}"));
    }
}

#[wasm_bindgen_test]
async fn a_wrap_up_is_written_and_saved_through_its_context() {
    for quirks in ["", "no-context", "plain", "no-active"] {
        let page = fixture(quirks).await;
        assert_eq!(page.ask(&end(CloseReason::WrapUp)).await.outcome, Ok(()), "{quirks}");
        assert_eq!(page.ask(&wrap_up()).await.outcome, Ok(()), "{quirks}");
        assert_eq!(
            page.play.last("wrap-up cxEventBusSet"),
            r#"wrap-up cxEventBusSetFieldValueOperation {"WrapUp.ResolutionCd":"SOLVED"}"#
        );
        assert_eq!(page.play.last("wrap-up"), "wrap-up cxEventBusSaveRecordOperation {}");
    }
    // After a reload there is no answer to take a context from.
    assert_eq!(fixture("").await.ask(&wrap_up()).await.outcome, Ok(()));
    let none = fixture("no-context no-active").await.ask(&wrap_up()).await;
    assert_eq!(none.outcome, Err("Fusion gives no getWrapupContext for this call".to_owned()));
}

fn show(tokens: &[(&str, &str)]) -> FusionRequest {
    let mut in_data = Tokens::new();
    for (name, value) in tokens {
        in_data.set_text(*name, *value);
    }
    FusionRequest::Focus { event_id: EventId::new("c-1"), in_data }
}

#[wasm_bindgen_test]
async fn the_tab_of_a_call_is_shown_and_where_it_was_closed_its_contact_is_opened() {
    const MARY: [(&str, &str); 2] =
        [("SVCMCA_CONTACT_NUMBER", "CDRM_1"), ("SVCMCA_DISPLAY_NAME", "Mary Doe")];
    for started in [true, false] {
        let page = fixture("").await;
        if started {
            page.ask(&begin()).await;
        }
        assert_eq!(page.ask(&show(&MARY)).await.outcome, Ok(()));
        assert_eq!(page.play.last("tab"), "tab cxEventBusFocusTabOperation {}");
        assert_eq!((page.play.count("dispose tab"), page.play.count("browser")), (1, 0));
    }
    let page = fixture("tab-closed").await;
    assert_eq!(page.ask(&show(&MARY)).await.outcome, Ok(()));
    assert_eq!(
        page.play.last("browser"),
        r#"browser PopOperation {"Flow":"sr","Page":"svc-interaction","ApplicationUIName":"service","InputParameters":{"SVCMCA_CONTACT_NUMBER":"CDRM_1","SVCMCA_DISPLAY_NAME":"Mary Doe"}}"#
    );
    let page = fixture("no-context no-active").await;
    let unknown = Err("Fusion gives no getTabContext for this call".to_owned());
    assert_eq!(page.ask(&show(&MARY)).await.outcome, unknown);
    assert_eq!(page.play.count("browser"), 0, "its tab may well be open");
    let page = fixture("tab-closed").await;
    assert_eq!(page.ask(&show(&[])).await.outcome, Err("publish: no such call".to_owned()));
    assert_eq!(page.play.count("browser"), 0, "nobody is known whose page could be opened");
    let refused = fixture("tab-closed no-page").await.ask(&show(&MARY)).await;
    assert_eq!(refused.outcome, Err("publish: no such call".to_owned()));
}

#[wasm_bindgen_test]
async fn dropping_lets_everything_go() {
    let mut page = fixture("").await;
    page.listen_to_all();
    page.ask(&begin()).await;
    page.ask(&wrap_up()).await;
    page.bridge().request(&Uuid::new("late"), &offer(None));
    drop(page.bridge.take());
    for name in [
        "onToolbarInteractionCommand",
        "onToolbarAgentCommand",
        "onOutgoingEvent",
        "onDataUpdated",
        "wrap-up",
        "phone",
        "multiChannel",
        "provider",
    ] {
        assert_eq!(page.play.count(&format!("dispose {name}")), 1, "{name}");
    }
    sleep(20).await;
    assert_eq!(*page.heard.borrow(), [], "an answer that comes after it");
}

#[wasm_bindgen_test]
async fn what_has_nothing_to_let_go_does_not_stop_the_rest() {
    let mut page = fixture("bare no-active").await;
    page.listen_to_all();
    assert_eq!(page.ask(&FusionRequest::Ready).await.outcome, Ok(()));
    drop(page.bridge.take());
    assert_eq!(*page.heard.borrow(), []);
}
