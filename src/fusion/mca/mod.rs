//! The postMessage transport: the wire protocol of Oracle's media-toolbar library 1.3.0
//! (`fusion.md` D), spoken without that library.
//!
//! `encode` and `decode` are pure and compared with messages recorded from the library; `bridge` is
//! the only part that touches a window.

pub mod bridge;
pub mod decode;
pub mod encode;

pub use decode::decode;
pub use encode::Encoder;
