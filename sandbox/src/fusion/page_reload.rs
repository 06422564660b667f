//! Fusion's own page being loaded anew while the toolbar's page stays: it asks what there is.

use super::customers::{Members, text};
use super::desktop::{Desktop, Icon};
use serde_json::Value;

/// What it asks, in this order.
const QUESTIONS: [&str; 3] =
    ["getActiveInteractionCommands", "getCurrentAgentState", "getActiveEngagements"];

impl Desktop {
    /// Nothing is open any more; what the toolbar knows comes back with its answers.
    pub(super) fn begin_again(&mut self) {
        self.former = Some(core::mem::take(&mut self.calls));
        self.dials.clear();
        self.active = None;
        self.tabs.clear();
        self.front = None;
        self.notices.clear();
        self.notifications.clear();
        self.planned.clear();
        self.waiting.clear();
        self.agent = (Icon::Grey, "Loading".to_owned());
        for question in QUESTIONS {
            self.agent_command(question);
        }
    }

    /// The toolbar said how the agent or the calls stand; counts only after such a beginning.
    pub(super) fn told_again(&mut self, command: &str, reply: &Members) {
        let Some(out_data) = reply.get("outData").and_then(Value::as_object) else { return };
        match command {
            "getCurrentAgentState" if self.former.is_some() => self.show_agent(out_data),
            "getActiveEngagements" => {
                let former = self.former.take().unwrap_or_default();
                let listed = out_data.get("engagements").and_then(Value::as_array);
                let ids: Vec<&str> = listed
                    .into_iter()
                    .flatten()
                    .filter_map(|engagement| engagement.get("eventId")?.as_str())
                    .collect();
                let known = former.into_iter();
                self.calls.extend(known.filter(|call| ids.contains(&call.event_id.as_str())));
            }
            _ => {}
        }
    }

    /// Colours the phone icon and says what the agent does.
    pub(super) fn show_agent(&mut self, data: &Members) {
        let says = |name: &str| data.get(name) == Some(&Value::Bool(true));
        let icon = match (says("isLoggedIn"), says("isAvailable")) {
            (false, _) => Icon::Grey,
            (true, false) => Icon::Amber,
            (true, true) => Icon::Green,
        };
        let words = match icon {
            Icon::Grey => "Signed out",
            Icon::Amber | Icon::Green => text(data, "stateDisplayString").unwrap_or_default(),
        };
        self.agent = (icon, words.to_owned());
    }
}
