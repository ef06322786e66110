//! A chain on which bodies of experts are at work already: whatever needs many steps before it can happen needs fewer.

use crate::chain::{dispatch, pass_blocks, player, DECAYING_DOMAIN, EMPTY_DOMAIN, PLENTY};
use frame_support::assert_ok;
use pallet_business::{Terms, WorkTerms};
use witan_primitives::{
	forum::{Authors, Citation, Citations, Content, PostId, Publish},
	pool::{PoolParams, Secrecy},
	reputation::{DomainId, MILLION, REP},
	Balance, BlockNumber, WIT,
};
use witan_runtime::*;

const ALICE: u8 = 0;
const BOB: u8 = 1;
const CHARLIE: u8 = 2;
const DAVE: u8 = 3;
const EVE: u8 = 4;
const FERDIE: u8 = 5;
/// When offers end that outlast most sequences.
const LATE: BlockNumber = 150;

/// Brings about what a sequence begins with: in each domain offers and a service, in one of them with secret votes too, and
/// posts that can be judged. One has reputation, and all that its author has is on offer: if another that cites it against it
/// is ratified, the author owes what it loses.
pub fn begin() {
	let good = post(0, FERDIE, &[]);
	let call = pallet_validation_pool::Call::open {
		post: good,
		params: PoolParams { quorum: 0, duration: 2, ..pool(Secrecy::Open) },
		fee: 100 * WIT,
	};
	assert_ok!(dispatch(call, player(ALICE)));
	pass_blocks(3, PLENTY);
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
	// Experts can still stake this when what they had has halved fifteen times.
	open_service(DECAYING_DOMAIN, EVE, Secrecy::Open, REP / 1_000);
	open_service(EMPTY_DOMAIN, ALICE, Secrecy::Open, 0);
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
	stake_per_work: Balance,
) {
	let work = WorkTerms {
		work_period: 10,
		draw_period: 8,
		pool: pool(secrecy),
		no_show_penalty: MILLION / 5,
		max_draws: 2,
		stake_per_work,
	};
	let terms = Terms { metadata: Default::default(), min_fee: WIT, work };
	assert_ok!(dispatch(pallet_business::Call::open_service { domain, terms }, player(owner)));
}

fn post(domain: DomainId, author: u8, cited: &[(PostId, i32)]) -> PostId {
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
