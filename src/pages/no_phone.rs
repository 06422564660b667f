//! The screens of a page without a phone: for an administrator whose `config.json` cannot be used, every error at once;
//! for what no configuration mends; and for controls that are in another window: where, why, and what to press.

use leptos::ev;
use leptos::prelude::*;

use crate::components::button::Icon;
use crate::components::element::{El, el};
use crate::components::windows::{WindowAction, wish_button};
use crate::config::NoConfig;
use crate::dom::page;
use crate::i18n::{Locale, text, use_locale};

/// Every problem of the configuration, each as a JSON path and what is wrong there.
#[inline(never)]
pub fn config_errors(why: &NoConfig) -> AnyView {
    let locale = use_locale();
    let (errors, unreadable): (&[_], _) = match why {
        NoConfig::Unreadable(cause) => (&[], Some(cause.clone())),
        NoConfig::Unusable(errors) => (errors, None),
    };
    let rows = errors.iter().map(|error| {
        el("tr")
            .child(el("th").attr("scope", "row").child(el("code").child(error.path.clone())))
            .child(el("td").child(error.words()))
    });
    let rows: Vec<_> = rows.collect();
    let fetch_failed = text!(locale, config.fetch_failed);
    el("main")
        .class("page")
        .child(el("h1").child(text!(locale, config.title)))
        .child(el("p").child(text!(locale, config.lead)))
        .child(unreadable.map(|cause| {
            [el("p").child(fetch_failed).into_any(), el("p").class("quote").child(cause).into_any()]
        }))
        .child((!errors.is_empty()).then(|| {
            el("table")
                .child(el("caption").child(text!(locale, config.problems)))
                .child(
                    el("thead").child(
                        el("tr")
                            .child(
                                el("th")
                                    .attr("scope", "col")
                                    .child(text!(locale, config.column_path)),
                            )
                            .child(
                                el("th")
                                    .attr("scope", "col")
                                    .child(text!(locale, config.column_message)),
                            ),
                    ),
                )
                .child(el("tbody").child(rows))
        }))
        .child(el("p").child(text!(locale, config.remedy)))
        .child(
            el("p").child(text!(locale, config.example)).child(" ").child(
                el("a")
                    .attr("href", "config.example.json")
                    .attr("target", "_blank")
                    .attr("rel", "external")
                    .child("config.example.json"),
            ),
        )
        .child(reload())
        .into_any()
}

/// The button that loads the page anew; needs nobody to send an intent to.
fn reload() -> El {
    el("button")
        .attr("type", "button")
        .class("button strong")
        .on(ev::click, |_| page::reload())
        .child(text!(use_locale(), button.reload))
}

/// Why the toolbar does not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FatalCause {
    /// The page came over plain http, where the browser has no microphone and no Web Locks.
    InsecureContext,
    /// The browser denies the frame its history and storage (`style.md`, `leptos_router` in an iframe).
    HistoryDenied,
}

/// A plain page that says why there is no toolbar and what to do.
pub fn fatal(cause: FatalCause) -> AnyView {
    let locale = use_locale();
    let (title, tell) = match cause {
        FatalCause::InsecureContext => {
            (text!(locale, fatal.insecure), text!(locale, fatal.insecure_tell))
        }
        FatalCause::HistoryDenied => {
            (text!(locale, fatal.history), text!(locale, fatal.history_tell))
        }
    };
    el("main")
        .class("page")
        .child(
            el("div").attr("role", "alert").child(el("h1").child(title)).child(el("p").child(tell)),
        )
        .child(reload())
        .into_any()
}

/// Why a page shows no controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WindowNotice {
    /// They are in the window popped out of it.
    Away,
    /// Another window runs the phone.
    Second {
        /// Whether it took over from this one.
        taken: bool,
    },
    /// A view that does not reach the page it was popped out of.
    KeptApart,
    /// A view whose page has panicked; the audio goes on until it is loaded anew.
    Crashed,
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
#[inline(never)]
pub(crate) fn window_screen(notice: WindowNotice) -> AnyView {
    let locale = use_locale();
    let (title, lines) = words(locale, notice);
    let paragraphs = lines.into_iter().flatten().map(|line| el("p").child(line).into_any());
    let close = || wish_button(text!(locale, windows.close), Icon::Close, WindowAction::Close, "");
    let pop_in =
        || wish_button(text!(locale, windows.pop_in), Icon::Inbound, WindowAction::PopIn, "strong");
    let front = || wish_button(text!(locale, windows.front), Icon::Panel, WindowAction::PopOut, "");
    let take_over = || {
        wish_button(text!(locale, windows.take_over), Icon::Call, WindowAction::TakeOver, "strong")
    };
    let buttons = match notice {
        WindowNotice::Away => vec![pop_in(), front()],
        WindowNotice::Second { .. } => vec![take_over()],
        WindowNotice::KeptApart
        | WindowNotice::Crashed
        | WindowNotice::Lost { .. }
        | WindowNotice::Orphaned { .. }
        | WindowNotice::TakenOver
        | WindowNotice::OtherVersion
        | WindowNotice::Replaced
        | WindowNotice::PoppedIn => vec![close()],
    };
    let main = el("main")
        .class("main window-notice")
        .child(
            el("div")
                .attr("role", "status")
                .child(el("h1").child(title))
                .child(paragraphs.collect::<Vec<AnyView>>()),
        )
        .child(el("div").class("row").child(buttons));
    el("div").class("toolbar").child(main).into_any()
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
        WindowNotice::Crashed => {
            (text!(locale, fatal.crashed), [Some(text!(locale, fatal.crashed_tell)), None])
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
