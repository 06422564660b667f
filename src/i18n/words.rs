//! The words for the values of [`crate::view`]: one function a type, plain and without context.
//!
//! Never decides what is shown, only what it is called. No more is claimed than Fusion told: a silent Fusion gives no
//! reason, so it stays a likely one.

use super::{Locale, text};
use crate::view::{
    AgentError, AgentStateKind, Announcement, CardView, Channel, ConnectHealth, ContactMatch,
    EndpointKind, Failure, Fallback, FusionHealth, HealthView, Listener, Microphone,
    NoNumberReason, NoticeKind, Offered, PartyStage, PendingAction, PendingState, Phase, PopView,
    RecentOutcome, Refusal, Role, SoftphoneFault, StateLabel, Transport, Trouble, UnansweredCall,
};

/// Puts `value` in the place of `place`, such as `{name}`, wherever that stands ([`crate::substring`] tells why not by
/// `str::replace`).
pub(crate) fn fill(text: &str, place: &str, value: &str) -> String {
    let name = place.trim_start_matches('{');
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (with, rest) = part.strip_prefix(name).map_or(("{", part), |rest| (value, rest));
        filled.push_str(with);
        filled.push_str(rest);
    }
    filled
}

/// What a state of the agent is called; names that the admin gave stay as they are.
pub fn state_words(locale: Locale, label: &StateLabel) -> String {
    match label {
        StateLabel::AfterCallWork => text!(locale, state.after_call_work).to_owned(),
        StateLabel::Busy => text!(locale, state.busy).to_owned(),
        StateLabel::CallingCustomer => text!(locale, state.calling_customer).to_owned(),
        StateLabel::Joining => text!(locale, state.joining).to_owned(),
        StateLabel::Named(name) => name.clone(),
        StateLabel::Ringing => text!(locale, state.ringing).to_owned(),
        StateLabel::SignedOut => text!(locale, state.signed_out).to_owned(),
        StateLabel::Error(error) => agent_error_words(locale, *error).to_owned(),
    }
}

/// What an error state is called.
pub(crate) fn agent_error_words(locale: Locale, error: AgentError) -> &'static str {
    match error {
        AgentError::AgentHungUp => text!(locale, state.error.agent_hung_up),
        AgentError::BadAddressAgent => text!(locale, state.error.bad_address_agent),
        AgentError::BadAddressCustomer => text!(locale, state.error.bad_address_customer),
        AgentError::FailedConnectAgent => text!(locale, state.error.failed_agent),
        AgentError::FailedConnectCustomer => text!(locale, state.error.failed_customer),
        AgentError::LineEngagedAgent => text!(locale, state.error.line_engaged_agent),
        AgentError::LineEngagedCustomer => text!(locale, state.error.line_engaged_customer),
        AgentError::MissedCall => text!(locale, state.error.missed_call),
        AgentError::MissedCallCustomer => text!(locale, state.error.missed_call_customer),
        AgentError::MultipleWindows => text!(locale, state.error.multiple_windows),
        AgentError::Other => text!(locale, state.error.other),
        AgentError::RealtimeCommunication => text!(locale, state.error.realtime),
    }
}

/// What a state change under way is called.
pub(crate) fn change_words(locale: Locale, pending: &PendingState) -> String {
    let name = pending.name.as_str();
    if pending.after_contact {
        fill(text!(locale, status.after_contact), "{name}", name)
    } else {
        fill(text!(locale, status.change), "{name}", name)
    }
}

/// What the stage of a contact is called, by its direction and channel.
pub(crate) fn phase_words(locale: Locale, card: &CardView) -> &'static str {
    match card.phase {
        Phase::Ringing if card.preview => text!(locale, phase.ringing_preview),
        Phase::Ringing => match card.channel {
            Channel::Voice => text!(locale, phase.ringing),
            Channel::QueueCallback => text!(locale, phase.ringing_callback),
            Channel::Chat => text!(locale, phase.ringing_chat),
            Channel::Email => text!(locale, phase.ringing_email),
            Channel::Task => text!(locale, phase.ringing_task),
            Channel::Unknown(_) => text!(locale, phase.ringing_other),
        },
        Phase::Connecting if card.inbound && !card.preview => {
            text!(locale, phase.connecting)
        }
        Phase::Connecting if card.actions.call_now.is_some() => text!(locale, phase.preview),
        Phase::Connecting => text!(locale, phase.calling),
        Phase::Connected if card.channel.is_voice() => text!(locale, phase.connected),
        Phase::Connected => text!(locale, phase.connected_other),
        Phase::AfterCallWork => text!(locale, phase.after_call_work),
        Phase::Missed => text!(locale, phase.missed),
        Phase::Declined => text!(locale, phase.declined),
        Phase::Abandoned => text!(locale, phase.abandoned),
        Phase::Failed => text!(locale, phase.failed),
        Phase::Unreadable => text!(locale, phase.unreadable),
    }
}

/// What happened to a contact or is expected of the agent, where the stage alone does not tell.
pub(crate) fn hint_words(locale: Locale, card: &CardView) -> Option<&'static str> {
    match card.phase {
        Phase::Ringing if card.preview => Some(text!(locale, hint.preview)),
        Phase::Ringing | Phase::Connected => None,
        Phase::Connecting if card.inbound && !card.preview && card.channel == Channel::Voice => {
            Some(text!(locale, hint.connecting))
        }
        Phase::Connecting if card.actions.call_now.is_some() => Some(text!(locale, hint.looking)),
        Phase::Connecting => Some(text!(locale, hint.calling)),
        Phase::AfterCallWork => Some(text!(locale, hint.after_call_work)),
        Phase::Missed => Some(text!(locale, hint.missed)),
        Phase::Declined => Some(text!(locale, hint.declined)),
        Phase::Abandoned => Some(text!(locale, hint.abandoned)),
        Phase::Failed => Some(text!(locale, hint.failed)),
        Phase::Unreadable => Some(text!(locale, hint.unreadable)),
    }
}

/// What a command under way is called.
pub(crate) fn pending_words(locale: Locale, pending: PendingAction) -> &'static str {
    match pending {
        PendingAction::Accept => text!(locale, pending.accept),
        PendingAction::CallNow | PendingAction::Consult => text!(locale, pending.consult),
        PendingAction::DropParty => text!(locale, pending.drop_party),
        PendingAction::Join => text!(locale, pending.join),
        PendingAction::Leave => text!(locale, pending.leave),
        PendingAction::MuteParty => text!(locale, pending.mute_party),
        PendingAction::Skip => text!(locale, pending.skip),
        PendingAction::Swap => text!(locale, pending.swap),
        PendingAction::Clear => text!(locale, pending.clear),
        PendingAction::Decline => text!(locale, pending.decline),
        PendingAction::End => text!(locale, pending.end),
    }
}

/// Why something was not done, and what to do about it.
pub fn refusal_words(locale: Locale, refusal: &Refusal) -> String {
    let fixed = match refusal {
        Refusal::Connect(failure) => return failure_words(locale, failure),
        Refusal::UnknownCommand(kind) => {
            return fill(text!(locale, refusal.unknown_command), "{kind}", kind);
        }
        Refusal::NeedsPlus(national, international) => {
            let line = text!(locale, refusal.needs_plus);
            let line = fill(line, "{national}", national.as_str());
            return fill(&line, "{international}", international.as_str());
        }
        Refusal::AlreadyAnswering => text!(locale, refusal.already_answering),
        Refusal::AlreadyConnected => text!(locale, refusal.already_connected),
        Refusal::AlreadyDeclining => text!(locale, refusal.already_declining),
        Refusal::AnswerOnPhone => text!(locale, refusal.answer_on_phone),
        Refusal::BadNumber => text!(locale, refusal.bad_number),
        Refusal::Busy => text!(locale, refusal.busy),
        Refusal::CannotSkip => text!(locale, refusal.cannot_skip),
        Refusal::Consulting => text!(locale, refusal.consulting),
        Refusal::CountryNotAllowed => text!(locale, refusal.country_not_allowed),
        Refusal::DialPending => text!(locale, refusal.dial_pending),
        Refusal::ForcedMute => text!(locale, refusal.forced_mute),
        Refusal::GivenUp => text!(locale, refusal.given_up),
        Refusal::NobodyThere => text!(locale, refusal.nobody_there),
        Refusal::NotAllowed => text!(locale, refusal.not_allowed),
        Refusal::NotConnected => text!(locale, refusal.not_connected),
        Refusal::OnContact => text!(locale, refusal.on_contact),
        Refusal::NoLongerThere => text!(locale, refusal.no_longer_there),
        Refusal::NoOutboundQueue => text!(locale, refusal.no_outbound_queue),
        Refusal::NoSuchState => text!(locale, refusal.no_such_state),
        Refusal::NotRinging => text!(locale, refusal.not_ringing),
        Refusal::NotSignedIn => text!(locale, refusal.not_signed_in),
        Refusal::PreviewUntold => text!(locale, refusal.preview_untold),
        Refusal::Superseded => text!(locale, refusal.superseded),
        Refusal::UnknownCall => text!(locale, refusal.unknown_call),
    };
    fixed.to_owned()
}

fn failure_words(locale: Locale, failure: &Failure) -> String {
    match failure {
        Failure::Refused { kind } => fill(text!(locale, refusal.connect), "{kind}", kind),
        Failure::Threw(kind) => fill(text!(locale, refusal.threw), "{kind}", kind),
        Failure::TimedOut => text!(locale, refusal.timed_out).to_owned(),
    }
}

/// What stands in the place of a number that is not there.
pub(crate) fn unnumbered_words(locale: Locale, why: NoNumberReason) -> &'static str {
    match why {
        NoNumberReason::Chat => text!(locale, who.chat),
        NoNumberReason::Email => text!(locale, who.email),
        NoNumberReason::Internal => text!(locale, who.internal),
        NoNumberReason::Other => text!(locale, who.other),
        NoNumberReason::Task => text!(locale, who.task),
        NoNumberReason::Transfer => text!(locale, who.transfer),
        NoNumberReason::Unknown => text!(locale, who.unknown),
        NoNumberReason::Web => text!(locale, who.web),
        NoNumberReason::Withheld => text!(locale, who.withheld),
    }
}

/// What a notice is called.
pub(crate) fn notice_words(locale: Locale, kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::CallerGaveUp => text!(locale, notice.caller_gave_up),
        NoticeKind::Declined => text!(locale, notice.declined),
        NoticeKind::LeftInFusion => text!(locale, notice.left_in_fusion),
        NoticeKind::Missed => text!(locale, notice.missed),
        NoticeKind::Unread => text!(locale, notice.unread),
        NoticeKind::Withdrawn => text!(locale, notice.withdrawn),
    }
}

/// How the phone stands, in a word or two.
pub(crate) fn connect_words(locale: Locale, health: &ConnectHealth) -> &'static str {
    match health {
        ConnectHealth::Loading => text!(locale, health.connect.loading),
        ConnectHealth::Waiting => text!(locale, health.connect.waiting),
        ConnectHealth::Ready => text!(locale, health.connect.ready),
        ConnectHealth::NoAnswer { .. } => text!(locale, health.connect.no_answer),
        ConnectHealth::SignedOut | ConnectHealth::SignedOutIdle => {
            text!(locale, health.connect.signed_out)
        }
        ConnectHealth::SessionExpired => text!(locale, health.connect.session_expired),
        ConnectHealth::AccessDenied => text!(locale, health.connect.access_denied),
        ConnectHealth::Garbled(_) => text!(locale, health.connect.garbled),
        ConnectHealth::Frozen => text!(locale, health.connect.frozen),
        ConnectHealth::Offline => text!(locale, health.connect.offline),
        ConnectHealth::Stuck => text!(locale, health.connect.stuck),
        ConnectHealth::Silent => text!(locale, health.connect.silent),
        ConnectHealth::Broken(_) => text!(locale, health.connect.broken),
        ConnectHealth::StorageDenied => text!(locale, health.connect.storage_denied),
    }
}

/// How the toolbar speaks with Fusion, and why so, once that is decided.
pub(crate) fn transport_words(locale: Locale, health: &HealthView) -> Option<String> {
    let name = match health.transport? {
        Transport::Mca => text!(locale, transport.mca),
        Transport::Uef => text!(locale, transport.uef),
    };
    let Some(why) = &health.fallback else { return Some(name.to_owned()) };
    let why = match why {
        Fallback::Failed(why) => why,
        Fallback::Former => text!(locale, transport.former),
    };
    let words = fill(text!(locale, transport.fallback), "{transport}", name);
    Some(fill(&words, "{why}", why))
}

/// What does not work without a listener.
pub(crate) fn unheard_words(locale: Locale, listener: &Listener) -> &'static str {
    match listener {
        Listener::AgentCommands => text!(locale, transport.unheard_agent),
        Listener::DataUpdated(_) => text!(locale, transport.unheard_data),
        Listener::InteractionCommands => text!(locale, transport.unheard_calls),
        Listener::Outgoing(_) => text!(locale, transport.unheard_outgoing),
    }
}

/// How the link to Fusion stands.
pub(crate) fn fusion_words(locale: Locale, health: &FusionHealth) -> &'static str {
    match health {
        FusionHealth::Absent => text!(locale, health.fusion.absent),
        FusionHealth::Off => text!(locale, health.fusion.off),
        FusionHealth::OriginRefused(_) => text!(locale, health.fusion.origin_refused),
        FusionHealth::Linking => text!(locale, health.fusion.linking),
        FusionHealth::Linked => text!(locale, health.fusion.linked),
        FusionHealth::CallUnanswered(_) => text!(locale, given.health),
        FusionHealth::AgentNotTaken => text!(locale, health.fusion.agent_not_taken),
        FusionHealth::NotAnswering => text!(locale, health.fusion.not_answering),
        FusionHealth::Refused(_) => text!(locale, health.fusion.refused),
        FusionHealth::Unreachable(_) => text!(locale, transport.unreachable),
    }
}

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
    let (title, tell) = match microphone {
        Microphone::Granted | Microphone::Prompt | Microphone::Unknown => return None,
        Microphone::Denied => {
            (text!(locale, microphone.denied), text!(locale, microphone.denied_tell))
        }
        Microphone::DeniedInFrame => {
            (text!(locale, microphone.denied), text!(locale, microphone.denied_in_frame_tell))
        }
        Microphone::Missing => {
            (text!(locale, microphone.missing), text!(locale, microphone.missing_tell))
        }
        Microphone::NotDelegated => {
            (text!(locale, microphone.not_delegated), text!(locale, microphone.not_delegated_tell))
        }
    };
    Some((title, tell))
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
pub(crate) fn unanswered_words(locale: Locale, call: &UnansweredCall) -> String {
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
        Announcement::NoNews(Trouble::Frozen) => {
            (health(&ConnectHealth::Frozen), text!(locale, remedy.frozen))
        }
        Announcement::NoNews(Trouble::Silent) => {
            (health(&ConnectHealth::Silent), text!(locale, remedy.silent))
        }
        Announcement::NoNews(Trouble::Stuck) => {
            (health(&ConnectHealth::Stuck), text!(locale, remedy.stuck))
        }
        Announcement::OffQueue(error) => {
            (agent_error_words(locale, *error), agent_error_remedy(locale, *error))
        }
        Announcement::SignedOut { idle: true } => {
            (health(&ConnectHealth::SignedOut), text!(locale, remedy.signed_out_idle))
        }
        Announcement::SignedOut { idle: false } => {
            (health(&ConnectHealth::SignedOut), text!(locale, remedy.signed_out))
        }
        Announcement::SessionEnds { at, refused } => {
            let mut text = fill(text!(locale, session.tell), "{time}", &time(at.0));
            if *refused {
                text = [text.as_str(), text!(locale, session.refused)].join(" ");
            }
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
            let on_phone =
                (!call.answerable).then(|| text!(locale, call.answer_on_phone).to_owned());
            let known: Vec<String> =
                [caller, queue, on_call, on_phone].into_iter().flatten().collect();
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

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use std::collections::BTreeMap;

    /// Every text by its path.
    fn texts(file: &str) -> BTreeMap<String, String> {
        fn walk(path: &str, value: &Value, into: &mut BTreeMap<String, String>) {
            if let Some(text) = value.as_str() {
                into.insert(path.to_owned(), text.to_owned());
            }
            for (key, value) in value.as_object().into_iter().flatten() {
                walk(&format!("{path}.{key}"), value, into);
            }
        }
        let mut into = BTreeMap::new();
        walk("", &serde_json::from_str(file).unwrap(), &mut into);
        into
    }

    /// The places to fill, in alphabetical order.
    fn places(text: &str) -> Vec<&str> {
        let mut places: Vec<&str> =
            text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn both_languages_have_the_same_texts_with_the_same_places() {
        let english = texts(include_str!("en.json"));
        let japanese = texts(include_str!("ja.json"));
        assert!(english.len() > 100, "{}", english.len());
        let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&english), keys(&japanese));
        for (path, text) in &english {
            assert_eq!(places(text), places(&japanese[path]), "{path}");
            assert!(!japanese[path].trim().is_empty(), "{path}");
        }
    }

    #[test]
    fn the_names_that_people_and_tests_rely_on_hold() {
        let english = texts(include_str!("en.json"));
        for (path, name) in [
            (".button.availability", "Agent availability"),
            (".button.accept", "Accept"),
            (".button.decline", "Decline"),
            (".button.end", "End call"),
            (".button.clear", "Clear contact"),
            (".button.change_state", "Change state"),
            (".button.mute", "Mute"),
            (".button.hold", "Hold"),
            (".button.keypad", "Keypad"),
            (".button.transfer", "Transfer"),
            (".button.swap", "Swap"),
            (".button.join", "Join"),
            (".button.leave", "Leave"),
            (".button.call", "Call"),
            (".button.sign_out", "Sign out"),
            (".button.show_panel", "Show Amazon panel"),
            (".button.open_panel", "Open Amazon panel"),
            (".dial.field", "Number to dial"),
        ] {
            assert_eq!(english[path], name);
        }
    }
}
