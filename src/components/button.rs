//! Owns the one kind of button that sends an [`Intent`].

use crate::components::icon::{Icon, Picture};
use crate::dispatch::Dispatch;
use crate::view::Intent;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Whether a click counts: the second of a double click never does, so that it cannot undo the first
/// or hit what has just moved there.
pub(crate) fn counts(click: &MouseEvent) -> bool {
    click.detail() < 2
}

/// A button with a word and a picture. While off it stays focusable, so that the keyboard is not lost.
#[component]
pub(crate) fn ActionButton(
    /// The visible word and accessible name.
    label: &'static str,
    /// What stands before the word.
    icon: Icon,
    /// What a press asks for.
    intent: Intent,
    /// Whether a press counts.
    #[prop(into, default = Signal::stored(true))]
    enabled: Signal<bool>,
    /// How it looks, and in a card which place it has.
    #[prop(into)]
    class: Signal<&'static str>,
) -> impl IntoView {
    let dispatch = use_context::<Dispatch>();
    let intent = StoredValue::new(intent);
    let on_click = move |click: MouseEvent| {
        if counts(&click)
            && enabled.get_untracked()
            && let Some(dispatch) = dispatch
        {
            dispatch.send(intent.get_value());
        }
    };
    view! {
        <button
            type="button"
            class=move || format!("button {}", class.get())
            title=label
            aria-disabled=move || (!enabled.get()).then_some("true")
            on:click=on_click
        >
            <Picture icon=icon />
            <span class="word">{label}</span>
        </button>
    }
}
