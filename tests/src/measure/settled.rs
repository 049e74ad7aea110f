//! Waiting until what was written can be read.

use std::time::Duration;

use api::product::Product;
use projections::ViewName;

/// Waits, for at most a minute each, until every event so far is in every view.
///
/// # Errors
/// When the database fails.
pub async fn settled(product: &Product) -> anyhow::Result<()> {
    let events: i64 = sqlx::query_scalar("SELECT count(*) FROM events").fetch_one(&product.pool).await?;
    let last = events.unsigned_abs().saturating_sub(1);
    for view in ViewName::ALL {
        product.views.wait_for(&product.pool, view, last, Duration::from_secs(60)).await?;
    }
    Ok(())
}
