//! The counting of tests in what cargo, wasm-bindgen-test-runner and Node print.

use std::ops::AddAssign;

/// How many passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    /// One check that has no tests in it.
    pub(crate) fn of(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed) }
    }

    /// Counts one line of output.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(counted) = result_line(line).or_else(|| node_line(line)) {
            *self += counted;
        }
    }

    /// Judges a run of tests that has ended: what failed without a failing test counts as one
    /// failure, such as code that does not compile, and so does a suite in which there was nothing to run.
    pub(crate) fn close(mut self, succeeded: bool, may_be_empty: bool) -> Self {
        let empty = self.passed == 0 && !may_be_empty;
        if self.failed == 0 && (!succeeded || empty) {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; …` of libtest and of wasm-bindgen-test-runner.
fn result_line(line: &str) -> Option<Tally> {
    let counts = line.trim().strip_prefix("test result: ")?.split_once(". ")?.1;
    let count = |word: &str| {
        counts
            .split(';')
            .find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<u32>().ok())
    };
    Some(Tally { passed: count("passed")?, failed: count("failed")? })
}

/// `ℹ pass 12` of Node's spec reporter or `# pass 12` of its TAP reporter; a cancelled test did not pass.
fn node_line(line: &str) -> Option<Tally> {
    let mut words = line.split_whitespace();
    let (mark, word, count) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
    match (mark, word, words.next()) {
        ("ℹ" | "#", "pass", None) => Some(Tally { passed: count, failed: 0 }),
        ("ℹ" | "#", "fail" | "cancelled", None) => Some(Tally { passed: 0, failed: count }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Tally {
        let mut tally = Tally::default();
        text.lines().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn counts_libtest() {
        let text = "running 3 tests\ntest a ... ok\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(read(text), Tally { passed: 4, failed: 2 });
    }

    #[test]
    fn counts_the_browser_runner() {
        let text =
            "test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.31s\n";
        assert_eq!(read(text), Tally { passed: 7, failed: 0 });
    }

    #[test]
    fn counts_both_reporters_of_node() {
        assert_eq!(
            read("ℹ tests 5\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\n"),
            Tally { passed: 3, failed: 2 }
        );
        assert_eq!(
            read("# tests 4\n# pass 4\n# fail 0\n# cancelled 0\n"),
            Tally { passed: 4, failed: 0 }
        );
    }

    #[test]
    fn is_not_taken_in_by_other_words() {
        assert_eq!(
            read("# pass the salt\nthe test result: ok. 3 passed\n✔ pass 3 (2 ms)\n# pass 3 of 4"),
            Tally::default()
        );
    }

    #[test]
    fn a_suite_that_breaks_or_is_empty_has_failed() {
        let three = Tally { passed: 3, failed: 0 };
        assert_eq!(three.close(true, false), three);
        assert_eq!(three.close(false, false), Tally { passed: 3, failed: 1 });
        assert_eq!(Tally::default().close(true, false), Tally { passed: 0, failed: 1 });
        assert_eq!(Tally::default().close(true, true), Tally::default());
        assert_eq!(
            Tally { passed: 1, failed: 2 }.close(false, false),
            Tally { passed: 1, failed: 2 }
        );
    }
}
