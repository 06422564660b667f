//! Makes what follows from the tables of the source: keys of the texts, and the members of the configuration.
//!
//! A key of every text in `src/i18n`, one JSON file per language: a text that a language lacks, or whose placeholders
//! differ, stops the build. `OUT_DIR` gets the module of the keys, and each language's texts in the order of the keys
//! as `xtask/src/texts.mjs` does for a browser. Of `src/config.schema.json` it gets the members as constants for the
//! reader, and as rows for `docs/admin.md`.
#![allow(clippy::expect_used, clippy::panic, reason = "a build script reports by failing")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const FOLDER: &str = "src/i18n";
const SCHEMA: &str = "src/config.schema.json";
/// The language whose keys the others must have.
const FIRST: &str = "en";

type Texts = BTreeMap<String, Value>;

fn main() {
    let out = env::var("OUT_DIR").expect("Cargo names the folder");
    configuration(&out);
    texts(&out);
}

fn texts(out: &str) {
    println!("cargo::rerun-if-changed={FOLDER}");
    let first = read(FIRST);
    let expected = placeholders(&first);
    for tag in languages() {
        let texts = read(&tag);
        let found = placeholders(&texts);
        for (key, places) in &expected {
            match found.get(key) {
                None => panic!("{FOLDER}/{tag}.json lacks {key}"),
                Some(other) if other != places => {
                    panic!(
                        "{FOLDER}/{tag}.json: {key} has the placeholders {other:?}, not {places:?}"
                    )
                }
                Some(_) => {}
            }
        }
        if let Some(key) = found.keys().find(|key| !expected.contains_key(*key)) {
            panic!("{FOLDER}/{tag}.json has {key}, which {FIRST}.json lacks");
        }
        let flat: Vec<_> = flat(&texts).into_iter().map(|(_, text)| text).collect();
        let json = serde_json::to_string(&flat).expect("texts are JSON");
        write(out, &format!("{tag}.json"), &json);
    }
    let mut keys = String::new();
    let count = modules(&first, 0, &mut keys);
    writeln!(keys, "pub(super) const COUNT: usize = {count};").expect("a string takes all");
    write(out, "keys.rs", &keys);
}

fn languages() -> Vec<String> {
    let files = fs::read_dir(FOLDER).expect("the folder of the texts");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect()
}

fn read(tag: &str) -> Texts {
    let text = fs::read_to_string(format!("{FOLDER}/{tag}.json")).expect("a language's file");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{FOLDER}/{tag}.json: {error}"))
}

/// Every text with its key, such as `button.accept`, sorted at each level.
fn flat(texts: &Texts) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, value) in texts {
        match value {
            Value::String(text) => all.push((name.clone(), text.clone())),
            Value::Object(_) => {
                let below = flat(&group(value)).into_iter();
                all.extend(below.map(|(key, text)| (format!("{name}.{key}"), text)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                panic!("{name} is neither a text nor a group")
            }
        }
    }
    all
}

/// The sorted names in braces of each text.
fn placeholders(texts: &Texts) -> BTreeMap<String, Vec<String>> {
    let names = |text: &str| {
        let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
        let mut names: Vec<_> = parts.map(|(name, _)| name.to_owned()).collect();
        names.sort();
        names.dedup();
        names
    };
    flat(texts).into_iter().map(|(key, text)| (key, names(&text))).collect()
}

/// Writes a constant for each text and a module for each group; gives the number after the last one.
fn modules(texts: &Texts, mut next: usize, out: &mut String) -> usize {
    for (name, value) in texts {
        if value.is_string() {
            writeln!(out, "pub(crate) const {name}: Key = Key({next});")
                .expect("a string takes all");
            next += 1;
        } else {
            writeln!(out, "pub(crate) mod {name} {{ use super::Key;").expect("a string takes all");
            next = modules(&group(value), next, out);
            out.push_str("}\n");
        }
    }
    next
}

fn group(value: &Value) -> Texts {
    value.as_object().cloned().unwrap_or_default().into_iter().collect()
}

fn write(folder: &str, name: &str, text: &str) {
    fs::write(Path::new(folder).join(name), text).expect("a file in OUT_DIR");
}

fn configuration(out: &str) {
    println!("cargo::rerun-if-changed={SCHEMA}");
    let text = fs::read_to_string(SCHEMA).expect("the schema of the configuration");
    let schema: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{SCHEMA}: {error}"));
    let root = section(&schema, "the configuration");
    write(
        out,
        "members.rs",
        &format!(
            "#[allow(clippy::unreadable_literal, reason = \"generated\")]\nconst ROOT: Section = {root};\n"
        ),
    );
    let mut rows = "| member | default | meaning |\n| --- | --- | --- |\n".to_owned();
    describe(&schema, "", &mut rows);
    write(out, "members.md", &rows);
}

/// A `Section` of `src/config/reader.rs`.
fn section(schema: &Value, path: &str) -> String {
    assert_eq!(schema["additionalProperties"], Value::Bool(false), "{path} is open");
    let members =
        schema["properties"].as_object().unwrap_or_else(|| panic!("{path} has no members"));
    let members = members.iter().map(|(name, member)| {
        let kind = kind(member, name);
        let default = member.get("default").map(ToString::to_string);
        format!("Member {{ name: {name:?}, kind: {kind}, default: {default:?} }}")
    });
    let members: Vec<_> = members.collect();
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let required: Vec<_> = required.iter().map(ToString::to_string).collect();
    format!(
        "Section {{ members: &[{}], required: &[{}] }}",
        members.join(", "),
        required.join(", ")
    )
}

/// A `Kind` of the same.
fn kind(member: &Value, name: &str) -> String {
    let text = |key: &str| member[key].as_str().unwrap_or_default();
    match (text("type"), text("format"), text("pattern")) {
        ("boolean", ..) => "Kind::Flag".to_owned(),
        ("integer", ..) => format!("Kind::Whole({}, {})", member["minimum"], member["maximum"]),
        ("array", ..) => format!("Kind::List(&{})", kind(&member["items"], name)),
        ("object", ..) if member.get("properties").is_none() => "Kind::Map".to_owned(),
        ("object", ..) => format!("Kind::Section(&{})", section(member, name)),
        ("string", ..) if member.get("enum").is_some() => {
            format!("Kind::Text(TextKind::OneOf(&{}))", member["enum"])
        }
        ("string", "uri", _) => "Kind::Text(TextKind::Url)".to_owned(),
        ("string", "origin", _) => "Kind::Text(TextKind::Origin)".to_owned(),
        ("string", _, "^[A-Za-z0-9_]+$") => "Kind::Text(TextKind::Code)".to_owned(),
        ("string", _, "^[A-Z]{2}$") => "Kind::Text(TextKind::Country)".to_owned(),
        ("string", "", "") => "Kind::Text(TextKind::Any)".to_owned(),
        _ => panic!("{SCHEMA}: {name} has a kind that the reader lacks"),
    }
}

/// Writes a row for each member that is not a section.
fn describe(schema: &Value, path: &str, out: &mut String) {
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        if member.get("properties").is_some() {
            describe(member, &place, out);
            continue;
        }
        let default = member.get("default").map(|value| format!("`{value}`"));
        let needed = required.contains(&Value::from(name.as_str())).then(|| "required".to_owned());
        let default = default.or(needed).unwrap_or_default();
        let mut meaning = member["description"].as_str().unwrap_or_default().to_owned();
        if let Some(words) = member["enum"].as_array()
            && !words.iter().all(|word| meaning.contains(&word.to_string()))
        {
            let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
            write!(meaning, " One of {}.", words.join(", ")).expect("a string takes all");
        }
        if let (Some(low), Some(high)) = (member.get("minimum"), member.get("maximum")) {
            write!(meaning, " From {low} to {high}.").expect("a string takes all");
        }
        writeln!(out, "| `{place}` | {default} | {meaning} |").expect("a string takes all");
    }
}
