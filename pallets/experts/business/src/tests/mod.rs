mod cancel;
mod decline;
mod draw;
mod invariants;
mod migrations;
mod no_show;
mod outcome;
mod pause;
mod poke;
mod prepaid;
mod remark;
mod request;
mod services;
mod submit;
mod unsigned;
mod views;

use crate::{mock::*, *};
use frame_support::weights::Weight;
use witan_experts::{
	forum::Citations,
	ids::{PoolId, RequestId, ServiceId},
	ledger::{InspectReputation, MintReputation},
	shares::Shares,
};
use witan_mocks::assertions::{assert_broken, assert_fails, assert_refused};
