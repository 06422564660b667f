//! The direction of dependencies and the other rules that a machine can read from the source.

mod rules;
mod source;

use rules::{PURE, circles, violations};
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_source_keeps_every_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    for (folder, prefix) in [("src", ""), ("sandbox/src", "sandbox/")] {
        let folder = root.join(folder);
        let files = sources(&folder);
        assert!(files.len() > 10, "the source was found");
        for path in files {
            let place = path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap();
            for violation in violations(&format!("{prefix}{place}"), &text) {
                broken.push(format!("{}:{}: {}", path.display(), violation.line, violation.rule));
            }
        }
    }
    broken.sort();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Where the source lies.
const FOLDERS: [&str; 2] = ["src", "sandbox/src"];

#[test]
fn no_file_needs_one_that_needs_it() {
    for folder in FOLDERS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files: Vec<_> = sources(&folder)
            .into_iter()
            .map(|path| {
                let place =
                    path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
                (place, fs::read_to_string(&path).unwrap())
            })
            .collect();
        assert_eq!(circles(&files), Vec::<String>::new(), "{}", folder.display());
    }
}

#[test]
fn every_place_that_must_be_pure_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for place in PURE {
        let file = root.join(place);
        assert!(file.is_dir() || file.with_extension("rs").is_file(), "{place}");
    }
}

#[test]
fn a_circle_of_files_is_found() {
    let file = |place: &str, text: &str| (place.to_owned(), text.to_owned());
    let files = |of_b: &str| {
        [
            file("lib.rs", "pub mod a;"),
            file("a/mod.rs", "pub use b::B;"),
            file("a/b.rs", of_b),
            file("a/c.rs", "use super::d::D;\nuse crate::a::b::{B, self};"),
            file("a/d.rs", "use std::fmt;\n#[cfg(test)]\nmod tests { use super::super::c::C; }"),
        ]
    };
    assert_eq!(circles(&files("use super::d::D;")), Vec::<String>::new());
    assert_eq!(circles(&files("fn f(c: super::c::C) {}")), ["a/b → a/c → a/b"]);
}

/// The rules that a made-up file breaks, as `line: rule`.
fn broken(place: &str, lines: &str) -> Vec<String> {
    let text = format!("//! An example.\n{lines}\n");
    violations(place, &text)
        .into_iter()
        .map(|found| format!("{}: {}", found.line, found.rule))
        .collect()
}

#[track_caller]
fn breaks(place: &str, lines: &str, rule: &str) {
    assert_eq!(broken(place, lines), [format!("2: {rule}")], "{place}: {lines}");
}

#[track_caller]
fn keeps(place: &str, lines: &str) {
    assert_eq!(broken(place, lines), Vec::<String>::new(), "{place}: {lines}");
}

#[test]
fn the_domain_sees_nothing_but_itself() {
    breaks("domain/call.rs", "use crate::view::View;", "domain must not see view");
    breaks("domain/call.rs", "use super::super::fusion;", "domain must not see fusion");
    breaks("domain/mod.rs", "fn f() -> crate::config::Config { x }", "domain must not see config");
    breaks("domain/mod.rs", "use leptos::prelude::*;", "leptos must not be named in domain");
    breaks("domain/ids.rs", "use serde_json;", "serde_json must not be named in domain/ids");
    breaks(
        "domain/ids.rs",
        "let now = js_sys::Date::now();",
        "js_sys must not be named in domain/ids",
    );
    breaks(
        "domain/time.rs",
        "use std::time::Duration;",
        "domain/time must not know a clock: time is data",
    );
    keeps(
        "domain/call.rs",
        "use super::ids::ContactId;\nuse crate::domain::Millis;\nuse std::fmt;",
    );
    keeps("domain/mod.rs", "mod tests { use super::*; use super::super::domain::Event; }");
}

#[test]
fn the_two_adapters_never_meet() {
    breaks("connect/session.rs", "use crate::fusion::Bridge;", "connect must not see fusion");
    breaks(
        "fusion/mca/bridge.rs",
        "use super::super::super::connect;",
        "fusion must not see connect",
    );
    breaks(
        "fusion/mod.rs",
        "use crate::{domain::Event, runtime::{Runtime, queue}};",
        "fusion must not see runtime",
    );
}

#[test]
fn components_see_the_view_only() {
    breaks("components/card.rs", "use crate::domain::Event;", "components must not see domain");
    breaks("components/card.rs", "use crate::pages::Toolbar;", "components must not see pages");
    breaks("pages/toolbar.rs", "crate::runtime::dispatch(x);", "pages must not see runtime");
    breaks(
        "pages/toolbar.rs",
        "use serde_json::Value;",
        "serde_json must not be named in pages/toolbar",
    );
    keeps(
        "components/card.rs",
        "use crate::{components::Dispatch, i18n, view::{CardView, Phase}};\nuse leptos::prelude::*;",
    );
    keeps("pages/toolbar.rs", "use crate::components::card::Card;\nuse crate::dom::focus;");
}

#[test]
fn only_tests_of_adapters_see_the_sandbox() {
    breaks("connect/decode.rs", "use sandbox::ccp;", "sandbox must not be named in connect/decode");
    breaks("domain/tests.rs", "use sandbox::ccp;", "sandbox must not be named in domain/tests");
    breaks("connect/tests.rs", "use crate::fusion::mca;", "connect must not see fusion");
    keeps("connect/decode/tests.rs", "use sandbox::ccp;");
    keeps("sandbox/ccp/page.rs", "use crate::report::Report;");
}

#[test]
fn a_new_module_needs_its_place() {
    breaks(
        "speech/mod.rs",
        "use crate::domain::Event;",
        "speech has no place in the direction of dependencies",
    );
    breaks("connect/mod.rs", "use crate::speech;", "connect must not see speech");
    breaks("connect/mod.rs", "use crate::*;", "connect must not see *");
}

#[test]
fn crates_stay_where_they_belong() {
    breaks(
        "connect/session.rs",
        "use leptos::prelude::Effect;",
        "leptos must not be named in connect/session",
    );
    breaks(
        "connect/session.rs",
        "serde_json::from_str(x)",
        "serde_json must not be named in connect/session",
    );
    breaks(
        "connect/decode/time.rs",
        "use web_sys::Window;",
        "web_sys must not be named in connect/decode/time",
    );
    breaks("config.rs", "use web_sys::Window;", "web_sys must not be named in config");
    keeps("view.rs", "mod tests { use serde_json::Value; }");
    keeps("connect/decode/contact.rs", "use serde_json::Value;");
    keeps("connect/decode.rs", "use serde_json::Value;");
    keeps("connect/session.rs", "use web_sys::Element;\nlet serde_json = 1;");
}

#[test]
fn some_things_are_written_nowhere_or_in_one_place() {
    breaks(
        "fusion/mca/bridge.rs",
        "w.post_message(&m, \"*\");",
        "'*' never is the origin of a message",
    );
    breaks(
        "sandbox/ccp/page.rs",
        "w.post_message(&m, \"*\");",
        "'*' never is the origin of a message",
    );
    breaks("connect/session.rs", "e.set_inner_html(x);", "text never becomes markup");
    breaks("components/icon.rs", "view! { <i inner_html=x/> }", "text never becomes markup");
    let of_text = "no function is made of text, which our own headers forbid";
    breaks("fusion/uef/js.rs", "RefCell::new(Function::default())", of_text);
    breaks("dom/locks.rs", "Function::new_no_args(code)", of_text);
    breaks("connect/session.rs", "closure.forget();", "a closure must have an owner");
    keeps("main.rs", "closure.forget();");
    keeps("domain/update.rs", "self.forget();");
    breaks(
        "connect/session.rs",
        "#[wasm_bindgen(catch)]",
        "externs belong to the programs, connect/js, fusion/uef, dom and sandbox",
    );
    keeps("connect/js.rs", "#[wasm_bindgen(catch)]\nextern \"C\" {}");
    keeps("dom/phone.rs", "#[wasm_bindgen]");
    breaks(
        "fusion/mod.rs",
        "js_sys::Reflect::get(x)",
        "Reflect belongs to the decoding in connect and to fusion/uef/js",
    );
    breaks(
        "runtime/mod.rs",
        "let t = Instant::now();",
        "a clock of std stops the program in the browser",
    );
}

#[test]
fn nothing_is_left_unfinished() {
    let mark = concat!("TO", "DO");
    breaks("view.rs", &format!("// {mark}: later"), "nothing unfinished");
    breaks("view.rs", &format!("fn f() {{ {}!() }}", concat!("to", "do")), "nothing unfinished");
    keeps("view.rs", "fn todo_list() {}");
}

#[test]
fn a_file_is_introduced_and_short() {
    let long = format!("//! Much.\n{}", "fn f() {}\n".repeat(600));
    assert_eq!(violations("view.rs", &long)[0].rule, "longer than 600 lines");
    let tested = format!(
        "//! Much.\n{}#[cfg(test)]\nmod tests {{\n{}}}\n",
        "fn f() {}\n".repeat(399),
        "\n".repeat(50)
    );
    assert!(violations("view.rs", &tested).is_empty());
    assert!(violations("view/tests.rs", &long).is_empty());
    assert_eq!(
        violations("view.rs", "use core::fmt;\n")[0].rule,
        "a file opens with `//!` and a sentence that says what it is for"
    );
}

#[test]
fn comments_and_texts_are_no_code() {
    keeps("domain/mod.rs", "/// See `crate::view::View` and [`crate::fusion`].\nfn f() {}");
    keeps("domain/mod.rs", "/* use crate::view; /* nested */ use crate::app; */");
    keeps(
        "domain/mod.rs",
        "let a = \"crate::view \\\" crate::app\"; let b = r#\"leptos::x\"#; let c = '\"';",
    );
    breaks(
        "domain/mod.rs",
        "let a: &'static str = \"x\"; let b = '\\''; use crate::view;",
        "domain must not see view",
    );
    breaks("domain/mod.rs", "let a = \"https://x\"; use crate::view;", "domain must not see view");
}
