//! The sheets of a call: keys for tones, and whom to transfer to.

use super::{Screen, contact, key, talking, tick, type_into, with, words};
use fusion_connect_toolbar::domain::CommandId;
use fusion_connect_toolbar::view::{
    DialText, Digits, Directory, EndpointArn, EndpointKind, Intent, PersonName, Phone,
    QuickConnect, Refusal, Target, View,
};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn holder() -> HtmlElement {
    document().active_element().unwrap().unchecked_into()
}

fn tones(digits: &str) -> Vec<Intent> {
    digits
        .chars()
        .map(|digit| Intent::SendDigits(contact("a"), Digits::parse(&digit.to_string()).unwrap()))
        .collect()
}

async fn open(screen: &Screen, name: &str) {
    screen.button(name).click();
    tick().await;
}

fn one(arn: &str, name: &str, kind: EndpointKind, number: Option<&str>) -> QuickConnect {
    let arn = EndpointArn::new(arn);
    let number = number.and_then(Phone::parse);
    QuickConnect { arn, name: PersonName::parse(name).unwrap(), kind, number }
}

fn listing(all: Vec<QuickConnect>) -> View {
    View { directory: Directory::Listed(all), ..with(vec![talking("a")]) }
}

fn entries(screen: &Screen) -> Vec<String> {
    screen.all(".entry").iter().map(|entry| words(entry)).collect()
}

#[wasm_bindgen_test]
async fn keys_and_typing_send_tones_that_are_shown_in_the_open_sheet_only() {
    let screen = Screen::show(with(vec![talking("a")])).await;
    assert!(screen.all(".key").is_empty());
    open(&screen, "Keypad").await;
    let names: Vec<_> = screen.all(".key").iter().map(|k| k.get_attribute("aria-label")).collect();
    assert_eq!(names.iter().flatten().map(String::as_str).collect::<String>(), "123456789*0#");
    assert_eq!(words(&screen.one("[aria-label='2']")), "2");
    let letters = screen.one("[aria-label='2'] .letters").get_attribute("data-letters");
    assert_eq!(letters.as_deref(), Some("ABC"), "beside the name, so that no reader spells them");
    screen.one("[aria-label='1']").click();
    screen.one("[aria-label='1']").click();
    key(&holder(), "7");
    key(&holder(), "#");
    key(&holder(), "x");
    assert_eq!(screen.taken(), tones("117#"));
    tick().await;
    assert_eq!(words(&screen.one("output")), "117#");
    open(&screen, "Keypad").await;
    assert!(!screen.root.inner_html().contains("117#"));
    open(&screen, "Keypad").await;
    assert_eq!(words(&screen.one("output")), "");
}

#[wasm_bindgen_test]
async fn arrows_walk_the_keys_and_escape_gives_the_keyboard_back() {
    let screen = Screen::show(with(vec![talking("a")])).await;
    open(&screen, "Keypad").await;
    assert_eq!(screen.button("Keypad").get_attribute("aria-expanded").as_deref(), Some("true"));
    for (pressed, at) in [
        ("ArrowDown", "4"),
        ("ArrowRight", "5"),
        ("ArrowDown", "8"),
        ("ArrowDown", "0"),
        ("ArrowDown", "0"),
        ("Home", "1"),
        ("End", "#"),
        ("ArrowUp", "9"),
    ] {
        key(&holder(), pressed);
        assert_eq!(holder().get_attribute("aria-label").as_deref(), Some(at), "after {pressed}");
    }
    assert_eq!(screen.all(".key[tabindex='0']"), [holder()], "one stop for Tab");
    key(&holder(), "Escape");
    tick().await;
    assert!(screen.all(".key").is_empty());
    assert_eq!(holder(), screen.button("Keypad"));
    assert_eq!(screen.taken(), []);
}

#[wasm_bindgen_test]
async fn a_keypad_that_is_off_sends_nothing_and_one_without_control_closes() {
    let screen = Screen::show(with(vec![talking("a")])).await;
    open(&screen, "Keypad").await;
    screen.change(|view| view.cards[0].controls.keypad = Some(false)).await;
    screen.one("[aria-label='1']").click();
    key(&holder(), "2");
    assert_eq!(screen.taken(), []);
    screen.change(|view| view.cards[0].controls.keypad = None).await;
    assert!(screen.all(".sheet").is_empty());
    screen.change(|view| view.cards[0].controls.keypad = Some(true)).await;
    assert!(screen.all(".sheet").is_empty(), "it does not come back by itself");
}

#[wasm_bindgen_test]
async fn the_transfer_sheet_asks_for_the_list_and_says_how_it_stands() {
    let screen = Screen::show(with(vec![talking("a")])).await;
    open(&screen, "Transfer").await;
    assert_eq!(screen.taken(), [Intent::LoadEndpoints]);
    assert!(screen.text().contains("Quick connects are loading…"));
    let loading = Directory::Loading(CommandId(1), super::ago(0));
    screen.change(|view| view.directory = loading).await;
    assert!(screen.text().contains("Quick connects are loading…"));
    screen.change(|view| view.directory = Directory::Failed(Refusal::NotSignedIn)).await;
    assert!(screen.text().contains("Sign in to Amazon Connect first."));
    assert_eq!(screen.press("Try again"), [Intent::LoadEndpoints]);
    screen.change(|view| view.directory = Directory::Listed(Vec::new())).await;
    assert!(screen.text().contains("has set up no quick connects"));
}

#[wasm_bindgen_test]
async fn quick_connects_stand_by_kind_and_are_found_by_name_or_number() {
    let screen = Screen::show(listing(vec![
        one("q", "Billing", EndpointKind::Queue, None),
        one("n", "Courier", EndpointKind::Number, Some("+15551239999")),
        one("a", "Bill Smith", EndpointKind::Agent, None),
    ]))
    .await;
    open(&screen, "Transfer").await;
    assert_eq!(holder().get_attribute("type").as_deref(), Some("search"));
    let titles: Vec<String> = screen.all(".sheet h4").iter().map(|title| words(title)).collect();
    assert_eq!(titles, ["Agents", "Queues", "Phone numbers"]);
    assert_eq!(entries(&screen), ["Bill Smith", "Billing", "Courier +15551239999"]);
    let search = screen.one("input[type=search]");
    for (typed, found) in
        [("bill", &["Bill Smith", "Billing"] as &[&str]), ("555 123", &["Courier +15551239999"])]
    {
        type_into(&search, typed);
        tick().await;
        assert_eq!(entries(&screen), found, "{typed}");
    }
    type_into(&search, "nobody");
    tick().await;
    assert!(screen.text().contains("No quick connect matches."));
    type_into(&search, "bill");
    tick().await;
    search.focus().unwrap();
    key(&search, "ArrowDown");
    key(&holder(), "ArrowDown");
    assert_eq!(words(&holder()), "Billing");
    screen.taken();
    holder().click();
    let target = Target::QuickConnect(EndpointArn::new("q"));
    assert_eq!(screen.taken(), [Intent::Consult(contact("a"), target)]);
    tick().await;
    assert!(screen.all(".sheet").is_empty());
    assert_eq!(holder(), screen.button("Transfer"));
}

#[wasm_bindgen_test]
async fn a_long_list_comes_page_by_page() {
    let many = (0..120)
        .map(|n| one(&n.to_string(), &format!("Desk {n}"), EndpointKind::Agent, None))
        .collect();
    let screen = Screen::show(listing(many)).await;
    open(&screen, "Transfer").await;
    assert_eq!(entries(&screen).len(), 50);
    open(&screen, "Show more").await;
    assert_eq!(entries(&screen).len(), 100);
    open(&screen, "Show more").await;
    assert_eq!(entries(&screen).len(), 120);
    assert!(screen.buttons("Show more").is_empty());
}

#[wasm_bindgen_test]
async fn any_number_can_be_called_too() {
    let screen = Screen::show(listing(Vec::new())).await;
    open(&screen, "Transfer").await;
    screen.taken();
    let field = screen.one(".sheet input[type=tel]");
    type_into(&field, " +1 555 123 4567 ");
    tick().await;
    super::all(&screen.one(".sheet"), "form button")[0].click();
    let target = Target::Number(DialText::new("+1 555 123 4567"), None);
    assert_eq!(screen.taken(), [Intent::Consult(contact("a"), target)]);
    tick().await;
    open(&screen, "Transfer").await;
    assert_eq!(field_value(&screen), "", "what was typed is forgotten");
}

fn field_value(screen: &Screen) -> String {
    screen.one(".sheet input[type=tel]").unchecked_into::<web_sys::HtmlInputElement>().value()
}

#[wasm_bindgen_test]
async fn while_nobody_can_be_added_the_list_is_off() {
    let screen = Screen::show(listing(vec![one("q", "Billing", EndpointKind::Queue, None)])).await;
    open(&screen, "Transfer").await;
    screen.taken();
    screen.change(|view| view.cards[0].controls.transfer = Some(false)).await;
    screen.one(".entry").click();
    assert_eq!(screen.taken(), []);
    assert_eq!(screen.one(".entry").get_attribute("aria-disabled").as_deref(), Some("true"));
}
