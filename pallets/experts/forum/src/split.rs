//! How an amount that reaches a post is shared among the posts that it cites and its authors. No storage.
//!
//! Source: the DAO Governance Framework's order, leach first, then donate.

use alloc::vec::Vec;
use witan_experts::{
	forum::{Citation, INCINERATOR},
	ids::PostId,
	shares::{Ppm, MILLION},
};

/// What an amount does that reaches a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
	/// What is taken from cited posts, in the order of the citations, without those from which nothing is.
	pub leached: Vec<(PostId, u128)>,
	/// What is given to cited posts, in the order of the citations, without those to which nothing is. At most the amount.
	pub donated: Vec<(PostId, u128)>,
	/// What the post keeps: the amount, and what is taken, without what is given.
	pub kept: u128,
}

impl Flow {
	/// All that is taken. At most the amount.
	pub fn sum_leached(&self) -> u128 {
		self.leached.iter().fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
	}
}

/// `floor(amount * ratio / 10^6)`, exact for every amount. A ratio above the whole counts as the whole.
pub fn part(amount: u128, ratio: Ppm) -> u128 {
	let whole = u128::from(MILLION);
	let ratio = u128::from(ratio).min(whole);
	// Neither product overflows: the first is at most the amount, the second below 10^12.
	(amount / whole) * ratio + (amount % whole) * ratio / whole
}

/// Shares `amount` among what a post cites and the post itself. Nothing is given on unless `donates`, while it takes either
/// way; from a cited post no more than its value is taken, and nothing from the incinerator. `None` if what the post keeps is
/// too large a number.
///
/// `citations` have weights whose sizes sum to the whole at most, and each post once.
pub fn flow(
	amount: u128,
	citations: &[Citation],
	donates: bool,
	value_of: impl Fn(&PostId) -> u128,
) -> Option<Flow> {
	let shares = |negative: bool| {
		citations
			.iter()
			.filter(move |citation| (citation.weight < 0) == negative)
			.map(move |citation| (citation.post, part(amount, citation.weight.unsigned_abs())))
	};
	let leached: Vec<_> = shares(true)
		.filter(|(post, _)| *post != INCINERATOR)
		.map(|(post, share)| (post, share.min(value_of(&post))))
		.filter(|(_, taken)| *taken > 0)
		.collect();
	let donated: Vec<_> = shares(false).filter(|(_, share)| donates && *share > 0).collect();
	let kept = leached.iter().try_fold(amount, |sum, (_, taken)| sum.checked_add(*taken))?;
	let kept = donated.iter().try_fold(kept, |rest, (_, given)| rest.checked_sub(*given))?;
	Some(Flow { leached, donated, kept })
}

/// Shares `amount` among authors by their weights; what rounding leaves goes to the last. Without shares of nothing.
///
/// `authors` have weights that sum to the whole.
pub fn by_authors<AccountId: Clone>(
	amount: u128,
	authors: &[(AccountId, Ppm)],
) -> Vec<(AccountId, u128)> {
	let Some((last, others)) = authors.split_last() else { return Vec::new() };
	let mut rest = amount;
	let mut shares = Vec::with_capacity(authors.len());
	for (author, weight) in others {
		let share = part(amount, *weight).min(rest);
		// At most the rest, by the line above.
		rest -= share;
		shares.push((author.clone(), share));
	}
	shares.push((last.0.clone(), rest));
	shares.retain(|(_, share)| *share > 0);
	shares
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Citations of posts 1, 2, ... with weights whose sizes sum to the whole at most.
	fn citations() -> impl Strategy<Value = Vec<Citation>> {
		prop::collection::vec((0..=MILLION, any::<bool>()), 0..=16).prop_map(|weights| {
			let mut left = MILLION;
			let cite = |(number, (weight, negative)): (usize, (u32, bool))| {
				let weight = weight.min(left);
				left -= weight;
				let weight = weight as i32;
				Citation {
					post: PostId::repeat_byte(number as u8),
					weight: if negative { -weight } else { weight },
				}
			};
			weights.into_iter().enumerate().map(cite).collect()
		})
	}

	fn authors() -> impl Strategy<Value = Vec<(u64, Ppm)>> {
		prop::collection::vec(1..=MILLION / 16, 0..16).prop_map(|weights| {
			let last = MILLION - weights.iter().sum::<u32>();
			let all = weights.into_iter().chain([last]).enumerate();
			all.map(|(author, weight)| (author as u64, weight)).collect()
		})
	}

	// Protects: the order of the design, leach first and both by the amount that came in; nothing comes of the incinerator.
	#[test]
	fn flow_should_take_and_give_by_what_came_in() {
		let post = PostId::repeat_byte;
		let citations = [
			Citation { post: post(1), weight: 200_000 },
			Citation { post: post(2), weight: -300_000 },
			Citation { post: INCINERATOR, weight: -100_000 },
			Citation { post: post(3), weight: -400_000 },
			Citation { post: post(4), weight: 0 },
		];
		let value = |cited: &PostId| if *cited == post(2) { 5 } else { 1_000 };
		let flow_of = |donates| flow(1_001, &citations, donates, value).expect("small");
		let whole = flow_of(true);
		assert_eq!(whole.leached, [(post(2), 5), (post(3), 400)]);
		assert_eq!(whole.donated, [(post(1), 200)]);
		assert_eq!(whole.kept, 1_001 + 405 - 200);
		assert_eq!(whole.sum_leached(), 405);
		let at_limit = flow_of(false);
		assert_eq!(at_limit.leached, whole.leached);
		assert_eq!((at_limit.donated, at_limit.kept), (vec![], 1_001 + 405));
	}

	// Protects: a sum that doesn't fit is refused, and not wrapped around to something small.
	#[test]
	fn flow_should_be_none_when_the_sum_is_too_large() {
		let citation = Citation { post: PostId::repeat_byte(1), weight: -1_000_000 };
		assert_eq!(flow(u128::MAX, &[citation], true, |_| 1), None);
		let rest = flow(u128::MAX, &[citation], true, |_| 0).expect("nothing is taken");
		assert_eq!(rest.kept, u128::MAX);
	}

	proptest! {
		// Protects: the exact floor for any amount, against the same in wider numbers.
		#[test]
		fn part_should_be_the_floor(amount: u128, ratio in 0..=MILLION) {
			let wide = sp_core::U256::from(amount) * ratio / MILLION;
			prop_assert_eq!(part(amount, ratio), wide.as_u128());
		}

		// Protects: conservation; no more is given than came in, and no more taken than there is or than came in.
		#[test]
		fn flow_should_conserve(
			amount in 0..u128::MAX / 2, citations in citations(), donates: bool, value: u64,
		) {
			let value = u128::from(value);
			let flow = flow(amount, &citations, donates, |_| value).expect("fits twice");
			let given: u128 = flow.donated.iter().map(|(_, given)| given).sum();
			prop_assert_eq!(flow.kept + given, amount + flow.sum_leached());
			prop_assert!(given <= amount && flow.sum_leached() <= amount);
			prop_assert!(flow.leached.iter().all(|(_, taken)| (1..=value).contains(taken)));
			prop_assert!(donates || flow.donated.is_empty());
		}

		// Protects: shares of authors sum to the amount; each gets its weight's part, the last less than a unit an author more.
		#[test]
		fn by_authors_should_conserve(amount: u128, authors in authors()) {
			let shares = by_authors(amount, &authors);
			prop_assert_eq!(shares.iter().map(|(_, share)| share).sum::<u128>(), amount);
			for (author, share) in &shares {
				let exact = part(amount, authors[*author as usize].1);
				let last = *author as usize == authors.len() - 1;
				let most = if last { exact + 16 } else { exact };
				prop_assert!((exact..=most).contains(share));
			}
		}
	}
}
