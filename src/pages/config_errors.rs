//! The page for an administrator whose `config.json` cannot be used: every error at once.

use crate::components::element::el;
use crate::dom::page;
use crate::i18n::{text, use_locale};
use leptos::ev;
use leptos::prelude::*;

/// Every problem of the configuration, each as a JSON path and what is wrong there.
#[component]
pub fn ConfigErrors(
    /// The problems found in the file.
    #[prop(optional)]
    problems: Vec<(String, String)>,
    /// Why the file could not be fetched or is no JSON at all.
    #[prop(optional_no_strip)]
    unreadable: Option<String>,
) -> impl IntoView {
    let locale = use_locale();
    let any = !problems.is_empty();
    let rows = problems.into_iter().map(|(path, message)| {
        el("tr")
            .child(el("th").attr("scope", "row").child(el("code").child(path)))
            .child(el("td").child(message))
    });
    let rows: Vec<_> = rows.collect();
    let fetch_failed = text!(locale, config.fetch_failed);
    el("main")
        .class("page")
        .child(el("h1").child(text!(locale, config.title)))
        .child(el("p").child(text!(locale, config.lead)))
        .child(unreadable.map(|cause| {
            [el("p").child(fetch_failed).into_any(), el("p").class("quote").child(cause).into_any()]
        }))
        .child(any.then(|| {
            el("table")
                .child(el("caption").child(text!(locale, config.problems)))
                .child(
                    el("thead").child(
                        el("tr")
                            .child(
                                el("th")
                                    .attr("scope", "col")
                                    .child(text!(locale, config.column_path)),
                            )
                            .child(
                                el("th")
                                    .attr("scope", "col")
                                    .child(text!(locale, config.column_message)),
                            ),
                    ),
                )
                .child(el("tbody").child(rows))
        }))
        .child(el("p").child(text!(locale, config.remedy)))
        .child(
            el("p").child(text!(locale, config.example)).child(" ").child(
                el("a")
                    .attr("href", "config.example.json")
                    .attr("target", "_blank")
                    .attr("rel", "external")
                    .child("config.example.json"),
            ),
        )
        .child(view! { <Reload /> }.into_any())
}

/// The button that loads the page anew; needs nobody to send an intent to.
#[component]
pub(crate) fn Reload() -> impl IntoView {
    let on_click = |_| {
        page::reload();
    };
    el("button")
        .attr("type", "button")
        .class("button strong")
        .on(ev::click, on_click)
        .child(text!(use_locale(), button.reload))
}
