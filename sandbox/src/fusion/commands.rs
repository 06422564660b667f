//! The commands that Fusion sends, and the replies that it waits for.

use super::customers::{Members, text};
use super::desktop::{Button, Call, Desktop, Effect, Stage, Waiting};
use super::faults;
use serde_json::{Value, json};

/// How long Fusion waits for a reply before it tells the agent.
const PATIENCE: u32 = 10_000;

impl Desktop {
    /// The interaction command that waits for its reply, if one does.
    pub(super) fn asked(&self, event_id: &str) -> Option<&str> {
        let mine =
            |waiting: &&Waiting| waiting.command_id.is_some() && waiting.event_id == event_id;
        self.waiting.iter().find(mine).map(|waiting| waiting.command.as_str())
    }

    /// A button of a call.
    pub(super) fn press(&mut self, button: Button, key: u64) {
        let Some(event_id) = self.event_id_of(key) else { return };
        let times = if self.has(faults::COMMAND_TWICE) { 2 } else { 1 };
        match button {
            Button::Answer => self.command("accept", &event_id, times),
            Button::Decline => self.command("reject", &event_id, times),
            Button::EndCall => self.command("disconnect", &event_id, 1),
            Button::MakeActive => self.command("setActive", &event_id, 1),
            Button::Hold => self.command("hold", &event_id, 1),
            Button::Resume => self.command("unhold", &event_id, 1),
            Button::Mute => self.command("mute", &event_id, 1),
            Button::Unmute => self.command("unmute", &event_id, 1),
            Button::SaveWrapUp => self.save_wrap_up(&event_id),
        }
    }

    /// A click on the panel of a call: one of several that is not the active one becomes it.
    pub(super) fn focus(&mut self, key: u64) {
        let under_way: Vec<&Call> =
            self.calls.iter().filter(|call| call.stage == Stage::Active).collect();
        let there = under_way.iter().any(|call| call.key == key);
        if there && under_way.len() > 1 && self.active != Some(key) {
            self.press(Button::MakeActive, key);
        }
    }

    /// Sends an interaction command so many times with one `commandId`.
    pub(super) fn command(&mut self, command: &str, event_id: &str, times: usize) {
        if !self.toolbar.hears.contains("onToolbarInteractionCommand") {
            return self.notify(format!("{command}: the toolbar does not listen"));
        }
        let command_id = self.fresh().to_string();
        for _ in 0..times {
            self.expect_reply(Some(command_id.clone()), command, event_id);
            self.effects.push(Effect::Post(json!({
                "method": "onToolbarInteractionCommand", "toolbarName": self.toolbar_name,
                "eventId": event_id, "command": command, "commandId": command_id, "slot": null,
                "channel": "PHONE", "params": {},
            })));
        }
    }

    /// Sends an agent command.
    pub(super) fn agent_command(&mut self, command: &str) {
        if !self.toolbar.hears.contains("onToolbarAgentCommand") {
            return self.notify(format!("{command}: the toolbar does not listen"));
        }
        self.expect_reply(None, command, "1");
        self.effects.push(Effect::Post(json!({
            "method": "onToolbarAgentCommand", "toolbarName": self.toolbar_name, "eventId": "1",
            "command": command, "channel": "PHONE", "channelType": "ORA_SVC_PHONE", "inData": {},
        })));
    }

    fn expect_reply(&mut self, command_id: Option<String>, command: &str, event_id: &str) {
        let key = self.fresh();
        let (command, event_id) = (command.to_owned(), event_id.to_owned());
        self.waiting.push(Waiting { key, command_id, command, event_id });
        self.effects.push(Effect::Wait(key, PATIENCE));
    }

    /// A time limit is over, of a notification, of an answer of ours or of a reply of the toolbar's.
    pub(super) fn due(&mut self, key: u64) {
        self.notifications.retain(|one| one.key != key);
        if self.dial_due(key) {
            return;
        }
        if let Some(planned) = self.planned.remove(&key) {
            return self.deliver(planned);
        }
        if let Some(at) = self.waiting.iter().position(|waiting| waiting.key == key) {
            let late = self.waiting.remove(at);
            self.notify(format!("{}: the toolbar did not reply", late.command));
        }
    }

    /// The toolbar replied to a command.
    pub(super) fn reply(&mut self, members: &Members) {
        let command_id = text(members, "commandId");
        let command = text(members, "command").unwrap_or_default();
        let matching = self.waiting.iter().position(|waiting| {
            waiting.command_id.as_deref() == command_id && waiting.command == command
        });
        let Some(at) = matching else {
            return self.note(format!("violation: a reply to {command} that waits for none"));
        };
        let Waiting { event_id, .. } = self.waiting.remove(at);
        if text(members, "result") != Some("success") {
            let why = text(members, "resultDisplayString").unwrap_or("failed");
            self.notify(format!("{command}: {why}"));
        } else if command == "getActiveInteractionCommands" {
            let declared = members.get("outData").and_then(|out| out.get("supportedCommands"));
            let names = declared.and_then(Value::as_array).into_iter().flatten();
            self.toolbar.commands = names.filter_map(Value::as_str).map(str::to_owned).collect();
        } else {
            self.carried_out(command, &event_id);
            self.told_again(command, members);
        }
    }

    /// Fusion believes that a command did what it says, and nothing but a command.
    fn carried_out(&mut self, command: &str, event_id: &str) {
        let Some(call) = self.call_mut(event_id) else { return };
        match command {
            "hold" => call.held = true,
            "unhold" => call.held = false,
            "mute" => call.muted = true,
            "unmute" => call.muted = false,
            "setActive" => {
                let key = call.key;
                self.active = Some(key);
            }
            _ => {}
        }
    }
}
