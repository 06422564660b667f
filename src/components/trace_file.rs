//! Owns the button that gives the trace out as a file, and the words for what is in it.

use crate::components::button::counts;
use crate::components::icon::{Icon, picture};
use crate::dispatch::TraceSource;
use crate::dom::file;
use crate::i18n::use_locale;
use crate::telemetry::record::file_name;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The button and its words, where there is a run to tell of.
pub(crate) fn trace_file() -> Option<AnyView> {
    let source = use_context::<TraceSource>()?;
    let locale = use_locale();
    let failed = RwSignal::new(false);
    let on_click = move |click: MouseEvent| {
        if counts(&click) {
            failed.set(file::save(&file_name(&file::stamp()), &source.file()).is_err());
        }
    };
    let label = td_string!(locale, trace.download);
    let told = move || {
        if failed.get() {
            td_string!(locale, trace.not_saved)
        } else {
            td_string!(locale, trace.holds)
        }
    };
    let shown = view! {
        <div class="row">
            <button type="button" class="button" title=label on:click=on_click>
                {picture(Icon::Download)}
                <span class="word">{label}</span>
            </button>
            <a href="trace" target="_blank" rel="external">{td_string!(locale, trace.viewer)}</a>
        </div>
        <p role="status">{told}</p>
    };
    Some(shown.into_any())
}
