//! Owns the simulated CCP: a backend with one agent, and the page that speaks for it.
//!
//! Must never know the toolbar: it speaks the protocol of Streams' conduit (`connect.md` E) to
//! whoever frames it. Pure: `backend` is Connect (`customer` and `agent` act on it, `contact` is one
//! call), `codec` and `restore` are its looks on the wire and in storage, `engine` is what the CCP
//! says and when (`request` for Streams, `act` for the director). `play` runs an engine against a
//! window, and `page` is the page.

mod act;
mod agent;
pub mod backend;
pub mod codec;
pub mod contact;
pub mod customer;
pub mod engine;
pub mod fault;
mod js;
pub mod page;
pub mod play;
mod request;
mod restore;

pub use fault::Fault;
pub use page::CcpPage;
