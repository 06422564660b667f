//! The state of the simulated Fusion, and what each input does to it.
//!
//! PURE: time comes in with the input, and what is to be posted goes out as an effect.

use super::customers::{Members, text};
use super::faults::{self, Faults};
use super::screen_pops::Pop;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What reaches the desktop.
#[derive(Clone, Debug)]
pub enum Input {
    /// The toolbar posted this.
    Heard(Value),
    /// A span that was waited for is over.
    Due(u64),
    /// The toolbar's page was loaded anew.
    Opened,
    /// The toolbar's page was closed.
    Closed,
    /// Fusion's own page was loaded anew; the toolbar's stayed.
    Again,
    /// A button of a call's dialog or panel.
    Pressed(Button, u64),
    /// An interaction command by hand.
    Sent(String, String),
    /// An agent command by hand.
    SentAgent(String),
    /// A number was clicked on.
    Clicked(Click),
    /// A field of a wrap-up form was filled in.
    Edited(u64, &'static str, String),
    /// Of a page for an unknown contact another one was chosen.
    Picked(u64, Members),
    /// The panel of a call was clicked on.
    Focused(u64),
    /// A fault was switched on or off.
    Switched(&'static str, bool),
    /// A tab was chosen.
    Chosen(u64),
    /// A tab was closed.
    TabClosed(u64),
    /// A note of Fusion's own was put away.
    Dismissed(u64),
    /// A button of a notification of the toolbar's was pressed, or none to close it.
    Notified(String, Option<String>),
    /// The page could not do something.
    Failed(String),
}

/// The buttons of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// In the offer dialog.
    Answer,
    /// In the offer dialog.
    Decline,
    /// In the dialling panel and in the engagement panel.
    EndCall,
    /// In the engagement panel, as the next four.
    MakeActive,
    /// Puts the customer on hold.
    Hold,
    /// Takes the customer off hold.
    Resume,
    /// Switches the agent's microphone off.
    Mute,
    /// Switches it on.
    Unmute,
    /// In the wrap-up form.
    SaveWrapUp,
}

/// What the page has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Post this to the toolbar.
    Post(Value),
    /// Give `Input::Due` with this id after so many milliseconds.
    Wait(u64, u32),
    /// Write a line into the log.
    Note(String),
    /// The application went to a page.
    Navigated(Value),
}

/// The life of one call in Fusion (`fusion.md` I).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Being looked up, its dialog not yet open.
    LookingUp,
    /// The dialog is open, or the dialling panel.
    Offered,
    /// The engagement panel is open.
    Active,
    /// The wrap-up form is open.
    WrapUp,
    /// Over.
    Closed,
}

/// The wrap-up form of one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// What stands in it, by field.
    pub fields: BTreeMap<String, String>,
    /// Whether all of it was saved.
    pub saved: bool,
}

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The desktop's own key of it.
    pub key: u64,
    /// The id that requests and commands name it by.
    pub event_id: String,
    /// The id that it had before Fusion gave it another.
    pub former_id: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// Who calls or is called.
    pub name: String,
    /// From where or to where.
    pub number: String,
    /// Whether the agent calls.
    pub outbound: bool,
    /// Whether Fusion can tie it to the click that it came of.
    pub tied: bool,
    /// Whether another agent passed it on.
    pub transferred: bool,
    /// To whom it was passed on, in words.
    pub passed_on: Option<String>,
    /// Fusion's own view, which only a command that succeeded changes.
    pub held: bool,
    /// Likewise.
    pub muted: bool,
    /// Whether the agent sees that the lookup is under way.
    pub looking: bool,
    /// Whether the toolbar heard what the lookup found.
    pub new_answered: bool,
    /// Whether it was ever started.
    pub started: bool,
    /// Its wrap-up.
    pub wrap_up: Form,
    /// Its interaction record.
    pub interaction_id: String,
}

/// A page that a call opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its key.
    pub key: u64,
    /// What it shows.
    pub pop: Pop,
    /// Whether it is about to be closed again.
    pub falls_back: bool,
}

/// A click on a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Click {
    /// A fresh UUID.
    pub uuid: String,
    /// The origin of the page that was clicked on.
    pub origin: String,
    /// The number, as the record or the person spells it.
    pub number: String,
    /// The tokens of the record that the number stands on; none for a number that was typed.
    pub record: Members,
}

/// Where a dial stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing came back yet.
    Pending,
    /// The call came.
    Taken,
    /// The toolbar said that it cannot be dialled.
    Failed,
    /// Nobody said anything.
    Forgotten,
}

/// What became of a click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// The key of its time limit.
    pub key: u64,
    /// The eventId that its call has to have.
    pub(super) uuid: String,
    /// What to dial.
    pub number: String,
    /// What the call has to echo.
    pub(super) out_data: Members,
    /// Where it stands.
    pub progress: Progress,
}

/// How a page of the toolbar speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// By itself.
    Mca,
    /// Through Oracle's framework.
    Uef,
}

/// A notification that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The toolbar's id of its subject.
    pub id: String,
    /// Its first line.
    pub title: String,
    /// The rest.
    pub summary: String,
    /// Its colour: `error`, `warning`, `confirmation`, `info` or `none`.
    pub kind: String,
    /// Its buttons: id and name.
    pub actions: Vec<(String, String)>,
    /// The key of its time limit.
    pub(super) key: u64,
}

/// What the desktop knows about the toolbar's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toolbar {
    /// The methods that it listens to.
    pub hears: BTreeSet<&'static str>,
    /// How it speaks, once it did.
    pub speaks: Option<Speech>,
    /// It loaded Oracle's framework.
    pub uef: bool,
    /// It said that it is ready.
    pub ready: bool,
    /// The commands that it declared.
    pub commands: Vec<String>,
    /// The features that it disabled.
    pub disabled: BTreeSet<String>,
}

/// The colour of the phone icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Not signed in.
    Grey,
    /// Signed in, not available.
    Amber,
    /// Available.
    Green,
}

/// What the toolbar told in vain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missed {
    /// The last change of the agent's state.
    pub(super) agent: bool,
    /// The ends of these calls.
    pub(super) closes: BTreeSet<String>,
}

/// An answer that waits for its time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Planned {
    pub(super) method: String,
    pub(super) event_id: Option<String>,
    pub(super) message: Value,
}

/// A command without a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// The key of its time limit.
    pub(super) key: u64,
    /// Its `commandId`; agent commands have none.
    pub(super) command_id: Option<String>,
    /// Its name.
    pub(super) command: String,
    /// The call it is for.
    pub(super) event_id: String,
}

/// The simulated Fusion.
#[derive(Clone, Debug, PartialEq)]
pub struct Desktop {
    /// The toolbar's name, in lower case.
    pub toolbar_name: String,
    /// What goes wrong.
    pub faults: Faults,
    /// The agent's phone icon and the words beside it.
    pub agent: (Icon, String),
    /// Every call, oldest first.
    pub calls: Vec<Call>,
    /// Every click on a number, oldest first.
    pub dials: Vec<Dial>,
    /// The call that the agent works on.
    pub active: Option<u64>,
    /// Every page that was opened, oldest first.
    pub tabs: Vec<Tab>,
    /// The page that is shown.
    pub front: Option<u64>,
    /// Commands that failed.
    pub notices: Vec<(u64, String)>,
    /// What the toolbar notified the agent of, and what stands.
    pub notifications: Vec<Notification>,
    /// The toolbar's page.
    pub toolbar: Toolbar,
    /// The size that it asked for: width, unless that is not its own, and height.
    pub size: Option<(Option<u64>, u64)>,
    /// What it was not told.
    pub missed: Missed,
    /// The calls from before Fusion's page was loaded anew, until the toolbar tells which go on.
    pub former: Option<Vec<Call>>,
    pub(super) planned: BTreeMap<u64, Planned>,
    pub(super) waiting: Vec<Waiting>,
    pub(super) effects: Vec<Effect>,
    last_key: u64,
}

impl Desktop {
    /// A desktop with a toolbar of this name.
    pub fn new(toolbar_name: &str, faults: Faults) -> Self {
        Self {
            toolbar_name: toolbar_name.to_ascii_lowercase(),
            faults,
            agent: (Icon::Grey, "Signed out".to_owned()),
            calls: Vec::new(),
            dials: Vec::new(),
            active: None,
            tabs: Vec::new(),
            front: None,
            notices: Vec::new(),
            notifications: Vec::new(),
            toolbar: Toolbar::default(),
            size: None,
            missed: Missed::default(),
            former: None,
            planned: BTreeMap::new(),
            waiting: Vec::new(),
            effects: Vec::new(),
            last_key: 0,
        }
    }

    /// Takes one input and gives what the page has to do, in this order.
    pub fn apply(&mut self, input: Input, now: u64) -> Vec<Effect> {
        match input {
            Input::Heard(message) => self.hear(&message, now),
            Input::Due(key) => self.due(key),
            Input::Opened => self.toolbar = Toolbar::default(),
            Input::Closed => {
                self.toolbar = Toolbar::default();
                self.size = None;
                self.agent = (Icon::Grey, "Toolbar closed".to_owned());
            }
            Input::Again => self.begin_again(),
            Input::Pressed(button, key) => self.press(button, key),
            Input::Sent(command, event_id) => self.command(&command, &event_id, 1),
            Input::SentAgent(command) => self.agent_command(&command),
            Input::Clicked(click) => self.click(click),
            Input::Edited(key, field, value) => self.edit(key, field, &value),
            Input::Picked(tab, record) => self.pick(tab, &record),
            Input::Focused(key) => self.focus(key),
            Input::Switched(fault, on) => self.switch(fault, on),
            Input::Chosen(tab) => self.front = Some(tab),
            Input::Notified(id, action) => self.press_notification(&id, action.as_deref()),
            Input::TabClosed(tab) => self.close_tab(tab),
            Input::Failed(why) => self.notify(why),
            Input::Dismissed(notice) => self.notices.retain(|(key, _)| *key != notice),
        }
        core::mem::take(&mut self.effects)
    }

    fn hear(&mut self, message: &Value, now: u64) {
        let Some(members) = message.as_object() else {
            return self.note("violation: the toolbar posted something that is no JSON object");
        };
        if self.has(faults::AWAY) && members.get("toolbarName").is_none() {
            return self.note("a handshake is lost");
        }
        if members.get("method") == Some(&json!("FETCH_BUILD_INFO")) {
            return self.handshake(members);
        }
        if members.get("toolbarName").and_then(Value::as_str) != Some(&self.toolbar_name) {
            return self.note("violation: toolbarName is not the toolbar's");
        }
        let method = members.get("method").and_then(Value::as_str).unwrap_or_default();
        if self.is_lost(method) {
            self.miss(method, members);
            return self.note(format!("{method} is lost"));
        }
        match method {
            "tbInteractionCommandResponse" | "tbAgentCommandResponse" => self.reply(members),
            method => self.request(method, members, now),
        }
    }

    fn request(&mut self, method: &str, members: &Members, now: u64) {
        let (Some(Value::String(uuid)), Some(Value::Object(data))) =
            (members.get("uuid"), members.get("data"))
        else {
            return self.note("violation: a request needs uuid and data");
        };
        self.speaks(text(members, "version"));
        if self.uef_request(method, uuid, data) {
            return;
        }
        if self.refuses(method) {
            self.miss(method, members);
            return self.refuse(method, uuid, "SVCMCA_ERR_REFUSED");
        }
        self.caught_up(method, data);
        match method {
            "onToolbarInteractionCommand" => self.hears("onToolbarInteractionCommand"),
            "onToolbarAgentCommand" => {
                self.hears("onToolbarAgentCommand");
                // Once per session, and the session of this desktop is one page of the toolbar.
                self.agent_command("getActiveInteractionCommands");
            }
            "onDataUpdated" => self.hears("onDataUpdated"),
            "onOutgoingEvent" => self.hears_clicks(data),
            "onToolbarMessage" => {}
            "newCommEvent" => self.new_call(uuid, data),
            "startCommEvent" => self.start_call(uuid, data),
            "closeCommEvent" => self.close_call(uuid, data, now),
            "focusCommEvent" => self.focus_call(uuid, data),
            "agentStateEvent" => self.agent_state(uuid, data),
            "readyForOperation" if self.has(faults::READY_ERROR) => {
                self.refuse(method, uuid, "the toolbar is not set up");
            }
            "readyForOperation" => {
                self.toolbar.ready = data.get("readiness") == Some(&Value::Bool(true));
                self.succeed(method, uuid);
            }
            "disableFeature" => {
                let features = text(data, "features").unwrap_or_default().split(',');
                self.toolbar.disabled.extend(features.map(|name| name.trim().to_owned()));
                self.succeed(method, uuid);
            }
            "outboundCommError" => self.dial_error(uuid, data),
            "getConfiguration" => self.configuration(uuid),
            "setToolbarDimensions" => self.resize(uuid, data),
            _ => self.refuse(method, uuid, "SVCMCA_ERR_UNKNOWN_METHOD"),
        }
    }

    fn agent_state(&mut self, uuid: &str, data: &Members) {
        self.show_agent(data);
        self.succeed("agentStateEvent", uuid);
    }

    fn configuration(&mut self, uuid: &str) {
        if self.has(faults::CONFIGURATION_ERROR) {
            return self.refuse("getConfiguration", uuid, "SVCMCA_ERR_MISSING_CONFIGURATION");
        }
        let configuration = json!({
            "agentId": "300000004990001", "agentPartyId": "300000004990002",
            "features": "INBOUND_CALL,OUTBOUND_CALL", "companionPanelUrl": null,
            "companionPanelTitle": null, "faTrustToken": null,
        });
        let body = json!({ "result": "success", "configuration": configuration, "outData": {} });
        self.answer("getConfiguration", uuid, None, body);
    }

    /// Without channel and classification a registration leads nowhere, and nobody says so.
    fn hears_clicks(&mut self, data: &Members) {
        let routed = text(data, "channel") == Some("PHONE")
            && text(data, "appClassification") == Some("ORA_SERVICE");
        if routed {
            self.hears("onOutgoingEvent");
        } else {
            self.note("violation: onOutgoingEvent without channel or appClassification");
        }
    }

    pub(super) fn hears(&mut self, method: &'static str) {
        self.toolbar.hears.insert(method);
    }

    /// Whether a fault is on.
    pub fn has(&self, fault: &'static str) -> bool {
        self.faults.contains(fault)
    }

    /// A key that nothing else has.
    pub(super) fn fresh(&mut self) -> u64 {
        self.last_key += 1;
        self.last_key
    }

    /// Writes a line into the log.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.effects.push(Effect::Note(text.into()));
    }

    /// Shows the agent that something failed.
    pub(super) fn notify(&mut self, text: String) {
        let key = self.fresh();
        self.notices.push((key, text));
    }
}
