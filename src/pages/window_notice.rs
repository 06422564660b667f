//! The screen of a page that shows no controls: where they are, why, and what to press.

use crate::components::element::el;
use crate::components::icon::Icon;
use crate::components::windows::{Wish, wish_button};
use crate::i18n::{Locale, text, use_locale};
use leptos::prelude::*;

/// Why a page shows no controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowNotice {
    /// They are in the window popped out of it.
    Away,
    /// Another window runs the phone.
    Second {
        /// Whether it took over from this one.
        taken: bool,
    },
    /// A view that does not reach the page it was popped out of.
    KeptApart,
    /// A view whose page is closed or being loaded.
    Lost {
        /// Whether a call was on.
        call: bool,
    },
    /// A view whose page is closed for good.
    Orphaned {
        /// Whether a call was on.
        call: bool,
    },
    /// A view whose page was taken over from by another window.
    TakenOver,
    /// A view of another version than its page.
    OtherVersion,
    /// A view that another one took the place of.
    Replaced,
    /// A view that was popped in and could not close itself.
    PoppedIn,
}

/// One screen without controls.
#[component]
pub fn WindowScreen(
    /// Why.
    notice: WindowNotice,
) -> impl IntoView {
    let locale = use_locale();
    let (title, lines) = words(locale, notice);
    let paragraphs = lines.into_iter().flatten().map(|line| el("p").child(line).into_any());
    let close = || wish_button(text!(locale, windows.close), Icon::Close, Wish::Close, "");
    let pop_in =
        || wish_button(text!(locale, windows.pop_in), Icon::Inbound, Wish::PopIn, "strong");
    let front = || wish_button(text!(locale, windows.front), Icon::Panel, Wish::PopOut, "");
    let take_over =
        || wish_button(text!(locale, windows.take_over), Icon::Call, Wish::TakeOver, "strong");
    let buttons = match notice {
        WindowNotice::Away => vec![pop_in(), front()],
        WindowNotice::Second { .. } => vec![take_over()],
        WindowNotice::KeptApart
        | WindowNotice::Lost { .. }
        | WindowNotice::Orphaned { .. }
        | WindowNotice::TakenOver
        | WindowNotice::OtherVersion
        | WindowNotice::Replaced
        | WindowNotice::PoppedIn => vec![close()],
    };
    el("div").class("toolbar").child(
        el("main")
            .class("main window-notice")
            .child(
                el("div")
                    .attr("role", "status")
                    .child(el("h1").child(title))
                    .child(paragraphs.collect::<Vec<AnyView>>()),
            )
            .child(el("div").class("row").child(buttons)),
    )
}

/// What happened, then what it means and what to do.
fn words(locale: Locale, notice: WindowNotice) -> (&'static str, [Option<&'static str>; 2]) {
    let without_audio = |call: bool| call.then_some(text!(locale, windows.call_goes_on));
    match notice {
        WindowNotice::Away => {
            (text!(locale, windows.away_title), [Some(text!(locale, windows.away)), None])
        }
        WindowNotice::Second { taken } => {
            let title = if taken {
                text!(locale, windows.taken_title)
            } else {
                text!(locale, windows.second_title)
            };
            let warning = text!(locale, windows.second_warning);
            (title, [Some(text!(locale, windows.second)), Some(warning)])
        }
        WindowNotice::KeptApart => {
            (text!(locale, windows.apart_title), [Some(text!(locale, windows.apart)), None])
        }
        WindowNotice::Lost { call } => (
            text!(locale, windows.lost_title),
            [without_audio(call), Some(text!(locale, windows.lost))],
        ),
        WindowNotice::Orphaned { call } => (
            text!(locale, windows.lost_title),
            [without_audio(call), Some(text!(locale, windows.orphaned))],
        ),
        WindowNotice::TakenOver => {
            (text!(locale, windows.taken_title), [Some(text!(locale, windows.taken_view)), None])
        }
        WindowNotice::OtherVersion => {
            (text!(locale, windows.version_title), [Some(text!(locale, windows.version)), None])
        }
        WindowNotice::Replaced => {
            (text!(locale, windows.replaced_title), [Some(text!(locale, windows.replaced)), None])
        }
        WindowNotice::PoppedIn => {
            (text!(locale, windows.popped_in_title), [Some(text!(locale, windows.popped_in)), None])
        }
    }
}
