//! Reads what somebody wants to dial by the library of phone numbers, which is loaded
//! then at the latest.
//!
//! Never guesses a number: without the library only one with its country code is taken.

use core::time::Duration;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::base::Base;
use crate::components::numbers::{LIBRARY, read};
use crate::dom::clock::Timer;
use crate::dom::phone::{self, Loading};
use crate::domain::{
    CommandId, DialNumber, DialText, Event, NumberFault, Phone, Spelled, WithoutPlus,
};
use crate::runtime::NumberReader;

/// The core gives up after five seconds.
const PATIENCE: Duration = Duration::from_secs(4);

/// Makes the reader; `country` (ISO 3166-1) is taken for a number without one.
pub fn number_reader(
    base: &Base,
    country: &str,
    without_plus: WithoutPlus,
    sink: Rc<dyn Fn(Event)>,
) -> NumberReader {
    let reader = Rc::new_cyclic(|me| NumberLibrary {
        url: base.file(LIBRARY),
        country: country.to_owned(),
        without_plus,
        sink,
        waiting: RefCell::default(),
        loading: RefCell::default(),
        me: me.clone(),
    });
    Rc::new(move |id, text, country| reader.read(id, text, country))
}

struct NumberLibrary {
    url: String,
    country: String,
    without_plus: WithoutPlus,
    sink: Rc<dyn Fn(Event)>,
    /// What came while the library was on its way, with the country of each.
    waiting: RefCell<Vec<(CommandId, DialText, String)>>,
    loading: RefCell<Option<(Loading, Timer)>>,
    me: Weak<Self>,
}

impl NumberLibrary {
    fn read(&self, id: CommandId, text: &DialText, country: Option<&str>) {
        let country = country.unwrap_or(&self.country).to_owned();
        self.waiting.borrow_mut().push((id, text.clone(), country));
        if self.loading.borrow().is_some() {
            return;
        }
        let (loaded, late) = (self.me.clone(), self.me.clone());
        let timer = Timer::after(PATIENCE, move || {
            if let Some(reader) = late.upgrade() {
                phone::give_up();
                reader.answer();
            }
        });
        let loading = phone::load(&self.url, move || {
            if let Some(reader) = loaded.upgrade() {
                reader.answer();
            }
        });
        match (loading, timer) {
            // The library was there and has answered, or nothing can be waited for.
            (Ok(None), _) => {}
            (Err(_), _) | (_, Err(_)) => self.answer(),
            (Ok(Some(loading)), Ok(timer)) => {
                self.loading.replace(Some((loading, timer)));
            }
        }
    }

    /// Answers all that wait with what can be said now.
    fn answer(&self) {
        let loading = self.loading.take();
        for (id, text, country) in self.waiting.take() {
            let outcome = match read(text.as_str(), &country, self.without_plus) {
                Err(NumberFault::Unreadable) => {
                    international(text.as_str()).ok_or(NumberFault::Unreadable)
                }
                outcome => outcome,
            };
            (self.sink)(Event::NumberRead { id, outcome });
        }
        // Its listener or its timer may be the one that calls: it is put away last.
        drop(loading);
    }
}

/// A number that says its country itself: a plus and 7 to 15 digits (E.164).
fn international(text: &str) -> Option<DialNumber> {
    let Spelled { number: text, extension } = Spelled::of(text);
    let number = Phone::parse(&text).filter(|_| text.starts_with('+'))?;
    let plain = (7..=15).contains(&number.digits().len()) && !text.contains(['*', '#']);
    let number = Phone::parse(&number.e164()).filter(|_| plain)?;
    Some(DialNumber { number, countries: Vec::new(), extension })
}

#[cfg(test)]
mod tests {
    use super::international;

    #[test]
    fn without_the_library_only_a_number_with_its_country_is_taken() {
        for (text, number) in [
            ("+15551230000", Some("+15551230000")),
            ("+1 (555) 123-0000", Some("+15551230000")),
            ("+49 30 123456", Some("+4930123456")),
            ("+123456", None),
            ("+1234567890123456", None),
            ("+1555*1230000", None),
            ("5551230000", None),
            ("1001", None),
            ("+", None),
            ("+1555 ask for Mary", None),
            ("", None),
        ] {
            let read = international(text).map(|read| read.number.as_str().to_owned());
            assert_eq!(read.as_deref(), number, "{text}");
        }
    }
}
