//! Tells the core of sheets that are opened in Fusion's frame, where an administrator wants room for them.

use gloo_events::EventListener;
use leptos::prelude::*;

use super::engine::Engine;
use crate::components::live::{effect, flag};
use crate::components::sheet::OpenSheets;
use crate::components::windows::Place;
use crate::dom::{pointer, window};
use crate::domain::{Event, FrameSize};
use crate::view::{FusionHealth, View};

/// Watches the sheets below the present component until it is gone; those in a window of their own have room. Tells once
/// that none is open as soon as there is a link, for an earlier page may have left the frame large.
pub(super) fn watch_sheets(engine: Engine, view: ReadSignal<View>, place: RwSignal<Place>) {
    let resizes = engine.config().is_some_and(|config| config.fusion.resize);
    if !resizes || engine.mca().is_none() {
        return;
    }
    let (count, pointed) = (RwSignal::new(0), RwSignal::new(false));
    provide_context(OpenSheets(count));
    let listeners = pointer::watch_buttons(move |on| {
        pointed.try_set(on);
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
