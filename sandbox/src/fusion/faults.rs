//! The names of everything that this Fusion can do wrong; tests, addresses and people use them.

use std::collections::BTreeSet;

/// The faults that are switched on.
pub type Faults = BTreeSet<&'static str>;

macro_rules! faults {
    ($($name:tt = $word:literal: $about:literal,)*) => {
        $(
            #[doc = $about]
            #[allow(clippy::doc_markdown, reason = "the drawer shows it as it is")]
            pub const $name: &str = $word;
        )*

        /// Every fault with what it does. Those that begin with `uef-` are told to the stand-in, which looks them
        /// up by these names.
        pub const ALL: &[(&str, &str)] = &[$(($word, $about)),*];
    };
}

// One that only the stand-in does needs no constant.
faults! {
    FUSION_LATE = "fusion-late": "answers come after 3 s",
    FUSION_NEVER = "fusion-never": "no request is answered",
    FUSION_TWICE = "fusion-twice": "every answer comes twice",
    AWAY = "fusion-away": "no message of the toolbar arrives",
    OTHER_EVENT_ID = "fusion-other-event-id": "newCommEvent is answered with another eventId, used from then on",
    WRONG_CLASSIFICATION = "fusion-wrong-classification": "calls are dropped without a word",
    CONFIGURATION_ERROR = "configuration-error": "getConfiguration is refused",
    NEW_ERROR = "new-error": "newCommEvent is refused",
    NEW_LATE = "new-late": "newCommEvent is answered after 8 s",
    NEW_NEVER = "new-never": "newCommEvent is not answered",
    START_ERROR = "start-error": "startCommEvent is refused",
    START_LATE = "start-late": "startCommEvent is answered after 8 s",
    START_NEVER = "start-never": "startCommEvent is not answered",
    CLOSE_ERROR = "close-error": "closeCommEvent is refused",
    DIALOG_LATE = "dialog-late": "the dialog opens with the answer to newCommEvent",
    COMMAND_TWICE = "dialog-command-twice": "Answer and Decline send their command twice",
    OUTGOING_TWICE = "outgoing-twice": "a click on a number is told twice",
    OUTGOING_NO_UUID = "outgoing-no-uuid": "a click on a number is told without uuid, only with SVCMCA_CALL_ID",
    DIAL_ERROR_SILENT = "dial-error-silent": "outboundCommError is not answered",
    START_WITHHOLDS_NEW = "start-withholds-new": "a start before the answer to newCommEvent withholds that answer",
    NEW_ONCE = "second-new-never-answered": "a second newCommEvent for a call is not answered",
    LOOKUP_SLOW = "lookup-slow": "the lookup takes 4 s",
    LOOKUP_NONE = "lookup-none": "the lookup finds nobody",
    LOOKUP_SEVERAL = "lookup-several": "the lookup finds several contacts",
    LOOKUP_PARTS = "lookup-name-parts": "the lookup tells first and last name only",
    WRAP_UP_ERROR = "wrap-up-error": "the wrap-up's fields can be neither read, written nor saved",
    SAVE_CLOSES = "wrap-up-save-closes": "a save by the toolbar closes the form like the agent's own",
    NOTIFICATION_ERROR = "notification-error": "the toolbar's notifications are refused; only with UEF",
    READY_ERROR = "ready-error": "readyForOperation is refused",
    UEF_MISSING = "uef-script-missing": "Oracle's script is not there, for a toolbar without config.json that is loaded now",
    UEF_EMPTY = "uef-global-missing": "Oracle's script brings no global to a toolbar that is loaded now",
    UEF_NEVER = "uef-never": "initialize never settles",
    UEF_LATE = "uef-late": "initialize settles after 8 s",
    UEF_REFUSED = "uef-refused": "initialize rejects",
    _ = "uef-plain": "answers and events are plain objects without getters",
    _ = "uef-plain-errors": "a rejection is a plain object without getters",
    _ = "uef-errors-resolve": "a refused operation resolves, with result error",
    _ = "uef-no-active-engagements": "the provider has no getActiveEngagements",
    _ = "uef-no-engagement-context": "answers have no getEngagementContext",
    _ = "uef-no-wrap-up-context": "engagements have no getWrapupContext",
    _ = "uef-no-tab-context": "engagements have no getTabContext",
    _ = "uef-no-notification-context": "the provider has no getNotificationContext",
    _ = "uef-display-string": "commands have setResultDisplayString",
    _ = "uef-throws-onToolbarAgentCommand": "subscribing to onToolbarAgentCommand throws",
    _ = "uef-throws-onOutgoingEvent": "subscribing to onOutgoingEvent throws, whatever is set",
    _ = "uef-throws-onDataUpdated": "subscribing to onDataUpdated throws, whatever is set",
}

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
