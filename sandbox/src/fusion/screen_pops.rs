//! Which page a started call opens: the four default rules (`fusion.md` K).

use super::customers::{Members, text};

/// How a page was come to, as the application's navigation events say: a call opened it.
pub const SCREEN_POP: &str = "SCREENPOP";
/// The agent went to it.
pub const DRILL_DOWN: &str = "DRILLDOWN";

/// A page of the desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A known contact.
    Contact,
    /// The form for a contact that is not known.
    CreateContact,
    /// A service request.
    ServiceRequest,
    /// The page that Fusion shows when it does not know better.
    Service,
}

impl Page {
    /// What the page calls itself.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Contact => "Contact",
            Self::CreateContact => "Create contact",
            Self::ServiceRequest => "Service request",
            Self::Service => "Service",
        }
    }
}

/// A page that a call opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pop {
    /// Which page.
    pub page: Page,
    /// How it was come to.
    pub navigation: &'static str,
    /// The tab's title.
    pub title: String,
    /// What the page shows: label and value.
    pub fields: Vec<(&'static str, String)>,
    /// The tokens of the record, for a click on its number.
    pub record: Members,
}

/// The tokens that a page shows, with their labels.
const FIELDS: [(&str, &str); 7] = [
    ("Name", "SVCMCA_CONTACT_NAME"),
    ("Phone", "SVCMCA_ANI"),
    ("Contact", "SVCMCA_CONTACT_NUMBER"),
    ("Service request", "SVCMCA_SR_NUM"),
    ("Title", "SVCMCA_SR_TITLE"),
    ("Interaction", "SVCMCA_INTERACTION_ID"),
    ("Wrap-up", "SVCMCA_WRAPUP_ID"),
];

/// Chooses the page by the tokens of the call.
pub fn screen_pop(tokens: &Members, navigation: &'static str) -> Pop {
    let name = text(tokens, "SVCMCA_CONTACT_NAME").or(text(tokens, "SVCMCA_DISPLAY_NAME"));
    let contact = text(tokens, "SVCMCA_CONTACT_ID");
    let request = text(tokens, "SVCMCA_SR_NUM").or(text(tokens, "SVCMCA_SR_ID"));
    let number = text(tokens, "SVCMCA_ANI").unwrap_or("number withheld");
    let (page, title) = match (request, contact) {
        (Some(request), Some(_)) => {
            (Page::ServiceRequest, format!("{request} {}", name.unwrap_or(number)))
        }
        (Some(request), None) => (Page::ServiceRequest, format!("{request} {number}")),
        (None, None) => (Page::CreateContact, format!("New contact {number}")),
        (None, Some(_)) => (Page::Contact, name.unwrap_or("Contact").to_owned()),
    };
    let shown = |(label, token)| Some((label, text(tokens, token)?.to_owned()));
    Pop {
        page,
        navigation,
        title,
        fields: FIELDS.into_iter().filter_map(shown).collect(),
        record: tokens.clone(),
    }
}
