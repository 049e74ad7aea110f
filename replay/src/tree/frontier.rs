//! Growing the tree: each leaf costs one node hash on average, and only the right edge is kept in memory.

use super::{EMPTY_ROOT, Hash, TILE_WIDTH, node_hash};

/// Height of a tile.
const TILE_HEIGHT: usize = 8;

/// The right edge of a growing tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees the leaves fall into, largest first: one for each one bit of `size`.
    peaks: Vec<Hash>,
    /// The hashes of each level that do not yet fill a tile.
    open: Vec<Vec<Hash>>,
}

/// A tile that has just been filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullTile {
    /// Level, counted in tiles.
    pub level: u8,
    /// Number in the level.
    pub index: u64,
    /// Hash of the subtree it spans: one hash of the level above.
    pub root: Hash,
    /// Its 256 hashes.
    pub hashes: Vec<u8>,
}

impl Frontier {
    /// The edge of a tree whose open hashes, level by level from the leaves, are known.
    #[must_use]
    pub(crate) fn of(open: Vec<Vec<Hash>>) -> Self {
        let size = open.iter().rev().fold(0, |size, level| size * TILE_WIDTH + level.len() as u64);
        let peaks = open.iter().rev().flat_map(|level| peaks(level)).collect();
        Self { size, peaks, open }
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf; the tiles it fills are pushed to `filled`, lower levels first.
    pub fn push(&mut self, leaf: Hash, filled: &mut Vec<FullTile>) {
        self.open_at(0).push(leaf);
        let (mut hash, mut height) = (leaf, 0);
        while self.size >> height & 1 == 1 {
            let left = self.peaks.pop().expect("there is a peak for each one bit of the size");
            hash = node_hash(&left, &hash);
            height += 1;
            if height % TILE_HEIGHT == 0 {
                filled.push(self.close(height, hash));
                self.open_at(height / TILE_HEIGHT).push(hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree as it is now.
    #[must_use]
    pub fn root(&self) -> Hash {
        let folded = self.peaks.iter().copied().rev().reduce(|right, left| node_hash(&left, &right));
        folded.unwrap_or(EMPTY_ROOT)
    }

    /// What has to be remembered to go on later: the open hashes, level by level.
    #[must_use]
    pub fn open(&self) -> &[Vec<Hash>] {
        &self.open
    }

    fn close(&mut self, height: usize, root: Hash) -> FullTile {
        let level = height / TILE_HEIGHT - 1;
        let hashes = std::mem::take(self.open_at(level)).concat();
        FullTile { level: u8::try_from(level).expect("a tree has at most 8 levels"), index: self.size >> height, root, hashes }
    }

    fn open_at(&mut self, level: usize) -> &mut Vec<Hash> {
        if self.open.len() <= level {
            self.open.resize_with(level + 1, || Vec::with_capacity(TILE_WIDTH as usize));
        }
        &mut self.open[level]
    }
}

/// The roots of the complete subtrees that `hashes` of one level fall into, largest first.
fn peaks(hashes: &[Hash]) -> Vec<Hash> {
    let mut rest = hashes;
    let mut peaks = Vec::new();
    while let Some(height) = rest.len().checked_ilog2() {
        let (complete, more) = rest.split_at(1 << height);
        peaks.push(subtree(complete));
        rest = more;
    }
    peaks
}

/// The root over a power of two of neighbouring hashes.
fn subtree(hashes: &[Hash]) -> Hash {
    match hashes {
        [hash] => *hash,
        more => {
            let (left, right) = more.split_at(more.len() / 2);
            node_hash(&subtree(left), &subtree(right))
        }
    }
}
