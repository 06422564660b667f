//! A media toolbar for Oracle Fusion Service on Amazon Connect.

pub mod app;
pub mod components;
pub mod config;
pub mod connect;
pub mod dispatch;
pub mod dom;
pub mod domain;
pub mod fusion;
pub mod i18n;
pub mod pages;
pub mod runtime;
#[cfg(any(debug_assertions, feature = "sandbox"))]
pub mod sandbox;
pub mod telemetry;
pub mod view;
