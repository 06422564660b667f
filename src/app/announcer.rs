//! Shows what the core announces: by Fusion where it can, else by the browser from a window at top level.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::use_context;

use super::engine::Engine;
use crate::components::numbers::{Numbers, number_words};
use crate::dom::clock::time_of_day;
use crate::dom::notification;
use crate::domain::{Announcement, Offered};
use crate::fusion::{Notification, NotificationAction};
use crate::i18n::call_words::{announcement_words, offered_words};
use crate::i18n::{Locale, use_locale};
use crate::runtime::Announcer;

/// Makes what shows announcements and takes them back. Not put off: that there is no news of Connect is announced when
/// nothing can be loaded.
pub(super) fn announcer(engine: Engine) -> Announcer {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let shown = RefCell::new(Vec::<(String, notification::BrowserNotification)>::new());
    Rc::new(move |announcement, stands| {
        let id = announcement.id();
        shown.borrow_mut().retain(|(known, _)| *known != id);
        let bridge = engine.runtime().and_then(|runtime| runtime.bridge());
        let told = stands.then(|| told(locale, numbers, announcement));
        if bridge.is_some_and(|bridge| bridge.notify(&id, told.as_ref())) {
            return;
        }
        let by_browser = told.and_then(|told| notification::show(&id, &told.title, &told.summary));
        shown.borrow_mut().extend(by_browser.map(|by_browser| (id, by_browser)));
    })
}

/// An announcement in the agent's language.
fn told(locale: Locale, numbers: Option<Numbers>, announcement: &Announcement) -> Notification {
    let mut caller = None;
    if let Announcement::Ring(call) = announcement {
        let number = || call.number.as_ref().map(|number| number_words(numbers, number));
        caller = call.name.as_ref().map(|name| name.as_str().to_owned()).or_else(number);
    }
    let (title, summary) = announcement_words(locale, announcement, caller, time_of_day);
    let actions = announcement.offers().into_iter().map(|(offered, intent)| {
        let id = match offered {
            Offered::Accept => "accept",
            Offered::Decline => "decline",
            Offered::Stay => "stay",
        };
        NotificationAction { id, name: offered_words(locale, offered), intent }
    });
    let rings = matches!(announcement, Announcement::Ring(_));
    Notification { title, summary, rings, actions: actions.collect() }
}
