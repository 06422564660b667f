//! What the director says comes through unchanged, and nothing else is taken for it.

use super::*;
use crate::ccp::contact::Channel;

#[test]
fn actions_come_through_as_they_were() {
    let contact = Some("c1".to_owned());
    let ring = Ring {
        number: Some("+15551230000".to_owned()),
        contact_id: contact.clone(),
        channel: Channel::Task,
        force: true,
        ..Ring::default()
    };
    for action in [
        Action::Setup { faults: vec![Fault::AcceptFails, Fault::SignedOut] },
        Action::Ring(ring),
        Action::Ring(Ring::default()),
        Action::CustomerHangsUp { contact: None, as_missed: true },
        Action::Miss { contact: contact.clone(), kind: Some("Default".to_owned()) },
        Action::ReRing { contact: contact.clone(), same_connection: true },
        Action::Outbound { number: "+15551230000".to_owned() },
        Action::Ring(Ring {
            attributes: [("crm".to_owned(), "42".to_owned())].into(),
            monitor: true,
            barge: true,
            ..Ring::default()
        }),
        Action::FarEndAnswers { contact: None },
        Action::FarEndFails {
            contact: None,
            error: Some("LineEngagedCustomer".to_owned()),
            vanishes: true,
        },
        Action::ThirdAnswers { contact: contact.clone() },
        Action::ThirdGoes { contact: None, failed: true, vanishes: false },
        Action::ThirdGoes { contact: None, failed: false, vanishes: true },
        Action::ConsultInCcp { contact: None, number: "+15551230000".to_owned() },
        Action::HoldInCcp { contact: None, on: false },
        Action::ForceMute { contact: None, on: true },
        Action::HoldAgent { contact: None, on: true },
        Action::MuteInCcp { on: false },
        Action::Configure(Configure::default()),
        Action::Configure(Configure {
            softphone: Some(false),
            permissions: Some(Vec::new()),
            dialable: Some(vec!["fr".to_owned()]),
            multi_party: Some(true),
            enhancement: Some("VOICE_ISOLATION".to_owned()),
        }),
        Action::SoftphoneError { kind: "microphone_not_shared".to_owned() },
        Action::Websocket { on: false },
        Action::WebsocketInitFailure,
        Action::AuthFail { heals: true },
        Action::RetriesExhausted { kind: Retries::Authorize },
        Action::RetriesExhausted { kind: Retries::Cti },
        Action::ExpireSoon { millis: 20_000 },
        Action::Inactivity { millis: Some(900_000) },
        Action::Inactivity { millis: None },
        Action::Network { status: "failed".to_owned() },
        Action::AgentError { name: "AgentHungUp".to_owned() },
        Action::NextState { name: Some("Lunch".to_owned()) },
        Action::NextState { name: None },
        Action::AcceptInCcp { contact: None },
        Action::RejectInCcp { contact: None },
        Action::AgentState { name: "Lunch".to_owned() },
        Action::Clear { contact: None },
        Action::Vanish { contact: contact.clone() },
        Action::GarbleContact { contact, on: false },
        Action::SignOut,
        Action::SignIn,
        Action::ReloadCcp,
        Action::Fault { fault: Fault::ConnectNever, on: true },
        Action::Delay { millis: 150 },
        Action::Skew { millis: -5000 },
        Action::RingTimer { on: false },
        Action::ResendSnapshot,
        Action::Reset,
    ] {
        assert_eq!(Action::parse(&action.to_json()), Some(action));
    }
}

#[test]
fn what_is_left_out_has_its_usual_value() {
    let ring = Action::parse(r#"{"sandbox":"director","action":"ring"}"#);
    assert_eq!(ring, Some(Action::Ring(Ring::default())));
    let hold = Action::parse(r#"{"sandbox":"director","action":"hold_in_ccp","contactId":"c1"}"#);
    assert_eq!(hold, Some(Action::HoldInCcp { contact: Some("c1".to_owned()), on: true }));
    let fault = Action::parse(r#"{"sandbox":"director","action":"fault","name":"ccp-silent"}"#);
    assert_eq!(fault, Some(Action::Fault { fault: Fault::CcpSilent, on: false }));
    let faults = r#"{"sandbox":"director","action":"setup","faults":["unheard-of","ccp-silent"]}"#;
    let known = Action::Setup { faults: vec![Fault::CcpSilent] };
    assert_eq!(Action::parse(faults), Some(known));
}

#[test]
fn a_session_that_ends_now_has_a_name_of_its_own() {
    let expired = Action::parse(r#"{"sandbox":"director","action":"expired"}"#);
    assert_eq!(expired, Some(Action::ExpireSoon { millis: 0 }));
    assert_eq!(Action::parse(r#"{"sandbox":"director","action":"expire_soon"}"#), None);
    let named =
        r#"{"sandbox":"director","action":"accept_in_ccp","contact":null,"contactId":"c1"}"#;
    let contact = Some("c1".to_owned());
    assert_eq!(Action::parse(named), Some(Action::AcceptInCcp { contact }));
}

#[test]
fn other_messages_are_no_actions() {
    for text in [
        "",
        "null",
        "{}",
        r#"{"sandbox":"ccp","action":"reset"}"#,
        r#"{"sandbox":"director","action":"explode"}"#,
        r#"{"sandbox":"director","action":"fault","name":"unheard-of","on":true}"#,
    ] {
        assert_eq!(Action::parse(text), None, "{text}");
    }
}
