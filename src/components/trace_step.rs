//! One step of a trace as a whole: what happened, and what was answered, then and now.

use crate::components::element::el;
use crate::i18n::{Locale, text, use_locale, words};
use crate::telemetry::replay::{Answered, Line, time_of_day};
use leptos::prelude::*;

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
    [
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
    ]
    .into_any()
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
