//! Transfer and conference: whom one can call, each leg with its name and state, the two steps of every
//! transfer, and what Fusion is told when the agent leaves the others alone.

use super::unobjected;
use crate::desk::{CALL, COLLEAGUE, Desk, NAME, Setup, THIRD, ring};
use fusion_connect_toolbar::domain::Intent;
use fusion_connect_toolbar::view::{Directory, Failure, PartyStage, Phase, Refusal, StateLabel};
use sandbox::control::{Action, Configure, Ring};
use serde_json::{Value, json};

const TALKING: &str = "agent connected, customer connected";

fn begun() -> [String; 2] {
    [format!("new {CALL}"), format!("start {CALL}")]
}

fn legs(customer: &str, third: &str, agent: &str) -> String {
    format!("agent {agent}, customer {customer}, third {third}")
}

/// How the leg of each stands, in this order: the customer, the other.
fn stages(desk: &Desk, other: &str) -> [Option<PartyStage>; 2] {
    [NAME, other].map(|who| desk.party(who).map(|party| party.stage))
}

fn is_refused(refusal: Option<&Refusal>) -> bool {
    matches!(refusal, Some(Refusal::Connect(Failure::Refused { .. })))
}

/// Whether nobody but the customer is there any more, who is on hold, and the call can go on.
fn goes_on_alone(desk: &mut Desk) {
    assert!(desk.card_of(CALL).parties.is_empty());
    desk.toggled("Hold", true);
    desk.press("Hold");
    desk.toggled("Hold", false);
    assert_eq!(desk.card_of(CALL).controls.swap, None);
    assert_eq!(desk.card_of(CALL).controls.transfer, Some(true));
}

#[test]
fn a_quick_connect_is_called_with_the_customer_on_hold() {
    unobjected("", |desk| {
        desk.talks();
        desk.consult_quick_connect(COLLEAGUE);
        let held = [Some(PartyStage::Held), Some(PartyStage::Talking)];
        desk.until("an answer", |desk| stages(desk, COLLEAGUE) == held);
        assert_eq!(desk.legs(CALL), legs("hold", "connected", "connected"));
        let endpoint = desk.requests("createAdditionalConnection")[0]["endpoint"].clone();
        assert_eq!((&endpoint["name"], &endpoint["type"]), (&COLLEAGUE.into(), &"agent".into()));
        assert!(endpoint["endpointARN"].as_str().unwrap().contains("transfer-destination"));
        assert_eq!(desk.asked("createAdditionalConnection"), ["success"]);
        assert_eq!(desk.asked("getEndpoints").len(), 1);
        assert!(!desk.has_button("End call"), "Leave is its own button");
        assert!(desk.has_button("Leave"));
    });
}

#[test]
fn more_than_a_thousand_quick_connects_are_asked_for_page_by_page() {
    unobjected("endpoints-many", |desk| {
        desk.talks();
        desk.intend(Intent::LoadEndpoints);
        desk.settle();
        let Directory::Listed(all) = &desk.view().directory else { panic!("no list") };
        assert_eq!(all.len(), 1200);
        assert_eq!(all.last().unwrap().name.as_str(), "Quick connect 1199");
        let tokens: Vec<Value> = desk
            .requests("getEndpoints")
            .iter()
            .map(|params| params["nextToken"].clone())
            .collect();
        assert_eq!(tokens, [Value::Null, "500".into(), "1000".into()]);
    });
}

#[test]
fn quick_connects_that_fail_to_load_are_loaded_again_and_numbers_work_meanwhile() {
    unobjected("endpoints-fail", |desk| {
        desk.talks();
        desk.intend(Intent::LoadEndpoints);
        desk.settle();
        let Directory::Failed(refusal) = &desk.view().directory else { panic!("not refused") };
        assert!(is_refused(Some(refusal)));
        desk.fault("endpoints-fail", false);

        desk.fault("transfer-fails", true);
        desk.consult_quick_connect(COLLEAGUE);
        assert!(is_refused(desk.card_of(CALL).refusal.as_ref()));
        assert_eq!(desk.legs(CALL), TALKING);
        desk.consult("12");
        assert_eq!(desk.card_of(CALL).refusal, Some(Refusal::BadNumber));
        assert_eq!(desk.asked("createAdditionalConnection").len(), 1);
        desk.fault("transfer-fails", false);
        desk.consult(THIRD);
        assert_eq!(desk.party(THIRD).unwrap().stage, PartyStage::Calling);
        assert_eq!(desk.told(), begun());
    });
}

#[test]
fn a_number_is_consulted_swapped_joined_and_left_with_the_customer() {
    unobjected("", |desk| {
        desk.talks();
        desk.consult(THIRD);
        assert_eq!(stages(desk, THIRD), [Some(PartyStage::Held), Some(PartyStage::Calling)]);
        let state = desk.view().status.state.as_ref().map(|state| &state.label);
        assert_eq!(state, Some(&StateLabel::Joining));
        let controls = desk.card_of(CALL).controls;
        assert_eq!((controls.swap, controls.join), (Some(false), Some(false)));
        assert_eq!(controls.leave, Some(true), "they meet when the third party answers");
        assert_eq!(desk.card_of(CALL).actions.end, None, "the same button in the same place");
        assert_eq!(
            desk.requests("createAdditionalConnection")[0]["endpoint"]["phoneNumber"],
            THIRD
        );
        desk.third_answers();
        assert_eq!(stages(desk, THIRD), [Some(PartyStage::Held), Some(PartyStage::Talking)]);
        desk.command("unhold", CALL);
        desk.refused("unhold", "somebody else is on the line");

        desk.press("Swap");
        assert_eq!(stages(desk, THIRD), [Some(PartyStage::Talking), Some(PartyStage::Held)]);
        assert_eq!(desk.legs(CALL), legs("connected", "hold", "connected"));
        desk.press("Join");
        assert_eq!(stages(desk, THIRD), [Some(PartyStage::Talking); 2]);
        assert_eq!(desk.legs(CALL), legs("connected", "connected", "connected"));
        assert_eq!(desk.card_of(CALL).controls.swap, Some(false));
        desk.press("Leave");
        desk.card(Phase::AfterCallWork);
        let close = desk.closed(CALL, "WRAPUP");
        assert_eq!(close["inData"]["SVCMCA_2NDARY_CALL_TYPE"], "COMPLETE_TRANSFER");
        assert!(desk.fusion_call(NAME).passed_on.is_some());
        assert_eq!(desk.legs(CALL), legs("connected", "connected", "disconnected"));
        let [new, start] = begun();
        assert_eq!(desk.told(), [new, start, format!("close {CALL} WRAPUP")]);
        for method in ["toggleActiveConnections", "conferenceConnections", "destroyConnection"] {
            assert_eq!(desk.asked(method), ["success"], "{method}");
        }
    });
}

#[test]
fn a_blind_transfer_is_to_call_and_to_leave_and_fusion_learns_who_took_over() {
    unobjected("", |desk| {
        desk.talks();
        desk.consult_quick_connect(COLLEAGUE);
        desk.until("an answer", |desk| desk.has_button("Leave"));
        desk.press("Leave");
        let close = desk.closed(CALL, "WRAPUP");
        assert_eq!(close["inData"]["SVCMCA_2NDARY_CALL_TYPE"], "COMPLETE_TRANSFER");
        assert_eq!(close["inData"]["SVCMCA_DESTINATION_AGENT_NAME"], COLLEAGUE);
        assert_eq!(desk.fusion_call(NAME).passed_on.as_deref(), Some(COLLEAGUE));
    });
}

#[test]
fn a_call_is_passed_on_while_the_third_party_still_rings() {
    unobjected("", |desk| {
        desk.talks();
        desk.consult(THIRD);
        desk.press("Leave");
        let close = desk.closed(CALL, "WRAPUP");
        assert_eq!(close["inData"]["SVCMCA_2NDARY_CALL_TYPE"], "COMPLETE_TRANSFER");
    });
}

#[test]
fn a_customer_who_leaves_the_third_party_is_told_and_is_no_transfer() {
    unobjected("", |desk| {
        desk.talks();
        desk.consult_quick_connect(COLLEAGUE);
        desk.until("an answer", |desk| {
            desk.party(COLLEAGUE).is_some_and(|it| it.stage == PartyStage::Talking)
        });
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        let card = desk.card(Phase::Connected);
        assert!(card.customer_left);
        assert_eq!(card.parties.len(), 1);
        assert_eq!((card.controls.leave, card.controls.join), (None, Some(false)));
        desk.press("End call");
        let close = desk.closed(CALL, "WRAPUP");
        assert!(close["inData"].get("SVCMCA_2NDARY_CALL_TYPE").is_none(), "{close}");
        assert!(close["inData"].get("SVCMCA_DESTINATION_AGENT_NAME").is_none(), "{close}");
        assert_eq!(desk.fusion_call(NAME).passed_on, None);
    });
}

#[test]
fn who_does_not_answer_or_leaves_is_named_until_the_agent_goes_on() {
    for vanishes in [false, true] {
        unobjected("", |desk| {
            desk.talks();
            for failed in [true, false] {
                desk.consult(THIRD);
                if !failed {
                    desk.third_answers();
                }
                assert_eq!(desk.card_of(CALL).gone, None);
                desk.act(Action::ThirdGoes { contact: None, failed, vanishes });
                let card = desk.card_of(CALL);
                let gone = card.gone.expect("who is gone");
                assert_eq!((gone.number.unwrap().as_str(), gone.answered), (THIRD, !failed));
                assert!(card.held_since.is_some(), "the customer waits");
            }
            desk.press("Hold");
            assert_eq!(desk.card_of(CALL).gone, None, "the customer is back");
            desk.consult(THIRD);
            desk.drop_party(THIRD);
            assert_eq!(desk.card_of(CALL).gone, None, "the agent took them off");
        });
    }
}

#[test]
fn a_customer_who_is_gone_while_it_rings_or_alone_with_the_agent_is_told() {
    unobjected("customer-lingers", |desk| {
        desk.rings();
        assert!(!desk.card(Phase::Ringing).customer_left);
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        assert!(desk.card(Phase::Ringing).customer_left);
        desk.press("Decline");
        desk.press("Clear contact");
    });
    unobjected("customer-lingers", |desk| {
        desk.talks();
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        let card = desk.card(Phase::Connected);
        assert!(card.customer_left);
        let hold = desk.toggle(CALL, "Hold");
        let offered = (card.controls.keypad, card.controls.transfer, hold.enabled);
        assert_eq!(offered, (Some(false), Some(false), false), "there is nobody to do it with");
        desk.finishes();
    });
}

#[test]
fn swapping_and_joining_that_connect_refuses_change_nothing() {
    unobjected("", |desk| {
        desk.talks();
        desk.act(Action::ConsultInCcp { contact: None, number: THIRD.to_owned() });
        desk.third_answers();
        for (fault, button, after) in [
            ("swap-fails", "Swap", legs("connected", "hold", "connected")),
            ("join-fails", "Join", legs("connected", "connected", "connected")),
        ] {
            desk.fault(fault, true);
            desk.press(button);
            assert!(is_refused(desk.card_of(CALL).refusal.as_ref()), "{button}");
            assert_eq!(desk.legs(CALL), legs("hold", "connected", "connected"));
            desk.fault(fault, false);
            desk.press(button);
            assert_eq!(desk.card_of(CALL).refusal, None);
            assert_eq!(desk.legs(CALL), after);
            desk.act(Action::ResendSnapshot);
            if button == "Swap" {
                desk.press("Swap");
                assert_eq!(
                    stages(desk, THIRD),
                    [Some(PartyStage::Held), Some(PartyStage::Talking)]
                );
            }
        }
        desk.press("Hold");
        desk.toggled("Hold", true);
        assert_eq!(desk.legs(CALL), legs("connected", "connected", "hold"));
        desk.press("Hold");
        desk.toggled("Hold", false);
    });
}

#[test]
fn who_fails_leaves_or_is_taken_off_is_gone_and_the_call_with_the_customer_goes_on() {
    unobjected("", |desk| {
        desk.talks();
        desk.consult(THIRD);
        desk.act(Action::ThirdGoes { contact: None, failed: true, vanishes: false });
        goes_on_alone(desk);
        desk.consult(THIRD);
        desk.third_answers();
        assert_eq!(desk.party(THIRD).unwrap().stage, PartyStage::Talking);
        desk.act(Action::ThirdGoes { contact: None, failed: false, vanishes: true });
        goes_on_alone(desk);
        desk.consult(THIRD);
        desk.drop_party(THIRD);
        goes_on_alone(desk);
        assert_eq!(desk.asked("destroyConnection"), ["success"]);
        desk.press("End call");
        let close = desk.closed(CALL, "WRAPUP");
        assert!(
            close["inData"].get("SVCMCA_2NDARY_CALL_TYPE").is_none(),
            "nobody took this call over"
        );
        let [new, start] = begun();
        assert_eq!(desk.told(), [new, start, format!("close {CALL} WRAPUP")]);
    });
}

#[test]
fn a_customer_who_leaves_a_conference_ends_nothing_until_the_agent_ends_it() {
    unobjected("", |desk| {
        desk.talks();
        desk.consult_quick_connect(COLLEAGUE);
        desk.until("an answer", |desk| desk.has_button("Leave"));
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        assert_eq!(stages(desk, COLLEAGUE), [None, Some(PartyStage::Talking)]);
        assert_eq!(desk.told(), begun());
        desk.press("End call");
        desk.card(Phase::AfterCallWork);
        desk.closed(CALL, "WRAPUP");
    });
}

#[test]
fn with_many_parties_each_can_be_muted_and_more_can_be_called() {
    unobjected("", |desk| {
        desk.act(Action::Configure(Configure { multi_party: Some(true), ..Configure::default() }));
        let contact = desk.talks().contact;
        desk.consult_quick_connect(COLLEAGUE);
        desk.until("an answer", |desk| desk.has_button("Leave"));
        let party = desk.party(COLLEAGUE).unwrap();
        assert_eq!((party.muted, party.mute), (false, Some(true)));
        desk.intend(Intent::MuteParty(contact, party.leg));
        desk.settle();
        let party = desk.party(COLLEAGUE).unwrap();
        assert_eq!((party.muted, party.mute), (true, None), "only they un-mute themselves");
        desk.press("Mute");
        desk.toggled("Mute", true);
        desk.press("Mute");
        desk.toggled("Mute", false);
        assert_eq!(desk.asked("muteParticipant"), ["success", "success"]);
        assert_eq!(desk.asked("unmuteParticipant"), ["success"]);
        desk.consult(THIRD);
        desk.third_answers();
        assert_eq!(desk.party(THIRD).unwrap().stage, PartyStage::Talking);
        desk.drop_party(NAME);
        assert_eq!(desk.party(NAME), None);
        assert_eq!(desk.told(), begun());
    });
}

#[test]
fn the_one_who_gets_a_transferred_call_opens_the_interaction_of_the_first() {
    let tokens = json!({
        "SVCMCA_PARENT_INTERACTION_ID": "attribute:parentInteraction",
        "SVCMCA_INTERACTION_ID": "attribute:interaction",
    });
    let (parent, interaction) = ("300000004990001", "300000004990002");
    let config = json!({ "fusion": { "tokens": tokens } });
    let mut desk = Desk::new(Setup { config, ..Setup::default() });
    let carried =
        [("parentInteraction", parent), ("interaction", interaction), ("secret", "for nobody")];
    let attributes = carried.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    desk.act(Action::Ring(Ring { attributes, ..ring() }));
    assert!(desk.fusion_call(NAME).transferred);
    let offer = desk.sent("newCommEvent")[0].clone();
    assert_eq!(offer["inData"]["SVCMCA_PARENT_INTERACTION_ID"], parent);
    assert_eq!(offer["inData"]["SVCMCA_INTERACTION_ID"], interaction);
    assert!(!offer.to_string().contains("for nobody"));
    desk.press("Accept");
    assert_eq!(desk.told(), begun());
    assert_eq!(desk.sent("startCommEvent")[0]["inData"]["SVCMCA_INTERACTION_ID"], interaction);
    assert_eq!(desk.violations(), Vec::<&str>::new());
}
