//! Owns what stands in the place of cards while there is none: loading, or waiting for a call.

use crate::components::icon::{Icon, Picture};
use crate::i18n::{use_locale, words};
use crate::view::{ConnectHealth, FusionHealth, View};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Why there is no card.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Idle {
    /// There is one, or a message says what is wrong.
    Not,
    /// The phone is not there yet.
    Starting(ConnectHealth),
    /// Nobody calls.
    Waiting { available: bool, linked: bool },
}

fn idle(view: &View) -> Idle {
    if !view.cards.is_empty() {
        return Idle::Not;
    }
    match &view.health.connect {
        ConnectHealth::Loading | ConnectHealth::Waiting => {
            Idle::Starting(view.health.connect.clone())
        }
        ConnectHealth::Ready => Idle::Waiting {
            available: view.status.available,
            linked: view.health.fusion == FusionHealth::Linked,
        },
        ConnectHealth::AccessDenied
        | ConnectHealth::Broken(_)
        | ConnectHealth::Garbled(_)
        | ConnectHealth::NoAnswer { .. }
        | ConnectHealth::SessionExpired
        | ConnectHealth::SignedOut
        | ConnectHealth::Silent
        | ConnectHealth::StorageDenied => Idle::Not,
    }
}

/// The words for no card, and what happens next.
#[component]
pub(crate) fn IdlePlace(#[prop(into)] view: Signal<View>) -> impl IntoView {
    let locale = use_locale();
    let idle = Memo::new(move |_| view.with(idle));
    let text = move || match idle.get() {
        Idle::Not => None,
        Idle::Starting(health) => Some((
            "starting",
            words::connect_words(locale, &health),
            td_string!(locale, remedy.loading),
        )),
        Idle::Waiting { available, linked } => {
            let next = match (available, linked) {
                (true, true) => td_string!(locale, empty.available_linked),
                (true, false) => td_string!(locale, empty.available),
                (false, _) => td_string!(locale, empty.unavailable),
            };
            Some(("waiting", td_string!(locale, empty.title), next))
        }
    };
    view! {
        {move || text().map(|(stage, title, next)| view! {
            <section class="idle" data-stage=stage aria-busy=(stage == "starting").then_some("true")>
                <span class="medal"><Picture icon=Icon::Call /></span>
                <h2>{title}</h2>
                <p>{next}</p>
            </section>
        })}
    }
}
