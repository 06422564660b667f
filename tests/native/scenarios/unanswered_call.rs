//! A message that Fusion does not take is told again, once or until it is taken; what it was not told while it
//! was away is told when it is back.

use super::{over_both, unobjected};
use crate::desk::{CALL, Desk, Direction, Entry, NAME, Setup, begun, wrapped_up};
use fusion_connect_toolbar::config::TransportChoice;
use fusion_connect_toolbar::domain::{ContactId, Intent, Millis};
use fusion_connect_toolbar::view::{FusionHealth, NoticeKind, PersonName, Phase, PopView};
use sandbox::control::Action;
use sandbox::fusion::desktop::{Icon, Stage};

/// When each agentStateEvent since `from` went out, in seconds after it.
fn states_told(desk: &Desk, from: Millis) -> Vec<u64> {
    let told = desk.logged(|entry| entry.at >= from && entry.is(Direction::In, "agentStateEvent"));
    told.iter().map(|entry| entry.at.since(from).0 / 1000).collect()
}

#[test]
fn an_agents_state_that_fusion_refuses_is_told_again_until_it_is_taken() {
    unobjected("", |desk| {
        desk.fault("refuse-agentStateEvent", true);
        let from = desk.now;
        desk.toggle_availability();
        assert_eq!(desk.health().fusion, FusionHealth::AgentNotTaken);
        assert_eq!(desk.fusion.agent.0, Icon::Green, "what it was left with");
        desk.pass(Millis::seconds(150));
        assert_eq!(states_told(desk, from), [0, 5, 20, 80, 140]);
        desk.fault("refuse-agentStateEvent", false);
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.fusion.agent.0, Icon::Amber);
        assert_eq!(desk.health().fusion, FusionHealth::Linked);
        assert_eq!(desk.fusion.left_with(), Vec::<String>::new());
        desk.pass(Millis::seconds(300));
        assert_eq!(states_told(desk, from).len(), 6);
    });
}

#[test]
fn an_agents_state_that_gets_lost_is_told_again_at_the_next_word_of_fusion() {
    unobjected("", |desk| {
        desk.fault("lose-agentStateEvent", true);
        desk.toggle_availability();
        desk.pass(Millis::seconds(7));
        assert_eq!(desk.health().fusion, FusionHealth::AgentNotTaken);
        desk.fault("lose-agentStateEvent", false);
        desk.agent_command("getCurrentAgentState");
        assert_eq!(desk.fusion.agent.0, Icon::Amber);
        assert_eq!(desk.health().fusion, FusionHealth::Linked);
    });
}

#[test]
fn a_new_state_of_the_agent_replaces_one_that_was_not_taken() {
    unobjected("", |desk| {
        desk.fault("refuse-agentStateEvent", true);
        desk.toggle_availability();
        desk.fault("refuse-agentStateEvent", false);
        desk.toggle_availability();
        assert_eq!(desk.states_told().last().map(String::as_str), Some("Idle: true"));
        let told = desk.states_told().len();
        desk.pass(Millis::seconds(300));
        assert_eq!(desk.states_told().len(), told);
        assert_eq!(desk.health().fusion, FusionHealth::Linked);
    });
}

#[test]
fn a_close_that_gets_lost_is_asked_for_once_more() {
    unobjected("", |desk| {
        desk.talks();
        desk.fault("lose-closeCommEvent", true);
        desk.press("End call");
        desk.pass(Millis::seconds(7));
        desk.fault("lose-closeCommEvent", false);
        desk.pass(Millis::seconds(10));
        assert_eq!(desk.told(), [wrapped_up(), vec![format!("close {CALL} WRAPUP")]].concat());
        assert_eq!(desk.stages(), [Stage::WrapUp]);
        desk.pass(Millis::seconds(300));
        assert_eq!(desk.told().len(), 4);
        assert!(desk.view().notices.is_empty());
    });
}

#[test]
fn a_close_that_fusion_does_not_take_twice_is_said() {
    unobjected("", |desk| {
        desk.rings();
        desk.fault("refuse-closeCommEvent", true);
        desk.press("Decline");
        let close = format!("close {CALL} REJECT");
        desk.pass(Millis(9_900));
        assert_eq!(desk.told(), [format!("new {CALL}"), close.clone()]);
        desk.pass(Millis(100));
        assert_eq!(desk.told(), [format!("new {CALL}"), close.clone(), close]);
        let notice = desk.view().notices.last().expect("a notice");
        assert_eq!(notice.kind, NoticeKind::LeftInFusion);
        assert_eq!(notice.name.as_ref().map(PersonName::as_str), Some(NAME));
        assert_eq!(desk.fusion.left_with(), ["Left with a dialog that is over: Mary Doe"]);
        desk.pass(Millis::seconds(300));
        assert_eq!(desk.told().len(), 3);
    });
}

#[test]
fn a_start_without_an_answer_can_be_asked_for_again() {
    unobjected("", |desk| {
        desk.rings();
        desk.fault("lose-startCommEvent", true);
        desk.press("Accept");
        desk.pass(Millis::seconds(6));
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Silent);
        desk.fault("lose-startCommEvent", false);
        desk.intend(Intent::RetryScreenPop(ContactId::new(CALL)));
        assert_eq!(desk.card(Phase::Connected).pop, PopView::Open);
        assert_eq!(desk.tabs(), [NAME]);
    });
}

#[test]
fn a_fusion_that_was_away_is_told_of_the_calls_that_are_up_when_it_answers_again() {
    unobjected("", |desk| {
        desk.fault("fusion-away", true);
        desk.act(Action::Ring(crate::desk::ring()));
        desk.press("Accept");
        desk.until("Fusion is named", |desk| desk.health().fusion == FusionHealth::NotAnswering);
        desk.pass(Millis::seconds(10));
        assert_eq!(desk.card(Phase::Connected).unanswered_call, None, "routing is not to blame");
        desk.fault("fusion-away", false);
        let back = desk.log.len();
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.health().fusion, FusionHealth::Linked);
        let card = desk.card(Phase::Connected);
        assert_eq!((card.pop, card.unanswered_call), (PopView::Open, None));
        assert_eq!(desk.tabs(), [NAME]);
        let since: Vec<&str> = desk.log[back..]
            .iter()
            .filter(|entry| entry.way == Direction::In && entry.method().ends_with("CommEvent"))
            .map(Entry::method)
            .collect();
        assert_eq!(since, ["newCommEvent", "startCommEvent"]);
        desk.finishes();
        assert_eq!(desk.stages(), [Stage::WrapUp]);
    });
}

#[test]
fn try_again_offers_and_opens_what_fusion_refused_or_did_not_hear() {
    for fault in ["lose-newCommEvent", "refuse-startCommEvent", "fusion-away"] {
        over_both("", |mut desk| {
            desk.fault(fault, true);
            desk.act(Action::Ring(crate::desk::ring()));
            desk.press("Accept");
            desk.pass(Millis::seconds(3));
            desk.fault(fault, false);
            desk.pass(Millis::seconds(13));
            desk.intend(Intent::RetryFusion);
            desk.settle();
            assert_eq!(desk.card(Phase::Connected).pop, PopView::Open, "{fault}");
            assert_eq!(desk.tabs(), [NAME], "{fault}");
        });
    }
}

#[test]
fn an_end_that_fusion_missed_while_it_was_away_is_told_when_it_is_back() {
    unobjected("", |desk| {
        desk.talks();
        desk.fault("fusion-away", true);
        desk.press("End call");
        desk.press("Clear contact");
        desk.pass(Millis::seconds(40));
        assert_eq!(desk.stages(), [Stage::Active], "what it was left with");
        desk.fault("fusion-away", false);
        desk.pass(Millis::seconds(60));
        assert_eq!(desk.stages(), [Stage::WrapUp]);
        assert_eq!(desk.told()[..2], begun());
    });
}

#[test]
fn a_call_that_ends_before_it_is_offered_again_is_closed() {
    over_both("", |mut desk| {
        desk.fault("fusion-never", true);
        desk.reload();
        desk.pass(Millis::seconds(20));
        desk.rings();
        desk.pass(Millis::seconds(20));
        desk.fault("fusion-never", false);
        // Fusion is back, and the link is not yet.
        desk.fault("fusion-late", true);
        desk.agent_command("getCurrentAgentState");
        desk.act(Action::CustomerHangsUp { contact: None, as_missed: false });
        desk.pass(Millis::seconds(30));
        let closes = desk.told().iter().filter(|line| line.starts_with("close")).count();
        assert!(closes > 0, "{:?}", desk.transcript());
        assert_eq!(desk.dialogs(), 0, "Fusion may have shown it all the time");
    });
}

#[test]
fn who_stands_down_leaves_fusion_an_agent_who_is_not_there() {
    unobjected("", |desk| {
        desk.act(Action::Ring(crate::desk::ring()));
        desk.card(Phase::Ringing);
        let (told, requests) = (desk.told(), desk.states_told().len());
        desk.stand_down();
        let last = desk.sent("agentStateEvent").pop().unwrap().clone();
        assert_eq!(desk.states_told().len(), requests + 1);
        assert_eq!((&last["isAvailable"], &last["isLoggedIn"]), (&false.into(), &false.into()));
        assert_ne!(desk.fusion.agent.0, Icon::Green);
        assert_eq!(desk.told(), told, "the call is the next window's");

        desk.load();
        desk.until("linked again", Desk::is_healthy);
        desk.settle();
        let next = desk.sent("agentStateEvent").pop().unwrap().clone();
        assert_eq!(next["isLoggedIn"], true);
        assert_eq!(desk.told(), told);
    });
}

#[test]
fn who_stands_down_before_fusion_heard_of_an_agent_says_nothing() {
    for transport in [TransportChoice::Mca, TransportChoice::Uef] {
        let mut desk = Desk::cold(Setup { faults: "ccp-silent", transport, ..Setup::default() });
        desk.stand_down();
        assert_eq!(desk.states_told(), [] as [&str; 0]);
    }
}
