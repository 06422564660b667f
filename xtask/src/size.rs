//! Compares the size of what the browser has to fetch with the budget of `design.md` 11.

use crate::fault::Fault;
use crate::release;
use std::fs;
use std::path::{Path, PathBuf};

/// What a browser fetches together, and how large it may be.
struct Kind {
    name: &'static str,
    /// What the names of its files start with.
    start: &'static str,
    /// Bytes after gzip at level 9, and where they are to get.
    budget: u64,
    /// Where they are, and a little: a check fails above it. It may only go down.
    ceiling: u64,
}

const KINDS: [Kind; 4] = [
    Kind {
        name: "the toolbar",
        start: "fusion-connect-toolbar-",
        budget: 230_000,
        ceiling: 275_800,
    },
    // What it puts off until the first call, or until it is needed. It rose once, by the part of Oracle's framework that
    // the toolbar itself had, which fell by as much.
    Kind { name: "what comes later", start: "later-", budget: 43_000, ceiling: 44_800 },
    // A browser fetches one of them.
    Kind { name: "all languages", start: "texts-", budget: 19_500, ceiling: 19_900 },
    Kind { name: "self-check and traces", start: "tools-", budget: 400_000, ceiling: 422_500 },
];
/// What is reported beside them: the libraries, which are not ours.
const LIBRARIES: &str = "lib/";

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
pub(crate) fn report(dist: &Path) -> Result<bool, Fault> {
    let files: Vec<PathBuf> =
        release::files(dist)?.into_iter().filter(|path| is_counted(path)).collect();
    // An empty release would be within every budget.
    if files.is_empty() {
        return Err(Fault::new(format!("{} holds no release", dist.display())));
    }
    let sizes = files.iter().map(|path| measure(path)).collect::<Result<Vec<_>, _>>()?;
    println!("{:<44} {:>9} {:>9} {:>9}", "file", "bytes", "gzip", "brotli");
    let row = |name: &str, size: Size| {
        println!("{name:<44} {:>9} {:>9} {:>9}", size.raw, size.gzip, size.brotli);
    };
    let name = |path: &Path| path.strip_prefix(dist).unwrap_or(path).display().to_string();
    let files: Vec<(String, Size)> = files.iter().map(|path| name(path)).zip(sizes).collect();
    let mut within = true;
    for kind in &KINDS {
        let own: Vec<&(String, Size)> =
            files.iter().filter(|(name, _)| name.starts_with(kind.start)).collect();
        for (name, size) in &own {
            row(name, *size);
        }
        let sum: Size = own.iter().map(|(_, size)| *size).sum();
        row(kind.name, sum);
        println!("{}", judge(kind, sum.gzip));
        // A kind without files would be within every budget.
        within &= !own.is_empty() && sum.gzip <= kind.ceiling;
    }
    for (name, size) in &files {
        if name.starts_with(LIBRARIES) {
            row(&format!("{name} (not ours)"), *size);
        } else if !KINDS.iter().any(|kind| name.starts_with(kind.start)) {
            return Err(Fault::new(format!("{name} is of no kind that size.rs knows")));
        }
    }
    Ok(within)
}

fn judge(kind: &Kind, gzip: u64) -> String {
    let Kind { name, budget, ceiling, .. } = kind;
    match gzip.checked_sub(*budget) {
        None | Some(0) => format!("  within the budget: {gzip} of {budget} bytes for {name}"),
        Some(over) => {
            format!(
                "  over the budget by {over} bytes: {gzip} of {budget}; the ceiling is {ceiling}"
            )
        }
    }
}

fn is_counted(path: &Path) -> bool {
    // Templates for the host's settings; no browser asks for them.
    if path.components().any(|part| part.as_os_str() == "headers") {
        return false;
    }
    let is_text = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("texts-"));
    path.extension().is_some_and(|ending| {
        ending == "wasm" || ending == "js" || ending == "css" || is_text && ending == "json"
    })
}

/// A file and its packed twins, which a release has where they are smaller.
fn measure(path: &Path) -> Result<Size, Fault> {
    let bytes = |path: &Path| fs::metadata(path).map(|file| file.len());
    let raw = bytes(path).map_err(|error| Fault::io("read", path, &error))?;
    let packed = |ending: &str| {
        let mut twin = path.as_os_str().to_owned();
        twin.push(ending);
        bytes(Path::new(&twin)).unwrap_or(raw)
    };
    Ok(Size { raw, gzip: packed(".gz"), brotli: packed(".br") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_file_counts_by_its_twins() {
        let folder = std::env::temp_dir().join(format!("toolbar-size-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, length) in [("a.js", 100), ("a.js.gz", 30), ("a.js.br", 25), ("b.css", 9)] {
            fs::write(folder.join(name), vec![b' '; length]).unwrap();
        }
        let sizes = ["a.js", "b.css", "c.js"].map(|name| measure(&folder.join(name)).ok());
        fs::remove_dir_all(&folder).unwrap();
        let packed = Size { raw: 100, gzip: 30, brotli: 25 };
        assert_eq!(sizes, [Some(packed), Some(Size { raw: 9, gzip: 9, brotli: 9 }), None]);
    }

    #[test]
    fn the_budget_is_the_last_size_that_is_within_it() {
        let kind = Kind { name: "it", start: "", budget: 10, ceiling: 20 };
        assert_eq!(judge(&kind, 10), "  within the budget: 10 of 10 bytes for it");
        assert_eq!(judge(&kind, 11), "  over the budget by 1 bytes: 11 of 10; the ceiling is 20");
    }

    #[test]
    fn counts_what_runs_and_styles() {
        assert!(is_counted(Path::new("dist/app-1f_bg.wasm")));
        assert!(is_counted(Path::new("dist/snippets/a/inline0.js")));
        assert!(is_counted(Path::new("dist/base.css")));
        assert!(is_counted(Path::new("dist/texts-en-1f.json")));
        assert!(!is_counted(Path::new("dist/texts-en-1f.json.gz")));
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
