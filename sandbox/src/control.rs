//! What the director and the simulated CCP say to one another, as JSON text.
//!
//! PURE, and the same on both sides. Never carries anything of the toolbar's. `payloads` holds what
//! the larger actions carry; `text` writes and reads what Serde does not.

mod payloads;
#[cfg(test)]
mod tests;
mod text;

use super::ccp::fault::Fault;
pub use payloads::{Configure, Retries, Ring};
use serde::{Deserialize, Deserializer, Serialize};

/// What the director makes the customer, Connect or the CCP do. Where a contact is optional, the
/// newest one that it makes sense for is meant.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// `setup`: the answer to `ready`.
    Setup {
        /// The faults to start with.
        #[serde(default, deserialize_with = "known")]
        faults: Vec<Fault>,
    },
    /// `ring`: a customer calls.
    Ring(Ring),
    /// `customer_hangs_up`.
    CustomerHangsUp {
        /// Which contact.
        contact: Option<String>,
        /// Whether a ringing contact then stays listed like a missed one.
        #[serde(default)]
        as_missed: bool,
    },
    /// `miss`: nobody answers in time.
    Miss {
        /// Which contact.
        contact: Option<String>,
        /// The agent's error state, `MissedCallAgent` if absent.
        kind: Option<String>,
    },
    /// `re_ring`: a missed contact comes back.
    ReRing {
        /// Which contact.
        contact: Option<String>,
        /// Whether it has the agent connection that it had before.
        #[serde(default)]
        same_connection: bool,
    },
    /// `outbound`: dialled in the CCP.
    Outbound {
        /// The number, or the name of a quick connect.
        number: String,
    },
    /// `far_end_answers`: the dialled customer.
    FarEndAnswers {
        /// Which contact.
        contact: Option<String>,
    },
    /// `far_end_fails`: the dialled customer cannot be reached.
    FarEndFails {
        /// Which contact.
        contact: Option<String>,
        /// The agent's error state, `FailedConnectCustomer` if absent.
        error: Option<String>,
        /// Whether the contact is gone at once instead of being listed with an error.
        #[serde(default)]
        vanishes: bool,
    },
    /// `third_answers`: the one who was added last.
    ThirdAnswers {
        /// Which contact.
        contact: Option<String>,
    },
    /// `third_fails` or `third_leaves`: the one who was added last is gone.
    #[serde(rename = "third_fails", alias = "third_leaves")]
    ThirdGoes {
        /// Which contact.
        contact: Option<String>,
        /// Whether the far end had never answered.
        #[serde(skip)]
        failed: bool,
        /// Whether the leg is not listed any more, instead of being disconnected.
        #[serde(default)]
        vanishes: bool,
    },
    /// `consult_in_ccp`: somebody else is called into the call in Amazon's own panel.
    ConsultInCcp {
        /// Which contact.
        contact: Option<String>,
        /// The number.
        number: String,
    },
    /// `hold_in_ccp`: the customer is put on hold, or back, in Amazon's own panel.
    HoldInCcp {
        /// Which contact.
        contact: Option<String>,
        /// Whether on hold.
        #[serde(default = "yes")]
        on: bool,
    },
    /// `force_mute`: a supervisor mutes the agent, or lets go again.
    ForceMute {
        /// Which contact.
        contact: Option<String>,
        /// Whether muted.
        #[serde(default = "yes")]
        on: bool,
    },
    /// `hold_agent`: a flow holds the agent, or resumes them.
    HoldAgent {
        /// Which contact.
        contact: Option<String>,
        /// Whether muted.
        #[serde(default = "yes")]
        on: bool,
    },
    /// `mute_in_ccp`: the microphone is switched in Amazon's own panel.
    MuteInCcp {
        /// Whether muted.
        #[serde(default = "yes")]
        on: bool,
    },
    /// `configure`: an administrator changes what is set for the agent.
    Configure(Configure),
    /// `softphone_error`: audio fails.
    SoftphoneError {
        /// The type, as Streams calls it.
        #[serde(rename = "type")]
        kind: String,
    },
    /// `websocket`: Connect's connection to the browser is lost or regained.
    Websocket {
        /// Whether it is there.
        #[serde(default = "yes")]
        on: bool,
    },
    /// `websocket_init_failure`: that connection cannot be made.
    WebsocketInitFailure,
    /// `auth_fail`: the session has expired.
    AuthFail {
        /// Whether it is renewed by itself, 1.5 s later.
        #[serde(default)]
        heals: bool,
    },
    /// `retries_exhausted`: the CCP has given up renewing the session.
    RetriesExhausted {
        /// What was tried in vain.
        kind: Retries,
    },
    /// `expire_soon`: Amazon warns that the session ends because the agent does nothing; `expired` if at once.
    #[serde(alias = "expired")]
    ExpireSoon {
        /// After so many milliseconds.
        millis: u64,
    },
    /// `network`: how the CCP's network to Amazon stands.
    Network {
        /// In Amazon's word.
        status: String,
    },
    /// `inactivity`: an administrator sets how long an agent may do nothing.
    Inactivity {
        /// In milliseconds; none is for ever.
        millis: Option<u64>,
    },
    /// `agent_error`: an error state, by a supervisor or the system.
    AgentError {
        /// The state's name.
        name: String,
    },
    /// `next_state`: the state for after the contact, queued or cleared elsewhere.
    NextState {
        /// The state's name; none clears it.
        name: Option<String>,
    },
    /// `accept_in_ccp`: answered in Amazon's own panel, in another tab or at the desk phone.
    AcceptInCcp {
        /// Which contact.
        contact: Option<String>,
    },
    /// `reject_in_ccp`: declined in Amazon's own panel.
    RejectInCcp {
        /// Which contact.
        contact: Option<String>,
    },
    /// `agent_state`: set by a supervisor or in the CCP.
    AgentState {
        /// The state's name.
        name: String,
    },
    /// `clear`: cleared in the CCP.
    Clear {
        /// Which contact.
        contact: Option<String>,
    },
    /// `vanish`: not listed any more, without a word.
    Vanish {
        /// Which contact.
        contact: Option<String>,
    },
    /// `garble_contact`: told in a way that cannot be read, or readable again.
    GarbleContact {
        /// Which contact.
        contact: Option<String>,
        /// Whether it is garbled.
        #[serde(default = "yes")]
        on: bool,
    },
    /// `sign_out`.
    SignOut,
    /// `sign_in`.
    SignIn,
    /// `reload_ccp`: the CCP page loads itself again.
    ReloadCcp,
    /// `fault`: switches one fault.
    Fault {
        /// Which.
        #[serde(rename = "name")]
        fault: Fault,
        /// Whether it is on.
        #[serde(default)]
        on: bool,
    },
    /// `delay`: between a change and its snapshot.
    Delay {
        /// In milliseconds.
        millis: u64,
    },
    /// `skew`: Connect's clock minus this computer's.
    Skew {
        /// In milliseconds.
        millis: i64,
    },
    /// `ring_timer`: whether a ring ends by itself after 20 seconds.
    RingTimer {
        /// Whether it does.
        #[serde(default)]
        on: bool,
    },
    /// `resend_snapshot`: the same data once more.
    ResendSnapshot,
    /// `reset`: as if nothing had ever happened.
    Reset,
}

/// What `on` is where it is left out.
const fn yes() -> bool {
    true
}

/// Reads names of faults, without those that Connect does not have.
fn known<'de, D: Deserializer<'de>>(names: D) -> Result<Vec<Fault>, D::Error> {
    let names = Vec::<String>::deserialize(names)?;
    Ok(names.iter().filter_map(|name| Fault::parse(name)).collect())
}
