//! Brings the tools that are crates, each at the one version that fits: taken from the path, or built
//! once into the folder of tools.

use crate::fault::Fault;
use crate::version;
use crate::workspace::Workspace;
use std::fs;
use std::process::Command;
use std::time::Instant;

/// A crate of tools, and the programs of it that are used.
struct Tool {
    package: &'static str,
    version: &'static str,
    programs: &'static [&'static str],
    /// What makes a program tell its version.
    asked: &'static [&'static str],
    /// Trunk is run offline, so it can do without TLS and its search for updates, which take long to build.
    features: &'static [&'static str],
}

/// What builds the page.
const TOOLS: [Tool; 2] = [
    Tool {
        package: "wasm-bindgen-cli",
        version: "0.2.129",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        asked: &["--version"],
        features: &[],
    },
    Tool {
        package: "trunk",
        version: "0.21.14",
        programs: &["trunk"],
        asked: &["--version"],
        features: &["--no-default-features"],
    },
];

const MUTANTS: Tool = Tool {
    package: "cargo-mutants",
    version: "27.1.0",
    programs: &["cargo-mutants"],
    asked: &["mutants", "--version"],
    features: &[],
};

/// What reads every byte of the page's wasm at each build; without optimising, that would take half a minute.
const WALKS_THE_MODULE: [&str; 9] = [
    "block-buffer",
    "digest",
    "gimli",
    "leb128fmt",
    "sha2",
    "walrus",
    "wasm-bindgen-cli-support",
    "wasm-encoder",
    "wasmparser",
];

pub(crate) fn ensure(workspace: &Workspace) -> Result<(), Fault> {
    TOOLS.iter().try_for_each(|tool| ensure_one(workspace, tool))
}

pub(crate) fn ensure_mutants(workspace: &Workspace) -> Result<(), Fault> {
    ensure_one(workspace, &MUTANTS)
}

fn ensure_one(workspace: &Workspace, tool: &Tool) -> Result<(), Fault> {
    if tool.programs.iter().all(|program| is_there(workspace, program, tool)) {
        return Ok(());
    }
    install(workspace, tool)
}

/// The folder of tools comes first on the path, so a wrong version there would hide a right one behind it.
fn is_there(workspace: &Workspace, program: &str, tool: &Tool) -> bool {
    workspace.output(program, tool.asked).as_deref().and_then(version::written_in)
        == Some(tool.version)
}

fn install(workspace: &Workspace, tool: &Tool) -> Result<(), Fault> {
    let Tool { package, version, .. } = tool;
    println!("Building {package} {version} once (some minutes; later runs use it) …");
    fs::create_dir_all(workspace.tools())
        .map_err(|error| Fault::io("create", workspace.tools(), &error))?;
    let started = Instant::now();
    let mut command = workspace.command("cargo");
    command.args(["install", "--locked", package, "--version", version]).args(tool.features);
    command.arg("--root").arg(workspace.tools());
    // Out of the repository, whose `.cargo/config.toml` is not meant for tools.
    command.current_dir(workspace.tools());
    build_cheaply(&mut command);
    let otherwise = format!(
        "{package} {version} could not be built: try `cargo install --locked {package} --version {version}`"
    );
    workspace.run(&mut command, &otherwise)?;
    println!("{package} {version} is ready after {} s", started.elapsed().as_secs());
    Ok(())
}

/// A tool that is built once and runs for seconds is not worth minutes of optimising.
fn build_cheaply(command: &mut Command) {
    for name in ["CARGO_BUILD_TARGET", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command.envs([
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
        ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
        ("CARGO_PROFILE_RELEASE_LTO", "off"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ]);
    for package in WALKS_THE_MODULE {
        command.args(["--config", &format!("profile.release.package.{package}.opt-level=1")]);
    }
}

#[cfg(test)]
mod tests {
    use super::TOOLS;

    /// The glue that wasm-bindgen writes must be of the version that the crate was compiled with.
    #[test]
    fn wasm_bindgen_is_the_one_of_the_lock_file_and_of_trunk() {
        let lock = include_str!("../../Cargo.lock");
        let trunk = include_str!("../../Trunk.toml");
        let version = TOOLS[0].version;
        assert!(lock.contains(&format!("name = \"wasm-bindgen\"\nversion = \"{version}\"")));
        assert!(trunk.contains(&format!("wasm_bindgen = \"{version}\"")));
    }
}
