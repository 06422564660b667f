//! Owns the simulated outside world; compiled for development and tests only.

pub mod fusion;
