//! An explanation of bytes that the runtime can't decode, for whoever sent them.
//!
//! The runtime ends such a call by a trap, which says nothing but where in its code that was. If
//! the node has a copy of the runtime, the copy decodes the bytes again, and says which part is
//! wrong.

use crate::guard;
use codec::{Decode, DecodeLimit, Encode};
use sp_runtime::transaction_validity::TransactionSource;
use witan_primitives::Hash;
use witan_runtime::{RuntimeCall, UncheckedExtrinsic, VERSION};

/// Bytes that are decoded again at most: a call in a batch takes hundreds of times its two bytes.
const MAX_BYTES: usize = 64 * 1024;
/// Levels of nesting that are decoded again at most, as more could exhaust the stack.
const MAX_DEPTH: u32 = 16;
/// The codec's words for having met more levels than that.
const TOO_DEEP: &str = "Maximum recursion depth reached";

/// The part of a call of the runtime that its caller made.
#[derive(Clone, Copy)]
enum Subject {
	/// A transaction to check, for the pool.
	Checked,
	/// A transaction to apply, in a dry run.
	Applied,
	/// A transaction to find the fee of.
	Priced,
	/// The same without a signature.
	PricedCall,
	/// Anything else.
	Arguments,
}

impl Subject {
	/// Returns what the caller of the runtime's function of this name made.
	fn of(function: &str) -> Self {
		match function {
			"TaggedTransactionQueue_validate_transaction" => Self::Checked,
			"BlockBuilder_apply_extrinsic" => Self::Applied,
			"TransactionPaymentApi_query_info" | "TransactionPaymentApi_query_fee_details" => {
				Self::Priced
			},
			"TransactionPaymentCallApi_query_call_info"
			| "TransactionPaymentCallApi_query_call_fee_details" => Self::PricedCall,
			_ => Self::Arguments,
		}
	}

	fn name(self) -> &'static str {
		match self {
			Self::Checked | Self::Applied | Self::Priced => "the transaction",
			Self::PricedCall => "the call",
			Self::Arguments => "the arguments",
		}
	}

	/// Decodes the function's arguments by the node's copy of the runtime. Returns none if it can't
	/// tell.
	fn decode(self, arguments: &[u8]) -> Option<Result<(), codec::Error>> {
		match self {
			_ if arguments.len() > MAX_BYTES => None,
			Self::Checked => {
				let parts = all::<(TransactionSource, Vec<u8>, Hash)>(arguments);
				Some(parts.and_then(|(_, transaction, _)| decode_transaction(&transaction)))
			},
			Self::Applied => {
				Some(all::<Vec<u8>>(arguments).and_then(|bytes| decode_transaction(&bytes)))
			},
			Self::Priced => {
				let parts = all::<(Vec<u8>, u32)>(arguments);
				Some(parts.and_then(|(transaction, _)| decode_transaction(&transaction)))
			},
			Self::PricedCall => Some(all::<(RuntimeCall, u32)>(arguments).map(drop)),
			Self::Arguments => None,
		}
	}
}

/// Decodes a transaction without the arguments around it. Of one that is too short, the part that
/// lacks bytes would be made of the argument that follows.
fn decode_transaction(bytes: &[u8]) -> Result<(), codec::Error> {
	all::<UncheckedExtrinsic>(&bytes.encode()).map(drop)
}

fn all<Arguments: Decode>(bytes: &[u8]) -> Result<Arguments, codec::Error> {
	Arguments::decode_all_with_depth_limit(MAX_DEPTH, &mut &*bytes)
}

/// Returns a line about a call of the runtime that ended by a trap. Returns none if there are no
/// bytes or they can be decoded: then the runtime has a fault, and the trap's words are all there
/// is.
///
/// `own_copy` is true if the chain's runtime is the one that the node was built with.
pub fn explain(function: &str, arguments: &[u8], own_copy: bool) -> Option<String> {
	let subject = Subject::of(function);
	let name = subject.name();
	let decoded = own_copy.then(|| guard::caught(|| subject.decode(arguments)).flatten());
	match decoded.flatten() {
		_ if arguments.is_empty() => None,
		Some(Ok(())) => None,
		Some(Err(error)) if !error.to_string().contains(TOO_DEEP) => Some(format!(
			"{name} can't be decoded: {}. Was it made with the metadata of this chain, at \
			 spec_version {}?",
			on_one_line(&error),
			VERSION.spec_version
		)),
		_ => Some(format!(
			"{function} failed. Most likely {name} can't be decoded: is there a text or a list \
			 that is too long, or other metadata than this chain's?"
		)),
	}
}

/// Returns the error and its causes, from the whole to the part, on one line.
fn on_one_line(error: &codec::Error) -> String {
	let text = error.to_string().replace("Could not decode ", "");
	text.split_whitespace().collect::<Vec<_>>().join(" ")
}
