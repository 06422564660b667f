//! Owns the row of what can be done while a call is on; each control has a place of its own.

use crate::components::button::{button, counts, off, press};
use crate::components::icon::{Icon, picture};
use crate::components::live::{part, value};
use crate::components::ring::keep_focus;
use crate::components::sheet::{Sheet, Sheets};
use crate::i18n::{Locale, use_locale};
use crate::view::{CardView, Intent, ToggleView};
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The controls of one call.
pub(crate) fn call_controls(
    card: Memo<CardView>,
    sheets: Sheets,
    node: NodeRef<html::Div>,
) -> AnyView {
    let locale = use_locale();
    let slot = move |place: &'static str,
                     draw: fn(Locale, &CardView, Sheets) -> Option<AnyView>| {
        part(move || {
            let drawn = card.with(|card| draw(locale, card, sheets));
            if drawn.is_none() {
                keep_focus(node, place);
            }
            drawn.into_any()
        })
    };
    let class = value(move || {
        let all = if sheets.all_controls.get() { "controls all" } else { "controls" };
        Some(all.to_owned())
    });
    view! {
        <div class=class role="group" aria-label=td_string!(locale, call.controls)>
            {slot("at-mute", mute)}
            {slot("at-hold", hold)}
            {slot("at-keypad", keypad)}
            {slot("at-transfer", transfer)}
            {slot("at-swap", swap)}
            {slot("at-join", join)}
            {slot("at-leave", leave)}
            {slot("at-more", more)}
        </div>
    }
    .into_any()
}

fn mute(locale: Locale, card: &CardView, _: Sheets) -> Option<AnyView> {
    let wish = |on| Intent::SetMute(card.contact.clone(), on);
    let label = td_string!(locale, button.mute);
    card.controls.mute.map(|mute| toggle(label, Icon::Mute, mute, wish(!mute.on), "at-mute"))
}

fn hold(locale: Locale, card: &CardView, _: Sheets) -> Option<AnyView> {
    let wish = |on| Intent::SetHold(card.contact.clone(), on);
    let label = td_string!(locale, button.hold);
    card.controls.hold.map(|hold| toggle(label, Icon::Hold, hold, wish(!hold.on), "at-hold"))
}

fn keypad(locale: Locale, card: &CardView, sheets: Sheets) -> Option<AnyView> {
    let label = td_string!(locale, button.keypad);
    let opens = |enabled| opener(label, Icon::Keypad, Sheet::Keypad, sheets, enabled, "at-keypad");
    card.controls.keypad.map(opens)
}

fn transfer(locale: Locale, card: &CardView, sheets: Sheets) -> Option<AnyView> {
    let label = td_string!(locale, button.transfer);
    let opens =
        |enabled| opener(label, Icon::Transfer, Sheet::Transfer, sheets, enabled, "at-transfer");
    card.controls.transfer.map(opens)
}

fn swap(locale: Locale, card: &CardView, _: Sheets) -> Option<AnyView> {
    let contact = card.contact.clone();
    let intent = if card.collapsed { Intent::BringToFront(contact) } else { Intent::Swap(contact) };
    let label = td_string!(locale, button.swap);
    card.controls.swap.map(|enabled| button(label, Icon::Swap, intent, enabled, "control at-swap"))
}

fn join(locale: Locale, card: &CardView, _: Sheets) -> Option<AnyView> {
    let intent = Intent::Join(card.contact.clone());
    let label = td_string!(locale, button.join);
    card.controls.join.map(|enabled| button(label, Icon::Join, intent, enabled, "control at-join"))
}

fn leave(locale: Locale, card: &CardView, _: Sheets) -> Option<AnyView> {
    let intent = Intent::Leave(card.contact.clone());
    let label = td_string!(locale, button.leave);
    let class = "control bad at-leave";
    card.controls.leave.map(|enabled| button(label, Icon::Leave, intent, enabled, class))
}

/// Shows, in a strip without room for all, what else there is.
fn more(locale: Locale, card: &CardView, sheets: Sheets) -> Option<AnyView> {
    card.controls.keypad.or(card.controls.hold.map(|_| true))?;
    let all = sheets.all_controls;
    let label = td_string!(locale, button.more);
    let expanded = value(move || Some(all.get().to_string()));
    Some(disclosure(label, Icon::More, expanded, true, "at-more", move || {
        all.update(|all| *all = !*all);
    }))
}

/// A toggle: its name stays, `aria-pressed` tells what Connect says.
fn toggle(label: &'static str, icon: Icon, is: ToggleView, intent: Intent, place: &str) -> AnyView {
    let on_click = press(intent, is.enabled);
    view! {
        <button
            type="button"
            class=["button control ", place].concat()
            title=label
            aria-pressed=is.on.to_string()
            aria-busy=is.pending.map(|_| "true".to_owned())
            aria-disabled=off(is.enabled)
            on:click=on_click
        >
            {picture(icon)}
            <span class="word">{label}</span>
        </button>
    }
    .into_any()
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
    act: impl Fn() + 'static,
) -> AnyView {
    let on_click = move |click: MouseEvent| {
        if enabled && counts(&click) {
            act();
        }
    };
    view! {
        <button
            type="button"
            class=["button control ", place].concat()
            title=label
            aria-expanded=expanded
            aria-disabled=off(enabled)
            on:click=on_click
        >
            {picture(icon)}
            <span class="word">{label}</span>
        </button>
    }
    .into_any()
}
