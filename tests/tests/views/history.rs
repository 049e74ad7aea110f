//! The payment history is what positions, receipts and checkouts say, whoever speaks first.

use std::collections::BTreeMap;

use domain::Cents;
use domain::checkout::Phase;
use domain::debt_position::PaymentReference;
use domain::identifier::LookupCode;
use domain::ids::SubjectId;
use projections::payment_history::queries::{Side, by_receipt, in_progress, look_up, page, totals};
use projections::payment_history::{HistoryEntry, HistoryFilter, PaymentState};
use projections::query::PageSize;

use crate::cell::Cell;
use crate::specimen::ente;
use crate::world::World;

pub(crate) async fn all(cell: &Cell, side: Side, filter: &HistoryFilter, rows: usize) -> Vec<HistoryEntry> {
    let mut entries: Vec<HistoryEntry> = Vec::new();
    let mut after = None;
    loop {
        let page = page(&cell.pool, &ente(), &side, filter, after.as_ref(), PageSize::clamped(rows)).await.unwrap();
        entries.extend(page.rows);
        match page.next {
            Some(next) => after = Some(next.to_string().parse().unwrap()),
            None => return entries,
        }
    }
}

async fn lived(seed: u64) -> (Cell, World) {
    let cell = Cell::fresh().await;
    let mut world = World::new(seed);
    for _ in 0..4 {
        world.live(200);
        cell.show(&world.take()).await;
    }
    (cell, world)
}

#[tokio::test]
async fn every_payment_of_every_channel_is_listed_once() {
    let (cell, world) = lived(21).await;
    for (id, position) in &world.positions {
        let shown = all(&cell, Side::Position(*id), &HistoryFilter::default(), 2).await;
        let states = |state| shown.iter().filter(move |entry| entry.state == state && entry.position == Some(*id)).count();
        let from_receipts_alone = |entry: &&HistoryEntry| match &entry.receipt_id {
            Some(receipt) => {
                let reference = PaymentReference::Receipt(receipt.clone());
                !position.knows(&entry.nav, &reference)
            }
            None => false,
        };
        let unbooked_settled = shown.iter().filter(from_receipts_alone).filter(|e| e.state == PaymentState::Settled).count();
        let unbooked_refunds = shown.iter().filter(from_receipts_alone).filter(|e| e.state == PaymentState::RefundDue).count();
        assert_eq!(states(PaymentState::Settled) - unbooked_settled, position.payments().len());
        assert_eq!(states(PaymentState::RefundDue) - unbooked_refunds, position.refunds_due().len());
        for (nav, payment) in position.payments() {
            let entry = shown.iter().find(|entry| entry.nav == *nav && entry.state == PaymentState::Settled).unwrap();
            assert_eq!((entry.amount, entry.debtor), (payment.amount, Some(position.debtor().unwrap().subject)));
        }
    }
}

#[tokio::test]
async fn receipts_appear_with_who_paid_and_parked_ones_too() {
    let (cell, world) = lived(22).await;
    let mut parked = 0;
    for (_, receipt) in &world.receipts {
        let facts = receipt.facts().unwrap();
        let entry = by_receipt(&cell.pool, &ente(), &facts.receipt_id).await.unwrap().unwrap();
        assert_eq!(entry.payer, facts.payer.as_ref().map(|payer| payer.subject));
        assert_eq!((&entry.nav, entry.amount), (&facts.nav, facts.amount));
        parked += usize::from(entry.state == PaymentState::Parked);
    }
    assert!(parked > 0);
}

#[tokio::test]
async fn open_checkouts_are_in_progress_until_their_receipts_come() {
    let (cell, world) = lived(23).await;
    let mut waiting = 0;
    for (id, checkout) in &world.checkouts {
        let open = matches!(checkout.phase(), Phase::Requested | Phase::Awaiting);
        let unsettled: Vec<_> = checkout.unsettled().cloned().collect();
        let all: Vec<_> = checkout.items().iter().map(|item| item.nav.clone()).collect();
        let shown = in_progress(&cell.pool, &ente(), &all).await.unwrap();
        let mut shown: Vec<_> = shown.into_iter().filter(|entry| entry.checkout == Some(*id)).collect();
        shown.sort_by_key(|entry| all.iter().position(|nav| *nav == entry.nav));
        let expected: Vec<_> = if open { unsettled } else { Vec::new() };
        assert_eq!(shown.iter().map(|entry| entry.nav.clone()).collect::<Vec<_>>(), expected);
        for entry in &shown {
            assert!(entry.debtor.is_some(), "the debtor at the moment of starting is known from the log");
            assert_eq!((entry.awaited_until, entry.return_hint), (checkout.deadline(), checkout.hint()));
        }
        waiting += shown.len();
    }
    assert!(waiting > 0);
}

#[tokio::test]
async fn pages_together_are_the_list_and_totals_follow_the_filter() {
    let (cell, world) = lived(24).await;
    let mut filters = vec![HistoryFilter::default()];
    filters.push(HistoryFilter { description: Some("rata".into()), ..HistoryFilter::default() });
    // Signs of the pattern language are plain text here.
    filters.push(HistoryFilter { description: Some("50%_x".into()), ..HistoryFilter::default() });
    filters.push(HistoryFilter { description: Some("%".into()), ..HistoryFilter::default() });
    filters.push(HistoryFilter { at_least: Some(Cents::new(5_000)), ..HistoryFilter::default() });
    filters.push(HistoryFilter { at_most: Some(Cents::new(5_000)), ..HistoryFilter::default() });
    filters.push(HistoryFilter { from: Some(crate::specimen::noon()), ..HistoryFilter::default() });
    filters.push(HistoryFilter { before: Some(crate::specimen::noon()), ..HistoryFilter::default() });
    filters.push(HistoryFilter { service: Some("tari".into()), ..HistoryFilter::default() });
    let states = vec![PaymentState::Settled, PaymentState::Compensated];
    filters.push(HistoryFilter { states, ..HistoryFilter::default() });
    let mut narrowed = BTreeMap::new();
    for debtor in &world.people {
        let everything = all(&cell, Side::Debtor(*debtor), &HistoryFilter::default(), 100).await;
        for (number, filter) in filters.iter().enumerate() {
            let expected: Vec<_> = everything.iter().filter(|entry| lets_through(filter, entry)).cloned().collect();
            assert_eq!(all(&cell, Side::Debtor(*debtor), filter, 3).await, expected, "filter {number}");
            let totals = totals(&cell.pool, &ente(), &Side::Debtor(*debtor), filter).await.unwrap();
            assert_eq!(totals.payments, expected.len() as u64);
            assert_eq!(totals.amount, Cents::checked_sum(expected.iter().map(|entry| entry.amount)).unwrap());
            *narrowed.entry(number).or_insert(0) += expected.len();
        }
    }
    assert!(narrowed.values().all(|found| *found > 0), "some filter found nothing: {narrowed:?}");
    let payers = vec![SubjectId::new(uuid::Uuid::from_u128(0xfeed)), world.people[0]];
    let everything = all(&cell, Side::Holder(payers.clone()), &HistoryFilter::default(), 100).await;
    assert!(everything.iter().all(|entry| entry.holder().is_some_and(|holder| payers.contains(&holder))));
    assert!(payers.iter().all(|payer| everything.iter().any(|entry| entry.holder() == Some(*payer))), "a history of two numbers");
    for (number, filter) in filters.iter().enumerate() {
        let expected: Vec<_> = everything.iter().filter(|entry| lets_through(filter, entry)).cloned().collect();
        assert_eq!(all(&cell, Side::Holder(payers.clone()), filter, 7).await, expected, "filter {number}");
        let totals = totals(&cell.pool, &ente(), &Side::Holder(payers.clone()), filter).await.unwrap();
        let sum = Cents::checked_sum(expected.iter().map(|entry| entry.amount)).unwrap();
        assert_eq!((totals.payments, totals.amount), (expected.len() as u64, sum));
    }
}

fn lets_through(filter: &HistoryFilter, entry: &HistoryEntry) -> bool {
    let words =
        filter.description.as_ref().is_none_or(|words| entry.description.as_str().to_lowercase().contains(&words.to_lowercase()));
    let dates = filter.from.is_none_or(|from| entry.paid_at >= from) && filter.before.is_none_or(|before| entry.paid_at < before);
    let amounts =
        filter.at_least.is_none_or(|least| entry.amount >= least) && filter.at_most.is_none_or(|most| entry.amount <= most);
    let service = entry.service.as_ref().unwrap_or(&entry.description).as_str().to_lowercase();
    let words = words && filter.service.as_ref().is_none_or(|words| service.contains(words));
    words && dates && amounts && (filter.states.is_empty() || filter.states.contains(&entry.state))
}

#[tokio::test]
async fn receipts_are_found_by_notice_and_tax_code_only() {
    let (cell, world) = lived(25).await;
    let (_, receipt) = world.receipts.iter().find(|(_, receipt)| receipt.filing().is_some()).unwrap();
    let facts = receipt.facts().unwrap();
    let entry = by_receipt(&cell.pool, &ente(), &facts.receipt_id).await.unwrap().unwrap();
    crate::lookup::register(&cell, entry.debtor.unwrap(), [7; 32]).await;
    crate::lookup::register(&cell, SubjectId::new(uuid::Uuid::from_u128(1)), [8; 32]).await;
    for code in [LookupCode::Notice(facts.nav.clone()), LookupCode::Iuv(facts.iuv.clone())] {
        let found = look_up(&cell.pool, &ente(), &code, &[7; 32]).await.unwrap();
        assert!(found.contains(&entry));
        assert!(look_up(&cell.pool, &ente(), &code, &[8; 32]).await.unwrap().is_empty());
        assert!(look_up(&cell.pool, &ente(), &code, &[9; 32]).await.unwrap().is_empty());
    }
}
