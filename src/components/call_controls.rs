//! The row of what can be done while a call is on, each control with a place of its own, and what opens below it: the
//! keys that send tones, and whom to transfer to.
//!
//! What is typed may be the number of a card: it is shown in the open sheet and forgotten with it. Calling somebody is the
//! first of the two steps of every transfer; leaving or joining is the second.

use leptos::ev;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use std::rc::Rc;

use crate::components::Dispatch;
use crate::components::button::{Button, Icon, arrow_keys, counts, keep_focus, off, slot, worded};
use crate::components::element::{ElementRef, Value, el, maybe, together};
use crate::components::later::later_part;
use crate::components::live::{effect, flag, part, text, value};
use crate::components::numbers::number_form;
use crate::components::quick_connects::{EVERYBODY, quick_connects};
use crate::components::windows::Windows;
use crate::dom::focus;
use crate::i18n::{Locale, text, use_locale};
use crate::signals::{Memo, Signal, memo};
use crate::view::{CardView, DialText, Digits, Intent, Target, ToggleView, View};

/// The controls of one call.
pub(crate) fn call_controls(card: Memo<CardView>, sheets: Sheets, node: ElementRef) -> AnyView {
    let locale = use_locale();
    let keep = move |place: &'static str| move || keep_focus(node, place);
    let acting = move |place, made: fn(Locale, &CardView) -> Option<Button>| {
        slot(move || card.with(|card| made(locale, card)), keep(place))
    };
    let opening = move |place, enabled: fn(&CardView) -> Option<bool>, draw: Opens| {
        let enabled = memo(move |_| card.with(enabled));
        part(move || {
            let drawn = enabled.get().map(|enabled| draw(locale, sheets, enabled));
            if drawn.is_none() {
                keep(place)();
            }
            maybe(drawn)
        })
    };
    let class = value(move || {
        let all = if sheets.all_controls.get() { "controls all" } else { "controls" };
        Some(all.to_owned())
    });
    el("div")
        .class(class)
        .attr("role", "group")
        .attr("aria-label", text!(locale, call.controls))
        .child(acting("at-mute", mute))
        .child(acting("at-hold", hold))
        .child(opening("at-keypad", |card| card.controls.keypad, keypad))
        .child(opening("at-transfer", |card| card.controls.transfer, transfer))
        .child(acting("at-swap", swap))
        .child(acting("at-join", join))
        .child(acting("at-leave", leave))
        .child(opening("at-more", has_more, more))
        .into_any()
}

/// Draws a control that shows more, on or off.
type Opens = fn(Locale, Sheets, bool) -> AnyView;

fn mute(locale: Locale, card: &CardView) -> Option<Button> {
    let wish = |on| Intent::SetMute(card.contact.clone(), on);
    let label = text!(locale, button.mute);
    let class = "control at-mute";
    card.controls.mute.map(|mute| toggle(label, Icon::Mute, mute, wish(!mute.on), class))
}

fn hold(locale: Locale, card: &CardView) -> Option<Button> {
    let wish = |on| Intent::SetHold(card.contact.clone(), on);
    let label = text!(locale, button.hold);
    let class = "control at-hold";
    card.controls.hold.map(|hold| toggle(label, Icon::Hold, hold, wish(!hold.on), class))
}

fn keypad(locale: Locale, sheets: Sheets, enabled: bool) -> AnyView {
    let label = text!(locale, button.keypad);
    opener(label, Icon::Keypad, Sheet::Keypad, sheets, enabled, "at-keypad")
}

fn transfer(locale: Locale, sheets: Sheets, enabled: bool) -> AnyView {
    let label = text!(locale, button.transfer);
    opener(label, Icon::Transfer, Sheet::Transfer, sheets, enabled, "at-transfer")
}

fn swap(locale: Locale, card: &CardView) -> Option<Button> {
    let contact = card.contact.clone();
    let intent = if card.collapsed { Intent::BringToFront(contact) } else { Intent::Swap(contact) };
    let label = text!(locale, button.swap);
    let class = "control at-swap";
    card.controls.swap.map(|enabled| Button::new(label, Icon::Swap, intent, enabled, class))
}

fn join(locale: Locale, card: &CardView) -> Option<Button> {
    let intent = Intent::Join(card.contact.clone());
    let label = text!(locale, button.join);
    let class = "control at-join";
    card.controls.join.map(|enabled| Button::new(label, Icon::Join, intent, enabled, class))
}

fn leave(locale: Locale, card: &CardView) -> Option<Button> {
    let intent = Intent::Leave(card.contact.clone());
    let label = text!(locale, button.leave);
    let class = "control bad at-leave";
    card.controls.leave.map(|enabled| Button::new(label, Icon::Leave, intent, enabled, class))
}

/// Whether there is anything that a strip without room for all may have left out.
fn has_more(card: &CardView) -> Option<bool> {
    card.controls.keypad.or(card.controls.hold.map(|_| true)).map(|_| true)
}

/// Shows, in a strip without room for all, what else there is.
fn more(locale: Locale, sheets: Sheets, enabled: bool) -> AnyView {
    let all = sheets.all_controls;
    let label = text!(locale, button.more);
    let expanded = value(move || Some(all.get().to_string()));
    disclosure(label, Icon::More, expanded, enabled, "at-more", move || {
        all.update(|all| *all = !*all);
    })
}

fn toggle(
    label: &'static str,
    icon: Icon,
    is: ToggleView,
    intent: Intent,
    class: &'static str,
) -> Button {
    let (pressed, busy) = (Some(is.on), is.pending.is_some());
    Button { pressed, busy, ..Button::new(label, icon, intent, is.enabled, class) }
}

/// A button that opens a sheet below, and closes it.
fn opener(
    label: &'static str,
    icon: Icon,
    which: Sheet,
    sheets: Sheets,
    enabled: bool,
    place: &'static str,
) -> AnyView {
    let expanded = value(move || Some((sheets.open.get() == Some(which)).to_string()));
    disclosure(label, icon, expanded, enabled, place, move || sheets.toggle(which))
}

fn disclosure(
    label: &'static str,
    icon: Icon,
    expanded: Value,
    enabled: bool,
    place: &str,
    act: impl Fn() + Send + 'static,
) -> AnyView {
    let on_click = move |click: MouseEvent| {
        if enabled && counts(&click) {
            act();
        }
    };
    worded(label, icon, ["button control ", place].concat())
        .attr("aria-expanded", expanded)
        .attr("aria-disabled", off(enabled))
        .on(ev::click, on_click)
        .into_any()
}

/// What opens below the controls of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sheet {
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
    open: Signal<Option<Sheet>>,
    /// Whether a strip shows every control.
    all_controls: Signal<bool>,
    /// What was typed on the open keypad; nobody else holds it.
    typed: Signal<String>,
    card: ElementRef,
}

impl Sheets {
    /// Everything closed, in `card`.
    pub(crate) fn new(card: ElementRef) -> Self {
        Self {
            open: Signal::new(None),
            all_controls: Signal::new(false),
            typed: Signal::new(String::new()),
            card,
        }
    }

    /// Opens `which`, or closes it.
    fn toggle(self, which: Sheet) {
        if self.open.get_untracked() == Some(which) {
            self.close();
        } else {
            self.typed.set(String::new());
            self.open.set(Some(which));
        }
    }

    /// Closes the open sheet and gives the keyboard back to its control.
    fn close(self) {
        let Some(open) = self.open.try_get_untracked().flatten() else { return };
        self.open.set(None);
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
pub(crate) fn sheet(card: Memo<CardView>, sheets: Sheets, view: Signal<View>) -> AnyView {
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
        let content = move || later_part(move || keypad_sheet(card, sheets));
        let title = text!(locale, button.keypad);
        maybe(keys.get().then(|| sheet_frame(title, Box::new(move || sheets.close()), content())))
    });
    let transfer = part(move || {
        let content = move || later_part(move || transfer_sheet(card, sheets, view));
        let title = text!(locale, button.transfer);
        maybe(list.get().then(|| sheet_frame(title, Box::new(move || sheets.close()), content())))
    });
    together([keypad, transfer])
}

/// A sheet with its title and the button that closes it.
pub(crate) fn sheet_frame(
    title: &'static str,
    shut: Box<dyn Fn() + Send>,
    content: AnyView,
) -> AnyView {
    let close = text!(use_locale(), button.close);
    let on_click = move |_: MouseEvent| shut();
    if let Some(count) = Windows::open_sheets() {
        count.update(|count| *count += 1);
        on_cleanup(move || {
            count.update(|count| *count -= 1);
        });
    }
    let node = ElementRef::new();
    effect(move || {
        let Some(node) = node.get() else { return };
        node.scroll_into_view_with_bool(false);
        // What is in it may only come after it.
        let [fields, buttons] = ["input, .key", "button"].map(|kind| focus::all(&node, kind));
        if let Some(first) = fields.first().or(buttons.first()) {
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
fn digit_of(key: &str) -> Option<char> {
    let mut keys = KEYS.iter().map(|(digit, _)| *digit);
    keys.find(|digit| key.strip_prefix(*digit) == Some(""))
}

/// Sends one tone, if the keypad is on, and shows it.
fn send(dispatch: Option<Dispatch>, card: Memo<CardView>, typed: Signal<String>, digit: char) {
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
fn keypad_sheet(card: Memo<CardView>, sheets: Sheets) -> AnyView {
    let locale = use_locale();
    let dispatch = use_context::<Dispatch>();
    let node = ElementRef::new();
    let enabled = flag(move || card.with(|card| card.controls.keypad == Some(true)));
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
    together([
        el("output")
            .class("typed")
            .attr("dir", "ltr")
            .attr("aria-label", text!(locale, keypad.typed))
            .child(text(move || sheets.typed.get()))
            .into_any(),
        el("div")
            .class("keys")
            .attr("dir", "ltr")
            .on(ev::keydown, arrow_keys(node, ".key", 3))
            .node_ref(node)
            .child(keys)
            .into_any(),
    ])
}

/// The content of the sheet.
fn transfer_sheet(card: Memo<CardView>, sheets: Sheets, view: Signal<View>) -> AnyView {
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
    let typed = Signal::new(String::new());
    together([
        el("p").class("quiet hint").child(text!(locale, transfer.hint)).into_any(),
        quick_connects(view, enabled, None, EVERYBODY, choose),
        number_form(view, typed, enabled, call),
    ])
}
