//! Tells the person at the terminal which stage runs, and at the end how each went.

use crate::fault::Fault;
use crate::tally::Tally;
use std::fmt;
use std::time::{Duration, Instant};

/// A run of several stages.
pub(crate) struct Progress {
    count: usize,
    done: Vec<FinishedStage>,
}

/// A stage that has ended.
struct FinishedStage {
    title: String,
    tally: Tally,
    took: Duration,
}

impl Progress {
    /// A run of `count` stages.
    pub(crate) fn new(count: usize) -> Self {
        Self { count, done: Vec::new() }
    }

    /// Runs one stage to its end; what stops it counts as one failure.
    pub(crate) fn stage(&mut self, title: &str, work: impl FnOnce() -> Result<Tally, Fault>) {
        let started = Instant::now();
        self.timed(title, || {
            let outcome = work();
            (outcome, started.elapsed())
        });
    }

    /// As `stage`, for work that began earlier and tells how long it took.
    pub(crate) fn timed(
        &mut self,
        title: &str,
        end: impl FnOnce() -> (Result<Tally, Fault>, Duration),
    ) {
        println!("\n== {} of {}: {title}", self.done.len() + 1, self.count);
        let (outcome, took) = end();
        let tally = outcome.unwrap_or_else(|fault| {
            println!("{fault}");
            Tally::of(false)
        });
        let word = if tally.failed == 0 { "ok" } else { "FAILED" };
        println!("-- {word}, {} s", took.as_secs());
        self.done.push(FinishedStage { title: title.to_owned(), tally, took });
    }

    /// Whether a stage of that title has ended well.
    pub(crate) fn passed(&self, title: &str) -> bool {
        self.done.iter().any(|stage| stage.title == title && stage.tally.failed == 0)
    }

    /// What all stages passed and failed together.
    pub(crate) fn total(&self) -> Tally {
        let mut total = Tally::default();
        for stage in &self.done {
            total += stage.tally;
        }
        total
    }
}

/// A line for each stage.
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for FinishedStage { title, tally, took } in &self.done {
            let Tally { passed, failed } = tally;
            let seconds = took.as_secs();
            writeln!(f, "{title:<50} {passed:>5} passed {failed:>4} failed {seconds:>5} s")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_its_line() {
        let mut progress = Progress::new(3);
        progress.stage("format", || Ok(Tally::of(true)));
        progress.timed("builds", || {
            (Ok(Tally { passed: 2, failed: 0 }), Duration::from_millis(74_900))
        });
        progress.timed("tests", || (Err(Fault::new("no Chromium")), Duration::ZERO));
        let table = progress.to_string();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(
            lines[1].split_whitespace().collect::<Vec<_>>().join(" "),
            "builds 2 passed 0 failed 74 s"
        );
        assert!(lines[2].contains("0 passed    1 failed"), "a fault is a failure: {table}");
        assert_eq!(progress.total(), Tally { passed: 3, failed: 1 });
        assert!(progress.passed("builds"));
        assert!(!progress.passed("tests") && !progress.passed("never begun"));
    }
}
