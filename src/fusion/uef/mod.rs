//! The transport by Oracle's UI Events Framework, as `fusion.md` C and L describe it.
//!
//! Never subscribes or publishes before the choice of the transport fell on it, and never lets
//! an error of Oracle's script out. What UEF hands out are the objects of the MCA protocol, so what
//! stands in them is written and read by `mca`; here is how they are given and taken. `plan` and
//! `decode` are pure; `js` is the only part that names members of a JavaScript object; `library` loads
//! and initialises; `bridge` is the open link.

pub mod bridge;
pub mod decode;
mod engagements;
pub mod js;
pub mod library;
mod notifications;
pub mod plan;
mod publish;
mod reply;
