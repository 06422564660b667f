//! The release: what the toolbar's host serves, looked through before it counts.

mod build_mark;
mod extras;
mod paths;

use crate::fault::Fault;
use crate::setup::Setup;
pub(crate) use paths::flags;
use std::fs;
use std::path::{Path, PathBuf};

/// Routes that a release has beside its root. Plain static hosts have no fall-back, so each is written
/// as a folder with the same document and the base one level up (`design.md` 7).
const ROUTES: [&str; 2] = ["check", "trace"];
const NEEDED: [&str; 15] = [
    "check/index.html",
    "config.example.json",
    "config.schema.json",
    "headers/_headers",
    "headers/apache.htaccess",
    "headers/cloudfront-policy.json",
    "headers/cloudfront-routes.js",
    "headers/nginx.conf",
    "index.html.br",
    "index.html.gz",
    "licenses/LICENSE.txt",
    "licenses/THIRD-PARTY.txt",
    "licenses/libphonenumber-js/LICENSE.Apache",
    "lib/connect-streams-2.28.2/connect-streams-min.js",
    "lib/libphonenumber-1.13.16/libphonenumber-min.js",
];
/// What must not be there: the customer's own file, what would take its place in a server's eyes, and
/// what leads back to the sources.
const FORBIDDEN: [&str; 4] = ["config.json", "config.json.br", "config.json.gz", ".map"];

/// Builds into `dist`.
pub(crate) fn build(setup: &mut Setup<'_>, dist: &Path) -> Result<(), Fault> {
    compile(setup, dist, false)?;
    finish(setup, dist)
}

/// Builds into `dist` what is as quick as a release and tells the names of its functions.
pub(crate) fn build_named(setup: &mut Setup<'_>, dist: &Path) -> Result<(), Fault> {
    compile(setup, dist, true)
}

fn compile(setup: &mut Setup<'_>, dist: &Path, named: bool) -> Result<(), Fault> {
    setup.build()?;
    let mut command = setup.workspace.command("trunk");
    command.args(["build", "--release", "--dist"]).arg(dist);
    if named {
        command.env("TOOLBAR_NAMES", "kept");
    }
    command.env("TOOLBAR_BUILD", build_mark::of(setup.workspace.root())?);
    command.env("CARGO_ENCODED_RUSTFLAGS", flags(setup.workspace));
    // Trunk refuses the value `1` that other programs take here.
    command.env_remove("NO_COLOR");
    setup.workspace.run(&mut command, "the release could not be built")
}

/// Makes a release of what Trunk has built.
fn finish(setup: &Setup<'_>, dist: &Path) -> Result<(), Fault> {
    extras::check_start_script(setup, dist)?;
    extras::write_routes(dist, &ROUTES)?;
    extras::write_templates(dist)?;
    extras::write_notices(setup, dist)?;
    extras::pack(setup, dist)?;
    inspect(dist, &paths::marks(setup.workspace))
}

/// Refuses a release that lacks a file, or has one that must not be there.
fn inspect(dist: &Path, marks: &[String]) -> Result<(), Fault> {
    for name in NEEDED {
        if !dist.join(name).is_file() {
            return Err(Fault::new(format!("the release lacks {name}")));
        }
    }
    for path in files(dist)? {
        let bytes = fs::read(&path).map_err(|error| Fault::io("read", &path, &error))?;
        let name = path.strip_prefix(dist).unwrap_or(&path).display().to_string();
        if FORBIDDEN.iter().any(|ending| name.ends_with(ending)) {
            return Err(Fault::new(format!("the release must not hold {name}")));
        }
        paths::check(&name, &bytes, marks)?;
    }
    Ok(())
}

/// Every file below a folder, sorted.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| Fault::io("read", folder, &error))? {
        let path = entry.map_err(|error| Fault::io("read", folder, &error))?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that looks like a release.
    fn release(name: &str) -> PathBuf {
        let dist =
            std::env::temp_dir().join(format!("toolbar-release-{name}-{}", std::process::id()));
        for needed in NEEDED {
            let path = dist.join(needed);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        fs::write(dist.join("index.html"), "<head><base href=\"./\" /></head>").unwrap();
        fs::write(dist.join("app_bg.wasm"), b"\0asm plain").unwrap();
        dist
    }

    fn refusal(dist: &Path) -> Option<String> {
        let marks = ["/home/mary/".to_owned()];
        let refusal = inspect(dist, &marks).err().map(|fault| fault.to_string());
        fs::remove_dir_all(dist).unwrap();
        refusal
    }

    #[test]
    fn accepts_a_plain_release() {
        assert_eq!(refusal(&release("plain")), None);
    }

    #[test]
    fn refuses_a_configuration_packed_or_not_and_a_map() {
        for name in ["config.json", "config.json.gz", "app.js.map"] {
            let dist = release(name);
            fs::write(dist.join(name), "{}").unwrap();
            assert_eq!(refusal(&dist), Some(format!("the release must not hold {name}")));
        }
    }

    #[test]
    fn refuses_a_path_of_the_machine() {
        let dist = release("paths");
        fs::write(dist.join("app_bg.wasm"), b"\0asm /home/mary/.cargo/x.rs").unwrap();
        assert!(refusal(&dist).is_some_and(|line| line.contains("path of this machine")));
    }

    #[test]
    fn refuses_a_missing_licence() {
        let dist = release("licence");
        fs::remove_file(dist.join("licenses/THIRD-PARTY.txt")).unwrap();
        let expected = "the release lacks licenses/THIRD-PARTY.txt";
        assert_eq!(refusal(&dist), Some(expected.into()));
    }

    #[test]
    fn a_route_looks_for_its_files_one_level_up() {
        let dist = release("routes");
        extras::write_routes(&dist, &["check"]).unwrap();
        let page = fs::read_to_string(dist.join("check/index.html")).unwrap();
        let root = fs::read_to_string(dist.join("index.html")).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        assert_eq!(page, "<head><base href=\"../\" /></head>");
        assert_eq!(root, "<head><base href=\"./\" /></head>");
    }

    #[test]
    fn a_document_without_base_is_refused() {
        let dist = release("base");
        fs::write(dist.join("index.html"), "<head></head>").unwrap();
        let refused = extras::write_routes(&dist, &["check"]).is_err();
        fs::remove_dir_all(&dist).unwrap();
        assert!(refused);
    }

    #[test]
    fn the_templates_are_for_each_kind_of_host() {
        let dist = release("templates");
        extras::write_templates(&dist).unwrap();
        for server in crate::headers::Server::ALL {
            let text = fs::read_to_string(dist.join("headers").join(server.file_name())).unwrap();
            assert!(text.contains("https://your-instance.my.connect.aws"), "{}", server.name());
        }
        fs::remove_dir_all(&dist).unwrap();
    }
}
