//! What a field for numbers takes from the browser: formatting while typing, and countries.
//!
//! The functions that need `libphonenumber-js` give nothing until [`super::phone`] has loaded it.

use js_sys::{Array, Intl, JsString};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

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
