//! Owns the words for what an agent does on the phone: states to choose, parties, audio, recent calls.
//!
//! Must never decide what is shown, only what it is called.

use super::Locale;
use crate::view::{
    AgentStateKind, EndpointKind, Microphone, PartyStage, RecentOutcome, Role, SoftphoneFault,
    Trouble,
};
use leptos_i18n::td_string;

/// What a type of state is called, where the agent can choose states of it.
pub(crate) fn state_kind_words(locale: Locale, kind: &AgentStateKind) -> &'static str {
    match kind {
        AgentStateKind::Routable => td_string!(locale, status.routable),
        AgentStateKind::Offline => td_string!(locale, status.offline),
        AgentStateKind::Error
        | AgentStateKind::Init
        | AgentStateKind::NotRoutable
        | AgentStateKind::System
        | AgentStateKind::Unknown(_) => td_string!(locale, status.not_routable),
    }
}

/// What an error state means and what to do about it.
pub(crate) fn trouble_remedy(locale: Locale, trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::AgentHungUp => td_string!(locale, trouble.agent_hung_up),
        Trouble::BadAddressAgent => td_string!(locale, trouble.bad_address_agent),
        Trouble::BadAddressCustomer => td_string!(locale, trouble.bad_address_customer),
        Trouble::FailedConnectAgent => td_string!(locale, trouble.failed_agent),
        Trouble::FailedConnectCustomer => td_string!(locale, trouble.failed_customer),
        Trouble::LineEngagedAgent => td_string!(locale, trouble.line_engaged_agent),
        Trouble::LineEngagedCustomer => td_string!(locale, trouble.line_engaged_customer),
        Trouble::MissedCall => td_string!(locale, trouble.missed_call),
        Trouble::MissedCallCustomer => td_string!(locale, trouble.missed_call_customer),
        Trouble::MultipleWindows => td_string!(locale, trouble.multiple_windows),
        Trouble::Other => td_string!(locale, trouble.other),
        Trouble::RealtimeCommunication => td_string!(locale, trouble.realtime),
    }
}

/// What part the agent has in a call, where it is not the usual one.
pub(crate) fn role_words(locale: Locale, role: Role) -> Option<&'static str> {
    match role {
        Role::Agent | Role::Internal => None,
        Role::Barge => Some(td_string!(locale, call.barge)),
        Role::Monitor => Some(td_string!(locale, call.maybe_heard)),
        Role::SilentMonitor => Some(td_string!(locale, call.monitor)),
    }
}

/// How a party's leg stands.
pub(crate) fn party_words(locale: Locale, stage: PartyStage) -> &'static str {
    match stage {
        PartyStage::Calling => td_string!(locale, party.calling),
        PartyStage::Held => td_string!(locale, party.held),
        PartyStage::Talking => td_string!(locale, party.talking),
    }
}

/// What several endpoints of one kind are called.
pub(crate) fn endpoint_words(locale: Locale, kind: EndpointKind) -> &'static str {
    match kind {
        EndpointKind::Agent => td_string!(locale, transfer.agents),
        EndpointKind::Number => td_string!(locale, transfer.numbers),
        EndpointKind::Queue => td_string!(locale, transfer.queues),
    }
}

/// How a recent call went.
pub(crate) fn outcome_words(locale: Locale, outcome: RecentOutcome) -> &'static str {
    match outcome {
        RecentOutcome::Abandoned => td_string!(locale, recent.abandoned),
        RecentOutcome::Answered => td_string!(locale, recent.answered),
        RecentOutcome::Cancelled => td_string!(locale, recent.cancelled),
        RecentOutcome::Declined => td_string!(locale, recent.declined),
        RecentOutcome::Failed => td_string!(locale, recent.failed),
        RecentOutcome::Missed => td_string!(locale, recent.missed),
        RecentOutcome::NotAnswered => td_string!(locale, recent.not_answered),
    }
}

/// What is wrong with the microphone, in a few words and in what to do.
pub(crate) fn microphone_words(
    locale: Locale,
    microphone: Microphone,
) -> Option<(&'static str, &'static str)> {
    match microphone {
        Microphone::Granted | Microphone::Prompt | Microphone::Unknown => None,
        Microphone::Denied => Some((
            td_string!(locale, microphone.denied),
            td_string!(locale, microphone.denied_tell),
        )),
        Microphone::DeniedInFrame => Some((
            td_string!(locale, microphone.denied),
            td_string!(locale, microphone.denied_in_frame_tell),
        )),
        Microphone::Missing => Some((
            td_string!(locale, microphone.missing),
            td_string!(locale, microphone.missing_tell),
        )),
        Microphone::NotDelegated => Some((
            td_string!(locale, microphone.not_delegated),
            td_string!(locale, microphone.not_delegated_tell),
        )),
    }
}

/// What the softphone reported, and what to do about it (`connect.md` C.5).
pub(crate) fn softphone_words(locale: Locale, fault: SoftphoneFault) -> &'static str {
    match fault {
        SoftphoneFault::Enhancement => td_string!(locale, softphone.enhancement),
        SoftphoneFault::IceTimeout => td_string!(locale, softphone.ice_timeout),
        SoftphoneFault::MicrophoneNotShared => td_string!(locale, softphone.microphone),
        SoftphoneFault::MultipleSessions => td_string!(locale, softphone.multiple_sessions),
        SoftphoneFault::Other => td_string!(locale, softphone.other),
        SoftphoneFault::RealtimeCommunication => td_string!(locale, softphone.realtime),
        SoftphoneFault::SignallingConnection | SoftphoneFault::SignallingHandshake => {
            td_string!(locale, softphone.signalling)
        }
        SoftphoneFault::UnsupportedBrowser => td_string!(locale, softphone.unsupported_browser),
        SoftphoneFault::UserBusy => td_string!(locale, softphone.user_busy),
        SoftphoneFault::Vdi => td_string!(locale, softphone.vdi),
        SoftphoneFault::WebRtc => td_string!(locale, softphone.webrtc),
    }
}
