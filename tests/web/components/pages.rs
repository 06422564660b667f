//! The pages of a failed start, the caller's number, and the document's language.

use super::{Screen, all, card, en, ja, mount, script, tick, with, words};
use crate::wait::sleep;
use fusion_connect_toolbar::components::numbers::Numbers;
use fusion_connect_toolbar::config::{Config, NoConfig};
use fusion_connect_toolbar::dom;
use fusion_connect_toolbar::pages::{FatalCause, config_errors, fatal, toolbar};
use fusion_connect_toolbar::signals::Signal;
use fusion_connect_toolbar::view::Phase;
use fusion_connect_toolbar::view::WithoutPlus;
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn every_problem_of_the_configuration_is_listed_with_its_path() {
    let file = r#"{ "fusion": { "origins": ["https://pod.example.com", "?"] }, "colour": 1 }"#;
    let why = NoConfig::Unusable(Config::parse(file).expect_err("errors"));
    let (root, _mounted) = mount(en(), move || config_errors(&why));
    let rows: Vec<String> = all(&root, "tbody tr").iter().map(|row| words(row)).collect();
    for expected in ["connect.ccpUrlis missing", "fusion.origins[1]is no", "colourunknown key; kno"]
    {
        assert!(rows.iter().any(|row| row.starts_with(expected)), "{expected} in {rows:?}");
    }
    let link = &all(&root, "a")[0];
    assert_eq!(link.get_attribute("href").as_deref(), Some("config.example.json"));
    assert_eq!(words(&all(&root, "button")[0]), "Reload");
    root.remove();
}

#[wasm_bindgen_test]
async fn a_file_that_cannot_be_read_says_why() {
    let why = NoConfig::Unreadable("404 Not Found".to_owned());
    let (root, _mounted) = mount(en(), move || config_errors(&why));
    assert!(words(&root).contains("404 Not Found"));
    assert!(all(&root, "table").is_empty());
    root.remove();
}

#[wasm_bindgen_test]
async fn a_fatal_page_says_what_happened_and_what_to_do() {
    for (cause, title, remedy) in [
        (FatalCause::InsecureContext, "A secure address is needed", "https"),
        (
            FatalCause::HistoryDenied,
            "This frame does not let the toolbar start",
            "allow-same-origin",
        ),
    ] {
        let (root, _mounted) = mount(en(), move || fatal(cause));
        assert_eq!(words(&all(&root, "h1")[0]), title);
        assert!(words(&root).contains(remedy));
        root.remove();
    }
}

/// Stands in for the library, with its three members that are used.
const LIBRARY: &str = "globalThis.libphonenumber = { parsePhoneNumber: (text, country) => \
     text.startsWith('x') ? undefined : { isPossible: () => text.length > 4, \
     formatInternational: () => `${country} ${text}` } }";

#[wasm_bindgen_test]
async fn numbers_are_formatted_by_the_library_and_raw_without_it() {
    assert_eq!(dom::phone::format("+15551230000", "US"), None);
    script(LIBRARY);
    assert_eq!(dom::phone::format("+15551230000", "US").as_deref(), Some("US +15551230000"));
    assert_eq!(dom::phone::format("1234", "US"), None, "too short to be a number");
    assert_eq!(dom::phone::format("x", "US"), None);
    script("delete globalThis.libphonenumber");
    assert_eq!(dom::phone::format("+15551230000", "US"), None);
}

#[wasm_bindgen_test]
async fn a_number_on_the_screen_is_formatted_once_the_library_has_come() {
    let start = with(vec![card("a", Phase::Ringing)]);
    // The file is a data address here: base and name are joined as they are.
    let base = format!("data:text/javascript,{};//", js_sys::encode_uri_component(LIBRARY));
    let (root, _mounted) = mount(en(), move || {
        Numbers::provide(&base, "DE", WithoutPlus::National, || true);
        toolbar(Signal::new(start))
    });
    tick().await;
    assert_eq!(words(&all(&root, ".who-first")[0]), "+15551230000");
    for _ in 0..40 {
        if words(&all(&root, ".who-first")[0]) == "DE +15551230000" {
            break;
        }
        sleep(50).await;
    }
    assert_eq!(words(&all(&root, ".who-first")[0]), "DE +15551230000");
    root.remove();
    script("delete globalThis.libphonenumber");
}

#[wasm_bindgen_test]
async fn a_toolbar_without_the_library_shows_the_number_as_it_came() {
    let screen = Screen::show(with(vec![card("a", Phase::Ringing)])).await;
    assert_eq!(words(&screen.one(".who-first")), "+15551230000");
}

#[wasm_bindgen_test]
fn the_document_says_its_language() {
    assert!(dom::page::set_language(ja().tag()));
    let root = document().document_element().unwrap();
    assert_eq!(root.get_attribute("lang").as_deref(), Some("ja"));
    assert!(dom::page::set_language(en().tag()));
    assert!(!dom::page::languages().is_empty());
}
