//! The origin of ratified directives, and the checks for it.

use crate::Origin;
use core::marker::PhantomData;
use frame_support::traits::{ConstU32, EnsureOrigin, Get};
use witan_experts::ids::{DomainId, PostId};
use witan_governance::CONSTITUTION;

/// Accepts a ratified post of one domain, and returns it. Refuses every other origin, root too.
pub struct EnsureRatified<Domain>(PhantomData<Domain>);

/// Accepts a ratified post of the constitution.
pub type EnsureConstitution = EnsureRatified<ConstU32<CONSTITUTION>>;

impl<O: Into<Result<Origin, O>> + From<Origin>, Domain: Get<DomainId>> EnsureOrigin<O>
	for EnsureRatified<Domain>
{
	type Success = PostId;

	fn try_origin(origin: O) -> Result<PostId, O> {
		let Origin::Ratified { domain, post } = origin.into()?;
		if domain == Domain::get() {
			Ok(post)
		} else {
			Err(Origin::Ratified { domain, post }.into())
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		Ok(Origin::Ratified { domain: Domain::get(), post: PostId::zero() }.into())
	}
}
