//! Says what to do when something is not in order, outside or at the agent's own side: cause, remedy, and the button that
//! helps; and lists what happened and needs no card any more.
//!
//! What there is to say is a plain function of the view each; [`messages`] only draws.

use leptos::prelude::*;

use crate::components::button::{Button, Icon, button, picture};
use crate::components::clock::countdown;
use crate::components::element::{el, maybe, together};
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
    AgentStateKind, ConnectHealth, FusionHealth, HealthView, Intent, Microphone, Millis, Notice,
    Stay, View, Warning,
};

/// Says one thing that is not in order, while it is so.
type Says = fn(Locale, &View) -> Option<Message>;

/// Everything that may not be in order, the phone first, and the role of the place where it is said.
const PLACES: [(&str, Says); 10] = [
    ("alert", session),
    ("status", refusal),
    ("status", phone),
    ("status", agent_error),
    ("status", panel_blocked),
    ("status", fault),
    ("status", microphone),
    ("status", fusion),
    ("status", next),
    ("status", gap),
];

/// One message, in words.
#[derive(Clone, PartialEq)]
struct Message {
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
    /// The buttons that help.
    actions: Vec<Button>,
    /// Whether it gives way to a card where there is no room for both.
    minor: bool,
    /// Whether its first button is the one to press where no card has one.
    leads: bool,
}

impl Message {
    /// A message with a title.
    fn new(tone: &'static str, title: &'static str, line: &str, actions: Vec<Button>) -> Self {
        Self { title: Some(title), actions, leads: true, ..Self::untitled(tone, line.to_owned()) }
    }

    /// A message of one line.
    fn untitled(tone: &'static str, line: String) -> Self {
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

    fn quoting(mut self, quote: &str) -> Self {
        self.quote = (!quote.trim().is_empty()).then(|| quote.to_owned());
        self
    }
}

fn act(label: &'static str, icon: Icon, intent: Intent) -> Button {
    Button::new(label, icon, intent, true, "")
}

/// Opens the login window.
fn sign_in(locale: Locale) -> Button {
    act(text!(locale, button.sign_in), Icon::SignIn, Intent::SignIn)
}

/// Starts the phone again.
fn restart(locale: Locale) -> Button {
    act(text!(locale, button.restart), Icon::Retry, Intent::RestartConnect)
}

/// Asks Fusion again.
fn try_again(locale: Locale) -> Button {
    act(text!(locale, button.try_again), Icon::Retry, Intent::RetryFusion)
}

/// Opens Amazon's own panel in a window.
fn open_panel(locale: Locale) -> Button {
    act(text!(locale, button.open_panel), Icon::Panel, Intent::OpenPanelWindow)
}

fn dismiss(locale: Locale, intent: Intent) -> Button {
    act(text!(locale, button.dismiss), Icon::Close, intent)
}

/// What there is to say about the phone, else about its network.
fn phone(locale: Locale, view: &View) -> Option<Message> {
    connect_message(locale, &view.health).or_else(|| network(locale, &view.health))
}

fn connect_message(locale: Locale, view: &HealthView) -> Option<Message> {
    let health = &view.connect;
    let title = words::connect_words(locale, health);
    let with = |tone, line, actions| Message::new(tone, title, line, actions);
    let mut message = match health {
        ConnectHealth::Loading | ConnectHealth::Waiting | ConnectHealth::Ready => return None,
        ConnectHealth::NoAnswer { exhausted } => no_answer(locale, title, *exhausted),
        ConnectHealth::SignedOut => {
            with("info", text!(locale, remedy.signed_out), vec![sign_in(locale)])
        }
        ConnectHealth::SignedOutIdle => {
            with("wait", text!(locale, remedy.signed_out_idle), vec![sign_in(locale)])
        }
        ConnectHealth::SessionExpired => {
            with("wait", text!(locale, remedy.session_expired), vec![sign_in(locale)])
        }
        ConnectHealth::Garbled(path) => {
            with("bad", text!(locale, remedy.garbled), vec![restart(locale)]).quoting(path)
        }
        ConnectHealth::AccessDenied => with("bad", text!(locale, remedy.access_denied), vec![]),
        ConnectHealth::Frozen => with("bad", text!(locale, remedy.frozen), vec![sign_in(locale)]),
        ConnectHealth::Offline => {
            with("wait", text!(locale, remedy.offline), vec![restart(locale)])
        }
        ConnectHealth::Stuck => with("wait", text!(locale, remedy.stuck), vec![restart(locale)]),
        ConnectHealth::Silent => with("wait", text!(locale, remedy.silent), vec![restart(locale)]),
        ConnectHealth::Broken(text) => {
            with("bad", text!(locale, remedy.broken), vec![]).quoting(text)
        }
        ConnectHealth::StorageDenied => with("bad", text!(locale, remedy.storage_denied), vec![]),
    };
    let signs_in = |action: &Button| matches!(action.intent, Intent::SignIn);
    if view.popup_blocked && message.actions.iter().any(signs_in) {
        message.lines.insert(0, text!(locale, remedy.popup_blocked).to_owned());
    }
    Some(message)
}

/// The three causes of silence at the start, in the order of `design.md` 6.
fn no_answer(locale: Locale, title: &'static str, exhausted: bool) -> Message {
    let (mut lines, mut actions) = (Vec::new(), vec![sign_in(locale)]);
    if exhausted {
        lines.push(text!(locale, remedy.exhausted).to_owned());
        actions.push(restart(locale));
    }
    let causes = vec![
        (
            text!(locale, remedy.cause_signed_out),
            text!(locale, remedy.cause_signed_out_tell).to_owned(),
        ),
        (
            text!(locale, remedy.cause_origin),
            words::fill(text!(locale, remedy.cause_origin_tell), "{origin}", &page::origin()),
        ),
        (text!(locale, remedy.cause_cookies), text!(locale, remedy.cause_cookies_tell).to_owned()),
    ];
    Message { lines, causes, ..Message::new("bad", title, "", actions) }
}

/// What there is to say about the link to Fusion; being alone is said by the health line already.
fn fusion(locale: Locale, view: &View) -> Option<Message> {
    let health = &view.health.fusion;
    let title = words::fusion_words(locale, health);
    let retry = |tone, line| Message::new(tone, title, line, vec![try_again(locale)]);
    Some(match health {
        FusionHealth::Absent | FusionHealth::Off => return None,
        FusionHealth::Linking | FusionHealth::Linked => {
            let (listener, fault) = view.health.refused_listener.as_ref()?;
            let title = Some(text!(locale, transport.refused_listeners));
            let line = words::unheard_words(locale, listener);
            Message { title, ..retry("wait", line).quoting(fault) }
        }
        FusionHealth::Unreachable(why) => {
            retry("bad", text!(locale, transport.unreachable_remedy)).quoting(why)
        }
        FusionHealth::OriginRefused(origin) => {
            let line = words::fill(text!(locale, remedy.origin_refused), "{origin}", origin);
            Message::new("bad", title, &line, vec![])
        }
        FusionHealth::CallUnanswered(call) => retry("wait", &unanswered_remedy(locale, call)),
        FusionHealth::AgentNotTaken => retry("wait", text!(locale, remedy.agent_not_taken)),
        FusionHealth::NotAnswering => retry("wait", text!(locale, remedy.not_answering)),
        FusionHealth::Refused(text) => retry("bad", text!(locale, remedy.refused)).quoting(text),
    })
}

/// What the agent can do about a network that is down; one that is connecting may be up in a moment.
fn network(locale: Locale, view: &HealthView) -> Option<Message> {
    let (tone, title, _) =
        network_dot(locale, view.network?).filter(|(tone, ..)| *tone == "bad")?;
    Some(Message::new(tone, title, text!(locale, remedy.network), vec![]))
}

/// Why the last change of the agent's state did not come about.
fn refusal(locale: Locale, view: &View) -> Option<Message> {
    let refusal = view.status.refusal.as_ref()?;
    Some(Message::untitled("bad", words::refusal_words(locale, refusal)))
}

/// What took the agent off the queue, with the way back.
fn agent_error(locale: Locale, view: &View) -> Option<Message> {
    let status = &view.status;
    let error = status.agent_error?;
    let title = words::agent_error_words(locale, error);
    let back = status.choices.iter().find(|choice| choice.kind == AgentStateKind::Routable);
    let back = back.map(|choice| {
        let label = words::fill(text!(locale, button.back_to), "{name}", &choice.name);
        let intent = Intent::ChooseState(choice.arn.clone());
        Button::new(label, Icon::Check, intent, status.can_toggle, "")
    });
    let actions = back.into_iter().collect();
    let message = Message::new("bad", title, agent_error_remedy(locale, error), actions);
    Some(Message { minor: true, ..message })
}

/// The state queued for after the contact, with the way to take it back.
fn next(locale: Locale, view: &View) -> Option<Message> {
    let name = view.status.next.as_ref()?;
    let line = words::fill(text!(locale, status.next_line), "{name}", name);
    let (label, intent) = (text!(locale, button.cancel_next), Intent::CancelNextState);
    let cancel = Button::new(label, Icon::Close, intent, view.status.can_toggle, "");
    Some(Message { actions: vec![cancel], minor: true, ..Message::untitled("info", line) })
}

/// The minutes that nobody can vouch for.
fn gap(locale: Locale, view: &View) -> Option<Message> {
    let (from, to) = view.health.gap?;
    let line = words::fill(text!(locale, health.gap), "{from}", &time_of_day(from.0));
    let line = words::fill(&line, "{to}", &time_of_day(to.0));
    let actions = vec![dismiss(locale, Intent::DismissGap)];
    Some(Message { actions, ..Message::untitled("wait", line) })
}

/// That Amazon ends the session unless the agent does something.
fn session(locale: Locale, view: &View) -> Option<Message> {
    let Warning { ends_at, stay } = view.health.session.as_ref()?;
    let when = words::fill(text!(locale, session.tell), "{time}", &time_of_day(ends_at.0));
    let asked = matches!(stay, Stay::Asked(_));
    let again =
        Button::new(text!(locale, button.stay), Icon::Check, Intent::StaySignedIn, !asked, "");
    let mut message = Message::new("wait", text!(locale, session.title), &when, vec![again]);
    match stay {
        Stay::Unasked => {}
        Stay::Asked(_) => message.lines.push(text!(locale, session.asked).to_owned()),
        Stay::Refused => {
            message.lines.push(text!(locale, session.refused).to_owned());
            message.actions.push(open_panel(locale));
        }
    }
    Some(Message { ends_at: Some(*ends_at), ..message })
}

/// What keeps the microphone from working.
fn microphone(locale: Locale, view: &View) -> Option<Message> {
    let audio = &view.audio;
    let (title, tell) = microphone_words(locale, audio.microphone).filter(|_| audio.softphone)?;
    let in_window =
        matches!(audio.microphone, Microphone::DeniedInFrame | Microphone::NotDelegated);
    let actions = in_window.then(|| open_panel(locale)).into_iter().collect();
    Some(Message { leads: false, ..Message::new("bad", title, tell, actions) })
}

/// What the softphone reported.
fn fault(locale: Locale, view: &View) -> Option<Message> {
    let line = softphone_words(locale, view.audio.fault?);
    let actions = vec![dismiss(locale, Intent::DismissAudioFault)];
    let title = text!(locale, softphone.title);
    Some(Message { leads: false, ..Message::new("bad", title, line, actions) })
}

/// The window of Amazon's own panel that the browser did not open.
fn panel_blocked(locale: Locale, view: &View) -> Option<Message> {
    view.audio.panel_blocked.then_some(())?;
    let (title, line) =
        (text!(locale, panel_window.blocked), text!(locale, panel_window.blocked_tell));
    let actions = vec![open_panel(locale), dismiss(locale, Intent::DismissPanelBlocked)];
    Some(Message { leads: false, ..Message::new("bad", title, line, actions) })
}

/// The places of all messages.
pub(crate) fn messages(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    together(PLACES.map(|(role, message)| live_region(view, locale, role, message)))
}

/// The place of one message, a live region; stays in the page, so that its coming is announced.
fn live_region(view: Signal<View>, locale: Locale, role: &'static str, message: Says) -> AnyView {
    // While there is a card, its button is the one to press, and none of a message's.
    let message = memo(move |_| {
        view.with(|view| message(locale, view).map(|message| (message, view.cards.is_empty())))
    });
    let drawn = move || maybe(message.get().map(|(message, strong)| draw(message, strong)));
    el("div").attr("role", role).child(part(drawn)).into_any()
}

/// One message, drawn; `strong` makes its first button the one to press now.
fn draw(mut message: Message, strong: bool) -> AnyView {
    let locale = use_locale();
    let icon = if message.tone == "info" { Icon::Info } else { Icon::Alert };
    let causes = message.causes.into_iter().map(|(cause, tell)| {
        el("li").child(el("strong").child(cause)).child(" ").child(tell).into_any()
    });
    let causes: Vec<AnyView> = causes.collect();
    let introduction = text!(locale, remedy.causes);
    if let Some(first) = message.actions.first_mut().filter(|_| strong && message.leads) {
        first.class = "strong";
    }
    let buttons: Vec<AnyView> = message.actions.iter().map(Button::draw).collect();
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

/// The notices, each with a button that puts it away.
pub(crate) fn notices(view: Signal<View>) -> AnyView {
    let label = text!(use_locale(), notice.region);
    let keys = move || view.with(|view| view.notices.iter().map(key).collect());
    let row = move |wanted: String| {
        let found = view.with_untracked(|view| {
            view.notices.iter().find(|notice| key(notice) == wanted).cloned()
        });
        maybe(found.map(notice))
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
