//! Several windows of the toolbar (`design.md` 5).
//!
//! Of the windows of one storage partition one *leads* and runs the phone (`leader`). And a window popped out of a
//! frame shows the controls that the page in the frame draws into it: `pop_out` has the page's side and the window's.
//! What they say to each other stands here: which version they are, and that it is over; nothing about a call crosses.

mod leader;
mod pop_out;

pub use leader::{Claim, Lead, claim, freed, is_led, take_over};
pub use pop_out::{ClientNews, HostNews, PopOutClient, PopOutHost};

/// What marks the address of a view.
const MARK: &str = "window=view";
/// The name of the popped-out window; opening it again finds the same one.
const NAME: &str = "fusion-connect-toolbar-view";
/// The element of a view into which the controls are drawn.
pub const CONTROLS_ID: &str = "controls";
/// The size of the vertical toolbar (`design.md` 7).
const FEATURES: &str = "popup,width=400,height=640";

/// Whether a page with this `location.search` is a view and must not start an engine.
pub fn is_popped_out(search: &str) -> bool {
    search.trim_start_matches('?').split('&').any(|pair| pair == MARK)
}

/// The address of the view on the engine at `address`.
pub fn pop_out_address(address: &str) -> String {
    let bare = address.split('#').next().unwrap_or_default();
    let joint = if bare.contains(['?']) { '&' } else { '?' };
    format!("{bare}{joint}{MARK}")
}

/// What both must have in common: the page draws for its own style sheets, and the window has its own. A release is
/// built with a mark of its sources.
pub const VERSION: &str = match option_env!("TOOLBAR_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};

const ASKS: &str = "fusion-connect-toolbar:view-asks:";
const ANSWERS: &str = "fusion-connect-toolbar:engine-answers:";
const GONE: &str = "fusion-connect-toolbar:engine-gone:";

/// Why a page draws into its window no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It is closed or loaded anew.
    Closed,
    /// Its program has panicked.
    Crashed,
    /// The controls are in it again.
    PoppedIn,
    /// Another window took the place of this one.
    Replaced,
    /// Another window runs the phone from now on.
    TakenOver,
}

const WORDS: [(Gone, &str); 5] = [
    (Gone::Closed, "closed"),
    (Gone::Crashed, "crashed"),
    (Gone::PoppedIn, "popped-in"),
    (Gone::Replaced, "replaced"),
    (Gone::TakenOver, "taken-over"),
];

/// What a page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowReply<'a> {
    /// It is there, and of this version.
    Answers(&'a str),
    /// It is gone.
    Gone(Gone),
}

/// What a window of this version asks, again and again.
pub fn ask() -> String {
    [ASKS, VERSION].concat()
}

/// The version of the window that asks; `None` if the text is no such question.
pub fn asks(text: &str) -> Option<&str> {
    text.strip_prefix(ASKS)
}

/// What a page of this version answers.
pub fn answer() -> String {
    [ANSWERS, VERSION].concat()
}

/// How a page says that it is gone.
pub fn farewell(why: Gone) -> String {
    let word = WORDS.iter().find(|(known, _)| *known == why).map_or("", |(_, word)| *word);
    [GONE, word].concat()
}

/// Reads what a page says; `None` if it is none of this.
pub fn reply(text: &str) -> Option<WindowReply<'_>> {
    if let Some(version) = text.strip_prefix(ANSWERS) {
        return Some(WindowReply::Answers(version));
    }
    let word = text.strip_prefix(GONE)?;
    WORDS.iter().find(|(_, known)| *known == word).map(|(why, _)| WindowReply::Gone(*why))
}

#[cfg(test)]
mod tests {
    use super::{Gone, VERSION, WORDS, WindowReply, answer, ask, asks, farewell, reply};
    use super::{is_popped_out, pop_out_address};

    #[test]
    fn a_view_has_the_address_of_its_engine_and_a_mark() {
        for (engine, view) in [
            ("https://host/", "https://host/?window=view"),
            ("https://host/cti/?oraTbName=TB#x", "https://host/cti/?oraTbName=TB&window=view"),
        ] {
            assert_eq!(pop_out_address(engine), view);
            assert!(is_popped_out(view.split_once('?').map_or("", |(_, search)| search)));
        }
        for search in ["", "?window=viewer", "?xwindow=view", "?oraTbName=window=view"] {
            assert!(!is_popped_out(search), "{search}");
        }
    }

    #[test]
    fn what_is_said_is_understood() {
        assert_eq!(asks(&ask()), Some(VERSION));
        assert_eq!(reply(&answer()), Some(WindowReply::Answers(VERSION)));
        for (why, _) in WORDS {
            assert_eq!(reply(&farewell(why)), Some(WindowReply::Gone(why)));
        }
        assert_eq!(
            (asks(&answer()), reply(&ask()), reply(&farewell(Gone::Closed).to_uppercase())),
            (None, None, None)
        );
    }
}
