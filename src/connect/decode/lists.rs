//! Reads what is listed on demand: quick connects and audio devices.
//!
//! One entry that is strange is left out and noted, for the agent can still use the others.

use super::DecodeError;
use super::node::{LeftOut, Node};
use crate::domain::{Device, DeviceId, EndpointArn, EndpointKind, PersonName, Phone, QuickConnect};
use serde_json::Value;

/// The members of an endpoint that are read.
pub const ENDPOINT_KEYS: [&str; 4] = ["endpointARN", "name", "phoneNumber", "type"];

/// The members of a device that are read.
pub const DEVICE_KEYS: [&str; 3] = ["deviceId", "kind", "label"];

/// A list as far as it could be read.
#[derive(Debug)]
pub struct Listing<T> {
    /// What could be read.
    pub entries: Vec<T>,
    /// Where entries could not be read and were left out.
    pub left_out: Vec<String>,
}

/// Reads the array that `agent.getEndpoints` gives, as JSON text (`connect.md` C.3); an endpoint that
/// several queues list is listed once.
///
/// # Errors
/// When it is no array.
pub fn decode_endpoints(text: &str) -> Result<Listing<QuickConnect>, DecodeError> {
    let mut listing = listing(text, endpoint)?;
    let mut known: Vec<EndpointArn> = Vec::new();
    listing.entries.retain(|entry| {
        let is_new = !known.contains(&entry.arn);
        known.push(entry.arn.clone());
        is_new
    });
    Ok(listing)
}

/// Reads the array that `core.getFrameMediaDevices` gives, as JSON text; cameras are left out.
///
/// # Errors
/// When it is no array.
pub fn decode_devices(text: &str) -> Result<Listing<Device>, DecodeError> {
    listing(text, device)
}

/// Reads each entry; `read` gives nothing for one that is right and of no use here.
fn listing<T>(
    text: &str,
    read: impl Fn(&Node<'_>) -> Result<Option<T>, DecodeError>,
) -> Result<Listing<T>, DecodeError> {
    let list: Value = serde_json::from_str(text).unwrap_or_default();
    let mut left_out = LeftOut::default();
    let entries = Node::root(&list).items()?;
    let entries = entries.iter().filter_map(|entry| left_out.keep(read(entry)).flatten());
    Ok(Listing { entries: entries.collect(), left_out: left_out.into_faults() })
}

fn endpoint(node: &Node<'_>) -> Result<Option<QuickConnect>, DecodeError> {
    let kind = match node.get("type").text()? {
        "agent" => EndpointKind::Agent,
        "phone_number" => EndpointKind::Number,
        "queue" => EndpointKind::Queue,
        _ => return Ok(None),
    };
    let number = node.get("phoneNumber").optional_text()?;
    let name = node.get("name");
    Ok(Some(QuickConnect {
        arn: EndpointArn::new(node.get("endpointARN").text()?),
        name: PersonName::parse(name.text()?).ok_or_else(|| name.expected("a name"))?,
        kind,
        number: number.filter(|_| kind == EndpointKind::Number).as_deref().and_then(Phone::parse),
    }))
}

fn device(node: &Node<'_>) -> Result<Option<Device>, DecodeError> {
    let input = match node.get("kind").text()? {
        "audioinput" => true,
        "audiooutput" => false,
        _ => return Ok(None),
    };
    // Before the microphone was allowed once, a browser tells kinds but neither ids nor names.
    let id = node.get("deviceId").optional_text()?;
    let label = node.get("label").optional_text()?.unwrap_or_default();
    Ok(id.map(|id| Device { id: DeviceId::new(id), label, input }))
}
