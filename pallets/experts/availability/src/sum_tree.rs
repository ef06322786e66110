//! A tree of sums: leaves with weights, and above each 16 of them their sum, up to the sum of all.
//! Finding a leaf by a position in that sum, adding, changing and removing one take as many steps
//! as the tree is deep. No storage: a [`NodeStore`] keeps the nodes.
//!
//! Leaves are numbered from 0 without gaps: the last one takes the place of one that is removed.
//! Node n of level l has the sums of the children 16n..16n+16 of level l - 1, which for level 0 are
//! leaves. A node is stored if, and only if, a leaf is below it and its level is below the tree's
//! depth.

/// The bits of a leaf's number that choose a child of a node.
const BITS: u32 = 4;
/// The number of a node's children.
pub const ARITY: usize = 1 << BITS;
/// The greatest depth of a tree. It bounds the steps of every change.
pub const MAX_DEPTH: u32 = 6;
/// The most leaves of a tree, which follows from its depth: 16 777 216.
pub const MAX_LEAVES: u32 = 1 << (BITS * MAX_DEPTH);

/// The sums of a node's children.
pub type Node = [u128; ARITY];

/// The sum and the size of a whole tree.
#[frame_support::stored]
#[derive(Copy, Default)]
pub struct Root {
	/// The sum of all leaves.
	pub total: u128,
	/// The number of leaves.
	pub leaves: u32,
}

/// A reason for refusing a change. The tree stays as it was, except for [`TreeError::Corrupt`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeError {
	/// The tree has [`MAX_LEAVES`] leaves.
	Full,
	/// The sum of all leaves would not fit.
	TooHeavy,
	/// No leaf has this number.
	NoSuchLeaf,
	/// A node's sums contradict those of its children.
	Corrupt,
}

/// A store of a tree's nodes.
pub trait NodeStore {
	/// Returns a node; zeros if it is not stored.
	fn get(&self, level: u32, index: u32) -> Node;
	/// Stores a node.
	fn set(&mut self, level: u32, index: u32, node: Node);
	/// Removes a node, if it is stored.
	fn remove(&mut self, level: u32, index: u32);
}

/// Returns the number of levels of nodes above `leaves` leaves.
pub const fn depth(leaves: u32) -> u32 {
	match leaves {
		0 => 0,
		1 => 1,
		_ => match leaves.saturating_sub(1).checked_ilog2() {
			Some(highest_bit) => highest_bit.saturating_add(1).div_ceil(BITS),
			None => 0,
		},
	}
}

/// Returns the number of the child of level `level - 1` that has `leaf`: for level 0 the leaf's
/// own.
const fn child_of(leaf: u32, level: u32) -> u32 {
	match leaf.checked_shr(BITS.saturating_mul(level)) {
		Some(child) => child,
		None => 0,
	}
}

/// Returns the place of that child in its node.
const fn slot_of(leaf: u32, level: u32) -> usize {
	child_of(leaf, level) as usize % ARITY
}

/// Returns the number of the node of a level that has `leaf` below it.
const fn node_of(leaf: u32, level: u32) -> u32 {
	child_of(leaf, level) >> BITS
}

/// Returns true if `leaf` is the first leaf below its node of a level.
const fn is_first_in(leaf: u32, level: u32) -> bool {
	leaf == 0 || leaf.trailing_zeros() >= BITS.saturating_mul(level.saturating_add(1))
}

/// Returns the weight of a leaf.
pub fn weight(nodes: &impl NodeStore, root: &Root, leaf: u32) -> Result<u128, TreeError> {
	if leaf >= root.leaves {
		return Err(TreeError::NoSuchLeaf);
	}
	nodes.get(0, node_of(leaf, 0)).get(slot_of(leaf, 0)).copied().ok_or(TreeError::Corrupt)
}

/// Changes the weight of a leaf. Reads and writes one node of each level.
pub fn set(
	nodes: &mut impl NodeStore,
	root: &mut Root,
	leaf: u32,
	to: u128,
) -> Result<(), TreeError> {
	let from = weight(nodes, root, leaf)?;
	let change = |sum: u128| sum.checked_sub(from).map(|others| others.checked_add(to));
	root.total = change(root.total).ok_or(TreeError::Corrupt)?.ok_or(TreeError::TooHeavy)?;
	for level in 0..depth(root.leaves) {
		let index = node_of(leaf, level);
		let mut node = nodes.get(level, index);
		let sum = node.get_mut(slot_of(leaf, level)).ok_or(TreeError::Corrupt)?;
		*sum = change(*sum).flatten().ok_or(TreeError::Corrupt)?;
		nodes.set(level, index, node);
	}
	Ok(())
}

/// Adds a leaf. Returns its number. Reads one node of each level, and writes one more.
pub fn push(nodes: &mut impl NodeStore, root: &mut Root, weight: u128) -> Result<u32, TreeError> {
	let leaf = root.leaves;
	if leaf >= MAX_LEAVES {
		return Err(TreeError::Full);
	}
	if root.total.checked_add(weight).is_none() {
		return Err(TreeError::TooHeavy);
	}
	let before = depth(leaf);
	root.leaves = leaf.saturating_add(1);
	if before > 0 && depth(root.leaves) > before {
		let mut top = Node::default();
		if let Some(first) = top.first_mut() {
			*first = root.total;
		}
		nodes.set(before, 0, top);
	}
	set(nodes, root, leaf, weight)?;
	Ok(leaf)
}

/// Removes a leaf; the last one takes its place. Returns the number that the last one had, if it
/// was another leaf. Reads and writes at most two nodes of each level.
pub fn swap_remove(
	nodes: &mut impl NodeStore,
	root: &mut Root,
	leaf: u32,
) -> Result<Option<u32>, TreeError> {
	if leaf >= root.leaves {
		return Err(TreeError::NoSuchLeaf);
	}
	let last = root.leaves.saturating_sub(1);
	let moved = weight(nodes, root, last)?;
	set(nodes, root, last, 0)?;
	if leaf != last {
		set(nodes, root, leaf, moved)?;
	}
	let before = depth(root.leaves);
	root.leaves = last;
	let after = depth(root.leaves);
	for level in 0..before {
		if level >= after || is_first_in(last, level) {
			nodes.remove(level, node_of(last, level));
		}
	}
	Ok((leaf != last).then_some(last))
}

/// Returns the leaf at a position, when the weights of all leaves are laid end to end in the order
/// of their numbers. The leaves in `skipped`, given with their weights, count as if they weighed
/// zero. `None` if the position is not below the sum of the others. Reads one node of each level.
pub fn find(
	nodes: &impl NodeStore,
	root: &Root,
	mut position: u128,
	skipped: &[(u32, u128)],
) -> Option<u32> {
	let mut index = 0u32;
	for level in (0..depth(root.leaves)).rev() {
		let node = nodes.get(level, index);
		let mut child = index.checked_mul(1 << BITS)?;
		let mut sums = node.iter();
		loop {
			let below = skipped.iter().filter(|(leaf, _)| child_of(*leaf, level) == child);
			let skip = below.fold(0u128, |sum, (_, weight)| sum.saturating_add(*weight));
			let sum = sums.next()?.checked_sub(skip)?;
			match position.checked_sub(sum) {
				Some(after) => position = after,
				None => break,
			}
			child = child.checked_add(1)?;
		}
		index = child;
	}
	(index < root.leaves).then_some(index)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use std::collections::BTreeMap;

	#[derive(Clone, Debug, Default, PartialEq)]
	struct Stored(BTreeMap<(u32, u32), Node>);

	impl NodeStore for Stored {
		fn get(&self, level: u32, index: u32) -> Node {
			self.0.get(&(level, index)).copied().unwrap_or_default()
		}

		fn set(&mut self, level: u32, index: u32, node: Node) {
			self.0.insert((level, index), node);
		}

		fn remove(&mut self, level: u32, index: u32) {
			self.0.remove(&(level, index));
		}
	}

	/// Returns the nodes that a tree of these leaves must have.
	fn expected(leaves: &[u128]) -> Stored {
		let mut stored = Stored::default();
		let mut sums = leaves.to_vec();
		let mut level = 0;
		while level == 0 && !sums.is_empty() || sums.len() > 1 {
			let mut above = Vec::new();
			for (index, children) in sums.chunks(ARITY).enumerate() {
				let mut node = Node::default();
				node[..children.len()].copy_from_slice(children);
				stored.set(level, index as u32, node);
				above.push(children.iter().sum());
			}
			sums = above;
			level += 1;
		}
		stored
	}

	/// Returns the leaf at a position, found by walking over all of them.
	fn found(leaves: &[u128], mut position: u128, skipped: &[(u32, u128)]) -> Option<u32> {
		for (leaf, weight) in leaves.iter().enumerate() {
			let leaf = leaf as u32;
			if skipped.iter().any(|(skip, _)| *skip == leaf) {
				continue;
			}
			if position < *weight {
				return Some(leaf);
			}
			position -= weight;
		}
		None
	}

	#[derive(Clone, Debug)]
	enum Step {
		Push(u128),
		Set(prop::sample::Index, u128),
		Remove(prop::sample::Index),
		Find(prop::sample::Index, Vec<prop::sample::Index>),
	}

	fn step() -> impl Strategy<Value = Step> {
		let weight = prop_oneof![0..3u128, 0..1u128 << 96];
		let index = any::<prop::sample::Index>;
		prop_oneof![
			6 => weight.clone().prop_map(Step::Push),
			2 => (index(), weight).prop_map(|(leaf, weight)| Step::Set(leaf, weight)),
			4 => index().prop_map(Step::Remove),
			3 => (index(), prop::collection::vec(index(), 0..6))
				.prop_map(|(position, skipped)| Step::Find(position, skipped)),
		]
	}

	fn run(leaves: &mut Vec<u128>, nodes: &mut Stored, root: &mut Root, step: Step) {
		match step {
			Step::Push(weight) => {
				assert_eq!(push(nodes, root, weight), Ok(leaves.len() as u32));
				leaves.push(weight);
			},
			Step::Set(leaf, weight) if !leaves.is_empty() => {
				let leaf = leaf.index(leaves.len());
				assert_eq!(set(nodes, root, leaf as u32, weight), Ok(()));
				leaves[leaf] = weight;
			},
			Step::Remove(leaf) if !leaves.is_empty() => {
				let leaf = leaf.index(leaves.len());
				let last = leaves.len() - 1;
				let moved = (leaf != last).then_some(last as u32);
				assert_eq!(swap_remove(nodes, root, leaf as u32), Ok(moved));
				leaves.swap_remove(leaf);
			},
			Step::Find(position, skipped) if !leaves.is_empty() => {
				let mut skipped: Vec<_> =
					skipped.iter().map(|leaf| leaf.index(leaves.len())).collect();
				skipped.sort();
				skipped.dedup();
				let skipped: Vec<_> =
					skipped.into_iter().map(|leaf| (leaf as u32, leaves[leaf])).collect();
				let total = root.total - skipped.iter().map(|(_, weight)| weight).sum::<u128>();
				let position = position.index(usize::MAX) as u128
					* (total / usize::MAX as u128 + 1)
					% total.max(1);
				for position in [0, position, total.saturating_sub(1), total] {
					assert_eq!(
						find(nodes, root, position, &skipped),
						found(leaves, position, &skipped),
					);
				}
			},
			Step::Set(..) | Step::Remove(_) | Step::Find(..) => {
				assert_eq!(set(nodes, root, 0, 1), Err(TreeError::NoSuchLeaf));
				assert_eq!(swap_remove(nodes, root, 0), Err(TreeError::NoSuchLeaf));
				assert_eq!(find(nodes, root, 0, &[]), None);
			},
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(64))]

		// Protects: after any changes the nodes are exactly those that the
		// leaves need, and every position finds the leaf that a walk over all leaves finds.
		#[test]
		fn tree_should_equal_a_list_when_changed_at_random(
			start in 0..280usize, steps in prop::collection::vec(step(), 1..80),
		) {
			let (mut leaves, mut nodes, mut root) = (Vec::new(), Stored::default(), Root::default());
			for weight in 0..start {
				run(&mut leaves, &mut nodes, &mut root, Step::Push(weight as u128 % 5));
			}
			for step in steps {
				run(&mut leaves, &mut nodes, &mut root, step);
				prop_assert_eq!(root, Root { total: leaves.iter().sum(), leaves: leaves.len() as u32 });
				prop_assert_eq!(&nodes, &expected(&leaves));
			}
		}
	}

	// Protects: a leaf has as many positions as it weighs, so that a uniform position draws by
	// weight.
	#[test]
	fn leaf_should_have_as_many_positions_as_it_weighs() {
		let (mut nodes, mut root) = (Stored::default(), Root::default());
		let weights: Vec<u128> = (0..300).map(|leaf| leaf * 7 % 11).collect();
		for weight in &weights {
			push(&mut nodes, &mut root, *weight).unwrap();
		}
		let mut positions = vec![0u128; weights.len()];
		for position in 0..root.total {
			positions[find(&nodes, &root, position, &[]).unwrap() as usize] += 1;
		}
		assert_eq!(positions, weights);
		assert_eq!(find(&nodes, &root, root.total, &[]), None);
	}

	// Protects: an emptied tree leaves no node behind, whatever depth it had.
	#[test]
	fn tree_should_leave_nothing_when_emptied() {
		let (mut nodes, mut root) = (Stored::default(), Root::default());
		for _ in 0..4_100 {
			push(&mut nodes, &mut root, 3).unwrap();
		}
		assert_eq!(depth(root.leaves), 4);
		while root.leaves > 0 {
			let leaf = root.leaves / 2;
			swap_remove(&mut nodes, &mut root, leaf).unwrap();
		}
		assert_eq!((nodes, root), (Stored::default(), Root::default()));
	}

	// Protects: a change that is refused leaves the tree as it was.
	#[test]
	fn tree_should_stay_when_a_change_is_refused() {
		let (mut nodes, mut root) = (Stored::default(), Root::default());
		push(&mut nodes, &mut root, u128::MAX - 1).unwrap();
		push(&mut nodes, &mut root, 1).unwrap();
		let before = (nodes.clone(), root);
		assert_eq!(push(&mut nodes, &mut root, 1), Err(TreeError::TooHeavy));
		assert_eq!(set(&mut nodes, &mut root, 1, 2), Err(TreeError::TooHeavy));
		assert_eq!(set(&mut nodes, &mut root, 2, 0), Err(TreeError::NoSuchLeaf));
		assert_eq!(swap_remove(&mut nodes, &mut root, 2), Err(TreeError::NoSuchLeaf));
		assert_eq!((nodes.clone(), root), before);
		let mut full = Root { total: 0, leaves: MAX_LEAVES };
		assert_eq!(push(&mut nodes, &mut full, 1), Err(TreeError::Full));
		assert_eq!((nodes, full), (before.0, Root { total: 0, leaves: MAX_LEAVES }));
	}

	// Protects: no sum overflows when a heavy last leaf takes the place of a light one.
	#[test]
	fn leaf_can_be_removed_when_the_last_is_as_heavy_as_possible() {
		let (mut nodes, mut root) = (Stored::default(), Root::default());
		push(&mut nodes, &mut root, 1).unwrap();
		push(&mut nodes, &mut root, u128::MAX - 1).unwrap();
		assert_eq!(swap_remove(&mut nodes, &mut root, 0), Ok(Some(1)));
		assert_eq!(root, Root { total: u128::MAX - 1, leaves: 1 });
	}

	// Protects: sums that contradict each other are reported, not carried on.
	#[test]
	fn tree_should_be_reported_corrupt_when_a_sum_is_less_than_its_leaf() {
		let (mut nodes, mut root) = (Stored::default(), Root::default());
		push(&mut nodes, &mut root, 5).unwrap();
		root.total = 4;
		assert_eq!(set(&mut nodes, &mut root, 0, 1), Err(TreeError::Corrupt));
	}

	// Protects: trees are as deep as they must be and no deeper.
	#[test]
	fn depth_should_grow_with_each_power_of_16() {
		let depths =
			[(0, 0), (1, 1), (16, 1), (17, 2), (256, 2), (257, 3), (MAX_LEAVES, MAX_DEPTH)];
		for (leaves, levels) in depths {
			assert_eq!(depth(leaves), levels);
		}
	}
}
