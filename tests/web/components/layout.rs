//! The sheets and the markup together: nothing wider than the window, and no button moves or takes the
//! place of another.

use super::{Screen, card, mary, tick, with};
use fusion_connect_toolbar::view::{
    Actions, CardView, Failure, PersonName, Phase, PopView, Refusal, View,
};
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DomRect, Element};

/// The release's sheets, in its order.
const SHEETS: [&str; 6] = [
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/layout.css"),
    include_str!("../../../style/components.css"),
    include_str!("../../../style/call.css"),
    include_str!("../../../style/phone.css"),
];

/// The sheets in the page, until dropped.
struct Styled(Element);

impl Styled {
    fn new() -> Self {
        let style = document().create_element("style").unwrap();
        style.set_text_content(Some(&SHEETS.concat()));
        document().head().unwrap().append_child(&style).unwrap();
        Self(style)
    }
}

impl Drop for Styled {
    fn drop(&mut self) {
        self.0.remove();
    }
}

async fn wide(screen: &Screen, width: u32) {
    screen.root.set_attribute("style", &format!("width: {width}px")).unwrap();
    tick().await;
}

fn place(screen: &Screen, name: &str) -> DomRect {
    screen.button(name).get_bounding_client_rect()
}

fn overlap(a: &DomRect, b: &DomRect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

fn same(a: &DomRect, b: &DomRect) -> bool {
    (a.left(), a.top(), a.width(), a.height()) == (b.left(), b.top(), b.width(), b.height())
}

const WIDTHS: [u32; 4] = [280, 320, 360, 470];

#[wasm_bindgen_test]
async fn no_button_stands_where_another_stood() {
    let _styled = Styled::new();
    let every = Some(true);
    let mut all = card("a", Phase::Ringing);
    all.actions = Actions { accept: every, decline: every, end: every, clear: every };
    let names = ["Accept", "Decline", "Clear contact", "End call"];
    let screen = Screen::show(with(vec![all])).await;
    for width in WIDTHS {
        wide(&screen, width).await;
        let places = names.map(|name| place(&screen, name));
        for (index, one) in places.iter().enumerate() {
            assert!(one.height() >= 44.0, "{} at {width}", names[index]);
            for (other, another) in places.iter().enumerate().skip(index + 1) {
                assert!(!overlap(one, another), "{} on {}", names[index], names[other]);
            }
        }
    }
}

#[wasm_bindgen_test]
async fn a_button_stays_where_it_is_while_its_stage_lasts() {
    let _styled = Styled::new();
    let changes: [fn(&mut View); 5] = [
        |view| view.cards[0].name = mary(),
        |view| view.cards[0].pop = PopView::LookingUp,
        |view| view.cards[0].refusal = Some(Refusal::Connect(Failure::TimedOut)),
        |view| (view.cards[0].recovered, view.cards[0].uncertain) = (true, true),
        |view| view.cards[0].pop = PopView::Silent,
    ];
    for (phase, name) in [
        (Phase::Ringing, "Accept"),
        (Phase::Ringing, "Decline"),
        (Phase::Connected, "End call"),
        (Phase::AfterCallWork, "Clear contact"),
    ] {
        for width in WIDTHS {
            let screen = Screen::show(with(vec![card("a", phase)])).await;
            wide(&screen, width).await;
            let before = place(&screen, name);
            for (step, change) in changes.into_iter().enumerate() {
                screen.change(change).await;
                assert!(same(&before, &place(&screen, name)), "{name} at {width}, change {step}");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn end_call_stands_in_one_place_from_setting_up_to_the_end() {
    let _styled = Styled::new();
    let screen = Screen::show(with(vec![card("a", Phase::Connecting)])).await;
    wide(&screen, 360).await;
    let before = place(&screen, "End call");
    screen.set(with(vec![card("a", Phase::Connected)])).await;
    assert!(same(&before, &place(&screen, "End call")));
}

#[wasm_bindgen_test]
async fn long_words_make_nothing_wider_than_the_window() {
    let _styled = Styled::new();
    let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
    let cards: Vec<CardView> = [Phase::Ringing, Phase::Connected, Phase::Missed]
        .into_iter()
        .enumerate()
        .map(|(number, phase)| {
            let mut card = card(&number.to_string(), phase);
            (card.name, card.queue) = (PersonName::parse(&long), Some(long.clone()));
            card
        })
        .collect();
    let mut view = with(cards);
    view.status.next = Some(long.clone());
    view.health.fault = Some(long.clone());
    let screen = Screen::show(view).await;
    for width in [160, 280, 320, 400] {
        wide(&screen, width).await;
        let right = screen.root.get_bounding_client_rect().right();
        for shown in
            screen.all(".status, .health, button, .card, h2, [role=timer], .who-first, .queue")
        {
            assert!(
                shown.get_bounding_client_rect().right() <= right + 0.5,
                "{} at {width}",
                shown.outer_html()
            );
        }
    }
}
