//! Owns the calls into Streams: each one is settled by Streams or by its own timer, and an answer that
//! comes after the timer is passed on as well, for the core to judge.
//!
//! Must never keep a contact of Streams: it is looked up by id for each call (`connect.md` H).

use super::failure::{refused, threw};
use super::js;
use crate::dom::timer::Timer;
use crate::domain::call::COMMAND_TIMEOUT;
use crate::domain::command::ConnectRequest;
use crate::domain::event::Failure;
use crate::domain::ids::{CommandId, ContactId, StateArn};
use core::time::Duration;
use js_sys::{Function, Object};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Streams may never call back at all (`connect.md` 0.5). A little less than the core's own patience,
/// so that a snapshot can still judge what was given up.
const PATIENCE: Duration = Duration::from_millis(COMMAND_TIMEOUT.0 - 500);
/// So many commands are kept in mind for an answer that comes late.
const REMEMBERED: usize = 64;

/// Hears how a command went.
pub(super) type OnSettled = Rc<dyn Fn(CommandId, Result<(), Failure>)>;

/// The commands under way.
///
/// Two closures serve every command of the session: Streams gets them bound to the command's id.
/// An answer that comes after the timer so finds a living function and no command.
pub(super) struct Commands {
    /// Few at a time.
    waiting: RefCell<Vec<(CommandId, Option<Timer>)>>,
    on_settled: OnSettled,
    success: Closure<dyn Fn(String)>,
    failure: Closure<dyn Fn(String, JsValue)>,
    me: Weak<Self>,
}

impl Commands {
    /// Starts without any.
    pub(super) fn new(on_settled: OnSettled) -> Rc<Self> {
        Rc::new_cyclic(|me: &Weak<Self>| {
            let (succeeded, failed) = (me.clone(), me.clone());
            Self {
                waiting: RefCell::default(),
                on_settled,
                success: Closure::new(move |id: String| {
                    if let Some(commands) = succeeded.upgrade() {
                        commands.settle(&id, Ok(()));
                    }
                }),
                failure: Closure::new(move |id: String, error: JsValue| {
                    if let Some(commands) = failed.upgrade() {
                        commands.settle(&id, Err(refused(&error)));
                    }
                }),
                me: me.clone(),
            }
        })
    }

    /// Calls Streams.
    pub(super) fn execute(&self, id: CommandId, request: ConnectRequest) {
        let (me, text) = (self.me.clone(), id.0.to_string());
        let late = text.clone();
        let timer = Timer::after(PATIENCE, move || {
            if let Some(commands) = me.upgrade() {
                commands.lapse(&late);
            }
        });
        self.waiting.borrow_mut().push((id, timer.ok()));
        if let Err(failure) = call(request, &self.callbacks(&text)) {
            self.settle(&text, Err(failure));
        }
    }

    /// Takes a command off the list, if it still waits; its borrow ends before anybody is told.
    fn take(&self, id: CommandId) -> Option<(CommandId, Option<Timer>)> {
        let mut waiting = self.waiting.borrow_mut();
        let place = waiting.iter().position(|(waiting, _)| *waiting == id)?;
        Some(waiting.remove(place))
    }

    fn callbacks(&self, id: &str) -> js::Callbacks {
        let callbacks: js::Callbacks = Object::new().unchecked_into();
        callbacks.set_success(&bound(self.success.as_ref(), id));
        callbacks.set_failure(&bound(self.failure.as_ref(), id));
        callbacks
    }

    /// Gives up waiting, but keeps the command in mind.
    fn lapse(&self, id: &str) {
        let Ok(id) = id.parse().map(CommandId) else { return };
        {
            let mut waiting = self.waiting.borrow_mut();
            if !waiting.iter().any(|(waits, _)| *waits == id) {
                return;
            }
            // The oldest stand first.
            let surplus = waiting.len().saturating_sub(REMEMBERED);
            waiting.drain(..surplus);
        }
        (self.on_settled)(id, Err(Failure::TimedOut));
    }

    fn settle(&self, id: &str, outcome: Result<(), Failure>) {
        let Ok(id) = id.parse().map(CommandId) else { return };
        let Some(waited) = self.take(id) else { return };
        // The timer may be the one that calls: it is put away after the event.
        (self.on_settled)(id, outcome);
        drop(waited);
    }
}

fn bound(function: &JsValue, id: &str) -> Function {
    function.unchecked_ref::<js::Bindable>().bind(&JsValue::UNDEFINED, id)
}

fn call(request: ConnectRequest, callbacks: &js::Callbacks) -> Result<(), Failure> {
    match request {
        ConnectRequest::Accept(id) => contact(&id)?.accept(callbacks),
        ConnectRequest::Clear(id) => contact(&id)?.clear(callbacks),
        ConnectRequest::End(id) => {
            let leg = contact(&id)?.agent_connection().map_err(|error| threw(&error))?;
            leg.ok_or_else(|| refusal("no_agent_connection"))?.destroy(callbacks)
        }
        ConnectRequest::Reject(id) => contact(&id)?.reject(callbacks),
        ConnectRequest::SetState { arn, enqueue } => return set_state(&arn, enqueue, callbacks),
        ConnectRequest::AddLeg(..)
        | ConnectRequest::Dial(_)
        | ConnectRequest::Digits(..)
        | ConnectRequest::DropLeg(..)
        | ConnectRequest::Hold { .. }
        | ConnectRequest::Join(_)
        | ConnectRequest::ListDevices
        | ConnectRequest::ListEndpoints
        | ConnectRequest::Mute(_)
        | ConnectRequest::MuteLeg { .. }
        | ConnectRequest::SetDevice(..)
        | ConnectRequest::Swap(_) => return Err(refusal("not_yet")),
    }
    .map_err(|error| threw(&error))
}

fn contact(id: &ContactId) -> Result<js::Contact, Failure> {
    js::Contact::with_id(id.as_str()).map_err(|error| threw(&error))
}

/// The state must be the object of the agent's current list (`connect.md` C.2).
fn set_state(arn: &StateArn, enqueue: bool, callbacks: &js::Callbacks) -> Result<(), Failure> {
    let agent = js::Agent::new().map_err(|error| threw(&error))?;
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
    agent.set_state(&state, callbacks, &options).map_err(|error| threw(&error))
}

fn refusal(kind: &str) -> Failure {
    Failure::Refused { kind: kind.to_owned() }
}
