//! The wrap-up form of a call: what the agent fills in, what the toolbar writes through the wrap-up
//! context of Oracle's framework (`fusion.md` C.5), and who hears of a change or of a save.

use super::customers::{Members, text};
use super::desktop::{Call, Desktop, Effect, Stage};
use super::faults;
use serde_json::{Value, json};

/// The outcome's field.
pub const OUTCOME: &str = "WrapUp.ResolutionCd";
/// The notes' field.
pub const NOTES: &str = "WrapUp.CallNotes";
/// A field has another value.
pub const FIELD_CHANGE: &str = "cxEventBusFieldValueChangeEvent";
/// The agent saves, and the toolbar may object.
pub const BEFORE_SAVE: &str = "cxEventBusOnBeforeSaveEvent";
/// The form was saved.
pub const AFTER_SAVE: &str = "cxEventBusOnAfterSaveEvent";

impl Desktop {
    /// The agent fills a field in.
    pub(super) fn edit(&mut self, key: u64, field: &str, value: &str) {
        if let Some(event_id) = self.event_id_of(key) {
            self.set_field(&event_id, field, value);
        }
    }

    fn set_field(&mut self, event_id: &str, field: &str, value: &str) {
        let Some(call) = self.call_mut(event_id) else { return };
        call.wrap_up.saved = false;
        let former = call.wrap_up.fields.insert(field.to_owned(), value.to_owned());
        if former.as_deref() != Some(value) {
            let change = json!({ "field": field, "oldValue": former, "newValue": value });
            self.tell(FIELD_CHANGE, event_id, change);
        }
    }

    /// The agent saves the form; a toolbar that listens before the save has to agree.
    pub(super) fn save_wrap_up(&mut self, event_id: &str) {
        if self.toolbar.hears.contains(BEFORE_SAVE) {
            self.tell(BEFORE_SAVE, event_id, json!({}));
        } else {
            self.finish_wrap_up(event_id);
        }
    }

    /// What the toolbar says to a save that it was asked about.
    pub(super) fn save_approved(&mut self, data: &Members) {
        let event_id = text(data, "eventId").unwrap_or_default();
        if data.get("approved") == Some(&Value::Bool(true)) {
            self.finish_wrap_up(event_id);
        } else {
            self.notify("The toolbar does not let the wrap-up be saved".to_owned());
        }
    }

    fn finish_wrap_up(&mut self, event_id: &str) {
        let Some(call) = self.call_mut(event_id) else { return };
        call.stage = Stage::Closed;
        call.wrap_up.saved = true;
        self.tell(AFTER_SAVE, event_id, json!({}));
        let update = json!({ "channel": "PHONE", "channelType": "ORA_SVC_PHONE",
            "result": "success", "outData": { "updateType": "WRAPUP" } });
        self.tell("onDataUpdated", event_id, update);
    }

    /// The toolbar reads, writes or saves the form of a call.
    pub(super) fn form(&mut self, method: &str, uuid: &str, data: &Members) {
        let event_id = text(data, "eventId").unwrap_or_default();
        let open = |call: &&mut Call| matches!(call.stage, Stage::Active | Stage::WrapUp);
        let Some(call) = self.call_mut(event_id).filter(open) else {
            return self.refuse(method, uuid, "the wrap-up is not open");
        };
        let values = json!(call.wrap_up.fields);
        if self.has(faults::WRAP_UP_ERROR) {
            return self.refuse(method, uuid, "the wrap-up cannot be changed");
        }
        match method {
            "uef.setFields" => {
                let fields = data.get("fields").and_then(Value::as_object).cloned();
                for (field, value) in fields.unwrap_or_default() {
                    if !field.starts_with("WrapUp.") {
                        self.note(format!("violation: {field} is no field of a wrap-up"));
                    }
                    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    self.set_field(event_id, &field, &value);
                }
            }
            "uef.save" if self.has(faults::SAVE_CLOSES) => self.finish_wrap_up(event_id),
            "uef.save" => {
                if let Some(call) = self.call_mut(event_id) {
                    call.wrap_up.saved = true;
                }
                self.tell(AFTER_SAVE, event_id, json!({}));
            }
            _ => {}
        }
        self.answer(method, uuid, None, json!({ "result": "success", "values": values }));
    }

    /// Tells the toolbar of something, if it listens.
    fn tell(&mut self, method: &str, event_id: &str, mut message: Value) {
        if !self.toolbar.hears.contains(method) {
            return;
        }
        let uuid = format!("update-{}", self.fresh());
        if let Some(members) = message.as_object_mut() {
            let named = [
                ("method", method),
                ("toolbarName", &self.toolbar_name),
                ("uuid", &uuid),
                ("eventId", event_id),
            ];
            members.extend(named.map(|(name, value)| (name.to_owned(), json!(value))));
        }
        self.effects.push(Effect::Post(message));
    }
}
