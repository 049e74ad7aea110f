//! How far the read models are behind: shown, not hidden.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use projections::freshness::{ViewPosition, positions};

use super::access::{STAFF, access};
use super::desk::Desk;
use crate::graphql::fault::Fault;

/// How far a view has come.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(STAFF.to_vec()))]
pub(super) struct View {
    /// Its name and version.
    name: String,
    /// Which build of it answers; grows each time it is folded anew.
    build: u32,
    /// Since when that build answers; none for the first one.
    promoted_at: Option<DateTime<Utc>>,
    /// It has applied the log up to here; comparable with freshness tokens.
    position: String,
    /// The log is this long.
    head: String,
    /// Events between the two.
    lag: u64,
    /// Since when some of its streams wait for a repair.
    stale_since: Option<DateTime<Utc>>,
}

impl From<ViewPosition> for View {
    fn from(view: ViewPosition) -> Self {
        Self {
            name: view.view.as_str().to_owned(),
            build: view.build,
            promoted_at: view.promoted_at,
            position: view.next_index.to_string(),
            head: view.head.to_string(),
            lag: view.behind,
            stale_since: view.stale_since,
        }
    }
}

/// The state of the read models.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ViewQuery;

#[Object]
impl ViewQuery {
    /// Version and lag of each view.
    #[graphql(directive = access::apply(STAFF.to_vec()), complexity = "5 + 8 * child_complexity")]
    async fn views(&self, ctx: &Context<'_>) -> Result<Vec<View>, Fault> {
        Ok(positions(Desk::of(ctx)?.pool()).await?.into_iter().map(View::from).collect())
    }
}
