//! What can have happened to a piece of news.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::article::Article;
use crate::text::Text140;

/// Events of the aggregate [`News`](super::News).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NewsEvent {
    /// It was published.
    NewsPublished {
        /// What it says.
        article: Box<Article>,
        /// When.
        at: DateTime<Utc>,
    },
    /// It was put right.
    NewsAmended {
        /// What it says from now on.
        article: Box<Article>,
        /// When.
        at: DateTime<Utc>,
    },
    /// It was taken away.
    NewsWithdrawn {
        /// Why.
        reason: Text140,
    },
}
