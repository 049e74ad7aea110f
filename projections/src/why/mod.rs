//! Why is it so: the events that made a row of a view, and what caused them, back to the command somebody gave.

mod chain;
mod row;

use domain::identifier::EnteCode;
use replay::log::{LogError, LogReader};
use sqlx::PgPool;

use crate::help_desk::TimelineRow;
use crate::query::{Page, PageSize, QueryError};
use crate::view::ViewName;

/// Why the chain of a row cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum WhyError {
    /// The log could not be read.
    #[error("reading the log")]
    Log(#[from] LogError),
    /// The view could not be read.
    #[error(transparent)]
    View(#[from] QueryError),
}

/// One link of the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What happened, who did it, when, and in which piece of work.
    pub step: TimelineRow,
    /// The command it came of.
    pub command: String,
    /// Place in the log of the event that caused the command, where one did.
    pub caused_by: Option<u64>,
    /// Whether the view folds it into this row; otherwise it is here because it caused such an event.
    pub own: bool,
}

/// The chain of a row, and the row's own place in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// A page of it, oldest first; the cursor is the log index of the last link.
    pub links: Page<Link, u64>,
    /// The event that last changed the row.
    pub as_of: u64,
}

/// Why the row with this key is as it is: of the notice directory and the pending list the notice number, of the payment history and the
/// to-dos the row's id, of the requests for help their id, of a timeline the step's log index. None when this Ente has no such row.
///
/// # Errors
/// See [`WhyError`].
pub async fn why(
    pool: &PgPool,
    ente: &EnteCode,
    view: ViewName,
    key: &str,
    after: Option<u64>,
    size: PageSize,
) -> Result<Option<Chain>, WhyError> {
    let Some(row) = row::find(pool, ente, view, key).await? else { return Ok(None) };
    let mut links = chain::of(&LogReader::new(pool.clone()), view, &row).await?;
    links.retain(|link| after.is_none_or(|after| link.step.log_index > after));
    links.truncate(size.rows() + 1);
    let links = Page::cut(links, size, |link: &Link| link.step.log_index);
    Ok(Some(Chain { links, as_of: row.as_of }))
}
