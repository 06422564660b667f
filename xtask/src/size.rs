//! Owns the size of what the browser has to fetch, compared with the budget of `design.md` 11.

use crate::fault::Fault;
use crate::release;
use crate::setup::Setup;
use std::path::{Path, PathBuf};

/// Own wasm, JavaScript and CSS, after gzip at level 9: where the release is to get.
const BUDGET: u64 = 180_000;
/// Where it is, and a little: a check fails above it. It may only go down.
const CEILING: u64 = 570_000;
/// Made by others and reported beside it.
const FOREIGN: [&str; 2] = ["connect-streams-min.js", "libphonenumber-min.js"];

/// Node has both compressors, and is needed for the build anyway.
const COMPRESS: &str = "
const fs = require('node:fs'), zlib = require('node:zlib');
for (const path of process.argv.slice(1)) {
  const raw = fs.readFileSync(path);
  const brotli = zlib.brotliCompressSync(raw, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } });
  console.log(raw.length, zlib.gzipSync(raw, { level: 9 }).length, brotli.length);
}";

/// The bytes of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl std::iter::Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |sum, size| Self {
            raw: sum.raw + size.raw,
            gzip: sum.gzip + size.gzip,
            brotli: sum.brotli + size.brotli,
        })
    }
}

/// Prints the table for a release and tells whether it is within the budget.
pub(crate) fn report(setup: &Setup<'_>, dist: &Path) -> Result<bool, Fault> {
    let files: Vec<PathBuf> =
        release::files(dist)?.into_iter().filter(|path| is_counted(path)).collect();
    let sizes = measure(setup, &files)?;
    println!("{:<44} {:>9} {:>9} {:>9}", "file", "bytes", "gzip", "brotli");
    let row = |name: &str, size: Size| {
        println!("{name:<44} {:>9} {:>9} {:>9}", size.raw, size.gzip, size.brotli);
    };
    let name = |path: &Path| path.strip_prefix(dist).unwrap_or(path).display().to_string();
    let (foreign, own): (Vec<_>, Vec<_>) = files
        .iter()
        .map(|path| name(path))
        .zip(sizes)
        .partition(|(name, _)| FOREIGN.iter().any(|file| name.ends_with(file)));
    for (name, size) in &own {
        row(name, *size);
    }
    let sum: Size = own.iter().map(|(_, size)| *size).sum();
    row("own wasm, js and css", sum);
    for (name, size) in &foreign {
        row(&format!("{name} (not ours)"), *size);
    }
    println!("{}", judge(sum.gzip));
    Ok(sum.gzip <= CEILING)
}

fn judge(gzip: u64) -> String {
    if gzip <= BUDGET {
        format!("within the budget: {gzip} of {BUDGET} bytes")
    } else {
        let over = gzip - BUDGET;
        format!("over the budget by {over} bytes: {gzip} of {BUDGET}; the ceiling is {CEILING}")
    }
}

fn is_counted(path: &Path) -> bool {
    // Templates for the host's settings; no browser asks for them.
    if path.components().any(|part| part.as_os_str() == "headers") {
        return false;
    }
    path.extension().is_some_and(|ending| ending == "wasm" || ending == "js" || ending == "css")
}

fn measure(setup: &Setup<'_>, files: &[PathBuf]) -> Result<Vec<Size>, Fault> {
    let output = setup
        .workspace
        .command("node")
        .args(["-e", COMPRESS])
        .args(files)
        .output()
        .map_err(|error| Fault::new(format!("node could not be run: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let sizes: Vec<Size> = text.lines().filter_map(read).collect();
    // An empty release would be within every budget.
    if sizes.is_empty() || sizes.len() != files.len() {
        return Err(Fault::new(format!(
            "{} of {} files of the release were measured",
            sizes.len(),
            files.len()
        )));
    }
    Ok(sizes)
}

fn read(line: &str) -> Option<Size> {
    let mut numbers = line.split_whitespace().map(str::parse);
    let mut next = || numbers.next()?.ok();
    Some(Size { raw: next()?, gzip: next()?, brotli: next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_node_prints() {
        assert_eq!(read("1000 300 250"), Some(Size { raw: 1000, gzip: 300, brotli: 250 }));
        assert_eq!(read("1000 300"), None);
        assert_eq!(read("Error: no such file"), None);
    }

    #[test]
    fn the_budget_is_the_last_size_that_is_within_it() {
        assert_eq!(judge(BUDGET), "within the budget: 180000 of 180000 bytes");
        assert!(judge(BUDGET + 1).starts_with("over the budget by 1 bytes: 180001 of 180000;"));
    }

    #[test]
    fn counts_what_runs_and_styles() {
        assert!(is_counted(Path::new("dist/app-1f_bg.wasm")));
        assert!(is_counted(Path::new("dist/snippets/a/inline0.js")));
        assert!(is_counted(Path::new("dist/base.css")));
        assert!(!is_counted(Path::new("dist/headers/cloudfront-routes.js")));
        assert!(!is_counted(Path::new("dist/index.html")));
        assert!(!is_counted(Path::new("dist/config.example.json")));
    }

    #[test]
    fn adds_up() {
        let one = Size { raw: 1, gzip: 2, brotli: 3 };
        assert_eq!([one, one].into_iter().sum::<Size>(), Size { raw: 2, gzip: 4, brotli: 6 });
    }
}
