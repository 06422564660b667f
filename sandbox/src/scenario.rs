//! The situations that an address can ask for: `sandbox-fusion?scenario=NAME`.
//!
//! Never presses anything in the toolbar: a scenario brings it about, and the person goes on.

use super::ccp::contact::Channel;
use super::ccp::fault::Fault;
use super::control::{Action, Configure, Retries, Ring};
use Step::{Click, CloseTab, Command, Do, Fusion};

/// One thing that happens.
#[derive(Clone)]
pub enum Step {
    /// Something of the customer's or Connect's.
    Do(fn() -> Action),
    /// The same, as the address names it.
    Act(Action),
    /// A click on this number in Fusion.
    Click(&'static str),
    /// Fusion's own command for the newest call.
    Command(&'static str),
    /// The tab that Fusion opened last is closed.
    CloseTab,
    /// This fault of Fusion comes, or goes.
    Fusion(&'static str, bool),
}

/// A situation.
pub struct Scenario {
    /// Its name in the address.
    pub name: &'static str,
    /// Words that the toolbar then shows.
    pub shows: &'static str,
    /// What happens, one after the other.
    pub steps: &'static [Step],
    /// What is laid over the toolbar's configuration, as JSON text.
    pub config: Option<&'static str>,
}

const NUMBER: &str = "+15551230000";
const EXTENSION: &str = "+1 555 123 0000 ext. 227";
const CALL: Step = Do(|| ring(|it| it.auto_accept = true));
const RING: Step = Do(|| ring(|_| ()));
const ANOTHER: Step = Do(|| ring(|it| it.force = true));
const CALLBACK: Step = Do(|| ring(|it| it.channel = Channel::QueueCallback));
const ANSWERED_ELSEWHERE: Step = Do(|| Action::AcceptInCcp { contact: None });
const CONSULT: Step =
    Do(|| Action::ConsultInCcp { contact: None, number: "+15557770001".to_owned() });
const ANSWERED: Step = Do(|| Action::ThirdAnswers { contact: None });
const FAR_END_ANSWERS: Step = Do(|| Action::FarEndAnswers { contact: None });
const ENDS: Step = Do(|| Action::CustomerHangsUp { contact: None, as_missed: false });
const MANY: Step = Do(|| configure(|it| it.multi_party = Some(true)));
const BUSY: Step = Do(|| Action::FarEndFails {
    contact: None,
    error: Some("LineEngagedCustomer".to_owned()),
    vanishes: false,
});

/// Every scenario.
pub const ALL: &[Scenario] = &[
    scenario("ring", "Incoming call", &[RING]),
    scenario("call", "On a call", &[CALL]),
    scenario("tab-closed", "Show in Fusion", &[CALL, CloseTab]),
    scenario("two-rings", "Incoming call", &[RING, ANOTHER]),
    scenario("ring-during-call", "Incoming call", &[CALL, ANOTHER]),
    scenario(
        "two-calls",
        "Swap",
        &[CALL, Do(|| ring(|it| (it.force, it.auto_accept) = (true, true)))],
    ),
    scenario("withheld", "Number withheld", &[Do(|| ring(|it| it.number = Some(String::new())))]),
    scenario("session-ends", "Stay signed in", &[Do(|| Action::ExpireSoon { millis: 60_000 })]),
    scenario(
        "signed-out-by-rule",
        "nothing was done for a while",
        &[Do(|| Action::ExpireSoon { millis: 1000 })],
    ),
    scenario("answered-elsewhere", "On a call", &[RING, ANSWERED_ELSEWHERE]),
    // Connect tells no difference where nobody here declined.
    scenario(
        "declined-elsewhere",
        "Missed call",
        &[RING, Do(|| Action::RejectInCcp { contact: None })],
    ),
    scenario("click-to-dial", "Calling", &[Click(NUMBER)]),
    scenario("dialled", "On a call", &[Click(NUMBER), FAR_END_ANSWERS]),
    scenario("dialled-with-extension", "Extension 227", &[Click(EXTENSION), FAR_END_ANSWERS]),
    scenario("dial-busy", "line is busy", &[Click(NUMBER), BUSY]),
    scenario(
        "dial-not-answered",
        "Not answered",
        &[
            Click(NUMBER),
            Do(|| Action::FarEndFails { contact: None, error: None, vanishes: false }),
        ],
    ),
    scenario("dialled-in-ccp", "Calling", &[Do(|| Action::Outbound { number: NUMBER.to_owned() })]),
    scenario(
        "colleague-dialled-in-ccp",
        "Ben Berger",
        &[Do(|| Action::Outbound { number: "Ben Berger".to_owned() }), FAR_END_ANSWERS],
    ),
    scenario("second-click-while-busy", "On a call", &[CALL, Click(NUMBER)]),
    scenario(
        "no-permission",
        "You may not make calls",
        &[Do(|| configure(|it| it.permissions = Some(Vec::new())))],
    ),
    scenario(
        "no-outbound-queue",
        "no default outbound queue",
        &[Do(|| Action::Fault { fault: Fault::NoOutboundQueue, on: true })],
    ),
    scenario(
        "dialled-without-legs",
        "Calling",
        &[Do(|| Action::Fault { fault: Fault::DialBare, on: true }), Click(NUMBER)],
    ),
    scenario(
        "dialled-in-another-spelling",
        "On a call",
        &[
            Do(|| Action::Fault { fault: Fault::NumbersBare, on: true }),
            Click(NUMBER),
            FAR_END_ANSWERS,
        ],
    ),
    scenario(
        "dial-failed-at-once",
        "Not answered",
        &[Do(|| Action::Fault { fault: Fault::DialStillborn, on: true }), Click(NUMBER)],
    ),
    scenario(
        "entries-garbled",
        "Incoming call",
        &[Do(|| Action::Fault { fault: Fault::EntriesGarbled, on: true }), RING],
    ),
    scenario(
        "state-named-busy",
        "Busy",
        &[
            Do(|| Action::Fault { fault: Fault::StateNamedBusy, on: true }),
            Do(|| Action::AgentState { name: "Training".to_owned() }),
        ],
    ),
    scenario(
        "monitor-nameless",
        "Leave",
        &[
            Do(|| Action::Fault { fault: Fault::MonitorNameless, on: true }),
            Do(|| ring(|it| it.monitor = true)),
        ],
    ),
    scenario(
        "monitor-unsure",
        "Leave",
        &[
            Do(|| Action::Fault { fault: Fault::MonitorUnsure, on: true }),
            Do(|| ring(|it| it.monitor = true)),
        ],
    ),
    scenario(
        "customer-left",
        "The customer left the call",
        &[
            Do(|| Action::Fault { fault: Fault::CustomerLingers, on: true }),
            CALL,
            CONSULT,
            ANSWERED,
            ENDS,
        ],
    ),
    scenario(
        "agent-held",
        "You are on hold",
        &[CALL, Do(|| Action::HoldAgent { contact: None, on: true })],
    ),
    scenario("hold", "On hold", &[CALL, Do(|| Action::HoldInCcp { contact: None, on: true })]),
    scenario("hold-from-fusion", "On hold", &[CALL, Command("hold")]),
    scenario("mute-from-fusion", "On a call", &[CALL, Command("mute")]),
    scenario(
        "unasked-unmute",
        "nobody here",
        &[CALL, Do(|| Action::MuteInCcp { on: true }), Do(|| Action::MuteInCcp { on: false })],
    ),
    scenario(
        "forced-mute",
        "supervisor muted you",
        &[MANY, CALL, Do(|| Action::ForceMute { contact: None, on: true })],
    ),
    scenario("consult-ringing", "+1 555 777 0001", &[CALL, CONSULT]),
    scenario("consult", "Leave", &[CALL, CONSULT, ANSWERED]),
    scenario("multi-party", "Leave", &[MANY, CALL, CONSULT, ANSWERED]),
    scenario("transferred-to-me", "Transfer", &[Do(|| ring(|it| it.transfer = true))]),
    scenario("colleague-calls", "Internal call", &[Do(|| ring(|it| it.colleague = true))]),
    scenario("web-caller", "Web or app caller", &[Do(|| ring(|it| it.web = true))]),
    scenario("preview", "Campaign call", &[Do(|| ring(|it| it.preview = true))]),
    scenario(
        "preview-accepted",
        "Call now",
        &[Do(|| {
            ring(|it| {
                it.preview = true;
                it.auto_accept = true;
            })
        })],
    ),
    scenario("callback", "Incoming callback", &[CALLBACK]),
    scenario("callback-dialled", "Calling", &[CALLBACK, ANSWERED_ELSEWHERE]),
    scenario("chat", "Incoming chat", &[Do(|| ring(|it| it.channel = Channel::Chat))]),
    scenario("task", "Incoming task", &[Do(|| ring(|it| it.channel = Channel::Task))]),
    scenario("email", "Incoming email", &[Do(|| ring(|it| it.channel = Channel::Email))]),
    scenario("silent-monitor", "Leave", &[Do(|| ring(|it| it.monitor = true))]),
    scenario("barge", "Leave", &[Do(|| ring(|it| it.barge = true))]),
    scenario("after-call-work", "After call work", &[CALL, ENDS]),
    scenario(
        "work-ended-elsewhere",
        "Answered",
        &[CALL, ENDS, Do(|| Action::Clear { contact: None })],
    ),
    scenario(
        "next-call-early",
        "Escalations",
        &[
            CALL,
            ENDS,
            Do(|| ring(|it| (it.force, it.queue) = (true, Some("Escalations".to_owned())))),
        ],
    ),
    scenario("missed", "Missed call", &[RING, Do(|| Action::Miss { contact: None, kind: None })]),
    scenario("abandoned", "Caller hung up", &[RING, ENDS]),
    scenario(
        "next-state",
        "Next: Lunch",
        &[CALL, Do(|| Action::NextState { name: Some("Lunch".to_owned()) })],
    ),
    scenario(
        "state-elsewhere",
        "Training",
        &[Do(|| Action::AgentState { name: "Training".to_owned() })],
    ),
    scenario(
        "agent-error",
        "Call did not reach you",
        &[Do(|| Action::AgentError { name: "FailedConnectAgent".to_owned() })],
    ),
    scenario(
        "desk-phone",
        "Answer on your phone",
        &[Do(|| configure(|it| it.softphone = Some(false))), Do(|| ring(|it| it.deskphone = true))],
    ),
    scenario(
        "state-untaken",
        "Fusion does not take your state",
        &[
            Fusion("refuse-agentStateEvent", true),
            Do(|| Action::AgentState { name: "Training".to_owned() }),
        ],
    ),
    scenario(
        "ghost-dialog",
        "Fusion may still show this call",
        &[
            Fusion("refuse-closeCommEvent", true),
            RING,
            Do(|| Action::RejectInCcp { contact: None }),
        ],
    ),
    scenario("lookup-late", "Mary Doe", &[Fusion("new-late", true), RING]),
    scenario("size-refused", "On a call", &[Fusion("refuse-setToolbarDimensions", true), CALL]),
    scenario(
        "fusion-away",
        "On a call",
        &[Fusion("fusion-away", true), CALL, Fusion("fusion-away", false)],
    ),
    scenario("signed-out", "Signed out", &[Do(|| Action::SignOut)]),
    Scenario {
        config: Some(r#"{"session":{"stateAfterSignIn":"Lunch"}}"#),
        ..scenario(
            "shift-begins",
            "Lunch",
            &[
                Do(|| Action::AgentState { name: "Offline".to_owned() }),
                Do(|| Action::SignOut),
                Do(|| Action::SignIn),
            ],
        )
    },
    scenario(
        "no-access",
        "No access to the phone",
        &[Do(|| Action::Fault { fault: Fault::AccessDenied, on: true })],
    ),
    scenario(
        "websocket-cannot-start",
        "Phone lost its line to Amazon Connect",
        &[Do(|| Action::WebsocketInitFailure)],
    ),
    scenario(
        "no-news",
        "No news from Amazon Connect",
        &[Do(|| Action::Fault { fault: Fault::CcpSilent, on: true })],
    ),
    scenario("session-expired", "Session expired", &[Do(|| Action::AuthFail { heals: false })]),
    scenario(
        "frozen",
        "Amazon Connect stopped updating",
        &[Do(|| Action::RetriesExhausted { kind: Retries::Cti })],
    ),
    scenario(
        "websocket-lost",
        "Phone lost its line to Amazon Connect",
        &[Do(|| Action::Websocket { on: false })],
    ),
    scenario(
        "voice-isolation",
        "Voice isolation",
        &[Do(|| configure(|it| it.enhancement = Some("VOICE_ISOLATION".to_owned())))],
    ),
    scenario(
        "network-failed",
        "Network to Amazon failed",
        &[Do(|| Action::Network { status: "failed".to_owned() })],
    ),
    scenario(
        "softphone-error",
        "microphone",
        &[Do(|| Action::SoftphoneError { kind: "microphone_not_shared".to_owned() })],
    ),
];

const fn scenario(name: &'static str, shows: &'static str, steps: &'static [Step]) -> Scenario {
    Scenario { name, shows, steps, config: None }
}

fn ring(change: fn(&mut Ring)) -> Action {
    let mut ring = Ring { number: Some(NUMBER.to_owned()), ..Ring::default() };
    change(&mut ring);
    Action::Ring(ring)
}

fn configure(change: fn(&mut Configure)) -> Action {
    let mut configure = Configure::default();
    change(&mut configure);
    Action::Configure(configure)
}

/// The scenario of this name.
pub fn by_name(name: &str) -> Option<&'static Scenario> {
    ALL.iter().find(|scenario| scenario.name == name)
}
