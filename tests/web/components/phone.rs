//! Outside a call: the dial box, recent calls, audio, minutes without news, and Amazon's own panel.

use super::{Screen, ago, card, idle, ja, submit, talking, tick, type_into, with, words};
use crate::wait::sleep;
use fusion_connect_toolbar::domain::CommandId;
use fusion_connect_toolbar::view::{
    Device, DeviceId, DeviceKind, Devices, DialText, Directory, EndpointArn, EndpointKind,
    Enhancement, EnhancementWish, Failure, Intent, Microphone, Millis, NoNumberReason, PersonName,
    Phase, Phone, QuickConnect, RecentCall, RecentOutcome, Refusal, SoftphoneFault, View,
    VoiceEnhancement,
};
use wasm_bindgen_test::wasm_bindgen_test;

/// Able to dial in two countries, with audio in the browser.
fn dialling() -> View {
    let mut view = idle();
    view.dial.ready = Some(Ok(()));
    view.dial.countries = vec!["us".to_owned(), "jp".to_owned()];
    view.audio.softphone = true;
    view
}

fn recent(id: u64, inbound: bool, outcome: RecentOutcome, talked: u64) -> RecentCall {
    let number = Phone::parse("+15551230000");
    let (unnumbered, talked) = (NoNumberReason::Withheld, Millis(talked));
    let (contact, leg) = (None, None);
    RecentCall {
        id,
        at: ago(0),
        contact,
        leg,
        number,
        unnumbered,
        name: None,
        inbound,
        outcome,
        talked,
    }
}

#[wasm_bindgen_test]
async fn a_number_is_dialled_by_button_or_enter_in_its_country() {
    let screen = Screen::show(dialling()).await;
    let field = screen.one(".dial input");
    assert_eq!(words(&screen.one(".dial label")), "Number to dial");
    assert_eq!(field.get_attribute("autocomplete").as_deref(), Some("off"));
    assert!(screen.is_off("Call"), "nothing is typed");
    assert_eq!(screen.press("Call"), []);
    type_into(&field, "5551230000");
    tick().await;
    let names: Vec<String> = screen.all(".dial option").iter().map(|o| words(o)).collect();
    assert_eq!(names, ["Japan", "United States"], "by name; their signs come with the library");
    let dial = |country: &str| Intent::Dial(DialText::new("5551230000"), Some(country.to_owned()));
    assert_eq!(screen.press("Call"), [dial("jp")]);
    type_into(&screen.one(".dial select"), "US");
    submit(&screen.one(".dial form"));
    assert_eq!(screen.taken(), [dial("us")]);
}

#[wasm_bindgen_test]
async fn what_is_being_dialled_is_said_and_can_be_given_up() {
    let screen = Screen::show(dialling()).await;
    type_into(&screen.one(".dial input"), "+15551230000");
    screen
        .change(|view| {
            view.dial.ready = Some(Err(Refusal::DialPending));
            view.dial.pending = Some(DialText::new("+15551230000"));
        })
        .await;
    assert!(words(&screen.one(".dial [role=status]")).contains("Dialling +15551230000…"));
    assert_eq!(screen.press("Cancel"), [Intent::CancelDial]);
    screen.change(|view| view.dial.given_up = true).await;
    assert!(
        screen.text().contains("Giving up the call to +15551230000…") && screen.is_off("Cancel")
    );
    screen
        .change(|view| {
            view.dial = fusion_connect_toolbar::view::DialView {
                refusal: Some(Refusal::CountryNotAllowed),
                ..dialling().dial
            };
        })
        .await;
    assert!(screen.text().contains("Calls to this country are not allowed."));
    assert_eq!(value(&screen), "+15551230000", "the number is there to be mended");
}

#[wasm_bindgen_test]
async fn a_number_that_was_called_leaves_the_field() {
    let screen = Screen::show(dialling()).await;
    type_into(&screen.one(".dial input"), "+15551230000");
    screen.change(|view| view.dial.pending = Some(DialText::new("+15551230000"))).await;
    screen.change(|view| view.dial.pending = None).await;
    assert_eq!(value(&screen), "");
}

#[wasm_bindgen_test]
async fn quick_connects_are_called_from_the_box() {
    let mut view = dialling();
    let one = |arn: &str, name: &str, kind| QuickConnect {
        arn: EndpointArn::new(arn),
        name: PersonName::parse(name).unwrap(),
        kind,
        number: None,
    };
    let all = vec![
        one("b", "Ben", EndpointKind::Agent),
        one("h", "Hotline", EndpointKind::Number),
        one("q", "Sales", EndpointKind::Queue),
        one("t", "Taxi", EndpointKind::Number),
    ];
    view.directory = Directory::Listed(all);
    let screen = Screen::show(view).await;
    assert!(screen.all(".entry").is_empty(), "nobody asked for the list");
    screen.press("Quick connects");
    tick().await;
    assert_eq!(screen.taken(), [Intent::LoadEndpoints]);
    let entries: Vec<String> = screen.all(".dial .entry").iter().map(|e| words(e)).collect();
    assert_eq!(entries, ["Call Hotline", "Call Taxi"]);
    assert!(screen.text().contains("can only be called while you are on a call"));
    screen.change(|view| view.dial.ready = Some(Err(Refusal::DialPending))).await;
    screen.all(".entry")[0].click();
    assert_eq!(screen.taken(), [], "one call at a time");
    screen.change(|view| view.dial.ready = Some(Ok(()))).await;
    screen.all(".entry")[1].click();
    assert_eq!(screen.taken(), [Intent::DialQuickConnect(EndpointArn::new("t"))]);
    tick().await;
    assert!(screen.all(".dial .sheet").is_empty());
    screen.press("Quick connects");
    tick().await;
    let with_call = View { cards: vec![talking("a")], ..dialling() };
    screen.set(with_call).await;
    screen.set(dialling()).await;
    assert!(screen.all(".dial .sheet").is_empty(), "a call closes the list");
}

#[wasm_bindgen_test]
async fn a_blocked_panel_is_told_with_the_way_out() {
    let mut view = dialling();
    view.audio.panel_blocked = true;
    let screen = Screen::show(view).await;
    let message = screen.one(".message");
    assert!(words(&message).contains("Amazon’s panel was blocked"), "{}", words(&message));
    assert!(words(&message).contains("Allow pop-up windows for this page"));
    let buttons = super::all(&message, "button");
    assert_eq!(
        buttons.iter().map(|b| words(b)).collect::<Vec<_>>(),
        ["Open Amazon panel", "Dismiss"]
    );
    buttons[0].click();
    buttons[1].click();
    assert_eq!(screen.taken(), [Intent::OpenPanelWindow, Intent::DismissPanelBlocked]);
}

fn value(screen: &Screen) -> String {
    use wasm_bindgen::JsCast;
    screen.one(".dial input").unchecked_into::<web_sys::HtmlInputElement>().value()
}

#[wasm_bindgen_test]
async fn who_may_not_dial_reads_why() {
    for (refusal, said) in [
        (Refusal::NotAllowed, "permission outboundCall"),
        (Refusal::NoOutboundQueue, "no default outbound queue"),
        (Refusal::NotSignedIn, "Sign in to Amazon Connect first."),
    ] {
        let mut view = dialling();
        view.dial.ready = Some(Err(refusal));
        let screen = Screen::show(view).await;
        assert!(words(&screen.one(".dial [role=status]")).contains(said), "{said}");
        assert!(screen.one(".dial form").parent_element().unwrap().has_attribute("hidden"));
    }
}

#[wasm_bindgen_test]
async fn the_box_rests_during_a_call_and_before_the_agent_is_known() {
    let screen = Screen::show(idle()).await;
    assert!(screen.one(".dial").has_attribute("hidden"));
    screen.set(dialling()).await;
    assert!(!screen.one(".dial").has_attribute("hidden"));
    let call = View { cards: vec![talking("a")], ..dialling() };
    screen.set(call).await;
    assert!(screen.one(".dial").has_attribute("hidden"));
    let after = View { cards: vec![card("a", Phase::AfterCallWork)], ..dialling() };
    screen.set(after).await;
    assert!(!screen.one(".dial").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn recent_calls_tell_how_they_went_and_are_called_again() {
    let mut view = dialling();
    view.recent = vec![
        recent(2, false, RecentOutcome::Answered, 61_000),
        RecentCall { number: None, ..recent(1, true, RecentOutcome::Missed, 0) },
        RecentCall {
            number: None,
            unnumbered: NoNumberReason::Transfer,
            ..recent(0, true, RecentOutcome::Answered, 0)
        },
    ];
    let screen = Screen::show(view).await;
    let rows = screen.all("ul[aria-label='Recent calls'] > li");
    assert!(words(&rows[0]).contains("Outgoing, Answered 01:01"), "{}", words(&rows[0]));
    assert!(words(&rows[1]).contains("Number withheld"), "{}", words(&rows[1]));
    assert!(words(&rows[1]).contains("Incoming, Missed"));
    assert!(words(&rows[2]).contains("Transfer"), "{}", words(&rows[2]));
    assert_eq!(super::all(&rows[1], "button").len(), 0, "there is no number to call");
    assert_eq!(screen.press("Redial +15551230000"), [Intent::Redial(2)]);
    screen.change(|view| view.dial.ready = Some(Err(Refusal::Busy))).await;
    assert!(screen.is_off("Redial +15551230000"));
    screen.change(|view| view.recent.clear()).await;
    assert!(screen.one(".recents").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn each_outcome_of_a_recent_call_has_its_words() {
    let mut view = dialling();
    let outcomes = [
        (true, RecentOutcome::Abandoned, "Incoming, Caller hung up"),
        (false, RecentOutcome::Cancelled, "Outgoing, Cancelled"),
        (true, RecentOutcome::Declined, "Incoming, Declined"),
        (true, RecentOutcome::Failed, "Incoming, Failed"),
        (false, RecentOutcome::NotAnswered, "Outgoing, Not answered"),
    ];
    let calls = outcomes.iter().zip(0..);
    view.recent =
        calls.map(|((inbound, outcome, _), id)| recent(id, *inbound, *outcome, 0)).collect();
    let screen = Screen::show(view).await;
    let rows = screen.all("ul[aria-label='Recent calls'] > li");
    for (row, (_, outcome, said)) in rows.iter().zip(outcomes) {
        assert!(words(row).contains(said), "{outcome:?}: {}", words(row));
    }
}

#[wasm_bindgen_test]
async fn a_microphone_that_is_not_in_order_has_a_dot_a_cause_and_a_way_out() {
    for (microphone, dot, tell) in [
        (Microphone::Denied, "Microphone blocked", "in the address bar"),
        (
            Microphone::DeniedInFrame,
            "Microphone blocked",
            "the page around this toolbar does not pass it on",
        ),
        (Microphone::Missing, "No microphone", "Plug in a headset"),
        (
            Microphone::NotDelegated,
            "No microphone in this frame",
            "does not pass the microphone on",
        ),
    ] {
        let mut view = dialling();
        view.audio.microphone = microphone;
        let screen = Screen::show(view).await;
        assert!(words(&screen.one("ul.health")).contains(dot));
        assert!(words(&screen.one("section.message")).contains(tell), "{tell}");
        let opens = super::all(&screen.one("main"), "section.message button");
        assert_eq!(
            opens.len(),
            usize::from(matches!(microphone, Microphone::DeniedInFrame | Microphone::NotDelegated))
        );
        for button in opens {
            assert_eq!(words(&button), "Open Amazon panel");
            button.click();
            assert_eq!(screen.taken(), [Intent::OpenPanelWindow]);
        }
        screen.change(|view| view.audio.softphone = false).await;
        assert!(screen.all("section.message").is_empty(), "a desk phone needs none");
    }
}

#[wasm_bindgen_test]
async fn what_the_softphone_reports_is_said_until_it_is_put_away() {
    for (fault, said) in [
        (SoftphoneFault::IceTimeout, "firewall"),
        (SoftphoneFault::MicrophoneNotShared, "Allow it for this site"),
        (SoftphoneFault::UnsupportedBrowser, "current Chrome, Edge or Firefox"),
        (SoftphoneFault::MultipleSessions, "another window"),
        (SoftphoneFault::WebRtc, "could not set up the audio"),
    ] {
        let mut view = with(vec![talking("a")]);
        view.audio.fault = Some(fault);
        let screen = Screen::show(view).await;
        assert!(words(&screen.one("section.message")).contains(said), "{fault:?}");
        assert_eq!(screen.press("Dismiss"), [Intent::DismissAudioFault]);
    }
}

#[wasm_bindgen_test]
async fn devices_are_asked_for_when_the_section_opens_and_chosen_by_use() {
    let screen = Screen::show(dialling()).await;
    assert_eq!(screen.taken(), []);
    screen.one("details.audio").set_attribute("open", "").unwrap();
    sleep(50).await;
    assert_eq!(screen.taken(), [Intent::LoadDevices]);
    let audio = || words(&screen.one("details.audio"));
    let loading = Devices::Loading(CommandId(1), ago(0));
    screen.change(|view| view.audio.devices = loading).await;
    assert!(audio().contains("Audio devices are loading…"));
    screen.change(|view| view.audio.devices = Devices::Failed(Refusal::NotSignedIn)).await;
    assert!(audio().contains("Sign in to Amazon Connect first."));
    let device = |id: &str, label: &str, input| Device {
        id: DeviceId::new(id),
        label: label.to_owned(),
        input,
    };
    screen
        .change(|view| {
            view.audio.devices = Devices::Listed(vec![
                device("m", "", true),
                device("s1", "Headset", false),
                device("s2", "Desk", false),
            ]);
            view.audio.chosen = vec![(DeviceKind::Speaker, DeviceId::new("s1"))];
        })
        .await;
    let labels: Vec<String> =
        screen.all("details.audio label > span").iter().map(|l| words(l)).collect();
    assert_eq!(labels, ["Microphone", "Speaker", "Ringer"]);
    let selects = screen.all("details.audio select");
    let options = |n: usize| -> Vec<String> {
        super::all(&selects[n], "option").iter().map(|option| words(option)).collect()
    };
    assert_eq!(options(0), ["As the phone chose", "Device 1"]);
    assert_eq!(options(1), ["Headset", "Desk"]);
    type_into(&selects[2], "s2");
    let chosen = Intent::ChooseDevice(DeviceKind::Ringer, DeviceId::new("s2"));
    assert_eq!(screen.taken(), [chosen]);
    screen.change(|view| view.audio.softphone = false).await;
    assert!(audio().contains("Audio is on your desk phone."));
    assert!(screen.all("details.audio select").is_empty());
}

/// With devices to choose from, and what Connect does to the agent's voice.
fn enhanced(wish: Option<EnhancementWish>) -> View {
    let mut view = dialling();
    view.audio.devices = Devices::Listed(Vec::new());
    let told = VoiceEnhancement::NoiseSuppression;
    view.audio.enhancement = Some(Enhancement { told, wish });
    view
}

#[wasm_bindgen_test]
async fn the_voice_enhancement_is_chosen_where_connect_tells_it_and_audio_is_here() {
    let screen = Screen::show(enhanced(None)).await;
    let labels = || -> Vec<String> {
        screen.all("details.audio label > span").iter().map(|l| words(l)).collect()
    };
    assert_eq!(labels(), ["Microphone", "Speaker", "Ringer", "Voice enhancement"]);
    assert!(words(&screen.one("details.audio")).contains("Takes effect with the next call."));
    let list = screen.all("details.audio select")[3].clone();
    let options = super::all(&list, "option");
    let names: Vec<String> = options.iter().map(|option| words(option)).collect();
    assert_eq!(names, ["Voice isolation", "Noise suppression", "Off"]);
    assert_eq!(list_shows(&list), "Noise suppression");
    for (place, wish) in [
        ("0", VoiceEnhancement::VoiceIsolation),
        ("2", VoiceEnhancement::Off),
        ("1", VoiceEnhancement::NoiseSuppression),
    ] {
        type_into(&list, place);
        assert_eq!(screen.taken(), [Intent::ChooseEnhancement(wish)]);
        assert_eq!(list_shows(&list), "Noise suppression", "until Connect tells another");
    }
    screen.change(|view| view.audio.enhancement = None).await;
    assert_eq!(labels(), ["Microphone", "Speaker", "Ringer"], "Connect tells none");
    let mut unlisted = enhanced(None);
    unlisted.audio.devices = Devices::Failed(Refusal::Connect(Failure::TimedOut));
    screen.set(unlisted).await;
    assert_eq!(labels(), ["Voice enhancement"], "it needs no list of devices");
    assert!(words(&screen.one("details.audio")).contains("did not answer"));
    let mut deskphone = enhanced(None);
    deskphone.audio.softphone = false;
    screen.set(deskphone).await;
    assert!(labels().is_empty());
    assert!(!words(&screen.one("details.audio")).contains("Takes effect"));
}

#[wasm_bindgen_test]
async fn what_becomes_of_a_voice_enhancement_is_said_and_never_shown_too_early() {
    let screen = Screen::show(enhanced(None)).await;
    let line = || words(&screen.one("details.audio [role=status]"));
    let shown = || list_shows(&screen.all("details.audio select")[3]);
    assert_eq!(line(), "");
    for (mode, said) in [
        (VoiceEnhancement::VoiceIsolation, "Changing to Voice isolation…"),
        (VoiceEnhancement::Off, "Changing to Off…"),
    ] {
        let asked = EnhancementWish::Asked(mode, CommandId(1), ago(0));
        screen.set(enhanced(Some(asked))).await;
        assert_eq!((line().as_str(), shown().as_str()), (said, "Noise suppression"));
    }
    let kind = "AccessDeniedException".to_owned();
    let refused = Refusal::Connect(Failure::Refused { kind });
    screen.set(enhanced(Some(EnhancementWish::Refused(refused)))).await;
    assert_eq!(line(), "Amazon Connect refused (AccessDeniedException). Try again.");
    assert_eq!(shown(), "Noise suppression");
    let told = VoiceEnhancement::VoiceIsolation;
    let now = Enhancement { told, wish: None };
    screen.change(|view| view.audio.enhancement = Some(now)).await;
    assert_eq!((line().as_str(), shown().as_str()), ("", "Voice isolation"));
}

/// The words of what a list shows as chosen.
fn list_shows(list: &web_sys::HtmlElement) -> String {
    use wasm_bindgen::JsCast;
    let list: &web_sys::HtmlSelectElement = list.unchecked_ref();
    let place = list.value().parse::<usize>().unwrap();
    words(&super::all(list, "option")[place])
}

#[wasm_bindgen_test]
async fn minutes_without_news_are_named_until_put_away() {
    let mut view = idle();
    view.health.gap = Some((Millis(0), Millis(120_000)));
    let screen = Screen::show(view).await;
    let said = words(&screen.one("section.message"));
    assert!(said.starts_with("No news from Amazon Connect between "), "{said}");
    assert!(said.contains("you may have missed a call."), "{said}");
    assert_eq!(screen.press("Dismiss"), [Intent::DismissGap]);
    screen.change(|view| view.health.gap = None).await;
    assert!(screen.all("section.message").is_empty());
}

#[wasm_bindgen_test]
async fn amazons_panel_is_shown_in_place_or_in_a_window() {
    let screen = Screen::show(idle()).await;
    screen.open_details().await;
    let toggle = screen.button("Show Amazon panel");
    assert_eq!(toggle.get_attribute("aria-pressed").as_deref(), Some("false"));
    assert_eq!(screen.press("Show Amazon panel"), [Intent::ShowPanel(true)]);
    screen.change(|view| view.panel = true).await;
    assert_eq!(screen.button("Show Amazon panel"), toggle);
    assert_eq!(toggle.get_attribute("aria-pressed").as_deref(), Some("true"));
    assert_eq!(screen.press("Show Amazon panel"), [Intent::ShowPanel(false)]);
    assert_eq!(screen.press("Open Amazon panel"), [Intent::OpenPanelWindow]);
}

#[wasm_bindgen_test]
async fn the_phone_speaks_japanese() {
    let mut view = dialling();
    view.recent = vec![recent(1, true, RecentOutcome::Missed, 0)];
    let screen = Screen::speak(ja(), view).await;
    for said in ["発信する番号", "日本", "最近の通話", "不在着信", "音声"] {
        assert!(screen.text().contains(said), "{said}");
    }
    assert_eq!(screen.press("+15551230000にかけ直す"), [Intent::Redial(1)]);
}
