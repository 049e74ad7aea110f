//! The log is what erased; the keys only follow. Erasures of the log are applied at every start, so that an older backup of the keys opens
//! nothing that was erased since, and soon after they are written, so that no process remembers a key that is gone.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use projections::builds::forget_in_kept_builds;
use replay::head::Head;
use sqlx::{PgPool, Row};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::PrivacyError;
use crate::product::Product;
use crate::vault::{Vault, VaultError};

/// Erasures applied at once.
const AT_ONCE: usize = 5_000;
/// The longest and the shortest time between two looks.
const LOOK: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(200);
/// How far back a look goes: longer than a transaction may take to be seen.
const BACK: TimeDelta = TimeDelta::minutes(10);

/// Also accounts that were erased before such events were written.
const ALL: &str = "
SELECT aggregate_id, payload -> 'SubjectErased' ->> 'class' FROM events
 WHERE aggregate_type = 'Subject' AND event_type = 'SubjectErased'
UNION ALL
SELECT begun.payload -> 'AccountRegistered' -> 'registration' ->> 'subject', 'P'
  FROM events AS ended JOIN events AS begun USING (aggregate_type, aggregate_id)
 WHERE ended.aggregate_type = 'Account' AND ended.event_type = 'AccountErased' AND begun.event_type = 'AccountRegistered'";

const RECENT: &str = "
SELECT aggregate_id, payload -> 'SubjectErased' ->> 'class' FROM events WHERE event_type = 'SubjectErased' AND recorded_at > $1";

/// Destroys every key whose erasure stands in the log and that is there all the same; how many there were.
///
/// # Errors
/// When log or vault cannot be read.
pub async fn apply_again(pool: &PgPool, vault: &Vault) -> Result<u64, VaultError> {
    let rows = sqlx::query(ALL).fetch_all(pool).await?;
    let mut destroyed: u64 = 0;
    for rows in rows.chunks(AT_ONCE) {
        let erased = rows.iter().filter_map(erasure).collect::<Vec<_>>();
        destroyed = destroyed.saturating_add(vault.forget_all(&erased).await?);
    }
    if destroyed > 0 {
        tracing::warn!(keys = destroyed, "keys that were erased once had come back, and were destroyed again");
    }
    Ok(destroyed)
}

fn erasure(row: &sqlx::postgres::PgRow) -> Option<(SubjectId, PersonalClass)> {
    let subject = row.try_get::<Option<&str>, _>(0).ok()??.parse().ok()?;
    let class = match row.try_get::<Option<&str>, _>(1).ok()?? {
        "P" => PersonalClass::Profile,
        _ => PersonalClass::Fiscal,
    };
    Some((subject, class))
}

/// Applies new erasures, whichever process wrote them, until `stop`.
pub(crate) async fn follow(product: Product, head: Head, stop: CancellationToken) {
    let mut heard = head.subscribe();
    while !stop.is_cancelled() {
        heard.mark_unchanged();
        if let Err(error) = apply_recent(&product).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "erasures could not be applied; tried again");
        }
        let _ = tokio::time::timeout(PAUSE, stop.cancelled()).await;
        let news = tokio::time::timeout(LOOK, heard.changed());
        stop.run_until_cancelled(news).await;
    }
}

/// Builds of views that are kept beside the live ones forget the same people, soon after and until `stop`.
pub(crate) async fn forget_in_kept(product: Product, stop: CancellationToken) {
    let mut looks = tokio::time::interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.run_until_cancelled(looks.tick()).await.is_some() {
        let forgetting = forget_in_kept_builds(&product.pool, &product.settings.database.schema);
        match stop.run_until_cancelled(forgetting).await {
            None | Some(Ok(0)) => {}
            Some(Ok(builds)) => tracing::info!(builds, "kept builds of views were folded on to the last erasure"),
            Some(Err(error)) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "a kept build could not be folded on; tried again");
            }
        }
    }
}

async fn apply_recent(product: &Product) -> Result<(), PrivacyError> {
    // By the clock of the database, which says when events were recorded.
    let now: DateTime<Utc> = sqlx::query_scalar("SELECT now()").fetch_one(&product.pool).await?;
    let rows = sqlx::query(RECENT).bind(now - BACK).fetch_all(&product.pool).await?;
    for rows in rows.chunks(AT_ONCE) {
        let erased = rows.iter().filter_map(erasure).collect::<Vec<_>>();
        product.vault.forget_all(&erased).await?;
    }
    Ok(())
}
