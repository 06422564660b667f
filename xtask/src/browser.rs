//! The search for Chromium and its driver, and their installation where that is possible.

use crate::fault::Fault;
use crate::workspace::Workspace;
use std::env;
use std::path::PathBuf;

/// The browser that tests run in.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

const CHROME_NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const CHROME_PLACES: [&str; 5] = [
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const DRIVER_PLACES: [&str; 4] = [
    "/usr/bin/chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
    "/opt/homebrew/bin/chromedriver",
];

pub(crate) fn ensure(workspace: &Workspace) -> Result<Browser, Fault> {
    match search(workspace) {
        Err(_) if can_install(workspace) => {
            install(workspace)?;
            search(workspace)
        }
        found => found,
    }
}

fn search(workspace: &Workspace) -> Result<Browser, Fault> {
    let chrome = given("CHROME")?.or_else(|| look(workspace, &CHROME_NAMES, &CHROME_PLACES));
    let driver =
        given("CHROMEDRIVER")?.or_else(|| look(workspace, &["chromedriver"], &DRIVER_PLACES));
    match (chrome, driver) {
        (Some(chrome), Some(driver)) => Ok(Browser { chrome, driver }),
        (None, _) => Err(Fault::new(
            "Chromium is missing: install it (Debian: apt-get install chromium chromium-driver) or set CHROME to its path",
        )),
        (Some(_), None) => Err(Fault::new(
            "ChromeDriver is missing: install the one of your Chromium (Debian: apt-get install chromium-driver) or set CHROMEDRIVER to its path",
        )),
    }
}

/// A path that the developer named must exist: falling back in silence would test another browser.
pub(crate) fn given(variable: &str) -> Result<Option<PathBuf>, Fault> {
    let Some(path) = env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
    else {
        return Ok(None);
    };
    if path.is_file() {
        Ok(Some(path))
    } else {
        Err(Fault::new(format!("{variable} names {}, which is not there", path.display())))
    }
}

fn look(workspace: &Workspace, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    names
        .iter()
        .find_map(|name| workspace.find(name))
        .or_else(|| places.iter().map(PathBuf::from).find(|path| path.is_file()))
}

fn can_install(workspace: &Workspace) -> bool {
    given("CHROME").is_ok() && given("CHROMEDRIVER").is_ok() && can_use_apt(workspace)
}

/// Whether packages of the system can be installed without asking anybody.
pub(crate) fn can_use_apt(workspace: &Workspace) -> bool {
    workspace.find("apt-get").is_some()
        && workspace.output("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

fn install(workspace: &Workspace) -> Result<(), Fault> {
    println!("Installing Chromium and ChromeDriver with apt-get …");
    let otherwise = "apt-get could not install chromium and chromium-driver: install Chromium and ChromeDriver by hand";
    for arguments in [
        &["update", "-q"][..],
        &["install", "-y", "-q", "--no-install-recommends", "chromium", "chromium-driver"],
    ] {
        let mut command = workspace.command("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        workspace.run(&mut command, otherwise)?;
    }
    Ok(())
}
