//! One runner's knowledge of where the views are, and its next step.

use std::time::Duration;

use replay::head::Head;
use replay::log::{LogError, LogReader};
use sqlx::PgPool;
use tokio::time::Instant;

use super::apply::{ApplyError, apply};
use super::batch::Batch;
use super::checkpoints;
use crate::freshness::Watch;
use crate::view::ViewName;

/// The most events of one batch.
const BATCH: u64 = 4_000;
/// How long a view that could not be written is left alone.
const REST: Duration = Duration::from_secs(5);

/// What a turn came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Some view moved.
    Moved,
    /// There was nothing to do.
    AtHead,
}

/// Why the views could not be kept at the moment. Nothing is lost by it.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The log could not be read.
    #[error("reading the log")]
    Log(#[from] LogError),
    /// The database failed.
    #[error("writing views")]
    Database(#[from] sqlx::Error),
}

#[derive(Debug)]
struct Kept {
    view: ViewName,
    next_index: u64,
    rests_until: Option<Instant>,
}

/// Keeps views.
#[derive(Debug)]
pub(super) struct Keeper {
    pool: PgPool,
    reader: LogReader,
    head: Head,
    watch: Watch,
    /// Empty until the checkpoints are loaded.
    kept: Vec<Kept>,
    /// The next batch, read while the one before was written.
    ahead: Option<Batch>,
}

/// Views at the same place, and how many events they may take before they meet others.
#[derive(Debug)]
struct Group {
    views: Vec<ViewName>,
    from: u64,
    limit: u64,
}

impl Keeper {
    pub(super) fn new(pool: PgPool, head: Head, watch: Watch) -> Self {
        let reader = LogReader::new(pool.clone());
        Self { pool, reader, head, watch, kept: Vec::new(), ahead: None }
    }

    /// Where the views are that are furthest behind.
    pub(super) fn position(&self) -> u64 {
        self.kept.iter().map(|kept| kept.next_index).min().unwrap_or(0)
    }

    /// Forgets what was believed of the checkpoints.
    pub(super) fn forget(&mut self) {
        self.ahead = None;
        self.kept.clear();
    }

    /// One batch for the views that are furthest behind.
    pub(super) async fn turn(&mut self) -> Result<Turn, KeepError> {
        if self.kept.is_empty() {
            self.load().await?;
        }
        let Some(group) = self.furthest_behind() else { return Ok(Turn::AtHead) };
        let ready = self.ahead.take().filter(|batch| batch.from == group.from && batch.views == group.views);
        let batch = match ready {
            Some(batch) => batch,
            None => match self.read(&group.views, group.from, group.limit).await? {
                Some(batch) => batch,
                None => return Ok(Turn::AtHead),
            },
        };
        let next = batch.next;
        let applied = self.apply_and_read_ahead(&group, batch).await;
        match applied {
            Ok(()) => self.moved(&group.views, next),
            Err(ApplyError::Lost) => self.forget(),
            Err(ApplyError::Database(error)) if error.as_database_error().is_some() => self.one_by_one(group).await?,
            Err(ApplyError::Database(error)) => return Err(error.into()),
        }
        Ok(Turn::Moved)
    }

    /// While the database writes this batch, the next one is read.
    async fn apply_and_read_ahead(&mut self, group: &Group, batch: Batch) -> Result<(), ApplyError> {
        let next = batch.next;
        if next >= self.head.next_index() || group.limit < BATCH {
            return apply(&self.pool, batch).await;
        }
        let (applied, ahead) = tokio::join!(apply(&self.pool, batch), self.read(&group.views, next, BATCH));
        // A failure to read ahead shows again when the batch is wanted.
        self.ahead = ahead.unwrap_or(None);
        applied
    }

    /// Writing the views together was refused: each by itself, so that only the one that cannot be written stays behind.
    async fn one_by_one(&mut self, group: Group) -> Result<(), KeepError> {
        for view in group.views {
            let Some(batch) = self.read(&[view], group.from, group.limit).await? else { continue };
            let next = batch.next;
            match apply(&self.pool, batch).await {
                Ok(()) => self.moved(&[view], next),
                Err(ApplyError::Lost) => {
                    self.forget();
                    return Ok(());
                }
                Err(ApplyError::Database(error)) if error.as_database_error().is_some() => {
                    metrics::counter!("projection_failures_total", "view" => view.as_str()).increment(1);
                    tracing::error!(view = view.as_str(), error = &error as &dyn std::error::Error, "a view cannot be written");
                    let rest = Instant::now() + REST;
                    self.of_views(&[view]).for_each(|kept| kept.rests_until = Some(rest));
                }
                Err(ApplyError::Database(error)) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn load(&mut self) -> Result<(), KeepError> {
        let mut connection = self.pool.acquire().await?;
        for (view, next_index) in checkpoints::load(&mut connection, &ViewName::ALL).await? {
            self.watch.advance(view, next_index);
            self.kept.push(Kept { view, next_index, rests_until: None });
        }
        self.kept.sort_unstable_by_key(|kept| kept.view);
        Ok(())
    }

    async fn read(&self, views: &[ViewName], from: u64, limit: u64) -> Result<Option<Batch>, LogError> {
        Batch::read(&self.reader, views, from, u32::try_from(limit).unwrap_or(u32::MAX)).await
    }

    /// The views that are furthest behind, resting ones left out; none when all rest.
    fn furthest_behind(&mut self) -> Option<Group> {
        let now = Instant::now();
        let awake = || self.kept.iter().filter(|kept| kept.rests_until.is_none_or(|until| until <= now));
        let from = awake().map(|kept| kept.next_index).min()?;
        let others = awake().map(|kept| kept.next_index).filter(|next| *next > from).min();
        let limit = others.map_or(BATCH, |next| (next - from).min(BATCH));
        let views = awake().filter(|kept| kept.next_index == from).map(|kept| kept.view).collect();
        Some(Group { views, from, limit })
    }

    fn of_views<'k>(&'k mut self, views: &'k [ViewName]) -> impl Iterator<Item = &'k mut Kept> {
        self.kept.iter_mut().filter(|kept| views.contains(&kept.view))
    }

    fn moved(&mut self, views: &[ViewName], next_index: u64) {
        let head = self.head.next_index();
        for kept in self.of_views(views) {
            kept.next_index = next_index;
            kept.rests_until = None;
        }
        for view in views {
            self.watch.advance(*view, next_index);
            replay::checkpoint::report_lag(view.as_str(), next_index, head);
        }
    }
}
