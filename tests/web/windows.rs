//! Proves the line between an engine and its view: who gets a port, what crosses it, and how it ends.
//!
//! The test page is both: its window is the opener that the view asks, and the view that is answered.

use fusion_connect_toolbar::view::{Intent, View};
use fusion_connect_toolbar::windows::codec;
use fusion_connect_toolbar::windows::{Claim, Door, Guest, News, Told, claim, freed, take_over};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{MessageEvent, MessageEventInit, Window};

type Heard<T> = Rc<RefCell<Vec<T>>>;

fn page() -> Window {
    web_sys::window().unwrap()
}

fn own_origin() -> String {
    page().location().origin().unwrap()
}

/// An open door, after what the views of other tests may still have posted to this page.
async fn door() -> (Door, Heard<Told>) {
    pause(50).await;
    let heard: Heard<Told> = Rc::default();
    let sink = Rc::clone(&heard);
    (Door::open(move |told| sink.borrow_mut().push(told)), heard)
}

fn guest(opener: Option<Window>) -> (Guest, Heard<News>) {
    let heard: Heard<News> = Rc::default();
    let sink = Rc::clone(&heard);
    (Guest::attend_to(opener, move |news| sink.borrow_mut().push(news)), heard)
}

/// Lets a message arrive at the page as if `origin` had sent it.
fn arrive(origin: &str, data: &str) {
    let init = MessageEventInit::new();
    init.set_data(&data.into());
    init.set_origin(origin);
    init.set_source(Some(page().as_ref()));
    let event = MessageEvent::new_with_event_init_dict("message", &init).unwrap();
    page().dispatch_event(&event).unwrap();
}

async fn pause(millis: u32) {
    let promise = js_sys::eval(&format!("new Promise(done => setTimeout(done, {millis}))"));
    JsFuture::from(promise.unwrap().unchecked_into::<js_sys::Promise>()).await.unwrap();
}

/// Waits until `found` is.
async fn until(found: impl Fn() -> bool) {
    for _ in 0..300 {
        if found() {
            return;
        }
        pause(20).await;
    }
    panic!("never came");
}

#[wasm_bindgen_test]
async fn a_view_is_shown_what_the_engine_shows_and_its_intents_come_back() {
    let (door, told) = door().await;
    let mut view = View { panel: true, ..View::default() };
    door.show(&view);
    let (guest, news) = guest(Some(page()));
    until(|| !news.borrow().is_empty()).await;
    assert_eq!(*told.borrow(), [Told::Joined]);
    assert_eq!(*news.borrow(), [News::Shown(Box::new(view.clone()))]);
    guest.intend(Intent::ToggleAvailability);
    until(|| told.borrow().len() == 2).await;
    assert_eq!(told.borrow()[1], Told::Intended(Intent::ToggleAvailability));
    view.panel = false;
    door.show(&view);
    until(|| news.borrow().len() == 2).await;
    assert_eq!(news.borrow()[1], News::Shown(Box::new(view)));
    guest.pop_in();
    until(|| told.borrow().len() == 3).await;
    assert_eq!(told.borrow()[2], Told::Left);
}

#[wasm_bindgen_test]
async fn the_engine_says_farewell_and_the_next_one_is_found() {
    let (first, _) = door().await;
    first.show(&View::default());
    let (_guest, news) = guest(Some(page()));
    until(|| news.borrow().len() == 1).await;
    drop(first);
    until(|| news.borrow().len() == 2).await;
    assert_eq!(news.borrow()[1], News::Lost);
    let (second, told) = door().await;
    second.show(&View::default());
    until(|| news.borrow().len() == 3).await;
    assert!(matches!(news.borrow()[2], News::Shown(_)));
    second.hand_over();
    until(|| news.borrow().len() == 4).await;
    assert_eq!(news.borrow()[3], News::TakenOver);
    assert_eq!(*told.borrow(), [Told::Joined, Told::Left]);
}

#[wasm_bindgen_test]
async fn another_origin_gets_no_port_and_is_told_of() {
    let (_door, told) = door().await;
    let (_deaf, news) = (guest(None).0, Rc::new(Cell::new(0)));
    let count = Rc::clone(&news);
    let _ears = gloo_events::EventListener::new(&page(), "message", move |event| {
        let ports = event.unchecked_ref::<MessageEvent>().ports().length();
        count.set(count.get() + ports);
    });
    arrive("https://evil.example", &codec::knock());
    assert_eq!(*told.borrow(), [Told::Refused("https://evil.example".to_owned())]);
    arrive("https://evil.example", "something that is none of ours");
    assert_eq!(told.borrow().len(), 1);
    pause(100).await;
    assert_eq!(news.get(), 0, "no port left the page");
}

#[wasm_bindgen_test]
async fn a_view_takes_no_port_of_another_origin() {
    let (_guest, news) = guest(Some(page()));
    arrive("https://evil.example", &codec::answer());
    pause(100).await;
    assert_eq!(*news.borrow(), []);
}

#[wasm_bindgen_test]
async fn another_version_is_told_and_gets_no_port() {
    let (_door, told) = door().await;
    arrive(&own_origin(), "fusion-connect-toolbar:view-asks:0.0.0");
    pause(100).await;
    assert_eq!(*told.borrow(), []);
    let (_guest, news) = guest(Some(page()));
    arrive(&own_origin(), "fusion-connect-toolbar:engine-answers:0.0.0");
    assert_eq!(*news.borrow(), [News::OtherVersion]);
}

#[wasm_bindgen_test]
async fn without_an_opener_or_an_answer_the_windows_are_kept_apart() {
    let (_orphan, news) = guest(None);
    assert_eq!(*news.borrow(), [News::KeptApart]);
    let (_guest, news) = guest(Some(page()));
    until(|| !news.borrow().is_empty()).await;
    assert_eq!(*news.borrow(), [News::KeptApart]);
}

#[wasm_bindgen_test]
async fn one_window_leads_until_another_takes_over() {
    let Claim::Leads(first) = claim().await else { panic!("nobody leads") };
    assert!(matches!(claim().await, Claim::Taken));
    assert!(!freed(|| false).await, "nobody waits any more");
    let lost = first.lost();
    // The former one lets go of its links when it hears that it has lost.
    wasm_bindgen_futures::spawn_local(async move {
        assert!(lost.await);
        drop(first);
    });
    let Claim::Leads(second) = take_over().await else { panic!("not taken over") };
    let given_up = second.lost();
    drop(second);
    assert!(!given_up.await, "given up is not lost");
    let Claim::Leads(third) = claim().await else { panic!("it is free again") };
    drop(third);
}
