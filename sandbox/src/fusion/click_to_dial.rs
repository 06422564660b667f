//! Click-to-dial: the clicks that wait for their call, and what the toolbar has to echo of them
//! (`fusion.md` B.6, D.6, F.11).

use super::customers::{Members, text};
use super::desktop::{Click, Desktop, Dial, Effect, Icon, Progress};
use super::faults;
use super::screen_pops::{Page, Pop};
use serde_json::{Value, json};

/// How long a click waits for its call before the agent is told.
const PATIENCE: u32 = 30_000;

impl Desktop {
    /// Whether a number on a record can be clicked.
    pub fn can_click(&self) -> bool {
        self.agent.0 == Icon::Green
            && self.toolbar.hears.contains("onOutgoingEvent")
            // The samples of the two transports have a name each for it.
            && ["OUTBOUND_CALL", "OUTGOING"].iter().all(|name| !self.toolbar.disabled.contains(*name))
    }

    /// Tells the toolbar to dial, available or not: who may click is for the page to say.
    pub(super) fn click(&mut self, click: Click) {
        if !self.toolbar.hears.contains("onOutgoingEvent") {
            return self.notify("Click-to-dial: the toolbar does not listen".to_owned());
        }
        let Click { uuid, origin, number, record } = click;
        let out_data = out_data(&uuid, &number, &record);
        let mut message = json!({
            "method": "onOutgoingEvent", "toolbarName": self.toolbar_name, "channel": "PHONE",
            "channelType": "ORA_SVC_PHONE", "origin": origin, "windowName": "fusion-desktop",
            "outData": out_data,
        });
        if !self.has(faults::OUTGOING_NO_UUID)
            && let Some(members) = message.as_object_mut()
        {
            members.insert("uuid".to_owned(), json!(uuid));
        }
        if self.has(faults::OUTGOING_TWICE) {
            self.effects.push(Effect::Post(message.clone()));
        }
        self.effects.push(Effect::Post(message));
        let key = self.fresh();
        self.dials.push(Dial { key, uuid, number, out_data, progress: Progress::Pending });
        self.effects.push(Effect::Wait(key, PATIENCE));
    }

    /// A call came; gives whether Fusion can tie it to its click, if there was one.
    pub(super) fn take_dial(&mut self, event_id: &str, in_data: &Members) -> bool {
        let Some(dial) = self.dials.iter_mut().find(|dial| dial.uuid == event_id) else {
            return true;
        };
        dial.progress = Progress::Taken;
        // The number may come back in another spelling than the record's.
        let missing = |(name, value): &(&String, &Value)| match in_data.get(*name) {
            None => true,
            Some(echoed) => name.as_str() != "SVCMCA_ANI" && echoed != *value,
        };
        let missing: Vec<String> =
            dial.out_data.iter().filter(missing).map(|(name, _)| name.clone()).collect();
        if !missing.is_empty() {
            self.note(format!("violation: {} of the click not echoed", missing.join(", ")));
        }
        !missing.iter().any(|name| name == "SVCMCA_CONTACT_ID" || name == "SVCMCA_CALL_ID")
    }

    /// `outboundCommError`: shows why nothing is dialled and puts the dial away.
    pub(super) fn dial_error(&mut self, uuid: &str, data: &Members) {
        let told = ["channel", "channelType", "commUuid", "errorCode", "errorMsg"];
        if let Some(lacking) = told.into_iter().find(|name| text(data, name).is_none()) {
            self.note(format!("violation: outboundCommError without {lacking}"));
        }
        let comm_uuid = text(data, "commUuid").unwrap_or_default();
        match self.dials.iter_mut().find(|dial| dial.uuid == comm_uuid) {
            None => self.note("violation: outboundCommError for a dial that is not known"),
            Some(dial) if dial.progress == Progress::Failed => {
                self.note("violation: a second outboundCommError for one dial");
            }
            Some(dial) => {
                dial.progress = Progress::Failed;
                let code = text(data, "errorCode").unwrap_or("no code");
                self.notify(text(data, "errorMsg").unwrap_or(code).to_owned());
            }
        }
        self.succeed("outboundCommError", uuid);
    }

    /// The time of a dial or of a page is over; tells whether the key was one of them.
    pub(super) fn dial_due(&mut self, key: u64) -> bool {
        if let Some(at) = self.tabs.iter().position(|tab| tab.key == key && tab.falls_back) {
            let closed = self.tabs.remove(at);
            self.open(generic_page(closed.pop), false);
            return true;
        }
        let Some(dial) = self.dials.iter_mut().find(|dial| dial.key == key) else { return false };
        if dial.progress == Progress::Pending {
            dial.progress = Progress::Forgotten;
            let number = dial.number.clone();
            self.notify(format!("Dialling {number}: the toolbar did not say what became of it"));
        }
        true
    }
}

/// `outData` of a click: what `fusion.md` D.6 shows, as far as the record has it.
fn out_data(uuid: &str, number: &str, record: &Members) -> Members {
    let mut out_data = Members::new();
    let mut set = |name: &str, value: Value| drop(out_data.insert(name.to_owned(), value));
    set("SVCMCA_ANI", json!(number));
    set("SVCMCA_CALL_ID", json!(uuid));
    set("SVCMCA_COMMUNICATION_DIRECTION", json!("ORA_SVC_OUTBOUND"));
    for name in ["SVCMCA_CONTACT_ID", "SVCMCA_DISPLAY_NAME"] {
        if let Some(value) = text(record, name) {
            set(name, json!(value));
        }
    }
    if text(record, "SVCMCA_CONTACT_ID").is_some() {
        // A value may be null, and it is echoed like any other (`fusion.md` L.2).
        set("SVCMCA_CONTACT_JOB_TITLE", Value::Null);
        set("SVCMCA_ORG_ID", json!("300000004995001"));
    }
    // The names of the types are not documented; the toolbar has to echo whatever they are.
    let object = text(record, "SVCMCA_SR_ID")
        .map(|id| ("SERVICE_REQUEST", id))
        .or_else(|| Some(("CONTACT", text(record, "SVCMCA_CONTACT_ID")?)));
    if let Some((kind, id)) = object {
        set("SVCMCA_INTERACTION_REF_OBJ_TYPE", json!(kind));
        set("SVCMCA_INTERACTION_REF_OBJ_ID", json!(id));
    }
    out_data
}

/// What takes the place of a page that Fusion closes again.
fn generic_page(closed: Pop) -> Pop {
    Pop { page: Page::Service, title: "Service".to_owned(), ..closed }
}
