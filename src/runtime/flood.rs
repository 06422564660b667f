//! Gathers refused messages, so that a script that talks to every window costs the core one event a second.
//!
//! PURE. The first of them goes on at once, with its reason; those that follow are counted.

use crate::domain::{Event, Millis, RefusedMessage};

/// How long refused messages are gathered after one of them went on.
const SPAN: Millis = Millis::seconds(1);

/// The messages that were refused lately.
#[derive(Debug, Default)]
pub struct Flood {
    /// Until when they are gathered.
    until: Option<Millis>,
    gathered: Option<(RefusedMessage, u32)>,
}

impl Flood {
    /// Gives an event back that goes on now.
    pub fn admit(&mut self, event: Event, now: Millis) -> Option<Event> {
        let Event::MessageRefused { why, count } = event else { return Some(event) };
        let before = self.gathered.take().map_or(0, |(_, count)| count);
        self.gathered = Some((why, count.saturating_add(before)));
        self.release(now)
    }

    /// Gives what was gathered, once it is due.
    pub fn release(&mut self, now: Millis) -> Option<Event> {
        if self.until.is_some_and(|until| now < until) {
            return None;
        }
        let (why, count) = self.gathered.take()?;
        self.until = Some(now + SPAN);
        Some(Event::MessageRefused { why, count })
    }

    /// When something that was gathered is due.
    pub fn deadline(&self) -> Option<Millis> {
        self.until.filter(|_| self.gathered.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(why: &str) -> Event {
        Event::MessageRefused { why: RefusedMessage::WrongOrigin(why.to_owned()), count: 1 }
    }

    #[test]
    fn the_first_goes_on_at_once_and_the_others_once_a_second_with_the_last_reason() {
        let mut flood = Flood::default();
        let mut sent = Vec::new();
        for at in 0..5_000 {
            sent.extend(flood.admit(refused(&at.to_string()), Millis(at)));
        }
        sent.extend(flood.release(Millis(10_000)));
        let told: Vec<(String, u32)> = sent
            .into_iter()
            .filter_map(|event| {
                let Event::MessageRefused { why, count } = event else { return None };
                let RefusedMessage::WrongOrigin(why) = why else { return None };
                Some((why, count))
            })
            .collect();
        let expected = [("0", 1), ("1000", 1_000), ("2000", 1_000), ("3000", 1_000)];
        assert_eq!(told[..4], expected.map(|(why, count)| (why.to_owned(), count)));
        assert_eq!(told.iter().map(|(_, count)| count).sum::<u32>(), 5_000, "none is lost");
        assert_eq!(told.len(), 6);
        assert_eq!((flood.deadline(), flood.release(Millis(20_000))), (None, None));
    }

    #[test]
    fn what_is_gathered_has_a_deadline_and_other_events_go_on() {
        let mut flood = Flood::default();
        assert_eq!(flood.admit(refused("a"), Millis(10)), Some(refused("a")));
        assert_eq!(flood.deadline(), None);
        assert_eq!(flood.admit(refused("b"), Millis(11)), None);
        assert_eq!(flood.admit(Event::Ticked, Millis(12)), Some(Event::Ticked));
        assert_eq!(flood.deadline(), Some(Millis(1_010)));
        assert_eq!(flood.release(Millis(1_009)), None);
        assert_eq!(flood.release(Millis(1_010)), Some(refused("b")));
    }
}
