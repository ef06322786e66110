//! The migration that gives domains rules of their market.

use crate::{migrations::AddRules, mock::*, Parameters, WeightInfo};
use frame_support::traits::{GetStorageVersion, StorageVersion};
use witan_experts::{
	domain::{v0, DomainParameters},
	ids::DomainId,
	migration::ToVersion,
};
use witan_mocks::migrations::migrate;

type Migration = ToVersion<1, Domains, AddRules<Test>>;

/// Writes the parameters of all domains as they were, with author shares of their own.
fn go_back() {
	let all: Vec<(DomainId, DomainParameters<BlockNumber>)> = Parameters::<Test>::iter().collect();
	for (domain, parameters) in all {
		let DomainParameters { pool, work, governance, minting_ratio, fee_split, .. } = parameters;
		let old = v0::DomainParameters {
			pool,
			work: v0::WorkBounds {
				min_fee: work.min_fee,
				min_period: work.min_period,
				max_no_show_penalty: work.max_no_show_penalty,
			},
			governance: v0::GovernanceBounds {
				duration: governance.duration,
				quorum: governance.quorum,
				win_ratio: governance.win_ratio,
			},
			minting_ratio,
			author_share: domain,
			fee_split,
		};
		let key = Parameters::<Test>::hashed_key_for(domain);
		frame_support::storage::unhashed::put(&key, &old);
	}
	StorageVersion::new(0).put::<Domains>();
}

// Protects: each domain keeps what it chose and gets the rules that it could not choose; and a
// chain that has them already, as one that was launched with them, is left as it is.
#[test]
fn domains_should_keep_what_they_chose_and_get_rules() {
	let one_step = <() as WeightInfo>::create_domain(0);
	for (steps, blocks) in [(1, 3), (100, 1)] {
		ExtBuilder::default().build_and_execute(|| {
			assert_eq!(Domains::on_chain_storage_version(), 1, "genesis is of this version");
			go_back();
			assert_eq!(Parameters::<Test>::get(FIRST), None);
			assert_eq!(migrate::<Migration>(one_step * steps), blocks);
			for domain in [FIRST, SECOND] {
				let author_share = domain;
				let expected = DomainParameters { author_share, ..DefaultParameters::get() };
				assert_eq!(Parameters::<Test>::get(domain), Some(expected));
			}
			assert_eq!(Domains::on_chain_storage_version(), 1);
			let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
			assert_eq!(migrate::<Migration>(one_step), 1);
			assert_eq!(before, sp_io::storage::root(sp_runtime::StateVersion::V1));
		});
	}
}
