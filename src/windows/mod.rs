//! Several windows of the toolbar (`design.md` 5).
//!
//! Of the windows of one storage partition one *leads* and runs the phone (`leader`). And a window popped out of a
//! frame shows the controls that the page in the frame draws into it: `host` is the page's side, `client` the window's,
//! `greeting` what they say to each other.

mod client;
pub mod greeting;
mod host;
mod leader;

pub use client::{ClientNews, PopOutClient};
pub use host::{HostNews, PopOutHost};
pub use leader::{Claim, Lead, claim, freed, is_led, take_over};

/// What marks the address of a view.
const MARK: &str = "window=view";
/// The name of the popped-out window; opening it again finds the same one.
const NAME: &str = "fusion-connect-toolbar-view";
/// The element of a view into which the controls are drawn.
pub const PLACE: &str = "controls";
/// The size of the vertical toolbar (`design.md` 7).
const FEATURES: &str = "popup,width=400,height=640";

/// Whether a page with this `location.search` is a view and must not start an engine.
pub fn is_view(search: &str) -> bool {
    search.trim_start_matches('?').split('&').any(|pair| pair == MARK)
}

/// The address of the view on the engine at `address`.
pub fn view_address(address: &str) -> String {
    let bare = address.split('#').next().unwrap_or_default();
    let joint = if bare.contains('?') { '&' } else { '?' };
    format!("{bare}{joint}{MARK}")
}

#[cfg(test)]
mod tests {
    use super::{is_view, view_address};

    #[test]
    fn a_view_has_the_address_of_its_engine_and_a_mark() {
        for (engine, view) in [
            ("https://host/", "https://host/?window=view"),
            ("https://host/cti/?oraTbName=TB#x", "https://host/cti/?oraTbName=TB&window=view"),
        ] {
            assert_eq!(view_address(engine), view);
            assert!(is_view(view.split_once('?').map_or("", |(_, search)| search)));
        }
        for search in ["", "?window=viewer", "?xwindow=view", "?oraTbName=window=view"] {
            assert!(!is_view(search), "{search}");
        }
    }
}
