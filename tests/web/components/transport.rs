//! How the screen says by which transport it speaks with Fusion, and what is missing of it.

use super::{Screen, idle, words};
use fusion_connect_toolbar::view::{Fallback, FusionHealth, Intent, Listener, Transport};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_details_say_which_transport_is_in_use_and_why() {
    let screen = Screen::show(idle()).await;
    screen.open_details().await;
    let shown = || words(&screen.one("[data-testid=transport]"));
    assert_eq!(shown(), "None");
    for (transport, fallback, said) in [
        (Transport::Uef, None, "UEF, Oracle’s UI Events Framework"),
        (Transport::Mca, None, "MCA, messages between the windows"),
        (
            Transport::Mca,
            Some(Fallback::Failed("no script".to_owned())),
            "MCA, messages between the windows, because no script",
        ),
        (
            Transport::Mca,
            Some(Fallback::Former),
            "MCA, messages between the windows, because a call is under way that was begun so",
        ),
    ] {
        screen
            .change(|view| {
                view.health.transport = Some(transport);
                view.health.fallback.clone_from(&fallback);
            })
            .await;
        assert_eq!(shown(), said);
        let entry = screen.one("ul.health > li:last-child");
        assert_eq!(words(&entry), "Linked with Fusion");
        assert_eq!(entry.title(), format!("Linked with Fusion ({said})"));
    }
}

#[wasm_bindgen_test]
async fn without_a_way_to_fusion_it_says_so_and_offers_to_try_again() {
    let screen = Screen::show(idle()).await;
    let unreachable = FusionHealth::Unreachable("no script".to_owned());
    screen.change(|view| view.health.fusion = unreachable).await;
    let text = screen.text();
    for said in ["Fusion cannot be reached", "Calls work without Fusion", "no script"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(screen.press("Try again"), [Intent::RetryFusion]);
}

#[wasm_bindgen_test]
async fn a_listener_that_was_refused_says_what_to_do_instead() {
    let screen = Screen::show(idle()).await;
    let service = || "ORA_SERVICE".to_owned();
    for (listener, said) in [
        (Listener::AgentCommands, "Set it here."),
        (Listener::DataUpdated(service()), "Finish your after-call work here."),
        (Listener::InteractionCommands, "Answer, decline and end calls here."),
        (Listener::Outgoing(service()), "Type the number here."),
    ] {
        screen
            .change(|view| {
                view.health.refused_listener = Some((listener, "not for you".to_owned()));
            })
            .await;
        let text = screen.text();
        assert!(text.contains("Part of the link to Fusion does not work"), "{text}");
        assert!(text.contains(said) && text.contains("not for you"), "{text}");
    }
    assert_eq!(screen.press("Try again"), [Intent::RetryFusion]);
}
