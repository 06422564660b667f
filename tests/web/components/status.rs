//! The status bar, health, messages, notices, idle place and details.

use super::script;
use super::{Screen, ago, card, idle, ja, mary, tick, with, words};
use crate::wait::sleep;
use fusion_connect_toolbar::view::{
    AgentError, AgentStateKind, ConnectHealth, Failure, FusionHealth, Intent, Millis, Network,
    Notice, NoticeKind, PendingState, Phase, Phone, Refusal, StateLabel, StateView, Stay, View,
    Warning,
};
use wasm_bindgen_test::wasm_bindgen_test;

const AVAILABILITY: &str = "Agent availability";

#[wasm_bindgen_test]
async fn the_button_keeps_its_name_and_tells_the_state_by_pressed() {
    let screen = Screen::show(idle()).await;
    let button = screen.button(AVAILABILITY);
    assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("true"));
    assert_eq!(screen.press(AVAILABILITY), [Intent::ToggleAvailability]);
    screen.change(|view| view.status.available = false).await;
    assert_eq!(screen.button(AVAILABILITY), button);
    assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("false"));
    screen.change(|view| view.status.can_toggle = false).await;
    assert!(screen.is_off(AVAILABILITY));
    assert_eq!(screen.press(AVAILABILITY), []);
}

#[wasm_bindgen_test]
async fn state_and_what_is_pending_stand_beside_the_button_in_words() {
    let screen = Screen::show(idle()).await;
    let state = screen.one("#agent-state");
    let described = screen.button(AVAILABILITY).get_attribute("aria-describedby");
    assert_eq!(described.as_deref(), Some("agent-state"));
    assert!(words(&state).starts_with("Available"), "{}", words(&state));
    let pending = |after_contact| Some(PendingState { name: "Lunch".to_owned(), after_contact });
    screen.change(|view| view.status.pending = pending(false)).await;
    assert!(words(&state).contains("Changing to Lunch…"), "{}", words(&state));
    // The old state stays until Connect confirms the new one.
    assert!(words(&state).starts_with("Available"));
    screen.change(|view| view.status.pending = pending(true)).await;
    assert!(words(&state).contains("Changes to Lunch after this contact…"));
    screen
        .change(|view| {
            view.status.pending = None;
            view.status.next = Some("Lunch".to_owned());
        })
        .await;
    assert!(words(&state).contains("Next: Lunch"));
    let connect = Refusal::Connect(Failure::Refused { kind: "Conflict".to_owned() });
    for (refusal, said) in [
        (Refusal::NoSuchState, "the agent states in config.json"),
        (connect, "Amazon Connect refused (Conflict). Try again."),
    ] {
        screen.change(|view| view.status.refusal = Some(refusal)).await;
        assert!(screen.text().contains(said), "{said}");
    }
    screen.change(|view| view.status.refusal = None).await;
    assert!(!screen.text().contains("Amazon Connect refused"));
}

#[wasm_bindgen_test]
async fn system_states_have_words_and_a_time() {
    let screen = Screen::show(idle()).await;
    for (label, said) in [
        (StateLabel::AfterCallWork, "After call work"),
        (StateLabel::Busy, "On a contact"),
        (StateLabel::Error(AgentError::MissedCall), "Missed call"),
    ] {
        let (kind, since) = (AgentStateKind::System, ago(61_200));
        screen.change(|view| view.status.state = Some(StateView { label, kind, since })).await;
        assert_eq!(words(&screen.one(".state-name")), said);
        assert_eq!(words(&screen.one("#agent-state [role=timer]")), "01:01");
    }
}

#[wasm_bindgen_test]
async fn timers_rest_while_hidden_and_are_right_when_seen_again() {
    let mut view = idle();
    view.status.state.as_mut().unwrap().since = ago(10_000);
    let screen = Screen::show(view).await;
    let timer = screen.one("[role=timer]");
    hide(true);
    tick().await;
    let hidden = words(&timer);
    sleep(2_100).await;
    assert_eq!(words(&timer), hidden);
    hide(false);
    tick().await;
    let seen = words(&timer);
    assert!(seen.as_str() >= "00:12" && seen.as_str() <= "00:15", "{seen}");
}

/// Shows or hides the page as the browser would.
pub(super) fn hide(hidden: bool) {
    let state = if hidden { "hidden" } else { "visible" };
    script(&format!(
        "Object.defineProperty(document, 'visibilityState', \
         {{ value: '{state}', configurable: true }}); \
         document.dispatchEvent(new Event('visibilitychange'))"
    ));
}

#[wasm_bindgen_test]
async fn the_line_says_how_fusion_stands() {
    let screen = Screen::show(idle()).await;
    for (fusion, said) in [
        (FusionHealth::Linked, "Linked with Fusion"),
        (FusionHealth::Absent, "Not linked with Fusion: this window is a phone on its own"),
        (FusionHealth::Off, "Not linked with Fusion: switched off in the configuration"),
        (FusionHealth::Linking, "Linking with Fusion…"),
        (FusionHealth::AgentNotTaken, "Fusion does not take your state"),
        (FusionHealth::NotAnswering, "Fusion does not answer"),
    ] {
        screen.change(|view| view.health.fusion = fusion).await;
        let line: Vec<String> = screen.all("ul.health > li").iter().map(|li| words(li)).collect();
        assert_eq!(line, ["Phone ready", said]);
    }
    assert_eq!(screen.press("Try again"), [Intent::RetryFusion]);
    let refused = FusionHealth::OriginRefused("https://other.example".to_owned());
    screen.change(|view| view.health.fusion = refused).await;
    assert!(screen.text().contains("https://other.example"));
    assert!(screen.text().contains("fusion.origins in config.json"));
    let words_of_fusion = FusionHealth::Refused("not licensed".to_owned());
    screen.change(|view| view.health.fusion = words_of_fusion).await;
    assert_eq!(words(&screen.one("section.message h2")), "Fusion refused the link");
    assert!(words(&screen.one("section.message")).contains("not licensed"));
    assert_eq!(screen.press("Try again"), [Intent::RetryFusion]);
}

#[wasm_bindgen_test]
async fn nobody_calling_says_what_happens_next() {
    let screen = Screen::show(idle()).await;
    assert!(screen.text().contains("No call right now"));
    assert!(screen.text().contains("The next call rings here and in Fusion."));
    screen.change(|view| view.health.fusion = FusionHealth::Absent).await;
    assert!(screen.text().contains("The next call rings here."));
    screen.change(|view| view.status.available = false).await;
    assert!(screen.text().contains("Press Agent availability to receive them."));
    screen.set(with(vec![card("a", Phase::Ringing)])).await;
    assert!(!screen.text().contains("No call right now"));
}

#[wasm_bindgen_test]
async fn before_the_first_word_the_screen_says_that_it_loads() {
    let screen = Screen::show(View::default()).await;
    assert!(screen.text().contains("Phone is loading"));
    assert_eq!(screen.all("[aria-busy=true]").len(), 1);
    assert!(screen.text().contains("No state yet"));
    assert!(screen.is_off(AVAILABILITY));
    screen.change(|view| view.health.connect = ConnectHealth::Waiting).await;
    assert!(screen.text().contains("Phone is connecting"));
}

#[wasm_bindgen_test]
async fn no_answer_is_one_card_with_the_causes_in_order_and_a_way_out() {
    let screen = Screen::show(View::default()).await;
    let no_answer = |exhausted| ConnectHealth::NoAnswer { exhausted };
    screen.change(|view| view.health.connect = no_answer(false)).await;
    let causes: Vec<String> = screen.all("ol > li strong").iter().map(|li| words(li)).collect();
    assert_eq!(
        causes,
        [
            "You are signed out.",
            "This address is not approved.",
            "The browser blocks third-party cookies.",
        ]
    );
    let origin = leptos::prelude::window().location().origin().unwrap();
    assert!(words(&screen.one("ol")).contains(&origin));
    assert_eq!(words(&screen.one("button.strong")), "Sign in");
    assert_eq!(screen.press("Sign in"), [Intent::SignIn]);
    assert!(screen.buttons("Restart the phone (ends audio)").is_empty());
    assert!(!screen.text().contains("blocked the login window"));
    screen.change(|view| view.health.connect = no_answer(true)).await;
    assert_eq!(screen.press("Restart the phone (ends audio)"), [Intent::RestartConnect]);
}

#[wasm_bindgen_test]
async fn a_blocked_login_window_is_said_wherever_one_signs_in() {
    for health in [
        ConnectHealth::NoAnswer { exhausted: false },
        ConnectHealth::SignedOut,
        ConnectHealth::SignedOutIdle,
        ConnectHealth::SessionExpired,
    ] {
        let mut view = idle();
        view.health.connect = health.clone();
        let screen = Screen::show(view).await;
        assert!(!screen.text().contains("blocked the login window"), "{health:?}");
        screen.change(|view| view.health.popup_blocked = true).await;
        assert!(screen.text().contains("The browser blocked the login window."), "{health:?}");
    }
}

#[wasm_bindgen_test]
async fn the_end_of_the_session_is_announced_counted_down_and_put_off_by_a_press() {
    let mut view = idle();
    let ends_at = Millis(ago(0).0 + 59_500);
    view.health.session = Some(Warning { ends_at, stay: Stay::Unasked });
    let screen = Screen::show(view).await;
    assert_eq!(words(&screen.one("[role=alert] section h2")), "You will be signed out");
    let left = screen.one(".countdown");
    assert_eq!(words(&left), "00:59");
    assert_eq!(left.get_attribute("aria-hidden").as_deref(), Some("true"));
    assert_eq!(screen.press("Stay signed in"), [Intent::StaySignedIn]);
    let stay = |stay| move |view: &mut View| view.health.session = Some(Warning { ends_at, stay });
    screen.change(stay(Stay::Asked(Millis(0)))).await;
    assert!(screen.is_off("Stay signed in") && screen.text().contains("Asking to stay signed in…"));
    screen.change(stay(Stay::Refused)).await;
    assert!(screen.text().contains("Amazon Connect did not take it."));
    assert!(!screen.is_off("Stay signed in"));
    sleep(1100).await;
    assert!(words(&screen.one(".countdown")).as_str() < "00:59");
    screen.change(|view| view.health.session = None).await;
    assert!(screen.buttons("Stay signed in").is_empty());
}

#[wasm_bindgen_test]
async fn each_fault_of_the_phone_says_what_to_do() {
    for (health, title, remedy, button) in [
        (ConnectHealth::SignedOut, "Signed out", "Sign in to Amazon Connect", Some("Sign in")),
        (ConnectHealth::SignedOutIdle, "Signed out", "saw no activity", Some("Sign in")),
        (ConnectHealth::SessionExpired, "Session expired", "by itself", Some("Sign in")),
        (ConnectHealth::AccessDenied, "No access to the phone", "security profile", None),
        (
            ConnectHealth::Frozen,
            "Amazon Connect stopped updating",
            "what you see is frozen",
            Some("Sign in"),
        ),
        (
            ConnectHealth::Offline,
            "Phone lost its line to Amazon Connect",
            "check your network",
            Some("Restart the phone (ends audio)"),
        ),
        (
            ConnectHealth::Silent,
            "No news from Amazon Connect",
            "restart the phone",
            Some("Restart the phone (ends audio)"),
        ),
        (
            ConnectHealth::Garbled("snapshot.state".to_owned()),
            "Data from Amazon Connect cannot be read",
            "snapshot.state",
            Some("Restart the phone (ends audio)"),
        ),
        (ConnectHealth::Broken("boom".to_owned()), "Phone could not start", "boom", None),
        (ConnectHealth::StorageDenied, "Storage blocked", "Allow cookies and site data", None),
    ] {
        let mut view = idle();
        view.health.connect = health;
        let screen = Screen::show(view).await;
        assert_eq!(words(&screen.one("section h2")), title);
        assert!(words(&screen.one("section")).contains(remedy), "{title}");
        let named: Vec<String> = screen.all("section button").iter().map(|b| words(b)).collect();
        assert_eq!(named, Vec::from_iter(button));
        assert!(!screen.text().contains("No call right now"), "{title}");
    }
}

#[wasm_bindgen_test]
async fn a_network_that_is_not_in_order_is_in_the_line_and_one_that_is_down_has_a_remedy() {
    let remedy = "Go nearer to the access point or use a cable, and end other calls and downloads.";
    let screen = Screen::show(with(vec![card("a", Phase::Connected)])).await;
    for (network, tone, said, is_down) in [
        (Network::Disconnected, "bad", "Disconnected from Amazon’s network", true),
        (Network::Connecting, "wait", "Connecting to Amazon’s network", false),
        (Network::Failed, "bad", "Connection to Amazon’s network failed", true),
    ] {
        screen.change(|view| view.health.network = Some(network)).await;
        let line = screen.all("ul.health > li");
        let shown: Vec<String> = line.iter().map(|it| words(it)).collect();
        assert_eq!(shown, ["Phone ready", "Linked with Fusion", said]);
        assert_eq!(line[2].get_attribute("data-tone").as_deref(), Some(tone), "{said}");
        let messages = screen.all("section.message");
        assert_eq!(messages.len(), usize::from(is_down), "{said}");
        for message in messages {
            assert_eq!(words(&super::all(&message, "h2")[0]), said);
            assert!(words(&message).contains(remedy), "{}", words(&message));
            assert!(words(&message).contains("tell your administrator"));
            assert!(super::all(&message, "button").is_empty());
        }
    }
    for network in [Some(Network::Connected), None] {
        screen.change(|view| view.health.network = network).await;
        assert_eq!(screen.all("ul.health > li").len(), 2, "{network:?}");
        assert!(screen.all("section.message").is_empty(), "{network:?}");
    }
    let mut down = idle();
    down.health.network = Some(Network::Failed);
    let screen = Screen::speak(ja(), down).await;
    let message = words(&screen.one("section.message"));
    for said in ["Amazonへのネットワークに接続できません", "アクセスポイント", "管理者"]
    {
        assert!(message.contains(said), "{message}");
    }
}

#[wasm_bindgen_test]
async fn with_a_call_up_a_fault_takes_no_primary_button() {
    let mut view = with(vec![card("a", Phase::Connected)]);
    view.health.connect = ConnectHealth::Silent;
    let screen = Screen::show(view).await;
    assert_eq!(words(&screen.one("button.strong")), "End call");
    let places = screen.all(".card, section").iter().map(|e| e.tag_name()).collect::<Vec<_>>();
    assert_eq!(places, ["DIV", "SECTION"], "the card comes first");
}

#[wasm_bindgen_test]
async fn notices_say_what_was_missed_and_go_away_on_request() {
    let mut view = idle();
    for (id, kind, name) in [
        (7, NoticeKind::Missed, None),
        (8, NoticeKind::CallerGaveUp, None),
        (9, NoticeKind::Declined, mary()),
        (10, NoticeKind::LeftInFusion, mary()),
        (11, NoticeKind::Unread, None),
        (12, NoticeKind::Withdrawn, None),
    ] {
        let number = Phone::parse("+15551230000");
        view.notices.push(Notice { id, kind, at: ago(0), number, name });
    }
    let screen = Screen::show(view).await;
    let list = screen.one("ul.notices").get_attribute("aria-label");
    assert_eq!(list.as_deref(), Some("Notices of calls that are over"));
    let notices = screen.all("ul.notices > li");
    assert!(words(&notices[0]).starts_with("Missed call+15551230000"), "{}", words(&notices[0]));
    assert!(words(&notices[1]).starts_with("Caller hung up"));
    assert!(words(&notices[2]).starts_with("Declined callMary Doe"), "{}", words(&notices[2]));
    assert!(words(&notices[3]).starts_with("Fusion may still show this call"));
    assert!(words(&notices[4]).starts_with("A contact is gone that could not be read"));
    assert!(words(&notices[5]).starts_with("The offer is gone"));
    screen.buttons("Dismiss")[1].click();
    assert_eq!(screen.taken(), [Intent::Dismiss(8)]);
    screen.change(|view| drop(view.notices.remove(1))).await;
    assert_eq!(screen.all("ul.notices > li")[..2], [notices[0].clone(), notices[2].clone()]);
}

#[wasm_bindgen_test]
async fn details_count_what_was_refused_and_name_the_last_fault() {
    let screen = Screen::show(idle()).await;
    assert_eq!(screen.all("[data-testid=refused]").len(), 0, "not drawn before anybody looks");
    screen.open_details().await;
    assert_eq!(words(&screen.one("[data-testid=refused]")), "0");
    assert_eq!(words(&screen.one("[data-testid=fault]")), "None");
    screen
        .change(|view| {
            view.health.refused_messages = 3;
            view.health.fault = Some("$.contacts[0].state".to_owned());
            view.health.storage_denied = true;
        })
        .await;
    assert_eq!(words(&screen.one("[data-testid=refused]")), "3");
    assert_eq!(words(&screen.one("[data-testid=fault]")), "$.contacts[0].state");
    assert!(words(&screen.one("details.foot:not(.audio)")).contains("a reload forgets"));
    assert!(words(&screen.one("ul.health")).contains("Nothing is kept over a reload"));
    screen.change(|view| view.health.connect = ConnectHealth::StorageDenied).await;
    assert!(!words(&screen.one("details.foot:not(.audio)")).contains("Everything works"));
}

#[wasm_bindgen_test]
async fn the_screen_speaks_japanese_but_the_admins_names_stay() {
    let screen = Screen::speak(ja(), idle()).await;
    assert!(words(&screen.one("#agent-state")).starts_with("Available"));
    for said in ["電話は利用可能", "Fusionと連携中", "現在の通話はありません"]
    {
        assert!(screen.text().contains(said), "{said}");
    }
    assert_eq!(screen.press("エージェントの受付状態"), [Intent::ToggleAvailability]);
}
