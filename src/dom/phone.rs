//! The library that reads and formats phone numbers: `libphonenumber-js`,
//! `bundle/libphonenumber-min.js`; and what a field for numbers takes of it and of the browser.
//!
//! It is large, so it is loaded late and once; until then, and for what it does not take for a number,
//! there is no format and the caller shows the number as it came.

use gloo_events::EventListener;
use js_sys::{Array, Intl, JsString, Object};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use web_sys::HtmlScriptElement;

use super::{DomError, page};

#[wasm_bindgen]
extern "C" {
    /// A number that the library could read.
    type PhoneNumber;

    // Throws for what is no number, and if the library is not there.
    #[wasm_bindgen(catch, js_namespace = libphonenumber, js_name = parsePhoneNumber)]
    fn parse_phone_number(text: &str, country: &str) -> Result<Option<PhoneNumber>, JsValue>;

    // Gives `undefined` for what is no number; throws only if the library is not there.
    #[wasm_bindgen(catch, js_namespace = libphonenumber, js_name = parsePhoneNumberFromString)]
    fn parse_whole(text: &str, options: &Options) -> Result<Option<PhoneNumber>, JsValue>;

    #[wasm_bindgen(catch, method, getter, structural)]
    fn number(this: &PhoneNumber) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, method, getter, structural, js_name = countryCallingCode)]
    fn calling_code(this: &PhoneNumber) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, method, structural, js_name = isValid)]
    fn is_valid(this: &PhoneNumber) -> Result<bool, JsValue>;

    /// The plain object `{defaultCountry, extract}`.
    #[wasm_bindgen(extends = Object)]
    type Options;

    #[wasm_bindgen(method, setter, structural, js_name = defaultCountry)]
    fn set_default_country(this: &Options, country: &str);

    #[wasm_bindgen(method, setter, structural)]
    fn set_extract(this: &Options, extract: bool);

    #[wasm_bindgen(catch, method, structural, js_name = isPossible)]
    fn is_possible(this: &PhoneNumber) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, method, structural, js_name = formatInternational)]
    fn format_international(this: &PhoneNumber) -> Result<String, JsValue>;
}

/// Formats `number` for reading, with its country code; `default_country` (ISO 3166-1) is taken for
/// a number without one. `None` without the library, and for short codes and other unlikely numbers.
pub fn format(number: &str, default_country: &str) -> Option<String> {
    let number = parse_phone_number(number, default_country).ok()??;
    number.is_possible().ok()?.then_some(())?;
    number.format_international().ok()
}

/// A text as a number that can be dialled.
#[derive(Clone, PartialEq, Eq)]
pub struct Dialable {
    /// In E.164.
    pub number: String,
    /// Its calling code, such as `44`; several countries share some.
    pub calling_code: String,
    /// Whether the library knows numbers like it to be in use.
    pub valid: bool,
}

/// Reads the whole of `text` as a number; `default_country` as in [`format`]. `None` for what is none.
///
/// A number counts when its length is right: the library's patterns of what is in use grow old, and a
/// number that it does not know yet is Connect's to refuse.
///
/// # Errors
/// When the library is not there.
pub fn read(text: &str, default_country: &str) -> Result<Option<Dialable>, DomError> {
    let missing = |_| DomError { means: "the library of phone numbers" };
    let options: Options = Object::new().unchecked_into();
    options.set_extract(false);
    options.set_default_country(&default_country.to_ascii_uppercase());
    let Some(number) = parse_whole(text, &options).map_err(missing)? else { return Ok(None) };
    if !number.is_possible().map_err(missing)? {
        return Ok(None);
    }
    Ok(Some(Dialable {
        number: number.number().map_err(missing)?,
        calling_code: number.calling_code().map_err(missing)?,
        valid: number.is_valid().map_err(missing)?,
    }))
}

/// The one script of the library in the document.
const SCRIPT: &str = "libphonenumber";

/// The library on its way; dropping it forgets the wish to be told.
pub struct Loading {
    _listeners: [EventListener; 2],
}

/// Loads the library from `url`, unless that is under way already, and calls `loaded` when it can be
/// used; if that fails, never, and the next wish tries again.
///
/// # Errors
/// When the document cannot take a script.
pub fn load(url: &str, loaded: impl FnOnce() + 'static) -> Result<Option<Loading>, DomError> {
    if read("", "").is_ok() {
        loaded();
        return Ok(None);
    }
    let script = match current() {
        Some(script) => script,
        None => add(url)?,
    };
    let listeners = [
        EventListener::once(&script, "load", move |_| loaded()),
        EventListener::once(&script, "error", |_| give_up()),
    ];
    Ok(Some(Loading { _listeners: listeners }))
}

/// Lets the next wish start anew; a script that comes late all the same is used.
pub fn give_up() {
    if let Some(script) = current() {
        script.remove();
    }
}

fn current() -> Option<HtmlScriptElement> {
    page::document()?.get_element_by_id(SCRIPT)?.dyn_into().ok()
}

fn add(url: &str) -> Result<HtmlScriptElement, DomError> {
    let refused = DomError { means: "a script" };
    let document = page::document().ok_or(refused)?;
    let head = document.head().ok_or(refused)?;
    let script: HtmlScriptElement = document
        .create_element("script")
        .ok()
        .and_then(|element| element.dyn_into().ok())
        .ok_or(refused)?;
    script.set_id(SCRIPT);
    script.set_src(url);
    head.append_child(&script).map_err(|_| refused)?;
    Ok(script)
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = libphonenumber)]
    type AsYouType;

    // Throws only if the library is not there; a country that it does not know is as good as none.
    #[wasm_bindgen(catch, constructor, js_namespace = libphonenumber)]
    fn new(country: &str) -> Result<AsYouType, JsValue>;

    #[wasm_bindgen(catch, method, structural)]
    fn input(this: &AsYouType, text: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = libphonenumber, js_name = getCountries)]
    fn get_countries() -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = libphonenumber, js_name = getCountryCallingCode)]
    fn get_country_calling_code(country: &str) -> Result<String, JsValue>;
}

/// `text` as far as it was typed, with the blanks and signs of its country (ISO 3166-1).
pub fn as_you_type(text: &str, country: &str) -> Option<String> {
    AsYouType::new(country).ok()?.input(text).ok()
}

/// Every country with phone numbers, as upper-case ISO 3166-1 codes.
pub fn countries() -> Vec<String> {
    let countries = get_countries().unwrap_or_default();
    countries.iter().filter_map(|code| code.as_string()).collect()
}

/// The country code of numbers, such as `81` for `JP`.
pub fn calling_code(country: &str) -> Option<String> {
    get_country_calling_code(country).ok()
}

/// The names of countries in the language `tag`.
pub struct CountryNames(Intl::DisplayNames);

impl CountryNames {
    /// Asks the browser for the names.
    pub fn new(tag: &str) -> Self {
        let options = Intl::DisplayNamesOptions::new();
        options.set_type(Intl::DisplayNamesType::Region);
        let tags = Array::of1(&JsString::from(tag)).unchecked_into();
        Self(Intl::DisplayNames::new(&tags, options.unchecked_ref()))
    }

    /// What a country is called.
    pub fn of(&self, country: &str) -> String {
        // Any other text is a RangeError.
        let is_code = country.len() == 2 && country.chars().all(|c| c.is_ascii_alphabetic());
        let name = is_code.then(|| self.0.of(country)).flatten();
        name.map_or_else(|| country.to_owned(), String::from)
    }
}
