//! The commands of Fusion that wait for their reply.

use crate::domain::Ticket;

/// The unanswered commands; each gets a ticket of its own, a repeated one too.
#[derive(Debug)]
pub(crate) struct Ledger<T> {
    last: Ticket,
    /// Few at a time.
    waiting: Vec<(Ticket, T)>,
}

impl<T> Default for Ledger<T> {
    fn default() -> Self {
        Self { last: Ticket::default(), waiting: Vec::new() }
    }
}

impl<T> Ledger<T> {
    /// Keeps what the reply needs until its ticket is taken back.
    pub(crate) fn enter(&mut self, command: T) -> Ticket {
        self.last = Ticket(self.last.0 + 1);
        self.waiting.push((self.last, command));
        self.last
    }

    /// Gives back every command that waits.
    pub(crate) fn drain(&mut self) -> Vec<T> {
        core::mem::take(&mut self.waiting).into_iter().map(|(_, command)| command).collect()
    }

    /// Gives a command back once; a second reply to one ticket finds nothing.
    pub(crate) fn settle(&mut self, ticket: Ticket) -> Option<T> {
        let place = self.waiting.iter().position(|(waiting, _)| *waiting == ticket)?;
        Some(self.waiting.swap_remove(place).1)
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;

    #[test]
    fn a_ticket_is_settled_once() {
        let mut ledger = Ledger::default();
        let first = ledger.enter("makeAvailable");
        let second = ledger.enter("makeAvailable");
        assert_ne!(first, second);
        assert_eq!(ledger.settle(first), Some("makeAvailable"));
        assert_eq!(ledger.settle(first), None);
        assert_eq!(ledger.settle(second), Some("makeAvailable"));
    }

    #[test]
    fn what_waits_is_given_back_once() {
        let mut ledger = Ledger::default();
        let ticket = ledger.enter("accept");
        assert_eq!(ledger.drain(), ["accept"]);
        assert_eq!((ledger.settle(ticket), ledger.drain().len()), (None, 0));
    }
}
