//! The agent's line: the state as Connect says, what is under way, and the availability button; the menu of the states, a
//! menu button by the pattern of WAI-ARIA; and the line that says how the phone and the link to Fusion stand, and their
//! colours.
//!
//! Never shows a state as chosen before Connect's snapshot has it. Causes and remedies are `message`'s, below the cards, so
//! that nothing pushes a card about.

use leptos::ev;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use crate::components::button::{Icon, counts, off, picture, press, worded};
use crate::components::clock::timer;
use crate::components::element::{ElementRef, el, maybe, together};
use crate::components::live::{effect, flag, part, text, value, word};
use crate::dom;
use crate::dom::focus;
use crate::i18n::words::{microphone_words, state_kind_words};
use crate::i18n::{Locale, state_words, text, use_locale, words};
use crate::signals::{Memo, Signal, memo};
use crate::view::{
    AgentStateKind, ConnectHealth, FusionHealth, HealthView, Intent, Network, StateChoice,
    StatusView, View,
};

/// The agent's line.
pub(crate) fn status_bar(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    let status = memo(move |_| view.with(|view| view.status.clone()));
    let name = move || status.with(|status| name(locale, status));
    let under_way = move || status.with(|status| under_way(locale, status));
    let since = move || status.with(|status| status.state.as_ref().map(|state| state.since));
    let timed = flag(move || since().is_some());
    let tone = word(move || status.with(state_tone));
    let toggle = memo(move |_| status.with(|status| (status.available, status.can_toggle)));
    let time = part(move || maybe(timed.get().then(|| timer(move || since().unwrap_or_default()))));
    el("div")
        .class("status")
        .attr("data-tone", tone)
        .attr("role", "group")
        .attr("aria-label", text!(locale, status.region))
        .child(el("h1").class("unseen").child(text!(locale, status.title)))
        .child(
            el("div")
                .class("state")
                .attr("id", "agent-state")
                .child(
                    el("p")
                        .class("state-name")
                        .attr("role", "status")
                        .attr("title", value(move || Some(name())))
                        .child(text(name)),
                )
                .child(
                    el("p").class("state-time").child(time).child(
                        el("span")
                            .attr("role", "status")
                            .attr("title", value(move || Some(under_way())))
                            .child(text(under_way)),
                    ),
                ),
        )
        .child(state_menu(status))
        .child(part(move || availability(locale, toggle.get())))
        .into_any()
}

/// What the state is called.
fn name(locale: Locale, status: &StatusView) -> String {
    match &status.state {
        Some(state) => state_words(locale, &state.label),
        None => text!(locale, state.unknown).to_owned(),
    }
}

/// What is asked for, or comes next.
fn under_way(locale: Locale, status: &StatusView) -> String {
    if status.sign_out == Some(false) {
        return text!(locale, status.signing_out).to_owned();
    }
    match (&status.pending, &status.next) {
        (Some(pending), _) => words::change_words(locale, pending),
        (None, Some(name)) => words::fill(text!(locale, status.next), "{name}", name),
        (None, None) => String::new(),
    }
}

/// The button that turns availability on and off; it keeps its name, `aria-pressed` tells the state.
fn availability(locale: Locale, (available, can_toggle): (bool, bool)) -> AnyView {
    let label = text!(locale, button.availability);
    let on_click = press(Intent::ToggleAvailability, can_toggle);
    el("button")
        .attr("type", "button")
        .class("button toggle")
        .attr("title", label)
        .attr("aria-pressed", if available { "true" } else { "false" })
        .attr("aria-disabled", off(can_toggle))
        .attr("aria-describedby", "agent-state")
        .on(ev::click, on_click)
        .child(el("span").class("word").child(label))
        .child(el("span").class("switch").attr("aria-hidden", "true"))
        .into_any()
}

/// The kind of state, for the colour of the dot.
fn state_tone(status: &StatusView) -> &'static str {
    match status.state.as_ref().map(|state| &state.kind) {
        Some(AgentStateKind::Routable) => "ok",
        Some(AgentStateKind::NotRoutable) => "wait",
        Some(AgentStateKind::Error) => "bad",
        Some(AgentStateKind::System) => "info",
        Some(AgentStateKind::Init | AgentStateKind::Offline | AgentStateKind::Unknown(_))
        | None => "off",
    }
}

/// One entry: its colour, its words, and what the pointer shows.
type Dot = (&'static str, &'static str, String);

/// One word or two for each outside system.
pub(crate) fn health_line(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    let dots = memo(move |_| view.with(|view| dots(locale, view)));
    let drawn = part(move || dots.get().into_iter().map(dot).collect::<Vec<_>>().into_any());
    el("ul")
        .class("health")
        .attr("aria-label", text!(locale, health.region))
        .child(drawn)
        .into_any()
}

/// The entries of the line.
fn dots(locale: Locale, view: &View) -> Vec<Dot> {
    let plain = |tone, words: &'static str| (tone, words, words.to_owned());
    let health = &view.health;
    let connect = words::connect_words(locale, &health.connect);
    let mut dots = vec![plain(connect_tone(&health.connect), connect), fusion_dot(locale, health)];
    dots.extend(health.network.and_then(|network| network_dot(locale, network)));
    let audio = &view.audio;
    let microphone = microphone_words(locale, audio.microphone).filter(|_| audio.softphone);
    if let Some((words, _)) = microphone {
        dots.push(plain("bad", words));
    }
    if health.storage_denied {
        dots.push(plain("wait", text!(locale, health.memory)));
    }
    if health.windows_unseen {
        dots.push(plain("wait", text!(locale, windows.unseen)));
    }
    dots
}

fn dot((tone, words, title): Dot) -> AnyView {
    el("li")
        .attr("data-tone", tone)
        .attr("title", title)
        .child(el("span").class("word").child(words))
        .into_any()
}

/// The entry for the link to Fusion, with how and why so at the pointer; the details have it as text.
fn fusion_dot(locale: Locale, health: &HealthView) -> Dot {
    let words = words::fusion_words(locale, &health.fusion);
    let title = match words::transport_words(locale, health) {
        Some(how) => format!("{words} ({how})"),
        None => words.to_owned(),
    };
    (fusion_tone(&health.fusion), words, title)
}

/// The entry for the CCP's network to Amazon, unless it is in order.
pub(crate) fn network_dot(locale: Locale, network: Network) -> Option<Dot> {
    let (tone, words) = match network {
        Network::Connected => return None,
        Network::Connecting => ("wait", text!(locale, health.network.connecting)),
        Network::Disconnected => ("bad", text!(locale, health.network.disconnected)),
        Network::Failed => ("bad", text!(locale, health.network.failed)),
    };
    Some((tone, words, words.to_owned()))
}

/// The colour for the phone's health.
fn connect_tone(health: &ConnectHealth) -> &'static str {
    match health {
        ConnectHealth::Ready => "ok",
        ConnectHealth::Loading | ConnectHealth::Waiting => "info",
        ConnectHealth::Offline
        | ConnectHealth::SessionExpired
        | ConnectHealth::Silent
        | ConnectHealth::Stuck => "wait",
        ConnectHealth::AccessDenied
        | ConnectHealth::Broken(_)
        | ConnectHealth::Frozen
        | ConnectHealth::Garbled(_)
        | ConnectHealth::NoAnswer { .. }
        | ConnectHealth::SignedOut
        | ConnectHealth::SignedOutIdle
        | ConnectHealth::StorageDenied => "bad",
    }
}

/// The colour for the link to Fusion; alone is no fault.
fn fusion_tone(health: &FusionHealth) -> &'static str {
    match health {
        FusionHealth::Linked => "ok",
        FusionHealth::Linking => "info",
        FusionHealth::Absent | FusionHealth::Off => "off",
        FusionHealth::AgentNotTaken
        | FusionHealth::NotAnswering
        | FusionHealth::CallUnanswered(_) => "wait",
        FusionHealth::OriginRefused(_)
        | FusionHealth::Refused(_)
        | FusionHealth::Unreachable(_) => "bad",
    }
}

/// The items of the menu.
const ITEMS: &str = "[role^=menuitem]";
/// After so many milliseconds a letter begins another word.
const PAUSE: f64 = 700.0;

/// What is typed to find an item, and when it was typed last.
type Typed = Signal<(String, f64)>;

/// The menu of the states while it is wanted, and its button; `Copy`, made once.
#[derive(Clone, Copy)]
struct Menu {
    wanted: Signal<bool>,
    button: ElementRef,
}

impl Menu {
    /// Closes the menu and gives the keyboard back to its button.
    fn close(self) {
        self.wanted.set(false);
        if let Some(button) = self.button.get_untracked() {
            focus::give(&button);
        }
    }
}

/// The menu with its button.
fn state_menu(status: Memo<StatusView>) -> AnyView {
    let locale = use_locale();
    let label = text!(locale, button.change_state);
    let wanted = Signal::new(false);
    let any =
        flag(move || status.with(|status| !status.choices.is_empty() || status.sign_out.is_some()));
    let open = flag(move || wanted.get() && any.get());
    let button = ElementRef::new();
    let panel = ElementRef::new();
    enter(open, panel);
    let parent = Menu { wanted, button };
    let on_click = move |click: MouseEvent| {
        if counts(&click) && any.get_untracked() {
            if open.get_untracked() { parent.close() } else { wanted.set(true) }
        }
    };
    let on_arrow = move |key: KeyboardEvent| {
        if matches!(key.key().as_str(), "ArrowDown" | "ArrowUp") && any.get_untracked() {
            key.prevent_default();
            wanted.set(true);
        }
    };
    // Where a press takes the keyboard away first (Safari), the menu would be gone before the click.
    let on_down = |press: MouseEvent| press.prevent_default();
    let on_leave = move |leave: FocusEvent| {
        if !stays(&leave) {
            wanted.set(false);
        }
    };
    let expanded = word(move || if open.get() { "true" } else { "false" });
    let menu = part(move || maybe(open.get().then(|| menu(parent, status, panel))));
    el("div")
        .class("states")
        .on(ev::mousedown, on_down)
        .on(ev::focusout, on_leave)
        .child(
            worded(label, Icon::Down, "button bare")
                .attr("aria-haspopup", "menu")
                .attr("aria-expanded", expanded)
                .attr("aria-disabled", value(move || off(any.get())))
                .on(ev::click, on_click)
                .on(ev::keydown, on_arrow)
                .node_ref(button),
        )
        .child(menu)
        .into_any()
}

/// Whether the keyboard stays in what the event's handler belongs to.
fn stays(leave: &FocusEvent) -> bool {
    // Not asked what they are: those of a popped-out window are not of this page's types.
    let to = leave.related_target().map(JsCast::unchecked_into::<Node>);
    let of = leave.current_target().map(JsCast::unchecked_into::<Node>);
    of.is_some_and(|of| of.contains(to.as_ref()) && to.is_some())
}

/// Gives the keyboard to the present state when the menu opens.
fn enter(open: Memo<bool>, panel: ElementRef) {
    effect(move || {
        let Some(panel) = panel.get().filter(|_| open.get()) else { return };
        let items = focus::all(&panel, ITEMS);
        let current =
            items.iter().find(|item| item.get_attribute("aria-checked").as_deref() == Some("true"));
        if let Some(item) = current.or(items.first()) {
            focus::give_among(&items, item);
        }
    });
}

fn menu(parent: Menu, status: Memo<StatusView>, panel: ElementRef) -> AnyView {
    let locale = use_locale();
    let typed: Typed = Signal::new((String::new(), 0.0));
    let on_key = move |key: KeyboardEvent| {
        let Some(panel) = panel.get_untracked() else { return };
        if key.key() == "Escape" {
            key.prevent_default();
            parent.close();
        } else if let Some(by) = focus::key_move(&key.key(), 1) {
            key.prevent_default();
            focus::move_among(&panel, ITEMS, by);
        } else if !key.ctrl_key() && !key.alt_key() && !key.meta_key() {
            find(&panel, typed, &key);
        }
    };
    let items = part(move || status.with(|status| states(locale, parent, status)));
    el("div")
        .class("menu")
        .attr("role", "menu")
        .attr("aria-label", text!(locale, status.menu))
        .on(ev::keydown, on_key)
        .node_ref(panel)
        .child(items)
        .into_any()
}

/// Goes to the next item that begins with what is typed.
fn find(panel: &HtmlElement, typed: Typed, key: &KeyboardEvent) {
    let letter = dom::lower_case(&key.key());
    if letter.chars().count() != 1
        || (letter == " " && typed.with_untracked(|(text, _)| text.is_empty()))
    {
        return;
    }
    let at = key.time_stamp();
    let (mut wanted, last) = typed.get_untracked();
    if at - last > PAUSE {
        wanted.clear();
    }
    wanted.push_str(&letter);
    typed.set((wanted.clone(), at));
    let items = focus::all(panel, ITEMS);
    let holder = focus::holder();
    let now = items.iter().position(|item| Some(item) == holder.as_ref()).unwrap_or_default();
    // One letter leads on from the present item, a longer word may still be the same item.
    let from = now + usize::from(wanted.chars().count() == 1);
    let begins = |item: &&HtmlElement| {
        dom::lower_case(item.text_content().unwrap_or_default().trim()).starts_with(&wanted)
    };
    if let Some(item) = items.iter().cycle().skip(from).take(items.len()).find(begins) {
        focus::give_among(&items, item);
    }
}

/// The states by their types, and the way out.
fn states(locale: Locale, parent: Menu, status: &StatusView) -> AnyView {
    let enabled = status.can_toggle;
    let mut groups: Vec<AnyView> = Vec::new();
    for group in status.choices.chunk_by(|one, other| one.kind == other.kind) {
        let Some(first) = group.first() else { continue };
        let title = state_kind_words(locale, &first.kind);
        let items: Vec<AnyView> =
            group.iter().map(|choice| state(locale, parent, choice, enabled)).collect();
        groups.push(
            el("div")
                .attr("role", "group")
                .attr("aria-label", title)
                .child(el("p").class("quiet").attr("aria-hidden", "true").child(title))
                .child(items)
                .into_any(),
        );
    }
    let back = status.next.is_some().then(|| {
        let label = text!(locale, button.cancel_next);
        plain(label, Icon::Close, chooses(parent, Intent::CancelNextState, enabled), enabled)
    });
    let out = status.sign_out.map(|enabled| {
        let label = text!(locale, button.sign_out);
        plain(label, Icon::Leave, chooses(parent, Intent::SignOut, enabled), enabled)
    });
    together([
        groups.into_any(),
        el("div").class("menu-end").attr("role", "group").child(back).child(out).into_any(),
    ])
}

/// One state; the mark beside it is no part of its name.
fn state(locale: Locale, parent: Menu, choice: &StateChoice, enabled: bool) -> AnyView {
    let on_click = chooses(parent, Intent::ChooseState(choice.arn.clone()), enabled);
    let next = choice.next.then(|| text!(locale, status.next_mark));
    el("button")
        .attr("type", "button")
        .class("item")
        .attr("role", "menuitemradio")
        .attr("tabindex", "-1")
        .attr("aria-label", choice.name.clone())
        .attr("aria-checked", if choice.current { "true" } else { "false" })
        .attr("aria-disabled", off(enabled))
        .attr("title", next)
        .on(ev::click, on_click)
        .child(picture(Icon::Check))
        .child(el("span").attr("dir", "auto").child(choice.name.clone()))
        .child(el("span").class("quiet").child(next))
        .into_any()
}

fn plain(
    label: &'static str,
    icon: Icon,
    on_click: Box<dyn FnMut(MouseEvent) + Send>,
    enabled: bool,
) -> AnyView {
    el("button")
        .attr("type", "button")
        .class("item")
        .attr("role", "menuitem")
        .attr("tabindex", "-1")
        .attr("aria-disabled", off(enabled))
        .on(ev::click, on_click)
        .child(picture(icon))
        .child(el("span").child(label))
        .into_any()
}

/// What a press on an item does: sends, and closes the menu.
fn chooses(parent: Menu, intent: Intent, enabled: bool) -> Box<dyn FnMut(MouseEvent) + Send> {
    let mut press = press(intent, enabled);
    Box::new(move |click| {
        press(click);
        if enabled {
            parent.close();
        }
    })
}
