//! Has the browser ask before the window is closed.
//!
//! Never listens while nothing would be lost: a page that listens may not be kept for a return.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::BeforeUnloadEvent;

use crate::components::live::{effect, flag};
use crate::view::View;

/// Has the browser ask as long as the view says so; ends with its owner.
pub fn guard_close(view: ReadSignal<View>) {
    let guards = flag(move || view.with(|view| view.guards_close));
    let held = StoredValue::new_local(None);
    effect(move || {
        held.try_set_value(guards.get().then(ask).flatten());
    });
}

fn ask() -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "beforeunload", options, |event| {
        event.prevent_default();
        // Browsers before 2023 go by this alone; the text is never shown.
        event.unchecked_ref::<BeforeUnloadEvent>().set_return_value("?");
    }))
}
