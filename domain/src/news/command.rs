//! What may be asked of a piece of news.

use chrono::{DateTime, Utc};

use super::article::Article;
use crate::text::Text140;

/// Commands of the aggregate [`News`](super::News).
#[derive(Clone, Debug)]
pub enum NewsCommand {
    /// Publish it.
    Publish {
        /// What it says.
        article: Box<Article>,
        /// Now.
        now: DateTime<Utc>,
    },
    /// Say it anew, as a whole; nothing happens when it says just that.
    Amend {
        /// What it says.
        article: Box<Article>,
        /// Now.
        now: DateTime<Utc>,
    },
    /// Take it away.
    Withdraw {
        /// Why.
        reason: Text140,
    },
}
