//! Owns the release: what the toolbar's host serves, built without the sandbox and looked through before it counts.

use crate::fault::Fault;
use crate::setup::Setup;
use crate::workspace;
use std::fs;
use std::path::{Path, PathBuf};

/// Routes that a release has beside its root; none yet. Plain static hosts have no fall-back, so each
/// is written as a folder with the same document and the base one level up (`design.md` 7).
const ROUTES: [&str; 0] = [];
const BASE: &str = "<base href=\"./\"";
const ROUTE_BASE: &str = "<base href=\"../\"";
/// What only the sandbox has in it.
const SANDBOX_MARKS: [&str; 3] = ["sandbox-fusion", "sandbox-ccp", "sandbox-uef"];
const NEEDED: [&str; 6] = [
    "config.example.json",
    "connect-streams-min.js",
    "libphonenumber-min.js",
    "licenses/amazon-connect-streams/LICENSE.txt",
    "licenses/libphonenumber-js/LICENSE",
    "licenses/libphonenumber-js/LICENSE.Apache",
];

/// Builds into `dist`.
pub(crate) fn build(setup: &mut Setup<'_>, dist: &Path) -> Result<(), Fault> {
    setup.build()?;
    let mut command = setup.workspace.command("trunk");
    command.args(["build", "--release", "--dist"]).arg(dist);
    // Trunk refuses the value `1` that other programs take here.
    command.env_remove("NO_COLOR");
    workspace::run(&mut command, "the release could not be built")?;
    write_routes(dist, &ROUTES)?;
    inspect(dist)
}

fn write_routes(dist: &Path, routes: &[&str]) -> Result<(), Fault> {
    let root = dist.join("index.html");
    let document = fs::read_to_string(&root).map_err(|error| Fault::io("read", &root, &error))?;
    if document.matches(BASE).count() != 1 {
        return Err(Fault::new(format!(
            "index.html must have {BASE} … once, for its routes to be found"
        )));
    }
    for route in routes {
        let folder = dist.join(route);
        let path = folder.join("index.html");
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, document.replacen(BASE, ROUTE_BASE, 1)))
            .map_err(|error| Fault::io("write", &path, &error))?;
    }
    Ok(())
}

/// Refuses a release that lacks a file, or has one that must not be there.
fn inspect(dist: &Path) -> Result<(), Fault> {
    for name in NEEDED {
        if !dist.join(name).is_file() {
            return Err(Fault::new(format!("the release lacks {name}")));
        }
    }
    if dist.join("config.json").exists() {
        return Err(Fault::new(
            "the release holds config.json, which would replace the customer's own",
        ));
    }
    for path in files(dist)? {
        let bytes = fs::read(&path).map_err(|error| Fault::io("read", &path, &error))?;
        let name = path.strip_prefix(dist).unwrap_or(&path).display();
        if name.to_string().contains("sandbox") {
            return Err(Fault::new(format!("the sandbox got into the release: {name}")));
        }
        if let Some(mark) = SANDBOX_MARKS.iter().find(|mark| contains(&bytes, mark.as_bytes())) {
            return Err(Fault::new(format!(
                "the sandbox got into the release: {name} holds '{mark}'"
            )));
        }
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

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
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
        let refusal = inspect(dist).err().map(|fault| fault.to_string());
        fs::remove_dir_all(dist).unwrap();
        refusal
    }

    #[test]
    fn accepts_a_plain_release() {
        assert_eq!(refusal(&release("plain")), None);
    }

    #[test]
    fn refuses_the_sandbox() {
        let dist = release("sandbox");
        fs::write(dist.join("app_bg.wasm"), b"\0asm /sandbox-fusion\0").unwrap();
        let expected = "the sandbox got into the release: app_bg.wasm holds 'sandbox-fusion'";
        assert_eq!(refusal(&dist), Some(expected.into()));
    }

    #[test]
    fn refuses_the_stand_in_of_oracles_script() {
        let dist = release("script");
        fs::write(dist.join("sandbox-uef.js"), "").unwrap();
        let expected = "the sandbox got into the release: sandbox-uef.js";
        assert_eq!(refusal(&dist), Some(expected.into()));
        for part in ["loader.js", "names.js", "core.js"] {
            let dist = release(part);
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
            let source = root.join("../src/sandbox/fusion/uef").join(part);
            fs::copy(source, dist.join("renamed.js")).unwrap();
            let line = refusal(&dist).unwrap();
            assert!(line.starts_with("the sandbox got into the release: renamed.js"), "{line}");
        }
    }

    #[test]
    fn refuses_a_configuration() {
        let dist = release("config");
        fs::write(dist.join("config.json"), "{}").unwrap();
        assert!(refusal(&dist).is_some_and(|line| line.contains("config.json")));
    }

    #[test]
    fn refuses_a_missing_licence() {
        let dist = release("licence");
        fs::remove_file(dist.join("licenses/libphonenumber-js/LICENSE")).unwrap();
        assert_eq!(
            refusal(&dist),
            Some("the release lacks licenses/libphonenumber-js/LICENSE".into())
        );
    }

    #[test]
    fn a_route_looks_for_its_files_one_level_up() {
        let dist = release("routes");
        write_routes(&dist, &["check"]).unwrap();
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
        let refused = write_routes(&dist, &["check"]).is_err();
        fs::remove_dir_all(&dist).unwrap();
        assert!(refused);
    }
}
