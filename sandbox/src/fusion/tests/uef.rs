//! Proves what the desktop does for the stand-in of Oracle's framework, and what its wrap-up form does.

use super::*;
use crate::fusion::wrap_up::{AFTER_SAVE, BEFORE_SAVE, FIELD_CHANGE, NOTES};

fn over_uef(desktop: &mut Desktop, method: &str, data: &Value) -> Vec<Effect> {
    let message = json!({ "method": method, "version": "uef-v1", "data": data, "toolbarName": NAME,
        "uuid": format!("uuid-{method}") });
    desktop.apply(Input::Heard(message), 1000)
}

/// A desktop whose toolbar loaded the framework, with these faults beside the usual ones.
fn loaded(list: &str) -> (Desktop, Vec<Effect>) {
    let mut faults = faults::usual();
    assert_eq!(faults::switch(&mut faults, list), Vec::<String>::new());
    let mut desktop = Desktop::new(NAME, faults);
    let effects = over_uef(&mut desktop, "FETCH_BUILD_INFO", &json!({}));
    (desktop, effects)
}

/// A call in its wrap-up, told over the framework.
fn in_wrap_up(list: &str) -> Desktop {
    let (mut desktop, _) = loaded(list);
    for method in ["newCommEvent", "startCommEvent", "closeCommEvent"] {
        let mut data = call("c-1", &json!({ "SVCMCA_ANI": MARY }));
        data["reason"] = "WRAPUP".into();
        over_uef(&mut desktop, method, &data);
    }
    assert_eq!(stage(&desktop), Stage::WrapUp);
    desktop
}

fn methods(effects: &[Effect]) -> Vec<&str> {
    posts(effects).iter().filter_map(|message| message["method"].as_str()).collect()
}

#[test]
fn the_handshake_tells_the_switches_and_each_change_of_them() {
    let (mut desktop, effects) = loaded("uef-plain,new-late");
    assert_eq!(posts(&effects)[0]["faults"], json!(["uef-plain"]));
    assert_eq!(posts(&effects)[0]["result"], "success");
    let effects = desktop.apply(Input::Switched("uef-display-string", true), 1000);
    assert_eq!(posts(&effects)[0]["faults"], json!(["uef-display-string", "uef-plain"]));
    assert_eq!(desktop.apply(Input::Switched("new-error", true), 1000), []);
    desktop.apply(Input::Opened, 1000);
    assert_eq!(desktop.apply(Input::Switched("uef-plain", false), 1000), []);
}

#[test]
fn the_handshake_can_be_refused_late_or_without_an_answer() {
    let (_, refused) = loaded("uef-refused");
    assert_eq!(posts(&refused)[0]["result"], "error");
    let (_, never) = loaded("uef-never");
    assert_eq!(posts(&never).len(), 0);
    let (mut desktop, late) = loaded("uef-late");
    let (key, span) = wait(&late);
    assert_eq!(span, 8000);
    assert_eq!(methods(&desktop.apply(Input::Due(key), 9000)), ["FETCH_BUILD_INFO"]);
    let (_, silent) = loaded("fusion-never,fusion-late");
    assert_eq!(methods(&silent), ["FETCH_BUILD_INFO"]);
}

#[test]
fn one_page_speaks_over_one_transport_and_is_ready_without_saying_so() {
    let (mut desktop, _) = loaded("");
    let data = call("c-1", &json!({ "SVCMCA_ANI": MARY }));
    assert_eq!(methods(&over_uef(&mut desktop, "newCommEvent", &data)), ["newCommEvent"]);
    let mixed = say(&mut desktop, "startCommEvent", &data);
    assert!(notes(&mixed)[0].starts_with("violation: one page"), "{mixed:?}");
    let mut fallen_back = loaded("").0;
    assert_eq!(notes(&say(&mut fallen_back, "getConfiguration", &json!({}))), [""; 0]);
    let dropped = say(&mut fallen_back, "newCommEvent", &data);
    assert!(notes(&dropped)[0].contains("readyForOperation"), "{dropped:?}");
}

#[test]
fn complaints_and_disposals_of_the_stand_in_are_heard() {
    let (mut desktop, _) = loaded("");
    let noted = over_uef(&mut desktop, "uef.violation", &json!({ "text": "too much" }));
    assert_eq!(notes(&noted), ["violation: too much"]);
    over_uef(&mut desktop, "onToolbarInteractionCommand", &json!({}));
    assert!(desktop.toolbar.hears.contains("onToolbarInteractionCommand"));
    over_uef(&mut desktop, "uef.dispose", &json!({ "event": "onToolbarInteractionCommand" }));
    assert!(desktop.toolbar.hears.is_empty());
    let refused = {
        desktop.apply(Input::Switched("ready-error", true), 1000);
        over_uef(&mut desktop, "readyForOperation", &json!({ "readiness": true }))
    };
    assert_eq!(posts(&refused)[0]["result"], "error");
}

#[test]
fn fields_are_written_read_and_saved_and_listeners_hear_of_it() {
    let mut desktop = in_wrap_up("");
    over_uef(&mut desktop, FIELD_CHANGE, &json!({ "fields": [NOTES] }));
    over_uef(&mut desktop, AFTER_SAVE, &json!({}));
    let fields = json!({ "eventId": "c-1", "fields": { NOTES: "Pump", "WrapUp.Count": 2 } });
    let written = over_uef(&mut desktop, "uef.setFields", &fields);
    assert_eq!(methods(&written), [FIELD_CHANGE, FIELD_CHANGE, "uef.setFields"]);
    assert_eq!(posts(&written)[0]["newValue"], "Pump");
    let again = over_uef(&mut desktop, "uef.setFields", &fields);
    assert_eq!(methods(&again), ["uef.setFields"]);
    let read = over_uef(&mut desktop, "uef.getFields", &json!({ "eventId": "c-1" }));
    assert_eq!(posts(&read)[0]["values"], json!({ NOTES: "Pump", "WrapUp.Count": "2" }));
    let saved = over_uef(&mut desktop, "uef.save", &json!({ "eventId": "c-1" }));
    assert_eq!(methods(&saved), [AFTER_SAVE, "uef.save"]);
    assert!(desktop.calls[0].wrap_up.saved);
    assert_eq!(stage(&desktop), Stage::WrapUp);
    desktop.apply(Input::Edited(desktop.calls[0].key, NOTES, "Valve".to_owned()), 1000);
    assert!(!desktop.calls[0].wrap_up.saved);
    let wrong = json!({ "eventId": "c-1", "fields": { "Contact.Name": "x" } });
    let noted = over_uef(&mut desktop, "uef.setFields", &wrong);
    assert!(notes(&noted)[0].starts_with("violation: Contact.Name"), "{noted:?}");
}

#[test]
fn a_form_that_is_not_open_or_locked_is_refused() {
    let mut desktop = in_wrap_up("wrap-up-error");
    for event_id in ["c-1", "c-9"] {
        let asked = json!({ "eventId": event_id, "fields": { NOTES: "Pump" } });
        let refused = over_uef(&mut desktop, "uef.setFields", &asked);
        assert_eq!(posts(&refused)[0]["result"], "error", "{event_id}");
    }
    assert!(desktop.calls[0].wrap_up.fields.is_empty());
}

#[test]
fn a_save_closes_the_form_and_the_toolbar_may_object_to_the_agents() {
    let mut desktop = in_wrap_up("wrap-up-save-closes");
    over_uef(&mut desktop, "onDataUpdated", &json!({ "appClassification": "ORA_SERVICE" }));
    let saved = over_uef(&mut desktop, "uef.save", &json!({ "eventId": "c-1" }));
    assert_eq!(methods(&saved), ["onDataUpdated", "uef.save"]);
    assert_eq!(stage(&desktop), Stage::Closed);

    let mut desktop = in_wrap_up("");
    over_uef(&mut desktop, BEFORE_SAVE, &json!({}));
    let key = desktop.calls[0].key;
    let save = Input::Pressed(Button::SaveWrapUp, key);
    assert_eq!(methods(&desktop.apply(save.clone(), 1000)), [BEFORE_SAVE]);
    over_uef(&mut desktop, "uef.beforeSaveDone", &json!({ "eventId": "c-1", "approved": false }));
    assert_eq!(stage(&desktop), Stage::WrapUp);
    assert_eq!(desktop.notices.len(), 1);
    desktop.apply(save, 1000);
    over_uef(&mut desktop, "uef.beforeSaveDone", &json!({ "eventId": "c-1", "approved": true }));
    assert_eq!(stage(&desktop), Stage::Closed);
}

#[test]
fn the_calls_that_are_open_can_be_asked_for() {
    let mut desktop = in_wrap_up("");
    let asked = over_uef(&mut desktop, "uef.engagements", &json!({}));
    let [one] = posts(&asked)[0]["engagements"].as_array().unwrap().as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!((&one["eventId"], &one["interactionId"]), (&json!("c-1"), &one["engagementId"]));
    let key = desktop.calls[0].key;
    desktop.apply(Input::Pressed(Button::SaveWrapUp, key), 1000);
    let asked = over_uef(&mut desktop, "uef.engagements", &json!({}));
    assert_eq!(posts(&asked)[0]["engagements"], json!([]));
}

#[test]
fn a_notification_goes_after_its_seconds_unless_another_took_its_place() {
    let mut desktop = in_wrap_up("");
    let told =
        json!({ "id": "call", "title": "Call", "summary": "Mary", "type": "info", "seconds": 60 });
    let mut show = || {
        let effects = over_uef(&mut desktop, "uef.showNotification", &told);
        let waits = effects.iter().find_map(|effect| match effect {
            Effect::Wait(key, span) => Some((*key, *span)),
            Effect::Navigated(_) | Effect::Note(_) | Effect::Post(_) => None,
        });
        waits.unwrap()
    };
    let [(former, span), (newer, _)] = [show(), show()];
    assert_eq!(span, 60_000);
    desktop.apply(Input::Due(former), 1000);
    assert_eq!(desktop.notifications.len(), 1);
    desktop.apply(Input::Due(newer), 1000);
    assert_eq!(desktop.notifications, []);
    let lasting = json!({ "id": "call", "title": "Call", "summary": "Mary", "type": "info" });
    let shown = over_uef(&mut desktop, "uef.showNotification", &lasting);
    assert!(!shown.iter().any(|effect| matches!(effect, Effect::Wait(..))), "{shown:?}");
}
