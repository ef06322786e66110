//! The division of an amount that arrives at a post among the posts that it cites and its authors.
//! No storage.
//!
//! Source: the order of the DAO Governance Framework, leach first, then donate.

use alloc::vec::Vec;
use sp_runtime::Permill;
use witan_experts::{
	forum::{Citation, INCINERATOR},
	ids::PostId,
	shares::Ppm,
};

/// The division of an amount that arrives at a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
	/// The amounts taken from cited posts, in the order of the citations. Posts from which nothing
	/// is taken are left out.
	pub leached: Vec<(PostId, u128)>,
	/// The amounts given to cited posts, in the order of the citations. Posts to which nothing is
	/// given are left out. They sum to at most the amount.
	pub donated: Vec<(PostId, u128)>,
	/// The amount that the post keeps: the amount that arrives, plus the amounts taken, minus the
	/// amounts given.
	pub kept: u128,
}

impl Flow {
	/// Returns the sum of the amounts taken, which is at most the amount that arrives.
	pub fn sum_leached(&self) -> u128 {
		self.leached.iter().fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
	}
}

/// Divides `amount` among the posts that a post cites and the post itself. `None` if the amount
/// that the post keeps exceeds 128 bits.
///
/// Nothing is given on unless `donates`; negative citations take in either case. From a cited post
/// at most its value is taken, and from the incinerator nothing.
///
/// `citations` name each post once, and their weights without signs sum to at most one million.
pub fn flow(
	amount: u128,
	citations: &[Citation],
	donates: bool,
	value_of: impl Fn(&PostId) -> u128,
) -> Option<Flow> {
	let shares = |negative: bool| {
		citations.iter().filter(move |citation| (citation.weight < 0) == negative).map(
			move |citation| {
				let weight = Permill::from_parts(citation.weight.unsigned_abs());
				(citation.post, weight.mul_floor(amount))
			},
		)
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

/// Divides `amount` among authors by their weights. The rounding remainder goes to the last author,
/// and authors whose share is zero are left out.
///
/// The weights of `authors` sum to one million.
pub fn by_authors<AccountId: Clone>(
	amount: u128,
	authors: &[(AccountId, Ppm)],
) -> Vec<(AccountId, u128)> {
	let Some((last, others)) = authors.split_last() else { return Vec::new() };
	let mut rest = amount;
	let mut shares = Vec::with_capacity(authors.len());
	for (author, weight) in others {
		let share = Permill::from_parts(*weight).mul_floor(amount).min(rest);
		rest = rest.saturating_sub(share);
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
	use witan_experts::shares::MILLION;

	/// Citations of posts 0, 1, 2, ... with weights that sum to at most one million without their
	/// signs.
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

	// Protects: the order of the design: leach first, and both by the amount that came in. Nothing
	// is taken from the incinerator.
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

	// Protects: a sum that doesn't fit is refused, and not wrapped around to a small number.
	#[test]
	fn flow_should_be_none_when_the_sum_is_too_large() {
		let citation = Citation { post: PostId::repeat_byte(1), weight: -1_000_000 };
		assert_eq!(flow(u128::MAX, &[citation], true, |_| 1), None);
		let rest = flow(u128::MAX, &[citation], true, |_| 0).expect("nothing is taken");
		assert_eq!(rest.kept, u128::MAX);
	}

	proptest! {
		// Protects: a part is the exact floor for every amount, compared with wider numbers.
		#[test]
		fn part_should_be_the_floor(amount: u128, ratio in 0..=MILLION) {
			let wide = sp_core::U256::from(amount) * ratio / MILLION;
			prop_assert_eq!(Permill::from_parts(ratio).mul_floor(amount), wide.as_u128());
		}

		// Protects: conservation. No more is given than came in, and no more is taken than the
		// cited post has or than came in.
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

		// Protects: authors' shares sum to the amount. Each gets the part of its weight, and the
		// last less than one more for each author.
		#[test]
		fn by_authors_should_conserve(amount: u128, authors in authors()) {
			let shares = by_authors(amount, &authors);
			prop_assert_eq!(shares.iter().map(|(_, share)| share).sum::<u128>(), amount);
			for (author, share) in &shares {
				let weight = Permill::from_parts(authors[*author as usize].1);
				let exact = weight.mul_floor(amount);
				let last = *author as usize == authors.len() - 1;
				let most = if last { exact + 16 } else { exact };
				prop_assert!((exact..=most).contains(share));
			}
		}
	}
}
