//! What one contact's card shows: who, how it stands, what can be done, who else is on it.

use super::{
    Channel, ConnectionId, ContactId, ContactMatch, Digits, GoneParty, Millis, NoNumberReason,
    PersonName, Phone, Refusal, Role, TokenValue, UnansweredCall,
};
use serde::{Deserialize, Serialize};

/// One contact's card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// Whose card; also the key of the list.
    pub contact: ContactId,
    /// What stage the contact is in.
    pub phase: Phase,
    /// Since when in that stage, on this computer's clock.
    pub since: Millis,
    /// Voice or something else.
    pub channel: Channel,
    /// Whether the customer called.
    pub inbound: bool,
    /// Whether it is a campaign's call, which is made once the agent has accepted it.
    pub preview: bool,
    /// When Amazon makes the call that the agent looks at, on this computer's clock.
    pub preview_ends: Option<Millis>,
    /// The customer's number.
    pub number: Option<Phone>,
    /// Why there is none.
    pub unnumbered: NoNumberReason,
    /// The name that Fusion's lookup found.
    pub name: Option<PersonName>,
    /// The queue.
    pub queue: Option<String>,
    /// What the configuration shows of its attributes, each with its label. Personal.
    pub attributes: Vec<(String, TokenValue)>,
    /// A command that Connect has not confirmed.
    pub pending: Option<PendingAction>,
    /// Why the last command did not come about.
    pub refusal: Option<Refusal>,
    /// Which buttons there are.
    pub actions: Actions,
    /// How the screen pop stands.
    pub pop: PopView,
    /// What Fusion's lookup found.
    pub found: ContactMatch,
    /// Fusion left the call without an answer, though it answers otherwise.
    pub unanswered_call: Option<UnansweredCall>,
    /// Fields that should be in Fusion's wrap-up are not.
    pub lacks_fields: bool,
    /// State came back after a reload, audio did not.
    pub recovered: bool,
    /// Whether it was answered in another window or program, which has its audio.
    pub answered_elsewhere: bool,
    /// There is no fresh word of it from Connect.
    pub uncertain: bool,
    /// The part that the agent has in it.
    pub role: Role,
    /// Whether a supervisor listens in.
    pub supervised: bool,
    /// Whether the agent answers at a desk phone.
    pub answer_on_phone: bool,
    /// Whether Connect answers for the agent.
    pub auto_accept: bool,
    /// Whether it is one row, because another call is in front.
    pub collapsed: bool,
    /// What can be done while it is on.
    pub controls: Controls,
    /// Whether the customer is gone though the contact rings or goes on.
    pub customer_left: bool,
    /// Who besides the customer left, or did not answer.
    pub gone: Option<GoneParty>,
    /// Everybody else on the call.
    pub parties: Vec<PartyView>,
    /// Since when the customer is on hold, on this computer's clock.
    pub held_since: Option<Millis>,
    /// Whether the agent is the one on hold.
    pub agent_held: bool,
    /// The keys that belong behind the number that was called.
    pub extension: Option<Digits>,
    /// The microphone was opened and nobody here asked for it.
    pub alarm: bool,
    /// A supervisor muted the agent.
    pub forced_mute: bool,
}

/// What can be done while a call is on; `None` is no control at all, `Some(false)` is one that is off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Controls {
    /// `Mute`.
    pub mute: Option<ToggleView>,
    /// `Hold`.
    pub hold: Option<ToggleView>,
    /// `Keypad`.
    pub keypad: Option<bool>,
    /// `Transfer`.
    pub transfer: Option<bool>,
    /// `Swap`: with the one on hold, or this call with the one in front.
    pub swap: Option<bool>,
    /// `Join`.
    pub join: Option<bool>,
    /// `Leave`.
    pub leave: Option<bool>,
}

/// A toggle: what Connect says, and what is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToggleView {
    /// Connect's word.
    pub on: bool,
    /// What was asked for and is not confirmed.
    pub pending: Option<bool>,
    /// Whether a press does anything.
    pub enabled: bool,
}

/// Somebody else on the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyView {
    /// Whose leg; also the key of the row.
    pub leg: ConnectionId,
    /// Whether it is the customer.
    pub customer: bool,
    /// The name of the quick connect, or of the customer.
    pub name: Option<PersonName>,
    /// The number.
    pub number: Option<Phone>,
    /// How the leg stands.
    pub stage: PartyStage,
    /// Since when.
    pub since: Millis,
    /// Whether Connect keeps it mute.
    pub muted: bool,
    /// The button that takes it off the call.
    pub drop: Option<bool>,
    /// The button that mutes it.
    pub mute: Option<bool>,
    /// A command for it that Connect has not confirmed.
    pub pending: bool,
}

/// How a party's leg stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartyStage {
    /// Being called.
    Calling,
    /// On hold.
    Held,
    /// Talking.
    Talking,
}

/// The stage of a contact, in the words of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Phase {
    /// It rings at the agent.
    Ringing,
    /// Being set up: accepted and not yet talking, or dialling.
    Connecting,
    /// Talking.
    Connected,
    /// After-call work.
    AfterCallWork,
    /// The agent did not answer.
    Missed,
    /// The agent declined.
    Declined,
    /// The caller gave up.
    Abandoned,
    /// It did not come about, or broke off with an error.
    Failed,
    /// It is there, and nothing else could be read of it.
    Unreadable,
}

/// A command that was sent and not yet confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PendingAction {
    /// Answering.
    Accept,
    /// Having a campaign's call made.
    CallNow,
    /// Calling somebody else.
    Consult,
    /// Clearing.
    Clear,
    /// Declining.
    Decline,
    /// Taking a party off the call.
    DropParty,
    /// Ending.
    End,
    /// Joining everybody.
    Join,
    /// Leaving the others alone.
    Leave,
    /// Muting a party.
    MuteParty,
    /// Leaving a campaign's call unmade.
    Skip,
    /// Swapping.
    Swap,
}

/// Which buttons a card has; a button that is there but off is `Some(false)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actions {
    /// `Accept`.
    pub accept: Option<bool>,
    /// `Decline`.
    pub decline: Option<bool>,
    /// `Call now`.
    pub call_now: Option<bool>,
    /// `Skip`.
    pub skip: Option<bool>,
    /// `End call`.
    pub end: Option<bool>,
    /// `Clear contact`.
    pub clear: Option<bool>,
}

/// How Fusion's part of a call stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PopView {
    /// Fusion has no part in this contact.
    #[default]
    None,
    /// The caller is being looked up.
    LookingUp,
    /// Looked up, and waiting for the call to connect.
    LookedUp,
    /// The lookup failed or was not answered; the call goes on without.
    LookupFailed,
    /// The contact is being opened.
    Opening,
    /// Fusion confirmed it; it can be asked to show it.
    Open,
    /// Fusion is asked to show what it has opened.
    Showing,
    /// Fusion did not show what it has opened.
    NotShown,
    /// Fusion refused; one button asks again.
    Refused,
    /// Fusion did not answer.
    Silent,
}
