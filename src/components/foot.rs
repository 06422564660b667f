//! Owns the folded details at the foot: what a helper on the phone asks for, and nothing personal.

use crate::components::button::{button, press};
use crate::components::icon::{Icon, picture};
use crate::components::live::{part, text};
use crate::components::trace_file::trace_file;
use crate::components::windows::is_view;
use crate::dom::page;
use crate::dom::window::search;
use crate::i18n::text;
use crate::i18n::{use_locale, words};
use crate::view::{ConnectHealth, HealthView, Intent, View};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

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
        words.unwrap_or_else(|| text!(locale, foot.none).to_owned())
    }));
    let storage = entry(Box::new(move |h| {
        let words = if h.storage_denied {
            text!(locale, foot.storage_denied)
        } else {
            text!(locale, foot.storage_ok)
        };
        words.to_owned()
    }));
    let refused = entry(Box::new(|h| h.refused_messages.to_string()));
    let fault = entry(Box::new(move |h| {
        h.fault.clone().unwrap_or_else(|| text!(locale, foot.none).to_owned())
    }));
    let remedy = part(move || {
        // Where the phone itself needs the storage, its own message says what does not work.
        let only_memory = view.with(|view| {
            let health = &view.health;
            health.storage_denied && health.connect != ConnectHealth::StorageDenied
        });
        only_memory.then(|| view! { <p>{text!(locale, remedy.memory)}</p> }.into_any()).into_any()
    });
    let alone = part(move || {
        let unseen = view.with(|view| view.health.windows_unseen);
        unseen.then(|| view! { <p>{text!(locale, windows.unseen_tell)}</p> }.into_any()).into_any()
    });
    // Amazon's panel is in the page that runs the phone, and nothing would show here.
    let panel = (!is_view()).then(|| part(move || panel_toggle(view.with(|view| view.panel))));
    let label = text!(locale, button.open_panel);
    let window = button(label, Icon::Panel, Intent::OpenPanelWindow, true, "");
    // There is little to check in a window that only shows what another page runs.
    let check = (!is_view()).then(self_check);
    view! {
        <details class="foot">
            <summary>{text!(locale, foot.title)}</summary>
            <dl>
                <dt>{text!(locale, foot.connect)}</dt>
                <dd>{connect}</dd>
                <dt>{text!(locale, foot.fusion)}</dt>
                <dd>{fusion}</dd>
                <dt>{text!(locale, transport.title)}</dt>
                <dd data-testid="transport">{transport}</dd>
                <dt>{text!(locale, foot.storage)}</dt>
                <dd>{storage}</dd>
                <dt>{text!(locale, foot.refused)}</dt>
                <dd data-testid="refused">{refused}</dd>
                <dt>{text!(locale, foot.fault)}</dt>
                <dd data-testid="fault">{fault}</dd>
            </dl>
            {remedy}
            {alone}
            <div class="row">{panel} {window} {check}</div>
            {trace_file()}
        </details>
    }
    .into_any()
}

/// The way to the self-check, in the place of this page: beside a toolbar that runs it could try
/// little. With a call up the browser asks first.
fn self_check() -> AnyView {
    let label = text!(use_locale(), check.title);
    let address = format!("check{}", search());
    let target = address.clone();
    let on_click = move |click: MouseEvent| {
        // Whoever wants another tab or window gets it.
        if !(click.ctrl_key() || click.meta_key() || click.shift_key()) && page::replace(&target) {
            click.prevent_default();
        }
    };
    view! {
        <a class="button" href=address rel="external" title=label on:click=on_click>
            {picture(Icon::Check)}
            <span class="word">{label}</span>
        </a>
    }
    .into_any()
}

/// The toggle of Amazon's own panel in this page.
fn panel_toggle(shown: bool) -> AnyView {
    let label = text!(use_locale(), button.show_panel);
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
