//! The field for a number to call: formatting while typing, the country, and what would be called.
//!
//! Never decides whether a text is a number; Connect's side of the core does, and says so.

use crate::components::button::off;
use crate::components::element::el;
use crate::components::icon::{Icon, picture};
use crate::components::live::{effect, flag, memo, part, text, there, value};
use crate::components::numbers::{Numbers, number_words};
use crate::dom::dialling::{CountryNames, as_you_type, calling_code, countries};
use crate::i18n::{Locale, text, use_locale, words};
use crate::view::{DialText, NumberFault, Phone, Refusal, View};
use leptos::{ev, ev::Event, ev::SubmitEvent, html, prelude::*};

/// What the form does with a number and its country.
pub(crate) type Call = Box<dyn Fn(DialText, Option<String>) + Send>;

/// What the form holds; `Copy`.
#[derive(Clone, Copy)]
struct Form {
    /// What is typed; its owner may empty it.
    typed: RwSignal<String>,
    /// The country that was chosen, upper case.
    chosen: RwSignal<Option<String>>,
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
    fn take(self, field: &web_sys::HtmlInputElement) {
        let now = field.value();
        let at_end = field.selection_start().ok().flatten()
            == u32::try_from(now.encode_utf16().count()).ok();
        let longer = self.typed.with_untracked(|before| now.len() > before.len());
        let plain = now.chars().all(|c| c.is_ascii_digit() || "+-() .".contains(c));
        let country = untrack(|| self.country()).unwrap_or_default();
        let formatted = (at_end && longer && plain).then(|| as_you_type(&now, &country)).flatten();
        self.typed.set(formatted.unwrap_or(now));
    }
}

/// A form for a number; `typed` holds the text of its field.
pub(crate) fn number_form(
    view: ReadSignal<View>,
    typed: RwSignal<String>,
    enabled: Memo<bool>,
    call: Call,
) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let dialable = memo(move |_| view.with(|view| view.dial.countries.clone()));
    let listed = memo(move |_| sorted(locale, numbers, dialable.get()));
    let form = Form { typed, chosen: RwSignal::new(None), listed, numbers };
    let field = NodeRef::<html::Input>::new();
    effect(move || {
        let text = form.typed.get();
        if let Some(field) = field.get().filter(|field| field.value() != text) {
            field.set_value(&text);
        }
    });
    let on_input = move |_: Event| {
        if let Some(field) = field.get_untracked() {
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
    let mut rows: Vec<(String, String)> = all
        .iter()
        .map(|code| (names.of(&code.to_ascii_uppercase()), code.to_ascii_uppercase()))
        .collect();
    rows.sort();
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
        .attr("hidden", there(move || none.get()))
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
