//! What happens within a call: hold, mute, keypad, and the legs that are added to it.
//!
//! PURE. Never does more than Connect would (`connect.md` D.2, D.6). Where its answer is not
//! known, the call stays as it is and the request is refused.

use super::backend::Backend;
use super::contact::{Leg, LegStage, Monitoring, Stage, Third, invalid};
use super::directory::Target;
use super::terms::Refused;
use crate::time::Millis;

/// How many may be in one call (Amazon Connect Administrator Guide, multi-party calls).
const PARTIES: usize = 6;

/// What became of a leg that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegChange {
    /// Its far end answers.
    Answers,
    /// It stays listed as disconnected.
    Ends,
    /// It is not listed any more.
    Vanishes,
}

impl Backend {
    /// Puts one leg on hold or back; the agent's own only if that leaves two others talking.
    ///
    /// # Errors
    /// When the leg is not in the state that this needs.
    pub fn hold(&mut self, id: &str, leg: &str, on: bool, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        let what = if on { "Cannot put call on hold" } else { "Cannot resume call" };
        let refused = invalid(what, contact);
        let alone = contact.agent.id == leg && contact.live_others() < 2;
        if !contact.is_talk() || alone {
            return Err(refused);
        }
        let (from, to) = if on {
            (LegStage::Connected, LegStage::Hold)
        } else {
            (LegStage::Hold, LegStage::Connected)
        };
        let leg = contact.leg_mut(leg)?;
        if leg.stage != from {
            return Err(refused);
        }
        leg.turn(to, now);
        Ok(())
    }

    /// Sends tones to one leg, which changes nothing.
    ///
    /// # Errors
    /// When they are no tones, or nobody listens.
    pub fn send_digits(&mut self, id: &str, leg: &str, digits: &str) -> Result<(), Refused> {
        let contact = self.find(id)?;
        let refused = invalid("Cannot send digits", contact);
        let talks = contact.is_talk();
        let up = contact.leg_mut(leg)?.is_up();
        let tones = |c: char| c.is_ascii_digit() || "*#,".contains(c);
        if digits.is_empty() || !digits.chars().all(tones) {
            return Err(Refused("SendDataFailedException", "These are no digits".to_owned()));
        }
        if talks && up { Ok(()) } else { Err(refused) }
    }

    /// Calls somebody else: all others wait on hold.
    ///
    /// # Errors
    /// When there is no call, or there are too many in it.
    pub fn add(&mut self, id: &str, target: Target, now: Millis) -> Result<(), Refused> {
        let parties = if self.profile.multi_party { PARTIES } else { 3 };
        // Another agent or a queue counts as reached as soon as it is tried (`connect.md` D.2).
        let stage = match target.number {
            Some(_) => LegStage::Connecting,
            None => LegStage::Connected,
        };
        let leg = self.leg(stage, now);
        let contact = self.find(id)?;
        if !contact.is_talk() || contact.is_joining() {
            return Err(invalid("Cannot add a connection", contact));
        }
        // The agent is one of them, too.
        if contact.live_others() + 1 >= parties {
            return Err(Refused("QuotaExceededException", "The call is full".to_owned()));
        }
        for leg in contact.others_mut().filter(|leg| leg.is_up()) {
            leg.turn(LegStage::Hold, now);
        }
        contact.thirds.push(Third {
            leg: Leg { quick_connect: target.quick_connect, ..leg },
            number: target.number,
        });
        self.settle(now);
        Ok(())
    }

    /// Talks to the one who waits, and lets the others wait; with nobody waiting, that one waits.
    ///
    /// # Errors
    /// When there are not two to swap.
    pub fn swap(&mut self, id: &str, leg: &str, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        let refused = invalid("Cannot toggle connections", contact);
        let two = contact.others().filter(|leg| leg.is_up()).count() > 1;
        if !contact.is_talk() || !two || contact.agent.id == leg {
            return Err(refused);
        }
        match contact.leg_mut(leg)?.stage {
            LegStage::Hold => {
                for other in contact.others_mut().filter(|other| other.is_up()) {
                    let turned = other.id == leg;
                    other.turn(if turned { LegStage::Connected } else { LegStage::Hold }, now);
                }
                contact.agent.turn(LegStage::Connected, now);
            }
            LegStage::Connected => contact.leg_mut(leg)?.turn(LegStage::Hold, now),
            LegStage::Connecting
            | LegStage::Disconnected
            | LegStage::SilentMonitor
            | LegStage::Barge => return Err(refused),
        }
        Ok(())
    }

    /// Lets all talk to one another.
    ///
    /// # Errors
    /// When there are not two others who have answered.
    pub fn join(&mut self, id: &str, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        let two = contact.others().filter(|leg| leg.is_up()).count() > 1;
        if !contact.is_talk() || !two {
            return Err(invalid("Cannot conference connections", contact));
        }
        for leg in contact.others_mut().filter(|leg| leg.is_up()) {
            leg.turn(LegStage::Connected, now);
        }
        contact.agent.turn(LegStage::Connected, now);
        Ok(())
    }

    /// Mutes anybody, or unmutes the agent: nobody else can be unmuted (`connect.md` C.4).
    ///
    /// # Errors
    /// When that cannot be.
    pub fn mute_leg(&mut self, id: &str, leg: &str, on: bool) -> Result<(), Refused> {
        let multi_party = self.profile.multi_party;
        let contact = self.find(id)?;
        let refused = invalid("Cannot mute or unmute participant", contact);
        let own = contact.agent.id == leg;
        if !multi_party
            || !(contact.is_talk() || contact.monitor == Some(Monitoring::Barge))
            || !(on || own)
        {
            return Err(refused);
        }
        let leg = contact.leg_mut(leg)?;
        if !leg.is_up() || (!on && leg.forced_muted) {
            return Err(refused);
        }
        leg.muted = on;
        Ok(())
    }

    /// A supervisor mutes the agent, or lets go again.
    ///
    /// # Errors
    /// When there is no call.
    pub fn force_mute(&mut self, id: &str, on: bool) -> Result<(), Refused> {
        let contact = self.find(id)?;
        if !contact.is_talk() {
            return Err(invalid("Cannot mute participant", contact));
        }
        (contact.agent.muted, contact.agent.forced_muted) = (on, on);
        Ok(())
    }

    /// The supervisor, who the agent is here, speaks or falls silent.
    ///
    /// # Errors
    /// When it is the agent's own call.
    pub fn monitor(&mut self, id: &str, mode: &str, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        let refused = invalid("Cannot monitor contact", contact);
        let Some(mode) = Monitoring::parse(mode) else { return Err(refused) };
        if contact.stage != Stage::Connected || contact.monitor.is_none() {
            return Err(refused);
        }
        contact.monitor = Some(mode);
        contact.agent.turn(mode.leg(), now);
        Ok(())
    }

    /// The one who was added last answers, fails or leaves.
    ///
    /// # Errors
    /// When nobody is there to do so.
    pub fn third(&mut self, id: &str, change: LegChange, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        let fits = |third: &&mut Third| match change {
            LegChange::Answers => third.leg.stage == LegStage::Connecting,
            LegChange::Ends | LegChange::Vanishes => third.leg.is_live(),
        };
        let refused = invalid("Nobody else is in the call", contact);
        let Some(third) = contact.thirds.iter_mut().rev().find(fits) else { return Err(refused) };
        let connection = third.leg.id.clone();
        match change {
            LegChange::Answers => third.leg.turn(LegStage::Connected, now),
            LegChange::Ends => contact.lose(&connection, now)?,
            LegChange::Vanishes => {
                contact.lose(&connection, now)?;
                contact.thirds.retain(|third| third.leg.id != connection);
            }
        }
        self.settle(now);
        Ok(())
    }
}

impl Monitoring {
    /// What the supervisor's own leg looks like meanwhile.
    pub(super) fn leg(self) -> LegStage {
        match self {
            Self::Silent => LegStage::SilentMonitor,
            Self::Barge => LegStage::Barge,
        }
    }
}

#[cfg(test)]
mod tests;
