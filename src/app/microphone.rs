//! Tells the core what the browser knows of the microphone.
//!
//! Never asks the person for it: the CCP does, when a call needs it.

use leptos::prelude::{LocalStorage, StoredValue};

use super::engine::Engine;
use crate::dom::microphone::{Watch, watch};
use crate::domain::Event;

/// Watches until the present owner is gone.
pub(super) fn watch_microphone(engine: Engine) {
    let watch = watch(move |known| {
        if let Some(runtime) = engine.runtime() {
            runtime.dispatch(Event::MicrophoneChanged(known));
        }
    });
    let _held: StoredValue<Watch, LocalStorage> = StoredValue::new_local(watch);
}
