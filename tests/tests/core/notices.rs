//! Notice numbers are handed out once and claimed once, however many ask at the same time.

use std::collections::HashSet;

use domain::ids::PositionId;
use futures::future::join_all;
use tests::home::{Home, sample_ente};
use uuid::Uuid;

#[tokio::test]
async fn eight_at_once_never_get_the_same_number() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let ente = sample_ente();
    let code = ente.issuing_code().unwrap();
    let blocks = join_all((0..8).map(|_| product.notices.allocate(&ente.code, code, 50))).await;
    let numbers: Vec<_> = blocks.into_iter().flat_map(Result::unwrap).collect();
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), 400);
    assert!(numbers.iter().all(|nav| nav.check_digits_valid() && nav.segregation_code().as_ref() == Some(code)));
    assert!(product.notices.allocate(&ente.code, code, 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn of_two_positions_that_claim_a_number_exactly_one_gets_it_and_keeps_it() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let ente = sample_ente().code;
    let nav = "302260000000001736".parse().unwrap();
    let positions: Vec<PositionId> = (1..=16).map(|n| PositionId::new(Uuid::from_u128(n))).collect();
    let outcomes = join_all(positions.iter().map(|position| {
        let claims = [(&nav, *position)];
        let notices = product.notices.clone();
        let ente = ente.clone();
        async move { notices.claim(&ente, &claims).await.unwrap() }
    }))
    .await;
    let winners: Vec<_> =
        positions.iter().zip(&outcomes).filter(|(_, taken)| taken.is_empty()).map(|(position, _)| *position).collect();
    assert_eq!(winners.len(), 1, "{outcomes:?}");
    assert_eq!(product.notices.find(&ente, &nav).await.unwrap(), Some(winners[0]));
    assert!(product.notices.claim(&ente, &[(&nav, winners[0])]).await.unwrap().is_empty(), "claiming again is harmless");
    let other_ente = "99999000203".parse().unwrap();
    assert_eq!(product.notices.find(&other_ente, &nav).await.unwrap(), None, "numbers belong to an Ente");
}
