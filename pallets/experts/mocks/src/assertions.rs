//! Assertions of all pallets' tests: refusals that change nothing, and broken invariants that are
//! found.

use core::fmt::Debug;
use frame_support::{assert_noop, dispatch::PostDispatchInfo};
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchErrorWithPostInfo, TryRuntimeError};

/// Asserts that a call is refused with this error and changes nothing.
#[track_caller]
pub fn assert_refused<Call: Dispatchable<PostInfo = PostDispatchInfo>>(
	origin: Call::RuntimeOrigin,
	call: impl Into<Call>,
	error: impl Into<DispatchError>,
) {
	let call = call.into();
	// The weight that an error carries is the subject of other tests.
	let dispatch =
		|| call.dispatch(origin).map_err(|refused: DispatchErrorWithPostInfo<_>| refused.error);
	assert_fails(dispatch, error);
}

/// Asserts that a function fails with this error and itself changes nothing: no call around it
/// undoes its changes.
#[track_caller]
pub fn assert_fails<R: Debug + PartialEq>(
	function: impl FnOnce() -> Result<R, DispatchError>,
	error: impl Into<DispatchError>,
) {
	assert_noop!(function(), error.into());
}

/// Asserts that `try_state` fails with exactly this message after `act` has broken something.
#[track_caller]
pub fn assert_broken(
	mut chain: TestExternalities,
	try_state: impl FnOnce() -> Result<(), TryRuntimeError>,
	message: &'static str,
	act: impl FnOnce(),
) {
	chain.execute_with(|| {
		act();
		assert_eq!(try_state(), Err(TryRuntimeError::Other(message)));
	});
}
