//! Every situation that an address can bring about: the toolbar's screen is what the sandbox's table says.

use crate::desk::{Desk, Setup};
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::{
    AgentError, CardView, Channel, ConnectHealth, FusionHealth, Network, NoNumberReason,
    NoticeKind, PartyView, Phase, PopView, RecentOutcome, Refusal, SoftphoneFault, StateLabel,
    View, VoiceEnhancement,
};
use sandbox::ccp::fault::Fault;
use sandbox::control::Action;
use sandbox::fusion::desktop::Input;
use sandbox::fusion::faults;
use sandbox::scenario::{ALL, Step};
use std::collections::BTreeSet;

/// Whether the screen has what these words of the table stand for.
fn shows(view: &View, words: &str) -> bool {
    let card = |like: fn(&CardView) -> bool| view.cards.iter().any(like);
    let label =
        |wanted: StateLabel| view.status.state.as_ref().is_some_and(|it| it.label == wanted);
    let trouble = |wanted: AgentError| label(StateLabel::Error(wanted));
    match words {
        "+1 555 777 0001" => card(|card| {
            let number = |it: &PartyView| it.number.clone();
            card.parties.iter().filter_map(number).any(|it| it.as_str() == "+15557770001")
        }),
        "After call work" => card(|card| card.phase == Phase::AfterCallWork),
        "Amazon Connect stopped updating" => view.health.connect == ConnectHealth::Frozen,
        "Answer on your phone" => {
            card(|card| card.answer_on_phone && card.actions.accept.is_none())
        }
        "Answered" => view.recent.iter().any(|it| it.outcome == RecentOutcome::Answered),
        "Ben Berger" | "Mary Doe" => {
            let name = |card: &CardView| card.name.as_ref().is_some_and(|it| it.as_str() == words);
            view.cards.iter().any(name)
        }
        "Call did not reach you" => trouble(AgentError::FailedConnectAgent),
        "Caller hung up" => view.notices.iter().any(|it| it.kind == NoticeKind::CallerGaveUp),
        "Call now" => card(|card| card.actions.call_now == Some(true)),
        "Calling" => card(|card| {
            card.phase == Phase::Connecting
                && (!card.inbound || card.channel == Channel::QueueCallback)
        }),
        "Escalations" => card(|card| card.queue.as_deref() == Some("Escalations")),
        "Fusion does not take your state" => view.health.fusion == FusionHealth::AgentNotTaken,
        "Fusion may still show this call" => {
            view.notices.iter().any(|it| it.kind == NoticeKind::LeftInFusion)
        }
        "Extension 227" => {
            card(|card| card.extension.as_ref().is_some_and(|keys| keys.as_str() == "227"))
        }
        "Incoming call" => {
            card(|card| (card.phase, &card.channel) == (Phase::Ringing, &Channel::Voice))
        }
        "Incoming callback" => {
            card(|card| (card.phase, &card.channel) == (Phase::Ringing, &Channel::QueueCallback))
        }
        "Incoming chat" => {
            card(|card| (card.phase, &card.channel) == (Phase::Ringing, &Channel::Chat))
        }
        "Incoming email" => {
            card(|card| (card.phase, &card.channel) == (Phase::Ringing, &Channel::Email))
        }
        "Incoming task" => {
            card(|card| (card.phase, &card.channel) == (Phase::Ringing, &Channel::Task))
        }
        "Leave" => card(|card| card.controls.leave == Some(true)),
        "Missed call" => card(|card| card.phase == Phase::Missed),
        "Network to Amazon failed" => view.health.network == Some(Network::Failed),
        "Next: Lunch" => view.status.next.as_deref() == Some("Lunch"),
        "No news from Amazon Connect" => view.health.connect == ConnectHealth::Silent,
        "No access to the phone" => view.health.connect == ConnectHealth::AccessDenied,
        "Not answered" => view.recent.iter().any(|it| it.outcome == RecentOutcome::NotAnswered),
        "Number withheld" => {
            card(|card| (&card.number, card.unnumbered) == (&None, NoNumberReason::Withheld))
        }
        "nothing was done for a while" => view.health.connect == ConnectHealth::SignedOutIdle,
        "On a call" => card(|card| card.phase == Phase::Connected && card.channel.is_voice()),
        "On hold" => card(|card| card.held_since.is_some()),
        "Phone lost its line to Amazon Connect" => view.health.connect == ConnectHealth::Offline,
        "Session expired" => view.health.connect == ConnectHealth::SessionExpired,
        "Signed out" => view.health.connect == ConnectHealth::SignedOut,
        "Show in Fusion" => card(|card| card.pop == PopView::Open),
        "Stay signed in" => view.health.session.is_some(),
        "Swap" => card(|card| card.controls.swap == Some(true)),
        "The customer left the call" => card(|card| card.customer_left),
        "Busy" | "Lunch" | "Training" => label(StateLabel::Named(words.to_owned())),
        "Campaign call" => card(|card| card.preview && card.actions.accept == Some(true)),
        "Voice isolation" => {
            let told = view.audio.enhancement.as_ref().map(|it| it.told);
            told == Some(VoiceEnhancement::VoiceIsolation)
        }
        "Web or app caller" => card(|card| card.unnumbered == NoNumberReason::Web),
        "Internal call" => {
            card(|card| (&card.number, card.unnumbered) == (&None, NoNumberReason::Internal))
        }
        "Transfer" => {
            card(|card| (&card.number, card.unnumbered) == (&None, NoNumberReason::Transfer))
        }
        "You may not make calls" => view.dial.ready == Some(Err(Refusal::NotAllowed)),
        "no default outbound queue" => view.dial.ready == Some(Err(Refusal::NoOutboundQueue)),
        "You are on hold" => card(|card| card.agent_held),
        "line is busy" => trouble(AgentError::LineEngagedCustomer),
        "microphone" => view.audio.fault == Some(SoftphoneFault::MicrophoneNotShared),
        "nobody here" => card(|card| card.alarm),
        "supervisor muted you" => card(|card| card.forced_mute),
        other => panic!("which screen says {other}?"),
    }
}

fn play(desk: &mut Desk, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Do(action) => desk.act(action()),
            Step::Act(action) => desk.act(action.clone()),
            Step::Click(number) => drop(desk.click(number)),
            Step::Command(command) => {
                let newest = desk.fusion.newest();
                desk.fusion_input(Input::Sent((*command).to_owned(), newest));
            }
            Step::CloseTab => {
                let newest = desk.fusion.tabs.last().map(|tab| tab.key);
                desk.fusion_input(Input::TabClosed(newest.expect("a tab")));
            }
            Step::Fusion(name, on) => desk.fault(name, *on),
        }
        // As slowly as the page plays them.
        desk.pass(Millis(1500));
    }
    // Longer than an expired session is given to be renewed, than a close waits for its second attempt, than a late
    // lookup takes, and than a CCP may be silent.
    desk.pass(Millis::seconds(20));
}

#[test]
fn every_scenario_leads_to_the_screen_that_it_names() {
    assert!(ALL.len() > 30, "{}", ALL.len());
    let names: BTreeSet<&str> = ALL.iter().map(|scenario| scenario.name).collect();
    assert_eq!(names.len(), ALL.len());
    for scenario in ALL {
        let config = serde_json::from_str(scenario.config.unwrap_or("{}"));
        let mut desk = Desk::new(Setup { config: config.expect("JSON"), ..Setup::default() });
        play(&mut desk, scenario.steps);
        let view = desk.view();
        assert!(shows(view, scenario.shows), "{}: {} in {view:#?}", scenario.name, scenario.shows);
        assert_eq!(desk.violations(), Vec::<&str>::new(), "{}", scenario.name);
    }
}

#[test]
fn the_guide_names_every_fault_every_action_and_every_scenario() {
    const GUIDE: &str = include_str!("../../../docs/sandbox.md");
    // Both stand for one fault for each of the toolbar's messages.
    let each = |name: &str| name.starts_with("lose-") || name.starts_with("refuse-");
    let of_connect = Fault::ALL.iter().map(|fault| fault.name());
    let of_fusion = faults::ALL.iter().map(|(name, _)| *name).filter(|name| !each(name));
    // Serde names them all when it knows one not.
    let unknown = serde_json::from_str::<Action>(r#"{"action":""}"#).expect_err("no action");
    let unknown = unknown.to_string();
    let actions = unknown.split('`').skip(3).step_by(2);
    let actions: Vec<&str> = actions.filter(|name| *name != "setup").collect();
    assert!(actions.len() > 30, "{actions:?}");
    let scenarios = ALL.iter().map(|scenario| scenario.name);
    let all = of_connect.chain(of_fusion).chain(actions).chain(scenarios);
    let missing: Vec<&str> = all.filter(|name| !GUIDE.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/sandbox.md lacks {missing:?}");
}
