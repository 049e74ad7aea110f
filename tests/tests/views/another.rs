//! Whose a debt is, and whose payment: at any moment a notice stands in the list of who owes it, or in nobody's; and a payment in the history
//! of exactly one person, in whatever order position, receipt and checkout speak.

use std::collections::BTreeMap;

use domain::debt_position::{Payability, Settlement};
use domain::ids::SubjectId;
use projections::payment_history::HistoryFilter;
use projections::payment_history::queries::Side;
use sqlx::Row;
use uuid::Uuid;

use crate::cell::Cell;
use crate::history::all;
use crate::world::World;

#[tokio::test]
async fn s4_12_in_any_order_a_notice_stands_in_one_pending_list_or_in_none_and_a_payment_in_one_history() {
    let (mut by_another, mut reopened) = (0, 0);
    for seed in [31, 32, 33] {
        let cell = Cell::fresh().await;
        let mut world = World::new(seed);
        for _ in 0..4 {
            world.live(250);
            let shown = cell.show(&world.take()).await;
            reopened += one_pending_list(&cell, &world).await;
            by_another += one_history(&cell, &world).await;
            cell.assert_equal_to_rebuilt(shown, "every stream read alone").await;
        }
    }
    assert!(by_another > 20 && reopened > 5, "the history says too little: {by_another} by another, {reopened} open again");
}

/// Each notice stands once, in the list of its debtor, exactly while it is to be paid. Answers how many were paid and are to be paid again.
async fn one_pending_list(cell: &Cell, world: &World) -> usize {
    let rows = sqlx::query("SELECT nav, debtor FROM pending_list_v1").fetch_all(&cell.pool).await.unwrap();
    let mut lists: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for row in rows {
        lists.entry(row.get(0)).or_default().push(row.get(1));
    }
    let mut reopened = 0;
    for (_, position) in &world.positions {
        let open = position.payability() == Payability::Published;
        for installment in position.terms().unwrap().installments() {
            let (option, _) = position.terms().unwrap().find(&installment.nav).unwrap();
            let excluded = position.option_used().is_some_and(|used| used != option);
            let unpaid = position.settlement_of(&installment.nav) == Settlement::Unpaid;
            let expected =
                if open && unpaid && !excluded { vec![position.debtor().unwrap().subject.as_uuid()] } else { Vec::new() };
            let found = lists.get(installment.nav.as_str()).cloned().unwrap_or_default();
            assert_eq!(found, expected, "{}", installment.nav);
            reopened += usize::from(!expected.is_empty() && undone(cell, installment.nav.as_str()).await);
        }
    }
    reopened
}

async fn undone(cell: &Cell, nav: &str) -> bool {
    let sql = "SELECT EXISTS (SELECT FROM payment_history_v1 WHERE nav = $1 AND state = 'compensated')";
    sqlx::query_scalar(sql).bind(nav).fetch_one(&cell.pool).await.unwrap()
}

/// The histories of all people together are all payments, each once: of who paid at the portal, else of the payer of the receipt, else of who
/// owed. Answers how many were paid by another.
async fn one_history(cell: &Cell, world: &World) -> usize {
    let holders: Vec<Uuid> = sqlx::query_scalar("SELECT DISTINCT holder FROM payment_history_v1 WHERE holder IS NOT NULL")
        .fetch_all(&cell.pool)
        .await
        .unwrap();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_another = 0;
    for holder in holders.into_iter().map(SubjectId::new) {
        for entry in all(cell, Side::Holder(vec![holder]), &HistoryFilter::default(), 100).await {
            assert_eq!(entry.holder(), Some(holder));
            by_another += usize::from(entry.by_another());
            *times.entry(entry.payment_id).or_default() += 1;
        }
    }
    let payments: Vec<String> =
        sqlx::query_scalar("SELECT payment_id FROM payment_history_v1 ORDER BY 1").fetch_all(&cell.pool).await.unwrap();
    assert_eq!(times.keys().cloned().collect::<Vec<_>>().len(), payments.len(), "a payment stands in nobody's history");
    assert!(times.values().all(|times| *times == 1), "a payment stands in two histories");
    made_with_a_session(cell, world).await;
    by_another
}

/// A payment that came of a checkout stands with whoever began it.
async fn made_with_a_session(cell: &Cell, world: &World) {
    for (id, checkout) in &world.checkouts {
        let sql = "SELECT metadata ->> 'actor' FROM events WHERE aggregate_id = $1 AND sequence = 1";
        let actor: String = sqlx::query_scalar(sql).bind(id.to_string()).fetch_one(&cell.pool).await.unwrap();
        let Some(citizen) = actor.strip_prefix("citizen:") else { continue };
        for (nav, receipt) in checkout.settled() {
            let sql = "SELECT holder::text FROM payment_history_v1 WHERE payment_id = $1";
            let payment = format!("receipt/{receipt}/{nav}");
            let holder: String = sqlx::query_scalar(sql).bind(payment).fetch_one(&cell.pool).await.unwrap();
            assert_eq!(holder, citizen);
        }
    }
}
