//! Proves that the bridge writes and reads what Oracle's own library puts on the wire, member by
//! member, against messages recorded from that library.

use fusion_connect_toolbar::domain::{
    AgentReport, AgentVerb, Answer, CloseReason, DialText, EventId, Failure, Feature, FrameSize,
    FusionRequest, InteractionVerb, Listener, Refusal, Reply, StateLabel, TokenValue, Tokens, Uuid,
};
use fusion_connect_toolbar::fusion::mca::decode::command;
use fusion_connect_toolbar::fusion::mca::encode::UNREAD;
use fusion_connect_toolbar::fusion::mca::{Encoder, decode};
use fusion_connect_toolbar::fusion::message::FusionMessage;
use proptest::prelude::*;
use serde_json::{Value, json};

const NAME: &str = "toolbar_437316";
const UUID: &str = "5b0f1c0e-6f0a-4c5e-9a41-2b8f0d0f7a11";

fn words(label: &StateLabel) -> String {
    match label {
        StateLabel::Named(name) => name.clone(),
        other => format!("{other:?}"),
    }
}

fn refusal_words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::BadNumber => "The number cannot be dialled".to_owned(),
        other => format!("{other:?}"),
    }
}

fn encoder() -> Encoder<'static> {
    Encoder { toolbar_name: NAME, words: &words, refusal_words: &refusal_words }
}

fn recorded() -> Value {
    serde_json::from_str(include_str!("../fixtures/mca-wire.json")).unwrap()
}

/// The recorded request with this method, the `nth` of several.
fn recorded_request(method: &str, nth: usize) -> Value {
    let all = recorded();
    let mut same = all["requests"].as_array().unwrap().iter().filter(|m| m["method"] == method);
    let mut found = same.nth(nth).unwrap_or_else(|| panic!("no {method} {nth}")).clone();
    assert_eq!(found["uuid"], "<uuid v4>");
    found["uuid"] = UUID.into();
    found
}

fn written(request: &FusionRequest) -> Value {
    serde_json::from_str(&encoder().request(&Uuid::new(UUID), request).unwrap()).unwrap()
}

fn tokens(pairs: &[(&str, &str)]) -> Tokens {
    pairs
        .iter()
        .map(|(name, text)| ((*name).to_owned(), TokenValue::Text((*text).to_owned())))
        .collect()
}

fn service() -> String {
    "ORA_SERVICE".to_owned()
}

fn report(available: bool, logged_in: bool, label: &str) -> AgentReport {
    AgentReport { available, logged_in, label: StateLabel::Named(label.to_owned()) }
}

#[test]
fn start_up_requests_are_those_of_the_library() {
    for (method, request) in [
        ("onToolbarInteractionCommand", FusionRequest::Listen(Listener::InteractionCommands)),
        ("onToolbarAgentCommand", FusionRequest::Listen(Listener::AgentCommands)),
        ("onOutgoingEvent", FusionRequest::Listen(Listener::Outgoing(service()))),
        ("onDataUpdated", FusionRequest::Listen(Listener::DataUpdated(service()))),
        ("getConfiguration", FusionRequest::Configuration),
        ("readyForOperation", FusionRequest::Ready),
        ("disableFeature", FusionRequest::Disable(Feature::OutboundCall)),
    ] {
        assert_eq!(written(&request), recorded_request(method, 0));
    }
}

#[test]
fn call_requests_are_those_of_the_library() {
    let event_id = EventId::new("contact-1");
    let ani = ("SVCMCA_ANI", "+15551230000");
    let new = FusionRequest::New {
        event_id: event_id.clone(),
        classification: service(),
        in_data: tokens(&[ani, ("SVCMCA_COMMUNICATION_DIRECTION", "ORA_SVC_INBOUND")]),
        lookup: None,
    };
    assert_eq!(written(&new), recorded_request("newCommEvent", 0));
    let start = FusionRequest::Start {
        event_id: event_id.clone(),
        classification: service(),
        in_data: tokens(&[ani, ("SVCMCA_CONTACT_ID", "300000004992660")]),
    };
    assert_eq!(written(&start), recorded_request("startCommEvent", 0));
    let focus = FusionRequest::Focus { event_id: event_id.clone(), in_data: tokens(&[ani]) };
    assert_eq!(written(&focus), recorded_request("focusCommEvent", 0));
    let close = |in_data: Tokens, reason| FusionRequest::Close {
        event_id: event_id.clone(),
        classification: service(),
        in_data,
        reason,
    };
    let wrap_up = close(tokens(&[ani]), CloseReason::WrapUp);
    assert_eq!(written(&wrap_up), recorded_request("closeCommEvent", 0));
    let end = close(Tokens::new(), CloseReason::EndCommunication);
    assert_eq!(written(&end), recorded_request("closeCommEvent", 1));
    for (reason, code) in [
        (CloseReason::Abandoned, "ABANDONED"),
        (CloseReason::Canceled, "CANCELED"),
        (CloseReason::Missed, "MISSED"),
        (CloseReason::Reject, "REJECT"),
    ] {
        assert_eq!(written(&close(Tokens::new(), reason))["data"]["reason"], code);
    }
}

#[test]
fn a_call_is_told_with_its_own_classification_and_lookup_object() {
    let new = FusionRequest::New {
        event_id: EventId::new("contact-1"),
        classification: "ORA_SALES".to_owned(),
        in_data: Tokens::new(),
        lookup: Some("Account".to_owned()),
    };
    let data = &written(&new)["data"];
    assert_eq!(data["appClassification"], "ORA_SALES");
    assert_eq!(data["lookupObject"], "Account");
}

#[test]
fn a_size_is_asked_for_as_the_library_does_by_number() {
    let size = FrameSize { width: 400, height: 470 };
    let mut expected = recorded_request("setToolbarDimensions", 0);
    // Whoever recorded it gave a strip's size with a unit; Oracle's samples give numbers.
    expected["data"] = json!({ "barType": "FLOAT_VERTICAL", "height": 470, "width": 400 });
    assert_eq!(written(&FusionRequest::Resize(size)), expected);
}

#[test]
fn fields_of_the_wrap_up_are_not_for_this_protocol() {
    let fields = tokens(&[("WrapUp.ResolutionCd", "SOLVED")]);
    let write = FusionRequest::WriteWrapUp { event_id: EventId::new("contact-1"), fields };
    assert_eq!(encoder().request(&Uuid::new(UUID), &write), None);
}

fn updated(message: &Value) -> (Option<EventId>, String) {
    match decode(&message.to_string(), NAME) {
        Ok(FusionMessage::DataUpdated { event_id, update }) => (event_id, update),
        other => panic!("expected an update, got {other:?}"),
    }
}

#[test]
fn an_update_is_read_flat_and_wrapped() {
    let flat = json!({ "method": "onDataUpdated", "toolbarName": NAME, "uuid": UUID,
        "channel": "PHONE", "channelType": "ORA_SVC_PHONE", "eventId": "c-1",
        "result": "success", "outData": { "updateType": "WRAPUP" } });
    let bare = json!({ "method": "onDataUpdated", "eventId": "c-1", "updateType": "WRAPUP" });
    let wrapped = json!({ "method": "onDataUpdated", "responseDetails": flat });
    let payload = json!({ "data": { "payload": flat } });
    let nested = json!({ "method": "onDataUpdated", "responseDetails": payload });
    for message in [flat, bare, wrapped, nested] {
        assert_eq!(updated(&message), (Some(EventId::new("c-1")), "WRAPUP".to_owned()));
    }
}

#[test]
fn an_update_may_lack_its_call_or_its_type() {
    let base = json!({ "method": "onDataUpdated", "uuid": UUID });
    let mut of_call = base.clone();
    of_call["eventId"] = "c-1".into();
    of_call["outData"] = Value::Null;
    assert_eq!(updated(&of_call), (Some(EventId::new("c-1")), String::new()));
    let mut typed = base.clone();
    typed["outData"] = json!({ "updateType": "WRAPUP" });
    assert_eq!(updated(&typed), (None, "WRAPUP".to_owned()));
    let acknowledged = decode(&base.to_string(), NAME);
    assert!(matches!(acknowledged, Ok(FusionMessage::Answer(_))), "{acknowledged:?}");
    typed["outData"]["updateType"] = "saved by Mary Doe".into();
    assert_eq!(updated(&typed), (None, "without-a-code".to_owned()), "it goes into the trace");
    typed["channel"] = "CHAT".into();
    assert!(decode(&typed.to_string(), NAME).is_err());
}

#[test]
fn a_refused_dial_is_told_as_the_library_does() {
    let error = |event_id: &str, refusal| {
        written(&FusionRequest::DialError { event_id: EventId::new(event_id), refusal })
    };
    assert_eq!(error("uuid-9", Refusal::BadNumber), recorded_request("outboundCommError", 0));
    for (refusal, code) in [
        (Refusal::CountryNotAllowed, "INVALID_NUMBER"),
        (Refusal::NotAllowed, "NOT_ALLOWED"),
        (Refusal::NoOutboundQueue, "FAILED"),
        (Refusal::NotSignedIn, "NOT_SIGNED_IN"),
        (Refusal::Busy, "BUSY"),
        (Refusal::DialPending, "BUSY"),
        (Refusal::OnContact, "BUSY"),
        (Refusal::GivenUp, "CANCELED"),
        (Refusal::Connect(Failure::TimedOut), "FAILED"),
    ] {
        let data = error("u", refusal.clone())["data"].clone();
        assert_eq!(data["commUuid"], "u");
        assert_eq!(data["errorCode"], code);
        assert_eq!(data["errorMsg"], format!("{refusal:?}"));
    }
}

#[test]
fn agent_states_are_those_of_the_library() {
    let available = FusionRequest::AgentState(report(true, true, "Available"));
    assert_eq!(written(&available), recorded_request("agentStateEvent", 0));

    // The recording names the group and the state apart; Connect has one name for both.
    let mut expected = recorded_request("agentStateEvent", 1);
    expected["data"]["stateDisplayString"] = "On Break".into();
    let on_break = FusionRequest::AgentState(report(false, true, "On Break"));
    assert_eq!(written(&on_break), expected);

    let signed_out = FusionRequest::AgentState(report(true, false, "Available"));
    for (member, value) in [
        ("isAvailable", json!(false)),
        ("isLoggedIn", json!(false)),
        ("stateCd", json!("DISCONNECTED")),
        ("stateDisplayString", json!("SignedOut")),
        ("reasonCd", json!(null)),
        ("reasonDisplayString", json!("Logged Out")),
    ] {
        assert_eq!(written(&signed_out)["data"][member], value, "{member}");
    }
}

#[test]
fn every_recorded_command_is_read_and_replied_to_as_the_library_does() {
    let all = recorded();
    let commands = all["commands"].as_array().unwrap();
    assert!(commands.len() >= 11);
    for command in commands {
        let sent = &command["fusion_sends"];
        let original = match decode(&sent.to_string(), NAME).unwrap() {
            FusionMessage::Interaction { original, event_id, .. } => {
                assert_eq!(event_id.as_str(), sent["eventId"]);
                original
            }
            FusionMessage::Agent { original, .. } => original,
            other => panic!("{sent} was read as {other:?}"),
        };
        let reply = match sent["command"].as_str().unwrap() {
            "getActiveEngagements" => Reply::Engagements(Vec::new()),
            _ => Reply::Done,
        };
        let replied: Value = serde_json::from_str(&encoder().reply(&original, &Ok(reply))).unwrap();
        assert_eq!(replied, command["library_replies"][0], "{sent}");
    }
}

#[test]
fn verbs_are_told_apart() {
    let interaction = |command: &str| {
        let text = json!({ "method": "onToolbarInteractionCommand", "toolbarName": "TOOLBAR_437316",
            "eventId": "c", "command": command });
        match decode(&text.to_string(), NAME).unwrap() {
            FusionMessage::Interaction { verb, .. } => verb,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(interaction("accept"), InteractionVerb::Accept);
    assert_eq!(interaction("reject"), InteractionVerb::Reject);
    assert_eq!(interaction("disconnect"), InteractionVerb::Disconnect);
    assert_eq!(interaction("setActive"), InteractionVerb::SetActive);
    assert_eq!(interaction("NOTIFICATION_TIMER_EXP"), InteractionVerb::TimerExpired);
    assert_eq!(interaction("hold"), InteractionVerb::Hold);
    assert_eq!(interaction("unhold"), InteractionVerb::Unhold);
    assert_eq!(interaction("mute"), InteractionVerb::Mute);
    assert_eq!(interaction("unmute"), InteractionVerb::Unmute);
    assert_eq!(interaction("transfer"), InteractionVerb::Unknown("transfer".to_owned()));
    assert_eq!(interaction("Hold"), InteractionVerb::Unknown("Hold".to_owned()));

    let agent = |command: &str| {
        let text = json!({ "method": "onToolbarAgentCommand", "command": command });
        match decode(&text.to_string(), NAME).unwrap() {
            FusionMessage::Agent { verb, .. } => verb,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(agent("getActiveEngagements"), AgentVerb::ActiveEngagements);
    assert_eq!(agent("getActiveInteractionCommands"), AgentVerb::ActiveInteractionCommands);
    assert_eq!(agent("getCurrentAgentState"), AgentVerb::CurrentState);
    assert_eq!(agent("makeAvailable"), AgentVerb::MakeAvailable);
    assert_eq!(agent("makeUnavailable"), AgentVerb::MakeUnavailable);
    assert_eq!(agent("custom"), AgentVerb::Unknown("custom".to_owned()));
}

#[test]
fn replies_carry_what_was_asked_for() {
    let text = json!({ "method": "onToolbarAgentCommand", "command": "getCurrentAgentState" });
    let FusionMessage::Agent { original, .. } = decode(&text.to_string(), NAME).unwrap() else {
        panic!("expected an agent command");
    };
    let replied = |reply: Result<Reply, Refusal>| -> Value {
        serde_json::from_str(&encoder().reply(&original, &reply)).unwrap()
    };
    assert_eq!(
        replied(Ok(Reply::AgentState(report(true, true, "Available"))))["outData"],
        json!({ "channel": "PHONE", "channelType": "ORA_SVC_PHONE", "isAvailable": true,
            "isLoggedIn": true, "state": "AVAILABLE", "stateDisplayString": "Available",
            "reason": null, "reasonDisplayString": null })
    );
    assert_eq!(
        replied(Ok(Reply::Engagements(vec![EventId::new("a"), EventId::new("b~2")])))["outData"],
        json!({ "activeCount": 2, "engagements": [{ "eventId": "a" }, { "eventId": "b~2" }] })
    );
    assert_eq!(
        replied(Ok(Reply::Commands(vec!["accept", "reject"])))["outData"],
        json!({ "supportedCommands": ["accept", "reject"], "supportedFeatures": [] })
    );
    for (refusal, text) in [
        (Refusal::AlreadyAnswering, "already answering"),
        (Refusal::AlreadyDeclining, "already declining"),
        (Refusal::ForcedMute, "muted by a supervisor"),
        (Refusal::NotConnected, "the call is not connected"),
        (Refusal::UnknownCall, "unknown call"),
        (
            Refusal::Connect(Failure::Refused { kind: "InvalidStateException".to_owned() }),
            "Amazon Connect refused: InvalidStateException",
        ),
    ] {
        let reply = replied(Err(refusal));
        assert_eq!(reply["result"], "failure");
        assert_eq!(reply["resultDisplayString"], text);
        assert_eq!(reply["outData"], json!({}));
        assert_eq!(reply["command"], "getCurrentAgentState");
    }
}

/// What `fusion.md` D.6 shows.
fn click() -> Value {
    json!({ "method": "onOutgoingEvent", "uuid": UUID, "toolbarName": NAME, "channel": "PHONE",
        "channelType": "ORA_SVC_PHONE", "origin": "https://fusion.example", "windowName": "w",
        "outData": { "SVCMCA_ANI": " (555) 123-0000 ", "SVCMCA_DISPLAY_NAME": "Mary Doe",
            "SVCMCA_COMMUNICATION_DIRECTION": "ORA_SVC_OUTBOUND", "SVCMCA_CALL_ID": "inside",
            "SVCMCA_CONTACT_ID": "300000004992660", "SVCMCA_CONTACT_JOB_TITLE": null,
            "SVCMCA_INTERACTION_REF_OBJ_TYPE": "T", "SVCMCA_INTERACTION_REF_OBJ_ID": 7 } })
}

/// The id, the number and the tokens of a click.
fn clicked(message: &Value) -> (EventId, DialText, Tokens) {
    match decode(&message.to_string(), NAME).unwrap() {
        FusionMessage::Outgoing { event_id, number, tokens } => (event_id, number, tokens),
        other => panic!("{message} was read as {other:?}"),
    }
}

#[test]
fn a_click_gives_its_id_its_number_and_every_token_to_echo() {
    let mut message = click();
    message["outData"]["CallStatus"] = "INCOMING".into();
    let (event_id, number, tokens) = clicked(&message);
    assert_eq!(event_id, EventId::new(UUID));
    assert_eq!(number.as_str(), "(555) 123-0000");
    let new =
        FusionRequest::New { event_id, classification: service(), in_data: tokens, lookup: None };
    let mut echoed = click()["outData"].clone();
    echoed["mcaOrigEventSource"] = "toolbar".into();
    assert_eq!(written(&new)["data"]["inData"], echoed);
}

#[test]
fn a_click_without_uuid_goes_by_the_id_inside() {
    for uuid in [json!(null), json!("")] {
        let mut message = click();
        message["uuid"] = uuid;
        assert_eq!(clicked(&message).0, EventId::new("inside"));
        for inside in [json!(null), json!(""), json!({})] {
            message["outData"]["SVCMCA_CALL_ID"] = inside;
            let read = decode(&message.to_string(), NAME);
            assert_eq!(read.unwrap_err().to_string(), "uuid: expected a string");
        }
    }
}

#[test]
fn a_click_without_a_number_is_a_click_on_nothing() {
    for number in [json!(null), json!(""), json!({})] {
        let mut message = click();
        message["outData"]["SVCMCA_ANI"] = number;
        assert_eq!(clicked(&message).1, DialText::default());
    }
    let bare = json!({ "method": "onOutgoingEvent", "uuid": "u" });
    assert_eq!(clicked(&bare), (EventId::new("u"), DialText::default(), Tokens::new()));
}

#[test]
fn an_acknowledged_registration_is_no_click() {
    let read = answer(&json!({ "method": "onOutgoingEvent", "uuid": UUID, "result": "success" }));
    assert_eq!(read.uuid.as_str(), UUID);
}

#[test]
fn debug_of_a_click_prints_nothing_of_the_record() {
    let printed = format!("{:?}", decode(&click().to_string(), NAME));
    for personal in ["555", "Mary", "300000004992660"] {
        assert!(!printed.contains(personal), "{printed}");
    }
}

fn answer(message: &Value) -> Answer {
    match decode(&message.to_string(), NAME).unwrap() {
        FusionMessage::Answer(answer) => answer,
        other => panic!("{message} was read as {other:?}"),
    }
}

#[test]
fn an_answer_gives_its_tokens_and_they_come_back_unchanged() {
    let out_data = json!({ "SVCMCA_CONTACT_NAME": "Mary Doe", "SVCMCA_SR_ID": null,
        "big": 300_000_004_992_660_123_u64, "list": [1, "a", {}], "SVCMCA_WRAPUP_ID": null });
    let read = answer(&json!({ "method": "newCommEvent", "uuid": UUID, "result": "success",
        "toolbarName": "Toolbar_437316", "eventId": "c-9", "outData": out_data,
        "wrapupId": 5, "interactionId": "300" }));
    assert_eq!(read.uuid.as_str(), UUID);
    assert_eq!(read.outcome, Ok(()));
    assert_eq!(read.event_id, Some(EventId::new("c-9")));
    assert_eq!(read.out_data.text("SVCMCA_WRAPUP_ID"), Some("5"));
    assert_eq!(read.out_data.text("SVCMCA_INTERACTION_ID"), Some("300"));
    let start = FusionRequest::Start {
        event_id: EventId::new("c-9"),
        classification: service(),
        in_data: read.out_data,
    };
    let mut expected = out_data;
    expected["SVCMCA_WRAPUP_ID"] = "5".into();
    expected["SVCMCA_INTERACTION_ID"] = "300".into();
    assert_eq!(written(&start)["data"]["inData"], expected);
}

#[test]
fn payload_ids_never_replace_tokens() {
    let read = answer(&json!({ "method": "startCommEvent", "uuid": UUID, "result": "success",
        "outData": { "SVCMCA_WRAPUP_ID": "token" }, "wrapupId": "payload" }));
    assert_eq!(read.out_data.text("SVCMCA_WRAPUP_ID"), Some("token"));
}

#[test]
fn an_answer_without_success_is_an_error_of_bounded_length() {
    for (message, text) in [
        (json!({ "result": "error", "error": "no route" }), "no route"),
        (json!({ "result": "error", "error": { "message": "deep" } }), "deep"),
        (json!({ "result": "error" }), "error"),
        (json!({ "result": true }), "no result"),
        (json!({}), "no result"),
        (json!({ "error": "" }), "no result"),
    ] {
        let mut message = message;
        message["method"] = "newCommEvent".into();
        message["uuid"] = UUID.into();
        let read = answer(&message);
        assert_eq!(read.outcome, Err(text.to_owned()), "{message}");
        assert_eq!(read.event_id, None);
    }
    let long = answer(&json!({ "method": "m", "uuid": "u", "error": "é".repeat(5000) }));
    assert_eq!(long.outcome.unwrap_err().chars().count(), 200);
}

#[test]
fn an_unknown_method_with_a_uuid_is_an_answer_to_nothing() {
    let read = answer(&json!({ "method": "brandNew", "uuid": "other", "result": "success" }));
    assert_eq!(read.uuid.as_str(), "other");
}

#[test]
fn what_cannot_be_read_says_where() {
    for (text, fault) in [
        ("", "message: expected a JSON object"),
        ("hello", "message: expected a JSON object"),
        ("[]", "message: expected a JSON object"),
        ("null", "message: expected a JSON object"),
        ("{}", "method: expected a string"),
        (r#"{"method":{}}"#, "method: expected a string"),
        (r#"{"method":"brandNew"}"#, "method brandNew: expected a known one, or a uuid"),
        (r#"{"method":"Mary Doe"}"#, "method without a name: expected a known one, or a uuid"),
        (r#"{"method":"m","uuid":true}"#, "uuid: expected a string"),
        (r#"{"method":"m","uuid":"u","eventId":[]}"#, "eventId: expected a string"),
        (r#"{"method":"m","uuid":"u","outData":"x"}"#, "outData: expected an object"),
        (
            r#"{"method":"m","uuid":"u","toolbarName":"other"}"#,
            "toolbarName: expected the own name",
        ),
        (r#"{"method":"m","uuid":"u","toolbarName":{}}"#, "toolbarName: expected a string"),
        (r#"{"method":"onToolbarInteractionCommand"}"#, "command: expected a string"),
        (
            r#"{"method":"onToolbarInteractionCommand","command":"accept"}"#,
            "eventId: expected a string",
        ),
        (
            r#"{"method":"onToolbarAgentCommand","command":"makeAvailable","channel":"CHAT"}"#,
            "channel: expected PHONE",
        ),
        (r#"{"method":"onOutgoingEvent","uuid":"u","channel":"CHAT"}"#, "channel: expected PHONE"),
        (r#"{"method":"onOutgoingEvent","uuid":{}}"#, "uuid: expected a string"),
        (r#"{"method":"onOutgoingEvent","uuid":"u","outData":[]}"#, "outData: expected an object"),
    ] {
        let read = decode(text, NAME);
        assert_eq!(read.unwrap_err().to_string(), fault, "{text}");
    }
    assert_eq!(decode("_adfShowBody", NAME), Ok(FusionMessage::Noise));
}

#[test]
fn numbers_are_taken_for_the_texts_that_they_stand_for() {
    let mut message = click();
    message["uuid"] = json!(4711);
    message["outData"]["SVCMCA_ANI"] = json!(14_155_550_134_u64);
    let (event_id, number, _) = clicked(&message);
    assert_eq!((event_id, number), (EventId::new("4711"), DialText::new("14155550134")));
    let text = r#"{"method":"onToolbarInteractionCommand","command":"accept","eventId":17}"#;
    let Ok(FusionMessage::Interaction { event_id, .. }) = decode(text, NAME) else {
        panic!("{text}")
    };
    assert_eq!(event_id, EventId::new("17"));
}

#[test]
fn a_command_that_cannot_be_read_is_answered_and_everything_else_is_not() {
    let told = json!({ "method": "onToolbarInteractionCommand", "eventId": "c-1", "command": {} });
    let reply = encoder().refuse(&command(&told.to_string()).unwrap(), UNREAD);
    let reply: Value = serde_json::from_str(&reply).unwrap();
    assert_eq!(reply["method"], "tbInteractionCommandResponse");
    assert_eq!((&reply["eventId"], &reply["command"]), (&told["eventId"], &told["command"]));
    assert_ne!(reply["result"], "success");
    let agent = r#"{"method":"onToolbarAgentCommand"}"#;
    assert!(command(agent).is_some());
    for other in [
        "",
        "{}",
        r#"{"method":"onOutgoingEvent"}"#,
        r#"{"method":"onToolbarAgentCommand","channel":"CHAT"}"#,
    ] {
        assert!(command(other).is_none(), "{other}");
    }
}

#[test]
fn debug_of_a_command_prints_nothing_of_the_call() {
    let text = r#"{"method":"onToolbarInteractionCommand","command":"accept","eventId":"c",
        "params":{"SVCMCA_ANI":"+15551230000"}}"#;
    let printed = format!("{:?}", decode(text, NAME));
    assert!(!printed.contains("555"), "{printed}");
}

/// Any JSON, with the protocol's own words more often than chance would have them.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "onToolbarInteractionCommand",
        "onToolbarAgentCommand",
        "onOutgoingEvent",
        "onDataUpdated",
        "newCommEvent",
        "accept",
        "makeAvailable",
        "success",
        "error",
        "PHONE",
        NAME,
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Eighths: every reader of JSON gives them back to the last digit.
        any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
        ".{0,6}".prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    let name = prop::sample::select(vec![
        "method",
        "uuid",
        "toolbarName",
        "eventId",
        "command",
        "channel",
        "params",
        "inData",
        "outData",
        "result",
        "error",
        "wrapupId",
        "interactionId",
        "message",
        "slot",
        "SVCMCA_CALL_ID",
        "callStatus",
    ]);
    leaf.prop_recursive(3, 40, 12, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..12).prop_map(|members| {
                Value::Object(members.into_iter().map(|(n, v)| (n.to_owned(), v)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        // A text at random is never a message of the protocol.
        prop_assert!(decode(&text, NAME).is_err());
    }

    #[test]
    fn any_json_is_read_or_refused_and_every_command_read_is_answerable(json in any_json()) {
        // A number stands for its text.
        let said = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match decode(&json.to_string(), NAME) {
            Ok(FusionMessage::Interaction { original, event_id, .. }) => {
                let replied: Value =
                    serde_json::from_str(&encoder().reply(&original, &Ok(Reply::Done))).unwrap();
                prop_assert_eq!(said(&replied["eventId"]), event_id.as_str());
                prop_assert_eq!(&replied["command"], &json["command"]);
            }
            Ok(FusionMessage::Agent { original, .. }) => {
                let replied: Value =
                    serde_json::from_str(&encoder().reply(&original, &Ok(Reply::Done))).unwrap();
                prop_assert_eq!(&replied["command"], &json["command"]);
            }
            Ok(FusionMessage::Answer(answer)) => prop_assert_eq!(answer.uuid.as_str(), said(&json["uuid"])),
            Ok(FusionMessage::Outgoing { event_id, tokens, .. }) => {
                let id = event_id.as_str();
                let inside = &json["outData"]["SVCMCA_CALL_ID"];
                prop_assert!(said(&json["uuid"]) == id || said(inside) == id);
                prop_assert_eq!(tokens.text("callStatus"), None);
            }
            Ok(FusionMessage::DataUpdated { event_id, update }) => {
                let inside = |name: &str| said(&json["outData"][name]);
                let id = event_id.as_ref().map_or("", EventId::as_str);
                prop_assert!(!id.is_empty() || !update.is_empty());
                prop_assert!(said(&json["eventId"]) == id || inside("eventId") == id || id.is_empty());
            }
            Ok(FusionMessage::Noise) => prop_assert!(false, "JSON is no noise"),
            Err(fault) => {
                let printed = fault.to_string();
                prop_assert!(printed.contains("expected"), "{}", printed);
                prop_assert!(printed.len() < 200, "{}", printed);
            }
        }
    }
}
