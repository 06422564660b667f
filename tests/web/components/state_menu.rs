//! The menu of states: by its pattern of roles and keys, and the words for what takes an agent off the
//! queue.

use super::{Screen, all, focus, idle, ja, key, tick, words};
use fusion_connect_toolbar::view::{
    AgentError, AgentStateKind, Intent, StateArn, StateChoice, StateLabel, StateView, View,
};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const MENU: &str = "Change state";

fn choice(name: &str, kind: AgentStateKind) -> StateChoice {
    let arn = StateArn::new(format!("arn:{name}"));
    StateChoice { arn, name: name.to_owned(), kind, current: name == "Available", next: false }
}

/// Available, with states of every type to choose from.
fn choosing() -> View {
    let mut view = idle();
    view.status.choices = vec![
        choice("Available", AgentStateKind::Routable),
        choice("Lunch", AgentStateKind::NotRoutable),
        choice("Long meeting", AgentStateKind::NotRoutable),
        choice("Offline", AgentStateKind::Offline),
    ];
    view.status.sign_out = Some(true);
    view
}

fn holder() -> Option<HtmlElement> {
    document().active_element().map(JsCast::unchecked_into)
}

fn held() -> String {
    holder().map(|holder| words(&holder)).unwrap_or_default()
}

fn items(screen: &Screen) -> Vec<String> {
    screen.all("[role^=menuitem]").iter().map(|item| words(item)).collect()
}

async fn open(screen: &Screen) {
    screen.button(MENU).click();
    tick().await;
}

#[wasm_bindgen_test]
async fn the_states_stand_by_type_with_the_present_one_marked_and_the_way_out_last() {
    let screen = Screen::show(choosing()).await;
    assert!(screen.all("[role=menu]").is_empty());
    let button = screen.button(MENU);
    assert_eq!(button.get_attribute("aria-haspopup").as_deref(), Some("menu"));
    open(&screen).await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(items(&screen), ["Available", "Lunch", "Long meeting", "Offline", "Sign out"]);
    let groups = screen.all("[role=menu] [role=group][aria-label]");
    let groups: Vec<_> = groups.iter().map(|group| group.get_attribute("aria-label")).collect();
    assert_eq!(
        groups.iter().flatten().collect::<Vec<_>>(),
        ["Available", "Not available", "Offline"]
    );
    let checked = screen.one("[aria-checked=true]");
    assert_eq!(words(&checked), "Available");
    assert_eq!(holder(), Some(checked), "the keyboard stands on the present state");
}

#[wasm_bindgen_test]
async fn keys_walk_the_menu_and_escape_leaves_it() {
    let screen = Screen::show(choosing()).await;
    open(&screen).await;
    for (pressed, at) in [
        ("ArrowDown", "Lunch"),
        ("ArrowDown", "Long meeting"),
        ("End", "Sign out"),
        ("ArrowDown", "Available"),
        ("ArrowUp", "Sign out"),
        ("Home", "Available"),
        ("l", "Lunch"),
        ("o", "Long meeting"),
    ] {
        key(&holder().unwrap(), pressed);
        assert_eq!(held(), at, "after {pressed}");
    }
    key(&holder().unwrap(), "Escape");
    tick().await;
    assert!(screen.all("[role=menu]").is_empty());
    assert_eq!(held(), MENU);
    key(&holder().unwrap(), "ArrowDown");
    tick().await;
    assert_eq!(held(), "Available");
    assert_eq!(screen.taken(), []);
}

#[wasm_bindgen_test]
async fn the_menu_goes_when_the_keyboard_leaves_it() {
    let screen = Screen::show(choosing()).await;
    open(&screen).await;
    focus(&screen.button("Agent availability"));
    tick().await;
    assert!(screen.all("[role=menu]").is_empty());
}

#[wasm_bindgen_test]
async fn a_chosen_state_is_asked_for_and_not_shown_before_connect_says_so() {
    let screen = Screen::show(choosing()).await;
    open(&screen).await;
    screen.all("[role=menuitemradio]")[1].click();
    assert_eq!(screen.taken(), [Intent::ChooseState(StateArn::new("arn:Lunch"))]);
    tick().await;
    assert!(screen.all("[role=menu]").is_empty());
    assert_eq!(held(), MENU);
    open(&screen).await;
    assert_eq!(words(&screen.one("[aria-checked=true]")), "Available");
    screen.change(|view| view.status.can_toggle = false).await;
    for item in screen.all("[role=menuitemradio]") {
        assert_eq!(item.get_attribute("aria-disabled").as_deref(), Some("true"));
        item.click();
    }
    assert_eq!(screen.taken(), []);
}

#[wasm_bindgen_test]
async fn the_next_state_is_marked_and_can_be_taken_back() {
    let mut view = choosing();
    view.status.choices[1].next = true;
    view.status.next = Some("Lunch".to_owned());
    let screen = Screen::show(view).await;
    assert!(screen.text().contains("After this contact you change to Lunch."));
    assert_eq!(screen.press("Cancel next state"), [Intent::CancelNextState]);
    open(&screen).await;
    let lunch = screen.one("[role=menuitemradio][title=next]");
    assert_eq!(lunch.get_attribute("aria-label").as_deref(), Some("Lunch"));
    assert_eq!(items(&screen)[4..], ["Cancel next state", "Sign out"]);
    screen.all("[role=menuitem]")[0].click();
    assert_eq!(screen.taken(), [Intent::CancelNextState]);
}

#[wasm_bindgen_test]
async fn signing_out_is_asked_for_once() {
    let screen = Screen::show(choosing()).await;
    open(&screen).await;
    screen.one("[role=menuitem]").click();
    assert_eq!(screen.taken(), [Intent::SignOut]);
    screen.change(|view| view.status.sign_out = Some(false)).await;
    assert!(screen.text().contains("Signing out…"));
    open(&screen).await;
    screen.one("[role=menuitem]").click();
    assert_eq!(screen.taken(), []);
    screen.change(|view| view.status = fusion_connect_toolbar::view::StatusView::default()).await;
    assert!(screen.all("[role=menu]").is_empty() && screen.is_off(MENU));
}

#[wasm_bindgen_test]
async fn each_trouble_has_words_a_remedy_and_the_way_back() {
    for (trouble, title, remedy) in [
        (AgentError::MissedCall, "Missed call", "You receive no calls now."),
        (AgentError::FailedConnectAgent, "Call did not reach you", "microphone and network"),
        (AgentError::MultipleWindows, "Phone is open twice", "Close the others."),
        (AgentError::BadAddressCustomer, "Number cannot be called", "dial again"),
        (AgentError::LineEngagedCustomer, "Customer’s line is busy", "is on another call"),
        (AgentError::MissedCallCustomer, "Customer did not answer", "The customer did not answer"),
        (AgentError::Other, "Error", "took you off the queue"),
    ] {
        let mut view = choosing();
        view.status.agent_error = Some(trouble);
        view.status.state = Some(StateView {
            label: StateLabel::Error(trouble),
            kind: AgentStateKind::Error,
            since: super::ago(0),
        });
        let screen = Screen::show(view).await;
        assert_eq!(words(&screen.one("section.message h2")), title);
        assert!(words(&screen.one("section.message")).contains(remedy), "{trouble:?}");
        assert_eq!(words(&screen.one("button.strong")), "Back to Available");
        let back = [Intent::ChooseState(StateArn::new("arn:Available"))];
        assert_eq!(screen.press("Back to Available"), back);
        screen.change(|view| view.status.can_toggle = false).await;
        assert!(screen.is_off("Back to Available"));
    }
}

#[wasm_bindgen_test]
async fn the_menu_speaks_japanese() {
    let screen = Screen::speak(ja(), choosing()).await;
    screen.button("状態を変更").click();
    tick().await;
    let menu = screen.one("[role=menu]");
    assert!(words(&menu).contains("サインアウト"));
    assert_eq!(all(&menu, "[aria-label=受付不可]").len(), 1);
}
