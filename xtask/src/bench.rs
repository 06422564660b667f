//! Owns the measurements: sizes here, everything that takes time in `tests/e2e/bench.mjs`.

use crate::fault::Fault;
use crate::setup::Setup;
use crate::{e2e, size};

/// Measures a fresh release. A missed budget is told and no error: `cargo xtask test` holds the size,
/// and times depend on the machine.
pub(crate) fn run(setup: &mut Setup<'_>) -> Result<(), Fault> {
    e2e::build(setup)?;
    size::report(&e2e::toolbar(setup.workspace))?;
    let script = setup.workspace.root().join("tests").join("e2e").join("bench.mjs");
    setup.workspace.run(e2e::node(setup)?.arg(script), "the measurement failed")
}
