//! How far each view has come: a reader that must see its own write waits for the view a little, else is told that it is stale.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::{PgPool, Row};
use tokio::sync::watch;

use crate::query::{Result, log_index};
use crate::view::ViewName;

/// How often the stored checkpoint is looked at while nothing is heard in this process.
const LOOK: Duration = Duration::from_millis(50);

const POSITIONS: &str = "
SELECT wanted.reader, coalesce(checkpoint.next_index, 0) AS next_index, coalesce(view_build.build, 1) AS build, view_build.promoted_at,
       (SELECT coalesce(max(log_index) + 1, 0) FROM event_log) AS head,
       (SELECT min(since) FROM dead_letter WHERE dead_letter.reader = wanted.reader) AS stale_since
  FROM unnest($1::text[]) WITH ORDINALITY AS wanted (reader, place)
  LEFT JOIN checkpoint ON checkpoint.reader = wanted.reader
  LEFT JOIN view_build ON view_build.view = wanted.reader AND view_build.state = 'live'
 ORDER BY wanted.place";
const NEXT_INDEX: &str = "SELECT next_index FROM checkpoint WHERE reader = $1";

/// How far a view has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewPosition {
    /// The view.
    pub view: ViewName,
    /// The first event it has not applied.
    pub next_index: u64,
    /// The first index the log has not given out.
    pub head: u64,
    /// Events between the two.
    pub behind: u64,
    /// Since when some stream of it is put aside, see [`parked`](crate::parked::parked).
    pub stale_since: Option<DateTime<Utc>>,
    /// Which build of it answers, from 1; see [`builds`](crate::builds).
    pub build: u32,
    /// Since when; none for the first one.
    pub promoted_at: Option<DateTime<Utc>>,
}

impl ViewPosition {
    /// Shows version and lag as the gauges `projection_build` and `log_reader_lag_events`.
    pub fn report(&self) {
        metrics::gauge!("projection_build", "view" => self.view.as_str()).set(self.build);
        replay::checkpoint::report_lag(self.view.as_str(), self.next_index, self.head);
    }
}

/// What waiting for a view came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// The view has applied the event.
    Fresh,
    /// Not in time; the answer may miss what was written.
    Stale,
}

/// How far every view of this cell is.
///
/// # Errors
/// When the database fails.
pub async fn positions(pool: &PgPool) -> Result<Vec<ViewPosition>> {
    let names: Vec<&str> = ViewName::ALL.iter().map(|view| view.as_str()).collect();
    let rows = sqlx::query(POSITIONS).bind(names).fetch_all(pool).await?;
    let positions = rows.iter().zip(ViewName::ALL).map(|(row, view)| {
        let (next_index, head) = (log_index(row, "next_index")?, log_index(row, "head")?);
        Ok(ViewPosition {
            view,
            next_index,
            head,
            behind: head.saturating_sub(next_index),
            stale_since: row.try_get("stale_since")?,
            build: row.try_get::<i32, _>("build")?.unsigned_abs(),
            promoted_at: row.try_get("promoted_at")?,
        })
    });
    Ok(positions.collect::<std::result::Result<_, sqlx::Error>>()?)
}

/// Waits for views in this process; cheap to clone. The runner tells it of every commit; of views kept by another process it learns by
/// looking at their checkpoint.
#[derive(Clone, Debug)]
pub struct Watch {
    views: Arc<BTreeMap<ViewName, watch::Sender<u64>>>,
}

impl Default for Watch {
    fn default() -> Self {
        let views = ViewName::ALL.into_iter().map(|view| (view, watch::Sender::new(0)));
        Self { views: Arc::new(views.collect()) }
    }
}

impl Watch {
    /// Waits until `view` has applied the event at `index`, for at most `timeout`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn wait_for(&self, pool: &PgPool, view: ViewName, index: u64, timeout: Duration) -> Result<Freshness> {
        let mut heard = self.subscribe(view);
        let waiting = async {
            let mut look = tokio::time::interval(LOOK);
            look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            loop {
                let fresh = tokio::select! {
                    biased;
                    told = async { heard.wait_for(|next| *next > index).await.is_ok() } => told,
                    _ = look.tick() => stored(pool, view).await? > index,
                };
                if fresh {
                    return Ok(Freshness::Fresh);
                }
            }
        };
        tokio::time::timeout(timeout, waiting).await.unwrap_or(Ok(Freshness::Stale))
    }

    /// The next index of a view each time it moves in this process: what workers of the to-do list sleep on.
    #[must_use]
    pub fn subscribe(&self, view: ViewName) -> watch::Receiver<u64> {
        self.sender(view).subscribe()
    }

    /// Tells of a commit; never goes back.
    pub(crate) fn advance(&self, view: ViewName, next_index: u64) {
        self.sender(view).send_if_modified(|known| {
            let advanced = next_index > *known;
            *known = next_index.max(*known);
            advanced
        });
    }

    fn sender(&self, view: ViewName) -> &watch::Sender<u64> {
        self.views.get(&view).expect("every view has its sender")
    }
}

async fn stored(pool: &PgPool, view: ViewName) -> Result<u64> {
    let next: Option<i64> = sqlx::query_scalar(NEXT_INDEX).bind(view.as_str()).fetch_optional(pool).await?;
    Ok(next.map_or(0, i64::unsigned_abs))
}
