//! The anonymous look-up: the right pair finds, every wrong pair finds nothing and costs the same.

use domain::identifier::LookupCode;
use domain::ids::SubjectId;
use projections::notice_directory::queries::look_up;
use uuid::Uuid;

use crate::cell::Cell;
use crate::specimen::{ente, nav};
use crate::world::World;

/// Makes a person findable by a keyed hash of their tax code.
pub(crate) async fn register(cell: &Cell, subject: SubjectId, digest: [u8; 32]) {
    sqlx::query("INSERT INTO subject_lookup (ente, kind, digest, subject) VALUES ($1, 'tax_code', $2, $3)")
        .bind(ente().as_str())
        .bind(digest.as_slice())
        .bind(subject.as_uuid())
        .execute(&cell.pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn s0_04_only_the_right_pair_finds() {
    let cell = Cell::fresh().await;
    let mut world = World::new(31);
    world.live(80);
    cell.show(&world.take()).await;
    let (_, position) = &world.positions[0];
    let installment = position.terms().unwrap().installments().next().unwrap();
    register(&cell, position.debtor().unwrap().subject, [1; 32]).await;
    register(&cell, SubjectId::new(Uuid::from_u128(99)), [2; 32]).await;

    let (by_nav, by_iuv) = (LookupCode::Notice(installment.nav.clone()), LookupCode::Iuv(installment.iuv.clone()));
    for code in [&by_nav, &by_iuv] {
        let found = look_up(&cell.pool, &ente(), code, &[1; 32]).await.unwrap().unwrap();
        assert_eq!(found.nav, installment.nav);
        assert!(look_up(&cell.pool, &ente(), code, &[2; 32]).await.unwrap().is_none(), "somebody else's tax code");
        assert!(look_up(&cell.pool, &ente(), code, &[3; 32]).await.unwrap().is_none(), "a tax code nobody has");
    }
    for unknown in [LookupCode::Notice(nav(8_888_888)), LookupCode::Iuv(nav(8_888_888).iuv())] {
        for digest in [[1; 32], [2; 32], [3; 32]] {
            assert!(look_up(&cell.pool, &ente(), &unknown, &digest).await.unwrap().is_none());
        }
    }
}

/// Every kind of miss runs both index scans once: nothing is skipped when the other half is missing.
#[tokio::test]
async fn every_kind_of_miss_does_the_same_work() {
    let cell = Cell::fresh().await;
    let mut world = World::new(32);
    world.live(80);
    cell.show(&world.take()).await;
    let (_, position) = &world.positions[0];
    let known = position.terms().unwrap().installments().next().unwrap().nav.clone();
    register(&cell, position.debtor().unwrap().subject, [1; 32]).await;
    register(&cell, SubjectId::new(Uuid::from_u128(99)), [2; 32]).await;

    let (_, sql) = projections::hot::QUERIES.iter().find(|(name, _)| *name == "notice_directory.look_up_by_nav").unwrap();
    sqlx::query("ANALYZE").execute(&cell.owner).await.unwrap();
    let mut tx = cell.pool.begin().await.unwrap();
    sqlx::query("SET LOCAL enable_seqscan = off").execute(&mut *tx).await.unwrap();
    let mut works = Vec::new();
    for (code, digest) in [(known.clone(), [2_u8; 32]), (known, [3; 32]), (nav(8_888_888), [1; 32]), (nav(8_888_888), [3; 32])] {
        let explain = format!("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) {sql}");
        let plan: Vec<String> = sqlx::query_scalar(&explain)
            .bind(ente().as_str())
            .bind(code.as_str())
            .bind(digest.as_slice())
            .fetch_all(&mut *tx)
            .await
            .unwrap();
        // Which index, and how often it is asked; what it finds is the only difference.
        let asked = |line: &&String| line.contains("Index Scan");
        let scans =
            plan.iter().filter(asked).map(|line| format!("{} {}", line.split('(').next().unwrap(), line.contains("loops=1")));
        works.push(scans.collect::<Vec<_>>());
        assert!(plan.iter().all(|line| !line.contains("never executed")), "{plan:#?}");
    }
    works.dedup();
    assert!(works.len() == 1 && works[0].len() == 2, "the work depends on what is missing: {works:#?}");
    assert!(works[0].iter().any(|scan| scan.contains("notice_directory_v1_pkey")), "{works:#?}");
}
