//! The ids that pass through the core, and points in time and spans of it. No id says anything about a person: numbers and
//! names live in `pii`. The core has no clock: time is data.

use core::fmt;
use core::ops::Add;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(String);

        impl $name {
            /// Takes the spelling that the other side uses.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// Gives the spelling that the other side uses.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

id! {
    /// Connect's id of a contact; the same when a missed call comes back from the queue.
    ContactId
    /// Connect's id of one leg of a contact; a new offer of a contact has a new agent connection.
    ConnectionId
    /// Fusion's id of a call from `newCommEvent` to `closeCommEvent` (`fusion.md` A.1).
    EventId
    /// The correlation id of one request to Fusion, a UUID version 4.
    Uuid
    /// Connect's ARN of a selectable agent state.
    StateArn
    /// Connect's ARN of an endpoint that calls can be transferred to, a quick connect.
    EndpointArn
    /// The browser's id of a speaker or microphone.
    DeviceId
}

/// The id of one command to Connect; a reply that carries an older one is stale.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct CommandId(pub u64);

/// The id of one command that Fusion sent; the adapter made it and answers by it, exactly once.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Ticket(pub u64);

/// Makes UUIDs from a seed that came in as data, so that the core stays free of randomness; the default has a seed of zero
/// and is for a value that is given another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UuidSource {
    state: u64,
    stream: u64,
}

impl UuidSource {
    /// Starts a source; `seed` must be fresh random bits for each start of the page.
    pub fn new(seed: [u64; 2]) -> Self {
        let [state, stream] = seed;
        Self { state, stream: stream | 1 }
    }

    /// Gives the next UUID version 4.
    pub fn next_uuid(&mut self) -> Uuid {
        let high = (self.next_u64() & 0xffff_ffff_ffff_0fff) | 0x4000;
        let low = (self.next_u64() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
        Uuid(format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff
        ))
    }

    /// `SplitMix64` with the second half of the seed in its increment.
    fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(self.stream ^ 0x9e37_79b9_7f4a_7c14);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// Milliseconds: a point in time since the Unix epoch on this computer's clock, or a span.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Millis(pub u64);

impl Millis {
    /// A span of whole seconds.
    pub const fn seconds(count: u64) -> Self {
        Self(count * 1000)
    }

    /// The span from `earlier` to this point, zero when the clock went back.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }
}

impl Add for Millis {
    type Output = Self;

    fn add(self, span: Self) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

#[cfg(test)]
mod tests {
    use super::UuidSource;
    use std::collections::BTreeSet;

    #[test]
    fn uuids_are_version_4_and_never_repeat() {
        let mut source = UuidSource::new([0x0123_4567_89ab_cdef, 0x0011_2233_4455_6677]);
        let made: BTreeSet<String> =
            (0..1000).map(|_| source.next_uuid().as_str().to_owned()).collect();
        assert_eq!(made.len(), 1000);
        for uuid in made {
            assert_eq!(uuid.len(), 36, "{uuid}");
            assert_eq!(uuid.as_bytes()[14], b'4', "{uuid}");
            assert!(matches!(uuid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{uuid}");
        }
    }
}
