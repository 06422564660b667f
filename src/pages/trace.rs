//! Owns the page that plays a trace: the steps, what the core answered, and the screen after each.
//!
//! Must never start an engine, nor send the file anywhere: it is read in this page and forgotten with it.

use super::toolbar::still;
use crate::components::live::{effect, memo, part, text};
use crate::components::trace_step::trace_step;
use crate::components::trace_steps::{show_step, trace_steps};
use crate::dispatch::Dispatch;
use crate::dom::{file, page};
use crate::i18n::text;
use crate::i18n::{Locale, use_locale, words};
use crate::telemetry::replay::{Line, Trace, TraceFault, time_of_day};
use crate::view::View;
use leptos::ev::{DragEvent, Event};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// What was opened.
#[derive(Clone)]
enum Opened {
    /// Nothing yet.
    Nothing,
    /// A file that is no trace, and why.
    Refused(String, String),
    /// A trace, by the name of its file.
    Played(String, Arc<Trace>, Arc<Vec<Line>>),
}

/// The page of a trace.
#[component]
pub fn TracePage() -> impl IntoView {
    let locale = use_locale();
    page::set_title(text!(locale, trace.title));
    // Nobody takes what is pressed in a picture.
    provide_context(Dispatch::new(|_| ()));
    let opened = RwSignal::new(Opened::Nothing);
    let open = move |given: Option<web_sys::File>| {
        let Some(given) = given else { return };
        spawn_local(async move {
            let name = given.name();
            let read = file::read(&given).await;
            opened.try_set(match read {
                Ok(text) => played(locale, name, &text),
                Err(denied) => Opened::Refused(name, denied.to_string()),
            });
        });
    };
    let field = NodeRef::<html::Input>::new();
    let on_change =
        move |_: Event| open(field.get_untracked().and_then(|field| file::chosen(&field)));
    let on_drop = move |drop: DragEvent| {
        drop.prevent_default();
        open(file::dropped(&drop));
    };
    let content = part(move || match opened.get() {
        Opened::Nothing => view! { <p class="quiet">{text!(locale, trace.empty)}</p> }.into_any(),
        Opened::Refused(name, why) => refused(locale, &name, why),
        Opened::Played(name, trace, lines) => story(locale, &name, trace, lines),
    });
    view! {
        <main
            class="trace"
            on:dragover=|drag: DragEvent| drag.prevent_default()
            on:drop=on_drop
        >
            <header class="trace-head">
                <h1>{text!(locale, trace.title)}</h1>
                <p>{text!(locale, trace.lead)}</p>
                <label class="button strong trace-open">
                    {text!(locale, trace.open)}
                    <input
                        type="file"
                        class="unseen"
                        accept=".json,application/json"
                        node_ref=field
                        on:change=on_change
                    />
                </label>
            </header>
            {content}
        </main>
    }
}

fn played(locale: Locale, name: String, text: &str) -> Opened {
    match Trace::parse(text) {
        Ok(trace) => {
            let lines = Arc::new(trace.story());
            Opened::Played(name, Arc::new(trace), lines)
        }
        Err(fault) => {
            let why = match &fault {
                TraceFault::Foreign => text!(locale, trace.foreign).to_owned(),
                TraceFault::Version(version) => {
                    let words = text!(locale, trace.other_version);
                    words::fill(words, "{version}", &version.to_string())
                }
                TraceFault::Garbled(_) | TraceFault::NoJson { .. } => fault.to_string(),
            };
            Opened::Refused(name, why)
        }
    }
}

fn refused(locale: Locale, name: &str, why: String) -> AnyView {
    let title = words::fill(text!(locale, trace.refused), "{name}", name);
    view! {
        <div role="alert" class="trace-refused">
            <h2>{title}</h2>
            <p class="quote">{why}</p>
            <p>{text!(locale, trace.refused_tell)}</p>
        </div>
    }
    .into_any()
}

/// A trace as it is played.
fn story(locale: Locale, name: &str, trace: Arc<Trace>, lines: Arc<Vec<Line>>) -> AnyView {
    let search = RwSignal::new(String::new());
    let others = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let all = Arc::clone(&lines);
    let places = memo(move |_| {
        let wanted = search.with(|search| search.trim().to_ascii_lowercase());
        let fits = |line: &Line| (!others.get() || line.differs()) && line.mentions(&wanted);
        let found = all.iter().enumerate().filter(|(_, line)| fits(line));
        found.map(|(place, _)| place).collect::<Vec<usize>>()
    });
    let count = lines.iter().filter(|line| line.differs()).count();
    let shown = text(move || {
        let count = places.with(Vec::len).to_string();
        words::fill(text!(locale, trace.found), "{count}", &count)
    });
    let detail = {
        let lines = Arc::clone(&lines);
        part(move || chosen.with(|at| lines.get(*at).map(trace_step)).into_any())
    };
    let verdict = if count == 0 {
        text!(locale, trace.same).to_owned()
    } else {
        words::fill(text!(locale, trace.not_same), "{count}", &count.to_string())
    };
    let next = {
        let lines = Arc::clone(&lines);
        move |_| {
            let at = chosen.get_untracked();
            let after = lines.iter().enumerate().skip(at + 1).chain(lines.iter().enumerate());
            let other = after.into_iter().find(|(_, line)| line.differs()).map(|(place, _)| place);
            if let Some(place) = other {
                search.set(String::new());
                chosen.set(place);
                request_animation_frame(move || show_step(place));
            }
        }
    };
    let next = (count > 0).then(|| {
        view! {
            <button type="button" class="button" on:click=next>{text!(locale, trace.next)}</button>
            <label>
                <input type="checkbox" prop:checked=others on:change=move |change| {
                    others.set(event_target_checked(&change));
                } />
                {text!(locale, trace.only_others)}
            </label>
        }
    });
    let about =
        [("{name}", name), ("{program}", &trace.program), ("{saved}", &time_of_day(trace.saved))];
    let about =
        about.into_iter().fold(text!(locale, trace.about).to_owned(), |told, (mark, with)| {
            words::fill(&told, mark, with)
        });
    view! {
        <p role="status" data-tone=if count == 0 { "ok" } else { "bad" } class="trace-verdict">
            {about} " " <strong>{verdict}</strong>
        </p>
        <div class="row trace-tools">
            <label>
                {text!(locale, trace.search)} " "
                <input
                    type="search"
                    class="field"
                    on:input=move |input| search.set(event_target_value(&input))
                />
            </label>
            <span role="status">{shown}</span>
            {next}
        </div>
        <div class="trace-body">
            {trace_steps(lines.clone(), places, chosen)}
            <div class="trace-step">{detail}</div>
            {picture(locale, trace, lines, chosen)}
        </div>
    }
    .into_any()
}

/// The screen after the chosen step.
fn picture(
    locale: Locale,
    trace: Arc<Trace>,
    lines: Arc<Vec<Line>>,
    chosen: RwSignal<usize>,
) -> AnyView {
    let shown = RwSignal::new(View::default());
    let now = RwSignal::new(0);
    effect(move || {
        let at = chosen.get();
        now.set(lines.get(at).map_or(0, |line| line.at.0));
        shown.set(trace.view(at + 1));
    });
    view! {
        <section class="trace-screen" aria-label=text!(locale, trace.screen)>
            <h2>{text!(locale, trace.screen)}</h2>
            {still(shown.read_only(), now)}
        </section>
    }
    .into_any()
}
