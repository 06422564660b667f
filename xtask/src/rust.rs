//! What rustup has to bring. The version of rustc needs no check: Cargo refuses to build this
//! program with one that is older than `rust-version`.

use crate::fault::Fault;
use crate::workspace::Workspace;
use std::path::Path;

const WASM: &str = "wasm32-unknown-unknown";

pub(crate) fn ensure_wasm(workspace: &Workspace) -> Result<(), Fault> {
    let sysroot = workspace
        .output("rustc", &["--print", "sysroot"])
        .ok_or_else(|| Fault::new("rustc does not answer: install Rust from https://rustup.rs"))?;
    if Path::new(sysroot.trim()).join("lib").join("rustlib").join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    println!("Adding the target {WASM} …");
    let otherwise = format!("the target {WASM} is missing: run `rustup target add {WASM}`");
    workspace.run(workspace.command("rustup").args(["target", "add", WASM]), &otherwise)
}

pub(crate) fn ensure_components(workspace: &Workspace) -> Result<(), Fault> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if workspace.output("cargo", &[subcommand, "--version"]).is_none() {
            println!("Adding the component {component} …");
            let otherwise =
                format!("{component} is missing: run `rustup component add {component}`");
            workspace.run(
                workspace.command("rustup").args(["component", "add", component]),
                &otherwise,
            )?;
        }
    }
    Ok(())
}

/// Trunk runs offline, so what the lock file names has to be there before it starts.
pub(crate) fn fetch(workspace: &Workspace) -> Result<(), Fault> {
    let about = workspace.output("rustc", &["-vV"]).unwrap_or_default();
    let mut command = workspace.command("cargo");
    command.args(["fetch", "--locked", "--quiet", "--target", WASM]);
    if let Some(host) = host_in(&about) {
        command.args(["--target", host]);
    }
    workspace.run(&mut command, "the crates of Cargo.lock could not be fetched")
}

fn host_in(about: &str) -> Option<&str> {
    about.lines().find_map(|line| line.strip_prefix("host: "))
}

#[cfg(test)]
mod tests {
    use super::host_in;

    #[test]
    fn finds_the_host() {
        let about =
            "rustc 1.95.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(host_in(about), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(host_in("rustc 1.95.0"), None);
    }
}
