//! What the pending list and the directory call payable is what the domain calls payable, at every moment; and pages together are the list.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::identifier::LookupCode;
use domain::ids::SubjectId;
use futures::future::join_all;
use projections::notice_directory;
use projections::pending_list::queries::{PendingRequest, Wanted, by_debtor, by_position};
use projections::pending_list::{Pages, PendingFilter};
use projections::query::PageSize;

use crate::cell::Cell;
use crate::specimen::{ente, noon};
use crate::world::World;

fn request(now: DateTime<Utc>, rows: usize) -> PendingRequest {
    PendingRequest { wanted: Wanted::Payable, now, after: None, size: PageSize::clamped(rows), filter: PendingFilter::default() }
}

/// All pages of a person's list, one after the other.
async fn list(cell: &Cell, debtor: SubjectId, mut request: PendingRequest) -> Vec<String> {
    let mut notices = Vec::new();
    loop {
        let page = by_debtor(&cell.pool, &ente(), debtor, &request).await.unwrap();
        assert!(page.rows.len() <= request.size.rows());
        notices.extend(page.rows.iter().map(|row| row.nav.to_string()));
        let Some(next) = page.next else { return notices };
        assert_eq!(page.rows.len(), request.size.rows(), "only the last page may be short");
        // A cursor travels as text.
        request.after = Some(next.to_string().parse().unwrap());
    }
}

fn payable_by_the_domain(world: &World, debtor: SubjectId, now: DateTime<Utc>) -> BTreeSet<String> {
    let owed = world.positions.iter().filter(|(_, position)| position.debtor().unwrap().subject == debtor);
    let notices = owed.flat_map(|(_, position)| position.terms().unwrap().installments().map(move |i| (position, &i.nav)));
    notices.filter(|(position, nav)| position.payable(nav, now).is_ok()).map(|(_, nav)| nav.to_string()).collect()
}

#[tokio::test]
async fn payable_in_the_views_is_payable_in_the_domain() {
    for seed in [1, 2, 3] {
        let cell = Cell::fresh().await;
        let mut world = World::new(seed);
        for _ in 0..3 {
            world.live(250);
            cell.show(&world.take()).await;
        }
        let mut payable = 0;
        for _ in 0..12 {
            let now = world.some_moment();
            for debtor in world.people.clone() {
                let expected = payable_by_the_domain(&world, debtor, now);
                payable += expected.len();
                for rows in [1, 3, 100] {
                    let shown = list(&cell, debtor, request(now, rows)).await;
                    let once: BTreeSet<String> = shown.iter().cloned().collect();
                    assert_eq!(shown.len(), once.len(), "a notice came twice (seed {seed}, {now}, pages of {rows})");
                    assert_eq!(once, expected, "seed {seed}, {now}, pages of {rows}");
                }
            }
        }
        assert!(payable > 100, "the history says too little: {payable} payable notices");
        the_directory_agrees(&cell, &mut world).await;
    }
}

/// Many questions about many people, moments and page sizes at the same time share statements; each gets its own answer.
#[tokio::test]
async fn pages_asked_for_together_are_the_pages_asked_for_alone() {
    let cell = Cell::fresh().await;
    let mut world = World::new(7);
    world.live(750);
    cell.show(&world.take()).await;
    let pages = Pages::new(cell.pool.clone());
    let mut questions = Vec::new();
    for _ in 0..20 {
        let now = world.some_moment();
        for debtor in world.people.clone() {
            for (rows, wanted) in [(1, Wanted::Payable), (3, Wanted::PayableOrUpcoming), (100, Wanted::Payable)] {
                let first = PendingRequest { wanted, ..request(now, rows) };
                let page = by_debtor(&cell.pool, &ente(), debtor, &first).await.unwrap();
                let next = page.next.clone().map(|after| PendingRequest { after: Some(after), ..first.clone() });
                questions.extend([Some(first), next].into_iter().flatten().map(|request| (debtor, request)));
            }
        }
    }
    let ente = ente();
    let together = join_all(questions.iter().map(|(debtor, request)| pages.by_debtor(&ente, *debtor, request))).await;
    let mut rows = 0;
    for ((debtor, request), together) in questions.iter().zip(together) {
        let (together, alone) = (together.unwrap(), by_debtor(&cell.pool, &ente, *debtor, request).await.unwrap());
        assert_eq!(together.rows, alone.rows, "{debtor:?}, {request:?}");
        assert_eq!(together.next.map(|next| next.to_string()), alone.next.map(|next| next.to_string()));
        rows += alone.rows.len();
    }
    assert!(rows > 500, "the questions say too little: {rows} rows");
}

async fn the_directory_agrees(cell: &Cell, world: &mut World) {
    let moments: Vec<_> = (0..6).map(|_| world.some_moment()).collect();
    for (id, position) in &world.positions {
        let mut notices = 0;
        for installment in position.terms().unwrap().installments() {
            let code = LookupCode::Notice(installment.nav.clone());
            let notice = notice_directory::queries::find(&cell.pool, &ente(), &code).await.unwrap().unwrap();
            assert_eq!(notice.position, *id);
            for now in &moments {
                assert_eq!(
                    notice.payable(*now),
                    position.payable(&installment.nav, *now).map(|_| ()),
                    "{} at {now}",
                    installment.nav
                );
            }
            notices += 1;
        }
        let known = notice_directory::queries::of_position(&cell.pool, &ente(), *id).await.unwrap();
        assert_eq!(known.len(), notices, "notices that an amendment dropped must be gone");
    }
}

#[tokio::test]
async fn what_becomes_payable_later_is_listed_when_asked_for() {
    let cell = Cell::fresh().await;
    let mut world = World::new(5);
    world.live(800);
    cell.show(&world.take()).await;
    let mut upcoming = 0;
    for (id, _) in world.positions.clone() {
        let payable = by_position(&cell.pool, &ente(), id, &request(noon(), 100)).await.unwrap();
        let both = PendingRequest { wanted: Wanted::PayableOrUpcoming, ..request(noon(), 100) };
        let both = by_position(&cell.pool, &ente(), id, &both).await.unwrap();
        assert!(payable.rows.iter().all(|row| row.payable(noon()).is_ok() && both.rows.contains(row)));
        upcoming += both.rows.iter().filter(|row| row.payable(noon()).is_err()).count();
    }
    assert!(upcoming > 0);
}
