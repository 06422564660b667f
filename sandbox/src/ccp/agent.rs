//! What the agent does to Connect, through the toolbar, the CCP or a desk phone.
//!
//! PURE. Never does more than Connect would: what is not possible now is refused in its words.

use super::backend::{Aftermath, Backend, Kind};
use super::contact::{Channel, Contact, LegStage, Stage, invalid};
use super::customer::LOOKS_FOR;
use super::directory::Target;
use super::terms::{Refused, STATES};
use crate::control::Ring;
use crate::time::Millis;

impl Backend {
    /// The agent calls somebody.
    ///
    /// # Errors
    /// When the agent may not, or a call is going on.
    pub fn dial(&mut self, target: Target, now: Millis) -> Result<(), Refused> {
        if !self.profile.may_dial() {
            let message = "The agent may not call anybody".to_owned();
            return Err(Refused("AccessDeniedException", message));
        }
        if self.contacts.iter().any(|contact| contact.is_voice() && !contact.is_over()) {
            return Err(Refused("QuotaExceededException", "There is a call already".to_owned()));
        }
        let transfer = target.number.is_none();
        let ring = Ring { number: target.number, transfer, ..Ring::default() };
        let mut contact = self.contact_of(&ring, now);
        contact.inbound = false;
        contact.customer.stage = LegStage::Connecting;
        contact.customer.quick_connect = target.quick_connect;
        self.list(contact, now);
        Ok(())
    }

    /// Answers a contact.
    ///
    /// # Errors
    /// When it does not ring here, as Connect says it.
    pub fn accept(&mut self, id: &str, at_the_phone: bool, now: Millis) -> Result<(), Refused> {
        let ids = [self.id(Kind::Connection), self.id(Kind::Connection)];
        let softphone = self.profile.softphone;
        let contact = self.find(id)?;
        // A preview rings on no phone.
        let deskphone = contact.channel == Channel::Voice && !contact.softphone && !contact.preview;
        if !contact.is_ringing() || (deskphone && !at_the_phone) {
            return Err(invalid("Cannot accept contact", contact));
        }
        if contact.channel == Channel::QueueCallback || contact.preview {
            // The offered legs are replaced by those of the call (`connect.md` D.6).
            [contact.agent.id, contact.customer.id] = ids;
            contact.softphone = softphone;
            contact.dials_at = contact.preview.then(|| now + LOOKS_FOR);
            contact.turn(Stage::Connecting, LegStage::Connecting, LegStage::Connecting, now);
        } else {
            contact.turn(Stage::Connected, LegStage::Connected, LegStage::Connected, now);
        }
        self.settle(now);
        Ok(())
    }

    /// Makes a campaign's call, for the agent or because the time is up: the customer is a participant from now
    /// on, whose id is given.
    ///
    /// # Errors
    /// When nobody looks at it.
    pub fn engage(&mut self, id: &str, now: Millis) -> Result<String, Refused> {
        let customer = self.leg(LegStage::Connecting, now);
        let contact = self.find(id)?;
        if contact.dials_at.take().is_none() {
            return Err(invalid("Cannot engage contact", contact));
        }
        contact.customer = customer;
        let participant = contact.customer.id.clone();
        self.settle(now);
        Ok(participant)
    }

    /// Declines a contact, or leaves a campaign's call unmade that the agent looks at.
    ///
    /// # Errors
    /// When it does not ring.
    pub fn reject(&mut self, id: &str, then: Aftermath, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        if contact.dials_at.is_some() {
            contact.finish(now)?;
            self.settle(now);
            return Ok(());
        }
        if !contact.is_ringing() {
            return Err(invalid("Cannot reject contact", contact));
        }
        let (voice, over) = (contact.is_voice(), contact.is_voice().then_some(Stage::Error));
        let stage = over.unwrap_or(Stage::Rejected);
        contact.turn(stage, LegStage::Disconnected, LegStage::Connected, now);
        match then {
            Aftermath::Vanishes => self.drop_contact(id),
            Aftermath::Listed if voice => self.error = Some("MissedCallAgent".to_owned()),
            Aftermath::Listed => {}
        }
        self.settle(now);
        Ok(())
    }

    /// The agent hangs up one leg: ends a call, cancels a dialled one, declines a ringing one,
    /// drops one of the others, or leaves two others talking.
    ///
    /// # Errors
    /// When there is no such leg, or it is over already.
    pub fn destroy(&mut self, id: &str, connection: &str, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        let live = contact.leg_mut(connection)?.is_live();
        if contact.is_over() || !live {
            return Err(invalid("Cannot destroy connection", contact));
        }
        if contact.is_ringing() {
            return self.reject(id, Aftermath::Listed, now);
        }
        let own = contact.agent.id == connection;
        if own && contact.monitor.is_some() || own && contact.is_talk() && contact.live_others() > 1
        {
            contact.leave(now);
        } else if own || contact.is_dialling() {
            contact.finish(now)?;
        } else {
            contact.lose(connection, now)?;
        }
        self.settle(now);
        Ok(())
    }

    /// Puts a contact that is over away.
    ///
    /// # Errors
    /// When it is not over.
    pub fn clear(&mut self, id: &str, now: Millis) -> Result<(), Refused> {
        let contact = self.find(id)?;
        if !contact.is_over() {
            return Err(invalid("Cannot clear contact", contact));
        }
        self.drop_contact(id);
        self.error = None;
        self.settle(now);
        Ok(())
    }

    /// The agent, or a supervisor, sets a state by name.
    ///
    /// # Errors
    /// When there is no such state, or a contact is handled and the state is not to be queued.
    pub fn choose(&mut self, name: &str, enqueue: bool, now: Millis) -> Result<(), Refused> {
        let Some((name, _)) = STATES.iter().find(|(known, _)| *known == name) else {
            return Err(Refused("InvalidAgentARNException", format!("No agent state {name}")));
        };
        if !self.contacts.iter().any(Contact::is_voice) {
            (self.chosen, self.next, self.error) = ((*name).to_owned(), None, None);
        } else if enqueue {
            self.next = Some((*name).to_owned());
        } else {
            let message = "Cannot change the agent state while handling a contact".to_owned();
            return Err(Refused("InvalidStateException", message));
        }
        self.settle(now);
        Ok(())
    }
}
