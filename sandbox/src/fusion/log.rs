//! The event log of the desktop: every message both ways, in the order of occurrence.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use crate::drawer::fits;
use leptos::prelude::*;
use serde_json::{Value, json};

/// How many lines are kept; the oldest go first.
const LONGEST: usize = 2000;

/// Where a line comes from, seen from Fusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From the toolbar to Fusion.
    In,
    /// From Fusion to the toolbar.
    Out,
    /// From the simulated CCP.
    Ccp,
    /// From the desktop itself.
    Note,
}

impl Direction {
    fn word(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Ccp => "ccp",
            Self::Note => "note",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::In => "from the toolbar",
            Self::Out => "from Fusion",
            Self::Ccp => "from the CCP",
            Self::Note => "notes",
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    number: u64,
    direction: Direction,
    json: String,
    text: String,
    /// The message whole.
    message: String,
}

/// The log; a copy is the same log.
#[derive(Clone, Copy)]
pub(super) struct Log {
    entries: RwSignal<Vec<Entry>>,
    opened_at: u64,
}

impl Log {
    /// An empty log.
    pub(super) fn new(now: u64) -> Self {
        Self { entries: RwSignal::new(Vec::new()), opened_at: now }
    }

    /// Adds a line; `message` is what was said, whatever it is.
    pub(super) fn add(self, now: u64, direction: Direction, message: &Value) {
        let named = |member: &str| message.get(member).and_then(Value::as_str);
        let data = |member: &str| message.get("data")?.get(member)?.as_str();
        let method = named("method").or(named("event")).or(named("kind")).unwrap_or_default();
        let said = match message {
            Value::String(text) => text.clone(),
            Value::Array(_) | Value::Bool(_) | Value::Null | Value::Number(_) => {
                message.to_string()
            }
            Value::Object(_) => {
                let event_id = named("eventId").or(data("eventId"));
                let said = [
                    Some(method),
                    named("command"),
                    event_id,
                    data("reason"),
                    named("result"),
                    named("answer"),
                    named("agent"),
                    named("why"),
                ];
                said.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        };
        let span = now.saturating_sub(self.opened_at);
        let word = direction.word();
        let text = format!("{}.{:03} {word} {said}", span / 1000, span % 1000);
        let json =
            json!({ "at": now, "dir": word, "method": method, "message": message }).to_string();
        let message = serde_json::to_string_pretty(message).unwrap_or_default();
        self.entries.try_update(|entries| {
            let number = entries.last().map_or(0, |last| last.number + 1);
            if entries.len() >= LONGEST {
                entries.remove(0);
            }
            entries.push(Entry { number, direction, json, text, message });
        });
    }
}

/// Shows the log, narrowed by words and by where a line comes from; a line opens to its message.
#[component]
pub(super) fn WireLog(
    /// What to show.
    log: Log,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let from = RwSignal::new(String::new());
    let fit = move |entry: &Entry| {
        let from = from.read();
        (from.is_empty() || *from == entry.direction.word()) && fits(&typed.read(), &entry.message)
    };
    let none = move || {
        let none = log.entries.with(|entries| !entries.iter().any(fit));
        none.then_some("No message fits.")
    };
    let origins =
        [Direction::In, Direction::Out, Direction::Ccp, Direction::Note].map(|direction| {
            view! { <option value=direction.word()>{direction.about()}</option> }
        });
    view! {
        <section aria-label="Event log" class="sf-log">
            <div class="sf-filter">
                <input
                    type="search"
                    aria-label="Filter the messages"
                    placeholder="Filter: words of a message"
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <select aria-label="From" on:change=move |event| from.set(event_target_value(&event))>
                    <option value="">"from anybody"</option>
                    {origins}
                </select>
                <output>{none}</output>
            </div>
            <ol data-testid="wire-log">
                <For each=move || log.entries.get() key=|entry| entry.number let:entry>
                    <Line hidden=Signal::derive({
                        let entry = entry.clone();
                        move || !fit(&entry)
                    }) entry />
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Line(hidden: Signal<bool>, entry: Entry) -> impl IntoView {
    let open = RwSignal::new(false);
    let Entry { direction, json, text, message, .. } = entry;
    view! {
        <li data-entry=json data-from=direction.word() hidden=hidden>
            <details on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>{text}</summary>
                {move || open.get().then(|| view! { <pre>{message.clone()}</pre> })}
            </details>
        </li>
    }
}
