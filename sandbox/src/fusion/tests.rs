//! Proves what the simulated Fusion does, so that an end-to-end test may rely on it.

mod click_to_dial;
mod commands;
mod resize;
mod screen_pops;
mod uef;

use super::desktop::{Button, Desktop, Effect, Icon, Input, Stage};
use super::faults;
use super::screen_pops::Page;
use super::setup;
use serde_json::{Value, json};

const NAME: &str = "toolbar_437316";
const MARY: &str = "+15551230000";

/// A desktop whose toolbar has started up, with these faults beside the usual ones.
fn desktop(list: &str) -> Desktop {
    let mut faults = faults::usual();
    assert_eq!(faults::switch(&mut faults, list), Vec::<String>::new());
    let mut desktop = Desktop::new("TOOLBAR_437316", faults);
    say(&mut desktop, "onToolbarInteractionCommand", &json!({}));
    say(&mut desktop, "onToolbarAgentCommand", &json!({ "channel": "PHONE" }));
    say(&mut desktop, "readyForOperation", &json!({ "readiness": true }));
    desktop
}

fn say(desktop: &mut Desktop, method: &str, data: &Value) -> Vec<Effect> {
    let message = json!({ "method": method, "version": "1.3.0", "data": data, "toolbarName": NAME,
        "uuid": format!("uuid-{method}") });
    desktop.apply(Input::Heard(message), 1000)
}

fn call(event_id: &str, in_data: &Value) -> Value {
    json!({ "channel": "PHONE", "appClassification": "ORA_SERVICE", "eventId": event_id,
        "inData": in_data, "channelType": "ORA_SVC_PHONE" })
}

fn new(desktop: &mut Desktop, number: &str) -> Vec<Effect> {
    say(desktop, "newCommEvent", &call("c-1", &json!({ "SVCMCA_ANI": number })))
}

fn close(desktop: &mut Desktop, reason: &str) -> Vec<Effect> {
    let mut data = call("c-1", &json!({}));
    data["reason"] = reason.into();
    say(desktop, "closeCommEvent", &data)
}

fn posts(effects: &[Effect]) -> Vec<&Value> {
    let posted = effects.iter().filter_map(|effect| match effect {
        Effect::Post(message) => Some(message),
        Effect::Navigated(_) | Effect::Note(_) | Effect::Wait(..) => None,
    });
    posted.collect()
}

fn notes(effects: &[Effect]) -> Vec<&str> {
    let noted = effects.iter().filter_map(|effect| match effect {
        Effect::Note(text) => Some(text.as_str()),
        Effect::Navigated(_) | Effect::Post(_) | Effect::Wait(..) => None,
    });
    noted.collect()
}

fn wait(effects: &[Effect]) -> (u64, u32) {
    let [Effect::Wait(key, span)] = effects else { panic!("{effects:?}") };
    (*key, *span)
}

fn stage(desktop: &Desktop) -> Stage {
    desktop.calls.last().unwrap().stage
}

#[test]
fn a_call_goes_from_offer_to_wrap_up() {
    let mut desktop = desktop("");
    let effects = new(&mut desktop, MARY);
    let [answer] = posts(&effects)[..] else { panic!("{effects:?}") };
    assert_eq!(answer["method"], "newCommEvent");
    assert_eq!(answer["uuid"], "uuid-newCommEvent");
    assert_eq!(answer["result"], "success");
    assert_eq!(answer["toolbarName"], NAME);
    assert_eq!(answer["eventId"], "c-1");
    assert_eq!(answer["outData"]["SVCMCA_CONTACT_NAME"], "Mary Doe");
    assert_eq!(answer["outData"]["callStatus"], "INCOMING");
    assert_eq!(stage(&desktop), Stage::Offered);
    assert_eq!(desktop.calls[0].name, "Mary Doe");
    let out_data = answer["outData"].clone();
    let effects = say(&mut desktop, "startCommEvent", &call("c-1", &out_data));
    assert_eq!(posts(&effects)[0]["result"], "success");
    assert_eq!(stage(&desktop), Stage::Active);
    assert_eq!(desktop.tabs.len(), 1);
    assert_eq!(desktop.tabs[0].pop.title, "Mary Doe");
    close(&mut desktop, "WRAPUP");
    assert_eq!(stage(&desktop), Stage::WrapUp);
    let key = desktop.calls[0].key;
    desktop.apply(Input::Pressed(Button::SaveWrapUp, key), 1000);
    assert_eq!(stage(&desktop), Stage::Closed);
}

#[test]
fn closes_end_offers_calls_and_forms() {
    for reason in ["REJECT", "MISSED", "ABANDONED", "CANCELED", "TIMEOUT"] {
        let mut desktop = desktop("");
        new(&mut desktop, MARY);
        close(&mut desktop, reason);
        assert_eq!(stage(&desktop), Stage::Closed, "{reason}");
        assert!(desktop.tabs.is_empty());
    }
    let mut desktop = desktop("");
    new(&mut desktop, MARY);
    say(&mut desktop, "startCommEvent", &call("c-1", &json!({})));
    close(&mut desktop, "WRAPUP");
    close(&mut desktop, "ENDCOMMUNICATION");
    assert_eq!(stage(&desktop), Stage::Closed);
}

#[test]
fn the_four_rules_choose_the_page() {
    for (number, page, title) in [
        (MARY, Page::Contact, "Mary Doe"),
        ("+15551230002", Page::ServiceRequest, "SR0000010042 Ken Sample"),
        ("+15551230003", Page::CreateContact, "New contact +15551230003"),
        ("+15551230004", Page::CreateContact, "New contact +15551230004"),
        ("15551230005", Page::ServiceRequest, "SR0000010043 15551230005"),
        ("", Page::CreateContact, "New contact number withheld"),
    ] {
        let mut desktop = desktop("");
        let effects = new(&mut desktop, number);
        let out_data = posts(&effects)[0]["outData"].clone();
        say(&mut desktop, "startCommEvent", &call("c-1", &out_data));
        let pop = &desktop.tabs[0].pop;
        assert_eq!((pop.page, pop.title.as_str()), (page, title), "{number}");
    }
}

#[test]
fn a_toolbar_that_forgets_the_lookup_opens_the_wrong_page() {
    let mut desktop = desktop("");
    new(&mut desktop, MARY);
    say(&mut desktop, "startCommEvent", &call("c-1", &json!({ "SVCMCA_ANI": MARY })));
    assert_eq!(desktop.tabs[0].pop.page, Page::CreateContact);
}

#[test]
fn a_lookup_that_was_never_told_is_done_again_at_the_start() {
    let mut desktop = desktop("new-never");
    assert_eq!(posts(&new(&mut desktop, MARY)), Vec::<&Value>::new());
    assert_eq!(stage(&desktop), Stage::Offered);
    say(&mut desktop, "startCommEvent", &call("c-1", &json!({ "SVCMCA_ANI": MARY })));
    assert_eq!(desktop.tabs[0].pop.title, "Mary Doe");
}

#[test]
fn marks_of_a_transfer_are_shown_on_both_sides() {
    let mut desktop = desktop("");
    let received = json!({ "SVCMCA_ANI": MARY, "SVCMCA_PARENT_INTERACTION_ID": "300000004980001",
        "SVCMCA_INTERACTION_ID": "300000004980002" });
    let effects = say(&mut desktop, "newCommEvent", &call("c-1", &received));
    assert!(desktop.calls[0].transferred);
    let tokens = &posts(&effects)[0]["outData"];
    assert_eq!(tokens["SVCMCA_INTERACTION_ID"], "300000004980002");
    say(&mut desktop, "startCommEvent", &call("c-1", tokens));
    let marks = json!({ "SVCMCA_2NDARY_CALL_TYPE": "COMPLETE_TRANSFER",
        "SVCMCA_DESTINATION_AGENT_NAME": "Back Office" });
    let mut close = call("c-1", &marks);
    close["reason"] = "WRAPUP".into();
    assert_eq!(notes(&say(&mut desktop, "closeCommEvent", &close)), [""; 0]);
    assert_eq!(desktop.calls[0].passed_on.as_deref(), Some("Back Office"));
    close["inData"] = json!({ "SVCMCA_2NDARY_CALL_TYPE": "BLIND" });
    let noted = say(&mut desktop, "closeCommEvent", &close);
    assert!(notes(&noted)[0].starts_with("violation"), "{noted:?}");
}

#[test]
fn an_echoed_call_status_is_a_violation() {
    let mut desktop = desktop("");
    for method in ["newCommEvent", "startCommEvent", "closeCommEvent"] {
        let mut data = call("c-1", &json!({ "CALLSTATUS": "INCOMING" }));
        data["reason"] = "WRAPUP".into();
        let effects = say(&mut desktop, method, &data);
        assert_eq!(notes(&effects), [format!("violation: {method} echoes callStatus")]);
    }
}

#[test]
fn a_start_before_the_answer_withholds_it() {
    for (list, answered) in [("new-late", false), ("new-late,-start-withholds-new", true)] {
        let mut desktop = desktop(list);
        let (key, span) = wait(&new(&mut desktop, MARY));
        assert_eq!(span, 8000);
        say(&mut desktop, "startCommEvent", &call("c-1", &json!({})));
        let effects = desktop.apply(Input::Due(key), 9000);
        assert_eq!(!posts(&effects).is_empty(), answered, "{list}");
    }
}

#[test]
fn answers_are_late_double_missing_or_errors_as_asked() {
    let mut late = desktop("fusion-late");
    let (key, span) = wait(&new(&mut late, MARY));
    assert_eq!(span, 3000);
    assert_eq!(posts(&late.apply(Input::Due(key), 4000)).len(), 1);
    assert_eq!(posts(&late.apply(Input::Due(key), 4000)).len(), 0);

    assert_eq!(posts(&new(&mut desktop("fusion-twice"), MARY)).len(), 2);
    assert_eq!(posts(&new(&mut desktop("fusion-never"), MARY)).len(), 0);
    let refused = new(&mut desktop("new-error"), MARY);
    assert_eq!(posts(&refused)[0]["result"], "error");
    let mut start_error = desktop("start-error");
    new(&mut start_error, MARY);
    let refused = say(&mut start_error, "startCommEvent", &call("c-1", &json!({})));
    assert_eq!(posts(&refused)[0]["result"], "error");
    assert!(start_error.tabs.is_empty());
    let mut close_error = desktop("close-error");
    new(&mut close_error, MARY);
    assert_eq!(posts(&close(&mut close_error, "REJECT"))[0]["result"], "error");
    assert_eq!(stage(&close_error), Stage::Offered);
    let refused = say(&mut desktop("configuration-error"), "getConfiguration", &json!({}));
    assert_eq!(posts(&refused)[0]["result"], "error");
    let told = say(&mut desktop(""), "getConfiguration", &json!({}));
    assert_eq!(posts(&told)[0]["configuration"]["agentId"], "300000004990001");
}

#[test]
fn a_call_that_does_not_route_leaves_no_trace() {
    let mut wrong = desktop("fusion-wrong-classification");
    assert_eq!(posts(&new(&mut wrong, MARY)).len(), 0);
    assert!(wrong.calls.is_empty());
    let mut sales = call("c-1", &json!({}));
    sales["appClassification"] = "ORA_SALES".into();
    let mut service = desktop("");
    assert_eq!(posts(&say(&mut service, "newCommEvent", &sales)).len(), 0);
    assert!(service.calls.is_empty());
    let mut unready = Desktop::new(NAME, faults::usual());
    assert_eq!(posts(&new(&mut unready, MARY)).len(), 0);
    assert!(unready.calls.is_empty());
}

#[test]
fn a_replaced_event_id_is_the_only_one_from_then_on() {
    let mut desktop = desktop("fusion-other-event-id");
    let effects = new(&mut desktop, MARY);
    assert_eq!(posts(&effects)[0]["eventId"], "c-1-fusion");
    say(&mut desktop, "startCommEvent", &call("c-1", &json!({})));
    assert_eq!(stage(&desktop), Stage::Offered);
    let key = desktop.calls[0].key;
    let effects = desktop.apply(Input::Pressed(Button::Answer, key), 1000);
    assert_eq!(posts(&effects)[0]["eventId"], "c-1-fusion");
    say(&mut desktop, "startCommEvent", &call("c-1-fusion", &json!({})));
    assert_eq!(stage(&desktop), Stage::Active);
}

#[test]
fn a_late_dialog_opens_even_after_a_close() {
    let mut desktop = desktop("new-late,dialog-late");
    let (key, _) = wait(&new(&mut desktop, MARY));
    assert_eq!(stage(&desktop), Stage::LookingUp);
    close(&mut desktop, "ABANDONED");
    desktop.apply(Input::Due(key), 9000);
    assert_eq!(stage(&desktop), Stage::Offered);
    close(&mut desktop, "ABANDONED");
    assert_eq!(stage(&desktop), Stage::Closed);
}

#[test]
fn the_icon_follows_the_agent_state() {
    let mut desktop = desktop("");
    for (logged_in, available, icon, words) in [
        (true, true, Icon::Green, "Lunch"),
        (true, false, Icon::Amber, "Lunch"),
        (false, true, Icon::Grey, "Signed out"),
    ] {
        let data = json!({ "isLoggedIn": logged_in, "isAvailable": available,
            "stateDisplayString": "Lunch" });
        let effects = say(&mut desktop, "agentStateEvent", &data);
        assert_eq!(posts(&effects)[0]["result"], "success");
        assert_eq!(desktop.agent, (icon, words.to_owned()));
    }
    desktop.agent.0 = Icon::Green;
    desktop.apply(Input::Closed, 1000);
    assert_eq!(desktop.agent.0, Icon::Grey);
    assert!(desktop.toolbar.hears.is_empty());
}

#[test]
fn messages_outside_the_protocol_are_noted() {
    let mut desktop = desktop("");
    for message in [json!(7), json!({}), json!({ "method": "newCommEvent", "toolbarName": NAME })] {
        let effects = desktop.apply(Input::Heard(message.clone()), 1000);
        let [Effect::Note(text)] = effects.as_slice() else { panic!("{message}: {effects:?}") };
        assert!(text.starts_with("violation"), "{text}");
    }
    let unknown = say(&mut desktop, "brandNew", &json!({}));
    assert_eq!(posts(&unknown)[0]["error"], "SVCMCA_ERR_UNKNOWN_METHOD");
}

#[test]
fn the_address_says_what_to_frame_and_what_goes_wrong() {
    let origin = "http://fusion.localhost:8080";
    let read = setup::read(
        origin,
        "/a/sandbox-fusion",
        "?width=320&height=70&open=0&fault=new-late,accept-fails&toolbar=x%3D1%26y%3D2",
    )
    .unwrap();
    assert_eq!(read.toolbar_origin, "http://toolbar.localhost:8080");
    assert_eq!(read.alone, "http://toolbar.localhost:8080/a/");
    assert_eq!(
        read.framed(&read.faults),
        "http://toolbar.localhost:8080/a/?oraParentFrame=http%3A%2F%2Ffusion.localhost%3A8080\
         &oraTbName=TOOLBAR_437316&oraApiSource=%2Fservice%2Fjs%2FmcaInteractionV1.js&x=1&y=2"
    );
    assert_eq!(read.size, ("320px".to_owned(), "70px".to_owned()));
    assert!(!read.open);
    assert!(read.faults.contains("new-late"));
    assert_eq!(read.other_faults, ["accept-fails"]);
    assert!(setup::read(origin, "/", "?strip").is_ok_and(|read| read.size.1 == "70px"));
    assert!(setup::read(origin, "/", "?width=wide").is_err());
    assert!(setup::read("http://127.0.0.1:8080", "/", "").is_err());
}

#[test]
fn any_message_can_be_lost_or_refused_and_the_desktop_says_what_it_is_left_with() {
    let mut desktop = desktop("lose-closeCommEvent,refuse-agentStateEvent");
    let available = json!({ "isAvailable": true, "isLoggedIn": true });
    let refused = say(&mut desktop, "agentStateEvent", &available);
    assert_eq!(posts(&refused)[0]["error"], "SVCMCA_ERR_REFUSED");
    new(&mut desktop, MARY);
    assert_eq!(notes(&close(&mut desktop, "ABANDONED")), ["closeCommEvent is lost"]);
    assert_eq!(
        desktop.left_with(),
        [
            "Left with a dialog that is over: Mary Doe",
            "Left with an agent that it takes for signed out"
        ]
    );
    for fault in ["lose-closeCommEvent", "refuse-agentStateEvent"] {
        desktop.apply(Input::Switched(faults::by_name(fault).expect("a fault"), false), 1000);
    }
    close(&mut desktop, "ABANDONED");
    say(&mut desktop, "agentStateEvent", &available);
    assert_eq!(desktop.left_with(), Vec::<String>::new());
}

#[test]
fn nothing_reaches_a_desktop_that_is_away() {
    let mut desktop = desktop("fusion-away");
    assert_eq!(posts(&new(&mut desktop, MARY)).len(), 0);
    assert!(desktop.calls.is_empty());
}

#[test]
fn an_address_names_the_messages_that_are_lost_and_refused() {
    let lost = faults::of_messages("lose", "agentStateEvent, closeCommEvent");
    assert_eq!(lost, "lose-agentStateEvent,lose-closeCommEvent");
    let search = "?lose=agentStateEvent&refuse=startCommEvent,nothing";
    let setup = setup::read("http://fusion.localhost:8080", "/sandbox-fusion", search);
    let setup = setup.expect("a right address");
    assert!(setup.faults.contains("lose-agentStateEvent"));
    assert!(setup.faults.contains("refuse-startCommEvent"));
    assert_eq!(setup.other_faults, ["refuse-nothing"]);
}
