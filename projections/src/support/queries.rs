//! Reading the queue of the help desk: oldest first.

use domain::identifier::EnteCode;
use domain::ids::SupportRequestId;
use domain::staff::StaffName;
use domain::support_request::{CaseCode, Stage};
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};

use super::row::SupportRow;
use crate::query::{Page, PageSize, Result, checked, checked_option, count, log_index};

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

fn row(row: &PgRow) -> std::result::Result<SupportRow, sqlx::Error> {
    let rating: Option<i16> = row.try_get("rating")?;
    Ok(SupportRow {
        ente: checked(row, "ente")?,
        request: SupportRequestId::new(row.try_get("request_id")?),
        reference: checked(row, "reference")?,
        stage: checked(row, "stage")?,
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
