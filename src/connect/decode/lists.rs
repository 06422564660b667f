//! Owns reading what is listed on demand: quick connects and audio devices.
//!
//! One entry that is strange is left out, for the agent can still use the others.

use super::DecodeError;
use super::node::Node;
use crate::domain::audio::Device;
use crate::domain::directory::{EndpointKind, QuickConnect};
use crate::domain::ids::{DeviceId, EndpointArn};
use crate::domain::personal::{PersonName, Phone};
use serde_json::Value;

/// The members of an endpoint that are read.
pub const ENDPOINT_KEYS: [&str; 4] = ["endpointARN", "name", "phoneNumber", "type"];

/// The members of a device that are read.
pub const DEVICE_KEYS: [&str; 3] = ["deviceId", "kind", "label"];

/// Reads the array that `agent.getEndpoints` gives, as JSON text (`connect.md` C.3); an endpoint that
/// several queues list is listed once.
///
/// # Errors
/// When it is no array.
pub fn decode_endpoints(text: &str) -> Result<Vec<QuickConnect>, DecodeError> {
    let mut known: Vec<QuickConnect> = Vec::new();
    for entry in array(text)?.iter().filter_map(|value| endpoint(&Node::root(value))) {
        if known.iter().all(|other| other.arn != entry.arn) {
            known.push(entry);
        }
    }
    Ok(known)
}

/// Reads the array that `core.getFrameMediaDevices` gives, as JSON text; cameras are left out.
///
/// # Errors
/// When it is no array.
pub fn decode_devices(text: &str) -> Result<Vec<Device>, DecodeError> {
    Ok(array(text)?.iter().filter_map(|value| device(&Node::root(value))).collect())
}

fn array(text: &str) -> Result<Vec<Value>, DecodeError> {
    serde_json::from_str(text)
        .map_err(|_| DecodeError { path: "$".to_owned(), expected: "an array" })
}

fn endpoint(node: &Node<'_>) -> Option<QuickConnect> {
    let kind = match node.get("type").text().ok()? {
        "agent" => EndpointKind::Agent,
        "phone_number" => EndpointKind::Number,
        "queue" => EndpointKind::Queue,
        _ => return None,
    };
    let number = node.get("phoneNumber").optional_text().ok()?;
    Some(QuickConnect {
        arn: EndpointArn::new(node.get("endpointARN").text().ok()?),
        name: PersonName::parse(node.get("name").text().ok()?)?,
        kind,
        number: number.filter(|_| kind == EndpointKind::Number).as_deref().and_then(Phone::parse),
    })
}

/// Before the microphone was allowed once, a browser tells kinds but neither ids nor names.
fn device(node: &Node<'_>) -> Option<Device> {
    let input = match node.get("kind").text().ok()? {
        "audioinput" => true,
        "audiooutput" => false,
        _ => return None,
    };
    Some(Device {
        id: DeviceId::new(node.get("deviceId").text().ok()?),
        label: node.get("label").optional_text().ok()?.unwrap_or_default(),
        input,
    })
}
