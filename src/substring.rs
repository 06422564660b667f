//! A text in a text, without the search of `core`. That and the messages of its slices are 5 KB of the program, so
//! `contains`, `replace` and `split_once` of a text, and `split_at`, stand nowhere in it.

/// Whether `part` stands in `text`; an empty one does.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    part.is_empty() || text.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn a_part_is_found_wherever_it_stands() {
        for (text, part, found) in [
            ("anonymous", "anonymous", true),
            ("sip:anonymous@host", "anonymous", true),
            ("anonymou", "anonymous", false),
            ("préférence", "éf", true),
            ("", "a", false),
            ("a", "", true),
        ] {
            assert_eq!(holds(text, part), found, "{part} in {text}");
        }
    }
}
