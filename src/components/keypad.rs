//! Owns the keys that send tones during a call.
//!
//! What is typed may be the number of a card: it is shown in the open sheet and forgotten with it.

use crate::components::button::off;
use crate::components::element::el;
use crate::components::live::{flag, part, text};
use crate::components::roving::{go, step};
use crate::components::sheet::Sheets;
use crate::dispatch::Dispatch;
use crate::i18n::{text, use_locale};
use crate::view::{CardView, Digits, Intent};
use leptos::ev;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;

/// The keys of a telephone with their letters (ITU-T E.161).
const KEYS: [(char, &str); 12] = [
    ('1', ""),
    ('2', "ABC"),
    ('3', "DEF"),
    ('4', "GHI"),
    ('5', "JKL"),
    ('6', "MNO"),
    ('7', "PQRS"),
    ('8', "TUV"),
    ('9', "WXYZ"),
    ('*', ""),
    ('0', ""),
    ('#', ""),
];

/// The digit that a key of the keyboard stands for.
pub(crate) fn digit_of(key: &str) -> Option<char> {
    let mut keys = KEYS.iter().map(|(digit, _)| *digit);
    keys.find(|digit| key.strip_prefix(*digit) == Some(""))
}

/// Sends one tone, if the keypad is on, and shows it.
pub(crate) fn send(
    dispatch: Option<Dispatch>,
    card: Memo<CardView>,
    typed: RwSignal<String>,
    digit: char,
) {
    let contact = card
        .with_untracked(|card| (card.controls.keypad == Some(true)).then(|| card.contact.clone()));
    let (Some(dispatch), Some(contact), Some(digits)) =
        (dispatch, contact, Digits::parse(&digit.to_string()))
    else {
        return;
    };
    dispatch.send(Intent::SendDigits(contact, digits));
    typed.update(|typed| typed.push(digit));
}

/// The keys, and what was sent.
pub(crate) fn keypad(card: Memo<CardView>, sheets: Sheets) -> AnyView {
    let locale = use_locale();
    let dispatch = use_context::<Dispatch>();
    let node = NodeRef::<html::Div>::new();
    let enabled = flag(move || card.with(|card| card.controls.keypad == Some(true)));
    let on_key = move |key: KeyboardEvent| {
        if let (Some(step), Some(node)) = (step(&key.key(), 3), node.get_untracked()) {
            key.prevent_default();
            go(&node, ".key", step);
        }
    };
    let keys = part(move || {
        let keys = KEYS.iter().map(|&(digit, letters)| {
            // Not `press`: a digit that comes twice is a double click.
            let on_click = move |_: MouseEvent| send(dispatch, card, sheets.typed, digit);
            el("button")
                .attr("type", "button")
                .class("button key")
                .attr("tabindex", if digit == '1' { "0" } else { "-1" })
                .attr("aria-label", digit.to_string())
                .attr("aria-disabled", off(enabled.get()))
                .on(ev::click, on_click)
                .child(el("span").child(digit.to_string()))
                .child(el("span").class("letters").attr("data-letters", letters))
                .into_any()
        });
        keys.collect::<Vec<AnyView>>().into_any()
    });
    [
        el("output")
            .class("typed")
            .attr("dir", "ltr")
            .attr("aria-label", text!(locale, keypad.typed))
            .child(text(move || sheets.typed.get()))
            .into_any(),
        el("div")
            .class("keys")
            .attr("dir", "ltr")
            .on(ev::keydown, on_key)
            .node_ref(node)
            .child(keys)
            .into_any(),
    ]
    .into_any()
}
