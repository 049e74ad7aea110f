//! A stretch of leaves tied to a root: the leaves themselves, and the hashes of the subtrees left and right of them.
//!
//! The tree is walked from left to right. A subtree outside the stretch is one hash of the proof, in the order of the walk; everything else is
//! computed from the leaves. For a single leaf these are the hashes of its RFC 6962 audit path, ordered from left to right.

use super::{Hash, node_hash};

/// The proof has too few or too many hashes or leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the proof does not fit the stretch of leaves")]
pub struct Misfit;

/// A stretch of leaves in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// First leaf.
    pub from: u64,
    /// The leaf after the last.
    pub to: u64,
    /// Leaves of the tree.
    pub size: u64,
}

impl Range {
    /// Whether this is a stretch of at least one leaf of a tree.
    #[must_use]
    pub const fn is_proper(self) -> bool {
        self.from < self.to && self.to <= self.size
    }

    /// The subtrees outside (first leaf, leaf after the last), from left to right.
    #[must_use]
    pub fn outside(self) -> Vec<(u64, u64)> {
        let mut outside = Vec::new();
        self.walk(0, self.size, &mut |lo, hi| outside.push((lo, hi)));
        outside
    }

    fn walk(self, lo: u64, hi: u64, outside: &mut impl FnMut(u64, u64)) {
        if hi <= self.from || lo >= self.to {
            outside(lo, hi);
        } else if lo < self.from || hi > self.to {
            let middle = lo + split(hi - lo);
            self.walk(lo, middle, outside);
            self.walk(middle, hi, outside);
        }
    }

    /// The root these leaves and the hashes of the subtrees outside lead to. Takes one leaf after the other, so a stretch of any length needs no
    /// memory.
    ///
    /// # Errors
    /// [`Misfit`], or what a leaf was refused for.
    pub fn root<E: From<Misfit>>(self, outside: &[Hash], mut leaves: impl Iterator<Item = Result<Hash, E>>) -> Result<Hash, E> {
        if !self.is_proper() {
            return Err(Misfit.into());
        }
        let mut outside = outside.iter().copied();
        let root = self.fold(0, self.size, &mut outside, &mut leaves)?;
        match (outside.next(), leaves.next()) {
            (None, None) => Ok(root),
            (_, Some(Err(refused))) => Err(refused),
            _ => Err(Misfit.into()),
        }
    }

    fn fold<E: From<Misfit>>(
        self,
        lo: u64,
        hi: u64,
        outside: &mut impl Iterator<Item = Hash>,
        leaves: &mut impl Iterator<Item = Result<Hash, E>>,
    ) -> Result<Hash, E> {
        if hi <= self.from || lo >= self.to {
            return outside.next().ok_or_else(|| Misfit.into());
        }
        if hi - lo == 1 {
            return leaves.next().ok_or(Misfit)?;
        }
        let middle = lo + split(hi - lo);
        let left = self.fold(lo, middle, outside, leaves)?;
        Ok(node_hash(&left, &self.fold(middle, hi, outside, leaves)?))
    }
}

/// The largest power of two smaller than `leaves`, which are two at least.
const fn split(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}
