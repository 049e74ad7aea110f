//! The fold of a piece of news.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::article::Article;
use super::event::NewsEvent;
use crate::aggregate::aggregate;

/// A piece of news.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct News {
    pub(super) article: Option<Box<Article>>,
    pub(super) published_at: Option<DateTime<Utc>>,
    pub(super) amended_at: Option<DateTime<Utc>>,
    pub(super) withdrawn: bool,
}

aggregate!(News, "News", NewsEvent, [NewsPublished = "1", NewsAmended = "1", NewsWithdrawn = "1"]);

impl News {
    /// What it says and since when, while it stands.
    #[must_use]
    pub fn standing(&self) -> Option<(&Article, DateTime<Utc>)> {
        self.article.as_deref().zip(self.published_at).filter(|_| !self.withdrawn)
    }

    /// When it was last put right.
    #[must_use]
    pub const fn amended_at(&self) -> Option<DateTime<Utc>> {
        self.amended_at
    }
}
