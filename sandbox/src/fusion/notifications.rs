//! Notifications that the toolbar has Fusion show by Oracle's framework (`frontier.md` 10).

use super::customers::{Members, text};
use super::desktop::{Desktop, Effect, Notification};
use super::faults;
use serde_json::{Value, json};

const KINDS: [&str; 5] = ["error", "warning", "confirmation", "info", "none"];

impl Desktop {
    /// `ShowNotification`: one of the same id takes the place of the former. It goes by itself after its seconds.
    pub(super) fn show_notification(&mut self, uuid: &str, data: &Members) {
        const METHOD: &str = "uef.showNotification";
        if self.has(faults::NOTIFICATION_ERROR) {
            return self.refuse(METHOD, uuid, "notifications are switched off");
        }
        let of = |name: &str| text(data, name).unwrap_or_default().to_owned();
        let actions = data.get("actions").and_then(Value::as_array).into_iter().flatten();
        let member = |one: &Value, name: &str| Some(one.get(name)?.as_str()?.to_owned());
        let shown = Notification {
            id: of("id"),
            title: of("title"),
            summary: of("summary"),
            kind: of("type"),
            actions: actions
                .filter_map(|one| Some((member(one, "id")?, member(one, "name")?)))
                .collect(),
            key: self.fresh(),
        };
        if !KINDS.contains(&shown.kind.as_str()) {
            self.note(format!("violation: there is no notification of type {}", shown.kind));
        }
        let seconds = data.get("seconds").and_then(Value::as_u64);
        if let Some(seconds) = seconds.and_then(|seconds| u32::try_from(seconds).ok()) {
            self.effects.push(Effect::Wait(shown.key, seconds.saturating_mul(1000)));
        }
        self.notifications.retain(|one| one.id != shown.id);
        self.notifications.push(shown);
        self.succeed(METHOD, uuid);
    }

    /// `CloseNotification`; the agent may have closed it.
    pub(super) fn close_notification(&mut self, uuid: &str, data: &Members) {
        let id = text(data, "id").unwrap_or_default();
        self.notifications.retain(|one| one.id != id);
        self.succeed("uef.closeNotification", uuid);
    }

    /// The agent presses a button of a notification, or closes it.
    pub(super) fn press_notification(&mut self, id: &str, action: Option<&str>) {
        let Some(at) = self.notifications.iter().position(|one| one.id == id) else { return };
        let pressed = self.notifications.remove(at);
        let Some(action) = action else { return };
        let name = pressed.actions.iter().find(|(known, _)| known == action).map(|(_, name)| name);
        self.effects.push(Effect::Post(json!({
            "method": "cxEventBusOnNotificationActionEvent", "toolbarName": self.toolbar_name,
            "eventId": id, "actionId": action, "actionName": name,
        })));
    }
}
