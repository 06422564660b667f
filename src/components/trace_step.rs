//! Owns one step of a trace as a whole: what happened, and what was answered, then and now.

use crate::i18n::text;
use crate::i18n::{Locale, use_locale, words};
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
        view! { <p>{words}</p> }
    });
    let screen = (!line.screen.is_empty()).then(|| {
        let parts = line.screen.join(", ");
        let told = words::fill(text!(locale, trace.other_screen), "{parts}", &parts);
        view! { <p class="trace-other">{told}</p> }
    });
    view! {
        <section aria-label=text!(locale, trace.event)>
            <h2>{time_of_day(line.at)} " " {line.title.clone()}</h2>
            <pre>{line.event.clone()}</pre>
        </section>
        <section aria-label=text!(locale, trace.answers)>
            <h2>{text!(locale, trace.answers)}</h2>
            {answers}
            {nothing}
            {screen}
        </section>
    }
    .into_any()
}

/// One request; where it was another in the recording, both.
fn answer(locale: Locale, answer: &Answered) -> AnyView {
    let Some(recorded) = &answer.recorded else {
        return view! { <pre>{answer.played.clone()}</pre> }.into_any();
    };
    let both = [
        (text!(locale, trace.recorded), recorded.clone()),
        (text!(locale, trace.played), answer.played.clone()),
    ];
    let both = both.map(|(title, text)| {
        let text = if text.is_empty() { text!(locale, trace.nothing).to_owned() } else { text };
        view! { <div><h3>{title}</h3><pre>{text}</pre></div> }.into_any()
    });
    view! { <div class="trace-other">{Vec::from(both)}</div> }.into_any()
}
