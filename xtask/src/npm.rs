//! Node and `node_modules`: the libraries that are served, and the tools that optimise and test.

use crate::fault::Fault;
use crate::version;
use crate::workspace::Workspace;
use std::fs;

const OLDEST_NODE: u32 = 20;
/// A copy of the lock file that `node_modules` was made from.
const STAMP: &str = "node_modules/.made-from-lock";

pub(crate) fn ensure(workspace: &Workspace) -> Result<(), Fault> {
    let node = workspace.output("node", &["--version"]).ok_or_else(|| {
        Fault::new(format!("Node is missing: install Node {OLDEST_NODE} or newer, with npm"))
    })?;
    if version::major(&node).is_none_or(|major| major < OLDEST_NODE) {
        return Err(Fault::new(format!(
            "Node {} is too old: install Node {OLDEST_NODE} or newer",
            node.trim()
        )));
    }

    let lock_path = workspace.root().join("package-lock.json");
    let stamp_path = workspace.root().join(STAMP);
    let lock = fs::read(&lock_path).map_err(|error| Fault::io("read", &lock_path, &error))?;
    if fs::read(&stamp_path).is_ok_and(|stamp| stamp == lock) {
        return Ok(());
    }
    if workspace.find("npm").is_none() {
        return Err(Fault::new(format!(
            "npm is missing: install Node {OLDEST_NODE} or newer, with npm"
        )));
    }
    println!("Fetching the packages of package-lock.json …");
    // No package that is used here needs its install script.
    let mut command = workspace.command("npm");
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    workspace.run(&mut command, "`npm ci` failed: the npm registry must be reachable")?;
    fs::write(&stamp_path, lock).map_err(|error| Fault::io("write", &stamp_path, &error))
}

#[cfg(test)]
mod tests {
    /// A lock file made behind a mirror would send every other clone to that mirror.
    #[test]
    fn the_lock_file_names_no_registry() {
        let lock = include_str!("../../package-lock.json");
        let resolved: Vec<&str> =
            lock.lines().filter(|line| line.trim_start().starts_with("\"resolved\"")).collect();
        assert_eq!(resolved, Vec::<&str>::new());
        assert!(lock.contains("\"integrity\""));
    }

    #[test]
    fn every_package_is_pinned() {
        let package = include_str!("../../package.json");
        for name in [
            "amazon-connect-streams",
            "axe-core",
            "binaryen",
            "libphonenumber-js",
            "playwright-core",
        ] {
            let line = package.lines().find(|line| line.contains(&format!("\"{name}\""))).unwrap();
            let version = line.split('"').nth(3).unwrap();
            assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{line}");
        }
    }
}
