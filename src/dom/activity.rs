//! Notices that somebody is at a window: keys and the pointer.

use crate::dom::clock;
use core::time::Duration;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{Event, Window};

const SIGNS: [&str; 4] = ["keydown", "pointerdown", "pointermove", "wheel"];
/// The pointer moves a hundred times a second, and it is enough to know that it did.
const EVERY: Duration = Duration::from_secs(30);

/// The listeners; dropping them ends the watch.
pub struct Activity {
    _listeners: Vec<EventListener>,
}

/// Calls `seen` when somebody is active in `window`, now and then as long as they are. What a script does does not count.
pub fn watch(window: &Window, seen: impl Fn() + 'static) -> Activity {
    let last = Cell::new(None::<u64>);
    let every = u64::try_from(EVERY.as_millis()).unwrap_or(u64::MAX);
    let told = Rc::new(move |event: &Event| {
        let now = clock::now();
        if event.is_trusted() && last.get().is_none_or(|last| now.abs_diff(last) >= every) {
            last.set(Some(now));
            seen();
        }
    });
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        ..EventListenerOptions::default()
    };
    let listener = |sign: &&'static str| {
        let told = Rc::clone(&told);
        EventListener::new_with_options(window, *sign, options, move |event| told(event))
    };
    Activity { _listeners: SIGNS.iter().map(listener).collect() }
}
