//! The judging of the link to Fusion.

use super::{Cause, Check, Finding, Findings};
use crate::domain::FusionPresence;
use crate::fusion::origin::Parameters;

/// Judges what Fusion wrote into the address, and whether its origin is listed.
pub fn presence(
    presence: &FusionPresence,
    framed: bool,
    parameters: &Parameters,
    findings: &mut Findings,
) {
    let checks = [Check::Parameters, Check::Origin, Check::Transport, Check::Classification];
    let mut all = |causes: [Finding; 4]| {
        for (check, finding) in checks.into_iter().zip(causes) {
            findings.set(check, finding);
        }
    };
    let same = |cause: Cause| [cause; 4].map(Finding::from);
    match presence {
        FusionPresence::Off => all(same(Cause::FusionOff)),
        FusionPresence::Absent if !framed => all(same(Cause::FusionAlone)),
        FusionPresence::Absent => all([
            written(parameters),
            Cause::OriginUnknown.into(),
            Cause::FusionFirst.into(),
            Cause::FusionFirst.into(),
        ]),
        FusionPresence::OriginRefused(origin) => all([
            written(parameters),
            Cause::OriginRefused.about(origin.as_str()),
            Cause::FusionFirst.into(),
            Cause::FusionFirst.into(),
        ]),
        FusionPresence::Framed => {
            findings.set(Check::Parameters, written(parameters));
            findings.set(Check::Origin, Cause::OriginOk.into());
        }
    }
}

/// `oraApiSource` is for Oracle's own library, which is not used; it was seen to come late.
fn written(parameters: &Parameters) -> Finding {
    let needed = [
        ("oraParentFrame", parameters.parent_frame.is_none()),
        ("oraTbName", parameters.toolbar_name.is_none()),
    ];
    let missing: Vec<&str> =
        needed.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect();
    if !missing.is_empty() {
        return Cause::ParametersMissing.about(missing.join(", "));
    }
    match parameters.api_source {
        Some(_) => Cause::ParametersOk.into(),
        None => Cause::ParametersPartial.about("oraApiSource"),
    }
}

/// What came of a request to Fusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It was answered with success.
    Answered,
    /// It was answered with an error, in Fusion's words.
    Refused(&'a str),
    /// It was not answered in time.
    Silent,
}

/// Judges a transport that was asked for and cannot be used; `why` is technical.
pub fn unreachable(why: &str, findings: &mut Findings) {
    findings.set(Check::Transport, Cause::TransportUnreachable.about(why));
    findings.set(Check::Classification, Cause::FusionFirst.into());
}

/// Judges `getConfiguration`; `transport` says over what it was sent.
pub fn configuration(outcome: Outcome<'_>, transport: &str, findings: &mut Findings) {
    let (finding, then) = match outcome {
        Outcome::Answered => (Cause::TransportOk.about(transport), Cause::ClassificationAsk),
        Outcome::Refused(words) => (Cause::TransportRefused.about(words), Cause::FusionFirst),
        Outcome::Silent => (Cause::TransportSilent.about(transport), Cause::FusionFirst),
    };
    findings.set(Check::Transport, finding);
    findings.set(Check::Classification, then.into());
}

/// Judges the test calls: each classification with what came of it, the first trouble first.
pub fn classification(outcomes: &[(String, Outcome<'_>)]) -> Finding {
    let named = |wanted: fn(&Outcome<'_>) -> bool| {
        outcomes.iter().filter(move |(_, outcome)| wanted(outcome)).map(|(name, _)| name.as_str())
    };
    let silent: Vec<&str> = named(|outcome| *outcome == Outcome::Silent).collect();
    if !silent.is_empty() {
        return Cause::ClassificationSilent.about(silent.join(", "));
    }
    let refused = outcomes.iter().find_map(|(name, outcome)| match outcome {
        Outcome::Refused(words) => Some(format!("{name}: {words}")),
        Outcome::Answered | Outcome::Silent => None,
    });
    match refused {
        Some(words) => Cause::ClassificationRefused.about(words),
        None => Cause::ClassificationOk.about(named(|_| true).collect::<Vec<_>>().join(", ")),
    }
}
