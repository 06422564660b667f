//! Reads a JSON object by the table of its members, made by `build.rs` from `config.schema.json`, and collects every
//! error with its path; an origin it spells as `event.origin` does, and never accepts a wildcard.

use serde_json::{Map, Value};

use core::fmt;

include!(concat!(env!("OUT_DIR"), "/members.rs"));

/// One thing that is wrong in `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Where, as a JSON path such as `connect.softphone.disableRingtone`; empty for the whole file.
    pub path: String,
    /// What, and what was expected.
    pub problem: String,
    /// The members that are known where this one is not.
    known: &'static [Member],
}

impl ConfigError {
    /// What is wrong at `path`.
    pub(super) fn new(path: String, problem: String) -> Self {
        Self { path, problem, known: &[] }
    }

    /// What is wrong there, and what may be meant.
    #[inline(never)]
    pub fn words(&self) -> String {
        let name = self.path.rsplit('.').next().unwrap_or_default();
        let known: Vec<&'static str> = self.known.iter().map(|member| member.name).collect();
        match nearest(name, &known) {
            _ if known.is_empty() => self.problem.clone(),
            Some(near) => format!("{}; did you mean \"{near}\"?", self.problem),
            None => format!("{}; known here: {}", self.problem, known.join(", ")),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            return f.write_str(&self.problem);
        }
        write!(f, "{}: {}", self.path, self.words())
    }
}

/// An object whose members are known; others are errors.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section {
    members: &'static [Member],
    required: &'static [&'static str],
}

#[derive(Debug, PartialEq, Eq)]
struct Member {
    name: &'static str,
    kind: Kind,
    /// JSON.
    default: Option<&'static str>,
}

/// What a member takes.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Flag,
    List(&'static Self),
    /// An object whose members the customer names.
    Map,
    Section(&'static Section),
    Text(TextKind),
    /// A whole number of this range.
    Whole(u64, u64),
}

/// Which text.
#[derive(Debug, PartialEq, Eq)]
enum TextKind {
    /// Any but an empty one.
    Any,
    /// A code of Oracle's.
    Code,
    /// Two capital letters.
    Country,
    OneOf(&'static [&'static str]),
    Origin,
    /// An address that a browser will load: https, or http for `*.localhost` only.
    Url,
}

/// Reads values and remembers what was wrong with them.
#[derive(Default)]
pub(super) struct Reader {
    errors: Vec<ConfigError>,
}

impl Reader {
    /// Gives the configuration, or everything that was wrong.
    pub(super) fn finish<T>(self, config: T) -> Result<T, Vec<ConfigError>> {
        if self.errors.is_empty() { Ok(config) } else { Err(self.errors) }
    }

    /// Notes an error.
    pub(super) fn fault(&mut self, path: &str, problem: impl Into<String>) {
        self.errors.push(ConfigError::new(path.to_owned(), problem.into()));
    }

    /// Reads the whole file: gives it with its defaults filled in, without what is wrong.
    pub(super) fn read(&mut self, file: &Value) -> Value {
        let read = self.section(&ROOT, Some(file), "").unwrap_or_default();
        Value::Object(read)
    }

    /// A section that is not there counts as an empty one; of no members at all there is none.
    fn section(
        &mut self,
        section: &Section,
        value: Option<&Value>,
        path: &str,
    ) -> Option<Map<String, Value>> {
        let none = Map::new();
        let given = value.and_then(|value| self.object(value, path)).unwrap_or(&none);
        self.only(section, given, path);
        let mut read = Map::new();
        for member in section.members {
            let path = join(path, member.name);
            let value = given.get(member.name);
            let read_value = match (&member.kind, value) {
                (Kind::Section(section), value) => {
                    self.section(section, value, &path).map(Value::Object)
                }
                (kind, Some(value)) => self.value(kind, value, &path),
                (_, None) => {
                    if section.required.contains(&member.name) {
                        self.fault(&path, "is missing");
                    }
                    member.default.and_then(|json| serde_json::from_str(json).ok())
                }
            };
            if let Some(value) = read_value {
                read.insert(member.name.to_owned(), value);
            }
        }
        (!read.is_empty() || value.is_some()).then_some(read)
    }

    fn value(&mut self, kind: &Kind, value: &Value, path: &str) -> Option<Value> {
        let read = match kind {
            Kind::Section(section) => {
                self.object(value, path)?;
                return self.section(section, Some(value), path).map(Value::Object);
            }
            Kind::Map => return self.object(value, path).cloned().map(Value::Object),
            Kind::List(kind) => return self.list(kind, value, path),
            Kind::Flag if value.is_boolean() => Ok(value.clone()),
            Kind::Flag => Err(expected("true or false", value)),
            Kind::Whole(low, high) => match value.as_u64() {
                Some(number) if (*low..=*high).contains(&number) => Ok(value.clone()),
                Some(_) | None => Err(format!("expected a whole number from {low} to {high}")),
            },
            Kind::Text(kind) => text_of(value).and_then(|text| kind.read(text)).map(Value::from),
        };
        read.map_err(|problem| self.fault(path, problem)).ok()
    }

    /// Each bad entry of a list is an error of its own.
    fn list(&mut self, kind: &Kind, value: &Value, path: &str) -> Option<Value> {
        let Some(entries) = value.as_array() else {
            let wanted =
                if matches!(kind, Kind::Section(_)) { "a list" } else { "a list of strings" };
            self.fault(path, expected(wanted, value));
            return None;
        };
        let numbered = entries.iter().enumerate();
        let read =
            numbered.filter_map(|(at, entry)| self.value(kind, entry, &format!("{path}[{at}]")));
        Some(Value::Array(read.collect()))
    }

    fn object<'a>(&mut self, value: &'a Value, path: &str) -> Option<&'a Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.fault(path, expected("an object", value));
        }
        object
    }

    /// Notes each member that is not of the section.
    fn only(&mut self, section: &Section, given: &Map<String, Value>, path: &str) {
        let known = section.members;
        for name in
            given.keys().filter(|name| known.iter().all(|member| member.name != name.as_str()))
        {
            let (path, problem) = (join(path, name), "unknown key".to_owned());
            self.errors.push(ConfigError { path, problem, known });
        }
    }
}

impl TextKind {
    fn read(&self, text: &str) -> Result<String, String> {
        match self {
            Self::Any => not_empty(text),
            Self::Code => code(text),
            Self::Country => {
                let ok = text.len() == 2 && text.chars().all(|c| c.is_ascii_uppercase());
                ok.then(|| text.to_owned()).ok_or_else(|| {
                    "expected two capital letters, such as \"US\" (ISO 3166-1)".to_owned()
                })
            }
            Self::OneOf(words) if words.contains(&text) => Ok(text.to_owned()),
            Self::OneOf(words) => Err(format!("expected one of \"{}\"", words.join("\", \""))),
            Self::Origin => origin(text),
            Self::Url => secure_origin(text).map(|_| text.to_owned()),
        }
    }
}

/// The text that a value is.
pub(super) fn text_of(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| expected("a string", value))
}

/// The complaint about a value of another type.
fn expected(what: &str, found: &Value) -> String {
    format!("expected {what}, found {}", kind(found))
}

/// Joins a path and a member's name.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A word for the type of a value.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "a list",
        Value::Bool(_) => "true or false",
        Value::Null => "null",
        Value::Number(_) => "a number",
        Value::Object(_) => "an object",
        Value::String(_) => "a string",
    }
}

/// Accepts any text but an empty one.
pub(super) fn not_empty(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("must not be empty".to_owned()) } else { Ok(text.to_owned()) }
}

/// Accepts a code of Oracle's.
pub(super) fn code(text: &str) -> Result<String, String> {
    let is_code = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_code.then(|| text.to_owned()).ok_or_else(|| {
        "expected a code such as \"ORA_SERVICE\": letters, digits and underscores".to_owned()
    })
}

/// Accepts an origin, and gives it as `new URL(x).origin` does.
fn origin(text: &str) -> Result<String, String> {
    let origin = secure_origin(text)?;
    let path = split_scheme(text).map_or("", |(_, rest)| rest);
    if path.trim_end_matches('/').contains(['/', '?', '#', '*']) {
        return Err("expected an exact origin such as \"https://pod.fa.example.com\", without \
                    path or wildcard"
            .to_owned());
    }
    Ok(origin)
}

fn secure_origin(text: &str) -> Result<String, String> {
    let origin = normalise(text).map_err(|error| format!("is no usable address: {error}"))?;
    let Some(host) = origin.strip_prefix("http://") else { return Ok(origin) };
    let host = host.split(':').next().unwrap_or_default();
    if host == "localhost" || host.ends_with(".localhost") {
        return Ok(origin);
    }
    Err("must start with https:// (http:// only for *.localhost)".to_owned())
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
fn split_scheme(address: &str) -> Option<(&str, &str)> {
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

/// The value at a place such as `/fusion/origins`. A JSON pointer, whose names may have signs that are escaped, costs
/// 1 KB of the program.
pub(super) fn at<'a>(file: &'a Value, pointer: &str) -> Option<&'a Value> {
    pointer.split('/').skip(1).try_fold(file, |value, name| value.get(name))
}

/// The text at a place.
pub(super) fn text(file: &Value, pointer: &str) -> Option<String> {
    at(file, pointer).and_then(Value::as_str).map(str::to_owned)
}

/// The whole number at a place.
pub(super) fn whole(file: &Value, pointer: &str) -> u64 {
    at(file, pointer).and_then(Value::as_u64).unwrap_or_default()
}

/// The known name that differs least, if it is close enough to be meant.
fn nearest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let wanted = plain(name);
    let differing = |known: &str| {
        let known = plain(known);
        let alike = |(left, right): &(&u8, &u8)| left == right;
        let before = wanted.iter().zip(&known).take_while(alike).count();
        let after = wanted.iter().rev().zip(known.iter().rev()).take_while(alike).count();
        wanted.len().max(known.len()).saturating_sub(before + after)
    };
    let near = known.iter().copied().min_by_key(|known| differing(known))?;
    (differing(near) <= 2 && wanted.len() > 2).then_some(near)
}

/// Its letters and digits, in small letters.
fn plain(name: &str) -> Vec<u8> {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
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
