//! How a span of time is shown: from a start on this computer's clock, never from counted ticks.

use crate::components::clock::Clock;
use crate::components::element::el;
use crate::components::live::{memo, text};
use crate::i18n::{text, use_locale};
use crate::view::Millis;
use leptos::prelude::*;

/// The time since `since`, quiet for assistive technology (`role="timer"` is not a live region).
pub(crate) fn timer(since: impl Fn() -> Millis + Send + Sync + 'static) -> AnyView {
    let clock = use_context::<Clock>().unwrap_or_else(Clock::provide);
    clock.join();
    let label = text!(use_locale(), call.duration);
    let words = memo(move |_| span_words(Millis(clock.now()).since(since())));
    el("span")
        .class("timer")
        .attr("role", "timer")
        .attr("aria-label", label)
        .child(text(move || words.get()))
        .into_any()
}

/// The time until `end`; what says when that is stands beside it, for nobody wants to hear each second.
pub(crate) fn countdown(end: Millis) -> AnyView {
    let clock = use_context::<Clock>().unwrap_or_else(Clock::provide);
    clock.join();
    let words = memo(move |_| span_words(end.since(Millis(clock.now()))));
    el("p")
        .class("timer countdown")
        .attr("aria-hidden", "true")
        .child(text(move || words.get()))
        .into_any()
}

/// A span as `mm:ss`, from an hour on as `h:mm:ss`.
pub(crate) fn span_words(span: Millis) -> String {
    let seconds = span.0 / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes:02}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::span_words;
    use crate::view::Millis;

    #[test]
    fn spans_are_minutes_and_seconds_and_then_hours() {
        for (millis, words) in [
            (0, "00:00"),
            (999, "00:00"),
            (61_000, "01:01"),
            (3_599_999, "59:59"),
            (3_600_000, "1:00:00"),
            (36_061_000, "10:01:01"),
        ] {
            assert_eq!(span_words(Millis(millis)), words);
        }
    }
}
