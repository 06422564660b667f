//! The replay of a trace, natively: no browser and no wasm is needed to look into one.

use crate::fault::Fault;
use crate::workspace::Workspace;
use std::path::Path;
use std::process::{ExitCode, Stdio};

/// Plays `file`, or has it hold the answers of this program.
pub(crate) fn run(workspace: &Workspace, file: &str, accept: bool) -> Result<ExitCode, Fault> {
    // The file is named from where the developer is, and the command runs in the root.
    let path = std::path::absolute(Path::new(file))
        .map_err(|error| Fault::io("find", Path::new(file), &error))?;
    let mut command = workspace.command("cargo");
    command.args(["run", "--locked", "--quiet", "--package", "fusion-connect-toolbar"]);
    command.args(["--example", "replay", "--"]);
    if accept {
        command.arg("--accept");
    }
    let status = command
        .arg(path)
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Fault::new(format!("cargo could not be run: {error}")))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
