//! The self-check while it runs: it looks, has the findings judged, and holds what it opened.
//!
//! Never disturbs a toolbar: with one alive in this browser no second CCP is started, and what is
//! started takes no call and changes no state. Start at [`CheckPage`]; `look` sees to page and browser,
//! `outside` to Amazon Connect and to Fusion.

mod look;
mod outside;

use std::cell::RefCell;
use std::rc::Rc;

use crate::components::element::{ElementRef, el};
use crate::signals::Signal;
use gloo_events::EventListener;
use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::base::{Base, read_config};
use crate::check::{Act, Cause, Check, Finding, Findings, ReportHead, links, report};
use crate::components::live::{effect, part};
use crate::config::{Config, NoConfig};
use crate::dom::{clock as time, microphone, page, probe, window};
use crate::headers::{self, HeaderHosts, Server};
use crate::i18n;
use crate::pages::{CheckActions, checking, checks};

/// What one run of the self-check knows and holds.
pub(super) struct SelfCheck {
    findings: Signal<Findings>,
    base: Base,
    config: RefCell<Option<Rc<Config>>>,
    headers: RefCell<Vec<(String, String)>>,
    blocked: Rc<RefCell<Vec<String>>>,
    spans: RefCell<Vec<links::Span>>,
    clocks: RefCell<Vec<(&'static str, i64)>>,
    sound: RefCell<Option<probe::Sound>>,
    microphone: RefCell<Option<microphone::MicrophoneWatch>>,
    phone: RefCell<Option<Rc<outside::ConnectCheck>>>,
    link: RefCell<Option<Rc<outside::FusionCheck>>>,
    _violations: Option<EventListener>,
}

impl SelfCheck {
    fn new(findings: Signal<Findings>, base: Base) -> Rc<Self> {
        let blocked: Rc<RefCell<Vec<String>>> = Rc::default();
        let seen = Rc::clone(&blocked);
        let violations = probe::on_violation(move |what| {
            let mut seen = seen.borrow_mut();
            if !seen.contains(&what) {
                seen.push(what);
            }
            // A sign-in is sent from host to host long after the headers were read.
            let finding = Cause::PolicyBlocks.about(seen.join(", "));
            findings.update(|findings| findings.set(Check::Policy, finding));
        });
        Rc::new(Self {
            findings,
            base,
            config: RefCell::default(),
            headers: RefCell::default(),
            blocked,
            spans: RefCell::default(),
            clocks: RefCell::default(),
            sound: RefCell::default(),
            microphone: RefCell::default(),
            phone: RefCell::default(),
            link: RefCell::default(),
            _violations: violations,
        })
    }

    fn set(&self, check: Check, finding: impl Into<Finding>) {
        let finding = finding.into();
        self.change(|findings| findings.set(check, finding));
    }

    fn change(&self, change: impl FnOnce(&mut Findings)) {
        // The page may be gone by the time that an answer comes.
        self.findings.update(change);
    }

    /// Notes how long an answer took.
    fn took(&self, name: &'static str, since: u64, slow: u64) {
        let millis = time::now().saturating_sub(since);
        self.spans.borrow_mut().push(links::Span { name, millis, slow });
        let finding = links::times(&self.spans.borrow());
        self.set(Check::Times, finding);
    }

    /// Notes what another clock says, in milliseconds ahead of this computer's.
    fn told_time(&self, name: &'static str, ahead: i64) {
        self.clocks.borrow_mut().push((name, ahead));
        let finding = links::clock(&self.clocks.borrow());
        self.set(Check::Clock, finding);
    }

    fn act(self: &Rc<Self>, act: Act) {
        match act {
            Act::PopUp | Act::Tone | Act::Heard | Act::Unheard | Act::Microphone | Act::Notify => {
                self.try_out(act);
            }
            Act::SignIn => {
                if let Some(phone) = self.phone.borrow().clone() {
                    phone.sign_in();
                }
            }
            Act::TestCall => {
                if let Some(link) = self.link.borrow().clone() {
                    link.offer();
                }
            }
        }
    }

    fn report(&self) -> String {
        let locale = i18n::use_locale();
        let head = ReportHead {
            version: env!("CARGO_PKG_VERSION"),
            time: time::utc(),
            browser: probe::browser(),
            address: page::address(),
            headers: self.headers.borrow().clone(),
        };
        let words = |_: Check, finding: &Finding| {
            let (tell, fix) = i18n::check_words::cause_words(locale, finding.cause);
            let parts = [tell, finding.detail.as_str(), fix];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let config = self.config.borrow().clone();
        let findings = self.findings.try_get_untracked().unwrap_or_default();
        report(&head, config.as_deref(), &findings, &words)
    }
}

/// How far the page has come.
#[derive(Clone)]
enum CheckPhase {
    Reading,
    Checking,
}

/// The self-check.
#[component]
pub(super) fn CheckPage() -> impl IntoView {
    let findings = Signal::new(Findings::default());
    let run = SelfCheck::new(findings, Base::read());
    let stage = Signal::new(CheckPhase::Reading);
    let place = ElementRef::new();
    let held = StoredValue::new_local(Rc::clone(&run));
    spawn_local(async move {
        let read = read_config(&run.base.config()).await;
        run.judge_config(read);
        stage.set(CheckPhase::Checking);
        run.look().await;
    });
    effect(move || {
        if let (CheckPhase::Checking, Some(place), Some(run)) =
            (stage.get(), place.get(), held.try_get_value())
        {
            run.start(&place);
        }
    });
    let screen = part(move || match stage.get() {
        CheckPhase::Reading => checking(),
        CheckPhase::Checking => {
            let run = move || held.try_get_value();
            checks(
                findings,
                CheckActions {
                    act: UnsyncCallback::new(move |act| {
                        if let Some(run) = run() {
                            run.act(act);
                        }
                    }),
                    report: UnsyncCallback::new(move |()| {
                        run().map(|run| run.report()).unwrap_or_default()
                    }),
                    toolbar: run()
                        .map(|run| format!("{}{}", run.base.href, window::search()))
                        .unwrap_or_default(),
                    blocks: run().map(|run| run.blocks()).unwrap_or_default(),
                },
            )
        }
    });
    [
        el("div")
            .class("ccp")
            .attr("aria-hidden", "true")
            .attr("inert", true)
            .node_ref(place)
            .into_any(),
        screen,
    ]
}

impl SelfCheck {
    /// Takes what became of `config.json`.
    fn judge_config(&self, read: Result<Config, NoConfig>) {
        if let Err(NoConfig::Unusable(errors)) = &read {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            self.set(Check::Config, Cause::ConfigInvalid.about(lines.join("\n")));
        } else if let Err(NoConfig::Unreadable(why)) = &read {
            self.set(Check::Config, Cause::ConfigUnreadable.about(why.as_str()));
        }
        if let Ok(config) = read {
            self.set(Check::Config, Cause::ConfigOk);
            *self.config.borrow_mut() = Some(Rc::new(config));
        }
    }

    /// Starts what needs the configuration and a place in the page.
    fn start(self: &Rc<Self>, place: &web_sys::Element) {
        let Some(config) = self.config.borrow().clone() else {
            self.change(|findings| {
                links::not_started(Cause::NeedsConfig, findings);
                for check in
                    [Check::Parameters, Check::Origin, Check::Transport, Check::Classification]
                {
                    findings.set(check, Cause::NeedsConfig.into());
                }
            });
            let me = Rc::clone(self);
            return spawn_local(async move {
                outside::others(&me).await;
            });
        };
        outside::start_fusion(self, &config);
        outside::start_connect(self, config, place.clone());
    }

    /// The finished headers for each kind of server.
    fn blocks(&self) -> Vec<(&'static str, String)> {
        let lists = self.config.borrow().as_deref().map(Config::hosts);
        let block = |lists: &HeaderHosts| {
            Server::ALL
                .iter()
                .map(|server| (server.name(), headers::block(*server, lists)))
                .collect()
        };
        lists.as_ref().map(block).unwrap_or_default()
    }
}
