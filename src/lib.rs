//! A media toolbar for Oracle Fusion Service on Amazon Connect.

pub mod config;
pub mod connect;
pub mod dispatch;
pub mod domain;
#[cfg(any(debug_assertions, feature = "sandbox"))]
pub mod sandbox;
pub mod view;
