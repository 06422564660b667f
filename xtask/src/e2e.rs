//! Builds what end-to-end tests run on, and starts the Node that drives Chromium; `dist/` is left alone.

use crate::fault::Fault;
use crate::programs;
use crate::release;
use crate::setup::Setup;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the tests in one Chromium for all of them.
const RUNNER: &str = "tests/e2e/run.mjs";

/// What browser tests run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// Toolbar and sandbox as `trunk serve` has them, which takes seconds after a change.
    Debug,
    /// The sandbox for the other hosts, optimised.
    Sandbox,
    /// The plain release for the toolbar's host.
    Toolbar,
}

impl Build {
    /// What the end-to-end tests prove is the release.
    pub(crate) const OPTIMISED: [Self; 2] = [Self::Toolbar, Self::Sandbox];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Debug => "debug build of toolbar and sandbox",
            Self::Sandbox => "build of the sandbox",
            Self::Toolbar => "release of the toolbar",
        }
    }

    /// Where its output is kept while it runs beside the checks.
    pub(crate) fn log(self, workspace: &Workspace) -> PathBuf {
        self.folder(workspace).with_extension("log")
    }

    pub(crate) fn run(self, setup: &mut Setup<'_>) -> Result<(), Fault> {
        setup.build()?;
        let folder = self.folder(setup.workspace);
        match self {
            Self::Debug => build_debug(setup.workspace, &folder),
            Self::Sandbox => build_sandbox(setup.workspace, &folder),
            Self::Toolbar => release::build(setup, &folder),
        }
    }

    fn folder(self, workspace: &Workspace) -> PathBuf {
        workspace.root().join("target").join("e2e").join(match self {
            Self::Debug => "debug",
            Self::Sandbox => "sandbox",
            Self::Toolbar => "toolbar",
        })
    }
}

/// Where the plain release is.
pub(crate) fn toolbar(workspace: &Workspace) -> PathBuf {
    Build::Toolbar.folder(workspace)
}

/// Builds what the end-to-end tests run on.
pub(crate) fn build(setup: &mut Setup<'_>) -> Result<(), Fault> {
    Build::OPTIMISED.into_iter().try_for_each(|build| build.run(setup))
}

fn build_debug(workspace: &Workspace, folder: &Path) -> Result<(), Fault> {
    let mut command = workspace.command("trunk");
    command.args(["build", "--dist"]).arg(folder).env_remove("NO_COLOR");
    // The tests serve a config.json, so the page shall not bring a configuration of its own.
    command.env("TOOLBAR_CONFIG", "served");
    workspace.run(&mut command, "the debug build failed")
}

/// With the flags of the release, so that what both use is compiled once.
fn build_sandbox(workspace: &Workspace, folder: &Path) -> Result<(), Fault> {
    let mut command = workspace.command("node");
    command.args(["sandbox/build.mjs", "--release"]).arg(folder);
    command.env("CARGO_ENCODED_RUSTFLAGS", release::flags(workspace));
    workspace.run(&mut command, "the sandbox could not be built")
}

/// The run of all tests in the browser, or of those whose name holds `filter`.
pub(crate) fn command(setup: &mut Setup<'_>, filter: Option<&str>) -> Result<Command, Fault> {
    let mut command = node(setup)?;
    command.env("NGINX", programs::ensure_nginx(setup.workspace)?).arg(RUNNER);
    if let Some(filter) = filter {
        command.args(["--filter", filter]);
    }
    Ok(command)
}

/// The run of one file on the debug build.
pub(crate) fn smoke(setup: &mut Setup<'_>) -> Result<Command, Fault> {
    let folder = Build::Debug.folder(setup.workspace);
    let mut command = node(setup)?;
    command.env("E2E_SANDBOX", &folder).env("E2E_TOOLBAR", &folder);
    command.args([RUNNER, "tests/e2e/smoke.test.mjs"]);
    Ok(command)
}

/// Node with everything that `tests/e2e` reads from its environment.
pub(crate) fn node(setup: &mut Setup<'_>) -> Result<Command, Fault> {
    let browser = setup.browser()?;
    let mut command = setup.workspace.command("node");
    command
        .env("CHROME", browser.chrome)
        .env("E2E_SANDBOX", Build::Sandbox.folder(setup.workspace))
        .env("E2E_TOOLBAR", toolbar(setup.workspace));
    Ok(command)
}
