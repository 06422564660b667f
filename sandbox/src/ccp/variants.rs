//! Gives data that is right the shapes that the field has beside the usual ones.
//!
//! PURE.

use super::terms::arn_of;
use serde_json::{Value, json};

/// Adds the colleague's leg to each call that the agent listens to, before the agent's own; `nameless`
/// hides the origin of the contact, `unsure` how the agent is in it.
pub(super) fn show_colleagues(data: &mut Value, nameless: bool, unsure: bool) {
    for contact in list(data, "/snapshot/contacts") {
        if !says(contact, "/initiationMethod", "monitor") {
            continue;
        }
        let live = says(contact, "/state/type", "connected");
        if nameless {
            set(contact, "/initiationMethod", Value::Null);
        }
        let Some(legs) = contact.get_mut("connections").and_then(Value::as_array_mut) else {
            continue;
        };
        let Some(own) = legs.iter_mut().find(|leg| says(leg, "/type", "monitoring")) else {
            continue;
        };
        if unsure && live {
            set(own, "/monitorStatus", Value::Null);
            set(own, "/state/type", json!("connected"));
        }
        let mut colleague = own.clone();
        let id = own.get("connectionId").and_then(Value::as_str).unwrap_or_default();
        set(&mut colleague, "/connectionId", json!(format!("{id}-colleague")));
        set(&mut colleague, "/type", json!("agent"));
        set(&mut colleague, "/state/type", json!("connected"));
        for own_only in
            ["/monitorStatus", "/monitorCapabilities", "/monitoringInfo", "/softphoneMediaInfo"]
        {
            set(&mut colleague, own_only, Value::Null);
        }
        legs.insert(0, colleague);
    }
}

/// Calls the state Training as Connect calls one of its own.
pub(super) fn rename_state(data: &mut Value) {
    let (arn, name) = (arn_of("Training").unwrap_or_default(), json!("Busy"));
    let rename = |state: &mut Value| {
        if says(state, "/agentStateARN", &arn) {
            set(state, "/name", name.clone());
        }
    };
    list(data, "/configuration/agentStates").for_each(rename);
    for place in ["/snapshot/state", "/snapshot/nextState"] {
        data.pointer_mut(place).into_iter().for_each(rename);
    }
    let chosen = "/snapshot/agentAvailabilityState/state";
    if says(data, chosen, "Training") {
        set(data, chosen, name);
    }
}

/// Tells dialled contacts without connections and customer until somebody answers.
pub(super) fn hide_legs(data: &mut Value) {
    for contact in list(data, "/snapshot/contacts") {
        if says(contact, "/initiationMethod", "outbound")
            && says(contact, "/state/type", "connecting")
        {
            set(contact, "/connections", json!([]));
            set(contact, "/customerEndpoint", Value::Null);
        }
    }
}

/// Takes the default outbound queue from the routing profile.
pub(super) fn take_queue(data: &mut Value) {
    set(data, "/configuration/routingProfile/defaultOutboundQueue", Value::Null);
}

/// Spells the numbers of customers without their plus.
pub(super) fn bare_numbers(data: &mut Value) {
    let bare = |at: &mut Value, place: &str| {
        if let Some(number) = at.pointer_mut(place)
            && let Some(spelled) = number.as_str()
        {
            *number = json!(spelled.trim_start_matches('+'));
        }
    };
    for contact in list(data, "/snapshot/contacts") {
        bare(contact, "/customerEndpoint/phoneNumber");
        for leg in list(contact, "/connections") {
            bare(leg, "/endpoint/phoneNumber");
        }
    }
}

/// Puts an entry that cannot be read before the others of each list.
pub(super) fn spoil_lists(data: &mut Value) {
    let spoil = |data: &mut Value, list: &str, entry: Value| {
        if let Some(list) = data.pointer_mut(list).and_then(Value::as_array_mut) {
            list.insert(0, entry);
        }
    };
    let state = json!({ "agentStateARN": null, "name": "", "type": null });
    spoil(data, "/configuration/agentStates", state);
    spoil(data, "/configuration/permissions", Value::Null);
    spoil(data, "/configuration/dialableCountries", Value::Null);
    for contact in list(data, "/snapshot/contacts") {
        let leg = json!({ "connectionId": null, "type": "outbound", "state": null });
        spoil(contact, "/connections", leg);
    }
    let nameless = json!({ "contactId": null, "type": "voice", "connections": [] });
    spoil(data, "/snapshot/contacts", nameless);
}

fn list<'a>(data: &'a mut Value, place: &str) -> impl Iterator<Item = &'a mut Value> {
    data.pointer_mut(place).and_then(Value::as_array_mut).into_iter().flatten()
}

fn says(value: &Value, place: &str, words: &str) -> bool {
    value.pointer(place).and_then(Value::as_str) == Some(words)
}

fn set(value: &mut Value, place: &str, to: Value) {
    if let Some(there) = value.pointer_mut(place) {
        *there = to;
    }
}
