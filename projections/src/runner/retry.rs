//! Folding streams again that were put aside, after the cause was mended.

use replay::log::{EventTypes, LogError, LogReader};
use sqlx::{PgConnection, PgPool};

use super::apply::{ApplyError, park_in_tx, write_sheets};
use super::checkpoints;
use super::interest::Interest;
use super::slices;
use crate::folding::{Desk, Held};
use crate::parked;
use crate::stream::StreamName;
use crate::view::ViewName;

/// Streams folded in one transaction.
const AT_ONCE: i64 = 50;

/// What a retry came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retried {
    /// Streams the view follows again; their rows are as if nothing had happened.
    pub mended: usize,
    /// Streams that still cannot be folded.
    pub still_parked: usize,
}

/// Why a retry ended early. What was mended before stays mended.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    /// The log could not be read.
    #[error("reading the log")]
    Log(#[from] LogError),
    /// The database failed.
    #[error("folding parked streams again")]
    Database(#[from] sqlx::Error),
}

impl From<ApplyError> for RetryError {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Lost => Self::Database(sqlx::Error::RowNotFound),
            ApplyError::Database(source) => Self::Database(source),
        }
    }
}

/// Folds every stream put aside for `view` again, from its stream, up to where the view is. Safe while the view is kept by a runner. Needs two
/// connections of the pool at a time.
///
/// # Errors
/// See [`RetryError`].
pub async fn retry_parked(pool: &PgPool, view: ViewName) -> Result<Retried, RetryError> {
    let mut retried = Retried::default();
    let mut after: Option<StreamName> = None;
    loop {
        let mut tx = pool.begin().await?;
        // Holding the checkpoint's row keeps the runner from moving the view while it is mended.
        let below = checkpoints::hold_in_tx(&mut tx, view).await?;
        let parked = parked::next_in_line(&mut tx, view, after.as_ref(), AT_ONCE).await?;
        let Some((last, _)) = parked.last() else { return Ok(retried) };
        after = Some(last.clone());
        let failed = again_in_tx(&mut tx, &LogReader::new(pool.clone()), view, below, &parked).await?;
        retried.still_parked += failed;
        retried.mended += parked.len() - failed;
        tx.commit().await?;
    }
}

/// Answers how many streams still cannot be folded.
async fn again_in_tx(
    tx: &mut PgConnection,
    reader: &LogReader,
    view: ViewName,
    below: u64,
    parked: &[(StreamName, u64)],
) -> Result<usize, RetryError> {
    let interest = Interest::of(&[view]);
    let names: Vec<(&str, &str)> = parked.iter().map(|(stream, _)| (stream.kind.as_str(), stream.id.as_str())).collect();
    let events = reader.of_streams(&names, below, EventTypes::AllBut(&interest.ignored)).await?;
    let mut raw = slices::by_stream(events, &interest);
    for slice in &mut raw {
        let stopped_at = parked.iter().find(|(stream, _)| *stream == slice.stream).map_or(0, |(_, index)| *index);
        let new = slice.new.split_off(slice.new.partition_point(|event| event.log_index < stopped_at));
        slice.earlier = std::mem::replace(&mut slice.new, new);
    }
    let slices = slices::read(raw).await;
    let known = slices::known(reader, &slices).await?;
    let mut desk = Desk::new(&[view]);
    desk.fold_all(slices, &known, &Held::new());
    for (stream, _) in parked {
        if !desk.unfolded.iter().any(|unfolded| unfolded.stream == *stream) {
            parked::release_in_tx(tx, view, stream).await?;
        }
    }
    let failed = desk.unfolded.len();
    write_sheets(tx, &mut desk).await?;
    park_in_tx(tx, &desk.unfolded).await?;
    Ok(failed)
}
