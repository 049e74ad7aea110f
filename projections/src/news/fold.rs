//! From the story of a piece of news to its row.

use sqlx::PgConnection;

use super::row::NewsRow;
use super::sql;
use crate::sheet::{Care, View, ViewRow};
use crate::story::{FoldError, NewsStory, Story};
use crate::stream::{Moment, StreamKind};
use crate::view::ViewName;

/// The view.
#[derive(Debug)]
pub(crate) struct News;

impl View for News {
    const NAME: ViewName = ViewName::News;
    type Row = NewsRow;

    fn care(kind: StreamKind, _event_type: &str) -> Care {
        if kind == StreamKind::News { Care::Shown } else { Care::Ignored }
    }

    fn rows(story: &Story) -> Result<Vec<NewsRow>, FoldError> {
        Ok(match story {
            Story::News(story) => row(story).into_iter().collect(),
            _ => Vec::new(),
        })
    }

    async fn write(connection: &mut PgConnection, written: &[NewsRow], gone: &[uuid::Uuid]) -> Result<(), sqlx::Error> {
        sql::write(connection, written, gone).await
    }
}

impl ViewRow for NewsRow {
    type Key = uuid::Uuid;

    fn key(&self) -> uuid::Uuid {
        self.news.as_uuid()
    }

    fn inherit(&mut self, before: &Self) {
        self.as_of = before.as_of;
    }

    fn stamp(&mut self, moment: &Moment, _is_new: bool) {
        self.as_of = moment.log_index;
    }
}

fn row(story: &NewsStory) -> Option<NewsRow> {
    let (published, (article, published_at)) = (story.published.as_ref()?, story.news.standing()?);
    Some(NewsRow {
        ente: published.ente.clone(),
        news: story.id,
        article: article.clone(),
        published_at,
        published_by: published.log_index,
        amended_at: story.news.amended_at(),
        as_of: 0,
    })
}
