//! The button that gives the trace out as a file, with the words for what is in it; and the list of a trace's steps: one
//! is looked at, and the arrow keys lead from one to the next.

use leptos::callback::{Callable, UnsyncCallback};
use leptos::ev;
use leptos::ev::{CustomEvent, FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::components::button::{Icon, counts, worded};
use crate::components::element::{ElementRef, el, together};
use crate::components::live::{effect, part, text};
use crate::dom::focus;
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Memo, Signal};
use crate::telemetry::replay::{Answered, Line, time_of_day};

/// Asks for the trace of the run; `Copy`, taken from context where there is a run.
#[derive(Clone, Copy)]
pub(crate) struct TraceSource(UnsyncCallback<Element>);

impl TraceSource {
    /// Wraps what gives a trace to an element.
    pub(crate) fn new(give: impl Fn(Element) + 'static) -> Self {
        Self(UnsyncCallback::new(give))
    }

    /// Has the trace downloaded for a button; it is told `trace-lost` if that fails.
    pub(crate) fn ask(self, button: &Element) {
        self.0.run(button.clone());
    }
}

/// The button and its words, where there is a run to tell of.
pub(crate) fn trace_file() -> Option<AnyView> {
    let source = use_context::<TraceSource>()?;
    let locale = use_locale();
    let failed = Signal::new(false);
    let node = ElementRef::new();
    let on_click = move |click: MouseEvent| {
        if let (true, Some(button)) = (counts(&click), node.get_untracked()) {
            failed.set(false);
            source.ask(&button);
        }
    };
    let on_lost = move |_: CustomEvent| failed.set(true);
    let label = text!(locale, trace.download);
    let told = move || {
        let told =
            if failed.get() { text!(locale, trace.not_saved) } else { text!(locale, trace.holds) };
        told.to_owned()
    };
    let shown = [
        el("div")
            .class("row")
            .child(
                worded(label, Icon::Download, "button")
                    .node_ref(node)
                    .on(ev::click, on_click)
                    .on(ev::Custom::new("trace-lost"), on_lost),
            )
            .child(
                el("a")
                    .attr("href", "trace")
                    .attr("target", "_blank")
                    .attr("rel", "external")
                    .child(text!(locale, trace.viewer)),
            )
            .into_any(),
        el("p").attr("role", "status").child(text(told)).into_any(),
    ];
    Some(shown.into_any())
}

/// The attribute that holds which step a row is.
const STEP_ATTRIBUTE: &str = "data-step";
const ROW: &str = "[data-step]";

/// The steps of `places`; the one that has the keyboard is put into `chosen`.
pub(crate) fn trace_steps(
    lines: Arc<Vec<Line>>,
    places: Memo<Vec<usize>>,
    chosen: Signal<usize>,
) -> AnyView {
    let locale = use_locale();
    let list = ElementRef::new();
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
    let on_key = move |key: KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        if let Some(by) = focus::key_move(&key.key(), 1) {
            key.prevent_default();
            focus::move_among(&list, ROW, by);
        }
    };
    el("ul")
        .class("trace-steps")
        .attr("role", "listbox")
        .attr("aria-label", text!(locale, trace.steps))
        .node_ref(list)
        .on(ev::focusin, on_focus)
        .on(ev::keydown, on_key)
        .child(rows)
        .into_any()
}

/// Gives the keyboard to a step, wherever it is in the list.
pub(crate) fn show_step(place: usize) {
    let document = web_sys::window().and_then(|window| window.document());
    let rows = document
        .and_then(|document| document.query_selector(".trace-steps").ok().flatten())
        .and_then(|list| list.dyn_into::<HtmlElement>().ok())
        .map(|list| focus::all(&list, ROW))
        .unwrap_or_default();
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
pub(crate) fn trace_step(line: &Line) -> AnyView {
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
