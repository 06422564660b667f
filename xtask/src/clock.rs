//! Tells since when a command has run, counted from the moment when it was typed.

use std::fs;
use std::time::{Duration, Instant};

/// Clock ticks of a second in `/proc`, the same on every Linux that Rust's tools are made for.
const TICKS: f64 = 100.0;

/// When the command was typed, so far as that can be known; to be asked first.
///
/// On Unix `cargo run` becomes this program and keeps its process, so the start of the process is
/// the start of Cargo. Without `/proc` the time that Cargo took to compile this program is missing.
pub(crate) fn typed() -> Instant {
    let now = Instant::now();
    age().and_then(|age| now.checked_sub(age)).unwrap_or(now)
}

fn age() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let uptime = fs::read_to_string("/proc/uptime").ok()?;
    age_in(&stat, &uptime)
}

fn age_in(stat: &str, uptime: &str) -> Option<Duration> {
    // The second field is the name of the program, in brackets and with any character in it; the start is the 22nd.
    let began: f64 = stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
    let now: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(now - began / TICKS).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAT: &str = "41 (x) task) S 1 41 41 0 -1 4194560 9 0 0 0 1 2 0 0 20 0 1 0 12050 224 67";

    #[test]
    fn counts_from_the_start_of_the_process() {
        assert_eq!(age_in(STAT, "130.75 200.00\n"), Some(Duration::from_millis(10_250)));
        assert_eq!(age_in(STAT, "120.00 200.00\n"), None, "started in the future");
        assert_eq!(age_in("41 (xtask) S 1", "130.75 200.00\n"), None);
        assert_eq!(age_in(STAT, ""), None);
    }

    #[test]
    fn a_command_was_typed_before_now() {
        assert!(typed() <= Instant::now());
    }
}
