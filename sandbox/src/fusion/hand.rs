//! What a person, or the address, does by hand on the desktop's page, each by its name.

use super::customers;
use super::desktop::{Desktop, Input};
use super::host::Host;
use crate::drawer::name_of;
use leptos::prelude::*;

/// Fusion's commands for a call.
pub(super) const INTERACTION: [&str; 12] = [
    "accept",
    "reject",
    "disconnect",
    "setActive",
    "NOTIFICATION_TIMER_EXP",
    "hold",
    "unhold",
    "mute",
    "unmute",
    "transfer",
    "record",
    "custom",
];
/// Fusion's commands for the agent.
pub(super) const AGENT: [&str; 6] = [
    "getCurrentAgentState",
    "getActiveEngagements",
    "getActiveInteractionCommands",
    "makeAvailable",
    "makeUnavailable",
    "custom",
];
/// What no toolbar may stumble over.
const GARBAGE: [&str; 5] = [
    "this is not JSON",
    r#"{"uuid":"no-method"}"#,
    r#"{"method":"neverHeardOf"}"#,
    r#"{"method":"onToolbarInteractionCommand","command":7}"#,
    "_adfShowBody",
];

/// What takes a value.
pub(super) const AGENT_COMMAND: &str = "Send agent command";
pub(super) const CLICK: &str = "Click the number";
pub(super) const COMMAND: &str = "Send command";

/// What a press does by itself.
pub(super) const PRESSES: [(&str, HandAction); 5] = [
    ("Post garbage", HandAction::Garbage),
    ("Reload toolbar", HandAction::ReloadToolbar),
    ("Open the toolbar alone", HandAction::OpenAlone),
    ("Second toolbar", HandAction::SecondToolbar),
    ("Reload Fusion only", HandAction::ReloadFusion),
];

/// Something that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HandAction {
    AgentCommand(String),
    Click(String),
    /// For the newest call, unless its event id is told.
    Command(String, Option<String>),
    Garbage,
    OpenAlone,
    ReloadFusion,
    ReloadToolbar,
    /// Opens or closes it.
    SecondToolbar,
}

/// What stands in the address, `name` or `name:value`.
pub(super) fn by_name(asked: &str) -> Option<HandAction> {
    let Some((name, value)) = asked.split_once(':') else {
        let press = PRESSES.into_iter().find(|(label, _)| name_of(label) == asked);
        return press.map(|(_, action)| action);
    };
    let value = value.to_owned();
    [
        (AGENT_COMMAND, HandAction::AgentCommand as fn(String) -> HandAction),
        (CLICK, HandAction::Click),
        (COMMAND, |command| HandAction::Command(command, None)),
    ]
    .into_iter()
    .find(|(label, _)| name_of(label) == name)
    .map(|(_, action)| action(value))
}

/// Does it.
pub(super) fn perform(host: Host, second: RwSignal<bool>, action: HandAction) {
    match action {
        HandAction::AgentCommand(command) => host.input(Input::SentAgent(command)),
        HandAction::Click(number) => {
            let found = customers::look_up(&number);
            host.click(number, customers::tokens(&found));
        }
        HandAction::Command(command, event_id) => {
            let newest = || host.desktop.with_untracked(Desktop::newest);
            host.input(Input::Sent(command, event_id.unwrap_or_else(newest)));
        }
        HandAction::Garbage => GARBAGE.iter().for_each(|text| host.post_text(text)),
        HandAction::OpenAlone => {
            let address = host.setup.with_value(|setup| setup.alone.clone());
            // With an opener, so that the simulated CCP inside finds its director here.
            let opened = window().open_with_url_and_target(&address, "_blank");
            if !matches!(opened, Ok(Some(_))) {
                host.input(Input::Failed("the browser blocked the window".to_owned()));
            }
        }
        HandAction::ReloadFusion => host.input(Input::Again),
        HandAction::ReloadToolbar => host.reload(),
        HandAction::SecondToolbar => second.update(|open| *open = !*open),
    }
}

#[cfg(test)]
mod tests {
    use super::{HandAction, by_name};

    #[test]
    fn a_press_has_a_name_and_a_choice_its_value_besides() {
        assert_eq!(by_name("reload-fusion-only"), Some(HandAction::ReloadFusion));
        assert_eq!(
            by_name("send-command:hold"),
            Some(HandAction::Command("hold".to_owned(), None))
        );
        assert_eq!(by_name("click-the-number:+1 2"), Some(HandAction::Click("+1 2".to_owned())));
        for unknown in ["send-command", "reload-fusion-only:now", "never-heard-of:x"] {
            assert_eq!(by_name(unknown), None, "{unknown}");
        }
    }
}
