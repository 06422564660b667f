//! Keeps the contexts of calls, and writes wrap-up fields through them (`fusion.md` C.5, L.3).
//!
//! Never guesses whose context it is: without an id that matches, there is none.

use super::js::{JsObject, value_of};
use super::publish::named;
use crate::domain::{EventId, Tokens};
use crate::fusion::mca::encode::token;
use wasm_bindgen::JsValue;

/// So many calls are kept; a wrap-up is written soon after its call.
const KEPT: usize = 20;

/// What Fusion gave for one call.
#[derive(Clone, Debug)]
pub(super) struct Engagement {
    /// The ids that it has, ours first.
    ids: Vec<String>,
    context: Option<JsObject>,
    /// The record of its wrap-up, once it was asked for.
    record: Option<JsObject>,
}

/// The calls that can have a wrap-up, oldest first.
#[derive(Debug, Default)]
pub(super) struct Engagements(Vec<Engagement>);

impl Engagements {
    /// Keeps what an answer brought; gives back what is to be let go.
    #[must_use]
    pub(super) fn note(&mut self, event_id: &EventId, found: Engagement) -> Option<Engagement> {
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
    pub(super) fn of(&self, event_id: &EventId) -> Engagement {
        let id = event_id.as_str();
        let known = self.0.iter().find(|known| known.ids.first().is_some_and(|own| own == id));
        known.cloned().unwrap_or_else(|| Engagement {
            ids: vec![id.to_owned()],
            context: None,
            record: None,
        })
    }
}

impl Drop for Engagements {
    fn drop(&mut self) {
        self.0.iter().for_each(Engagement::dispose);
    }
}

impl Engagement {
    /// Takes out of the answer to a start or a close what it brings for the call.
    pub(super) fn found(response: &JsObject) -> Self {
        let typed = response.ask("getResponseData");
        let context = typed.as_ref().and_then(|data| data.ask("getEngagementContext"));
        let plain = || response.get("responseDetails")?.get("data")?.get("payload");
        let payload = typed.and_then(|data| data.ask("getData")).or_else(plain);
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
            None => self.find(provider).await?,
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

    async fn find(&self, provider: &JsObject) -> Result<JsObject, String> {
        const GETTER: &str = "getWrapupContext";
        let own = self.context.clone().filter(|context| context.can(GETTER));
        let context = match own {
            Some(context) => Some(context),
            None => self.active(provider).await?.filter(|context| context.can(GETTER)),
        };
        let context = context.ok_or("Fusion gives no wrap-up context for this call")?;
        let record = JsObject::of(context.wait(GETTER, &[]).await?);
        record.ok_or_else(|| format!("{GETTER} gave nothing"))
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

async fn save(provider: &JsObject, record: &JsObject, fields: &Tokens) -> Result<(), String> {
    let helper = provider.get("requestHelper").ok_or("requestHelper is missing")?;
    let request = named(&helper, "createPublishRequest", "cxEventBusSetFieldValueOperation")?;
    for (name, value) in fields.iter() {
        let field = JsObject::of(request.call("field", &[])?).ok_or("field gave nothing")?;
        let value: JsValue = value_of(&token(value));
        field.call("setValue", &[&name.into(), &value])?;
    }
    record.wait("publish", &[request.value()]).await?;
    let request = named(&helper, "createPublishRequest", "cxEventBusSaveRecordOperation")?;
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
