//! One run of the self-check: what it found so far, and what it holds.

use std::cell::RefCell;
use std::rc::Rc;

use crate::app::base::Base;
use crate::check::{Cause, Check, Finding, Findings, ReportHead, links, report};
use crate::config::{Config, NoConfig};
use crate::dom::{clock as time, microphone, page, probe};
use crate::headers::{self, HeaderHosts, Server};
use crate::i18n;
use crate::signals::Signal;
use gloo_events::EventListener;

/// What one run of the self-check knows and holds.
pub(super) struct SelfCheck {
    pub(super) findings: Signal<Findings>,
    pub(super) base: Base,
    pub(super) config: RefCell<Option<Rc<Config>>>,
    pub(super) headers: RefCell<Vec<(String, String)>>,
    pub(super) blocked: Rc<RefCell<Vec<String>>>,
    pub(super) spans: RefCell<Vec<links::Span>>,
    pub(super) clocks: RefCell<Vec<(&'static str, i64)>>,
    pub(super) sound: RefCell<Option<probe::Sound>>,
    pub(super) microphone: RefCell<Option<microphone::MicrophoneWatch>>,
    _violations: Option<EventListener>,
}

impl SelfCheck {
    pub(super) fn new(findings: Signal<Findings>, base: Base) -> Rc<Self> {
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
            _violations: violations,
        })
    }

    pub(super) fn set(&self, check: Check, finding: impl Into<Finding>) {
        let finding = finding.into();
        self.change(|findings| findings.set(check, finding));
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Findings)) {
        // The page may be gone by the time that an answer comes.
        self.findings.update(change);
    }

    /// Notes how long an answer took.
    pub(super) fn note_duration(&self, name: &'static str, since: u64, slow: u64) {
        let millis = time::now().saturating_sub(since);
        self.spans.borrow_mut().push(links::Span { name, millis, slow });
        let finding = links::times(&self.spans.borrow());
        self.set(Check::Times, finding);
    }

    /// Notes what another clock says, in milliseconds ahead of this computer's.
    pub(super) fn note_clock(&self, name: &'static str, ahead: i64) {
        self.clocks.borrow_mut().push((name, ahead));
        let finding = links::clock(&self.clocks.borrow());
        self.set(Check::Clock, finding);
    }

    pub(super) fn report(&self) -> String {
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

    /// Takes what became of `config.json`.
    pub(super) fn judge_config(&self, read: Result<Config, NoConfig>) {
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

    /// The finished headers for each kind of server.
    pub(super) fn blocks(&self) -> Vec<(&'static str, String)> {
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
