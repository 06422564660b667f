//! Shows a caller's number, formatted once the formatting library is there and raw before; and the field for a number to
//! call: formatting while typing, the country, and what would be called.
//!
//! `read` is the only place where a text becomes a number to call; the field's hint and the call share it.

use leptos::ev;
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use crate::components::button::{Icon, off, picture};
use crate::components::element::{ElementRef, el};
use crate::components::live::{effect, flag, part, present, text, value};
use crate::dom::phone;
use crate::dom::phone::{CountryNames, Loading, as_you_type, calling_code, countries};
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Memo, Signal, memo};
use crate::view::{
    CardView, DialNumber, DialText, NumberFault, PersonName, Phone, Refusal, Spelled, View,
    WithoutPlus,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The file below `index.html` that formats numbers, in the folder of its version.
pub(crate) const LIBRARY: &str = "lib/libphonenumber-1.13.16/libphonenumber-min.js";

/// Formats numbers for the components below; `Copy`, taken from context.
#[derive(Clone, Copy)]
pub struct Numbers {
    ready: Signal<bool>,
    country: Signal<String>,
    without_plus: WithoutPlus,
    /// The number that was formatted last, which several places show, and how it reads.
    last: Signal<(String, String)>,
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
        let (ready, country) = (Signal::new(false), Signal::new(country.to_owned()));
        let last = Signal::new((String::new(), String::new()));
        let numbers = Self { ready, country, without_plus, last };
        let url = format!("{base}{LIBRARY}");
        let mut loading = None::<Loading>;
        let wanted = flag(wanted);
        effect(move || {
            if wanted.get() && loading.is_none() {
                let started = phone::load(&url, move || numbers.ready.set(true));
                loading = started.ok().flatten();
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
        self.country.get_untracked()
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
        if let Some(words) =
            self.last.with_untracked(|(of, words)| (of == raw).then(|| words.clone()))
        {
            return words;
        }
        let words = self.country.with_untracked(|country| phone::format(raw, country));
        let words = words.unwrap_or_else(|| raw.to_owned());
        self.last.set((raw.to_owned(), words.clone()));
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
    let wide = reading(&["+", &digits].concat())?.filter(|it| it.valid && !text.contains(['+']));
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
    name_or_number(numbers, card.name.as_ref(), card.number.as_ref())
        .unwrap_or_else(|| words::unnumbered_words(locale, card.unnumbered).to_owned())
}

/// The name of somebody, or else their number as it is shown.
pub(crate) fn name_or_number(
    numbers: Option<Numbers>,
    name: Option<&PersonName>,
    number: Option<&Phone>,
) -> Option<String> {
    let name = name.map(|name| name.as_str().to_owned());
    name.or_else(|| number.map(|number| number_words(numbers, number)))
}

/// What the form does with a number and its country.
pub(crate) type OnCall = Box<dyn Fn(DialText, Option<String>) + Send>;

/// What the form holds; `Copy`.
#[derive(Clone, Copy)]
struct Form {
    /// What is typed; its owner may empty it.
    typed: Signal<String>,
    /// The country that was chosen, upper case.
    chosen: Signal<Option<String>>,
    /// The countries to choose from, upper case, in the order to show them.
    listed: Memo<Vec<String>>,
    numbers: Option<Numbers>,
}

impl Form {
    /// The country of a number without country code: the chosen one, else the configured one if it
    /// may be called, else the first.
    fn country(self) -> Option<String> {
        let usual = self.numbers.map(Numbers::country);
        self.listed.with(|listed| {
            let wanted = self.chosen.get().or(usual).filter(|country| listed.contains(country));
            wanted.or_else(|| listed.first().cloned())
        })
    }

    /// Takes what is in the field now; typed at its end it is formatted, any other change is left alone.
    fn take(self, field: &HtmlInputElement) {
        let now = field.value();
        let at_end = field.selection_start().ok().flatten()
            == u32::try_from(now.encode_utf16().count()).ok();
        let longer = self.typed.with_untracked(|before| now.len() > before.len());
        let plain = now
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '.'));
        let country = untrack(|| self.country()).unwrap_or_default();
        let formatted = (at_end && longer && plain).then(|| as_you_type(&now, &country)).flatten();
        self.typed.set(formatted.unwrap_or(now));
    }
}

/// A form for a number; `typed` holds the text of its field.
pub(crate) fn number_form(
    view: Signal<View>,
    typed: Signal<String>,
    enabled: Memo<bool>,
    call: OnCall,
) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let dialable = memo(move |_| view.with(|view| view.dial.countries.clone()));
    let listed = memo(move |_| sorted(locale, numbers, dialable.get()));
    let form = Form { typed, chosen: Signal::new(None), listed, numbers };
    let field = ElementRef::new();
    let input = JsCast::unchecked_into::<HtmlInputElement>;
    effect(move || {
        let text = form.typed.get();
        if let Some(field) = field.get().map(input).filter(|field| field.value() != text) {
            field.set_value(&text);
        }
    });
    let on_input = move |_: Event| {
        if let Some(field) = field.get_untracked().map(input) {
            form.take(&field);
        }
    };
    let on_submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let text = form.typed.with_untracked(|typed| DialText::new(typed));
        if enabled.get_untracked() && !text.as_str().is_empty() {
            let country = untrack(|| form.country());
            call(text, country.map(|country| country.to_ascii_lowercase()));
        }
    };
    let ready = flag(move || enabled.get() && form.typed.with(|typed| !typed.trim().is_empty()));
    let label = text!(locale, button.call);
    el("form")
        .class("number-form")
        .on(ev::submit, on_submit)
        .child(
            el("label").child(el("span").class("quiet").child(text!(locale, dial.field))).child(
                el("input")
                    .attr("type", "tel")
                    .class("field")
                    .attr("dir", "ltr")
                    .attr("autocomplete", "off")
                    .attr("placeholder", text!(locale, dial.field))
                    .on(ev::input, on_input)
                    .node_ref(field),
            ),
        )
        .child(
            el("button")
                .attr("type", "submit")
                .class("button good")
                .attr("title", label)
                .attr("aria-disabled", value(move || off(ready.get())))
                .child(picture(Icon::Call))
                .child(el("span").class("word").child(label)),
        )
        .child(country_choice(locale, form))
        .child(el("p").class("quiet hint").child(text(move || hint(locale, form))))
        .into_any()
}

/// The countries by name; until the library is there, those that Connect lists.
fn sorted(locale: Locale, numbers: Option<Numbers>, dialable: Vec<String>) -> Vec<String> {
    let ready = numbers.is_some_and(Numbers::is_ready);
    let all = if dialable.is_empty() && ready { countries() } else { dialable };
    let names = CountryNames::new(locale.tag());
    let mut rows = Vec::<(String, String)>::new();
    for code in all {
        let code = code.to_ascii_uppercase();
        let row = (names.of(&code), code);
        // A sort of the library would be larger than this module.
        rows.insert(rows.partition_point(|before| *before < row), row);
    }
    rows.into_iter().map(|(_, code)| code).collect()
}

fn country_choice(locale: Locale, form: Form) -> AnyView {
    let on_change = move |change: Event| form.chosen.set(Some(event_target_value(&change)));
    let options = part(move || {
        let names = CountryNames::new(locale.tag());
        // The signs of the country codes come with the library.
        let _ = form.numbers.is_some_and(Numbers::is_ready);
        let present = untrack(|| form.country());
        let options = form.listed.with(|listed| {
            let option = |code: &String| {
                let name = names.of(code);
                let words = match calling_code(code) {
                    Some(calling) => [name.as_str(), " (+", &calling, ")"].concat(),
                    None => name,
                };
                let is = present.as_ref() == Some(code);
                el("option")
                    .attr("value", code.clone())
                    .attr("selected", is)
                    .child(words)
                    .into_any()
            };
            listed.iter().map(option).collect::<Vec<AnyView>>()
        });
        options.into_any()
    });
    let none = flag(move || form.listed.with(Vec::is_empty));
    el("select")
        .class("field")
        .attr("aria-label", text!(locale, dial.country))
        .attr("hidden", present(move || none.get()))
        .on(ev::change, on_change)
        .child(options)
        .into_any()
}

/// What a press would call, as far as it can be told while typing.
fn hint(locale: Locale, form: Form) -> String {
    let typed = form.typed.get();
    if typed.trim().is_empty() || !form.numbers.is_some_and(Numbers::is_ready) {
        return String::new();
    }
    let country = form.country().unwrap_or_default();
    let read = form.numbers.map(|numbers| numbers.read(&typed, &country));
    match read {
        Some(Ok(read)) => {
            let line = match &read.extension {
                Some(keys) => {
                    let line = text!(locale, dial.calls_extension);
                    words::fill(line, "{keys}", keys.as_str())
                }
                None => text!(locale, dial.calls).to_owned(),
            };
            words::fill(&line, "{number}", &number_words(form.numbers, &read.number))
        }
        Some(Err(NumberFault::Ambiguous(national, other))) => {
            words::refusal_words(locale, &Refusal::NeedsPlus(national, other))
        }
        Some(Err(NumberFault::Invalid)) => text!(locale, dial.incomplete).to_owned(),
        Some(Err(NumberFault::Unreadable)) | None => String::new(),
    }
}

/// A text for a number, as a person reads it.
pub(crate) fn dial_words(numbers: Option<Numbers>, text: &DialText) -> String {
    match Phone::parse(text.as_str()) {
        Some(number) => number_words(numbers, &number),
        None => text.as_str().to_owned(),
    }
}
