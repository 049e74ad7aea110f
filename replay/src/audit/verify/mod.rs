//! Verifying the stored log: every leaf from its event, every tile from its leaves, every head from the tiles, every signature from its key.
//!
//! The tree is grown anew from the stored events. Where it has the size of a published head it must have that head's root: so every head is
//! consistent with every other, without a proof for each pair. Only the peaks of the tree and one page of leaves are in memory.

mod head_row;
mod page;
mod state;

pub(super) use self::head_row::HeadRows;
use self::page::Page;
pub use self::state::Verified;
use super::database::Database;
use super::error::{AuditError, Finding};
use super::keys::Keys;
use crate::heads::SignedHead;

/// Leaves compared at once with what is stored of them; a multiple of the width of a tile.
const PAGE: u64 = 8_192;

/// Verifies the log from what was `verified` before up to `head`. `progress` is told after each page how far it came.
///
/// # Errors
/// The first [`Finding`], which names the first wrong event where one event can be named.
pub async fn verify(
    database: &Database,
    keys: &Keys,
    verified: Verified,
    head: &SignedHead,
    progress: impl FnMut(&Verified) -> Result<(), AuditError>,
) -> Result<Verified, AuditError> {
    head.verify(keys.trusted())?;
    let verified = verify_to(database, keys, verified, head.size, progress).await?;
    if verified.peaks().root() != head.root {
        return Err(Finding::Rewritten { good: verified.last_head(), signed: head.size }.into());
    }
    Ok(verified)
}

/// The same up to `size`, whether or not a head of that size was signed: the heads on the way count, what came after the last one agrees with
/// its entries and tiles.
///
/// # Errors
/// As [`verify`].
pub async fn verify_to(
    database: &Database,
    keys: &Keys,
    verified: Verified,
    size: u64,
    mut progress: impl FnMut(&Verified) -> Result<(), AuditError>,
) -> Result<Verified, AuditError> {
    let mut heads = HeadRows::after(database, verified.size(), size);
    let mut events = database.log.stream(verified.size(), size);
    let mut page = Page::after(verified);
    let mut next_head = heads.next(keys).await?;
    while let Some(batch) = events.next_batch().await? {
        for event in &batch {
            page.push(event);
            while let Some(reached) = next_head.take_if(|next| next.size == page.size()) {
                page.note_head(&reached);
                next_head = heads.next(keys).await?;
            }
            if page.size().is_multiple_of(PAGE) || page.size() == size {
                page.check(database).await?;
                progress(page.verified())?;
            }
        }
    }
    let verified = page.into_verified();
    if verified.size() != size {
        return Err(Finding::Missing { index: verified.size() }.into());
    }
    Ok(verified)
}
