//! The wire between the desktop's model and the toolbar's frame.
//!
//! Never changes the model but through `Desktop::apply`.

use super::customers::Members;
use super::desktop::{Click, Desktop, Effect, Input};
use super::log::{Direction, Log};
use super::setup::{Setup, TOOLBAR_NAME};
use gloo_events::EventListener;
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// The running desktop; a copy is the same desktop.
#[derive(Clone, Copy)]
pub(super) struct Host {
    /// The model.
    pub(super) desktop: RwSignal<Desktop>,
    /// The log.
    pub(super) log: Log,
    /// The toolbar's frame.
    pub(super) frame: NodeRef<html::Iframe>,
    /// A second one, opened by mistake.
    pub(super) second: NodeRef<html::Iframe>,
    /// The window of the frame that spoke last.
    speaker: StoredValue<Option<Window>, LocalStorage>,
    /// What the address asked for.
    pub(super) setup: StoredValue<Setup>,
}

impl Host {
    /// Starts a desktop and listens until the component that calls this is gone.
    pub(super) fn start(setup: Setup) -> Self {
        let host = Self {
            desktop: RwSignal::new(Desktop::new(TOOLBAR_NAME, setup.faults.clone())),
            log: Log::new(now()),
            frame: NodeRef::new(),
            second: NodeRef::new(),
            speaker: StoredValue::new_local(None),
            setup: StoredValue::new(setup),
        };
        let listener = EventListener::new(&window(), "message", move |event| host.hear(event));
        StoredValue::new_local(listener);
        host
    }

    /// Gives the model one input and does what follows from it.
    pub(super) fn input(self, input: Input) {
        let effects = self.desktop.try_update(|desktop| desktop.apply(input, now()));
        for effect in effects.into_iter().flatten() {
            match effect {
                Effect::Post(message) => self.post(&message),
                Effect::Wait(key, span) => {
                    let span = Duration::from_millis(span.into());
                    set_timeout(move || self.input(Input::Due(key)), span);
                }
                Effect::Navigated(event) => self.log.add(now(), Direction::Note, &event),
                Effect::Note(text) => self.log.add(now(), Direction::Note, &Value::String(text)),
            }
        }
    }

    /// Posts a text as it is, which may be none of the protocol's.
    pub(super) fn post_text(self, text: &str) {
        let logged = serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
        self.log.add(now(), Direction::Out, &logged);
        let origin = self.setup.with_value(|setup| setup.toolbar_origin.clone());
        let posted = self.toolbar().map(|toolbar| toolbar.post_message(&text.into(), &origin));
        if !matches!(posted, Some(Ok(()))) {
            let lost = Value::String("not posted: the toolbar is closed".to_owned());
            self.log.add(now(), Direction::Note, &lost);
        }
    }

    /// Clicks on a number; `record` has the tokens of the page that it stands on.
    pub(super) fn click(self, number: String, record: Members) {
        let Ok(crypto) = window().crypto() else {
            return self.input(Input::Failed("this browser makes no UUIDs".to_owned()));
        };
        let origin = window().location().origin().unwrap_or_default();
        let click = Click { uuid: crypto.random_uuid(), origin, number, record };
        self.input(Input::Clicked(click));
    }

    /// Loads the toolbar's page anew.
    pub(super) fn reload(self) {
        self.input(Input::Opened);
        if let Some(frame) = self.frame.get_untracked() {
            frame.set_src(&self.address());
        }
    }

    /// The toolbar's address in the frame, as the switches are now.
    pub(super) fn address(self) -> String {
        let faults = self.desktop.with_untracked(|desktop| desktop.faults.clone());
        self.setup.with_value(|setup| setup.framed(&faults))
    }

    fn post(self, message: &Value) {
        self.post_text(&message.to_string());
    }

    /// The windows of the frames that are there.
    fn windows(self) -> impl Iterator<Item = Window> {
        let frames = [self.frame, self.second].into_iter();
        frames.filter_map(|frame| frame.try_get_untracked().flatten()?.content_window())
    }

    /// The one that spoke last, else the first.
    fn toolbar(self) -> Option<Window> {
        let speaker = self.speaker.try_get_value().flatten();
        let there = speaker.filter(|speaker| self.windows().any(|window| window == *speaker));
        there.or_else(|| self.windows().next())
    }

    fn hear(self, event: &web_sys::Event) {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let source: JsValue = event.source().map(Into::into).unwrap_or_default();
        // The director's part of the simulated CCP speaks to this window too.
        let Some(speaker) =
            self.windows().find(|window| source == *AsRef::<JsValue>::as_ref(window))
        else {
            return;
        };
        if self.toolbar().as_ref() != Some(&speaker) {
            self.input(Input::Opened);
        }
        self.speaker.try_set_value(Some(speaker));
        let origin = self.setup.with_value(|setup| setup.toolbar_origin.clone());
        let text = event.data().as_string().filter(|_| event.origin() == origin);
        let message = text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let Some(message) = message else {
            let text = "violation: a message of the toolbar that is no JSON text of its origin";
            return self.log.add(now(), Direction::Note, &Value::String(text.to_owned()));
        };
        self.log.add(now(), Direction::In, &message);
        self.input(Input::Heard(message));
    }
}

/// Milliseconds since the Unix epoch.
pub(super) fn now() -> u64 {
    // A clock is never negative, and a double holds every millisecond of it.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let now = js_sys::Date::now() as u64;
    now
}
