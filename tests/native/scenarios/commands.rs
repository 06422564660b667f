//! Fusion's commands: each is answered exactly once, in words, and none does what was not asked.

use super::over_both;
use crate::desk::{CALL, Desk, Direction};
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{PendingAction, Phase};
use sandbox::control::Action;
use sandbox::fusion::desktop::{Button, Input};
use serde_json::json;

const EXPIRED: &str = "NOTIFICATION_TIMER_EXP";

/// The replies to interaction commands so far, in order: command, result and why.
fn answers(desk: &Desk) -> Vec<String> {
    let replies = desk.logged(|entry| entry.is(Direction::In, "tbInteractionCommandResponse"));
    let words = replies.iter().map(|entry| {
        let text = |name: &str| entry.message[name].as_str().unwrap_or_default();
        let why = text("resultDisplayString");
        let separator = if why.is_empty() { "" } else { ": " };
        format!("{} {}{separator}{why}", text("command"), text("result"))
    });
    words.collect()
}

/// Presses two buttons of Fusion's dialog in the same moment.
fn press_both(desk: &mut Desk, first: Button, second: Button) {
    let key = desk.fusion.calls[0].key;
    desk.fusion_input(Input::Pressed(first, key));
    desk.fusion_input(Input::Pressed(second, key));
}

#[test]
fn an_unknown_call_and_an_unknown_command_are_refused_with_words() {
    over_both("", |mut desk| {
        desk.command("accept", "nobody");
        assert_eq!(answers(&desk), ["accept failure: unknown call"]);
        assert_eq!(desk.notices(), ["accept: unknown call"]);
        desk.talks();
        desk.command("custom", CALL);
        let custom = "custom failure: unknown command custom";
        assert_eq!(answers(&desk), ["accept failure: unknown call", custom]);
        let reply = desk.agent_command("custom");
        assert_eq!(reply["result"], "failure");
        assert_eq!(reply["resultDisplayString"], "unknown command custom");
        desk.card(Phase::Connected);
        desk.answered_once(1);
    });
}

#[test]
fn a_command_for_an_id_that_nobody_knows_waits_for_the_lookup_under_way() {
    over_both("fusion-late", |mut desk| {
        desk.rings();
        desk.command("accept", "nobody");
        desk.pass(Millis(2_900));
        assert_eq!(answers(&desk), Vec::<String>::new());
        desk.pass(Millis(200));
        assert_eq!(answers(&desk), ["accept failure: unknown call"]);
        desk.before(&format!("new {CALL} answered"), "accept: failure");
        desk.card(Phase::Ringing);
    });
}

#[test]
fn a_command_under_fusions_own_id_of_the_call_is_matched_when_its_lookup_tells_that_id() {
    over_both("fusion-late,fusion-other-event-id", |mut desk| {
        desk.rings();
        desk.command("accept", &format!("{CALL}-fusion"));
        assert_eq!(answers(&desk), Vec::<String>::new());
        desk.pass(Millis::seconds(4));
        desk.card(Phase::Connected);
        assert_eq!(answers(&desk), ["accept success"]);
        assert_eq!(desk.asked("acceptContact"), ["success"]);
    });
}

#[test]
fn a_decline_while_the_call_is_being_answered_is_refused() {
    over_both("connect-late", |mut desk| {
        desk.rings();
        press_both(&mut desk, Button::Answer, Button::Decline);
        assert_eq!(desk.card(Phase::Ringing).pending, Some(PendingAction::Accept));
        desk.pass(Millis::seconds(4));
        desk.card(Phase::Connected);
        assert_eq!(answers(&desk), ["reject failure: already answering", "accept success"]);
        assert_eq!(desk.asked("rejectContact"), Vec::<&str>::new());
    });
}

#[test]
fn an_answer_while_the_call_is_being_declined_is_refused() {
    over_both("connect-late", |mut desk| {
        desk.rings();
        press_both(&mut desk, Button::Decline, Button::Answer);
        assert_eq!(desk.card(Phase::Ringing).pending, Some(PendingAction::Decline));
        desk.pass(Millis::seconds(4));
        desk.card(Phase::Declined);
        assert_eq!(answers(&desk), ["accept failure: already declining", "reject success"]);
        assert_eq!(desk.asked("acceptContact"), Vec::<&str>::new());
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("close {CALL} REJECT")]);
    });
}

#[test]
fn neither_a_reject_nor_an_expired_notification_hangs_up_a_call_that_is_on() {
    over_both("", |mut desk| {
        desk.talks();
        for command in [EXPIRED, "reject", "accept"] {
            desk.command(command, CALL);
        }
        let refused = "failure: already connected";
        let wanted =
            [format!("{EXPIRED} {refused}"), format!("reject {refused}"), "accept success".into()];
        assert_eq!(answers(&desk), wanted, "what is so already succeeds");
        desk.settle();
        desk.card(Phase::Connected);
        assert_eq!(desk.asked("destroyConnection"), Vec::<&str>::new());
        assert_eq!(desk.asked("rejectContact"), Vec::<&str>::new());
        assert_eq!(desk.asked("acceptContact"), ["success"]);
    });
}

#[test]
fn an_expired_notification_declines_a_ringing_call() {
    over_both("", |mut desk| {
        desk.rings();
        desk.command(EXPIRED, CALL);
        desk.settle();
        desk.card(Phase::Declined);
        assert_eq!(answers(&desk), [format!("{EXPIRED} success")]);
        assert_eq!(desk.asked("rejectContact"), ["success"]);
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("close {CALL} REJECT")]);
    });
}

#[test]
fn a_call_that_is_over_can_be_ended_but_neither_answered_nor_made_active() {
    over_both("", |mut desk| {
        desk.talks();
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        desk.card(Phase::AfterCallWork);
        for command in ["disconnect", "accept", "setActive"] {
            desk.command(command, CALL);
        }
        let over = "failure: the call is over";
        let wanted =
            ["disconnect success".into(), format!("accept {over}"), format!("setActive {over}")];
        assert_eq!(answers(&desk), wanted);
        assert_eq!(desk.asked("destroyConnection"), Vec::<&str>::new());
        let close = format!("close {CALL} WRAPUP");
        assert_eq!(desk.told(), [format!("new {CALL}"), format!("start {CALL}"), close]);
    });
}

#[test]
fn fusion_can_ask_for_the_calls_the_commands_and_the_agents_state() {
    over_both("", |mut desk| {
        let out = |desk: &mut Desk, command: &str| desk.agent_command(command)["outData"].clone();
        let commands = out(&mut desk, "getActiveInteractionCommands");
        let known =
            ["accept", "reject", "disconnect", "setActive", "hold", "unhold", "mute", "unmute"];
        assert_eq!(commands["supportedCommands"], json!(known));
        let none = json!({ "activeCount": 0, "engagements": [] });
        assert_eq!(out(&mut desk, "getActiveEngagements"), none);
        assert_eq!(out(&mut desk, "getCurrentAgentState")["state"], "AVAILABLE");

        desk.talks();
        let one = json!({ "activeCount": 1, "engagements": [{ "eventId": CALL }] });
        assert_eq!(out(&mut desk, "getActiveEngagements"), one);
        let busy = out(&mut desk, "getCurrentAgentState");
        let told = ["state", "isAvailable", "isLoggedIn"].map(|name| busy[name].clone());
        assert_eq!(told, [json!("UNAVAILABLE"), json!(false), json!(true)]);
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        desk.card(Phase::AfterCallWork);
        assert_eq!(out(&mut desk, "getActiveEngagements"), none);
    });
}
