//! Carries out requests through Streams: each by one function of it, settled by Streams or by its own timer; an answer that
//! comes after the timer is passed on as well, for the core to judge.
//!
//! Never keeps a contact or a leg of Streams: each is named by its id (`connect.md` H). The
//! endpoints alone are kept, for Connect wants them back as it gave them.

use core::time::Duration;
use js_sys::{Array, Function, Object};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::decode::{
    DEVICE_KEYS, DecodeError, ENDPOINT_KEYS, ENHANCEMENTS, Listed, decode_devices, decode_endpoints,
};
use super::streams::{refused, says, stringified, text};
use super::{Sink, js, streams};
use crate::dom::clock::Timer;
use crate::domain::{
    COMMAND_TIMEOUT, Callee, CommandId, ConnectRequest, ConnectionId, ContactId, DeviceId,
    DeviceKind, Event, Failure, Millis, PreviewRules, QuickConnect, Seen,
};

/// Streams may never call back at all (`connect.md` 0.5). A little less than the core's own patience,
/// so that a snapshot can still judge what was given up.
const PATIENCE: Duration = Duration::from_millis(COMMAND_TIMEOUT.0 - 500);
/// Number of commands that are kept for an answer that comes late.
const REMEMBERED: usize = 64;

/// What `core.getFrameMediaDevices` says when the frame does not answer.
const DEVICES_LATE: &str = "Timeout exceeded";

/// What a command brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReplyKind {
    /// The audio devices.
    Devices,
    /// The quick connects.
    Endpoints,
    /// Nothing but that it succeeded.
    Acknowledgement,
    /// How the preview of a campaign's call stands.
    Preview,
}

/// A command that waits for its answer.
struct Waiting {
    id: CommandId,
    reply: ReplyKind,
    timer: Option<Timer>,
}

/// The commands under way.
///
/// Two closures serve every command of the session: Streams gets them bound to the command's id.
/// A late callback is harmless: the closure is still alive, but its command is no longer pending.
pub(super) struct Commands {
    /// Few at a time.
    waiting: RefCell<Vec<Waiting>>,
    /// The last list of endpoints as Connect gave it.
    endpoints: RefCell<Array>,
    sink: Sink,
    success: Closure<dyn Fn(u32, JsValue)>,
    failure: Closure<dyn Fn(u32, JsValue)>,
    me: Weak<Self>,
}

impl Commands {
    /// Starts without any.
    pub(super) fn new(sink: Sink) -> Rc<Self> {
        Rc::new_cyclic(|me: &Weak<Self>| {
            let (succeeded, failed) = (me.clone(), me.clone());
            Self {
                waiting: RefCell::default(),
                endpoints: RefCell::default(),
                sink,
                success: Closure::new(move |id: u32, answer: JsValue| {
                    if let Some(commands) = succeeded.upgrade() {
                        commands.settle(CommandId(id.into()), Ok(answer));
                    }
                }),
                failure: Closure::new(move |id: u32, error: JsValue| {
                    if let Some(commands) = failed.upgrade() {
                        commands.settle(CommandId(id.into()), Err(failure_of(&error)));
                    }
                }),
                me: me.clone(),
            }
        })
    }

    /// Calls Streams.
    pub(super) fn execute(&self, id: CommandId, request: &ConnectRequest) {
        self.waiting.borrow_mut().push(Waiting { id, reply: reply_kind(request), timer: None });
        let answers = CallbackPair {
            success: bound(self.success.as_ref(), id),
            failure: bound(self.failure.as_ref(), id),
        };
        let endpoints = self.endpoints.borrow().clone();
        match call(request, &answers, &endpoints) {
            Ok(Handover::CallsBack) => self.limit(id),
            Ok(Handover::PassedOn) => self.settle(id, Ok(JsValue::UNDEFINED)),
            Err(failure) => self.settle(id, Err(failure)),
        }
    }

    /// Sets the time limit of a command that is under way, which it is unless Streams answered at once.
    fn limit(&self, id: CommandId) {
        let mut waiting = self.waiting.borrow_mut();
        let Some(waits) = waiting.iter_mut().find(|waits| waits.id == id) else { return };
        let me = self.me.clone();
        let lapse = move || {
            if let Some(commands) = me.upgrade() {
                commands.lapse(id);
            }
        };
        waits.timer = Timer::after(PATIENCE, lapse).ok();
    }

    /// Takes a command off the list, if it still waits; its borrow ends before anybody is told.
    fn take(&self, id: CommandId) -> Option<Waiting> {
        let mut waiting = self.waiting.borrow_mut();
        let place = waiting.iter().position(|waiting| waiting.id == id)?;
        Some(waiting.remove(place))
    }

    /// Gives up waiting, but keeps the command in mind.
    fn lapse(&self, id: CommandId) {
        let reply = {
            let mut waiting = self.waiting.borrow_mut();
            let Some(late) = waiting.iter().find(|waits| waits.id == id) else { return };
            let reply = late.reply;
            // The oldest stand first.
            let surplus = waiting.len().saturating_sub(REMEMBERED);
            waiting.drain(..surplus);
            reply
        };
        self.tell(id, reply, Err(Failure::TimedOut));
    }

    fn settle(&self, id: CommandId, outcome: Result<JsValue, Failure>) {
        let Some(waited) = self.take(id) else { return };
        self.tell(id, waited.reply, outcome);
        // The timer may be the one that calls: it is put away after the event.
        drop(waited.timer);
    }

    fn tell(&self, id: CommandId, reply: ReplyKind, outcome: Result<JsValue, Failure>) {
        streams::drain_logs();
        (self.sink)(match reply {
            ReplyKind::Devices => {
                let outcome =
                    outcome.and_then(|answer| listed(&answer, &DEVICE_KEYS, decode_devices));
                Event::DevicesListed { id, outcome: outcome.map(|listing| self.noted(listing)) }
            }
            ReplyKind::Endpoints => {
                let outcome = outcome.and_then(|answer| self.keep_endpoints(&answer));
                Event::EndpointsListed { id, outcome }
            }
            ReplyKind::Preview => {
                Event::PreviewTold { id, outcome: outcome.map(|answer| preview(&answer)) }
            }
            ReplyKind::Acknowledgement => {
                Event::CommandSettled { id, outcome: outcome.map(|_| ()) }
            }
        });
    }

    /// Connect wants an endpoint back whole, so the list is kept as it came.
    fn keep_endpoints(&self, answer: &JsValue) -> Result<Vec<QuickConnect>, Failure> {
        let answer = answer.unchecked_ref::<js::EndpointsAnswer>();
        let list = answer.endpoints().map_err(|_| refusal(UNREADABLE))?;
        let endpoints = listed(&list, &ENDPOINT_KEYS, decode_endpoints)?;
        self.endpoints.replace(list);
        Ok(self.noted(endpoints))
    }

    /// The entries of a list, after telling which of them are missing.
    fn noted<T>(&self, listing: Listed<T>) -> Vec<T> {
        if !listing.left_out.is_empty() {
            (self.sink)(Event::EntriesLeftOut { fault: listing.left_out.join("; ") });
        }
        listing.entries
    }
}

fn reply_kind(request: &ConnectRequest) -> ReplyKind {
    match request {
        ConnectRequest::ListDevices => ReplyKind::Devices,
        ConnectRequest::ListEndpoints => ReplyKind::Endpoints,
        ConnectRequest::AskPreview(_) => ReplyKind::Preview,
        ConnectRequest::Accept(_)
        | ConnectRequest::AddLeg(..)
        | ConnectRequest::Clear(_)
        | ConnectRequest::Dial(_)
        | ConnectRequest::Digits(..)
        | ConnectRequest::DropLeg(..)
        | ConnectRequest::End(_)
        | ConnectRequest::Engage(_)
        | ConnectRequest::Hold { .. }
        | ConnectRequest::Join(_)
        | ConnectRequest::Mute(_)
        | ConnectRequest::MuteLeg { .. }
        | ConnectRequest::Reject(_)
        | ConnectRequest::SetDevice(..)
        | ConnectRequest::SetEnhancement(_)
        | ConnectRequest::SetState { .. }
        | ConnectRequest::Swap(_) => ReplyKind::Acknowledgement,
    }
}

/// What Streams gave to `failure`; its own clock running out is no word of Connect's.
fn failure_of(error: &JsValue) -> Failure {
    if says(error, DEVICES_LATE) { Failure::TimedOut } else { refused(error) }
}

/// What the agent may do; null is no preview.
fn preview(answer: &JsValue) -> Option<PreviewRules> {
    let rules = answer.dyn_ref::<Object>()?.unchecked_ref::<js::PreviewRules>();
    let seconds = rules.dials_after().ok().and_then(|seconds| seconds.as_f64());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some seconds")]
    let dials_after = seconds.map(|seconds| Millis((seconds * 1000.0) as u64));
    let may_skip = rules.may_skip().is_ok_and(|told| told.as_bool() == Some(true));
    Some(PreviewRules { dials_after, may_skip })
}

/// The word for a list of Connect's that cannot be read.
const UNREADABLE: &str = "unreadable";

/// Reads these members of a list.
fn listed<T>(
    list: &JsValue,
    keys: &[&str],
    decode: impl FnOnce(&str) -> Result<Listed<T>, DecodeError>,
) -> Result<Listed<T>, Failure> {
    let text = stringified(list, keys).ok();
    text.and_then(|text| decode(&text).ok()).ok_or_else(|| refusal(UNREADABLE))
}

/// A page gives its commands numbers that go on from those of the recent calls.
fn bound(function: &JsValue, id: CommandId) -> Function {
    let id = u32::try_from(id.0).unwrap_or(u32::MAX);
    function.unchecked_ref::<js::Bindable>().bind(&JsValue::UNDEFINED, id)
}

/// The CCP's frame answers within this, or not at all; in milliseconds.
const DEVICES_TIMEOUT: u32 = 5000;

/// The two functions that Streams answers one request with.
struct CallbackPair {
    success: Function,
    failure: Function,
}

impl CallbackPair {
    fn object(&self) -> js::Callbacks {
        let callbacks: js::Callbacks = Object::new().unchecked_into();
        callbacks.set_success(&self.success);
        callbacks.set_failure(&self.failure);
        callbacks
    }

    /// Has a promise answer.
    fn answer_with(&self, promise: &JsValue) {
        promise.unchecked_ref::<js::Thenable>().then(&self.success, &self.failure);
    }
}

/// Whether Streams answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handover {
    /// It calls back, or never.
    CallsBack,
    /// It only passes the request on.
    PassedOn,
}

/// Calls Streams.
fn call(
    request: &ConnectRequest,
    answers: &CallbackPair,
    endpoints: &Array,
) -> Result<Handover, Failure> {
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
        ConnectRequest::Dial(callee) => {
            js::Agent::new()?.dial(&endpoint(callee, endpoints)?, &callbacks)
        }
        ConnectRequest::Digits(id, of, digits) => {
            leg(id, of)?.send_digits(digits.as_str(), &callbacks)
        }
        ConnectRequest::DropLeg(id, of) => leg(id, of)?.destroy(&callbacks),
        ConnectRequest::End(id) => own_leg(id)?.destroy(&callbacks),
        ConnectRequest::Engage(id) => {
            contact(id)?.engage().map(|engaged| answers.answer_with(&engaged))
        }
        ConnectRequest::Hold { contact, leg: of, on: true } => leg(contact, of)?.hold(&callbacks),
        ConnectRequest::Hold { contact, leg: of, on: false } => {
            leg(contact, of)?.resume(&callbacks)
        }
        ConnectRequest::Join(id) => contact(id)?.join(&callbacks),
        ConnectRequest::ListDevices => {
            js::media_devices(DEVICES_TIMEOUT).map(|devices| answers.answer_with(&devices))
        }
        ConnectRequest::ListEndpoints => {
            let agent = js::Agent::new()?;
            agent.endpoints(&agent.queues()?, &callbacks)
        }
        ConnectRequest::Mute(on) => return passed_on(mute(*on)),
        ConnectRequest::MuteLeg { contact, leg, on } => {
            let leg = js::VoiceLeg::of_ids(contact.as_str(), leg.as_str())?;
            if *on { leg.mute(&callbacks) } else { leg.unmute(&callbacks) }
        }
        ConnectRequest::Reject(id) => contact(id)?.reject(&callbacks),
        ConnectRequest::SetDevice(kind, device) => return passed_on(set_device(*kind, device)),
        ConnectRequest::SetEnhancement(wish) => {
            let word = ENHANCEMENTS.iter().find(|(_, known)| known == wish);
            let word = word.map_or("NONE", |(word, _)| *word);
            js::Agent::new()?.set_enhancement(word).map(|done| answers.answer_with(&done))
        }
        ConnectRequest::SetState { arn, enqueue } => {
            let agent = js::Agent::new()?;
            let state = by_arn(&agent.agent_states()?, js::AgentState::arn, arn.as_str())
                .ok_or_else(|| refusal("unknown_state"))?;
            let options: js::StateOptions = Object::new().unchecked_into();
            options.set_enqueue_next_state(*enqueue);
            agent.set_state(&state, &callbacks, &options)
        }
        ConnectRequest::Swap(id) => contact(id)?.swap(&callbacks),
    }?;
    Ok(Handover::CallsBack)
}

/// What Connect refused in the adapter's own words.
fn refusal(kind: &str) -> Failure {
    Failure::Refused { kind: kind.to_owned() }
}

fn passed_on(called: Result<(), JsValue>) -> Result<Handover, Failure> {
    called?;
    Ok(Handover::PassedOn)
}

fn contact(id: &ContactId) -> Result<js::Contact, JsValue> {
    js::Contact::with_id(id.as_str())
}

fn leg(contact: &ContactId, leg: &ConnectionId) -> Result<js::Leg, JsValue> {
    let identity: js::Identity = Object::new().unchecked_into();
    identity.set_contact(contact.as_str());
    identity.set_leg(leg.as_str());
    js::Leg::of(&identity)
}

/// The agent's own leg, as the decoder tells it; for a contact that it cannot read, as Streams does.
fn own_leg(id: &ContactId) -> Result<js::Leg, Failure> {
    let none = || refusal("no_agent_connection");
    let read = streams::read(&[], &[]).ok().and_then(|snapshot| {
        snapshot.contacts.into_iter().find_map(|seen| match seen {
            Seen::Contact(facts) if facts.id == *id => Some(facts.agent_leg),
            Seen::Contact(_) | Seen::Garbled { .. } | Seen::Nameless { .. } => None,
        })
    });
    match read {
        Some(own) => Ok(leg(id, &own.ok_or_else(none)?.id)?),
        None => contact(id)?.agent_connection()?.ok_or_else(none),
    }
}

/// Answers with what the agent may do in the preview, or with null if it is over.
fn ask_preview(contact: js::Contact, answers: &CallbackPair) {
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

fn endpoint(callee: &Callee, endpoints: &Array) -> Result<js::Endpoint, Failure> {
    match callee {
        Callee::Number(number) => Ok(js::Endpoint::by_number(&number.e164())?),
        Callee::QuickConnect(arn) => by_arn(endpoints, js::Endpoint::arn, arn.as_str())
            .ok_or_else(|| refusal("unknown_endpoint")),
    }
}

/// The entry of a list of Connect's; an endpoint or a state that was put together here would be refused (`connect.md`
/// C.2, F.17).
fn by_arn<T: JsCast>(
    list: &Array,
    arn: impl Fn(&T) -> Result<JsValue, JsValue>,
    wanted: &str,
) -> Option<T> {
    list.iter()
        .map(JsCast::unchecked_into::<T>)
        .find(|entry| text(arn(entry)).as_deref() == Some(wanted))
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
