//! Judges what is around the toolbar: the page, its frame, what its host sends with it, the two policies included, and what
//! the browser allows.
//!
//! Sources: W3C Content Security Policy Level 3 (directives, fallbacks, source lists) and W3C Permissions
//! Policy (structured headers with an allow-list a feature).

use core::net::{Ipv4Addr, Ipv6Addr};

use super::{Cause, Check, Finding, Findings};
use crate::config::{Config, TransportChoice, normalise};
use crate::domain::Microphone;

/// What is known of the frame around the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether the page is in a frame.
    pub framed: bool,
    /// The origin of the page around it, where the browser tells.
    pub around: Option<String>,
    /// `oraParentFrame` of the address.
    pub named: Option<String>,
}

/// Judges in whose frame the page is.
pub fn frame(place: &Surroundings) -> Finding {
    if !place.framed {
        return Cause::FrameAlone.into();
    }
    let named = place.named.as_deref().and_then(|named| normalise(named).ok());
    match (&place.around, named) {
        (Some(around), Some(named)) if *around != named => {
            Cause::FrameOther.about(format!("{around} / oraParentFrame={named}"))
        }
        (around, named) => Cause::FrameKnown.about(around.clone().or(named).unwrap_or_default()),
    }
}

/// Judges whether Chromium's local-network access stands between the page around the toolbar and the toolbar's
/// `own` origin (Local Network Access, WICG). A name that leads to a private address is not known by itself.
pub fn network(own: &str, place: &Surroundings) -> Finding {
    let around = place.around.as_deref().or(place.named.as_deref());
    match around {
        Some(around) if is_private(own) && !is_private(around) => {
            Cause::NetworkPrivate.about(host(own))
        }
        Some(_) | None => Cause::NetworkPlain.into(),
    }
}

/// Host suffixes that are private by standard or by convention.
const SUFFIXES: [&str; 8] =
    ["localhost", "local", "internal", "intranet", "lan", "corp", "home", "home.arpa"];

/// Whether an origin is of this computer or of a network that the internet does not reach.
fn is_private(origin: &str) -> bool {
    let host = host(origin);
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        let [first, second, ..] = address.octets();
        let carrier = first == 100 && (64..128).contains(&second);
        return address.is_private() || address.is_loopback() || address.is_link_local() || carrier;
    }
    if let Ok(address) = host.parse::<Ipv6Addr>() {
        return address.is_loopback()
            || address.is_unique_local()
            || address.is_unicast_link_local();
    }
    let host = host.to_ascii_lowercase();
    let within = |suffix: &str| {
        host.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    !host.contains('.') || SUFFIXES.into_iter().any(within)
}

/// The host of an origin, an address of IPv6 without its brackets.
fn host(origin: &str) -> &str {
    let bare = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let bare = bare.split('/').next().unwrap_or_default();
    match bare.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => bare.rsplit_once(':').map_or(bare, |(host, _)| host),
    }
}

/// The headers that are looked at, of the page itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers {
    /// `Content-Security-Policy`.
    pub content_policy: Option<String>,
    /// `Permissions-Policy`.
    pub permissions: Option<String>,
    /// `X-Frame-Options`.
    pub frame_options: Option<String>,
    /// `Cross-Origin-Opener-Policy`.
    pub opener: Option<String>,
    /// `Cross-Origin-Embedder-Policy`.
    pub embedder: Option<String>,
    /// `Cache-Control`.
    pub cache: Option<String>,
}

/// Whose the page is and whom it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyNeeds<'a> {
    /// The origin of the page.
    pub own: &'a str,
    /// The configuration.
    pub config: &'a Config,
    /// Where Oracle's script comes from, if it may be used.
    pub uef: Option<&'a str>,
}

impl PolicyNeeds<'_> {
    fn ccp(&self) -> String {
        normalise(&self.config.connect.ccp_url).unwrap_or_default()
    }
}

/// The directives that say what may be framed, the nearest first.
const FRAMES: [&str; 3] = ["frame-src", "child-src", "default-src"];
const SCRIPTS: [&str; 3] = ["script-src-elem", "script-src", "default-src"];
const CONNECTIONS: [&str; 2] = ["connect-src", "default-src"];
const ANCESTORS: [&str; 1] = ["frame-ancestors"];
const CCP_FEATURES: [&str; 2] = ["microphone", "autoplay"];

/// Judges the headers of the page; `cache` is that of `config.json`, `blocked` what the browser
/// reported to have kept out.
pub fn headers(
    seen: &Headers,
    cache: Option<&str>,
    blocked: &[String],
    hosts: &PolicyNeeds<'_>,
    findings: &mut Findings,
) {
    let policy = seen.content_policy.as_deref().map(ContentPolicy::parse);
    findings.set(Check::Framing, framing(seen, policy.as_ref(), hosts));
    findings.set(Check::Policy, content(policy.as_ref(), blocked, hosts));
    findings.set(Check::Permissions, permissions(seen, hosts));
    findings.set(Check::Isolation, isolation(seen));
    findings.set(Check::Caching, caching(seen.cache.as_deref(), cache));
}

fn framing(seen: &Headers, policy: Option<&ContentPolicy>, hosts: &PolicyNeeds<'_>) -> Finding {
    let fusion = &hosts.config.fusion;
    if fusion.transport == TransportChoice::None {
        return Cause::FusionOff.into();
    }
    // Where both are sent, browsers go by `frame-ancestors` alone.
    if let Some(policy) = policy.filter(|policy| policy.has(&ANCESTORS)) {
        let refused = |origin: &&String| !policy.allows(&ANCESTORS, origin, hosts.own);
        let refused: Vec<&str> =
            fusion.origins.iter().filter(refused).map(String::as_str).collect();
        if refused.is_empty() {
            return Cause::FramingOk.into();
        }
        return Cause::FramingRefused.about(format!("frame-ancestors: {}", refused.join(", ")));
    }
    match &seen.frame_options {
        Some(options) => Cause::FramingRefused.about(format!("X-Frame-Options: {options}")),
        None => Cause::FramingOpen.into(),
    }
}

fn content(policy: Option<&ContentPolicy>, blocked: &[String], hosts: &PolicyNeeds<'_>) -> Finding {
    if !blocked.is_empty() {
        return Cause::PolicyBlocks.about(blocked.join(", "));
    }
    let Some(policy) = policy else { return Cause::PolicyMissing.into() };
    let ccp = hosts.ccp();
    let mut missing = Vec::new();
    // A signed-out CCP sends its frame on to the sign-in.
    for framed in core::iter::once(&ccp).chain(&hosts.config.hosts().sign_on) {
        if !policy.allows(&FRAMES, framed, hosts.own) {
            missing.push(format!("frame-src {framed}"));
        }
    }
    if !policy.allows(&CONNECTIONS, &ccp, hosts.own) {
        missing.push(format!("connect-src {ccp}"));
    }
    if !policy.has_word(&SCRIPTS, &["'wasm-unsafe-eval'", "'unsafe-eval'"]) {
        missing.push("script-src 'wasm-unsafe-eval'".to_owned());
    }
    let uef = hosts.uef.and_then(|url| normalise(url).ok());
    if let Some(uef) = uef.filter(|uef| !policy.allows(&SCRIPTS, uef, hosts.own)) {
        missing.push(format!("script-src {uef}"));
    }
    if missing.is_empty() {
        Cause::PolicyOk.into()
    } else {
        Cause::PolicyBlocks.about(missing.join(", "))
    }
}

fn permissions(seen: &Headers, hosts: &PolicyNeeds<'_>) -> Finding {
    let Some(header) = &seen.permissions else { return Cause::PermissionsMissing.into() };
    let ccp = hosts.ccp();
    let denied = |feature: &&&str| {
        // The page has to have it, too: it cannot pass on what it has not.
        [ccp.as_str(), hosts.own]
            .iter()
            .any(|origin| permits(header, feature, origin, hosts.own) == Some(false))
    };
    let denied: Vec<String> =
        CCP_FEATURES.iter().filter(denied).map(|name| format!("{name}=(self \"{ccp}\")")).collect();
    if denied.is_empty() {
        Cause::PermissionsOk.into()
    } else {
        Cause::PermissionsDenied.about(denied.join(", "))
    }
}

fn isolation(seen: &Headers) -> Finding {
    let value = |header: &Option<String>| {
        // What follows is where to report to.
        let value = header.as_deref()?.split(';').next()?.trim().to_ascii_lowercase();
        (!value.is_empty() && value != "unsafe-none").then_some(value)
    };
    if let Some(embedder) = value(&seen.embedder) {
        return Cause::IsolationEmbedder.about(format!("Cross-Origin-Embedder-Policy: {embedder}"));
    }
    match value(&seen.opener).filter(|opener| opener != "same-origin-allow-popups") {
        Some(opener) => {
            Cause::IsolationOpener.about(format!("Cross-Origin-Opener-Policy: {opener}"))
        }
        None => Cause::IsolationNone.into(),
    }
}

fn caching(page: Option<&str>, config: Option<&str>) -> Finding {
    let stale = |cache: Option<&str>| {
        let cache = cache.unwrap_or_default().to_ascii_lowercase();
        let mut words = cache.split(',').map(str::trim);
        !words.any(|word| matches!(word, "no-cache" | "no-store" | "max-age=0"))
    };
    let named = |name: &str, cache: Option<&str>| {
        stale(cache).then(|| format!("{name}: Cache-Control: {}", cache.unwrap_or("-")))
    };
    let stale: Vec<String> =
        [named("index.html", page), named("config.json", config)].into_iter().flatten().collect();
    if stale.is_empty() {
        Cause::CachingOk.into()
    } else {
        Cause::CachingStale.about(stale.join(", "))
    }
}

/// What a Content-Security-Policy header says; several policies are all obeyed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ContentPolicy(Vec<Vec<(String, Vec<String>)>>);

impl ContentPolicy {
    /// Reads the header; several of one name come joined by commas.
    fn parse(header: &str) -> Self {
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
    fn has(&self, names: &[&str]) -> bool {
        self.lists(names).next().is_some()
    }

    /// Whether every policy lets this origin in; `own` is the page's. The first of `names` that a
    /// policy has is the one that counts.
    fn allows(&self, names: &[&str], origin: &str, own: &str) -> bool {
        self.lists(names).all(|list| list.iter().any(|source| fits(source, origin, own)))
    }

    /// Whether every policy has one of these key words, such as `'wasm-unsafe-eval'`.
    fn has_word(&self, names: &[&str], words: &[&str]) -> bool {
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
fn permits(header: &str, feature: &str, origin: &str, own: &str) -> Option<bool> {
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

/// Judges the storage of a frame; `shared` is `document.hasStorageAccess()`, where there is such a
/// thing.
pub fn partition(third_party: bool, cookies: bool, shared: Option<bool>) -> Finding {
    match (third_party, cookies, shared) {
        (false, _, _) => Cause::PartitionNone,
        (true, false, _) => Cause::PartitionBlocked,
        (true, true, Some(true)) => Cause::PartitionShared,
        (true, true, _) => Cause::PartitionApart,
    }
    .into()
}

/// Judges whether sound may start by itself; `None` where there is no sound at all.
pub fn autoplay(starts: Option<bool>) -> Finding {
    match starts {
        Some(true) => Cause::AutoplayOk,
        Some(false) => Cause::AutoplayWaits,
        None => Cause::AutoplayUnknown,
    }
    .into()
}

/// Judges the microphone before it is opened.
pub fn microphone(delegated: bool, known: Microphone) -> Finding {
    if !delegated {
        return Cause::MicrophoneSkipped.into();
    }
    match known {
        Microphone::Denied | Microphone::DeniedInFrame => Cause::MicrophoneDenied,
        Microphone::Granted => Cause::MicrophoneOk,
        Microphone::Missing => Cause::MicrophoneMissing,
        Microphone::NotDelegated | Microphone::Prompt | Microphone::Unknown => {
            Cause::MicrophonePrompt
        }
    }
    .into()
}

/// Judges what came of opening it: nothing, or the name of the error (`getUserMedia`).
pub fn microphone_opened(outcome: Result<(), &str>) -> Finding {
    match outcome {
        Ok(()) => Cause::MicrophoneOk.into(),
        Err("NotAllowedError" | "SecurityError") => Cause::MicrophoneDenied.into(),
        Err("NotFoundError") => Cause::MicrophoneMissing.into(),
        Err(name) => Cause::MicrophoneBroken.about(name),
    }
}

/// Judges `Notification.permission`; `None` where there are no notifications.
pub fn notifications(permission: Option<&str>, third_party: bool) -> Finding {
    match permission {
        Some("granted") => Cause::NotificationsOk,
        // A browser does not ask in a frame of another site, and then it says that they are denied.
        Some(_) if third_party => Cause::NotificationsNone,
        Some("denied") => Cause::NotificationsDenied,
        Some(_) => Cause::NotificationsAsk,
        None => Cause::NotificationsNone,
    }
    .into()
}

/// Judges whether another toolbar runs in this browser; `None` where Web Locks are denied.
pub fn other_toolbar(held: Option<bool>) -> Finding {
    match held {
        Some(true) => Cause::OtherToolbar,
        Some(false) => Cause::OtherNone,
        None => Cause::OtherUnknown,
    }
    .into()
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
