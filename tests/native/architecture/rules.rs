//! The rules: which module may see which, and what may be written where.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::source::{self, Mention, Placed, Token};

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) line: usize,
    pub(crate) rule: String,
}

/// What each module may see of ours besides itself. A module that is not listed breaks the rules until
/// it has its place here.
const SEES: [(&str, &[&str]); 18] = [
    (
        "app",
        &[
            "check",
            "components",
            "config",
            "connect",
            "dom",
            "domain",
            "fusion",
            "headers",
            "i18n",
            "pages",
            "runtime",
            "signals",
            "telemetry",
            "view",
            "windows",
        ],
    ),
    ("check", &["config", "domain", "fusion::presence"]),
    ("components", &["dom", "i18n", "signals", "substring", "view"]),
    ("config", &["domain", "headers", "json"]),
    // They meet in the domain and nowhere else.
    ("connect", &["dom", "domain", "substring"]),
    // One word for what is known of the microphone.
    ("dom", &["domain::Microphone"]),
    ("domain", &[]),
    ("fusion", &["config", "dom", "domain", "json"]),
    // Compiled into xtask as well.
    ("headers", &[]),
    ("i18n", &["check", "view"]),
    ("json", &[]),
    (
        "pages",
        &["check", "components", "config", "dom", "i18n", "signals", "telemetry::replay", "view"],
    ),
    ("runtime", &["connect", "dom", "domain", "fusion", "json", "signals", "telemetry", "view"]),
    ("signals", &[]),
    ("substring", &[]),
    ("telemetry", &["dom", "domain", "view"]),
    ("view", &["domain"]),
    ("windows", &["dom"]),
];

/// Crates, and the places of the only modules that may name them: `connect/decode` is that file and
/// all in the folder of that name, and the empty place is the root of the crate.
const CRATES: [(&[&str], &[&str]); 5] = [
    // A test may play an adapter against the simulator.
    (&["sandbox"], &["sandbox/main"]),
    (
        &["leptos", "leptos_router", "reactive_graph", "reactive_stores", "tachys"],
        &["", "app", "components", "i18n", "pages", "runtime", "sandbox", "signals"],
    ),
    (
        // Only the traits: what a value is written as is the business of the codecs below.
        &["serde"],
        &["domain", "runtime/memory", "sandbox", "telemetry", "view", "windows"],
    ),
    (
        &["serde_json"],
        &[
            "config",
            "connect/decode",
            "fusion",
            "i18n",
            "json",
            "runtime/memory",
            "sandbox",
            "telemetry",
        ],
    ),
    (
        &["gloo_events", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"],
        &[
            "",
            "app",
            "components",
            "connect",
            "dom",
            "fusion",
            "pages",
            "runtime",
            "sandbox",
            "telemetry",
            "windows",
        ],
    ),
];

/// No web types in these, though their parents have them.
pub(crate) const PURE: [&str; 4] =
    ["connect/decode", "fusion/message", "fusion/presence", "fusion/uef/codec"];
const EXTERNS: [&str; 5] = ["", "connect/js", "dom", "fusion/uef", "sandbox"];
const LONGEST: usize = 600;

/// Everything that one file breaks; `place` is its path below `src/`, with `/` between folders. A file of
/// the sandbox, a crate of its own, is in the folder `sandbox`; the direction is Cargo's business there.
pub(crate) fn violations(place: &str, text: &str) -> Vec<Violation> {
    let module = module_of(place);
    let names: Vec<&str> = module.split('/').filter(|part| !part.is_empty()).collect();
    let tokens = source::tokens(text);
    let mut found = Vec::new();
    for mention in source::mentions(&tokens, &names) {
        let direction = (!is_in(&module, "sandbox")).then(|| direction(&names, &mention)).flatten();
        found.extend(direction.map(|rule| Violation { line: mention.line, rule }));
        found.extend(foreign(&module, &mention).map(|rule| Violation { line: mention.line, rule }));
    }
    found.extend(written(&module, &tokens));
    found.extend(shape(&module, text));
    found.dedup();
    found
}

/// `connect/decode` for `connect/decode.rs` and for `connect/decode/mod.rs`, nothing for the root.
fn module_of(place: &str) -> String {
    let stem = place.strip_suffix(".rs").unwrap_or(place);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if matches!(stem, "lib" | "main" | "tools") { String::new() } else { stem.to_owned() }
}

fn is_in(module: &str, place: &str) -> bool {
    module == place
        || (!place.is_empty()
            && module.strip_prefix(place).is_some_and(|rest| rest.starts_with('/')))
}

fn direction(module: &[&str], mention: &Mention) -> Option<String> {
    let own = module.first()?;
    let [first, target, ..] = mention.path.as_slice() else { return None };
    if first != "crate" || target == own {
        return None;
    }
    let Some((_, seen)) = SEES.iter().find(|(name, _)| name == own) else {
        return Some(format!("{own} has no place in the direction of dependencies"));
    };
    let path = mention.path.get(1..).unwrap_or_default().join("::");
    let allowed = seen.iter().any(|name| path == *name || path.starts_with(&format!("{name}::")));
    (!allowed).then(|| format!("{own} must not see {target}"))
}

fn foreign(module: &str, mention: &Mention) -> Option<String> {
    let name = mention.path.first()?.as_str();
    let rule = format!(
        "{name} must not be named in {}",
        if module.is_empty() { "the root" } else { module }
    );
    if let Some((crates, places)) = CRATES.iter().find(|(crates, _)| crates.contains(&name)) {
        let web = crates.contains(&"web_sys");
        let allowed = places.iter().any(|place| is_in(module, place));
        if mention.in_tests && !is_in(module, "domain") {
            return None;
        }
        let pure = web && PURE.iter().any(|place| is_in(module, place));
        return (!allowed || pure).then_some(rule);
    }
    let time =
        matches!(name, "std" | "core") && mention.path.get(1).is_some_and(|part| part == "time");
    (time && is_in(module, "domain"))
        .then(|| format!("{module} must not know a clock: time is data"))
}

/// The `Content-Security-Policy` has no `'unsafe-eval'`.
const OF_TEXT: &str = "no function is made of text, which our own headers forbid";

/// What may not be written at all, or only in some places.
fn written(module: &str, tokens: &[Placed]) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut add = |line: usize, rule: &str| found.push(Violation { line, rule: rule.to_owned() });
    let before = |at: usize, back: usize| {
        at.checked_sub(back).and_then(|at| tokens.get(at)).map(|(_, token)| token)
    };
    for (at, (line, token)) in tokens.iter().enumerate() {
        match token {
            Token::Name(name) => match name.as_str() {
                "Instant" | "SystemTime" => {
                    add(*line, "a clock of std stops the program in the browser");
                }
                "innerHTML"
                | "inner_html"
                | "set_inner_html"
                | "set_outer_html"
                | "insert_adjacent_html" => {
                    add(*line, "text never becomes markup");
                }
                "todo" | "unimplemented"
                    if tokens.get(at + 1).map(|(_, next)| next) == Some(&Token::Sign('!')) =>
                {
                    add(*line, "nothing unfinished");
                }
                "new_no_args" | "new_with_args" => add(*line, OF_TEXT),
                "default"
                    if before(at, 1) == Some(&Token::Into)
                        && before(at, 2) == Some(&Token::Name("Function".to_owned())) =>
                {
                    add(*line, OF_TEXT);
                }
                "forget" if before(at, 1) == Some(&Token::Sign('.')) && is_of_web(module) => {
                    add(*line, "a closure must have an owner");
                }
                "Reflect"
                    if !is_in(module, "connect/decode")
                        && !is_in(module, "connect/js")
                        // Nothing else makes an object of another window's class.
                        && !is_in(module, "dom/notification")
                        && !is_in(module, "fusion/uef/js") =>
                {
                    add(*line, "Reflect belongs to the decoding in connect and to fusion/uef/js");
                }
                "wasm_bindgen"
                    if before(at, 1) == Some(&Token::Sign('['))
                        && matches!(before(at, 2), Some(Token::Sign('#' | '!')))
                        && !EXTERNS.iter().any(|place| is_in(module, place)) =>
                {
                    add(
                        *line,
                        "externs belong to the programs, connect/js, fusion/uef, dom and sandbox",
                    );
                }
                _ => {}
            },
            Token::Text(text) if text == "*" => {
                add(*line, "'*' never is the origin of a message");
            }
            Token::Into | Token::Text(_) | Token::Sign(_) => {}
        }
    }
    found
}

/// Modules that can hold a closure for the browser; the root may let its own live for ever.
fn is_of_web(module: &str) -> bool {
    CRATES.iter().any(|(crates, places)| {
        crates.contains(&"web_sys")
            && places.iter().any(|place| !place.is_empty() && is_in(module, place))
    })
}

/// The circles among files that mention one another, each from the first of its files round to the same one; tests
/// aside. A file that hands out what stands in files below it does not count as one that needs them.
pub(crate) fn circles(files: &[(String, String)]) -> Vec<String> {
    let modules: Vec<(String, &str)> =
        files.iter().map(|(place, text)| (module_of(place), text.as_str())).collect();
    let is_module = |path: &str| modules.iter().any(|(module, _)| module == path);
    let needs: BTreeMap<&str, BTreeSet<String>> = modules
        .iter()
        .map(|(module, text)| {
            let names: Vec<&str> = module.split('/').filter(|part| !part.is_empty()).collect();
            let mentions = source::mentions(&source::tokens(text), &names);
            let paths = mentions.into_iter().filter(|it| !it.in_tests && !it.handed_out);
            let places = paths.filter_map(|mention| {
                let parts = match mention.path.strip_prefix(&["crate".to_owned()]) {
                    Some(parts) => parts.to_vec(),
                    // By the name of a file below this one.
                    None => {
                        names.iter().map(|name| (*name).to_owned()).chain(mention.path).collect()
                    }
                };
                let places = (1..=parts.len()).rev().map(|length| parts[..length].join("/"));
                places.into_iter().find(|place| is_module(place))
            });
            (module.as_str(), places.filter(|place| place != module).collect())
        })
        .collect();
    let mut found = BTreeSet::new();
    for start in needs.keys() {
        // The shortest way back to where it started.
        let mut ways = VecDeque::from([vec![*start]]);
        let mut seen = BTreeSet::new();
        while let Some(way) = ways.pop_front() {
            let next = way.last().and_then(|last| needs.get(last)).into_iter().flatten();
            for place in next {
                if place == start && way.iter().min() == Some(start) {
                    found
                        .insert(way.iter().chain([start]).copied().collect::<Vec<_>>().join(" → "));
                } else if seen.insert(place.clone()) {
                    ways.push_back(way.iter().copied().chain([place.as_str()]).collect());
                }
            }
        }
    }
    found.into_iter().collect()
}

/// How the file as a whole looks.
fn shape(module: &str, text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    if !text.starts_with("//! ") {
        let rule = "a file opens with `//!` and a sentence that says what it is for".into();
        found.push(Violation { line: 1, rule });
    }
    let length = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
    if length > LONGEST && !module.ends_with("/tests") {
        found.push(Violation { line: length, rule: format!("longer than {LONGEST} lines") });
    }
    for (at, line) in text.lines().enumerate() {
        let marks = ["TODO", "FIXME", "XXX"];
        if line.split(|c: char| !c.is_alphanumeric()).any(|word| marks.contains(&word)) {
            found.push(Violation { line: at + 1, rule: "nothing unfinished".into() });
        }
    }
    found
}
