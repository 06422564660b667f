//! The agent's audio devices and microphone, and Amazon's inactivity rule (`frontier.md` 8): what the agent does is passed
//! on, for only keys and clicks inside the hidden CCP would count.

use serde::{Deserialize, Serialize};

use super::connect_messages::{DeviceKind, Devices, SessionNews, VoiceEnhancement};
use super::ids::{CommandId, DeviceId, Millis};
use super::refusal::Refusal;

/// Activity is told to Amazon at most so often.
const TOLD_EVERY: Millis = Millis::seconds(60);
/// Streams drops what comes within a second of the last.
const SHORTEST_INTERVAL: Millis = Millis(1100);
/// How long Amazon may take to answer the wish to stay.
const ANSWERS_WITHIN: Millis = Millis::seconds(10);
/// A sign-out so close to the announced end is the announced one; so long after it the warning does not stand any more.
const END_TOLERANCE: Millis = Millis::seconds(10);
/// Time within which Amazon tells of the announced end: its worker asks every 30 seconds (`connect.md` B.4).
const TELLS_WITHIN: Millis = Millis::seconds(120);
/// When the session is taken to end, where the time that Amazon tells cannot be.
const ASSUMED_WARNING: Millis = Millis::seconds(60);

/// What is known of the rule.
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

/// What is known of the microphone before a call needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Microphone {
    /// The person refused it.
    Denied,
    /// The person refused it, or the frame around this page does not pass the permission on.
    DeniedInFrame,
    /// It may be used.
    Granted,
    /// There is none.
    Missing,
    /// The frame around this page does not pass the permission on.
    NotDelegated,
    /// The browser will ask.
    Prompt,
    /// The browser does not tell.
    #[default]
    Unknown,
}

impl Microphone {
    /// Whether no call can be heard with it, and somebody has to mend that.
    pub fn is_lost(self) -> bool {
        matches!(self, Self::Denied | Self::DeniedInFrame | Self::Missing | Self::NotDelegated)
    }
}

/// The softphone's errors by their type (`connect.md` C.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SoftphoneFault {
    /// `audio_enhancement_failure`.
    Enhancement,
    /// `ice_collection_timeout`.
    IceTimeout,
    /// `microphone_not_shared`.
    MicrophoneNotShared,
    /// `multiple_softphone_active_sessions`.
    MultipleSessions,
    /// Any other type.
    Other,
    /// `realtime_communication_error`.
    RealtimeCommunication,
    /// `signalling_connection_failure`.
    SignallingConnection,
    /// `signalling_handshake_failure`.
    SignallingHandshake,
    /// `unsupported_browser`.
    UnsupportedBrowser,
    /// `user_busy_error`.
    UserBusy,
    /// `vdi_strategy_not_supported` and `vdi_redir_not_supported`.
    Vdi,
    /// `webrtc_error`.
    WebRtc,
}

/// What Connect does to the agent's voice, and a wish for something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enhancement {
    /// As Connect told last, by a configuration that changed or by an event.
    pub told: VoiceEnhancement,
    /// What became of the agent's last wish, unless Connect told it.
    pub wish: Option<EnhancementWish>,
}

/// A wish for another voice enhancement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnhancementWish {
    /// Asked for under this id, and when; Connect has not told it.
    Asked(VoiceEnhancement, CommandId, Millis),
    /// It did not come about.
    Refused(Refusal),
}

/// The agent's audio.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audio {
    /// What is known of the microphone.
    pub microphone: Microphone,
    /// The last error of the softphone that was not put away.
    pub fault: Option<SoftphoneFault>,
    /// Whether the browser blocked the window of Amazon's own panel.
    pub panel_blocked: bool,
    /// The devices.
    pub devices: Devices,
    /// What the softphone said it uses, by kind.
    pub chosen: Vec<(DeviceKind, DeviceId)>,
    /// A choice that Streams has not taken yet.
    pub asked: Option<CommandId>,
    /// The voice enhancement, if Connect tells one.
    pub enhancement: Option<Enhancement>,
}
