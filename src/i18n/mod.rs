//! Every word that a person reads, in every language, and which language is spoken.
//!
//! Components ask [`words`] for the words of a view value and `text!` for fixed ones. The texts of a language are a file
//! beside the program, read once at start.

pub(crate) mod check_words;
pub mod words;

pub use words::state_words;

use core::fmt;
use serde_json::Value;
use std::cell::Cell;
use std::sync::LazyLock;

/// The keys of all texts, by `build.rs`.
#[allow(non_upper_case_globals, reason = "spelled as in the JSON files")]
pub(crate) mod keys {
    use super::Key;

    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// The place of a text in every language's file.
#[derive(Clone, Copy)]
pub(crate) struct Key(u16);

/// Gives a text in a language, by its key in the JSON files: `text!(locale, button.accept)`.
macro_rules! text {
    ($locale:expr, $($key:ident).+) => {
        $locale.text($crate::i18n::keys::$($key)::+)
    };
}
pub(crate) use text;

/// A language with its texts, which stay for the life of the page.
#[derive(Clone, Copy)]
pub struct Locale(&'static Language);

struct Language {
    tag: Box<str>,
    texts: Vec<Box<str>>,
}

impl Default for Locale {
    /// Without texts.
    fn default() -> Self {
        static NONE: LazyLock<Language> =
            LazyLock::new(|| Language { tag: "".into(), texts: Vec::new() });
        Self(&NONE)
    }
}

/// Why a file holds no texts for this program.
#[derive(Debug)]
pub enum NoTexts {
    /// It is no list.
    Unreadable,
    /// It has this many texts: it belongs to another release.
    Count(usize),
}

impl fmt::Display for NoTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str("is no list of texts"),
            Self::Count(count) => write!(f, "has {count} texts instead of {}", keys::COUNT),
        }
    }
}

impl core::error::Error for NoTexts {}

impl Locale {
    /// Takes the texts of the language with this BCP 47 tag from its file in a release.
    ///
    /// # Errors
    /// When the file is not one that was built with this program.
    pub fn read(tag: &str, file: &str) -> Result<Self, NoTexts> {
        // Not as a list of texts: the errors of another type than `Value` are 3 KB of the program.
        let Ok(Value::Array(list)) = serde_json::from_str(file) else {
            return Err(NoTexts::Unreadable);
        };
        let text = |text| if let Value::String(text) = text { Some(text.into()) } else { None };
        let texts: Vec<Box<str>> = list.into_iter().filter_map(text).collect();
        if texts.len() != keys::COUNT {
            return Err(NoTexts::Count(texts.len()));
        }
        Ok(Self(Box::leak(Box::new(Language { tag: tag.into(), texts }))))
    }

    /// Its BCP 47 tag, for `<html lang>`.
    pub fn tag(self) -> &'static str {
        &self.0.tag
    }

    #[inline(never)]
    pub(crate) fn text(self, key: Key) -> &'static str {
        self.0.texts.get(usize::from(key.0)).map_or("", AsRef::as_ref)
    }
}

/// Chooses one of the languages `known`: `config`'s, else the first of `browser` that is known, else the first;
/// `auto` and `None` leave it to the browser.
pub fn choose<'a>(
    known: &'a [String],
    config: Option<&str>,
    browser: &[String],
) -> Option<&'a String> {
    let wanted = config.into_iter().chain(browser.iter().map(String::as_str));
    let mut spoken = wanted.filter_map(|tag| {
        let primary = tag.split(['-', '_']).next()?;
        known.iter().find(|known| primary.eq_ignore_ascii_case(known))
    });
    spoken.next().or(known.first())
}

thread_local! {
    static SPOKEN: Cell<Locale> = Cell::default();
}

/// Makes `locale` the language of all that is drawn from now on.
pub fn speak(locale: Locale) {
    SPOKEN.set(locale);
}

/// The language to speak.
pub fn use_locale() -> Locale {
    SPOKEN.get()
}

#[cfg(test)]
mod tests {
    use super::{Locale, choose, keys, state_words};
    use crate::view::StateLabel;

    const EN: &str = include_str!(concat!(env!("OUT_DIR"), "/en.json"));
    const JA: &str = include_str!(concat!(env!("OUT_DIR"), "/ja.json"));

    fn chosen(config: Option<&str>, browser: &[&str]) -> String {
        let tags = |tags: &[&str]| tags.iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>();
        choose(&tags(&["en", "ja"]), config, &tags(browser)).unwrap().clone()
    }

    #[test]
    fn the_configured_language_wins_over_the_browser() {
        assert_eq!(chosen(Some("ja"), &["en-US"]), "ja");
        assert_eq!(chosen(Some("en"), &["ja"]), "en");
    }

    #[test]
    fn auto_takes_the_first_browser_language_that_is_spoken() {
        for config in [None, Some("auto")] {
            assert_eq!(chosen(config, &["de-AT", "JA-jp", "en"]), "ja");
            assert_eq!(chosen(config, &["de", "fr"]), "en");
            assert_eq!(chosen(config, &[]), "en");
        }
    }

    #[test]
    fn a_language_that_is_not_spoken_leaves_it_to_the_browser() {
        assert_eq!(chosen(Some("fr"), &["ja-JP"]), "ja");
        // A longer language code is another language, not a spelling of a shorter one.
        assert_eq!(chosen(Some("jam"), &[]), "en");
    }

    #[test]
    fn names_of_the_admin_stay_as_they_are() {
        let (en, ja) = (Locale::read("en", EN).unwrap(), Locale::read("ja", JA).unwrap());
        let lunch = StateLabel::Named("Lunch".to_owned());
        assert_eq!(state_words(ja, &lunch), "Lunch");
        assert_eq!(state_words(en, &StateLabel::AfterCallWork), "After call work");
        assert_eq!(state_words(ja, &StateLabel::AfterCallWork), "問い合わせ後作業");
    }

    #[test]
    fn a_file_of_another_release_is_refused() {
        let refused = |file: &str| Locale::read("en", file).err().map(|error| error.to_string());
        let count = format!("has 1 texts instead of {}", keys::COUNT);
        assert_eq!(refused(r#"["Accept"]"#), Some(count));
        assert!(refused("<!doctype html>").unwrap().starts_with("is no list of texts"));
        assert_eq!(refused(EN), None);
    }
}
