//! Whom the agent can call: the quick connects, and how an address on the wire is understood.
//!
//! PURE.

use super::terms::{Refused, arn};
use serde_json::{Value, json};

/// How many quick connects there are under `endpoints-many`: three pages of 500 at most.
const MANY: usize = 1200;
/// Page size when none is asked for.
const PAGE: u64 = 500;

/// Type, name and number of the usual quick connects.
const LISTED: [(&str, &str, Option<&str>); 8] = [
    ("queue", "Second level support", None),
    ("phone_number", "Billing hotline", Some("+14155550170")),
    ("agent", "Ben Berger", None),
    ("phone_number", "Interpreter service", Some("+442079460171")),
    (
        "queue",
        "Claims and returns for business customers in Europe, the Middle East and Africa",
        None,
    ),
    ("agent", "佐藤 花子", None),
    ("phone_number", "Taxi", Some("+493023125172")),
    ("queue", "Sales", None),
];

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The number; none for another agent and for a queue.
    pub number: Option<String>,
    /// The name of the quick connect, if it is one.
    pub quick_connect: Option<String>,
}

impl Target {
    /// A phone number.
    ///
    /// # Errors
    /// When it is none in the form E.164.
    pub fn number(number: &str) -> Result<Self, Refused> {
        let digits = number.strip_prefix('+').unwrap_or_default();
        let right = (2..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.chars().all(|c| c.is_ascii_digit());
        if right {
            Ok(Self { number: Some(number.to_owned()), quick_connect: None })
        } else {
            Err(Refused("BadEndpointException", "The number is not E.164".to_owned()))
        }
    }

    /// What somebody picks in Amazon's own panel: a quick connect by its name, else a number.
    ///
    /// # Errors
    /// When it is neither.
    pub fn picked(wanted: &str) -> Result<Self, Refused> {
        let listed = (0..LISTED.len()).map(quick_connect).find(|(_, _, name, _)| name == wanted);
        match listed {
            Some((_, _, name, number)) => Ok(Self { number, quick_connect: Some(name) }),
            None => Self::number(wanted),
        }
    }

    /// The `endpoint` of a dial without a call: a number, or a quick connect that leads to one. Agents and
    /// queues are for transfers.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn dialled(endpoint: &Value, many: bool) -> Result<Self, Refused> {
        let target = Self::of(endpoint, many)?;
        if target.number.is_none() {
            let message = "Agents and queues can only be called from a call".to_owned();
            return Err(Refused("BadEndpointException", message));
        }
        Ok(target)
    }

    /// An `endpoint` of a request: a quick connect by its ARN, else a number.
    ///
    /// # Errors
    /// When it is neither.
    pub fn of(endpoint: &Value, many: bool) -> Result<Self, Refused> {
        let text = |name: &str| endpoint.get(name).and_then(Value::as_str);
        match (text("endpointARN"), text("type")) {
            (Some(wanted), _) => {
                let found = (0..count(many)).map(quick_connect).find(|(arn, ..)| arn == wanted);
                let (_, _, name, number) = found.ok_or_else(|| {
                    Refused("BadEndpointException", "There is no such quick connect".to_owned())
                })?;
                Ok(Self { number, quick_connect: Some(name) })
            }
            (None, Some("phone_number")) => Self::number(text("phoneNumber").unwrap_or_default()),
            (None, _) => {
                Err(Refused("BadEndpointException", "This is no address to call".to_owned()))
            }
        }
    }
}

/// Answers one `getEndpoints` (`connect.md` E.5).
///
/// # Errors
/// When the page does not exist, or no queue is named.
pub(super) fn page(params: &Value, many: bool) -> Result<Value, Refused> {
    let refused = |why: &str| Refused("PaginationException", why.to_owned());
    if params.get("queueARNs").and_then(Value::as_array).is_none_or(Vec::is_empty) {
        return Err(refused("No queue is named"));
    }
    let size = params.get("maxResults").and_then(Value::as_u64).unwrap_or(PAGE);
    let size = usize::try_from(size).unwrap_or(MANY).clamp(1, MANY);
    let from = match params.get("nextToken").and_then(Value::as_str) {
        Some(token) => token.parse().map_err(|_| refused("The token is none"))?,
        None => 0_usize,
    };
    let to = from.saturating_add(size).min(count(many));
    if from > to {
        return Err(refused("The token is none"));
    }
    let endpoints: Vec<Value> = (from..to).map(endpoint).collect();
    let next = (to < count(many)).then(|| to.to_string());
    Ok(json!({ "endpoints": endpoints, "nextToken": next }))
}

fn count(many: bool) -> usize {
    if many { MANY } else { LISTED.len() }
}

/// The ARN, the type, the name and the number of one of them.
fn quick_connect(at: usize) -> (String, &'static str, String, Option<String>) {
    let arn = arn(&format!("transfer-destination/d{at:04}"));
    if let Some((kind, name, number)) = LISTED.get(at) {
        return (arn, kind, (*name).to_owned(), number.map(str::to_owned));
    }
    let name = format!("Quick connect {at:04}");
    match at % 3 {
        0 => (arn, "agent", name, None),
        1 => (arn, "queue", name, None),
        _ => (arn, "phone_number", name, Some(format!("+1415556{at:04}"))),
    }
}

fn endpoint(at: usize) -> Value {
    let (endpoint_arn, kind, name, number) = quick_connect(at);
    let queue = (kind == "queue").then(|| {
        let queue = arn(&format!("queue/d{at:04}"));
        json!({ "queueARN": queue, "queueId": queue, "name": name })
    });
    json!({
        "endpointARN": endpoint_arn,
        "type": kind,
        "name": name,
        "phoneNumber": number,
        "agentLogin": null,
        "queue": queue,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(token: Option<&str>, many: bool) -> Result<Value, Refused> {
        let params = json!({ "queueARNs": ["q1"], "nextToken": token, "maxResults": 500 });
        page(&params, many)
    }

    #[test]
    fn one_page_holds_the_usual_quick_connects_of_all_types() {
        let page = ask(None, false).unwrap();
        let all = page["endpoints"].as_array().unwrap();
        assert_eq!((all.len(), &page["nextToken"]), (8, &Value::Null));
        for kind in ["agent", "queue", "phone_number"] {
            assert!(all.iter().any(|one| one["type"] == kind), "{kind}");
        }
        for one in all {
            assert_eq!(one["phoneNumber"].is_string(), one["type"] == "phone_number");
            let target = Target::of(one, false).unwrap();
            assert_eq!(target.quick_connect.as_deref(), one["name"].as_str());
            assert_eq!(target.number.as_deref(), one["phoneNumber"].as_str());
        }
    }

    #[test]
    fn many_quick_connects_come_in_pages() {
        let (mut token, mut names, mut pages) = (None, Vec::new(), 0);
        loop {
            let page = ask(token.as_deref(), true).unwrap();
            let all = page["endpoints"].as_array().unwrap();
            names.extend(all.iter().map(|one| one["name"].as_str().unwrap().to_owned()));
            pages += 1;
            token = page["nextToken"].as_str().map(str::to_owned);
            if token.is_none() {
                break;
            }
        }
        names.sort();
        names.dedup();
        assert_eq!((pages, names.len()), (3, MANY));
        let wrong = [ask(Some("nothing"), true), ask(Some("5000"), true), page(&json!({}), true)];
        for refused in wrong {
            assert_eq!(refused.unwrap_err().0, "PaginationException");
        }
    }

    #[test]
    fn only_numbers_and_listed_quick_connects_can_be_called() {
        assert!(Target::number("+14155550123").is_ok());
        assert_eq!(Target::picked("+14155550123"), Target::number("+14155550123"));
        let colleague = Target::picked("Ben Berger").unwrap();
        assert_eq!(
            (colleague.number, colleague.quick_connect.as_deref()),
            (None, Some("Ben Berger"))
        );
        assert!(Target::picked("Nobody").is_err());
        for wrong in ["", "555", "+", "+0123", "+1415555x123", "+1234567890123456"] {
            assert_eq!(Target::number(wrong).unwrap_err().0, "BadEndpointException", "{wrong}");
        }
        for wrong in [
            json!({ "endpointARN": "made-up", "type": "agent" }),
            json!({ "endpointARN": null, "type": "agent", "name": "Ben Berger" }),
            json!({}),
        ] {
            assert_eq!(Target::of(&wrong, false).unwrap_err().0, "BadEndpointException");
        }
    }
}
