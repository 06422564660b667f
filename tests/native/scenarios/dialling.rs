//! Dialling: from a click in Fusion, from the dial box, from the recent calls, in Amazon's own panel.

use super::unobjected;
use crate::desk::{Desk, Direction, MARY, NAME, Setup};
use fusion_connect_toolbar::domain::Intent;
use fusion_connect_toolbar::view::{
    ConnectHealth, PersonName, Phase, PopView, RecentOutcome, Refusal, StateLabel,
};
use sandbox::control::{Action, Configure};
use sandbox::fusion::desktop::{Icon, Stage};
use serde_json::json;

const UNKNOWN: &str = "+15551230004";

/// The numbers that Connect was asked to call.
fn dialled(desk: &Desk) -> Vec<String> {
    let requests = desk.requests("createOutboundContact").into_iter();
    requests
        .filter_map(|params| Some(params["endpoint"]["phoneNumber"].as_str()?.to_owned()))
        .collect()
}

/// An administrator changes what the agent may call.
fn configure(desk: &mut Desk, change: Configure) {
    desk.act(Action::Configure(change));
}

#[test]
fn a_click_in_fusion_dials_echoes_every_token_and_opens_the_contact_once() {
    unobjected("", |desk| {
        let uuid = desk.clicks_on_mary();
        assert!(!desk.card(Phase::Connecting).inbound);
        let state = desk.view().status.state.as_ref().map(|state| &state.label);
        assert_eq!(state, Some(&StateLabel::CallingCustomer));
        let offer = desk.fusion_call(NAME);
        assert_eq!((offer.outbound, offer.stage), (true, Stage::Offered));
        assert_eq!(dialled(desk), [MARY]);
        assert_eq!(desk.asked("createOutboundContact"), ["success"]);
        assert_eq!(desk.told(), [format!("new {uuid}")]);
        let click = desk.only(Direction::Out, "onOutgoingEvent").message["outData"].clone();
        let told = desk.sent("newCommEvent")[0].clone();
        assert_eq!(told["eventId"], uuid.as_str());
        for (token, value) in click.as_object().unwrap() {
            assert_eq!(&told["inData"][token], value, "{token}");
        }
        assert_eq!(told["inData"]["SVCMCA_COMMUNICATION_DIRECTION"], "ORA_SVC_OUTBOUND");
        desk.far_end_answers(NAME);
        assert_eq!(desk.told(), [format!("new {uuid}"), format!("start {uuid}")]);
        assert_eq!(desk.tabs(), [NAME]);
        desk.finishes();
        assert_eq!(desk.fusion.agent, (Icon::Green, "Idle".to_owned()));
        let whole =
            [format!("new {uuid}"), format!("start {uuid}"), format!("close {uuid} WRAPUP")];
        assert_eq!(desk.told(), whole);
        assert!(desk.dial_errors().is_empty());
    });
}

#[test]
fn fusion_that_clicks_twice_or_forgets_the_uuid_gets_one_call() {
    unobjected("outgoing-twice", |desk| {
        let uuid = desk.clicks_on_mary();
        desk.far_end_answers(NAME);
        let clicks = desk.logged(|entry| entry.is(Direction::Out, "onOutgoingEvent"));
        assert_eq!(clicks.len(), 2, "the event came twice");
        assert_eq!(desk.told(), [format!("new {uuid}"), format!("start {uuid}")]);
        assert_eq!(dialled(desk), [MARY]);
        desk.finishes();

        desk.fault("outgoing-twice", false);
        desk.fault("outgoing-no-uuid", true);
        let other = desk.click(UNKNOWN);
        let clicks = desk.logged(|entry| entry.is(Direction::Out, "onOutgoingEvent"));
        assert!(clicks.last().unwrap().message.get("uuid").is_none());
        desk.far_end_answers(UNKNOWN);
        assert_eq!(desk.told()[3..], [format!("new {other}"), format!("start {other}")]);
        assert!(desk.dial_errors().is_empty());
    });
}

#[test]
fn a_click_during_a_call_is_answered_and_the_call_is_not_disturbed() {
    unobjected("", |desk| {
        desk.talks();
        let before = desk.told();
        let uuid = desk.click("+15551230002");
        assert_eq!(desk.dial_errors(), [(uuid, "BUSY".to_owned())]);
        let words = desk.sent("outboundCommError")[0]["errorMsg"].as_str().unwrap().to_owned();
        assert!(!words.is_empty());
        assert_eq!(desk.notices(), [words]);
        assert_eq!(desk.told(), before);
        assert!(dialled(desk).is_empty());
        assert_eq!(desk.view().dial.ready, Some(Err(Refusal::Busy)));
    });
}

#[test]
fn a_number_is_dialled_by_hand_with_its_country() {
    unobjected("", |desk| {
        desk.dial("5551230000", Some("us"));
        assert_eq!(dialled(desk), [MARY]);
        let id = desk.newest();
        assert_eq!(desk.told(), [format!("new {id}")]);
        assert_eq!(desk.sent("newCommEvent")[0]["inData"]["SVCMCA_ANI"], MARY);
        desk.far_end_answers(NAME);
        assert_eq!(desk.told(), [format!("new {id}"), format!("start {id}")]);
        desk.finishes();
        desk.dial("030 23125172", Some("de"));
        desk.card(Phase::Connecting);
        assert_eq!(dialled(desk), [MARY, "+493023125172"]);
    });
}

#[test]
fn what_is_no_number_is_refused_on_both_sides() {
    unobjected("", |desk| {
        desk.dial("12", None);
        assert_eq!(desk.view().dial.refusal, Some(Refusal::BadNumber));
        assert_eq!(desk.view().dial.pending, None);
        let wrong = |uuid: String| (uuid, "INVALID_NUMBER".to_owned());
        let clicks = [desk.click("garbage"), desk.click("")].map(wrong);
        assert_eq!(desk.dial_errors(), clicks);
        assert!(dialled(desk).is_empty());
        assert!(desk.told().is_empty());
    });
}

#[test]
fn only_the_countries_of_the_configuration_of_connect_are_dialled() {
    unobjected("", |desk| {
        let dialable = Some(vec!["us".to_owned(), "jp".to_owned()]);
        configure(desk, Configure { dialable, ..Configure::default() });
        assert_eq!(desk.view().dial.countries, ["us", "jp"]);
        desk.dial("+493023125172", None);
        assert_eq!(desk.view().dial.refusal, Some(Refusal::CountryNotAllowed));
        let uuid = desk.click("+442079460171");
        assert_eq!(desk.dial_errors(), [(uuid, "INVALID_NUMBER".to_owned())]);
        desk.dial("+81332249999", None);
        desk.card(Phase::Connecting);
        assert_eq!(dialled(desk), ["+81332249999"]);
    });
}

#[test]
fn an_agent_who_may_not_call_is_told_so_and_fusion_offers_no_number() {
    unobjected("", |desk| {
        configure(desk, Configure { permissions: Some(Vec::new()), ..Configure::default() });
        assert_eq!(desk.view().dial.ready, Some(Err(Refusal::NotAllowed)));
        assert!(!desk.fusion.can_click(), "Fusion offers no number");
        let uuid = desk.click(MARY);
        assert_eq!(desk.dial_errors(), [(uuid, "NOT_ALLOWED".to_owned())]);
        assert!(dialled(desk).is_empty());
    });
}

#[test]
fn recent_calls_are_kept_over_a_reload_dialled_again_and_forgotten_at_the_sign_out() {
    unobjected("", |desk| {
        desk.talks();
        desk.finishes();
        desk.reloads();
        let [recent] = &desk.view().recent[..] else { panic!("{:?}", desk.view().recent) };
        assert_eq!((recent.inbound, recent.outcome), (true, RecentOutcome::Answered));
        assert_eq!(recent.name.as_ref().map(PersonName::as_str), Some(NAME));
        desk.intend(Intent::Redial(recent.id));
        desk.settle();
        desk.card(Phase::Connecting);
        assert_eq!(dialled(desk), [MARY]);
        let error = Some("LineEngagedCustomer".to_owned());
        desk.act(Action::FarEndFails { contact: None, error, vanishes: false });
        desk.press("Clear contact");
        let [newer, _] = &desk.view().recent[..] else { panic!("{:?}", desk.view().recent) };
        assert_eq!((newer.inbound, newer.outcome), (false, RecentOutcome::NotAnswered));
        desk.intend(Intent::SignOut);
        desk.until("signed out", |desk| desk.health().connect == ConnectHealth::SignedOut);
        desk.act(Action::SignIn);
        desk.until("signed in", |desk| desk.health().connect == ConnectHealth::Ready);
        assert!(desk.view().recent.is_empty());
        desk.reloads();
        assert!(desk.view().recent.is_empty(), "nor remembered");
    });
}

#[test]
fn no_recent_calls_are_kept_where_the_configuration_says_so() {
    let config = json!({ "dialling": { "recentCalls": 0 } });
    let mut desk = Desk::new(Setup { config, ..Setup::default() });
    desk.talks();
    desk.finishes();
    assert!(desk.view().recent.is_empty());
    assert!(!desk.remembers(NAME));
}

#[test]
fn a_call_dialled_in_amazons_panel_is_shown_and_told_like_one_dialled_here() {
    unobjected("", |desk| {
        desk.act(Action::Outbound { number: MARY.to_owned() });
        let card = desk.card(Phase::Connecting);
        assert_eq!(card.name.as_ref().map(PersonName::as_str), Some(NAME));
        let id = desk.newest();
        assert_eq!(desk.told(), [format!("new {id}")]);
        let told = &desk.sent("newCommEvent")[0]["inData"];
        assert_eq!(told["SVCMCA_COMMUNICATION_DIRECTION"], "ORA_SVC_OUTBOUND");
        desk.far_end_answers(NAME);
        assert_eq!(desk.told(), [format!("new {id}"), format!("start {id}")]);
        assert_eq!(desk.tabs(), [NAME]);
        assert!(dialled(desk).is_empty());
    });
}

#[test]
fn a_reload_while_it_is_dialled_loses_nothing_and_asks_nothing_twice() {
    unobjected("", |desk| {
        let uuid = desk.clicks_on_mary();
        assert_eq!(desk.told(), [format!("new {uuid}")]);
        desk.reloads();
        desk.far_end_answers(NAME);
        let told = desk.told();
        assert!(told.iter().all(|line| line.ends_with(&uuid)), "one call, one id: {told:?}");
        let start = format!("start {uuid}");
        assert_eq!(told.iter().filter(|line| **line == start).count(), 1);
        assert_eq!(desk.tabs(), [NAME]);
        assert_eq!(dialled(desk), [MARY]);
        assert!(desk.dial_errors().is_empty());
    });
}

#[test]
fn an_outbound_call_of_an_unknown_number_opens_a_page_without_a_contact() {
    unobjected("", |desk| {
        desk.dial(UNKNOWN, None);
        let card = desk.far_end_answers(UNKNOWN);
        assert_eq!((card.name, card.pop), (None, PopView::Open));
    });
}
