//! `src/config` reads what `config.schema.json` says, the same members, words and limits; and `docs/admin.md` lists it.
//!
//! The reader itself is asked: it names what it knows in its errors. `UPDATE_TABLES=1 cargo test --test native members`
//! writes the list.

use fusion_connect_toolbar::config::Config;
use serde_json::{Map, Value, json};

const SCHEMA: &str = include_str!("../../src/config.schema.json");
const EXAMPLE: &str = include_str!("../../src/config.example.json");
/// A name that is close to none.
const STRANGER: &str = "xxxxxxxxxxxxxxxx";

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// What the reader says of a file that has this value at this place.
fn complaints(path: &[&str], value: &Value) -> Vec<String> {
    let mut file = json!({
        "connect": { "ccpUrl": "https://acme.my.connect.aws/ccp-v2/" },
        "fusion": { "origins": ["https://pod.example"] }
    });
    let mut place = &mut file;
    for name in path {
        place = &mut place[*name];
    }
    *place = value.clone();
    let read = Config::parse(&file.to_string());
    read.err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// The one complaint about just this place.
fn complaint(path: &[&str], value: &Value) -> Option<String> {
    let start = format!("{}: ", path.join("."));
    complaints(path, value)
        .into_iter()
        .find_map(|line| line.strip_prefix(&start).map(str::to_owned))
}

/// Every member of the schema that is not a section, with its place; sections are handed to `section`.
fn walk(
    schema: &Value,
    path: &mut Vec<String>,
    section: &mut impl FnMut(&[&str], &Map<String, Value>),
    leaf: &mut impl FnMut(&[&str], &Value),
) {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    match schema["properties"].as_object() {
        None => leaf(&names, schema),
        Some(members) => {
            assert_eq!(schema["additionalProperties"], json!(false), "{names:?} is closed");
            section(&names, members);
            for (name, member) in members {
                path.push(name.clone());
                walk(member, path, section, leaf);
                path.pop();
            }
        }
    }
}

#[test]
fn the_schema_has_the_members_that_are_read() {
    let mut sections = 0;
    let mut check = |path: &[&str], members: &Map<String, Value>| {
        let mut stranger: Vec<&str> = path.to_vec();
        stranger.push(STRANGER);
        let said = complaint(&stranger, &json!(1)).unwrap_or_default();
        let known = said.strip_prefix("unknown key; known here: ");
        let mut known: Vec<&str> = known.unwrap_or_else(|| panic!("{said}")).split(", ").collect();
        known.sort_unstable();
        let mut written: Vec<&str> = members.keys().map(String::as_str).collect();
        written.sort_unstable();
        assert_eq!(written, known, "config.schema.json at {path:?}");
        sections += 1;
    };
    walk(&schema(), &mut Vec::new(), &mut check, &mut |_, _| ());
    assert!(sections >= 10, "{sections} sections");
}

#[test]
fn the_schema_has_the_words_types_and_limits_that_are_read() {
    let mut check = |path: &[&str], member: &Value| {
        if path == ["$schema"] {
            return;
        }
        let kind = member["type"].as_str().unwrap_or_else(|| panic!("{path:?} has a type"));
        let wrong = if kind == "boolean" { json!("yes") } else { json!(true) };
        assert!(complaint(path, &wrong).is_some(), "{path:?} takes more than the schema says");
        if let Some(words) = member["enum"].as_array() {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            let expected = format!("expected one of \"{}\"", words.join("\", \""));
            assert_eq!(complaint(path, &json!(STRANGER)), Some(expected), "{path:?}");
        }
        if kind == "integer" {
            let (low, high) = (&member["minimum"], &member["maximum"]);
            let expected = format!("expected a whole number from {low} to {high}");
            assert_eq!(complaint(path, &json!(-1)), Some(expected), "{path:?}");
        }
        if let Some(default) = member.get("default") {
            assert_eq!(complaint(path, default), None, "{path:?} refuses its default");
        }
    };
    walk(&schema(), &mut Vec::new(), &mut |_, _| (), &mut check);
}

#[test]
fn what_must_be_there_is_what_the_schema_requires() {
    let schema = schema();
    for (section, member) in [("connect", "ccpUrl"), ("fusion", "origins")] {
        assert_eq!(schema["properties"][section]["required"], json!([member]));
        let said = complaints(&[section], &json!({}));
        assert_eq!(said, [format!("{section}.{member}: is missing")]);
    }
    assert_eq!(schema["required"], json!(["connect", "fusion"]));
}

#[test]
fn the_example_is_right_by_the_schema_and_to_the_reader() {
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    assert_eq!(faults(&schema(), &example, "config"), Vec::<String>::new());
    assert_eq!(Config::parse(EXAMPLE).err(), None);
    let mut wrong = example;
    wrong["fusion"]["wrapUp"] = json!("later");
    wrong["dialling"]["recentCalls"] = json!(101);
    wrong["colour"] = json!("red");
    wrong["connect"] = json!({});
    assert_eq!(faults(&schema(), &wrong, "config").len(), 4, "the check itself sees what is wrong");
}

/// As much of JSON Schema as the file uses; a keyword beyond that is a fault too.
fn faults(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        let fits = match keyword.as_str() {
            "$schema"
            | "title"
            | "description"
            | "default"
            | "format"
            | "pattern"
            | "propertyNames"
            | "properties"
            | "additionalProperties"
            | "items" => true,
            "type" => match rule.as_str() {
                Some("array") => value.is_array(),
                Some("boolean") => value.is_boolean(),
                Some("integer") => value.is_u64(),
                Some("object") => value.is_object(),
                Some("string") => value.is_string(),
                other => panic!("{path}: {other:?} is no type that is known here"),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "minLength" => {
                value.as_str().is_none_or(|text| text.len() as u64 >= rule.as_u64().unwrap())
            }
            "minimum" => value.as_u64() >= rule.as_u64(),
            "maximum" => value.as_u64() <= rule.as_u64(),
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|name| value.get(name.as_str().unwrap()).is_some()),
            other => panic!("{path}: {other} is no keyword that is known here"),
        };
        if !fits {
            found.push(format!("{path}: {keyword} {rule}"));
        }
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        let rule = schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
        if rule.is_object() {
            found.extend(faults(rule, member, &format!("{path}.{name}")));
        } else if *rule == json!(false) {
            found.push(format!("{path}.{name}: not in the schema"));
        }
    }
    for (at, entry) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(faults(&schema["items"], entry, &format!("{path}[{at}]")));
    }
    found
}

#[test]
fn the_guide_lists_the_members() {
    const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/admin.md");
    const FRAME: (&str, &str) =
        ("<!-- members of config.json -->\n\n", "<!-- end of the members -->");
    let guide = std::fs::read_to_string(GUIDE).unwrap();
    let (before, rest) = guide.split_once(FRAME.0).unwrap();
    let (listed, after) = rest.split_once(FRAME.1).unwrap();
    let members = concat!(include_str!(concat!(env!("OUT_DIR"), "/members.md")), "\n");
    if std::env::var_os("UPDATE_TABLES").is_some() {
        let guide = [before, FRAME.0, members, FRAME.1, after].concat();
        return std::fs::write(GUIDE, guide).unwrap();
    }
    assert_eq!(listed, members, "UPDATE_TABLES=1 writes it");
}
