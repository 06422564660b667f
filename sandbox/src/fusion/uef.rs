//! What the stand-in of Oracle's framework (`uef/*.js`) says beyond the messages of MCA: its handshake,
//! the switches that it has to know, its complaints, and over which of the two transports a page speaks.
//!
//! PURE, as the rest of the model.

use super::customers::{Members, text};
use super::desktop::{Desktop, Effect, Speech, Stage, Toolbar};
use super::faults;
use super::wrap_up;
use serde_json::{Value, json};

/// What the stand-in writes as the version of its messages.
const VERSION: &str = "uef-v1";
/// The version of the library whose messages the other transport speaks.
const MCA_VERSION: &str = "1.3.0";
const HANDSHAKE: &str = "FETCH_BUILD_INFO";

impl Desktop {
    /// Oracle's loader asks which build it has to fetch; a page does so once, when it was loaded.
    pub(super) fn handshake(&mut self, members: &Members) {
        let Some(uuid) = text(members, "uuid") else {
            return self.note("violation: FETCH_BUILD_INFO without uuid");
        };
        self.toolbar = Toolbar { uef: true, ..Toolbar::default() };
        if self.has(faults::UEF_REFUSED) {
            return self.refuse(HANDSHAKE, uuid, "this application is not registered");
        }
        let body = json!({ "result": "success", "build": "sandbox", "faults": self.switches() });
        self.answer(HANDSHAKE, uuid, None, body);
    }

    /// Switches a fault, and tells the stand-in if it is one of its own.
    pub(super) fn switch(&mut self, fault: &'static str, on: bool) {
        if on {
            self.faults.insert(fault);
        } else {
            self.faults.remove(fault);
        }
        if self.toolbar.uef && fault.starts_with("uef-") {
            let faults = self.switches();
            self.effects.push(Effect::Post(json!({
                "method": "uef.switches", "toolbarName": self.toolbar_name, "faults": faults,
            })));
        }
    }

    fn switches(&self) -> Vec<&'static str> {
        self.faults.iter().copied().filter(|fault| fault.starts_with("uef-")).collect()
    }

    /// Keeps an eye on the rule that one page speaks over one transport.
    pub(super) fn speaks(&mut self, version: Option<&str>) {
        let speech = match version {
            Some(MCA_VERSION) => Speech::Mca,
            Some(VERSION) => Speech::Uef,
            _ => return self.note(format!("violation: version is not {MCA_VERSION}")),
        };
        if self.toolbar.speaks.is_some_and(|before| before != speech) {
            self.note("violation: one page of the toolbar speaks over both transports");
        }
        self.toolbar.speaks = Some(speech);
    }

    /// Deals with what only the stand-in says; false for everything else.
    pub(super) fn uef_request(&mut self, method: &str, uuid: &str, data: &Members) -> bool {
        match method {
            "uef.violation" => {
                self.note(format!("violation: {}", text(data, "text").unwrap_or_default()));
            }
            "uef.dispose" => {
                let event = text(data, "event").unwrap_or_default();
                self.toolbar.hears.remove(event);
            }
            "uef.engagements" => {
                let body = json!({ "result": "success", "engagements": self.engagements() });
                self.answer(method, uuid, None, body);
            }
            "uef.focusTab" => self.focus_tab(uuid, data),
            "uef.pop" => self.pop(uuid, data),
            "uef.showNotification" => self.show_notification(uuid, data),
            "uef.closeNotification" => self.close_notification(uuid, data),
            "cxEventBusOnNotificationActionEvent" => {}
            "uef.setFields" | "uef.getFields" | "uef.save" => self.form(method, uuid, data),
            "uef.beforeSaveDone" => self.save_approved(data),
            wrap_up::FIELD_CHANGE => self.hears(wrap_up::FIELD_CHANGE),
            wrap_up::BEFORE_SAVE => self.hears(wrap_up::BEFORE_SAVE),
            wrap_up::AFTER_SAVE => self.hears(wrap_up::AFTER_SAVE),
            _ => return false,
        }
        true
    }

    /// The calls whose panel or form is open.
    fn engagements(&self) -> Vec<Value> {
        let open =
            self.calls.iter().filter(|call| matches!(call.stage, Stage::Active | Stage::WrapUp));
        open.map(|call| {
            json!({ "eventId": call.event_id, "engagementId": call.interaction_id,
                "interactionId": call.interaction_id, "channel": "PHONE",
                "channelType": "ORA_SVC_PHONE" })
        })
        .collect()
    }
}
