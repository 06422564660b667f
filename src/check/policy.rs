//! The reading of the two policies that a host may send with the page.
//!
//! Sources: W3C Content Security Policy Level 3 (directives, fallbacks, source lists) and W3C Permissions
//! Policy (structured headers with an allow-list a feature).

/// What a Content-Security-Policy header says; several policies are all obeyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentPolicy(Vec<Vec<(String, Vec<String>)>>);

impl ContentPolicy {
    /// Reads the header; several of one name come joined by commas.
    pub fn parse(header: &str) -> Self {
        let policies = header.split(',').map(|policy| {
            let mut directives: Vec<(String, Vec<String>)> = Vec::new();
            for directive in policy.split(';') {
                let mut words = directive.split_ascii_whitespace().map(str::to_ascii_lowercase);
                // Of a directive that is written twice the first counts.
                if let Some(name) = words.next()
                    && directives.iter().all(|(known, _)| *known != name)
                {
                    directives.push((name, words.collect()));
                }
            }
            directives
        });
        Self(policies.filter(|directives| !directives.is_empty()).collect())
    }

    /// Whether any policy speaks of this, itself or by its fallbacks.
    pub fn has(&self, names: &[&str]) -> bool {
        self.lists(names).next().is_some()
    }

    /// Whether every policy lets this origin in; `own` is the page's. The first of `names` that a
    /// policy has is the one that counts.
    pub fn allows(&self, names: &[&str], origin: &str, own: &str) -> bool {
        self.lists(names).all(|list| list.iter().any(|source| fits(source, origin, own)))
    }

    /// Whether every policy has one of these key words, such as `'wasm-unsafe-eval'`.
    pub fn has_word(&self, names: &[&str], words: &[&str]) -> bool {
        self.lists(names).all(|list| list.iter().any(|source| words.contains(&source.as_str())))
    }

    fn lists<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a Vec<String>> {
        self.0.iter().filter_map(move |directives| {
            names.iter().find_map(|name| {
                directives.iter().find(|(known, _)| known == name).map(|(_, list)| list)
            })
        })
    }
}

/// Whether a source expression covers an origin.
fn fits(source: &str, origin: &str, own: &str) -> bool {
    if source == "'self'" {
        return origin == own;
    }
    if is_any(source) {
        return true;
    }
    let (scheme, rest) = origin.split_once("://").unwrap_or_default();
    if let Some(wanted) = source.strip_suffix(':') {
        return wanted == scheme || (wanted == "http" && scheme == "https");
    }
    let (wanted_scheme, wanted) = source.split_once("://").unwrap_or((scheme, source));
    if wanted_scheme != scheme && !(wanted_scheme == "http" && scheme == "https") {
        return false;
    }
    let wanted = wanted.split('/').next().unwrap_or_default();
    let (host, port) = split(rest);
    let (wanted_host, wanted_port) = split(wanted);
    let host_fits = match wanted_host.strip_prefix("*.") {
        Some(suffix) => host.strip_suffix(suffix).is_some_and(|rest| rest.ends_with('.')),
        None => wanted_host == host,
    };
    host_fits && (is_any(wanted_port) || wanted_port == port)
}

/// Whether it is the wild card, of hosts or of ports.
fn is_any(text: &str) -> bool {
    text.strip_prefix('*').is_some_and(str::is_empty)
}

/// Host and port; no port is the usual one of its scheme, as in an origin.
fn split(authority: &str) -> (&str, &str) {
    authority.rsplit_once(':').map_or((authority, ""), |(host, port)| match port {
        "443" | "80" => (host, ""),
        port => (host, port),
    })
}

/// Whether a Permissions-Policy lets `origin` have `feature`; `None` if it does not speak of it.
pub fn permits(header: &str, feature: &str, origin: &str, own: &str) -> Option<bool> {
    let value = header.split(',').find_map(|member| {
        let (name, value) = member.split_once('=')?;
        (name.trim() == feature).then_some(value.trim())
    })?;
    let list = value.trim_start_matches('(').trim_end_matches(')');
    Some(list.split_ascii_whitespace().any(|entry| match entry {
        "self" => origin == own,
        entry => is_any(entry) || fits(entry.trim_matches('"'), origin, own),
    }))
}

#[cfg(test)]
mod tests {
    use super::{ContentPolicy, permits};

    const OWN: &str = "https://toolbar.example";
    const FRAME: [&str; 3] = ["frame-src", "child-src", "default-src"];

    #[test]
    fn an_origin_is_let_in_by_any_spelling_of_it() {
        for (list, origin, fits) in [
            ("https://a.my.connect.aws", "https://a.my.connect.aws", true),
            ("https://a.my.connect.aws/ccp-v2/", "https://a.my.connect.aws", true),
            ("https://*.my.connect.aws", "https://a.my.connect.aws", true),
            ("https://*.my.connect.aws", "https://my.connect.aws", false),
            ("https://*.my.connect.aws", "https://evil-my.connect.aws", false),
            ("a.my.connect.aws", "https://a.my.connect.aws", true),
            ("https:", "https://a.my.connect.aws", true),
            ("http:", "https://a.my.connect.aws", true),
            ("https:", "http://a.my.connect.aws", false),
            ("https://b.example *", "https://a.my.connect.aws", true),
            ("'self'", OWN, true),
            ("'self'", "https://a.my.connect.aws", false),
            ("'none'", "https://a.my.connect.aws", false),
            ("https://a.my.connect.aws:443", "https://a.my.connect.aws", true),
            ("https://a.my.connect.aws:8443", "https://a.my.connect.aws", false),
            ("https://a.my.connect.aws:*", "https://a.my.connect.aws:8443", true),
            ("http://ccp.localhost:80", "http://ccp.localhost:8080", false),
        ] {
            let policy = ContentPolicy::parse(&format!("frame-src {list}"));
            assert_eq!(policy.allows(&FRAME, origin, OWN), fits, "{list} and {origin}");
        }
    }

    #[test]
    fn a_missing_directive_falls_back_and_every_policy_counts() {
        let policy = ContentPolicy::parse("default-src 'none'; script-src 'self'");
        assert!(!policy.allows(&FRAME, OWN, OWN));
        assert!(policy.has(&["script-src"]) && !policy.has(&["frame-ancestors"]));
        assert!(ContentPolicy::parse("img-src 'self'").allows(&FRAME, "https://any.example", OWN));
        let two = ContentPolicy::parse("frame-src https:, frame-src 'none'");
        assert!(!two.allows(&FRAME, "https://any.example", OWN));
        let twice = ContentPolicy::parse("FRAME-SRC https:; frame-src 'none'");
        assert!(twice.allows(&FRAME, "https://any.example", OWN));
    }

    #[test]
    fn a_key_word_has_to_be_in_every_policy() {
        let words = ["'wasm-unsafe-eval'", "'unsafe-eval'"];
        let has = |header: &str| {
            ContentPolicy::parse(header).has_word(&["script-src", "default-src"], &words)
        };
        assert!(has("script-src 'self' 'wasm-unsafe-eval'") && has("img-src 'self'"));
        assert!(!has("script-src 'self'") && !has("script-src 'unsafe-eval', default-src 'self'"));
    }

    #[test]
    fn the_microphone_is_passed_on_by_name_only() {
        let header = "microphone=(self \"https://a.my.connect.aws\"), camera=(), autoplay=*";
        let asked = |feature, origin| permits(header, feature, origin, OWN);
        assert_eq!(asked("microphone", "https://a.my.connect.aws"), Some(true));
        assert_eq!(asked("microphone", OWN), Some(true));
        assert_eq!(asked("microphone", "https://b.my.connect.aws"), Some(false));
        assert_eq!(asked("camera", OWN), Some(false));
        assert_eq!(asked("autoplay", "https://b.my.connect.aws"), Some(true));
        assert_eq!(asked("clipboard-write", OWN), None);
    }
}
