//! What law, or something under way, does not let us erase yet: said with the reason and, where there is one, the day.

use std::time::Duration;

use chrono::{DateTime, Months, NaiveDate, Utc};
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use domain::rome;
use projections::ViewName;
use projections::freshness::Freshness;
use replay::log::LogReader;
use sqlx::Row;

use super::PrivacyError;
use crate::product::Product;

/// How long the views may take to have seen everything.
const SEEING: Duration = Duration::from_secs(5);

/// Payments where the person owed, where they paid as the receipt says it, and where they paid here.
const STANDING: &str = "
WITH mine AS (
    SELECT state, paid_at FROM payment_history_v1 WHERE ente = $1 AND debtor = $2
    UNION ALL
    SELECT state, paid_at FROM payment_history_v1 WHERE ente = $1 AND payer = $2
    UNION ALL
    SELECT state, paid_at FROM payment_history_v1 WHERE ente = $1 AND holder = $2
)
SELECT coalesce(bool_or(state = 'in_progress'), false),
       coalesce(bool_or(state IN ('received', 'parked', 'refund_due')), false),
       EXISTS (SELECT FROM pending_list_v1 WHERE ente = $1 AND debtor = $2),
       max(paid_at) FILTER (WHERE state <> 'in_progress')
  FROM mine";

/// Why something of a person cannot be erased now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErasureRefusal {
    /// A payment is under way.
    #[error("payment: one is under way; ask again when it has ended")]
    PaymentRunning,
    /// A payment waits to be filed or paid back.
    #[error("refund: a payment waits to be filed or paid back")]
    RefundOpen,
    /// Something is owed.
    #[error("debt: something is still owed")]
    DebtOpen,
    /// The legal term runs.
    #[error("term: who owed and who paid is kept by law until {0}")]
    TermRunning(NaiveDate),
    /// The lists have not seen the newest events.
    #[error("lists: have not seen the newest events yet; ask again in a moment")]
    NotSeen,
}

/// What is kept of a person, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// A payment is under way.
    pub running: bool,
    /// A payment waits to be filed or paid back.
    pub unresolved: bool,
    /// Something is owed.
    pub owed: bool,
    /// The day of the last payment, in Europe/Rome.
    pub last_payment: Option<NaiveDate>,
    /// The day from which law asks for nothing any more.
    pub until: Option<NaiveDate>,
}

/// What is kept of a person, and why.
///
/// # Errors
/// When the views cannot be read.
pub async fn kept(product: &Product, ente: &EnteCode, subject: SubjectId) -> Result<Kept, PrivacyError> {
    let row = sqlx::query(STANDING).bind(ente.as_str()).bind(subject.as_uuid()).fetch_one(&product.pool).await?;
    let last: Option<DateTime<Utc>> = row.try_get(3)?;
    let last_payment = last.map(rome::day);
    let years = product.enti.get(ente).map_or(10, |ente| ente.policies.retention.fiscal_years);
    Ok(Kept {
        running: row.try_get(0)?,
        unresolved: row.try_get(1)?,
        owed: row.try_get(2)?,
        last_payment,
        until: last_payment.map(|day| term(day, years)),
    })
}

/// The first day after the legal term of a payment.
fn term(payment: NaiveDate, years: u8) -> NaiveDate {
    let months = u32::from(years).saturating_mul(12);
    // From the end of February a term ends at the end of February.
    payment.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Whether a key of a person may be destroyed now.
///
/// # Errors
/// [`PrivacyError::Kept`] with the reason; or the views cannot be read.
pub async fn judge(product: &Product, ente: &EnteCode, subject: SubjectId, class: PersonalClass) -> Result<(), PrivacyError> {
    everything_seen(product).await?;
    let kept = kept(product, ente, subject).await?;
    let today = rome::day(product.clock.now());
    match (class, kept) {
        (_, Kept { running: true, .. }) => Err(ErasureRefusal::PaymentRunning.into()),
        (PersonalClass::Profile, _) => Ok(()),
        (PersonalClass::Fiscal, Kept { unresolved: true, .. }) => Err(ErasureRefusal::RefundOpen.into()),
        (PersonalClass::Fiscal, Kept { owed: true, .. }) => Err(ErasureRefusal::DebtOpen.into()),
        (PersonalClass::Fiscal, Kept { until: Some(until), .. }) if today < until => {
            Err(ErasureRefusal::TermRunning(until).into())
        }
        (PersonalClass::Fiscal, _) => Ok(()),
    }
}

/// Waits until the lists that are judged by have seen everything there is.
async fn everything_seen(product: &Product) -> Result<(), PrivacyError> {
    seen_by(product, &[ViewName::PaymentHistory, ViewName::PendingList]).await
}

/// Waits until these views have seen everything there is.
pub(super) async fn seen_by(product: &Product, views: &[ViewName]) -> Result<(), PrivacyError> {
    let next = LogReader::new(product.pool.clone()).next_index().await.map_err(crate::graphql::fault::Fault::unforeseen)?;
    let Some(last) = next.checked_sub(1) else { return Ok(()) };
    for view in views {
        if product.views.wait_for(&product.pool, *view, last, SEEING).await? == Freshness::Stale {
            return Err(ErasureRefusal::NotSeen.into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_ends_on_the_same_day_years_later() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(term(day(2026, 11, 21), 10), day(2036, 11, 21));
        assert_eq!(term(day(2024, 2, 29), 10), day(2034, 2, 28));
        assert_eq!(term(day(2026, 1, 1), 0), day(2026, 1, 1));
    }
}
