//! What the running page watches for the core: the microphone, sheets that want room, and the window's closing.
//!
//! Never asks the person for the microphone: the CCP does, when a call needs it. Never listens for the closing while
//! nothing would be lost: a page that listens may not be kept for a return.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::BeforeUnloadEvent;

use super::engine::Engine;
use crate::components::call_controls::OpenSheets;
use crate::components::live::{effect, flag};
use crate::components::windows::Place;
use crate::dom::microphone::{MicrophoneWatch, watch};
use crate::dom::{activity, window};
use crate::domain::{Event, FrameSize};
use crate::signals::Signal;
use crate::view::{FusionHealth, View};

/// Watches until the present owner is gone.
pub(super) fn watch_microphone(engine: Engine) {
    let watch = watch(move |known| {
        if let Some(runtime) = engine.runtime() {
            runtime.dispatch(Event::MicrophoneChanged(known));
        }
    });
    let _held: StoredValue<MicrophoneWatch, LocalStorage> = StoredValue::new_local(watch);
}

/// Watches the sheets below the present component until it is gone; those in a window of their own have room. Tells once
/// that none is open as soon as there is a link, for an earlier page may have left the frame large.
pub(super) fn watch_sheets(engine: Engine, view: Signal<View>, place: Signal<Place>) {
    let resizes = engine.config().is_some_and(|config| config.fusion.resize);
    if !resizes || engine.mca().is_none() {
        return;
    }
    let (count, pointed) = (Signal::new(0), Signal::new(false));
    provide_context(OpenSheets(count));
    let listeners = activity::watch_buttons(move |on| {
        pointed.set(on);
    });
    // Held until the component is gone.
    let _held: StoredValue<Vec<EventListener>, LocalStorage> = StoredValue::new_local(listeners);
    let open = flag(move || count.get() > 0 && place.get() != Place::Away);
    let linked = flag(move || {
        use FusionHealth::{AgentNotTaken, CallUnanswered, Linked};
        let fusion =
            |view: &View| matches!(view.health.fusion, AgentNotTaken | CallUnanswered(_) | Linked);
        view.with(fusion)
    });
    let mut told = None;
    effect(move || {
        let open = open.get();
        // A frame of another size may move the buttons away from under the pointer.
        if told == Some(open) || told.is_none() && !linked.get() || pointed.get() {
            return;
        }
        if let (Some(runtime), Some((width, height))) = (engine.runtime(), window::size()) {
            told = Some(open);
            let frame = FrameSize { width, height };
            runtime.dispatch(Event::SheetsChanged { open, frame });
        }
    });
}

/// Has the browser ask as long as the view says so; ends with its owner.
pub fn guard_close(view: Signal<View>) {
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
