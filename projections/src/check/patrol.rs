//! The walk in the background: a bounded stretch of the log and some positions at a time, again and again from the beginning.

use chrono::{DateTime, Utc};
use replay::audit::verify::Verified;
use sqlx::PgPool;

use super::error::CheckError;
use super::report::{Examined, Invariant, Report};
use super::{log, mails, receipts, rows, sample};
use crate::stream::StreamKind;

/// Events verified in one round.
const EVENTS: u64 = 50_000;
/// Positions folded anew in one round.
const POSITIONS: i64 = 50;
/// Receipts looked up in one round, with what they were booked on and the mails they wanted.
const RECEIPTS: i64 = 200;

/// Where the walk is.
#[derive(Debug, Default)]
pub struct Patrol {
    verified: Verified,
    last_position: String,
    last_receipt: String,
}

impl Patrol {
    /// The next stretch, and everything that costs little.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round(&mut self, pool: &PgPool, now: DateTime<Utc>) -> Result<Report, CheckError> {
        let mut report = Report::default();
        let (examined, verified) = log::stretch(pool, std::mem::take(&mut self.verified), EVENTS).await?;
        let ended = examined.looked_at < EVENTS || !examined.findings.is_empty();
        report.events = examined.looked_at;
        report.examined.push(examined);
        // At the end, or where something is wrong, the next round begins anew.
        self.verified = if ended { Verified::default() } else { verified };
        for question in rows::CHEAP {
            report.examined.push(rows::ask(pool, &question, now).await?);
        }
        let positions = sample::next(pool, StreamKind::DebtPosition, &self.last_position, POSITIONS).await?;
        self.last_position = positions.last().cloned().unwrap_or_default();
        let mut views = Examined::of(Invariant::Views);
        sample::compare(pool, &positions, &mut views).await?;
        report.examined.push(views);
        let receipts = sample::next(pool, StreamKind::Receipt, &self.last_receipt, RECEIPTS).await?;
        self.last_receipt = receipts.last().cloned().unwrap_or_default();
        report.examined.push(receipts::some(pool, &receipts).await?);
        report.examined.push(mails::of_receipts(pool, &receipts).await?);
        Ok(report)
    }
}
