//! The words for what an agent does on the phone, and for Fusion's part of a call: states to choose, parties,
//! audio, recent calls, the lookup, the page, a call that Fusion did not take, and notifications.
//!
//! No more is claimed than Fusion told: a silent Fusion gives no reason, so it stays a likely one.

use super::Locale;
use super::text;
use super::words::{connect_words, fill};
use crate::view::{
    AgentError, AgentStateKind, Announcement, CardView, ConnectHealth, ContactMatch, EndpointKind,
    Microphone, Offered, PartyStage, PopView, RecentOutcome, Role, SoftphoneFault, UnansweredCall,
};

/// What a type of state is called, where the agent can choose states of it.
pub(crate) fn state_kind_words(locale: Locale, kind: &AgentStateKind) -> &'static str {
    match kind {
        AgentStateKind::Routable => text!(locale, status.routable),
        AgentStateKind::Offline => text!(locale, status.offline),
        AgentStateKind::Error
        | AgentStateKind::Init
        | AgentStateKind::NotRoutable
        | AgentStateKind::System
        | AgentStateKind::Unknown(_) => text!(locale, status.not_routable),
    }
}

/// What an error state means and what to do about it.
pub(crate) fn agent_error_remedy(locale: Locale, error: AgentError) -> &'static str {
    match error {
        AgentError::AgentHungUp => text!(locale, agent_error.agent_hung_up),
        AgentError::BadAddressAgent => text!(locale, agent_error.bad_address_agent),
        AgentError::BadAddressCustomer => text!(locale, agent_error.bad_address_customer),
        AgentError::FailedConnectAgent => text!(locale, agent_error.failed_agent),
        AgentError::FailedConnectCustomer => text!(locale, agent_error.failed_customer),
        AgentError::LineEngagedAgent => text!(locale, agent_error.line_engaged_agent),
        AgentError::LineEngagedCustomer => text!(locale, agent_error.line_engaged_customer),
        AgentError::MissedCall => text!(locale, agent_error.missed_call),
        AgentError::MissedCallCustomer => text!(locale, agent_error.missed_call_customer),
        AgentError::MultipleWindows => text!(locale, agent_error.multiple_windows),
        AgentError::Other => text!(locale, agent_error.other),
        AgentError::RealtimeCommunication => text!(locale, agent_error.realtime),
    }
}

/// What part the agent has in a call, where it is not the usual one.
pub(crate) fn role_words(locale: Locale, role: Role) -> Option<&'static str> {
    match role {
        Role::Agent | Role::Internal => None,
        Role::Barge => Some(text!(locale, call.barge)),
        Role::Monitor => Some(text!(locale, call.maybe_heard)),
        Role::SilentMonitor => Some(text!(locale, call.monitor)),
    }
}

/// How a party's leg stands.
pub(crate) fn party_words(locale: Locale, stage: PartyStage) -> &'static str {
    match stage {
        PartyStage::Calling => text!(locale, party.calling),
        PartyStage::Held => text!(locale, party.held),
        PartyStage::Talking => text!(locale, party.talking),
    }
}

/// What several endpoints of one kind are called.
pub(crate) fn endpoint_words(locale: Locale, kind: EndpointKind) -> &'static str {
    match kind {
        EndpointKind::Agent => text!(locale, transfer.agents),
        EndpointKind::Number => text!(locale, transfer.numbers),
        EndpointKind::Queue => text!(locale, transfer.queues),
    }
}

/// How a recent call went.
pub(crate) fn outcome_words(locale: Locale, outcome: RecentOutcome) -> &'static str {
    match outcome {
        RecentOutcome::Abandoned => text!(locale, recent.abandoned),
        RecentOutcome::Answered => text!(locale, recent.answered),
        RecentOutcome::Cancelled => text!(locale, recent.cancelled),
        RecentOutcome::Declined => text!(locale, recent.declined),
        RecentOutcome::Failed => text!(locale, recent.failed),
        RecentOutcome::Missed => text!(locale, recent.missed),
        RecentOutcome::NotAnswered => text!(locale, recent.not_answered),
    }
}

/// What is wrong with the microphone, in a few words and in what to do.
pub(crate) fn microphone_words(
    locale: Locale,
    microphone: Microphone,
) -> Option<(&'static str, &'static str)> {
    microphone.is_lost().then(|| match microphone {
        Microphone::DeniedInFrame => {
            (text!(locale, microphone.denied), text!(locale, microphone.denied_in_frame_tell))
        }
        Microphone::Missing => {
            (text!(locale, microphone.missing), text!(locale, microphone.missing_tell))
        }
        Microphone::NotDelegated => {
            (text!(locale, microphone.not_delegated), text!(locale, microphone.not_delegated_tell))
        }
        // Of these only a refused one is lost.
        Microphone::Denied | Microphone::Granted | Microphone::Prompt | Microphone::Unknown => {
            (text!(locale, microphone.denied), text!(locale, microphone.denied_tell))
        }
    })
}

/// What the softphone reported, and what to do about it (`connect.md` C.5).
pub(crate) fn softphone_words(locale: Locale, fault: SoftphoneFault) -> &'static str {
    match fault {
        SoftphoneFault::Enhancement => text!(locale, softphone.enhancement),
        SoftphoneFault::IceTimeout => text!(locale, softphone.ice_timeout),
        SoftphoneFault::MicrophoneNotShared => text!(locale, softphone.microphone),
        SoftphoneFault::MultipleSessions => text!(locale, softphone.multiple_sessions),
        SoftphoneFault::Other => text!(locale, softphone.other),
        SoftphoneFault::RealtimeCommunication => text!(locale, softphone.realtime),
        SoftphoneFault::SignallingConnection | SoftphoneFault::SignallingHandshake => {
            text!(locale, softphone.signalling)
        }
        SoftphoneFault::UnsupportedBrowser => text!(locale, softphone.unsupported_browser),
        SoftphoneFault::UserBusy => text!(locale, softphone.user_busy),
        SoftphoneFault::Vdi => text!(locale, softphone.vdi),
        SoftphoneFault::WebRtc => text!(locale, softphone.webrtc),
    }
}

/// How Fusion's part of a call stands, where it has one.
pub(crate) fn pop_words(locale: Locale, card: &CardView) -> Option<&'static str> {
    Some(match (card.pop, card.found) {
        (PopView::LookupFailed | PopView::Silent, _) if card.unanswered_call.is_some() => {
            text!(locale, given.unanswered_call)
        }
        (PopView::None, _) => return None,
        (PopView::LookingUp, _) => text!(locale, pop.looking_up),
        (PopView::LookedUp, ContactMatch::Nobody) => text!(locale, given.nobody),
        (PopView::LookedUp, ContactMatch::Unclear) => text!(locale, given.unclear),
        (PopView::LookedUp, ContactMatch::Contact | ContactMatch::Unknown) => {
            text!(locale, pop.looked_up)
        }
        (PopView::NotShown, _) => text!(locale, pop.not_shown),
        (PopView::Showing, _) => text!(locale, pop.showing),
        (PopView::LookupFailed, _) => text!(locale, pop.lookup_failed),
        (PopView::Opening, _) => text!(locale, pop.opening),
        (PopView::Open, ContactMatch::Nobody) => text!(locale, given.open_nobody),
        (PopView::Open, ContactMatch::Unclear) => text!(locale, given.open_unclear),
        (PopView::Open, ContactMatch::Contact | ContactMatch::Unknown) => text!(locale, pop.open),
        (PopView::Refused, _) => text!(locale, pop.refused),
        (PopView::Silent, _) => text!(locale, pop.silent),
    })
}

/// What probably became of a call that Fusion left without an answer.
pub(crate) fn cause_words(locale: Locale, call: &UnansweredCall) -> String {
    if call.ready {
        routed(call, text!(locale, given.cause), text!(locale, given.cause_queue))
    } else {
        text!(locale, given.cause_not_ready).to_owned()
    }
}

/// What to do about it.
pub(crate) fn unanswered_remedy(locale: Locale, call: &UnansweredCall) -> String {
    if call.ready {
        routed(call, text!(locale, given.remedy), text!(locale, given.remedy_queue))
    } else {
        text!(locale, given.remedy_not_ready).to_owned()
    }
}

/// The text that fits, with the names of classification and queue in it.
fn routed(call: &UnansweredCall, plain: &str, of_queue: &str) -> String {
    let text = match &call.queue {
        Some(queue) => fill(of_queue, "{queue}", queue),
        None => plain.to_owned(),
    };
    fill(&text, "{classification}", &call.classification)
}

/// What a notification says of which nothing else may be told; Fusion wants some text.
const AMAZON: &str = "Amazon Connect";

/// Title and text of a notification; `time` writes a time of day, from milliseconds since the Unix epoch.
pub(crate) fn announcement_words(
    locale: Locale,
    announcement: &Announcement,
    caller: Option<String>,
    time: impl Fn(u64) -> String,
) -> (String, String) {
    let health = |health| connect_words(locale, health);
    let (title, text) = match announcement {
        Announcement::Microphone(microphone) => {
            microphone_words(locale, *microphone).unwrap_or_default()
        }
        Announcement::NoNews => (health(&ConnectHealth::Silent), text!(locale, remedy.silent)),
        Announcement::SignedOut { idle: true } => {
            (health(&ConnectHealth::SignedOut), text!(locale, remedy.signed_out_idle))
        }
        Announcement::SignedOut { idle: false } => {
            (health(&ConnectHealth::SignedOut), text!(locale, remedy.signed_out))
        }
        Announcement::SessionEnds(at) => {
            let text = fill(text!(locale, session.tell), "{time}", &time(at.0));
            return (text!(locale, session.title).to_owned(), text);
        }
        Announcement::Ring(call) => {
            let title = if call.callback {
                text!(locale, phase.ringing_callback)
            } else if call.preview {
                text!(locale, phase.ringing_preview)
            } else {
                text!(locale, phase.ringing)
            };
            let queue = call.queue.clone();
            let on_call = call.on_call.then(|| text!(locale, notify.on_call).to_owned());
            let known: Vec<String> = [caller, queue, on_call].into_iter().flatten().collect();
            let text = if known.is_empty() { AMAZON.to_owned() } else { known.join(" · ") };
            return (title.to_owned(), text);
        }
    };
    (title.to_owned(), text.to_owned())
}

/// The button of a notification.
pub(crate) fn offered_words(locale: Locale, offered: Offered) -> &'static str {
    match offered {
        Offered::Accept => text!(locale, button.accept),
        Offered::Decline => text!(locale, button.decline),
        Offered::Stay => text!(locale, button.stay),
    }
}
