//! A campaign's call before it is made: its words, its countdown, and the buttons that have it made or skipped.

use super::{Screen, ago, card, contact, ja, with, words};
use fusion_connect_toolbar::view::{
    Actions, CardView, Intent, Millis, PendingAction, Phase, Refusal,
};
use wasm_bindgen_test::wasm_bindgen_test;

/// The agent looks at the call, which may be skipped and is made by itself in half a minute.
fn looking() -> CardView {
    let actions = Actions { call_now: Some(true), skip: Some(true), ..Actions::default() };
    let preview_ends = Some(Millis(ago(0).0 + 30_900));
    CardView { preview: true, preview_ends, actions, ..card("a", Phase::Connecting) }
}

/// What stands below the caller, before the queue.
fn countdown(screen: &Screen) -> String {
    screen.all(".who-more .held").iter().map(|it| words(it)).collect()
}

#[wasm_bindgen_test]
async fn a_preview_is_made_or_skipped_by_its_own_buttons() {
    let offered = CardView { preview: true, ..card("a", Phase::Ringing) };
    let screen = Screen::show(with(vec![offered])).await;
    assert_eq!(words(&screen.one(".card h2")), "Campaign call");
    for name in ["Call now", "Skip"] {
        assert!(screen.buttons(name).is_empty(), "{name} before the agent has it");
    }
    screen.set(with(vec![looking()])).await;
    assert_eq!(words(&screen.one(".card h2")), "Preview");
    assert!(words(&screen.one(".card .slot")).starts_with("Look at the customer first."));
    assert_eq!(words(&screen.one("button.strong")), "Call now");
    assert!(screen.buttons("End call").is_empty(), "there is none to end");
    assert_eq!(screen.press("Call now"), [Intent::CallNow(contact("a"))]);
    assert_eq!(screen.press("Skip"), [Intent::SkipPreview(contact("a"))]);
    screen.change(|view| view.cards[0].actions.skip = None).await;
    assert!(screen.buttons("Skip").is_empty(), "the campaign forbids it");
    assert_eq!(screen.buttons("Call now").len(), 1);
    screen.change(|view| view.cards[0].actions.end = Some(true)).await;
    assert_eq!(screen.press("End call"), [Intent::End(contact("a"))], "Amazon tells nothing");
    assert_eq!(words(&screen.one("button.strong")), "Call now");
}

#[wasm_bindgen_test]
async fn what_is_asked_for_a_preview_is_said_and_both_buttons_are_off_meanwhile() {
    let screen = Screen::show(with(vec![looking()])).await;
    for (pending, said) in
        [(PendingAction::CallNow, "Calling…"), (PendingAction::Skip, "Skipping…")]
    {
        assert!(!words(&screen.one(".card .slot")).contains(said));
        screen
            .change(|view| {
                let card = &mut view.cards[0];
                card.pending = Some(pending);
                (card.actions.call_now, card.actions.skip) = (Some(false), Some(false));
            })
            .await;
        assert_eq!(words(&screen.one(".card .slot")), said);
        for name in ["Call now", "Skip"] {
            assert!(screen.is_off(name), "{name} while {said}");
            assert_eq!(screen.press(name), [], "{name} while {said}");
        }
        screen.set(with(vec![looking()])).await;
    }
    screen.change(|view| view.cards[0].refusal = Some(Refusal::PreviewUntold)).await;
    assert!(words(&screen.one(".card .below")).contains("Call now does not work here:"));
}

#[wasm_bindgen_test]
async fn the_countdown_says_when_the_call_is_made_as_long_as_it_is_not() {
    let screen = Screen::show(with(vec![looking()])).await;
    let said = countdown(&screen);
    assert!(["Calls in 00:30", "Calls in 00:29"].contains(&said.as_str()), "{said}");
    let line = screen.one(".who-more .held");
    assert_eq!(line.get_attribute("aria-hidden").as_deref(), Some("true"), "not each second");
    screen.change(|view| view.cards[0].preview_ends = Some(ago(5_000))).await;
    assert_eq!(countdown(&screen), "Calls in 00:00", "never below");
    screen.change(|view| view.cards[0].preview_ends = None).await;
    assert_eq!(countdown(&screen), "", "Amazon does not tell it");
    screen
        .change(|view| {
            let card = &mut view.cards[0];
            card.actions = Actions { end: Some(true), ..Actions::default() };
        })
        .await;
    assert_eq!(words(&screen.one(".card h2")), "Calling");
    assert_eq!(screen.press("End call"), [Intent::End(contact("a"))]);
    assert!(screen.buttons("Call now").is_empty() && screen.buttons("Skip").is_empty());
}

#[wasm_bindgen_test]
async fn a_preview_speaks_japanese() {
    let screen = Screen::speak(ja(), with(vec![looking()])).await;
    assert!(countdown(&screen).starts_with("発信まで"), "{}", countdown(&screen));
    assert_eq!(screen.press("今すぐ発信"), [Intent::CallNow(contact("a"))]);
    assert_eq!(screen.press("スキップ"), [Intent::SkipPreview(contact("a"))]);
}
