//! The calls into Streams: each one is settled by Streams or by its own timer, and an answer that
//! comes after the timer is passed on as well, for the core to judge.
//!
//! Never knows what is called: that is `api`.

use super::api::{Answers, Called, call, refusal};
use super::decode::{DEVICE_KEYS, ENDPOINT_KEYS, Listing, decode_devices, decode_endpoints};
use super::from_js::{refused, says, stringified};
use super::{Sink, js, library};
use crate::dom::timer::Timer;
use crate::domain::{
    COMMAND_TIMEOUT, CommandId, ConnectRequest, Device, Event, Failure, Millis, PreviewRules,
    QuickConnect,
};
use core::time::Duration;
use js_sys::{Array, Function, Object};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Streams may never call back at all (`connect.md` 0.5). A little less than the core's own patience,
/// so that a snapshot can still judge what was given up.
const PATIENCE: Duration = Duration::from_millis(COMMAND_TIMEOUT.0 - 500);
/// So many commands are kept in mind for an answer that comes late.
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
    success: Closure<dyn Fn(String, JsValue)>,
    failure: Closure<dyn Fn(String, JsValue)>,
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
                success: Closure::new(move |id: String, answer: JsValue| {
                    if let Some(commands) = succeeded.upgrade() {
                        commands.settle(&id, Ok(answer));
                    }
                }),
                failure: Closure::new(move |id: String, error: JsValue| {
                    if let Some(commands) = failed.upgrade() {
                        commands.settle(&id, Err(given(&error)));
                    }
                }),
                me: me.clone(),
            }
        })
    }

    /// Calls Streams.
    pub(super) fn execute(&self, id: CommandId, request: &ConnectRequest) {
        let (me, text) = (self.me.clone(), id.0.to_string());
        let late = text.clone();
        let timer = Timer::after(PATIENCE, move || {
            if let Some(commands) = me.upgrade() {
                commands.lapse(&late);
            }
        });
        let waiting = Waiting { id, reply: reply_kind(request), timer: timer.ok() };
        self.waiting.borrow_mut().push(waiting);
        let answers = Answers {
            success: bound(self.success.as_ref(), &text),
            failure: bound(self.failure.as_ref(), &text),
        };
        let endpoints = self.endpoints.borrow().clone();
        match call(request, &answers, &endpoints) {
            Ok(Called::Answered) => {}
            Ok(Called::Unanswered) => self.settle(&text, Ok(JsValue::UNDEFINED)),
            Err(failure) => self.settle(&text, Err(failure)),
        }
    }

    /// Takes a command off the list, if it still waits; its borrow ends before anybody is told.
    fn take(&self, id: CommandId) -> Option<Waiting> {
        let mut waiting = self.waiting.borrow_mut();
        let place = waiting.iter().position(|waiting| waiting.id == id)?;
        Some(waiting.remove(place))
    }

    /// Gives up waiting, but keeps the command in mind.
    fn lapse(&self, id: &str) {
        let Ok(id) = id.parse().map(CommandId) else { return };
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

    fn settle(&self, id: &str, outcome: Result<JsValue, Failure>) {
        let Ok(id) = id.parse().map(CommandId) else { return };
        let Some(waited) = self.take(id) else { return };
        self.tell(id, waited.reply, outcome);
        // The timer may be the one that calls: it is put away after the event.
        drop(waited.timer);
    }

    fn tell(&self, id: CommandId, reply: ReplyKind, outcome: Result<JsValue, Failure>) {
        library::drain_logs();
        (self.sink)(match reply {
            ReplyKind::Devices => {
                let outcome = outcome.and_then(|answer| devices(&answer));
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
        let unreadable = || refusal("unreadable");
        let listed = answer.unchecked_ref::<js::Answer>().endpoints().map_err(|_| unreadable())?;
        let text = stringified(&listed, &ENDPOINT_KEYS).map_err(|_| unreadable())?;
        let endpoints = decode_endpoints(&text).map_err(|_| unreadable())?;
        self.endpoints.replace(listed);
        Ok(self.noted(endpoints))
    }

    /// The entries of a list, after telling which of them are missing.
    fn noted<T>(&self, listing: Listing<T>) -> Vec<T> {
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
fn given(error: &JsValue) -> Failure {
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

fn devices(answer: &JsValue) -> Result<Listing<Device>, Failure> {
    let unreadable = || refusal("unreadable");
    let text = stringified(answer, &DEVICE_KEYS).map_err(|_| unreadable())?;
    decode_devices(&text).map_err(|_| unreadable())
}

fn bound(function: &JsValue, id: &str) -> Function {
    function.unchecked_ref::<js::Bindable>().bind(&JsValue::UNDEFINED, id)
}
