//! Reading the calendar.

use chrono::{Days, NaiveDate};
use domain::identifier::EnteCode;
use domain::ids::CalendarEntryId;
use sqlx::types::Json;
use sqlx::{PgPool, Row};

use super::row::{AnnouncedEntry, WaitingEntry};
use crate::query::{Page, PageSize, Result, checked, log_index};

/// What is announced lasts 31 days at most: `$2` is that long before the first day wanted, `$3`; `$4` is the last.
pub(crate) const BETWEEN: &str = "
SELECT entry_id, occasion FROM calendar_v1
 WHERE ente = $1 AND from_day >= $2 AND until_day >= $3 AND from_day <= $4 AND occasion IS NOT NULL
 ORDER BY from_day, entered_by LIMIT $5";
/// `$2` is the cursor.
pub(crate) const WAITING: &str = "
SELECT entry_id, reference, submitted_at, entered_by FROM calendar_v1
 WHERE ente = $1 AND entered_by > $2 AND reference IS NOT NULL ORDER BY entered_by LIMIT $3";

/// The longest anything announced lasts.
const LONGEST: Days = Days::new(31);

/// What takes place on these days, both included: by first day, then as entered. At most `most` entries.
///
/// # Errors
/// When the view cannot be read.
pub async fn between(
    pool: &PgPool,
    ente: &EnteCode,
    (first, last): (NaiveDate, NaiveDate),
    most: u8,
) -> Result<Vec<AnnouncedEntry>> {
    let earliest = first.checked_sub_days(LONGEST).unwrap_or(first);
    let read = sqlx::query(BETWEEN).bind(ente.as_str()).bind(earliest).bind(first).bind(last).bind(i64::from(most));
    let mut entries = Vec::new();
    for row in read.fetch_all(pool).await? {
        let Json(occasion) = row.try_get("occasion")?;
        entries.push(AnnouncedEntry { entry: CalendarEntryId::new(row.try_get("entry_id")?), occasion });
    }
    Ok(entries)
}

/// What citizens submitted and the office has not decided, oldest first; the cursor is the log index of the last one's first event.
///
/// # Errors
/// When the view cannot be read.
pub async fn waiting(pool: &PgPool, ente: &EnteCode, after: Option<u64>, size: PageSize) -> Result<Page<WaitingEntry, u64>> {
    let after = after.map_or(-1, |index| i64::try_from(index).unwrap_or(i64::MAX));
    let mut entries = Vec::new();
    for row in sqlx::query(WAITING).bind(ente.as_str()).bind(after).bind(size.with_lookahead()).fetch_all(pool).await? {
        entries.push(WaitingEntry {
            entry: CalendarEntryId::new(row.try_get("entry_id")?),
            reference: checked(&row, "reference")?,
            submitted_at: row.try_get("submitted_at")?,
            entered_by: log_index(&row, "entered_by")?,
        });
    }
    Ok(Page::cut(entries, size, |entry: &WaitingEntry| entry.entered_by))
}
