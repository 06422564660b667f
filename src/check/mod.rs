//! The self-check: which steps of the set-up are looked at, what the findings mean, and the report of them, to be sent
//! to whoever helps.
//!
//! PURE. Never looks at anything itself: what was seen comes in as data, a [`Cause`] goes out, and
//! the cause alone decides the verdict, the words and the button that helps.
//! `surroundings` judges the page, its host and what the browser allows, `links` the two outside
//! systems and their times.
//!
//! The report never holds anything of a person: of the configuration only what says how it is set up, of addresses only
//! their origins.

mod cause;
pub mod links;
pub mod surroundings;

use crate::config::{Config, TransportChoice, normalise};

pub use cause::Cause;

macro_rules! checks {
    ($($(#[$group_doc:meta])* $group:ident {
        $($(#[$doc:meta])* $name:ident = $code:literal,)+
    })+) => {
        /// One step of the set-up, in the order of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Check {
            $($($(#[$doc])* $name,)+)+
        }

        impl Check {
            /// The name that stands for it in reports and tests, whatever the language.
            pub const fn code(self) -> &'static str {
                match self {
                    $($(Self::$name => $code,)+)+
                }
            }
        }

        /// Checks that belong together.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Group {
            $($(#[$group_doc])* $group,)+
        }

        impl Group {
            /// All of them, in the order of the page.
            pub const ALL: [Self; 4] = [$(Self::$group),+];

            /// Its checks.
            pub const fn checks(self) -> &'static [Check] {
                match self {
                    $(Self::$group => &[$(Check::$name),+],)+
                }
            }
        }
    };
}

checks! {
    /// The page and its host.
    Page {
        /// The page came over https.
        Secure = "secure",
        /// In whose frame it is.
        Frame = "frame",
        /// Whether a page of the internet may load the toolbar from where it is.
        Network = "network",
        /// `config.json` is there and right.
        Config = "config",
        /// The host lets Fusion frame the page, and nobody else.
        Framing = "framing",
        /// The Content-Security-Policy lets in what is needed.
        Policy = "content-policy",
        /// The Permissions-Policy passes the microphone on.
        Permissions = "permissions-policy",
        /// No header cuts the page off from its windows and frames.
        Isolation = "isolation",
        /// An upgrade and a new configuration are seen at once.
        Caching = "caching",
        /// This computer's clock is right.
        Clock = "clock",
    }
    /// The browser.
    Browser {
        /// `localStorage`.
        LocalStorage = "local-storage",
        /// `sessionStorage`.
        SessionStorage = "session-storage",
        /// Web Locks.
        Locks = "web-locks",
        /// What a frame of another site may keep.
        Partition = "third-party",
        /// Whether windows may be opened.
        PopUp = "pop-up",
        /// Whether sound may start by itself.
        Autoplay = "autoplay",
        /// Whether sound is heard.
        Speaker = "speaker",
        /// Whether the frames around pass the microphone on.
        Delegation = "microphone-delegation",
        /// Whether the microphone may be used.
        Microphone = "microphone",
        /// Whether the browser shows notifications.
        Notifications = "notifications",
    }
    /// Amazon Connect.
    Connect {
        /// Whether another toolbar runs.
        OtherCcp = "other-toolbar",
        /// Whether Amazon's host can be reached.
        ConnectHost = "connect-host",
        /// Whether the CCP acknowledges.
        Ccp = "ccp",
        /// Whether the agent is signed in.
        SignedIn = "signed-in",
        /// How long the answers take.
        Times = "times",
    }
    /// Fusion.
    Fusion {
        /// What Fusion wrote into the address.
        Parameters = "fusion-parameters",
        /// Whether Fusion's origin is listed.
        Origin = "fusion-origin",
        /// Whether Fusion answers.
        Transport = "fusion-transport",
        /// Whether Fusion answers a call of the configured classification.
        Classification = "fusion-classification",
    }
}

/// What a finding comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not known yet.
    Running,
    /// It is as it should be.
    Passed,
    /// It works, but not as well as it could.
    Advice,
    /// It does not work.
    Failed,
    /// It could not be found out, or needs a click.
    Unknown,
    /// There is nothing to look at here.
    NotApplicable,
}

impl Verdict {
    /// The name that stands for it in reports and tests, whatever the language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Passed => "passed",
            Self::Advice => "advice",
            Self::Failed => "failed",
            Self::Unknown => "not checked",
            Self::NotApplicable => "not applicable",
        }
    }
}

/// What was found out about one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub cause: Cause,
    /// What exactly, such as a header or an origin; nothing personal.
    pub detail: String,
}

impl From<Cause> for Finding {
    fn from(cause: Cause) -> Self {
        Self { cause, detail: String::new() }
    }
}

impl Cause {
    /// A finding that says what exactly.
    pub fn about(self, detail: impl Into<String>) -> Finding {
        Finding { cause: self, detail: detail.into() }
    }
}

/// What was found out so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Vec<(Check, Finding)>);

impl Findings {
    /// Notes a finding; a later one about the same step takes the place of an earlier one.
    pub fn set(&mut self, check: Check, finding: Finding) {
        match self.0.iter_mut().find(|(known, _)| *known == check) {
            Some((_, known)) => *known = finding,
            None => self.0.push((check, finding)),
        }
    }

    /// Has a step looked at again.
    pub fn reopen(&mut self, check: Check) {
        self.0.retain(|(known, _)| *known != check);
    }

    /// What is known of a step; `None` while it is looked at.
    pub fn of(&self, check: Check) -> Option<&Finding> {
        self.0.iter().find(|(known, _)| *known == check).map(|(_, finding)| finding)
    }

    /// What a step comes to.
    pub fn verdict(&self, check: Check) -> Verdict {
        self.of(check).map_or(Verdict::Running, |finding| finding.cause.verdict())
    }

    /// How many steps come to this.
    pub fn count(&self, verdict: Verdict) -> usize {
        let checks = Group::ALL.into_iter().flat_map(Group::checks);
        checks.filter(|check| self.verdict(**check) == verdict).count()
    }
}

/// What a button of the page does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Opens a window and closes it.
    PopUp,
    /// Plays a tone.
    Tone,
    /// Says that the tone was heard.
    Heard,
    /// Says that it was not.
    Unheard,
    /// Opens the microphone for a moment.
    Microphone,
    /// Asks for notifications.
    Notify,
    /// Opens Amazon's login window.
    SignIn,
    /// Has Fusion offer a call that there is not.
    TestCall,
}

/// The buttons beside a step, by what is known of it.
pub fn acts(check: Check, cause: Cause) -> &'static [Act] {
    match (check, cause) {
        (Check::PopUp, _) => &[Act::PopUp],
        (Check::Speaker, Cause::SpeakerAsk) => &[Act::Tone, Act::Heard, Act::Unheard],
        (Check::Speaker, _) => &[Act::Tone],
        (Check::Microphone, Cause::MicrophoneSkipped) => &[],
        (Check::Microphone, _) => &[Act::Microphone],
        (Check::Notifications, Cause::NotificationsAsk) => &[Act::Notify],
        (Check::Ccp, Cause::CcpNoAnswer) | (Check::SignedIn, Cause::SessionOver) => &[Act::SignIn],
        (
            Check::Classification,
            Cause::ClassificationAsk
            | Cause::ClassificationOk
            | Cause::ClassificationSilent
            | Cause::ClassificationRefused,
        ) => &[Act::TestCall],
        _ => &[],
    }
}

/// What stands above the findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportHead {
    /// Of this program.
    pub version: &'static str,
    /// When, in UTC.
    pub time: String,
    /// `navigator.userAgent`.
    pub browser: String,
    /// Of the page: its origin and path.
    pub address: String,
    /// The headers of the page that were looked at.
    pub headers: Vec<(String, String)>,
}

/// Writes the report; `words` are the sentences for a finding.
pub fn report(
    head: &ReportHead,
    config: Option<&Config>,
    findings: &Findings,
    words: &dyn Fn(Check, &Finding) -> String,
) -> String {
    let mut lines = vec![
        format!("Fusion Connect Toolbar {}, self-check", head.version),
        format!("time: {}", head.time),
        format!("address: {}", head.address),
        format!("browser: {}", head.browser),
    ];
    lines.extend(config.into_iter().flat_map(set_up));
    lines.extend(head.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    for check in Group::ALL.into_iter().flat_map(Group::checks) {
        let code = check.code();
        lines.push(match findings.of(*check) {
            Some(finding) => {
                let (verdict, cause) = (finding.cause.verdict().code(), finding.cause.code());
                format!("[{verdict}] {code} ({cause}): {}", words(*check, finding))
            }
            None => format!("[{}] {code}", Verdict::Running.code()),
        });
    }
    lines.join("\n")
}

fn set_up(config: &Config) -> Vec<String> {
    let (connect, fusion) = (&config.connect, &config.fusion);
    vec![
        format!("connect.ccpUrl: {}", normalise(&connect.ccp_url).unwrap_or_default()),
        format!("connect.ccpAckTimeout: {}", connect.millis("ccpAckTimeout")),
        format!("connect.ccpSynTimeout: {}", connect.millis("ccpSynTimeout")),
        format!("fusion.origins: {}", fusion.origins.join(", ")),
        format!("fusion.transport: {}", transport(fusion.transport)),
        format!("fusion.appClassification: {}", config.settings.token_map.route.classification),
        format!("locale: {}", config.locale.as_deref().unwrap_or("auto")),
    ]
}

/// As it is written in `config.json`.
fn transport(transport: TransportChoice) -> &'static str {
    match transport {
        TransportChoice::Auto => "auto",
        TransportChoice::Mca => "mca",
        TransportChoice::None => "none",
        TransportChoice::Uef => "uef",
    }
}
