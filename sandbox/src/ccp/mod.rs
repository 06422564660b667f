//! The simulated CCP: a backend with one agent, and the page that speaks for it.
//!
//! Never knows the toolbar: it speaks the protocol of Streams' conduit (`connect.md` E) to
//! whoever frames it. Pure: `backend` is Connect (`customer`, `agent` and `in_call` act on it, `contact`
//! is one call, `profile` what is set for the agent, `directory` whom they can call, `terms` what Connect calls things), `codec`,
//! `dates` and `restore` are its looks on the wire and in storage, `engine` is what the CCP says and
//! when (`request` for Streams, `act` for the director, `audio`, `events` and `session` beside the data). `player`
//! runs an engine against a window, and `page` is the page.

mod act;
mod agent;
mod audio;
pub mod backend;
pub mod codec;
pub mod contact;
pub mod customer;
mod dates;
pub mod directory;
pub mod engine;
pub mod events;
pub mod fault;
pub mod in_call;
mod js;
pub mod page;
pub mod player;
pub mod profile;
mod request;
mod restore;
mod session;
pub mod terms;
mod variants;

pub use fault::Fault;
pub use page::CcpPage;
