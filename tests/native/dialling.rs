//! Outbound: one dial at a time, known again by its number, told to Fusion under Fusion's id.

use crate::memory::encode;
use crate::world::{World, end, failed, id, outbound, ringing, snapshot_of, talking, wrapping};
use fusion_connect_toolbar::domain::{
    Callee, Channel, Command, CommandId, ConnectRequest, ConnectionId, ContactFacts, DialNumber,
    DialStage, DialTarget, DialText, Digits, EndpointArn, Event, Failure, Intent, InteractionVerb,
    Memory, Millis, NoNumberReason, NumberFault, PersonName, Phone, RecentOutcome, Refusal, Reply,
    Role, Seen, Target, WrapUp,
};
use fusion_connect_toolbar::runtime::memory::decode;

const NUMBER: &str = "+15551230000";

fn asked() -> ConnectRequest {
    ConnectRequest::Dial(Callee::Number(Phone::parse(NUMBER).unwrap()))
}

fn dialling(contact: &str) -> ContactFacts {
    outbound(ringing(contact))
}

/// Fusion asked, the number was read and Connect was asked.
fn clicked() -> World {
    let mut world = World::new();
    world.click_to_dial("u-1", NUMBER);
    world.read_number();
    assert_eq!(world.count(&asked()), 1);
    world
}

#[test]
fn a_click_in_fusion_is_dialled_told_and_started_once_under_fusions_id() {
    let mut world = clicked();
    assert_eq!(world.calls_told(), [] as [&str; 0], "nothing before Connect took the number");
    world.succeed(&asked());
    assert_eq!(world.calls_told(), ["new u-1"]);
    let tokens = world.in_data("new u-1");
    for (token, value) in [
        ("SVCMCA_CALL_ID", "u-1"),
        ("SVCMCA_CONTACT_ID", "300000004992660"),
        ("SVCMCA_ANI", NUMBER),
        ("SVCMCA_COMMUNICATION_DIRECTION", "ORA_SVC_OUTBOUND"),
    ] {
        assert_eq!(tokens.text(token), Some(value), "{token}");
    }
    world.answer("new u-1");
    world.snapshot("CallingCustomer", &[dialling("ct-1")]);
    assert_eq!(world.calls_told(), ["new u-1"], "not yet answered");
    world.snapshot("Busy", &[outbound(talking("ct-1"))]);
    assert_eq!(world.calls_told(), ["new u-1", "start u-1"]);
    assert!(world.in_data("start u-1").iter().all(|(name, _)| name != "callStatus"));
    world.answer("start u-1");
    world.snapshot("AfterCallWork", &[outbound(wrapping("ct-1"))]);
    assert_eq!(world.calls_told(), ["new u-1", "start u-1", "close u-1 WrapUp"]);
}

#[test]
fn the_contact_may_come_before_or_without_the_success() {
    for late in [true, false] {
        let mut world = clicked();
        world.snapshot("CallingCustomer", &[dialling("ct-1")]);
        assert_eq!(world.calls_told(), ["new u-1"]);
        if late {
            world.succeed(&asked());
        }
        world.answer("new u-1");
        world.snapshot("Busy", &[outbound(talking("ct-1"))]);
        assert_eq!(world.calls_told(), ["new u-1", "start u-1"]);
        assert_eq!(world.view().dial.pending, None);
    }
}

#[test]
fn a_call_to_another_number_is_another_call() {
    let mut world = clicked();
    let mut other = dialling("ct-9");
    other.number = Phone::parse("+15559990000");
    world.snapshot("CallingCustomer", &[other]);
    assert_eq!(world.calls_told(), ["new ct-9"], "dialled in the CCP");
    assert!(world.view().dial.pending.is_some());
}

#[test]
fn a_contact_is_the_dialled_call_however_its_number_is_spelled_and_before_it_has_one() {
    for (spelled, same) in [
        (Some("15551230000"), true),
        (Some("TEL:+15551230000"), true),
        (Some("1 (555) 123-0000"), true),
        (Some("5551230000"), false),
        (Some("+25551230000"), false),
        (None, true),
    ] {
        let mut world = clicked();
        let mut contact = dialling("ct-1");
        contact.number = spelled.and_then(Phone::parse);
        world.snapshot("CallingCustomer", &[contact]);
        assert_eq!(world.calls_told(), [if same { "new u-1" } else { "new ct-1" }], "{spelled:?}");
        assert_eq!(world.view().dial.pending.is_none(), same, "{spelled:?}");
        world.snapshot("Busy", &[outbound(talking("ct-1"))]);
        assert_eq!(world.calls_told().len(), 1, "{spelled:?}: no second engagement");
    }
    let mut world = clicked();
    let mut colleague = dialling("ct-1");
    (colleague.number, colleague.role) = (None, Role::Internal);
    world.snapshot("CallingCustomer", &[colleague]);
    assert!(world.view().dial.pending.is_some(), "a number is no colleague");
}

#[test]
fn a_contact_that_failed_before_it_was_told_is_the_dialled_call_unless_it_is_older() {
    for (age, same) in [(0, true), (4, true), (6, false)] {
        for taken in [true, false] {
            let mut world = clicked();
            if taken {
                world.succeed(&asked());
                world.answer("new u-1");
            }
            let mut contact = outbound(failed("ct-1"));
            contact.since = Millis(world.now.0 - age * 1000);
            world.snapshot("FailedConnectCustomer", &[contact]);
            assert_eq!(world.view().dial.pending.is_none(), same, "{age} s");
            let told: &[&str] = match (same, taken) {
                (true, true) => &["new u-1", "close u-1 Missed"],
                (true, false) => &["dial error u-1 NoLongerThere"],
                (false, true) => &["new u-1"],
                (false, false) => &[],
            };
            assert_eq!(world.calls_told(), told, "{age} s");
        }
    }
}

/// A number of these countries is read, with an extension behind it.
fn read(world: &mut World, number: &str, countries: &[&str], extension: Option<&str>) {
    let id = world.sent.iter().rev().find_map(|command| match command {
        Command::ReadNumber { id, .. } => Some(*id),
        _ => None,
    });
    let outcome = Ok(DialNumber {
        number: Phone::parse(number).unwrap(),
        countries: countries.iter().map(|code| (*code).to_owned()).collect(),
        extension: extension.and_then(Digits::parse),
    });
    world.event(Event::NumberRead { id: id.unwrap(), outcome });
}

#[test]
fn countries_that_share_a_calling_code_are_one_for_the_list_of_connect() {
    // The agent may call us and gb.
    for (countries, may) in
        [(&["gb", "gg", "im"][..], true), (&["de"], false), (&[], true), (&["ca", "us"], true)]
    {
        let mut world = World::new();
        world.intend(Intent::Dial(DialText::new("+441481960194"), None));
        read(&mut world, "+441481960194", countries, None);
        let refusal = (!may).then_some(Refusal::CountryNotAllowed);
        assert_eq!(world.view().dial.refusal, refusal, "{countries:?}");
    }
}

#[test]
fn a_number_that_may_be_two_is_refused_with_both_on_both_sides() {
    let mut world = World::new();
    world.click_to_dial("u-1", "4930123456");
    let Some(Command::ReadNumber { id, .. }) =
        world.sent.iter().rev().find(|command| matches!(command, Command::ReadNumber { .. }))
    else {
        panic!("nothing to read")
    };
    let number = |text: &str| Phone::parse(text).unwrap();
    let both = (number("+14930123456"), number("+4930123456"));
    let outcome = Err(NumberFault::Ambiguous(both.0.clone(), both.1.clone()));
    let id = *id;
    world.event(Event::NumberRead { id, outcome });
    assert_eq!(world.view().dial.refusal, Some(Refusal::NeedsPlus(both.0, both.1)));
    assert!(world.calls_told()[0].starts_with("dial error u-1 NeedsPlus"));
}

#[test]
fn an_extension_stays_on_the_card_of_its_call_through_a_reload_while_it_is_dialled() {
    let mut world = World::new();
    world.intend(Intent::Dial(DialText::new("+15551230000 x227"), None));
    read(&mut world, NUMBER, &["us"], Some("227"));
    world.reload();
    world.snapshot("CallingCustomer", &[dialling("ct-1")]);
    let card = |world: &World| world.view().cards[0].clone();
    assert_eq!(card(&world).extension, Digits::parse("227"));
    world.snapshot("Busy", &[outbound(talking("ct-1"))]);
    let keys = card(&world).extension.expect("in sight while they talk");
    assert_eq!(card(&world).controls.keypad, Some(true));
    world.intend(Intent::SendDigits(id("ct-1"), keys.clone()));
    let leg = ConnectionId::new("ct-1-customer");
    assert_eq!(world.count(&ConnectRequest::Digits(id("ct-1"), leg, keys)), 1);
    for (number, extension, shown) in
        [("+15557770001", None, "227"), ("+15557770001", Some("9"), "9")]
    {
        let target = Target::Number(DialText::new(number), None);
        world.intend(Intent::Consult(id("ct-1"), target));
        read(&mut world, number, &["us"], extension);
        assert_eq!(card(&world).extension, Digits::parse(shown), "the one that was told last");
    }
    world.snapshot("AfterCallWork", &[outbound(wrapping("ct-1"))]);
    assert_eq!(card(&world).extension, None);
}

#[test]
fn a_refused_call_is_told_and_a_second_wish_is_answered_not_dropped() {
    let mut world = clicked();
    world.click_to_dial("u-2", "+15550001111");
    assert_eq!(world.calls_told(), ["dial error u-2 DialPending"]);
    world.fail(&asked(), "BadEndpointException");
    let refusal = Refusal::Connect(Failure::Refused { kind: "BadEndpointException".into() });
    assert_eq!(world.calls_told()[1..], [format!("dial error u-1 {refusal:?}")]);
    assert_eq!(world.view().dial.refusal, Some(refusal));
    world.click_to_dial("u-3", NUMBER);
    world.read_number();
    assert_eq!(world.count(&asked()), 2, "and the next one is dialled");
    world.snapshot("CallingCustomer", &[dialling("ct-1")]);
    world.click_to_dial("u-4", NUMBER);
    assert_eq!(world.calls_told().last().unwrap(), "dial error u-4 Busy");
}

#[test]
fn a_click_that_comes_twice_is_one_call() {
    let mut world = clicked();
    world.click_to_dial("u-1", NUMBER);
    world.succeed(&asked());
    world.click_to_dial("u-1", NUMBER);
    assert_eq!(world.calls_told(), ["new u-1"]);
    assert_eq!(world.count(&asked()), 1);
}

#[test]
fn no_contact_in_time_closes_what_was_offered() {
    let mut world = clicked();
    world.succeed(&asked());
    world.answer("new u-1");
    world.pass(Millis::seconds(15));
    let refusal = Refusal::Connect(Failure::TimedOut);
    let told = [format!("dial error u-1 {refusal:?}"), "close u-1 Reject".into()];
    assert_eq!(world.calls_told()[1..], told);
    assert_eq!(world.view().dial.pending, None);
}

#[test]
fn what_may_not_be_dialled_is_refused_with_its_reason() {
    for (number, refusal) in [
        ("", Refusal::BadNumber),
        ("nonsense", Refusal::BadNumber),
        ("+4930123456", Refusal::CountryNotAllowed),
    ] {
        let mut world = World::new();
        world.click_to_dial("u-1", number);
        if !number.is_empty() {
            world.read_number();
        }
        assert_eq!(world.calls_told(), [format!("dial error u-1 {refusal:?}")], "{number}");
        assert!(!world.sent.iter().any(|c| matches!(c, Command::Connect { .. })));
    }
    let mut world = World::new();
    let mut agent = crate::world::agent_in("Available");
    agent.may_dial = false;
    world.event(Event::SnapshotTaken(snapshot_of(agent, Vec::<Seen>::new())));
    assert_eq!(world.view().dial.ready, Some(Err(Refusal::NotAllowed)));
    world.intend(Intent::Dial(DialText::new(NUMBER), None));
    assert_eq!(world.view().dial.refusal, Some(Refusal::NotAllowed));
    let mut agent = crate::world::agent_in("Available");
    agent.lacks_outbound_queue = true;
    world.event(Event::SnapshotTaken(snapshot_of(agent, Vec::<Seen>::new())));
    world.click_to_dial("u-2", NUMBER);
    assert_eq!(world.calls_told(), ["dial error u-2 NoOutboundQueue"]);
}

#[test]
fn how_it_ended_before_anybody_answered_decides_the_reason() {
    // Not answered, given up by the agent in Fusion, given up in the toolbar.
    for (how, close, outcome) in [
        ("silence", "close u-1 Missed", RecentOutcome::NotAnswered),
        ("fusion", "close u-1 Canceled", RecentOutcome::Cancelled),
        ("toolbar", "close u-1 Canceled", RecentOutcome::Cancelled),
    ] {
        let mut world = clicked();
        world.succeed(&asked());
        world.answer("new u-1");
        world.snapshot("CallingCustomer", &[dialling("ct-1")]);
        match how {
            "fusion" => {
                let ticket = world.order(InteractionVerb::Disconnect, "u-1");
                world.succeed(&end("ct-1"));
                assert_eq!(world.replies(ticket), [Ok(Reply::Done)]);
            }
            "toolbar" => {
                world.intend(Intent::End(id("ct-1")));
                world.succeed(&end("ct-1"));
            }
            _ => {}
        }
        world.snapshot("FailedConnectCustomer", &[outbound(failed("ct-1"))]);
        assert_eq!(world.calls_told(), ["new u-1", close], "{how}");
        assert_eq!(world.view().recent[0].outcome, outcome, "{how}");
        assert!(!world.view().recent[0].inbound);
    }
}

#[test]
fn a_call_given_up_before_it_has_a_contact_ends_as_soon_as_it_has_one() {
    let mut world = clicked();
    let ticket = world.order(InteractionVerb::Disconnect, "u-1");
    assert_eq!(world.replies(ticket), []);
    world.snapshot("CallingCustomer", &[dialling("ct-1")]);
    assert_eq!(world.count(&end("ct-1")), 1);
    world.succeed(&end("ct-1"));
    assert_eq!(world.replies(ticket), [Ok(Reply::Done)]);
    world.snapshot("Available", &[]);
    world.answer("new u-1");
    assert_eq!(world.calls_told(), ["new u-1", "close u-1 Canceled"]);
}

#[test]
fn a_reload_while_dialling_neither_dials_nor_offers_again() {
    let mut world = clicked();
    world.succeed(&asked());
    world.reload();
    world.snapshot("CallingCustomer", &[dialling("ct-1")]);
    world.answer("new u-1");
    world.snapshot("Busy", &[outbound(talking("ct-1"))]);
    assert_eq!(world.calls_told(), ["new u-1", "start u-1"]);
    assert_eq!(world.count(&asked()), 1);

    let mut world = clicked();
    world.reload();
    world.snapshot("Available", &[]);
    world.pass(Millis::seconds(15));
    let refusal = Refusal::Connect(Failure::TimedOut);
    assert_eq!(world.calls_told(), [format!("dial error u-1 {refusal:?}")]);
}

#[test]
fn a_call_dialled_in_the_toolbar_is_offered_under_its_contact_and_redialled() {
    let mut world = World::new();
    world.dial(NUMBER);
    world.succeed(&asked());
    assert_eq!(world.calls_told(), [] as [&str; 0]);
    world.snapshot("CallingCustomer", &[dialling("ct-1")]);
    assert_eq!(world.calls_told(), ["new ct-1"]);
    world.answer("new ct-1");
    world.snapshot("FailedConnectCustomer", &[outbound(failed("ct-1"))]);
    world.snapshot("Available", &[]);
    let recent = world.view().recent;
    assert_eq!(recent.len(), 1);
    assert_eq!(recent[0].name.as_ref().map(PersonName::as_str), Some("Mary Doe"));
    world.intend(Intent::Redial(recent[0].id));
    world.read_number();
    assert_eq!(world.count(&asked()), 2);
}

#[test]
fn the_dial_is_kept_before_connect_is_asked() {
    let mut world = World::new();
    world.click_to_dial("u-1", NUMBER);
    world.read_number();
    let kept =
        world.last.iter().position(|c| matches!(c, Command::Remember(m) if m.dial.is_some()));
    let dialled = world.last.iter().position(|c| matches!(c, Command::Connect { .. }));
    assert!(kept.is_some() && kept < dialled, "{:?}", world.last);
}

fn listing() -> World {
    let mut world = World::new();
    world.list_quick_connects(NUMBER);
    world
}

fn calls(arn: &str) -> ConnectRequest {
    ConnectRequest::Dial(Callee::QuickConnect(EndpointArn::new(arn)))
}

/// The contact of a quick connect whose number Connect does not tell.
fn numberless(mut contact: ContactFacts) -> ContactFacts {
    (contact.number, contact.unnumbered) = (None, NoNumberReason::Unknown);
    outbound(contact)
}

fn who(world: &World) -> Option<String> {
    world.view().cards[0].name.as_ref().map(|name| name.as_str().to_owned())
}

#[test]
fn a_quick_connect_without_a_number_is_kept_by_name() {
    let mut world = listing();
    world.intend(Intent::DialQuickConnect(EndpointArn::new("bare")));
    assert_eq!(world.count(&calls("bare")), 1);
    assert_eq!(world.view().dial.pending, Some(DialText::new("Name of bare")));
    world.intend(Intent::DialQuickConnect(EndpointArn::new("desk")));
    assert_eq!(world.count(&calls("desk")), 0, "one at a time");
    world.click_to_dial("u-1", NUMBER);
    assert_eq!(world.calls_told(), ["dial error u-1 DialPending"]);
    world.succeed(&calls("bare"));
    world.snapshot("CallingCustomer", &[numberless(dialling("ct-1"))]);
    assert_eq!(world.calls_told()[1..], ["new ct-1"]);
    let told = world.in_data("new ct-1");
    assert!(told.iter().all(|(name, _)| name != "SVCMCA_ANI"));
    assert_eq!(told.text("SVCMCA_COMMUNICATION_DIRECTION"), Some("ORA_SVC_OUTBOUND"));
    assert_eq!((who(&world).as_deref(), world.view().dial.pending), (Some("Name of bare"), None));
    world.refuse("new ct-1");
    world.snapshot("Busy", &[numberless(talking("ct-1"))]);
    world.snapshot("AfterCallWork", &[numberless(wrapping("ct-1"))]);
    let recent = &world.view().recent[0];
    assert_eq!((&recent.number, recent.unnumbered), (&None, NoNumberReason::Unknown));
    assert_eq!(recent.name.as_ref().map(PersonName::as_str), Some("Name of bare"));
}

#[test]
fn a_quick_connect_with_a_number_is_known_by_it() {
    let mut world = listing();
    world.intend(Intent::DialQuickConnect(EndpointArn::new("desk")));
    let mut other = dialling("ct-9");
    other.number = Phone::parse("+15559990000");
    world.snapshot("CallingCustomer", &[other]);
    assert!(world.view().dial.pending.is_some(), "dialled in the CCP");
    world.snapshot("CallingCustomer", &[dialling("ct-1")]);
    assert_eq!((who(&world).as_deref(), world.view().dial.pending), (Some("Name of desk"), None));
}

#[test]
fn a_ring_or_a_chat_is_never_the_quick_connect_that_is_called() {
    let mut world = listing();
    world.intend(Intent::DialQuickConnect(EndpointArn::new("bare")));
    let mut email = numberless(talking("ct-2"));
    email.channel = Channel::Email;
    world.snapshot("CallingCustomer", &[ringing("ct-1"), email]);
    assert!(world.view().dial.pending.is_some());
    assert!(world.view().cards.iter().all(|card| card.name.is_none()));
}

#[test]
fn a_quick_connect_that_is_not_reached_is_said_in_the_box_or_on_the_card() {
    let mut world = listing();
    world.intend(Intent::DialQuickConnect(EndpointArn::new("bare")));
    world.fail(&calls("bare"), "BadEndpointException");
    let refusal = Refusal::Connect(Failure::Refused { kind: "BadEndpointException".into() });
    assert_eq!(world.view().dial.refusal, Some(refusal));
    world.intend(Intent::DialQuickConnect(EndpointArn::new("bare")));
    assert_eq!(world.view().dial.refusal, None);
    world.pass(Millis::seconds(15));
    assert_eq!(world.view().dial.refusal, Some(Refusal::Connect(Failure::TimedOut)));
    // Agents and queues are for transfers.
    for arn in ["gone", "agent"] {
        world.intend(Intent::DialQuickConnect(EndpointArn::new(arn)));
        let unknown = Refusal::Connect(Failure::Refused { kind: "unknown_endpoint".into() });
        assert_eq!(world.view().dial.refusal, Some(unknown), "{arn}");
    }
    world.intend(Intent::DialQuickConnect(EndpointArn::new("bare")));
    world.snapshot("CallingCustomer", &[numberless(dialling("ct-1"))]);
    world.snapshot("FailedConnectCustomer", &[numberless(failed("ct-1"))]);
    assert_eq!(world.view().recent[0].outcome, RecentOutcome::NotAnswered);
}

#[test]
fn a_call_to_a_quick_connect_is_given_up_and_outlives_a_reload() {
    let mut world = listing();
    world.intend(Intent::DialQuickConnect(EndpointArn::new("bare")));
    world.intend(Intent::CancelDial);
    world.snapshot("CallingCustomer", &[numberless(dialling("ct-1"))]);
    assert_eq!(world.count(&end("ct-1")), 1);

    let mut world = listing();
    world.intend(Intent::DialQuickConnect(EndpointArn::new("bare")));
    world.reload();
    assert_eq!(world.view().dial.pending, Some(DialText::new("Name of bare")));
    world.snapshot("CallingCustomer", &[numberless(dialling("ct-1"))]);
    assert_eq!((who(&world).as_deref(), world.view().dial.pending), (Some("Name of bare"), None));
    // After another one only Connect knows whom it was.
    world.reload();
    let mut named = numberless(talking("ct-1"));
    named.quick_connect = PersonName::parse("Ben Berger");
    world.snapshot("Busy", &[named]);
    assert_eq!(who(&world).as_deref(), Some("Ben Berger"));
    assert_eq!(world.count(&calls("bare")), 1);
}

#[test]
fn a_recent_call_keeps_why_it_has_no_number() {
    let mut world = World::new();
    let mut passed_on = ringing("ct-1");
    (passed_on.number, passed_on.unnumbered) = (None, NoNumberReason::Transfer);
    world.snapshot("Pending", &[passed_on]);
    world.snapshot("Available", &[]);
    assert_eq!(world.view().recent[0].unnumbered, NoNumberReason::Transfer);
    assert_eq!(kept(&world).recent, world.model.remembered.recent);
}

/// What the memory's codec gives back.
fn kept(world: &World) -> Memory {
    let parts = encode(&world.model.remembered, WrapUp::Unlimited, world.now);
    decode(&parts, world.now)
}

#[test]
fn the_memory_tells_whether_a_quick_connect_a_number_or_a_text_is_dialled() {
    let stage = |world: &World| kept(world).dial.map(|dial| dial.stage);
    let number = || Phone::parse(NUMBER);
    for (arn, goal) in [("bare", None), ("desk", number())] {
        let mut world = listing();
        world.intend(Intent::DialQuickConnect(EndpointArn::new(arn)));
        let asked = DialStage::Asked(CommandId(0), DialTarget::QuickConnect(goal));
        assert_eq!(stage(&world), Some(asked), "{arn}");
    }
    let mut world = World::new();
    world.intend(Intent::Dial(DialText::new(NUMBER), None));
    assert_eq!(stage(&world), Some(DialStage::Reading(CommandId(0))));
    world.read_number();
    let asked = DialStage::Asked(CommandId(0), DialTarget::Number(number().unwrap()));
    assert_eq!(stage(&world), Some(asked));
}

#[test]
fn a_call_that_was_there_before_a_reload_is_not_the_one_that_is_being_dialled() {
    let mut world = World::new();
    world.click_to_dial("u-1", "+15551230000");
    world.snapshot("CallingCustomer", &[outbound(ringing("out-1"))]);
    world.read_number();
    world.reload();
    world.snapshot("CallingCustomer", &[outbound(ringing("out-1"))]);
    assert_eq!(world.calls_told(), ["new out-1"]);
    assert!(world.model.dial.is_some(), "it still waits for its own contact");
}

#[test]
fn that_there_is_a_call_is_said_as_long_as_there_is_one() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.click_to_dial("dial-1", "+15551230002");
    let refusal = |world: &World| world.view().dial.refusal;
    assert_eq!(refusal(&world), Some(Refusal::Busy));
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    assert_eq!(refusal(&world), None);
}
