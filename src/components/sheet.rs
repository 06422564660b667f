//! What opens below the controls of a call: the keys that send tones, and whom to transfer to.
//!
//! What is typed may be the number of a card: it is shown in the open sheet and forgotten with it. Calling somebody is the
//! first of the two steps of every transfer; leaving or joining is the second.

use crate::components::button::{off, worded};
use crate::components::element::el;
use crate::components::icon::Icon;
use crate::components::live::{effect, flag, later_part, part, text};
use crate::components::number_form::number_form;
use crate::components::quick_connects::{EVERYBODY, quick_connects};
use crate::components::roving::{go, step};
use crate::dispatch::Dispatch;
use crate::dom::focus;
use crate::i18n::{text, use_locale};
use crate::view::{CardView, DialText, Digits, Intent, Target, View};
use leptos::{ev, ev::KeyboardEvent, ev::MouseEvent, html, prelude::*};
use std::rc::Rc;

/// What opens below the controls of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Keys for tones.
    Keypad,
    /// Whom to transfer to.
    Transfer,
}

impl Sheet {
    /// The control that opens it; the keyboard goes back there.
    const fn control(self) -> &'static str {
        match self {
            Self::Keypad => ".at-keypad",
            Self::Transfer => ".at-transfer",
        }
    }
}

/// What of a card is open; `Copy`, made once a card.
#[derive(Clone, Copy)]
pub(crate) struct Sheets {
    /// The open sheet.
    pub(crate) open: RwSignal<Option<Sheet>>,
    /// Whether a strip shows every control.
    pub(crate) all_controls: RwSignal<bool>,
    /// What was typed on the open keypad; nobody else holds it.
    pub(crate) typed: RwSignal<String>,
    card: NodeRef<html::Div>,
}

/// How many sheets are open; in the context where anybody wants to know.
#[derive(Clone, Copy)]
pub(crate) struct OpenSheets(pub(crate) RwSignal<usize>);

impl Sheets {
    /// Everything closed, in `card`.
    pub(crate) fn new(card: NodeRef<html::Div>) -> Self {
        Self {
            open: RwSignal::new(None),
            all_controls: RwSignal::new(false),
            typed: RwSignal::new(String::new()),
            card,
        }
    }

    /// Opens `which`, or closes it.
    pub(crate) fn toggle(self, which: Sheet) {
        if self.open.get_untracked() == Some(which) {
            self.close();
        } else {
            self.typed.set(String::new());
            self.open.set(Some(which));
        }
    }

    /// Closes the open sheet and gives the keyboard back to its control.
    pub(crate) fn close(self) {
        let Some(open) = self.open.try_update(Option::take).flatten() else { return };
        self.typed.set(String::new());
        let card = self.card.get_untracked();
        let control = card.and_then(|card| focus::all(&card, open.control()).into_iter().next());
        if let Some(control) = control {
            focus::give(&control);
        }
    }

    /// What a key means anywhere in the card while a sheet is open.
    pub(crate) fn on_key(self, card: Memo<CardView>) -> Box<dyn FnMut(KeyboardEvent) + Send> {
        let dispatch = use_context::<Dispatch>();
        Box::new(move |key| {
            let Some(open) = self.open.get_untracked() else { return };
            if key.key() == "Escape" {
                key.prevent_default();
                self.close();
                return;
            }
            let chord = key.ctrl_key() || key.alt_key() || key.meta_key() || key.repeat();
            if open == Sheet::Keypad
                && !chord
                && let Some(digit) = digit_of(&key.key())
            {
                key.prevent_default();
                send(dispatch, card, self.typed, digit);
            }
        })
    }
}

/// The open sheet, as long as its control is there.
pub(crate) fn sheet(card: Memo<CardView>, sheets: Sheets, view: ReadSignal<View>) -> AnyView {
    let is = move |which| sheets.open.get() == Some(which);
    let keys = flag(move || is(Sheet::Keypad) && card.with(|card| card.controls.keypad.is_some()));
    let list =
        flag(move || is(Sheet::Transfer) && card.with(|card| card.controls.transfer.is_some()));
    // What was typed must not come back with the control.
    effect(move || {
        if !keys.get() && !list.get() && sheets.open.get_untracked().is_some() {
            sheets.open.set(None);
            sheets.typed.set(String::new());
        }
    });
    let locale = use_locale();
    let keypad = part(move || {
        let title = text!(locale, button.keypad);
        let open = move || frame(title, Box::new(move || sheets.close()), keypad(card, sheets));
        keys.get().then(|| later_part(open)).into_any()
    });
    let transfer = part(move || {
        let title = text!(locale, button.transfer);
        let open =
            move || frame(title, Box::new(move || sheets.close()), transfer(card, sheets, view));
        list.get().then(|| later_part(open)).into_any()
    });
    [keypad, transfer].into_any()
}

/// A sheet with its title and the button that closes it.
pub(crate) fn frame(title: &'static str, shut: Box<dyn Fn() + Send>, content: AnyView) -> AnyView {
    let close = text!(use_locale(), button.close);
    let on_click = move |_: MouseEvent| shut();
    if let Some(OpenSheets(count)) = use_context() {
        count.update(|count| *count += 1);
        on_cleanup(move || {
            count.try_update(|count| *count -= 1);
        });
    }
    let node = NodeRef::<html::Div>::new();
    effect(move || {
        let Some(node) = node.get() else { return };
        node.scroll_into_view_with_bool(false);
        if let Some(first) = focus::all(&node, "input, .key").first() {
            focus::give(first);
        }
    });
    el("div")
        .class("sheet")
        .attr("role", "group")
        .attr("aria-label", title)
        .node_ref(node)
        .child(
            el("div")
                .class("sheet-head")
                .child(el("h3").child(title))
                .child(worded(close, Icon::Close, "button bare").on(ev::click, on_click)),
        )
        .child(content)
        .into_any()
}

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

/// The content of the sheet.
pub(crate) fn transfer(card: Memo<CardView>, sheets: Sheets, view: ReadSignal<View>) -> AnyView {
    let locale = use_locale();
    let dispatch = use_context::<Dispatch>();
    let enabled = flag(move || card.with(|card| card.controls.transfer == Some(true)));
    let consult = move |target| {
        if let Some(dispatch) = dispatch {
            let contact = card.with_untracked(|card| card.contact.clone());
            dispatch.send(Intent::Consult(contact, target));
        }
        sheets.close();
    };
    let choose = Rc::new(move |arn| consult(Target::QuickConnect(arn)));
    let call = Box::new(move |text: DialText, country| consult(Target::Number(text, country)));
    let typed = RwSignal::new(String::new());
    [
        el("p").class("quiet hint").child(text!(locale, transfer.hint)).into_any(),
        quick_connects(view, enabled, None, EVERYBODY, choose),
        number_form(view, typed, enabled, call),
    ]
    .into_any()
}
