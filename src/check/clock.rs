//! Judges times: this computer's clock against others, and how long answers take.

use super::{Cause, Finding};

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
