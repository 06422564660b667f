//! Owns the page for an administrator whose `config.json` cannot be used: every error at once.

use crate::dom::page;
use crate::i18n::text;
use crate::i18n::use_locale;
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
        view! { <tr><th scope="row"><code>{path}</code></th><td>{message}</td></tr> }
    });
    let rows: Vec<_> = rows.collect();
    let fetch_failed = text!(locale, config.fetch_failed);
    view! {
        <main class="page">
            <h1>{text!(locale, config.title)}</h1>
            <p>{text!(locale, config.lead)}</p>
            {unreadable.map(|cause| view! { <p>{fetch_failed}</p> <p class="quote">{cause}</p> })}
            {any.then(|| view! {
                <table>
                    <caption>{text!(locale, config.problems)}</caption>
                    <thead><tr>
                        <th scope="col">{text!(locale, config.column_path)}</th>
                        <th scope="col">{text!(locale, config.column_message)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            })}
            <p>{text!(locale, config.remedy)}</p>
            <p>
                {text!(locale, config.example)} " "
                <a href="config.example.json" target="_blank" rel="external">"config.example.json"</a>
            </p>
            <Reload />
        </main>
    }
}

/// The button that loads the page anew; needs nobody to send an intent to.
#[component]
pub(crate) fn Reload() -> impl IntoView {
    let on_click = |_| {
        page::reload();
    };
    view! {
        <button type="button" class="button strong" on:click=on_click>
            {text!(use_locale(), button.reload)}
        </button>
    }
}
