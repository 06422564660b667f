//! Which page a started call opens: the four default rules (`fusion.md` K); and what becomes of it.

use super::customers::{self, Members, text};
use super::desktop::Desktop;
use serde_json::{Value, json};

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

impl Desktop {
    /// The agent closes a page.
    pub(super) fn close_tab(&mut self, key: u64) {
        self.tabs.retain(|tab| tab.key != key);
        if self.front == Some(key) {
            self.front = self.tabs.last().map(|tab| tab.key);
        }
    }

    /// `focusCommEvent`: the toolbar's active call is this one; no page moves (`frontier.md` 11).
    pub(super) fn focus_call(&mut self, uuid: &str, data: &Members) {
        let event_id = text(data, "eventId").unwrap_or_default();
        let Some(key) = self.call_mut(event_id).map(|call| call.key) else {
            return self.refuse("focusCommEvent", uuid, "there is no such engagement");
        };
        self.active = Some(key);
        self.succeed("focusCommEvent", uuid);
    }

    /// Brings the page of a call to the front, unless the agent closed it.
    pub(super) fn focus_tab(&mut self, uuid: &str, data: &Members) {
        const METHOD: &str = "uef.focusTab";
        let event_id = text(data, "eventId").unwrap_or_default();
        let interaction = self.call_mut(event_id).map(|call| call.interaction_id.clone());
        let is_its = |record: &Members| {
            interaction.is_some() && text(record, "SVCMCA_INTERACTION_ID") == interaction.as_deref()
        };
        let tab = self.tabs.iter().rfind(|tab| is_its(&tab.pop.record)).map(|tab| tab.key);
        let tab = tab.filter(|_| !self.refuses("focusCommEvent"));
        let Some(tab) = tab else {
            return self.refuse(METHOD, uuid, "the tab is not open");
        };
        self.front = Some(tab);
        self.succeed(METHOD, uuid);
    }

    /// `PopOperation`: opens the page of a contact.
    pub(super) fn pop(&mut self, uuid: &str, data: &Members) {
        const METHOD: &str = "uef.pop";
        let given = data.get("InputParameters").and_then(Value::as_object);
        let number = given.and_then(|given| text(given, "SVCMCA_CONTACT_NUMBER"));
        let known = customers::DIRECTORY.iter().map(|one| customers::tokens(&[one]));
        let is_it =
            |record: &Members| number.is_some() && text(record, "SVCMCA_CONTACT_NUMBER") == number;
        let record = known.into_iter().find(is_it);
        let page = [("Flow", "sr"), ("Page", "svc-interaction"), ("ApplicationUIName", "service")];
        let (Some(record), true) =
            (record, page.iter().all(|(name, value)| data.get(*name) == Some(&json!(value))))
        else {
            return self.refuse(METHOD, uuid, "there is no such page");
        };
        self.open(screen_pop(&record, SCREEN_POP), false);
        self.succeed(METHOD, uuid);
    }
}
