//! Reads the timestamps that `JSON.stringify` makes of JavaScript dates.

/// Milliseconds since the Unix epoch of `2026-11-23T10:00:00.000Z`; the fraction is optional, and
/// an offset such as `+09:00` may stand for the `Z`.
pub(super) fn parse_iso(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let [year, month, day] = fields(date, '-')?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (clock, offset) = split_offset(time)?;
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let [hour, minute, second] = fields(whole, ':')?;
    if hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days_since_epoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some((seconds - offset * 60) * 1000 + millis(fraction)?)
}

fn fields(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = text.split(separator).map(digits);
    let all = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(all)
}

fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The clock and the minutes that it is ahead of UTC.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix('Z') {
        return Some((clock, 0));
    }
    let at = time.rfind(['+', '-'])?;
    let (clock, offset) = time.split_at(at);
    let (sign, span) = (if offset.starts_with('-') { -1 } else { 1 }, offset.get(1..)?);
    let (hours, minutes) = span.split_once(':')?;
    Some((clock, sign * (digits(hours)? * 60 + digits(minutes)?)))
}

fn millis(fraction: &str) -> Option<i64> {
    if fraction.is_empty() {
        return Some(0);
    }
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut padded: String = fraction.chars().take(3).collect();
    while padded.len() < 3 {
        padded.push('0');
    }
    padded.parse().ok()
}

/// Days of the proleptic Gregorian calendar: years are counted from March, so that the leap day is
/// the last of its year and needs no exception.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719_468 days lie between 1 March of the year 0 and 1 January 1970.
    year * 365 + leap_days + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse_iso;

    #[test]
    fn dates_of_javascript_are_read() {
        // The right column was made by `Date.parse` of node.
        for (text, millis) in [
            ("1970-01-01T00:00:00.000Z", 0),
            ("2000-02-29T23:59:59.999Z", 951_868_799_999),
            ("2026-11-23T10:00:00.123Z", 1_795_428_000_123),
            ("2026-11-23T10:00:00Z", 1_795_428_000_000),
            ("2026-11-23T19:00:00.5+09:00", 1_795_428_000_500),
            ("2026-11-23T04:30:00-05:30", 1_795_428_000_000),
            ("1969-12-31T23:59:59.000Z", -1000),
        ] {
            assert_eq!(parse_iso(text), Some(millis), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_point_in_time() {
        for text in [
            "",
            "T",
            "now",
            "2026-11-23",
            "2026-13-01T00:00:00Z",
            "2026-11-23T10:00Z",
            "2026-11-23T10:00:00",
            "2026-11-23T10:00:00.xZ",
            "2026-11-23T-1:00:00Z",
        ] {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }
}
