//! The backend's way through a reload of its page: into a text and back.
//!
//! PURE. What Connect tells anyway is read back from there; only the rest is written beside it.

use super::backend::{AgentState, Backend};
use super::codec::{INTERNAL, Telling, agent_data, contact};
use super::contact::{Caller, Channel, Contact, Leg, LegStage, Monitoring, Stage, Third};
use super::customer::USUAL_QUEUE;
use super::profile::Profile;
use crate::control::Ring;
use crate::time::Millis;
use serde::Deserialize as _;
use serde_json::{Value, json};
use std::collections::VecDeque;

const BARE: Telling = Telling { skew: 0, garbled: false, bare: true };

impl Backend {
    /// Writes everything.
    pub fn save(&self, now: Millis) -> String {
        let mut whole = self.clone();
        for contact in &mut whole.contacts {
            contact.garbled = false;
        }
        let garbled: Vec<&str> =
            self.contacts.iter().filter(|c| c.garbled).map(|c| c.id.as_str()).collect();
        json!({
            "data": agent_data(&whole, BARE, now),
            "since": self.state.since.0,
            "garbled": garbled,
            "dialsAt": self.contacts.iter().map(|c| c.dials_at.map(|at| at.0)).collect::<Vec<_>>(),
            "error": self.error,
            "waiting": self.waiting,
            "gone": self.gone.as_ref().map(|gone| contact(gone, false, BARE)),
            "multiParty": self.profile.multi_party,
            "seed": self.seed,
            "made": self.made,
            "signedIn": self.signed_in,
            "ringEnds": self.ring_ends,
        })
        .to_string()
    }

    /// Reads what [`Backend::save`] wrote; `None` for anything else.
    pub fn load(text: &str) -> Option<Self> {
        let saved: Value = serde_json::from_str(text).ok()?;
        let snapshot = saved.get("data")?.get("snapshot")?;
        let contacts = snapshot.get("contacts")?.as_array()?;
        let mut contacts: Vec<Contact> = contacts.iter().map(read).collect::<Option<_>>()?;
        let garbled = saved.get("garbled")?.as_array()?;
        let dials = saved.get("dialsAt")?.as_array()?;
        for (contact, dials_at) in contacts.iter_mut().zip(dials) {
            contact.dials_at = dials_at.as_u64().map(Millis);
            contact.garbled = garbled.iter().any(|id| id.as_str() == Some(&contact.id));
        }
        let state = snapshot.get("state")?;
        Some(Self {
            state: AgentState {
                name: text_of(state, "name")?,
                kind: text_of(state, "type")?,
                since: Millis(saved.get("since")?.as_u64()?),
            },
            chosen: text_of(snapshot.get("agentAvailabilityState")?, "state")?,
            next: snapshot.get("nextState").and_then(|next| text_of(next, "name")),
            error: text_of(&saved, "error"),
            profile: Profile::from_value(
                saved.get("data")?.get("configuration")?,
                saved.get("multiParty")?.as_bool()?,
            )?,
            contacts,
            waiting: VecDeque::<Ring>::deserialize(saved.get("waiting")?).ok()?,
            gone: saved.get("gone").and_then(read),
            seed: saved.get("seed")?.as_u64()?,
            made: saved.get("made")?.as_u64()?,
            signed_in: saved.get("signedIn")?.as_bool()?,
            ring_ends: saved.get("ringEnds")?.as_bool()?,
        })
    }
}

fn text_at<'a>(value: &'a Value, place: &str) -> Option<&'a str> {
    value.pointer(place).and_then(Value::as_str)
}

fn read(value: &Value) -> Option<Contact> {
    let legs = value.get("connections")?;
    let (agent, customer) = (legs.get(0)?, legs.get(1)?);
    let state = value.get("state")?;
    let caller = match number_of(customer) {
        None if text_at(customer, "/endpoint/type") == Some("agent") => Caller::Colleague,
        None if text_at(value, "/initiationMethod") == Some("webrtc_api") => Caller::Web,
        Some("anonymous") | None => Caller::Withheld,
        Some(INTERNAL) => Caller::Transfer,
        Some(number) => Caller::Number(number.to_owned()),
    };
    let thirds = legs.as_array()?.iter().skip(2).map(|third| {
        let number = number_of(third).filter(|number| *number != INTERNAL).map(str::to_owned);
        Some(Third { leg: leg(third)?, number })
    });
    let media = agent.get("softphoneMediaInfo").filter(|media| !media.is_null());
    Some(Contact {
        id: text_of(value, "contactId")?,
        channel: Channel::parse(&text_of(value, "type")?)?,
        stage: Stage::parse(&text_of(state, "type")?)?,
        since: time(state)?,
        inbound: text_of(customer, "type")? == "inbound",
        dials_at: None,
        preview: text_at(value, "/initiationMethod") == Some("campaign_preview"),
        caller,
        attributes: value
            .get("attributes")?
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| Some((name.clone(), text_of(value, "value")?)))
            .collect::<Option<_>>()?,
        queue: text_of(value.get("queue")?, "name").unwrap_or_else(|| USUAL_QUEUE.to_owned()),
        agent: leg(agent)?,
        customer: leg(customer)?,
        thirds: thirds.collect::<Option<_>>()?,
        monitor: text_of(agent, "monitorStatus").and_then(|word| Monitoring::parse(&word)),
        softphone: media.is_some(),
        auto_accept: media.and_then(|m| m.get("autoAccept")?.as_bool()).unwrap_or_default(),
        garbled: false,
    })
}

fn leg(value: &Value) -> Option<Leg> {
    let state = value.get("state")?;
    Some(Leg {
        id: text_of(value, "connectionId")?,
        stage: LegStage::parse(&text_of(state, "type")?)?,
        since: time(state)?,
        muted: value.get("mute")?.as_bool()?,
        forced_muted: value.get("forcedMute")?.as_bool()?,
        quick_connect: text_of(value, "quickConnectName"),
    })
}

fn number_of(leg: &Value) -> Option<&str> {
    leg.get("endpoint")?.get("phoneNumber")?.as_str()
}

fn time(state: &Value) -> Option<Millis> {
    state.get("timestamp")?.as_u64().map(Millis)
}

fn text_of(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ccp::backend::Aftermath;
    use crate::ccp::directory::{Target, page};
    use crate::ccp::in_call::LegChange;

    #[test]
    fn a_backend_comes_back_as_it_was() {
        let now = Millis(1_795_428_000_123);
        let mut backend = Backend::new(now);
        let name = Some("Ann".to_owned());
        backend.ring(Ring { name, auto_accept: true, ..Ring::default() }, now);
        backend.ring(Ring { transfer: true, force: true, ..Ring::default() }, now + Millis(7));
        backend.ring(Ring { number: Some(String::new()), ..Ring::default() }, now + Millis(8));
        let (first, second) = (backend.contacts[0].id.clone(), backend.contacts[1].id.clone());
        backend.accept(&first, false, now + Millis(9)).unwrap();
        backend.miss(&second, None, Aftermath::Vanishes, now + Millis(10)).unwrap();
        backend.choose("Lunch", true, now + Millis(11)).unwrap();
        let desk = Target::of(
            &json!({ "endpointARN": null, "type": "phone_number",
            "phoneNumber": "+14155550170" }),
            false,
        );
        backend.add(&first, desk.unwrap(), now + Millis(12)).unwrap();
        backend.third(&first, LegChange::Answers, now + Millis(13)).unwrap();
        let page = page(&json!({ "queueARNs": ["q"] }), false).unwrap();
        let agent = Target::of(&page["endpoints"][2], false).unwrap();
        backend.add(&first, agent, now + Millis(14)).unwrap_err();
        backend.profile.multi_party = true;
        let agent = Target::of(&page["endpoints"][2], false).unwrap();
        backend.add(&first, agent, now + Millis(15)).unwrap();
        backend.force_mute(&first, true).unwrap();
        let attributes = [("crm".to_owned(), "42".to_owned())].into();
        backend.ring(Ring { attributes, force: true, ..Ring::default() }, now + Millis(16));
        backend.ring(Ring { monitor: true, ..Ring::default() }, now + Millis(17));
        backend.contacts[0].garbled = true;
        backend.contacts[0].dials_at = Some(now);
        assert_eq!(Backend::load(&backend.save(now + Millis(12))), Some(backend));
    }

    #[test]
    fn anything_else_is_no_backend() {
        for text in ["", "{}", "null", r#"{"data":{"snapshot":{}}}"#] {
            assert_eq!(Backend::load(text), None, "{text}");
        }
    }
}
