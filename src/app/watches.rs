//! What the running page watches for the core, and how it shows what the core announces: the microphone, sheets that want
//! room, the window's closing; and notifications, by Fusion where it can, else by the browser from a window at top level.
//!
//! Never asks the person for the microphone: the CCP does, when a call needs it. Never listens for the closing while
//! nothing would be lost: a page that listens may not be kept for a return.

use super::engine::Engine;
use crate::components::live::{effect, flag};
use crate::components::numbers::{Numbers, name_or_number};
use crate::components::windows::{ControlsLocation, Windows};
use crate::dom::clock::time_of_day;
use crate::dom::microphone::watch;
use crate::dom::{activity, notification, window};
use crate::domain::{Announcement, Event, FrameSize, Offered};
use crate::fusion::{Notification, NotificationAction};
use crate::i18n::words::{announcement_words, offered_words};
use crate::i18n::{Locale, use_locale};
use crate::runtime::Announcer;
use crate::signals::{Signal, hold};
use crate::view::{FusionHealth, View};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::BeforeUnloadEvent;

/// Watches until the present owner is gone.
pub(super) fn watch_microphone(engine: Engine) {
    hold(watch(move |known| engine.dispatch(Event::MicrophoneChanged(known))));
}

/// Watches the sheets below the present component until it is gone; those in a window of their own have room. Tells once
/// that none is open as soon as there is a link, for an earlier page may have left the frame large.
pub(super) fn watch_sheets(engine: Engine, view: Signal<View>, place: Signal<ControlsLocation>) {
    let resizes = engine.config().is_some_and(|config| config.fusion.resize);
    if !resizes || engine.mca().is_none() {
        return;
    }
    let Some(count) = Windows::open_sheets() else { return };
    let pointed = Signal::new(false);
    let listeners = activity::watch_buttons(move |on| pointed.set(on));
    hold(listeners);
    let open = flag(move || count.get() > 0 && place.get() != ControlsLocation::Away);
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
        if let Some((width, height)) = window::size() {
            told = Some(open);
            let frame = FrameSize { width, height };
            engine.dispatch(Event::SheetsChanged { open, frame });
        }
    });
}

/// Has the browser ask as long as the view says so; ends with its owner.
pub fn guard_close(view: Signal<View>) {
    let guards = flag(move || view.with(|view| view.guards_close));
    let mut held = None;
    effect(move || {
        drop(core::mem::replace(&mut held, guards.get().then(ask_before_close).flatten()));
    });
}

fn ask_before_close() -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "beforeunload", options, |event| {
        event.prevent_default();
        // Browsers before 2023 go by this alone; the text is never shown.
        event.unchecked_ref::<BeforeUnloadEvent>().set_return_value("?");
    }))
}

/// Makes what shows announcements and takes them back. Not put off: that there is no news of Connect is announced when
/// nothing can be loaded.
pub(super) fn announcer(engine: Engine) -> Announcer {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let shown = RefCell::new(Vec::<(String, notification::BrowserNotification)>::new());
    Rc::new(move |announcement, stands| {
        let id = announcement.id();
        shown.borrow_mut().retain(|(known, _)| *known != id);
        let bridge = engine.runtime().and_then(|runtime| runtime.bridge());
        let told = stands.then(|| notification_of(locale, numbers, announcement));
        if bridge.is_some_and(|bridge| bridge.notify(&id, told.as_ref())) {
            return;
        }
        let by_browser =
            told.and_then(|told| notification::show(&id, &told.title, &told.summary, !told.rings));
        shown.borrow_mut().extend(by_browser.map(|by_browser| (id, by_browser)));
    })
}

/// An announcement in the agent's language.
fn notification_of(
    locale: Locale,
    numbers: Option<Numbers>,
    announcement: &Announcement,
) -> Notification {
    let mut caller = None;
    if let Announcement::Ring(call) = announcement {
        caller = name_or_number(numbers, call.name.as_ref(), call.number.as_ref());
    }
    let (title, summary) = announcement_words(locale, announcement, caller, time_of_day);
    let actions = announcement.offers().into_iter().map(|(offered, intent)| {
        let id = match offered {
            Offered::Accept => "accept",
            Offered::Decline => "decline",
            Offered::Stay => "stay",
        };
        NotificationAction { id, name: offered_words(locale, offered), intent }
    });
    let rings = matches!(announcement, Announcement::Ring(_));
    Notification { title, summary, rings, actions: actions.collect() }
}
