//! Proves what a page and the window popped out of it say to each other: who is given the controls, and how it ends.
//!
//! The test page is both: its window is the opener that is asked, and the window that is answered.

use crate::wait::{sleep, until};
use fusion_connect_toolbar::windows;
use fusion_connect_toolbar::windows::{
    CONTROLS_ID, Claim, ClientNews, Gone, HostNews, PopOutClient, PopOutHost, claim, freed,
    take_over,
};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, MessageEvent, MessageEventInit, Window};

/// The place for the controls in this page, until it is dropped.
struct Place(Element);

impl Place {
    fn new() -> Self {
        let document = page().document().unwrap();
        let place = document.create_element("div").unwrap();
        place.set_id(CONTROLS_ID);
        document.body().unwrap().append_child(&place).unwrap();
        Self(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.remove();
    }
}

type Heard<T> = Rc<RefCell<Vec<T>>>;

fn page() -> Window {
    web_sys::window().unwrap()
}

fn own_origin() -> String {
    page().location().origin().unwrap()
}

/// An open host, after what the views of other tests may still have posted to this page.
async fn host() -> (PopOutHost, Heard<HostNews>) {
    sleep(50).await;
    let heard: Heard<HostNews> = Rc::default();
    let sink = Rc::clone(&heard);
    (PopOutHost::open(move |told| sink.borrow_mut().push(told)), heard)
}

fn client(opener: Option<Window>) -> (PopOutClient, Heard<ClientNews>) {
    let heard: Heard<ClientNews> = Rc::default();
    let sink = Rc::clone(&heard);
    (PopOutClient::attend_to(opener, move |news| sink.borrow_mut().push(news)), heard)
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

#[wasm_bindgen_test]
async fn a_window_that_asks_is_given_the_controls() {
    let place = Place::new();
    let (host, told) = host().await;
    let (_guest, news) = client(Some(page()));
    until("never came", 6000, || !news.borrow().is_empty()).await;
    assert_eq!(*told.borrow(), [HostNews::Joined(page(), place.0.clone())]);
    assert_eq!(*news.borrow(), [ClientNews::Shown]);
    // It goes on asking, and is drawn into once.
    sleep(1200).await;
    assert_eq!((told.borrow().len(), news.borrow().len()), (1, 1));
    // Loaded anew, it has another place.
    drop(place);
    let place = Place::new();
    until("never came", 6000, || told.borrow().len() == 2).await;
    assert_eq!(told.borrow()[1], HostNews::Joined(page(), place.0.clone()));
    drop(host);
    until("never came", 6000, || news.borrow().len() == 2).await;
    assert_eq!(
        (told.borrow()[2].clone(), news.borrow()[1]),
        (HostNews::Left, ClientNews::Gone(Gone::Closed))
    );
}

#[wasm_bindgen_test]
async fn the_page_says_farewell_and_the_next_one_is_found() {
    let _place = Place::new();
    let (first, _) = host().await;
    let (_guest, news) = client(Some(page()));
    until("never came", 6000, || news.borrow().len() == 1).await;
    drop(first);
    until("never came", 6000, || news.borrow().len() == 2).await;
    assert_eq!(news.borrow()[1], ClientNews::Gone(Gone::Closed));
    let (second, told) = host().await;
    until("never came", 6000, || news.borrow().len() == 3).await;
    assert_eq!(news.borrow()[2], ClientNews::Shown);
    second.hand_over();
    until("never came", 6000, || news.borrow().len() == 4).await;
    assert_eq!(news.borrow()[3], ClientNews::Gone(Gone::TakenOver));
    assert_eq!(told.borrow().last(), Some(&HostNews::Left));
}

#[wasm_bindgen_test]
async fn a_page_that_falls_silent_is_gone() {
    let (_guest, news) = client(Some(page()));
    arrive(&own_origin(), &windows::answer());
    assert_eq!(*news.borrow(), [ClientNews::Shown]);
    // As a program is that has ended without a word: six questions later it counts as gone.
    sleep(5000).await;
    assert_eq!(news.borrow().len(), 1);
    until("never came", 6000, || news.borrow().len() == 2).await;
    assert_eq!(news.borrow()[1], ClientNews::Gone(Gone::Closed));
}

#[wasm_bindgen_test]
async fn another_origin_is_given_nothing_and_is_told_of() {
    let _place = Place::new();
    let (_door, told) = host().await;
    arrive("https://evil.example", &windows::ask());
    assert_eq!(*told.borrow(), [HostNews::Refused("https://evil.example".to_owned())]);
    arrive("https://evil.example", "something that is none of ours");
    assert_eq!(told.borrow().len(), 1);
}

#[wasm_bindgen_test]
async fn a_window_hears_no_other_origin() {
    let (_guest, news) = client(Some(page()));
    arrive("https://evil.example", &windows::answer());
    sleep(100).await;
    assert_eq!(*news.borrow(), []);
}

#[wasm_bindgen_test]
async fn another_version_is_told_and_given_nothing() {
    let _place = Place::new();
    let (_door, told) = host().await;
    arrive(&own_origin(), "fusion-connect-toolbar:view-asks:0.0.0");
    sleep(100).await;
    assert_eq!(*told.borrow(), []);
    let (_guest, news) = client(Some(page()));
    arrive(&own_origin(), "fusion-connect-toolbar:engine-answers:0.0.0");
    assert_eq!(*news.borrow(), [ClientNews::OtherVersion]);
}

#[wasm_bindgen_test]
async fn without_an_opener_or_an_answer_the_windows_are_kept_apart() {
    let (_orphan, news) = client(None);
    assert_eq!(*news.borrow(), [ClientNews::KeptApart]);
    let (_guest, news) = client(Some(page()));
    until("never came", 6000, || !news.borrow().is_empty()).await;
    assert_eq!(*news.borrow(), [ClientNews::KeptApart]);
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
