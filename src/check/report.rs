//! The report: everything on the page as lines of text, to be sent to whoever helps.
//!
//! Never holds anything of a person: of the configuration only what says how it is set up, of
//! addresses only their origins.

use super::{Check, Finding, Findings, Group, Verdict};
use crate::config::origin::normalise;
use crate::config::{Config, Transport};

/// What stands above the findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Of this program.
    pub version: &'static str,
    /// When, in UTC.
    pub time: String,
    /// `navigator.userAgent`.
    pub browser: String,
    /// Of the page: its origin and path.
    pub address: String,
    /// The headers of the page that were looked at.
    pub headers: Vec<(String, String)>,
}

/// Writes the report; `words` are the sentences for a finding.
pub fn report(
    head: &Head,
    config: Option<&Config>,
    findings: &Findings,
    words: &dyn Fn(Check, &Finding) -> String,
) -> String {
    let mut lines = vec![
        format!("Fusion Connect Toolbar {}, self-check", head.version),
        format!("time: {}", head.time),
        format!("address: {}", head.address),
        format!("browser: {}", head.browser),
    ];
    lines.extend(config.into_iter().flat_map(set_up));
    lines.extend(head.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    for check in Group::ALL.into_iter().flat_map(Group::checks) {
        let code = check.code();
        lines.push(match findings.of(*check) {
            Some(finding) => {
                let (verdict, cause) = (finding.cause.verdict().code(), finding.cause.code());
                format!("[{verdict}] {code} ({cause}): {}", words(*check, finding))
            }
            None => format!("[{}] {code}", Verdict::Running.code()),
        });
    }
    lines.join("\n")
}

fn set_up(config: &Config) -> Vec<String> {
    let (connect, fusion) = (&config.connect, &config.fusion);
    vec![
        format!("connect.ccpUrl: {}", normalise(&connect.ccp_url).unwrap_or_default()),
        format!("connect.ccpAckTimeout: {}", connect.millis("ccpAckTimeout")),
        format!("connect.ccpSynTimeout: {}", connect.millis("ccpSynTimeout")),
        format!("fusion.origins: {}", fusion.origins.join(", ")),
        format!("fusion.transport: {}", transport(fusion.transport)),
        format!("fusion.appClassification: {}", config.settings.given.route.classification),
        format!("locale: {}", config.locale.as_deref().unwrap_or("auto")),
    ]
}

/// As it is written in `config.json`.
fn transport(transport: Transport) -> &'static str {
    match transport {
        Transport::Auto => "auto",
        Transport::Mca => "mca",
        Transport::None => "none",
        Transport::Uef => "uef",
    }
}
