//! Says which messages of the toolbar do not arrive, and what Fusion is left with because of them.
//!
//! PURE, as the rest of the model.

use super::customers::{Members, text};
use super::desktop::{Desktop, Icon, Stage};
use super::faults;
use serde_json::Value;

impl Desktop {
    /// Whether a message gets lost on its way.
    pub(super) fn is_lost(&self, method: &str) -> bool {
        let known = faults::MESSAGES.iter().find(|message| message.method == method);
        self.has(faults::AWAY) || known.is_some_and(|message| self.has(message.lose))
    }

    /// Whether a request is answered with an error, whatever is in it.
    pub(super) fn refuses(&self, method: &str) -> bool {
        let known = faults::MESSAGES.iter().find(|message| message.method == method);
        known.is_some_and(|message| self.has(message.refuse))
    }

    /// Notes what a message would have told.
    pub(super) fn miss(&mut self, method: &str, members: &Members) {
        let data = members.get("data").and_then(Value::as_object);
        match method {
            "agentStateEvent" => self.missed.agent = true,
            "closeCommEvent" => {
                let event_id = data.and_then(|data| text(data, "eventId"));
                self.missed.closes.extend(event_id.map(str::to_owned));
            }
            _ => {}
        }
    }

    /// Notes that a message told what an earlier one did not.
    pub(super) fn caught_up(&mut self, method: &str, data: &Members) {
        match method {
            "agentStateEvent" => self.missed.agent = false,
            "closeCommEvent" => {
                self.missed.closes.remove(text(data, "eventId").unwrap_or_default());
            }
            _ => {}
        }
    }

    /// What it shows though it is so no more, in words.
    pub fn left_with(&self) -> Vec<String> {
        let open = |call: &&super::desktop::Call| self.missed.closes.contains(&call.event_id);
        let ghosts = self.calls.iter().filter(open).filter_map(|call| {
            let shown = match call.stage {
                Stage::LookingUp | Stage::Offered => "a dialog",
                Stage::Active => "a call",
                Stage::WrapUp => "a wrap-up",
                Stage::Closed => return None,
            };
            Some(format!("Left with {shown} that is over: {}", call.name))
        });
        let agent = self.missed.agent.then(|| match self.agent.0 {
            Icon::Grey => "Left with an agent that it takes for signed out".to_owned(),
            Icon::Amber => "Left with an agent that it takes for not available".to_owned(),
            Icon::Green => "Left with an agent that it takes for available".to_owned(),
        });
        ghosts.chain(agent).collect()
    }
}
