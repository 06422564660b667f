//! The list of this session's calls, each with the button that calls it again.

use crate::components::button::switched;
use crate::components::clock::span_words;
use crate::components::dial_box::rests;
use crate::components::element::el;
use crate::components::icon::{Icon, picture};
use crate::components::live::{flag, memo, rows, text, there};
use crate::components::numbers::{Numbers, number_words};
use crate::dom::clock::time_of_day;
use crate::i18n::{Locale, call_words::outcome_words, text, use_locale, words};
use crate::view::{Intent, Millis, RecentCall, RecentOutcome, View};
use leptos::prelude::*;

/// The calls, newest first; not there while there is none, and while a call comes first.
pub(crate) fn recent_calls(view: ReadSignal<View>) -> AnyView {
    let title = text!(use_locale(), recent.title);
    let none = flag(move || view.with(|view| view.recent.is_empty() || rests(view)));
    let keys = move || view.with(|view| view.recent.iter().map(key).collect());
    // There are many rows; while they are not seen they stay as they are.
    let may = memo(move |before: Option<&bool>| {
        view.with(|view| match before {
            Some(before) if rests(view) => *before,
            Some(_) | None => view.dial.ready == Some(Ok(())),
        })
    });
    let row = move |wanted: String| {
        let found = view
            .with_untracked(|view| view.recent.iter().find(|call| key(call) == wanted).cloned());
        found.map(|call| recent(may, call)).into_any()
    };
    el("div")
        .class("recents")
        .attr("hidden", there(move || none.get()))
        .child(
            el("details")
                .attr("open", true)
                .child(el("summary").child(title))
                .child(el("ul").attr("aria-label", title).child(rows(keys, row))),
        )
        .into_any()
}

fn key(call: &RecentCall) -> String {
    call.id.to_string()
}

/// One call; it never changes, only whether it can be called again.
fn recent(may: Memo<bool>, call: RecentCall) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let id = call.id;
    let dialable = call.number.is_some();
    let (icon, direction) = if call.inbound {
        (Icon::Inbound, text!(locale, recent.inbound))
    } else {
        (Icon::Outbound, text!(locale, recent.outbound))
    };
    let outcome = outcome_words(locale, call.outcome);
    let tone = outcome_tone(call.outcome);
    let talked = (call.talked > Millis(0)).then(|| span_words(call.talked));
    let at = time_of_day(call.at.0);
    let who = memo(move |_| caller(locale, numbers, &call));
    let label = move || who.with(|who| words::fill(text!(locale, button.redial), "{who}", who));
    let redial =
        dialable.then(|| switched(label, Icon::Call, Intent::Redial(id), may, "button bare"));
    el("li")
        .class("recent")
        .child(picture(icon))
        .child(el("span").class("recent-who").attr("dir", "auto").child(text(move || who.get())))
        .child(el("time").class("quiet").child(at))
        .child(
            el("span")
                .class("recent-how")
                .attr("data-tone", tone)
                .child(el("span").class("unseen").child(direction).child(", "))
                .child(outcome)
                .child(
                    talked.map(|talked| {
                        el("span").class("quiet").child(" ").child(talked).into_any()
                    }),
                ),
        )
        .child(redial)
        .into_any()
}

fn caller(locale: Locale, numbers: Option<Numbers>, call: &RecentCall) -> String {
    match (&call.name, &call.number) {
        (Some(name), _) => name.as_str().to_owned(),
        (None, Some(number)) => number_words(numbers, number),
        (None, None) => words::unnumbered_words(locale, call.unnumbered).to_owned(),
    }
}

fn outcome_tone(outcome: RecentOutcome) -> &'static str {
    match outcome {
        RecentOutcome::Missed | RecentOutcome::Failed => "bad",
        RecentOutcome::Abandoned
        | RecentOutcome::Answered
        | RecentOutcome::Cancelled
        | RecentOutcome::Declined
        | RecentOutcome::NotAnswered => "",
    }
}
