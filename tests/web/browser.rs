//! Proves what the page asks of the browser itself: the microphone, the library of phone numbers, and
//! the question before the window is closed.

use crate::wait::{sleep, until};
use fusion_connect_toolbar::app::{Base, guard_close, number_reader};
use fusion_connect_toolbar::components::numbers::read as read_number;
use fusion_connect_toolbar::dom::clock::{ahead, at_wall, follow, now, time_of_day, wall};
use fusion_connect_toolbar::dom::microphone::{is_delegated, watch};
use fusion_connect_toolbar::dom::phone;
use fusion_connect_toolbar::domain::Microphone;
use fusion_connect_toolbar::domain::{CommandId, DialText, Digits, Event, NumberFault, Phone};
use fusion_connect_toolbar::signals::Signal;
use fusion_connect_toolbar::view::{DialNumber, View, WithoutPlus};
use leptos::prelude::Owner;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const LIBRARY: &str =
    include_str!("../../node_modules/libphonenumber-js/bundle/libphonenumber-min.js");

fn run(line: &str) -> wasm_bindgen::JsValue {
    js_sys::eval(line).unwrap()
}

/// The browser's own answers about the microphone are the test's until dropped.
struct Media;

impl Media {
    fn new(delegated: bool, permission: &str, inputs: u32) -> Self {
        run(&format!(
            "(() => {{
                const own = (of, name, value) => Object.defineProperty(of, name, {{ configurable: true, value }});
                window.ofTest = {{ status: new EventTarget(), devices: new EventTarget(), inputs: {inputs} }};
                ofTest.status.state = '{permission}';
                ofTest.devices.enumerateDevices = async () =>
                    [{{ kind: 'audiooutput' }}, ...Array(ofTest.inputs).fill({{ kind: 'audioinput' }})];
                own(navigator, 'mediaDevices', ofTest.devices);
                own(navigator, 'permissions', {{ query: async ({{ name }}) => {{
                    if (name !== 'microphone') throw new TypeError(name);
                    return ofTest.status;
                }} }});
                for (const name of ['permissionsPolicy', 'featurePolicy']) {{
                    own(document, name, {{ allowsFeature: (feature) => feature === 'microphone' && {delegated} }});
                }}
            }})()"
        ));
        Self
    }
}

impl Drop for Media {
    fn drop(&mut self) {
        run("delete navigator.mediaDevices; delete navigator.permissions;
             delete document.permissionsPolicy; delete document.featurePolicy; delete window.ofTest;");
    }
}

#[wasm_bindgen_test]
async fn the_microphone_is_told_at_once_and_at_each_change() {
    let _media = Media::new(true, "prompt", 1);
    assert!(is_delegated());
    let told: Rc<RefCell<Vec<Microphone>>> = Rc::default();
    let heard = told.clone();
    let watched = watch(move |access| heard.borrow_mut().push(access));
    for (change, access) in [
        ("", Microphone::Prompt),
        (
            "ofTest.status.state = 'granted'; ofTest.status.dispatchEvent(new Event('change'))",
            Microphone::Granted,
        ),
        (
            "ofTest.inputs = 0; ofTest.devices.dispatchEvent(new Event('devicechange'))",
            Microphone::Missing,
        ),
        (
            "ofTest.status.state = 'denied'; ofTest.status.dispatchEvent(new Event('change'))",
            Microphone::Denied,
        ),
    ] {
        run(change);
        until(change, 2000, || told.borrow().last() == Some(&access)).await;
    }
    run("ofTest.devices.dispatchEvent(new Event('devicechange'))");
    sleep(50).await;
    assert_eq!(told.borrow().len(), 4, "the same again is no news");
    drop(watched);
    run("ofTest.status.state = 'granted'; ofTest.status.dispatchEvent(new Event('change'))");
    sleep(50).await;
    assert_eq!(told.borrow().len(), 4, "nobody is told after the end");
}

#[wasm_bindgen_test]
async fn a_microphone_that_is_not_passed_on_is_told_before_anything_is_asked() {
    let _media = Media::new(false, "granted", 1);
    assert!(!is_delegated());
    let told: Rc<RefCell<Vec<Microphone>>> = Rc::default();
    let heard = told.clone();
    let _watched = watch(move |access| heard.borrow_mut().push(access));
    assert_eq!(*told.borrow(), [Microphone::NotDelegated]);
    run("ofTest.devices.dispatchEvent(new Event('devicechange'))");
    sleep(50).await;
    assert_eq!(*told.borrow(), [Microphone::NotDelegated]);
}

/// The real library, until dropped.
struct Library;

impl Library {
    fn new() -> Self {
        run(LIBRARY);
        Self
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        run("delete globalThis.libphonenumber");
    }
}

#[wasm_bindgen_test]
fn a_whole_text_is_read_as_a_number_or_not_at_all() {
    assert!(phone::read("+15551230000", "US").is_err(), "the library is not there");
    let _library = Library::new();
    for (text, country, number, of) in [
        ("(555) 123-0000", "US", "+15551230000", None),
        ("030 23125172", "de", "+493023125172", Some("49")),
        ("+81 3 3224 9999", "US", "+81332249999", Some("81")),
        ("+1 212 555 2368", "DE", "+12125552368", Some("1")),
    ] {
        let read = phone::read(text, country).ok().flatten().expect(text);
        assert_eq!(read.number, number, "{text}");
        if of.is_some() {
            assert_eq!(Some(read.calling_code.as_str()), of, "{text}");
        }
    }
    for text in ["", "12", "Mary", "call +15551230000 now", "+", "+123456789012345678"] {
        assert!(phone::read(text, "US").is_ok_and(|read| read.is_none()), "{text}");
    }
}

type Outcomes = Rc<RefCell<Vec<(u64, Result<String, NumberFault>)>>>;

/// A reader whose library would be in the folder of `base`, and what it tells.
fn reader(base: &str) -> (impl Fn(u64, &str), Outcomes) {
    let outcomes = Outcomes::default();
    let told = outcomes.clone();
    let sink = Rc::new(move |event| {
        if let Event::NumberRead { id, outcome } = event {
            let outcome = outcome.map(|read| read.number.as_str().to_owned());
            told.borrow_mut().push((id.0, outcome));
        }
    });
    let read = number_reader(&Base::of(base), "US", WithoutPlus::National, sink);
    (move |id, text: &str| read(CommandId(id), &DialText::new(text), None), outcomes)
}

#[wasm_bindgen_test]
async fn without_the_library_a_number_is_waited_for_four_seconds_and_then_read_plainly() {
    let began = now();
    let (read, outcomes) = reader("/no/such/folder/");
    read(1, "+1 555 123-0000");
    read(2, "5551230000");
    sleep(3500).await;
    assert_eq!(outcomes.borrow().len(), 0, "the library may still come");
    until("an answer", 2000, || outcomes.borrow().len() == 2).await;
    assert!(now() - began >= 4000);
    let expected = [(1, Ok("+15551230000".to_owned())), (2, Err(NumberFault::Unreadable))];
    assert_eq!(*outcomes.borrow(), expected);
    assert!(run("document.getElementById('libphonenumber')").is_null(), "the next wish tries anew");

    let _library = Library::new();
    read(3, "5551230000");
    read(4, "12");
    let read_at_once = [(3, Ok("+15551230000".to_owned())), (4, Err(NumberFault::Invalid))];
    assert_eq!(outcomes.borrow()[2..], read_at_once);
}

/// Whether the browser would ask before it closes the window.
fn asks() -> bool {
    let event = run(
        "(() => { const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented; })()",
    );
    event.is_truthy()
}

#[wasm_bindgen_test]
async fn closing_asks_only_as_long_as_the_view_says_so() {
    // Effects run once something was mounted.
    leptos::mount::mount_to_body(|| ());
    let owner = Owner::new();
    let view = Signal::new(View::default());
    owner.with(|| guard_close(view));
    let settle = || async {
        leptos::task::tick().await;
        leptos::task::tick().await;
    };
    settle().await;
    assert!(!asks(), "nothing would be lost");
    for guards in [true, false, true] {
        view.update(|view| view.guards_close = guards);
        settle().await;
        assert_eq!(asks(), guards);
    }
    owner.cleanup();
    settle().await;
    assert!(!asks(), "the screen is gone");
}

#[wasm_bindgen_test]
fn time_goes_on_alike_when_this_computers_clock_is_set() {
    let before = now();
    for by in [-3_600_000_i64, 3_600_000] {
        let local = time_of_day(now());
        run(&format!("globalThis.real = Date.now; Date.now = () => real() + {by}"));
        let (after, other) = (now(), ahead());
        let (shown, soon) = (time_of_day(after), at_wall(wall() + 60_000));
        run("Date.now = real");
        assert!((before..before + 1_000).contains(&after), "{by}");
        assert!((other + by).abs() < 1_000, "{by}");
        assert!(
            soon.abs_diff(now() + 60_000) < 100,
            "a time of this computer's clock is moved along"
        );
        assert_ne!(shown, local, "people are told the time that their clock shows");
    }
    follow(before + 3_600_000);
    assert!(now() >= before + 3_600_000 && now() < before + 3_601_000);
    follow(wall());
}

#[wasm_bindgen_test]
fn a_number_without_a_plus_is_read_as_the_setting_says_or_refused_with_both_readings() {
    let missing = read_number("+15551230000", "US", WithoutPlus::National);
    assert_eq!(missing, Err(NumberFault::Unreadable));
    let _library = Library::new();
    let both = |national: &str, other: &str| {
        let number = |text: &str| Phone::parse(text).unwrap();
        Err(NumberFault::Ambiguous(number(national), number(other)))
    };
    let plain = |read: Result<DialNumber, NumberFault>| read.map(|read| read.number.e164());
    for (text, national, international) in [
        ("4155552671", Ok("+14155552671"), Ok("+14155552671")),
        ("4930123456", both("+14930123456", "+4930123456"), Ok("+4930123456")),
        ("442079460171", both("442079460171", "+442079460171"), Ok("+442079460171")),
        ("5551230000", Ok("+15551230000"), Ok("+15551230000")),
        ("+4930123456", Ok("+4930123456"), Ok("+4930123456")),
        ("12", Err(NumberFault::Invalid), Err(NumberFault::Invalid)),
    ] {
        for (setting, expected) in
            [(WithoutPlus::National, national), (WithoutPlus::International, international)]
        {
            let read = plain(read_number(text, "US", setting));
            assert_eq!(read, expected.map(str::to_owned), "{text} {setting:?}");
        }
    }
    let read = read_number("TEL:+44 1481 960194;ext=12", "US", WithoutPlus::National).unwrap();
    assert_eq!(read.number.e164(), "+441481960194");
    assert_eq!(read.extension, Digits::parse("12"));
    assert!(read.countries.contains(&"gb".to_owned()) && read.countries.contains(&"gg".to_owned()));
}
