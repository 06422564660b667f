//! The replay of a trace, natively: no browser and no wasm is needed to look into one.

use crate::fault::Fault;
use crate::workspace::{Workspace, succeeds};
use std::path::Path;

/// Plays `file`, or has it hold the answers of this program; tells whether that went well.
pub(crate) fn run(workspace: &Workspace, file: &str, accept: bool) -> Result<bool, Fault> {
    // The file is named from where the developer is, and the command runs in the root.
    let path = std::path::absolute(Path::new(file))
        .map_err(|error| Fault::io("find", Path::new(file), &error))?;
    let mut command = workspace.command("cargo");
    command.args(["run", "--locked", "--quiet", "--package", "fusion-connect-toolbar"]);
    command.args(["--example", "replay", "--"]);
    if accept {
        command.arg("--accept");
    }
    succeeds(command.arg(path))
}
