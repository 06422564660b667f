//! The mark of a build: the windows of one release understand one another, those of two may not.

use super::files;
use crate::fault::Fault;
use std::fs;
use std::path::Path;

/// A hash of everything that is compiled; the same sources have the same mark on every machine.
pub(super) fn of(root: &Path) -> Result<String, Fault> {
    let mut sources = files(&root.join("src"))?;
    sources.push(root.join("Cargo.lock"));
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for path in sources {
        let bytes = fs::read(&path).map_err(|error| Fault::io("read", &path, &error))?;
        // FNV-1a: it tells changes apart, and no attacker is meant.
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        hash = bytes.iter().fold(hash, step);
    }
    Ok(format!("{}-{hash:016x}", env!("CARGO_PKG_VERSION")))
}

#[cfg(test)]
mod tests {
    use super::of;
    use std::fs;

    #[test]
    fn other_sources_have_another_mark() {
        let root = std::env::temp_dir().join(format!("toolbar-mark-{}", std::process::id()));
        fs::create_dir_all(root.join("src")).unwrap();
        fs::write(root.join("Cargo.lock"), "one").unwrap();
        fs::write(root.join("src/lib.rs"), "two").unwrap();
        let first = of(&root).unwrap();
        assert_eq!(of(&root).unwrap(), first);
        fs::write(root.join("src/lib.rs"), "three").unwrap();
        assert_ne!(of(&root).unwrap(), first);
        fs::remove_dir_all(root).unwrap();
    }
}
