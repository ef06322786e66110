//! Prepared starting states for random sequences, so that deep states are reached in fewer steps.

use crate::{
	action::{failing_call, heavy_call},
	chain::{
		dispatch, genesis, pass_blocks, player, resume, run, stored, DECAYING_DOMAIN, EMPTY_DOMAIN,
		MEMBERS_REP, PLENTY,
	},
};
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use pallet_business::{JobTerms, Terms};
use sp_core::H256;
use sp_storage::Storage;
use std::sync::OnceLock;
use witan_experts::{
	domain::DomainParameter,
	forum::{Authors, Citation, Citations, Content, Posts, Publish},
	ids::{DomainId, PoolId, PostId},
	pool::{PoolParams, Secrecy, Side},
	shares::{MILLION, REP},
};
use witan_governance::{Action, Directive, Undo};
use witan_primitives::{Balance, BlockNumber, WIT};
use witan_runtime::{systems::governance::MaxDispatchWeight, *};

const ALICE: u8 = 0;
const BOB: u8 = 1;
const CHARLIE: u8 = 2;
const DAVE: u8 = 3;
const EVE: u8 = 4;
const FERDIE: u8 = 5;
/// The block in which offers end that outlast most sequences.
const LATE: BlockNumber = 150;

/// The start of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
	/// Only genesis.
	Genesis,
	/// Experts at work.
	Works,
	/// Governance at work.
	Governance,
}

impl From<u8> for Scene {
	/// Chooses genesis now and then: a scene leaves fewer beginnings.
	fn from(byte: u8) -> Self {
		match byte % 8 {
			0 => Self::Genesis,
			1..=5 => Self::Works,
			_ => Self::Governance,
		}
	}
}

impl Scene {
	/// Runs `test` on the scene, which is prepared once.
	pub fn run<R>(self, test: impl FnOnce() -> R) -> R {
		static SCENES: [OnceLock<Storage>; 3] = [const { OnceLock::new() }; 3];
		let storage = SCENES[self as usize].get_or_init(|| {
			run(genesis(), || {
				self.begin();
				stored()
			})
		});
		resume(storage.clone(), test)
	}

	fn begin(self) {
		match self {
			Self::Genesis => (),
			Self::Works => begin_works(),
			Self::Governance => begin_governance(),
		}
	}
}

/// Prepares offers and a service in each domain, one of them with secret votes too, and posts that
/// can be judged. One post has reputation, and all REP of its author is on offer. If another that
/// cites it against it is ratified, the author owes what it loses.
fn begin_works() {
	let good = post(0, FERDIE, &[]);
	let first = pallet_validation_pool::NextPool::<Runtime>::get();
	let call = pallet_validation_pool::Call::open {
		post: good,
		params: PoolParams { quorum: 0, duration: 2, ..pool(Secrecy::Open) },
		fee: 100 * WIT,
	};
	assert_ok!(dispatch(call, player(ALICE)));
	vote(first, ALICE, REP);
	pass_blocks(4, PLENTY);
	offer(0, FERDIE, Reputation::balance(0, player(FERDIE)), LATE);

	post(0, EVE, &[(good, -500_000)]);
	post(0, DAVE, &[(good, 400_000)]);
	post(DECAYING_DOMAIN, CHARLIE, &[]);
	post(EMPTY_DOMAIN, BOB, &[]);
	offer(0, BOB, 200 * REP, LATE);
	offer(0, CHARLIE, 300 * REP, LATE);
	offer(DECAYING_DOMAIN, BOB, 300 * REP, LATE);
	offer(DECAYING_DOMAIN, EVE, 200 * REP, 25);
	offer(EMPTY_DOMAIN, DAVE, 0, LATE);
	open_service(0, ALICE, Secrecy::Open, 10 * REP);
	open_service(0, DAVE, Secrecy::CommitReveal { reveal_period: 4 }, 10 * REP);
	// Experts can still stake this when their REP has halved fifteen times.
	open_service(DECAYING_DOMAIN, EVE, Secrecy::Open, REP / 1_000);
	open_service(EMPTY_DOMAIN, ALICE, Secrecy::Open, 0);
}

/// Prepares a directive of the constitution that waits, and whose ratifiers have new REP that does
/// not count. Two calls wait for one block that has no room for both. A post would cancel the first
/// directive, and another vote is about cancelling it alone. Some accounts vote on that, on a call
/// that fails half way, on voiding an authorised upgrade and on a small domain's directive. There
/// is a paid job as well.
fn begin_governance() {
	assert_ok!(System::authorize_upgrade(RuntimeOrigin::root(), H256::repeat_byte(2)));
	let minting = Action::SetDomain(DomainParameter::MintingRatio(2 * MILLION));
	let waiting = direct(0, ALICE, minting, Some(LATE), &[]);
	let pool = govern(waiting);
	for who in ALICE..=FERDIE {
		vote(pool, who, MEMBERS_REP);
	}
	pass_blocks(2, PLENTY);
	let at = System::block_number() + 16;
	for author in [ALICE, BOB] {
		let heavy = dispatch_of(&heavy_call(author), MaxDispatchWeight::get());
		let pool = govern(direct(0, author, heavy, Some(at), &[]));
		for who in ALICE..=FERDIE {
			vote(pool, who, MEMBERS_REP);
		}
		pass_blocks(1, PLENTY);
	}

	let client = Action::ReplaceClient {
		hash: H256::repeat_byte(1),
		uri: b"ipfs://client".to_vec().try_into().expect("short enough"),
	};
	direct(0, BOB, client, None, &[(waiting, -500_000)]);
	let cancelling = govern(post(0, CHARLIE, &[(waiting, -500_000)]));
	let call = failing_call();
	let failing = dispatch_of(&call, call.get_dispatch_info().call_weight);
	let pool = govern(direct(0, CHARLIE, failing, None, &[]));
	for who in ALICE..=CHARLIE {
		vote(cancelling, who, MEMBERS_REP / 4);
		vote(pool, who, MEMBERS_REP / 2);
	}
	let void = govern(direct(0, DAVE, Action::Undo(Undo::VoidUpgrade), None, &[]));
	for who in ALICE..=CHARLIE {
		vote(void, who, MEMBERS_REP / 2);
	}
	let share = Action::SetDomain(DomainParameter::AuthorShare(MILLION / 3));
	let pool = govern(direct(DECAYING_DOMAIN, DAVE, share, None, &[]));
	for who in DAVE..=FERDIE {
		vote(pool, who, REP);
	}
	offer(0, BOB, 200 * REP, LATE);
	open_service(0, ALICE, Secrecy::Open, 10 * REP);
}

/// Returns a dispatch of a call, which is noted.
pub fn dispatch_of(call: &RuntimeCall, weight: Weight) -> Action<RuntimeParameters, BlockNumber> {
	let bytes = call.encode();
	let (hash, len) = (sp_io::hashing::blake2_256(&bytes).into(), bytes.len() as u32);
	assert_ok!(dispatch(pallet_preimage::Call::note_preimage { bytes }, player(CHARLIE)));
	Action::Dispatch { hash, len, weight }
}

/// Submits a player's post of a domain with a directive.
pub fn direct(
	domain: DomainId,
	author: u8,
	action: Action<RuntimeParameters, BlockNumber>,
	activate_at: Option<BlockNumber>,
	cited: &[(PostId, i32)],
) -> PostId {
	let authors = Authors::truncate_from(vec![(player(author), MILLION)]);
	let citations = cited.iter().map(|(post, weight)| Citation { post: *post, weight: *weight });
	let content = format!("of block {}", System::block_number());
	let call = pallet_forum::Call::post {
		domain,
		authors,
		citations: Citations::truncate_from(citations.collect()),
		content: Content::Inline(content.into_bytes().try_into().expect("short enough")),
		directive: Some(Directive { action, activate_at }),
	};
	assert_ok!(dispatch(call, player(author)));
	let posted = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Forum(pallet_forum::Event::Posted { post, .. }) => Some(post),
		_ => None,
	});
	posted.expect("it was posted")
}

/// Opens a pool that can ratify the post.
pub fn govern(post: PostId) -> PoolId {
	let params = ValidationPool::motion(post).expect("it is there").shortest;
	let pool = pallet_validation_pool::NextPool::<Runtime>::get();
	let call = pallet_validation_pool::Call::open { post, params, fee: 0 };
	let authors = Forum::authors(&post).expect("it is there");
	let (author, _) = authors.first().expect("somebody wrote it").clone();
	assert_ok!(dispatch(call, author));
	pool
}

/// Stakes a player's REP in favour of the post.
pub fn vote(pool: PoolId, who: u8, amount: Balance) {
	let call = pallet_validation_pool::Call::stake { pool, side: Side::Aye, amount };
	assert_ok!(dispatch(call, player(who)));
}

fn offer(domain: DomainId, who: u8, amount: Balance, until: BlockNumber) {
	let call = pallet_availability::Call::offer { domain, amount, until };
	assert_ok!(dispatch(call, player(who)));
}

fn pool(secrecy: Secrecy<BlockNumber>) -> PoolParams<BlockNumber> {
	PoolParams {
		duration: 5,
		quorum: MILLION / 100,
		win_ratio: MILLION / 2,
		binding: MILLION / 2,
		redistribute: true,
		secrecy,
		governance: false,
	}
}

fn open_service(
	domain: DomainId,
	owner: u8,
	secrecy: Secrecy<BlockNumber>,
	stake_per_job: Balance,
) {
	let work = JobTerms {
		job_period: 10,
		draw_period: 8,
		pool: pool(secrecy),
		no_show_penalty: MILLION / 5,
		max_draws: 2,
		stake_per_job,
	};
	let terms = Terms { metadata: Default::default(), min_fee: WIT, work };
	assert_ok!(dispatch(pallet_business::Call::open_service { domain, terms }, player(owner)));
}

/// Publishes a post without a directive.
pub fn post(domain: DomainId, author: u8, cited: &[(PostId, i32)]) -> PostId {
	let citations = cited.iter().map(|(post, weight)| Citation { post: *post, weight: *weight });
	let content = format!("of the beginning, by {author}").into_bytes();
	let author = player(author);
	let post = Forum::publish(
		&author,
		domain,
		Authors::truncate_from(vec![(author.clone(), MILLION)]),
		Citations::truncate_from(citations.collect()),
		Content::Inline(content.try_into().expect("short enough")),
	);
	post.expect("it may")
}
