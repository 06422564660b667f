//! Who calls: what both sides show, and which page opens by the default rules of Fusion.

use super::over_both;
use crate::desk::{CALL, Desk, Direction, NAME, ring};
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{CardView, NoNumberReason, PersonName, Phase, Phone, PopView};
use sandbox::control::{Action, Ring};
use sandbox::fusion::customers;
use sandbox::fusion::desktop::{Button, Input, Stage};
use sandbox::fusion::screen_pops::{DRILL_DOWN, Page, SCREEN_POP};
use serde_json::json;

const KEN: &str = "+15551230002";

fn from(number: &str) -> Ring {
    Ring { number: Some(number.into()), ..ring() }
}

/// Rings, is answered in the dialog that names the caller, and gives the card once the page is open.
fn opens(desk: &mut Desk, call: Ring, caller: &str, page: (Page, &str)) -> CardView {
    let number = call.number.clone().unwrap();
    desk.act(Action::Ring(call));
    desk.card(Phase::Ringing);
    assert_eq!((desk.dialogs(), desk.fusion.calls[0].name.as_str()), (1, caller));
    desk.press_in_fusion(Button::Answer);
    desk.opened_once(1, page.1);
    desk.before(&format!("new {CALL} answered"), &format!("start {CALL}"));
    assert_eq!(desk.fusion.tabs[0].pop.page, page.0);
    let card = desk.card(Phase::Connected);
    assert_eq!(card.number, Phone::parse(&number));
    card
}

fn named(card: &CardView) -> Option<&str> {
    card.name.as_ref().map(PersonName::as_str)
}

#[test]
fn an_unknown_caller_opens_the_form_for_a_new_contact() {
    over_both("", |mut desk| {
        let page = (Page::CreateContact, "New contact +15551230004");
        let card = opens(&mut desk, from("+15551230004"), "Unknown caller", page);
        assert_eq!(named(&card), None);
    });
}

#[test]
fn a_contact_with_a_service_request_opens_the_service_request() {
    over_both("", |mut desk| {
        let page = (Page::ServiceRequest, "SR0000010042 Ken Sample");
        let card = opens(&mut desk, from(KEN), "Ken Sample", page);
        assert_eq!(named(&card), Some("Ken Sample"));
    });
}

#[test]
fn a_service_request_without_a_contact_opens_too() {
    over_both("", |mut desk| {
        let page = (Page::ServiceRequest, "SR0000010043 +15551230005");
        opens(&mut desk, from("+15551230005"), "Unknown caller", page);
    });
}

#[test]
fn of_several_contacts_with_one_number_none_is_chosen() {
    over_both("", |mut desk| {
        let page = (Page::CreateContact, "New contact +15551230003");
        let card = opens(&mut desk, from("+15551230003"), "2 contacts match", page);
        assert_eq!(named(&card), None);
    });
}

#[test]
fn while_fusion_looks_the_caller_up_its_dialog_says_so_and_then_who_it_is() {
    over_both("lookup-slow", |mut desk| {
        desk.rings();
        let looking = |desk: &Desk| desk.fusion.calls[0].looking;
        assert!(looking(&desk) && desk.dialogs() == 1);
        desk.pass(Millis::seconds(4));
        assert!(!looking(&desk));
        assert_eq!((desk.dialogs(), desk.fusion.calls[0].name.as_str()), (1, NAME));
        assert_eq!(named(&desk.card(Phase::Ringing)), Some(NAME));
        desk.press_in_fusion(Button::Answer);
        assert_eq!(desk.stages(), [Stage::Active]);
        desk.answered_once(1);
    });
}

#[test]
fn a_caller_whom_the_lookup_does_not_find_can_be_found_by_hand() {
    over_both("lookup-none", |mut desk| {
        let page = (Page::CreateContact, "New contact +15551230000");
        opens(&mut desk, ring(), "Unknown caller", page);
        let tab = desk.fusion.tabs[0].key;
        let ken = customers::tokens(&customers::look_up(KEN));
        desk.fusion_input(Input::Picked(tab, ken));
        let went = desk.logged(|entry| entry.message["event"] == "navigation");
        let went: Vec<_> = went
            .iter()
            .map(|entry| (&entry.message["navigationType"], &entry.message["page"]))
            .collect();
        let wanted = [
            (&json!(SCREEN_POP), &json!("Create contact")),
            (&json!(DRILL_DOWN), &json!("Service request")),
        ];
        assert_eq!(went, wanted);
        let answers = desk.logged(|entry| {
            entry.is(Direction::Out, "newCommEvent") || entry.is(Direction::Out, "startCommEvent")
        });
        assert_eq!(answers.len(), 2);
        let named = |members: &serde_json::Value| members.get("SVCMCA_CONTACT_ID").is_some();
        assert!(!answers.iter().any(|entry| named(&entry.message["outData"])), "nobody is named");
    });
}

#[test]
fn what_the_lookup_found_goes_into_the_start() {
    over_both("", |mut desk| {
        desk.talks();
        let wanted = json!({
            "SVCMCA_ANI": "+15551230000",
            "SVCMCA_COMMUNICATION_DIRECTION": "ORA_SVC_INBOUND",
            "mcaOrigEventSource": "toolbar",
        });
        assert_eq!(desk.sent("newCommEvent")[0]["inData"], wanted);
        let start = &desk.sent("startCommEvent")[0]["inData"];
        assert_eq!(start["SVCMCA_CONTACT_NAME"], NAME);
        assert_eq!(start["SVCMCA_CONTACT_ID"], "300000004992660");
        let id = start["SVCMCA_INTERACTION_ID"].as_str().unwrap();
        assert!(!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
        let made_up = start.get("callStatus");
        assert_eq!(made_up, None, "the direction that Fusion makes up is not given back");
    });
}

#[test]
fn a_withheld_number_is_offered_without_one() {
    over_both("", |mut desk| {
        let page = (Page::CreateContact, "New contact number withheld");
        let card = opens(&mut desk, from("anonymous"), "Unknown caller", page);
        assert_eq!(card.unnumbered, NoNumberReason::Withheld);
        assert_eq!(desk.sent("newCommEvent")[0]["inData"].get("SVCMCA_ANI"), None);
    });
}

#[test]
fn another_agents_transfer_is_called_a_transfer() {
    over_both("", |mut desk| {
        desk.act(Action::Ring(Ring { transfer: true, ..ring() }));
        let card = desk.card(Phase::Ringing);
        assert_eq!((card.number, card.unnumbered), (None, NoNumberReason::Transfer));
        desk.press("Accept");
        desk.opened_once(1, "New contact number withheld");
        assert_eq!(desk.sent("newCommEvent")[0]["inData"].get("SVCMCA_ANI"), None);
    });
}

#[test]
fn the_queue_stands_on_the_card() {
    over_both("", |mut desk| {
        desk.act(Action::Ring(Ring { queue: Some("Repairs".into()), ..ring() }));
        assert_eq!(desk.card(Phase::Ringing).queue.as_deref(), Some("Repairs"));
    });
}

#[test]
fn two_calls_that_ring_at_once_have_a_card_and_a_dialog_each() {
    over_both("", |mut desk| {
        desk.rings();
        let contact_id = Some("call-2".into());
        desk.act(Action::Ring(Ring { contact_id, force: true, ..from(KEN) }));
        let names: Vec<_> = desk.fusion.calls.iter().map(|call| call.name.as_str()).collect();
        assert_eq!((names, desk.dialogs()), (vec![NAME, "Ken Sample"], 2));
        assert_eq!(named(&desk.card_of(CALL)), Some(NAME));
        assert_eq!(named(&desk.card_of("call-2")), Some("Ken Sample"));

        desk.press_on("call-2", "Decline");
        assert_eq!(desk.dialogs(), 1);
        let first = desk.fusion.calls[0].key;
        desk.fusion_input(Input::Pressed(Button::Answer, first));
        desk.settle();
        assert_eq!(desk.stages(), [Stage::Active]);
        let card = desk.card_of(CALL);
        assert_eq!((card.actions.end, card.pop), (Some(true), PopView::Open));
        desk.press_on("call-2", "Clear contact");
        assert!(!desk.has_card("call-2"));

        let (of_first, of_second): (Vec<_>, Vec<_>) =
            desk.told().into_iter().partition(|line| line.contains(CALL));
        assert_eq!(of_first, [format!("new {CALL}"), format!("start {CALL}")]);
        assert_eq!(of_second, ["new call-2", "close call-2 REJECT"]);
        assert_eq!(desk.asked("acceptContact"), ["success"]);
        assert_eq!(desk.asked("rejectContact"), ["success"]);
        assert_eq!(desk.tabs(), [NAME]);
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}

#[test]
fn a_caller_of_whom_first_and_last_name_are_told_has_a_name() {
    over_both("lookup-name-parts", |mut desk| {
        desk.rings();
        let name = desk.card(Phase::Ringing).name;
        assert_eq!(name.as_ref().map(PersonName::as_str), Some(NAME));
    });
}
