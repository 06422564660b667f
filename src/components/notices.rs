//! The list of what happened and needs no card any more.

use crate::components::button::button;
use crate::components::element::el;
use crate::components::icon::Icon;
use crate::components::live::{rows, text, value};
use crate::components::numbers::{Numbers, number_words};
use crate::dom::clock::time_of_day;
use crate::i18n::{text, use_locale, words};
use crate::view::{Intent, NoticeView, View};
use leptos::prelude::*;

/// The notices, each with a button that puts it away.
pub(crate) fn notices(view: ReadSignal<View>) -> AnyView {
    let label = text!(use_locale(), notice.region);
    let keys = move || view.with(|view| view.notices.iter().map(key).collect());
    let row = move |wanted: String| {
        let found = view.with_untracked(|view| {
            view.notices.iter().find(|notice| key(notice) == wanted).cloned()
        });
        found.map(notice).into_any()
    };
    el("ul")
        .class("notices")
        .attr("aria-label", label)
        .attr("aria-live", "polite")
        .child(rows(keys, row))
        .into_any()
}

fn key(notice: &NoticeView) -> String {
    notice.id.to_string()
}

/// One notice; it never changes.
fn notice(notice: NoticeView) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let NoticeView { id, kind, at, number, name } = notice;
    let who = move || match (&name, &number) {
        (Some(name), _) => name.as_str().to_owned(),
        (None, Some(number)) => number_words(numbers, number),
        (None, None) => String::new(),
    };
    let title = who.clone();
    el("li")
        .class("notice")
        .child(el("span").class("notice-kind").child(words::notice_words(locale, kind)))
        .child(
            el("span")
                .class("notice-who")
                .attr("dir", "auto")
                .attr("title", value(move || Some(title())))
                .child(text(who)),
        )
        .child(el("time").class("quiet").child(time_of_day(at.0)))
        .child(button(
            text!(locale, button.dismiss),
            Icon::Close,
            Intent::Dismiss(id),
            true,
            "bare",
        ))
        .into_any()
}
