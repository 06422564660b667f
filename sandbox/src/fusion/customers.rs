//! The customers that this Fusion knows; all of them are made up.

use serde_json::{Map, Value, json};

/// The tokens of a call.
pub type Members = Map<String, Value>;

/// One contact, or one service request without a contact.
#[derive(Debug, PartialEq, Eq)]
pub struct Customer {
    /// The phone number.
    pub number: &'static str,
    /// What the directory shows, and why the customer is in it.
    pub about: &'static str,
    /// Party id, first and last name; `None` when only a service request is known.
    contact: Option<(&'static str, &'static str, &'static str)>,
    /// Id, number and title of the open service request.
    service_request: Option<(&'static str, &'static str, &'static str)>,
}

/// Everybody that can be found by number.
pub const DIRECTORY: [Customer; 7] = [
    Customer {
        number: "+15551230000",
        about: "a known contact",
        contact: Some(("300000004992660", "Mary", "Doe")),
        service_request: None,
    },
    Customer {
        number: "+14155550123",
        about: "her other number, from which the simulated customer calls",
        contact: Some(("300000004992660", "Mary", "Doe")),
        service_request: None,
    },
    Customer {
        number: "+15551230001",
        about: "a known contact with a very long name",
        contact: Some((
            "300000004992661",
            "Maximiliane Wilhelmina Konstanze",
            "von Hohenberg-Lichtenstein zu Schwarzenfels und Altenburg",
        )),
        service_request: None,
    },
    Customer {
        number: "+15551230002",
        about: "a known contact with an open service request",
        contact: Some(("300000004992662", "Ken", "Sample")),
        service_request: Some(("300000004993001", "SR0000010042", "Pump does not start")),
    },
    Customer {
        number: "+15551230003",
        about: "one of two contacts with this number",
        contact: Some(("300000004992663", "Alex", "Twin")),
        service_request: None,
    },
    Customer {
        number: "+15551230003",
        about: "the other of the two",
        contact: Some(("300000004992664", "Robin", "Twin")),
        service_request: None,
    },
    Customer {
        number: "+15551230005",
        about: "an unknown contact with a service request",
        contact: None,
        service_request: Some(("300000004993002", "SR0000010043", "Door sensor rings")),
    },
];

/// A number that the directory does not have.
pub const UNKNOWN_NUMBER: &str = "+15551230004";

/// Everybody with this number, however it is written.
pub fn look_up(number: &str) -> Vec<&'static Customer> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let wanted = digits(number);
    DIRECTORY.iter().filter(|customer| digits(customer.number) == wanted).collect()
}

/// Several contacts that one number could be of.
pub fn several() -> Vec<&'static Customer> {
    DIRECTORY.iter().filter(|customer| customer.contact.is_some()).skip(1).take(3).collect()
}

/// The tokens that a lookup adds; several matches add none of a contact.
pub fn tokens(found: &[&Customer]) -> Members {
    let mut tokens = Members::new();
    let [customer] = found else { return tokens };
    let mut set = |name: &str, value: String| tokens.insert(name.to_owned(), json!(value));
    if let Some((id, first, last)) = customer.contact {
        set("SVCMCA_CONTACT_ID", id.to_owned());
        set("SVCMCA_CONTACT_NUMBER", format!("CDRM_{}", id.trim_start_matches("30000000")));
        set("SVCMCA_CONTACT_NAME", format!("{first} {last}"));
        set("SVCMCA_DISPLAY_NAME", format!("{first} {last}"));
        set("SVCMCA_CONTACT_FIRST_NAME", first.to_owned());
        set("SVCMCA_CONTACT_LAST_NAME", last.to_owned());
        set("SVCMCA_CONTACT_PRIMARY_PHONE", customer.number.to_owned());
    }
    if let Some((id, number, title)) = customer.service_request {
        set("SVCMCA_SR_ID", id.to_owned());
        set("SVCMCA_SR_NUM", number.to_owned());
        set("SVCMCA_SR_TITLE", title.to_owned());
    }
    tokens
}

/// A member that is a string with something in it.
pub fn text<'a>(members: &'a Members, name: &str) -> Option<&'a str> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}
