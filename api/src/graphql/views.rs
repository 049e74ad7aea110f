//! How far the read models are behind: shown, not hidden.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use projections::freshness::{ViewPosition, positions};

use super::access::{AccessRule, access};
use super::fault::Fault;
use super::room::Desk;

/// How far a view has come.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct View {
    /// Its name and version.
    pub name: String,
    /// It has applied the log up to here; comparable with freshness tokens.
    pub position: String,
    /// The log is this long.
    pub head: String,
    /// Events between the two.
    pub lag: u64,
    /// Since when some of its streams wait for a repair.
    pub stale_since: Option<DateTime<Utc>>,
}

impl From<ViewPosition> for View {
    fn from(view: ViewPosition) -> Self {
        Self {
            name: view.view.as_str().to_owned(),
            position: view.next_index.to_string(),
            head: view.head.to_string(),
            lag: view.behind,
            stale_since: view.stale_since,
        }
    }
}

/// The state of the read models.
#[derive(Clone, Copy, Debug, Default)]
pub struct ViewQuery;

#[Object]
impl ViewQuery {
    /// How far each view is behind the log.
    #[graphql(directive = access::apply(AccessRule::Anyone), complexity = "5 + 5 * child_complexity")]
    async fn views(&self, ctx: &Context<'_>) -> Result<Vec<View>, Fault> {
        Ok(positions(Desk::of(ctx).pool()).await?.into_iter().map(View::from).collect())
    }
}
