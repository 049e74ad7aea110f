//! Growing the tree: each leaf costs one node hash on average, and only the right edge is kept in memory.

use super::peaks::Peaks;
use super::{Hash, TILE_WIDTH, node_hash};

/// Height of a tile.
const TILE_HEIGHT: usize = 8;

/// The right edge of a growing tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    peaks: Peaks,
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
        let roots = open.iter().rev().flat_map(|level| peaks(level)).collect();
        Self { peaks: Peaks::of(size, roots).expect("each level has a peak for each one bit of its length"), open }
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.peaks.size()
    }

    /// Adds a leaf; the tiles it fills are pushed to `filled`, lower levels first.
    pub fn push(&mut self, leaf: Hash, filled: &mut Vec<FullTile>) {
        let Self { peaks, open } = self;
        let size = peaks.size();
        at_level(open, 0).push(leaf);
        peaks.push(leaf, |height, root| {
            if height.is_multiple_of(TILE_HEIGHT) {
                let level = height / TILE_HEIGHT - 1;
                let hashes = std::mem::take(at_level(open, level)).concat();
                let level_number = u8::try_from(level).expect("a tree has at most 8 levels");
                filled.push(FullTile { level: level_number, index: size >> height, root, hashes });
                at_level(open, level + 1).push(root);
            }
        });
    }

    /// The root of the tree as it is now.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.peaks.root()
    }
}

fn at_level(open: &mut Vec<Vec<Hash>>, level: usize) -> &mut Vec<Hash> {
    if open.len() <= level {
        open.resize_with(level + 1, || Vec::with_capacity(TILE_WIDTH as usize));
    }
    &mut open[level]
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
