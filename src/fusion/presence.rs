//! Decides which origin may be spoken with: the parameters of the frame's address against the list.
//!
//! PURE. Never touches the page: the address comes in as text, so that every rule runs natively.

use super::McaParams;
use crate::config::{TransportChoice, normalise};
use crate::domain::FusionPresence;

/// How much of an unusable origin is shown to an admin.
const SHOWN: usize = 120;

/// Decides from `location.search`, from whether the page is framed and from the configuration, whose origins are
/// spelled as `event.origin` is.
///
/// UEF could do without `oraParentFrame`, but then nothing would tell whose frame this is. Fusion
/// always gives it; what it was seen to leave out is `oraApiSource` (`fusion.md` A.4), and neither
/// transport reads that.
pub fn presence(
    search: &str,
    framed: bool,
    origins: &[String],
    transport: TransportChoice,
) -> (FusionPresence, Option<McaParams>) {
    match transport {
        TransportChoice::None => return (FusionPresence::Off, None),
        TransportChoice::Auto | TransportChoice::Mca | TransportChoice::Uef => {}
    }
    let parameters = Parameters::parse(search);
    let Some(parent) = parameters.parent_frame.filter(|_| framed) else {
        return (FusionPresence::Absent, None);
    };
    let Ok(parent_origin) = normalise(&parent) else {
        return (FusionPresence::OriginRefused(parent.chars().take(SHOWN).collect()), None);
    };
    if !origins.contains(&parent_origin) {
        return (FusionPresence::OriginRefused(parent_origin), None);
    }
    let toolbar_name = parameters.toolbar_name.unwrap_or_default();
    (FusionPresence::Framed, Some(McaParams { parent_origin, toolbar_name }))
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

#[cfg(test)]
mod tests {
    use super::{Parameters, presence};
    use crate::config::TransportChoice;
    use crate::domain::FusionPresence;
    use crate::fusion::McaParams;

    #[test]
    fn parameters_are_decoded_and_the_name_is_lowered() {
        let found = Parameters::parse(
            "?oraParentFrame=https%3A%2F%2Fpod.example&oraTbName=TOOLBAR_437316&oraApiSource=a=b&x",
        );
        assert_eq!(found.parent_frame.as_deref(), Some("https://pod.example"));
        assert_eq!(found.toolbar_name.as_deref(), Some("toolbar_437316"));
        assert_eq!(found.api_source.as_deref(), Some("a=b"));
        let broken = Parameters::parse("oraParentFrame=%zz&oraTbName=%e2%82");
        assert_eq!(broken.parent_frame.as_deref(), Some("%zz"));
        assert_eq!(broken.toolbar_name.as_deref(), Some("%e2%82"));
        assert_eq!(Parameters::parse("?oraParentFrame=&oraTbName"), Parameters::default());
    }

    #[test]
    fn fusion_is_there_only_framed_by_a_listed_origin() {
        let listed = ["https://pod.example".to_owned()];
        let search = "?oraParentFrame=https%3A%2F%2FPOD.example%3A443&oraTbName=TB";
        let params = McaParams {
            parent_origin: "https://pod.example".to_owned(),
            toolbar_name: "tb".to_owned(),
        };
        for transport in [TransportChoice::Auto, TransportChoice::Mca, TransportChoice::Uef] {
            assert_eq!(
                presence(search, true, &listed, transport),
                (FusionPresence::Framed, Some(params.clone()))
            );
        }
        let none = presence(search, true, &listed, TransportChoice::None);
        assert_eq!(none, (FusionPresence::Off, None));
        let auto = |search: &str, framed: bool, listed: &[String]| {
            let (presence, params) = presence(search, framed, listed, TransportChoice::Auto);
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
