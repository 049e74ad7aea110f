//! Reading the payment history: newest first.

use chrono::{DateTime, Utc};
use domain::Cents;
use domain::identifier::{EnteCode, LookupCode, NoticeNumber, ReceiptId};
use domain::ids::{CheckoutId, PositionId, SubjectId};
use sqlx::postgres::PgRow;
use sqlx::{PgExecutor, PgPool, Row};
use uuid::Uuid;

use super::row::{HistoryCursor, HistoryEntry, PaymentState};
use super::search::{HistoryFilter, Totals};
use crate::help_desk::Thread;
use crate::query::{Page, PageSize, Result, checked, checked_option, count, log_index};

/// The filter, as parameters `$3` to `$9`.
macro_rules! filtered_by {
    ($what:literal, $owner:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM payment_history_v1 WHERE ente = $1 AND ",
            $owner,
            " = $2
                AND ($3::text IS NULL OR description ILIKE $3)
                AND ($4::text IS NULL OR iuv = $4)
                AND paid_at >= coalesce($5::timestamptz, '-infinity') AND paid_at < coalesce($6::timestamptz, 'infinity')
                AND ($7::bigint IS NULL OR amount >= $7) AND ($8::bigint IS NULL OR amount <= $8)
                AND ($9::text[] IS NULL OR state = ANY ($9)) ",
            $rest
        )
    };
}
macro_rules! page_by {
    ($owner:literal) => {
        filtered_by!("*", $owner, "AND (paid_at, payment_id) < ($10, $11) ORDER BY paid_at DESC, payment_id DESC LIMIT $12")
    };
}
macro_rules! totals_by {
    ($owner:literal) => {
        filtered_by!("count(*) AS payments, coalesce(sum(amount), 0)::bigint AS amount", $owner, "")
    };
}
pub(crate) const PAGE_BY_DEBTOR: &str = page_by!("debtor");
pub(crate) const PAGE_BY_PAYER: &str = page_by!("payer");
pub(crate) const PAGE_BY_POSITION: &str = page_by!("position_id");
/// Everybody's: `$2` is the id of nobody.
pub(crate) const PAGE_BY_ENTE: &str = page_by!("'00000000-0000-0000-0000-000000000000'::uuid");
pub(crate) const TOTALS_BY_DEBTOR: &str = totals_by!("debtor");
pub(crate) const TOTALS_BY_PAYER: &str = totals_by!("payer");
pub(crate) const TOTALS_BY_POSITION: &str = totals_by!("position_id");
const TOTALS_BY_ENTE: &str = totals_by!("'00000000-0000-0000-0000-000000000000'::uuid");

/// The states stand in the statement, as in its index.
pub(crate) const UNRESOLVED: &str = "
SELECT * FROM payment_history_v1
 WHERE ente = $1 AND state IN ('parked', 'refund_due') AND ($2::text IS NULL OR state = $2) AND (paid_at, payment_id) < ($3, $4)
 ORDER BY paid_at DESC, payment_id DESC LIMIT $5";

pub(crate) const BY_RECEIPT: &str =
    "SELECT * FROM payment_history_v1 WHERE ente = $1 AND receipt_id = $2 ORDER BY payment_id LIMIT 1";
pub(crate) const IN_PROGRESS: &str = "
SELECT * FROM payment_history_v1
 WHERE ente = $1 AND nav = ANY ($2) AND state = 'in_progress'";

/// As in the notice directory: both halves are always looked up, so that every kind of miss costs the same.
macro_rules! anonymous {
    ($code:literal) => {
        concat!(
            "SELECT payment.*
               FROM (VALUES (true)) AS always
               LEFT JOIN (SELECT subject FROM subject_lookup WHERE ente = $1 AND kind = 'tax_code' AND digest = $3) AS person ON true
               LEFT JOIN (SELECT * FROM payment_history_v1 WHERE ente = $1 AND ",
            $code,
            " = $2 AND receipt_id IS NOT NULL ORDER BY paid_at DESC, payment_id DESC LIMIT 20) AS payment ON true
              WHERE payment.debtor IS NOT DISTINCT FROM person.subject"
        )
    };
}
pub(crate) const ANONYMOUS_BY_NAV: &str = anonymous!("nav");
pub(crate) const ANONYMOUS_BY_IUV: &str = anonymous!("iuv");

/// Whose history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Of debts this person owed, whoever paid them.
    Debtor(SubjectId),
    /// Of what this person paid, whoever owed it.
    Payer(SubjectId),
    /// Of one position.
    Position(PositionId),
    /// Of everybody, for the office.
    Ente,
}

impl Side {
    /// The thread of whatever this side concerns; none for everybody.
    #[must_use]
    pub fn thread(self) -> Option<Thread> {
        match self {
            Self::Debtor(subject) | Self::Payer(subject) => Some(Thread::Person(subject)),
            Self::Position(position) => Some(Thread::Position(position)),
            Self::Ente => None,
        }
    }

    fn id(self) -> Uuid {
        match self {
            Self::Debtor(subject) | Self::Payer(subject) => subject.as_uuid(),
            Self::Position(position) => position.as_uuid(),
            Self::Ente => Uuid::nil(),
        }
    }
}

/// A page of the history.
///
/// # Errors
/// When the view cannot be read.
pub async fn page(
    database: impl PgExecutor<'_>,
    ente: &EnteCode,
    side: Side,
    filter: &HistoryFilter,
    after: Option<&HistoryCursor>,
    size: PageSize,
) -> Result<Page<HistoryEntry, HistoryCursor>> {
    let sql = match side {
        Side::Debtor(_) => PAGE_BY_DEBTOR,
        Side::Payer(_) => PAGE_BY_PAYER,
        Side::Position(_) => PAGE_BY_POSITION,
        Side::Ente => PAGE_BY_ENTE,
    };
    let rows = filtered(sql, ente, side, filter)
        .bind(after.map_or(DateTime::<Utc>::MAX_UTC, |cursor| cursor.paid_at))
        .bind(after.map_or("", |cursor| cursor.payment_id.as_str()))
        .bind(size.with_lookahead())
        .fetch_all(database)
        .await?;
    let rows = rows.iter().map(entry).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, size, HistoryEntry::cursor))
}

/// Count and sum over everything the filter lets through, whatever the page.
///
/// # Errors
/// When the view cannot be read.
pub async fn totals(pool: &PgPool, ente: &EnteCode, side: Side, filter: &HistoryFilter) -> Result<Totals> {
    let sql = match side {
        Side::Debtor(_) => TOTALS_BY_DEBTOR,
        Side::Payer(_) => TOTALS_BY_PAYER,
        Side::Position(_) => TOTALS_BY_POSITION,
        Side::Ente => TOTALS_BY_ENTE,
    };
    let row = filtered(sql, ente, side, filter).fetch_one(pool).await?;
    let payments: i64 = row.try_get("payments")?;
    Ok(Totals { payments: payments.unsigned_abs(), amount: Cents::new(row.try_get("amount")?) })
}

/// A page of an Ente's payments that somebody has to look at, newest first: parked receipts and refunds due, or only one of the two.
///
/// # Errors
/// When the view cannot be read.
pub async fn unresolved(
    pool: &PgPool,
    ente: &EnteCode,
    state: Option<PaymentState>,
    after: Option<&HistoryCursor>,
    size: PageSize,
) -> Result<Page<HistoryEntry, HistoryCursor>> {
    let rows = sqlx::query(UNRESOLVED)
        .bind(ente.as_str())
        .bind(state.map(PaymentState::as_str))
        .bind(after.map_or(DateTime::<Utc>::MAX_UTC, |cursor| cursor.paid_at))
        .bind(after.map_or("", |cursor| cursor.payment_id.as_str()))
        .bind(size.with_lookahead())
        .fetch_all(pool)
        .await?;
    let rows = rows.iter().map(entry).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, size, HistoryEntry::cursor))
}

/// The payment of a receipt.
///
/// # Errors
/// When the view cannot be read.
pub async fn by_receipt(pool: &PgPool, ente: &EnteCode, receipt: &ReceiptId) -> Result<Option<HistoryEntry>> {
    let row = sqlx::query(BY_RECEIPT).bind(ente.as_str()).bind(receipt.as_str()).fetch_optional(pool).await?;
    Ok(row.as_ref().map(entry).transpose()?)
}

/// The attempts in progress for these notices, oldest first: what "payment in progress" in the pending list is made of.
///
/// # Errors
/// When the view cannot be read.
pub async fn in_progress(pool: &PgPool, ente: &EnteCode, notices: &[NoticeNumber]) -> Result<Vec<HistoryEntry>> {
    let notices: Vec<&str> = notices.iter().map(NoticeNumber::as_str).collect();
    let rows = sqlx::query(IN_PROGRESS).bind(ente.as_str()).bind(notices).fetch_all(pool).await?;
    let mut entries = rows.iter().map(entry).collect::<std::result::Result<Vec<_>, _>>()?;
    entries.sort_by(|a, b| (a.paid_at, &a.payment_id).cmp(&(b.paid_at, &b.payment_id)));
    Ok(entries)
}

/// The receipts of a notice (the newest 20), if its debtor is the person with this keyed hash of their tax code. One statement that does
/// the same work for every kind of miss.
///
/// # Errors
/// When the view cannot be read.
pub async fn look_up(pool: &PgPool, ente: &EnteCode, code: &LookupCode, tax_code_digest: &[u8; 32]) -> Result<Vec<HistoryEntry>> {
    let sql = match code {
        LookupCode::Notice(_) => ANONYMOUS_BY_NAV,
        LookupCode::Iuv(_) => ANONYMOUS_BY_IUV,
    };
    let rows = sqlx::query(sql).bind(ente.as_str()).bind(code.as_str()).bind(tax_code_digest.as_slice()).fetch_all(pool).await?;
    let mut found = Vec::new();
    for row in &rows {
        if row.try_get::<Option<&str>, _>("payment_id")?.is_some() {
            found.push(entry(row)?);
        }
    }
    Ok(found)
}

type Prepared<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

fn filtered<'q>(sql: &'q str, ente: &'q EnteCode, side: Side, filter: &'q HistoryFilter) -> Prepared<'q> {
    sqlx::query(sql)
        .bind(ente.as_str())
        .bind(side.id())
        .bind(filter.pattern())
        .bind(filter.iuv.as_ref().map(AsRef::<str>::as_ref))
        .bind(filter.from)
        .bind(filter.before)
        .bind(filter.at_least.map(Cents::as_i64))
        .bind(filter.at_most.map(Cents::as_i64))
        .bind(filter.state_words())
}

fn entry(row: &PgRow) -> std::result::Result<HistoryEntry, sqlx::Error> {
    Ok(HistoryEntry {
        ente: checked(row, "ente")?,
        payment_id: row.try_get("payment_id")?,
        state: checked(row, "state")?,
        paid_at: row.try_get("paid_at")?,
        paid_at_is_reception: row.try_get("paid_at_is_reception")?,
        nav: checked(row, "nav")?,
        iuv: checked(row, "iuv")?,
        position: row.try_get::<Option<Uuid>, _>("position_id")?.map(PositionId::new),
        debtor: row.try_get::<Option<Uuid>, _>("debtor")?.map(SubjectId::new),
        payer: row.try_get::<Option<Uuid>, _>("payer")?.map(SubjectId::new),
        amount: Cents::new(row.try_get("amount")?),
        description: checked(row, "description")?,
        office: checked_option(row, "office")?,
        due_date: row.try_get("due_date")?,
        receipt_id: checked_option(row, "receipt_id")?,
        checkout: row.try_get::<Option<Uuid>, _>("checkout_id")?.map(CheckoutId::new),
        psp_id: checked_option(row, "psp_id")?,
        psp_name: checked_option(row, "psp_name")?,
        method: checked_option(row, "method")?,
        fee: row.try_get::<Option<i64>, _>("fee")?.map(Cents::new),
        application_date: row.try_get("application_date")?,
        transfer_date: row.try_get("transfer_date")?,
        transfers: count(row, "transfers")?,
        stand_in: row.try_get("stand_in")?,
        return_hint: checked_option(row, "return_hint")?,
        awaited_until: row.try_get("awaited_until")?,
        as_of: log_index(row, "as_of")?,
    })
}
