//! Control totals: the same money counted three times, from receipts, from positions and from the payment history, day by day.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::debt_position::{DebtPositionEvent, Payment, PaymentReference};
use domain::event::Event;
use domain::identifier::EnteCode;
use domain::receipt::{ReceiptEvent, receipt_stream};
use domain::rome;
use sqlx::{PgPool, Row};

use super::error::CheckError;
use super::report::{DayTotals, Examined, Invariant, Sum};
use super::walk::Walk;
use crate::query::checked;
use crate::stream::{Happening, StreamKind};
use crate::view::ViewName;

const PLACE: &str = "SELECT coalesce((SELECT next_index FROM checkpoint WHERE reader = $1), 0)";
const SHOWN: &str = "
SELECT ente, (paid_at AT TIME ZONE 'Europe/Rome')::date AS day, count(*) AS payments, sum(amount)::bigint AS cents
  FROM payment_history_v1 WHERE receipt_id IS NOT NULL GROUP BY 1, 2";

/// Whose day.
type Key = (EnteCode, NaiveDate);

struct Totals {
    days: BTreeMap<Key, [Sum; 3]>,
    /// Receipts that say of themselves that no position has booked them: few.
    open: HashMap<String, (Key, i64)>,
    examined: Examined,
}

const RECEIVED: usize = 0;
const BOOKED: usize = 1;
const SHOWN_PLACE: usize = 2;

/// Compares the totals of every day up to where the history stands.
pub(super) async fn compare(pool: &PgPool) -> Result<(Examined, Vec<DayTotals>), CheckError> {
    let examined = Examined::of(Invariant::Totals);
    let mut totals = Totals { days: BTreeMap::new(), open: HashMap::new(), examined };
    let below = totals.add_shown(pool).await?;
    totals.add_receipts(pool, below).await?;
    totals.add_bookings(pool, below).await?;
    Ok(totals.conclude())
}

impl Totals {
    fn add(&mut self, place: usize, key: Key, cents: i64) {
        let sum = &mut self.days.entry(key).or_default()[place];
        sum.payments += 1;
        sum.cents = sum.cents.saturating_add(cents);
    }

    /// What the history shows, and where it stands: in one snapshot.
    async fn add_shown(&mut self, pool: &PgPool) -> Result<u64, CheckError> {
        let mut tx = pool.begin().await?;
        sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").execute(&mut *tx).await?;
        sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *tx).await?;
        let below: i64 = sqlx::query_scalar(PLACE).bind(ViewName::PaymentHistory.as_str()).fetch_one(&mut *tx).await?;
        for row in sqlx::query(SHOWN).fetch_all(&mut *tx).await? {
            let key = (checked(&row, "ente")?, row.try_get("day")?);
            let payments: i64 = row.try_get("payments")?;
            let sum = Sum { payments: payments.unsigned_abs(), cents: row.try_get("cents")? };
            self.days.entry(key).or_default()[SHOWN_PLACE] = sum;
        }
        Ok(below.unsigned_abs())
    }

    async fn add_receipts(&mut self, pool: &PgPool, below: u64) -> Result<(), CheckError> {
        let mut walk = Walk::of(pool, StreamKind::Receipt, &["ReceiptReceived", "ReceiptFiled"], below);
        while let Some(batch) = walk.next(&mut self.examined).await? {
            for (logged, happening) in batch {
                let Happening { moment, event: Event::Receipt(event) } = happening else { continue };
                match *event {
                    ReceiptEvent::ReceiptReceived { facts, received_at, .. } => {
                        let key = (moment.ente, day(facts.paid_at.unwrap_or(received_at)));
                        self.add(RECEIVED, key.clone(), facts.amount.as_i64());
                        self.open.insert(logged.aggregate_id().to_owned(), (key, facts.amount.as_i64()));
                    }
                    // Filed, it is for the position to say.
                    ReceiptEvent::ReceiptFiled { .. } => drop(self.open.remove(logged.aggregate_id())),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    async fn add_bookings(&mut self, pool: &PgPool, below: u64) -> Result<(), CheckError> {
        let mut walk = Walk::of(pool, StreamKind::DebtPosition, &["InstallmentPaid", "SecondPaymentRecorded"], below);
        while let Some(batch) = walk.next(&mut self.examined).await? {
            for (_, happening) in batch {
                let Happening { moment, event: Event::DebtPosition(event) } = happening else { continue };
                let (DebtPositionEvent::InstallmentPaid { payment, .. }
                | DebtPositionEvent::SecondPaymentRecorded { payment, .. }) = *event
                else {
                    continue;
                };
                self.add_booking(moment.ente, &payment);
            }
        }
        Ok(())
    }

    fn add_booking(&mut self, ente: EnteCode, payment: &Payment) {
        let PaymentReference::Receipt(receipt) = &payment.reference else { return };
        // Booked, and its receipt is about to say so.
        self.open.remove(&receipt_stream(&ente, receipt));
        self.add(BOOKED, (ente, day(payment.paid_at)), payment.amount.as_i64());
    }

    fn conclude(mut self) -> (Examined, Vec<DayTotals>) {
        for (key, cents) in std::mem::take(&mut self.open).into_values() {
            self.add(BOOKED, key, cents);
        }
        let mut examined = self.examined;
        let mut days = Vec::new();
        for ((ente, day), [received, booked_or_open, shown]) in self.days {
            examined.looked_at += 1;
            examined.count_cents(received.cents);
            if received != booked_or_open || received != shown {
                let say = |sum: Sum| format!("{} payments of {} cents", sum.payments, sum.cents);
                let what = format!("received {}, booked or open {}, shown {}", say(received), say(booked_or_open), say(shown));
                examined.found(format!("{ente} on {day}"), what);
            }
            days.push(DayTotals { ente, day, received, booked_or_open, shown });
        }
        (examined, days)
    }
}

fn day(at: DateTime<Utc>) -> NaiveDate {
    rome::day(at)
}
