//! Owns every word that a person reads, in every language, and which language is spoken.
//!
//! Components ask [`words`] for the words of a view value and `td_string!` for fixed ones. The
//! language is chosen once at start; nothing here reads or writes a cookie.

pub(crate) mod call_words;
pub(crate) mod check_words;
pub(crate) mod given_words;
pub mod words;

pub use locales::i18n::Locale;
pub use words::state_words;

use leptos::prelude::{provide_context, use_context};
use leptos_i18n::Locale as _;

#[allow(
    clippy::all,
    clippy::pedantic,
    deprecated,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    reason = "generated from the JSON files"
)]
mod locales {
    leptos_i18n::load_locales!();

    // The macro does not tell cargo which files it read; these lines do.
    const _: &str = include_str!("en.json");
    const _: &str = include_str!("ja.json");
}

/// Chooses the language: `config`'s if it is spoken here, else the first of `browser` that is, else
/// English; `auto` and `None` leave it to the browser.
pub fn choose_locale(config: Option<&str>, browser: &[String]) -> Locale {
    config
        .into_iter()
        .chain(browser.iter().map(String::as_str))
        .find_map(spoken)
        .unwrap_or_default()
}

/// The BCP 47 tag of `locale`, for `<html lang>`.
pub fn tag(locale: Locale) -> &'static str {
    locale.as_str()
}

/// Makes `locale` the language of every component below the present one.
pub fn speak(locale: Locale) {
    provide_context(locale);
}

/// The language to speak in a component.
pub fn use_locale() -> Locale {
    use_context().unwrap_or_default()
}

/// The locale for a BCP 47 tag, by its primary language.
fn spoken(tag: &str) -> Option<Locale> {
    let primary = tag.split(['-', '_']).next()?;
    Locale::get_all().iter().copied().find(|locale| primary.eq_ignore_ascii_case(locale.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Locale, choose_locale, state_words};
    use crate::view::StateLabel;

    fn tags(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|&tag| tag.to_owned()).collect()
    }

    #[test]
    fn the_configured_language_wins_over_the_browser() {
        assert_eq!(choose_locale(Some("ja"), &tags(&["en-US"])), Locale::ja);
        assert_eq!(choose_locale(Some("en"), &tags(&["ja"])), Locale::en);
    }

    #[test]
    fn auto_takes_the_first_browser_language_that_is_spoken() {
        for config in [None, Some("auto")] {
            assert_eq!(choose_locale(config, &tags(&["de-AT", "JA-jp", "en"])), Locale::ja);
            assert_eq!(choose_locale(config, &tags(&["de", "fr"])), Locale::en);
            assert_eq!(choose_locale(config, &[]), Locale::en);
        }
    }

    #[test]
    fn a_language_that_is_not_spoken_leaves_it_to_the_browser() {
        assert_eq!(choose_locale(Some("fr"), &tags(&["ja-JP"])), Locale::ja);
        // A longer language code is another language, not a spelling of a shorter one.
        assert_eq!(choose_locale(Some("jam"), &[]), Locale::en);
    }

    #[test]
    fn names_of_the_admin_stay_as_they_are() {
        let lunch = StateLabel::Named("Lunch".to_owned());
        assert_eq!(state_words(Locale::ja, &lunch), "Lunch");
        assert_eq!(state_words(Locale::en, &StateLabel::AfterCallWork), "After call work");
        assert_eq!(state_words(Locale::ja, &StateLabel::AfterCallWork), "問い合わせ後作業");
    }
}
