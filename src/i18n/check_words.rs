//! The words for what the self-check finds: one function a type, plain and without context.
//!
//! Never decides what a finding comes to, only what it is called.

use super::Locale;
use super::text;
use crate::check::{Act, Cause, Check, Group, Verdict};

/// What a group of checks is called.
pub(crate) fn group_words(locale: Locale, group: Group) -> &'static str {
    match group {
        Group::Page => text!(locale, check.group.page),
        Group::Browser => text!(locale, check.group.browser),
        Group::Connect => text!(locale, check.group.connect),
        Group::Fusion => text!(locale, check.group.fusion),
    }
}

/// What a step of the set-up is called.
pub(crate) fn check_words(locale: Locale, check: Check) -> &'static str {
    match check {
        Check::Network => text!(locale, check.name.network),
        Check::Secure => text!(locale, check.name.secure),
        Check::Frame => text!(locale, check.name.frame),
        Check::Config => text!(locale, check.name.config),
        Check::Framing => text!(locale, check.name.framing),
        Check::Policy => text!(locale, check.name.policy),
        Check::Permissions => text!(locale, check.name.permissions),
        Check::Isolation => text!(locale, check.name.isolation),
        Check::Caching => text!(locale, check.name.caching),
        Check::Clock => text!(locale, check.name.clock),
        Check::LocalStorage => text!(locale, check.name.local_storage),
        Check::SessionStorage => text!(locale, check.name.session_storage),
        Check::Locks => text!(locale, check.name.locks),
        Check::Partition => text!(locale, check.name.partition),
        Check::PopUp => text!(locale, check.name.pop_up),
        Check::Autoplay => text!(locale, check.name.autoplay),
        Check::Speaker => text!(locale, check.name.speaker),
        Check::Delegation => text!(locale, check.name.delegation),
        Check::Microphone => text!(locale, check.name.microphone),
        Check::Notifications => text!(locale, check.name.notifications),
        Check::OtherCcp => text!(locale, check.name.other_ccp),
        Check::ConnectHost => text!(locale, check.name.connect_host),
        Check::Ccp => text!(locale, check.name.ccp),
        Check::SignedIn => text!(locale, check.name.signed_in),
        Check::Parameters => text!(locale, check.name.parameters),
        Check::Origin => text!(locale, check.name.origin),
        Check::Transport => text!(locale, check.name.transport),
        Check::Classification => text!(locale, check.name.classification),
        Check::Times => text!(locale, check.name.times),
    }
}

/// What a finding comes to, in a word.
pub(crate) fn verdict_words(locale: Locale, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Running => text!(locale, check.verdict.running),
        Verdict::Passed => text!(locale, check.verdict.passed),
        Verdict::Advice => text!(locale, check.verdict.advice),
        Verdict::Failed => text!(locale, check.verdict.failed),
        Verdict::Unknown => text!(locale, check.verdict.unknown),
        Verdict::NotApplicable => text!(locale, check.verdict.not_applicable),
    }
}

/// What a button does.
pub(crate) fn act_words(locale: Locale, act: Act) -> &'static str {
    match act {
        Act::PopUp => text!(locale, check.act.pop_up),
        Act::Tone => text!(locale, check.act.tone),
        Act::Heard => text!(locale, check.act.heard),
        Act::Unheard => text!(locale, check.act.unheard),
        Act::Microphone => text!(locale, check.act.microphone),
        Act::Notify => text!(locale, check.act.notify),
        Act::TestCall => text!(locale, check.act.test_call),
        Act::SignIn => text!(locale, button.sign_in),
    }
}

/// Makes the words out of the keys of all causes, which are the same for what is told and for what mends it.
macro_rules! cause_words {
    (told { $($told:ident $told_key:ident,)+ } mended { $($mended:ident $key:ident,)+ }) => {
        /// What was found, and what to do about it; nothing where there is nothing to do.
        pub(crate) fn cause_words(locale: Locale, cause: Cause) -> (&'static str, &'static str) {
            match cause {
                $(Cause::$told => (text!(locale, check.tell.$told_key), ""),)+
                $(Cause::$mended => {
                    (text!(locale, check.tell.$key), text!(locale, check.fix.$key))
                })+
            }
        }
    };
}

cause_words! {
    told {
        SecureYes secure_yes,
        FrameAlone frame_alone,
        FrameKnown frame_known,
        NetworkPlain network_plain,
        ConfigOk config_ok,
        NeedsConfig needs_config,
        FramingOk framing_ok,
        PolicyOk policy_ok,
        PermissionsOk permissions_ok,
        IsolationNone isolation_none,
        CachingOk caching_ok,
        ClockOk clock_ok,
        ClockUnknown clock_unknown,
        LocalOk local_ok,
        SessionOk session_ok,
        LocksOk locks_ok,
        PartitionNone partition_none,
        PartitionShared partition_shared,
        PartitionApart partition_apart,
        PressToCheck press_to_check,
        PopUpOk pop_up_ok,
        AutoplayOk autoplay_ok,
        SpeakerAsk speaker_ask,
        SpeakerOk speaker_ok,
        DelegationOk delegation_ok,
        MicrophoneOk microphone_ok,
        MicrophonePrompt microphone_prompt,
        MicrophoneSkipped microphone_skipped,
        NotificationsOk notifications_ok,
        NotificationsAsk notifications_ask,
        NotificationsNone notifications_none,
        OtherNone other_none,
        OtherUnknown other_unknown,
        HostOk host_ok,
        CcpOk ccp_ok,
        CcpStorage ccp_storage,
        CcpNotStarted ccp_not_started,
        SignedInOk signed_in_ok,
        SignedInUnknown signed_in_unknown,
        ParametersOk parameters_ok,
        FusionAlone fusion_alone,
        FusionOff fusion_off,
        OriginOk origin_ok,
        OriginUnknown origin_unknown,
        TransportOk transport_ok,
        FusionFirst fusion_first,
        ClassificationAsk classification_ask,
        ClassificationOk classification_ok,
        TimesOk times_ok,
        TimesUnknown times_unknown,
    }
    mended {
        SecureNo secure_no,
        FrameOther frame_other,
        NetworkPrivate network_private,
        ConfigUnreadable config_unreadable,
        ConfigInvalid config_invalid,
        HeadersUnread headers_unread,
        FramingOpen framing_open,
        FramingRefused framing_refused,
        PolicyMissing policy_missing,
        PolicyBlocks policy_blocks,
        PermissionsMissing permissions_missing,
        PermissionsDenied permissions_denied,
        IsolationOpener isolation_opener,
        IsolationEmbedder isolation_embedder,
        CachingStale caching_stale,
        ClockOff clock_off,
        ClockWrong clock_wrong,
        LocalDenied local_denied,
        SessionDenied session_denied,
        LocksDenied locks_denied,
        PartitionBlocked partition_blocked,
        PopUpBlocked pop_up_blocked,
        AutoplayWaits autoplay_waits,
        AutoplayUnknown autoplay_unknown,
        SpeakerUnheard speaker_unheard,
        SpeakerBlocked speaker_blocked,
        DelegationNot delegation_not,
        MicrophoneDenied microphone_denied,
        MicrophoneMissing microphone_missing,
        MicrophoneBroken microphone_broken,
        NotificationsDenied notifications_denied,
        OtherToolbar other_toolbar,
        HostUnreachable host_unreachable,
        CcpNoAnswer ccp_no_answer,
        CcpLibrary ccp_library,
        SessionOver session_over,
        AccessDenied access_denied,
        NoLine no_line,
        NoData no_data,
        ParametersMissing parameters_missing,
        ParametersPartial parameters_partial,
        OriginRefused origin_refused,
        TransportSilent transport_silent,
        TransportRefused transport_refused,
        TransportUnreachable transport_unreachable,
        ClassificationSilent classification_silent,
        ClassificationRefused classification_refused,
        TimesSlow times_slow,
    }
}
