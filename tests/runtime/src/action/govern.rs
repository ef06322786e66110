//! Governance's actions: posts with directives, pools that ratify them, and the calls that they
//! dispatch.

use super::{
	directive::{self, ACTIONS, ACTIONS_OF_ALL},
	*,
};
use crate::{
	chain::DECAYING_DOMAIN,
	state::{is_ratified, waiting},
};
use witan_governance::CONSTITUTION;

impl Action {
	pub(super) fn govern(self, memory: &mut Memory, who: AccountId) {
		match self.kind % KINDS - GOVERNANCE {
			0 => self.direct(memory, who),
			1 => self.note(memory, who),
			2 => self.open_governance(memory, who),
			_ => self.vote_on_governance(memory, who),
		}
	}

	/// Submits a post with a directive. Where others wait, it may cite them so that they are
	/// cancelled.
	fn direct(self, memory: &mut Memory, who: AccountId) {
		let domain = match self.target % 8 {
			0..=4 => CONSTITUTION,
			5 | 6 => DECAYING_DOMAIN,
			_ => domain(self.way),
		};
		let in_reach = domain == CONSTITUTION || !self.is_apt();
		let actions = if in_reach { ACTIONS } else { ACTIONS_OF_ALL };
		let citations = self.cancelling(domain);
		let cancels_alone = citations.len() == 1 && (self.way / 32).is_multiple_of(2);
		let order = directive::order(domain, self.target / 8 % actions, self.way, self.amount);
		if let Some(call) = order.call {
			let noted = self.amount.is_multiple_of(4);
			if !noted {
				note(call.clone(), who.clone());
			}
			memory.calls.insert(call);
		}
		let call = pallet_forum::Call::post {
			domain,
			authors: Authors::truncate_from(vec![(who.clone(), MILLION)]),
			citations,
			content: memory.text(true),
			directive: (!cancels_alone).then_some(order.directive),
		};
		refusable(call, who);
	}

	/// Returns citations of up to two posts whose directives wait, with about the weight that
	/// cancels them.
	fn cancelling(self, domain: DomainId) -> Citations {
		let waiting = waiting().into_iter().filter(|(_, of, _)| *of == domain);
		let weight = match self.way / 4 % 8 {
			0 => -499_999,
			_ => -500_000,
		};
		let cited = waiting.map(|(post, ..)| Citation { post, weight });
		Citations::truncate_from(cited.take(usize::from(self.way % 3)).collect())
	}

	/// Notes a call that a directive dispatches, or takes it back.
	fn note(self, memory: &mut Memory, who: AccountId) {
		let calls: Vec<_> = memory.calls.iter().cloned().collect();
		let Some(call) = pick(&calls, self.target) else { return };
		if self.way.is_multiple_of(4) {
			let hash = sp_io::hashing::blake2_256(&call).into();
			refusable(pallet_preimage::Call::unnote_preimage { hash }, who);
		} else {
			note(call, who);
		}
	}

	/// Opens a pool that can ratify a post. Mostly it is on a directive without votes, sometimes on
	/// one that was ratified.
	fn open_governance(self, memory: &mut Memory, who: AccountId) {
		let voted: Vec<PostId> = pools()
			.into_iter()
			.filter(|(_, pool)| pool.params.governance)
			.map(|(_, pool)| pool.post)
			.collect();
		let asks = |post: &PostId| {
			pallet_forum::Directives::<Runtime>::contains_key(post)
				|| ValidationPool::motion(*post).is_some_and(|motion| motion.cancels.is_some())
		};
		let again = self.way % 4 == 3;
		let fits = |(post, _): &(PostId, DomainId)| {
			asks(post) && is_ratified(*post) == again && !voted.contains(post)
		};
		let posts = posts();
		if self.is_apt() && !again && !posts.iter().any(fits) {
			return self.direct(memory, who);
		}
		let Some((post, _)) = self.choose(&posts, fits) else { return };
		let Some(motion) = ValidationPool::motion(post) else { return };
		let poster = pallet_forum::Posts::<Runtime>::get(post).map(|of| of.poster);
		let who = self.by(who, poster);
		let apt = self.is_apt();
		let fee = if apt { 0 } else { tokens(self.amount % 2) };
		let params = self.within(motion.shortest);
		let call = pallet_validation_pool::Call::open { post, params, fee };
		refusable(call, who);
	}

	/// Returns the parameters of a vote of the shortest duration or a little more; sometimes less,
	/// or in secret.
	fn within(self, shortest: PoolParams<BlockNumber>) -> PoolParams<BlockNumber> {
		let apt = self.is_apt();
		let secrecy = match self.way / 8 % 8 {
			3 if !apt => Secrecy::CommitReveal { reveal_period: 2 },
			_ => Secrecy::Open,
		};
		let too_short = !apt && self.way.is_multiple_of(4);
		let more = BlockNumber::from(self.target % 3);
		let duration = shortest.duration + more - BlockNumber::from(too_short);
		PoolParams { duration, secrecy, ..shortest }
	}

	/// Stakes on a directive, mostly in favour, by an account that still can.
	fn vote_on_governance(self, memory: &mut Memory, who: AccountId) {
		let open = |(_, pool): &(PoolId, Pool)| pool.params.governance && takes_stakes(pool);
		let pools = pools();
		if self.is_apt() && !pools.iter().any(open) {
			return self.open_governance(memory, who);
		}
		let Some((pool, of)) = self.choose(&pools, open) else { return };
		let countable = |who: &AccountId| ValidationPool::countable(pool, who.clone());
		let votes = |who: &AccountId| {
			let voted = pallet_validation_pool::Votes::<Runtime>::contains_key(pool, who);
			!voted && countable(who) > 0
		};
		let mut voters = (0..PLAYERS.len() as u8)
			.map(|index| player(self.who.wrapping_add(index)))
			.filter(votes);
		let side = if self.way % 8 == 6 { Side::Nay } else { Side::Aye };
		let salt = self.way;
		// Everybody who can, at once.
		if self.way % 4 == 3 {
			voters.for_each(|who| {
				let amount = countable(&who);
				memory.vote((pool, &of), who, side, amount, salt);
			});
			return;
		}
		let who = self.by(who, voters.next());
		let amount = match self.amount % 8 {
			// All that is there, however new it is.
			0 | 1 => Reputation::balance(of.domain, who.clone()),
			2 => rep(of.domain, &who, self.amount),
			3 => countable(&who) / 2,
			_ => countable(&who),
		};
		memory.vote((pool, &of), who, side, amount, salt);
	}
}

fn note(bytes: Vec<u8>, who: AccountId) {
	refusable(pallet_preimage::Call::note_preimage { bytes }, who);
}
