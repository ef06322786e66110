//! Tests of what needs no running chain. What does is tested in `tests/` of the repository.

mod author_report;
mod author_time;
mod chain_spec;
mod cli;
mod client_bundle;
mod clock;
mod common;
mod errors;
mod executor;
mod filling;
mod guard;
mod metrics;
mod modules;
mod native_check;
mod pool;
mod ports;
mod pruning;
mod sealing;
mod signatures;
