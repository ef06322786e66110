mod invariants;
mod post;
mod propagate;
mod remove;
mod scenarios;
mod traits;
mod turns;
mod views;
