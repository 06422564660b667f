//! The pages that are open: who opens, shows and closes them.

use super::customers::{self, Members, text};
use super::desktop::{Desktop, Effect, Tab};
use super::screen_pops::{DRILL_DOWN, Pop, SCREEN_POP, screen_pop};
use serde_json::{Value, json};

/// How long the page of a call stays that Fusion cannot tie to its click.
const FALL_BACK: u32 = 800;

impl Desktop {
    /// Opens the page of a call, for a moment only if Fusion cannot tie the call to its click.
    pub(super) fn open(&mut self, pop: Pop, falls_back: bool) {
        let key = self.fresh();
        self.effects.push(Effect::Navigated(json!({
            "event": "navigation", "navigationType": pop.navigation, "page": pop.page.heading(),
            "inData": pop.record,
        })));
        self.tabs.push(Tab { key, pop, falls_back });
        self.front = Some(key);
        if falls_back {
            self.effects.push(Effect::Wait(key, FALL_BACK));
        }
    }

    /// The agent chose another contact on the page of an unknown one: its own page takes the place.
    pub(super) fn pick(&mut self, tab: u64, record: &Members) {
        let Some(at) = self.tabs.iter().position(|one| one.key == tab) else { return };
        let mut tokens = self.tabs.remove(at).pop.record;
        tokens.extend(record.clone());
        self.open(screen_pop(&tokens, DRILL_DOWN), false);
    }

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
