//! Draws what a page seldom shows once its part of the program is there.

use leptos::ev::MouseEvent;
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};

use crate::components::button::{Icon, counts, note, worded};
use crate::components::element::el;
use crate::components::live::part;
use crate::dom::{later, page};
use crate::i18n::{text, use_locale};
use crate::signals::Signal;

/// A part of the page whose drawing is put off ([`crate::dom::later`]): until it is there the page says so, and the agent
/// can ask for it again if it cannot be had.
pub(crate) fn later_part(draw: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    boxed_later(Box::new(draw))
}

#[inline(never)]
fn boxed_later(mut draw: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    let Some(first) = later::begin() else { return draw() };
    let locale = use_locale();
    let brought = Signal::new(None);
    spawn_local(async move {
        brought.set(Some(first.await));
    });
    let again = move |click: MouseEvent| {
        if counts(&click) {
            brought.set(None);
            spawn_local(async move {
                brought.set(Some(later::bring().await));
            });
        }
    };
    part(move || match brought.get() {
        Some(true) => draw(),
        None => note("busy", text!(locale, later.coming).to_owned()),
        Some(false) => {
            // What is said stands alone.
            page::remove_skeleton();
            el("div")
                .class("row")
                .child(note("bad", text!(locale, later.lost).to_owned()))
                .child(
                    worded(text!(locale, button.try_again), Icon::Retry, "button")
                        .on(ev::click, again),
                )
                .into_any()
        }
    })
}
