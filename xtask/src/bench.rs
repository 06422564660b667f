//! Owns the measurements: sizes here, latency in `tests/e2e/bench.mjs`.

use crate::fault::Fault;
use crate::setup::Setup;
use crate::{e2e, size, workspace};

/// Measures a fresh release; a missed budget is an error.
pub(crate) fn run(setup: &mut Setup<'_>) -> Result<(), Fault> {
    e2e::build(setup)?;
    let within = size::report(setup, &e2e::toolbar(setup.workspace))?;
    let script = setup.workspace.root().join("tests").join("e2e").join("bench.mjs");
    if script.is_file() {
        workspace::run(e2e::node(setup)?.arg(&script), "the latency measurement failed")?;
    }
    if within { Ok(()) } else { Err(Fault::new("the release is over its size budget")) }
}
