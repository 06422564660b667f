//! Proves the screen: what a person reads, hears and presses for each [`View`], by role, name and text.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that finds nothing fails; clippy sees no test here"
)]

mod calls;
mod controls;
mod layout;
mod pages;
mod phone;
mod preview;
mod ring;
mod sheets;
mod state_menu;
mod status;
mod transport;

use crate::wait::sleep;
use fusion_connect_toolbar::components::Dispatch;
use fusion_connect_toolbar::i18n::{self, Locale};
use fusion_connect_toolbar::pages::toolbar;
use fusion_connect_toolbar::signals::Signal;
use fusion_connect_toolbar::view::{
    Actions, AgentStateKind, CardView, Channel, ConnectHealth, ConnectionId, ContactId,
    ContactMatch, Controls, FusionHealth, Intent, Millis, NoNumberReason, PartyStage, PartyView,
    PersonName, Phase, Phone, PopView, Role, StateLabel, StateView, ToggleView, View,
};
use leptos::mount::mount_to;
use leptos::prelude::{AnyView, document, provide_context};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

fn en() -> Locale {
    Locale::read("en", include_str!(concat!(env!("OUT_DIR"), "/en.json"))).unwrap()
}

fn ja() -> Locale {
    Locale::read("ja", include_str!(concat!(env!("OUT_DIR"), "/ja.json"))).unwrap()
}

/// A toolbar in the page, until dropped.
struct Screen {
    root: HtmlElement,
    view: Signal<View>,
    sent: Rc<RefCell<Vec<Intent>>>,
    _mounted: Box<dyn std::any::Any>,
}

impl Screen {
    async fn show(view: View) -> Self {
        Self::speak(en(), view).await
    }

    async fn speak(locale: Locale, start: View) -> Self {
        let signal = Signal::new(start);
        let sent: Rc<RefCell<Vec<Intent>>> = Rc::default();
        let sink = sent.clone();
        let (root, mounted) = mount(locale, move || {
            provide_context(Dispatch::new(move |intent| sink.borrow_mut().push(intent)));
            toolbar(signal)
        });
        tick().await;
        Self { root, view: signal, sent, _mounted: mounted }
    }

    async fn change(&self, change: impl FnOnce(&mut View)) {
        self.view.update(change);
        tick().await;
    }

    async fn set(&self, view: View) {
        self.view.set(view);
        tick().await;
    }

    fn text(&self) -> String {
        self.root.text_content().unwrap()
    }

    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        all(&self.root, selector)
    }

    fn one(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found[0].clone()
    }

    /// Opens the details at the foot, which are drawn then.
    async fn open_details(&self) {
        self.one("details.foot:not(.audio)").set_attribute("open", "").unwrap();
        sleep(20).await;
        tick().await;
    }

    /// Every button with this accessible name.
    fn buttons(&self, name: &str) -> Vec<HtmlElement> {
        self.all("button").into_iter().filter(|button| words(button) == name).collect()
    }

    fn button(&self, name: &str) -> HtmlElement {
        let found = self.buttons(name);
        assert_eq!(found.len(), 1, "{name} in {}", self.root.inner_html());
        found[0].clone()
    }

    /// Presses a button and gives what was asked for since the last time.
    fn press(&self, name: &str) -> Vec<Intent> {
        self.button(name).click();
        self.taken()
    }

    fn taken(&self) -> Vec<Intent> {
        self.sent.borrow_mut().drain(..).collect()
    }

    fn is_off(&self, name: &str) -> bool {
        self.button(name).get_attribute("aria-disabled").as_deref() == Some("true")
    }

    fn card(&self) -> CardView {
        self.view.get_untracked().cards[0].clone()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn mount(
    locale: Locale,
    content: impl FnOnce() -> AnyView + 'static,
) -> (HtmlElement, Box<dyn std::any::Any>) {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    i18n::speak(locale);
    let mounted = mount_to(root.clone(), content);
    (root, Box::new(mounted))
}

fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let found = root.query_selector_all(selector).unwrap();
    (0..found.length()).map(|place| found.item(place).unwrap().unchecked_into()).collect()
}

fn words(element: &Element) -> String {
    element.text_content().unwrap().trim().to_owned()
}

async fn tick() {
    leptos::task::tick().await;
    leptos::task::tick().await;
}

/// Presses a key where `element` is.
fn key(element: &HtmlElement, key: &str) {
    let press = js_sys::Function::new_with_args(
        "element, key",
        "element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))",
    );
    press.call2(&wasm_bindgen::JsValue::NULL, element, &key.into()).unwrap();
}

/// Puts `text` into a field, or chooses it in a list, as the browser tells of it.
fn type_into(element: &HtmlElement, text: &str) {
    let put = js_sys::Function::new_with_args(
        "element, text",
        "element.value = text; \
         for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }))",
    );
    put.call2(&wasm_bindgen::JsValue::NULL, element, &text.into()).unwrap();
}

/// Gives the keyboard to `element`, as a person does who works in the page. A browser whose window is not in front
/// moves it and sends no event; then this one does.
fn focus(element: &HtmlElement) {
    let give = js_sys::Function::new_with_args(
        "element",
        "const from = document.activeElement; \
         let told = false; \
         from.addEventListener('focusout', () => { told = true; }, { once: true }); \
         element.focus(); \
         if (!told) from.dispatchEvent(new FocusEvent('focusout', { bubbles: true, relatedTarget: element }))",
    );
    give.call1(&wasm_bindgen::JsValue::NULL, element).unwrap();
}

/// Sends a form, as Enter does in one of its fields.
fn submit(form: &HtmlElement) {
    let send = js_sys::Function::new_with_args("form", "form.requestSubmit()");
    send.call1(&wasm_bindgen::JsValue::NULL, form).unwrap();
}

/// Runs a line of JavaScript, to be the browser or the person.
fn script(line: &str) {
    js_sys::eval(line).unwrap();
}

fn ago(millis: u64) -> Millis {
    Millis(fusion_connect_toolbar::dom::clock::now() - millis)
}

/// In order and available, without a contact.
fn idle() -> View {
    let mut view = View::default();
    view.health.connect = ConnectHealth::Ready;
    view.health.fusion = FusionHealth::Linked;
    view.status.available = true;
    view.status.can_toggle = true;
    view.status.state = Some(StateView {
        label: StateLabel::Named("Available".to_owned()),
        kind: AgentStateKind::Routable,
        since: ago(0),
    });
    view
}

fn with(cards: Vec<CardView>) -> View {
    View { cards, ..idle() }
}

fn contact(id: &str) -> ContactId {
    ContactId::new(id)
}

/// A card as the core gives it for a stage.
fn card(id: &str, phase: Phase) -> CardView {
    let actions = match phase {
        Phase::Ringing => Actions { accept: Some(true), decline: Some(true), ..Actions::default() },
        Phase::Connecting | Phase::Connected => Actions { end: Some(true), ..Actions::default() },
        Phase::AfterCallWork
        | Phase::Missed
        | Phase::Declined
        | Phase::Abandoned
        | Phase::Failed => Actions { clear: Some(true), ..Actions::default() },
        Phase::Unreadable => Actions { accept: Some(true), end: Some(true), ..Actions::default() },
    };
    CardView {
        contact: contact(id),
        phase,
        since: ago(0),
        channel: Channel::Voice,
        inbound: true,
        preview: false,
        preview_ends: None,
        number: Phone::parse("+15551230000"),
        unnumbered: NoNumberReason::Withheld,
        name: None,
        queue: Some("Support".to_owned()),
        attributes: Vec::new(),
        pending: None,
        refusal: None,
        actions,
        pop: PopView::None,
        found: ContactMatch::Unknown,
        unanswered_call: None,
        extension: None,
        lacks_fields: false,
        recovered: false,
        answered_elsewhere: false,
        uncertain: false,
        role: Role::Agent,
        supervised: false,
        answer_on_phone: false,
        auto_accept: false,
        collapsed: false,
        controls: Controls::default(),
        customer_left: false,
        gone: None,
        parties: Vec::new(),
        held_since: None,
        agent_held: false,
        alarm: false,
        forced_mute: false,
    }
}

/// A call that is on, with everything that can be done to it.
fn talking(id: &str) -> CardView {
    let toggle = Some(ToggleView { on: false, pending: None, enabled: true });
    let controls = Controls {
        mute: toggle,
        hold: toggle,
        keypad: Some(true),
        transfer: Some(true),
        ..Controls::default()
    };
    CardView { controls, ..card(id, Phase::Connected) }
}

/// Somebody on a call of three.
fn party(leg: &str, customer: bool) -> PartyView {
    PartyView {
        leg: ConnectionId::new(leg),
        customer,
        name: if customer { mary() } else { PersonName::parse("Billing desk") },
        number: Phone::parse("+15551230000"),
        stage: if customer { PartyStage::Held } else { PartyStage::Talking },
        since: ago(7_000),
        muted: false,
        drop: Some(true),
        mute: (!customer).then_some(true),
        pending: false,
    }
}

fn mary() -> Option<PersonName> {
    PersonName::parse("Mary Doe")
}
