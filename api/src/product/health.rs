//! Whether the product can serve, and if not, what is missing.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::Row;

use super::{Product, check_cell};

/// How long the checks may take together.
const PATIENCE: Duration = Duration::from_secs(3);
/// How old the oldest event without a place in the log may be.
const SEQUENCER_SECONDS: i64 = 10;
/// How long a view may stand still while there are events for it.
const VIEW_SECONDS: i64 = 30;

const UNSEQUENCED: &str = "
SELECT e.recorded_at FROM (SELECT transaction FROM event_queue ORDER BY transaction LIMIT 1) AS oldest
 CROSS JOIN LATERAL (SELECT recorded_at FROM events WHERE tx_id = oldest.transaction LIMIT 1) AS e";
const READERS: &str = "
SELECT c.reader, h.next_index - c.next_index, c.updated_at
  FROM checkpoint AS c, (SELECT coalesce(max(log_index) + 1, 0) AS next_index FROM event_log) AS h
 ORDER BY c.reader";

/// What `/readyz` answers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Health {
    /// Everything that is missing; empty when ready.
    pub not_ready: Vec<NotReady>,
    /// How many events each view is behind.
    pub views: Vec<ViewLag>,
    /// This copy came back from a backup: it serves, and does nothing outside until that is confirmed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub outside_held: bool,
}

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotReady {
    /// What: `database`, `migrations`, `sequencer`, `view/<name>`, `enti`, `stopping`.
    pub what: String,
    /// Why, in words.
    pub why: String,
}

/// How far a view is behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ViewLag {
    /// The view.
    pub view: String,
    /// Events of the log it has not applied.
    pub events_behind: i64,
}

impl Health {
    /// Whether nothing is missing.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        self.not_ready.is_empty()
    }

    fn lacks(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.not_ready.push(NotReady { what: what.into(), why: why.into() });
    }
}

impl Product {
    /// Looks at everything serving needs.
    pub async fn health(&self) -> Health {
        let mut health = Health { outside_held: !self.fence.is_open(), ..Health::default() };
        if self.stopping.is_cancelled() {
            health.lacks("stopping", "the process is about to end");
        }
        if self.enti.all().is_empty() {
            health.lacks("enti", "no Ente is configured; run `quietanza ente apply <file>`");
        }
        match tokio::time::timeout(PATIENCE, self.look(&mut health)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => health.lacks("database", "a question to it failed"),
            Err(_) => health.lacks("database", "it does not answer in time"),
        }
        health
    }

    async fn look(&self, health: &mut Health) -> Result<(), sqlx::Error> {
        if let Err(error) = check_cell(&self.pool, &self.settings.database.schema).await {
            let what = if matches!(error, super::StartError::NotMigrated { .. }) { "migrations" } else { "database" };
            health.lacks(what, error.to_string());
            return Ok(());
        }
        let left = self.backlog.left(&self.pool).await?;
        let catching_up = !left.is_empty();
        health.not_ready.extend(left);
        let now = self.clock.now();
        let oldest: Option<DateTime<Utc>> = sqlx::query_scalar(UNSEQUENCED).fetch_optional(&self.pool).await?;
        let waits = oldest.map(|oldest| (now - oldest).num_seconds()).filter(|age| *age > SEQUENCER_SECONDS);
        if let Some(seconds) = waits.filter(|_| !catching_up) {
            health.lacks("sequencer", format!("an event waits for its place in the log for {seconds} seconds"));
        }
        for row in sqlx::query(READERS).fetch_all(&self.pool).await? {
            let (view, events_behind): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            let still = (now - row.try_get::<DateTime<Utc>, _>(2)?).num_seconds();
            if events_behind > 0 && still > VIEW_SECONDS && !catching_up {
                health.lacks(
                    format!("view/{view}"),
                    format!("is {events_behind} events behind and stands still for {still} seconds"),
                );
            }
            health.views.push(ViewLag { view, events_behind });
        }
        Ok(())
    }
}
