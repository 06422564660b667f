//! The transport by Oracle's UI Events Framework, as `fusion.md` C and L describe it: the open link, its subscriptions, its
//! requests on their way and its commands.
//!
//! Never subscribes or publishes before the choice of the transport fell on it, and never lets
//! an error of Oracle's script out. What UEF hands out are the objects of the MCA protocol, so what
//! stands in them is written and read by `mca`; here is how they are given and taken. `codec` is pure; `js` loads the
//! library and is the only part that names members of a JavaScript object; `objects` builds requests and takes answers
//! apart.
//!
//! Never decides about a call. Each subscription stands for itself, since one that throws must not
//! cost the others (`fusion.md` F.2).

pub mod codec;
mod engagements;
pub mod js;
mod notifications;
mod objects;

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use crate::domain::{
    Answer, Event, EventId, FusionRequest, Listener, Refusal, RefusedMessage, Reply, Ticket,
    Tokens, Uuid,
};
use crate::fusion::mca::Encoder;
use crate::fusion::mca::encode::{GONE, UNREAD};
use crate::fusion::message::{FusionMessage, Ledger};
use crate::fusion::{BridgeOptions, Notification, Sink};
use codec::{answer, event, failed, operation};
use engagements::{CallContext, CallContexts};
use js::{JsObject, Opened};
use notifications::Notifications;
use objects::{WaitingReply, named, parts, request};

/// The open link; dropping it lets go everything that UEF gave, and refuses the commands that wait.
pub struct UefBridge(Rc<UefLink>);

struct UefLink {
    /// Dropped before what they were made on.
    subscriptions: RefCell<Vec<ActiveListener>>,
    engagements: RefCell<CallContexts>,
    notifications: Notifications,
    ledger: RefCell<Ledger<WaitingReply>>,
    opened: Opened,
    options: BridgeOptions,
    sink: Sink,
    me: Weak<Self>,
}

/// One event of UEF that is listened to.
struct ActiveListener {
    listener: Listener,
    handle: Option<JsObject>,
    _callback: Closure<dyn Fn(JsValue) -> JsValue>,
}

impl Drop for ActiveListener {
    fn drop(&mut self) {
        if let Some(handle) = &self.handle {
            handle.dispose();
        }
    }
}

impl Drop for UefBridge {
    fn drop(&mut self) {
        // Fusion would wait for ever; a promise may be settled by a later task, so nothing is borrowed.
        let waiting = self.0.ledger.borrow_mut().drain();
        for command in waiting {
            command.refuse(GONE);
        }
    }
}

impl UefBridge {
    /// Takes over what was opened; listens to nothing before it is asked to.
    #[inline(never)]
    pub fn new(opened: Opened, options: BridgeOptions, sink: Sink) -> Self {
        Self(Rc::new_cyclic(|me| UefLink {
            subscriptions: RefCell::default(),
            engagements: RefCell::default(),
            notifications: Notifications::new(Rc::clone(&sink)),
            ledger: RefCell::default(),
            opened,
            options,
            sink,
            me: me.clone(),
        }))
    }

    /// Carries out a request; what fails is answered with an error.
    #[inline(never)]
    pub fn request(&self, uuid: &Uuid, request: &FusionRequest) {
        match request {
            FusionRequest::Listen(listener) => self.0.listen(listener),
            FusionRequest::WriteWrapUp { event_id, fields: told }
            | FusionRequest::Focus { event_id, in_data: told } => {
                let shows = matches!(request, FusionRequest::Focus { .. });
                self.0.with_call(uuid, event_id, shows, told);
            }
            FusionRequest::AgentState(_)
            | FusionRequest::Close { .. }
            | FusionRequest::Configuration
            | FusionRequest::DialError { .. }
            | FusionRequest::Disable(_)
            | FusionRequest::New { .. }
            | FusionRequest::Ready
            | FusionRequest::Resize(_)
            | FusionRequest::Start { .. } => self.0.publish(uuid, request),
        }
    }

    /// Closes the notifications that an earlier page, or an earlier link, left.
    #[inline(never)]
    pub fn close_former(&self) {
        self.0.notifications.close_former(&self.0.opened.provider);
    }

    /// Shows a notification under this id, or closes it.
    #[inline(never)]
    pub fn notify(&self, id: &str, told: Option<&Notification>) {
        self.0.notifications.notify(&self.0.opened.provider, id, told);
    }

    /// Replies to a command; a second reply to one ticket is not given.
    #[inline(never)]
    pub fn reply(&self, ticket: Ticket, reply: &Result<Reply, Refusal>) {
        let waiting = self.0.ledger.borrow_mut().settle(ticket);
        if let Some(waiting) = waiting {
            waiting.answer(&Encoder::of(&self.0.options), reply);
        }
    }
}

impl UefLink {
    fn publish(&self, uuid: &Uuid, asked: &FusionRequest) {
        let Some((method, data)) = Encoder::of(&self.options).content(asked) else { return };
        let request = match request(&self.opened.provider, &operation(method, &data)) {
            Ok(request) => request,
            Err(fault) => return self.tell(failed(uuid, format!("{method}: {fault}"))),
        };
        let event_id = match asked {
            FusionRequest::Close { event_id, .. } | FusionRequest::Start { event_id, .. } => {
                Some(event_id.clone())
            }
            FusionRequest::AgentState(_)
            | FusionRequest::Configuration
            | FusionRequest::DialError { .. }
            | FusionRequest::Disable(_)
            | FusionRequest::Focus { .. }
            | FusionRequest::Listen(_)
            | FusionRequest::New { .. }
            | FusionRequest::Ready
            | FusionRequest::Resize(_)
            | FusionRequest::WriteWrapUp { .. } => None,
        };
        let (me, uuid, phone) = (self.me.clone(), uuid.clone(), self.opened.phone.clone());
        let of_toolbar = matches!(asked, FusionRequest::Resize(_));
        spawn_local(async move {
            let response = match context(phone, of_toolbar).await {
                Ok(context) => context.wait("publish", &[request.value()]).await,
                Err(fault) => Err(fault),
            };
            let Some(link) = me.upgrade() else { return };
            link.tell(match response {
                // What gives nothing was done all the same.
                Ok(response) => JsObject::of(response).map_or_else(
                    || answer(&uuid, "{}"),
                    |response| {
                        if let Some(event_id) = &event_id {
                            link.note(event_id, CallContext::found(&response));
                        }
                        answer(&uuid, &parts(&response))
                    },
                ),
                Err(fault) => failed(&uuid, fault),
            });
        });
    }

    /// Shows a call, or writes its wrap-up, with what is known of it.
    fn with_call(&self, uuid: &Uuid, event_id: &EventId, shows: bool, told: &Tokens) {
        let mut engagement = self.engagements.borrow().of(event_id);
        let (me, provider) = (self.me.clone(), self.opened.provider.clone());
        let (uuid, event_id, told) = (uuid.clone(), event_id.clone(), told.clone());
        spawn_local(async move {
            let done = if shows {
                engagement.show(&provider, &told).await
            } else {
                engagement.write(&provider, &told).await
            };
            let Some(link) = me.upgrade() else { return };
            link.note(&event_id, engagement);
            link.tell(match done {
                Ok(()) => answer(&uuid, "{}"),
                Err(fault) => failed(&uuid, fault),
            });
        });
    }

    /// Keeps what came of a call; the borrow must end before anything of Fusion's is called.
    fn note(&self, event_id: &EventId, found: CallContext) {
        let oldest = self.engagements.borrow_mut().note(event_id, found);
        if let Some(oldest) = oldest {
            oldest.dispose();
        }
    }

    /// Subscribes, unless it is: every subscription is made once (`fusion.md` C.1).
    fn listen(&self, listener: &Listener) {
        if self.subscriptions.borrow().iter().any(|known| known.listener == *listener) {
            return;
        }
        match self.subscribe(listener) {
            Ok(subscription) => self.subscriptions.borrow_mut().push(subscription),
            Err(fault) => {
                (self.sink)(Event::ListenerRefused { listener: listener.clone(), fault });
            }
        }
    }

    fn subscribe(&self, listener: &Listener) -> Result<ActiveListener, String> {
        const CLASSIFICATION: &str = "setAppClassification";
        let (name, classification) = match listener {
            Listener::AgentCommands => ("onToolbarAgentCommand", None),
            Listener::DataUpdated(classification) => ("onDataUpdated", Some(classification)),
            Listener::InteractionCommands => ("onToolbarInteractionCommand", None),
            Listener::Outgoing(classification) => ("onOutgoingEvent", Some(classification)),
        };
        let request = named(&self.opened.provider, "createSubscriptionRequest", name)?;
        if let Some(classification) = classification.filter(|_| request.can(CLASSIFICATION)) {
            request.call(CLASSIFICATION, &[&classification.into()])?;
        }
        let me = self.me.clone();
        let callback: Closure<dyn Fn(JsValue) -> JsValue> = Closure::new(move |response| {
            let link = me.upgrade().zip(JsObject::of(response));
            link.map_or(JsValue::UNDEFINED, |(link, response)| link.hear(name, &response))
        });
        let function: &JsValue = callback.as_ref().unchecked_ref();
        let handle = self.opened.phone.call("subscribe", &[request.value(), function])?;
        let handle = JsObject::of(handle);
        Ok(ActiveListener { listener: listener.clone(), handle, _callback: callback })
    }

    /// Takes an event; what a command gives is the promise of its reply.
    fn hear(&self, name: &str, response: &JsObject) -> JsValue {
        let mut promise = JsValue::UNDEFINED;
        let mut begin = || {
            let (waiting, promised) = WaitingReply::begin(response);
            promise = promised.into();
            waiting
        };
        let event = match event(name, &parts(response)) {
            Ok(FusionMessage::Answer(_)) => None,
            Ok(message) => message.event(|_| self.ledger.borrow_mut().enter(begin())),
            Err(fault) => {
                // Whoever waits for a promise must not wait for ever.
                begin().refuse(UNREAD);
                let fault = format!("{name}: {fault}");
                Some(Event::MessageRefused { why: RefusedMessage::Garbled(fault), count: 1 })
            }
        };
        if let Some(event) = event {
            (self.sink)(event);
        }
        promise
    }

    fn tell(&self, answer: Answer) {
        (self.sink)(Event::FusionAnswered(answer));
    }
}

/// What a request is published on: the context of calls, or the one of the toolbar, which a release may give at once or
/// promise (`fusion.md` C.5).
async fn context(phone: JsObject, of_toolbar: bool) -> Result<JsObject, String> {
    if !of_toolbar {
        return Ok(phone);
    }
    let toolbar = phone.wait("getToolbarContext", &[]).await?;
    JsObject::of(toolbar).ok_or_else(|| "there is no toolbar context".to_owned())
}
