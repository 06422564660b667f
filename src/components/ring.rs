//! Makes a ring known without a sound: announced once, focused only where the person works,
//! and in the title while nobody can see the page (`peers.md` 3.9, 3.10).

use crate::components::clock::Clock;
use crate::components::element::{ElementRef, el};
use crate::components::live::{effect, flag, text};
use crate::components::numbers::{Numbers, who_words};
use crate::dom::{focus, page};
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Memo, Signal};
use crate::view::{CardView, ContactId, Phase, View};
use leptos::prelude::*;
use web_sys::HtmlElement;

/// Gives the card the keyboard while it rings, if the person works in this document at that moment,
/// and gives it back afterwards. Tells whether the card is such a dialog now.
pub(crate) fn hold_focus(card: ElementRef, ringing: Memo<bool>) -> Memo<bool> {
    // Asked once a ring: whoever comes later is not interrupted.
    let dialog = flag(move || ringing.get() && focus::is_here());
    let former: StoredValue<Option<HtmlElement>, LocalStorage> = StoredValue::new_local(None);
    let give_back = move || {
        let node = card.try_get_untracked().flatten();
        let outside =
            |holder: HtmlElement| !node.as_ref().is_some_and(|node| node.contains(Some(&holder)));
        if focus::holder().is_some_and(outside) {
            return;
        }
        let former = former.try_update_value(Option::take).flatten();
        let returned = former.is_some_and(|element| focus::give(&element));
        if let Some(node) = node
            && !returned
        {
            focus::give_in_place(&node);
        }
    };
    let mut was = false;
    effect(move || {
        let is = dialog.get();
        if is && !was {
            former.set_value(focus::holder());
            if let Some(node) = card.get_untracked() {
                focus::give(&node);
            }
        } else if !is && was {
            give_back();
        }
        was = is;
    });
    on_cleanup(move || {
        if dialog.try_get_untracked() == Some(true) {
            give_back();
        }
    });
    dialog
}

/// Announces each ring once where no dialog takes the focus, and names it in a hidden page's title.
pub(crate) fn ring_announcer(view: Signal<View>, clock: Clock) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    name_in_title(view, clock);
    let (mut announced, mut said) = (Vec::<ContactId>::new(), String::new());
    let words = text(move || {
        view.with(|view| {
            let rings = || view.cards.iter().filter(|card| card.phase == Phase::Ringing);
            announced.retain(|contact| rings().any(|card| card.contact == *contact));
            // A name that comes later does not ring again; a second caller does.
            if let Some(card) = rings().find(|card| !announced.contains(&card.contact)) {
                announced.push(card.contact.clone());
                said = announce(locale, numbers, card);
            } else if announced.is_empty() {
                said.clear();
            }
        });
        said.clone()
    });
    el("div")
        .class("unseen")
        .attr("role", "alert")
        .attr("data-testid", "ring")
        .child(words)
        .into_any()
}

/// The contact that rings, the first of several.
fn ringing(view: &View) -> Option<&CardView> {
    view.cards.iter().find(|card| card.phase == Phase::Ringing)
}

/// Names the ring in the title of the page while nobody can see it, or that the session ends.
fn name_in_title(view: Signal<View>, clock: Clock) {
    let locale = use_locale();
    let usual = Signal::new(None::<String>);
    let restore = move || {
        if let Some(title) = usual.try_get_untracked().flatten() {
            usual.set(None);
            page::set_title(&title);
        }
    };
    let mut named = None;
    effect(move || {
        let hidden = !clock.is_visible();
        let title = view.with(|view| {
            let ring = ringing(view).map(|card| words::phase_words(locale, card));
            let session = view.health.session.as_ref().map(|_| text!(locale, session.title));
            ring.or(session).filter(|_| hidden)
        });
        if title == named {
            return;
        }
        named = title;
        if let Some(title) = title {
            usual.update(|usual| *usual = usual.take().or_else(|| Some(page::title())));
            page::set_title(title);
        } else {
            restore();
        }
    });
    on_cleanup(restore);
}

/// The announcement of a ring; nothing where the dialog with the focus is read out anyway.
fn announce(locale: Locale, numbers: Option<Numbers>, card: &CardView) -> String {
    if focus::is_here() {
        return String::new();
    }
    let what = words::phase_words(locale, card);
    let who = untrack(|| who_words(locale, numbers, card));
    let text = match &card.queue {
        Some(queue) => words::fill(text!(locale, call.announce_queue), "{queue}", queue),
        None => text!(locale, call.announce).to_owned(),
    };
    words::fill(&words::fill(&text, "{what}", what), "{who}", &who)
}
