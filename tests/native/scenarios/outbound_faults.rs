//! Dialling that does not come about: refused, lost, silent, given up, not answered; each is told on both sides,
//! and nothing is dialled or closed twice.

use super::over_both;
use crate::desk::{Desk, MARY, NAME};
use fusion_connect_toolbar::domain::{Intent, Millis};
use fusion_connect_toolbar::view::{AgentError, DialText, Failure, Phase, RecentOutcome, Refusal};
use sandbox::control::Action;
use sandbox::fusion::desktop::{Button, Icon};

/// Uuid and code of every refused dial that Fusion was told.
fn errors(desk: &Desk) -> Vec<(&str, &str)> {
    let told = desk.sent("outboundCommError").into_iter();
    told.map(|data| (data["commUuid"].as_str().unwrap(), data["errorCode"].as_str().unwrap()))
        .collect()
}

/// Whether Fusion shows the agent what it was told of the last refused dial.
fn shown_in_fusion(desk: &Desk) -> bool {
    let told = desk.sent("outboundCommError");
    let words = told.last().and_then(|data| data["errorMsg"].as_str()).expect("a refused dial");
    desk.notices().iter().any(|notice| notice.contains(words))
}

/// The requests to Fusion about this call.
fn told_of(desk: &Desk, id: &str) -> Vec<String> {
    desk.told().into_iter().filter(|line| line.contains(id)).collect()
}

fn dialled(desk: &Desk) -> usize {
    desk.requests("createOutboundContact").len()
}

/// Asserts that this call was offered, closed with this reason, and that no panel is left.
fn closed(desk: &Desk, id: &str, reason: &str) {
    assert_eq!(told_of(desk, id), [format!("new {id}"), format!("close {id} {reason}")]);
    assert_eq!(desk.dialogs(), 0);
}

fn outcomes(desk: &Desk) -> Vec<(bool, RecentOutcome)> {
    desk.view().recent.iter().map(|call| (call.inbound, call.outcome)).collect()
}

#[test]
fn a_call_that_connect_refuses_is_told_on_both_sides_and_never_offered() {
    over_both("dial-fails", |mut desk| {
        let uuid = desk.click(MARY);
        assert_eq!(errors(&desk), [(uuid.as_str(), "FAILED")]);
        let words = desk.sent("outboundCommError")[0]["errorMsg"].as_str().unwrap();
        assert!(words.contains("BadEndpointException"), "{words}");
        assert!(shown_in_fusion(&desk));
        let kind = "BadEndpointException".to_owned();
        let refused = Some(Refusal::Connect(Failure::Refused { kind }));
        assert_eq!(desk.view().dial.refusal, refused);
        assert_eq!(desk.told(), Vec::<String>::new(), "Fusion was offered nothing");
        assert_eq!(dialled(&desk), 1);

        let dial = || Intent::Dial(DialText::new("5551230000"), Some("us".to_owned()));
        desk.intend(dial());
        assert_eq!(dialled(&desk), 2);
        assert_eq!(desk.view().dial.refusal, refused);
        assert_eq!(desk.view().dial.ready, Some(Ok(())));
        desk.fault("dial-fails", false);
        desk.intend(dial());
        desk.settle();
        desk.card(Phase::Connecting);
        assert_eq!(errors(&desk).len(), 1, "only Fusion's own click is told of");
    });
}

#[test]
fn a_call_that_connect_forgets_is_given_up_after_15_seconds() {
    over_both("dial-lost", |mut desk| {
        let clicked = desk.now;
        let uuid = desk.click(MARY);
        assert_eq!(desk.view().dial.pending, Some(DialText::new(MARY)));
        let second = desk.click("+15551230002");
        assert_eq!(errors(&desk), [(second.as_str(), "BUSY")]);
        desk.until("the dial is given up", |desk| errors(desk).len() == 2);
        assert_eq!(desk.now.since(clicked), Millis::seconds(15));
        assert_eq!(errors(&desk)[1], (uuid.as_str(), "FAILED"));
        assert!(shown_in_fusion(&desk));
        let timed_out = Some(Refusal::Connect(Failure::TimedOut));
        assert_eq!(desk.view().dial.refusal, timed_out);
        assert_eq!(desk.view().dial.pending, None);
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.told(), Vec::<String>::new(), "nothing was offered, so nothing is closed");
        assert_eq!(dialled(&desk), 1);
        desk.fault("dial-lost", false);
        desk.click(MARY);
        desk.card(Phase::Connecting);
    });
}

#[test]
fn a_call_that_connect_takes_and_never_shows_is_closed_again_in_fusion() {
    over_both("", |mut desk| {
        desk.act(Action::Delay { millis: 4_000 });
        let uuid = desk.click(MARY);
        assert_eq!((desk.told(), desk.dialogs()), (vec![format!("new {uuid}")], 1));
        desk.fault("worker-stuck", true);
        desk.until("the dial is given up", |desk| !errors(desk).is_empty());
        assert_eq!(errors(&desk), [(uuid.as_str(), "FAILED")]);
        closed(&desk, &uuid, "REJECT");

        desk.fault("worker-stuck", false);
        desk.until("the call is shown", |desk| desk.phase() == Some(Phase::Connecting));
        let late = desk.card(Phase::Connecting).contact.as_str().to_owned();
        assert_eq!(told_of(&desk, &uuid).len(), 2);
        assert_eq!(told_of(&desk, &late), [format!("new {late}")]);
        desk.press("End call");
        desk.pass(Millis::seconds(10));
        closed(&desk, &late, "CANCELED");
        assert_eq!(dialled(&desk), 1);
    });
}

#[test]
fn a_call_that_comes_without_an_answer_of_connect_is_as_good_as_any() {
    over_both("dial-silent", |mut desk| {
        let uuid = desk.click(MARY);
        desk.card(Phase::Connecting);
        assert_eq!(desk.told(), [format!("new {uuid}")]);
        desk.act(Action::FarEndAnswers { contact: None });
        desk.card(Phase::Connected);
        assert_eq!(desk.told(), [format!("new {uuid}"), format!("start {uuid}")]);
        desk.pass(Millis::seconds(60));
        desk.press("End call");
        let close = format!("close {uuid} WRAPUP");
        assert_eq!(desk.told(), [format!("new {uuid}"), format!("start {uuid}"), close]);
        assert_eq!(dialled(&desk), 1);
        assert_eq!(errors(&desk), []);
    });
}

#[test]
fn a_customer_who_does_not_answer_or_is_busy_is_told_as_missed() {
    over_both("", |mut desk| {
        let cases = [
            ("LineEngagedCustomer", AgentError::LineEngagedCustomer),
            ("MissedCallCustomer", AgentError::MissedCallCustomer),
            ("BadAddressCustomer", AgentError::BadAddressCustomer),
        ];
        for (error, trouble) in cases {
            let uuid = desk.click(MARY);
            desk.card(Phase::Connecting);
            let error = Some(error.to_owned());
            desk.act(Action::FarEndFails { contact: None, error, vanishes: false });
            assert!(desk.card(Phase::Failed).actions.clear.is_some());
            assert_eq!(desk.view().status.agent_error, Some(trouble));
            closed(&desk, &uuid, "MISSED");
            desk.press("Clear contact");
            assert!(desk.view().cards.is_empty());
            assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
        }
        let uuid = desk.click(MARY);
        desk.card(Phase::Connecting);
        desk.act(Action::FarEndFails { contact: None, error: None, vanishes: true });
        closed(&desk, &uuid, "MISSED");
        assert!(desk.view().cards.is_empty());
        assert!(desk.tabs().is_empty());
        assert_eq!(outcomes(&desk), [(false, RecentOutcome::NotAnswered); 4]);
    });
}

#[test]
fn the_agent_gives_a_call_up_in_the_toolbar_in_fusion_or_before_it_is_there() {
    over_both("", |mut desk| {
        let first = desk.click(MARY);
        desk.card(Phase::Connecting);
        desk.press("End call");
        closed(&desk, &first, "CANCELED");
        desk.press("Clear contact");

        let second = desk.click(MARY);
        desk.card(Phase::Connecting);
        desk.press_in_fusion(Button::EndCall);
        closed(&desk, &second, "CANCELED");
        assert_eq!(desk.replies("disconnect"), ["success"]);
        desk.press("Clear contact");
        assert_eq!(outcomes(&desk), [(false, RecentOutcome::Cancelled); 2]);

        desk.act(Action::Delay { millis: 4_000 });
        let third = desk.click(MARY);
        assert_eq!(dialled(&desk), 3);
        assert_eq!(desk.view().dial.pending, Some(DialText::new(MARY)));
        assert!(!desk.view().dial.given_up);
        desk.intend(Intent::CancelDial);
        assert!(desk.view().dial.given_up);
        desk.pass(Millis::seconds(30));
        closed(&desk, &third, "CANCELED");
        assert_eq!(desk.asked("destroyConnection"), ["success"; 3]);
        assert_eq!(errors(&desk), []);
    });
}

#[test]
fn fusion_that_does_not_answer_the_error_of_a_dial_is_not_asked_again() {
    over_both("dial-error-silent", |mut desk| {
        let uuid = desk.click("nobody");
        assert_eq!(errors(&desk), [(uuid.as_str(), "INVALID_NUMBER")]);
        desk.click(MARY);
        desk.card(Phase::Connecting);
        desk.act(Action::FarEndAnswers { contact: None });
        desk.card(Phase::Connected);
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.tabs(), [NAME]);
        assert_eq!(errors(&desk).len(), 1);
    });
}

#[test]
fn a_dialled_call_is_the_same_call_however_connect_tells_it_at_first() {
    for fault in ["dial-bare", "numbers-bare"] {
        over_both(fault, |mut desk| {
            let uuid = desk.click(MARY);
            desk.card(Phase::Connecting);
            desk.fault(fault, false);
            desk.act(Action::FarEndAnswers { contact: None });
            desk.card(Phase::Connected);
            desk.pass(Millis::seconds(60));
            desk.press("End call");
            let close = format!("close {uuid} WRAPUP");
            let all = [format!("new {uuid}"), format!("start {uuid}"), close];
            assert_eq!(desk.told(), all, "{fault}");
            assert_eq!(errors(&desk), [], "{fault}");
        });
    }
}

#[test]
fn a_dialled_call_that_has_failed_before_it_is_told_is_that_call() {
    over_both("dial-stillborn", |mut desk| {
        let uuid = desk.click(MARY);
        desk.card(Phase::Failed);
        closed(&desk, &uuid, "MISSED");
        assert_eq!(desk.view().dial.pending, None);
        desk.pass(Millis::seconds(60));
        closed(&desk, &uuid, "MISSED");
        assert_eq!(errors(&desk), []);
        assert_eq!(outcomes(&desk), [(false, RecentOutcome::NotAnswered)]);
        desk.press("Clear contact");

        // What failed before is not the call that is dialled now.
        desk.dial(MARY, None);
        desk.card(Phase::Failed);
        desk.fault("dial-stillborn", false);
        desk.pass(Millis::seconds(10));
        desk.fault("dial-lost", true);
        let uuid = desk.click(MARY);
        assert_eq!(desk.view().dial.pending, Some(DialText::new(MARY)));
        desk.pass(Millis::seconds(8));
        desk.reloads();
        assert_eq!(desk.view().dial.pending, Some(DialText::new(MARY)));
        desk.until("the dial is given up", |desk| errors(desk).len() == 1);
        assert_eq!(errors(&desk), [(uuid.as_str(), "FAILED")]);
    });
}

#[test]
fn without_a_default_outbound_queue_the_setting_is_named_on_both_sides() {
    over_both("no-outbound-queue", |mut desk| {
        let refused = Refusal::NoOutboundQueue;
        assert_eq!(desk.view().dial.ready, Some(Err(refused.clone())));
        let uuid = desk.click(MARY);
        assert_eq!(errors(&desk), [(uuid.as_str(), "FAILED")]);
        let words = desk.sent("outboundCommError")[0]["errorMsg"].as_str().unwrap().to_owned();
        assert!(words.contains("default outbound queue"), "{words}");
        desk.dial(MARY, None);
        desk.dial_quick_connect("Taxi");
        assert_eq!(desk.view().dial.refusal, Some(refused));
        assert_eq!(dialled(&desk), 0);
        desk.fault("no-outbound-queue", false);
        desk.dial(MARY, None);
        desk.card(Phase::Connecting);
    });
}
