//! Reading the pending list: soonest due first, notices without a due date last.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::identifier::EnteCode;
use domain::ids::{PositionId, SubjectId};
use domain::rome;
use sqlx::postgres::PgRow;
use sqlx::{PgExecutor, PgPool, Row};
use uuid::Uuid;

use super::row::{PendingCursor, PendingNotice};
use super::search::PendingFilter;
use crate::query::{Page, PageSize, Result, checked, checked_option, count, log_index};

/// `$3` to `$5` are the cursor, `$6` is today in Italy, `$7` says whether notices that become payable later are wanted too, `$9` to `$16`
/// are the filter, where there is one.
macro_rules! pages_by {
    ($owner:literal, $filter:expr) => {
        concat!(
            "SELECT * FROM pending_list_v1 WHERE ente = $1 AND ",
            $owner,
            "
                AND (due_order, nav, position_id) > ($3, $4, $5)
                AND (payable_until IS NULL OR payable_until >= $6)
                AND ($7 OR payable_from IS NULL OR payable_from <= $6)",
            $filter,
            "
              ORDER BY due_order, nav, position_id LIMIT $8"
        )
    };
}
macro_rules! filtered {
    () => {
        "
                AND ($9::text IS NULL OR description ILIKE $9)
                AND ($10::text IS NULL OR position_description ILIKE $10)
                AND ($11::text IS NULL OR iuv = $11) AND ($12::text IS NULL OR nav = $12)
                AND ($13::date IS NULL OR due_date >= $13) AND ($14::date IS NULL OR due_date <= $14)
                AND ($15::bigint IS NULL OR amount >= $15) AND ($16::bigint IS NULL OR amount <= $16)"
    };
}
/// What somebody keeps an eye on, under the numbers `$2`: a hundred at most, so what it sorts is a page.
macro_rules! added {
    ($filter:expr) => {
        concat!(
            "SELECT page.* FROM (SELECT DISTINCT position_id, nav FROM unnest($2::uuid[]) AS own (subject)
                                   JOIN added_notice ON ente = $1 AND owner = own.subject) AS added
              CROSS JOIN LATERAL (",
            pages_by!("position_id = added.position_id AND nav = added.nav", $filter),
            ") AS page ORDER BY page.due_order, page.nav, page.position_id LIMIT $8"
        )
    };
}

/// A list, whole and filtered: apart, because a filter that lets everything through misleads the planner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List {
    pub(crate) whole: &'static str,
    pub(crate) filtered: &'static str,
}

macro_rules! list_by {
    ($owner:literal) => {
        List { whole: pages_by!($owner, ""), filtered: pages_by!($owner, filtered!()) }
    };
}
pub(crate) const OF_DEBTOR: List = list_by!("debtor = $2");
/// The page of a person: `$1` is the Ente, `$2` the person.
pub const BY_DEBTOR: &str = OF_DEBTOR.whole;
pub(crate) const OF_POSITION: List = list_by!("position_id = $2");
/// Everybody's: `$2` is `true`.
pub(crate) const OF_ENTE: List = list_by!("$2::boolean");
/// The few positions of one person or one page: what it sorts is a page.
const OF_POSITIONS: List = list_by!("position_id = ANY ($2)");
pub(crate) const ADDED: List = List { whole: added!(""), filtered: added!(filtered!()) };

/// Before every day of the list.
pub(super) const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day of the calendar");

/// Which notices a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Payable at the moment of asking.
    Payable,
    /// Also those that become payable on a later day.
    PayableOrUpcoming,
}

/// What is asked of the list.
#[derive(Clone, Debug)]
pub struct PendingRequest {
    /// Which notices.
    pub wanted: Wanted,
    /// The moment of asking.
    pub now: DateTime<Utc>,
    /// Behind which row the page begins; at the beginning when none.
    pub after: Option<PendingCursor>,
    /// Rows of the page.
    pub size: PageSize,
    /// Which of them.
    pub filter: PendingFilter,
}

/// The open notices of a person.
///
/// # Errors
/// When the view cannot be read.
pub async fn by_debtor(
    database: impl PgExecutor<'_>,
    ente: &EnteCode,
    debtor: SubjectId,
    request: &PendingRequest,
) -> Result<Page<PendingNotice, PendingCursor>> {
    page(database, OF_DEBTOR, ente, debtor.as_uuid(), request).await
}

/// The open notices of everybody, for the office.
///
/// # Errors
/// When the view cannot be read.
pub async fn by_ente(pool: &PgPool, ente: &EnteCode, request: &PendingRequest) -> Result<Page<PendingNotice, PendingCursor>> {
    page(pool, OF_ENTE, ente, true, request).await
}

/// The open notices of a position.
///
/// # Errors
/// When the view cannot be read.
pub async fn by_position(
    database: impl PgExecutor<'_>,
    ente: &EnteCode,
    position: PositionId,
    request: &PendingRequest,
) -> Result<Page<PendingNotice, PendingCursor>> {
    page(database, OF_POSITION, ente, position.as_uuid(), request).await
}

/// The open notices of several positions, in one list.
///
/// # Errors
/// When the view cannot be read.
pub async fn by_positions(
    pool: &PgPool,
    ente: &EnteCode,
    positions: &[PositionId],
    request: &PendingRequest,
) -> Result<Page<PendingNotice, PendingCursor>> {
    let positions: Vec<Uuid> = positions.iter().map(|position| position.as_uuid()).collect();
    page(pool, OF_POSITIONS, ente, positions, request).await
}

/// The open notices somebody keeps an eye on, whoever owes them. They stand in the list of their debtor all the same.
///
/// # Errors
/// When the view cannot be read.
pub async fn added_by(
    pool: &PgPool,
    ente: &EnteCode,
    owners: &[SubjectId],
    request: &PendingRequest,
) -> Result<Page<PendingNotice, PendingCursor>> {
    let owners: Vec<Uuid> = owners.iter().map(|owner| owner.as_uuid()).collect();
    page(pool, ADDED, ente, owners, request).await
}

async fn page<'q, O>(
    database: impl PgExecutor<'_>,
    list: List,
    ente: &'q EnteCode,
    owner: O,
    request: &'q PendingRequest,
) -> Result<Page<PendingNotice, PendingCursor>>
where
    O: sqlx::Encode<'q, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + 'q,
{
    let after = request.after.as_ref();
    let query = sqlx::query(if request.filter.is_empty() { list.whole } else { list.filtered })
        .bind(ente.as_str())
        .bind(owner)
        .bind(after.map_or(FIRST_DAY, |cursor| cursor.due_order))
        .bind(after.map_or("", |cursor| cursor.nav.as_str()))
        .bind(after.map_or(Uuid::nil(), |cursor| cursor.position.as_uuid()))
        .bind(rome::day(request.now))
        .bind(request.wanted == Wanted::PayableOrUpcoming)
        .bind(request.size.with_lookahead());
    let query = if request.filter.is_empty() { query } else { request.filter.bind(query) };
    let rows = query.fetch_all(database).await?;
    let rows = rows.iter().map(notice).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, request.size, PendingNotice::cursor))
}

pub(super) fn notice(row: &PgRow) -> std::result::Result<PendingNotice, sqlx::Error> {
    Ok(PendingNotice {
        ente: checked(row, "ente")?,
        debtor: SubjectId::new(row.try_get("debtor")?),
        nav: checked(row, "nav")?,
        iuv: checked(row, "iuv")?,
        position: PositionId::new(row.try_get("position_id")?),
        iupd: checked(row, "iupd")?,
        option: count(row, "option_index")?,
        options: count(row, "options")?,
        installment: count(row, "installment_index")?,
        installments: count(row, "installments")?,
        origin: checked(row, "origin")?,
        amount: Cents::new(row.try_get("amount")?),
        description: checked(row, "description")?,
        position_description: checked(row, "position_description")?,
        office: checked_option(row, "office")?,
        due_date: row.try_get("due_date")?,
        notice_due_date: row.try_get("notice_due_date")?,
        payable_from: row.try_get("payable_from")?,
        payable_until: row.try_get("payable_until")?,
        created_at: row.try_get("created_at")?,
        as_of: log_index(row, "as_of")?,
    })
}
