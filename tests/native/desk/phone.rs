//! What an agent does on the phone at the desk, with several parties and several calls, and what Connect and
//! Fusion make of it.

use super::day::{self, MARY};
use super::{Desk, Direction, Entry};
use fusion_connect_toolbar::domain::{DialText, Digits, EndpointArn, Intent, Millis, Target};
use fusion_connect_toolbar::view::{CardView, Directory, PartyView, Phase, PopView, ToggleView};
use sandbox::control::{Action, Ring};
use sandbox::fusion::customers;
use sandbox::fusion::desktop::{self, Button, Click, Input};
use serde_json::Value;

/// Another contact that Fusion knows.
pub(crate) const KEN: &str = "Ken Sample";
const KENS: &str = "+15551230002";
/// The id of a second customer's call.
pub(crate) const OTHER: &str = "call-2";
/// Somebody whom no directory knows.
pub(crate) const THIRD: &str = "+15557770001";
/// A quick connect that is another agent.
pub(crate) const COLLEAGUE: &str = "Ben Berger";

impl Desk {
    /// A second customer calls though the agent has a contact.
    pub(crate) fn another_rings(&mut self) {
        let ring = Ring {
            number: Some(KENS.into()),
            contact_id: Some(OTHER.into()),
            force: true,
            ..Ring::default()
        };
        self.act(Action::Ring(ring));
        assert_eq!(self.card_of(OTHER).phase, Phase::Ringing);
    }

    /// Presses a button of one contact's card that is not off.
    pub(crate) fn press_on(&mut self, contact: &str, button: &str) {
        let card = self.card_of(contact);
        let intent = day::intent(&card, button);
        let intent = intent.unwrap_or_else(|| panic!("no button {button} to press: {card:?}"));
        self.intend(intent);
        self.settle();
    }

    /// The card of one contact.
    pub(crate) fn card_of(&self, contact: &str) -> CardView {
        let cards = &self.view().cards;
        let card = cards.iter().find(|card| card.contact.as_str() == contact);
        card.unwrap_or_else(|| panic!("no card of {contact}: {cards:?}")).clone()
    }

    /// The card's toggle of this name, which is there.
    pub(crate) fn toggle(&self, contact: &str, name: &str) -> ToggleView {
        let controls = self.card_of(contact).controls;
        let toggle = if name == "Mute" { controls.mute } else { controls.hold };
        toggle.unwrap_or_else(|| panic!("{contact} has no {name}"))
    }

    /// Asserts that a control is pressed in or not, and nothing is under way.
    pub(crate) fn toggled(&self, name: &str, on: bool) {
        let first = self.view().cards.first().expect("a card").contact.clone();
        let toggle = self.toggle(first.as_str(), name);
        assert_eq!((toggle.on, toggle.pending), (on, None), "{name}");
    }

    /// Clicks on a number of Fusion's directory; gives the id that its call will have.
    pub(crate) fn click_on_record(&mut self, number: &str) -> String {
        let uuid = format!("click-{}", self.log.len());
        let click = Click {
            uuid: uuid.clone(),
            origin: "http://fusion.localhost".to_owned(),
            number: number.to_owned(),
            record: customers::tokens(&customers::look_up(number)),
        };
        self.fusion_input(Input::Clicked(click));
        self.settle();
        uuid
    }

    /// Types a number into the dial box, with the country chosen there, and presses `Call`.
    pub(crate) fn dial(&mut self, number: &str, country: Option<&str>) {
        self.intend(Intent::Dial(DialText::new(number), country.map(str::to_owned)));
        self.settle();
    }

    /// Calls a quick connect from the dial box.
    pub(crate) fn dial_quick_connect(&mut self, name: &str) {
        let arn = self.quick_connect(name);
        self.intend(Intent::DialQuickConnect(arn));
        self.settle();
    }

    /// Calls a number into the call of [`CALL`](super::CALL).
    pub(crate) fn consult(&mut self, number: &str) {
        self.consult_target(Target::Number(DialText::new(number), None));
    }

    /// Calls a quick connect into the call of [`CALL`](super::CALL).
    pub(crate) fn consult_quick_connect(&mut self, name: &str) {
        let arn = self.quick_connect(name);
        self.consult_target(Target::QuickConnect(arn));
    }

    fn consult_target(&mut self, target: Target) {
        let contact = self.card_of(super::CALL).contact;
        self.intend(Intent::Consult(contact, target));
        self.settle();
    }

    /// The key of a quick connect, from the list as the sheet loads it.
    fn quick_connect(&mut self, name: &str) -> EndpointArn {
        self.intend(Intent::LoadEndpoints);
        self.settle();
        let Directory::Listed(all) = &self.view().directory else {
            panic!("no list: {:?}", self.view().directory)
        };
        let found = all.iter().find(|one| one.name.as_str() == name);
        found.unwrap_or_else(|| panic!("no quick connect {name}")).arn.clone()
    }

    /// Sends tones, key by key.
    pub(crate) fn keys(&mut self, keys: &str) {
        let contact = self.card_of(super::CALL).contact;
        for key in keys.chars() {
            let digit = Digits::parse(&key.to_string()).expect("a key");
            self.intend(Intent::SendDigits(contact.clone(), digit));
            self.settle();
        }
    }

    /// The one whom the agent called into the call answers.
    pub(crate) fn third_answers(&mut self) {
        self.act(Action::ThirdAnswers { contact: None });
    }

    /// The party of this name or number on the first card.
    pub(crate) fn party(&self, who: &str) -> Option<PartyView> {
        let card = self.view().cards.first()?;
        let is = |party: &&PartyView| {
            party.name.as_ref().is_some_and(|name| name.as_str() == who)
                || party.number.as_ref().is_some_and(|number| number.as_str() == who)
        };
        card.parties.iter().find(is).cloned()
    }

    /// Takes a party off the call.
    pub(crate) fn drop_party(&mut self, who: &str) {
        let leg = self.party(who).expect("a party").leg;
        let contact = self.card_of(super::CALL).contact;
        self.intend(Intent::DropParty(contact, leg));
        self.settle();
    }

    /// Lets the far end of a dialled call answer, and proves that both sides show the call.
    pub(crate) fn far_end_answers(&mut self, who: &str) -> CardView {
        self.card(Phase::Connecting);
        self.act(Action::FarEndAnswers { contact: None });
        let card = self.card(Phase::Connected);
        assert_eq!(card.pop, PopView::Open);
        assert_eq!(self.fusion_call(who).stage, desktop::Stage::Active);
        card
    }

    /// Fusion's newest call with somebody of this name.
    pub(crate) fn fusion_call(&self, who: &str) -> &desktop::Call {
        let call = self.fusion.calls.iter().rev().find(|call| call.name == who);
        call.unwrap_or_else(|| panic!("no {who} in Fusion: {:?}", self.fusion.calls))
    }

    /// Presses a button of Fusion's panel of somebody's call.
    pub(crate) fn press_in_panel(&mut self, who: &str, button: Button) {
        let key = self.fusion_call(who).key;
        self.fusion_input(Input::Pressed(button, key));
        self.settle();
    }

    /// What Connect says of its contacts.
    fn contacts(&self) -> Vec<Value> {
        let states =
            self.logged(|entry| entry.way == Direction::Ccp && entry.message["kind"] == "state");
        let newest = states.last().map(|entry| entry.message["contacts"].clone());
        newest.and_then(|contacts| contacts.as_array().cloned()).unwrap_or_default()
    }

    /// The id of Connect's newest contact.
    pub(crate) fn newest(&self) -> String {
        let contacts = self.contacts();
        contacts.last().expect("a contact")["id"].as_str().expect("its id").to_owned()
    }

    /// How the legs of a contact stand, such as `agent connected, customer hold`.
    pub(crate) fn legs(&self, id: &str) -> String {
        let contacts = self.contacts();
        let contact = contacts.iter().find(|contact| contact["id"] == id).expect("the contact");
        let legs = contact["legs"].as_array().expect("legs").iter();
        legs.filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
    }

    /// How many times Streams told every window this.
    pub(crate) fn broadcasts(&self, event: &str) -> usize {
        let is =
            |entry: &Entry| entry.message["kind"] == "broadcast" && entry.message["event"] == event;
        self.logged(is).len()
    }

    /// The call of each refused dial that Fusion was told, with the code.
    pub(crate) fn dial_errors(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = self.sent("outboundCommError").into_iter();
        errors.map(|data| (text(&data["commUuid"]), text(&data["errorCode"]))).collect()
    }

    /// The data of the only close of this call for this reason.
    pub(crate) fn closed(&self, id: &str, reason: &str) -> Value {
        let closes = self.sent("closeCommEvent").into_iter();
        let mut mine = closes.filter(|data| data["eventId"] == id && data["reason"] == reason);
        let close = mine.next().unwrap_or_else(|| panic!("no {reason}: {:?}", self.told()));
        assert_eq!(mine.count(), 0, "closed once");
        close.clone()
    }

    /// Asserts that Fusion was refused its command last, and what it shows the agent of it.
    pub(crate) fn refused(&self, command: &str, words: &str) {
        let reply = self.replies(command).pop().expect("a reply");
        assert_eq!(reply, format!("failure: {words}"));
        assert_eq!(self.notices().last(), Some(&format!("{command}: {words}").as_str()));
    }

    /// Whether what the toolbar remembers has this text in it.
    pub(crate) fn remembers(&self, text: &str) -> bool {
        let parts = [&self.memory.local, &self.memory.session, &self.memory.history];
        parts.into_iter().flatten().any(|part| part.contains(text))
    }

    /// Loads the toolbar's page again and waits until both sides are linked.
    pub(crate) fn reloads(&mut self) {
        self.reload();
        self.until("linked again", Self::is_healthy);
        self.settle();
    }

    /// How long it takes until the condition holds.
    pub(crate) fn takes(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> Millis {
        let before = self.now;
        self.until(what, holds);
        self.now.since(before)
    }

    /// The agent dials [`MARY`] from Fusion's directory.
    pub(crate) fn clicks_on_mary(&mut self) -> String {
        let uuid = self.click_on_record(MARY);
        self.card(Phase::Connecting);
        uuid
    }
}
