//! The trace: what is recorded plays alike, holds nothing personal, and stays small; what is no trace is
//! refused in words. The traces in `tests/fixtures/traces` are played here, each a regression test.

use std::fs;
use std::path::Path;

use fusion_connect_toolbar::domain::{
    DialNumber, DialText, Digits, Event, FusionPresence, Intent, Memory, Millis, NumberFault,
    Phone, Settings, Source,
};
use fusion_connect_toolbar::telemetry::replay::{Difference, Trace, TraceFault};
use serde_json::Value;

use crate::world::{World, accept, id, outbound, ringing, talking, wrapping};

/// What the worlds of these tests know of people.
const PERSONAL: [&str; 4] = ["Mary", "5551230000", "300000004992660", "5557770001"];

/// Reads a trace and plays it: the same requests, the same screen, and nobody in it.
pub(crate) fn plays_alike(file: &str) {
    for personal in PERSONAL {
        assert!(!file.contains(personal), "{personal} in the trace");
    }
    let trace = Trace::parse(file).unwrap_or_else(|fault| panic!("{fault}\n{file}"));
    for (step, played) in trace.steps.iter().zip(trace.play()) {
        assert_eq!(played.differences, [], "at {:?}: {}", step.at, step.told);
    }
}

/// A call from the ring to the end, accepted in the toolbar.
fn call(world: &mut World, contact: &str) {
    world.snapshot("PendingBusy", &[ringing(contact)]);
    world.answer(&format!("new {contact}"));
    world.intend(Intent::Accept(id(contact)));
    world.succeed(&accept(contact));
    world.snapshot("Busy", &[talking(contact)]);
    world.answer(&format!("start {contact}"));
    let digits = Digits::parse("4111").unwrap();
    world.intend(Intent::SendDigits(id(contact), digits));
    world.pass(Millis::seconds(30));
    world.snapshot("AfterCallWork", &[wrapping(contact)]);
    world.snapshot("Available", &[]);
    world.pass(Millis::seconds(30));
}

#[test]
fn a_call_plays_alike_from_its_trace() {
    let mut world = World::new();
    call(&mut world, "ct-1");
    let file = world.trace();
    plays_alike(&file);
    assert!(file.contains("ct-1") && file.contains("SVCMCA_ANI"), "ids and names of tokens stay");
    assert!(file.contains("ORA_SVC_INBOUND"), "and the words of Oracle");
    assert!(!file.contains("4111"), "but no key");
}

#[test]
fn a_dialled_call_is_bound_to_the_same_contact() {
    let mut world = World::new();
    world.intend(Intent::Dial(DialText::new("+1 (555) 123-0000"), Some("us".into())));
    world.read_number();
    world.snapshot("CallingCustomer", &[outbound(ringing("ct-9"))]);
    world.click_to_dial("click-1", "15551230000");
    world.pass(Millis::seconds(20));
    plays_alike(&world.trace());
}

#[test]
fn the_ring_keeps_the_last_calls_and_stays_small() {
    let mut world = World::new();
    for number in 0..100 {
        call(&mut world, &format!("ct-{number}"));
        // What a test remembers is not what is measured.
        world.sent.clear();
        world.times.clear();
    }
    let file = world.trace();
    plays_alike(&file);
    assert!(file.contains("\"ct-99\"") && file.contains("\"ct-95\""));
    assert!(file.len() < 600 * 1024, "{} bytes", file.len());
    let trace = Trace::parse(&file).unwrap();
    assert!(trace.steps.len() > 150, "{} steps", trace.steps.len());
    assert!(trace.steps[0].at > Millis(1_700_000_000_000), "the oldest went");
}

#[test]
fn a_queue_stays_in_its_token_and_a_person_in_the_same_token_does_not() {
    let mut settings = Settings::default();
    let queued = |name: &str| (name.to_owned(), Source::Queue);
    settings.token_map.tokens = ["BAC_QUEUE", "SVCMCA_CONTACT_ID"].map(queued).into();
    let mut world = World::with(settings);
    call(&mut world, "ct-1");
    let queue = ringing("ct-1").queue.unwrap();
    let file = world.trace();
    plays_alike(&file);
    assert!(file.contains(&format!("\"BAC_QUEUE\":{{\"Text\":\"{queue}\"}}")), "{file}");
}

#[test]
fn signs_of_life_take_no_place_but_are_played() {
    let mut world = World::new();
    let before = world.trace().len();
    for _ in 0..100 {
        world.now = world.now + Millis(1000);
        world.event(Event::CcpHeard);
    }
    assert!(world.trace().len() < before + 800, "{}", world.trace().len() - before);
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    let file = world.trace();
    plays_alike(&file);
    // Without them the core would tell of minutes without news.
    assert!(file.contains("\"heard\":[1000,"));
    assert_eq!(Trace::parse(&file).unwrap().view(usize::MAX >> 40).health.gap, None);
}

#[test]
fn what_is_recorded_otherwise_is_found() {
    let mut world = World::new();
    call(&mut world, "ct-1");
    let file = world.trace();
    let other = file.replacen("{\"Accept\":\"ct-1\"}}}", "{\"Reject\":\"ct-1\"}}}", 1);
    assert_ne!(file, other);
    let found: Vec<_> =
        Trace::parse(&other).unwrap().play().into_iter().flat_map(|p| p.differences).collect();
    let [Difference::Command { recorded: Some(recorded), played: Some(played), .. }] = &found[..]
    else {
        panic!("{found:?}")
    };
    assert!(recorded.to_string().contains("Reject") && played.to_string().contains("Accept"));
    let cards = file.find("\"shown\":{\"cards\":").or(file.find("\"cards\":")).unwrap();
    let mut other = file.clone();
    other.insert(cards + file[cards..].find("cards\":").unwrap() + 7, '9');
    let found = Trace::parse(&other).unwrap().play();
    let screens = found.iter().flat_map(|played| &played.differences);
    assert_eq!(screens.collect::<Vec<_>>(), [&Difference::Screen("cards".into())]);
}

#[test]
fn a_trace_told_anew_is_the_same_trace() {
    let mut world = World::new();
    call(&mut world, "ct-1");
    let file = world.trace();
    let trace = Trace::parse(&file).unwrap();
    assert_eq!(trace.retold(), file);
}

#[test]
fn a_program_that_ended_in_a_step_leaves_the_step() {
    let mut world = World::new();
    world.kept().take(&Event::CcpHeard, Millis(1_700_000_000_500));
    let file = world.trace();
    let trace = Trace::parse(&file).unwrap();
    let last = trace.steps.last().unwrap();
    assert_eq!((&last.told, &last.answered), (&Value::from("CcpHeard"), &None));
    assert!(trace.play().iter().all(|played| played.differences.is_empty()));
}

#[test]
fn a_text_that_could_not_be_read_goes_in_as_little_as_any() {
    let mut world = World::cold(Settings::default(), Memory::default(), FusionPresence::Absent);
    world.link();
    world.snapshot("Available", &[]);
    world.intend(Intent::Dial(DialText::new("ask for Mary"), None));
    let asked = world.sent.iter().rev().find_map(|command| match command {
        fusion_connect_toolbar::domain::Command::ReadNumber { id, .. } => Some(*id),
        _ => None,
    });
    let outcome = Err(NumberFault::Invalid);
    world.event(Event::NumberRead { id: asked.unwrap(), outcome });
    let number = Phone::parse("+15551230000").unwrap();
    let outcome = Ok(DialNumber { number, countries: vec!["us".into()], extension: None });
    world.event(Event::NumberRead { id: asked.unwrap(), outcome });
    plays_alike(&world.trace());
}

#[test]
fn what_is_no_trace_is_refused_with_the_place() {
    let mut world = World::new();
    call(&mut world, "ct-1");
    let file = world.trace();
    let fault = |text: &str| Trace::parse(text).unwrap_err().to_string();
    assert_eq!(
        fault("{}"),
        "it is no trace: there is no \"format\": \"fusion-connect-toolbar trace\""
    );
    assert_eq!(fault("[1]"), fault("{}"));
    assert_eq!(fault("\n<html>"), "line 2, column 1: expected value");
    assert_eq!(
        fault(&file.replacen("\"version\":1", "\"version\":7", 1)),
        "it is of version 7; this program reads version 1"
    );
    let cut: String = file.lines().take(9).flat_map(|line| [line, "\n"]).collect();
    let cut = fault(&cut);
    assert!(cut.starts_with("line 10, column 0: EOF"), "{cut}");
    assert_eq!(
        fault(&file.replacen("\"FusionReady\":", "\"FusionReadied\":", 1)).split(',').next(),
        Some("$.steps[1].event: expected one of Started")
    );
    assert_eq!(
        fault(&file.replacen("\"recent_calls\":20", "\"recent_calls\":\"many\"", 1)),
        "$.checkpoint.model.settings.recent_calls: expected a whole number, found a text"
    );
    assert_eq!(fault(&file.replacen("\"saved\"", "\"kept\"", 1)), "$.saved: is missing");
    assert!(matches!(Trace::parse(""), Err(TraceFault::NoJson { .. })));
}

#[test]
fn every_recorded_trace_plays_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/traces");
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let file = fs::read_to_string(&path).unwrap();
            let name = path.display();
            let trace = Trace::parse(&file).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            for (at, played) in trace.play().into_iter().enumerate() {
                assert_eq!(played.differences, [], "{name}, step {at}");
            }
            count += 1;
        }
    }
    assert!(count >= 3, "{count} traces in {}", folder.display());
}
