//! K3: every receipt that was acknowledged is kept with its raw message, once, and stands with its amount where it is said to be booked.

use std::collections::{BTreeSet, HashMap};

use domain::aggregate::Decider;
use domain::debt_position::{DebtPositionEvent, Payment, PaymentReference};
use domain::event::Event;
use domain::ids::PositionId;
use domain::receipt::{Receipt, ReceiptEvent, ReceiptFacts, receipt_stream};
use replay::log::LogReader;
use sqlx::PgPool;

use super::error::CheckError;
use super::report::{Examined, Invariant};
use super::sample;
use super::walk::Walk;
use crate::stream::{Happening, StreamKind};

/// One receipt, while its booking is looked for.
#[derive(Debug)]
struct Kept {
    cents: i64,
    /// The position that has booked it, as it says.
    filed: Option<PositionId>,
}

/// The receipts of the log, and the positions that booked them.
struct Ledger {
    examined: Examined,
    /// The receipt being read, as far as it was read.
    at: (String, Receipt),
    /// By the name of the stream.
    waiting: HashMap<String, Kept>,
}

impl Default for Ledger {
    fn default() -> Self {
        Self { examined: Examined::of(Invariant::Receipts), at: Default::default(), waiting: HashMap::new() }
    }
}

/// What matters of a receipt, and of a position.
const OF_RECEIPTS: [&str; 3] = ["ReceiptReceived", "ReceiptContradicted", "ReceiptFiled"];
const OF_POSITIONS: [&str; 2] = ["InstallmentPaid", "SecondPaymentRecorded"];

/// Compares every receipt with what was booked of it, and every booking with its receipt.
pub(super) async fn compare(pool: &PgPool) -> Result<Examined, CheckError> {
    let below = LogReader::new(pool.clone()).next_index().await?;
    let mut ledger = Ledger::default();
    let mut walk = Walk::of(pool, StreamKind::Receipt, &OF_RECEIPTS, below);
    while let Some(batch) = walk.next(&mut ledger.examined).await? {
        batch.into_iter().for_each(|(logged, happening)| ledger.hear_receipt(logged.aggregate_id(), happening));
    }
    let mut walk = Walk::of(pool, StreamKind::DebtPosition, &OF_POSITIONS, below);
    while let Some(batch) = walk.next(&mut ledger.examined).await? {
        batch.into_iter().for_each(|(_, happening)| ledger.hear_booking(happening, |_| true));
    }
    Ok(ledger.conclude())
}

/// The same for some receipts, and the positions that they say have booked them.
pub(super) async fn some(pool: &PgPool, names: &[String]) -> Result<Examined, CheckError> {
    let below = LogReader::new(pool.clone()).next_index().await?;
    let mut ledger = Ledger::default();
    let receipts = (StreamKind::Receipt, names);
    for (logged, happening) in sample::events(pool, receipts, &OF_RECEIPTS, below, &mut ledger.examined).await? {
        ledger.hear_receipt(logged.aggregate_id(), happening);
    }
    // Several receipts of one position: its bookings are heard once.
    let positions: BTreeSet<String> =
        ledger.waiting.values().filter_map(|kept| kept.filed.map(|filed| filed.to_string())).collect();
    let positions: Vec<String> = positions.into_iter().collect();
    let positions = (StreamKind::DebtPosition, &positions[..]);
    for (_, happening) in sample::events(pool, positions, &OF_POSITIONS, below, &mut ledger.examined).await? {
        ledger.hear_booking(happening, |name| names.iter().any(|sampled| sampled == name));
    }
    Ok(ledger.conclude())
}

impl Ledger {
    fn hear_receipt(&mut self, name: &str, happening: Happening) {
        let Event::Receipt(event) = happening.event else { return };
        if self.at.0 != name {
            self.at = (name.to_owned(), Receipt::default());
        }
        let (name, mut before) = std::mem::take(&mut self.at);
        self.examine(&name, &before, &event);
        before.evolve(*event);
        self.at = (name, before);
    }

    /// One event of a receipt, after what was said before of it.
    fn examine(&mut self, name: &str, before: &Receipt, event: &ReceiptEvent) {
        match event {
            ReceiptEvent::ReceiptReceived { facts, raw, digest, .. } => {
                self.wrong(name, before.facts().is_some(), "was taken twice");
                self.wrong(name, raw.data.is_empty(), "was taken without its raw message");
                self.wrong(name, !is_digest(digest), "has no digest of its content");
                self.examine_facts(name, facts);
            }
            ReceiptEvent::ReceiptContradicted { raw, digest, .. } => {
                self.wrong(name, raw.data.is_empty(), "was contradicted by a message that was not kept");
                self.wrong(name, before.digests().contains(digest), "is kept twice with the same content");
            }
            ReceiptEvent::ReceiptFiled { position, .. } => match self.waiting.get_mut(name) {
                Some(kept) => kept.filed = Some(*position),
                None => self.examined.found(name, "was filed, and the receipt itself is not kept"),
            },
            _ => {}
        }
    }

    fn examine_facts(&mut self, name: &str, facts: &ReceiptFacts) {
        let cents = facts.amount.as_i64();
        let shares = facts.transfers.iter().map(|share| share.amount.as_i64()).fold(0, i64::saturating_add);
        self.wrong(name, receipt_stream(&facts.addressed_to, &facts.receipt_id) != name, "is kept under the name of another");
        self.wrong(name, shares != cents, &format!("says {cents} cents, and its shares come to {shares} cents"));
        self.examined.looked_at += 1;
        self.examined.count_cents(cents);
        self.waiting.insert(name.to_owned(), Kept { cents, filed: None });
    }

    fn wrong(&mut self, name: &str, is_wrong: bool, what: &str) {
        if is_wrong {
            self.examined.found(name, what);
        }
    }

    /// A booking of a receipt that is looked at.
    fn hear_booking(&mut self, happening: Happening, is_looked_at: impl Fn(&str) -> bool) {
        let Event::DebtPosition(event) = happening.event else { return };
        let (DebtPositionEvent::InstallmentPaid { payment, .. } | DebtPositionEvent::SecondPaymentRecorded { payment, .. }) =
            *event
        else {
            return;
        };
        if let PaymentReference::Receipt(receipt) = &payment.reference {
            let name = receipt_stream(&happening.moment.ente, receipt);
            if is_looked_at(&name) {
                self.book(name, &payment);
            }
        }
    }

    fn book(&mut self, name: String, payment: &Payment) {
        let booked = payment.amount.as_i64();
        match self.waiting.remove(&name) {
            Some(kept) if kept.cents == booked => {}
            Some(kept) => self.examined.found(name, format!("says {} cents, and {booked} cents are booked", kept.cents)),
            None => {
                self.examined.found(name, format!("{booked} cents are booked, and the receipt is not kept, or was booked before"))
            }
        }
    }

    fn conclude(mut self) -> Examined {
        let said = |(name, kept): (String, Kept)| kept.filed.map(|position| (name, position, kept.cents));
        let mut unbooked: Vec<(String, PositionId, i64)> = self.waiting.into_iter().filter_map(said).collect();
        unbooked.sort_unstable();
        for (name, position, cents) in unbooked {
            self.examined.found(name, format!("is said to be booked, and position {position} has none of its {cents} cents"));
        }
        self.examined
    }
}

/// SHA-256, in hexadecimal.
fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
