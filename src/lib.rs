//! A media toolbar for Oracle Fusion Service on Amazon Connect.

pub mod config;
pub mod connect;
pub mod dispatch;
pub mod domain;
pub mod fusion;
pub mod view;
