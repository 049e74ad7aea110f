//! Where the tiles lie: written once, by the sequencer.

use futures::TryStreamExt;
use sqlx::{PgConnection, Row};

use super::{Frontier, FullTile, Hash, TILE_WIDTH, TreeError};

/// Leaves read at once while tiles are caught up.
const CATCH_UP: i64 = 8_192;

/// The hashes above the leaves that do not yet fill a tile: the roots of the tiles below.
const OPEN_ROOTS: &str = "
SELECT l.level, below.root
  FROM generate_series(1, 7) AS l (level)
 CROSS JOIN LATERAL (SELECT coalesce(max(tile_index) + 1, 0) AS tiles FROM log_tile WHERE log_tile.level = l.level) AS filled
 CROSS JOIN LATERAL (SELECT tile_index, root FROM log_tile
                      WHERE log_tile.level = l.level - 1 AND tile_index >= filled.tiles * 256) AS below
 ORDER BY l.level, below.tile_index";

const LEAVES: &str = "SELECT log_index, leaf_hash FROM event_log WHERE log_index >= $1 ORDER BY log_index LIMIT $2";

const INSERT: &str = "
INSERT INTO log_tile (level, tile_index, root, hashes)
SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::bytea[])";

/// Tiles as columns of one statement.
#[derive(Debug, Default)]
pub(crate) struct TileColumns<'a> {
    pub(crate) levels: Vec<i16>,
    pub(crate) indexes: Vec<i64>,
    pub(crate) roots: Vec<&'a [u8]>,
    pub(crate) hashes: Vec<&'a [u8]>,
}

impl<'a> TileColumns<'a> {
    pub(crate) fn of(tiles: &'a [FullTile]) -> Self {
        Self {
            levels: tiles.iter().map(|tile| i16::from(tile.level)).collect(),
            indexes: tiles.iter().map(|tile| tile.index.cast_signed()).collect(),
            roots: tiles.iter().map(|tile| tile.root.as_slice()).collect(),
            hashes: tiles.iter().map(|tile| tile.hashes.as_slice()).collect(),
        }
    }
}

/// The right edge of the tree over everything in the log. Where the log is longer than its tiles (it was written before there were any), they are
/// made good first.
pub(crate) async fn load_frontier(connection: &mut PgConnection) -> Result<Frontier, TreeError> {
    let mut open: Vec<Vec<Hash>> = vec![Vec::new()];
    let mut roots = sqlx::query(OPEN_ROOTS).fetch(&mut *connection);
    while let Some(row) = roots.try_next().await? {
        let level = usize::try_from(row.try_get::<i32, _>(0)?).unwrap_or_default();
        open.resize_with(open.len().max(level + 1), Vec::new);
        open[level].push(row.try_get(1)?);
    }
    drop(roots);
    let mut frontier = Frontier::of(open);
    while catch_up(connection, &mut frontier).await? {}
    Ok(frontier)
}

/// Takes in the next leaves of the log; answers whether there may be more.
async fn catch_up(connection: &mut PgConnection, frontier: &mut Frontier) -> Result<bool, TreeError> {
    let mut leaves = sqlx::query(LEAVES).bind(frontier.size().cast_signed()).bind(CATCH_UP).fetch(&mut *connection);
    let mut filled = Vec::new();
    let before = frontier.size();
    while let Some(row) = leaves.try_next().await? {
        let index: i64 = row.try_get(0)?;
        if index.unsigned_abs() != frontier.size() {
            return Err(TreeError::Hole { index: frontier.size() });
        }
        frontier.push(row.try_get(1)?, &mut filled);
    }
    drop(leaves);
    if !filled.is_empty() {
        insert(connection, &filled).await?;
    }
    Ok(frontier.size() - before == CATCH_UP.unsigned_abs())
}

async fn insert(connection: &mut PgConnection, tiles: &[FullTile]) -> Result<(), sqlx::Error> {
    let columns = TileColumns::of(tiles);
    sqlx::query(INSERT)
        .bind(columns.levels)
        .bind(columns.indexes)
        .bind(columns.roots)
        .bind(columns.hashes)
        .execute(connection)
        .await?;
    Ok(())
}

const _: () = assert!(TILE_WIDTH == 256, "the statements say 256");
