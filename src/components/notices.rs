//! Owns the list of what happened and needs no card any more.

use crate::components::button::ActionButton;
use crate::components::icon::Icon;
use crate::components::numbers::{Numbers, number_words};
use crate::dom::clock::time_of_day;
use crate::i18n::{use_locale, words};
use crate::view::{Intent, NoticeView};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The notices, each with a button that puts it away.
#[component]
pub(crate) fn Notices(#[prop(into)] notices: Signal<Vec<NoticeView>>) -> impl IntoView {
    let label = td_string!(use_locale(), notice.region);
    view! {
        <ul class="notices" aria-label=label aria-live="polite">
            <For each=move || notices.get() key=|notice| notice.id let(notice)>
                <Notice notice />
            </For>
        </ul>
    }
}

/// One notice; it never changes.
#[component]
fn Notice(notice: NoticeView) -> impl IntoView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let NoticeView { id, kind, at, number, name } = notice;
    let who = Memo::new(move |_| match (&name, &number) {
        (Some(name), _) => name.as_str().to_owned(),
        (None, Some(number)) => number_words(numbers, number),
        (None, None) => String::new(),
    });
    let (label, intent) = (td_string!(locale, button.dismiss), Intent::Dismiss(id));
    view! {
        <li class="notice">
            <span class="notice-kind">{words::notice_words(locale, kind)}</span>
            <span class="notice-who" dir="auto" title=who>{who}</span>
            <time class="quiet">{time_of_day(at.0)}</time>
            <ActionButton label icon=Icon::Close intent class=Signal::stored("bare") />
        </li>
    }
}
