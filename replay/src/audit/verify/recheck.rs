//! Looking again at what was verified before: every entry of the log, tile and head, and that every event is there; not the events' bytes.

use super::compare;
use super::head_row::HeadRows;
use super::page::Page;
use super::state::Verified;
use super::{Database, PAGE};
use crate::audit::error::{AuditError, Finding};
use crate::audit::keys::Keys;
use crate::tree::Hash;

const HASH: usize = 32;

/// The leaves of a page, and the first of its indexes at which there is none, or no event.
const ENTRIES: &str = "
SELECT (SELECT string_agg(leaf_hash, ''::bytea ORDER BY log_index) FROM event_log WHERE log_index >= $1 AND log_index < $2),
       (SELECT min(i) FROM generate_series($1, $2 - 1) AS i
          LEFT JOIN event_log AS l ON l.log_index = i LEFT JOIN events AS e ON e.global_position = l.global_position
         WHERE e.global_position IS NULL)";

pub(super) async fn recheck(database: &Database, keys: &Keys, before: &Verified) -> Result<(), AuditError> {
    let mut heads = HeadRows::after(database, 0, before.size());
    let mut next_head = heads.next(keys).await?;
    let mut page = Page::after(Verified::default());
    while page.size() < before.size() {
        for leaf in leaves(database, page.size(), before.size().min(page.size() + PAGE)).await? {
            page.push(leaf);
            while let Some(reached) = next_head.take_if(|next| next.size == page.size()) {
                page.note_head(&reached);
                next_head = heads.next(keys).await?;
            }
        }
        page.check_above_entries(database).await?;
    }
    compare(page.verified(), before).map_err(Into::into)
}

async fn leaves(database: &Database, from: u64, to: u64) -> Result<Vec<Hash>, AuditError> {
    let query = sqlx::query_as(ENTRIES).bind(from.cast_signed()).bind(to.cast_signed());
    let (leaves, missing): (Option<Vec<u8>>, Option<i64>) = query.fetch_one(&database.pool).await?;
    if let Some(index) = missing {
        return Err(Finding::Missing { index: index.unsigned_abs() }.into());
    }
    let leaves = leaves.unwrap_or_default();
    Ok(leaves.chunks_exact(HASH).map(|leaf| leaf.try_into().expect("chunks are as long as a hash")).collect())
}
