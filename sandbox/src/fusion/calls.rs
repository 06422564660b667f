//! What newCommEvent, startCommEvent and closeCommEvent do to a call (`fusion.md` I).

use super::customers::{self, Customer, Members, text};
use super::desktop::{Call, Desktop, Form, Speech, Stage};
use super::faults;
use super::screen_pops::{SCREEN_POP, screen_pop};
use serde_json::{Value, json};

impl Desktop {
    /// The call that goes by this id now.
    pub(super) fn call_mut(&mut self, event_id: &str) -> Option<&mut Call> {
        self.calls.iter_mut().rev().find(|call| call.event_id == event_id)
    }

    /// The event id of the newest call; empty if there is none.
    pub fn newest(&self) -> String {
        self.calls.last().map(|call| call.event_id.clone()).unwrap_or_default()
    }

    /// The event id of the call with this key.
    pub(super) fn event_id_of(&self, key: u64) -> Option<String> {
        self.calls.iter().find(|call| call.key == key).map(|call| call.event_id.clone())
    }

    fn stage_of(&self, event_id: &str) -> Option<Stage> {
        self.calls.iter().rev().find(|call| call.event_id == event_id).map(|call| call.stage)
    }

    /// `newCommEvent`: looks the caller up and offers the call.
    pub(super) fn new_call(&mut self, uuid: &str, data: &Members) {
        let Some((event_id, in_data)) = self.routed("newCommEvent", data) else { return };
        let known = self.stage_of(&event_id).is_some_and(|stage| stage != Stage::Closed);
        if known && self.has(faults::NEW_ONCE) {
            return self.note("a second newCommEvent for this call is never answered");
        }
        if self.has(faults::NEW_ERROR) {
            return self.refuse("newCommEvent", uuid, "the lookup failed");
        }
        if !known {
            let late = self.has(faults::DIALOG_LATE);
            self.enter(&event_id, &in_data, if late { Stage::LookingUp } else { Stage::Offered });
        }
        let mut out_data = self.completed(&event_id, &in_data);
        // A live Fusion says so for outbound calls too.
        out_data.insert("callStatus".to_owned(), json!("INCOMING"));
        let body = json!({ "result": "success", "outData": out_data });
        self.answer("newCommEvent", uuid, Some(&event_id), body);
    }

    /// `startCommEvent`: closes the dialog and opens page and panel, each time it comes.
    pub(super) fn start_call(&mut self, uuid: &str, data: &Members) {
        let Some((event_id, in_data)) = self.routed("startCommEvent", data) else { return };
        if self.has(faults::START_ERROR) {
            return self.refuse("startCommEvent", uuid, "the page could not be opened");
        }
        match self.stage_of(&event_id) {
            Some(Stage::WrapUp | Stage::Closed) => {
                return self.refuse("startCommEvent", uuid, "the engagement is over");
            }
            Some(Stage::LookingUp | Stage::Offered | Stage::Active) => {}
            // Oracle's own toolbar starts outbound calls without newCommEvent.
            None => self.enter(&event_id, &in_data, Stage::Offered),
        }
        let mut tokens = in_data.clone();
        if !self.call_mut(&event_id).is_some_and(|call| call.new_answered) {
            // The toolbar cannot repeat what it was never told, and Fusion looks the number up itself.
            tokens = self.completed(&event_id, &in_data);
        }
        tokens.insert(
            "SVCMCA_WRAPUP_ID".to_owned(),
            json!(format!("3000000055{:05}", self.calls.len())),
        );
        let mut tied = true;
        if let Some(call) = self.call_mut(&event_id) {
            call.stage = Stage::Active;
            call.started = true;
            tied = call.tied;
            let key = call.key;
            self.active = Some(key);
        }
        self.open(screen_pop(&tokens, SCREEN_POP), !tied);
        let wrap_up = tokens.get("SVCMCA_WRAPUP_ID").cloned();
        let body = json!({ "result": "success", "outData": tokens, "wrapupId": wrap_up,
            "screenPopMode": "NEW_TAB" });
        self.answer("startCommEvent", uuid, Some(&event_id), body);
    }

    /// `closeCommEvent`: ends the offer or the call, or asks for the wrap-up.
    pub(super) fn close_call(&mut self, uuid: &str, data: &Members, now: u64) {
        let Some((event_id, in_data)) = self.routed("closeCommEvent", data) else { return };
        if self.has(faults::CLOSE_ERROR) {
            return self.refuse("closeCommEvent", uuid, "the engagement could not be closed");
        }
        let reason = text(data, "reason").unwrap_or_default().to_owned();
        let after = match (self.stage_of(&event_id), reason.as_str()) {
            (None | Some(Stage::Closed), _) => {
                self.note(format!("closeCommEvent {reason}: there was nothing to close"));
                None
            }
            // Nothing is open yet; the dialog opens when the lookup is done.
            (Some(Stage::LookingUp), _) => None,
            (Some(Stage::Active | Stage::WrapUp), "WRAPUP") => Some(Stage::WrapUp),
            (Some(Stage::Offered | Stage::Active | Stage::WrapUp), _) => Some(Stage::Closed),
        };
        let passed_on = self.passed_on(&in_data);
        if let (Some(stage), Some(call)) = (after, self.call_mut(&event_id)) {
            call.stage = stage;
            call.passed_on = passed_on.or(call.passed_on.take());
        }
        let mut out_data = in_data;
        if after == Some(Stage::WrapUp) {
            out_data.insert("WrapupStartTime".to_owned(), json!(now.to_string()));
        }
        let body = json!({ "result": "success", "outData": out_data });
        self.answer("closeCommEvent", uuid, Some(&event_id), body);
    }

    /// The eventId and inData of a request that Fusion deals with; others are dropped without a word.
    fn routed(&mut self, method: &str, data: &Members) -> Option<(String, Members)> {
        let classified = text(data, "appClassification") == Some("ORA_SERVICE")
            && text(data, "channel") == Some("PHONE");
        if self.has(faults::WRONG_CLASSIFICATION) || !classified {
            self.note(format!("{method} dropped: channel and appClassification do not route"));
            return None;
        }
        // Under Oracle's framework a toolbar is ready once it is there (`fusion.md` C.2).
        if !self.toolbar.ready && self.toolbar.speaks != Some(Speech::Uef) {
            self.note(format!("{method} dropped: the toolbar never said readyForOperation"));
            return None;
        }
        let Some(event_id) = text(data, "eventId").map(str::to_owned) else {
            self.note(format!("violation: {method} without eventId"));
            return None;
        };
        if self.calls.iter().any(|call| call.former_id.as_ref() == Some(&event_id)) {
            self.note(format!("violation: {method} with an eventId that Fusion replaced"));
            return None;
        }
        let in_data = data.get("inData").and_then(Value::as_object).cloned().unwrap_or_default();
        if in_data.keys().any(|name| name.eq_ignore_ascii_case("callStatus")) {
            self.note(format!("violation: {method} echoes callStatus"));
        }
        Some((event_id, in_data))
    }

    /// Whom a call was passed on to, by the marks of its close (`fusion.md` B.8).
    fn passed_on(&mut self, in_data: &Members) -> Option<String> {
        let kind = text(in_data, "SVCMCA_2NDARY_CALL_TYPE")?;
        if kind != "COMPLETE_TRANSFER" {
            self.note("violation: SVCMCA_2NDARY_CALL_TYPE is not COMPLETE_TRANSFER");
        }
        let to = text(in_data, "SVCMCA_DESTINATION_AGENT_NAME").unwrap_or("somebody else");
        Some(to.to_owned())
    }

    fn enter(&mut self, event_id: &str, in_data: &Members, stage: Stage) {
        let number = text(in_data, "SVCMCA_ANI").unwrap_or_default().to_owned();
        let outbound = is_outbound(in_data);
        let tied = self.take_dial(event_id, in_data);
        let key = self.fresh();
        let interaction_id = text(in_data, "SVCMCA_INTERACTION_ID").map(str::to_owned);
        self.calls.push(Call {
            key,
            event_id: event_id.to_owned(),
            former_id: None,
            stage,
            name: self.name(in_data),
            looking: self.has(faults::LOOKUP_SLOW) && !outbound,
            number,
            outbound,
            tied,
            transferred: text(in_data, "SVCMCA_PARENT_INTERACTION_ID").is_some(),
            passed_on: None,
            held: false,
            muted: false,
            new_answered: false,
            started: false,
            wrap_up: Form::default(),
            interaction_id: interaction_id
                .unwrap_or_else(|| format!("3000000049{:05}", 90_000 + key)),
        });
    }

    /// The tokens of a call with what Fusion adds: what the lookup found, except over the record that
    /// the agent clicked on.
    fn completed(&mut self, event_id: &str, in_data: &Members) -> Members {
        let number = text(in_data, "SVCMCA_ANI").unwrap_or_default();
        let mut found = customers::tokens(&self.found(number));
        if self.has(faults::LOOKUP_PARTS) {
            found.retain(|name, _| {
                !matches!(name.as_str(), "SVCMCA_CONTACT_NAME" | "SVCMCA_DISPLAY_NAME")
            });
        }
        let mut tokens = in_data.clone();
        for (name, value) in found {
            if !is_outbound(in_data) || !tokens.contains_key(&name) {
                tokens.insert(name, value);
            }
        }
        let interaction = self.call_mut(event_id).map(|call| call.interaction_id.clone());
        tokens.insert("SVCMCA_INTERACTION_ID".to_owned(), json!(interaction));
        tokens.insert("SVCMCA_UI_TYPE_CD".to_owned(), json!("ORA_SVC_REDWOOD"));
        tokens.insert("SVCMCA_LEAD_ID".to_owned(), Value::Null);
        tokens
    }

    /// Whom the lookup finds by this number, or pretends to.
    fn found(&self, number: &str) -> Vec<&'static Customer> {
        if self.has(faults::LOOKUP_NONE) || number.is_empty() {
            Vec::new()
        } else if self.has(faults::LOOKUP_SEVERAL) {
            customers::several()
        } else {
            customers::look_up(number)
        }
    }

    /// Who calls or is called, as the dialog and the panels name it.
    fn name(&self, in_data: &Members) -> String {
        let number = text(in_data, "SVCMCA_ANI").unwrap_or_default();
        let found = self.found(number);
        let clicked = text(in_data, "SVCMCA_DISPLAY_NAME").filter(|_| is_outbound(in_data));
        let matching = match found.as_slice() {
            [] | [_] => text(&customers::tokens(&found), "SVCMCA_CONTACT_NAME").map(str::to_owned),
            several => Some(format!("{} contacts match", several.len())),
        };
        let nobody = match (is_outbound(in_data), number) {
            (false, _) => "Unknown caller",
            (true, "") => "Unknown number",
            (true, number) => number,
        };
        clicked.map(str::to_owned).or(matching).unwrap_or_else(|| nobody.to_owned())
    }
}

fn is_outbound(in_data: &Members) -> bool {
    text(in_data, "SVCMCA_COMMUNICATION_DIRECTION") == Some("ORA_SVC_OUTBOUND")
}
