//! Owns how the link to the CCP stands, and when silence becomes a finding (`design.md` 3, Silence).
//!
//! Must never start anything again by itself while a contact is up.

use super::event::LinkFact;
use super::model::Settings;
use super::time::Millis;

/// An acknowledged CCP sends the agent's data within moments.
const DATA_GRACE: Millis = Millis::seconds(20);
/// A timer that rings so much too late means that this computer slept or throttled the page.
const LATE_ALARM: Millis = Millis::seconds(2);
/// An expired session often heals by itself within seconds (`connect.md` B.3).
const AUTH_GRACE: Millis = Millis::seconds(5);

/// The link to the CCP.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectLink {
    /// What was last said of it.
    pub state: LinkState,
    /// When anything last came from the CCP.
    pub heard_at: Millis,
    /// Whether it has said nothing for too long.
    pub silent: bool,
    /// Since when the session is expired.
    pub auth_failed_at: Option<Millis>,
    /// Whether the session is expired for so long that it must be said.
    pub expired: bool,
    /// Whether the page is hidden.
    pub hidden: bool,
    /// Whether a snapshot came since this page started, or since the agent signed out.
    pub has_snapshot: bool,
    /// Whether the browser blocked the login window.
    pub popup_blocked: bool,
    /// Whether silence was judged too late once, and the span was begun again.
    overslept: bool,
}

/// How the link stands, silence aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LinkState {
    /// The agent may not use the CCP.
    AccessDenied,
    /// Streams could not be started.
    Broken(String),
    /// Streams is being loaded.
    #[default]
    Loading,
    /// The CCP did not acknowledge in time.
    NoAnswer {
        /// Whether Streams stopped trying.
        exhausted: bool,
    },
    /// Acknowledged.
    Ready,
    /// Signed out.
    SignedOut,
    /// The browser denies this page its storage.
    StorageDenied,
    /// `initCCP` was called; no acknowledgement yet.
    Waiting,
}

impl ConnectLink {
    /// Takes what the adapter told.
    pub(super) fn note(&mut self, fact: LinkFact, now: Millis) {
        match fact {
            LinkFact::AccessDenied => self.state = LinkState::AccessDenied,
            LinkFact::Acknowledged => {
                self.state = LinkState::Ready;
                self.popup_blocked = false;
                self.heard_at = now;
                self.silent = false;
            }
            LinkFact::Authorized => self.authorized(),
            LinkFact::AuthFailed => self.auth_failed_at = self.auth_failed_at.or(Some(now)),
            LinkFact::Initialising => self.state = LinkState::Waiting,
            LinkFact::LibraryFailed(fault) => self.state = LinkState::Broken(fault),
            LinkFact::NotAcknowledged { popup_blocked } => {
                self.popup_blocked = popup_blocked;
                // After a sign-out, a denial or an expired session the cause is known, and to name
                // others would only blur it.
                if matches!(self.state, LinkState::Loading | LinkState::Waiting) {
                    self.state = LinkState::NoAnswer { exhausted: false };
                }
            }
            LinkFact::RetriesExhausted => self.state = LinkState::NoAnswer { exhausted: true },
            LinkFact::StorageDenied => self.state = LinkState::StorageDenied,
            LinkFact::Terminated => {
                self.state = LinkState::SignedOut;
                self.has_snapshot = false;
                self.authorized();
            }
        }
    }

    /// Notes that anything came from the CCP.
    pub(super) fn heard(&mut self, now: Millis) {
        // Without any data the CCP may acknowledge for ever; that is no news either.
        if self.has_snapshot {
            self.heard_at = now;
            self.silent = false;
            self.overslept = false;
        }
    }

    /// Notes a snapshot: the agent is signed in, whatever was said before.
    pub(super) fn saw_snapshot(&mut self, now: Millis) {
        self.state = LinkState::Ready;
        self.has_snapshot = true;
        self.popup_blocked = false;
        self.heard(now);
        self.authorized();
    }

    /// Notes that the page was shown or hidden; silence is judged anew after it was shown.
    pub(super) fn shown(&mut self, visible: bool, now: Millis) {
        self.hidden = !visible;
        if visible {
            self.heard_at = now;
        }
    }

    /// Judges silence and an expired session.
    pub(super) fn judge(&mut self, settings: &Settings, now: Millis) {
        let due = self.heard_at + self.limit(settings);
        if self.state == LinkState::Ready && now >= due && !self.silent {
            // Nobody looked when it was due: the CCP may have slept as well, and gets one more span.
            if now.since(due) > LATE_ALARM && !self.overslept {
                self.overslept = true;
                self.heard_at = now;
            } else {
                self.silent = true;
            }
        }
        self.expired = self.auth_failed_at.is_some_and(|since| now >= since + AUTH_GRACE);
    }

    /// When the next judgement is due by itself.
    pub(super) fn deadline(&self, settings: &Settings) -> Option<Millis> {
        let silence = (self.state == LinkState::Ready && !self.silent)
            .then(|| self.heard_at + self.limit(settings));
        let expiry = self.auth_failed_at.filter(|_| !self.expired).map(|at| at + AUTH_GRACE);
        silence.into_iter().chain(expiry).min()
    }

    /// Whether Connect can be told anything now.
    pub fn is_up(&self) -> bool {
        self.state == LinkState::Ready && self.has_snapshot && !self.silent && !self.expired
    }

    /// Whether what is known of the contacts may be out of date.
    pub fn is_stale(&self) -> bool {
        !self.is_up()
    }

    /// Whether it is still being set up, so that nothing can be said of the agent.
    pub fn is_starting(&self) -> bool {
        match self.state {
            LinkState::Loading | LinkState::Waiting => true,
            LinkState::Ready => !self.has_snapshot,
            LinkState::AccessDenied
            | LinkState::Broken(_)
            | LinkState::NoAnswer { .. }
            | LinkState::SignedOut
            | LinkState::StorageDenied => false,
        }
    }

    fn authorized(&mut self) {
        self.auth_failed_at = None;
        self.expired = false;
    }

    fn limit(&self, settings: &Settings) -> Millis {
        if !self.has_snapshot {
            DATA_GRACE
        } else if self.hidden {
            settings.silence_hidden
        } else {
            settings.silence_visible
        }
    }
}
