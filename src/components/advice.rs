//! Owns what is said about the agent's own side: state, audio, and minutes without news.
//!
//! Plain functions of view values; [`message`](super::message) draws.

use crate::components::icon::Icon;
use crate::components::message::Message;
use crate::dom::clock::time_of_day;
use crate::i18n::call_words::{microphone_words, softphone_words, trouble_remedy};
use crate::i18n::{Locale, text, words};
use crate::view::{
    AgentStateKind, AudioView, HealthView, Intent, Microphone, StatusView, Stay, Warning,
};

/// What took the agent off the queue, with the way back.
pub(crate) fn trouble(locale: Locale, status: &StatusView) -> Option<Message> {
    let trouble = status.trouble?;
    let title = words::trouble_words(locale, trouble);
    let mut message = Message::new("bad", title, trouble_remedy(locale, trouble), &[]).minor();
    let back = status.choices.iter().find(|choice| choice.kind == AgentStateKind::Routable);
    if let Some(choice) = back {
        let label = words::fill(text!(locale, button.back_to), "{name}", &choice.name);
        let intent = Intent::ChooseState(choice.arn.clone());
        message.offer(label, Icon::Check, intent, status.can_toggle);
    }
    Some(message)
}

/// The state queued for after the contact, with the way to take it back.
pub(crate) fn next(locale: Locale, status: &StatusView) -> Option<Message> {
    let name = status.next.as_ref()?;
    let line = words::fill(text!(locale, status.next_line), "{name}", name);
    let mut message = Message::untitled("info", line).minor();
    let label = text!(locale, button.cancel_next).to_owned();
    message.offer(label, Icon::Close, Intent::CancelNextState, status.can_toggle);
    Some(message)
}

/// The minutes that nobody can vouch for.
pub(crate) fn gap(locale: Locale, health: &HealthView) -> Option<Message> {
    let (from, to) = health.gap?;
    let line = words::fill(text!(locale, health.gap), "{from}", &time_of_day(from.0));
    let line = words::fill(&line, "{to}", &time_of_day(to.0));
    let mut message = Message::untitled("wait", line);
    dismiss(locale, &mut message, Intent::DismissGap);
    Some(message)
}

/// That Amazon ends the session unless the agent does something.
pub(crate) fn session(locale: Locale, health: &HealthView) -> Option<Message> {
    let Warning { ends_at, stay } = health.session.as_ref()?;
    let when = words::fill(text!(locale, session.tell), "{time}", &time_of_day(ends_at.0));
    let mut message = Message::new("wait", text!(locale, session.title), &when, &[]);
    match stay {
        Stay::Unasked => {}
        Stay::Asked(_) => message = message.with_line(text!(locale, session.asked)),
        Stay::Refused => message = message.with_line(text!(locale, session.refused)),
    }
    let asked = matches!(stay, Stay::Asked(_));
    let label = text!(locale, button.stay).to_owned();
    message.offer(label, Icon::Check, Intent::StaySignedIn, !asked);
    Some(message.until(*ends_at))
}

/// What keeps the microphone from working.
pub(crate) fn microphone(locale: Locale, audio: &AudioView) -> Option<Message> {
    let (title, tell) = microphone_words(locale, audio.microphone).filter(|_| audio.softphone)?;
    let mut message = Message::new("bad", title, tell, &[]).aside();
    if matches!(audio.microphone, Microphone::DeniedInFrame | Microphone::NotDelegated) {
        let label = text!(locale, button.open_panel).to_owned();
        message.offer(label, Icon::Panel, Intent::OpenPanelWindow, true);
    }
    Some(message)
}

/// What the softphone reported.
pub(crate) fn fault(locale: Locale, audio: &AudioView) -> Option<Message> {
    let line = softphone_words(locale, audio.fault?);
    let title = text!(locale, softphone.title);
    let mut message = Message::new("bad", title, line, &[]).aside();
    dismiss(locale, &mut message, Intent::DismissAudioFault);
    Some(message)
}

/// The window of Amazon's own panel that the browser did not open.
pub(crate) fn panel_blocked(locale: Locale, audio: &AudioView) -> Option<Message> {
    audio.panel_blocked.then_some(())?;
    let title = text!(locale, panel_window.blocked);
    let mut message =
        Message::new("bad", title, text!(locale, panel_window.blocked_tell), &[]).aside();
    let label = text!(locale, button.open_panel).to_owned();
    message.offer(label, Icon::Panel, Intent::OpenPanelWindow, true);
    dismiss(locale, &mut message, Intent::DismissPanelBlocked);
    Some(message)
}

fn dismiss(locale: Locale, message: &mut Message, intent: Intent) {
    let label = text!(locale, button.dismiss).to_owned();
    message.offer(label, Icon::Close, intent, true);
}
