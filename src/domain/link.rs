//! The link to the CCP and the agent's session in it: when silence becomes a finding (`design.md` 3, Silence), and Amazon's
//! inactivity rule (`frontier.md` 8). What the agent does is passed on, for only keys and clicks inside the hidden CCP would
//! count.

use super::connect_messages::{LinkFact, Network, SessionNews};
use super::ids::Millis;
use super::settings::Settings;
use serde::{Deserialize, Serialize};

/// An acknowledged CCP sends the agent's data within moments.
const DATA_GRACE: Millis = Millis::seconds(20);
/// A timer that fires so much too late means that this computer slept or throttled the page.
const LATE_TIMER: Millis = Millis::seconds(2);
/// Time without data after which the worker counts as stuck, however alive the CCP's page is; it asks Connect every 30
/// seconds and tells (`connect.md` B.4).
const STUCK: Millis = Millis::seconds(90);
/// The same while the page is hidden and its timers are throttled.
const STUCK_HIDDEN: Millis = Millis::seconds(180);
/// An expired session often heals by itself within seconds (`connect.md` B.3).
const AUTH_GRACE: Millis = Millis::seconds(5);
/// Activity is told to Amazon at most so often.
const TOLD_EVERY: Millis = Millis::seconds(60);
/// Streams drops what comes within a second of the last; on a busy computer it is called late.
const SHORTEST_INTERVAL: Millis = Millis(1500);
/// How long Amazon may take to answer the wish to stay.
const ANSWERS_WITHIN: Millis = Millis::seconds(10);
/// A sign-out so close to the announced end is the announced one; so long after it the warning does not stand any more.
const END_TOLERANCE: Millis = Millis::seconds(10);
/// Time within which Amazon tells of the announced end: its worker asks every 30 seconds (`connect.md` B.4).
const TELLS_WITHIN: Millis = Millis::seconds(120);
/// When the session is taken to end, where the time that Amazon tells cannot be.
const ASSUMED_WARNING: Millis = Millis::seconds(60);

/// The link to the CCP.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectLink {
    /// What was last said of it.
    pub state: LinkState,
    /// When anything last came from the CCP.
    pub heard_at: Millis,
    /// Whether it has said nothing for longer than it should.
    silence: Option<Silence>,
    /// Whether the session is expired.
    expiry: Option<Expiry>,
    /// Whether the page is hidden.
    hidden: bool,
    /// Whether a snapshot came since this page started, or since the agent signed out.
    pub has_snapshot: bool,
    /// Whether the agent is signed in, if anything said so.
    sign_in: Option<SignIn>,
    /// Whether the browser blocked the login window.
    pub popup_blocked: bool,
    /// The CCP's own line to Connect.
    pub socket: Socket,
    /// The CCP's network to Amazon, if it tells.
    pub network: Option<Network>,
    /// The CCP's worker gave up asking Connect, so that what is shown is frozen.
    pub frozen: bool,
    /// The CCP answers, but Connect's data stopped coming.
    pub stuck: bool,
    /// From when to when nothing at all was heard, until it was put away.
    pub gap: Option<(Millis, Millis)>,
    /// When anything last came, however the page was shown meanwhile.
    news_at: Millis,
    /// When the last snapshot came.
    data_at: Millis,
    /// Whether the page was hidden since then.
    was_hidden: bool,
}

/// The CCP said nothing when it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Silence {
    /// That was judged too late, and the span was begun again.
    Overslept,
    /// It is silent.
    Found,
}

/// Whether the agent is signed in, so that a sign-in is told from a page that is loaded again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum SignIn {
    /// They are, or were when a page last knew.
    Done,
    /// They have to.
    Needed,
}

/// The session is expired (`LinkFact::AuthFailed`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Expiry {
    /// Since then; that often heals by itself.
    Fresh(Millis),
    /// For so long that it must be said.
    Lasting,
}

/// The CCP's own line to Connect, as far as it told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Socket {
    /// It could not be opened.
    Failed,
    /// Lost; the CCP tries again by itself.
    Lost,
    /// Nothing bad was told.
    #[default]
    Open,
}

/// How the link stands, silence aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Starts a new connection; keeps only visibility, the gap in the news and whether the agent is signed in.
    pub(super) fn reset(&mut self, state: LinkState) {
        let Self { hidden, gap, sign_in, .. } = *self;
        *self = Self { state, hidden, was_hidden: hidden, gap, sign_in, ..Self::default() };
    }

    /// Takes what the adapter told.
    pub(super) fn note(&mut self, fact: LinkFact, now: Millis) {
        match fact {
            LinkFact::AccessDenied => self.state = LinkState::AccessDenied,
            LinkFact::Acknowledged => {
                self.state = LinkState::Ready;
                self.popup_blocked = false;
                self.heard_at = now;
                self.silence = None;
            }
            LinkFact::Authorized => self.authorized(),
            LinkFact::AuthFailed => self.expiry = self.expiry.or(Some(Expiry::Fresh(now))),
            LinkFact::Frozen => self.frozen = true,
            LinkFact::Initialising => self.reset(LinkState::Waiting),
            LinkFact::LibraryFailed(fault) => self.state = LinkState::Broken(fault),
            LinkFact::Network(network) => self.network = Some(network),
            LinkFact::NotAcknowledged { popup_blocked } => {
                self.popup_blocked = popup_blocked;
                // A CCP that is only late is not acknowledged either.
                self.sign_in = self.sign_in.or(Some(SignIn::Needed));
                // After a sign-out, a denial or an expired session the cause is known, and to name
                // others would only blur it.
                if matches!(self.state, LinkState::Loading | LinkState::Waiting) {
                    self.state = LinkState::NoAnswer { exhausted: false };
                }
            }
            LinkFact::Reloaded => {}
            LinkFact::RetriesExhausted => self.state = LinkState::NoAnswer { exhausted: true },
            LinkFact::SocketFailed => self.socket = Socket::Failed,
            LinkFact::SocketGained => self.socket = Socket::Open,
            LinkFact::SocketLost => self.socket = Socket::Lost,
            LinkFact::StorageDenied => self.state = LinkState::StorageDenied,
            LinkFact::Terminated => {
                self.reset(LinkState::SignedOut);
                self.gap = None;
                self.sign_in = Some(SignIn::Needed);
            }
        }
    }

    /// Notes that anything came from the CCP.
    pub(super) fn heard(&mut self, settings: &Settings, now: Millis) {
        // Without any data the CCP may acknowledge for ever; that is no news either.
        if self.has_snapshot {
            self.note_news(settings, now);
            self.heard_at = now;
            self.silence = None;
        }
    }

    /// Notes a snapshot: the agent is signed in, whatever was said before. Returns whether that is news.
    pub(super) fn saw_snapshot(&mut self, settings: &Settings, now: Millis) -> bool {
        if !self.has_snapshot {
            self.news_at = now;
        }
        self.state = LinkState::Ready;
        self.has_snapshot = true;
        self.popup_blocked = false;
        self.data_at = now;
        self.heard(settings, now);
        self.authorized();
        self.sign_in.replace(SignIn::Done) == Some(SignIn::Needed)
    }

    /// The agent asked to sign in.
    pub(super) fn signs_in(&mut self) {
        self.sign_in = Some(SignIn::Needed);
    }

    /// An earlier page knew the agent to be signed in.
    pub(super) fn was_signed_in(&mut self) {
        self.sign_in = Some(SignIn::Done);
    }

    /// Whether the agent is known to be signed in.
    pub(super) fn is_signed_in(&self) -> bool {
        self.sign_in == Some(SignIn::Done)
    }

    /// Notes that the page was shown or hidden; silence is judged anew after it was shown.
    pub(super) fn shown(&mut self, visible: bool, now: Millis) {
        self.hidden = !visible;
        self.was_hidden |= self.hidden;
        if visible {
            self.heard_at = now;
        }
    }

    /// Judges silence and an expired session. Returns whether the session is expired from now on.
    pub(super) fn judge(&mut self, settings: &Settings, now: Millis) -> bool {
        let due = self.heard_at + self.limit(settings);
        if self.state == LinkState::Ready && now >= due && !self.is_silent() {
            // Nobody looked when it was due: the CCP may have slept as well, and gets one more span.
            if now.since(due) > LATE_TIMER && self.silence.is_none() {
                self.silence = Some(Silence::Overslept);
                self.heard_at = now;
            } else {
                self.silence = Some(Silence::Found);
            }
        }
        let lasts = matches!(self.expiry, Some(Expiry::Fresh(since)) if now >= since + AUTH_GRACE);
        if lasts {
            self.expiry = Some(Expiry::Lasting);
            self.sign_in = None;
        }
        lasts
    }

    /// When the next judgement is due by itself.
    pub(super) fn deadline(&self, settings: &Settings) -> Option<Millis> {
        let silence = (self.state == LinkState::Ready && !self.is_silent())
            .then(|| self.heard_at + self.limit(settings));
        let expiry = match self.expiry {
            Some(Expiry::Fresh(since)) => Some(since + AUTH_GRACE),
            Some(Expiry::Lasting) | None => None,
        };
        silence.into_iter().chain(expiry).min()
    }

    /// Whether Connect can be told anything now.
    pub fn is_up(&self) -> bool {
        let heard = self.state == LinkState::Ready && self.has_snapshot;
        heard && !self.is_silent() && !self.is_expired()
    }

    /// Whether the CCP has said nothing for too long.
    pub fn is_silent(&self) -> bool {
        self.silence == Some(Silence::Found)
    }

    /// Whether the session is expired, and for so long that it must be said.
    pub fn is_expired(&self) -> bool {
        self.expiry == Some(Expiry::Lasting)
    }

    /// Whether what is known of the contacts may be out of date.
    pub fn is_stale(&self) -> bool {
        !self.is_up() || self.stuck || self.frozen
    }

    /// Whether it is still being set up, so that nothing can be said of the agent.
    pub(super) fn is_starting(&self) -> bool {
        match self.state {
            LinkState::Loading | LinkState::Waiting => true,
            LinkState::Ready => !self.has_snapshot && !self.is_silent(),
            LinkState::AccessDenied
            | LinkState::Broken(_)
            | LinkState::NoAnswer { .. }
            | LinkState::SignedOut
            | LinkState::StorageDenied => false,
        }
    }

    /// Judges the news by their time: minutes without any are minutes in which a call may have come and
    /// gone, and news without data mean that the worker is stuck.
    fn note_news(&mut self, settings: &Settings, now: Millis) {
        let limit =
            if self.was_hidden { settings.silence_hidden } else { settings.silence_visible };
        if now.since(self.news_at) >= limit {
            self.gap = Some((self.news_at, now));
            // The data that was due meanwhile gets its time again.
            self.data_at = now;
        }
        self.news_at = now;
        let patience = if self.was_hidden { STUCK_HIDDEN } else { STUCK };
        self.stuck = now.since(self.data_at) >= patience;
        self.was_hidden = self.hidden;
    }

    /// Notes minutes that the page's clock did not count: in a sleep a call may have come and gone. Their begin is told as
    /// this computer's clock would have it now.
    pub(super) fn clock_leapt(&mut self, by: Millis, now: Millis) {
        if self.state == LinkState::Ready && self.has_snapshot {
            self.news_at = Millis(self.news_at.0.saturating_sub(by.0));
            self.gap = Some((self.news_at, now));
        }
    }

    fn authorized(&mut self) {
        self.frozen = false;
        self.expiry = None;
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

/// What is known of the inactivity rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inactivity {
    /// When activity was told last.
    told_at: Option<Millis>,
    /// Whether it is to be told once more, as soon as Streams takes it.
    owed: bool,
    /// The warning, until Amazon takes it back.
    pub warning: Option<Warning>,
    /// When a warning was given up whose time was over: the session may have ended, and Amazon tells it later.
    lapsed_at: Option<Millis>,
}

/// The end of a session that the agent had not wished to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionEnd {
    /// By Amazon's rule for agents who do nothing.
    Idle,
    /// For another reason, which nobody tells.
    Other,
}

/// The session ends unless the agent does something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// When.
    pub ends_at: Millis,
    /// The agent's wish to stay.
    pub stay: Stay,
}

/// Something that the agent did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activity {
    /// The pointer was moved.
    Seen,
    /// A key, a press or the wheel, here or in Fusion.
    Press,
}

/// A wish to stay signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stay {
    /// There is none.
    Unasked,
    /// Amazon was told at this time.
    Asked(Millis),
    /// Amazon did not take it, or did not answer.
    Refused,
}

impl Inactivity {
    /// Whether Amazon is to be told of something that the agent did.
    ///
    /// A warning does not go away under a pointer that is on its way to the warning's button, for a click would then
    /// hit what moves there. It takes a key or a press.
    pub(super) fn counts(&self, activity: Activity, now: Millis) -> bool {
        let told = || self.told_at.is_some_and(|at| now.since(at) < TOLD_EVERY);
        if self.warning.is_some() { activity == Activity::Press } else { !told() }
    }

    /// Whether Amazon takes it now; otherwise it is owed.
    pub(super) fn tell(&mut self, now: Millis) -> bool {
        self.owed = self.told_at.is_some_and(|at| now.since(at) < SHORTEST_INTERVAL);
        if !self.owed {
            self.told_at = Some(now);
        }
        !self.owed
    }

    /// Whether something is to be told as soon as Amazon takes it.
    pub(super) fn is_owed(&self) -> bool {
        self.owed
    }

    /// Takes the wish to stay. Returns whether it is a new one.
    pub(super) fn ask_to_stay(&mut self, now: Millis) -> bool {
        let warning = self.warning.as_mut().filter(|it| !matches!(it.stay, Stay::Asked(_)));
        let is_new = warning.is_some();
        if let Some(warning) = warning {
            warning.stay = Stay::Asked(now);
        }
        is_new
    }

    /// Takes what Amazon says of the session's end.
    pub(super) fn note(&mut self, news: SessionNews, now: Millis) {
        self.lapsed_at = None;
        match (news, &mut self.warning) {
            (SessionNews::Ends(ends_at), warning) => {
                // A time that is over was told by another clock; Amazon warns before the end.
                let ends_at = if ends_at > now { ends_at } else { now + ASSUMED_WARNING };
                *warning = Some(Warning { ends_at, stay: Stay::Unasked });
            }
            (SessionNews::GoesOn, warning) => *warning = None,
            (SessionNews::NotExtended, Some(warning)) => warning.stay = Stay::Refused,
            (SessionNews::NotExtended, None) => {}
        }
    }

    /// Notes that the session is over. Returns by what, as far as can be told.
    pub(super) fn end(&mut self, now: Millis) -> SessionEnd {
        let due = |warning: &Warning| now + END_TOLERANCE >= warning.ends_at;
        let lapsed = self.lapsed_at.is_some_and(|at| now < at + TELLS_WITHIN);
        let by_rule = lapsed || self.warning.as_ref().is_some_and(due);
        // Streams is the same.
        *self = Self { told_at: self.told_at, ..Self::default() };
        if by_rule { SessionEnd::Idle } else { SessionEnd::Other }
    }

    /// Gives up waiting for Amazon's answer; and a warning whose time is over while the session goes on.
    pub(super) fn expire(&mut self, now: Millis) {
        if self.warning.take_if(|warning| now >= warning.ends_at + END_TOLERANCE).is_some() {
            self.lapsed_at = Some(now);
        }
        if let Some(Warning { stay, .. }) = &mut self.warning
            && matches!(*stay, Stay::Asked(at) if now >= at + ANSWERS_WITHIN)
        {
            *stay = Stay::Refused;
        }
    }

    /// When the next look at it is due by itself; nothing can be told unless Connect's link is `up`.
    pub(super) fn deadline(&self, up: bool) -> Option<Millis> {
        let owed = self.told_at.filter(|_| self.owed && up).map(|at| at + SHORTEST_INTERVAL);
        let warning = self.warning.as_ref().map(|Warning { ends_at, stay }| match stay {
            Stay::Asked(at) => (*ends_at + END_TOLERANCE).min(*at + ANSWERS_WITHIN),
            Stay::Unasked | Stay::Refused => *ends_at + END_TOLERANCE,
        });
        owed.into_iter().chain(warning).min()
    }
}
