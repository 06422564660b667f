//! Preview campaigns: the agent accepts, looks at the customer, and then the call is made: at a press, by itself, or not
//! at all.

use super::{over_both, over_both_as, unobjected};
use crate::desk::{CALL, Desk, MARY, NAME, Setup, begun, ring, wrapped_up};
use fusion_connect_toolbar::domain::{Event, Failure, Intent, Millis};
use fusion_connect_toolbar::view::{
    CardView, PendingAction, Phase, PopView, RecentOutcome, Refusal, TokenValue,
};
use sandbox::ccp::customer::LOOKS_FOR;
use sandbox::control::{Action, Configure, Ring};
use sandbox::fusion::desktop::Button;
use serde_json::json;

const TIME: Millis = Millis(LOOKS_FOR.0);

fn offers(desk: &mut Desk) {
    let attributes = [("tier".to_owned(), "gold".to_owned())].into();
    desk.act(Action::Ring(Ring { preview: true, attributes, ..ring() }));
    let card = desk.card(Phase::Ringing);
    assert!(card.preview && card.actions.accept == Some(true) && card.actions.end.is_none());
}

/// A campaign offers a call, and the agent accepts it.
fn looks(desk: &mut Desk) -> CardView {
    offers(desk);
    assert!(desk.told().is_empty(), "it is Fusion's business once it is accepted");
    desk.press("Accept");
    desk.card(Phase::Connecting)
}

fn answers(desk: &mut Desk) {
    let card = desk.far_end_answers(NAME);
    assert_eq!((card.preview_ends, card.actions.call_now, card.actions.skip), (None, None, None));
    assert_eq!(desk.told(), begun());
    assert_eq!(desk.tabs(), [NAME]);
}

fn engaged(desk: &Desk) -> usize {
    desk.asked("engagePreviewContact").len()
}

#[test]
fn the_agent_sees_the_customer_first_and_has_the_call_made() {
    let config = json!({ "screen": { "attributes": [{ "name": "tier", "label": "Tier" }] } });
    over_both_as(&Setup { config, ..Setup::default() }, |mut desk| {
        let card = looks(&mut desk);
        let buttons = (card.actions.call_now, card.actions.skip, card.actions.end);
        assert_eq!(buttons, (Some(true), Some(true), None));
        assert_eq!(card.preview_ends, Some(card.since + TIME), "as Amazon tells it");
        let gold = TokenValue::Text("gold".to_owned());
        assert_eq!(card.attributes, [("Tier".to_owned(), gold)]);
        assert_eq!(desk.told(), [format!("new {CALL}")]);
        let told = desk.sent("newCommEvent")[0]["inData"].clone();
        assert_eq!(told["SVCMCA_COMMUNICATION_DIRECTION"], "ORA_SVC_OUTBOUND");
        assert_eq!(told["SVCMCA_ANI"], MARY);
        assert_eq!((card.pop, engaged(&desk)), (PopView::LookedUp, 0));

        for _ in 0..2 {
            desk.event(Event::Intended(Intent::CallNow(card.contact.clone())));
        }
        assert_eq!(desk.view().cards[0].pending, Some(PendingAction::CallNow));
        desk.settle();
        assert_eq!(engaged(&desk), 1, "a second press is the same wish");
        let card = desk.card(Phase::Connecting);
        assert_eq!((card.actions.call_now, card.actions.skip), (None, None));
        assert_eq!((card.actions.end, card.pending, card.refusal), (Some(true), None, None));
        answers(&mut desk);
        desk.press("End call");
        desk.closed(CALL, "WRAPUP");
        desk.press("Clear contact");
        assert_eq!(desk.told(), wrapped_up());
        let recent = &desk.view().recent[0];
        assert_eq!((recent.inbound, recent.outcome), (false, RecentOutcome::Answered));
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}

#[test]
fn who_speaks_by_desk_phone_accepts_here_for_nothing_rings_there_yet() {
    unobjected("", |desk| {
        desk.act(Action::Configure(Configure { softphone: Some(false), ..Configure::default() }));
        looks(desk);
        assert_eq!(desk.asked("acceptContact"), ["success"]);
    });
}

#[test]
fn amazon_makes_the_call_when_the_time_is_up() {
    unobjected("", |desk| {
        let ends = looks(desk).preview_ends.expect("a countdown");
        desk.pass(ends.since(desk.now) + Millis::seconds(1));
        let card = desk.card(Phase::Connecting);
        assert_eq!((card.preview_ends, card.actions.end), (None, Some(true)));
        answers(desk);
        assert_eq!(engaged(desk), 0);
    });
}

#[test]
fn a_press_while_amazon_makes_the_call_is_the_same_call() {
    unobjected("", |desk| {
        let ends = looks(desk).preview_ends.expect("a countdown");
        // The call is made, and the toolbar is yet to hear of it.
        desk.pass(ends.since(desk.now) + Millis(10));
        assert!(desk.has_button("Call now"));
        desk.press("Call now");
        assert_eq!(desk.asked("engagePreviewContact"), ["InvalidStateException"]);
        let card = desk.card(Phase::Connecting);
        assert_eq!((card.refusal, card.actions.call_now), (None, None), "it is made");
        answers(desk);
    });
}

#[test]
fn a_refusal_is_said_and_the_call_can_be_made_all_the_same() {
    unobjected("engage-fails", |desk| {
        looks(desk);
        desk.press("Call now");
        let card = desk.card(Phase::Connecting);
        let refused =
            Refusal::Connect(Failure::Refused { kind: "InvalidStateException".to_owned() });
        assert_eq!((card.refusal, card.pending), (Some(refused), None));
        assert_eq!((card.actions.call_now, card.actions.skip), (Some(true), Some(true)));
        desk.fault("engage-fails", false);
        desk.press("Call now");
        assert_eq!(desk.card(Phase::Connecting).refusal, None);
        answers(desk);
        assert_eq!(engaged(desk), 2);
    });
}

#[test]
fn a_call_that_is_skipped_is_cancelled_in_fusion_and_never_made() {
    for in_fusion in [false, true] {
        unobjected("", |desk| {
            looks(desk);
            if in_fusion {
                desk.press_in_panel(NAME, Button::EndCall);
            } else {
                desk.press("Skip");
            }
            desk.closed(CALL, "CANCELED");
            assert_eq!(desk.told(), [format!("new {CALL}"), format!("close {CALL} CANCELED")]);
            assert_eq!((desk.asked("rejectContact"), desk.tabs()), (vec!["success"], vec![]));
            desk.press("Clear contact");
            desk.pass(TIME);
            assert!(desk.view().cards.is_empty() && desk.view().notices.is_empty());
            assert_eq!(desk.view().recent[0].outcome, RecentOutcome::Cancelled);
        });
    }
}

#[test]
fn what_a_campaign_does_not_let_skip_is_not_ended_by_fusion_either() {
    unobjected("skip-forbidden", |desk| {
        let card = looks(desk);
        assert_eq!((card.actions.skip, card.actions.end), (None, None));
        desk.press_in_panel(NAME, Button::EndCall);
        desk.refused("disconnect", "this campaign's call cannot be skipped");
        assert!(
            desk.asked("rejectContact").is_empty() && desk.asked("destroyConnection").is_empty()
        );
        desk.press("Call now");
        answers(desk);
    });
}

#[test]
fn a_ccp_without_the_second_channel_shows_the_preview_and_says_what_it_cannot() {
    unobjected("channel-silent", |desk| {
        let card = looks(desk);
        assert_eq!((card.preview_ends, card.actions.call_now), (None, Some(true)));
        desk.pass(Millis::seconds(9));
        let card = desk.card(Phase::Connecting);
        assert_eq!(
            (card.preview_ends, card.actions.skip, card.actions.end),
            (None, None, Some(true))
        );
        assert_eq!(
            (card.actions.call_now, card.refusal),
            (Some(false), Some(Refusal::PreviewUntold))
        );
        assert_eq!(desk.told(), [format!("new {CALL}")]);
        desk.pass(TIME);
        answers(desk);
    });
}

#[test]
fn a_customer_who_does_not_answer_is_told_as_an_outbound_call() {
    over_both("", |mut desk| {
        looks(&mut desk);
        desk.press("Call now");
        desk.act(Action::FarEndFails { contact: None, error: None, vanishes: false });
        desk.settle();
        desk.closed(CALL, "MISSED");
        assert_eq!(desk.card(Phase::Failed).refusal, None);
        assert_eq!(desk.view().recent[0].outcome, RecentOutcome::NotAnswered);
    });
}

#[test]
fn a_preview_that_is_declined_or_missed_is_no_business_of_fusions() {
    unobjected("", |desk| {
        offers(desk);
        desk.press("Decline");
        desk.press("Clear contact");
        offers(desk);
        desk.act(Action::Miss { contact: None, kind: None });
        desk.settle();
        assert_eq!(desk.card(Phase::Missed).refusal, None);
        desk.press("Clear contact");
        assert!(desk.told().is_empty());
        let outcomes = desk.view().recent.iter().map(|it| it.outcome);
        assert!(outcomes.eq([RecentOutcome::Missed, RecentOutcome::Declined]));
    });
}

#[test]
fn a_reload_while_the_agent_looks_keeps_the_time_and_the_offer() {
    unobjected("", |desk| {
        let ends = looks(desk).preview_ends;
        desk.pass(Millis::seconds(5));
        desk.reloads();
        let card = desk.card(Phase::Connecting);
        assert_eq!((card.preview_ends, card.actions.skip), (ends, Some(true)));
        desk.press("Call now");
        answers(desk);
    });
}
