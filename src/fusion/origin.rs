//! Owns the question who may be spoken with: the parameters of the frame's address against the list.
//!
//! PURE. Must never touch the page: the address comes in as text, so that every rule runs natively.

use super::port::McaParams;
use crate::config::Transport;
use crate::domain::event::FusionPresence;
use core::fmt;

/// How much of an unusable origin is shown to an admin.
const SHOWN: usize = 120;

/// Decides from `location.search`, from whether the page is framed and from the configuration.
///
/// `uef` gives `Off` as long as that transport does not exist: speaking another protocol than the
/// one that was asked for by name would be worse than none.
pub fn presence(
    search: &str,
    framed: bool,
    origins: &[String],
    transport: Transport,
) -> (FusionPresence, Option<McaParams>) {
    match transport {
        Transport::None | Transport::Uef => return (FusionPresence::Off, None),
        Transport::Auto | Transport::Mca => {}
    }
    let parameters = Parameters::parse(search);
    let Some(parent) = parameters.parent_frame.filter(|_| framed) else {
        return (FusionPresence::Absent, None);
    };
    let Ok(parent_origin) = normalise(&parent) else {
        return (FusionPresence::OriginRefused(parent.chars().take(SHOWN).collect()), None);
    };
    let listed = origins.iter().filter_map(|origin| normalise(origin).ok());
    if !listed.into_iter().any(|origin| origin == parent_origin) {
        return (FusionPresence::OriginRefused(parent_origin), None);
    }
    let toolbar_name = parameters.toolbar_name.unwrap_or_default();
    (FusionPresence::Mca, Some(McaParams { parent_origin, toolbar_name }))
}

/// The parameters that Fusion adds to the toolbar's address (`fusion.md` A.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// `oraParentFrame`, as it was written.
    pub parent_frame: Option<String>,
    /// `oraTbName` in lower case.
    pub toolbar_name: Option<String>,
    /// `oraApiSource`: where Oracle's own library would be.
    pub api_source: Option<String>,
    /// `oraTbStyle`: `LiveWindow` or `Embedded`.
    pub style: Option<String>,
}

impl Parameters {
    /// Reads `location.search`; an empty value counts as none, the last of several as the one.
    pub fn parse(search: &str) -> Self {
        let mut found = Self::default();
        for (name, value) in query(search) {
            let slot = match name.as_str() {
                "oraParentFrame" => &mut found.parent_frame,
                "oraTbName" => &mut found.toolbar_name,
                "oraApiSource" => &mut found.api_source,
                "oraTbStyle" => &mut found.style,
                _ => continue,
            };
            *slot = (!value.is_empty()).then_some(value);
        }
        found.toolbar_name = found.toolbar_name.map(|name| name.to_ascii_lowercase());
        found
    }
}

/// The pairs of a query string, decoded as `decodeURIComponent` does; a `+` stays a plus, and text
/// that cannot be decoded stays as it is.
pub fn query(search: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = search.strip_prefix('?').unwrap_or(search).split('&');
    pairs.filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    })
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
            return text.to_owned();
        };
        bytes.extend(u8::try_from(high * 16 + low));
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Why a text has no origin that messages could be checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginError {
    /// There is no `scheme://`, or another scheme than `https` and `http`.
    Scheme,
    /// There is no host, or a sign in it that a host cannot have; Unicode names need their `xn--` form.
    Host,
    /// The port is no number up to 65535.
    Port,
}

impl fmt::Display for OriginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "scheme: expected https:// or http://",
            Self::Host => "host: expected an ASCII host name or IP address",
            Self::Port => "port: expected a number up to 65535",
        })
    }
}

/// Gives what `new URL(text).origin` gives: scheme and host in lower case, no default port, no path.
///
/// # Errors
/// Names the part that is not usable.
pub fn normalise(text: &str) -> Result<String, OriginError> {
    let (scheme, rest) = text.trim().split_once("://").ok_or(OriginError::Scheme)?;
    let scheme = scheme.to_ascii_lowercase();
    let default_port = match scheme.as_str() {
        "https" => 443,
        "http" => 80,
        _ => return Err(OriginError::Scheme),
    };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = split_port(authority)?;
    let host = host.to_ascii_lowercase();
    if !is_host(&host) {
        return Err(OriginError::Host);
    }
    match port.filter(|port| *port != default_port) {
        Some(port) => Ok(format!("{scheme}://{host}:{port}")),
        None => Ok(format!("{scheme}://{host}")),
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), OriginError> {
    // The colons inside an IPv6 address do not start a port.
    let after_address = authority.rfind(']').map_or(0, |end| end + 1);
    let Some(colon) = authority.get(after_address..).and_then(|tail| tail.find(':')) else {
        return Ok((authority, None));
    };
    let (host, port) = authority.split_at(after_address + colon);
    let port = port.trim_start_matches(':');
    if port.is_empty() {
        return Ok((host, None));
    }
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(OriginError::Port);
    }
    port.parse().map(|port| (host, Some(port))).map_err(|_| OriginError::Port)
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.contains(':')
            && address.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'));
    }
    let labels = host.strip_suffix('.').unwrap_or(host).split('.');
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    if !labels.clone().all(is_label) {
        return false;
    }
    let is_number = |label: &str| label.bytes().all(|b| b.is_ascii_digit());
    // A host that ends in a number is an IPv4 address; browsers rewrite every short form of one.
    if labels.clone().next_back().is_some_and(is_number) {
        return labels.clone().count() == 4
            && labels
                .clone()
                .all(|label| label.parse::<u8>().is_ok_and(|part| part.to_string() == label));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{OriginError, Parameters, normalise, presence};
    use crate::config::Transport;
    use crate::domain::event::FusionPresence;
    use crate::fusion::McaParams;

    #[test]
    fn origins_are_written_as_the_url_class_writes_them() {
        for (text, origin) in [
            ("https://pod.fa.us2.oraclecloud.com", "https://pod.fa.us2.oraclecloud.com"),
            ("HTTPS://Pod.FA.us2.OracleCloud.com:443/", "https://pod.fa.us2.oraclecloud.com"),
            ("https://pod.example:12345/a/b?c=d#e", "https://pod.example:12345"),
            ("http://fusion.localhost:8080", "http://fusion.localhost:8080"),
            ("http://fusion.localhost:80", "http://fusion.localhost"),
            ("http://fusion.localhost:00080", "http://fusion.localhost"),
            ("http://fusion.localhost:", "http://fusion.localhost"),
            ("https://fusion.localhost:80", "https://fusion.localhost:80"),
            (" https://user:word@pod.example ", "https://pod.example"),
            ("https://good.example@evil.example", "https://evil.example"),
            ("https://127.0.0.1:8443", "https://127.0.0.1:8443"),
            ("https://[::1]:8443/", "https://[::1]:8443"),
        ] {
            assert_eq!(normalise(text).as_deref(), Ok(origin), "{text}");
        }
    }

    #[test]
    fn texts_without_an_origin_say_which_part_is_wrong() {
        for (text, error) in [
            ("", OriginError::Scheme),
            ("pod.example", OriginError::Scheme),
            ("null", OriginError::Scheme),
            ("ftp://pod.example", OriginError::Scheme),
            ("javascript://pod.example", OriginError::Scheme),
            ("https://", OriginError::Host),
            ("https:///pod.example", OriginError::Host),
            ("https://*", OriginError::Host),
            ("https://*.oraclecloud.com", OriginError::Host),
            ("https://pod example", OriginError::Host),
            ("https://bücher.example", OriginError::Host),
            ("https://127.1", OriginError::Host),
            ("https://127.0.0.01", OriginError::Host),
            ("https://a..b", OriginError::Host),
            ("https://pod.example:70000", OriginError::Port),
            ("https://pod.example:-1", OriginError::Port),
            ("https://pod.example:8a", OriginError::Port),
        ] {
            assert_eq!(normalise(text), Err(error), "{text}");
        }
    }

    #[test]
    fn parameters_are_decoded_and_the_name_is_lowered() {
        let found = Parameters::parse(
            "?oraParentFrame=https%3A%2F%2Fpod.example&oraTbName=TOOLBAR_437316&oraApiSource=a=b&x",
        );
        assert_eq!(found.parent_frame.as_deref(), Some("https://pod.example"));
        assert_eq!(found.toolbar_name.as_deref(), Some("toolbar_437316"));
        assert_eq!(found.api_source.as_deref(), Some("a=b"));
        assert_eq!(found.style, None);
        let broken = Parameters::parse("oraParentFrame=%zz&oraTbName=%e2%82");
        assert_eq!(broken.parent_frame.as_deref(), Some("%zz"));
        assert_eq!(broken.toolbar_name.as_deref(), Some("%e2%82"));
        assert_eq!(Parameters::parse("?oraParentFrame=&oraTbName"), Parameters::default());
    }

    #[test]
    fn fusion_is_there_only_framed_by_a_listed_origin() {
        let listed = ["https://pod.example/".to_owned()];
        let search = "?oraParentFrame=https%3A%2F%2FPOD.example%3A443&oraTbName=TB";
        let params = McaParams {
            parent_origin: "https://pod.example".to_owned(),
            toolbar_name: "tb".to_owned(),
        };
        for transport in [Transport::Auto, Transport::Mca] {
            assert_eq!(
                presence(search, true, &listed, transport),
                (FusionPresence::Mca, Some(params.clone()))
            );
        }
        for transport in [Transport::None, Transport::Uef] {
            assert_eq!(presence(search, true, &listed, transport), (FusionPresence::Off, None));
        }
        let auto = |search: &str, framed: bool, listed: &[String]| {
            let (presence, params) = presence(search, framed, listed, Transport::Auto);
            assert_eq!(params, None, "{search}");
            presence
        };
        assert_eq!(auto(search, false, &listed), FusionPresence::Absent);
        assert_eq!(auto("?oraTbName=TB", true, &listed), FusionPresence::Absent);
        let refused = |origin: &str| FusionPresence::OriginRefused(origin.to_owned());
        assert_eq!(auto(search, true, &[]), refused("https://pod.example"));
        assert_eq!(auto("?oraParentFrame=nonsense", true, &listed), refused("nonsense"));
        let suffix = "?oraParentFrame=https://pod.example.evil.example";
        assert_eq!(auto(suffix, true, &listed), refused("https://pod.example.evil.example"));
        assert_eq!(
            auto("?oraParentFrame=http://pod.example", true, &listed),
            refused("http://pod.example")
        );
    }
}
