//! Takes the place of the cards while there are none: loading, or waiting for a call.

use crate::components::element::el;
use crate::components::icon::{Icon, picture};
use crate::components::live::{memo, part};
use crate::i18n::{Locale, text, use_locale, words};
use crate::view::{ConnectHealth, FusionHealth, View};
use leptos::prelude::*;

/// The words for no card, and what happens next; nothing where there is a card, or where a message
/// says what is wrong.
pub(crate) fn idle_place(view: ReadSignal<View>) -> AnyView {
    let locale = use_locale();
    let words = memo(move |_| view.with(|view| idle(locale, view)));
    part(move || words.get().map(stand_in).into_any())
}

/// The stage of the start, what there is, and what comes next.
type Words = (&'static str, &'static str, &'static str);

fn idle(locale: Locale, view: &View) -> Option<Words> {
    if !view.cards.is_empty() {
        return None;
    }
    match &view.health.connect {
        ConnectHealth::Loading | ConnectHealth::Waiting => {
            let title = words::connect_words(locale, &view.health.connect);
            Some(("starting", title, text!(locale, remedy.loading)))
        }
        ConnectHealth::Ready => {
            let linked = view.health.fusion == FusionHealth::Linked;
            let next = match (view.status.available, linked) {
                (true, true) => text!(locale, empty.available_linked),
                (true, false) => text!(locale, empty.available),
                (false, _) => text!(locale, empty.unavailable),
            };
            Some(("waiting", text!(locale, empty.title), next))
        }
        ConnectHealth::AccessDenied
        | ConnectHealth::Broken(_)
        | ConnectHealth::Frozen
        | ConnectHealth::Garbled(_)
        | ConnectHealth::NoAnswer { .. }
        | ConnectHealth::Offline
        | ConnectHealth::SessionExpired
        | ConnectHealth::SignedOut
        | ConnectHealth::SignedOutIdle
        | ConnectHealth::Silent
        | ConnectHealth::StorageDenied
        | ConnectHealth::Stuck => None,
    }
}

fn stand_in((stage, title, next): Words) -> AnyView {
    let busy = (stage == "starting").then(|| "true".to_owned());
    el("section")
        .class("idle")
        .attr("data-stage", stage)
        .attr("aria-busy", busy)
        .child(el("span").class("medal").child(picture(Icon::Call)))
        .child(el("h2").child(title))
        .child(el("p").child(next))
        .into_any()
}
