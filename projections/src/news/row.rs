//! One piece of news.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::NewsId;
use domain::news::Article;

/// A piece of news as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsRow {
    /// The creditor institution.
    pub ente: EnteCode,
    /// Its stream.
    pub news: NewsId,
    /// What it says, in every language.
    pub article: Article,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// Log index of its first event: the order of the list.
    pub published_by: u64,
    /// When it was last put right.
    pub amended_at: Option<DateTime<Utc>>,
    /// Log index of the event that last changed this row.
    pub as_of: u64,
}
