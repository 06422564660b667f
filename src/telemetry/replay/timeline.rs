//! Turns a played trace into a timeline: each step in a line, with what it holds for who looks closer.
//!
//! PURE. Must say as much for what was recorded as for what was played.

use serde_json::{Map, Value};

use super::{Difference, Trace};
use crate::domain::Millis;

/// Members that say what a thing is about, in the order to say them.
const TELLING: [&str; 16] = [
    "verb", "event_id", "ticket", "request", "reply", "reason", "id", "outcome", "kind", "name",
    "state", "agent", "contacts", "fault", "visible", "muted",
];
/// Number of letters by which a line is known.
const LONGEST: usize = 160;
/// Depth to which a value is looked into for a line.
const DEEPEST: usize = 7;

/// One step in words for whoever mends things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When, on the computer of the agent.
    pub at: Millis,
    /// What happened, such as `Intended Accept ct-1`.
    pub title: String,
    /// All of the event.
    pub event: String,
    /// What the core asked for.
    pub answers: Vec<Answered>,
    /// The parts of the screen that were recorded otherwise.
    pub screen: Vec<String>,
    /// Whether the program ended before it answered.
    pub unfinished: bool,
}

/// One request of the core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What it is, such as `Connect Accept ct-1`.
    pub title: String,
    /// All of it as it was played; empty if only the recorded program asked for it.
    pub played: String,
    /// All of it as it was recorded, if that is something else; empty if it was not asked for then.
    pub recorded: Option<String>,
}

impl Line {
    /// Whether this program does otherwise than the one that recorded.
    pub fn differs(&self) -> bool {
        !self.screen.is_empty() || self.answers.iter().any(|answer| answer.recorded.is_some())
    }

    /// Whether a text is in it, such as the id of a contact; `text` in lower case, of which ASCII alone counts.
    pub fn mentions(&self, text: &str) -> bool {
        let has = |part: &str| part.to_ascii_lowercase().contains(text);
        has(&self.title)
            || has(&self.event)
            || self.answers.iter().any(|answer| {
                has(&answer.title)
                    || has(&answer.played)
                    || answer.recorded.as_deref().is_some_and(has)
            })
    }
}

impl Trace {
    /// Plays it and tells every step.
    pub fn transcript(&self) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.steps.len());
        for (step, played) in self.steps.iter().zip(self.play()) {
            let mut answers: Vec<Answered> = played
                .commands
                .iter()
                .map(|c| Answered { title: title(c), played: pretty(c), recorded: None })
                .collect();
            let mut screen = Vec::new();
            for difference in played.differences {
                match difference {
                    Difference::Screen(part) => screen.push(part),
                    Difference::Command { place, recorded, .. } => {
                        let text = recorded.as_ref().map(pretty).unwrap_or_default();
                        match (answers.get_mut(place), recorded) {
                            (Some(answer), _) => answer.recorded = Some(text),
                            (None, recorded) => answers.push(Answered {
                                title: recorded.as_ref().map(title).unwrap_or_default(),
                                played: String::new(),
                                recorded: Some(text),
                            }),
                        }
                    }
                }
            }
            lines.push(Line {
                at: step.at,
                title: title(&step.told),
                event: pretty(&step.told),
                answers,
                screen,
                unfinished: step.answered.is_none(),
            });
        }
        lines
    }
}

/// The time of day in UTC, to the millisecond.
pub fn time_of_day(at: Millis) -> String {
    let (seconds, millis) = (at.0 / 1000, at.0 % 1000);
    let (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{millis:03}", seconds % 60)
}

/// What a value is, in one line.
fn title(value: &Value) -> String {
    let mut words = Vec::new();
    tell(value, DEEPEST, &mut words);
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => [line.get(..end).unwrap_or_default(), "…"].concat(),
        None => line,
    }
}

fn tell(value: &Value, deep: usize, words: &mut Vec<String>) {
    if deep == 0 {
        return;
    }
    match value {
        Value::Null => {}
        Value::Bool(is) => words.push(is.to_string()),
        Value::Number(number) => words.push(number.to_string()),
        Value::String(text) => words.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| tell(item, deep - 1, words)),
        Value::Object(members) => tell_members(members, deep, words),
    }
}

fn tell_members(members: &Map<String, Value>, deep: usize, words: &mut Vec<String>) {
    let is_variant = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
    if let (1, Some((name, content))) = (members.len(), members.iter().next())
        && is_variant(name)
    {
        words.push(name.clone());
        return tell(content, deep - 1, words);
    }
    for name in TELLING {
        // The number of a request to Connect is not what it is about.
        if name == "id" && members.contains_key("request") {
            continue;
        }
        if let Some(content) = members.get(name) {
            tell(content, deep - 1, words);
        }
    }
}

/// A value over several lines.
fn pretty(value: &Value) -> String {
    let mut out = String::new();
    print(value, 0, &mut out);
    out
}

fn print(value: &Value, depth: usize, out: &mut String) {
    let (members, ends): (Vec<(Option<&String>, &Value)>, _) = match value {
        Value::Array(items) if !items.is_empty() => {
            (items.iter().map(|item| (None, item)).collect(), ['[', ']'])
        }
        Value::Object(members) if !members.is_empty() => {
            (members.iter().map(|(name, value)| (Some(name), value)).collect(), ['{', '}'])
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => {
            out.push_str(&value.to_string());
            return;
        }
    };
    // What has one part stays on the line of its name.
    let alone = members.len() == 1;
    let [start, end] = ends;
    out.push(start);
    let count = members.len();
    let deeper = if alone { depth } else { depth + 1 };
    for (at, (name, value)) in members.into_iter().enumerate() {
        if !alone {
            out.push('\n');
            out.push_str(&"  ".repeat(deeper));
        }
        if let Some(name) = name {
            out.push_str(name);
            out.push_str(": ");
        }
        print(value, deeper, out);
        if at + 1 < count {
            out.push(',');
        }
    }
    if !alone {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(end);
}

#[cfg(test)]
mod tests {
    use super::{pretty, time_of_day, title};
    use crate::domain::Millis;
    use serde_json::json;

    #[test]
    fn a_line_says_what_it_is_about() {
        for (value, words) in [
            (json!("FusionReady"), "FusionReady"),
            (json!({ "Intended": { "Accept": "ct-1" } }), "Intended Accept ct-1"),
            (
                json!({ "Connect": { "id": 7, "request": { "Accept": "ct-1" } } }),
                "Connect Accept ct-1",
            ),
            (
                json!({ "Fusion": { "uuid": "u", "request": { "New": { "event_id": "e", "in_data": {} } } } }),
                "Fusion New e",
            ),
            (
                json!({ "SnapshotTaken": {
                    "agent": { "state": { "name": "Available", "since": 5 } },
                    "contacts": [{ "Contact": { "id": "ct-1", "state": "Connecting" } }],
                } }),
                "SnapshotTaken Available Contact ct-1 Connecting",
            ),
            (json!({ "Reply": { "ticket": 3, "reply": { "Ok": "Done" } } }), "Reply 3 Ok Done"),
        ] {
            assert_eq!(title(&value), words);
        }
        assert_eq!(title(&json!("a".repeat(200))).chars().count(), 161);
    }

    #[test]
    fn values_are_printed_over_lines() {
        let value = json!({ "A": { "b": [1, 2], "c": { "D": true }, "e": [] } });
        assert_eq!(
            pretty(&value),
            "{A: {\n  b: [\n    1,\n    2\n  ],\n  c: {D: true},\n  e: []\n}}"
        );
    }

    #[test]
    fn times_are_of_a_day_in_utc() {
        assert_eq!(time_of_day(Millis(1_700_000_000_123)), "22:13:20.123");
    }
}
