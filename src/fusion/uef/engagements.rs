//! Keeps the contexts of calls; writes wrap-up fields through them (`fusion.md` C.5, L.3), and shows their tabs.
//!
//! Never guesses whose context it is: without an id that matches, there is none.

use super::codec::Operation;
use super::js::{JsObject, value_of};
use super::objects::{named, payload, request};
use crate::domain::{EventId, Tokens};
use crate::fusion::mca::encode::token;
use crate::json;
use wasm_bindgen::JsValue;

/// Number of calls that are kept; a wrap-up is written soon after its call.
const KEPT: usize = 20;

/// What Fusion gave for one call.
#[derive(Clone, Debug)]
pub(super) struct CallContext {
    /// The ids that it has, ours first.
    ids: Vec<String>,
    context: Option<JsObject>,
    /// The record of its wrap-up, once it was asked for.
    record: Option<JsObject>,
}

/// The calls that can have a wrap-up, oldest first.
#[derive(Debug, Default)]
pub(super) struct CallContexts(Vec<CallContext>);

impl CallContexts {
    /// Keeps what an answer brought; gives back what is to be let go.
    #[must_use]
    pub(super) fn note(&mut self, event_id: &EventId, found: CallContext) -> Option<CallContext> {
        let mut known = self.of(event_id);
        known.context = found.context.or(known.context);
        known.record = found.record.or(known.record);
        for id in found.ids {
            if !known.ids.contains(&id) {
                known.ids.push(id);
            }
        }
        self.0.retain(|other| other.ids.first() != known.ids.first());
        self.0.push(known);
        (self.0.len() > KEPT).then(|| self.0.remove(0))
    }

    /// What is known of a call; at the least its id.
    pub(super) fn of(&self, event_id: &EventId) -> CallContext {
        let id = event_id.as_str();
        let known = self.0.iter().find(|known| known.ids.first().is_some_and(|own| own == id));
        known.cloned().unwrap_or_else(|| CallContext {
            ids: vec![id.to_owned()],
            context: None,
            record: None,
        })
    }
}

impl Drop for CallContexts {
    fn drop(&mut self) {
        self.0.iter().for_each(CallContext::dispose);
    }
}

impl CallContext {
    /// Takes out of the answer to a start or a close what it brings for the call.
    pub(super) fn found(response: &JsObject) -> Self {
        let typed = response.getter("getResponseData");
        let context = typed.as_ref().and_then(|data| data.getter("getEngagementContext"));
        let plain = || payload(&response.get("responseDetails")?);
        let payload = typed.and_then(|data| data.getter("getData")).or_else(plain);
        Self { ids: payload.iter().flat_map(names).collect(), context, record: None }
    }

    /// Lets go what can be let go.
    pub(super) fn dispose(&self) {
        if let Some(record) = &self.record {
            record.dispose();
        }
    }

    /// Writes fields of the wrap-up, and saves it.
    ///
    /// # Errors
    /// Says what Fusion lacks or refused.
    pub(super) async fn write(
        &mut self,
        provider: &JsObject,
        fields: &Tokens,
    ) -> Result<(), String> {
        let record = match &self.record {
            Some(record) => record.clone(),
            None => self.context_for(provider, "getWrapupContext").await?,
        };
        let written = save(provider, &record, fields).await;
        if written.is_ok() {
            self.record = Some(record);
        } else {
            // The next attempt asks for another one.
            self.record = None;
            record.dispose();
        }
        written
    }

    /// Brings the tab of the call to the front. Where Fusion refuses that, the tab was closed, and its contact is opened
    /// (`frontier.md` 11); what else fails says nothing of the tab, which would be opened twice.
    ///
    /// # Errors
    /// Says what Fusion lacks or refused.
    pub(super) async fn show(&self, provider: &JsObject, tokens: &Tokens) -> Result<(), String> {
        const FOCUS: &str = "cxEventBusFocusTabOperation";
        let tab = self.context_for(provider, "getTabContext").await?;
        let focus = named(provider, "createPublishRequest", FOCUS)?;
        let Err(fault) = publish_once(&tab, &focus).await else { return Ok(()) };
        let Some(contact) = tokens.text("SVCMCA_CONTACT_NUMBER") else { return Err(fault) };
        let browser = provider.wait("getCurrentBrowserTabContext", &[]).await?;
        let browser = JsObject::of(browser).ok_or(fault)?;
        let name = tokens.text("SVCMCA_DISPLAY_NAME").unwrap_or_default();
        let parameters = json::object(&mut [
            ("SVCMCA_CONTACT_NUMBER", contact.into()),
            ("SVCMCA_DISPLAY_NAME", name.into()),
        ]);
        // The page and its parameters are those of Oracle's sample.
        let operation = Operation {
            name: "PopOperation",
            setters: vec![
                ("setFlow".to_owned(), "sr".into()),
                ("setPage".to_owned(), "svc-interaction".into()),
                ("setApplicationUIName".to_owned(), "service".into()),
                ("setInputParameters".to_owned(), parameters),
            ],
            in_data: None,
        };
        let request = request(provider, &operation)?;
        publish_once(&browser, &request).await
    }

    /// What the context of the call gives; after a reload it is found among those that Fusion has open.
    async fn context_for(&self, provider: &JsObject, getter: &str) -> Result<JsObject, String> {
        let own = self.context.clone().filter(|context| context.can(getter));
        let context = match own {
            Some(context) => Some(context),
            None => self.active(provider).await?.filter(|context| context.can(getter)),
        };
        let context = context.ok_or_else(|| format!("Fusion gives no {getter} for this call"))?;
        let given = JsObject::of(context.wait(getter, &[]).await?);
        given.ok_or_else(|| format!("{getter} gave nothing"))
    }

    /// The call among those that Fusion has open; how it names them is not documented.
    async fn active(&self, provider: &JsObject) -> Result<Option<JsObject>, String> {
        const LIST: &str = "getActiveEngagements";
        if !provider.can(LIST) {
            return Ok(None);
        }
        let open = JsObject::of(provider.wait(LIST, &[]).await?);
        let open = open.map(|list| list.entries()).unwrap_or_default();
        let is_it = |one: &JsObject| names(one).iter().any(|name| self.ids.contains(name));
        Ok(open.into_iter().find(is_it))
    }
}

/// Publishes on a context that is needed for nothing else.
async fn publish_once(context: &JsObject, request: &JsObject) -> Result<(), String> {
    let published = context.wait("publish", &[request.value()]).await;
    context.dispose();
    published.map(|_: JsValue| ())
}

async fn save(provider: &JsObject, record: &JsObject, fields: &Tokens) -> Result<(), String> {
    let request = named(provider, "createPublishRequest", "cxEventBusSetFieldValueOperation")?;
    for (name, value) in fields.iter() {
        let field = JsObject::of(request.call("field", &[])?).ok_or("field gave nothing")?;
        let value: JsValue = value_of(&token(value));
        field.call("setValue", &[&name.into(), &value])?;
    }
    record.wait("publish", &[request.value()]).await?;
    let request = named(provider, "createPublishRequest", "cxEventBusSaveRecordOperation")?;
    record.wait("publish", &[request.value()]).await?;
    Ok(())
}

/// The ids that an object of Fusion's has for its call.
fn names(one: &JsObject) -> Vec<String> {
    let members = [
        ("getEventId", "eventId"),
        ("getEngagementId", "engagementId"),
        ("getInteractionId", "interactionId"),
    ];
    members.iter().filter_map(|(getter, member)| one.text(getter, member)).collect()
}
