//! One run of the self-check: what it found so far and what it holds, and its look at the page, its host and its browser.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::task::spawn_local;

use crate::app::base::Base;
use crate::check::surroundings::{
    Headers, PolicyNeeds, Surroundings, frame, headers as judge, network,
};
use crate::check::{Cause, Check, Finding, Findings, ReportHead, links, report, surroundings};
use crate::config::{Config, NoConfig, normalise};
use crate::dom::storage::{self, StoreKind};
use crate::dom::{clock, fetch, microphone, page, probe, window};
use crate::fusion::presence::Parameters;
use crate::headers::{self, HeaderHosts, Server};
use crate::i18n;
use crate::signals::Signal;
use gloo_events::EventListener;

/// What is written to a store and taken out again.
const TRIED: &str = "fusion-connect-toolbar.check";
/// From how many milliseconds on our own host is slow.
const HOST_SLOW: u64 = 2000;

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
        let millis = clock::now().saturating_sub(since);
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
            time: clock::utc(),
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

impl SelfCheck {
    /// Looks at all that takes no click and opens nothing.
    pub(super) async fn look(self: &Rc<Self>) {
        self.look_around();
        self.look_at_stores().await;
        self.look_at_host().await;
    }

    fn look_around(self: &Rc<Self>) {
        let secure = if probe::is_secure() { Cause::SecureYes } else { Cause::SecureNo };
        self.set(Check::Secure, secure);
        let place = Surroundings {
            framed: window::is_framed(),
            around: probe::origin_around(),
            named: Parameters::parse(&window::search()).parent_frame,
        };
        self.set(Check::Frame, frame(&place));
        self.set(Check::Network, network(&page::origin(), &place));
        for check in [Check::PopUp, Check::Speaker] {
            self.set(check, Cause::PressToCheck);
        }
        let permission = probe::notifications();
        let notifications = surroundings::notifications(permission.as_deref(), is_third_party());
        self.set(Check::Notifications, notifications);
        self.look_for_sound();
        self.look_for_microphone();
    }

    fn look_for_sound(self: &Rc<Self>) {
        let me = Rc::downgrade(self);
        let sound = probe::autoplay(move |starts| {
            if let Some(run) = me.upgrade() {
                run.set(Check::Autoplay, surroundings::autoplay(Some(starts)));
            }
        });
        if sound.is_err() {
            self.set(Check::Autoplay, surroundings::autoplay(None));
        }
        *self.sound.borrow_mut() = sound.ok();
    }

    fn look_for_microphone(self: &Rc<Self>) {
        let delegated = microphone::is_delegated();
        let cause = if delegated { Cause::DelegationOk } else { Cause::DelegationNot };
        self.set(Check::Delegation, cause);
        let me = Rc::downgrade(self);
        let watch = microphone::watch(move |known| {
            if let Some(run) = me.upgrade() {
                run.set(Check::Microphone, surroundings::microphone(delegated, known));
            }
        });
        *self.microphone.borrow_mut() = Some(watch);
    }

    async fn look_at_stores(&self) {
        let works = |kind| {
            storage::write(kind, TRIED, Some("1")).and_then(|()| storage::write(kind, TRIED, None))
        };
        let local =
            if works(StoreKind::Local).is_ok() { Cause::LocalOk } else { Cause::LocalDenied };
        self.set(Check::LocalStorage, local);
        let session =
            if works(StoreKind::Session).is_ok() { Cause::SessionOk } else { Cause::SessionDenied };
        self.set(Check::SessionStorage, session);
        let third = is_third_party();
        // A browser that denies the store says so, whatever it says of cookies.
        let cookies = probe::takes_cookies() && local == Cause::LocalOk;
        let shared = if third { probe::shares_storage().await } else { None };
        self.set(Check::Partition, surroundings::partition(third, cookies, shared));
    }

    async fn look_at_host(&self) {
        let (asked, sent) = (clock::now(), clock::wall());
        let address = format!("{}{}", page::address(), window::search());
        let Ok(answer) = fetch::answer(&address).await else {
            for check in HEADERS {
                self.set(check, Cause::HeadersUnread);
            }
            self.set(Check::Clock, Cause::ClockUnknown);
            self.set(Check::Times, Cause::TimesUnknown);
            return;
        };
        self.note_duration("index.html", asked, HOST_SLOW);
        self.compare_clock(&answer, sent);
        let seen = Headers {
            content_policy: answer.header("content-security-policy"),
            permissions: answer.header("permissions-policy"),
            frame_options: answer.header("x-frame-options"),
            opener: answer.header("cross-origin-opener-policy"),
            embedder: answer.header("cross-origin-embedder-policy"),
            cache: answer.header("cache-control"),
        };
        *self.headers.borrow_mut() = named(&seen);
        let config = self.config.borrow().clone();
        let Some(config) = config else {
            for check in HEADERS {
                self.set(check, Cause::NeedsConfig);
            }
            return;
        };
        let cache = fetch::answer(&self.base.config()).await;
        let cache = cache.map_or(seen.cache.clone(), |answer| answer.header("cache-control"));
        let own = page::origin();
        let lists = config.hosts();
        let hosts = PolicyNeeds { own: &own, config: &config, uef: lists.uef.as_deref() };
        let blocked = self.blocked.borrow().clone();
        self.change(|findings| judge(&seen, cache.as_deref(), &blocked, &hosts, findings));
    }

    /// A header tells whole seconds, and a cache on the way its age.
    fn compare_clock(&self, answer: &fetch::HostAnswer, sent: u64) {
        let Some(date) = answer.header("date").and_then(|date| clock::parse_http_date(&date))
        else {
            return self.set(Check::Clock, Cause::ClockUnknown);
        };
        let age = answer.header("age").and_then(|age| age.trim().parse().ok()).unwrap_or(0_i64);
        let middle = i64::midpoint(clock::signed(sent), clock::signed(clock::wall()));
        self.note_clock("Server", date + age * 1000 + 500 - middle);
    }

    /// Opens a window and closes it.
    pub(super) fn open_window(&self) {
        let cause = if probe::pop_up() { Cause::PopUpOk } else { Cause::PopUpBlocked };
        self.set(Check::PopUp, cause);
    }

    /// Opens the microphone for a moment.
    pub(super) fn open_microphone(self: &Rc<Self>) {
        let me = Rc::clone(self);
        spawn_local(async move {
            let opened = probe::microphone().await;
            let opened = opened.as_ref().copied().map_err(String::as_str);
            me.set(Check::Microphone, surroundings::microphone_opened(opened));
        });
    }

    /// Has the browser ask for notifications.
    pub(super) fn ask_for_notifications(self: &Rc<Self>) {
        let me = Rc::clone(self);
        spawn_local(async move {
            let said = probe::ask_for_notifications().await;
            let finding = surroundings::notifications(said.as_deref(), is_third_party());
            me.set(Check::Notifications, finding);
        });
    }

    /// Plays a tone until it is answered.
    pub(super) fn play(self: &Rc<Self>) {
        let me = Rc::downgrade(self);
        let sound = probe::tone(move |plays| {
            if let Some(run) = me.upgrade() {
                let cause = if plays { Cause::SpeakerAsk } else { Cause::SpeakerBlocked };
                run.set(Check::Speaker, cause);
            }
        });
        if sound.is_err() {
            self.set(Check::Speaker, Cause::SpeakerBlocked);
        }
        *self.sound.borrow_mut() = sound.ok();
    }

    /// Takes whether the tone was heard.
    pub(super) fn answer_tone(&self, cause: Cause) {
        self.sound.borrow_mut().take();
        self.set(Check::Speaker, cause);
    }
}

/// What is judged by the headers of the page.
const HEADERS: [Check; 5] =
    [Check::Framing, Check::Policy, Check::Permissions, Check::Isolation, Check::Caching];

/// The headers that there are, for the report.
fn named(seen: &Headers) -> Vec<(String, String)> {
    let all = [
        ("Content-Security-Policy", &seen.content_policy),
        ("Permissions-Policy", &seen.permissions),
        ("X-Frame-Options", &seen.frame_options),
        ("Cross-Origin-Opener-Policy", &seen.opener),
        ("Cross-Origin-Embedder-Policy", &seen.embedder),
        ("Cache-Control", &seen.cache),
    ];
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    all.into_iter().map(|(name, seen)| (name.to_owned(), value(seen))).collect()
}

/// Whether the page is in a frame of another origin, as far as the browser tells.
fn is_third_party() -> bool {
    let around = probe::origin_around();
    let own = normalise(&page::origin()).ok();
    window::is_framed() && around.is_none_or(|around| normalise(&around).ok() != own)
}
