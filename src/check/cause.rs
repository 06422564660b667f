//! The findings of the self-check, and the verdict of each.

use super::Verdict;

macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident = $verdict:ident,)+) => {
        /// What was found.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Cause {
            $($(#[$doc])* $name,)+
        }

        impl Cause {
            /// Every one of them.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What it comes to.
            pub const fn verdict(self) -> Verdict {
                match self {
                    $(Self::$name => Verdict::$verdict,)+
                }
            }

            /// The name that stands for it in reports, whatever the language.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }
        }
    };
}

causes! {
    /// The page is a secure context.
    SecureYes = Passed,
    /// It is none.
    SecureNo = Failed,
    /// The page is a window of its own.
    FrameAlone = Passed,
    /// It is framed by the origin that Fusion named, or by one of which nothing else is known.
    FrameKnown = Passed,
    /// It is framed by another origin than the one that the address names.
    FrameOther = Failed,
    /// By its address the toolbar is on no private network, or on the one of the page around it.
    NetworkPlain = Passed,
    /// The toolbar is on a private network, and the page around it is not: Chromium asks the agent for leave.
    NetworkPrivate = Advice,
    /// `config.json` is right.
    ConfigOk = Passed,
    /// It cannot be had.
    ConfigUnreadable = Failed,
    /// It has errors.
    ConfigInvalid = Failed,
    /// The host's headers cannot be read.
    HeadersUnread = Unknown,
    /// What is to be compared with needs the configuration.
    NeedsConfig = Unknown,
    /// `frame-ancestors` names Fusion.
    FramingOk = Passed,
    /// Anybody may frame the page.
    FramingOpen = Advice,
    /// Fusion may not frame the page.
    FramingRefused = Failed,
    /// The policy lets in what is needed.
    PolicyOk = Passed,
    /// There is none.
    PolicyMissing = Advice,
    /// It keeps out what is needed.
    PolicyBlocks = Failed,
    /// The microphone is passed on by name.
    PermissionsOk = Passed,
    /// There is no such header.
    PermissionsMissing = Advice,
    /// It keeps the microphone from the CCP.
    PermissionsDenied = Failed,
    /// Nothing cuts the page off.
    IsolationNone = Passed,
    /// `Cross-Origin-Opener-Policy` cuts off the windows.
    IsolationOpener = Failed,
    /// `Cross-Origin-Embedder-Policy` keeps the CCP from being loaded.
    IsolationEmbedder = Failed,
    /// Document and configuration are asked for each time.
    CachingOk = Passed,
    /// One of them may be kept.
    CachingStale = Advice,
    /// The clocks agree.
    ClockOk = Passed,
    /// They differ a bit.
    ClockOff = Advice,
    /// They differ by more than sign-ins bear.
    ClockWrong = Failed,
    /// Nobody told another time.
    ClockUnknown = Unknown,
    /// `localStorage` works.
    LocalOk = Passed,
    /// It is denied.
    LocalDenied = Failed,
    /// `sessionStorage` works.
    SessionOk = Passed,
    /// It is denied.
    SessionDenied = Advice,
    /// Web Locks work.
    LocksOk = Passed,
    /// They are denied.
    LocksDenied = Advice,
    /// A window of its own is no third party.
    PartitionNone = NotApplicable,
    /// The frame shares its storage with windows of the same address.
    PartitionShared = Passed,
    /// It has a storage of its own.
    PartitionApart = Passed,
    /// The browser blocks cookies and site data in it.
    PartitionBlocked = Failed,
    /// It takes a click.
    PressToCheck = Unknown,
    /// A window was opened.
    PopUpOk = Passed,
    /// The browser blocked it.
    PopUpBlocked = Failed,
    /// Sound may start by itself.
    AutoplayOk = Passed,
    /// It waits for a click in the page.
    AutoplayWaits = Advice,
    /// The browser cannot play sounds.
    AutoplayUnknown = Unknown,
    /// A tone was played, and only a person knows whether it was heard.
    SpeakerAsk = Unknown,
    /// It was heard.
    SpeakerOk = Passed,
    /// It was not.
    SpeakerUnheard = Failed,
    /// The browser did not play it.
    SpeakerBlocked = Failed,
    /// The page may pass the microphone on.
    DelegationOk = Passed,
    /// A frame around does not pass it on.
    DelegationNot = Failed,
    /// The microphone may be used.
    MicrophoneOk = Passed,
    /// The browser will ask.
    MicrophonePrompt = Unknown,
    /// It was refused.
    MicrophoneDenied = Failed,
    /// There is none.
    MicrophoneMissing = Failed,
    /// It could not be opened.
    MicrophoneBroken = Failed,
    /// It cannot be had here at all.
    MicrophoneSkipped = Unknown,
    /// Notifications are shown.
    NotificationsOk = Passed,
    /// Nobody has been asked.
    NotificationsAsk = Unknown,
    /// They are blocked.
    NotificationsDenied = Advice,
    /// The browser does not ask for them in a frame, or has none.
    NotificationsNone = NotApplicable,
    /// No other toolbar runs.
    OtherNone = Passed,
    /// One does.
    OtherToolbar = Advice,
    /// Without Web Locks nobody knows.
    OtherUnknown = Unknown,
    /// Amazon's host answers.
    HostOk = Passed,
    /// It does not.
    HostUnreachable = Failed,
    /// The CCP acknowledged.
    CcpOk = Passed,
    /// It did not, for one of three reasons.
    CcpNoAnswer = Failed,
    /// Streams did not start.
    CcpLibrary = Failed,
    /// Streams needs storage.
    CcpStorage = Failed,
    /// It was not started, for another toolbar runs.
    CcpNotStarted = Unknown,
    /// The agent's data came.
    SignedInOk = Passed,
    /// The session is over.
    SessionOver = Failed,
    /// The agent may not use the CCP.
    AccessDenied = Failed,
    /// The CCP has no line to Amazon.
    NoLine = Failed,
    /// The CCP answers, but has no data.
    NoData = Failed,
    /// Without a CCP nobody knows.
    SignedInUnknown = Unknown,
    /// Fusion wrote all of them.
    ParametersOk = Passed,
    /// One is missing that the link needs.
    ParametersMissing = Failed,
    /// One is missing that nothing here needs.
    ParametersPartial = Advice,
    /// This window is not in a frame of Fusion's.
    FusionAlone = NotApplicable,
    /// Fusion is switched off.
    FusionOff = NotApplicable,
    /// Fusion's origin is listed.
    OriginOk = Passed,
    /// It is not.
    OriginRefused = Failed,
    /// It is not known.
    OriginUnknown = Unknown,
    /// Fusion answered.
    TransportOk = Passed,
    /// It did not.
    TransportSilent = Failed,
    /// It answered with an error.
    TransportRefused = Failed,
    /// Oracle's library cannot be used, and nothing else may be.
    TransportUnreachable = Failed,
    /// It cannot be tried before something else is in order.
    FusionFirst = Unknown,
    /// It takes a click, and shows for a moment.
    ClassificationAsk = Unknown,
    /// Fusion took a call of this classification.
    ClassificationOk = Passed,
    /// It dropped it without a word.
    ClassificationSilent = Failed,
    /// It refused it.
    ClassificationRefused = Failed,
    /// Every answer came in time.
    TimesOk = Passed,
    /// One took long.
    TimesSlow = Advice,
    /// Nobody answered.
    TimesUnknown = Unknown,
}

#[cfg(test)]
mod tests {
    use super::{Cause, Verdict};
    use crate::check::{Check, acts};

    #[test]
    fn every_cause_has_a_verdict_and_a_name_of_its_own() {
        let mut codes: Vec<&str> = Cause::ALL.iter().map(|cause| cause.code()).collect();
        assert!(Cause::ALL.iter().all(|cause| cause.verdict() != Verdict::Running));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Cause::ALL.len());
    }

    #[test]
    fn a_step_that_waits_for_a_click_has_the_button() {
        for check in [Check::PopUp, Check::Speaker] {
            assert!(!acts(check, Cause::PressToCheck).is_empty(), "{check:?}");
        }
        assert!(!acts(Check::Classification, Cause::ClassificationAsk).is_empty());
        assert!(acts(Check::Microphone, Cause::MicrophoneSkipped).is_empty());
    }
}
