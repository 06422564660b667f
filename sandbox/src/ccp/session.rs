//! The second channel of the CCP (`connect.md` E.8), as far as the toolbar speaks on it, with Amazon's rule that signs
//! out agents who do nothing (`frontier.md` 8) what is done to their voice, how the network stands and who is on hold (15, 16).
//!
//! PURE. Only a key or a click inside the CCP counts, which the page that frames it tells, and a voice contact.

use super::backend::Backend;
use super::contact::{Channel, LegStage};
use super::customer::LOOKS_FOR;
use super::engine::{Effect, Engine};
use super::fault::Fault;
use super::request::report;
use super::terms::Refused;
use crate::time::Millis;
use serde_json::{Value, json};

impl Engine {
    /// Answers what came on the second channel.
    pub fn hear_sdk(&mut self, message: &Value, now: Millis) -> Vec<Effect> {
        if self.is_mute() || self.has(Fault::ChannelSilent) {
            return Vec::new();
        }
        let part = |name: &str| message.get(name).cloned().unwrap_or_default();
        let answer = |rest: Value| {
            let mut answer = json!({
                "type": "response", "namespace": part("namespace"), "requestId": part("requestId")
            });
            if let (Some(answer), Value::Object(rest)) = (answer.as_object_mut(), rest) {
                answer.extend(rest);
            }
            sdk(&answer)
        };
        match part("type").as_str() {
            Some("cross-domain-site-ready") => vec![sdk(
                &json!({ "type": "acknowledge", "connectionId": "sandbox", "status": {}, "healthCheckInterval": 0 }),
            )],
            Some("subscribe") => {
                self.session.handlers.push((part("topic"), part("handlerId")));
                Vec::new()
            }
            // The last one of a topic left (`SubscriptionManager` of Streams).
            Some("unsubscribe") => {
                self.session.handlers.retain(|(topic, _)| *topic != part("topic"));
                Vec::new()
            }
            Some("request")
                if part("command").as_str().is_some_and(|it| it.starts_with("contact/")) =>
            {
                let command = part("command").as_str().unwrap_or_default().to_owned();
                let id = message.pointer("/data/contactId").and_then(Value::as_str);
                self.answer_preview(&command, id.unwrap_or_default(), answer, now)
            }
            Some("request") if part("command") == "voice/setVoiceEnhancementMode" => {
                let mode = message.pointer("/data/voiceEnhancementMode").and_then(Value::as_str);
                self.enhance(mode.unwrap_or_default(), answer, now)
            }
            Some("request") if part("command") == "agent/getNetworkConnectionStatus" => {
                vec![answer(json!({ "isError": false, "data": self.network_status() }))]
            }
            Some("request") if part("command") != "sendActivity" => {
                vec![answer(
                    json!({ "isError": true, "reason": "No such command here", "errorKey": "noHandler" }),
                )]
            }
            Some("request") if self.has(Fault::ActivityFails) => {
                let data = json!({ "isWarningActive": self.session.ends_at.is_some(), "errorDetails": {} });
                let refused =
                    json!({ "isError": true, "reason": "Throttled", "errorKey": "activityFailed" });
                let mut effects = vec![answer(refused)];
                effects.extend(self.publish("session-extension-error", &data));
                effects
            }
            Some("request") => {
                let mut effects = vec![answer(json!({ "isError": false, "data": {} }))];
                effects.extend(self.active(now));
                effects
            }
            _ => Vec::new(),
        }
    }

    /// Answers what is asked of the preview of a campaign's call, or has it made (`frontier.md` 14).
    fn answer_preview(
        &mut self,
        command: &str,
        id: &str,
        answer: impl Fn(Value) -> Effect,
        now: Millis,
    ) -> Vec<Effect> {
        let looked_at = self.backend.contacts.iter().any(|c| c.id == id && c.dials_at.is_some());
        let answered = match command {
            "contact/isPreviewMode" => Ok(json!({ "isPreviewMode": looked_at })),
            "contact/getPreviewConfiguration" => Ok(json!({
                "autoDialTimeout": LOOKS_FOR.0 / 1000,
                "canDiscardPreview": !self.has(Fault::SkipForbidden),
            })),
            "contact/engagePreviewContact" if self.has(Fault::EngageFails) => {
                Err(Refused("InvalidStateException", "The fault engage-fails is on".to_owned()))
            }
            "contact/engagePreviewContact" => self
                .backend
                .engage(id, now)
                .map(|participant| json!({ "participantId": participant })),
            other => Err(Refused("noHandler", format!("No command {other} here"))),
        };
        let word = answered.as_ref().map_or_else(|Refused(kind, _)| *kind, |_| "success");
        let method = command.trim_start_matches("contact/");
        let request = json!({ "method": method, "params": { "contactId": id } });
        let mut effects = vec![report(&request, now, word.to_owned())];
        let engaged = method == "engagePreviewContact" && answered.is_ok();
        effects.push(answer(match answered {
            Ok(data) => json!({ "isError": false, "data": data }),
            Err(Refused(key, reason)) => {
                json!({ "isError": true, "reason": reason, "errorKey": key })
            }
        }));
        if engaged {
            effects.extend(self.changed(now));
        }
        effects
    }

    /// The network to Amazon stands otherwise.
    pub(super) fn network(&mut self, status: String, now: Millis) -> Vec<Effect> {
        self.session.network = Some((status, now));
        self.publish("agent/networkConnectionStatusChanged", &self.network_status())
    }

    /// Tells whoever was put on hold since the last time, and whoever was resumed.
    pub(super) fn tell_holds(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let before = core::mem::take(&mut self.session.held);
        let mut held = Vec::new();
        for contact in &self.backend.contacts {
            for leg in core::iter::once(&contact.agent).chain(contact.others()) {
                let on = leg.stage == LegStage::Hold;
                if on {
                    held.push(leg.id.clone());
                }
                if leg.is_live() && before.contains(&leg.id) != on {
                    let key = if on { "voice/participantHold" } else { "voice/participantResume" };
                    let data = json!({
                        "participantId": leg.id, "contactId": contact.id, "isOnHold": on
                    });
                    effects.extend(self.publish(key, &data));
                }
            }
        }
        self.session.held = held;
        effects
    }

    fn network_status(&self) -> Value {
        let (status, at) =
            self.session.network.clone().unwrap_or(("connected".to_owned(), Millis(0)));
        json!({ "status": status, "timestamp": at.0 })
    }

    /// Has something else done to the agent's voice, which counts from the next call on.
    fn enhance(
        &mut self,
        mode: &str,
        answer: impl Fn(Value) -> Effect,
        now: Millis,
    ) -> Vec<Effect> {
        if self.has(Fault::EnhancementFails) {
            let key = "enhancementFailed";
            return vec![answer(json!({ "isError": true, "reason": "Refused", "errorKey": key }))];
        }
        let mut effects = vec![answer(json!({ "isError": false }))];
        if !self.has(Fault::EnhancementLost) {
            let before = core::mem::replace(&mut self.backend.profile.enhancement, mode.to_owned());
            let data = json!({
                "voiceEnhancementMode": mode, "previous": { "voiceEnhancementMode": before }
            });
            effects.extend(self.publish("voice/voiceEnhancementModeChanged", &data));
            effects.extend(self.keep(now));
        }
        effects
    }

    /// An administrator sets how long an agent may do nothing, or that it may be for ever.
    pub(super) fn set_rule(&mut self, rule: Option<Millis>, now: Millis) -> Vec<Effect> {
        self.session.rule = rule;
        self.active(now)
    }

    /// Warns the agent that the session ends after this span.
    pub(super) fn expire_after(&mut self, span: Millis, now: Millis) -> Vec<Effect> {
        let ends_at = now + span;
        self.session.ends_at = Some(ends_at);
        self.publish("expiration-warning", &json!({ "expiration": ends_at.0 }))
    }

    /// Does what is due by itself.
    pub(super) fn pass_session(&mut self, now: Millis) -> Vec<Effect> {
        if is_busy(&self.backend) {
            return self.active(now);
        }
        if self.session.ends_at.is_some_and(|due| due <= now) {
            return self.terminate(now);
        }
        match (self.session.warns_at(), self.session.rule) {
            (Some(due), Some(rule)) if due <= now => {
                let left = (self.session.active_at + rule).since(now);
                self.expire_after(left, now)
            }
            _ => Vec::new(),
        }
    }

    /// When [`Engine::pass_session`] has something to do.
    pub(super) fn session_deadline(&self) -> Option<Millis> {
        self.session.deadline().filter(|_| !self.is_mute())
    }

    /// The agent did something.
    pub(super) fn active(&mut self, now: Millis) -> Vec<Effect> {
        self.session.active_at = now;
        if self.session.ends_at.take().is_none() {
            return Vec::new();
        }
        self.publish("expiration-warning-cleared", &json!({}))
    }

    /// Forgets the session that ended.
    pub(super) fn end_session(&mut self) {
        self.session.ends_at = None;
    }

    fn publish(&self, key: &str, data: &Value) -> Vec<Effect> {
        let wanted = self.session.handlers.iter().filter(|(topic, _)| topic["key"] == key);
        // Who names a participant hears of no other.
        let named = |topic: &Value| topic.get("parameter").filter(|it| !it.is_null()).cloned();
        let wanted = wanted.filter(|(topic, _)| {
            let meant = named(topic).is_none_or(|of| of == data["participantId"]);
            meant && !self.has(Fault::ChannelSilent)
        });
        let told = wanted.map(|(topic, handler)| {
            sdk(&json!({ "type": "publish", "topic": topic, "handlerId": handler, "data": data }))
        });
        told.collect()
    }
}

/// A voice contact counts as activity.
fn is_busy(backend: &Backend) -> bool {
    backend.contacts.iter().any(|contact| contact.channel == Channel::Voice)
}

fn sdk(message: &Value) -> Effect {
    Effect::Sdk(message.to_string())
}
