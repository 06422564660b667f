//! Tells the core what the browser knows of the microphone.
//!
//! Never asks the person for it: the CCP does, when a call needs it.

use leptos::prelude::{LocalStorage, StoredValue};

use super::engine::Engine;
use crate::dom::microphone::{Access, Watch, watch};
use crate::domain::{Event, Microphone};

/// Watches until the present owner is gone.
pub(super) fn watch_microphone(engine: Engine) {
    let watch = watch(move |access| {
        if let Some(runtime) = engine.runtime() {
            runtime.dispatch(Event::MicrophoneChanged(known(access)));
        }
    });
    let _held: StoredValue<Watch, LocalStorage> = StoredValue::new_local(watch);
}

fn known(access: Access) -> Microphone {
    match access {
        Access::Denied => Microphone::Denied,
        Access::DeniedInFrame => Microphone::DeniedInFrame,
        Access::Granted => Microphone::Granted,
        Access::Missing => Microphone::Missing,
        Access::NotDelegated => Microphone::NotDelegated,
        Access::Prompt => Microphone::Prompt,
        Access::Unknown => Microphone::Unknown,
    }
}
