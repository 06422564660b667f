//! Owns the agent's line: the state as Connect says, what is under way, and the availability button.

use crate::components::button::counts;
use crate::components::timer::Timer;
use crate::dispatch::Dispatch;
use crate::i18n::{state_words, use_locale, words};
use crate::view::{AgentStateKind, Intent, StatusView};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The agent's line.
#[component]
pub(crate) fn StatusBar(#[prop(into)] status: Signal<StatusView>) -> impl IntoView {
    let locale = use_locale();
    let kind = Memo::new(move |_| status.with(kind_word));
    let name = Memo::new(move |_| {
        status.with(|status| match &status.state {
            Some(state) => state_words(locale, &state.label),
            None => td_string!(locale, state.unknown).to_owned(),
        })
    });
    let since = Memo::new(move |_| status.with(|s| s.state.as_ref().map(|state| state.since)));
    let timed = Memo::new(move |_| since.with(Option::is_some));
    let under_way = Memo::new(move |_| {
        status.with(|status| match (&status.pending, &status.next) {
            (Some(pending), _) => words::change_words(locale, pending),
            (None, Some(name)) => words::fill(td_string!(locale, status.next), "{name}", name),
            (None, None) => String::new(),
        })
    });
    view! {
        <header class="status" data-kind=kind aria-label=td_string!(locale, status.region)>
            <div class="state" id="agent-state">
                <p class="state-name" role="status" title=name>{name}</p>
                <p class="state-time">
                    {move || timed.get().then(|| {
                        view! { <Timer since=Signal::derive(move || since.get().unwrap_or_default()) /> }
                    })}
                    <span role="status" title=under_way>{under_way}</span>
                </p>
            </div>
            <Availability status />
        </header>
    }
}

/// The button that turns availability on and off; it keeps its name, `aria-pressed` tells the state.
#[component]
fn Availability(status: Signal<StatusView>) -> impl IntoView {
    let dispatch = use_context::<Dispatch>();
    let label = td_string!(use_locale(), button.availability);
    let pressed = Memo::new(move |_| status.with(|status| status.available));
    let enabled = Memo::new(move |_| status.with(|status| status.can_toggle));
    let on_click = move |click: MouseEvent| {
        if counts(&click)
            && enabled.get_untracked()
            && let Some(dispatch) = dispatch
        {
            dispatch.send(Intent::ToggleAvailability);
        }
    };
    view! {
        <button
            type="button"
            class="button toggle"
            title=label
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            aria-disabled=move || (!enabled.get()).then_some("true")
            aria-describedby="agent-state"
            on:click=on_click
        >
            <span class="word">{label}</span>
            <span class="switch" aria-hidden="true"></span>
        </button>
    }
}

/// The kind of state, for the colour of the dot.
fn kind_word(status: &StatusView) -> &'static str {
    match status.state.as_ref().map(|state| &state.kind) {
        Some(AgentStateKind::Routable) => "ok",
        Some(AgentStateKind::NotRoutable) => "wait",
        Some(AgentStateKind::Error) => "bad",
        Some(AgentStateKind::System) => "info",
        Some(AgentStateKind::Init | AgentStateKind::Offline | AgentStateKind::Unknown(_))
        | None => "off",
    }
}
