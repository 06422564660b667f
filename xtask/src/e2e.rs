//! Owns what end-to-end tests run on: the plain release for the toolbar's host, the optimised sandbox for
//! the other hosts, and the Node that drives Chromium. Neither build touches `dist/`.

use crate::fault::Fault;
use crate::nginx;
use crate::release;
use crate::setup::Setup;
use crate::workspace::{self, Workspace};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the plain release is.
pub(crate) fn toolbar(workspace: &Workspace) -> PathBuf {
    builds(workspace).join("toolbar")
}

fn sandbox(workspace: &Workspace) -> PathBuf {
    builds(workspace).join("sandbox")
}

fn builds(workspace: &Workspace) -> PathBuf {
    workspace.root().join("target").join("e2e")
}

/// Builds both, with the same flags, so that what both use is compiled once.
pub(crate) fn build(setup: &mut Setup<'_>) -> Result<(), Fault> {
    release::build(setup, &toolbar(setup.workspace))?;
    let mut command = setup.workspace.command("node");
    command.args(["sandbox/build.mjs", "--release"]).arg(sandbox(setup.workspace));
    command.env("CARGO_ENCODED_RUSTFLAGS", release::flags(setup.workspace));
    workspace::run(&mut command, "the sandbox could not be built")
}

/// The run of `tests/e2e/*.test.mjs`.
pub(crate) fn command(setup: &mut Setup<'_>, filter: Option<&str>) -> Result<Command, Fault> {
    let files = test_files(&setup.workspace.root().join("tests").join("e2e"))?;
    if files.is_empty() {
        return Err(Fault::new("there is no tests/e2e/*.test.mjs"));
    }
    let nginx = nginx::ensure(setup.workspace)?;
    let mut command = node(setup)?;
    command.env("NGINX", nginx);
    command.args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"]);
    if let Some(filter) = filter {
        command.arg(format!("--test-name-pattern={filter}"));
    }
    command.args(files);
    Ok(command)
}

/// Node with everything that `tests/e2e` reads from its environment.
pub(crate) fn node(setup: &mut Setup<'_>) -> Result<Command, Fault> {
    let browser = setup.browser()?;
    let mut command = setup.workspace.command("node");
    command
        .env("CHROME", browser.chrome)
        .env("E2E_SANDBOX", sandbox(setup.workspace))
        .env("E2E_TOOLBAR", toolbar(setup.workspace));
    Ok(command)
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = fs::read_dir(folder).map_err(|error| Fault::io("read", folder, &error))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.ends_with(".test.mjs"))
        })
        .collect();
    files.sort();
    Ok(files)
}
