//! Notifications: shown under the id of their subject, pressed, and closed when it is over.

use super::{fixture, next};
use crate::wait::sleep;
use fusion_connect_toolbar::domain::{ContactId, Event, Intent, RefusedMessage};
use fusion_connect_toolbar::fusion::{Notification, NotificationAction};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const EVENT: &str = "cxEventBusOnNotificationActionEvent";

fn ring() -> Notification {
    let accept = Intent::Accept(ContactId::new("c-1"));
    Notification {
        title: "Incoming call".to_owned(),
        summary: "Support".to_owned(),
        rings: true,
        actions: vec![NotificationAction { id: "accept", name: "Accept", intent: accept }],
    }
}

#[wasm_bindgen_test]
async fn it_is_shown_pressed_and_closed_on_a_context_of_its_own() {
    for quirks in ["", "plain"] {
        let page = fixture(quirks).await;
        page.bridge().notify("ring-c-1", Some(&ring()));
        sleep(20).await;
        assert_eq!(
            page.play.last("notification"),
            r#"notification ring-c-1 ShowNotification {"Title":"Incoming call","Summary":"Support","Type":"info","Closable":true,"Actions":[{"id":"accept","name":"Accept"}],"AutoTimeout":60}"#
        );
        for pressed in [r#"{"actionId":"other"}"#, r#"{"actionId":"accept"}"#] {
            JsFuture::from(page.play.emit(EVENT, pressed)).await.unwrap();
        }
        let accept = Intent::Accept(ContactId::new("c-1"));
        assert_eq!(next(&page.heard).await, Event::Intended(accept), "{quirks}");
        page.bridge().notify("ring-c-1", None);
        assert_eq!(page.play.last("notification"), "notification ring-c-1 CloseNotification {}");
        sleep(20).await;
        assert_eq!(page.play.count("dispose notification ring-c-1"), 1);
        assert_eq!(*page.heard.borrow(), [], "{quirks}");
    }
}

#[wasm_bindgen_test]
async fn one_that_is_over_before_fusion_gave_its_context_is_never_shown() {
    let page = fixture("").await;
    page.bridge().notify("no-news", Some(&Notification { actions: Vec::new(), ..ring() }));
    page.bridge().notify("no-news", None);
    sleep(20).await;
    assert_eq!(
        page.play.noted().iter().filter(|noted| noted.starts_with("notification")).count(),
        0
    );
    assert_eq!(page.play.count("dispose notification no-news"), 1);
}

#[wasm_bindgen_test]
async fn a_refusal_is_noted_and_the_next_one_is_tried() {
    let page = fixture("no-notifications").await;
    for _ in 0..2 {
        page.bridge().notify("ring-c-1", Some(&ring()));
        let why = RefusedMessage::Garbled("ShowNotification: publish: no such call".to_owned());
        assert_eq!(next(&page.heard).await, Event::MessageRefused { why, count: 1 });
    }
    assert_eq!(page.play.count("dispose notification ring-c-1"), 2);
}
