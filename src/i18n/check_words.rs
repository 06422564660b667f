//! Owns the words for what the self-check finds: one function a type, plain and without context.
//!
//! Must never decide what a finding comes to, only what it is called.

use super::Locale;
use crate::check::{Act, Cause, Check, Group, Verdict};
use leptos_i18n::td_string;

/// What a group of checks is called.
pub(crate) fn group_words(locale: Locale, group: Group) -> &'static str {
    match group {
        Group::Page => td_string!(locale, check.group.page),
        Group::Browser => td_string!(locale, check.group.browser),
        Group::Connect => td_string!(locale, check.group.connect),
        Group::Fusion => td_string!(locale, check.group.fusion),
    }
}

/// What a step of the set-up is called.
pub(crate) fn check_words(locale: Locale, check: Check) -> &'static str {
    match check {
        Check::Network => td_string!(locale, check.name.network),
        Check::Secure => td_string!(locale, check.name.secure),
        Check::Frame => td_string!(locale, check.name.frame),
        Check::Config => td_string!(locale, check.name.config),
        Check::Framing => td_string!(locale, check.name.framing),
        Check::Policy => td_string!(locale, check.name.policy),
        Check::Permissions => td_string!(locale, check.name.permissions),
        Check::Isolation => td_string!(locale, check.name.isolation),
        Check::Caching => td_string!(locale, check.name.caching),
        Check::Clock => td_string!(locale, check.name.clock),
        Check::LocalStorage => td_string!(locale, check.name.local_storage),
        Check::SessionStorage => td_string!(locale, check.name.session_storage),
        Check::Locks => td_string!(locale, check.name.locks),
        Check::Partition => td_string!(locale, check.name.partition),
        Check::PopUp => td_string!(locale, check.name.pop_up),
        Check::Autoplay => td_string!(locale, check.name.autoplay),
        Check::Speaker => td_string!(locale, check.name.speaker),
        Check::Delegation => td_string!(locale, check.name.delegation),
        Check::Microphone => td_string!(locale, check.name.microphone),
        Check::Notifications => td_string!(locale, check.name.notifications),
        Check::OtherCcp => td_string!(locale, check.name.other_ccp),
        Check::ConnectHost => td_string!(locale, check.name.connect_host),
        Check::Ccp => td_string!(locale, check.name.ccp),
        Check::SignedIn => td_string!(locale, check.name.signed_in),
        Check::Parameters => td_string!(locale, check.name.parameters),
        Check::Origin => td_string!(locale, check.name.origin),
        Check::Transport => td_string!(locale, check.name.transport),
        Check::Classification => td_string!(locale, check.name.classification),
        Check::Times => td_string!(locale, check.name.times),
    }
}

/// What a finding comes to, in a word.
pub(crate) fn verdict_words(locale: Locale, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Running => td_string!(locale, check.verdict.running),
        Verdict::Passed => td_string!(locale, check.verdict.passed),
        Verdict::Advice => td_string!(locale, check.verdict.advice),
        Verdict::Failed => td_string!(locale, check.verdict.failed),
        Verdict::Unknown => td_string!(locale, check.verdict.unknown),
        Verdict::NotApplicable => td_string!(locale, check.verdict.not_applicable),
    }
}

/// What a button does.
pub(crate) fn act_words(locale: Locale, act: Act) -> &'static str {
    match act {
        Act::PopUp => td_string!(locale, check.act.pop_up),
        Act::Tone => td_string!(locale, check.act.tone),
        Act::Heard => td_string!(locale, check.act.heard),
        Act::Unheard => td_string!(locale, check.act.unheard),
        Act::Microphone => td_string!(locale, check.act.microphone),
        Act::Notify => td_string!(locale, check.act.notify),
        Act::TestCall => td_string!(locale, check.act.test_call),
        Act::SignIn => td_string!(locale, button.sign_in),
    }
}

/// What was found, and what to do about it; nothing where there is nothing to do.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn cause_words(locale: Locale, cause: Cause) -> (&'static str, &'static str) {
    match cause {
        Cause::SecureYes => (td_string!(locale, check.tell.secure_yes), ""),
        Cause::SecureNo => {
            (td_string!(locale, check.tell.secure_no), td_string!(locale, check.fix.secure_no))
        }
        Cause::FrameAlone => (td_string!(locale, check.tell.frame_alone), ""),
        Cause::FrameKnown => (td_string!(locale, check.tell.frame_known), ""),
        Cause::FrameOther => {
            (td_string!(locale, check.tell.frame_other), td_string!(locale, check.fix.frame_other))
        }
        Cause::NetworkPlain => (td_string!(locale, check.tell.network_plain), ""),
        Cause::NetworkPrivate => (
            td_string!(locale, check.tell.network_private),
            td_string!(locale, check.fix.network_private),
        ),
        Cause::ConfigOk => (td_string!(locale, check.tell.config_ok), ""),
        Cause::ConfigUnreadable => (
            td_string!(locale, check.tell.config_unreadable),
            td_string!(locale, check.fix.config_unreadable),
        ),
        Cause::ConfigInvalid => (
            td_string!(locale, check.tell.config_invalid),
            td_string!(locale, check.fix.config_invalid),
        ),
        Cause::HeadersUnread => (
            td_string!(locale, check.tell.headers_unread),
            td_string!(locale, check.fix.headers_unread),
        ),
        Cause::NeedsConfig => (td_string!(locale, check.tell.needs_config), ""),
        Cause::FramingOk => (td_string!(locale, check.tell.framing_ok), ""),
        Cause::FramingOpen => (
            td_string!(locale, check.tell.framing_open),
            td_string!(locale, check.fix.framing_open),
        ),
        Cause::FramingRefused => (
            td_string!(locale, check.tell.framing_refused),
            td_string!(locale, check.fix.framing_refused),
        ),
        Cause::PolicyOk => (td_string!(locale, check.tell.policy_ok), ""),
        Cause::PolicyMissing => (
            td_string!(locale, check.tell.policy_missing),
            td_string!(locale, check.fix.policy_missing),
        ),
        Cause::PolicyBlocks => (
            td_string!(locale, check.tell.policy_blocks),
            td_string!(locale, check.fix.policy_blocks),
        ),
        Cause::PermissionsOk => (td_string!(locale, check.tell.permissions_ok), ""),
        Cause::PermissionsMissing => (
            td_string!(locale, check.tell.permissions_missing),
            td_string!(locale, check.fix.permissions_missing),
        ),
        Cause::PermissionsDenied => (
            td_string!(locale, check.tell.permissions_denied),
            td_string!(locale, check.fix.permissions_denied),
        ),
        Cause::IsolationNone => (td_string!(locale, check.tell.isolation_none), ""),
        Cause::IsolationOpener => (
            td_string!(locale, check.tell.isolation_opener),
            td_string!(locale, check.fix.isolation_opener),
        ),
        Cause::IsolationEmbedder => (
            td_string!(locale, check.tell.isolation_embedder),
            td_string!(locale, check.fix.isolation_embedder),
        ),
        Cause::CachingOk => (td_string!(locale, check.tell.caching_ok), ""),
        Cause::CachingStale => (
            td_string!(locale, check.tell.caching_stale),
            td_string!(locale, check.fix.caching_stale),
        ),
        Cause::ClockOk => (td_string!(locale, check.tell.clock_ok), ""),
        Cause::ClockOff => {
            (td_string!(locale, check.tell.clock_off), td_string!(locale, check.fix.clock_off))
        }
        Cause::ClockWrong => {
            (td_string!(locale, check.tell.clock_wrong), td_string!(locale, check.fix.clock_wrong))
        }
        Cause::ClockUnknown => (td_string!(locale, check.tell.clock_unknown), ""),
        Cause::LocalOk => (td_string!(locale, check.tell.local_ok), ""),
        Cause::LocalDenied => (
            td_string!(locale, check.tell.local_denied),
            td_string!(locale, check.fix.local_denied),
        ),
        Cause::SessionOk => (td_string!(locale, check.tell.session_ok), ""),
        Cause::SessionDenied => (
            td_string!(locale, check.tell.session_denied),
            td_string!(locale, check.fix.session_denied),
        ),
        Cause::LocksOk => (td_string!(locale, check.tell.locks_ok), ""),
        Cause::LocksDenied => (
            td_string!(locale, check.tell.locks_denied),
            td_string!(locale, check.fix.locks_denied),
        ),
        Cause::PartitionNone => (td_string!(locale, check.tell.partition_none), ""),
        Cause::PartitionShared => (td_string!(locale, check.tell.partition_shared), ""),
        Cause::PartitionApart => (td_string!(locale, check.tell.partition_apart), ""),
        Cause::PartitionBlocked => (
            td_string!(locale, check.tell.partition_blocked),
            td_string!(locale, check.fix.partition_blocked),
        ),
        Cause::PressToCheck => (td_string!(locale, check.tell.press_to_check), ""),
        Cause::PopUpOk => (td_string!(locale, check.tell.pop_up_ok), ""),
        Cause::PopUpBlocked => (
            td_string!(locale, check.tell.pop_up_blocked),
            td_string!(locale, check.fix.pop_up_blocked),
        ),
        Cause::AutoplayOk => (td_string!(locale, check.tell.autoplay_ok), ""),
        Cause::AutoplayWaits => (
            td_string!(locale, check.tell.autoplay_waits),
            td_string!(locale, check.fix.autoplay_waits),
        ),
        Cause::AutoplayUnknown => (
            td_string!(locale, check.tell.autoplay_unknown),
            td_string!(locale, check.fix.autoplay_unknown),
        ),
        Cause::SpeakerAsk => (td_string!(locale, check.tell.speaker_ask), ""),
        Cause::SpeakerOk => (td_string!(locale, check.tell.speaker_ok), ""),
        Cause::SpeakerUnheard => (
            td_string!(locale, check.tell.speaker_unheard),
            td_string!(locale, check.fix.speaker_unheard),
        ),
        Cause::SpeakerBlocked => (
            td_string!(locale, check.tell.speaker_blocked),
            td_string!(locale, check.fix.speaker_blocked),
        ),
        Cause::DelegationOk => (td_string!(locale, check.tell.delegation_ok), ""),
        Cause::DelegationNot => (
            td_string!(locale, check.tell.delegation_not),
            td_string!(locale, check.fix.delegation_not),
        ),
        Cause::MicrophoneOk => (td_string!(locale, check.tell.microphone_ok), ""),
        Cause::MicrophonePrompt => (td_string!(locale, check.tell.microphone_prompt), ""),
        Cause::MicrophoneDenied => (
            td_string!(locale, check.tell.microphone_denied),
            td_string!(locale, check.fix.microphone_denied),
        ),
        Cause::MicrophoneMissing => (
            td_string!(locale, check.tell.microphone_missing),
            td_string!(locale, check.fix.microphone_missing),
        ),
        Cause::MicrophoneBroken => (
            td_string!(locale, check.tell.microphone_broken),
            td_string!(locale, check.fix.microphone_broken),
        ),
        Cause::MicrophoneSkipped => (td_string!(locale, check.tell.microphone_skipped), ""),
        Cause::NotificationsOk => (td_string!(locale, check.tell.notifications_ok), ""),
        Cause::NotificationsAsk => (td_string!(locale, check.tell.notifications_ask), ""),
        Cause::NotificationsDenied => (
            td_string!(locale, check.tell.notifications_denied),
            td_string!(locale, check.fix.notifications_denied),
        ),
        Cause::NotificationsNone => (td_string!(locale, check.tell.notifications_none), ""),
        Cause::OtherNone => (td_string!(locale, check.tell.other_none), ""),
        Cause::OtherToolbar => (
            td_string!(locale, check.tell.other_toolbar),
            td_string!(locale, check.fix.other_toolbar),
        ),
        Cause::OtherUnknown => (td_string!(locale, check.tell.other_unknown), ""),
        Cause::HostOk => (td_string!(locale, check.tell.host_ok), ""),
        Cause::HostUnreachable => (
            td_string!(locale, check.tell.host_unreachable),
            td_string!(locale, check.fix.host_unreachable),
        ),
        Cause::CcpOk => (td_string!(locale, check.tell.ccp_ok), ""),
        Cause::CcpNoAnswer => (
            td_string!(locale, check.tell.ccp_no_answer),
            td_string!(locale, check.fix.ccp_no_answer),
        ),
        Cause::CcpLibrary => {
            (td_string!(locale, check.tell.ccp_library), td_string!(locale, check.fix.ccp_library))
        }
        Cause::CcpStorage => (td_string!(locale, check.tell.ccp_storage), ""),
        Cause::CcpNotStarted => (td_string!(locale, check.tell.ccp_not_started), ""),
        Cause::SignedInOk => (td_string!(locale, check.tell.signed_in_ok), ""),
        Cause::SessionOver => (
            td_string!(locale, check.tell.session_over),
            td_string!(locale, check.fix.session_over),
        ),
        Cause::AccessDenied => (
            td_string!(locale, check.tell.access_denied),
            td_string!(locale, check.fix.access_denied),
        ),
        Cause::NoLine => {
            (td_string!(locale, check.tell.no_line), td_string!(locale, check.fix.no_line))
        }
        Cause::NoData => {
            (td_string!(locale, check.tell.no_data), td_string!(locale, check.fix.no_data))
        }
        Cause::SignedInUnknown => (td_string!(locale, check.tell.signed_in_unknown), ""),
        Cause::ParametersOk => (td_string!(locale, check.tell.parameters_ok), ""),
        Cause::ParametersMissing => (
            td_string!(locale, check.tell.parameters_missing),
            td_string!(locale, check.fix.parameters_missing),
        ),
        Cause::ParametersPartial => (
            td_string!(locale, check.tell.parameters_partial),
            td_string!(locale, check.fix.parameters_partial),
        ),
        Cause::FusionAlone => (td_string!(locale, check.tell.fusion_alone), ""),
        Cause::FusionOff => (td_string!(locale, check.tell.fusion_off), ""),
        Cause::OriginOk => (td_string!(locale, check.tell.origin_ok), ""),
        Cause::OriginRefused => (
            td_string!(locale, check.tell.origin_refused),
            td_string!(locale, check.fix.origin_refused),
        ),
        Cause::OriginUnknown => (td_string!(locale, check.tell.origin_unknown), ""),
        Cause::TransportOk => (td_string!(locale, check.tell.transport_ok), ""),
        Cause::TransportSilent => (
            td_string!(locale, check.tell.transport_silent),
            td_string!(locale, check.fix.transport_silent),
        ),
        Cause::TransportRefused => (
            td_string!(locale, check.tell.transport_refused),
            td_string!(locale, check.fix.transport_refused),
        ),
        Cause::TransportUnreachable => (
            td_string!(locale, check.tell.transport_unreachable),
            td_string!(locale, check.fix.transport_unreachable),
        ),
        Cause::FusionFirst => (td_string!(locale, check.tell.fusion_first), ""),
        Cause::ClassificationAsk => (td_string!(locale, check.tell.classification_ask), ""),
        Cause::ClassificationOk => (td_string!(locale, check.tell.classification_ok), ""),
        Cause::ClassificationSilent => (
            td_string!(locale, check.tell.classification_silent),
            td_string!(locale, check.fix.classification_silent),
        ),
        Cause::ClassificationRefused => (
            td_string!(locale, check.tell.classification_refused),
            td_string!(locale, check.fix.classification_refused),
        ),
        Cause::TimesOk => (td_string!(locale, check.tell.times_ok), ""),
        Cause::TimesSlow => {
            (td_string!(locale, check.tell.times_slow), td_string!(locale, check.fix.times_slow))
        }
        Cause::TimesUnknown => (td_string!(locale, check.tell.times_unknown), ""),
    }
}
