use super::assert_fails;
use crate::{mock::*, Error, Event};
use frame_support::assert_ok;
use sp_runtime::{DispatchError, StateVersion};
use witan_experts::{
	domain::{
		DomainParameter, DomainParameters, FeeSplit, GovernDomains as _, GovernanceBounds, Minting,
		PoolBounds, WorkBounds, MAX_DURATION, MAX_GOVERNANCE_QUORUM, MAX_GOVERNANCE_WIN_RATIO,
	},
	shares::MILLION,
};

type Parameter = DomainParameter<BlockNumber>;

fn pool() -> PoolBounds<BlockNumber> {
	DefaultParameters::get().pool
}

fn governance() -> GovernanceBounds<BlockNumber> {
	DefaultParameters::get().governance
}

fn minting() -> Minting {
	DefaultParameters::get().minting
}

fn work() -> WorkBounds<BlockNumber> {
	DefaultParameters::get().work
}

// Protects: a domain can change each parameter by itself, and everyone sees the new value.
#[test]
fn parameter_should_be_set_by_itself() {
	ExtBuilder::default().build_and_execute(|| {
		let before = DefaultParameters::get();
		let fee_split = FeeSplit { worker: 1, holders: MILLION - 1, treasury: 0 };
		let (pool, work) =
			(PoolBounds { max_duration: 77, ..pool() }, WorkBounds { min_fee: 5, ..work() });
		let governance = GovernanceBounds { duration: 11, ..governance() };
		let minting = Minting { depth: 3, ..minting() };
		let cases = [
			(Parameter::Pool(pool), DomainParameters { pool, ..before }),
			(Parameter::Work(work), DomainParameters { work, ..before }),
			(Parameter::Governance(governance), DomainParameters { governance, ..before }),
			(Parameter::MintingRatio(1), DomainParameters { minting_ratio: 1, ..before }),
			(Parameter::AuthorShare(7), DomainParameters { author_share: 7, ..before }),
			(Parameter::FeeSplit(fee_split), DomainParameters { fee_split, ..before }),
			(Parameter::Minting(minting), DomainParameters { minting, ..before }),
		];
		for (parameter, after) in cases {
			let root = sp_io::storage::root(StateVersion::V1);
			assert_ok!(Domains::check_parameter(FIRST, &parameter));
			assert_eq!(sp_io::storage::root(StateVersion::V1), root);
			assert_ok!(Domains::set_parameter(FIRST, parameter));
			assert_eq!(Domains::parameters(FIRST), Some(after));
			assert_eq!(events(), [Event::ParameterSet { domain: FIRST, parameter }]);
			assert_eq!(Domains::parameters(SECOND), Some(before));
			crate::Parameters::<Test>::insert(FIRST, before);
			System::reset_events();
		}
	});
}

// Protects: two directives about different parameters don't undo each other, and the same one twice
// is no error.
#[test]
fn parameters_should_add_up_when_they_are_set_one_after_another() {
	ExtBuilder::default().build_and_execute(|| {
		for parameter in [
			Parameter::MintingRatio(5),
			Parameter::AuthorShare(6),
			Parameter::AuthorShare(6),
			Parameter::Pool(pool()),
		] {
			assert_ok!(Domains::set_parameter(FIRST, parameter));
		}
		let before = DefaultParameters::get();
		let after = DomainParameters { minting_ratio: 5, author_share: 6, ..before };
		assert_eq!(Domains::parameters(FIRST), Some(after));
		assert_eq!(events().len(), 4);
	});
}

// Protects: a domain can't set parameters that it could not work with, or never change back, also
// not in combination with others.
#[test]
fn parameter_should_be_refused_when_the_domain_could_not_work_with_it() {
	ExtBuilder::default().build_and_execute(|| {
		let refused = |parameter: Parameter, cause: Error<Test>| {
			let cause = DispatchError::from(cause);
			assert_fails(|| Domains::check_parameter(FIRST, &parameter), cause);
			assert_fails(|| Domains::set_parameter(FIRST, parameter), cause);
		};
		let of_pool = |change: fn(&mut PoolBounds<BlockNumber>)| {
			let mut pool = pool();
			change(&mut pool);
			Parameter::Pool(pool)
		};
		let of_governance = |change: fn(&mut GovernanceBounds<BlockNumber>)| {
			let mut governance = governance();
			change(&mut governance);
			Parameter::Governance(governance)
		};
		refused(Parameter::AuthorShare(MILLION + 1), Error::RatioOutOfRange);
		refused(of_governance(|bounds| bounds.quorum = 0), Error::RatioOutOfRange);
		refused(of_pool(|bounds| bounds.max_quorum = 99_999), Error::RatioOutOfRange);
		for parameter in [
			of_governance(|bounds| bounds.quorum = MAX_GOVERNANCE_QUORUM + 1),
			of_governance(|bounds| bounds.win_ratio = MAX_GOVERNANCE_WIN_RATIO + 1),
			of_pool(|bounds| bounds.min_win_ratio = MAX_GOVERNANCE_WIN_RATIO + 1),
			Parameter::MintingRatio(0),
			Parameter::Minting(Minting { depth: 0, ..minting() }),
		] {
			refused(parameter, Error::GovernanceLockedOut);
		}
		for parameter in [
			of_governance(|bounds| bounds.duration = 1_001),
			of_pool(|bounds| bounds.max_duration = 9),
			of_pool(|bounds| bounds.max_duration = BlockNumber::from(MAX_DURATION) + 1),
			Parameter::Work(WorkBounds { min_period: 0, ..work() }),
		] {
			refused(parameter, Error::DurationOutOfRange);
		}
		let split = FeeSplit { worker: MILLION, holders: 1, treasury: 0 };
		refused(Parameter::FeeSplit(split), Error::FeeSplitNotWhole);
		assert_eq!(Domains::parameters(FIRST), Some(DefaultParameters::get()));
		// The largest demands on governance pools are valid.
		let most = GovernanceBounds {
			quorum: MAX_GOVERNANCE_QUORUM,
			win_ratio: MAX_GOVERNANCE_WIN_RATIO,
			..governance()
		};
		assert_ok!(Domains::set_parameter(FIRST, Parameter::Governance(most)));
	});
}

// Protects: parameters of an unknown domain can't be set.
#[test]
fn parameter_should_be_refused_when_the_domain_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		let unknown = DispatchError::from(Error::<Test>::UnknownDomain);
		let parameter = Parameter::AuthorShare(1);
		assert_fails(|| Domains::check_parameter(2, &parameter), unknown);
		assert_fails(|| Domains::set_parameter(2, parameter), unknown);
	});
}

// Protects: no directive takes the domain that governs the chain beyond its limits. Other domains,
// and chains without limits, are free.
#[test]
fn parameter_should_be_refused_when_it_is_beyond_the_limits() {
	ExtBuilder::default().build_and_execute(|| {
		let long = 1_000_000;
		let pool = PoolBounds { max_duration: long, min_duration: 9_600, ..pool() };
		let within = [
			Parameter::Pool(pool),
			Parameter::Governance(GovernanceBounds {
				duration: 28_800,
				quorum: 100_000,
				win_ratio: 500_000,
				age: 28_800,
			}),
			Parameter::Work(WorkBounds { open: false, ..work() }),
			Parameter::Minting(Minting { depth: 50_000, rate: 10_000 }),
		];
		for domain in [FIRST, SECOND] {
			for parameter in within {
				assert_ok!(Domains::set_parameter(domain, parameter));
			}
		}
		LongestVote::set(&Some(28_800));
		for parameter in within {
			assert_ok!(Domains::set_parameter(FIRST, parameter));
		}
		let refused = |parameter, error: Error<Test>| {
			assert_fails(|| Domains::set_parameter(FIRST, parameter), DispatchError::from(error));
			assert_ok!(Domains::check_parameter(SECOND, &parameter));
		};
		let Some(DomainParameters { governance, .. }) = Domains::parameters(FIRST) else {
			panic!("it is there")
		};
		let govern = |change: fn(&mut GovernanceBounds<BlockNumber>)| {
			let mut changed = governance;
			change(&mut changed);
			Parameter::Governance(changed)
		};
		for parameter in [
			govern(|of| of.duration -= 1),
			govern(|of| of.quorum -= 1),
			govern(|of| of.win_ratio -= 1),
			govern(|of| of.age -= 1),
			Parameter::Pool(PoolBounds { min_duration: 9_599, ..pool }),
			Parameter::Work(WorkBounds { open: true, ..work() }),
			Parameter::Minting(Minting { depth: 50_001, rate: 10_000 }),
			Parameter::Minting(Minting { depth: 50_000, rate: 10_001 }),
		] {
			refused(parameter, Error::BelowFloor);
		}
		refused(govern(|of| of.duration += 1), Error::VoteTooLongToUndo);
	});
}
