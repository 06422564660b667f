//! The CCP of the self-check: one that only has to answer, and is taken down when it did.
//!
//! Is never there beside a running toolbar, and never sends a command.

use core::time::Duration;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::GetUntracked;
use leptos::task::spawn_local;
use web_sys::Element;

use super::SelfCheck;
use crate::app::links::STREAMS;
use crate::check::links::{SignInAttempt, not_started};
use crate::check::{Cause, Check, browser};
use crate::config::Config;
use crate::config::origin::normalise;
use crate::connect::{self, Session, StartOptions};
use crate::dom::clock::Timer;
use crate::dom::{clock, fetch};
use crate::domain::{Event, LinkFact};
use crate::windows;

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
pub(super) fn start(run: &Rc<SelfCheck>, config: Rc<Config>, place: Element) {
    let phone = Rc::new_cyclic(|me| ConnectCheck {
        run: Rc::downgrade(run),
        attempt: RefCell::default(),
        session: RefCell::default(),
        begun: Cell::default(),
        timer: RefCell::default(),
        me: me.clone(),
    });
    *run.phone.borrow_mut() = Some(Rc::clone(&phone));
    let me = Rc::downgrade(&phone);
    spawn_local(async move {
        let Some(run) = me.upgrade().and_then(|phone| phone.run.upgrade()) else { return };
        if others(&run).await == Some(true) {
            return run.change(|findings| not_started(Cause::CcpNotStarted, findings));
        }
        let Some(phone) = me.upgrade() else { return };
        phone.begin(&config, &place);
    });
}

/// Finds out whether another toolbar runs; `None` where the browser does not tell.
pub(super) async fn others(run: &SelfCheck) -> Option<bool> {
    let led = windows::is_led().await.ok();
    run.set(Check::Locks, if led.is_some() { Cause::LocksOk } else { Cause::LocksDenied });
    run.set(Check::OtherCcp, browser::other_toolbar(led));
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
                run.took("Amazon Connect", asked, HOST_SLOW);
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
                run.took("CCP", self.begun.get(), CCP_SLOW);
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
            run.told_time(CONNECT, skew);
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
