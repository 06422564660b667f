//! A ring is announced once: by focus where the person works, else by a live region; and by the title
//! of a page that nobody sees.

use super::status::hide;
use super::{Screen, card, idle, mary, script, tick, with, words};
use fusion_connect_toolbar::view::{Millis, Phase, Stay, Warning};
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

/// Makes the document say that the person works in it, or elsewhere.
fn work_here(here: bool) {
    script(&format!("document.hasFocus = () => {here}"));
}

fn active() -> Option<Element> {
    document().active_element()
}

#[wasm_bindgen_test]
async fn where_the_person_works_the_card_becomes_a_dialog_and_gives_the_keyboard_back() {
    work_here(true);
    let screen = Screen::show(idle()).await;
    let former = screen.button("Agent availability");
    former.focus().unwrap();
    screen.set(with(vec![card("a", Phase::Ringing)])).await;
    let dialog = screen.one("[role=alertdialog]");
    assert_eq!(active().as_ref(), Some(dialog.as_ref()));
    let named = |attribute: &str| {
        let id = dialog.get_attribute(attribute).unwrap();
        words(&document().get_element_by_id(&id).unwrap())
    };
    assert_eq!(named("aria-labelledby"), "Incoming call");
    assert!(named("aria-describedby").contains("+15551230000"));
    // The dialog is read out; the region would say it twice.
    assert_eq!(words(&screen.one("[data-testid=ring]")), "");
    screen.button("Accept").focus().unwrap();
    screen.set(with(vec![card("a", Phase::Connected)])).await;
    assert_eq!(screen.one(".card").get_attribute("role").as_deref(), Some("group"));
    assert_eq!(active().as_ref(), Some(former.as_ref()));
}

#[wasm_bindgen_test]
async fn the_keyboard_comes_back_when_the_ringing_card_is_gone() {
    work_here(true);
    let screen = Screen::show(idle()).await;
    let former = screen.button("Agent availability");
    former.focus().unwrap();
    screen.set(with(vec![card("a", Phase::Ringing)])).await;
    assert_ne!(active().as_ref(), Some(former.as_ref()));
    screen.set(idle()).await;
    assert_eq!(active().as_ref(), Some(former.as_ref()));
}

#[wasm_bindgen_test]
async fn whoever_moved_on_during_the_ring_is_left_where_they_are() {
    work_here(true);
    let screen = Screen::show(with(vec![card("b", Phase::AfterCallWork)])).await;
    screen.button("Agent availability").focus().unwrap();
    let cards = vec![card("a", Phase::Ringing), card("b", Phase::AfterCallWork)];
    screen.set(with(cards)).await;
    let elsewhere = screen.button("Clear contact");
    elsewhere.focus().unwrap();
    screen.set(with(vec![card("b", Phase::AfterCallWork)])).await;
    assert_eq!(active().as_ref(), Some(elsewhere.as_ref()));
}

#[wasm_bindgen_test]
async fn the_card_keeps_the_keyboard_when_the_pressed_button_goes_away() {
    work_here(true);
    let screen = Screen::show(with(vec![card("a", Phase::Connected)])).await;
    screen.button("End call").focus().unwrap();
    screen.set(with(vec![card("a", Phase::AfterCallWork)])).await;
    assert_eq!(active().as_ref(), Some(screen.one(".card").as_ref()));
    // Whoever went elsewhere stays there.
    let elsewhere = screen.button("Agent availability");
    elsewhere.focus().unwrap();
    screen.set(with(vec![card("a", Phase::Failed)])).await;
    assert_eq!(active().as_ref(), Some(elsewhere.as_ref()));
}

#[wasm_bindgen_test]
async fn where_the_person_works_elsewhere_the_ring_is_said_once_and_nothing_moves() {
    work_here(false);
    let screen = Screen::show(idle()).await;
    let before = active();
    screen.set(with(vec![card("a", Phase::Ringing)])).await;
    let region = screen.one("[data-testid=ring]");
    assert_eq!(region.get_attribute("role").as_deref(), Some("alert"));
    assert_eq!(words(&region), "Incoming call from +15551230000, queue Support");
    assert_eq!(screen.one(".card").get_attribute("role").as_deref(), Some("group"));
    assert_eq!(active(), before);
    // A name that comes later must not ring again.
    screen.change(|view| view.cards[0].name = mary()).await;
    assert_eq!(words(&region), "Incoming call from +15551230000, queue Support");
    screen.set(with(vec![card("a", Phase::Connected)])).await;
    assert_eq!(words(&region), "");
    // The same contact rings again: a new ring.
    let mut again = card("a", Phase::Ringing);
    (again.name, again.queue) = (mary(), None);
    screen.set(with(vec![again])).await;
    assert_eq!(words(&region), "Incoming call from Mary Doe");
    work_here(true);
}

#[wasm_bindgen_test]
async fn only_a_hidden_pages_title_rings_and_it_names_nobody() {
    work_here(true);
    document().set_title("Usual");
    let mut ringing = card("a", Phase::Ringing);
    ringing.name = mary();
    let screen = Screen::show(with(vec![ringing.clone()])).await;
    assert_eq!(document().title(), "Usual");
    hide(true);
    tick().await;
    assert_eq!(document().title(), "Incoming call");
    hide(false);
    tick().await;
    assert_eq!(document().title(), "Usual");
    hide(true);
    tick().await;
    screen.set(idle()).await;
    assert_eq!(document().title(), "Usual");
    let mut warned = idle();
    warned.health.session = Some(Warning { ends_at: Millis(60_000), stay: Stay::Unasked });
    screen.set(warned).await;
    assert_eq!(document().title(), "You will be signed out");
    screen.set(with(vec![ringing])).await;
    assert_eq!(document().title(), "Incoming call");
    drop(screen);
    tick().await;
    hide(false);
    assert_eq!(document().title(), "Usual");
}
