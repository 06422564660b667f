//! The self-check's link to Fusion: one request, and a call that does not exist.
//!
//! Never answers a command of Fusion with more than a refusal.

use core::time::Duration;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::SelfCheck;
use crate::check::Check;
use crate::check::links::{
    CheckAnswer, classification as judge_calls, configuration, presence, unreachable,
};
use crate::config::Config;
use crate::dom::clock::Timer;
use crate::dom::{clock, window};
use crate::domain::{
    CloseReason, Event, EventId, Fallback, FusionPresence, FusionRequest, Refusal, Tokens,
    Transport, Uuid, UuidSource,
};
use crate::fusion::origin::Parameters;
use crate::fusion::{self, Bridge, BridgeOptions, Choice};
use crate::{dom, i18n};

/// As long as the toolbar itself waits (`design.md` 3).
const PATIENCE: Duration = Duration::from_secs(6);
/// From how many milliseconds on Fusion is slow.
const SLOW: u64 = 2000;

/// The link and what was asked.
pub(super) struct FusionCheck {
    run: Weak<SelfCheck>,
    bridge: RefCell<Option<Bridge>>,
    transport: RefCell<String>,
    uuids: RefCell<UuidSource>,
    classifications: Vec<String>,
    /// What came of the test calls so far; nothing is silence.
    outcomes: RefCell<Vec<(String, KeptAnswer)>>,
    asked: RefCell<Option<Question>>,
    timer: RefCell<Option<Timer>>,
    begun: Cell<u64>,
    me: Weak<Self>,
}

/// Fusion's answer to a test call, or that there is none.
type KeptAnswer = Option<Result<(), String>>;

/// What Fusion's next answer is to.
enum Question {
    Configuration(Uuid),
    Call(Uuid, EventId),
}

/// Judges what Fusion wrote into the address, and asks it.
pub(super) fn start(run: &Rc<SelfCheck>, config: &Config) {
    let search = window::search();
    let framed = window::is_framed();
    let (standing, params) =
        fusion::presence(&search, framed, &config.fusion.origins, config.fusion.transport);
    run.change(|findings| presence(&standing, framed, &Parameters::parse(&search), findings));
    let (FusionPresence::Framed, Some(params), Ok(seed)) = (standing, params, dom::random_seed())
    else {
        return;
    };
    let link = Rc::new_cyclic(|me: &Weak<FusionCheck>| FusionCheck {
        run: Rc::downgrade(run),
        bridge: RefCell::default(),
        transport: RefCell::default(),
        uuids: RefCell::new(UuidSource::new(seed)),
        classifications: config.settings.given.every_classification(),
        outcomes: RefCell::default(),
        asked: RefCell::default(),
        timer: RefCell::default(),
        begun: Cell::default(),
        me: me.clone(),
    });
    let locale = i18n::use_locale();
    let options = BridgeOptions {
        params,
        words: Rc::new(move |label| i18n::state_words(locale, label)),
        refusal_words: Rc::new(move |why| i18n::words::refusal_words(locale, why)),
    };
    let me = Rc::downgrade(&link);
    let sink = move |event| {
        if let Some(link) = me.upgrade() {
            link.hear(event);
        }
    };
    let choice = Choice {
        wanted: config.fusion.transport,
        uef_url: config.fusion.uef_url.clone(),
        former: None,
    };
    *run.link.borrow_mut() = Some(Rc::clone(&link));
    *link.bridge.borrow_mut() = Some(fusion::start(options, choice, Rc::new(sink)));
    if let Some(bridge) = &*link.bridge.borrow() {
        bridge.open();
    }
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
        *self.asked.borrow_mut() = Some(Question::Call(uuid.clone(), event_id.clone()));
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
            let is_it = match &*self.asked.borrow() {
                Some(Question::Configuration(uuid) | Question::Call(uuid, _)) => {
                    *uuid == answer.uuid
                }
                None => false,
            };
            if is_it {
                self.settle(match &answer.outcome {
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
        *self.asked.borrow_mut() = Some(Question::Configuration(uuid.clone()));
        self.ask(&uuid, &FusionRequest::Configuration);
    }

    fn settle(&self, outcome: CheckAnswer<'_>) {
        // The timer may be the one that is running.
        let timer = self.timer.take();
        let (Some(run), Some(asked)) = (self.run.upgrade(), self.asked.take()) else { return };
        match asked {
            Question::Configuration(_) => {
                if outcome != CheckAnswer::Silent {
                    run.took("Fusion", self.begun.get(), SLOW);
                }
                run.change(|findings| configuration(outcome, &self.transport.borrow(), findings));
            }
            Question::Call(_, event_id) => self.settle_call(&run, event_id, outcome),
        }
        drop(timer);
    }

    /// Takes the call back, and goes on with the next classification.
    fn settle_call(&self, run: &SelfCheck, event_id: EventId, outcome: CheckAnswer<'_>) {
        let done = self.outcomes.borrow().len();
        let classification = self.classifications.get(done).cloned().unwrap_or_default();
        let request = FusionRequest::Close {
            event_id,
            classification: classification.clone(),
            in_data: Tokens::new(),
            reason: CloseReason::Abandoned,
        };
        self.post(&self.uuid(), &request);
        let answer = match outcome {
            CheckAnswer::Answered => Some(Ok(())),
            CheckAnswer::Refused(words) => Some(Err(words.to_owned())),
            CheckAnswer::Silent => None,
        };
        self.outcomes.borrow_mut().push((classification, answer));
        if self.offer_next() {
            return;
        }
        let outcomes = self.outcomes.borrow();
        let outcomes: Vec<(String, CheckAnswer<'_>)> = outcomes
            .iter()
            .map(|(name, answer)| {
                let outcome = match answer {
                    Some(Ok(())) => CheckAnswer::Answered,
                    Some(Err(words)) => CheckAnswer::Refused(words),
                    None => CheckAnswer::Silent,
                };
                (name.clone(), outcome)
            })
            .collect();
        run.set(Check::Classification, judge_calls(&outcomes));
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
