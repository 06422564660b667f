//! Parses an origin and spells it as `event.origin` does.
//!
//! PURE, so that every rule runs natively; never accepts a wildcard.

use core::fmt;

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
    let (scheme, rest) = split_scheme(text.trim()).ok_or(OriginError::Scheme)?;
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

/// The scheme of an address, and what follows `://`.
pub(super) fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), OriginError> {
    // The colons inside an IPv6 address do not start a port.
    let after_address = authority.rfind(']').map_or(0, |end| end + 1);
    let Some(colon) = authority.get(after_address..).and_then(|tail| tail.find(':')) else {
        return Ok((authority, None));
    };
    let (host, port) = authority.split_at_checked(after_address + colon).unwrap_or((authority, ""));
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
        return address.contains([':'])
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
    use super::{OriginError, normalise};

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
}
