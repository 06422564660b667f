//! The agent's line: the state as Connect says, what is under way, and the availability button.

use crate::components::button::{off, press};
use crate::components::clock::timer;
use crate::components::element::el;
use crate::components::live::{flag, memo, part, text, value, word};
use crate::components::state_menu::state_menu;
use crate::i18n::{Locale, state_words, text, use_locale, words};
use crate::view::{AgentStateKind, Intent, StatusView, View};
use leptos::{ev, prelude::*};

/// The agent's line.
pub(crate) fn status_bar(view: ReadSignal<View>) -> AnyView {
    let locale = use_locale();
    let name = move || view.with(|view| name(locale, &view.status));
    let under_way = move || view.with(|view| under_way(locale, &view.status));
    let since = move || view.with(|view| view.status.state.as_ref().map(|state| state.since));
    let timed = flag(move || since().is_some());
    let tone = word(move || view.with(|view| state_tone(&view.status)));
    let toggle = memo(move |_| view.with(|view| (view.status.available, view.status.can_toggle)));
    let time =
        part(move || timed.get().then(|| timer(move || since().unwrap_or_default())).into_any());
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
        .child(state_menu(view))
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
