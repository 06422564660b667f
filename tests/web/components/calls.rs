//! Cards: each stage's words and buttons, what is pending, and that one card leaves the others alone.

use super::{
    Screen, ago, card, contact, idle, ja, mary, party, script, talking, tick, with, words,
};
use crate::wait::sleep;
use fusion_connect_toolbar::view::{
    Actions, Channel, ContactMatch, Failure, FusionHealth, Intent, NoNumberReason, PendingAction,
    Phase, PopView, Refusal, TokenValue, UnansweredCall, View,
};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const BUTTONS: [&str; 4] = ["Accept", "Decline", "End call", "Clear contact"];

#[wasm_bindgen_test]
async fn each_stage_has_its_words_its_buttons_and_one_primary() {
    let clear: &[&str] = &["Clear contact"];
    for (phase, title, hint, buttons) in [
        (Phase::Ringing, "Incoming call", "", &["Accept", "Decline"] as &[&str]),
        (Phase::Connecting, "Connecting", "audio is being set up", &["End call"]),
        (Phase::Connected, "On a call", "", &["End call"]),
        (
            Phase::AfterCallWork,
            "After call work",
            "Finish your notes, then clear the contact.",
            clear,
        ),
        (
            Phase::Missed,
            "Missed call",
            "You did not answer in time. Clear the contact to receive the next call.",
            clear,
        ),
        (
            Phase::Declined,
            "Declined",
            "You declined this call. Clear the contact to receive the next call.",
            clear,
        ),
        (
            Phase::Abandoned,
            "Caller hung up",
            "The caller hung up before anybody answered. Clear the contact to receive the next call.",
            clear,
        ),
        (
            Phase::Failed,
            "Call failed",
            "The call did not come about or broke off with an error. Clear the contact to receive the next call.",
            clear,
        ),
        (Phase::Unreadable, "Unknown contact", "cannot read", &["Accept", "End call"]),
    ] {
        let screen = Screen::show(with(vec![card("a", phase)])).await;
        let shown = screen.one(".card");
        assert_eq!(words(&screen.one(".card h2")), title);
        assert!(words(&shown).contains(hint), "{phase:?}: {}", words(&shown));
        assert!(words(&shown).contains("+15551230000"), "{phase:?}");
        assert!(words(&shown).contains("Queue: Support"), "{phase:?}");
        for name in BUTTONS {
            assert_eq!(screen.buttons(name).len(), usize::from(buttons.contains(&name)), "{name}");
        }
        let primary = screen.one("button.strong");
        assert_eq!(words(&primary), buttons[0], "{phase:?}");
    }
}

#[wasm_bindgen_test]
async fn presses_become_intents_for_this_contact() {
    let screen = Screen::show(with(vec![card("a", Phase::Ringing)])).await;
    assert_eq!(screen.press("Accept"), [Intent::Accept(contact("a"))]);
    assert_eq!(screen.press("Decline"), [Intent::Decline(contact("a"))]);
    screen.set(with(vec![card("a", Phase::Connected)])).await;
    assert_eq!(screen.press("End call"), [Intent::End(contact("a"))]);
    screen.set(with(vec![card("a", Phase::AfterCallWork)])).await;
    assert_eq!(screen.press("Clear contact"), [Intent::Clear(contact("a"))]);
}

#[wasm_bindgen_test]
async fn the_second_click_of_a_double_click_does_nothing() {
    let screen = Screen::show(with(vec![card("a", Phase::Ringing)])).await;
    let accept = screen.button("Accept");
    let click = js_sys::Function::new_with_args(
        "button, detail",
        "button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }))",
    );
    for detail in [1, 2] {
        click.call2(&wasm_bindgen::JsValue::NULL, &accept, &detail.into()).unwrap();
    }
    assert_eq!(screen.taken(), [Intent::Accept(contact("a"))]);
}

#[wasm_bindgen_test]
async fn what_is_under_way_is_said_and_its_buttons_are_off_but_keep_the_keyboard() {
    for (phase, pending, said, names) in [
        (Phase::Ringing, PendingAction::Accept, "Answering…", &["Accept", "Decline"] as &[&str]),
        (Phase::Ringing, PendingAction::Decline, "Declining…", &["Accept", "Decline"]),
        (Phase::Connected, PendingAction::End, "Ending the call…", &["End call"]),
        (Phase::AfterCallWork, PendingAction::Clear, "Clearing…", &["Clear contact"]),
    ] {
        let screen = Screen::show(with(vec![card("a", phase)])).await;
        let before = screen.button(names[0]);
        assert!(!screen.is_off(names[0]) && !screen.text().contains(said));
        before.focus().unwrap();
        screen
            .change(|view| {
                let card = &mut view.cards[0];
                card.pending = Some(pending);
                let off = |action: Option<bool>| action.map(|_| false);
                let Actions { accept, decline, end, clear, .. } = card.actions;
                card.actions = Actions {
                    accept: off(accept),
                    decline: off(decline),
                    end: off(end),
                    clear: off(clear),
                    ..Actions::default()
                };
            })
            .await;
        assert!(words(&screen.one(".card [role=status].slot")).contains(said), "{pending:?}");
        for name in names {
            assert!(screen.is_off(name), "{name}");
            assert_eq!(screen.press(name), [], "{name}");
        }
        let active = leptos::prelude::document().active_element();
        assert_eq!(active.as_ref(), Some(before.as_ref()), "{pending:?}");
        // Nothing is shown as done before Connect said so.
        assert_eq!(screen.card().phase, phase);
    }
}

#[wasm_bindgen_test]
async fn a_refusal_says_why() {
    let mut failed = card("a", Phase::Ringing);
    failed.refusal = Some(Refusal::Connect(Failure::Refused { kind: "Conflict".to_owned() }));
    let screen = Screen::show(with(vec![failed])).await;
    assert!(screen.text().contains("Amazon Connect refused (Conflict)."), "{}", screen.text());
    screen.change(|view| view.cards[0].refusal = Some(Refusal::Connect(Failure::TimedOut))).await;
    assert!(screen.text().contains("did not answer in time. Look at the state"));
}

#[wasm_bindgen_test]
async fn the_name_takes_the_first_line_and_the_number_moves_behind() {
    let screen = Screen::show(with(vec![card("a", Phase::Ringing)])).await;
    assert_eq!(words(&screen.one(".who-first")), "+15551230000");
    screen.change(|view| view.cards[0].name = mary()).await;
    assert_eq!(words(&screen.one(".who-first")), "Mary Doe");
    assert_eq!(screen.one(".who-first").get_attribute("title").as_deref(), Some("Mary Doe"));
    assert!(words(&screen.one(".who-more")).contains("+15551230000"));
}

#[wasm_bindgen_test]
async fn a_caller_without_number_is_called_by_the_reason() {
    for (why, said) in [
        (NoNumberReason::Chat, "Chat"),
        (NoNumberReason::Email, "Email"),
        (NoNumberReason::Internal, "Internal call"),
        (NoNumberReason::Other, "Contact"),
        (NoNumberReason::Task, "Task"),
        (NoNumberReason::Transfer, "Transfer"),
        (NoNumberReason::Unknown, "No number"),
        (NoNumberReason::Web, "Web or app caller"),
        (NoNumberReason::Withheld, "Number withheld"),
    ] {
        let mut card = card("a", Phase::Ringing);
        (card.number, card.unnumbered) = (None, why);
        let screen = Screen::show(with(vec![card])).await;
        assert_eq!(words(&screen.one(".who-first")), said);
    }
}

#[wasm_bindgen_test]
async fn direction_and_channel_have_words_of_their_own() {
    for (phase, channel, inbound, title) in [
        (Phase::Connecting, Channel::Voice, false, "Calling"),
        (Phase::Ringing, Channel::Voice, true, "Incoming call"),
        (Phase::Ringing, Channel::QueueCallback, true, "Incoming callback"),
        (Phase::Ringing, Channel::Chat, true, "Incoming chat"),
        (Phase::Ringing, Channel::Email, true, "Incoming email"),
        (Phase::Ringing, Channel::Task, true, "Incoming task"),
        (Phase::Ringing, Channel::Unknown("fax".to_owned()), true, "Incoming contact"),
        (Phase::Connected, Channel::Task, true, "Connected"),
    ] {
        let mut card = card("a", phase);
        (card.channel, card.inbound) = (channel, inbound);
        let screen = Screen::show(with(vec![card])).await;
        assert_eq!(words(&screen.one(".card h2")), title);
    }
}

#[wasm_bindgen_test]
async fn fusions_part_is_said_and_a_pop_that_is_not_confirmed_can_be_asked_for_again() {
    let screen = Screen::show(with(vec![card("a", Phase::Connected)])).await;
    for (pop, said) in [
        (PopView::LookingUp, "Looking up the caller in Fusion…"),
        (PopView::Opening, "Opening in Fusion…"),
        (PopView::Open, "Open in Fusion"),
    ] {
        screen.change(|view| view.cards[0].pop = pop).await;
        assert!(words(&screen.one(".card .slot")).contains(said), "{pop:?}");
        assert!(screen.buttons("Open in Fusion again").is_empty());
    }
    for (pop, said) in [
        (PopView::Refused, "Fusion refused to open the contact"),
        (PopView::Silent, "Fusion did not confirm that the contact is open. The call goes on."),
    ] {
        screen.change(|view| view.cards[0].pop = pop).await;
        assert!(words(&screen.one(".card .slot")).contains(said), "{pop:?}");
        assert_eq!(screen.press("Open in Fusion again"), [Intent::RetryScreenPop(contact("a"))]);
    }
}

#[wasm_bindgen_test]
async fn a_call_that_fusion_has_open_can_be_shown_there_one_press_at_a_time() {
    let screen = Screen::show(with(vec![card("a", Phase::Connected)])).await;
    for (pop, said, pressed) in [
        (PopView::Open, "Open in Fusion", true),
        (PopView::Showing, "Showing it in Fusion…", false),
        (PopView::NotShown, "Fusion did not show it. Look for its tab there.", true),
    ] {
        screen.change(|view| view.cards[0].pop = pop).await;
        assert_eq!(words(&screen.one(".card .slot")), said);
        let sent = pressed.then(|| Intent::ShowInFusion(contact("a")));
        assert_eq!(screen.press("Show in Fusion"), sent.into_iter().collect::<Vec<_>>());
    }
}

#[wasm_bindgen_test]
async fn what_the_lookup_found_is_said_in_the_same_place() {
    let screen = Screen::show(with(vec![card("a", Phase::Ringing)])).await;
    for (pop, found, said) in [
        (PopView::LookedUp, ContactMatch::Contact, "Opens in Fusion when the call connects"),
        (PopView::LookedUp, ContactMatch::Unknown, "Opens in Fusion when the call connects"),
        (PopView::LookedUp, ContactMatch::Nobody, "No contact found in Fusion"),
        (
            PopView::LookedUp,
            ContactMatch::Unclear,
            "Fusion found no single contact: choose it there",
        ),
        (PopView::Open, ContactMatch::Contact, "Open in Fusion"),
        (PopView::Open, ContactMatch::Nobody, "Open in Fusion: no contact found"),
        (PopView::Open, ContactMatch::Unclear, "Open in Fusion: choose the contact there"),
    ] {
        screen.change(|view| (view.cards[0].pop, view.cards[0].found) = (pop, found)).await;
        assert_eq!(words(&screen.one(".card .slot")), said);
    }
}

#[wasm_bindgen_test]
async fn a_call_that_fusion_did_not_take_names_the_likely_cause() {
    let screen = Screen::show(with(vec![card("a", Phase::Ringing)])).await;
    let unanswered_call = |queue: Option<&str>, ready| {
        let classification = "ORA_SALES".to_owned();
        UnansweredCall { classification, queue: queue.map(str::to_owned), ready }
    };
    for (cause, said) in [
        (
            unanswered_call(Some("Shop"), true),
            "ORA_SALES, for the queue Shop, is probably not routed",
        ),
        (unanswered_call(None, true), "ORA_SALES is probably not routed"),
        (
            unanswered_call(Some("Shop"), false),
            "This toolbar is probably not switched on in Fusion.",
        ),
    ] {
        let shown = |view: &mut View| {
            view.cards[0].pop = PopView::LookupFailed;
            view.cards[0].unanswered_call = Some(cause.clone());
            view.health.fusion = FusionHealth::CallUnanswered(cause.clone());
        };
        screen.change(shown).await;
        let line = words(&screen.one(".card .slot"));
        assert_eq!(line, "Fusion has not taken this call. The phone call goes on.");
        assert!(words(&screen.one(".card .below")).contains(said), "{said}");
        assert!(screen.text().contains("Fusion did not take a call"));
        assert_eq!(screen.press("Try again"), [Intent::RetryFusion]);
    }
    screen.change(|view| view.cards[0].unanswered_call = None).await;
    assert!(words(&screen.one(".card .slot")).contains("did not find out who is calling"));
}

#[wasm_bindgen_test]
async fn fields_that_were_not_written_are_told() {
    let screen = Screen::show(with(vec![card("a", Phase::AfterCallWork)])).await;
    let said = "The wrap-up in Fusion was not filled in. Fill it in there.";
    assert!(!screen.text().contains(said));
    screen.change(|view| view.cards[0].lacks_fields = true).await;
    assert!(screen.text().contains(said));
}

#[wasm_bindgen_test]
async fn doubts_are_said_on_the_card() {
    let screen = Screen::show(with(vec![card("a", Phase::Connected)])).await;
    screen.change(|view| (view.cards[0].recovered, view.cards[0].uncertain) = (true, true)).await;
    let recovered = "The phone was loaded again during the call, which may have no sound here. \
                     If you hear nothing, end the call and call back.";
    assert!(screen.text().contains(recovered));
    assert!(screen.text().contains("may be out of date"));
}

#[wasm_bindgen_test]
async fn without_a_button_to_clear_nobody_is_told_to_clear() {
    let mut over = card("a", Phase::Failed);
    over.actions.clear = None;
    let screen = Screen::show(with(vec![over])).await;
    assert!(screen.text().contains("broke off with an error."));
    assert!(!screen.text().contains("Clear the contact"));
}

#[wasm_bindgen_test]
async fn the_timer_shows_the_time_since_the_stage_began_and_moves() {
    let mut live = card("a", Phase::Connected);
    live.since = ago(3_725_200);
    let screen = Screen::show(with(vec![live])).await;
    let timer = screen.one(".card [role=timer]");
    let first = words(&timer);
    assert!(["1:02:05", "1:02:06"].contains(&first.as_str()), "{first}");
    let mut patience = 100;
    while words(&timer) == first && patience > 0 {
        sleep(50).await;
        patience -= 1;
    }
    assert!(words(&timer) > first, "it stands still at {first}");
    screen
        .change(|view| {
            view.cards[0].phase = Phase::AfterCallWork;
            view.cards[0].since = ago(0);
        })
        .await;
    assert_eq!(words(&screen.one(".card [role=timer]")), "00:00");
}

#[wasm_bindgen_test]
async fn news_of_one_contact_leaves_the_other_card_as_it_is() {
    let cards = vec![card("a", Phase::Connected), card("b", Phase::AfterCallWork)];
    let screen = Screen::show(with(cards)).await;
    let other = screen.all(".card")[1].clone();
    let (button, html) = (screen.button("Clear contact"), other.inner_html());
    screen.change(|view| view.cards[0].name = mary()).await;
    assert_eq!(screen.all(".card")[1], other);
    assert_eq!(screen.button("Clear contact"), button);
    assert_eq!(other.inner_html(), html);
    assert_eq!(screen.all("button.strong").len(), 1);
    screen.change(|view| drop(view.cards.remove(0))).await;
    assert_eq!(screen.all(".card"), [other]);
    assert_eq!(screen.press("Clear contact"), [Intent::Clear(contact("b"))]);
}

#[wasm_bindgen_test]
async fn among_several_cards_accept_comes_before_end_before_clear() {
    let cards = [Phase::AfterCallWork, Phase::Connected, Phase::Ringing];
    let mut cards: Vec<_> = ["a", "b", "c"].into_iter().zip(cards).collect();
    for primary in ["Accept", "End call", "Clear contact"] {
        let shown = cards.iter().map(|(id, phase)| card(id, *phase)).collect();
        let screen = Screen::show(with(shown)).await;
        assert_eq!(words(&screen.one("button.strong")), primary);
        cards.pop();
    }
}

#[wasm_bindgen_test]
async fn a_card_speaks_japanese_but_the_customers_data_does_not_change() {
    let mut ringing = card("a", Phase::Ringing);
    ringing.name = mary();
    let screen = Screen::speak(ja(), with(vec![ringing])).await;
    for said in ["着信", "Mary Doe", "Support"] {
        assert!(screen.text().contains(said), "{said}");
    }
    assert_eq!(screen.press("応答"), [Intent::Accept(contact("a"))]);
    assert_eq!(screen.press("拒否"), [Intent::Decline(contact("a"))]);
}

#[wasm_bindgen_test]
async fn nothing_runs_on_after_the_screen_is_gone() {
    // Lets the test before this one clean up, which takes a turn of the event loop.
    tick().await;
    script(
        "window.running = 0; window.begin = window.setInterval; window.end = window.clearInterval; \
         window.setInterval = (...all) => { window.running += 1; return window.begin(...all) }; \
         window.clearInterval = id => { window.running -= 1; window.end(id) }",
    );
    let running = || js_sys::eval("window.running").unwrap().as_f64().unwrap();
    let mut three = talking("a");
    three.parties = vec![party("c", true), party("t", false)];
    three.held_since = Some(ago(1_000));
    let screen = Screen::show(with(vec![three, card("b", Phase::AfterCallWork)])).await;
    for name in ["Keypad", "Change state"] {
        screen.button(name).click();
        tick().await;
    }
    let (shown, sheet) = (running(), screen.one(".sheet"));
    drop(screen);
    super::key(&sheet, "1");
    tick().await;
    let gone = running();
    script("window.setInterval = window.begin; window.clearInterval = window.end");
    assert!((shown - 1.0).abs() < f64::EPSILON, "one second hand for all timers, not {shown}");
    assert!(gone.abs() < f64::EPSILON, "{gone} still run");
}

#[wasm_bindgen_test]
async fn attributes_of_the_contact_stand_below_the_caller_with_their_labels() {
    let mut ringing = card("a", Phase::Ringing);
    let text = |value: &str| TokenValue::Text(value.to_owned());
    ringing.attributes = vec![("Tier".to_owned(), text("Gold"))];
    let screen = Screen::show(with(vec![ringing])).await;
    assert_eq!(words(&screen.one(".who .facts dt")), "Tier");
    let value = screen.one(".facts dd");
    assert_eq!((words(&value), value.get_attribute("title")), ("Gold".into(), Some("Gold".into())));
    screen.change(|view| view.cards[0].attributes[0].1 = TokenValue::Text("Silver".into())).await;
    assert_eq!(words(&screen.one(".facts dd")), "Silver");
    screen.change(|view| view.cards[0].attributes.clear()).await;
    assert!(screen.all(".facts").is_empty());
}

#[wasm_bindgen_test]
async fn cards_move_with_their_contacts_and_keep_their_elements() {
    const MARK: &str = "data-mark";
    let cards = |ids: &str| {
        let card = |id: char| card(&id.to_string(), Phase::Connected);
        with(ids.chars().map(card).collect())
    };
    let screen = Screen::show(cards("ab")).await;
    for (element, mark) in screen.all(".card").iter().zip(["a", "b"]) {
        element.set_attribute(MARK, mark).unwrap();
    }
    for (ids, marks) in [("cba", ".ba"), ("bac", "ba."), ("ab", "ab"), ("b", "b"), ("adb", "..b")] {
        screen.set(cards(ids)).await;
        let mark = |card: &HtmlElement| card.get_attribute(MARK).unwrap_or_else(|| ".".to_owned());
        let found: String = screen.all(".card").iter().map(mark).collect();
        assert_eq!(found, marks, "{ids}");
    }
    screen.set(idle()).await;
    assert_eq!(screen.all(".card").len(), 0);
    screen.set(cards("ba")).await;
    assert_eq!(screen.all(".card").len(), 2);
}
