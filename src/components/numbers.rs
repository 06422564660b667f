//! Owns how a caller's number is shown: formatted once the formatting library is there, raw before.

use crate::components::live::effect;
use crate::dom::phone::{self, Loading};
use crate::view::Phone;
use leptos::prelude::*;

/// The file below `index.html` that formats numbers, in the folder of its version.
pub(crate) const LIBRARY: &str = "lib/libphonenumber-1.13.16/libphonenumber-min.js";

/// Formats numbers for the components below; `Copy`, taken from context.
#[derive(Clone, Copy)]
pub struct Numbers {
    ready: RwSignal<bool>,
    country: StoredValue<String>,
}

impl Numbers {
    /// Formats numbers for every component below the present one. `base` is the address of the
    /// application's folder with its last slash; `country` (ISO 3166-1) is taken for numbers without
    /// a country code. The library is fetched after the first paint.
    pub fn provide(base: &str, country: &str) -> Self {
        let numbers =
            Self { ready: RwSignal::new(false), country: StoredValue::new(country.to_owned()) };
        let url = format!("{base}{LIBRARY}");
        let loading: StoredValue<Option<Loading>, LocalStorage> = StoredValue::new_local(None);
        effect(move || {
            let url = url.clone();
            request_animation_frame(move || {
                let started = phone::load(&url, move || {
                    numbers.ready.try_set(true);
                });
                loading.try_set_value(started.ok().flatten());
            });
        });
        provide_context(numbers);
        numbers
    }

    /// Whether the library is there; whoever asks before is told when it comes.
    pub(crate) fn is_ready(self) -> bool {
        // Once there it stays, and whoever asks then need not be told of a change.
        self.ready.get_untracked() || self.ready.get()
    }

    /// The country of numbers without a country code, as upper-case ISO 3166-1 code.
    pub(crate) fn country(self) -> String {
        self.country.get_value()
    }

    /// The number as a person reads it.
    fn words(self, number: &Phone) -> String {
        let raw = number.as_str();
        if !self.is_ready() {
            return raw.to_owned();
        }
        self.country
            .with_value(|country| phone::format(raw, country))
            .unwrap_or_else(|| raw.to_owned())
    }
}

/// `number` as a person reads it, as far as the components above provided for it.
pub(crate) fn number_words(numbers: Option<Numbers>, number: &Phone) -> String {
    numbers.map_or_else(|| number.as_str().to_owned(), |numbers| numbers.words(number))
}
