//! `cargo xtask serve | test | dist | bench | profile | mutants | replay`: sets up what is missing, then builds,
//! tests, serves, measures or replays the toolbar.
//!
//! Plain standard library: it is the first thing a fresh clone compiles. `setup` brings the tools,
//! `release` and `e2e` build, `test` runs every check, `size` and `bench` measure.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]

mod bench;
mod checks;
mod clock;
mod e2e;
mod fault;
#[path = "../../src/headers.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the toolbar's own: /check prints what is a template here"
)]
mod headers;
mod mutants;
mod npm;
mod options;
mod programs;
mod progress;
mod release;
mod replay;
mod rust;
mod serve;
mod setup;
mod size;
mod tally;
mod test;
mod tools;
mod version;
mod workspace;

use fault::Fault;
use options::Task;
use setup::Setup;
use std::process::ExitCode;
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, Fault> {
    let typed = clock::typed();
    let task = options::parse(std::env::args().skip(1))?;
    let workspace = Workspace::locate()?;
    for name in workspace::empty_flags() {
        println!(
            "{name} is set to nothing, which would switch off the flags of .cargo/config.toml: removed"
        );
    }
    let mut setup = Setup::new(&workspace);
    match task {
        Task::Bench => bench::run(&mut setup).map(|()| ExitCode::SUCCESS),
        Task::Dist => {
            let dist = workspace.root().join("dist");
            release::build(&mut setup, &dist)?;
            size::report(&dist)?;
            println!(
                "dist/ is ready: add config.json (see config.example.json) and put it on any static host"
            );
            Ok(ExitCode::SUCCESS)
        }
        Task::Help => {
            println!("{}", options::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Task::Mutants(mutants) => mutants::run(&mut setup, &mutants).map(code),
        Task::Profile => bench::profile(&mut setup).map(|()| ExitCode::SUCCESS),
        Task::Replay { file, accept } => replay::run(&workspace, &file, accept).map(code),
        Task::Serve { port } => serve::run(&mut setup, port, typed).map(|()| ExitCode::SUCCESS),
        Task::Test(selection) => Ok(code(test::run(&mut setup, &selection, typed))),
    }
}

fn code(succeeded: bool) -> ExitCode {
    if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
