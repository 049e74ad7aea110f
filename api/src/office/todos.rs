//! What still has to be done outside, and what was put aside for somebody to look at.

use std::fmt;
use std::str::FromStr;

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use projections::ViewName;
use projections::query::BadCursor;
use projections::todo::queries::{self, OpenTodo, TodoCursor, TodoFilter};
use projections::todo::{TodoKind, resume};

use super::access::{ADMINISTRATORS, WATCHERS, access};
use super::answer::{Answering, Done, Outcome, Refusal, settle};
use super::desk::Desk;
use super::page::{self, PageInfo};
use super::position::reason;
use crate::graphql::fault::Fault;
use crate::graphql::page::cost;

/// Which to-dos.
#[derive(Clone, Debug, InputObject)]
pub(super) struct TodoInput {
    /// Of this kind, such as `mail_receipt`.
    kind: Option<String>,
    /// Only those put aside.
    #[graphql(default = true)]
    parked: bool,
}

/// One to-do.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(WATCHERS.to_vec()))]
pub(super) struct OfficeTodo {
    /// Its id.
    id: String,
    /// What is to be done.
    kind: String,
    /// The stream it comes from.
    stream_id: String,
    /// Not before this moment.
    due_at: DateTime<Utc>,
    /// When it came up.
    opened_at: DateTime<Utc>,
    /// How often it was tried.
    attempts: u32,
    /// What went wrong last.
    last_error: Option<String>,
    /// Put aside until somebody gives it back.
    parked: bool,
}

impl From<&OpenTodo> for OfficeTodo {
    fn from(open: &OpenTodo) -> Self {
        Self {
            id: open.todo.id.clone(),
            kind: open.todo.kind.as_str().to_owned(),
            stream_id: open.todo.stream_id.clone(),
            due_at: open.todo.due_at,
            opened_at: open.todo.opened_at,
            attempts: open.attempts,
            last_error: open.last_error.clone(),
            parked: open.parked,
        }
    }
}

/// A page of to-dos, oldest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(WATCHERS.to_vec()))]
pub(super) struct Todos {
    /// The rows.
    nodes: Vec<OfficeTodo>,
    /// Where the next page begins.
    page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    stale: bool,
}

/// What `todos` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum TodosResult {
    /// A page.
    Todos(Todos),
    /// Not.
    Refusal(Refusal),
}

/// Which to-do, and why it is given back.
#[derive(Clone, Debug, InputObject)]
pub(super) struct ResumeInput {
    /// Its id.
    id: String,
    /// Why.
    reason: String,
}

/// The to-dos.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TodoQuery;

#[Object]
impl TodoQuery {
    /// What has to be done for the Ente.
    #[graphql(directive = access::apply(WATCHERS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn todos(
        &self,
        ctx: &Context<'_>,
        input: TodoInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<TodosResult, Fault> {
        settle(read(Desk::of(ctx)?, &input, (first, after.as_deref(), freshness.as_deref())).await)
    }
}

/// Giving to-dos back.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TodoMutation;

#[Object]
impl TodoMutation {
    /// Gives a to-do that was put aside back to the workers.
    #[graphql(directive = access::apply(ADMINISTRATORS.to_vec()))]
    async fn resume_todo(&self, ctx: &Context<'_>, input: ResumeInput) -> Result<Outcome, Fault> {
        settle(give_back(Desk::of(ctx)?, &input).await)
    }
}

async fn read(
    desk: Desk<'_>,
    input: &TodoInput,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
) -> Answering<Todos> {
    let named = |word: &String| TodoKind::ALL.into_iter().find(|kind| kind.as_str() == word);
    let kind = match &input.kind {
        Some(word) => Some(named(word).ok_or_else(|| Refusal::input("input.kind", "there is no such kind"))?),
        None => None,
    };
    let filter = TodoFilter { kind, ente: Some(desk.ente().clone()), parked_only: input.parked };
    let list = page::list(desk, "office todos", input);
    let (size, after) = page::asked::<Place>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::Todo, freshness).await?;
    let page = queries::open(desk.pool(), &filter, after.map(|place| place.0).as_ref(), size).await?;
    let page_info = page::info(desk, &list, page.next.map(Place).as_ref());
    Ok(Todos { nodes: page.rows.iter().map(OfficeTodo::from).collect(), page_info, stale })
}

async fn give_back(desk: Desk<'_>, input: &ResumeInput) -> Answering<Done> {
    let reason = reason(&input.reason)?;
    let absent = || Refusal::absent("todo");
    // The database holds no NUL: nothing is named with one, and it cannot be asked for.
    if input.id.contains('\0') {
        return Err(absent().into());
    }
    let open = queries::find(desk.pool(), &input.id).await?.filter(|open| open.todo.ente == *desk.ente());
    let open = open.ok_or_else(absent)?;
    let given = resume(desk.pool(), &open.todo.id).await?;
    tracing::info!(todo.id = %open.todo.id, staff.name = %desk.name(), %reason, given, "a to-do was given back");
    Ok(Done { version: open.todo.version, already: !given, freshness: desk.latest() })
}

/// A place in the list.
#[derive(Clone, Debug)]
struct Place(TodoCursor);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.0.0, self.0.1)
    }
}

impl FromStr for Place {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let (index, id) = text.split_once('~').ok_or(BadCursor)?;
        Ok(Self((index.parse().map_err(|_| BadCursor)?, id.to_owned())))
    }
}
