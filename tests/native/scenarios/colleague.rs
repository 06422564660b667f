//! Calls with colleagues and quick connects while idle: who answers, refuses or does not answer, and what Fusion
//! is told of a call that has no number.

use super::over_both_as;
use crate::desk::{COLLEAGUE, Desk, MARY, Setup, ring};
use fusion_connect_toolbar::domain::Intent;
use fusion_connect_toolbar::view::{
    DialText, Failure, NoNumberReason, PersonName, Phase, RecentCall, RecentOutcome, Refusal,
};
use sandbox::control::{Action, Ring};
use serde_json::json;

/// Plays a scenario over each transport on a desk where Fusion is told of internal calls, or is not, and
/// Fusion objects to nothing of it.
fn internal(told: bool, faults: &'static str, scenario: impl Fn(&mut Desk)) {
    let config = json!({ "fusion": { "internalCalls": told } });
    over_both_as(&Setup { faults, config, ..Setup::default() }, |mut desk| {
        scenario(&mut desk);
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}

/// The agent calls a quick connect in another program: Connect lets this page dial numbers only.
fn elsewhere(desk: &mut Desk, name: &str) {
    desk.act(Action::Outbound { number: name.to_owned() });
}

/// Whom the first card shows.
fn who(desk: &Desk) -> Option<&str> {
    desk.view().cards.first()?.name.as_ref().map(PersonName::as_str)
}

/// Who was called last, and how that went.
fn latest(desk: &Desk) -> (Option<&str>, RecentOutcome) {
    let RecentCall { name, outcome, inbound, .. } = &desk.view().recent[0];
    assert!(!inbound);
    (name.as_ref().map(PersonName::as_str), *outcome)
}

#[test]
fn a_colleague_answers_one_call_with_a_name_and_without_a_number() {
    internal(true, "", |desk| {
        elsewhere(desk, COLLEAGUE);
        desk.card(Phase::Connecting);
        assert_eq!(who(desk), Some(COLLEAGUE));
        let id = desk.newest();
        assert_eq!(desk.told(), [format!("new {id}")]);
        let told = desk.sent("newCommEvent")[0]["inData"].clone();
        assert!(told.get("SVCMCA_ANI").is_none(), "a colleague has no number to look up");
        assert_eq!(told["SVCMCA_COMMUNICATION_DIRECTION"], "ORA_SVC_OUTBOUND");
        desk.act(Action::FarEndAnswers { contact: None });
        desk.card(Phase::Connected);
        assert_eq!(desk.told(), [format!("new {id}"), format!("start {id}")]);
        assert_eq!(who(desk), Some(COLLEAGUE));

        desk.reloads();
        desk.card(Phase::Connected);
        assert_eq!(who(desk), Some(COLLEAGUE));
        desk.finishes();
        desk.closed(&id, "WRAPUP");
        assert_eq!(latest(desk), (Some(COLLEAGUE), RecentOutcome::Answered));
        assert_eq!(desk.view().recent[0].number, None, "there is no number to call again");
        assert!(desk.dial_errors().is_empty());
    });
}

#[test]
fn calls_between_colleagues_are_not_told_to_fusion_unless_the_configuration_asks_for_it() {
    for told in [false, true] {
        internal(told, "", |desk| {
            desk.act(Action::Ring(Ring { colleague: true, number: None, ..ring() }));
            let card = desk.card(Phase::Ringing);
            assert_eq!((card.number, card.unnumbered), (None, NoNumberReason::Internal));
            desk.press("Accept");
            desk.card(Phase::Connected);
            desk.press("Hold");
            desk.toggled("Hold", true);
            desk.finishes();
            elsewhere(desk, COLLEAGUE);
            desk.card(Phase::Connecting);
            desk.act(Action::FarEndAnswers { contact: None });
            desk.card(Phase::Connected);
            desk.reloads();
            desk.finishes();
            assert_eq!(desk.told().is_empty(), !told);
            assert_eq!(desk.view().recent.len(), 2, "they are the agent's own");
        });
    }
}

#[test]
fn a_number_of_the_list_is_called_by_its_entry_and_told_to_fusion_as_a_number() {
    internal(true, "", |desk| {
        desk.dial_quick_connect("Billing hotline");
        let endpoint = desk.requests("createOutboundContact")[0]["endpoint"].clone();
        assert_eq!(
            (&endpoint["name"], &endpoint["type"]),
            (&"Billing hotline".into(), &"phone_number".into())
        );
        assert!(endpoint["endpointARN"].as_str().unwrap().contains("transfer-destination"));
        assert_eq!(desk.asked("createOutboundContact"), ["success"]);
        let card = desk.card(Phase::Connecting);
        assert_eq!(who(desk), Some("Billing hotline"));
        assert_eq!(card.number.unwrap().as_str(), "+14155550170");
        let id = desk.newest();
        assert_eq!(desk.told(), [format!("new {id}")]);
        assert_eq!(desk.sent("newCommEvent")[0]["inData"]["SVCMCA_ANI"], "+14155550170");
        desk.press("End call");
        desk.closed(&id, "CANCELED");
    });
}

#[test]
fn a_refusal_is_said_in_the_box_and_who_does_not_answer_or_is_given_up_on_is_told_apart() {
    internal(true, "dial-fails", |desk| {
        desk.dial_quick_connect("Taxi");
        let refusal = desk.view().dial.refusal.clone();
        assert!(matches!(refusal, Some(Refusal::Connect(Failure::Refused { .. }))), "{refusal:?}");
        assert!(desk.told().is_empty());
        desk.fault("dial-fails", false);

        desk.dial_quick_connect("Taxi");
        assert_eq!(desk.view().dial.refusal, None);
        desk.card(Phase::Connecting);
        let first = desk.newest();
        desk.act(Action::FarEndFails { contact: None, error: None, vanishes: false });
        desk.closed(&first, "MISSED");
        desk.press("Clear contact");
        assert!(desk.view().cards.is_empty());
        assert_eq!(latest(desk), (Some("Taxi"), RecentOutcome::NotAnswered));

        elsewhere(desk, COLLEAGUE);
        desk.card(Phase::Connecting);
        let second = desk.newest();
        desk.press("End call");
        desk.closed(&second, "CANCELED");
        desk.press("Clear contact");
        assert!(desk.view().cards.is_empty());
        assert_eq!(latest(desk), (Some(COLLEAGUE), RecentOutcome::Cancelled));
    });
}

#[test]
fn only_one_call_is_dialled_at_a_time_and_it_can_be_given_up_before_it_is_there() {
    internal(true, "dial-lost", |desk| {
        desk.dial_quick_connect("Taxi");
        let dial = desk.view().dial.clone();
        assert_eq!(dial.pending.as_ref().map(DialText::as_str), Some("Taxi"));
        assert_eq!(
            dial.ready,
            Some(Err(Refusal::DialPending)),
            "nobody else can be called meanwhile"
        );
        let uuid = desk.click(MARY);
        assert_eq!(desk.dial_errors(), [(uuid, "BUSY".to_owned())]);
        desk.intend(Intent::CancelDial);
        assert!(desk.view().dial.given_up);
        // Connect takes it all the same, and it is ended as soon as it is there.
        elsewhere(desk, "Taxi");
        assert!(desk.has_button("Clear contact"));
        assert_eq!(desk.asked("destroyConnection"), ["success"]);
        desk.closed(&desk.newest(), "CANCELED");
    });
}

#[test]
fn agents_and_queues_are_not_dialled_and_connect_would_refuse_them() {
    internal(false, "", |desk| {
        for name in [COLLEAGUE, "Sales"] {
            desk.dial_quick_connect(name);
            let refusal = desk.view().dial.refusal.clone();
            assert!(matches!(refusal, Some(Refusal::Connect(Failure::Refused { .. }))), "{name}");
        }
        assert_eq!(desk.asked("createOutboundContact"), [] as [&str; 0]);
        assert!(desk.view().cards.is_empty());
    });
}
