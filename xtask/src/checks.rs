//! Runs one check: what it is called, what it needs and which programs judge it.

use crate::e2e::Build;
use crate::fault::Fault;
use crate::setup::Setup;
use crate::tally::Tally;
use crate::workspace::{not_started, succeeds, write};
use crate::{e2e, size};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// One heading of `cargo xtask test`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    Format,
    Clippy,
    Native,
    Web,
    EndToEnd,
    Size,
}

impl Check {
    pub(crate) const ALL: [Self; 6] =
        [Self::Format, Self::Clippy, Self::Native, Self::Web, Self::Size, Self::EndToEnd];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.name() == name)
    }

    /// What has to be built first.
    pub(crate) fn needs(self) -> &'static [Build] {
        match self {
            Self::EndToEnd => &Build::OPTIMISED,
            Self::Size => &[Build::Toolbar],
            Self::Format | Self::Clippy | Self::Native | Self::Web => &[],
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Format => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Web => "web",
            Self::EndToEnd => "e2e",
            Self::Size => "size",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy, native and wasm32",
            Self::Native => "native tests, with the direction of dependencies",
            Self::Web => "browser component tests",
            Self::EndToEnd => "end-to-end tests",
            Self::Size => "size of the release",
        }
    }
}

const PACKAGE: &str = "fusion-connect-toolbar";
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// Runs one check, after what it needs is built; `filter` is part of the name of the tests to run.
pub(crate) fn run(
    check: Check,
    setup: &mut Setup<'_>,
    filter: Option<&str>,
) -> Result<Tally, Fault> {
    match check {
        Check::Format => {
            setup.components()?;
            verdict(setup.workspace.command("cargo").args(["fmt", "--all", "--check"]))
        }
        Check::Clippy => {
            let mut tally = clippy_native(setup)?;
            tally += clippy_wasm(setup)?;
            Ok(tally)
        }
        Check::Native => native(setup, filter),
        Check::Web => web(setup, filter),
        Check::EndToEnd => tests(&mut e2e::command(setup, filter)?, filter),
        Check::Size => size::report(&e2e::toolbar(setup.workspace)).map(Tally::of),
    }
}

pub(crate) fn clippy_native(setup: &mut Setup<'_>) -> Result<Tally, Fault> {
    clippy(setup, &["--all-targets"])
}

/// What only wasm32 has: not xtask, and no native tests, which were looked at already.
fn clippy_wasm(setup: &mut Setup<'_>) -> Result<Tally, Fault> {
    setup.wasm()?;
    // The browser tests are compiled with files of theirs.
    setup.npm()?;
    let what = ["--exclude", "xtask", "--lib", "--bins", "--test", "web"];
    clippy(setup, &[&what[..], &WASM].concat())
}

fn clippy(setup: &mut Setup<'_>, what: &[&str]) -> Result<Tally, Fault> {
    setup.components()?;
    let mut command = setup.workspace.command("cargo");
    command.args(["clippy", "--locked", "--keep-going", "--workspace"]).args(what);
    verdict(command.args(["--", "-D", "warnings"]))
}

fn native(setup: &Setup<'_>, filter: Option<&str>) -> Result<Tally, Fault> {
    let mut command = setup.workspace.command("cargo");
    // All that is a test: no example, which Clippy compiles, and no search for tests in documentation. Those
    // of xtask come last and must run though others failed.
    command.args(["test", "--locked", "--workspace", "--tests", "--no-fail-fast"]).args(filter);
    tests(&mut command, filter)
}

/// Runs the browser test that tells soonest whether the page works at all.
pub(crate) fn smoke(setup: &mut Setup<'_>) -> Result<Tally, Fault> {
    tests(&mut e2e::smoke(setup)?, None)
}

fn web(setup: &mut Setup<'_>, filter: Option<&str>) -> Result<Tally, Fault> {
    setup.build()?;
    let browser = setup.browser()?;
    let settings = setup.workspace.root().join("target").join("webdriver.json");
    write_webdriver_settings(&settings, &browser.chrome)?;
    let mut command = setup.workspace.command("cargo");
    command.args(["test", "--locked", "--package", PACKAGE, "--test", "web"]).args(WASM);
    if let Some(filter) = filter {
        command.args(["--", filter]);
    }
    command
        .env("CHROMEDRIVER", browser.driver)
        // The runner's own five seconds for the driver are short on a machine that has just compiled.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings);
    // The runner asks for these before ChromeDriver, and would start another browser.
    for name in [
        "CHROMEDRIVER_REMOTE",
        "GECKODRIVER",
        "GECKODRIVER_REMOTE",
        "SAFARIDRIVER",
        "SAFARIDRIVER_REMOTE",
    ] {
        command.env_remove(name);
    }
    tests(&mut command, filter)
}

/// The driver looks for a browser by itself unless it is told which one.
fn write_webdriver_settings(path: &Path, chrome: &Path) -> Result<(), Fault> {
    const FLAGS: &str = r#"["disable-background-networking", "disable-component-update", "disable-gpu", "disable-quic", "disable-sync", "no-first-run", "use-fake-device-for-media-stream", "use-fake-ui-for-media-stream"]"#;
    let binary = chrome.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let text =
        format!("{{\"goog:chromeOptions\": {{\"binary\": \"{binary}\", \"args\": {FLAGS}}}}}\n");
    write(path, &text)
}

/// A check that passes or fails as a whole.
fn verdict(command: &mut Command) -> Result<Tally, Fault> {
    succeeds(command).map(Tally::of)
}

/// A run of tests, shown as it goes and counted.
fn tests(command: &mut Command, filter: Option<&str>) -> Result<Tally, Fault> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            tally.read(&line);
        }
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    Ok(tally.close(status.success(), filter.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_name_of_its_own() {
        for check in Check::ALL {
            assert_eq!(Check::named(check.name()), Some(check));
        }
        assert_eq!(Check::named("speed"), None);
    }

    #[test]
    fn a_program_that_prints_results_is_counted() {
        let mut command = Command::new("cargo");
        command.arg("--version");
        assert_eq!(
            tests(&mut command, None).unwrap(),
            Tally { passed: 0, failed: 1 },
            "printed no result"
        );
        assert_eq!(tests(&mut command, Some("x")).unwrap(), Tally::default());
        command.arg("--no-such-flag");
        assert_eq!(verdict(&mut command).unwrap(), Tally { passed: 0, failed: 1 });
    }
}
