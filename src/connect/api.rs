//! Maps each request to the function of Streams that carries it out.
//!
//! Never keeps a contact or a leg of Streams: each is named by its id (`connect.md` H). The
//! endpoints alone are kept, for Connect wants them back as it gave them.

use super::decode::ENHANCEMENTS;
use super::from_js::{self, threw};
use super::js;
use crate::domain::{
    Callee, ConnectRequest, ConnectionId, ContactId, DeviceId, DeviceKind, EndpointArn, Failure,
    Phone, Seen, StateArn,
};
use js_sys::{Array, Function, Object};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The CCP's frame answers within this, or not at all; in milliseconds.
const DEVICES_TIMEOUT: u32 = 5000;

/// The two functions that Streams answers one request with.
pub(super) struct Answers {
    pub(super) success: Function,
    pub(super) failure: Function,
}

impl Answers {
    fn object(&self) -> js::Callbacks {
        let callbacks: js::Callbacks = Object::new().unchecked_into();
        callbacks.set_success(&self.success);
        callbacks.set_failure(&self.failure);
        callbacks
    }

    /// Has a promise answer.
    fn await_word(&self, promise: &JsValue) {
        promise.unchecked_ref::<js::Thenable>().then(&self.success, &self.failure);
    }
}

/// Whether Streams answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// It calls back, or never.
    Answered,
    /// It only passes the request on.
    Unanswered,
}

/// Calls Streams.
pub(super) fn call(
    request: &ConnectRequest,
    answers: &Answers,
    endpoints: &Array,
) -> Result<Called, Failure> {
    let callbacks = answers.object();
    match request {
        ConnectRequest::Accept(id) => contact(id)?.accept(&callbacks),
        ConnectRequest::AddLeg(id, callee) => {
            contact(id)?.add(&endpoint(callee, endpoints)?, &callbacks)
        }
        ConnectRequest::AskPreview(id) => {
            ask_preview(contact(id)?, answers);
            Ok(())
        }
        ConnectRequest::Clear(id) => contact(id)?.clear(&callbacks),
        ConnectRequest::Dial(callee) => agent()?.dial(&endpoint(callee, endpoints)?, &callbacks),
        ConnectRequest::Digits(id, of, digits) => {
            leg(id, of)?.send_digits(digits.as_str(), &callbacks)
        }
        ConnectRequest::DropLeg(id, of) => leg(id, of)?.destroy(&callbacks),
        ConnectRequest::End(id) => own_leg(id)?.destroy(&callbacks),
        ConnectRequest::Engage(id) => {
            contact(id)?.engage().map(|engaged| answers.await_word(&engaged))
        }
        ConnectRequest::Hold { contact, leg: of, on: true } => leg(contact, of)?.hold(&callbacks),
        ConnectRequest::Hold { contact, leg: of, on: false } => {
            leg(contact, of)?.resume(&callbacks)
        }
        ConnectRequest::Join(id) => contact(id)?.join(&callbacks),
        ConnectRequest::ListDevices => {
            js::media_devices(DEVICES_TIMEOUT).map(|devices| answers.await_word(&devices))
        }
        ConnectRequest::ListEndpoints => {
            let agent = agent()?;
            agent.queues().and_then(|queues| agent.endpoints(&queues, &callbacks))
        }
        ConnectRequest::Mute(on) => return passed_on(mute(*on)),
        ConnectRequest::MuteLeg { contact, leg, on } => {
            let leg = js::VoiceLeg::of_ids(contact.as_str(), leg.as_str());
            leg.and_then(|leg| if *on { leg.mute(&callbacks) } else { leg.unmute(&callbacks) })
        }
        ConnectRequest::Reject(id) => contact(id)?.reject(&callbacks),
        ConnectRequest::SetDevice(kind, device) => return passed_on(set_device(*kind, device)),
        ConnectRequest::SetEnhancement(wish) => {
            let word = ENHANCEMENTS.iter().find(|(_, known)| known == wish);
            let word = word.map_or("NONE", |(word, _)| *word);
            agent()?.set_enhancement(word).map(|done| answers.await_word(&done))
        }
        ConnectRequest::SetState { arn, enqueue } => return set_state(arn, *enqueue, &callbacks),
        ConnectRequest::Swap(id) => contact(id)?.swap(&callbacks),
    }
    .map_err(|error| threw(&error))?;
    Ok(Called::Answered)
}

/// What Connect refused in the adapter's own words.
pub(super) fn refusal(kind: &str) -> Failure {
    Failure::Refused { kind: kind.to_owned() }
}

fn passed_on(called: Result<(), JsValue>) -> Result<Called, Failure> {
    called.map(|()| Called::Unanswered).map_err(|error| threw(&error))
}

fn agent() -> Result<js::Agent, Failure> {
    js::Agent::new().map_err(|error| threw(&error))
}

fn contact(id: &ContactId) -> Result<js::Contact, Failure> {
    js::Contact::with_id(id.as_str()).map_err(|error| threw(&error))
}

fn leg(contact: &ContactId, leg: &ConnectionId) -> Result<js::Leg, Failure> {
    let identity: js::Identity = Object::new().unchecked_into();
    identity.set_contact(contact.as_str());
    identity.set_leg(leg.as_str());
    js::Leg::of(&identity).map_err(|error| threw(&error))
}

/// The agent's own leg, as the decoder tells it; for a contact that it cannot read, as Streams does.
fn own_leg(id: &ContactId) -> Result<js::Leg, Failure> {
    let none = || refusal("no_agent_connection");
    let read = from_js::read(&[], &[]).ok().and_then(|snapshot| {
        snapshot.contacts.into_iter().find_map(|seen| match seen {
            Seen::Contact(facts) if facts.id == *id => Some(facts.agent_leg),
            Seen::Contact(_) | Seen::Garbled { .. } | Seen::Nameless { .. } => None,
        })
    });
    match read {
        Some(own) => leg(id, &own.ok_or_else(none)?.id),
        None => contact(id)?.agent_connection().map_err(|error| threw(&error))?.ok_or_else(none),
    }
}

/// Answers with what the agent may do in the preview, or with null if it is over.
fn ask_preview(contact: js::Contact, answers: &Answers) {
    let (success, failure) = (answers.success.clone(), answers.failure.clone());
    spawn_local(async move {
        // Fails only when the link was taken down meanwhile, and then nobody waits.
        let _ = match preview_of(&contact).await {
            Ok(told) => success.call1(&JsValue::UNDEFINED, &told),
            Err(error) => failure.call1(&JsValue::UNDEFINED, &error),
        };
    });
}

async fn preview_of(contact: &js::Contact) -> Result<JsValue, JsValue> {
    if !JsFuture::from(contact.is_previewed()?).await?.is_truthy() {
        return Ok(JsValue::NULL);
    }
    JsFuture::from(contact.preview_rules()?).await
}

fn numbered(number: &Phone) -> Result<js::Endpoint, Failure> {
    js::Endpoint::by_number(&number.e164()).map_err(|error| threw(&error))
}

fn endpoint(callee: &Callee, endpoints: &Array) -> Result<js::Endpoint, Failure> {
    match callee {
        Callee::Number(number) => numbered(number),
        Callee::QuickConnect(arn) => listed(arn, endpoints),
    }
}

/// An endpoint that was put together here would be refused (`connect.md` F.17).
fn listed(arn: &EndpointArn, endpoints: &Array) -> Result<js::Endpoint, Failure> {
    endpoints
        .iter()
        .map(JsCast::unchecked_into::<js::Endpoint>)
        .find(|known| {
            known.arn().ok().and_then(|known| known.as_string()).as_deref() == Some(arn.as_str())
        })
        .ok_or_else(|| refusal("unknown_endpoint"))
}

fn mute(on: bool) -> Result<(), JsValue> {
    let agent = js::Agent::new()?;
    if on { agent.mute() } else { agent.unmute() }
}

fn set_device(kind: DeviceKind, device: &DeviceId) -> Result<(), JsValue> {
    let agent = js::Agent::new()?;
    match kind {
        DeviceKind::Microphone => agent.set_microphone(device.as_str()),
        DeviceKind::Ringer => agent.set_ringer(device.as_str()),
        DeviceKind::Speaker => agent.set_speaker(device.as_str()),
    }
}

/// The state must be the object of the agent's current list (`connect.md` C.2).
fn set_state(arn: &StateArn, enqueue: bool, callbacks: &js::Callbacks) -> Result<Called, Failure> {
    let agent = agent()?;
    let states = agent.agent_states().map_err(|error| threw(&error))?;
    let state = states
        .iter()
        .map(JsCast::unchecked_into::<js::AgentState>)
        .find(|state| {
            state.arn().ok().and_then(|arn| arn.as_string()).as_deref() == Some(arn.as_str())
        })
        .ok_or_else(|| refusal("unknown_state"))?;
    let options: js::StateOptions = Object::new().unchecked_into();
    options.set_enqueue_next_state(enqueue);
    agent.set_state(&state, callbacks, &options).map_err(|error| threw(&error))?;
    Ok(Called::Answered)
}
