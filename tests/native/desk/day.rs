//! What an agent, a customer and a test do at the desk, and what they can see of it.

use super::{Desk, Direction, Entry, Setup};
use fusion_connect_toolbar::domain::{DialNumber, Intent, Millis, NumberFault, Phone, Spelled};
use fusion_connect_toolbar::view::{
    CardView, ConnectHealth, FusionHealth, HealthView, Phase, PopView, StateLabel, View,
};
use sandbox::control::{Action, Ring};
use sandbox::fusion::desktop::{Button, Click, Input, Stage};
use serde_json::Value;

/// The number of the simulated Fusion's best-known contact.
pub(crate) const MARY: &str = "+15551230000";
/// That contact.
pub(crate) const NAME: &str = "Mary Doe";
/// The id of a call that a test does not name otherwise.
pub(crate) const CALL: &str = "call-1";

const STEPS: [(&str, &str); 3] =
    [("newCommEvent", "new"), ("startCommEvent", "start"), ("closeCommEvent", "close")];

/// Reads a number as the library does, as far as a test needs it: digits after a plus, or ten digits of the US.
pub(super) fn read_number(text: &str, country: &str) -> Result<DialNumber, NumberFault> {
    let Spelled { number: text, extension } = Spelled::of(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = match (text.starts_with('+'), country.to_ascii_lowercase().as_str()) {
        (true, _) => format!("+{digits}"),
        (false, "us") if digits.len() == 10 => format!("+1{digits}"),
        (false, "de") if digits.starts_with('0') => format!("+49{}", &digits[1..]),
        _ => return Err(NumberFault::Invalid),
    };
    let fits = (8..=16).contains(&international.len());
    let number = Phone::parse(&international).filter(|_| fits).ok_or(NumberFault::Invalid)?;
    let known =
        [("+1", ["us", "ca"]), ("+44", ["gb", "gg"]), ("+49", ["de", "de"]), ("+81", ["jp", "jp"])];
    let country = known.iter().find(|(prefix, _)| international.starts_with(prefix));
    let countries = country.map(|(_, codes)| codes.map(str::to_owned).to_vec());
    Ok(DialNumber { number, countries: countries.unwrap_or_default(), extension })
}

/// A customer's call under [`CALL`].
pub(crate) fn ring() -> Ring {
    Ring { number: Some(MARY.into()), contact_id: Some(CALL.into()), ..Ring::default() }
}

/// The requests to Fusion about [`CALL`] once it is on.
pub(crate) fn begun() -> Vec<String> {
    vec![format!("new {CALL}"), format!("start {CALL}")]
}

/// The requests to Fusion about [`CALL`] once it is over.
pub(crate) fn wrapped_up() -> Vec<String> {
    [begun(), vec![format!("close {CALL} WRAPUP")]].concat()
}

impl Desk {
    /// A desk with these faults.
    pub(crate) fn faulty(faults: &'static str) -> Self {
        Self::new(Setup { faults, ..Setup::default() })
    }

    /// A customer calls and both sides show it.
    pub(crate) fn rings(&mut self) {
        self.act(Action::Ring(ring()));
        self.until("the call rings", |desk| desk.phase() == Some(Phase::Ringing));
    }

    /// A customer calls, the agent answers in the toolbar, and the contact is open in Fusion.
    pub(crate) fn talks(&mut self) -> CardView {
        self.rings();
        self.press("Accept");
        self.until("the call is on", |desk| desk.phase() == Some(Phase::Connected));
        self.card(Phase::Connected)
    }

    /// The call is ended in the toolbar and the contact put away.
    pub(crate) fn finishes(&mut self) {
        self.press("End call");
        self.until("after-call work", |desk| desk.phase() == Some(Phase::AfterCallWork));
        self.press("Clear contact");
        self.until("no card", |desk| desk.view().cards.is_empty());
    }

    /// Presses a button that a card has and that is not off.
    pub(crate) fn press(&mut self, button: &str) {
        let pressed = self.view().cards.iter().find_map(|card| intent(card, button));
        let cards = &self.view().cards;
        let intent = pressed.unwrap_or_else(|| panic!("no button {button} to press: {cards:?}"));
        self.intend(intent);
        self.settle();
    }

    /// Presses the availability button.
    pub(crate) fn toggle_availability(&mut self) {
        self.intend(Intent::ToggleAvailability);
        self.settle();
    }

    /// Whether a card has this button, and whether it is on.
    pub(crate) fn has_button(&self, button: &str) -> bool {
        self.view().cards.iter().any(|card| intent(card, button).is_some())
    }

    /// Presses a button of Fusion's dialog or panel of the newest call.
    pub(crate) fn press_in_fusion(&mut self, button: Button) {
        let key = self.fusion.calls.last().expect("a call in Fusion").key;
        self.fusion_input(Input::Pressed(button, key));
        self.settle();
    }

    /// Fusion sends an interaction command for this id.
    pub(crate) fn command(&mut self, command: &str, event_id: &str) {
        self.fusion_input(Input::Sent(command.to_owned(), event_id.to_owned()));
    }

    /// Fusion sends an agent command; gives the reply.
    pub(crate) fn agent_command(&mut self, command: &str) -> Value {
        self.fusion_input(Input::SentAgent(command.to_owned()));
        self.settle();
        let reply = |entry: &&Entry| {
            entry.is(Direction::In, "tbAgentCommandResponse") && entry.message["command"] == command
        };
        self.log.iter().rev().find(reply).expect("a reply").message.clone()
    }

    /// A number in Fusion is clicked on; gives the id that its call will have.
    pub(crate) fn click(&mut self, number: &str) -> String {
        let uuid = format!("click-{}", self.log.len());
        let origin = "http://fusion.localhost".to_owned();
        let (number, record) = (number.to_owned(), serde_json::Map::default());
        let click = Click { uuid: uuid.clone(), origin, number, record };
        self.fusion_input(Input::Clicked(click));
        self.settle();
        uuid
    }

    /// What the toolbar shows.
    pub(crate) fn view(&self) -> &View {
        self.views.last().expect("the first screen")
    }

    /// Whether any screen since the start was like this.
    pub(crate) fn saw(&self, like: impl Fn(&View) -> bool) -> bool {
        self.views.iter().any(like)
    }

    /// Whether any card since the start was like this.
    pub(crate) fn saw_card(&self, like: impl Fn(&CardView) -> bool) -> bool {
        self.saw(|view| view.cards.iter().any(&like))
    }

    /// The phase of the first card.
    pub(crate) fn phase(&self) -> Option<Phase> {
        self.view().cards.first().map(|card| card.phase)
    }

    /// The first card, which is in this phase.
    pub(crate) fn card(&self, phase: Phase) -> CardView {
        let card = self.view().cards.iter().find(|card| card.phase == phase);
        card.unwrap_or_else(|| panic!("no card {phase:?}: {:?}", self.view().cards)).clone()
    }

    /// Whether this contact has a card.
    pub(crate) fn has_card(&self, contact: &str) -> bool {
        self.view().cards.iter().any(|card| card.contact.as_str() == contact)
    }

    /// The agent's state beside the availability button.
    pub(crate) fn state(&self) -> &StateLabel {
        &self.view().status.state.as_ref().expect("a state of the agent").label
    }

    /// The stages of Fusion's calls that are not over, oldest first.
    pub(crate) fn stages(&self) -> Vec<Stage> {
        let stages = self.fusion.calls.iter().map(|call| call.stage);
        stages.filter(|stage| *stage != Stage::Closed).collect()
    }

    /// How the outside systems stand.
    pub(crate) fn health(&self) -> &HealthView {
        &self.view().health
    }

    /// Whether both sides are linked.
    pub(crate) fn is_healthy(&self) -> bool {
        self.health().connect == ConnectHealth::Ready
            && self.health().fusion == FusionHealth::Linked
    }

    /// The log's entries that are like this.
    pub(crate) fn logged(&self, like: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
        self.log.iter().filter(|entry| like(entry)).collect()
    }

    /// The only entry of the log that goes that way and has this method.
    pub(crate) fn only(&self, way: Direction, method: &str) -> &Entry {
        let found = self.logged(|entry| entry.is(way, method));
        let [entry] = found[..] else { panic!("{} times {way:?} {method}", found.len()) };
        entry
    }

    /// The `data` of every request of this method to Fusion.
    pub(crate) fn sent(&self, method: &str) -> Vec<&Value> {
        let sent = self.log.iter().filter(|entry| entry.is(Direction::In, method));
        sent.map(|entry| &entry.message["data"]).collect()
    }

    /// The requests about calls that Fusion was sent, such as `close call-1 WRAPUP`.
    pub(crate) fn told(&self) -> Vec<String> {
        let about = self.log.iter().filter(|entry| entry.way == Direction::In);
        about.filter_map(|entry| step(entry, &entry.message["data"])).collect()
    }

    /// The replies to a command of Fusion: `success`, or `failure: ` and why.
    pub(crate) fn replies(&self, command: &str) -> Vec<String> {
        let replies = self.log.iter().filter(|entry| {
            entry.way == Direction::In
                && entry.method().ends_with("CommandResponse")
                && entry.message["command"] == command
        });
        replies.map(|entry| result(&entry.message)).collect()
    }

    /// What Connect was asked by this method, each with its parameters.
    pub(crate) fn requests(&self, method: &str) -> Vec<Value> {
        let requests = self.log.iter().filter(|entry| {
            entry.way == Direction::Ccp
                && entry.message["kind"] == "request"
                && entry.message["method"] == method
        });
        requests.map(|entry| entry.message["params"].clone()).collect()
    }

    /// The answers to what Connect was asked by this method.
    pub(crate) fn asked(&self, method: &str) -> Vec<&str> {
        let requests = self.log.iter().filter(|entry| {
            entry.way == Direction::Ccp
                && entry.message["kind"] == "request"
                && entry.message["method"] == method
        });
        requests.map(|entry| entry.message["answer"].as_str().unwrap_or_default()).collect()
    }

    /// The pages that Fusion has open.
    pub(crate) fn tabs(&self) -> Vec<&str> {
        self.fusion.tabs.iter().map(|tab| tab.pop.title.as_str()).collect()
    }

    /// How many offers and dialling panels Fusion shows.
    pub(crate) fn dialogs(&self) -> usize {
        let open = |stage| matches!(stage, Stage::LookingUp | Stage::Offered);
        self.fusion.calls.iter().filter(|call| open(call.stage)).count()
    }

    /// What the simulated Fusion objects to.
    pub(crate) fn violations(&self) -> Vec<&str> {
        let notes = self.log.iter().filter(|entry| entry.way == Direction::Note);
        notes
            .filter_map(|entry| entry.message.as_str())
            .filter(|it| it.contains("violation"))
            .collect()
    }

    /// What Fusion shows the agent of commands that failed.
    pub(crate) fn notices(&self) -> Vec<&str> {
        self.fusion.notices.iter().map(|(_, words)| words.as_str()).collect()
    }

    /// The agent's states that Fusion was told, such as `Lunch: false`.
    pub(crate) fn states_told(&self) -> Vec<String> {
        let data = self.sent("agentStateEvent").into_iter();
        data.map(|data| {
            let name = data["stateDisplayString"].as_str().unwrap_or_default();
            format!("{name}: {}", data["isAvailable"])
        })
        .collect()
    }

    /// What happened to the calls so far, in order: requests, answers, commands, states.
    pub(crate) fn transcript(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for line in self.log.iter().flat_map(lines_of) {
            let state = [" ringing", " connected", " over"].iter().any(|end| line.ends_with(end));
            if !(state && lines.contains(&line)) {
                lines.push(line);
            }
        }
        lines
    }

    /// Asserts that one line of the transcript comes before another.
    pub(crate) fn before(&self, first: &str, second: &str) {
        let transcript = self.transcript();
        let place = |wanted: &str| transcript.iter().position(|line| line == wanted);
        let fits = matches!((place(first), place(second)), (Some(a), Some(b)) if a < b);
        assert!(fits, "{first} before {second} in:\n{}", transcript.join("\n"));
    }

    /// How long it was from one request to Fusion to another.
    pub(crate) fn span(&self, first: (Direction, &str), second: (Direction, &str)) -> Millis {
        let at = |(way, method)| {
            let found = self.log.iter().find(|entry| entry.is(way, method));
            found.unwrap_or_else(|| panic!("no {method}")).at
        };
        at(second).since(at(first))
    }

    /// Asserts that [`CALL`] was answered once and its contact opened once.
    pub(crate) fn answered_once(&self, accepts: usize) {
        self.opened_once(accepts, NAME);
    }

    /// Asserts that [`CALL`] was answered once and only this page opened.
    pub(crate) fn opened_once(&self, accepts: usize, page: &str) {
        assert_eq!(self.told(), [format!("new {CALL}"), format!("start {CALL}")]);
        assert_eq!(self.asked("acceptContact").len(), accepts, "accepts sent to Connect");
        assert_eq!(self.tabs(), [page]);
        assert_eq!(self.dialogs(), 0, "no dialog is left");
        assert_eq!(self.violations(), Vec::<&str>::new());
        self.before(&format!("{CALL} connected"), &format!("start {CALL}"));
    }
}

pub(super) fn intent(card: &CardView, button: &str) -> Option<Intent> {
    let contact = || card.contact.clone();
    let (actions, controls) = (&card.actions, &card.controls);
    let on = |there: Option<bool>, intent: Intent| (there == Some(true)).then_some(intent);
    let toggle = |toggle: Option<fusion_connect_toolbar::view::ToggleView>| {
        toggle.filter(|toggle| toggle.enabled).map(|toggle| !toggle.on)
    };
    match button {
        "Accept" => on(actions.accept, Intent::Accept(contact())),
        "Call now" => on(actions.call_now, Intent::CallNow(contact())),
        "Clear contact" => on(actions.clear, Intent::Clear(contact())),
        "Decline" => on(actions.decline, Intent::Decline(contact())),
        "End call" => on(actions.end, Intent::End(contact())),
        "Hold" => toggle(controls.hold).map(|to| Intent::SetHold(contact(), to)),
        "Join" => on(controls.join, Intent::Join(contact())),
        "Leave" => on(controls.leave, Intent::Leave(contact())),
        "Mute" => toggle(controls.mute).map(|to| Intent::SetMute(contact(), to)),
        "Show in Fusion" => {
            let there = matches!(card.pop, PopView::Open | PopView::NotShown);
            there.then(|| Intent::ShowInFusion(contact()))
        }
        "Skip" => on(actions.skip, Intent::SkipPreview(contact())),
        "Swap" if card.collapsed => on(controls.swap, Intent::BringToFront(contact())),
        "Swap" => on(controls.swap, Intent::Swap(contact())),
        other => panic!("no button is called {other}"),
    }
}

fn step(entry: &Entry, data: &Value) -> Option<String> {
    let (_, word) = STEPS.iter().find(|(method, _)| *method == entry.method())?;
    let reason = data["reason"].as_str().map(|reason| format!(" {reason}"));
    Some(format!("{word} {}{}", data["eventId"].as_str()?, reason.unwrap_or_default()))
}

fn result(message: &Value) -> String {
    let result = message["result"].as_str().unwrap_or_default();
    match message["resultDisplayString"].as_str() {
        Some(words) => format!("{result}: {words}"),
        None => result.to_owned(),
    }
}

fn lines_of(entry: &Entry) -> Vec<String> {
    const COMMANDS: [&str; 5] =
        ["acceptContact", "rejectContact", "destroyConnection", "clearContact", "putAgentState"];
    let message = &entry.message;
    let text = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
    match entry.way {
        Direction::In if entry.method() == "tbInteractionCommandResponse" => {
            vec![format!("{}: {}", text("command"), text("result"))]
        }
        Direction::In => step(entry, &message["data"]).into_iter().collect(),
        Direction::Out if entry.method() == "onToolbarInteractionCommand" => {
            vec![format!("{}?", text("command"))]
        }
        Direction::Out => {
            step(entry, message).map(|line| format!("{line} answered")).into_iter().collect()
        }
        Direction::Ccp if message["kind"] == "request" => COMMANDS
            .iter()
            .filter(|known| text("method") == **known)
            .map(|it| (*it).to_owned())
            .collect(),
        Direction::Ccp if message["kind"] == "state" => {
            let contacts = message["contacts"].as_array().into_iter().flatten();
            contacts
                .map(|contact| {
                    let stage = match contact["state"].as_str().unwrap_or_default() {
                        "connecting" | "incoming" => "ringing",
                        "connected" => "connected",
                        _ => "over",
                    };
                    format!("{} {stage}", contact["id"].as_str().unwrap_or_default())
                })
                .collect()
        }
        Direction::Ccp | Direction::Note => Vec::new(),
    }
}
