//! One page of the log: computed from its events, compared with what is stored of it.

use sqlx::Row;

use super::state::Verified;
use crate::audit::database::Database;
use crate::audit::error::{AuditError, Finding};
use crate::heads::SignedHead;
use crate::tree::{Hash, Peaks, TILE_WIDTH, TileId};

const TILE_HEIGHT: usize = 8;
const HASH: usize = 32;

const LEAVES: &str = "
SELECT string_agg(leaf_hash, ''::bytea ORDER BY log_index) FROM event_log WHERE log_index >= $1 AND log_index < $2";

const TILES: &str = "
SELECT root, hashes
  FROM unnest($1::smallint[], $2::bigint[]) WITH ORDINALITY AS filled (level, tile_index, place) LEFT JOIN log_tile USING (level, tile_index)
 ORDER BY place";

/// What was computed since the last comparison.
#[derive(Debug)]
pub(super) struct Page {
    verified: Verified,
    first: u64,
    leaves: Vec<Hash>,
    filled: Vec<(TileId, Hash)>,
    /// Heads reached: what they are signed for, and what was computed.
    heads: Vec<(u64, Hash, Hash)>,
}

impl Page {
    pub(super) fn after(verified: Verified) -> Self {
        Self { first: verified.size(), verified, leaves: Vec::new(), filled: Vec::new(), heads: Vec::new() }
    }

    pub(super) const fn size(&self) -> u64 {
        self.verified.size()
    }

    pub(super) const fn verified(&self) -> &Verified {
        &self.verified
    }

    pub(super) fn into_verified(self) -> Verified {
        self.verified
    }

    pub(super) fn push(&mut self, leaf: Hash) {
        let size = self.size();
        self.leaves.push(leaf);
        let Self { verified, filled, .. } = self;
        verified.peaks.push(leaf, |height, root| {
            if height.is_multiple_of(TILE_HEIGHT) {
                let level = u8::try_from(height / TILE_HEIGHT - 1).expect("a tree has at most 8 levels");
                filled.push((TileId::full(level, size >> height), root));
            }
        });
    }

    pub(super) fn note_head(&mut self, head: &SignedHead) {
        self.heads.push((head.size, head.root, self.verified.peaks.root()));
    }

    /// Compares what was computed from events with the entries of the log, the tiles and the heads, in this order, so that a single event is
    /// named where one can be.
    pub(super) async fn check(&mut self, database: &Database) -> Result<(), AuditError> {
        let tiles = self.tiles(database).await?;
        self.check_leaves(database, &tiles).await?;
        self.check_above(&tiles)
    }

    /// The same where the leaves came from the entries of the log themselves.
    pub(super) async fn check_above_entries(&mut self, database: &Database) -> Result<(), AuditError> {
        let tiles = self.tiles(database).await?;
        self.check_above(&tiles)
    }

    fn check_above(&mut self, tiles: &[Option<StoredTile>]) -> Result<(), AuditError> {
        for ((tile, root), stored) in self.filled.iter().zip(tiles) {
            self.check_tile(*tile, root, stored.as_ref())?;
        }
        for (signed, root, computed) in self.heads.drain(..) {
            if root != computed {
                return Err(Finding::Rewritten { good: self.verified.last_head, signed }.into());
            }
            self.verified.last_head = signed;
            self.verified.heads += 1;
        }
        self.first = self.size();
        self.leaves.clear();
        self.filled.clear();
        Ok(())
    }

    async fn check_leaves(&self, database: &Database, tiles: &[Option<StoredTile>]) -> Result<(), AuditError> {
        let query = sqlx::query_scalar(LEAVES).bind(self.first.cast_signed()).bind(self.size().cast_signed());
        let entries: Option<Vec<u8>> = query.fetch_one(&database.pool).await?;
        let entries = entries.unwrap_or_default();
        let mut entries = entries.chunks_exact(HASH);
        for (index, leaf) in (self.first..).zip(&self.leaves) {
            let entry = entries.next().ok_or(Finding::Missing { index })?;
            if entry != leaf {
                let what = match self.leaf_in_tile(index, tiles) {
                    Some(tiled) if tiled == leaf => "its entry in the log was changed",
                    Some(tiled) if tiled == entry => "its stored bytes are not those that were logged",
                    _ => "its stored bytes and its entry in the log do not agree",
                };
                return Err(Finding::Event { index, what }.into());
            }
        }
        Ok(())
    }

    /// The leaf as its tile has it, when that tile was filled in this page.
    fn leaf_in_tile<'t>(&self, index: u64, tiles: &'t [Option<StoredTile>]) -> Option<&'t [u8]> {
        let tile = TileId::full(0, index / TILE_WIDTH);
        let at = self.filled.iter().position(|(filled, _)| *filled == tile)?;
        let place = usize::try_from(index % TILE_WIDTH).ok()? * HASH;
        tiles.get(at)?.as_ref()?.hashes.get(place..place + HASH)
    }

    async fn tiles(&self, database: &Database) -> Result<Vec<Option<StoredTile>>, AuditError> {
        let levels: Vec<i16> = self.filled.iter().map(|(tile, _)| i16::from(tile.level())).collect();
        let indexes: Vec<i64> = self.filled.iter().map(|(tile, _)| tile.index().cast_signed()).collect();
        let rows = sqlx::query(TILES).bind(levels).bind(indexes).fetch_all(&database.pool).await?;
        let stored = rows.iter().map(|row| {
            let (root, hashes): (Option<Vec<u8>>, Option<Vec<u8>>) = (row.try_get(0)?, row.try_get(1)?);
            Ok(root.zip(hashes).map(|(root, hashes)| StoredTile { root, hashes }))
        });
        stored.collect()
    }

    fn check_tile(&self, tile: TileId, root: &Hash, stored: Option<&StoredTile>) -> Result<(), Finding> {
        let stored = stored.ok_or(Finding::Tile { tile, what: "missing" })?;
        if stored.span() == Some(*root) {
            return if stored.root == root { Ok(()) } else { Err(Finding::Tile { tile, what: "its root was changed" }) };
        }
        let first = tile.index() * TILE_WIDTH;
        let differs = |(index, leaf): &(u64, &Hash)| {
            let place = index.checked_sub(first).and_then(|place| usize::try_from(place).ok());
            place.is_some_and(|place| stored.hashes.get(place * HASH..(place + 1) * HASH) != Some(leaf.as_slice()))
        };
        let mut leaves = (self.first..first + TILE_WIDTH).zip(&self.leaves);
        Err(match leaves.find(differs).filter(|_| tile.level() == 0) {
            Some((index, _)) => Finding::Event { index, what: "its hash in the tile is not its own" },
            None => Finding::Tile { tile, what: "its hashes were changed" },
        })
    }
}

#[derive(Debug)]
struct StoredTile {
    root: Vec<u8>,
    hashes: Vec<u8>,
}

impl StoredTile {
    /// The root of the subtree that the hashes span.
    fn span(&self) -> Option<Hash> {
        let mut peaks = Peaks::default();
        for hash in self.hashes.chunks(HASH) {
            peaks.push(hash.try_into().ok()?, |_, _| {});
        }
        (peaks.size() == TILE_WIDTH).then(|| peaks.root())
    }
}
