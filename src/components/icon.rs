//! Owns the icons: drawn here, in one stroke style, coloured by the text around them.
//!
//! Every icon is decoration; the word beside it says the same.

use leptos::prelude::*;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// Something is wrong.
    Alert,
    /// A handset, lifted.
    Call,
    /// A tick.
    Check,
    /// A cross.
    Close,
    /// A handset, put down.
    HangUp,
    /// Neutral news.
    Info,
    /// A pen over paper: work after the call.
    Notes,
    /// A handset with an arrow coming in.
    Ringing,
    /// A door with an arrow going in.
    SignIn,
    /// An arrow in a circle.
    Retry,
}

impl Icon {
    /// The drawing on a grid of 24 by 24.
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3",
            Self::Call => {
                "M6.6 3.5 9.8 4.6 10.6 9 8.4 10.7a13 13 0 0 0 5 5L15 13.4l4.5.9 1 3.2c-.5 2-2.2 3.1-4 3A14.5 14.5 0 0 1 3.5 7.5c0-1.8 1.2-3.5 3.1-4z"
            }
            Self::Check => "M4.5 12.5 10 18 19.5 6.5",
            Self::Close => "M6 6 18 18M18 6 6 18",
            Self::HangUp => {
                "M3 14.5c-.6-1.3-.3-2.8.8-3.7a13.5 13.5 0 0 1 16.4 0c1.1.9 1.4 2.4.8 3.7l-.5 1-4.2-.9-.4-2.7a13 13 0 0 0-7.8 0l-.4 2.7-4.2.9z"
            }
            Self::Info => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 11v5.5M12 7.5v.3",
            Self::Notes => "M13 4H5v16h14v-7M9.5 14.5l.6-3L18 3.6 20.4 6l-7.9 7.9z",
            Self::Ringing => {
                "M6.6 3.5 9.8 4.6 10.6 9 8.4 10.7a13 13 0 0 0 5 5L15 13.4l4.5.9 1 3.2c-.5 2-2.2 3.1-4 3A14.5 14.5 0 0 1 3.5 7.5c0-1.8 1.2-3.5 3.1-4zM20.5 3.5 14.5 9.5M14.5 5v4.5H19"
            }
            Self::SignIn => "M10 4h9v16h-9M3 12h11M10.5 8 14.5 12 10.5 16",
            Self::Retry => "M19.5 8.5A8.3 8.3 0 1 0 20.3 13M20 4v5h-5",
        }
    }
}

/// One icon, hidden from assistive technology.
pub(crate) fn picture(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}
