//! Shows a caller's number: formatted once the formatting library is there, raw before.

use crate::components::live::{effect, flag};
use crate::dom::dialling::{calling_code, countries};
use crate::dom::phone::{self, Loading};
use crate::i18n::{Locale, words};
use crate::view::{CardView, DialNumber, NumberFault, Phone, Spelled, WithoutPlus};
use leptos::prelude::*;

/// The file below `index.html` that formats numbers, in the folder of its version.
pub(crate) const LIBRARY: &str = "lib/libphonenumber-1.13.16/libphonenumber-min.js";

/// Formats numbers for the components below; `Copy`, taken from context.
#[derive(Clone, Copy)]
pub struct Numbers {
    ready: RwSignal<bool>,
    country: StoredValue<String>,
    without_plus: WithoutPlus,
    /// The number that was formatted last, which several places show, and how it reads.
    last: StoredValue<(String, String)>,
}

impl Numbers {
    /// Formats numbers for every component below the present one. `base` is the address of the
    /// application's folder with its last slash; `country` (ISO 3166-1) is taken for numbers without
    /// a country code. The library is fetched once `wanted`, for at the start of the page others are in more of a hurry.
    pub fn provide(
        base: &str,
        country: &str,
        without_plus: WithoutPlus,
        wanted: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Self {
        let (ready, country) = (RwSignal::new(false), StoredValue::new(country.to_owned()));
        let last = StoredValue::new((String::new(), String::new()));
        let numbers = Self { ready, country, without_plus, last };
        let url = format!("{base}{LIBRARY}");
        let loading: StoredValue<Option<Loading>, LocalStorage> = StoredValue::new_local(None);
        let wanted = flag(wanted);
        effect(move || {
            if wanted.get() && loading.with_value(Option::is_none) {
                let started = phone::load(&url, move || {
                    numbers.ready.try_set(true);
                });
                loading.set_value(started.ok().flatten());
            }
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

    /// What a text to dial stands for, with this country for a number without a country code.
    pub(crate) fn read(self, text: &str, country: &str) -> Result<DialNumber, NumberFault> {
        read(text, country, self.without_plus)
    }

    /// The number as a person reads it.
    fn words(self, number: &Phone) -> String {
        let raw = number.as_str();
        if !self.is_ready() {
            return raw.to_owned();
        }
        if let Some(words) = self.last.with_value(|(of, words)| (of == raw).then(|| words.clone()))
        {
            return words;
        }
        let words = self.country.with_value(|country| phone::format(raw, country));
        let words = words.unwrap_or_else(|| raw.to_owned());
        self.last.set_value((raw.to_owned(), words.clone()));
        words
    }
}

/// `number` as a person reads it, as far as the components above provided for it.
pub(crate) fn number_words(numbers: Option<Numbers>, number: &Phone) -> String {
    numbers.map_or_else(|| number.as_str().to_owned(), |numbers| numbers.words(number))
}

/// Reads a text to dial; the hint while typing and the call are both of this reading.
///
/// # Errors
/// When it is no number, may be two, or the library is not there.
pub fn read(
    text: &str,
    country: &str,
    without_plus: WithoutPlus,
) -> Result<DialNumber, NumberFault> {
    let Spelled { number: text, extension } = Spelled::of(text);
    let reading = |text: &str| phone::read(text, country).map_err(|_| NumberFault::Unreadable);
    let known = |number: &str| Phone::parse(number).ok_or(NumberFault::Invalid);
    let national = reading(&text)?;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let wide = reading(&["+", &digits].concat())?.filter(|it| it.valid && !text.contains('+'));
    let chosen = match (national, wide, without_plus) {
        (_, Some(wide), WithoutPlus::International) => wide,
        (national, Some(wide), WithoutPlus::National)
            if !national.as_ref().is_some_and(|it| it.valid) =>
        {
            let national = national.map_or(digits, |it| it.number);
            return Err(NumberFault::Ambiguous(known(&national)?, known(&wide.number)?));
        }
        (Some(national), ..) => national,
        (None, ..) => return Err(NumberFault::Invalid),
    };
    let shares = |code: &String| calling_code(code).is_some_and(|it| it == chosen.calling_code);
    let sharing = countries().into_iter().filter(shares).map(|code| code.to_ascii_lowercase());
    Ok(DialNumber { number: known(&chosen.number)?, countries: sharing.collect(), extension })
}

/// The caller in a few words.
pub(crate) fn who_words(locale: Locale, numbers: Option<Numbers>, card: &CardView) -> String {
    if let Some(name) = &card.name {
        return name.as_str().to_owned();
    }
    card.number.as_ref().map_or_else(
        || words::unnumbered_words(locale, card.unnumbered).to_owned(),
        |number| number_words(numbers, number),
    )
}
