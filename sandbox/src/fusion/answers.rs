//! When a request is answered, how often and with which eventId.

use super::desktop::{Desktop, Effect, Planned, Stage};
use super::faults;
use serde_json::{Value, json};

impl Desktop {
    /// Answers with success and nothing else.
    pub(super) fn succeed(&mut self, method: &str, uuid: &str) {
        self.answer(method, uuid, None, json!({ "result": "success" }));
    }

    /// Answers with an error.
    pub(super) fn refuse(&mut self, method: &str, uuid: &str, error: &str) {
        self.answer(method, uuid, None, json!({ "result": "error", "error": error }));
    }

    /// Answers now, later or never, as the faults have it.
    pub(super) fn answer(&mut self, method: &str, uuid: &str, event_id: Option<&str>, body: Value) {
        let mut message = body;
        for (name, value) in [
            ("method", json!(method)),
            ("uuid", json!(uuid)),
            ("toolbarName", json!(self.toolbar_name)),
        ] {
            set(&mut message, name, value);
        }
        if let Some(event_id) = event_id {
            set(&mut message, "eventId", json!(event_id));
            set(&mut message, "channel", json!("PHONE"));
            set(&mut message, "channelType", json!("ORA_SVC_PHONE"));
        }
        let planned =
            Planned { method: method.to_owned(), event_id: event_id.map(str::to_owned), message };
        match self.delay(method) {
            None => self.note(format!("{method} is not answered")),
            Some(0) => self.deliver(planned),
            Some(span) => {
                let key = self.fresh();
                self.planned.insert(key, planned);
                self.effects.push(Effect::Wait(key, span));
            }
        }
    }

    /// Milliseconds until the answer, `None` for never.
    fn delay(&self, method: &str) -> Option<u32> {
        let (never, late) = match method {
            // Whether Fusion's calls work has nothing to do with whether its library loads.
            "FETCH_BUILD_INFO" if self.has(faults::UEF_NEVER) => return None,
            "FETCH_BUILD_INFO" => return Some(if self.has(faults::UEF_LATE) { 8000 } else { 0 }),
            "newCommEvent" => (faults::NEW_NEVER, faults::NEW_LATE),
            "startCommEvent" => (faults::START_NEVER, faults::START_LATE),
            "outboundCommError" => (faults::DIAL_ERROR_SILENT, faults::FUSION_LATE),
            _ => (faults::FUSION_NEVER, faults::FUSION_LATE),
        };
        if self.has(faults::FUSION_NEVER) || self.has(never) {
            None
        } else if self.has(late) && late != faults::FUSION_LATE {
            Some(8000)
        } else if method == "newCommEvent" && self.has(faults::LOOKUP_SLOW) {
            Some(4000)
        } else if self.has(faults::FUSION_LATE) {
            Some(3000)
        } else {
            Some(0)
        }
    }

    /// Posts an answer whose time has come.
    pub(super) fn deliver(&mut self, mut planned: Planned) {
        if planned.method == "newCommEvent"
            && let Some(event_id) = planned.event_id.take()
            && !self.finish_lookup(&event_id, &mut planned.message)
        {
            return self.note("the answer to newCommEvent is withheld: startCommEvent came first");
        }
        if self.has(faults::FUSION_TWICE) {
            self.effects.push(Effect::Post(planned.message.clone()));
        }
        self.effects.push(Effect::Post(planned.message));
    }

    /// Ends a lookup; false when its answer is withheld.
    fn finish_lookup(&mut self, event_id: &str, message: &mut Value) -> bool {
        let withholds = self.has(faults::START_WITHHOLDS_NEW);
        let renames = self.has(faults::OTHER_EVENT_ID);
        let Some(call) = self.call_mut(event_id) else { return true };
        if call.started && withholds {
            return false;
        }
        call.new_answered = true;
        call.looking = false;
        if call.stage == Stage::LookingUp {
            call.stage = Stage::Offered;
        }
        if renames && !call.started && call.former_id.is_none() {
            let other = format!("{event_id}-fusion");
            set(message, "eventId", json!(other));
            call.former_id = Some(core::mem::replace(&mut call.event_id, other));
        }
        true
    }
}

fn set(message: &mut Value, name: &str, value: Value) {
    if let Some(members) = message.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}
