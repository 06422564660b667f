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

/// What was found, and what to do about it; nothing where there is nothing to do.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn cause_words(locale: Locale, cause: Cause) -> (&'static str, &'static str) {
    match cause {
        Cause::SecureYes => (text!(locale, check.tell.secure_yes), ""),
        Cause::SecureNo => {
            (text!(locale, check.tell.secure_no), text!(locale, check.fix.secure_no))
        }
        Cause::FrameAlone => (text!(locale, check.tell.frame_alone), ""),
        Cause::FrameKnown => (text!(locale, check.tell.frame_known), ""),
        Cause::FrameOther => {
            (text!(locale, check.tell.frame_other), text!(locale, check.fix.frame_other))
        }
        Cause::NetworkPlain => (text!(locale, check.tell.network_plain), ""),
        Cause::NetworkPrivate => {
            (text!(locale, check.tell.network_private), text!(locale, check.fix.network_private))
        }
        Cause::ConfigOk => (text!(locale, check.tell.config_ok), ""),
        Cause::ConfigUnreadable => (
            text!(locale, check.tell.config_unreadable),
            text!(locale, check.fix.config_unreadable),
        ),
        Cause::ConfigInvalid => {
            (text!(locale, check.tell.config_invalid), text!(locale, check.fix.config_invalid))
        }
        Cause::HeadersUnread => {
            (text!(locale, check.tell.headers_unread), text!(locale, check.fix.headers_unread))
        }
        Cause::NeedsConfig => (text!(locale, check.tell.needs_config), ""),
        Cause::FramingOk => (text!(locale, check.tell.framing_ok), ""),
        Cause::FramingOpen => {
            (text!(locale, check.tell.framing_open), text!(locale, check.fix.framing_open))
        }
        Cause::FramingRefused => {
            (text!(locale, check.tell.framing_refused), text!(locale, check.fix.framing_refused))
        }
        Cause::PolicyOk => (text!(locale, check.tell.policy_ok), ""),
        Cause::PolicyMissing => {
            (text!(locale, check.tell.policy_missing), text!(locale, check.fix.policy_missing))
        }
        Cause::PolicyBlocks => {
            (text!(locale, check.tell.policy_blocks), text!(locale, check.fix.policy_blocks))
        }
        Cause::PermissionsOk => (text!(locale, check.tell.permissions_ok), ""),
        Cause::PermissionsMissing => (
            text!(locale, check.tell.permissions_missing),
            text!(locale, check.fix.permissions_missing),
        ),
        Cause::PermissionsDenied => (
            text!(locale, check.tell.permissions_denied),
            text!(locale, check.fix.permissions_denied),
        ),
        Cause::IsolationNone => (text!(locale, check.tell.isolation_none), ""),
        Cause::IsolationOpener => {
            (text!(locale, check.tell.isolation_opener), text!(locale, check.fix.isolation_opener))
        }
        Cause::IsolationEmbedder => (
            text!(locale, check.tell.isolation_embedder),
            text!(locale, check.fix.isolation_embedder),
        ),
        Cause::CachingOk => (text!(locale, check.tell.caching_ok), ""),
        Cause::CachingStale => {
            (text!(locale, check.tell.caching_stale), text!(locale, check.fix.caching_stale))
        }
        Cause::ClockOk => (text!(locale, check.tell.clock_ok), ""),
        Cause::ClockOff => {
            (text!(locale, check.tell.clock_off), text!(locale, check.fix.clock_off))
        }
        Cause::ClockWrong => {
            (text!(locale, check.tell.clock_wrong), text!(locale, check.fix.clock_wrong))
        }
        Cause::ClockUnknown => (text!(locale, check.tell.clock_unknown), ""),
        Cause::LocalOk => (text!(locale, check.tell.local_ok), ""),
        Cause::LocalDenied => {
            (text!(locale, check.tell.local_denied), text!(locale, check.fix.local_denied))
        }
        Cause::SessionOk => (text!(locale, check.tell.session_ok), ""),
        Cause::SessionDenied => {
            (text!(locale, check.tell.session_denied), text!(locale, check.fix.session_denied))
        }
        Cause::LocksOk => (text!(locale, check.tell.locks_ok), ""),
        Cause::LocksDenied => {
            (text!(locale, check.tell.locks_denied), text!(locale, check.fix.locks_denied))
        }
        Cause::PartitionNone => (text!(locale, check.tell.partition_none), ""),
        Cause::PartitionShared => (text!(locale, check.tell.partition_shared), ""),
        Cause::PartitionApart => (text!(locale, check.tell.partition_apart), ""),
        Cause::PartitionBlocked => (
            text!(locale, check.tell.partition_blocked),
            text!(locale, check.fix.partition_blocked),
        ),
        Cause::PressToCheck => (text!(locale, check.tell.press_to_check), ""),
        Cause::PopUpOk => (text!(locale, check.tell.pop_up_ok), ""),
        Cause::PopUpBlocked => {
            (text!(locale, check.tell.pop_up_blocked), text!(locale, check.fix.pop_up_blocked))
        }
        Cause::AutoplayOk => (text!(locale, check.tell.autoplay_ok), ""),
        Cause::AutoplayWaits => {
            (text!(locale, check.tell.autoplay_waits), text!(locale, check.fix.autoplay_waits))
        }
        Cause::AutoplayUnknown => {
            (text!(locale, check.tell.autoplay_unknown), text!(locale, check.fix.autoplay_unknown))
        }
        Cause::SpeakerAsk => (text!(locale, check.tell.speaker_ask), ""),
        Cause::SpeakerOk => (text!(locale, check.tell.speaker_ok), ""),
        Cause::SpeakerUnheard => {
            (text!(locale, check.tell.speaker_unheard), text!(locale, check.fix.speaker_unheard))
        }
        Cause::SpeakerBlocked => {
            (text!(locale, check.tell.speaker_blocked), text!(locale, check.fix.speaker_blocked))
        }
        Cause::DelegationOk => (text!(locale, check.tell.delegation_ok), ""),
        Cause::DelegationNot => {
            (text!(locale, check.tell.delegation_not), text!(locale, check.fix.delegation_not))
        }
        Cause::MicrophoneOk => (text!(locale, check.tell.microphone_ok), ""),
        Cause::MicrophonePrompt => (text!(locale, check.tell.microphone_prompt), ""),
        Cause::MicrophoneDenied => (
            text!(locale, check.tell.microphone_denied),
            text!(locale, check.fix.microphone_denied),
        ),
        Cause::MicrophoneMissing => (
            text!(locale, check.tell.microphone_missing),
            text!(locale, check.fix.microphone_missing),
        ),
        Cause::MicrophoneBroken => (
            text!(locale, check.tell.microphone_broken),
            text!(locale, check.fix.microphone_broken),
        ),
        Cause::MicrophoneSkipped => (text!(locale, check.tell.microphone_skipped), ""),
        Cause::NotificationsOk => (text!(locale, check.tell.notifications_ok), ""),
        Cause::NotificationsAsk => (text!(locale, check.tell.notifications_ask), ""),
        Cause::NotificationsDenied => (
            text!(locale, check.tell.notifications_denied),
            text!(locale, check.fix.notifications_denied),
        ),
        Cause::NotificationsNone => (text!(locale, check.tell.notifications_none), ""),
        Cause::OtherNone => (text!(locale, check.tell.other_none), ""),
        Cause::OtherToolbar => {
            (text!(locale, check.tell.other_toolbar), text!(locale, check.fix.other_toolbar))
        }
        Cause::OtherUnknown => (text!(locale, check.tell.other_unknown), ""),
        Cause::HostOk => (text!(locale, check.tell.host_ok), ""),
        Cause::HostUnreachable => {
            (text!(locale, check.tell.host_unreachable), text!(locale, check.fix.host_unreachable))
        }
        Cause::CcpOk => (text!(locale, check.tell.ccp_ok), ""),
        Cause::CcpNoAnswer => {
            (text!(locale, check.tell.ccp_no_answer), text!(locale, check.fix.ccp_no_answer))
        }
        Cause::CcpLibrary => {
            (text!(locale, check.tell.ccp_library), text!(locale, check.fix.ccp_library))
        }
        Cause::CcpStorage => (text!(locale, check.tell.ccp_storage), ""),
        Cause::CcpNotStarted => (text!(locale, check.tell.ccp_not_started), ""),
        Cause::SignedInOk => (text!(locale, check.tell.signed_in_ok), ""),
        Cause::SessionOver => {
            (text!(locale, check.tell.session_over), text!(locale, check.fix.session_over))
        }
        Cause::AccessDenied => {
            (text!(locale, check.tell.access_denied), text!(locale, check.fix.access_denied))
        }
        Cause::NoLine => (text!(locale, check.tell.no_line), text!(locale, check.fix.no_line)),
        Cause::NoData => (text!(locale, check.tell.no_data), text!(locale, check.fix.no_data)),
        Cause::SignedInUnknown => (text!(locale, check.tell.signed_in_unknown), ""),
        Cause::ParametersOk => (text!(locale, check.tell.parameters_ok), ""),
        Cause::ParametersMissing => (
            text!(locale, check.tell.parameters_missing),
            text!(locale, check.fix.parameters_missing),
        ),
        Cause::ParametersPartial => (
            text!(locale, check.tell.parameters_partial),
            text!(locale, check.fix.parameters_partial),
        ),
        Cause::FusionAlone => (text!(locale, check.tell.fusion_alone), ""),
        Cause::FusionOff => (text!(locale, check.tell.fusion_off), ""),
        Cause::OriginOk => (text!(locale, check.tell.origin_ok), ""),
        Cause::OriginRefused => {
            (text!(locale, check.tell.origin_refused), text!(locale, check.fix.origin_refused))
        }
        Cause::OriginUnknown => (text!(locale, check.tell.origin_unknown), ""),
        Cause::TransportOk => (text!(locale, check.tell.transport_ok), ""),
        Cause::TransportSilent => {
            (text!(locale, check.tell.transport_silent), text!(locale, check.fix.transport_silent))
        }
        Cause::TransportRefused => (
            text!(locale, check.tell.transport_refused),
            text!(locale, check.fix.transport_refused),
        ),
        Cause::TransportUnreachable => (
            text!(locale, check.tell.transport_unreachable),
            text!(locale, check.fix.transport_unreachable),
        ),
        Cause::FusionFirst => (text!(locale, check.tell.fusion_first), ""),
        Cause::ClassificationAsk => (text!(locale, check.tell.classification_ask), ""),
        Cause::ClassificationOk => (text!(locale, check.tell.classification_ok), ""),
        Cause::ClassificationSilent => (
            text!(locale, check.tell.classification_silent),
            text!(locale, check.fix.classification_silent),
        ),
        Cause::ClassificationRefused => (
            text!(locale, check.tell.classification_refused),
            text!(locale, check.fix.classification_refused),
        ),
        Cause::TimesOk => (text!(locale, check.tell.times_ok), ""),
        Cause::TimesSlow => {
            (text!(locale, check.tell.times_slow), text!(locale, check.fix.times_slow))
        }
        Cause::TimesUnknown => (text!(locale, check.tell.times_unknown), ""),
    }
}
