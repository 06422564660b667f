//! The judging of the page, its frame, and what its host sends with it.

use super::policy::{ContentPolicy, permits};
use super::{Cause, Check, Finding, Findings};
use crate::config::origin::normalise;
use crate::config::{Config, Transport};
use core::net::{Ipv4Addr, Ipv6Addr};

/// What is known of the frame around the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Whether the page is in a frame.
    pub framed: bool,
    /// The origin of the page around it, where the browser tells.
    pub around: Option<String>,
    /// `oraParentFrame` of the address.
    pub named: Option<String>,
}

/// Judges in whose frame the page is.
pub fn frame(place: &Place) -> Finding {
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
pub fn network(own: &str, place: &Place) -> Finding {
    let around = place.around.as_deref().or(place.named.as_deref());
    match around {
        Some(around) if is_private(own) && !is_private(around) => {
            Cause::NetworkPrivate.about(host(own))
        }
        Some(_) | None => Cause::NetworkPlain.into(),
    }
}

/// Names that lead nowhere on the internet, or by custom only within a house.
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
pub struct Hosts<'a> {
    /// The origin of the page.
    pub own: &'a str,
    /// The configuration.
    pub config: &'a Config,
    /// Where Oracle's script comes from, if it may be used.
    pub uef: Option<&'a str>,
}

impl Hosts<'_> {
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
    hosts: &Hosts<'_>,
    findings: &mut Findings,
) {
    let policy = seen.content_policy.as_deref().map(ContentPolicy::parse);
    findings.set(Check::Framing, framing(seen, policy.as_ref(), hosts));
    findings.set(Check::Policy, content(policy.as_ref(), blocked, hosts));
    findings.set(Check::Permissions, permissions(seen, hosts));
    findings.set(Check::Isolation, isolation(seen));
    findings.set(Check::Caching, caching(seen.cache.as_deref(), cache));
}

fn framing(seen: &Headers, policy: Option<&ContentPolicy>, hosts: &Hosts<'_>) -> Finding {
    let fusion = &hosts.config.fusion;
    if fusion.transport == Transport::None {
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

fn content(policy: Option<&ContentPolicy>, blocked: &[String], hosts: &Hosts<'_>) -> Finding {
    if !blocked.is_empty() {
        return Cause::PolicyBlocks.about(blocked.join(", "));
    }
    let Some(policy) = policy else { return Cause::PolicyMissing.into() };
    let ccp = hosts.ccp();
    let mut missing = Vec::new();
    if !policy.allows(&FRAMES, &ccp, hosts.own) {
        missing.push(format!("frame-src {ccp}"));
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

fn permissions(seen: &Headers, hosts: &Hosts<'_>) -> Finding {
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
