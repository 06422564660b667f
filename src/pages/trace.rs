//! The page that plays a trace: the steps, what the core answered, and the screen after each.
//!
//! Never starts an engine, nor sends the file anywhere: it is read in this page and forgotten with it.

use super::toolbar::still;
use crate::components::element::{ElementRef, el, together};
use crate::components::live::{effect, part, text};
use crate::components::trace::{show_step, trace_step, trace_steps};
use crate::dispatch::Dispatch;
use crate::dom::{file, page};
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Signal, memo};
use crate::telemetry::replay::{Line, Trace, TraceFault, time_of_day};
use crate::view::View;
use leptos::ev;
use leptos::ev::{DragEvent, Event};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// What was opened.
#[derive(Clone)]
enum OpenedTrace {
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
    let opened = Signal::new(OpenedTrace::Nothing);
    let open = move |given: Option<web_sys::File>| {
        let Some(given) = given else { return };
        spawn_local(async move {
            let name = given.name();
            let read = file::read(&given).await;
            opened.set(match read {
                Ok(text) => played(locale, name, &text),
                Err(denied) => OpenedTrace::Refused(name, denied.to_string()),
            });
        });
    };
    let field = ElementRef::new();
    let on_change = move |_: Event| {
        open(field.get_untracked().and_then(|field| file::chosen(field.unchecked_ref())));
    };
    let on_drop = move |drop: DragEvent| {
        drop.prevent_default();
        open(file::dropped(&drop));
    };
    let content = part(move || match opened.get() {
        OpenedTrace::Nothing => el("p").class("quiet").child(text!(locale, trace.empty)).into_any(),
        OpenedTrace::Refused(name, why) => refused(locale, &name, why),
        OpenedTrace::Played(name, trace, lines) => transcript(locale, &name, trace, lines),
    });
    el("main")
        .class("trace")
        .on(ev::dragover, |drag: DragEvent| drag.prevent_default())
        .on(ev::drop, on_drop)
        .child(
            el("header")
                .class("trace-head")
                .child(el("h1").child(text!(locale, trace.title)))
                .child(el("p").child(text!(locale, trace.lead)))
                .child(
                    el("label")
                        .class("button strong trace-open")
                        .child(text!(locale, trace.open))
                        .child(
                            el("input")
                                .attr("type", "file")
                                .class("unseen")
                                .attr("accept", ".json,application/json")
                                .node_ref(field)
                                .on(ev::change, on_change),
                        ),
                ),
        )
        .child(content)
}

fn played(locale: Locale, name: String, text: &str) -> OpenedTrace {
    match Trace::parse(text) {
        Ok(trace) => {
            let lines = Arc::new(trace.transcript());
            OpenedTrace::Played(name, Arc::new(trace), lines)
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
            OpenedTrace::Refused(name, why)
        }
    }
}

fn refused(locale: Locale, name: &str, why: String) -> AnyView {
    let title = words::fill(text!(locale, trace.refused), "{name}", name);
    el("div")
        .attr("role", "alert")
        .class("trace-refused")
        .child(el("h2").child(title))
        .child(el("p").class("quote").child(why))
        .child(el("p").child(text!(locale, trace.refused_tell)))
        .into_any()
}

/// A trace as it is played.
fn transcript(locale: Locale, name: &str, trace: Arc<Trace>, lines: Arc<Vec<Line>>) -> AnyView {
    let search = Signal::new(String::new());
    let others = Signal::new(false);
    let chosen = Signal::new(0_usize);
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
        [
            el("button")
                .attr("type", "button")
                .class("button")
                .on(ev::click, next)
                .child(text!(locale, trace.next))
                .into_any(),
            el("label")
                .child(
                    el("input")
                        .attr("type", "checkbox")
                        .attr("checked", others.get_untracked())
                        .on(ev::change, move |change| {
                            others.set(event_target_checked(&change));
                        }),
                )
                .child(text!(locale, trace.only_others))
                .into_any(),
        ]
    });
    let about =
        [("{name}", name), ("{program}", &trace.program), ("{saved}", &time_of_day(trace.saved))];
    let about =
        about.into_iter().fold(text!(locale, trace.about).to_owned(), |told, (mark, with)| {
            words::fill(&told, mark, with)
        });
    together([
        el("p")
            .attr("role", "status")
            .attr("data-tone", if count == 0 { "ok" } else { "bad" })
            .class("trace-verdict")
            .child(about)
            .child(" ")
            .child(el("strong").child(verdict))
            .into_any(),
        el("div")
            .class("row trace-tools")
            .child(
                el("label").child(text!(locale, trace.search)).child(" ").child(
                    el("input")
                        .attr("type", "search")
                        .class("field")
                        .on(ev::input, move |input| search.set(event_target_value(&input))),
                ),
            )
            .child(el("span").attr("role", "status").child(shown))
            .child(next)
            .into_any(),
        el("div")
            .class("trace-body")
            .child(trace_steps(lines.clone(), places, chosen))
            .child(el("div").class("trace-step").child(detail))
            .child(picture(locale, trace, lines, chosen))
            .into_any(),
    ])
}

/// The screen after the chosen step.
fn picture(
    locale: Locale,
    trace: Arc<Trace>,
    lines: Arc<Vec<Line>>,
    chosen: Signal<usize>,
) -> AnyView {
    let shown = Signal::new(View::default());
    let now = Signal::new(0);
    effect(move || {
        let at = chosen.get();
        now.set(lines.get(at).map_or(0, |line| line.at.0));
        shown.set(trace.view(at + 1));
    });
    el("section")
        .class("trace-screen")
        .attr("aria-label", text!(locale, trace.screen))
        .child(el("h2").child(text!(locale, trace.screen)))
        .child(still(shown, now))
        .into_any()
}
