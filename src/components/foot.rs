//! Owns the folded details at the foot: what a helper on the phone asks for, and nothing personal.

use crate::components::button::{button, press};
use crate::components::icon::{Icon, picture};
use crate::components::live::{part, text};
use crate::i18n::{use_locale, words};
use crate::view::{ConnectHealth, HealthView, Intent, View};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The details.
pub(crate) fn foot(view: ReadSignal<View>) -> AnyView {
    let locale = use_locale();
    let entry = move |words: Box<dyn Fn(&HealthView) -> String + Send>| {
        text(move || view.with(|view| words(&view.health)))
    };
    let connect = entry(Box::new(move |h| words::connect_words(locale, &h.connect).to_owned()));
    let fusion = entry(Box::new(move |h| words::fusion_words(locale, &h.fusion).to_owned()));
    let transport = entry(Box::new(move |h| {
        let words = words::transport_words(locale, h);
        words.unwrap_or_else(|| td_string!(locale, foot.none).to_owned())
    }));
    let storage = entry(Box::new(move |h| {
        let words = if h.storage_denied {
            td_string!(locale, foot.storage_denied)
        } else {
            td_string!(locale, foot.storage_ok)
        };
        words.to_owned()
    }));
    let refused = entry(Box::new(|h| h.refused_messages.to_string()));
    let fault = entry(Box::new(move |h| {
        h.fault.clone().unwrap_or_else(|| td_string!(locale, foot.none).to_owned())
    }));
    let remedy = part(move || {
        // Where the phone itself needs the storage, its own message says what does not work.
        let only_memory = view.with(|view| {
            let health = &view.health;
            health.storage_denied && health.connect != ConnectHealth::StorageDenied
        });
        only_memory
            .then(|| view! { <p>{td_string!(locale, remedy.memory)}</p> }.into_any())
            .into_any()
    });
    let panel = part(move || panel_toggle(view.with(|view| view.panel)));
    let label = td_string!(locale, button.open_panel);
    let window = button(label, Icon::Panel, Intent::OpenPanelWindow, true, "");
    view! {
        <details class="foot">
            <summary>{td_string!(locale, foot.title)}</summary>
            <dl>
                <dt>{td_string!(locale, foot.connect)}</dt>
                <dd>{connect}</dd>
                <dt>{td_string!(locale, foot.fusion)}</dt>
                <dd>{fusion}</dd>
                <dt>{td_string!(locale, transport.title)}</dt>
                <dd data-testid="transport">{transport}</dd>
                <dt>{td_string!(locale, foot.storage)}</dt>
                <dd>{storage}</dd>
                <dt>{td_string!(locale, foot.refused)}</dt>
                <dd data-testid="refused">{refused}</dd>
                <dt>{td_string!(locale, foot.fault)}</dt>
                <dd data-testid="fault">{fault}</dd>
            </dl>
            {remedy}
            <div class="row">{panel} {window}</div>
        </details>
    }
    .into_any()
}

/// The toggle of Amazon's own panel in this page.
fn panel_toggle(shown: bool) -> AnyView {
    let label = td_string!(use_locale(), button.show_panel);
    let on_click = press(Intent::ShowPanel(!shown), true);
    view! {
        <button
            type="button"
            class="button"
            title=label
            aria-pressed=shown.to_string()
            on:click=on_click
        >
            {picture(Icon::Panel)}
            <span class="word">{label}</span>
        </button>
    }
    .into_any()
}
