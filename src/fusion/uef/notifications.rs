//! Notifications that Fusion shows, also over other programs (`frontier.md` 10): each has a context of its own, on which it
//! is shown, pressed and closed.

use super::codec::Operation;
use super::js::{JsObject, settled};
use super::objects::{named, request};
use crate::domain::{Announcement, Event, RefusedMessage};
use crate::fusion::{Notification, NotificationAction, Sink};
use crate::json;

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::spawn_local;

/// Rings do not last so long, and one that a page left behind must not be pressed later.
const RING_SECONDS: u32 = 60;
const CLOSE: &str = "CloseNotification";

/// What stands.
#[derive(Clone)]
pub(super) struct Notifications {
    shown: Rc<RefCell<Vec<Shown>>>,
    sink: Sink,
}

struct Shown {
    id: String,
    /// Absent until Fusion gave it.
    context: Option<JsObject>,
    /// Held as long as it can be pressed.
    pressed: Option<Closure<dyn Fn(JsValue)>>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some(context) = &self.context {
            context.dispose();
        }
    }
}

impl Notifications {
    pub(super) fn new(sink: Sink) -> Self {
        Self { shown: Rc::default(), sink }
    }

    /// Closes what an earlier page of this toolbar left: nobody hears its buttons any more. Rings go by themselves.
    pub(super) fn close_former(&self, provider: &JsObject) {
        for id in Announcement::LASTING {
            self.carry_out(provider, id, None);
        }
    }

    /// Shows a notification under this id, or closes the one that stands.
    pub(super) fn notify(&self, provider: &JsObject, id: &str, told: Option<&Notification>) {
        let before = self.take(id);
        if let Some(told) = told {
            self.shown.borrow_mut().push(Shown { id: id.to_owned(), context: None, pressed: None });
            self.carry_out(provider, id, Some(told.clone()));
        } else if let Some(context) = before.as_ref().and_then(|shown| shown.context.clone()) {
            // Asked at once, for the link may be let go in the same task.
            let asked = named(provider, "createPublishRequest", CLOSE)
                .and_then(|request| context.call("publish", &[request.value()]));
            let me = self.clone();
            spawn_local(async move {
                let closed = match asked {
                    Ok(promise) => settled("publish", &promise).await,
                    Err(fault) => Err(fault),
                };
                if let Err(fault) = closed {
                    me.refused(CLOSE, &fault);
                }
                drop(before);
            });
        }
    }

    /// Shows it, or closes what nobody here has shown; mostly there is none, and then Fusion's words are no trouble.
    fn carry_out(&self, provider: &JsObject, id: &str, told: Option<Notification>) {
        let (me, provider, id) = (self.clone(), provider.clone(), id.to_owned());
        spawn_local(async move {
            let done = me.publish(&provider, &id, told.as_ref()).await;
            if let (Err(fault), Some(_)) = (done, told) {
                drop(me.take(&id));
                me.refused("ShowNotification", &fault);
            }
        });
    }

    async fn publish(
        &self,
        provider: &JsObject,
        id: &str,
        told: Option<&Notification>,
    ) -> Result<(), String> {
        const GETTER: &str = "getNotificationContext";
        let context = JsObject::of(provider.wait(GETTER, &[&id.into()]).await?);
        let context = context.ok_or_else(|| format!("{GETTER} gave nothing"))?;
        let request = match told {
            Some(told) => {
                let listens = !told.actions.is_empty();
                let pressed = listens
                    .then(|| self.listen(provider, &context, told.actions.clone()))
                    .transpose()?;
                let mut shown = self.shown.borrow_mut();
                let Some(shown) = shown.iter_mut().find(|shown| shown.id == id) else {
                    // It is over meanwhile.
                    context.dispose();
                    return Ok(());
                };
                shown.context = Some(context.clone());
                shown.pressed = pressed;
                request(provider, &operation(told))?
            }
            None => named(provider, "createPublishRequest", CLOSE)?,
        };
        let published = context.wait("publish", &[request.value()]).await;
        if told.is_none() {
            context.dispose();
        }
        published.map(|_: JsValue| ())
    }

    fn listen(
        &self,
        provider: &JsObject,
        context: &JsObject,
        actions: Vec<NotificationAction>,
    ) -> Result<Closure<dyn Fn(JsValue)>, String> {
        const EVENT: &str = "cxEventBusOnNotificationActionEvent";
        let request = named(provider, "createSubscriptionRequest", EVENT)?;
        let sink = Rc::clone(&self.sink);
        let callback: Closure<dyn Fn(JsValue)> = Closure::new(move |response: JsValue| {
            let response = JsObject::of(response);
            let data = response.and_then(|all| {
                all.getter("getResponseData").or_else(|| all.get("responseDetails"))
            });
            let pressed = data.and_then(|data| data.text("getActionId", "actionId"));
            let action = actions.iter().find(|action| pressed.as_deref() == Some(action.id));
            if let Some(action) = action {
                sink(Event::Intended(action.intent.clone()));
            }
        });
        let function: &JsValue = callback.as_ref().unchecked_ref();
        context.call("subscribe", &[request.value(), function])?;
        Ok(callback)
    }

    fn take(&self, id: &str) -> Option<Shown> {
        let mut shown = self.shown.borrow_mut();
        let place = shown.iter().position(|shown| shown.id == id)?;
        Some(shown.swap_remove(place))
    }

    fn refused(&self, what: &str, fault: &str) {
        let why = RefusedMessage::Garbled(format!("{what}: {fault}"));
        (self.sink)(Event::MessageRefused { why, count: 1 });
    }
}

/// How a notification is shown.
fn operation(told: &Notification) -> Operation {
    let actions = told
        .actions
        .iter()
        .map(|it| json::object(&mut [("id", it.id.into()), ("name", it.name.into())]));
    let mut setters = vec![
        ("setTitle".to_owned(), told.title.as_str().into()),
        ("setSummary".to_owned(), told.summary.as_str().into()),
        ("setType".to_owned(), if told.rings { "info" } else { "warning" }.into()),
        ("setClosable".to_owned(), true.into()),
        ("setActions".to_owned(), actions.collect()),
    ];
    if told.rings {
        setters.push(("setAutoTimeout".to_owned(), RING_SECONDS.into()));
    }
    Operation { name: "ShowNotification", setters, in_data: None }
}
