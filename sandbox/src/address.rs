//! The query of the desktop's page, which brings about again what is on the page.
//!
//! [`with`] and [`happening`] are pure.

use form_urlencoded::{byte_serialize, parse};
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// The query as it is now.
pub(crate) fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// This page's address with something to happen, in place of what happens now; the page's base is another folder.
pub(crate) fn link(name: &str, value: &str) -> String {
    format!("{}{}", path(), happening(&search(), name, value))
}

/// The query with this action or scenario, and no other.
fn happening(search: &str, name: &str, value: &str) -> String {
    let bare = with(&with(search, "do", ""), "scenario", "");
    with(&bare, name, value)
}

fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Shows this query in the address, without loading anything.
pub(crate) fn show(query: &str) {
    let address = format!("{}{query}", path());
    if let Ok(history) = window().history() {
        // Fails only for an address of another origin.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// The query with this value of one parameter, at its end; an empty value takes the parameter out.
pub(crate) fn with(search: &str, name: &str, value: &str) -> String {
    let mut kept: Vec<(String, String)> = parse(search.trim_start_matches('?').as_bytes())
        .filter(|(known, _)| known != name)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    if !value.is_empty() {
        kept.push((name.to_owned(), value.to_owned()));
    }
    if kept.is_empty() {
        return String::new();
    }
    let encoded = |text: &str| {
        let text: String = byte_serialize(text.as_bytes()).collect();
        // A list is easier to read and to change by hand.
        text.replace("%2C", ",")
    };
    let pairs: Vec<String> =
        kept.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    format!("?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::{happening, with};

    #[test]
    fn one_parameter_changes_and_the_others_stay() {
        assert_eq!(with("", "do", "ring"), "?do=ring");
        assert_eq!(with("?do=miss&width=320", "do", "ring"), "?width=320&do=ring");
        assert_eq!(with("?fault=a,b&width=320", "fault", ""), "?width=320");
        assert_eq!(with("?fault=a", "fault", ""), "");
        assert_eq!(happening("?do=miss&fault=a&scenario=call", "do", "ring"), "?fault=a&do=ring");
        assert_eq!(with("?toolbar=a%3Db%26c", "fault", "x,-y"), "?toolbar=a%3Db%26c&fault=x,-y");
    }
}
