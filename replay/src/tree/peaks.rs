//! What is enough to go on with a tree: one hash for each one bit of its size.

use super::{EMPTY_ROOT, Hash, node_hash};

/// The roots of the complete subtrees that the leaves of a tree fall into, largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peaks {
    size: u64,
    roots: Vec<Hash>,
}

impl Peaks {
    /// The peaks of a tree of `size` leaves; `None` when their number does not fit the size.
    #[must_use]
    pub fn of(size: u64, roots: Vec<Hash>) -> Option<Self> {
        (roots.len() == size.count_ones() as usize).then_some(Self { size, roots })
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots, largest subtree first.
    #[must_use]
    pub fn roots(&self) -> &[Hash] {
        &self.roots
    }

    /// Adds a leaf. `joined` is told each subtree this completes: its height, 1 or more, and its root.
    pub fn push(&mut self, leaf: Hash, mut joined: impl FnMut(usize, Hash)) {
        let (mut hash, mut height) = (leaf, 0);
        while self.size >> height & 1 == 1 {
            let left = self.roots.pop().expect("there is a peak for each one bit of the size");
            hash = node_hash(&left, &hash);
            height += 1;
            joined(height, hash);
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// The root of the tree as it is now.
    #[must_use]
    pub fn root(&self) -> Hash {
        let folded = self.roots.iter().copied().rev().reduce(|right, left| node_hash(&left, &right));
        folded.unwrap_or(EMPTY_ROOT)
    }
}
