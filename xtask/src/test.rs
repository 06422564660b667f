//! Owns the run of all checks and the last line, which tells how many passed and failed.

use crate::checks::{self, Check};
use crate::options::Selection;
use crate::setup::Setup;
use crate::tally::Tally;
use std::process::ExitCode;
use std::time::Instant;

/// Runs each check that is asked for, going on after a failure.
pub(crate) fn run(setup: &mut Setup<'_>, selection: &Selection) -> ExitCode {
    let mut total = Tally::default();
    for check in
        Check::ALL.into_iter().filter(|check| selection.only.is_none_or(|only| only == *check))
    {
        println!("\n== {}", check.title());
        let started = Instant::now();
        let tally =
            checks::run(check, setup, selection.filter.as_deref()).unwrap_or_else(|fault| {
                println!("{fault}");
                Tally::of(false)
            });
        let word = if tally.failed == 0 { "ok" } else { "FAILED" };
        println!("-- {word}, {} s", started.elapsed().as_secs());
        total += tally;
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
