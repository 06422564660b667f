//! The search for the programs that tests run in, Chromium with its driver and nginx with its module for brotli, and
//! their installation where that is possible.

use crate::fault::Fault;
use crate::workspace::{Workspace, variable};
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
/// Usual ones are outside the path of a plain user.
const NGINX_PLACES: [&str; 3] =
    ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];
const BROTLI: &str = "ngx_http_brotli_static_module.so";

/// The browser that tests run in.
pub(crate) fn ensure_browser(workspace: &Workspace) -> Result<Browser, Fault> {
    match search_browser(workspace) {
        Err(_)
            if given("CHROME").is_ok()
                && given("CHROMEDRIVER").is_ok()
                && can_use_apt(workspace) =>
        {
            install(workspace, &["chromium", "chromium-driver"])?;
            search_browser(workspace)
        }
        found => found,
    }
}

/// The nginx that a release is tried on.
pub(crate) fn ensure_nginx(workspace: &Workspace) -> Result<PathBuf, Fault> {
    match search_nginx(workspace) {
        Err(_) if variable("NGINX").is_none() && can_use_apt(workspace) => {
            install(workspace, &["nginx", "libnginx-mod-http-brotli-static"])?;
            search_nginx(workspace)
        }
        found => found,
    }
}

fn search_browser(workspace: &Workspace) -> Result<Browser, Fault> {
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

fn search_nginx(workspace: &Workspace) -> Result<PathBuf, Fault> {
    let found = given("NGINX")?.or_else(|| look(workspace, &["nginx"], &NGINX_PLACES));
    let nginx = found.ok_or_else(|| {
        Fault::new(
            "nginx is missing: install it (Debian: apt-get install nginx libnginx-mod-http-brotli-static) or set NGINX to its path",
        )
    })?;
    let built = workspace.command(&nginx.display().to_string()).arg("-V").output();
    let built = built.map_err(|error| Fault::new(format!("nginx could not be run: {error}")))?;
    // It says so on its second stream.
    let built = String::from_utf8_lossy(&built.stderr).into_owned();
    if modules(&built).is_some_and(|folder| folder.join(BROTLI).is_file()) {
        Ok(nginx)
    } else {
        Err(Fault::new(format!(
            "nginx has no {BROTLI}: install it (Debian: apt-get install libnginx-mod-http-brotli-static)"
        )))
    }
}

fn modules(built: &str) -> Option<PathBuf> {
    let (_, rest) = built.split_once("--modules-path=")?;
    rest.split_whitespace().next().map(PathBuf::from)
}

/// A path that the developer named must exist: falling back in silence would test another browser.
fn given(name: &str) -> Result<Option<PathBuf>, Fault> {
    let Some(path) = variable(name) else { return Ok(None) };
    if path.is_file() {
        Ok(Some(path))
    } else {
        Err(Fault::new(format!("{name} names {}, which is not there", path.display())))
    }
}

fn look(workspace: &Workspace, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    names
        .iter()
        .find_map(|name| workspace.find(name))
        .or_else(|| places.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// Whether packages of the system can be installed without asking anybody.
fn can_use_apt(workspace: &Workspace) -> bool {
    workspace.find("apt-get").is_some()
        && workspace.output("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

fn install(workspace: &Workspace, packages: &[&str]) -> Result<(), Fault> {
    let names = packages.join(" and ");
    println!("Installing {names} with apt-get …");
    let otherwise = format!("apt-get could not install {names}: install them by hand");
    let options = ["install", "-y", "-q", "--no-install-recommends"];
    for arguments in [&["update", "-q"][..], &[&options, packages].concat()] {
        let mut command = workspace.command("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        workspace.run(&mut command, &otherwise)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::modules;
    use std::path::PathBuf;

    #[test]
    fn the_folder_of_modules_is_in_what_nginx_says_of_itself() {
        let built = "configure arguments: --prefix=/usr/share/nginx --modules-path=/usr/lib/nginx/modules --with-debug";
        assert_eq!(modules(built), Some(PathBuf::from("/usr/lib/nginx/modules")));
        assert_eq!(modules("nginx version: nginx/1.22.1"), None);
    }
}
