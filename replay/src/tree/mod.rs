//! The Merkle tree over the log: 32 bytes stand for everything that was ever logged, and short proofs tie any event, or any older tree, to them.
//!
//! RFC 6962 form, in tiles of height 8 laid out as C2SP tlog-tiles says. The [`Frontier`] grows the tree leaf by leaf, [`Peaks`] are enough to
//! compute its roots; [`Tree`] reads what is stored and proves; [`range`] ties a whole stretch of leaves to a root.

mod frontier;
mod peaks;
pub mod range;
mod read;
mod stored;
mod tile;

pub use frontier::{Frontier, FullTile};
pub use peaks::Peaks;
pub use read::Tree;
pub(crate) use stored::{TileColumns, load_frontier};
pub use tile::{TILE_WIDTH, TileId};

use crate::leaf::LeafHash;

/// Any hash of the tree.
pub type Hash = LeafHash;

/// The root of a tree without leaves (RFC 6962, section 2.1).
pub const EMPTY_ROOT: Hash = tlog_tiles::EMPTY_HASH.0;

/// Why the tree could not be read, or not be proved.
#[derive(Debug, thiserror::Error)]
pub enum TreeError {
    /// The database failed.
    #[error("reading the tree")]
    Database(#[from] sqlx::Error),
    /// A tile that must be there is not.
    #[error("tile {0} is missing")]
    TileMissing(TileId),
    /// The stored hashes do not lead to the root they were signed under: they were tampered with or damaged.
    #[error("the stored tiles do not lead to the root of the tree of size {size}")]
    OtherRoot {
        /// Size of the tree.
        size: u64,
    },
    /// An entry of the log does not follow the one before it.
    #[error("the log has a hole at index {index}")]
    Hole {
        /// The index that is missing.
        index: u64,
    },
    /// What was asked for does not lie in the tree.
    #[error("nothing at {asked} can be proved in a tree of size {size}")]
    Outside {
        /// The index or older size asked for.
        asked: u64,
        /// Size of the tree.
        size: u64,
    },
}

/// The hash over two neighbours (RFC 6962, section 2.1).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    tlog_tiles::node_hash(tlog_tiles::Hash(*left), tlog_tiles::Hash(*right)).0
}
