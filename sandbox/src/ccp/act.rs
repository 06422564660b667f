//! What the director can make the customer, Connect and the CCP do.
//!
//! PURE. What cannot be done now is reported back, for a test that asks in vain must see it.

use super::backend::{Aftermath, Backend};
use super::codec::Telling;
use super::contact::{Contact, LegStage};
use super::directory::Target;
use super::engine::{Audio, Effect, Engine, Later};
use super::fault::Fault;
use super::in_call::LegChange;
use super::terms::Refused;
use crate::control::Action;
use crate::report::Report;
use crate::time::Millis;

impl Engine {
    /// Starts with these faults, until the director says otherwise.
    pub fn begin_with(&mut self, faults: Vec<Fault>) {
        self.faults = faults.into_iter().collect();
        if self.has(Fault::SignedOut) {
            self.backend.signed_in = false;
        }
    }

    /// Does what the director asks.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are changes, listed there")]
    pub fn act(&mut self, action: Action, now: Millis) -> Vec<Effect> {
        match action {
            Action::Setup { faults } => {
                self.begin_with(faults);
                self.tell_or_begin(now)
            }
            Action::Fault { fault, on } => self.switch(fault, on, now),
            Action::SignOut => self.terminate(now),
            Action::SignIn => self.sign_in(now),
            Action::ReloadCcp => vec![Effect::Reload],
            Action::Delay { millis } => {
                self.delay = Millis(millis);
                Vec::new()
            }
            Action::Skew { millis } => {
                self.telling = Telling { skew: millis, ..self.telling };
                self.tell(now)
            }
            Action::ResendSnapshot => self.tell(now),
            Action::Reset => {
                self.backend = Backend::new(now);
                self.audio = Audio::default();
                self.later.clear();
                let mut effects = self.tell_or_begin(now);
                effects.extend(self.keep(now));
                effects
            }
            Action::AcceptInCcp { contact } => self.accept_in_ccp(contact, now),
            Action::MuteInCcp { on } => self.mute_in_ccp(on).unwrap_or_else(refuse),
            Action::Configure(change) => {
                self.backend.profile.configure(change);
                // What waits to be told is older, and must not come last.
                if self.later.iter().any(|(_, later)| matches!(later, Later::Post(_))) {
                    return self.changed(now);
                }
                let mut effects = self.tell(now);
                effects.extend(self.keep(now));
                effects
            }
            Action::SoftphoneError { kind } => self.softphone_error(&kind),
            Action::Websocket { on } => self.websocket(on),
            Action::WebsocketInitFailure => self.websocket_init_failure(),
            Action::AuthFail { heals } => self.auth_fail(heals, now),
            Action::ExpireSoon { millis } => self.expire_after(Millis(millis), now),
            Action::Inactivity { millis } => self.set_rule(millis.map(Millis), now),
            Action::Network { status } => self.network(status, now),
            Action::RetriesExhausted { kind } => self.retries_exhausted(kind),
            change => match self.change(change, now) {
                Ok(()) => self.changed(now),
                Err(refused) => refuse(refused),
            },
        }
    }

    /// Tells the data, or begins where nothing was told yet.
    fn tell_or_begin(&mut self, now: Millis) -> Vec<Effect> {
        if self.is_acknowledged() { self.tell(now) } else { self.acknowledge(now) }
    }

    /// The actions that change an agent or a contact.
    #[expect(clippy::wildcard_enum_match_arm, reason = "`act` does all others itself")]
    fn change(&mut self, action: Action, now: Millis) -> Result<(), Refused> {
        let missed = self.aftermath(Fault::MissedVanishes);
        let rejected = self.aftermath(Fault::RejectVanishes);
        match action {
            Action::Ring(ring) => self.backend.ring(ring, now),
            Action::CustomerHangsUp { contact, as_missed } => {
                if contact.is_none() && self.backend.waiting.pop_back().is_some() {
                    return Ok(());
                }
                let id = self.found(contact, |c| !c.is_over())?;
                if self.has(Fault::CustomerLingers) {
                    self.backend.customer_leaves(&id, now)?;
                } else {
                    self.backend.hang_up(&id, as_missed, now)?;
                }
            }
            Action::Miss { contact, kind } => {
                let id = self.found(contact, Contact::is_ringing)?;
                self.backend.miss(&id, kind.as_deref(), missed, now)?;
            }
            Action::ReRing { contact, same_connection } => {
                self.backend.ring_again(contact.as_deref(), same_connection, now)?;
            }
            Action::Outbound { number } => self.backend.dial(Target::picked(&number)?, now)?,
            Action::FarEndAnswers { contact } => {
                let id = self.found(contact, Contact::is_dialling)?;
                self.backend.far_end_answers(&id, now)?;
            }
            Action::FarEndFails { contact, error, vanishes } => {
                let id = self.found(contact, Contact::is_dialling)?;
                let then = if vanishes { Aftermath::Vanishes } else { Aftermath::Listed };
                self.backend.far_end_fails(&id, error.as_deref(), then, now)?;
            }
            Action::ThirdAnswers { contact } => {
                let id = self.found(contact, Contact::is_joining)?;
                self.backend.third(&id, LegChange::Answers, now)?;
            }
            Action::ThirdGoes { contact, failed, vanishes } => {
                let fits = if failed { Contact::is_joining } else { Contact::has_third };
                let id = self.found(contact, fits)?;
                let change = if vanishes { LegChange::Vanishes } else { LegChange::Ends };
                self.backend.third(&id, change, now)?;
            }
            Action::ConsultInCcp { contact, number } => {
                let id = self.found(contact, Contact::is_talk)?;
                self.backend.add(&id, Target::number(&number)?, now)?;
            }
            Action::HoldInCcp { contact, on } => {
                let from = if on { LegStage::Connected } else { LegStage::Hold };
                let id = self.found(contact, |c| c.is_talk() && c.customer.stage == from)?;
                let leg = self.backend.find(&id)?.customer.id.clone();
                self.backend.hold(&id, &leg, on, now)?;
            }
            Action::HoldAgent { contact, on } => {
                let id = self.found(contact, Contact::is_talk)?;
                let leg = if on { LegStage::Hold } else { LegStage::Connected };
                self.backend.find(&id)?.agent.turn(leg, now);
            }
            Action::ForceMute { contact, on } => {
                let id = self.found(contact, Contact::is_talk)?;
                self.backend.force_mute(&id, on)?;
            }
            Action::AgentError { name } => self.backend.fail(&name, now)?,
            Action::NextState { name } => self.backend.queue_state(name.as_deref(), now)?,
            Action::RejectInCcp { contact } => {
                let id = self.found(contact, Contact::is_ringing)?;
                self.backend.reject(&id, rejected, now)?;
            }
            Action::AgentState { name } => self.backend.choose(&name, true, now)?,
            Action::Clear { contact } => {
                let id = self.found(contact, Contact::is_over)?;
                self.backend.clear(&id, now)?;
            }
            Action::Vanish { contact } => {
                let id = self.found(contact, |_| true)?;
                self.backend.vanish(&id, now)?;
            }
            Action::GarbleContact { contact, on } => {
                let id = self.found(contact, |_| true)?;
                self.backend.find(&id)?.garbled = on;
            }
            Action::RingTimer { on } => self.backend.ring_ends = on,
            _ => {}
        }
        Ok(())
    }

    fn found(
        &self,
        named: Option<String>,
        fits: impl Fn(&Contact) -> bool,
    ) -> Result<String, Refused> {
        let none = || Refused("ContactNotFoundException", "No contact fits".to_owned());
        self.pick(named, fits).ok_or_else(none)
    }

    /// Answered elsewhere: every window hears of it before the data changes (`connect.md` D.6).
    /// Nothing of that is sent for a desk phone.
    fn accept_in_ccp(&mut self, contact: Option<String>, now: Millis) -> Vec<Effect> {
        let accepted = self.found(contact, Contact::is_ringing).and_then(|id| {
            self.backend.accept(&id, true, now)?;
            Ok(id)
        });
        match accepted {
            Ok(id) => {
                let softphone = self.backend.contacts.iter().any(|c| c.id == id && c.softphone);
                let mut effects = if softphone { self.accepted(&id) } else { Vec::new() };
                effects.extend(self.changed(now));
                effects
            }
            Err(refused) => refuse(refused),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "all others wait for what they spoil")]
    fn switch(&mut self, fault: Fault, on: bool, now: Millis) -> Vec<Effect> {
        let was_on = self.has(fault);
        match (fault, on) {
            (Fault::SignedOut, true) => return self.terminate(now),
            (Fault::SignedOut, false) => return self.sign_in(now),
            (_, true) => self.faults.insert(fault),
            (_, false) => self.faults.remove(&fault),
        };
        match fault {
            Fault::SnapshotSkipped => {
                self.skip_next = true;
                Vec::new()
            }
            // Switched off, the CCP catches up; never heard, it begins.
            Fault::CcpSilent if was_on && !on => self.tell_or_begin(now),
            Fault::WorkerStuck if was_on && !on => self.tell(now),
            Fault::AccessDenied
            | Fault::ContactGarbled
            | Fault::DialBare
            | Fault::EntriesGarbled
            | Fault::MonitorNameless
            | Fault::MonitorUnsure
            | Fault::NoOutboundQueue
            | Fault::NumbersBare
            | Fault::StateNamedBusy => self.tell(now),
            _ => Vec::new(),
        }
    }

    fn sign_in(&mut self, now: Millis) -> Vec<Effect> {
        self.faults.remove(&Fault::SignedOut);
        self.backend.signed_in = true;
        let mut effects = vec![Effect::Report(Report::SignedIn)];
        if !self.is_acknowledged() {
            effects.extend(self.acknowledge(now));
        }
        effects.extend(self.keep(now));
        effects
    }
}

fn refuse(Refused(kind, message): Refused) -> Vec<Effect> {
    vec![Effect::Report(Report::Refused { why: format!("{kind}: {message}") })]
}
