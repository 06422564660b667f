//! Knows where things are and starts other programs: from the root of the repository, with our tools
//! first on the path and without the variables that would mislead them.

use crate::fault::Fault;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository, and the tools beside it.
#[derive(Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    tools: PathBuf,
    search: Vec<PathBuf>,
    log: Option<PathBuf>,
}

impl Workspace {
    /// Finds the repository through `cargo run`, and the folder of built tools.
    pub(crate) fn locate() -> Result<Self, Fault> {
        // Asked at run time and not at compile time, so that a moved repository is still found.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .ok_or_else(|| Fault::new("start this as `cargo xtask`"))?;
        let root = Path::new(&manifest)
            .parent()
            .ok_or_else(|| Fault::new("xtask/ is not inside the repository"))?
            .to_path_buf();
        let tools = cache_home()?.join("fusion-connect-toolbar").join("tools");
        let mut search = vec![tools.join("bin"), root.join("node_modules").join(".bin")];
        search.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        Ok(Self { root, tools, search, log: None })
    }

    /// The same, for work in the background: what `run` starts writes to that file, which begins empty.
    pub(crate) fn logging_to(&self, log: &Path) -> Result<Self, Fault> {
        write(log, "")?;
        Ok(Self { log: Some(log.to_path_buf()), ..self.clone() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where tools are installed that had to be built; outside the repository, so that every clone shares them.
    pub(crate) fn tools(&self) -> &Path {
        &self.tools
    }

    /// The program of that name that would be started.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        find_in(&self.search, program)
    }

    /// A command that runs in the root of the repository.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.find(program).unwrap_or_else(|| program.into()));
        command.current_dir(&self.root);
        if let Ok(path) = env::join_paths(&self.search) {
            command.env("PATH", path);
        }
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(is_set_by_cargo_run) {
                command.env_remove(name);
            }
        }
        for name in empty_flags() {
            command.env_remove(name);
        }
        command
    }

    /// Runs to the end, with the terminal attached or with the log; `otherwise` is the error if it fails.
    pub(crate) fn run(&self, command: &mut Command, otherwise: &str) -> Result<(), Fault> {
        command.stdin(Stdio::null());
        if let Some(log) = &self.log {
            let open = || {
                let file = File::options().append(true).open(log)?;
                Ok((file.try_clone()?, file))
            };
            let (out, err) = open().map_err(|error| Fault::io("write", log, &error))?;
            command.stdout(out).stderr(err);
        }
        match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => Err(Fault::new(otherwise)),
            Err(error) => Err(Fault::new(format!("{otherwise}: {error}"))),
        }
    }

    /// What a program prints, if it is there and succeeds.
    pub(crate) fn output(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = self.command(program).args(arguments).stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Writes a file, and the folders that it needs.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Fault::io("write", path, &error))
}

/// The path that a variable of the environment holds.
pub(crate) fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Runs to the end, writing to this terminal and reading nothing, and tells whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool, Fault> {
    let status = command.stdin(Stdio::null()).status();
    status.map(|status| status.success()).map_err(|error| not_started(command, &error))
}

/// The error of a program that could not be run.
pub(crate) fn not_started(command: &Command, error: &std::io::Error) -> Fault {
    Fault::new(format!("{} could not be run: {error}", command.get_program().display()))
}

/// The variables that would take the place of the flags in `.cargo/config.toml` by nothing at all.
pub(crate) fn empty_flags() -> impl Iterator<Item = &'static str> {
    ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"]
        .into_iter()
        .filter(|name| env::var_os(name).is_some_and(|value| value.is_empty()))
}

/// `CARGO_HOME`, `CARGO_TARGET_DIR` and the like are the developer's own and stay.
fn is_set_by_cargo_run(name: &str) -> bool {
    const NAMES: [&str; 5] = [
        "CARGO",
        "CARGO_BIN_NAME",
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
        "RUST_RECURSION_COUNT",
    ];
    NAMES.contains(&name) || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

fn find_in(folders: &[PathBuf], program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ""] } else { &[""] };
    folders
        .iter()
        .flat_map(|folder| {
            endings.iter().map(move |ending| folder.join(format!("{program}{ending}")))
        })
        .find(|path| path.is_file())
}

fn cache_home() -> Result<PathBuf, Fault> {
    let platform = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        variable("HOME").map(|home| home.join(".cache"))
    };
    variable("XDG_CACHE_HOME")
        .filter(|path| path.is_absolute())
        .or(platform)
        .ok_or_else(|| Fault::new("there is no folder for built tools: set HOME or XDG_CACHE_HOME"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_developers_own_settings() {
        for kept in
            ["CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_NET_OFFLINE", "RUSTUP_TOOLCHAIN", "PATH"]
        {
            assert!(!is_set_by_cargo_run(kept), "{kept}");
        }
        for dropped in ["CARGO", "CARGO_PKG_NAME", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH"] {
            assert!(is_set_by_cargo_run(dropped), "{dropped}");
        }
    }

    #[test]
    fn work_in_the_background_writes_to_its_log() {
        let root = env::temp_dir().join(format!("toolbar-log-{}", std::process::id()));
        let log = root.join("new").join("build.log");
        let plain = Workspace {
            root: PathBuf::from("."),
            tools: PathBuf::new(),
            search: env::split_paths(&env::var_os("PATH").unwrap()).collect(),
            log: None,
        };
        let quiet = plain.logging_to(&log).unwrap();
        quiet.run(quiet.command("cargo").arg("--version"), "no cargo").unwrap();
        let refused = quiet.run(quiet.command("cargo").arg("--no-such-flag"), "refused");
        let text = fs::read_to_string(&log).unwrap();
        fs::remove_dir_all(root).unwrap();
        assert_eq!(refused.unwrap_err().to_string(), "refused");
        assert!(text.starts_with("cargo 1."), "{text}");
        assert!(text.contains("--no-such-flag"), "{text}");
    }

    #[test]
    fn finds_a_program_in_the_first_folder_that_has_it() {
        let folders = vec![
            PathBuf::from(env!("CARGO_MANIFEST_DIR")),
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"),
        ];
        assert_eq!(find_in(&folders, "Cargo.toml"), Some(folders[0].join("Cargo.toml")));
        assert_eq!(find_in(&folders, "main.rs"), Some(folders[1].join("main.rs")));
        assert_eq!(find_in(&folders, "absent"), None);
    }
}
