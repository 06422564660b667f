//! Owns the line that says how the phone and the link to Fusion stand, and their colours.
//!
//! Causes and remedies are `message`'s, below the cards, so that nothing pushes a card about.

use crate::i18n::{use_locale, words};
use crate::view::{ConnectHealth, FusionHealth, HealthView};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// One word or two for each outside system.
#[component]
pub(crate) fn HealthLine(#[prop(into)] health: Signal<HealthView>) -> impl IntoView {
    let locale = use_locale();
    let connect = Memo::new(move |_| {
        health.with(|h| (connect_tone(&h.connect), words::connect_words(locale, &h.connect)))
    });
    let fusion = Memo::new(move |_| {
        health.with(|h| (fusion_tone(&h.fusion), words::fusion_words(locale, &h.fusion)))
    });
    let denied = Memo::new(move |_| health.with(|h| h.storage_denied));
    view! {
        <ul class="health" aria-label=td_string!(locale, health.region)>
            <Dot tone_and_words=connect />
            <Dot tone_and_words=fusion />
            {move || denied.get().then(|| {
                let memory = Signal::stored(("wait", td_string!(locale, health.memory)));
                view! { <Dot tone_and_words=memory /> }
            })}
        </ul>
    }
}

/// One entry of the line.
#[component]
fn Dot(#[prop(into)] tone_and_words: Signal<(&'static str, &'static str)>) -> impl IntoView {
    view! {
        <li data-tone=move || tone_and_words.get().0 title=move || tone_and_words.get().1>
            <span class="word">{move || tone_and_words.get().1}</span>
        </li>
    }
}

/// The colour for the phone's health.
fn connect_tone(health: &ConnectHealth) -> &'static str {
    match health {
        ConnectHealth::Ready => "ok",
        ConnectHealth::Loading | ConnectHealth::Waiting => "info",
        ConnectHealth::SessionExpired | ConnectHealth::Silent => "wait",
        ConnectHealth::AccessDenied
        | ConnectHealth::Broken(_)
        | ConnectHealth::Garbled(_)
        | ConnectHealth::NoAnswer { .. }
        | ConnectHealth::SignedOut
        | ConnectHealth::StorageDenied => "bad",
    }
}

/// The colour for the link to Fusion; alone is no fault.
fn fusion_tone(health: &FusionHealth) -> &'static str {
    match health {
        FusionHealth::Linked => "ok",
        FusionHealth::Linking => "info",
        FusionHealth::Absent | FusionHealth::Off => "off",
        FusionHealth::NotAnswering => "wait",
        FusionHealth::OriginRefused(_) | FusionHealth::Refused(_) => "bad",
    }
}
