//! Notices that somebody is at a window, by keys and the pointer, and where the pointer is in this page.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, Window};

use crate::dom::{clock, page};

const MOVE: &str = "pointermove";
const SIGNS: [&str; 4] = ["keydown", "pointerdown", MOVE, "wheel"];
/// The pointer moves a hundred times a second, and it is enough to know that it did; in milliseconds.
const EVERY: u64 = 30_000;
/// A key that is held down and the wheel come a hundred times a second too, and would fill the trace.
const PAUSE: u64 = 100;

/// The listeners; dropping them ends the watch.
pub(crate) struct ActivityWatch {
    _listeners: Vec<EventListener>,
}

/// Calls `seen` when somebody is active in `window`, now and then as long as they are, and at keys and presses sooner while
/// it is `urgent`; it is told whether it was more than a move of the pointer. What a script does does not count.
pub(crate) fn watch(
    window: &Window,
    urgent: impl Fn() -> bool + 'static,
    seen: impl Fn(bool) + 'static,
) -> ActivityWatch {
    // When something was told last, and when a press was.
    let (any, press) = (Cell::new(None::<u64>), Cell::new(None::<u64>));
    let told = Rc::new(move |event: &Event| {
        let now = clock::now();
        let pressed = event.type_() != MOVE;
        let due = |last: &Cell<Option<u64>>, every| {
            last.get().is_none_or(|last| now.abs_diff(last) >= every)
        };
        if event.is_trusted() && (due(&any, EVERY) || pressed && due(&press, PAUSE) && urgent()) {
            any.set(Some(now));
            if pressed {
                press.set(Some(now));
            }
            seen(pressed);
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
    ActivityWatch { _listeners: SIGNS.iter().map(listener).collect() }
}

/// Calls `moved` with whether the pointer is on a button, each time it comes to another element or leaves the page, until
/// the listeners are dropped. A finger that is lifted leaves.
pub(crate) fn watch_buttons(moved: impl Fn(bool) + Clone + 'static) -> Vec<EventListener> {
    let Some(document) = page::document() else { return Vec::new() };
    let listen = |name: &'static str| {
        let moved = moved.clone();
        EventListener::new(&document, name, move |event: &Event| {
            let event: &MouseEvent = event.unchecked_ref();
            let over = if name == "pointerover" { event.target() } else { event.related_target() };
            let over: Option<Element> = over.and_then(|over| over.dyn_into().ok());
            moved(over.is_some_and(|over| matches!(over.closest("button"), Ok(Some(_)))));
        })
    };
    ["pointerover", "pointerout"].into_iter().map(listen).collect()
}
