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
use crate::query::{Page, PageSize, Result, checked, checked_option, count, log_index, pattern};
use crate::stored::column;

/// The filter, as parameters `$3` to `$11`. A payment that is not booked yet has no service but what its notice said.
macro_rules! filtered_by {
    ($what:literal, $owner:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM payment_history_v1 WHERE ente = $1 AND ",
            $owner,
            "
                AND ($3::text IS NULL OR description ILIKE $3)
                AND ($4::text IS NULL OR iuv = $4)
                AND paid_at >= coalesce($5::timestamptz, '-infinity') AND paid_at < coalesce($6::timestamptz, 'infinity')
                AND ($7::bigint IS NULL OR amount >= $7) AND ($8::bigint IS NULL OR amount <= $8)
                AND ($9::text[] IS NULL OR state = ANY ($9))
                AND ($10::text IS NULL OR coalesce(service, description) ILIKE $10)
                AND ($11::text IS NULL OR nav = $11) ",
            $rest
        )
    };
}
macro_rules! page_by {
    ($owner:literal) => {
        filtered_by!("*", $owner, "AND (paid_at, payment_id) < ($12, $13) ORDER BY paid_at DESC, payment_id DESC LIMIT $14")
    };
}
macro_rules! totals_by {
    ($owner:literal) => {
        filtered_by!("count(*) AS payments, coalesce(sum(amount), 0)::bigint AS amount", $owner, "")
    };
}
/// A person is known by two numbers at most, that of their account and that of their tax code: a page of each, and of those a page. What
/// it sorts is two pages.
macro_rules! page_of_each {
    ($owner:literal) => {
        concat!(
            "SELECT payment.* FROM unnest($2::uuid[]) AS own (subject) CROSS JOIN LATERAL (",
            page_by!($owner),
            ") AS payment ORDER BY payment.paid_at DESC, payment.payment_id DESC LIMIT $14"
        )
    };
}
macro_rules! totals_of_each {
    ($owner:literal) => {
        concat!(
            "SELECT coalesce(sum(of.payments), 0)::bigint AS payments, coalesce(sum(of.amount), 0)::bigint AS amount
               FROM unnest($2::uuid[]) AS own (subject) CROSS JOIN LATERAL (",
            totals_by!($owner),
            ") AS of"
        )
    };
}
pub(crate) const PAGE_BY_DEBTOR: &str = page_by!("debtor = $2");
pub(crate) const PAGE_BY_HOLDER: &str = page_of_each!("holder = own.subject");
pub(crate) const PAGE_BY_OWN_DEBTS: &str = page_of_each!("holder = own.subject AND debtor = ANY ($2::uuid[])");
pub(crate) const PAGE_BY_ACCOUNT: &str = page_by!("account = $2");
pub(crate) const PAGE_BY_POSITION: &str = page_by!("position_id = $2");
/// Everybody's: `$2` is the id of nobody.
pub(crate) const PAGE_BY_ENTE: &str = page_by!("'00000000-0000-0000-0000-000000000000'::uuid = $2");
pub(crate) const TOTALS_BY_DEBTOR: &str = totals_by!("debtor = $2");
pub(crate) const TOTALS_BY_HOLDER: &str = totals_of_each!("holder = own.subject");
const TOTALS_BY_OWN_DEBTS: &str = totals_of_each!("holder = own.subject AND debtor = ANY ($2::uuid[])");
pub(crate) const TOTALS_BY_ACCOUNT: &str = totals_by!("account = $2");
pub(crate) const TOTALS_BY_POSITION: &str = totals_by!("position_id = $2");
const TOTALS_BY_ENTE: &str = totals_by!("'00000000-0000-0000-0000-000000000000'::uuid = $2");

pub(crate) const BY_ID: &str = "SELECT * FROM payment_history_v1 WHERE ente = $1 AND payment_id = $2";

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// Of debts this person owed, whoever paid them: for the office.
    Debtor(SubjectId),
    /// Of what stands in this person's history ([`HistoryEntry::holder`]), under any of their numbers.
    Holder(Vec<SubjectId>),
    /// The part of it that they owed themselves.
    OwnDebts(Vec<SubjectId>),
    /// Of what was paid with this account, and of debts that were made with it and nobody else paid with a session: for who is not known
    /// by their tax code.
    Account(SubjectId),
    /// Of one position.
    Position(PositionId),
    /// Of everybody, for the office.
    Ente,
}

impl Side {
    /// The thread of the one debtor or position this side concerns; none for the others.
    #[must_use]
    pub const fn thread(&self) -> Option<Thread> {
        match self {
            Self::Debtor(subject) => Some(Thread::Person(*subject)),
            Self::Position(position) => Some(Thread::Position(*position)),
            Self::Holder(_) | Self::OwnDebts(_) | Self::Account(_) | Self::Ente => None,
        }
    }

    const fn page(&self) -> &'static str {
        match self {
            Self::Debtor(_) => PAGE_BY_DEBTOR,
            Self::Holder(_) => PAGE_BY_HOLDER,
            Self::OwnDebts(_) => PAGE_BY_OWN_DEBTS,
            Self::Account(_) => PAGE_BY_ACCOUNT,
            Self::Position(_) => PAGE_BY_POSITION,
            Self::Ente => PAGE_BY_ENTE,
        }
    }

    const fn totals(&self) -> &'static str {
        match self {
            Self::Debtor(_) => TOTALS_BY_DEBTOR,
            Self::Holder(_) => TOTALS_BY_HOLDER,
            Self::OwnDebts(_) => TOTALS_BY_OWN_DEBTS,
            Self::Account(_) => TOTALS_BY_ACCOUNT,
            Self::Position(_) => TOTALS_BY_POSITION,
            Self::Ente => TOTALS_BY_ENTE,
        }
    }

    fn bind<'q>(&self, query: Prepared<'q>) -> Prepared<'q> {
        match self {
            Self::Debtor(subject) | Self::Account(subject) => query.bind(subject.as_uuid()),
            Self::Holder(subjects) | Self::OwnDebts(subjects) => query.bind(column(subjects, |subject| subject.as_uuid())),
            Self::Position(position) => query.bind(position.as_uuid()),
            Self::Ente => query.bind(Uuid::nil()),
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
    side: &Side,
    filter: &HistoryFilter,
    after: Option<&HistoryCursor>,
    size: PageSize,
) -> Result<Page<HistoryEntry, HistoryCursor>> {
    let rows = filtered(side.page(), ente, side, filter)
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
pub async fn totals(pool: &PgPool, ente: &EnteCode, side: &Side, filter: &HistoryFilter) -> Result<Totals> {
    let row = filtered(side.totals(), ente, side, filter).fetch_one(pool).await?;
    let payments: i64 = row.try_get("payments")?;
    Ok(Totals { payments: payments.unsigned_abs(), amount: Cents::new(row.try_get("amount")?) })
}

/// One payment by its id.
///
/// # Errors
/// When the view cannot be read.
pub async fn by_id(pool: &PgPool, ente: &EnteCode, payment_id: &str) -> Result<Option<HistoryEntry>> {
    let row = sqlx::query(BY_ID).bind(ente.as_str()).bind(payment_id).fetch_optional(pool).await?;
    Ok(row.as_ref().map(entry).transpose()?)
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

fn filtered<'q>(sql: &'q str, ente: &'q EnteCode, side: &Side, filter: &'q HistoryFilter) -> Prepared<'q> {
    side.bind(sqlx::query(sql).bind(ente.as_str()))
        .bind(filter.description.as_deref().and_then(pattern))
        .bind(filter.iuv.as_ref().map(AsRef::<str>::as_ref))
        .bind(filter.from)
        .bind(filter.before)
        .bind(filter.at_least.map(Cents::as_i64))
        .bind(filter.at_most.map(Cents::as_i64))
        .bind(filter.state_words())
        .bind(filter.service.as_deref().and_then(pattern))
        .bind(filter.nav.as_ref().map(AsRef::<str>::as_ref))
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
        made_by: row.try_get::<Option<Uuid>, _>("made_by")?.map(SubjectId::new),
        entered_by: row.try_get::<Option<Uuid>, _>("entered_by")?.map(SubjectId::new),
        amount: Cents::new(row.try_get("amount")?),
        description: checked(row, "description")?,
        service: checked_option(row, "service")?,
        reference: checked_option(row, "iupd")?,
        entered_at: row.try_get("entered_at")?,
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
