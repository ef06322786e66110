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
	/// The amounts reserved of cited posts' values, in the order of the citations. Posts of which
	/// nothing is reserved are left out. They sum to at most the amount.
	pub reserved: Vec<(PostId, u128)>,
	/// The amounts given to cited posts, in the order of the citations. Posts to which nothing is
	/// given are left out. They sum to at most the amount.
	pub donated: Vec<(PostId, u128)>,
	/// The amount that the post keeps: the amount that arrives, minus the amounts given.
	pub kept: u128,
}

/// Divides `amount` among the posts that a post cites and the post itself. `None` if the citations
/// give more than the amount.
///
/// Nothing is given on unless `donates`; negative citations reserve in either case. Of a cited post
/// at most its value is reserved, and of the incinerator nothing.
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
	let reserved: Vec<_> = shares(true)
		.filter(|(post, _)| *post != INCINERATOR)
		.map(|(post, share)| (post, share.min(value_of(&post))))
		.filter(|(_, taken)| *taken > 0)
		.collect();
	let donated: Vec<_> = shares(false).filter(|(_, share)| donates && *share > 0).collect();
	let kept = donated.iter().try_fold(amount, |rest, (_, given)| rest.checked_sub(*given))?;
	Some(Flow { reserved, donated, kept })
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

	// Protects: citations take and give by the amount that came in. The post keeps what it does not
	// give, and nothing is taken from the incinerator.
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
		assert_eq!(whole.reserved, [(post(2), 5), (post(3), 400)]);
		assert_eq!(whole.donated, [(post(1), 200)]);
		assert_eq!(whole.kept, 1_001 - 200);
		let at_limit = flow_of(false);
		assert_eq!(at_limit.reserved, whole.reserved);
		assert_eq!((at_limit.donated, at_limit.kept), (vec![], 1_001));
	}

	// Protects: citations that would give more than came in are refused, and the difference does
	// not wrap around to a large number.
	#[test]
	fn flow_should_be_none_when_more_is_given_than_came_in() {
		let cite = |byte, weight| Citation { post: PostId::repeat_byte(byte), weight };
		let citations = [cite(1, 600_000), cite(2, 600_000)];
		assert_eq!(flow(1_000, &citations, true, |_| 0), None);
		let all = flow(u128::MAX, &[cite(1, -1_000_000)], true, |_| u128::MAX);
		let all = all.expect("nothing is given");
		assert_eq!(
			(all.kept, all.reserved),
			(u128::MAX, vec![(PostId::repeat_byte(1), u128::MAX)])
		);
	}

	proptest! {
		// Protects: a part is the exact floor for every amount, compared with wider numbers.
		#[test]
		fn part_should_be_the_floor(amount: u128, ratio in 0..=MILLION) {
			let wide = sp_core::U256::from(amount) * ratio / MILLION;
			prop_assert_eq!(Permill::from_parts(ratio).mul_floor(amount), wide.as_u128());
		}

		// Protects: conservation. All that comes in is given or kept, and no more is reserved than
		// the cited post has or than came in.
		#[test]
		fn flow_should_conserve(
			amount: u128, citations in citations(), donates: bool, value: u64,
		) {
			let value = u128::from(value);
			let flow = flow(amount, &citations, donates, |_| value).expect("at most all is given");
			let given: u128 = flow.donated.iter().map(|(_, given)| given).sum();
			let reserved: u128 = flow.reserved.iter().map(|(_, taken)| taken).sum();
			prop_assert_eq!(flow.kept + given, amount);
			prop_assert!(reserved <= amount - given);
			prop_assert!(flow.reserved.iter().all(|(_, taken)| (1..=value).contains(taken)));
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
