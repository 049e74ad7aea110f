//! The news of an Ente, page by page.

use async_graphql::{Context, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::ente::EnteSettings;
use projections::ViewName;
use projections::news::NewsRow;
use projections::news::queries::newest_first;

use super::Said;
use crate::content::{feed, on_portal};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::cursor::ListOf;
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::language::tongue;
use crate::graphql::page::{self, Asked, PageInfo};
use crate::graphql::room::Desk;
use crate::messages::Message;

/// A piece of news, in the language of the request or in Italian.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct NewsItem {
    /// Its id.
    pub id: String,
    /// The title.
    pub title: String,
    /// The text, plain, in lines.
    pub body: String,
    /// Where more is to be read.
    pub link: Option<String>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// When it was last put right.
    pub amended_at: Option<DateTime<Utc>>,
}

/// A page of news, newest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct NewsList {
    /// The news.
    pub nodes: Vec<NewsItem>,
    /// What to show when there is none.
    pub empty: Option<Said>,
    /// Where the next page begins.
    pub page_info: PageInfo,
    /// The feed.
    pub feed: String,
    /// What the link to the feed says.
    pub follow: Said,
    /// What the link to all news says.
    pub show_all: Said,
    /// The list had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `news` answers.
#[derive(Clone, Debug, Union)]
pub enum NewsResult {
    /// A page.
    List(NewsList),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
}

/// The news.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewsQuery;

#[Object]
impl NewsQuery {
    /// The news of an Ente, newest first: the first few for its home, all of them page by page.
    #[graphql(directive = access::apply(AccessRule::Anyone), complexity = "page::cost(first, child_complexity)")]
    async fn news(
        &self,
        ctx: &Context<'_>,
        ente: String,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<NewsResult, Fault> {
        settle(list(Desk::of(ctx), &ente, (first, after.as_deref(), freshness.as_deref())).await)
    }
}

async fn list(
    desk: Desk<'_>,
    ente: &str,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
) -> Answering<NewsResult> {
    let ente = desk.ente("ente", ente)?;
    let list = ListOf::new("news", [ente.code.as_str()]);
    let Asked { size, after } = page::asked::<u64>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::News, freshness).await?;
    let begins = after.is_none();
    let page = newest_first(desk.pool(), &ente.code, after, size).await?;
    let empty = (begins && page.rows.is_empty()).then(|| Said::of(desk, Message::NewsEmpty));
    Ok(NewsList {
        nodes: page.rows.iter().map(|row| NewsItem::of(desk, &ente, row)).collect(),
        empty,
        page_info: page::info(desk, &list, page.next.as_ref()),
        feed: feed(&desk.product().settings.http.public_url, &ente.code).into(),
        follow: Said::of(desk, Message::NewsFeed),
        show_all: Said::of(desk, Message::NewsAll),
        stale,
    }
    .into())
}

impl NewsItem {
    fn of(desk: Desk<'_>, ente: &EnteSettings, row: &NewsRow) -> Self {
        let (tongue, public_url) = (tongue(desk.asking.language), &desk.product().settings.http.public_url);
        Self {
            id: row.news.to_string(),
            title: row.article.title.in_tongue(tongue).to_string(),
            body: row.article.body.in_tongue(tongue).to_string(),
            link: row.article.link.as_ref().map(|address| on_portal(public_url, &ente.code, address)),
            published_at: row.published_at,
            amended_at: row.amended_at,
        }
    }
}
