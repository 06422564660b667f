//! The reading of version numbers out of what `--version` prints.

/// The first version number in `text` as written, such as `0.21.14` in `trunk 0.21.14` or `v20.1.0`.
pub(crate) fn written_in(text: &str) -> Option<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ','))
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.'))
}

/// The number before the first dot.
pub(crate) fn major(text: &str) -> Option<u32> {
    written_in(text)?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_tools_print() {
        assert_eq!(written_in("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(written_in("wasm-bindgen 0.2.129 (4f1e6d0c2 2026-08-01)"), Some("0.2.129"));
        assert_eq!(written_in("v20.20.2\n"), Some("20.20.2"));
        assert_eq!(written_in("ChromeDriver 156.0.7204.1 (abc)"), Some("156.0.7204.1"));
        assert_eq!(written_in("version unknown"), None);
        assert_eq!(written_in(""), None);
    }

    #[test]
    fn takes_the_major_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("Chromium 156.0.1 built on Debian"), Some(156));
        assert_eq!(major("none"), None);
    }
}
