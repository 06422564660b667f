//! Owns the folded details at the foot: what a helper on the phone asks for, and nothing personal.

use crate::i18n::{use_locale, words};
use crate::view::{ConnectHealth, HealthView};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The details.
#[component]
pub(crate) fn Foot(#[prop(into)] health: Signal<HealthView>) -> impl IntoView {
    let locale = use_locale();
    let connect = Memo::new(move |_| health.with(|h| words::connect_words(locale, &h.connect)));
    let fusion = Memo::new(move |_| health.with(|h| words::fusion_words(locale, &h.fusion)));
    let denied = Memo::new(move |_| health.with(|h| h.storage_denied));
    // Where the phone itself needs the storage, its own message says what does not work.
    let only_memory = Memo::new(move |_| {
        health.with(|h| h.storage_denied && h.connect != ConnectHealth::StorageDenied)
    });
    let refused = Memo::new(move |_| health.with(|h| h.refused_messages));
    let fault = Memo::new(move |_| health.with(|h| h.fault.clone()));
    let storage = move || {
        if denied.get() {
            td_string!(locale, foot.storage_denied)
        } else {
            td_string!(locale, foot.storage_ok)
        }
    };
    let none = td_string!(locale, foot.none);
    view! {
        <details class="foot">
            <summary>{td_string!(locale, foot.title)}</summary>
            <dl>
                <dt>{td_string!(locale, foot.connect)}</dt>
                <dd>{connect}</dd>
                <dt>{td_string!(locale, foot.fusion)}</dt>
                <dd>{fusion}</dd>
                <dt>{td_string!(locale, foot.storage)}</dt>
                <dd>{storage}</dd>
                <dt>{td_string!(locale, foot.refused)}</dt>
                <dd data-testid="refused">{refused}</dd>
                <dt>{td_string!(locale, foot.fault)}</dt>
                <dd data-testid="fault">{move || fault.get().unwrap_or_else(|| none.to_owned())}</dd>
            </dl>
            {move || only_memory.get().then(|| view! { <p>{td_string!(locale, remedy.memory)}</p> })}
        </details>
    }
}
