//! What customers and Connect itself do: call, wait, give up, come back, time out.
//!
//! PURE. Never looks at a clock: time comes in.

use super::backend::{Aftermath, Backend, Kind};
use super::contact::{Caller, Channel, Contact, LegStage, Monitoring, Stage, invalid};
use super::terms::{Refused, error_state, not_found};
use crate::control::Ring;
use crate::time::Millis;
use std::collections::BTreeMap;

/// A voice contact rings that long before it counts as missed.
pub const RINGS_FOR: Millis = Millis::seconds(20);
/// The queue of everything that names none.
pub(super) const USUAL_QUEUE: &str = "BasicQueue";
/// How long it takes Connect to answer by itself, and to route a waiting customer.
const ROUTING: Millis = Millis(500);

/// The agent may look at a campaign's call for so long.
pub const LOOKS_FOR: Millis = Millis::seconds(30);

/// What happened by itself because time passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// Connect answered for the agent.
    Accepted(String),
    /// Amazon made a campaign's call.
    Dialled,
    /// Nobody answered in time.
    Missed,
    /// A waiting customer was offered.
    Offered,
}

impl Backend {
    /// A customer calls: offered at once if the agent is available or it is forced, else queued.
    /// A call that is listened to is there at once.
    pub fn ring(&mut self, ring: Ring, now: Millis) {
        if ring.monitor || ring.barge {
            self.supervise(&ring, now);
        } else if ring.force || self.is_free() {
            self.offer(&ring, now);
        } else {
            self.waiting.push_back(ring);
        }
    }

    fn is_free(&self) -> bool {
        self.state.kind == "routable" && !self.contacts.iter().any(Contact::is_voice)
    }

    fn offer(&mut self, ring: &Ring, now: Millis) {
        let contact = self.contact_of(ring, now);
        if contact.is_voice() {
            self.error = None;
        }
        self.list(contact, now);
    }

    /// The agent, as a supervisor, is in another agent's call: Connect shows no queue and no
    /// attributes then (`connect.md` D.1).
    fn supervise(&mut self, ring: &Ring, now: Millis) {
        let mode = if ring.barge { Monitoring::Barge } else { Monitoring::Silent };
        let mut contact = self.contact_of(ring, now);
        contact.turn(Stage::Connected, mode.leg(), LegStage::Connected, now);
        contact.monitor = Some(mode);
        contact.attributes = BTreeMap::new();
        USUAL_QUEUE.clone_into(&mut contact.queue);
        self.list(contact, now);
    }

    /// The contact as it begins.
    pub(super) fn contact_of(&mut self, ring: &Ring, now: Millis) -> Contact {
        let channel = ring.channel;
        let stage = if channel == Channel::QueueCallback || ring.preview {
            Stage::Incoming
        } else {
            Stage::Connecting
        };
        let caller = match &ring.number {
            _ if ring.colleague => Caller::Colleague,
            _ if ring.web => Caller::Web,
            _ if ring.transfer => Caller::Transfer,
            Some(number) if number.is_empty() || number == "anonymous" => Caller::Withheld,
            Some(number) => Caller::Number(number.clone()),
            None => Caller::Number("+14155550123".to_owned()),
        };
        let id = ring.contact_id.clone().unwrap_or_else(|| self.id(Kind::Contact));
        let mut attributes = ring.attributes.clone();
        if let Some(name) = &ring.name {
            attributes.insert("customerName".to_owned(), name.clone());
        }
        Contact {
            id,
            channel,
            stage,
            since: now,
            inbound: !ring.preview,
            preview: ring.preview,
            dials_at: None,
            caller,
            attributes,
            queue: ring.queue.clone().unwrap_or_else(|| USUAL_QUEUE.to_owned()),
            agent: self.leg(LegStage::Connecting, now),
            customer: self.leg(LegStage::Connected, now),
            thirds: Vec::new(),
            monitor: None,
            softphone: !ring.deskphone && self.profile.softphone && channel == Channel::Voice,
            auto_accept: ring.auto_accept,
            garbled: false,
        }
    }

    /// A contact comes back under its own id, with a new leg of the agent or with the old one.
    ///
    /// # Errors
    /// When there is no contact that could come back.
    pub fn ring_again(
        &mut self,
        id: Option<&str>,
        same_connection: bool,
        now: Millis,
    ) -> Result<(), Refused> {
        let listed =
            self.contacts.iter().position(|c| c.is_over() && id.is_none_or(|id| c.id == id));
        let gone = self.gone.take_if(|gone| listed.is_none() && id.is_none_or(|id| gone.id == id));
        let mut contact = listed
            .map(|at| self.contacts.remove(at))
            .or(gone)
            .ok_or_else(|| not_found("to ring again"))?;
        if !same_connection {
            contact.agent.id = self.id(Kind::Connection);
        }
        let stage = if contact.preview { Stage::Incoming } else { Stage::Connecting };
        contact.turn(stage, LegStage::Connecting, LegStage::Connected, now);
        contact.since = now;
        self.error = None;
        self.list(contact, now);
        Ok(())
    }

    /// Nobody answers; `error` is the state that the agent falls into.
    ///
    /// # Errors
    /// When it does not ring.
    pub fn miss(
        &mut self,
        id: &str,
        error: Option<&str>,
        then: Aftermath,
        now: Millis,
    ) -> Result<(), Refused> {
        let contact = self.find(id)?;
        if !contact.is_ringing() {
            return Err(invalid("Cannot miss contact", contact));
        }
        let voice = contact.is_voice();
        let usual =
            if contact.channel == Channel::QueueCallback { "Default" } else { "MissedCallAgent" };
        let stage = if voice { Stage::Error } else { Stage::Missed };
        contact.turn(stage, LegStage::Disconnected, LegStage::Connected, now);
        if voice {
            self.error = Some(error.unwrap_or(usual).to_owned());
        }
        if then == Aftermath::Vanishes {
            self.drop_contact(id);
        }
        self.settle(now);
        Ok(())
    }

    /// The customer hangs up: a ringing contact is gone, or stays with an error if `as_missed`;
    /// others who were added to the call stay in it.
    ///
    /// # Errors
    /// When the contact is over already.
    pub fn hang_up(&mut self, id: &str, as_missed: bool, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        if contact.is_ringing() && as_missed {
            self.miss(id, None, Aftermath::Listed, now)?;
            let contact = self.find(id)?;
            contact.turn(Stage::Error, LegStage::Disconnected, LegStage::Disconnected, now);
        } else if contact.is_ringing() {
            self.drop_contact(id);
        } else if contact.is_talk() && contact.customer.is_live() {
            let leg = contact.customer.id.clone();
            contact.lose(&leg, now)?;
        } else {
            contact.finish(now)?;
        }
        self.settle(now);
        Ok(())
    }

    /// The customer hangs up, and Connect keeps the contact all the same.
    ///
    /// # Errors
    /// When there is no such contact.
    pub fn customer_leaves(&mut self, id: &str, now: Millis) -> Result<(), Refused> {
        self.find(id)?.customer.turn(LegStage::Disconnected, now);
        Ok(())
    }

    /// The far end of a dialled contact answers.
    ///
    /// # Errors
    /// When nothing is being dialled.
    pub fn far_end_answers(&mut self, id: &str, now: Millis) -> Result<(), Refused> {
        let contact = self.dialled(id)?;
        contact.turn(Stage::Connected, LegStage::Connected, LegStage::Connected, now);
        self.settle(now);
        Ok(())
    }

    /// The far end cannot be reached; `error` is the state that the agent falls into.
    ///
    /// # Errors
    /// When nothing is being dialled, or Connect has no such error.
    pub fn far_end_fails(
        &mut self,
        id: &str,
        error: Option<&str>,
        then: Aftermath,
        now: Millis,
    ) -> Result<(), Refused> {
        let error = error_state(error.unwrap_or("FailedConnectCustomer"))?;
        let contact = self.dialled(id)?;
        contact.turn(Stage::Error, LegStage::Disconnected, LegStage::Disconnected, now);
        self.error = Some(error);
        if then == Aftermath::Vanishes {
            self.drop_contact(id);
        }
        self.settle(now);
        Ok(())
    }

    fn dialled(&mut self, id: &str) -> Result<&mut Contact, Refused> {
        let contact = self.find(id)?;
        if contact.is_dialling() {
            Ok(contact)
        } else {
            Err(invalid("Nobody is being called", contact))
        }
    }

    /// A supervisor, or the system, puts the agent into an error state.
    ///
    /// # Errors
    /// When Connect has no such state.
    pub fn fail(&mut self, error: &str, now: Millis) -> Result<(), Refused> {
        self.error = Some(error_state(error)?);
        self.settle(now);
        Ok(())
    }

    /// The state for after the contact is queued or cleared elsewhere.
    ///
    /// # Errors
    /// When there is no such state.
    pub fn queue_state(&mut self, name: Option<&str>, now: Millis) -> Result<(), Refused> {
        if let Some(name) = name {
            return self.choose(name, true, now);
        }
        self.next = None;
        Ok(())
    }

    /// A contact is not listed any more, without a word.
    ///
    /// # Errors
    /// When there is none.
    pub fn vanish(&mut self, id: &str, now: Millis) -> Result<(), Refused> {
        self.find(id)?;
        self.drop_contact(id);
        self.settle(now);
        Ok(())
    }

    /// When something will happen by itself.
    pub fn deadline(&self) -> Option<Millis> {
        let rings = self.contacts.iter().filter(|c| c.is_ringing() && c.is_voice());
        let ends = rings.filter_map(|contact| {
            if contact.auto_accept {
                Some(contact.since + ROUTING)
            } else {
                self.ring_ends.then(|| contact.since + RINGS_FOR)
            }
        });
        let routed = self.is_free() && !self.waiting.is_empty();
        let dials = self.contacts.iter().filter_map(|contact| contact.dials_at);
        ends.chain(routed.then(|| self.state.since + ROUTING)).chain(dials).min()
    }

    /// Lets happen what is due.
    pub fn pass(&mut self, then: Aftermath, now: Millis) -> Option<Happening> {
        if self.deadline().is_none_or(|due| due > now) {
            return None;
        }
        if self.is_free()
            && let Some(ring) = self.waiting.pop_front()
        {
            self.offer(&ring, now);
            return Some(Happening::Offered);
        }
        let due = |contact: &&Contact| contact.dials_at.is_some_and(|due| due <= now);
        if let Some(id) = self.contacts.iter().find(due).map(|contact| contact.id.clone()) {
            self.engage(&id, now).ok()?;
            return Some(Happening::Dialled);
        }
        let contact = self.contacts.iter().filter(|c| c.is_ringing() && c.is_voice()).min_by_key(
            |contact| contact.since + if contact.auto_accept { ROUTING } else { RINGS_FOR },
        )?;
        let (id, accepts) = (contact.id.clone(), contact.auto_accept);
        if accepts {
            self.accept(&id, true, now).ok()?;
            return Some(Happening::Accepted(id));
        }
        self.miss(&id, None, then, now).ok()?;
        Some(Happening::Missed)
    }
}
