//! What operators and metrics see of the to-do list.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::CorrelationId;
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};

use super::row::{Todo, TodoKind};
use crate::query::{Page, PageSize, Result, checked, log_index};

/// The most that is counted per kind: counting must not cost more the more there is.
const COUNTED_AT_MOST: i64 = 10_000;

pub(crate) const OPEN: &str = "
SELECT * FROM todo_v1
 WHERE (opened_by, todo_id) > ($1, $2)
   AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR ente = $4)
 ORDER BY opened_by, todo_id LIMIT $5";
pub(crate) const PARKED: &str = "
SELECT * FROM todo_v1
 WHERE parked AND (opened_by, todo_id) > ($1, $2)
   AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR ente = $4)
 ORDER BY opened_by, todo_id LIMIT $5";
const BY_ID: &str = "SELECT * FROM todo_v1 WHERE todo_id = $1";
const BACKLOG: &str = "
SELECT wanted.kind,
       (SELECT count(*) FROM (SELECT FROM todo_v1 WHERE kind = wanted.kind AND NOT parked AND ready_at <= $2 LIMIT $3) AS counted) AS ready,
       (SELECT count(*) FROM (SELECT FROM todo_v1 WHERE kind = wanted.kind AND parked LIMIT $3) AS counted) AS parked
  FROM unnest($1::text[]) AS wanted (kind)";

/// Which open to-dos an operator wants to see.
#[derive(Clone, Debug, Default)]
pub struct TodoFilter {
    /// Of one kind.
    pub kind: Option<TodoKind>,
    /// Of one creditor institution.
    pub ente: Option<EnteCode>,
    /// Only those put aside.
    pub parked_only: bool,
}

/// An open to-do with how it fared so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTodo {
    /// What is to be done.
    pub todo: Todo,
    /// How often it was tried.
    pub attempts: u32,
    /// Until when a worker holds it, or before when nobody tries again.
    pub held_until: Option<DateTime<Utc>>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// Put aside for an operator.
    pub parked: bool,
}

/// A place in the list of open to-dos: log index and id.
pub type TodoCursor = (u64, String);

/// How much of one kind waits. Counts stop at 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// The kind.
    pub kind: TodoKind,
    /// Ready to be taken now.
    pub ready: u64,
    /// Put aside for an operator.
    pub parked: u64,
}

/// Open to-dos, oldest first.
///
/// # Errors
/// When the view cannot be read.
pub async fn open(
    pool: &PgPool,
    filter: &TodoFilter,
    after: Option<&TodoCursor>,
    size: PageSize,
) -> Result<Page<OpenTodo, TodoCursor>> {
    let sql = if filter.parked_only { PARKED } else { OPEN };
    let rows = sqlx::query(sql)
        .bind(after.map_or(-1, |(index, _)| i64::try_from(*index).unwrap_or(i64::MAX)))
        .bind(after.map_or("", |(_, id)| id.as_str()))
        .bind(filter.kind.map(TodoKind::as_str))
        .bind(filter.ente.as_ref().map(EnteCode::as_str))
        .bind(size.with_lookahead())
        .fetch_all(pool)
        .await?;
    let rows = rows.iter().map(open_todo).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, size, |row: &OpenTodo| (row.todo.opened_by, row.todo.id.clone())))
}

/// One open to-do.
///
/// # Errors
/// When the view cannot be read.
pub async fn find(pool: &PgPool, todo_id: &str) -> Result<Option<OpenTodo>> {
    let row = sqlx::query(BY_ID).bind(todo_id).fetch_optional(pool).await?;
    Ok(row.as_ref().map(open_todo).transpose()?)
}

/// What waits, by kind, for metrics and alarms.
///
/// # Errors
/// When the view cannot be read.
pub async fn backlog(pool: &PgPool, now: DateTime<Utc>) -> Result<Vec<Backlog>> {
    let kinds: Vec<&str> = TodoKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let rows = sqlx::query(BACKLOG).bind(kinds).bind(now).bind(COUNTED_AT_MOST).fetch_all(pool).await?;
    let backlog = rows.iter().map(|row| {
        Ok(Backlog { kind: checked(row, "kind")?, ready: log_index(row, "ready")?, parked: log_index(row, "parked")? })
    });
    Ok(backlog.collect::<std::result::Result<_, sqlx::Error>>()?)
}

fn open_todo(row: &PgRow) -> std::result::Result<OpenTodo, sqlx::Error> {
    Ok(OpenTodo {
        todo: todo(row)?,
        attempts: row.try_get::<i32, _>("attempts")?.unsigned_abs(),
        held_until: row.try_get("leased_until")?,
        last_error: row.try_get("last_error")?,
        parked: row.try_get("parked")?,
    })
}

pub(super) fn todo(row: &PgRow) -> std::result::Result<Todo, sqlx::Error> {
    Ok(Todo {
        id: row.try_get("todo_id")?,
        kind: checked(row, "kind")?,
        ente: checked(row, "ente")?,
        stream_id: row.try_get("stream_id")?,
        version: log_index(row, "version")?,
        due_at: row.try_get("due_at")?,
        opened_at: row.try_get("opened_at")?,
        opened_by: log_index(row, "opened_by")?,
        correlation_id: CorrelationId::new(row.try_get("correlation_id")?),
        as_of: log_index(row, "as_of")?,
    })
}
