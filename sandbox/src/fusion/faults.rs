//! The names of everything that this Fusion can do wrong; tests, addresses and people use them.

use std::collections::BTreeSet;

/// The faults that are switched on.
pub type Faults = BTreeSet<&'static str>;

/// Answers come after three seconds.
pub const FUSION_LATE: &str = "fusion-late";
/// No request is answered.
pub const FUSION_NEVER: &str = "fusion-never";
/// Every answer comes twice.
pub const FUSION_TWICE: &str = "fusion-twice";
/// The answer to newCommEvent names another eventId, and Fusion uses that one from then on.
pub const OTHER_EVENT_ID: &str = "fusion-other-event-id";
/// Calls are dropped without a word, as with a classification that does not route.
pub const WRONG_CLASSIFICATION: &str = "fusion-wrong-classification";
/// getConfiguration is refused.
pub const CONFIGURATION_ERROR: &str = "configuration-error";
/// newCommEvent is refused.
pub const NEW_ERROR: &str = "new-error";
/// newCommEvent is answered after eight seconds.
pub const NEW_LATE: &str = "new-late";
/// newCommEvent is not answered.
pub const NEW_NEVER: &str = "new-never";
/// startCommEvent is refused, and nothing opens.
pub const START_ERROR: &str = "start-error";
/// startCommEvent is answered after eight seconds.
pub const START_LATE: &str = "start-late";
/// startCommEvent is not answered.
pub const START_NEVER: &str = "start-never";
/// closeCommEvent is refused, and the call stays as it is.
pub const CLOSE_ERROR: &str = "close-error";
/// The dialog opens with the answer to newCommEvent, not before it.
pub const DIALOG_LATE: &str = "dialog-late";
/// Answer and Decline send their command twice, with one commandId.
pub const COMMAND_TWICE: &str = "dialog-command-twice";
/// A start before the answer to newCommEvent withholds that answer (seen live, on from the start).
pub const START_WITHHOLDS_NEW: &str = "start-withholds-new";
/// A second newCommEvent for a call is never answered (seen live, on from the start).
pub const NEW_ONCE: &str = "second-new-never-answered";

/// A click on a number is told twice.
pub const OUTGOING_TWICE: &str = "outgoing-twice";
/// A click on a number is told without uuid; its id is only inside.
pub const OUTGOING_NO_UUID: &str = "outgoing-no-uuid";
/// outboundCommError is not answered.
pub const DIAL_ERROR_SILENT: &str = "dial-error-silent";

/// The lookup takes four seconds, and the dialog says so.
pub const LOOKUP_SLOW: &str = "lookup-slow";
/// The lookup finds nobody, whoever calls.
pub const LOOKUP_NONE: &str = "lookup-none";
/// The lookup finds several contacts, whoever calls.
pub const LOOKUP_SEVERAL: &str = "lookup-several";
/// The wrap-up's fields can be neither read, written nor saved.
pub const WRAP_UP_ERROR: &str = "wrap-up-error";
/// A save by the toolbar does what the agent's own does: the form closes, and the toolbar is told.
pub const SAVE_CLOSES: &str = "wrap-up-save-closes";
/// Notifications are refused.
pub const NOTIFICATION_ERROR: &str = "notification-error";
/// readyForOperation is refused.
pub const READY_ERROR: &str = "ready-error";

/// The script of Oracle's framework is not where the toolbar was told.
pub const UEF_MISSING: &str = "uef-script-missing";
/// The script brings no `CX_SVC_UI_EVENTS_FRAMEWORK`.
pub const UEF_EMPTY: &str = "uef-global-missing";
/// `initialize` never settles.
pub const UEF_NEVER: &str = "uef-never";
/// `initialize` settles after eight seconds.
pub const UEF_LATE: &str = "uef-late";
/// `initialize` rejects.
pub const UEF_REFUSED: &str = "uef-refused";

/// Fusion's page is away: nothing reaches it, and it says nothing.
pub const AWAY: &str = "fusion-away";
/// The lookup tells the contact's first and last name, and no whole one.
pub const LOOKUP_PARTS: &str = "lookup-name-parts";

/// Every fault with what it does. Those that begin with `uef-` are told to the stand-in, which looks them
/// up by these names.
pub const ALL: [(&str, &str); 46] = [
    (FUSION_LATE, "answers come after 3 s"),
    (FUSION_NEVER, "no request is answered"),
    (FUSION_TWICE, "every answer comes twice"),
    (AWAY, "no message of the toolbar arrives"),
    (OTHER_EVENT_ID, "newCommEvent is answered with another eventId, used from then on"),
    (WRONG_CLASSIFICATION, "calls are dropped without a word"),
    (CONFIGURATION_ERROR, "getConfiguration is refused"),
    (NEW_ERROR, "newCommEvent is refused"),
    (NEW_LATE, "newCommEvent is answered after 8 s"),
    (NEW_NEVER, "newCommEvent is not answered"),
    (START_ERROR, "startCommEvent is refused"),
    (START_LATE, "startCommEvent is answered after 8 s"),
    (START_NEVER, "startCommEvent is not answered"),
    (CLOSE_ERROR, "closeCommEvent is refused"),
    (DIALOG_LATE, "the dialog opens with the answer to newCommEvent"),
    (COMMAND_TWICE, "Answer and Decline send their command twice"),
    (OUTGOING_TWICE, "a click on a number is told twice"),
    (OUTGOING_NO_UUID, "a click on a number is told without uuid, only with SVCMCA_CALL_ID"),
    (DIAL_ERROR_SILENT, "outboundCommError is not answered"),
    (START_WITHHOLDS_NEW, "a start before the answer to newCommEvent withholds that answer"),
    (NEW_ONCE, "a second newCommEvent for a call is not answered"),
    (LOOKUP_SLOW, "the lookup takes 4 s"),
    (LOOKUP_NONE, "the lookup finds nobody"),
    (LOOKUP_SEVERAL, "the lookup finds several contacts"),
    (LOOKUP_PARTS, "the lookup tells first and last name only"),
    (WRAP_UP_ERROR, "the wrap-up's fields can be neither read, written nor saved"),
    (SAVE_CLOSES, "a save by the toolbar closes the form like the agent's own"),
    (NOTIFICATION_ERROR, "the toolbar's notifications are refused; only with UEF"),
    (READY_ERROR, "readyForOperation is refused"),
    (
        UEF_MISSING,
        "Oracle's script is not there, for a toolbar without config.json that is loaded now",
    ),
    (UEF_EMPTY, "Oracle's script brings no global to a toolbar that is loaded now"),
    (UEF_NEVER, "initialize never settles"),
    (UEF_LATE, "initialize settles after 8 s"),
    (UEF_REFUSED, "initialize rejects"),
    ("uef-plain", "answers and events are plain objects without getters"),
    ("uef-plain-errors", "a rejection is a plain object without getters"),
    ("uef-errors-resolve", "a refused operation resolves, with result error"),
    ("uef-no-active-engagements", "the provider has no getActiveEngagements"),
    ("uef-no-engagement-context", "answers have no getEngagementContext"),
    ("uef-no-wrap-up-context", "engagements have no getWrapupContext"),
    ("uef-no-tab-context", "engagements have no getTabContext"),
    ("uef-no-notification-context", "the provider has no getNotificationContext"),
    ("uef-display-string", "commands have setResultDisplayString"),
    ("uef-throws-onToolbarAgentCommand", "subscribing to onToolbarAgentCommand throws"),
    ("uef-throws-onOutgoingEvent", "subscribing to onOutgoingEvent throws, whatever is set"),
    ("uef-throws-onDataUpdated", "subscribing to onDataUpdated throws, whatever is set"),
];

/// A message of the toolbar's, and the names of the faults by which it does not arrive and is refused.
pub struct Message {
    /// Its method.
    pub method: &'static str,
    /// It is lost on its way.
    pub lose: &'static str,
    /// It is answered with an error and changes nothing.
    pub refuse: &'static str,
}

macro_rules! messages {
    ($($method:literal),* $(,)?) => {
        [$(Message {
            method: $method,
            lose: concat!("lose-", $method),
            refuse: concat!("refuse-", $method),
        }),*]
    };
}

/// Every message that can be lost or refused; a reply has no answer, so that to refuse it loses it.
pub const MESSAGES: [Message; 16] = messages![
    "agentStateEvent",
    "closeCommEvent",
    "disableFeature",
    "focusCommEvent",
    "getConfiguration",
    "newCommEvent",
    "onDataUpdated",
    "onOutgoingEvent",
    "onToolbarAgentCommand",
    "onToolbarInteractionCommand",
    "outboundCommError",
    "readyForOperation",
    "setToolbarDimensions",
    "startCommEvent",
    "tbAgentCommandResponse",
    "tbInteractionCommandResponse",
];

/// The names of the faults that lose or refuse the messages of a list such as `agentStateEvent,newCommEvent`.
pub fn of_messages(name: &str, list: &str) -> String {
    let methods = list.split(',').map(str::trim).filter(|method| !method.is_empty());
    methods.map(|method| format!("{name}-{method}")).collect::<Vec<_>>().join(",")
}

/// What is on from the start, because a live Fusion does it.
pub fn usual() -> Faults {
    Faults::from([START_WITHHOLDS_NEW, NEW_ONCE])
}

/// The fault of this name.
pub fn by_name(name: &str) -> Option<&'static str> {
    let messages = MESSAGES.iter().flat_map(|message| [message.lose, message.refuse]);
    ALL.iter().map(|(known, _)| *known).chain(messages).find(|known| *known == name)
}

/// The list that [`switch`] makes of what is on from the start.
pub fn list(faults: &Faults) -> Vec<String> {
    let usual = usual();
    let on = faults.difference(&usual).map(|name| (*name).to_owned());
    let off = usual.difference(faults).map(|name| format!("-{name}"));
    on.chain(off).collect()
}

/// Switches by a list such as `new-late,-start-withholds-new`, a minus switching off; gives back the
/// names that are not Fusion's.
pub fn switch(faults: &mut Faults, list: &str) -> Vec<String> {
    let mut others = Vec::new();
    for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let (off, bare) = name.strip_prefix('-').map_or((false, name), |bare| (true, bare));
        match by_name(bare) {
            Some(fault) if off => drop(faults.remove(fault)),
            Some(fault) => drop(faults.insert(fault)),
            None => others.push(name.to_owned()),
        }
    }
    others
}
