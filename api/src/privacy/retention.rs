//! What is forgotten because its time is over: who owed and who paid after the legal term, accounts nobody uses and the access log after 24
//! months. And an alarm before a request of the register is overdue.

use std::time::Duration;

use chrono::{Days, Months, NaiveDate};
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::metadata::{Actor, Assurance};
use domain::personal::PersonalClass;
use domain::rome;
use domain::subject::ErasureReason;
use sqlx::Row;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::erase::erase;
use super::register::{self, Wanted};
use super::{ErasureRefusal, PrivacyError};
use crate::accounts::{Acting, Inactive, close_inactive};
use crate::messages::Language;
use crate::product::Product;

/// Months the access log is kept (SPID: 24 months).
const ACCESS_LOG_MONTHS: u32 = 24;
/// Days before the end of its term in which a request raises the alarm.
const ALARM_DAYS: u64 = 7;
/// Days before a master key is to be rotated at which that is said.
const KEY_ALARMS: [i64; 3] = [30, 7, 1];
/// How often terms are looked at.
const LOOK: Duration = Duration::from_secs(3_600);
/// People forgotten in one look.
const AT_ONCE: i64 = 500;

/// People all of whose payments are older than a day, and who owe nothing.
const TERM_OVER: &str = "
SELECT person FROM (
    SELECT debtor AS person, paid_at FROM payment_history_v1 WHERE ente = $1 AND debtor IS NOT NULL
    UNION ALL
    SELECT payer, paid_at FROM payment_history_v1 WHERE ente = $1 AND payer IS NOT NULL
    UNION ALL
    SELECT made_by, paid_at FROM payment_history_v1 WHERE ente = $1 AND made_by IS NOT NULL
) AS payments
 GROUP BY person HAVING max(paid_at) < $2
    AND NOT EXISTS (SELECT FROM pending_list_v1 AS p WHERE p.ente = $1 AND p.debtor = person)
 LIMIT $3";

/// What one look came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// People whose fiscal key was destroyed.
    pub people: u64,
    /// Months of access logs that were forgotten.
    pub months: u64,
}

/// Forgets what is over now.
///
/// # Errors
/// When something failed; what was forgotten stays so, and the next look goes on.
pub async fn purge(product: &Product) -> Result<Purged, PrivacyError> {
    let today = rome::day(product.clock.now());
    let mut purged = Purged { people: 0, months: forget_months(product, today).await? };
    for ente in product.enti.all() {
        let years = u32::from(ente.policies.retention.fiscal_years);
        let Some(day) = today.checked_sub_months(Months::new(years.saturating_mul(12))) else { continue };
        for subject in term_over(product, &ente.code, day).await? {
            let acting = Acting {
                actor: Actor::Process("retention"),
                assurance: Assurance::Internal,
                correlation: product.new_correlation(),
                language: Language::default(),
            };
            let whom = (subject, PersonalClass::Fiscal);
            match erase(product, &acting, &ente.code, whom, ErasureReason::TermOver).await {
                Ok(()) => purged.people = purged.people.saturating_add(1),
                Err(PrivacyError::Kept(ErasureRefusal::NotSeen)) => return Ok(purged),
                Err(PrivacyError::Kept(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(purged)
}

/// The key of month m is destroyed at m + 24.
async fn forget_months(product: &Product, today: NaiveDate) -> Result<u64, PrivacyError> {
    let Some(day) = today.checked_sub_months(Months::new(ACCESS_LOG_MONTHS)) else { return Ok(0) };
    Ok(product.vault.forget_months_before(day).await?)
}

async fn term_over(product: &Product, ente: &EnteCode, day: NaiveDate) -> Result<Vec<SubjectId>, PrivacyError> {
    let query = sqlx::query(TERM_OVER).bind(ente.as_str()).bind(rome::start_of_day(day)).bind(AT_ONCE);
    let rows = query.fetch_all(&product.pool).await?;
    let people = rows.iter().map(|row| row.try_get::<Uuid, _>(0).map(SubjectId::new));
    Ok(people.collect::<Result<_, _>>()?)
}

/// Looks at all terms until `stop`.
pub(crate) async fn keep(product: Product, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = look(&product).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "terms could not be looked at; tried again");
        }
        let _ = tokio::time::timeout(LOOK, stop.cancelled()).await;
    }
}

async fn look(product: &Product) -> Result<(), PrivacyError> {
    let Purged { people, months } = purge(product).await?;
    if people > 0 || months > 0 {
        tracing::info!(people, months, "what was over is forgotten");
    }
    let Inactive { told, closed } = close_inactive(product).await?;
    if told > 0 || closed > 0 {
        tracing::info!(told, closed, "accounts nobody uses: holders told, accounts closed");
    }
    watch_keys(product).await?;
    let today = rome::day(product.clock.now());
    let soon = today.checked_add_days(Days::new(ALARM_DAYS)).unwrap_or(today);
    let (mut due, mut overdue) = (0_u32, 0_u32);
    for ente in product.enti.all() {
        for request in register::list(product, &ente.code, Wanted::Open).await? {
            due = due.saturating_add(u32::from(request.opening.due_on <= soon));
            overdue = overdue.saturating_add(u32::from(request.opening.due_on < today));
        }
    }
    metrics::gauge!("privacy_requests_due_soon").set(due);
    metrics::gauge!("privacy_requests_overdue").set(overdue);
    if due > 0 {
        tracing::warn!(due, overdue, "requests under data-protection law are due within seven days");
    }
    Ok(())
}

/// Says when a master key has to be rotated: a figure always, a line in the log in the last days.
async fn watch_keys(product: &Product) -> Result<(), PrivacyError> {
    let now = product.clock.now();
    for key in product.vault.ages(product.settings.vault.rotate_months).await?.into_iter().filter(|key| key.in_force) {
        let left = key.days_left(now);
        let days = i32::try_from(left).unwrap_or(if left < 0 { i32::MIN } else { i32::MAX });
        metrics::gauge!("vault_key_days_left", "purpose" => key.purpose.clone()).set(days);
        if let Some(alarm) = KEY_ALARMS.into_iter().rev().find(|days| left <= *days) {
            tracing::warn!(key = %key.purpose, key.id = %key.id, left, alarm, "a master key is to be rotated: `quietanza keys rotate`");
        }
    }
    Ok(())
}
