//! Owns the parts of the screen: each turns a piece of the [`View`](crate::view::View) into elements
//! and presses into [`Intent`](crate::view::Intent)s.
//!
//! Must never decide what may be done (the view says so), know Connect or Fusion, or hold a word
//! (`i18n` does). Start with [`crate::pages::Toolbar`].

pub(crate) mod button;
pub(crate) mod card;
pub(crate) mod card_notes;
pub(crate) mod clock;
pub(crate) mod foot;
pub(crate) mod health;
pub(crate) mod icon;
pub(crate) mod idle;
pub(crate) mod live;
pub(crate) mod message;
pub(crate) mod notices;
pub mod numbers;
pub(crate) mod ring;
pub(crate) mod status_bar;
pub(crate) mod timer;
