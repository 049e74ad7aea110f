//! Reading the queue of the help desk: oldest first.

use domain::identifier::EnteCode;
use domain::ids::{SubjectId, SupportRequestId};
use domain::staff::StaffName;
use domain::support_request::{CaseCode, Stage};
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};
use uuid::Uuid;

use super::row::SupportRow;
use crate::query::{Page, PageSize, Result, checked, checked_option, count, log_index};
use crate::stored::column;

/// `$3` to `$6` are the filter.
macro_rules! queue {
    ($stage:literal) => {
        concat!(
            "SELECT * FROM support_v1
              WHERE ente = $1 AND opened_by > $2 ",
            $stage,
            " AND ($3::text[] IS NULL OR stage = ANY ($3))
              AND ($4::text IS NULL OR case_type = $4)
              AND ($5::text IS NULL OR assignee = $5)
              AND (NOT $6 OR assignee IS NULL)
              ORDER BY opened_by LIMIT $7"
        )
    };
}
pub(crate) const UNFINISHED: &str = queue!("AND stage <> 'closed'");
pub(crate) const ALL: &str = queue!("");

/// A citizen is known by two numbers at most: a page of each, and of those a page.
pub(crate) const OF_CITIZEN: &str = "
SELECT asked.* FROM unnest($2::uuid[]) AS own (subject) CROSS JOIN LATERAL (
    SELECT * FROM support_v1 WHERE ente = $1 AND citizen = own.subject AND opened_by < $3 ORDER BY opened_by DESC LIMIT $4
) AS asked ORDER BY asked.opened_by DESC LIMIT $4";

/// Whether a request is one of a citizen's.
pub(crate) const IS_OF_CITIZEN: &str =
    "SELECT EXISTS (SELECT FROM support_v1 WHERE request_id = $1 AND ente = $2 AND citizen = ANY ($3::uuid[]))";

/// Which requests are wanted.
#[derive(Clone, Debug, Default)]
pub struct QueueFilter {
    /// In one of these stages; in any but closed when empty.
    pub stages: Vec<Stage>,
    /// Of this kind.
    pub case_type: Option<CaseCode>,
    /// In the care of this member of the staff.
    pub assignee: Option<StaffName>,
    /// In nobody's care.
    pub unassigned: bool,
}

/// A page of an Ente's queue; the cursor is the log index of the last request's first event.
///
/// # Errors
/// When the view cannot be read.
pub async fn queue(
    pool: &PgPool,
    ente: &EnteCode,
    filter: &QueueFilter,
    after: Option<u64>,
    size: PageSize,
) -> Result<Page<SupportRow, u64>> {
    let sql = if filter.stages.contains(&Stage::Closed) { ALL } else { UNFINISHED };
    let stages: Option<Vec<&str>> =
        (!filter.stages.is_empty()).then(|| filter.stages.iter().map(|stage| stage.as_str()).collect());
    let rows = sqlx::query(sql)
        .bind(ente.as_str())
        .bind(after.map_or(-1, |index| i64::try_from(index).unwrap_or(i64::MAX)))
        .bind(stages)
        .bind(filter.case_type.as_ref().map(AsRef::<str>::as_ref))
        .bind(filter.assignee.as_ref().map(AsRef::<str>::as_ref))
        .bind(filter.unassigned)
        .bind(size.with_lookahead())
        .fetch_all(pool)
        .await?;
    let rows = rows.iter().map(row).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, size, |row: &SupportRow| row.opened_by))
}

/// A page of what a citizen asked with a session, under any of their numbers, newest first; the cursor is the log index of the last request's
/// first event.
///
/// # Errors
/// When the view cannot be read.
pub async fn of_citizen(
    pool: &PgPool,
    ente: &EnteCode,
    numbers: &[SubjectId],
    after: Option<u64>,
    size: PageSize,
) -> Result<Page<SupportRow, u64>> {
    let rows = sqlx::query(OF_CITIZEN)
        .bind(ente.as_str())
        .bind(column(numbers, |number| number.as_uuid()))
        .bind(after.map_or(i64::MAX, |index| i64::try_from(index).unwrap_or(i64::MAX)))
        .bind(size.with_lookahead())
        .fetch_all(pool)
        .await?;
    let rows = rows.iter().map(row).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, size, |row: &SupportRow| row.opened_by))
}

/// Whether a citizen asked this with a session, under any of their numbers.
///
/// # Errors
/// When the view cannot be read.
pub async fn is_of_citizen(pool: &PgPool, ente: &EnteCode, request: SupportRequestId, numbers: &[SubjectId]) -> Result<bool> {
    let query = sqlx::query_scalar(IS_OF_CITIZEN).bind(request.as_uuid()).bind(ente.as_str());
    Ok(query.bind(column(numbers, |number| number.as_uuid())).fetch_one(pool).await?)
}

fn row(row: &PgRow) -> std::result::Result<SupportRow, sqlx::Error> {
    let rating: Option<i16> = row.try_get("rating")?;
    Ok(SupportRow {
        ente: checked(row, "ente")?,
        request: SupportRequestId::new(row.try_get("request_id")?),
        reference: checked(row, "reference")?,
        stage: checked(row, "stage")?,
        citizen: row.try_get::<Option<Uuid>, _>("citizen")?.map(SubjectId::new),
        case_type: checked(row, "case_type")?,
        assignee: checked_option(row, "assignee")?,
        about_kind: row.try_get("about_kind")?,
        about_id: row.try_get("about_id")?,
        opened_at: row.try_get("opened_at")?,
        opened_by: log_index(row, "opened_by")?,
        answers: count(row, "answers")?,
        rating: rating.and_then(|rating| u8::try_from(rating).ok()),
        as_of: log_index(row, "as_of")?,
    })
}
