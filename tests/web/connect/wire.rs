//! A CCP of a few lines that answers as it is told: for what goes over the wire, to the letter.

use super::link::Link;
use super::stage::{code, served, streams};
use fusion_connect_toolbar::connect::StartOptions;
use fusion_connect_toolbar::domain::{Event, LinkFact};
use serde_json::Value;
use std::ops::Deref;

/// It keeps all it hears, and answers by the functions in `answers`, `{}` where there is none. Once
/// signed out a page acknowledges no more; the next one that is loaded is signed in.
const CCP: &str = "<script>
const wire = parent.wireOfTest;
wire.loaded += 1;
wire.post = (event, data) => parent.postMessage({ event, data }, '*');
let dead = false;
wire.die = () => { dead = true; wire.post('terminated'); };
onmessage = e => {
  if (e.source !== parent) return;
  const { event, data } = e.data;
  wire.heard.push(JSON.parse(JSON.stringify({ event, data: data === undefined ? null : data })));
  if (event === 'synchronize' && !dead) wire.post('acknowledge');
  if (event === 'broadcast') wire.post(data.event, data.data);
  if (event === 'media_device_request' && wire.devices) wire.post('media_device_response', wire.devices);
  if (event === 'terminate') wire.die();
  if (event !== 'api_request') return;
  const answer = wire.answers[data.method] ? wire.answers[data.method](data.params) : { data: {} };
  wire.asked = (data, err) => wire.post('api_response',
    { event: 'api_response', requestId: e.data.data.requestId, data: data || null, err: err || null });
  if (answer) wire.asked(answer.data, answer.err);
};
wire.post('acknowledge', { id: 'port-' + Math.random() });
wire.post('agent::update', wire.data);
</script>";

pub(super) struct Wire {
    link: Link,
}

impl Wire {
    /// A session whose agent data is `data`; the adapter reads `attributes`.
    pub(super) async fn open(data: &Value, attributes: &[&str]) -> Self {
        code(&format!(
            "window.wireOfTest = {{ data: {data}, heard: [], answers: {{}}, loaded: 0 }};"
        ));
        let params = format!(
            r#"{{"ccpUrl":"{}","loginPopupAutoClose":true,"softphone":{{"allowFramedSoftphone":true}},
                "ccpLoadTimeout":1000,"ccpAckTimeout":300,"ccpSynTimeout":50}}"#,
            served(CCP, "text/html")
        );
        let options = StartOptions {
            init_params: params,
            script_url: streams(),
            attributes: attributes.iter().map(|&name| name.to_owned()).collect(),
            segments: vec!["connect:Subtype".to_owned(), "callContextToken".to_owned()],
        };
        let mut link = Link::new();
        link.start(options);
        let wire = Self { link };
        wire.until(|events| events.iter().any(|e| matches!(e, Event::SnapshotTaken(_)))).await;
        wire.forget();
        wire
    }

    pub(super) fn stop(&mut self) {
        self.link.stop();
    }

    /// Runs JavaScript that knows the CCP as `wire`.
    pub(super) fn ccp(body: &str) {
        code(&format!("const wire = window.wireOfTest; {body}"));
    }

    pub(super) fn post(event: &str, data: &Value) {
        Self::ccp(&format!("wire.post('{event}', {data});"));
    }

    pub(super) fn loaded() -> f64 {
        code("return window.wireOfTest.loaded;").as_f64().unwrap()
    }

    /// Forgets what was heard on both sides.
    pub(super) fn forget(&self) {
        self.forget_events();
        Self::ccp("wire.heard.length = 0;");
    }

    pub(super) fn facts(&self) -> Vec<LinkFact> {
        let facts = self.events().into_iter().filter_map(|event| match event {
            Event::LinkChanged(fact) => Some(fact),
            _ => None,
        });
        facts.collect()
    }

    /// What the CCP heard under `event`, the log aside.
    pub(super) fn heard(event: &str) -> Vec<Value> {
        let text = code("return JSON.stringify(window.wireOfTest.heard);").as_string().unwrap();
        let heard: Vec<Value> = serde_json::from_str(&text).unwrap();
        heard.into_iter().filter(|m| m["event"] == event).map(|m| m["data"].clone()).collect()
    }

    /// The requests as `(method, params)`.
    pub(super) fn requests() -> Vec<(String, Value)> {
        let request =
            |data: Value| (data["method"].as_str().unwrap().into(), data["params"].clone());
        Self::heard("api_request").into_iter().map(request).collect()
    }

    /// The broadcasts of this name.
    pub(super) fn broadcasts(name: &str) -> Vec<Value> {
        let all = Self::heard("broadcast").into_iter();
        all.filter(|data| data["event"] == name).map(|data| data["data"].clone()).collect()
    }
}

impl Deref for Wire {
    type Target = Link;

    fn deref(&self) -> &Link {
        &self.link
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.link.stop();
        code("delete window.wireOfTest;");
    }
}
