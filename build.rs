//! Makes a key of every text in `src/i18n`, one JSON file per language: a text that a language lacks, or whose
//! placeholders differ, stops the build.
//!
//! Writes into `OUT_DIR` the module of the keys, and each language's texts in the order of the keys as
//! `xtask/src/texts.mjs` does for a browser.
#![allow(clippy::expect_used, clippy::panic, reason = "a build script reports by failing")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const FOLDER: &str = "src/i18n";
/// The language whose keys the others must have.
const FIRST: &str = "en";

type Texts = BTreeMap<String, Value>;

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    let out = env::var("OUT_DIR").expect("Cargo names the folder");
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
        write(&out, &format!("{tag}.json"), &json);
    }
    let mut keys = String::new();
    let count = modules(&first, 0, &mut keys);
    writeln!(keys, "pub(super) const COUNT: usize = {count};").expect("a string takes all");
    write(&out, "keys.rs", &keys);
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
