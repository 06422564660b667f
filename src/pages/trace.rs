//! The page that plays a trace: the steps, what the core answered, and the screen after each. One step is looked at, and the
//! arrow keys lead from one to the next.
//!
//! Never starts an engine, nor sends the file anywhere: it is read in this page and forgotten with it.

use super::toolbar::still;
use crate::components::Dispatch;
use crate::components::button::arrow_keys;
use crate::components::element::{ElementRef, el, maybe, together};
use crate::components::live::{effect, part, text};
use crate::dom::{file, focus, page};
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Memo, Signal, memo};
use crate::telemetry::replay::{Answered, Line, Trace, TraceFault, time_of_day};
use crate::view::View;
use leptos::ev;
use leptos::ev::{DragEvent, Event, FocusEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
pub(crate) fn trace_page() -> AnyView {
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
        .into_any()
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
    let list = ElementRef::new();
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
        part(move || maybe(chosen.with(|at| lines.get(*at).map(trace_step))))
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
                request_animation_frame(move || show_step(list, place));
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
            .child(trace_steps(list, lines.clone(), places, chosen))
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

/// The attribute that holds which step a row is.
const STEP_ATTRIBUTE: &str = "data-step";
const ROW: &str = "[data-step]";

/// The steps of `places`; the one that has the keyboard is put into `chosen`.
fn trace_steps(
    list: ElementRef,
    lines: Arc<Vec<Line>>,
    places: Memo<Vec<usize>>,
    chosen: Signal<usize>,
) -> AnyView {
    let locale = use_locale();
    let rows = part(move || {
        let row = |place: &usize| lines.get(*place).map(|line| row(locale, *place, line));
        places.with(|places| places.iter().filter_map(row).collect::<Vec<_>>()).into_any()
    });
    // The rows are drawn once: marking one of thousands must not ask all of them.
    effect(move || {
        places.with(|_| ());
        let chosen = chosen.get().to_string();
        let Some(list) = list.get() else { return };
        let rows = focus::all(&list, ROW);
        for row in &rows {
            let is = row.get_attribute(STEP_ATTRIBUTE).as_ref() == Some(&chosen);
            // A row that cannot be marked is still a row.
            let _ = row.set_attribute("aria-selected", if is { "true" } else { "false" });
            row.set_tab_index(if is { 0 } else { -1 });
        }
        if let Some(first) = rows.first().filter(|_| !rows.iter().any(|row| row.tab_index() == 0)) {
            first.set_tab_index(0);
        }
    });
    let on_focus = move |focus: FocusEvent| {
        let row = focus.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let place = row
            .and_then(|row| row.get_attribute(STEP_ATTRIBUTE))
            .and_then(|text| text.parse().ok());
        if let Some(place) = place {
            chosen.set(place);
        }
    };
    el("ul")
        .class("trace-steps")
        .attr("role", "listbox")
        .attr("aria-label", text!(locale, trace.steps))
        .node_ref(list)
        .on(ev::focusin, on_focus)
        .on(ev::keydown, arrow_keys(list, ROW, 1))
        .child(rows)
        .into_any()
}

/// Gives the keyboard to a step, wherever it is in the list.
fn show_step(list: ElementRef, place: usize) {
    let rows = list.try_get_untracked().flatten().map(|list| focus::all(&list, ROW));
    let rows = rows.unwrap_or_default();
    let wanted = place.to_string();
    if let Some(row) =
        rows.iter().find(|row| row.get_attribute(STEP_ATTRIBUTE).as_ref() == Some(&wanted))
    {
        focus::give_among(&rows, row);
    }
}

fn row(locale: Locale, place: usize, line: &Line) -> AnyView {
    let answers: Vec<AnyView> = line
        .answers
        .iter()
        .map(|answer| el("span").class("quiet").child("→ ").child(answer.title.clone()).into_any())
        .collect();
    let differs = line
        .differs()
        .then(|| el("strong").class("trace-mark").child(text!(locale, trace.differs)));
    el("li")
        .attr("role", "option")
        .attr("tabindex", "-1")
        .attr("aria-selected", "false")
        .attr("data-step", place.to_string())
        .child(el("span").class("trace-time").child(time_of_day(line.at)))
        .child(el("span").child(line.title.clone()).child(answers))
        .child(differs)
        .into_any()
}

/// All that is known of a step.
fn trace_step(line: &Line) -> AnyView {
    let locale = use_locale();
    let answers: Vec<AnyView> = line.answers.iter().map(|a| answer(locale, a)).collect();
    let nothing = line.answers.is_empty().then(|| {
        let words = if line.unfinished {
            text!(locale, trace.unfinished)
        } else {
            text!(locale, trace.no_answer)
        };
        el("p").child(words)
    });
    let screen = (!line.screen.is_empty()).then(|| {
        let parts = line.screen.join(", ");
        let told = words::fill(text!(locale, trace.other_screen), "{parts}", &parts);
        el("p").class("trace-other").child(told)
    });
    together([
        el("section")
            .attr("aria-label", text!(locale, trace.event))
            .child(el("h2").child(time_of_day(line.at)).child(" ").child(line.title.clone()))
            .child(el("pre").child(line.event.clone()))
            .into_any(),
        el("section")
            .attr("aria-label", text!(locale, trace.answers))
            .child(el("h2").child(text!(locale, trace.answers)))
            .child(answers)
            .child(nothing)
            .child(screen)
            .into_any(),
    ])
}

/// One request; where it was another in the recording, both.
fn answer(locale: Locale, answer: &Answered) -> AnyView {
    let Some(recorded) = &answer.recorded else {
        return el("pre").child(answer.played.clone()).into_any();
    };
    let both = [
        (text!(locale, trace.recorded), recorded.clone()),
        (text!(locale, trace.played), answer.played.clone()),
    ];
    let both = both.map(|(title, text)| {
        let text = if text.is_empty() { text!(locale, trace.nothing).to_owned() } else { text };
        el("div").child(el("h3").child(title)).child(el("pre").child(text)).into_any()
    });
    el("div").class("trace-other").child(Vec::from(both)).into_any()
}
