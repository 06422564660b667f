//! Compares the size of what the browser has to fetch with the budget of `design.md` 11.

use crate::fault::Fault;
use crate::release;
use std::fs;
use std::path::{Path, PathBuf};

/// Own wasm, JavaScript and CSS that the toolbar loads, after gzip at level 9: where the release is to get.
const BUDGET: u64 = 180_000;
/// Where it is, and a little: a check fails above it. It may only go down.
const CEILING: u64 = 440_000;
/// What is reported beside it, by a part of its name, and why it does not count.
const BESIDE: [(&str, &str); 3] = [
    ("connect-streams-min.js", "not ours"),
    ("libphonenumber-min.js", "not ours"),
    ("tools-", "only for the self-check and traces"),
];

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
    let (mut sum, mut beside) = (Size::default(), Vec::new());
    for (name, size) in files.iter().map(|path| name(path)).zip(sizes) {
        if let Some((_, why)) = BESIDE.iter().find(|(part, _)| name.contains(part)) {
            beside.push((format!("{name} ({why})"), size));
        } else {
            row(&name, size);
            sum = [sum, size].into_iter().sum();
        }
    }
    row("own wasm, js and css of the toolbar", sum);
    for (name, size) in beside {
        row(&name, size);
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
