//! One batch, one transaction: checkpoint, rows, streams put aside. Either all of it happens or nothing.

use sqlx::{PgConnection, PgPool};

use super::batch::Batch;
use super::checkpoints;
use crate::folding::{Desk, Held, Slice, Unfolded};
use crate::parked;

/// Batches of more streams than this are folded on a thread of their own, so that other tasks go on.
const SMALL: usize = 100;

/// Why a batch was not applied. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApplyError {
    /// Somebody else moved a checkpoint.
    #[error("another runner moved on")]
    Lost,
    /// The database failed.
    #[error("writing views")]
    Database(#[from] sqlx::Error),
}

/// Makes a place where a test can stop the work.
macro_rules! may_fail {
    ($name:expr) => {
        fail::fail_point!($name, |_| Err(sqlx::Error::Protocol("stopped by a test".to_owned()).into()));
    };
}

/// Applies a batch.
pub(crate) async fn apply(pool: &PgPool, batch: Batch) -> Result<(), ApplyError> {
    let Batch { from, next, views, slices, known } = batch;
    let mut tx = pool.begin().await?;
    may_fail!("projections::before_checkpoint");
    if !checkpoints::advance_in_tx(&mut tx, &views, from, next).await? {
        tx.rollback().await?;
        return Err(ApplyError::Lost);
    }
    may_fail!("projections::after_checkpoint");
    let held = held_in_tx(&mut tx, &views, &slices).await?;
    let mut desk = Desk::new(&views);
    if slices.len() <= SMALL {
        desk.fold_all(slices, &known, &held);
    } else {
        let folding = tokio::task::spawn_blocking(move || {
            desk.fold_all(slices, &known, &held);
            desk
        });
        desk = folding.await.expect("folding does not panic and is never cancelled");
    }
    write_sheets(&mut tx, &mut desk).await?;
    park_in_tx(&mut tx, &desk.unfolded).await?;
    may_fail!("projections::before_commit");
    tx.commit().await?;
    may_fail!("projections::after_commit");
    Ok(())
}

async fn held_in_tx(tx: &mut PgConnection, views: &[crate::ViewName], slices: &[Slice]) -> Result<Held, sqlx::Error> {
    if slices.is_empty() {
        return Ok(Held::new());
    }
    let streams: Vec<_> = slices.iter().map(|slice| &slice.stream).collect();
    parked::held_in_tx(tx, views, &streams).await
}

/// Writes what the sheets hold.
pub(crate) async fn write_sheets(connection: &mut PgConnection, desk: &mut Desk) -> Result<(), ApplyError> {
    for sheet in desk.sheets_mut() {
        may_fail!("projections::before_write");
        sheet.write(connection).await?;
        may_fail!("projections::after_write");
    }
    Ok(())
}

/// Puts aside what could not be folded, and says so.
pub(super) async fn park_in_tx(tx: &mut PgConnection, unfolded: &[Unfolded]) -> Result<(), sqlx::Error> {
    for one in unfolded {
        let (view, kind) = (one.view.as_str(), one.stream.kind.as_str());
        metrics::counter!("projection_parked_total", "view" => view).increment(1);
        tracing::error!(
            view,
            stream.kind = kind,
            stream.id = one.stream.id,
            log_index = one.log_index,
            reason = one.reason,
            "a stream is put aside"
        );
    }
    parked::park_in_tx(tx, unfolded).await
}
