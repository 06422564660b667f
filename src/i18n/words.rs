//! Owns the words for the values of [`crate::view`]: one function a type, plain and without context.
//!
//! Must never decide what is shown, only what it is called.

use super::Locale;
use crate::view::{
    CardView, Channel, ConnectHealth, Failure, FusionHealth, HealthView, Listener, NoticeKind,
    PendingAction, PendingState, Phase, Refusal, StateLabel, Transport, Trouble, Unnumbered,
};
use leptos_i18n::td_string;

/// Puts `value` in the place of `place`, such as `{name}`; `td_string!` gives no strings with variables
/// unless a build script generates it.
pub(crate) fn fill(text: &str, place: &str, value: &str) -> String {
    text.replace(place, value)
}

/// What a state of the agent is called; names that the admin gave stay as they are.
pub fn state_words(locale: Locale, label: &StateLabel) -> String {
    match label {
        StateLabel::AfterCallWork => td_string!(locale, state.after_call_work).to_owned(),
        StateLabel::Busy => td_string!(locale, state.busy).to_owned(),
        StateLabel::CallingCustomer => td_string!(locale, state.calling_customer).to_owned(),
        StateLabel::Joining => td_string!(locale, state.joining).to_owned(),
        StateLabel::Named(name) => name.clone(),
        StateLabel::Ringing => td_string!(locale, state.ringing).to_owned(),
        StateLabel::SignedOut => td_string!(locale, state.signed_out).to_owned(),
        StateLabel::Trouble(trouble) => trouble_words(locale, *trouble).to_owned(),
    }
}

/// What an error state is called.
pub(crate) fn trouble_words(locale: Locale, trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::AgentHungUp => td_string!(locale, state.trouble.agent_hung_up),
        Trouble::BadAddressAgent => td_string!(locale, state.trouble.bad_address_agent),
        Trouble::BadAddressCustomer => td_string!(locale, state.trouble.bad_address_customer),
        Trouble::FailedConnectAgent => td_string!(locale, state.trouble.failed_agent),
        Trouble::FailedConnectCustomer => td_string!(locale, state.trouble.failed_customer),
        Trouble::LineEngagedAgent => td_string!(locale, state.trouble.line_engaged_agent),
        Trouble::LineEngagedCustomer => td_string!(locale, state.trouble.line_engaged_customer),
        Trouble::MissedCall => td_string!(locale, state.trouble.missed_call),
        Trouble::MissedCallCustomer => td_string!(locale, state.trouble.missed_call_customer),
        Trouble::MultipleWindows => td_string!(locale, state.trouble.multiple_windows),
        Trouble::Other => td_string!(locale, state.trouble.other),
        Trouble::RealtimeCommunication => td_string!(locale, state.trouble.realtime),
    }
}

/// What a state change under way is called.
pub(crate) fn change_words(locale: Locale, pending: &PendingState) -> String {
    let name = pending.name.as_str();
    if pending.after_contact {
        fill(td_string!(locale, status.after_contact), "{name}", name)
    } else {
        fill(td_string!(locale, status.change), "{name}", name)
    }
}

/// What the stage of a contact is called, by its direction and channel.
pub(crate) fn phase_words(locale: Locale, card: &CardView) -> &'static str {
    match card.phase {
        Phase::Ringing if card.preview => td_string!(locale, phase.ringing_preview),
        Phase::Ringing => match card.channel {
            Channel::Voice => td_string!(locale, phase.ringing),
            Channel::QueueCallback => td_string!(locale, phase.ringing_callback),
            Channel::Chat => td_string!(locale, phase.ringing_chat),
            Channel::Email => td_string!(locale, phase.ringing_email),
            Channel::Task => td_string!(locale, phase.ringing_task),
            Channel::Unknown(_) => td_string!(locale, phase.ringing_other),
        },
        Phase::Connecting if card.inbound && !card.preview => {
            td_string!(locale, phase.connecting)
        }
        Phase::Connecting => td_string!(locale, phase.calling),
        Phase::Connected if card.channel.is_voice() => td_string!(locale, phase.connected),
        Phase::Connected => td_string!(locale, phase.connected_other),
        Phase::AfterCallWork => td_string!(locale, phase.after_call_work),
        Phase::Missed => td_string!(locale, phase.missed),
        Phase::Declined => td_string!(locale, phase.declined),
        Phase::Abandoned => td_string!(locale, phase.abandoned),
        Phase::Failed => td_string!(locale, phase.failed),
        Phase::Unreadable => td_string!(locale, phase.unreadable),
    }
}

/// What happened to a contact or is expected of the agent, where the stage alone does not tell.
pub(crate) fn hint_words(locale: Locale, card: &CardView) -> Option<&'static str> {
    match card.phase {
        Phase::Ringing if card.preview => Some(td_string!(locale, hint.preview)),
        Phase::Ringing | Phase::Connected => None,
        Phase::Connecting if card.inbound && !card.preview && card.channel == Channel::Voice => {
            Some(td_string!(locale, hint.connecting))
        }
        Phase::Connecting => Some(td_string!(locale, hint.calling)),
        Phase::AfterCallWork => Some(td_string!(locale, hint.after_call_work)),
        Phase::Missed => Some(td_string!(locale, hint.missed)),
        Phase::Declined => Some(td_string!(locale, hint.declined)),
        Phase::Abandoned => Some(td_string!(locale, hint.abandoned)),
        Phase::Failed => Some(td_string!(locale, hint.failed)),
        Phase::Unreadable => Some(td_string!(locale, hint.unreadable)),
    }
}

/// What a command under way is called.
pub(crate) fn pending_words(locale: Locale, pending: PendingAction) -> &'static str {
    match pending {
        PendingAction::Accept => td_string!(locale, pending.accept),
        PendingAction::Consult => td_string!(locale, pending.consult),
        PendingAction::DropParty => td_string!(locale, pending.drop_party),
        PendingAction::Join => td_string!(locale, pending.join),
        PendingAction::Leave => td_string!(locale, pending.leave),
        PendingAction::MuteParty => td_string!(locale, pending.mute_party),
        PendingAction::Swap => td_string!(locale, pending.swap),
        PendingAction::Clear => td_string!(locale, pending.clear),
        PendingAction::Decline => td_string!(locale, pending.decline),
        PendingAction::End => td_string!(locale, pending.end),
    }
}

/// Why something was not done, and what to do about it.
pub fn refusal_words(locale: Locale, refusal: &Refusal) -> String {
    let fixed = match refusal {
        Refusal::Connect(failure) => return failure_words(locale, failure),
        Refusal::UnknownCommand(kind) => {
            return fill(td_string!(locale, refusal.unknown_command), "{kind}", kind);
        }
        Refusal::NeedsPlus(national, international) => {
            let line = td_string!(locale, refusal.needs_plus);
            let line = fill(line, "{national}", national.as_str());
            return fill(&line, "{international}", international.as_str());
        }
        Refusal::AlreadyAnswering => td_string!(locale, refusal.already_answering),
        Refusal::AlreadyConnected => td_string!(locale, refusal.already_connected),
        Refusal::AlreadyDeclining => td_string!(locale, refusal.already_declining),
        Refusal::AnswerOnPhone => td_string!(locale, refusal.answer_on_phone),
        Refusal::BadNumber => td_string!(locale, refusal.bad_number),
        Refusal::Busy => td_string!(locale, refusal.busy),
        Refusal::Consulting => td_string!(locale, refusal.consulting),
        Refusal::CountryNotAllowed => td_string!(locale, refusal.country_not_allowed),
        Refusal::DialPending => td_string!(locale, refusal.dial_pending),
        Refusal::ForcedMute => td_string!(locale, refusal.forced_mute),
        Refusal::GivenUp => td_string!(locale, refusal.given_up),
        Refusal::NobodyThere => td_string!(locale, refusal.nobody_there),
        Refusal::NotAllowed => td_string!(locale, refusal.not_allowed),
        Refusal::NotConnected => td_string!(locale, refusal.not_connected),
        Refusal::OnContact => td_string!(locale, refusal.on_contact),
        Refusal::NoLongerThere => td_string!(locale, refusal.no_longer_there),
        Refusal::NoOutboundQueue => td_string!(locale, refusal.no_outbound_queue),
        Refusal::NoSuchState => td_string!(locale, refusal.no_such_state),
        Refusal::NotRinging => td_string!(locale, refusal.not_ringing),
        Refusal::NotSignedIn => td_string!(locale, refusal.not_signed_in),
        Refusal::Superseded => td_string!(locale, refusal.superseded),
        Refusal::UnknownCall => td_string!(locale, refusal.unknown_call),
    };
    fixed.to_owned()
}

fn failure_words(locale: Locale, failure: &Failure) -> String {
    match failure {
        Failure::Refused { kind } => fill(td_string!(locale, refusal.connect), "{kind}", kind),
        Failure::Threw(kind) => fill(td_string!(locale, refusal.threw), "{kind}", kind),
        Failure::TimedOut => td_string!(locale, refusal.timed_out).to_owned(),
    }
}

/// What stands in the place of a number that is not there.
pub(crate) fn unnumbered_words(locale: Locale, why: Unnumbered) -> &'static str {
    match why {
        Unnumbered::Chat => td_string!(locale, who.chat),
        Unnumbered::Email => td_string!(locale, who.email),
        Unnumbered::Internal => td_string!(locale, who.internal),
        Unnumbered::Other => td_string!(locale, who.other),
        Unnumbered::Task => td_string!(locale, who.task),
        Unnumbered::Transfer => td_string!(locale, who.transfer),
        Unnumbered::Unknown => td_string!(locale, who.unknown),
        Unnumbered::Web => td_string!(locale, who.web),
        Unnumbered::Withheld => td_string!(locale, who.withheld),
    }
}

/// What a notice is called.
pub(crate) fn notice_words(locale: Locale, kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::CallerGaveUp => td_string!(locale, notice.caller_gave_up),
        NoticeKind::Declined => td_string!(locale, notice.declined),
        NoticeKind::LeftInFusion => td_string!(locale, notice.left_in_fusion),
        NoticeKind::Missed => td_string!(locale, notice.missed),
        NoticeKind::Unread => td_string!(locale, notice.unread),
        NoticeKind::Withdrawn => td_string!(locale, notice.withdrawn),
    }
}

/// How the phone stands, in a word or two.
pub(crate) fn connect_words(locale: Locale, health: &ConnectHealth) -> &'static str {
    match health {
        ConnectHealth::Loading => td_string!(locale, health.connect.loading),
        ConnectHealth::Waiting => td_string!(locale, health.connect.waiting),
        ConnectHealth::Ready => td_string!(locale, health.connect.ready),
        ConnectHealth::NoAnswer { .. } => td_string!(locale, health.connect.no_answer),
        ConnectHealth::SignedOut => td_string!(locale, health.connect.signed_out),
        ConnectHealth::SessionExpired => td_string!(locale, health.connect.session_expired),
        ConnectHealth::AccessDenied => td_string!(locale, health.connect.access_denied),
        ConnectHealth::Garbled(_) => td_string!(locale, health.connect.garbled),
        ConnectHealth::Frozen => td_string!(locale, health.connect.frozen),
        ConnectHealth::Offline => td_string!(locale, health.connect.offline),
        ConnectHealth::Stuck => td_string!(locale, health.connect.stuck),
        ConnectHealth::Silent => td_string!(locale, health.connect.silent),
        ConnectHealth::Broken(_) => td_string!(locale, health.connect.broken),
        ConnectHealth::StorageDenied => td_string!(locale, health.connect.storage_denied),
    }
}

/// How the toolbar speaks with Fusion, and why so, once that is decided.
pub(crate) fn transport_words(locale: Locale, health: &HealthView) -> Option<String> {
    let name = match health.transport? {
        Transport::Mca => td_string!(locale, transport.mca),
        Transport::Uef => td_string!(locale, transport.uef),
    };
    let Some(why) = &health.fallback else { return Some(name.to_owned()) };
    let words = fill(td_string!(locale, transport.fallback), "{transport}", name);
    Some(fill(&words, "{why}", why))
}

/// What does not work without a listener.
pub(crate) fn deaf_words(locale: Locale, listener: &Listener) -> &'static str {
    match listener {
        Listener::AgentCommands => td_string!(locale, transport.deaf_agent),
        Listener::DataUpdated(_) => td_string!(locale, transport.deaf_data),
        Listener::InteractionCommands => td_string!(locale, transport.deaf_calls),
        Listener::Outgoing(_) => td_string!(locale, transport.deaf_outgoing),
    }
}

/// How the link to Fusion stands.
pub(crate) fn fusion_words(locale: Locale, health: &FusionHealth) -> &'static str {
    match health {
        FusionHealth::Absent => td_string!(locale, health.fusion.absent),
        FusionHealth::Off => td_string!(locale, health.fusion.off),
        FusionHealth::OriginRefused(_) => td_string!(locale, health.fusion.origin_refused),
        FusionHealth::Linking => td_string!(locale, health.fusion.linking),
        FusionHealth::Linked => td_string!(locale, health.fusion.linked),
        FusionHealth::Untaken(_) => td_string!(locale, given.health),
        FusionHealth::AgentUntaken => td_string!(locale, health.fusion.agent_untaken),
        FusionHealth::NotAnswering => td_string!(locale, health.fusion.not_answering),
        FusionHealth::Refused(_) => td_string!(locale, health.fusion.refused),
        FusionHealth::Unreachable(_) => td_string!(locale, transport.unreachable),
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
