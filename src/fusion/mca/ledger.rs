//! Owns the commands of Fusion that wait for their reply.

use crate::domain::ids::Ticket;
use crate::fusion::message::Original;

/// The unanswered commands; each gets a ticket of its own, a repeated one too.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    last: Ticket,
    /// Few at a time.
    waiting: Vec<(Ticket, Original)>,
}

impl Ledger {
    /// Keeps a command until its ticket is taken back.
    pub(crate) fn enter(&mut self, original: Original) -> Ticket {
        self.last = Ticket(self.last.0 + 1);
        self.waiting.push((self.last, original));
        self.last
    }

    /// Gives a command back once; a second reply to one ticket finds nothing.
    pub(crate) fn settle(&mut self, ticket: Ticket) -> Option<Original> {
        let place = self.waiting.iter().position(|(waiting, _)| *waiting == ticket)?;
        Some(self.waiting.swap_remove(place).1)
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;
    use crate::fusion::mca::decode;
    use crate::fusion::message::Message;

    #[test]
    fn a_ticket_is_settled_once() {
        let text = r#"{"method":"onToolbarAgentCommand","command":"makeAvailable"}"#;
        let Ok(Message::Agent { original, .. }) = decode(text, "tb") else {
            panic!("expected an agent command");
        };
        let mut ledger = Ledger::default();
        let first = ledger.enter(original.clone());
        let second = ledger.enter(original.clone());
        assert_ne!(first, second);
        assert_eq!(ledger.settle(first), Some(original.clone()));
        assert_eq!(ledger.settle(first), None);
        assert_eq!(ledger.settle(second), Some(original));
    }
}
