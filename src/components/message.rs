//! Says what to do when something is not in order, outside or at the agent's own side: cause, remedy, and the button that
//! helps; and lists what happened and needs no card any more.
//!
//! [`connect_message`] and its sisters are plain functions of a view value; the components only draw.

use leptos::prelude::*;

use crate::components::button::{Icon, button, picture};
use crate::components::clock::countdown;
use crate::components::element::{el, together};
use crate::components::live::{part, rows, text, value};
use crate::components::numbers::{Numbers, name_or_number};
use crate::components::status_bar::network_dot;
use crate::dom::clock::time_of_day;
use crate::dom::page;
use crate::i18n::words::{
    agent_error_remedy, microphone_words, softphone_words, unanswered_remedy,
};
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Signal, memo};
use crate::view::{
    AgentStateKind, AudioView, ConnectHealth, FusionHealth, HealthView, Intent, Microphone, Millis,
    Notice, Refusal, StatusView, Stay, View, Warning,
};

/// One message, in words.
#[derive(Clone, PartialEq)]
pub(crate) struct Message {
    tone: &'static str,
    title: Option<&'static str>,
    /// What it means and what to do, one sentence group a line.
    lines: Vec<String>,
    /// Possible causes, the likeliest first, each with how to tell it from the others.
    causes: Vec<(&'static str, String)>,
    /// What it counts down to.
    ends_at: Option<Millis>,
    /// Words of another program, shown as they are.
    quote: Option<String>,
    actions: Vec<Action>,
    /// Whether it gives way to a card where there is no room for both.
    minor: bool,
    /// Whether its first button is the one to press where no card has one.
    leads: bool,
}

/// A button that helps.
#[derive(Clone, PartialEq)]
pub(crate) enum Action {
    /// Sends something that only this message speaks of, while the last part is true.
    Offer(String, Icon, Intent, bool),
    /// Starts the phone again.
    Restart,
    /// Opens the login window.
    SignIn,
    /// Asks Fusion again.
    TryAgain,
}

impl Message {
    /// A message with a title.
    pub(crate) fn new(
        tone: &'static str,
        title: &'static str,
        line: &str,
        actions: &[Action],
    ) -> Self {
        let actions = actions.to_vec();
        Self { title: Some(title), actions, leads: true, ..Self::untitled(tone, line.to_owned()) }
    }

    /// A message of one line.
    pub(crate) fn untitled(tone: &'static str, line: String) -> Self {
        Self {
            tone,
            title: None,
            lines: vec![line],
            causes: Vec::new(),
            ends_at: None,
            quote: None,
            actions: Vec::new(),
            minor: false,
            leads: false,
        }
    }

    /// Says one thing more.
    pub(crate) fn with_line(mut self, line: &str) -> Self {
        self.lines.push(line.to_owned());
        self
    }

    /// Counts down to this.
    pub(crate) fn until(self, ends_at: Millis) -> Self {
        Self { ends_at: Some(ends_at), ..self }
    }

    /// Leaves the one button to press to others.
    pub(crate) fn aside(self) -> Self {
        Self { leads: false, ..self }
    }

    /// Gives way to a card where there is no room for both.
    pub(crate) fn minor(self) -> Self {
        Self { minor: true, ..self }
    }

    /// Has one more button.
    pub(crate) fn offer(&mut self, label: String, icon: Icon, intent: Intent, enabled: bool) {
        self.actions.push(Action::Offer(label, icon, intent, enabled));
    }

    /// Says first that the browser blocked the login window, if it did.
    fn blocked(mut self, locale: Locale, blocked: bool) -> Self {
        if blocked {
            self.lines.insert(0, text!(locale, remedy.popup_blocked).to_owned());
        }
        self
    }

    fn quoting(mut self, quote: &str) -> Self {
        self.quote = (!quote.trim().is_empty()).then(|| quote.to_owned());
        self
    }
}

/// What there is to say about the phone.
fn connect_message(locale: Locale, view: &HealthView, origin: &str) -> Option<Message> {
    let health = &view.connect;
    let title = words::connect_words(locale, health);
    let with = |tone, line, actions: &[Action]| Some(Message::new(tone, title, line, actions));
    match health {
        ConnectHealth::Loading | ConnectHealth::Waiting | ConnectHealth::Ready => None,
        ConnectHealth::NoAnswer { exhausted } => {
            let message = no_answer(locale, title, origin, *exhausted);
            Some(message.blocked(locale, view.popup_blocked))
        }
        ConnectHealth::SignedOut => {
            with("info", text!(locale, remedy.signed_out), &[Action::SignIn])
                .map(|message| message.blocked(locale, view.popup_blocked))
        }
        ConnectHealth::SignedOutIdle => {
            with("wait", text!(locale, remedy.signed_out_idle), &[Action::SignIn])
                .map(|message| message.blocked(locale, view.popup_blocked))
        }
        ConnectHealth::SessionExpired => {
            with("wait", text!(locale, remedy.session_expired), &[Action::SignIn])
                .map(|message| message.blocked(locale, view.popup_blocked))
        }
        ConnectHealth::Garbled(path) => {
            let line = text!(locale, remedy.garbled);
            Some(Message::new("bad", title, line, &[Action::Restart]).quoting(path))
        }
        ConnectHealth::AccessDenied => with("bad", text!(locale, remedy.access_denied), &[]),
        ConnectHealth::Frozen => with("bad", text!(locale, remedy.frozen), &[Action::SignIn])
            .map(|message| message.blocked(locale, view.popup_blocked)),
        ConnectHealth::Offline => with("wait", text!(locale, remedy.offline), &[Action::Restart]),
        ConnectHealth::Stuck => with("wait", text!(locale, remedy.stuck), &[Action::Restart]),
        ConnectHealth::Silent => with("wait", text!(locale, remedy.silent), &[Action::Restart]),
        ConnectHealth::Broken(text) => {
            Some(Message::new("bad", title, text!(locale, remedy.broken), &[]).quoting(text))
        }
        ConnectHealth::StorageDenied => with("bad", text!(locale, remedy.storage_denied), &[]),
    }
}

/// The three causes of silence at the start, in the order of `design.md` 6.
fn no_answer(locale: Locale, title: &'static str, origin: &str, exhausted: bool) -> Message {
    let mut lines = Vec::new();
    if exhausted {
        lines.push(text!(locale, remedy.exhausted).to_owned());
    }
    let causes = vec![
        (
            text!(locale, remedy.cause_signed_out),
            text!(locale, remedy.cause_signed_out_tell).to_owned(),
        ),
        (
            text!(locale, remedy.cause_origin),
            words::fill(text!(locale, remedy.cause_origin_tell), "{origin}", origin),
        ),
        (text!(locale, remedy.cause_cookies), text!(locale, remedy.cause_cookies_tell).to_owned()),
    ];
    let mut actions = vec![Action::SignIn];
    if exhausted {
        actions.push(Action::Restart);
    }
    Message { lines, causes, actions, ..Message::new("bad", title, "", &[]) }
}

/// What there is to say about the link to Fusion; being alone is said by the health line already.
fn fusion_message(locale: Locale, view: &HealthView) -> Option<Message> {
    let health = &view.fusion;
    let title = words::fusion_words(locale, health);
    match health {
        FusionHealth::Absent | FusionHealth::Off => None,
        FusionHealth::Linking | FusionHealth::Linked => {
            let (listener, fault) = view.refused_listener.as_ref()?;
            let title = text!(locale, transport.refused_listeners);
            let line = words::unheard_words(locale, listener);
            Some(Message::new("wait", title, line, &[Action::TryAgain]).quoting(fault))
        }
        FusionHealth::Unreachable(why) => {
            let line = text!(locale, transport.unreachable_remedy);
            Some(Message::new("bad", title, line, &[Action::TryAgain]).quoting(why))
        }
        FusionHealth::OriginRefused(origin) => {
            let line = words::fill(text!(locale, remedy.origin_refused), "{origin}", origin);
            Some(Message::new("bad", title, &line, &[]))
        }
        FusionHealth::CallUnanswered(call) => {
            let line = unanswered_remedy(locale, call);
            Some(Message::new("wait", title, &line, &[Action::TryAgain]))
        }
        FusionHealth::AgentNotTaken => {
            let line = text!(locale, remedy.agent_not_taken);
            Some(Message::new("wait", title, line, &[Action::TryAgain]))
        }
        FusionHealth::NotAnswering => {
            let line = text!(locale, remedy.not_answering);
            Some(Message::new("wait", title, line, &[Action::TryAgain]))
        }
        FusionHealth::Refused(text) => {
            let line = text!(locale, remedy.refused);
            Some(Message::new("bad", title, line, &[Action::TryAgain]).quoting(text))
        }
    }
}

/// What the agent can do about a network that is down; one that is connecting may be up in a moment.
fn network(locale: Locale, view: &HealthView) -> Option<Message> {
    let (tone, title, _) =
        network_dot(locale, view.network?).filter(|(tone, ..)| *tone == "bad")?;
    Some(Message::new(tone, title, text!(locale, remedy.network), &[]))
}

/// Why the last change of the agent's state did not come about.
fn refusal_message(locale: Locale, refusal: &Refusal) -> Message {
    Message::untitled("bad", words::refusal_words(locale, refusal))
}

/// Everything that is not in order, the phone first.
pub(crate) fn messages(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    let origin = page::origin();
    let session = place(view, "alert", move |view| session(locale, &view.health));
    let refusal = place(view, "status", move |view| {
        view.status.refusal.as_ref().map(|refusal| refusal_message(locale, refusal))
    });
    let connect = place(view, "status", move |view| {
        connect_message(locale, &view.health, &origin).or_else(|| network(locale, &view.health))
    });
    let fusion = place(view, "status", move |view| fusion_message(locale, &view.health));
    let error = place(view, "status", move |view| agent_error(locale, &view.status));
    let next = place(view, "status", move |view| next(locale, &view.status));
    let gap = place(view, "status", move |view| gap(locale, &view.health));
    let microphone = place(view, "status", move |view| microphone(locale, &view.audio));
    let fault = place(view, "status", move |view| fault(locale, &view.audio));
    let blocked = place(view, "status", move |view| panel_blocked(locale, &view.audio));
    together([session, refusal, connect, error, blocked, fault, microphone, fusion, next, gap])
}

/// The place of one message; stays in the page, so that its coming is announced.
fn place(
    view: Signal<View>,
    role: &'static str,
    message: impl Fn(&View) -> Option<Message> + Send + Sync + 'static,
) -> AnyView {
    // While there is a card, its button is the one to press, and none of a message's.
    let message = memo(move |_| {
        view.with(|view| message(view).map(|message| (message, view.cards.is_empty())))
    });
    let draw = move || message.get().map(|(message, strong)| sheet(message, strong)).into_any();
    el("div").attr("role", role).child(part(draw)).into_any()
}

/// One message, drawn; `strong` makes its first button the one to press now.
fn sheet(message: Message, strong: bool) -> AnyView {
    let locale = use_locale();
    let icon = if message.tone == "info" { Icon::Info } else { Icon::Alert };
    let causes = message.causes.into_iter().map(|(cause, tell)| {
        el("li").child(el("strong").child(cause)).child(" ").child(tell).into_any()
    });
    let causes: Vec<AnyView> = causes.collect();
    let introduction = text!(locale, remedy.causes);
    let buttons = message.actions.into_iter().enumerate().map(|(place, action)| {
        remedy(locale, action, if place == 0 && strong && message.leads { "strong" } else { "" })
    });
    let buttons: Vec<AnyView> = buttons.collect();
    let lines = message.lines.into_iter().map(|line| el("p").child(line).into_any());
    let title = message.title.map(|title| el("h2").child(title).into_any());
    let quote = message.quote.map(|quote| el("p").class("quote").child(quote).into_any());
    let row = (!buttons.is_empty()).then(|| el("div").class("row").child(buttons).into_any());
    let list = (!causes.is_empty()).then(|| {
        together([el("p").child(introduction).into_any(), el("ol").child(causes).into_any()])
    });
    el("section")
        .class("message")
        .attr("data-tone", message.tone)
        .attr("data-minor", message.minor.then_some(""))
        .child(picture(icon))
        .child(
            el("div")
                .class("message-body")
                .child(title)
                .child(lines.collect::<Vec<AnyView>>())
                .child(message.ends_at.map(countdown))
                .child(quote)
                .child(row)
                .child(list),
        )
        .into_any()
}

/// The button for one action.
fn remedy(locale: Locale, action: Action, class: &'static str) -> AnyView {
    let (label, icon, intent) = match action {
        Action::Offer(label, icon, intent, enabled) => {
            return button(&label, icon, intent, enabled, class);
        }
        Action::Restart => (text!(locale, button.restart), Icon::Retry, Intent::RestartConnect),
        Action::SignIn => (text!(locale, button.sign_in), Icon::SignIn, Intent::SignIn),
        Action::TryAgain => (text!(locale, button.try_again), Icon::Retry, Intent::RetryFusion),
    };
    button(label, icon, intent, true, class)
}

/// What took the agent off the queue, with the way back.
pub(crate) fn agent_error(locale: Locale, status: &StatusView) -> Option<Message> {
    let error = status.agent_error?;
    let title = words::agent_error_words(locale, error);
    let mut message = Message::new("bad", title, agent_error_remedy(locale, error), &[]).minor();
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

/// The notices, each with a button that puts it away.
pub(crate) fn notices(view: Signal<View>) -> AnyView {
    let label = text!(use_locale(), notice.region);
    let keys = move || view.with(|view| view.notices.iter().map(key).collect());
    let row = move |wanted: String| {
        let found = view.with_untracked(|view| {
            view.notices.iter().find(|notice| key(notice) == wanted).cloned()
        });
        found.map(notice).into_any()
    };
    el("ul")
        .class("notices")
        .attr("aria-label", label)
        .attr("aria-live", "polite")
        .child(rows(keys, row))
        .into_any()
}

fn key(notice: &Notice) -> String {
    notice.id.to_string()
}

/// One notice; it never changes.
fn notice(notice: Notice) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let Notice { id, kind, at, number, name } = notice;
    let who = move || name_or_number(numbers, name.as_ref(), number.as_ref()).unwrap_or_default();
    let title = who.clone();
    el("li")
        .class("notice")
        .child(el("span").class("notice-kind").child(words::notice_words(locale, kind)))
        .child(
            el("span")
                .class("notice-who")
                .attr("dir", "auto")
                .attr("title", value(move || Some(title())))
                .child(text(who)),
        )
        .child(el("time").class("quiet").child(time_of_day(at.0)))
        .child(button(
            text!(locale, button.dismiss),
            Icon::Close,
            Intent::Dismiss(id),
            true,
            "bare",
        ))
        .into_any()
}
