//! Owns which sheet of a card is open, where the keyboard goes with it, and the frame around it.

use crate::components::button::worded;
use crate::components::element::el;
use crate::components::icon::Icon;
use crate::components::keypad::{digit_of, keypad, send};
use crate::components::live::{effect, flag, part};
use crate::components::transfer::transfer;
use crate::dispatch::Dispatch;
use crate::dom::focus;
use crate::i18n::{text, use_locale};
use crate::view::{CardView, View};
use leptos::ev;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;

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
        keys.get()
            .then(|| frame(title, Box::new(move || sheets.close()), keypad(card, sheets)))
            .into_any()
    });
    let transfer = part(move || {
        let title = text!(locale, button.transfer);
        list.get()
            .then(|| frame(title, Box::new(move || sheets.close()), transfer(card, sheets, view)))
            .into_any()
    });
    [keypad, transfer].into_any()
}

/// A sheet with its title and the button that closes it.
pub(crate) fn frame(title: &'static str, shut: Box<dyn Fn() + Send>, content: AnyView) -> AnyView {
    let close = text!(use_locale(), button.close);
    let on_click = move |_: MouseEvent| shut();
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
