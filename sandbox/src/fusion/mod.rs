//! A small Fusion desktop that frames the toolbar and speaks the MCA protocol to it.
//!
//! It never uses the toolbar's own codec: what it says and understands is written from
//! `fusion.md` a second time, so that a slip of the toolbar shows. `desktop` is the pure model (start
//! there), `calls` what each request does to a call, `answers` when and how it is answered, `commands`
//! what Fusion asks for, `click_to_dial` what a click on a number becomes, `screen_pops` which page opens, `tabs` those that are
//! open, `wrap_up` its form, `uef` what the stand-in of Oracle's framework (`uef/*.js`) asks for beyond MCA,
//! `notifications` what the toolbar notifies the agent of, `page_reload` what Fusion asks when its own page is loaded anew,
//! `resize` the size of the toolbar's frame, `lost_messages` what never reached it; the rest is the page around it.

mod answers;
mod calls;
mod chrome;
mod click_to_dial;
mod commands;
mod controls;
pub mod customers;
pub mod desktop;
mod directory;
pub mod faults;
mod frames;
mod hand;
mod host;
mod log;
mod lost_messages;
mod notifications;
pub mod page;
mod page_reload;
mod panels;
mod resize;
pub mod screen_pops;
mod setup;
mod tabs;
#[cfg(test)]
mod tests;
mod uef;
pub mod wrap_up;

pub use page::FusionPage;
