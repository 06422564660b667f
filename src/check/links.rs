//! Judges the two links, to Fusion and to Amazon Connect, and times: how long answers take, and this computer's clock
//! against others.

use super::{Cause, Check, Finding, Findings};
use crate::domain::{FusionPresence, LinkFact};
use crate::fusion::presence::Parameters;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckAnswer {
    /// It was answered with success.
    Answered,
    /// It was answered with an error, in Fusion's words.
    Refused(String),
    /// It was not answered in time.
    Silent,
}

/// Judges a transport that was asked for and cannot be used; `why` is technical.
pub fn unreachable(why: &str, findings: &mut Findings) {
    findings.set(Check::Transport, Cause::TransportUnreachable.about(why));
    findings.set(Check::Classification, Cause::FusionFirst.into());
}

/// Judges `getConfiguration`; `transport` says over what it was sent.
pub fn configuration(outcome: CheckAnswer, transport: &str, findings: &mut Findings) {
    let (finding, then) = match outcome {
        CheckAnswer::Answered => (Cause::TransportOk.about(transport), Cause::ClassificationAsk),
        CheckAnswer::Refused(words) => (Cause::TransportRefused.about(words), Cause::FusionFirst),
        CheckAnswer::Silent => (Cause::TransportSilent.about(transport), Cause::FusionFirst),
    };
    findings.set(Check::Transport, finding);
    findings.set(Check::Classification, then.into());
}

/// Judges the test calls: each classification with what came of it, the first trouble first.
pub fn classification(outcomes: &[(String, CheckAnswer)]) -> Finding {
    let named = |wanted: fn(&CheckAnswer) -> bool| {
        outcomes.iter().filter(move |(_, outcome)| wanted(outcome)).map(|(name, _)| name.as_str())
    };
    let silent: Vec<&str> = named(|outcome| *outcome == CheckAnswer::Silent).collect();
    if !silent.is_empty() {
        return Cause::ClassificationSilent.about(silent.join(", "));
    }
    let refused = outcomes.iter().find_map(|(name, outcome)| match outcome {
        CheckAnswer::Refused(words) => Some(format!("{name}: {words}")),
        CheckAnswer::Answered | CheckAnswer::Silent => None,
    });
    match refused {
        Some(words) => Cause::ClassificationRefused.about(words),
        None => Cause::ClassificationOk.about(named(|_| true).collect::<Vec<_>>().join(", ")),
    }
}

/// What came of the attempt so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInAttempt {
    /// Whether the CCP acknowledged.
    pub acknowledged: bool,
    /// Whether Amazon's host was reached besides; `None` as long as nobody knows.
    reached: Option<bool>,
    over: bool,
}

impl SignInAttempt {
    /// Takes a fact of the link; later ones only add.
    pub fn take(&mut self, fact: &LinkFact, findings: &mut Findings) {
        let ccp = |findings: &mut Findings, finding: Finding| findings.set(Check::Ccp, finding);
        let signed_in = |findings: &mut Findings, cause: Cause| {
            findings.set(Check::SignedIn, cause.into());
        };
        match fact {
            LinkFact::Acknowledged => {
                self.acknowledged = true;
                ccp(findings, Cause::CcpOk.into());
                // What was said of the sign-in before held for another page of the CCP.
                if self.over {
                    return;
                }
            }
            LinkFact::LibraryFailed(why) => {
                ccp(findings, Cause::CcpLibrary.about(why.as_str()));
                signed_in(findings, Cause::SignedInUnknown);
            }
            LinkFact::StorageDenied => {
                ccp(findings, Cause::CcpStorage.into());
                signed_in(findings, Cause::SignedInUnknown);
            }
            LinkFact::NotAcknowledged { .. } | LinkFact::RetriesExhausted if !self.acknowledged => {
                ccp(findings, Cause::CcpNoAnswer.into());
                signed_in(findings, Cause::SignedInUnknown);
            }
            LinkFact::AccessDenied => self.settle(Cause::AccessDenied, findings),
            LinkFact::AuthFailed | LinkFact::Frozen | LinkFact::Terminated => {
                self.settle(Cause::SessionOver, findings);
            }
            LinkFact::SocketFailed | LinkFact::SocketLost => self.settle(Cause::NoLine, findings),
            LinkFact::Authorized
            | LinkFact::Initialising
            | LinkFact::Network(_)
            | LinkFact::NotAcknowledged { .. }
            | LinkFact::Reloaded
            | LinkFact::RetriesExhausted
            | LinkFact::SocketGained => {}
        }
        self.judge_host(findings);
    }

    /// Takes whether Amazon's host answered an ordinary request.
    pub fn reached(&mut self, reached: bool, findings: &mut Findings) {
        self.reached = Some(reached);
        self.judge_host(findings);
    }

    /// The agent's data came.
    pub fn data(&mut self, findings: &mut Findings) {
        self.settle(Cause::SignedInOk, findings);
    }

    /// Nothing more is waited for.
    pub fn late(&mut self, findings: &mut Findings) {
        if self.acknowledged && findings.of(Check::SignedIn).is_none() {
            self.settle(Cause::NoData, findings);
        }
    }

    fn settle(&mut self, cause: Cause, findings: &mut Findings) {
        self.over = true;
        findings.set(Check::SignedIn, cause.into());
    }

    /// Who acknowledges can be reached; a host that keeps its answer to itself may still do so.
    fn judge_host(&self, findings: &mut Findings) {
        let cause = match (self.acknowledged, self.reached) {
            (true, _) | (_, Some(true)) => Cause::HostOk,
            (false, Some(false)) => Cause::HostUnreachable,
            (false, None) => return,
        };
        findings.set(Check::ConnectHost, cause.into());
    }
}

/// The findings when no CCP is started at all.
pub fn not_started(cause: Cause, findings: &mut Findings) {
    for check in [Check::ConnectHost, Check::Ccp, Check::SignedIn] {
        findings.set(check, cause.into());
    }
}

/// From here on the times on the screen are visibly off.
const OFF_MS: u64 = 30_000;
/// From here on sign-ins and signed requests are refused (AWS and SAML take five minutes).
const WRONG_MS: u64 = 300_000;

/// Judges the clock; each other clock is named, with its time minus this computer's in milliseconds.
pub fn clock(others: &[(&str, i64)]) -> Finding {
    let Some(worst) = others.iter().map(|(_, ahead)| ahead.unsigned_abs()).max() else {
        return Cause::ClockUnknown.into();
    };
    let seen = others.iter().map(|(name, ahead)| {
        // To the nearest second; a header has no finer one.
        let seconds = (ahead.unsigned_abs() + 500) / 1000;
        let sign = if *ahead < 0 && seconds > 0 { '\u{2212}' } else { '+' };
        format!("{name} {sign}{seconds} s")
    });
    let seen: Vec<String> = seen.collect();
    let cause = match worst {
        WRONG_MS.. => Cause::ClockWrong,
        OFF_MS.. => Cause::ClockOff,
        _ => Cause::ClockOk,
    };
    cause.about(seen.join(", "))
}

/// How long one answer took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Whose answer.
    pub name: &'static str,
    /// Milliseconds.
    pub millis: u64,
    /// From how many on it is slow.
    pub slow: u64,
}

/// Judges how long the answers took.
pub fn times(spans: &[Span]) -> Finding {
    let seen: Vec<String> =
        spans.iter().map(|span| format!("{} {} ms", span.name, span.millis)).collect();
    let cause = if spans.is_empty() {
        Cause::TimesUnknown
    } else if spans.iter().any(|span| span.millis >= span.slow) {
        Cause::TimesSlow
    } else {
        Cause::TimesOk
    };
    cause.about(seen.join(", "))
}
