//! Verifying the stored log: every leaf from its event, every tile from its leaves, every head from the tiles, every signature from its key.
//!
//! The tree is grown anew from the stored events. Where it has the size of a published head it must have that head's root: so every head is
//! consistent with every other, without a proof for each pair. Only the peaks of the tree and one page of leaves are in memory.

mod columns;
mod head_row;
mod page;
mod recheck;
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

/// What of the events that were verified before is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Their entries in the log, tiles and heads, and that each is there: damage to their bytes alone is not seen.
    Hashes,
    /// Every byte, as if they had never been verified; and they must still be what they were then.
    Everything,
}

/// Verifies the log up to `head`, going on from what was verified `before`. `progress` is told after each page how far it came.
///
/// # Errors
/// The first [`Finding`], which names the first wrong event where one event can be named.
pub async fn verify(
    database: &Database,
    keys: &Keys,
    (before, again): (Verified, Again),
    head: &SignedHead,
    progress: impl FnMut(&Verified) -> Result<(), AuditError>,
) -> Result<Verified, AuditError> {
    head.verify(keys.trusted())?;
    // Also of keys the auditor does not need, because others were given: they are published.
    Keys::choose(&[], &database.verifiers().await?)?;
    columns::check(database, head.size).await?;
    let start = match again {
        Again::Hashes => {
            recheck::recheck(database, keys, &before).await?;
            before.clone()
        }
        Again::Everything => Verified::default(),
    };
    let verified = read_from(database, Some(keys), (start, &before), head.size, progress).await?;
    if verified.peaks().root() != head.root {
        return Err(Finding::Rewritten { good: verified.last_head(), signed: head.size }.into());
    }
    Ok(verified)
}

/// Verifies what comes after `verified` up to `size`, whether or not a head of that size was signed: the heads on the way count, what came after
/// the last one agrees with its entries and tiles. Without keys the log was never signed, and no head is looked at.
///
/// # Errors
/// As [`verify`].
pub async fn verify_to(
    database: &Database,
    keys: Option<&Keys>,
    verified: Verified,
    size: u64,
    progress: impl FnMut(&Verified) -> Result<(), AuditError>,
) -> Result<Verified, AuditError> {
    let before = verified.clone();
    read_from(database, keys, (verified, &before), size, progress).await
}

/// Reads every event after `start`; where as many are read as were verified `before`, they must still be those.
async fn read_from(
    database: &Database,
    keys: Option<&Keys>,
    (start, before): (Verified, &Verified),
    size: u64,
    mut progress: impl FnMut(&Verified) -> Result<(), AuditError>,
) -> Result<Verified, AuditError> {
    let mut heads = HeadRows::after(database, start.size(), size);
    let mut events = database.log.stream(start.size(), size);
    let mut page = Page::after(start);
    let mut next_head = next(&mut heads, keys).await?;
    let mut reached_before = None;
    while let Some(batch) = events.next_batch().await? {
        for event in &batch {
            page.push(event.leaf_hash());
            while let Some(reached) = next_head.take_if(|next| next.size == page.size()) {
                page.note_head(&reached);
                next_head = next(&mut heads, keys).await?;
            }
            if page.size() == before.size() {
                reached_before = Some(page.verified().clone());
            }
            if page.size().is_multiple_of(PAGE) || page.size() == size {
                page.check(database).await?;
                progress(page.verified())?;
            }
        }
    }
    reached_before.map_or(Ok(()), |reached| compare(&reached, before))?;
    let verified = page.into_verified();
    if verified.size() == size { Ok(verified) } else { Err(Finding::Missing { index: verified.size() }.into()) }
}

/// The same events lead to the same tree as `before`.
fn compare(now: &Verified, before: &Verified) -> Result<(), Finding> {
    if now.peaks() == before.peaks() { Ok(()) } else { Err(Finding::OtherThanVerified { size: before.size() }) }
}

async fn next(heads: &mut HeadRows<'_>, keys: Option<&Keys>) -> Result<Option<SignedHead>, AuditError> {
    match keys {
        Some(keys) => heads.next(keys).await,
        None => Ok(None),
    }
}
