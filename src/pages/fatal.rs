//! The page for what no configuration mends: the toolbar cannot start, or has stopped.

use super::config_errors::Reload;
use crate::components::element::el;
use crate::i18n::{text, use_locale};
use leptos::prelude::*;

/// Why the toolbar does not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FatalCause {
    /// The page came over plain http, where the browser has no microphone and no Web Locks.
    InsecureContext,
    /// The browser denies the frame its history and storage (`style.md`, `leptos_router` in an iframe).
    HistoryDenied,
}

/// A plain page that says why there is no toolbar and what to do.
#[component]
pub fn Fatal(
    /// Why.
    cause: FatalCause,
    /// Technical words for whoever mends it; nothing personal.
    #[prop(into, optional)]
    detail: String,
) -> impl IntoView {
    let locale = use_locale();
    let (title, tell) = match cause {
        FatalCause::InsecureContext => {
            (text!(locale, fatal.insecure), text!(locale, fatal.insecure_tell))
        }
        FatalCause::HistoryDenied => {
            (text!(locale, fatal.history), text!(locale, fatal.history_tell))
        }
    };
    el("main")
        .class("page")
        .child(
            el("div").attr("role", "alert").child(el("h1").child(title)).child(el("p").child(tell)),
        )
        .child((!detail.is_empty()).then(|| el("p").class("quote").child(detail)))
        .child(view! { <Reload /> }.into_any())
}
