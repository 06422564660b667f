//! Random days at the whole desk: customers, the agent on both sides, faults of either system, reloads, other
//! windows, sign-outs, sleep. What must hold is read off the wire alone.

use std::collections::{BTreeMap, BTreeSet};

use fusion_connect_toolbar::config::TransportChoice;
use fusion_connect_toolbar::domain::{DialText, Intent, Millis};
use fusion_connect_toolbar::view::{CardView, ConnectHealth, Phase, PopView};
use proptest::prelude::*;
use sandbox::ccp::contact::Channel;
use sandbox::ccp::customer::LOOKS_FOR;
use sandbox::control::{Action, Ring};
use sandbox::fusion::desktop::{Icon, Stage};
use serde_json::{Value, json};

use crate::desk::{Desk, Direction, Entry, MARY, Setup};

/// How long Fusion is given for one answer.
const ANSWERS_WITHIN: Millis = Millis::seconds(6);
const BUTTONS: [&str; 11] = [
    "Accept",
    "Call now",
    "Clear contact",
    "Decline",
    "End call",
    "Hold",
    "Join",
    "Leave",
    "Mute",
    "Skip",
    "Swap",
];
const COMMANDS: [&str; 9] = [
    "accept",
    "reject",
    "disconnect",
    "setActive",
    "hold",
    "unhold",
    "mute",
    "unmute",
    "NOTIFICATION_TIMER_EXP",
];
const FAULTS: [&str; 36] = [
    "accept-fails",
    "accept-lost",
    "channel-silent",
    "close-error",
    "connect-late",
    "connect-never",
    "connect-slow-snapshot",
    "contact-garbled",
    "dial-fails",
    "dial-lost",
    "dial-silent",
    "end-fails",
    "engage-fails",
    "entries-garbled",
    "fusion-away",
    "fusion-late",
    "fusion-never",
    "fusion-twice",
    "lose-agentStateEvent",
    "lose-closeCommEvent",
    "lose-newCommEvent",
    "lose-startCommEvent",
    "missed-vanishes",
    "new-error",
    "new-never",
    "refuse-agentStateEvent",
    "refuse-closeCommEvent",
    "refuse-newCommEvent",
    "refuse-startCommEvent",
    "reject-fails",
    "skip-forbidden",
    "snapshot-repeated",
    "snapshot-skipped",
    "start-error",
    "start-never",
    "state-fails",
];

/// How a call stands that is up and not open in Fusion.
const UNTAKEN: [PopView; 3] = [PopView::LookupFailed, PopView::Refused, PopView::Silent];

/// What can happen.
#[derive(Clone, Debug)]
enum Move {
    /// A customer calls, or writes, or a campaign offers a call.
    Ring {
        what: Offered,
        auto_accept: bool,
    },
    /// Something that the customer, Connect or a supervisor does; which is the index of [`actions`].
    Deed(prop::sample::Index),
    /// The agent presses one of the buttons that are on.
    Press(prop::sample::Index),
    /// Fusion commands one of the calls that it was ever told of, or one that is unknown.
    Command(prop::sample::Index, prop::sample::Index),
    /// A number is clicked on in Fusion, or typed into the toolbar.
    Dial {
        in_fusion: bool,
    },
    /// A fault comes or goes.
    Fault(prop::sample::Index),
    /// Time passes, in milliseconds.
    Pass(u64),
    /// The computer sleeps, in seconds: nothing runs, and then all that is due at once.
    Sleep(u64),
    /// This computer's clock is set, in milliseconds.
    SetClock(i64),
    /// The page is loaded again.
    Reload,
    /// Another window takes over after so many seconds without any.
    TakeOver(u64),
    /// The agent has the CCP started again.
    Restart,
    SignOut,
    /// A call is accepted while the agent is being taken offline, which Connect refuses or does not answer.
    CalledOnTheWayOut {
        refused: bool,
    },
    SignIn,
}

/// What comes to the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offered {
    Call,
    Campaign,
    Chat,
}

fn actions() -> Vec<Action> {
    vec![
        Action::AcceptInCcp { contact: None },
        Action::RejectInCcp { contact: None },
        Action::Clear { contact: None },
        Action::CustomerHangsUp { contact: None, as_missed: false },
        Action::CustomerHangsUp { contact: None, as_missed: true },
        Action::FarEndAnswers { contact: None },
        Action::FarEndFails { contact: None, error: None, vanishes: false },
        Action::FarEndFails { contact: None, error: None, vanishes: true },
        Action::HoldInCcp { contact: None, on: true },
        Action::HoldInCcp { contact: None, on: false },
        Action::Miss { contact: None, kind: None },
        Action::MuteInCcp { on: true },
        Action::MuteInCcp { on: false },
        Action::ConsultInCcp { contact: None, number: "+15557770001".into() },
        Action::ReRing { contact: None, same_connection: false },
        Action::ReRing { contact: None, same_connection: true },
        Action::ResendSnapshot,
        Action::ThirdAnswers { contact: None },
        Action::ThirdGoes { contact: None, failed: false, vanishes: true },
        Action::ThirdGoes { contact: None, failed: true, vanishes: false },
        Action::Vanish { contact: None },
        Action::Websocket { on: false },
        Action::Websocket { on: true },
        Action::AuthFail { heals: true },
        Action::AgentState { name: "Lunch".into() },
        Action::AgentState { name: "Available".into() },
    ]
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let index = || any::<prop::sample::Index>();
    let what = prop_oneof![
        5 => Just(Offered::Call),
        3 => Just(Offered::Campaign),
        2 => Just(Offered::Chat),
    ];
    let one = prop_oneof![
        6 => (what, prop::bool::weighted(0.2))
            .prop_map(|(what, auto_accept)| Move::Ring { what, auto_accept }),
        5 => index().prop_map(Move::Deed),
        9 => index().prop_map(Move::Press),
        4 => (index(), index()).prop_map(|(what, whose)| Move::Command(what, whose)),
        2 => any::<bool>().prop_map(|in_fusion| Move::Dial { in_fusion }),
        3 => index().prop_map(Move::Fault),
        6 => (0..9_000_u64).prop_map(Move::Pass),
        1 => Just(Move::Pass(LOOKS_FOR.0)),
        1 => (0..600_u64).prop_map(Move::Sleep),
        1 => (-4_000_000..4_000_000_i64).prop_map(Move::SetClock),
        1 => Just(Move::Reload),
        1 => (0..20_u64).prop_map(Move::TakeOver),
        1 => Just(Move::Restart),
        1 => Just(Move::SignOut),
        1 => any::<bool>().prop_map(|refused| Move::CalledOnTheWayOut { refused }),
        1 => Just(Move::SignIn),
    ];
    prop::collection::vec(one, 1..40)
}

/// A day under way.
struct Day {
    desk: Desk,
    on: BTreeSet<&'static str>,
    ever: BTreeSet<&'static str>,
    rung: usize,
    /// The calls that a campaign offered.
    campaigns: BTreeSet<String>,
    cleared: usize,
    /// How often the agent pressed *Call now*.
    called_now: usize,
    /// When a page was closed or the computer slept: what was asked before is not judged by the clock.
    breaks: Vec<Millis>,
}

impl Day {
    fn new(transport: TransportChoice, wrap_up: &str) -> Self {
        let fusion = match wrap_up {
            "untilCleared" => json!({ "acwEndsWrapUp": true }),
            other => json!({ "wrapUp": other }),
        };
        let config = json!({ "fusion": fusion });
        let desk = Desk::new(Setup { config, transport, ..Setup::default() });
        let (on, ever, campaigns) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (cleared, called_now) = (0, 0);
        Self { desk, on, ever, rung: 0, campaigns, cleared, called_now, breaks: Vec::new() }
    }

    fn play(&mut self, step: &Move) {
        let desk = &mut self.desk;
        match step {
            Move::Ring { what, auto_accept } => {
                self.rung += 1;
                let id = format!("call-{}", self.rung);
                if *what == Offered::Campaign {
                    self.campaigns.insert(id.clone());
                }
                let chat = *what == Offered::Chat;
                desk.act(Action::Ring(Ring {
                    number: Some(MARY.to_owned()),
                    contact_id: Some(id),
                    channel: if chat { Channel::Chat } else { Channel::Voice },
                    auto_accept: *auto_accept,
                    force: chat,
                    preview: *what == Offered::Campaign,
                    ..Ring::default()
                }));
            }
            Move::Deed(which) => {
                let actions = actions();
                desk.act(which.get(&actions).clone());
            }
            Move::Press(which) => {
                let on: Vec<&str> =
                    BUTTONS.into_iter().filter(|button| desk.has_button(button)).collect();
                if !on.is_empty() {
                    let button = which.get(&on);
                    self.cleared += usize::from(*button == "Clear contact");
                    self.called_now += usize::from(*button == "Call now");
                    desk.press(button);
                }
            }
            Move::Command(what, whose) => {
                let mut ids: Vec<String> =
                    desk.fusion.calls.iter().map(|call| call.event_id.clone()).collect();
                ids.push("unknown".to_owned());
                let command = *what.get(&COMMANDS);
                let event_id: &String = whose.get(&ids);
                desk.command(command, event_id);
            }
            Move::Dial { in_fusion: true } => {
                desk.click(MARY);
            }
            Move::Dial { in_fusion: false } => desk.intend(Intent::Dial(DialText::new(MARY), None)),
            Move::Fault(which) => {
                let fault = *which.get(&FAULTS[..]);
                let on = self.on.insert(fault) || !self.on.remove(fault);
                self.ever.insert(fault);
                desk.fault(fault, on);
            }
            Move::Pass(span) => desk.pass(Millis(*span)),
            Move::Sleep(span) => {
                self.breaks.push(desk.now);
                desk.now = desk.now + Millis::seconds(*span);
                self.breaks.push(desk.now);
                desk.pass(Millis(0));
            }
            Move::SetClock(by) => desk.set_clock(*by),
            Move::Reload => {
                self.breaks.push(desk.now);
                desk.reload();
            }
            Move::TakeOver(span) => {
                self.breaks.push(desk.now);
                desk.stand_down();
                desk.pass(Millis::seconds(*span));
                desk.load();
            }
            Move::Restart => {
                desk.intend(Intent::RestartConnect);
                desk.settle();
                let connect = &desk.health().connect;
                assert_ne!(
                    *connect,
                    ConnectHealth::Offline,
                    "the old line\n{}",
                    desk.transcript().join("\n")
                );
            }
            Move::SignOut => desk.intend(Intent::SignOut),
            Move::CalledOnTheWayOut { refused } => {
                let fault = if *refused { "state-fails" } else { "connect-never" };
                desk.fault(fault, true);
                desk.intend(Intent::SignOut);
                self.rung += 1;
                let contact_id = Some(format!("call-{}", self.rung));
                let number = Some(MARY.to_owned());
                desk.act(Action::Ring(Ring { number, contact_id, ..Ring::default() }));
                desk.fault(fault, self.on.contains(fault));
                if desk.has_button("Accept") {
                    desk.press("Accept");
                }
                desk.pass(Millis::seconds(5));
            }
            Move::SignIn => desk.act(Action::SignIn),
        }
    }

    /// All faults end, everybody hangs up, and time passes: nothing may be left open.
    fn finish(&mut self) {
        for fault in core::mem::take(&mut self.on) {
            self.desk.fault(fault, false);
        }
        self.desk.act(Action::Websocket { on: true });
        // A sign-out that is under way comes first.
        self.desk.pass(Millis::seconds(20));
        self.desk.act(Action::SignIn);
        self.desk.pass(Millis::seconds(60));
        let told = self.desk.model.agent_report().expect("an agent").available;
        let icon = self.desk.fusion.agent.0;
        assert_eq!(
            icon == Icon::Green,
            told,
            "Fusion's icon\n{}",
            self.desk.transcript().join("\n")
        );
        self.desk.intend(Intent::RetryFusion);
        self.desk.pass(Millis::seconds(30));
        let unopened =
            |card: &&CardView| card.phase == Phase::Connected && UNTAKEN.contains(&card.pop);
        let unopened = self.desk.view().cards.iter().find(unopened);
        assert!(unopened.is_none(), "{unopened:?}\n{}", self.desk.transcript().join("\n"));
        // A call that rang in vain may be given to the agent again, and a customer may wait in the queue.
        for _ in 0..40 {
            let contacts = self.contacts();
            for contact in &contacts {
                self.desk.act(Action::Vanish { contact: Some(contact.clone()) });
            }
            self.desk.pass(Millis::seconds(3));
            if contacts.is_empty() {
                break;
            }
        }
        self.desk.pass(Millis::seconds(60));
    }

    fn contacts(&self) -> Vec<String> {
        let state =
            |entry: &&Entry| entry.way == Direction::Ccp && entry.message["kind"] == "state";
        let last = self.desk.log.iter().rev().find(state).map(|entry| &entry.message["contacts"]);
        let all = last.and_then(Value::as_array).into_iter().flatten();
        all.filter_map(|contact| contact["id"].as_str().map(str::to_owned)).collect()
    }

    fn check(&self) {
        let desk = &self.desk;
        let transcript = || desk.transcript().join("\n");
        assert_eq!(desk.violations(), Vec::<&str>::new(), "Fusion objects\n{}", transcript());
        assert!(desk.view().cards.is_empty(), "a card is left\n{}", transcript());
        assert_eq!(desk.model.dial, None, "dialling for ever");
        let mute = |card: &CardView| !card.alarm || card.channel.is_voice();
        let cards = desk.views.iter().flat_map(|view| &view.cards);
        assert!(cards.clone().all(mute), "an alarm without a microphone\n{}", transcript());
        for pair in desk.views.windows(2) {
            let [before, after] = pair else { continue };
            let left = before.health.connect != ConnectHealth::SignedOut
                && after.health.connect == ConnectHealth::SignedOut;
            let talks = before.cards.iter().any(|card| card.phase == Phase::Connected);
            assert!(!(left && talks), "signed out in mid-call\n{}", transcript());
        }
        let clears = desk.asked("clearContact").len();
        assert!(
            clears <= self.cleared,
            "{clears} cleared, {} asked\n{}",
            self.cleared,
            transcript()
        );
        let made = desk.asked("engagePreviewContact").len();
        assert!(
            made <= self.called_now,
            "{made} made, {} asked\n{}",
            self.called_now,
            transcript()
        );
        for (event_id, requests) in self.by_call() {
            self.check_call(event_id, &requests);
            self.check_campaign(event_id, &requests);
        }
        let losing = [
            "close-error",
            "fusion-away",
            "fusion-never",
            "lose-closeCommEvent",
            "refuse-closeCommEvent",
        ];
        let refuses_close = losing.iter().any(|fault| self.ever.contains(fault));
        let open = desk
            .fusion
            .calls
            .iter()
            .find(|call| !matches!(call.stage, Stage::WrapUp | Stage::Closed));
        assert!(refuses_close || open.is_none(), "Fusion was left with {open:?}\n{}", transcript());
    }

    /// The requests about each call, in order.
    fn by_call(&self) -> BTreeMap<&str, Vec<&Entry>> {
        let mut calls: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in self
            .desk
            .logged(|entry| entry.way == Direction::In && entry.method().ends_with("CommEvent"))
        {
            let event_id = entry.message["data"]["eventId"].as_str().expect("an eventId");
            calls.entry(event_id).or_default().push(entry);
        }
        calls
    }

    fn check_call(&self, event_id: &str, requests: &[&Entry]) {
        let transcript = || self.desk.transcript().join("\n");
        let what = |entry: &Entry| {
            let reason = entry.message["data"]["reason"].as_str().unwrap_or_default();
            format!("{} {reason}", entry.method())
        };
        let said: Vec<String> = requests.iter().map(|entry| what(entry)).collect();
        assert_eq!(requests[0].method(), "newCommEvent", "{said:?}\n{}", transcript());
        let closes = said.iter().skip_while(|said| !said.starts_with("close"));
        let closes = closes.inspect(|said| assert!(said.starts_with("close"), "{said} at last"));
        assert!(closes.count() > 0, "{event_id} is closed\n{}", transcript());
        // When Fusion learned of the call, if that was late.
        let news = requests.iter().filter(|entry| entry.method() == "newCommEvent");
        let late = news.filter(|new| self.is_answered_late(new));
        let late: Vec<Millis> = late.filter_map(|new| self.answer_to(new)).collect();
        for (place, request) in requests.iter().enumerate() {
            let earlier = requests[..place].iter().rev().find(|it| what(it) == what(request));
            let Some(before) = earlier else { continue };
            let learned = late.iter().any(|at| before.at <= *at);
            let excused = learned && request.method() == "closeCommEvent";
            let again = excused || !self.is_taken(before, request.at);
            assert!(again, "{event_id}: {} again though taken\n{}", what(request), transcript());
        }
        if let Some(last) = requests.last() {
            let broken = self.breaks.iter().any(|at| *at >= last.at);
            let attempts = said.iter().filter(|it| **it == what(last)).count();
            let heard = self.answer_to(last).is_some();
            let taken = self.is_taken(last, self.desk.now);
            let enough = taken || broken || attempts > 1 || heard && !self.is_refused(last);
            assert!(enough, "{event_id}: {} only once\n{}", what(last), transcript());
        }
        for pair in requests.windows(2) {
            let [first, second] = pair else { continue };
            let free = self.answer_to(first).is_some_and(|at| at <= second.at)
                || second.at >= first.at + ANSWERS_WITHIN
                || self.breaks.iter().any(|at| (first.at..=second.at).contains(at));
            assert!(
                free,
                "{event_id}: {} before {} was answered\n{}",
                second.method(),
                first.method(),
                transcript()
            );
        }
    }

    /// A campaign's call is none of Fusion's business before the agent has it.
    fn check_campaign(&self, event_id: &str, requests: &[&Entry]) {
        let contact = event_id.split('~').next().unwrap_or_default();
        if !self.campaigns.contains(contact) {
            return;
        }
        let taken = self.desk.log.iter().position(|entry| {
            let listed = entry.message["contacts"].as_array().into_iter().flatten();
            let accepted = |it: &Value| it["id"] == contact && it["state"] != "incoming";
            entry.way == Direction::Ccp && listed.into_iter().any(accepted)
        });
        let told = self.desk.log.iter().position(|entry| core::ptr::eq(entry, requests[0]));
        assert!(
            taken.is_some() && taken < told,
            "{event_id} told before it was taken\n{}",
            self.desk.transcript().join("\n")
        );
    }

    fn answer_to(&self, request: &Entry) -> Option<Millis> {
        let uuid = &request.message["uuid"];
        let answer = |entry: &&Entry| entry.way == Direction::Out && entry.message["uuid"] == *uuid;
        self.desk.log.iter().find(answer).map(|entry| entry.at)
    }

    /// Whether Fusion took a request in time, and a page was there to hear that, before this time.
    fn is_taken(&self, request: &Entry, before: Millis) -> bool {
        let uuid = &request.message["uuid"];
        let answer = |entry: &&Entry| entry.way == Direction::Out && entry.message["uuid"] == *uuid;
        self.desk.log.iter().find(answer).is_some_and(|answer| {
            let heard = !self.breaks.iter().any(|at| (request.at..=answer.at).contains(at));
            let in_time = answer.at < (request.at + ANSWERS_WITHIN).min(before);
            answer.message["result"] == "success" && in_time && heard
        })
    }

    fn is_refused(&self, request: &Entry) -> bool {
        let uuid = &request.message["uuid"];
        let refused = |entry: &Entry| {
            entry.way == Direction::Out
                && entry.message["uuid"] == *uuid
                && entry.message["result"] != "success"
        };
        self.desk.log.iter().any(refused)
    }

    fn is_answered_late(&self, request: &Entry) -> bool {
        self.answer_to(request).is_some_and(|at| at >= request.at + ANSWERS_WITHIN)
    }
}

proptest! {
    #![proptest_config(super::days(200))]

    #[test]
    fn no_day_at_the_desk_breaks_the_discipline(
        moves in moves(),
        uef in any::<bool>(),
        wrap_up in prop_oneof![Just("unlimited"), Just("none"), Just("untilCleared")],
    ) {
        let transport = if uef { TransportChoice::Uef } else { TransportChoice::Mca };
        let mut day = Day::new(transport, wrap_up);
        for step in &moves {
            day.play(step);
        }
        day.finish();
        day.check();
    }
}
