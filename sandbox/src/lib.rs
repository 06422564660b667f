//! Simulates the two outside systems, for development and tests without accounts.
//!
//! `ccp` plays Amazon's Contact Control Panel to the real Streams library; `fusion` plays a small Fusion desktop around
//! the toolbar. `director` has the controls by which a person acts as the customer and as Connect, in the `drawer` of
//! the desktop's page; `control` is what it tells the CCP, `report` what it hears from it, `envelope` the text of both,
//! `origins` where either is. `scenario` has the situations that an `address` can ask for, and `time` what a clock says
//! to all of them. `config.js`, beside this crate's sources, makes up the toolbar's configuration, and `build.mjs` puts
//! all of it beside the toolbar's page or into a folder of its own.
//!
//! It shares no code with the toolbar: what both got wrong would prove itself right, and a change of
//! the toolbar would build the sandbox again.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[doc = $about:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
        )]
        pub enum $name {
            $($(#[doc = $about])+ #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one of them, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that stands for it outside.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What it is, in a sentence.
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($about),+).trim(),)+
                }
            }

            /// The one that the word stands for.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == word)
            }
        }
    };
}

mod address;
pub mod ccp;
pub mod control;
pub mod director;
mod drawer;
mod envelope;
pub mod fusion;
mod origins;
pub mod report;
pub mod scenario;
pub mod time;
