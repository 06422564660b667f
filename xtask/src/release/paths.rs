//! That a release tells nothing of the machine it was built on.
//!
//! The compiler writes the path of each source into the messages of panics; here it is told other names.

use crate::fault::Fault;
use crate::workspace::{Workspace, variable};
use std::fs;
use std::path::{Path, PathBuf};

/// What `.cargo/config.toml` gives the compiler; the variable below takes the place of all of it.
const USUAL: [&str; 2] = ["--cfg", "erase_components"];
/// The name of a function then tells what it was made for, by which a release is split (`later.mjs`).
const NAMES: [&str; 2] = ["-C", "symbol-mangling-version=v0"];
/// What stands between two flags in `CARGO_ENCODED_RUSTFLAGS`, so that a path may have spaces.
const BETWEEN: &str = "\u{1f}";

/// The flags for a release, as `CARGO_ENCODED_RUSTFLAGS` takes them. The compiler takes the last
/// one that fits a path.
pub(crate) fn flags(workspace: &Workspace) -> String {
    let mut flags: Vec<String> = [USUAL, NAMES].concat().into_iter().map(str::to_owned).collect();
    let mut name = |path: &Path, name: &str| {
        flags.push(format!("--remap-path-prefix={}={name}", path.display()));
    };
    name(workspace.root(), ".");
    if let Some(cargo) = cargo_home() {
        name(&cargo, "cargo");
        // A crate is then called `leptos-0.8.23/src/…`, wherever it came from.
        let registries = fs::read_dir(cargo.join("registry").join("src"));
        for registry in registries.into_iter().flatten().flatten() {
            name(&registry.path(), "");
        }
    }
    flags.join(BETWEEN)
}

/// The beginnings of paths that no file of a release may hold.
pub(super) fn marks(workspace: &Workspace) -> Vec<String> {
    let mut marks: Vec<String> = [Some(workspace.root().to_path_buf()), home(), cargo_home()]
        .into_iter()
        .flatten()
        // The root of the disk would be in everything.
        .filter(|path| path.components().count() > 1)
        .map(|path| format!("{}{}", path.display(), std::path::MAIN_SEPARATOR))
        .collect();
    marks.sort();
    marks.dedup();
    marks
}

/// Refuses a file that holds one of them.
pub(super) fn check(name: &str, bytes: &[u8], marks: &[String]) -> Result<(), Fault> {
    let holds = |mark: &&String| bytes.windows(mark.len()).any(|part| part == mark.as_bytes());
    match marks.iter().find(holds) {
        Some(mark) => Err(Fault::new(format!("{name} holds a path of this machine: '{mark}'"))),
        None => Ok(()),
    }
}

fn home() -> Option<PathBuf> {
    variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" })
}

fn cargo_home() -> Option<PathBuf> {
    variable("CARGO_HOME").or_else(|| home().map(|home| home.join(".cargo")))
}

#[cfg(test)]
mod tests {
    use super::{USUAL, check};

    /// Else a release would be built otherwise than everything that was tested.
    #[test]
    fn the_usual_flags_are_those_of_the_settings() {
        let settings = include_str!("../../../.cargo/config.toml");
        let written = USUAL.map(|flag| format!("\"{flag}\"")).join(", ");
        assert!(settings.contains(&format!("rustflags = [{written}]")), "{settings}");
    }

    #[test]
    fn a_path_of_the_machine_is_refused() {
        let marks = ["/home/mary/".to_owned()];
        assert!(check("app.wasm", b"\0asm leptos-0.8.23/src/lib.rs", &marks).is_ok());
        let refused = check("app.wasm", b"\0asm /home/mary/.cargo/x.rs", &marks).unwrap_err();
        assert_eq!(refused.to_string(), "app.wasm holds a path of this machine: '/home/mary/'");
    }
}
