mod create_domain;
mod genesis;
mod migrations;
mod parameters;
mod try_state;
mod unsigned;

use witan_mocks::assertions::{assert_broken, assert_fails, assert_refused};
