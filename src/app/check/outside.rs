//! The self-check's looking at the outside systems: Fusion is sent one request, and a call that does not exist; of Connect a
//! CCP is started that only has to answer, and is taken down when it did.
//!
//! Never answers a command of Fusion with more than a refusal. The CCP is never there beside a running toolbar, and never
//! sends a command.

use core::time::Duration;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use web_sys::Element;

use super::run::SelfCheck;
use crate::app::engine::{STREAMS, open_fusion};
use crate::check::links::{
    CheckAnswer, SignInAttempt, classification as judge_calls, configuration, not_started,
    presence, unreachable,
};
use crate::check::{Cause, Check, surroundings};
use crate::config::{Config, normalise};
use crate::connect::{Session, StartOptions};
use crate::dom::clock::Timer;
use crate::dom::{clock, fetch, window};
use crate::domain::{
    CloseReason, Event, EventId, Fallback, FusionPresence, FusionRequest, LinkFact, Refusal,
    Tokens, Transport, Uuid, UuidSource,
};
use crate::fusion::Bridge;
use crate::fusion::presence::Parameters;
use crate::{connect, dom, fusion, windows};

/// As long as the toolbar itself waits (`design.md` 3).
const PATIENCE: Duration = Duration::from_secs(6);
/// From how many milliseconds on Fusion is slow.
const FUSION_SLOW: u64 = 2000;

/// The link and what was asked.
pub(super) struct FusionCheck {
    run: Weak<SelfCheck>,
    bridge: RefCell<Option<Rc<Bridge>>>,
    transport: RefCell<String>,
    uuids: RefCell<UuidSource>,
    classifications: Vec<String>,
    /// What came of the test calls so far.
    outcomes: RefCell<Vec<(String, CheckAnswer)>>,
    asked: RefCell<Option<Question>>,
    timer: RefCell<Option<Timer>>,
    begun: Cell<u64>,
    me: Weak<Self>,
}

/// What Fusion's next answer is to.
struct Question {
    uuid: Uuid,
    /// The call that was offered; none where the configuration was asked for.
    call: Option<EventId>,
}

/// Judges what Fusion wrote into the address, and asks it.
pub(super) fn start_fusion(run: &Rc<SelfCheck>, config: &Config) -> Option<Rc<FusionCheck>> {
    let search = window::search();
    let framed = window::is_framed();
    let (standing, params) =
        fusion::presence(&search, framed, &config.fusion.origins, config.fusion.transport);
    run.change(|findings| presence(&standing, framed, &Parameters::parse(&search), findings));
    let (FusionPresence::Framed, Some(params), Ok(seed)) = (standing, params, dom::random_seed())
    else {
        return None;
    };
    let link = Rc::new_cyclic(|me: &Weak<FusionCheck>| FusionCheck {
        run: Rc::downgrade(run),
        bridge: RefCell::default(),
        transport: RefCell::default(),
        uuids: RefCell::new(UuidSource::new(seed)),
        classifications: config.settings.token_map.every_classification(),
        outcomes: RefCell::default(),
        asked: RefCell::default(),
        timer: RefCell::default(),
        begun: Cell::default(),
        me: me.clone(),
    });
    let me = Rc::downgrade(&link);
    let sink = move |event| {
        if let Some(link) = me.upgrade() {
            link.hear(event);
        }
    };
    *link.bridge.borrow_mut() = Some(open_fusion(params, config, None, Rc::new(sink)));
    if let Some(bridge) = &*link.bridge.borrow() {
        bridge.open();
    }
    Some(link)
}

impl FusionCheck {
    /// Has Fusion offer a call, and takes it back as soon as Fusion answered.
    pub(super) fn offer(&self) {
        if self.asked.borrow().is_some() {
            return;
        }
        if let Some(run) = self.run.upgrade() {
            run.change(|findings| findings.reopen(Check::Classification));
        }
        // A toolbar is disabled until it said this (`fusion.md` C.2).
        self.post(&self.uuid(), &FusionRequest::Ready);
        self.outcomes.take();
        self.offer_next();
    }

    /// Offers a call of the next classification; false when there is none left.
    fn offer_next(&self) -> bool {
        let done = self.outcomes.borrow().len();
        let Some(classification) = self.classifications.get(done).cloned() else { return false };
        let uuid = self.uuid();
        let event_id = EventId::new(format!("self-check-{}", uuid.as_str()));
        let call = Some(event_id.clone());
        self.asked.replace(Some(Question { uuid: uuid.clone(), call }));
        let mut in_data = Tokens::new();
        in_data.set_text("SVCMCA_COMMUNICATION_DIRECTION", "ORA_SVC_INBOUND");
        in_data.set_text("SVCMCA_ANI", "");
        self.ask(&uuid, &FusionRequest::New { event_id, classification, in_data, lookup: None });
        true
    }

    fn hear(&self, event: Event) {
        if let Event::FusionReady { transport, fallback } = event {
            self.begin(transport, fallback);
        } else if let Event::FusionUnreachable(why) = event {
            if let Some(run) = self.run.upgrade() {
                run.change(|findings| unreachable(&why, findings));
            }
        } else if let Event::FusionAnswered(answer) = event {
            let is_it = self.asked.borrow().as_ref().is_some_and(|asked| asked.uuid == answer.uuid);
            if is_it {
                self.settle(match answer.outcome {
                    Ok(()) => CheckAnswer::Answered,
                    Err(words) => CheckAnswer::Refused(words),
                });
            }
        } else if let Event::InteractionCommanded { ticket, .. }
        | Event::AgentCommanded { ticket, .. } = event
            && let Some(bridge) = &*self.bridge.borrow()
        {
            // Nobody is here to do as told; Fusion must not wait for it.
            bridge.reply(ticket, &Err(Refusal::NotSignedIn));
        }
    }

    /// Asks the first question, over the transport that was chosen.
    fn begin(&self, transport: Transport, fallback: Option<Fallback>) {
        let name = match transport {
            Transport::Mca => "MCA (postMessage)",
            Transport::Uef => "UEF",
        };
        let why = match fallback {
            Some(Fallback::Failed(why)) => format!(", not UEF: {why}"),
            Some(Fallback::Former) | None => String::new(),
        };
        self.transport.replace(format!("{name}{why}"));
        self.begun.set(clock::now());
        let uuid = self.uuid();
        self.asked.replace(Some(Question { uuid: uuid.clone(), call: None }));
        self.ask(&uuid, &FusionRequest::Configuration);
    }

    fn settle(&self, outcome: CheckAnswer) {
        // The timer may be the one that is running.
        let timer = self.timer.take();
        let (Some(run), Some(asked)) = (self.run.upgrade(), self.asked.take()) else { return };
        match asked.call {
            None => {
                if outcome != CheckAnswer::Silent {
                    run.note_duration("Fusion", self.begun.get(), FUSION_SLOW);
                }
                run.change(|findings| configuration(outcome, &self.transport.borrow(), findings));
            }
            Some(event_id) => self.settle_call(&run, event_id, outcome),
        }
        drop(timer);
    }

    /// Takes the call back, and goes on with the next classification.
    fn settle_call(&self, run: &SelfCheck, event_id: EventId, outcome: CheckAnswer) {
        let done = self.outcomes.borrow().len();
        let classification = self.classifications.get(done).cloned().unwrap_or_default();
        let request = FusionRequest::Close {
            event_id,
            classification: classification.clone(),
            in_data: Tokens::new(),
            reason: CloseReason::Abandoned,
        };
        self.post(&self.uuid(), &request);
        self.outcomes.borrow_mut().push((classification, outcome));
        if !self.offer_next() {
            run.set(Check::Classification, judge_calls(&self.outcomes.borrow()));
        }
    }

    /// Posts a request and waits for its answer.
    fn ask(&self, uuid: &Uuid, request: &FusionRequest) {
        let me = self.me.clone();
        let late = Timer::after(PATIENCE, move || {
            if let Some(link) = me.upgrade() {
                link.settle(CheckAnswer::Silent);
            }
        });
        self.timer.replace(late.ok());
        self.post(uuid, request);
    }

    fn post(&self, uuid: &Uuid, request: &FusionRequest) {
        if let Some(bridge) = &*self.bridge.borrow() {
            bridge.request(uuid, request);
        }
    }

    fn uuid(&self) -> Uuid {
        self.uuids.borrow_mut().next_uuid()
    }
}

/// Data follow an acknowledgement within moments.
const DATA_WITHIN: Duration = Duration::from_secs(10);
/// Streams' own timers stumble over an end that comes within a second (`connect.md` B.5).
const GRACE: Duration = Duration::from_millis(1500);
/// From how many milliseconds on Amazon's host and the start of the CCP are slow.
const HOST_SLOW: u64 = 3000;
const CCP_SLOW: u64 = 8000;

/// The CCP and what came of it.
pub(super) struct ConnectCheck {
    run: Weak<SelfCheck>,
    attempt: RefCell<SignInAttempt>,
    session: RefCell<Option<Session>>,
    begun: Cell<u64>,
    timer: RefCell<Option<Timer>>,
    me: Weak<Self>,
}

/// Starts it in `place`, unless a toolbar runs.
pub(super) fn start_connect(
    run: &Rc<SelfCheck>,
    config: Rc<Config>,
    place: Element,
) -> Rc<ConnectCheck> {
    let phone = Rc::new_cyclic(|me| ConnectCheck {
        run: Rc::downgrade(run),
        attempt: RefCell::default(),
        session: RefCell::default(),
        begun: Cell::default(),
        timer: RefCell::default(),
        me: me.clone(),
    });
    let me = Rc::downgrade(&phone);
    spawn_local(async move {
        let Some(run) = me.upgrade().and_then(|phone| phone.run.upgrade()) else { return };
        if others(&run).await == Some(true) {
            return run.change(|findings| not_started(Cause::CcpNotStarted, findings));
        }
        let Some(phone) = me.upgrade() else { return };
        phone.begin(&config, &place);
    });
    phone
}

/// Finds out whether another toolbar runs; `None` where the browser does not tell.
pub(super) async fn others(run: &SelfCheck) -> Option<bool> {
    let led = windows::is_led().await.ok();
    run.set(Check::Locks, if led.is_some() { Cause::LocksOk } else { Cause::LocksDenied });
    run.set(Check::OtherCcp, surroundings::other_toolbar(led));
    led
}

impl ConnectCheck {
    fn begin(&self, config: &Config, place: &Element) {
        let Some(run) = self.run.upgrade() else { return };
        self.ask_host(&config.connect.ccp_url);
        let options = StartOptions {
            init_params: config.connect.probe_params(),
            script_url: run.base.file(STREAMS),
            attributes: Vec::new(),
            segments: Vec::new(),
        };
        let me = self.me.clone();
        self.begun.set(clock::now());
        let sink = move |event| {
            if let Some(phone) = me.upgrade() {
                phone.hear(&event);
            }
        };
        *self.session.borrow_mut() = Some(connect::start(place, options, Rc::new(sink)));
    }

    /// Opens Amazon's login window; the CCP that was given up may then answer.
    pub(super) fn sign_in(&self) {
        if let Some(session) = &*self.session.borrow() {
            session.open_login();
        }
    }

    fn ask_host(&self, ccp_url: &str) {
        // The bare origin: the page of the CCP would be loaded twice.
        let Ok(origin) = normalise(ccp_url) else { return };
        let me = self.me.clone();
        spawn_local(async move {
            let asked = clock::now();
            let reached = fetch::reaches(&format!("{origin}/")).await;
            let Some(phone) = me.upgrade() else { return };
            let Some(run) = phone.run.upgrade() else { return };
            if reached {
                run.note_duration("Amazon Connect", asked, HOST_SLOW);
            }
            run.change(|findings| phone.attempt.borrow_mut().reached(reached, findings));
        });
    }

    fn hear(&self, event: &Event) {
        let Some(run) = self.run.upgrade() else { return };
        if let Event::LinkChanged(fact) = event {
            let before = self.attempt.borrow().acknowledged;
            run.change(|findings| self.attempt.borrow_mut().take(fact, findings));
            if matches!(fact, LinkFact::Initialising) {
                self.begun.set(clock::now());
            }
            if self.attempt.borrow().acknowledged && !before {
                run.note_duration("CCP", self.begun.get(), CCP_SLOW);
                self.later(DATA_WITHIN);
            }
            // No more is to be learnt, and there is nothing to sign in to.
            if matches!(fact, LinkFact::AccessDenied | LinkFact::SocketFailed) {
                self.later(GRACE);
            }
        } else if matches!(event, Event::SnapshotTaken(_)) {
            run.change(|findings| self.attempt.borrow_mut().data(findings));
            if let Some(skew) = self.session.borrow().as_ref().and_then(Session::clock_skew) {
                Self::compare_clock(&run, skew);
            }
            self.later(GRACE);
        }
    }

    /// Data come again and again; the first tell the time.
    fn compare_clock(run: &SelfCheck, skew: i64) {
        let known = run.clocks.borrow().iter().any(|(name, _)| *name == CONNECT);
        if !known {
            run.note_clock(CONNECT, skew);
        }
    }

    /// Ends the CCP after `span`; not at once, for Streams is still telling.
    fn later(&self, span: Duration) {
        let me = self.me.clone();
        let timer = Timer::after(span, move || {
            if let Some(phone) = me.upgrade() {
                phone.end();
            }
        });
        // The timer that is replaced may be the one that is running.
        let before = self.timer.replace(timer.ok());
        drop(before);
    }

    fn end(&self) {
        if let Some(run) = self.run.upgrade() {
            run.change(|findings| self.attempt.borrow_mut().late(findings));
            // Signing in again needs the CCP.
            let over = run.findings.try_get_untracked().is_some_and(|findings| {
                findings.of(Check::SignedIn).is_some_and(|seen| seen.cause != Cause::SessionOver)
            });
            if !over {
                return;
            }
        }
        let session = self.session.borrow_mut().take();
        drop(session);
    }
}

const CONNECT: &str = "Amazon Connect";
