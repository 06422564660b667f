//! Owns the one kind of button that sends an [`Intent`].

use crate::components::icon::{Icon, picture};
use crate::dispatch::Dispatch;
use crate::view::Intent;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Whether a click counts: the second of a double click never does, so that it cannot undo the first
/// or hit what has just moved there.
pub(crate) fn counts(click: &MouseEvent) -> bool {
    click.detail() < 2
}

/// What a press does: sends `intent`, if the button is on.
pub(crate) fn press(intent: Intent, enabled: bool) -> Box<dyn FnMut(MouseEvent)> {
    let dispatch = use_context::<Dispatch>();
    Box::new(move |click| {
        if enabled
            && counts(&click)
            && let Some(dispatch) = dispatch
        {
            dispatch.send(intent.clone());
        }
    })
}

/// The value of `aria-disabled`.
pub(crate) fn off(enabled: bool) -> Option<String> {
    (!enabled).then(|| "true".to_owned())
}

/// A button with a word, which is its accessible name, and a picture before it. While off it stays
/// focusable, so that the keyboard is not lost. `class` says how it looks, and in a card its place.
pub(crate) fn button(
    label: &str,
    icon: Icon,
    intent: Intent,
    enabled: bool,
    class: &str,
) -> AnyView {
    let on_click = press(intent, enabled);
    view! {
        <button
            type="button"
            class=["button ", class].concat()
            title=label.to_owned()
            aria-disabled=off(enabled)
            on:click=on_click
        >
            {picture(icon)}
            <span class="word">{label.to_owned()}</span>
        </button>
    }
    .into_any()
}
