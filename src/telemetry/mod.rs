//! Owns what is written down of a run, for people who mend things; never anything personal.

pub mod crash;
pub mod trace;
