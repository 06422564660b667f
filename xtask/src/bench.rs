//! The measurements: sizes here, everything that takes time in `tests/e2e/bench.mjs`.

use crate::e2e::Build;
use crate::fault::Fault;
use crate::setup::Setup;
use crate::{e2e, release, size};

/// Measures a fresh release. A missed budget is told and no error: `cargo xtask test` holds the size,
/// and times depend on the machine.
pub(crate) fn run(setup: &mut Setup<'_>) -> Result<(), Fault> {
    e2e::build(setup)?;
    size::report(&e2e::toolbar(setup.workspace))?;
    let script = setup.workspace.root().join("tests").join("e2e").join("bench.mjs");
    setup.workspace.run(e2e::node(setup)?.arg(script), "the measurement failed")
}

/// Samples whole calls on a build that keeps the names of its functions, and tells which take the time.
pub(crate) fn profile(setup: &mut Setup<'_>) -> Result<(), Fault> {
    let toolbar = setup.workspace.root().join("target").join("e2e").join("named");
    release::build_named(setup, &toolbar)?;
    Build::Sandbox.run(setup)?;
    let script = setup.workspace.root().join("tests").join("e2e").join("profile.mjs");
    let mut command = e2e::node(setup)?;
    command.env("E2E_TOOLBAR", toolbar).arg(script);
    setup.workspace.run(&mut command, "the profile failed")
}
