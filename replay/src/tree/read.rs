//! Reading the stored tree, and proving from it. Every proof is checked against a root the caller already trusts before it is handed out.
//!
//! `tlog_tiles::TileHashReader` would check the tiles themselves, but it passes over tiles of a tree whose right edge lies in few tiles: a damaged
//! hash came through. So the finished proof is checked, as its reader will.

use std::cell::RefCell;
use std::collections::HashMap;

use sqlx::{PgPool, Row};
use tlog_tiles::{HashReader, Tile};

use super::range::Range;
use super::{EMPTY_ROOT, Hash, TreeError, node_hash, tile::TileId};

const TILE_HEIGHT: u8 = 8;

/// A full tile as it lies; of one that is not full, or was not at the time asked for, what it is derived from.
const TILES: &str = "
SELECT CASE
         WHEN wanted.width = 256 THEN (SELECT t.hashes FROM log_tile t WHERE t.level = wanted.level AND t.tile_index = wanted.tile_index)
         WHEN wanted.level = 0 THEN (SELECT string_agg(l.leaf_hash, ''::bytea ORDER BY l.log_index) FROM event_log l
                                      WHERE l.log_index >= wanted.tile_index * 256 AND l.log_index < wanted.tile_index * 256 + wanted.width)
         ELSE (SELECT string_agg(t.root, ''::bytea ORDER BY t.tile_index) FROM log_tile t
                WHERE t.level = wanted.level - 1
                  AND t.tile_index >= wanted.tile_index * 256 AND t.tile_index < wanted.tile_index * 256 + wanted.width)
       END
  FROM unnest($1::smallint[], $2::bigint[], $3::smallint[]) WITH ORDINALITY AS wanted (level, tile_index, width, place)
 ORDER BY wanted.place";

/// The tree of one cell, as stored.
#[derive(Debug, Clone)]
pub struct Tree {
    pool: PgPool,
}

impl Tree {
    /// The tree read over `pool` (role `quietanza_app` or `quietanza_reader`).
    #[must_use]
    pub const fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// The hashes of a tile, as served to the public; `None` when the tree has no such tile (yet).
    ///
    /// # Errors
    /// [`TreeError::Database`].
    pub async fn tile(&self, tile: TileId) -> Result<Option<Vec<u8>>, TreeError> {
        Ok(self.read(&[tile]).await?.pop().flatten())
    }

    /// The root over the first `size` leaves, as stored: the caller has to know whether it is the right one.
    ///
    /// # Errors
    /// [`TreeError::TileMissing`] when the log is not that long.
    pub async fn root(&self, size: u64) -> Result<Hash, TreeError> {
        self.read_with(size, |hashes| Ok(tlog_tiles::tree_hash(size, &Borrowed(hashes))?.0)).await
    }

    /// The RFC 6962 audit path of the leaf at `index` in the tree of `size` leaves under `root`, from the leaf upwards.
    ///
    /// # Errors
    /// [`TreeError::Outside`]; [`TreeError::OtherRoot`] when what is stored does not lead to `root`.
    pub async fn inclusion(&self, index: u64, size: u64, root: &Hash) -> Result<Vec<Hash>, TreeError> {
        if index >= size {
            return Err(TreeError::Outside { asked: index, size });
        }
        let prove = |hashes: &dyn HashReader| {
            let leaf = hashes.read_hashes(&[tlog_tiles::stored_hash_index(0, index)])?;
            Ok((leaf, tlog_tiles::prove_record(size, index, &Borrowed(hashes))?))
        };
        let (leaf, path) = self.read_with(size, prove).await?;
        let leaf = leaf.first().copied().unwrap_or_default();
        tlog_tiles::check_record(&path, size, tlog_tiles::Hash(*root), index, leaf).map_err(|_| TreeError::OtherRoot { size })?;
        Ok(plain(path))
    }

    /// The RFC 6962 proof that the tree of `size` leaves under `root` begins with the tree of `old` leaves, as stored.
    ///
    /// # Errors
    /// As [`Tree::inclusion`].
    pub async fn consistency(&self, old: u64, size: u64, root: &Hash) -> Result<Vec<Hash>, TreeError> {
        if old == 0 || old > size {
            return Err(TreeError::Outside { asked: old, size });
        }
        let prove = |hashes: &dyn HashReader| {
            let hashes = Borrowed(hashes);
            Ok((tlog_tiles::tree_hash(old, &hashes)?, tlog_tiles::prove_tree(size, old, &hashes)?))
        };
        let (old_root, proof) = self.read_with(size, prove).await?;
        tlog_tiles::check_tree(&proof, size, tlog_tiles::Hash(*root), old, old_root)
            .map_err(|_| TreeError::OtherRoot { size })?;
        Ok(plain(proof))
    }

    /// The hashes that tie a stretch of leaves to a root, as [`Range::root`] takes them; only whoever reads the leaves too can tell whether they do.
    ///
    /// # Errors
    /// [`TreeError::Outside`].
    pub async fn range(&self, range: Range) -> Result<Vec<Hash>, TreeError> {
        if !range.is_proper() {
            return Err(TreeError::Outside { asked: range.to, size: range.size });
        }
        let subtree = |hashes: &dyn HashReader, (lo, hi)| {
            let complete = hashes.read_hashes(&tlog_tiles::sub_tree_index(lo, hi, Vec::new()))?;
            Ok(fold(&complete))
        };
        self.read_with(range.size, |hashes| range.outside().into_iter().map(|subtree_of| subtree(hashes, subtree_of)).collect())
            .await
    }

    /// Runs `make` twice: once to learn which hashes it takes, once with those hashes, all read in one statement.
    async fn read_with<T, F>(&self, size: u64, make: F) -> Result<T, TreeError>
    where
        F: Fn(&dyn HashReader) -> Result<T, tlog_tiles::Error>,
    {
        let indexes = {
            let wish_list = WishList::default();
            let _ = make(&wish_list);
            wish_list.0.into_inner()
        };
        let hashes = self.hashes(size, &indexes).await?;
        make(&Known(hashes)).map_err(|_| TreeError::OtherRoot { size })
    }

    /// Hashes of the tree of `size` leaves, by their place in it.
    async fn hashes(&self, size: u64, indexes: &[u64]) -> Result<HashMap<u64, tlog_tiles::Hash>, TreeError> {
        let tile_of = |index: &u64| {
            let least = Tile::from_index(TILE_HEIGHT, *index);
            least.parent(0, size).unwrap_or(least)
        };
        let mut tiles: Vec<Tile> = Vec::new();
        for tile in indexes.iter().map(tile_of) {
            if !tiles.contains(&tile) {
                tiles.push(tile);
            }
        }
        let ids: Vec<TileId> = tiles.iter().map(TileId::from).collect();
        let mut stored = HashMap::new();
        for ((tile, id), hashes) in tiles.into_iter().zip(&ids).zip(self.read(&ids).await?) {
            stored.insert(tile, hashes.ok_or(TreeError::TileMissing(*id))?);
        }
        let hash = |index: &u64| {
            let tile = tile_of(index);
            let hash = tile.hash_at_index(&stored[&tile], *index);
            Ok((*index, hash.map_err(|_| TreeError::OtherRoot { size })?))
        };
        indexes.iter().map(hash).collect()
    }

    async fn read(&self, wanted: &[TileId]) -> Result<Vec<Option<Vec<u8>>>, TreeError> {
        let levels: Vec<i16> = wanted.iter().map(|tile| i16::from(tile.level())).collect();
        let indexes: Vec<i64> = wanted.iter().map(|tile| tile.index().cast_signed()).collect();
        let widths: Vec<i16> = wanted.iter().map(|tile| tile.width().cast_signed()).collect();
        let rows = sqlx::query(TILES).bind(levels).bind(indexes).bind(widths).fetch_all(&self.pool).await?;
        let whole = |hashes: &Vec<u8>, tile: &TileId| hashes.len() == usize::from(tile.width()) * tlog_tiles::HASH_SIZE;
        let found = rows.iter().zip(wanted).map(|(row, tile)| {
            let hashes: Option<Vec<u8>> = row.try_get(0)?;
            Ok(hashes.filter(|hashes| whole(hashes, tile)))
        });
        found.collect()
    }
}

/// The root over neighbouring complete subtrees, largest first.
fn fold(subtrees: &[tlog_tiles::Hash]) -> Hash {
    let folded = subtrees.iter().map(|hash| hash.0).rev().reduce(|right, left| node_hash(&left, &right));
    folded.unwrap_or(EMPTY_ROOT)
}

fn plain(hashes: Vec<tlog_tiles::Hash>) -> Vec<Hash> {
    hashes.into_iter().map(|hash| hash.0).collect()
}

/// Remembers which hashes it is asked for; while they are only being listed, any will do.
#[derive(Default)]
struct WishList(RefCell<Vec<u64>>);

impl HashReader for WishList {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        self.0.borrow_mut().extend_from_slice(indexes);
        Ok(vec![tlog_tiles::Hash::default(); indexes.len()])
    }
}

/// Hashes read from the database.
struct Known(HashMap<u64, tlog_tiles::Hash>);

impl HashReader for Known {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        indexes.iter().map(|index| self.0.get(index).copied().ok_or(tlog_tiles::Error::IndexesNotInTree)).collect()
    }
}

struct Borrowed<'a>(&'a dyn HashReader);

impl HashReader for Borrowed<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        self.0.read_hashes(indexes)
    }
}
