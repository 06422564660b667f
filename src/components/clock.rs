//! The page's ticker of one second, and the spans of time that it moves: it runs only while a timer is shown and the page
//! is visible.
//!
//! Timers never count its ticks: they subtract their start from [`Clock::now`].

use crate::components::element::{El, el};
use crate::components::live::text;
use crate::dom::clock::{Interval, now};
use crate::dom::{page, window};
use crate::i18n::{text, use_locale};
use crate::signals::{Signal, hold, memo};
use crate::view::Millis;
use core::time::Duration;
use leptos::prelude::*;

/// The time now and whether the page is visible, as signals; `Copy`, taken from context.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    now: Signal<u64>,
    visible: Signal<bool>,
    ticker: StoredValue<Ticker, LocalStorage>,
}

/// What runs, and for how many.
struct Ticker {
    timers: u32,
    /// Whether it never runs, because the time is not now.
    still: bool,
    ticking: Option<Interval>,
}

impl Clock {
    /// Starts a clock for every component below the present one.
    pub(crate) fn provide() -> Self {
        let ticker = StoredValue::new_local(Ticker { timers: 0, still: false, ticking: None });
        let now = Signal::new(now());
        let clock = Self {
            now,
            visible: Signal::new(page::is_visible(window::of_controls().as_ref())),
            ticker,
        };
        let listener = page::on_visibility(window::of_controls(), move |visible| {
            clock.visible.set(visible);
            clock.start_or_stop();
        });
        hold(listener);
        provide_context(clock);
        clock
    }

    /// Shows the time of `now`, which somebody else moves, to every component below the present one.
    pub(crate) fn still(now: Signal<u64>) {
        let ticker = StoredValue::new_local(Ticker { timers: 0, still: true, ticking: None });
        provide_context(Self { now, visible: Signal::new(true), ticker });
    }

    /// Milliseconds since the Unix epoch; moves once a second while it runs.
    pub(crate) fn now(self) -> u64 {
        self.now.get()
    }

    /// Whether any of the page can be seen.
    pub(crate) fn is_visible(self) -> bool {
        self.visible.get()
    }

    /// Counts one timer until the present component is gone.
    pub(crate) fn join(self) {
        self.count(1);
        on_cleanup(move || self.count(-1));
    }

    fn count(self, change: i32) {
        self.ticker
            .try_update_value(|ticker| ticker.timers = ticker.timers.saturating_add_signed(change));
        self.start_or_stop();
    }

    /// Starts or stops the ticker, and puts it right either way.
    fn start_or_stop(self) {
        if self.ticker.try_with_value(|ticker| ticker.still).unwrap_or(true) {
            return;
        }
        let visible = self.visible.try_get_untracked().unwrap_or(false);
        self.ticker.try_update_value(|ticker| {
            if !visible || ticker.timers == 0 {
                ticker.ticking = None;
            } else if ticker.ticking.is_none() {
                let second = Duration::from_secs(1);
                ticker.ticking =
                    Interval::start(window::of_controls(), second, move || self.tick()).ok();
            }
        });
        self.tick();
    }

    fn tick(self) {
        self.now.set(now());
    }
}

/// The time since `since`, quiet for assistive technology (`role="timer"` is not a live region).
pub(crate) fn timer(since: impl Fn() -> Millis + Send + Sync + 'static) -> AnyView {
    ticking("timer", Box::new(move |now| now.since(since())))
        .attr("role", "timer")
        .attr("aria-label", text!(use_locale(), call.duration))
        .into_any()
}

/// The time until `end`; what says when that is stands beside it, for nobody wants to hear each second.
pub(crate) fn countdown(end: Millis) -> AnyView {
    ticking("timer countdown", Box::new(move |now| end.since(now)))
        .attr("aria-hidden", "true")
        .into_any()
}

/// A span of time by what time it is, as long as the present component is there.
#[inline(never)]
fn ticking(class: &'static str, span: Box<dyn Fn(Millis) -> Millis + Send + Sync>) -> El {
    let clock = use_context::<Clock>().unwrap_or_else(Clock::provide);
    clock.join();
    let words = memo(move |_| span_words(span(Millis(clock.now()))));
    el("span").class(class).child(text(move || words.get()))
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
