//! Owns the page of the self-check: each step with its result, cause, remedy and button; the headers for
//! each server; and the report.
//!
//! Must never look or judge: findings come in, presses go out.

use crate::check::{Act, Check, Finding, Findings, Group, Verdict, acts};
use crate::components::icon::{Icon, picture};
use crate::components::live::{part, text};
use crate::dom::trial;
use crate::i18n::check_words::{act_words, cause_words, check_words, group_words, verdict_words};
use crate::i18n::text;
use crate::i18n::{Locale, use_locale, words};
use leptos::callback::{Callable, UnsyncCallback};
use leptos::ev::MouseEvent;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the page can have done.
#[derive(Clone)]
pub struct Deeds {
    /// Does what a button beside a step says.
    pub act: UnsyncCallback<Act>,
    /// Writes the report.
    pub report: UnsyncCallback<(), String>,
    /// The address of the toolbar.
    pub toolbar: String,
    /// The headers for each kind of server, by its name.
    pub blocks: Vec<(&'static str, String)>,
}

/// The page before there is anything to show.
pub fn checking() -> AnyView {
    let locale = use_locale();
    view! {
        <main class="page">
            <h1>{text!(locale, check.title)}</h1>
            <p role="status">{text!(locale, check.reading)}</p>
        </main>
    }
    .into_any()
}

/// The page.
pub fn checks(findings: ReadSignal<Findings>, deeds: Deeds) -> AnyView {
    let locale = use_locale();
    let Deeds { act, report, toolbar, blocks } = deeds;
    let groups: Vec<AnyView> =
        Group::ALL.into_iter().map(|kind| group(locale, kind, findings, act)).collect();
    let again = |_| {
        crate::dom::page::reload();
    };
    let target = toolbar.clone();
    let back = move |click: MouseEvent| {
        // No entry in the history: behind it would be the check.
        let here = !(click.ctrl_key() || click.meta_key() || click.shift_key());
        if here && crate::dom::page::replace(&target) {
            click.prevent_default();
        }
    };
    let copy = copy_button(text!(locale, check.copy_report), move || report.run(()));
    view! {
        <main class="page check">
            <h1>{text!(locale, check.title)}</h1>
            <p>{text!(locale, check.lead)}</p>
            <p class="check-sum" role="status" data-testid="summary">
                {text(move || findings.with(|findings| summary(locale, findings)))}
            </p>
            <div class="row">
                {copy}
                <button type="button" class="button" on:click=again>
                    {picture(Icon::Retry)}
                    <span class="word">{text!(locale, check.again)}</span>
                </button>
                <a href=toolbar rel="external" on:click=back>{text!(locale, check.back)}</a>
            </div>
            {groups}
            {headers(locale, blocks)}
        </main>
    }
    .into_any()
}

/// How many steps came to what, once all are known.
fn summary(locale: Locale, findings: &Findings) -> String {
    if findings.count(Verdict::Running) > 0 {
        return text!(locale, check.running).to_owned();
    }
    let counts = [
        ("{failed}", Verdict::Failed),
        ("{advice}", Verdict::Advice),
        ("{unknown}", Verdict::Unknown),
        ("{passed}", Verdict::Passed),
    ];
    let mut line = text!(locale, check.summary).to_owned();
    for (place, verdict) in counts {
        line = words::fill(&line, place, &findings.count(verdict).to_string());
    }
    line
}

fn group(
    locale: Locale,
    kind: Group,
    findings: ReadSignal<Findings>,
    act: UnsyncCallback<Act>,
) -> AnyView {
    let steps: Vec<AnyView> =
        kind.checks().iter().map(|check| step(locale, *check, findings, act)).collect();
    let label = group_words(locale, kind);
    view! {
        <section aria-label=label>
            <h2>{label}</h2>
            <ul class="check-list">{steps}</ul>
        </section>
    }
    .into_any()
}

fn step(
    locale: Locale,
    check: Check,
    findings: ReadSignal<Findings>,
    act: UnsyncCallback<Act>,
) -> AnyView {
    let found = Memo::new(move |_| findings.with(|findings| findings.of(check).cloned()));
    let name = check_words(locale, check);
    let draw = move || {
        let found = found.get();
        let verdict = found.as_ref().map_or(Verdict::Running, |found| found.cause.verdict());
        let word = verdict_words(locale, verdict);
        let rest = found.map(|found| outcome(locale, check, found, act));
        view! {
            <div class="check-step" data-tone=tone(verdict) data-verdict=verdict.code()>
                <h3>{name}</h3>
                <span class="check-verdict">{picture(icon(verdict))} {word}</span>
                {rest}
            </div>
        }
        .into_any()
    };
    view! { <li data-testid=check.code()>{part(draw)}</li> }.into_any()
}

/// Cause, what exactly, remedy and buttons.
fn outcome(locale: Locale, check: Check, found: Finding, act: UnsyncCallback<Act>) -> AnyView {
    let (tell, fix) = cause_words(locale, found.cause);
    let Finding { cause, detail } = found;
    let detail = (!detail.is_empty()).then(|| view! { <p class="quote">{detail}</p> }.into_any());
    let fix = (!fix.is_empty()).then(|| view! { <p class="check-fix">{fix}</p> }.into_any());
    let buttons = acts(check, cause).iter().map(|deed| {
        let deed = *deed;
        view! {
            <button type="button" class="button" on:click=move |_| act.run(deed)>
                <span class="word">{act_words(locale, deed)}</span>
            </button>
        }
        .into_any()
    });
    let buttons: Vec<AnyView> = buttons.collect();
    let buttons =
        (!buttons.is_empty()).then(|| view! { <div class="row">{buttons}</div> }.into_any());
    view! { <div class="check-body"><p>{tell}</p> {detail} {fix} {buttons}</div> }.into_any()
}

fn headers(locale: Locale, blocks: Vec<(&'static str, String)>) -> Option<AnyView> {
    if blocks.is_empty() {
        return None;
    }
    let label = text!(locale, check.headers);
    let blocks = blocks.into_iter().map(|(server, block)| {
        let copied = block.clone();
        let name = words::fill(text!(locale, check.copy_block), "{server}", server);
        view! {
            <details class="check-block">
                <summary>{server}</summary>
                <pre class="quote" tabindex="0" role="region" aria-label=server>{block}</pre>
                {copy_button(&name, move || copied.clone())}
            </details>
        }
        .into_any()
    });
    let section = view! {
        <section aria-label=label>
            <h2>{label}</h2>
            <p>{text!(locale, check.headers_lead)}</p>
            {blocks.collect::<Vec<AnyView>>()}
        </section>
    };
    Some(section.into_any())
}

/// A button that copies, and says that it did; where the browser forbids it, the text to copy by hand.
fn copy_button(label: &str, text: impl Fn() -> String + 'static) -> AnyView {
    let locale = use_locale();
    let area = NodeRef::<Textarea>::new();
    let by_hand = RwSignal::new(None::<String>);
    let copied = RwSignal::new(false);
    let on_click = move |_| {
        let text = text();
        spawn_local(async move {
            let taken = trial::copy(&text).await;
            copied.try_set(taken);
            by_hand.try_set((!taken).then_some(text));
        });
    };
    // Selected as soon as it is there, so that one key copies it.
    Effect::new(move |_| {
        if let Some(area) = area.get()
            && by_hand.with(Option::is_some)
        {
            area.select();
            if trial::copy_selected() {
                copied.set(true);
            }
        }
    });
    let note = move || {
        let text = by_hand.get();
        let said = copied.get().then_some(text!(locale, check.copied));
        let area = text.map(|text| {
            let label = text!(locale, check.copy_hand);
            view! {
                <textarea
                    class="quote"
                    node_ref=area
                    readonly
                    rows="6"
                    aria-label=label
                    prop:value=text
                ></textarea>
            }
            .into_any()
        });
        view! { <span role="status">{said}</span> {area} }.into_any()
    };
    view! {
        <div class="check-copy">
            <button type="button" class="button" on:click=on_click>
                {picture(Icon::Notes)}
                <span class="word">{label.to_owned()}</span>
            </button>
            {part(note)}
        </div>
    }
    .into_any()
}

fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Running => "info",
        Verdict::Passed => "ok",
        Verdict::Advice => "wait",
        Verdict::Failed => "bad",
        Verdict::Unknown | Verdict::NotApplicable => "off",
    }
}

fn icon(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Passed => Icon::Check,
        Verdict::Advice | Verdict::Failed => Icon::Alert,
        Verdict::Running | Verdict::Unknown | Verdict::NotApplicable => Icon::Info,
    }
}
