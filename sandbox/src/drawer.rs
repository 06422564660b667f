//! The drawer of the desktop's page: groups of controls that a filter narrows, each with a name for the address.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use crate::address;
use leptos::prelude::*;

/// What is typed into the filter box, and what it looks through.
#[derive(Clone, Copy)]
pub(crate) struct Filter {
    typed: RwSignal<String>,
    /// The words of every item.
    items: RwSignal<Vec<String>>,
}

impl Filter {
    /// Gives the components below one filter.
    pub(crate) fn provide() -> Self {
        let filter = Self { typed: RwSignal::default(), items: RwSignal::default() };
        provide_context(filter);
        filter
    }

    /// Says how many items fit, once something is typed.
    fn said(self) -> String {
        let typed = self.typed.get();
        if typed.trim().is_empty() {
            return String::new();
        }
        let count = self.items.with(|items| items.iter().filter(|item| fits(&typed, item)).count());
        match count {
            0 => format!("Nothing fits “{}”.", typed.trim()),
            1 => "1 control fits.".to_owned(),
            count => format!("{count} controls fit."),
        }
    }
}

/// Whether each word of the filter is somewhere in the text; case and hyphens do not matter.
pub(crate) fn fits(filter: &str, text: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('-', " ");
    let text = plain(text);
    plain(filter).split_whitespace().all(|word| text.contains(word))
}

/// The name of a button in the address: its words in lower case, with hyphens.
pub(crate) fn name_of(label: &str) -> String {
    let words = label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// The box to type into, and what came of it.
#[component]
pub(crate) fn FilterBox(
    /// What it narrows.
    filter: Filter,
) -> impl IntoView {
    view! {
        <div class="sf-filter">
            <input
                type="search"
                aria-label="Filter the controls"
                placeholder="Filter: a word or a name"
                prop:value=filter.typed
                on:input=move |event| filter.typed.set(event_target_value(&event))
            />
            <output>{move || filter.said()}</output>
        </div>
    }
}

/// Controls that belong together; not there while none of them fits the filter.
#[component]
pub(crate) fn Group(
    /// Who acts, or what goes wrong.
    title: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="sf-group">
            <legend>{title}</legend>
            {children()}
        </fieldset>
    }
}

/// One control, or a few that are of no use alone.
#[component]
pub(crate) fn Item(
    /// The words by which it is found.
    #[prop(into)]
    words: String,
    children: Children,
) -> impl IntoView {
    let filter = expect_context::<Filter>();
    filter.items.update(|items| items.push(words.clone()));
    let hidden = Memo::new(move |_| filter.typed.with(|typed| !fits(typed, &words)));
    view! { <div class="sf-item" hidden=hidden>{children()}</div> }
}

/// A button that does something once, with the link that does it by itself.
#[component]
pub(crate) fn Press(
    /// What it does.
    label: &'static str,
    /// Does it.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let name = name_of(label);
    let link = address::link("do", &name);
    view! {
        <Item words=format!("{label} {name}")>
            <button type="button" on:click=move |_| on_press.run(())>{label}</button>
            <a class="sf-link" href=link aria-label=format!("Link: {label}") title=format!("do={name}")>"#"</a>
        </Item>
    }
}

/// A text to type.
#[component]
pub(crate) fn Text(
    /// What it is.
    label: &'static str,
    /// The text.
    value: RwSignal<String>,
    /// What stands there while nothing is typed.
    #[prop(optional, into)]
    placeholder: Option<Signal<String>>,
) -> impl IntoView {
    view! {
        <label>
            {label} " "
            <input
                type="text"
                placeholder=placeholder
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </label>
    }
}

/// The link that does what a button does with this value.
#[component]
pub(crate) fn ValueLink(
    /// The button's words.
    label: &'static str,
    /// The value.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    // A comma stands between actions.
    let named = move || format!("{}:{}", name_of(label), value.read().replace(',', " "));
    view! {
        <a
            class="sf-link"
            href=move || address::link("do", &named())
            aria-label=format!("Link: {label}")
            title=move || format!("do={}", named())
        >
            "#"
        </a>
    }
}

/// Something that goes wrong as long as it is ticked.
#[component]
pub(crate) fn Fault(
    /// Its name.
    name: &'static str,
    /// What happens.
    about: &'static str,
    /// Whether it is ticked.
    #[prop(into)]
    on: Signal<bool>,
    /// Hears of a tick.
    #[prop(into)]
    on_switch: Callback<bool>,
) -> impl IntoView {
    view! {
        <Item words=format!("{name} {about}")>
            <label class="sf-fault">
                 <input
                    type="checkbox"
                    aria-label=name
                    prop:checked=on on:change=move |event| on_switch.run(event_target_checked(&event)) />
                <span><code>{name}</code> " " {about}</span>
            </label>
        </Item>
    }
}

#[cfg(test)]
mod tests {
    use super::{fits, name_of};

    #[test]
    fn every_word_of_the_filter_has_to_be_there() {
        let text = "accept-fails An accept is refused.";
        for filter in ["", "  ", "ACCEPT", "accept-f", "refused accept", "accept fails"] {
            assert!(fits(filter, text), "{filter}");
        }
        for filter in ["reject", "accept reject", "acceptfails"] {
            assert!(!fits(filter, text), "{filter}");
        }
    }

    #[test]
    fn a_button_is_named_by_its_words() {
        assert_eq!(name_of("Let it ring out"), "let-it-ring-out");
        assert_eq!(name_of("Another agent's  call"), "another-agent-s-call");
    }
}
