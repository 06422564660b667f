//! Runs the checks in their order, the builds beside those that need none, and ends with how many passed and failed.

use crate::checks::{self, Check};
use crate::e2e::Build;
use crate::fault::Fault;
use crate::options::{Choice, Selection};
use crate::progress::Progress;
use crate::setup::Setup;
use crate::tally::Tally;
use std::fs;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Runs what is asked for, going on after a failure; tells whether nothing failed.
pub(crate) fn run(setup: &mut Setup<'_>, selection: &Selection, typed: Instant) -> bool {
    let filter = selection.filter.as_deref();
    let progress = match selection.choice {
        Choice::All => all(setup, filter),
        Choice::Only(check) => only(check, setup, filter),
        Choice::Quick => quick(setup, filter),
    };
    println!("\n{progress}{} s since the command was typed", typed.elapsed().as_secs());
    let Tally { passed, failed } = progress.total();
    println!("\n{passed} passed, {failed} failed");
    failed == 0
}

fn all(setup: &mut Setup<'_>, filter: Option<&str>) -> Progress {
    let (later, now): (Vec<_>, Vec<_>) =
        Check::ALL.into_iter().partition(|check| !check.needs().is_empty());
    let mut progress = Progress::new(1 + Check::ALL.len() + Build::OPTIMISED.len());
    progress.stage("tools and packages", || setup.build().map(|()| Tally::default()));
    let ready = progress.total().failed == 0;
    thread::scope(|scope| {
        // Optimised builds have folders and locks of their own in target/, so neither side waits for the other.
        let (told, news) = mpsc::channel();
        if ready {
            println!(
                "Beside the next stages run, with their output in target/e2e/*.log: {}",
                Build::OPTIMISED.map(Build::title).join(", ")
            );
            let setup = setup.clone();
            scope.spawn(move || {
                Build::OPTIMISED.into_iter().try_for_each(|build| told.send(beside(build, &setup)))
            });
        } else {
            drop(told);
        }
        for check in now {
            progress.stage(check.title(), || checks::run(check, setup, filter));
        }
        for build in Build::OPTIMISED {
            progress.timed(build.title(), || {
                news.recv().unwrap_or_else(|_| (Err(Fault::new("not begun")), Duration::ZERO))
            });
        }
    });
    for check in later {
        after_builds(&mut progress, check, setup, filter);
    }
    progress
}

fn only(check: Check, setup: &mut Setup<'_>, filter: Option<&str>) -> Progress {
    let builds = check.needs();
    let mut progress = Progress::new(builds.len() + 1);
    for build in builds {
        progress.stage(build.title(), || build.run(setup).map(|()| Tally::of(true)));
    }
    after_builds(&mut progress, check, setup, filter);
    progress
}

/// What fits into the time between two edits: one target for Clippy, and one test in the browser on a debug build.
fn quick(setup: &mut Setup<'_>, filter: Option<&str>) -> Progress {
    let mut progress = Progress::new(5);
    progress.stage(Check::Format.title(), || checks::run(Check::Format, setup, None));
    progress.stage("clippy, native only", || checks::clippy_native(setup));
    progress.stage(Check::Native.title(), || checks::run(Check::Native, setup, filter));
    let title = Build::Debug.title();
    progress.stage(title, || Build::Debug.run(setup).map(|()| Tally::of(true)));
    let built = progress.passed(title);
    progress
        .stage("one test in the browser", || if built { checks::smoke(setup) } else { unbuilt() });
    println!(
        "\nLeft out: clippy for wasm32, component tests, optimised builds, size, the other end-to-end tests"
    );
    progress
}

/// What was built last time says nothing about the sources as they are now.
fn after_builds(
    progress: &mut Progress,
    check: Check,
    setup: &mut Setup<'_>,
    filter: Option<&str>,
) {
    let built = check.needs().iter().all(|build| progress.passed(build.title()));
    progress
        .stage(check.title(), || if built { checks::run(check, setup, filter) } else { unbuilt() });
}

fn unbuilt() -> Result<Tally, Fault> {
    Err(Fault::new("not run, for its build failed"))
}

/// Builds with the output in a file, which a failure brings to the terminal in one piece.
fn beside(build: Build, setup: &Setup<'_>) -> (Result<Tally, Fault>, Duration) {
    let started = Instant::now();
    let log = build.log(setup.workspace);
    let ended = setup
        .workspace
        .logging_to(&log)
        .and_then(|workspace| build.run(&mut setup.with(&workspace)));
    let outcome = ended.map(|()| Tally::of(true)).map_err(|fault| {
        let said = fs::read_to_string(&log).unwrap_or_default();
        Fault::new(format!("{said}{fault}; its output is in {}", log.display()))
    });
    (outcome, started.elapsed())
}
