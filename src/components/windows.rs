//! What is said and pressed about this window among others: out of the frame, back, taken over.
//!
//! Never opens or closes a window itself: the wish goes to whoever holds the windows.

use crate::components::button::{Icon, counts, picture, worded};
use crate::components::element::{el, maybe};
use crate::components::live::part;
use crate::i18n::{text, use_locale};
use crate::signals::{Signal, memo};
use leptos::{callback::Callable, callback::UnsyncCallback, ev, ev::MouseEvent, prelude::*};

/// Where the controls are, seen from this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ControlsLocation {
    /// Here, in a window of its own.
    Alone,
    /// In a window popped out of this page.
    Away,
    /// Here, in a frame.
    Framed {
        /// Whether the window that was opened is blocked or kept apart.
        apart: bool,
    },
    /// Here, popped out of the page that runs the phone.
    PoppedOut {
        /// Whether the agent wanted to sign in, which works only where the phone runs.
        sign_in_there: bool,
    },
}

/// What is asked for by a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WindowAction {
    /// Close this window.
    Close,
    /// Have the controls in this page again.
    PopIn,
    /// Have the controls in a window, or bring that window to the front.
    PopOut,
    /// Run the phone here from now on.
    TakeOver,
}

/// Where the controls are and whom to tell a wish; `Copy`, taken from context.
#[derive(Clone, Copy)]
pub(crate) struct Windows {
    place: Signal<ControlsLocation>,
    wish: UnsyncCallback<WindowAction>,
    /// How many sheets are open.
    sheets: Signal<usize>,
}

impl Windows {
    /// Tells every component below the present one its place and whom to tell a wish.
    pub(crate) fn provide(place: Signal<ControlsLocation>, wish: impl Fn(WindowAction) + 'static) {
        provide_context(Self { place, wish: UnsyncCallback::new(wish), sheets: Signal::new(0) });
    }

    /// How many sheets are open in the window of the present component.
    pub(crate) fn open_sheets() -> Option<Signal<usize>> {
        use_context::<Self>().map(|windows| windows.sheets)
    }
}

/// Whether this page only shows what another one runs.
pub(crate) fn is_popped_out() -> bool {
    let windows = use_context::<Windows>();
    let place = windows.and_then(|windows| windows.place.try_get_untracked());
    matches!(place, Some(ControlsLocation::PoppedOut { .. }))
}

/// A button that asks for something of the windows; `class` says how it looks.
pub(crate) fn wish_button(
    label: &'static str,
    icon: Icon,
    wish: WindowAction,
    class: &str,
) -> AnyView {
    let windows = use_context::<Windows>();
    let on_click = move |click: MouseEvent| {
        if let Some(windows) = windows.filter(|_| counts(&click)) {
            windows.wish.run(wish);
        }
    };
    worded(label, icon, ["button ", class].concat()).on(ev::click, on_click).into_any()
}

/// The button between frame and window; none where the controls have a window of their own anyway.
pub(crate) fn pop_button() -> Option<AnyView> {
    let locale = use_locale();
    let windows = use_context::<Windows>()?;
    let elsewhere = memo(move |_| match windows.place.get() {
        ControlsLocation::Alone => None,
        ControlsLocation::Away | ControlsLocation::PoppedOut { .. } => Some(true),
        ControlsLocation::Framed { .. } => Some(false),
    });
    Some(part(move || {
        maybe(elsewhere.get().map(|elsewhere| {
            if elsewhere {
                wish_button(
                    text!(locale, windows.pop_in),
                    Icon::Inbound,
                    WindowAction::PopIn,
                    "pop",
                )
            } else {
                wish_button(
                    text!(locale, windows.pop_out),
                    Icon::Panel,
                    WindowAction::PopOut,
                    "pop",
                )
            }
        }))
    }))
}

/// What the last wish came to, where it could not be fulfilled.
pub(crate) fn window_message() -> Option<AnyView> {
    let locale = use_locale();
    let windows = use_context::<Windows>()?;
    let words = memo(move |_| match windows.place.get() {
        ControlsLocation::Framed { apart: true } => Some(text!(locale, windows.blocked)),
        ControlsLocation::PoppedOut { sign_in_there: true } => {
            Some(text!(locale, windows.sign_in_there))
        }
        ControlsLocation::Alone
        | ControlsLocation::Away
        | ControlsLocation::Framed { apart: false }
        | ControlsLocation::PoppedOut { sign_in_there: false } => None,
    });
    let message = part(move || {
        maybe(words.get().map(|words| {
            el("section")
                .class("message")
                .attr("data-tone", "wait")
                .child(picture(Icon::Alert))
                .child(el("div").class("message-body").child(el("p").child(words)))
                .into_any()
        }))
    });
    Some(el("div").attr("role", "status").child(message).into_any())
}
