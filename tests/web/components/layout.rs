//! The sheets and the markup together: nothing wider than the window, and no button moves or takes the
//! place of another.

use super::{Screen, card, mary, party, talking, tick, with};
use fusion_connect_toolbar::view::{
    Actions, CardView, Failure, Millis, NoNumberReason, PersonName, Phase, Phone, PopView,
    RecentCall, RecentOutcome, Refusal, ToggleView, View,
};
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DomRect, Element};

/// The release's sheets, in its order.
const SHEETS: [&str; 8] = [
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/layout.css"),
    include_str!("../../../style/components.css"),
    include_str!("../../../style/call.css"),
    include_str!("../../../style/phone.css"),
    include_str!("../../../style/directory.css"),
    include_str!("../../../style/windows.css"),
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
    all.actions =
        Actions { accept: every, decline: every, end: every, clear: every, ..Actions::default() };
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

/// Every control of a call, and everything else that a card may say.
const CONTROLS: [&str; 7] = ["Mute", "Hold", "Keypad", "Transfer", "Swap", "Join", "Leave"];

fn three(id: &str) -> CardView {
    let mut card = talking(id);
    card.actions = Actions { end: Some(true), clear: Some(true), ..Actions::default() };
    (card.controls.swap, card.controls.join) = (Some(true), Some(true));
    card.controls.leave = Some(true);
    card
}

#[wasm_bindgen_test]
async fn each_control_has_a_place_of_its_own() {
    let _styled = Styled::new();
    let screen = Screen::show(with(vec![three("a")])).await;
    for width in WIDTHS {
        wide(&screen, width).await;
        let names = CONTROLS.iter().chain(&["End call", "Clear contact"]);
        let places: Vec<_> = names.map(|name| (name, place(&screen, name))).collect();
        for (index, (name, one)) in places.iter().enumerate() {
            assert!(one.height() >= 44.0 && one.width() >= 44.0, "{name} at {width}");
            for (other, another) in places.iter().skip(index + 1) {
                assert!(!overlap(one, another), "{name} on {other} at {width}");
            }
        }
    }
    assert!(place(&screen, "More controls").width() < 1.0, "there is room for all");
}

#[wasm_bindgen_test]
async fn a_control_stays_where_it_is_while_the_call_lasts() {
    let _styled = Styled::new();
    let asked = Some(ToggleView { on: false, pending: Some(true), enabled: false });
    let set = Some(ToggleView { on: true, pending: None, enabled: true });
    for width in WIDTHS {
        let screen = Screen::show(with(vec![talking("a")])).await;
        wide(&screen, width).await;
        let seen = || ["Mute", "Hold", "Keypad", "Transfer"].map(|name| place(&screen, name));
        let before = seen();
        let changes: [&dyn Fn(&mut CardView); 6] = [
            &|card| card.controls.mute = asked,
            &|card| card.controls.mute = set,
            &|card| (card.controls.hold, card.held_since) = (set, Some(card.since)),
            &|card| (card.alarm, card.forced_mute, card.supervised) = (true, true, true),
            &|card| card.parties = vec![party("c", true), party("t", false)],
            &|card| {
                (card.actions.end, card.controls.leave) = (None, Some(true));
                (card.controls.swap, card.controls.join) = (Some(false), Some(true));
            },
        ];
        for (step, change) in changes.into_iter().enumerate() {
            screen.change(|view| change(&mut view.cards[0])).await;
            for (before, now) in before.iter().zip(seen()) {
                assert!(same(before, &now), "at {width}, change {step}");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn amazons_panel_shows_beside_the_toolbar_and_covers_none_of_it() {
    let _styled = Styled::new();
    let screen = Screen::show(with(Vec::new())).await;
    let panel = document().create_element("div").unwrap();
    panel.set_class_name("ccp");
    screen.root.insert_adjacent_element("afterbegin", &panel).unwrap();
    let toolbar = || screen.one(".toolbar").get_bounding_client_rect();
    let visible = || visibility(&panel);
    assert_eq!(visible(), "hidden");
    panel.set_class_name("ccp shown");
    assert_eq!(visible(), "visible");
    let shown = panel.get_bounding_client_rect();
    assert!(shown.width() >= 320.0 && shown.height() >= 460.0, "too small for Amazon");
    assert!(!overlap(&shown, &toolbar()));
    panel.set_class_name("ccp");
    assert!(!overlap(&panel.get_bounding_client_rect(), &toolbar()));
}

fn visibility(element: &Element) -> String {
    let ask = js_sys::Function::new_with_args("of", "return getComputedStyle(of).visibility");
    ask.call1(&wasm_bindgen::JsValue::NULL, element).unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn long_words_make_nothing_wider_than_the_window() {
    let _styled = Styled::new();
    let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
    let cards: Vec<CardView> = [Phase::AfterCallWork, Phase::Declined, Phase::Missed]
        .into_iter()
        .enumerate()
        .map(|(number, phase)| {
            let mut card = card(&number.to_string(), phase);
            (card.name, card.queue) = (PersonName::parse(&long), Some(long.clone()));
            let mut third = party("t", false);
            third.name = PersonName::parse(&long);
            card.parties = vec![third];
            card
        })
        .collect();
    let mut view = with(cards);
    let call = RecentCall {
        id: 1,
        at: view.cards[0].since,
        contact: None,
        leg: None,
        number: Phone::parse("+15551230000"),
        unnumbered: NoNumberReason::Withheld,
        name: PersonName::parse(&long),
        inbound: true,
        outcome: RecentOutcome::Missed,
        talked: Millis(0),
    };
    (view.dial.ready, view.recent) = (Some(Ok(())), vec![call]);
    view.status.next = Some(long.clone());
    view.health.fault = Some(long.clone());
    let screen = Screen::show(view).await;
    for width in [160, 280, 320, 400] {
        wide(&screen, width).await;
        let right = screen.root.get_bounding_client_rect().right();
        for shown in screen.all(
            ".status, .health, button, .card, h2, [role=timer], .who-first, .queue, .dial, .recent",
        ) {
            assert!(
                shown.get_bounding_client_rect().right() <= right + 0.5,
                "{} at {width}",
                shown.outer_html()
            );
        }
    }
}
