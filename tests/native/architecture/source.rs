//! The reading of Rust source: its tokens without comments, and every path that it names.

/// One token; what no rule asks about is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Name(String),
    /// `::`
    Into,
    Text(String),
    Sign(char),
}

/// A token and its line, counted from one.
pub(crate) type Placed = (usize, Token);

/// A path as the file names it, with `self` and `super` taken away: `["crate", …]` or `["serde_json", …]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
    /// Whether it is in a module `tests`, within the file or as a file.
    pub(crate) in_tests: bool,
    /// Whether it is only handed out under another path.
    pub(crate) handed_out: bool,
}

struct Reader<'s> {
    rest: &'s str,
    line: usize,
}

/// Splits source into tokens, leaving out comments, lifetimes, characters and numbers.
pub(crate) fn tokens(source: &str) -> Vec<Placed> {
    let mut reader = Reader { rest: source, line: 1 };
    let mut found = Vec::new();
    while !reader.rest.is_empty() {
        let line = reader.line;
        if let Some(token) = reader.token() {
            found.push((line, token));
        }
    }
    found
}

impl<'s> Reader<'s> {
    fn take(&mut self, length: usize) -> &'s str {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn take_until(&mut self, end: &str) -> &'s str {
        let length = self.rest.find(end).unwrap_or(self.rest.len());
        let taken = self.take(length);
        self.take(end.len().min(self.rest.len()));
        taken
    }

    fn take_while(&mut self, holds: impl Fn(char) -> bool) -> &'s str {
        self.take(self.rest.find(|c| !holds(c)).unwrap_or(self.rest.len()))
    }

    fn token(&mut self) -> Option<Token> {
        let first = self.rest.chars().next()?;
        if self.rest.starts_with("//") {
            self.take_while(|c| c != '\n');
            None
        } else if self.rest.starts_with("/*") {
            self.block_comment();
            None
        } else if let Some(hashes) = raw_text(self.rest) {
            self.take_until("\"");
            Some(Token::Text(self.take_until(&format!("\"{hashes}")).to_owned()))
        } else if first == '"' || self.rest.starts_with("b\"") || self.rest.starts_with("c\"") {
            self.take_until("\"");
            Some(Token::Text(self.text()))
        } else if first == '\'' {
            self.character_or_lifetime();
            None
        } else if self.rest.starts_with("::") {
            self.take(2);
            Some(Token::Into)
        } else if first.is_ascii_digit() {
            self.take_while(is_of_name);
            None
        } else if is_of_name(first) {
            let name = self.take_while(is_of_name);
            if name == "r" && self.rest.starts_with('#') {
                self.take(1);
                return Some(Token::Name(self.take_while(is_of_name).to_owned()));
            }
            Some(Token::Name(name.to_owned()))
        } else {
            self.take(first.len_utf8());
            (!first.is_whitespace()).then_some(Token::Sign(first))
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            if self.rest.starts_with("/*") {
                self.take(2);
                depth += 1;
            } else if self.rest.starts_with("*/") {
                self.take(2);
                depth -= 1;
            } else if let Some(c) = self.rest.chars().next() {
                self.take(c.len_utf8());
            }
            if depth == 0 || self.rest.is_empty() {
                return;
            }
        }
    }

    /// What follows the opening quote, to the closing one; escapes stay as written.
    fn text(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.rest.chars().next() {
            self.take(c.len_utf8());
            match c {
                '"' => break,
                '\\' => {
                    text.push(c);
                    if let Some(escaped) = self.rest.chars().next() {
                        text.push_str(self.take(escaped.len_utf8()));
                    }
                }
                _ => text.push(c),
            }
        }
        text
    }

    fn character_or_lifetime(&mut self) {
        self.take(1);
        let mut ahead = self.rest.chars();
        match (ahead.next(), ahead.next()) {
            (Some('\\'), Some(escaped)) => {
                self.take(1 + escaped.len_utf8());
                self.take_until("'");
            }
            (Some(c), Some('\'')) => {
                self.take(c.len_utf8() + 1);
            }
            _ => {
                self.take_while(is_of_name);
            }
        }
    }
}

/// The hashes of a raw text that begins here.
fn raw_text(rest: &str) -> Option<String> {
    let after = ["r", "br", "cr"].iter().find_map(|prefix| rest.strip_prefix(prefix))?;
    let hashes: String = after.chars().take_while(|c| *c == '#').collect();
    after[hashes.len()..].starts_with('"').then_some(hashes)
}

fn is_of_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Every path in the tokens of a file whose module is `module`, such as `["connect", "decode"]`.
pub(crate) fn mentions(tokens: &[Placed], module: &[&str]) -> Vec<Mention> {
    let mut found = Vec::new();
    // The module of each open brace, so that `super` in a module written inside a file is understood.
    let mut braces: Vec<Option<String>> = Vec::new();
    let mut opening = None;
    let mut at = 0;
    while let Some((line, token)) = tokens.get(at) {
        match token {
            Token::Sign('{') => braces.push(opening.take()),
            Token::Sign('}') => drop(braces.pop()),
            Token::Sign(';') => opening = None,
            Token::Name(name) if name == "mod" => {
                if let Some((_, Token::Name(inner))) = tokens.get(at + 1) {
                    opening = Some(inner.clone());
                }
            }
            Token::Name(_) => {
                let here: Vec<String> = module
                    .iter()
                    .map(|part| (*part).to_owned())
                    .chain(braces.iter().flatten().cloned())
                    .collect();
                let before = |back: usize| at.checked_sub(back).map(|at| &tokens[at].1);
                let imported = before(1) == Some(&Token::Name("use".into()));
                let handed_out = imported
                    && [Token::Name("pub".into()), Token::Sign(')')]
                        .iter()
                        .any(|end| before(2) == Some(end));
                let mut paths = Vec::new();
                at = path(tokens, at, &[], &mut paths);
                let whole = paths.into_iter().filter(|path| path.len() > 1 || imported);
                let in_tests = here.iter().any(|name| name == "tests");
                found.extend(whole.map(|path| Mention {
                    line: *line,
                    path: resolve(&path, &here),
                    in_tests,
                    handed_out,
                }));
                continue;
            }
            Token::Into | Token::Text(_) | Token::Sign(_) => {}
        }
        at += 1;
    }
    found
}

/// Reads one path or the group at its end, and tells where it stopped.
fn path(
    tokens: &[Placed],
    mut at: usize,
    before: &[String],
    found: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at).map(|(_, token)| token) {
            Some(Token::Name(name)) => path.push(name.clone()),
            Some(Token::Sign('*')) => path.push("*".into()),
            Some(Token::Sign('{')) => return group(tokens, at + 1, &path, found),
            _ => break,
        }
        at += 1;
        if tokens.get(at).map(|(_, token)| token) == Some(&Token::Into) {
            at += 1;
        } else {
            break;
        }
    }
    found.push(path);
    at
}

fn group(
    tokens: &[Placed],
    mut at: usize,
    before: &[String],
    found: &mut Vec<Vec<String>>,
) -> usize {
    while let Some((_, token)) = tokens.get(at) {
        at = match token {
            Token::Sign('}') => return at + 1,
            Token::Name(_) | Token::Sign('*' | '{') => path(tokens, at, before, found),
            Token::Into | Token::Text(_) | Token::Sign(_) => at + 1,
        };
    }
    at
}

fn resolve(path: &[String], module: &[String]) -> Vec<String> {
    let mut whole = match path.first().map(String::as_str) {
        Some("crate" | "fusion_connect_toolbar") => vec!["crate".to_owned()],
        Some("self" | "super") => [&["crate".to_owned()], module].concat(),
        _ => return path.to_vec(),
    };
    for part in path {
        match part.as_str() {
            "crate" | "fusion_connect_toolbar" | "self" => {}
            "super" => whole.truncate((whole.len() - 1).max(1)),
            _ => whole.push(part.clone()),
        }
    }
    whole
}
