//! The tables of the machines in the crate's documentation, generated from the core itself.
//!
//! `UPDATE_TABLES=1 cargo test --test native tables` writes them; without it the test fails on a drift.

use std::fmt::Write as _;

use fusion_connect_toolbar::domain::{
    Command, ConnectRequest, ConnectionId, ContactFacts, DialText, Digits, EndpointArn, Event,
    FusionPresence, FusionRequest, Intent, InteractionVerb, LegState, LinkFact, Memory, Millis,
    Refusal, Settings, StateArn, Target, WrapUp,
};

use crate::world::{World, customer, failed, id, outbound, ringing, talking, with_other, wrapping};

const FILE: &str = "src/domain/tables.md";
const NUMBER: &str = "+15551230000";

type Row = (&'static str, fn() -> World);
type TableAction = (&'static str, fn(&mut World));

/// One table: what each event does in each state.
fn table(title: &str, about: &str, rows: &[Row], actions: &[TableAction], into: &mut String) {
    let heads: Vec<&str> = actions.iter().map(|(name, _)| *name).collect();
    writeln!(into, "\n## {title}\n\n{about}\n\n| | {} |", heads.join(" | ")).unwrap();
    writeln!(into, "|---|{}", "---|".repeat(actions.len())).unwrap();
    for (state, world) in rows {
        let cells = actions.iter().map(|(_, action)| {
            let mut world = world();
            let before = world.view();
            let sent = world.sent.len();
            action(&mut world);
            cell(&world, sent, &before)
        });
        writeln!(into, "| {state} | {} |", cells.collect::<Vec<_>>().join(" | ")).unwrap();
    }
}

/// What was asked of whom, else what was refused, else what changed.
fn cell(world: &World, since: usize, before: &fusion_connect_toolbar::view::View) -> String {
    let words: Vec<String> = world.sent[since..].iter().filter_map(words).collect();
    if !words.is_empty() {
        return words.join(", ");
    }
    let view = world.view();
    let card = |view: &fusion_connect_toolbar::view::View| {
        view.cards.first().and_then(|card| card.refusal.clone())
    };
    let refusals = [
        (card(before), card(&view)),
        (before.status.refusal.clone(), view.status.refusal.clone()),
        (before.dial.refusal.clone(), view.dial.refusal.clone()),
    ];
    let fresh = refusals.into_iter().find_map(|(old, new)| new.filter(|n| old.as_ref() != Some(n)));
    if let Some(refusal) = fresh {
        return format!("refused: {}", name(&refusal));
    }
    if view.health.connect != before.health.connect {
        return format!("*{:?}*", view.health.connect)
            .replace("{ exhausted: ", "(")
            .replace(" }", ")");
    }
    if view == *before { "–".into() } else { "noted".into() }
}

fn name(refusal: &Refusal) -> String {
    format!("`{refusal:?}`")
}

fn words(command: &Command) -> Option<String> {
    Some(match command {
        Command::Connect { request, .. } => match request {
            ConnectRequest::Accept(_) => "Connect: accept".into(),
            ConnectRequest::AddLeg(..) => "Connect: add leg".into(),
            ConnectRequest::Clear(_) => "Connect: clear".into(),
            ConnectRequest::Dial(_) => "Connect: dial".into(),
            ConnectRequest::Digits(..) => "Connect: digits".into(),
            ConnectRequest::DropLeg(..) => "Connect: drop leg".into(),
            ConnectRequest::End(_) => "Connect: end".into(),
            ConnectRequest::Hold { on: true, .. } => "Connect: hold".into(),
            ConnectRequest::Hold { on: false, .. } => "Connect: resume".into(),
            ConnectRequest::Join(_) => "Connect: join".into(),
            ConnectRequest::Mute(true) | ConnectRequest::MuteLeg { on: true, .. } => {
                "Connect: mute".into()
            }
            ConnectRequest::Mute(false) | ConnectRequest::MuteLeg { on: false, .. } => {
                "Connect: unmute".into()
            }
            ConnectRequest::Reject(_) => "Connect: reject".into(),
            ConnectRequest::SetState { arn, enqueue } => {
                format!("Connect: {}{arn}", if *enqueue { "queue " } else { "set " })
            }
            ConnectRequest::Swap(_) => "Connect: swap".into(),
            other => format!("Connect: {other:?}"),
        },
        Command::Fusion { request, .. } => match request {
            FusionRequest::New { .. } => "Fusion: new".into(),
            FusionRequest::Start { .. } => "Fusion: start".into(),
            FusionRequest::Close { reason, .. } => format!("Fusion: close {reason:?}"),
            FusionRequest::WriteWrapUp { .. } => "Fusion: write fields".into(),
            FusionRequest::Focus { .. } => "Fusion: show".into(),
            FusionRequest::DialError { refusal, .. } => format!("Fusion: error {}", name(refusal)),
            _ => return None,
        },
        Command::Reply { reply: Ok(_), .. } => "done".into(),
        Command::Reply { reply: Err(refusal), .. } => format!("refused: {}", name(refusal)),
        Command::ReadNumber { .. } => "read the number".into(),
        Command::SignOut => "sign out".into(),
        Command::OpenFusion
        | Command::OpenLogin
        | Command::OpenPanelWindow
        | Command::RestartConnect => format!("{command:?}"),
        Command::Announce(_)
        | Command::Remember(_)
        | Command::TellActivity
        | Command::Trace(_)
        | Command::Withdraw(_) => return None,
    })
}

fn with(agent: &str, facts: ContactFacts) -> World {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    if facts.state == talking("ct-1").state || facts.state == wrapping("ct-1").state {
        world.snapshot("Busy", &[talking("ct-1")]);
        world.answer("start ct-1");
    }
    world.snapshot(agent, &[facts]);
    world
}

fn consulting() -> ContactFacts {
    customer(with_other(talking("ct-1"), "Bob", LegState::Connected), LegState::Hold)
}

const CALLS: [Row; 7] = [
    ("ringing", || with("PendingBusy", ringing("ct-1"))),
    ("dialling", || {
        let mut world = World::new();
        world.snapshot("CallingCustomer", &[outbound(ringing("ct-1"))]);
        world.answer("new ct-1");
        world
    }),
    ("connected", || with("Busy", talking("ct-1"))),
    ("on hold", || with("Busy", customer(talking("ct-1"), LegState::Hold))),
    ("consulting", || with("Busy", consulting())),
    ("after-call work", || with("AfterCallWork", wrapping("ct-1"))),
    ("missed", || with("MissedCallAgent", failed("ct-1"))),
];

fn wish(world: &mut World, intent: fn(fusion_connect_toolbar::view::ContactId) -> Intent) {
    world.intend(intent(id("ct-1")));
}

const CLICKS: [TableAction; 11] = [
    ("Accept", |w| wish(w, Intent::Accept)),
    ("Decline", |w| wish(w, Intent::Decline)),
    ("End call", |w| wish(w, Intent::End)),
    ("Clear contact", |w| wish(w, Intent::Clear)),
    ("Hold", |w| wish(w, |id| Intent::SetHold(id, true))),
    ("Mute", |w| wish(w, |id| Intent::SetMute(id, true))),
    ("a key", |w| wish(w, |id| Intent::SendDigits(id, Digits::parse("1").unwrap()))),
    ("Transfer", |w| {
        wish(w, |id| Intent::Consult(id, Target::QuickConnect(EndpointArn::new("qc"))));
    }),
    ("Swap", |w| wish(w, Intent::Swap)),
    ("Join", |w| wish(w, Intent::Join)),
    ("one party less", |w| {
        wish(w, |id| Intent::DropParty(id, ConnectionId::new("ct-1-Bob")));
    }),
];

fn order(world: &mut World, verb: InteractionVerb) {
    world.order(verb, "ct-1");
}

const ORDERS: [TableAction; 9] = [
    ("`accept`", |w| order(w, InteractionVerb::Accept)),
    ("`reject`", |w| order(w, InteractionVerb::Reject)),
    ("`disconnect`", |w| order(w, InteractionVerb::Disconnect)),
    ("`NOTIFICATION_TIMER_EXP`", |w| order(w, InteractionVerb::TimerExpired)),
    ("`setActive`", |w| order(w, InteractionVerb::SetActive)),
    ("`hold`", |w| order(w, InteractionVerb::Hold)),
    ("`unhold`", |w| order(w, InteractionVerb::Unhold)),
    ("`mute`", |w| order(w, InteractionVerb::Mute)),
    ("`unmute`", |w| order(w, InteractionVerb::Unmute)),
];

const ENGAGEMENTS: [Row; 6] = [
    ("new asked", || {
        let mut world = World::new();
        world.snapshot("PendingBusy", &[ringing("ct-1")]);
        world
    }),
    ("offered", || with("PendingBusy", ringing("ct-1"))),
    ("new refused", || {
        let mut world = World::new();
        world.snapshot("PendingBusy", &[ringing("ct-1")]);
        world.refuse("new ct-1");
        world
    }),
    ("start asked", || {
        let mut world = with("PendingBusy", ringing("ct-1"));
        world.snapshot("Busy", &[talking("ct-1")]);
        world
    }),
    ("active", || with("Busy", talking("ct-1"))),
    ("wrap-up asked", || with("AfterCallWork", wrapping("ct-1"))),
];

fn answer_open(world: &mut World, ok: bool) {
    for words in ["close ct-1 WrapUp", "start ct-1", "new ct-1"] {
        if world.calls_told().iter().any(|told| told == words) {
            let uuid = world.uuid(words);
            let outcome = if ok { Ok(()) } else { Err("no".into()) };
            world.answer_uuid(uuid, outcome, None);
            return;
        }
    }
}

const STEPS: [TableAction; 7] = [
    ("Fusion: success", |w| answer_open(w, true)),
    ("Fusion: error", |w| answer_open(w, false)),
    ("6 s without answer", |w| w.pass(Millis::seconds(6))),
    ("connects", |w| w.snapshot("Busy", &[talking("ct-1")])),
    ("ends", |w| w.snapshot("AfterCallWork", &[wrapping("ct-1")])),
    ("missed", |w| w.snapshot("MissedCallAgent", &[failed("ct-1")])),
    ("gone", |w| w.snapshot("Available", &[])),
];

const WRAP_UPS: [Row; 5] = [
    ("`unlimited`", || work(WrapUp::Unlimited, false)),
    ("`unlimited`, `acwEndsWrapUp`", || work(WrapUp::UntilCleared, false)),
    ("`timed`", || work(WrapUp::Timed(Millis::seconds(60)), false)),
    ("`none`", || work(WrapUp::None, false)),
    ("saved already, `acwEndsWrapUp`", || work(WrapUp::UntilCleared, true)),
];

/// A call in after-call work whose wrap-up is open.
fn work(wrap_up: WrapUp, saved: bool) -> World {
    let mut world =
        World::with(Settings { wrap_up, wrap_up_ends_acw: true, ..Settings::default() });
    world.snapshot("Busy", &[talking("ct-1")]);
    world.answer("new ct-1");
    world.answer("start ct-1");
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    let close =
        if wrap_up == WrapUp::None { "close ct-1 EndCommunication" } else { "close ct-1 WrapUp" };
    world.answer(close);
    if saved {
        world.saved(Some("ct-1"), "WRAPUP");
    }
    world
}

const WRAP_UP_STEPS: [TableAction; 4] = [
    ("saved in Fusion", |w| w.saved(Some("ct-1"), "WRAPUP")),
    ("Clear contact", |w| wish(w, Intent::Clear)),
    ("gone", |w| w.snapshot("Available", &[])),
    ("60 s", |w| {
        for _ in 0..6 {
            w.pass(Millis::seconds(10));
            w.snapshot("AfterCallWork", &[wrapping("ct-1")]);
        }
    }),
];

const AGENTS: [Row; 6] = [
    ("`Available`", World::new),
    ("`Lunch`", || agent("Lunch", &[])),
    ("`MissedCallAgent`", || agent("MissedCallAgent", &[])),
    ("`Busy`", || agent("Busy", &[talking("ct-1")])),
    ("`AfterCallWork`", || agent("AfterCallWork", &[wrapping("ct-1")])),
    ("signed out", || {
        let mut world = World::new();
        world.event(Event::LinkChanged(LinkFact::Terminated));
        world
    }),
];

fn agent(name: &str, contacts: &[ContactFacts]) -> World {
    let mut world = World::new();
    world.snapshot(name, contacts);
    world
}

const STATES: [TableAction; 4] = [
    ("Agent availability", |w| w.intend(Intent::ToggleAvailability)),
    ("Change state: Lunch", |w| w.intend(Intent::ChooseState(StateArn::new("s-lunch")))),
    ("Change state: Available", |w| w.intend(Intent::ChooseState(StateArn::new("s-av")))),
    ("Sign out", |w| w.intend(Intent::SignOut)),
];

const DIALS: [Row; 5] = [
    ("idle", World::new),
    ("reading", || {
        let mut world = World::new();
        world.click_to_dial("u-1", NUMBER);
        world
    }),
    ("asked", || {
        let mut world = World::new();
        world.click_to_dial("u-1", NUMBER);
        world.read_number();
        world
    }),
    ("given up", || {
        let mut world = World::new();
        world.click_to_dial("u-1", NUMBER);
        world.read_number();
        world.intend(Intent::CancelDial);
        world
    }),
    ("on a call", || agent("Busy", &[talking("ct-1")])),
];

const DIAL_STEPS: [TableAction; 6] = [
    ("Fusion asks", |w| w.click_to_dial("u-2", NUMBER)),
    ("Call", |w| w.intend(Intent::Dial(DialText::new(NUMBER), None))),
    ("cancelled", |w| w.intend(Intent::CancelDial)),
    ("number read", |w| {
        if w.model.dial.is_some() {
            w.read_number();
        }
    }),
    ("contact", |w| w.snapshot("CallingCustomer", &[outbound(ringing("ct-1"))])),
    ("15 s", |w| w.pass(Millis::seconds(15))),
];

const LINKS: [Row; 4] = [
    ("waiting", || {
        let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
        world.event(Event::LinkChanged(LinkFact::Initialising));
        world
    }),
    ("ready", World::new),
    ("signed out", || {
        let mut world = World::new();
        world.event(Event::LinkChanged(LinkFact::Terminated));
        world
    }),
    ("no answer", || {
        let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Framed);
        world.event(Event::LinkChanged(LinkFact::Initialising));
        world.event(Event::LinkChanged(LinkFact::NotAcknowledged { popup_blocked: false }));
        world
    }),
];

const LINK_STEPS: [TableAction; 11] = [
    ("acknowledged", |w| told(w, LinkFact::Acknowledged)),
    ("not acknowledged", |w| told(w, LinkFact::NotAcknowledged { popup_blocked: false })),
    ("retries exhausted", |w| told(w, LinkFact::RetriesExhausted)),
    ("terminated", |w| told(w, LinkFact::Terminated)),
    ("`auth_fail`, 5 s", |w| {
        told(w, LinkFact::AuthFailed);
        w.pass(Millis::seconds(5));
    }),
    ("`access_denied`", |w| told(w, LinkFact::AccessDenied)),
    ("worker gave up", |w| told(w, LinkFact::Frozen)),
    ("WebSocket lost", |w| told(w, LinkFact::SocketLost)),
    ("storage denied", |w| told(w, LinkFact::StorageDenied)),
    ("snapshot", |w| w.snapshot("Available", &[])),
    ("16 s of silence", |w| w.pass(Millis::seconds(16))),
];

fn told(world: &mut World, fact: LinkFact) {
    world.event(Event::LinkChanged(fact));
}

#[test]
fn the_tables_of_the_documentation_are_those_of_the_code() {
    let mut text = String::from(
        "# The machines\n\nGenerated by `tests/native/tables.rs`. A cell says what is asked of whom; \
         else what is refused; else the new health of Connect; *noted* changes the screen only, and \
         – nothing.\n",
    );
    let about = "The agent's presses, by the stage of the call.";
    table("A call: the agent", about, &CALLS, &CLICKS, &mut text);
    let about = "Fusion's commands, by the stage of the call.";
    table("A call: Fusion", about, &CALLS, &ORDERS, &mut text);
    let about = "What Fusion is asked next, with wrap-up `unlimited`.";
    table("An engagement", about, &ENGAGEMENTS, &STEPS, &mut text);
    let about = "After-call work with the wrap-up open, and `wrapUpEndsAcw`.";
    table("The wrap-up", about, &WRAP_UPS, &WRAP_UP_STEPS, &mut text);
    let about =
        "`s-av` is the agent's only routable state, `s-lunch` the first break, `s-off` offline.";
    table("The agent's state", about, &AGENTS, &STATES, &mut text);
    let about = "The one call that is being dialled and has no contact yet.";
    table("Dialling", about, &DIALS, &DIAL_STEPS, &mut text);
    let about = "What the line for Amazon Connect then says.";
    table("The link to Connect", about, &LINKS, &LINK_STEPS, &mut text);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{FILE} drifted: run with UPDATE_TABLES=1 and read the difference");
}
