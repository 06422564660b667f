//! Proves what Fusion asks the toolbar for, and what it believes afterwards.

use super::*;

#[test]
fn commands_wait_for_one_reply_each_and_failures_are_shown() {
    let mut desktop = desktop("dialog-command-twice");
    new(&mut desktop, MARY);
    let key = desktop.calls[0].key;
    let effects = desktop.apply(Input::Pressed(Button::Answer, key), 1000);
    let sent = posts(&effects);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1]);
    assert_eq!(sent[0]["command"], "accept");
    assert_eq!(desktop.asked("c-1"), Some("accept"));
    let reply = |result: &str| {
        let mut reply = sent[0].clone();
        reply["method"] = "tbInteractionCommandResponse".into();
        reply["result"] = result.into();
        reply["resultDisplayString"] = "already declining".into();
        Input::Heard(reply)
    };
    assert_eq!(desktop.apply(reply("success"), 1000), []);
    assert_eq!(desktop.apply(reply("failure"), 1000), []);
    assert_eq!(desktop.asked("c-1"), None);
    assert_eq!(desktop.notices.last().unwrap().1, "accept: already declining");
    let third = desktop.apply(reply("success"), 1000);
    assert!(matches!(third.as_slice(), [Effect::Note(text)] if text.starts_with("violation")));
}

#[test]
fn a_command_without_a_reply_is_told_to_the_agent() {
    let mut desktop = desktop("");
    let effects = desktop.apply(Input::Sent("accept".to_owned(), "c-9".to_owned()), 1000);
    let [Effect::Wait(key, 10_000), Effect::Post(_)] = effects[..] else { panic!("{effects:?}") };
    desktop.apply(Input::Due(key), 11_000);
    assert_eq!(desktop.notices.last().unwrap().1, "accept: the toolbar did not reply");
    desktop.apply(Input::Opened, 12_000);
    assert_eq!(posts(&desktop.apply(Input::SentAgent("makeAvailable".to_owned()), 1)).len(), 0);
}

#[test]
fn the_commands_that_work_are_asked_for_once_a_page() {
    let mut desktop = Desktop::new(NAME, faults::usual());
    let effects = say(&mut desktop, "onToolbarAgentCommand", &json!({ "channel": "PHONE" }));
    let mut reply = posts(&effects)[0].clone();
    assert_eq!(reply["command"], "getActiveInteractionCommands");
    reply["method"] = "tbAgentCommandResponse".into();
    reply["result"] = "success".into();
    reply["outData"] = json!({ "supportedCommands": ["accept", "reject"] });
    desktop.apply(Input::Heard(reply), 1000);
    assert_eq!(desktop.toolbar.commands, ["accept", "reject"]);
}

/// Starts a call and gives its key.
fn talk(desktop: &mut Desktop, event_id: &str) -> u64 {
    let data = call(event_id, &json!({ "SVCMCA_ANI": MARY }));
    say(desktop, "newCommEvent", &data);
    say(desktop, "startCommEvent", &data);
    desktop.calls.last().unwrap().key
}

/// Presses a button, gives the command that went out and lets the toolbar reply so.
fn press(desktop: &mut Desktop, button: Button, key: u64, result: &str) -> String {
    let effects = desktop.apply(Input::Pressed(button, key), 1000);
    let mut reply = posts(&effects)[0].clone();
    let command = reply["command"].as_str().unwrap().to_owned();
    reply["method"] = "tbInteractionCommandResponse".into();
    reply["result"] = result.into();
    desktop.apply(Input::Heard(reply), 1000);
    command
}

#[test]
fn fusion_believes_only_commands_that_succeeded() {
    let mut desktop = desktop("");
    let key = talk(&mut desktop, "c-1");
    for (button, command, held, muted) in [
        (Button::Hold, "hold", true, false),
        (Button::Hold, "hold", true, false),
        (Button::Mute, "mute", true, true),
        (Button::Resume, "unhold", false, true),
        (Button::Unmute, "unmute", false, false),
    ] {
        assert_eq!(press(&mut desktop, button, key, "success"), command);
        assert_eq!((desktop.calls[0].held, desktop.calls[0].muted), (held, muted), "{command}");
    }
    press(&mut desktop, Button::Hold, key, "failure");
    assert!(!desktop.calls[0].held);
    assert_eq!(desktop.notices.last().unwrap().1, "hold: failed");
    press(&mut desktop, Button::Mute, key, "success");
    press(&mut desktop, Button::Unmute, key, "failure");
    assert!(desktop.calls[0].muted);
}

#[test]
fn a_panel_of_several_becomes_active_by_a_click_on_it() {
    let mut desktop = desktop("");
    let first = talk(&mut desktop, "c-1");
    assert_eq!(desktop.apply(Input::Focused(first), 1000), []);
    let second = talk(&mut desktop, "c-2");
    assert_eq!(desktop.active, Some(second));
    assert_eq!(desktop.apply(Input::Focused(second), 1000), []);
    let effects = desktop.apply(Input::Focused(first), 1000);
    let mut reply = posts(&effects)[0].clone();
    assert_eq!((&reply["command"], &reply["eventId"]), (&json!("setActive"), &json!("c-1")));
    assert_eq!(desktop.active, Some(second));
    reply["method"] = "tbInteractionCommandResponse".into();
    reply["result"] = "success".into();
    desktop.apply(Input::Heard(reply), 1000);
    assert_eq!(desktop.active, Some(first));
    press(&mut desktop, Button::MakeActive, second, "failure");
    assert_eq!(desktop.active, Some(first));
}
