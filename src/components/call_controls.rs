//! The row of what can be done while a call is on; each control has a place of its own.

use crate::components::button::{Button, counts, off, slot, worded};
use crate::components::element::el;
use crate::components::icon::Icon;
use crate::components::live::{memo, part, value};
use crate::components::ring::keep_focus;
use crate::components::sheet::{Sheet, Sheets};
use crate::i18n::{Locale, text, use_locale};
use crate::view::{CardView, Intent, ToggleView};
use leptos::{ev, ev::MouseEvent, html, prelude::*};

/// The controls of one call.
pub(crate) fn call_controls(
    card: Memo<CardView>,
    sheets: Sheets,
    node: NodeRef<html::Div>,
) -> AnyView {
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
            drawn.into_any()
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
        .child(opening("at-more", any, more))
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
fn any(card: &CardView) -> Option<bool> {
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
    expanded: crate::components::live::Value,
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
