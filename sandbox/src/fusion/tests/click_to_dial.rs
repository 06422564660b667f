//! Proves what a click on a number becomes.

use super::super::customers::{self, DIRECTORY, Members};
use super::super::desktop::{Click, Progress};
use super::*;

const DIAL: &str = "9c1d0000-0000-4000-8000-000000000001";

/// A desktop on which numbers can be clicked, with these faults beside the usual ones.
fn clickable(list: &str) -> Desktop {
    let mut desktop = desktop(list);
    let listen = json!({ "channel": "PHONE", "appClassification": "ORA_SERVICE" });
    say(&mut desktop, "onOutgoingEvent", &listen);
    let idle = json!({ "isLoggedIn": true, "isAvailable": true, "stateDisplayString": "Idle" });
    say(&mut desktop, "agentStateEvent", &idle);
    desktop
}

fn click(desktop: &mut Desktop, uuid: &str, number: &str, record: Members) -> Vec<Effect> {
    let origin = "http://fusion.localhost:8080".to_owned();
    let (uuid, number) = (uuid.to_owned(), number.to_owned());
    desktop.apply(Input::Clicked(Click { uuid, origin, number, record }), 1000)
}

fn mary() -> Members {
    customers::tokens(&[&DIRECTORY[0]])
}

fn error(desktop: &mut Desktop, comm_uuid: &str) -> Vec<Effect> {
    let data = json!({ "channel": "PHONE", "channelType": "ORA_SVC_PHONE", "commUuid": comm_uuid,
        "errorCode": "INVALID_NUMBER", "errorMsg": "Not a number" });
    say(desktop, "outboundCommError", &data)
}

#[test]
fn numbers_can_be_clicked_only_while_a_toolbar_that_dials_is_available() {
    let mut desktop = clickable("");
    assert!(desktop.can_click());
    let lunch = json!({ "isLoggedIn": true, "isAvailable": false });
    say(&mut desktop, "agentStateEvent", &lunch);
    assert!(!desktop.can_click());

    let mut disabled = clickable("");
    let features = json!({ "features": "INBOUND_CALL, OUTBOUND_CALL" });
    say(&mut disabled, "disableFeature", &features);
    assert!(!disabled.can_click());

    let mut deaf = super::desktop("");
    deaf.agent.0 = Icon::Green;
    assert!(!deaf.can_click());
    let unrouted = say(&mut deaf, "onOutgoingEvent", &json!({ "channel": "PHONE" }));
    assert!(notes(&unrouted)[0].starts_with("violation"), "{unrouted:?}");
    assert!(!deaf.can_click());
    assert_eq!(posts(&click(&mut deaf, DIAL, MARY, mary())), Vec::<&Value>::new());
    assert_eq!(deaf.notices.last().unwrap().1, "Click-to-dial: the toolbar does not listen");
}

#[test]
fn a_click_tells_the_number_and_the_record() {
    let mut desktop = clickable("");
    let effects = click(&mut desktop, DIAL, MARY, mary());
    let expected = json!({
        "method": "onOutgoingEvent", "uuid": DIAL, "toolbarName": NAME, "channel": "PHONE",
        "channelType": "ORA_SVC_PHONE", "origin": "http://fusion.localhost:8080",
        "windowName": "fusion-desktop",
        "outData": { "SVCMCA_ANI": MARY, "SVCMCA_DISPLAY_NAME": "Mary Doe",
            "SVCMCA_COMMUNICATION_DIRECTION": "ORA_SVC_OUTBOUND", "SVCMCA_CALL_ID": DIAL,
            "SVCMCA_CONTACT_ID": "300000004992660", "SVCMCA_CONTACT_JOB_TITLE": null,
            "SVCMCA_INTERACTION_REF_OBJ_TYPE": "CONTACT",
            "SVCMCA_INTERACTION_REF_OBJ_ID": "300000004992660",
            "SVCMCA_ORG_ID": "300000004995001" },
    });
    assert_eq!(posts(&effects), [&expected]);
    let request = customers::tokens(&[&DIRECTORY[3]]);
    let effects = click(&mut desktop, "u-2", DIRECTORY[3].number, request);
    let told = &posts(&effects)[0]["outData"];
    assert_eq!(told["SVCMCA_INTERACTION_REF_OBJ_TYPE"], "SERVICE_REQUEST");
    assert_eq!(told["SVCMCA_INTERACTION_REF_OBJ_ID"], "300000004993001");
    for typed in ["", "not a number", "(555) 123-0000"] {
        let effects = click(&mut desktop, typed, typed, Members::new());
        assert_eq!(
            posts(&effects)[0]["outData"],
            json!({ "SVCMCA_ANI": typed, "SVCMCA_CALL_ID": typed,
                "SVCMCA_COMMUNICATION_DIRECTION": "ORA_SVC_OUTBOUND" })
        );
    }
    assert_eq!(desktop.dials.len(), 5);
}

#[test]
fn a_dialled_call_goes_from_the_click_to_the_page() {
    let mut desktop = clickable("");
    let effects = click(&mut desktop, DIAL, MARY, mary());
    let in_data = posts(&effects)[0]["outData"].clone();
    assert_eq!(desktop.dials[0].progress, Progress::Pending);
    let effects = say(&mut desktop, "newCommEvent", &call(DIAL, &in_data));
    assert_eq!(notes(&effects), [""; 0]);
    assert_eq!(desktop.dials[0].progress, Progress::Taken);
    let dialled = &desktop.calls[0];
    assert_eq!((dialled.stage, dialled.outbound), (Stage::Offered, true));
    assert_eq!(dialled.name, "Mary Doe");
    let mut out_data = posts(&effects)[0]["outData"].clone();
    assert_eq!(out_data["callStatus"], "INCOMING");
    out_data.as_object_mut().unwrap().remove("callStatus");
    let effects = desktop.apply(Input::Pressed(Button::EndCall, desktop.calls[0].key), 1000);
    assert_eq!(posts(&effects)[0]["command"], "disconnect");
    assert_eq!(posts(&effects)[0]["eventId"], DIAL);
    say(&mut desktop, "startCommEvent", &call(DIAL, &out_data));
    assert_eq!(stage(&desktop), Stage::Active);
    assert_eq!(desktop.tabs[0].pop.page, Page::Contact);
    assert_eq!(desktop.tabs[0].pop.record["SVCMCA_CONTACT_ID"], "300000004992660");
    let key = desktop.dials[0].key;
    desktop.apply(Input::Due(key), 31_000);
    assert!(desktop.notices.is_empty());
    assert_eq!(desktop.tabs.len(), 1);
}

#[test]
fn each_reason_before_the_start_ends_a_dialled_call() {
    for reason in ["CANCELED", "MISSED", "REJECT"] {
        let mut desktop = clickable("");
        let effects = click(&mut desktop, DIAL, MARY, mary());
        let in_data = posts(&effects)[0]["outData"].clone();
        let mut data = call(DIAL, &in_data);
        say(&mut desktop, "newCommEvent", &data);
        data["reason"] = reason.into();
        say(&mut desktop, "closeCommEvent", &data);
        assert_eq!(stage(&desktop), Stage::Closed, "{reason}");
    }
}

#[test]
fn a_call_that_forgets_its_click_falls_back_to_a_generic_page() {
    for (forgotten, falls_back) in
        [("SVCMCA_CONTACT_ID", true), ("SVCMCA_CALL_ID", true), ("SVCMCA_ORG_ID", false)]
    {
        let mut desktop = clickable("");
        let effects = click(&mut desktop, DIAL, MARY, mary());
        let mut in_data = posts(&effects)[0]["outData"].clone();
        in_data.as_object_mut().unwrap().remove(forgotten);
        let effects = say(&mut desktop, "newCommEvent", &call(DIAL, &in_data));
        assert_eq!(notes(&effects), [format!("violation: {forgotten} of the click not echoed")]);
        let in_data = json!({ "SVCMCA_ANI": MARY, "SVCMCA_CONTACT_ID": "300000004992660" });
        let effects = say(&mut desktop, "startCommEvent", &call(DIAL, &in_data));
        assert_eq!(desktop.tabs[0].pop.page, Page::Contact);
        for effect in &effects {
            if let Effect::Wait(key, _) = effect {
                desktop.apply(Input::Due(*key), 2000);
            }
        }
        let page = if falls_back { Page::Service } else { Page::Contact };
        assert_eq!(desktop.tabs.len(), 1);
        assert_eq!(desktop.tabs[0].pop.page, page, "{forgotten}");
        assert_eq!(desktop.front, Some(desktop.tabs[0].key));
    }
}

#[test]
fn the_record_that_was_clicked_counts_more_than_the_lookup() {
    let mut desktop = clickable("");
    let robin = customers::tokens(&[&DIRECTORY[5]]);
    let effects = click(&mut desktop, DIAL, MARY, robin);
    let in_data = posts(&effects)[0]["outData"].clone();
    let effects = say(&mut desktop, "newCommEvent", &call(DIAL, &in_data));
    assert_eq!(desktop.calls[0].name, "Robin Twin");
    assert_eq!(posts(&effects)[0]["outData"]["SVCMCA_CONTACT_ID"], "300000004992664");
}

#[test]
fn a_call_dialled_elsewhere_needs_no_click() {
    let mut desktop = clickable("");
    let outbound = |number: &str| json!({ "SVCMCA_ANI": number, "SVCMCA_COMMUNICATION_DIRECTION": "ORA_SVC_OUTBOUND" });
    for (event_id, number, name) in
        [("a", MARY, "Mary Doe"), ("b", "+4930123456", "+4930123456"), ("c", "", "Unknown number")]
    {
        let effects = say(&mut desktop, "newCommEvent", &call(event_id, &outbound(number)));
        assert_eq!(notes(&effects), [""; 0]);
        assert_eq!(desktop.calls.last().unwrap().name, name);
    }
}

#[test]
fn an_error_puts_its_own_dial_away_and_no_other() {
    let mut desktop = clickable("");
    click(&mut desktop, DIAL, MARY, mary());
    click(&mut desktop, "u-2", "555", Members::new());
    let effects = error(&mut desktop, "u-2");
    assert_eq!(posts(&effects)[0]["result"], "success");
    assert_eq!(notes(&effects), [""; 0]);
    assert_eq!(desktop.notices.last().unwrap().1, "Not a number");
    let progress = |desktop: &Desktop| [desktop.dials[0].progress, desktop.dials[1].progress];
    assert_eq!(progress(&desktop), [Progress::Pending, Progress::Failed]);
    for unwanted in ["u-2", "u-3"] {
        let effects = error(&mut desktop, unwanted);
        assert!(notes(&effects)[0].starts_with("violation"), "{effects:?}");
    }
    assert_eq!(desktop.notices.len(), 1);
    let lacking = json!({ "channel": "PHONE", "channelType": "ORA_SVC_PHONE", "commUuid": DIAL,
        "errorCode": "BUSY" });
    let effects = say(&mut desktop, "outboundCommError", &lacking);
    assert_eq!(notes(&effects), ["violation: outboundCommError without errorMsg"]);
    assert_eq!(desktop.notices.last().unwrap().1, "BUSY");
}

#[test]
fn a_dial_that_nobody_speaks_of_is_told_to_the_agent() {
    let mut desktop = clickable("");
    let effects = click(&mut desktop, DIAL, MARY, mary());
    let [Effect::Post(_), Effect::Wait(key, 30_000)] = effects[..] else { panic!("{effects:?}") };
    desktop.apply(Input::Due(key), 31_000);
    assert_eq!(desktop.dials[0].progress, Progress::Forgotten);
    assert_eq!(desktop.notices.len(), 1);
    desktop.apply(Input::Due(key), 32_000);
    assert_eq!(desktop.notices.len(), 1);
}

#[test]
fn clicks_go_wrong_as_asked() {
    let mut twice = clickable("outgoing-twice");
    let effects = click(&mut twice, DIAL, MARY, mary());
    let sent = posts(&effects);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1]);
    assert_eq!(twice.dials.len(), 1);

    let mut bare = clickable("outgoing-no-uuid");
    let effects = click(&mut bare, DIAL, MARY, mary());
    assert_eq!(posts(&effects)[0].get("uuid"), None);
    assert_eq!(posts(&effects)[0]["outData"]["SVCMCA_CALL_ID"], DIAL);
    say(&mut bare, "newCommEvent", &call(DIAL, &posts(&effects)[0]["outData"]));
    assert_eq!(bare.dials[0].progress, Progress::Taken);

    let mut silent = clickable("dial-error-silent");
    click(&mut silent, DIAL, MARY, mary());
    assert_eq!(posts(&error(&mut silent, DIAL)), Vec::<&Value>::new());
    assert_eq!(silent.dials[0].progress, Progress::Failed);
}
