//! Judges the native tests: changes the core in many small ways and tells which changes no test notices.

use crate::fault::Fault;
use crate::setup::Setup;
use crate::workspace::succeeds;

/// Seconds that a changed program may run at least; more where the tests take long without a change.
const PATIENCE: &str = "60";

/// Which changes to try.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mutants {
    /// Files to change; none stands for the whole core.
    pub(crate) files: Vec<String>,
    /// Part `K/N` of them.
    pub(crate) shard: Option<String>,
    /// How the parts are cut.
    pub(crate) sharding: String,
}

/// Tries them, and tells whether the tests notice all; what they miss is listed in `target/mutants.out`.
pub(crate) fn run(setup: &mut Setup<'_>, mutants: &Mutants) -> Result<bool, Fault> {
    setup.mutants()?;
    let target = setup.workspace.root().join("target");
    let mut command = setup.workspace.command("cargo");
    command.args(["mutants", "--package", "fusion-connect-toolbar"]);
    command.args(["--minimum-test-timeout", PATIENCE, "--output"]).arg(&target);
    // Copies of the repository share one target folder of their own, so only the toolbar is compiled anew for each.
    command.env("CARGO_TARGET_DIR", target.join("mutants"));
    for file in &mutants.files {
        command.args(["--file", file]);
    }
    if mutants.files.is_empty() {
        command.args(["--file", "src/domain/**"]);
    }
    if let Some(shard) = &mutants.shard {
        command.args(["--shard", shard, "--sharding", &mutants.sharding]);
    }
    command.args(["--", "--locked", "--lib", "--test", "native"]);
    // What a random day notices today it may miss tomorrow, the shape of the source says nothing of a change, and
    // a trace of thousands of calls takes longer than all others.
    command.args(["--", "--skip", "properties::", "--skip", "architecture::"]);
    command.args(["--skip", "trace::the_ring_keeps"]);
    succeeds(&mut command)
}
