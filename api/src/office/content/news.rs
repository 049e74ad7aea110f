//! Publishing news, putting it right, taking it away.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::ids::NewsId;
use domain::news::{Article, News, NewsCommand};
use projections::ViewName;
use projections::news::NewsRow;
use projections::news::queries::newest_first;

use super::input::{TextsInput, address, key};
use super::shown::Texts;
use super::{Stated, StatedResult};
use crate::graphql::fault::Fault;
use crate::graphql::page::cost;
use crate::office::access::{EDITORS, access};
use crate::office::answer::{Answering, Refusal, ended, settle};
use crate::office::desk::Desk;
use crate::office::page::{self, PageInfo};
use crate::office::position::reason;

/// What a piece of news says.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct ArticleInput {
    /// The title: at most 140 characters.
    title: TextsInput,
    /// The text: at most 4,000 characters.
    body: TextsInput,
    /// Where more is to be read.
    link: Option<String>,
}

/// A piece of news to be published.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct PublishNewsInput {
    /// The office's own name of it, at most 35 characters: the same name is the same piece of news, sent twice or not.
    key: String,
    /// What it says.
    article: ArticleInput,
}

/// Which piece of news, and what it says from now on.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct AmendNewsInput {
    /// Its id.
    id: String,
    /// What it says.
    article: ArticleInput,
}

/// Which piece of news, and why it is taken away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct WithdrawNewsInput {
    /// Its id.
    id: String,
    /// Why.
    reason: String,
}

/// A piece of news, in every language.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct OfficeNews {
    /// Its id.
    id: String,
    /// The title.
    title: Texts,
    /// The text.
    body: Texts,
    /// Where more is to be read.
    link: Option<String>,
    /// When it was published.
    published_at: DateTime<Utc>,
    /// When it was last put right.
    amended_at: Option<DateTime<Utc>>,
}

/// A page of news, newest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct OfficeNewsList {
    /// The news.
    nodes: Vec<OfficeNews>,
    /// Where the next page begins.
    page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    stale: bool,
}

/// What `news` answers.
#[derive(Clone, Debug, Union)]
pub(in crate::office) enum OfficeNewsResult {
    /// A page.
    List(OfficeNewsList),
    /// Not.
    Refusal(Refusal),
}

/// The news.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::office) struct NewsQuery;

#[Object]
impl NewsQuery {
    /// The Ente's news, newest first, in every language.
    #[graphql(directive = access::apply(EDITORS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn news(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<OfficeNewsResult, Fault> {
        settle(list(Desk::of(ctx)?, (first, after.as_deref(), freshness.as_deref())).await)
    }
}

async fn list(desk: Desk<'_>, (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>)) -> Answering<OfficeNewsList> {
    let list = page::list(desk, "news", &());
    let (size, after) = page::asked::<u64>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::News, freshness).await?;
    let page = newest_first(desk.pool(), desk.ente(), after, size).await?;
    let page_info = page::info(desk, &list, page.next.as_ref());
    Ok(OfficeNewsList { nodes: page.rows.iter().map(OfficeNews::from).collect(), page_info, stale })
}

impl From<&NewsRow> for OfficeNews {
    fn from(row: &NewsRow) -> Self {
        Self {
            id: row.news.to_string(),
            title: Texts::from(&row.article.title),
            body: Texts::from(&row.article.body),
            link: row.article.link.as_ref().map(ToString::to_string),
            published_at: row.published_at,
            amended_at: row.amended_at,
        }
    }
}

/// What the office does with news.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::office) struct NewsMutation;

#[Object]
impl NewsMutation {
    /// Publishes a piece of news.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn publish_news(&self, ctx: &Context<'_>, input: PublishNewsInput) -> Result<StatedResult, Fault> {
        settle(publish(Desk::of(ctx)?, &input).await)
    }

    /// Says a piece of news anew, whole.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn amend_news(&self, ctx: &Context<'_>, input: AmendNewsInput) -> Result<StatedResult, Fault> {
        settle(amend(Desk::of(ctx)?, &input).await)
    }

    /// Takes a piece of news away.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn withdraw_news(&self, ctx: &Context<'_>, input: WithdrawNewsInput) -> Result<StatedResult, Fault> {
        settle(withdraw(Desk::of(ctx)?, &input).await)
    }
}

async fn publish(desk: Desk<'_>, input: &PublishNewsInput) -> Answering<Stated> {
    let (id, article) = (NewsId::of(desk.ente(), &key(&input.key)?), article(&input.article)?);
    execute(desk, id, NewsCommand::Publish { article, now: desk.asking.now }).await
}

async fn amend(desk: Desk<'_>, input: &AmendNewsInput) -> Answering<Stated> {
    let id = known(desk, &input.id).await?;
    execute(desk, id, NewsCommand::Amend { article: article(&input.article)?, now: desk.asking.now }).await
}

async fn withdraw(desk: Desk<'_>, input: &WithdrawNewsInput) -> Answering<Stated> {
    let id = known(desk, &input.id).await?;
    execute(desk, id, NewsCommand::Withdraw { reason: reason(&input.reason)? }).await
}

fn article(input: &ArticleInput) -> Result<Box<Article>, Refusal> {
    Ok(Box::new(Article {
        title: input.title.line("input.article.title")?,
        body: input.body.passage("input.article.body")?,
        link: address("input.article.link", input.link.as_deref())?,
    }))
}

/// The piece of news of the Ente with this id.
async fn known(desk: Desk<'_>, id: &str) -> Answering<NewsId> {
    let id: NewsId = id.parse().map_err(|_| Refusal::absent("news"))?;
    let stream = desk.stream::<News>(&id.to_string()).await?;
    Ok(stream.map(|_| id).ok_or_else(|| Refusal::absent("news"))?)
}

async fn execute(desk: Desk<'_>, id: NewsId, command: NewsCommand) -> Answering<Stated> {
    let executed = desk.product().commands.news.execute(&id.to_string(), command, desk.metadata().to_map()).await;
    Ok(Stated::of(desk, id, &executed.map_err(ended)?))
}
