//! What can be done during a call: each control by role and name, what it asks for, and how it looks
//! while Connect has not answered.

use super::{Screen, ago, card, contact, ja, party, talking, tick, with, words};
use fusion_connect_toolbar::view::{
    CardView, Channel, Controls, GoneParty, Intent, PendingAction, Phase, Role, ToggleView,
};
use wasm_bindgen_test::wasm_bindgen_test;

const CONTROLS: [&str; 7] = ["Mute", "Hold", "Keypad", "Transfer", "Swap", "Join", "Leave"];

fn pressed(screen: &Screen, name: &str) -> String {
    screen.button(name).get_attribute("aria-pressed").unwrap()
}

#[wasm_bindgen_test]
async fn a_call_has_the_controls_that_the_view_gives_and_no_others() {
    let screen = Screen::show(with(vec![card("a", Phase::Connected)])).await;
    for name in CONTROLS {
        assert!(screen.buttons(name).is_empty(), "{name}");
    }
    screen.set(with(vec![talking("a")])).await;
    for name in CONTROLS {
        assert_eq!(
            screen.buttons(name).len(),
            usize::from(!["Swap", "Join", "Leave"].contains(&name))
        );
    }
}

#[wasm_bindgen_test]
async fn a_toggle_keeps_its_name_and_asks_for_the_other_state() {
    let screen = Screen::show(with(vec![talking("a")])).await;
    let set = |name: &str, on| match name {
        "Mute" => Intent::SetMute(contact("a"), on),
        _ => Intent::SetHold(contact("a"), on),
    };
    for name in ["Mute", "Hold"] {
        let button = screen.button(name);
        assert_eq!(pressed(&screen, name), "false");
        assert_eq!(screen.press(name), [set(name, true)]);
        assert_eq!(pressed(&screen, name), "false", "nothing before Connect says so");
        screen
            .change(|view| {
                let controls = &mut view.cards[0].controls;
                let toggle = if name == "Mute" { &mut controls.mute } else { &mut controls.hold };
                toggle.as_mut().unwrap().on = true;
            })
            .await;
        assert_eq!(pressed(&screen, name), "true");
        assert_eq!(screen.button(name), button, "the button stays");
        assert_eq!(screen.press(name), [set(name, false)]);
    }
}

#[wasm_bindgen_test]
async fn what_is_asked_for_is_said_and_the_toggle_is_off_meanwhile() {
    let screen = Screen::show(with(vec![talking("a")])).await;
    for (on, mute, hold) in
        [(true, "Muting…", "Putting on hold…"), (false, "Un-muting…", "Resuming…")]
    {
        let asked = Some(ToggleView { on: !on, pending: Some(on), enabled: false });
        screen.change(|view| view.cards[0].controls.mute = asked).await;
        assert!(words(&screen.one(".slot")).contains(mute));
        assert!(screen.is_off("Mute"));
        assert_eq!(pressed(&screen, "Mute"), (!on).to_string(), "what Connect says");
        assert_eq!(screen.press("Mute"), []);
        screen.change(|view| view.cards[0].controls.hold = asked).await;
        assert!(words(&screen.one(".slot")).contains(hold));
        screen.set(with(vec![talking("a")])).await;
    }
}

#[wasm_bindgen_test]
async fn swap_join_and_leave_ask_for_themselves() {
    let mut three = talking("a");
    three.actions.end = None;
    three.controls.swap = Some(true);
    three.controls.join = Some(true);
    three.controls.leave = Some(true);
    let screen = Screen::show(with(vec![three])).await;
    assert_eq!(screen.press("Swap"), [Intent::Swap(contact("a"))]);
    assert_eq!(screen.press("Join"), [Intent::Join(contact("a"))]);
    assert_eq!(screen.press("Leave"), [Intent::Leave(contact("a"))]);
    screen
        .change(|view| {
            let controls = &mut view.cards[0].controls;
            (controls.swap, controls.join, controls.leave) =
                (Some(false), Some(false), Some(false));
            view.cards[0].pending = Some(PendingAction::Swap);
        })
        .await;
    assert!(screen.text().contains("Swapping…"));
    for name in ["Swap", "Join", "Leave"] {
        assert!(screen.is_off(name));
        assert_eq!(screen.press(name), []);
    }
}

#[wasm_bindgen_test]
async fn a_call_behind_another_is_one_row_that_brings_it_to_the_front() {
    let mut behind = card("b", Phase::Connected);
    behind.collapsed = true;
    behind.held_since = Some(ago(61_000));
    behind.controls = Controls { swap: Some(true), ..Controls::default() };
    let screen = Screen::show(with(vec![talking("a"), behind])).await;
    let row = screen.one(".card.collapsed");
    assert!(words(&row).contains("On hold 01:01"), "{}", words(&row));
    assert_eq!(super::all(&row, "button").iter().map(|b| words(b)).collect::<Vec<_>>(), ["Swap"]);
    assert_eq!(screen.press("Swap"), [Intent::BringToFront(contact("b"))]);
    assert_eq!(screen.buttons("End call").len(), 1, "of the call in front");
}

#[wasm_bindgen_test]
async fn an_unasked_open_microphone_is_an_alarm_announced_once() {
    let screen = Screen::show(with(vec![talking("a")])).await;
    let alert = screen.one(".card [role=alert]");
    assert_eq!(words(&alert), "");
    screen.change(|view| view.cards[0].alarm = true).await;
    let said = "Your microphone is on again, though nobody here switched it on.";
    assert_eq!(words(&alert), said);
    let line = super::all(&alert, "p")[0].clone();
    screen.change(|view| view.cards[0].name = super::mary()).await;
    assert_eq!(super::all(&alert, "p"), [line], "other news do not announce it again");
    assert_eq!(screen.press("Dismiss"), [Intent::DismissAlarm(contact("a"))]);
    screen.change(|view| view.cards[0].alarm = false).await;
    assert_eq!(words(&alert), "");
}

/// Somebody is gone, and the customer on hold.
fn gone(card: &mut CardView, answered: bool) {
    card.gone = Some(GoneParty { name: super::mary(), number: None, answered });
    card.held_since = Some(ago(1_000));
}

#[wasm_bindgen_test]
async fn what_the_agent_must_know_of_a_call_is_said() {
    type Change = fn(&mut CardView);
    let cases: [(Change, &str); 13] = [
        (|card| card.forced_mute = true, "A supervisor muted you."),
        (|card| card.role = Role::SilentMonitor, "You are listening in. Nobody hears you."),
        (|card| card.role = Role::Barge, "Everybody hears you."),
        (|card| card.role = Role::Monitor, "take it that they do."),
        (|card| card.customer_left = true, "You are alone on this call: end it."),
        (
            |card| {
                card.customer_left = true;
                card.parties = vec![party("b", false)];
            },
            "You are still on it with the others.",
        ),
        (
            |card| (card.customer_left, card.phase) = (true, Phase::Ringing),
            "The caller hung up, though it still rings.",
        ),
        (|card| gone(card, false), "Mary Doe did not answer. The customer waits on hold:"),
        (|card| gone(card, true), "Mary Doe left the call. The customer waits on hold:"),
        (|card| card.agent_held = true, "You are on hold: nobody hears you"),
        (|card| card.supervised = true, "A supervisor is listening in."),
        (|card| card.held_since = Some(ago(5_000)), "On hold 00:05"),
        (|card| card.controls.mute = None, ""),
    ];
    for (change, said) in cases {
        let screen = Screen::show(with(vec![talking("a")])).await;
        assert!(said.is_empty() || !screen.text().contains(said), "{said}");
        screen.change(|view| change(&mut view.cards[0])).await;
        assert!(words(&screen.one(".card")).contains(said), "{said}");
    }
}

#[wasm_bindgen_test]
async fn a_ring_says_who_answers_it_where_that_is_not_here() {
    let mut ring = card("a", Phase::Ringing);
    ring.actions.accept = None;
    ring.answer_on_phone = true;
    let screen = Screen::show(with(vec![ring])).await;
    assert!(words(&screen.one(".slot")).contains("Answer on your phone."));
    assert!(screen.buttons("Accept").is_empty());
    let mut auto = card("a", Phase::Ringing);
    auto.auto_accept = true;
    screen.set(with(vec![auto])).await;
    assert!(words(&screen.one(".slot")).contains("Connect answers this call by itself."));
}

#[wasm_bindgen_test]
async fn a_chat_beside_a_call_keeps_its_own_buttons() {
    let mut chat = card("b", Phase::Connected);
    chat.channel = Channel::Chat;
    let screen = Screen::show(with(vec![talking("a"), chat])).await;
    assert_eq!(screen.buttons("End call").len(), 2);
    assert_eq!(screen.buttons("Mute").len(), 1);
}

#[wasm_bindgen_test]
async fn each_party_has_a_row_with_its_own_buttons() {
    let mut three = talking("a");
    three.parties = vec![party("c", true), party("t", false)];
    let screen = Screen::show(with(vec![three])).await;
    let rows = screen.all("ul.parties > li");
    assert!(words(&rows[0]).contains("Mary DoeOn hold"), "{}", words(&rows[0]));
    assert!(words(&rows[1]).contains("Billing deskOn the call"), "{}", words(&rows[1]));
    assert!(words(&rows[1]).contains("00:07"));
    let leg = |id: &str| fusion_connect_toolbar::view::ConnectionId::new(id);
    let drop = [Intent::DropParty(contact("a"), leg("t"))];
    assert_eq!(screen.press("End call with Billing desk"), drop);
    let mute = [Intent::MuteParty(contact("a"), leg("t"))];
    assert_eq!(screen.press("Mute Billing desk"), mute);
    assert!(screen.buttons("Mute Mary Doe").is_empty());
    screen
        .change(|view| {
            let party = &mut view.cards[0].parties[1];
            (party.muted, party.mute, party.drop) = (true, None, Some(false));
        })
        .await;
    assert_eq!(screen.all("ul.parties > li"), rows, "the rows stay");
    assert!(words(&rows[1]).contains("On the call, muted"));
    assert!(screen.is_off("End call with Billing desk"));
    screen.change(|view| view.cards[0].parties.truncate(1)).await;
    assert_eq!(screen.all("ul.parties > li"), rows[..1]);
}

#[wasm_bindgen_test]
async fn the_dots_show_what_a_narrow_strip_hides() {
    let screen = Screen::show(with(vec![talking("a")])).await;
    let more = screen.button("More controls");
    assert_eq!(more.get_attribute("aria-expanded").as_deref(), Some("false"));
    more.click();
    tick().await;
    assert_eq!(more.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(screen.all(".controls.all").len(), 1);
}

#[wasm_bindgen_test]
async fn the_controls_speak_japanese() {
    let screen = Screen::speak(ja(), with(vec![talking("a")])).await;
    for name in ["ミュート", "保留", "キーパッド", "転送"] {
        assert_eq!(screen.buttons(name).len(), 1, "{name}");
    }
}
