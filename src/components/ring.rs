//! Owns how a ring is made known without a sound: announced once, focused only where the person works,
//! and in the title while nobody can see the page (`peers.md` 3.9, 3.10).

use crate::components::card::who_words;
use crate::components::clock::Clock;
use crate::components::numbers::Numbers;
use crate::dom::{focus, page};
use crate::i18n::{Locale, use_locale, words};
use crate::view::{Actions, CardView, ContactId, Phase, View};
use leptos::ev::FocusEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_i18n::td_string;
use web_sys::HtmlElement;

/// Gives the card the keyboard while it rings, if the person works in this document at that moment,
/// and gives it back afterwards. Tells whether the card is such a dialog now.
pub(crate) fn hold_focus(card: NodeRef<html::Div>, ringing: Signal<bool>) -> Memo<bool> {
    // Asked once a ring: whoever comes later is not interrupted.
    let dialog = Memo::new(move |_| ringing.get() && focus::is_here());
    let former: StoredValue<Option<HtmlElement>, LocalStorage> = StoredValue::new_local(None);
    let give_back = move || {
        let node = card.try_get_untracked().flatten();
        let inside = node
            .as_ref()
            .is_some_and(|node| focus::holder().is_some_and(|holder| node.contains(Some(&holder))));
        if !inside && !focus::is_lost() {
            return;
        }
        let former = former.try_update_value(Option::take).flatten();
        let returned = former.is_some_and(|element| focus::give(&element));
        if let Some(node) = node
            && !returned
        {
            focus::give(&node);
        }
    };
    Effect::new(move |was: Option<bool>| {
        let is = dialog.get();
        if is && was != Some(true) {
            former.set_value(focus::holder());
            if let Some(node) = card.get_untracked() {
                focus::give(&node);
            }
        } else if !is && was == Some(true) {
            give_back();
        }
        is
    });
    on_cleanup(move || {
        if dialog.try_get_untracked() == Some(true) {
            give_back();
        }
    });
    dialog
}

/// Whether the keyboard is in a card, as far as its events tell.
#[derive(Clone, Copy)]
pub(crate) struct Kept(StoredValue<bool>);

impl Kept {
    /// Something in the card was given the keyboard.
    pub(crate) fn came(self) {
        self.0.try_set_value(true);
    }

    /// Something in the card lost it; where it goes to nobody, its button may just have gone away.
    pub(crate) fn left(self, event: &FocusEvent) {
        if event.related_target().is_some() {
            self.0.try_set_value(false);
        }
    }
}

/// Gives the card the keyboard when the button that had it goes away with its stage, so that the next
/// Tab finds the buttons of the new one.
pub(crate) fn keep_focus(card: NodeRef<html::Div>, actions: Memo<Actions>) -> Kept {
    let kept = Kept(StoredValue::new(false));
    Effect::new(move |_| {
        actions.track();
        // The buttons change in effects of their own, in this same turn.
        queue_microtask(move || {
            if kept.0.try_get_value() == Some(true)
                && focus::is_here()
                && focus::is_lost()
                && let Some(node) = card.try_get_untracked().flatten()
            {
                focus::give(&node);
            }
        });
    });
    kept
}

/// What the live region says, and about which contact.
type Said = (Option<ContactId>, String);

/// Announces each ring once where no dialog takes the focus, and names it in a hidden page's title.
#[component]
pub(crate) fn RingAnnouncer(#[prop(into)] view: Signal<View>, clock: Clock) -> impl IntoView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let said = Memo::new(move |before: Option<&Said>| {
        view.with(|view| match view.cards.iter().find(|card| card.phase == Phase::Ringing) {
            None => (None, String::new()),
            // A name that comes later does not ring again.
            Some(card) => match before {
                Some(before) if before.0.as_ref() == Some(&card.contact) => before.clone(),
                Some(_) | None => (Some(card.contact.clone()), announce(locale, numbers, card)),
            },
        })
    });
    let title = Memo::new(move |_| {
        view.with(|view| {
            let ringing = view.cards.iter().find(|card| card.phase == Phase::Ringing);
            ringing.filter(|_| !clock.is_visible()).map(|card| words::phase_words(locale, card))
        })
    });
    let usual = StoredValue::new(None::<String>);
    let restore = move || {
        if let Some(usual) = usual.try_update_value(Option::take).flatten() {
            page::set_title(&usual);
        }
    };
    Effect::new(move |_| {
        if let Some(title) = title.get() {
            usual.update_value(|usual| *usual = usual.take().or_else(|| Some(page::title())));
            page::set_title(title);
        } else {
            restore();
        }
    });
    on_cleanup(restore);
    view! {
        <div class="unseen" role="alert" data-testid="ring">
            {move || said.with(|said| said.1.clone())}
        </div>
    }
}

/// The announcement of a ring; nothing where the dialog with the focus is read out anyway.
fn announce(locale: Locale, numbers: Option<Numbers>, card: &CardView) -> String {
    if focus::is_here() {
        return String::new();
    }
    let what = words::phase_words(locale, card);
    let who = untrack(|| who_words(locale, numbers, card));
    let text = match &card.queue {
        Some(queue) => words::fill(td_string!(locale, call.announce_queue), "{queue}", queue),
        None => td_string!(locale, call.announce).to_owned(),
    };
    words::fill(&words::fill(&text, "{what}", what), "{who}", &who)
}
