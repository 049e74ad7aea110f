//! One draft makes one debt: however often, from wherever, and also when the process ended in between.

use std::collections::BTreeSet;

use api::services::{Claim, Confirming, DraftStore};
use api::vault::Token;
use domain::identifier::SegregationCode;
use futures::future::join_all;
use serde_json::json;

use crate::house::ente;
use crate::shop::{FINE, VOUCHERS, confirm, drafted, notice, open};

#[tokio::test(flavor = "multi_thread")]
async fn d12_fifty_confirmations_at_once_make_one_debt() {
    let house = open().await;
    let citizen = house.anonymous();
    let draft = drafted(&citizen, "multa", &FINE).await;
    let answers = join_all((0..50).map(|_| confirm(&citizen, &draft, None, "double-click"))).await;
    assert!(answers.iter().all(|answer| answer["__typename"] == "SpontaneousPaymentConfirmed"), "{answers:#?}");
    let navs: BTreeSet<String> = answers.iter().map(|answer| notice(answer)["nav"].to_string()).collect();
    assert_eq!((navs.len(), house.count("PositionCreated").await), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_the_same_key_is_the_same_request_or_a_conflict() {
    let house = open().await;
    let citizen = house.anonymous();
    let draft = drafted(&citizen, "buoni-mensa", &VOUCHERS).await;
    let email = Some("lucia@example.test");
    let first = confirm(&citizen, &draft, email, "key").await;
    let again = confirm(&citizen, &draft, email, "key").await;
    assert_eq!(notice(&again)["nav"], notice(&first)["nav"]);
    let other_data = confirm(&citizen, &draft, Some("bruno@example.test"), "key").await;
    assert_eq!(
        (&other_data["__typename"], &other_data["field"]),
        (&json!("IdempotencyConflict"), &json!("input.idempotencyKey"))
    );
    let other_key = confirm(&citizen, &draft, email, "other").await;
    assert_eq!((&other_key["field"], &other_key["key"]), (&json!("input.draft"), &json!("draft.confirmed")));
    for key in ["", " ", "à", "a\nb", &"k".repeat(256)] {
        assert_eq!(confirm(&citizen, &draft, email, key).await["field"], "input.idempotencyKey", "{key:?}");
    }
    assert_eq!(house.count("PositionCreated").await, 1);
    house.clock.advance(chrono::TimeDelta::days(2));
    assert_eq!(notice(&confirm(&citizen, &draft, email, "key").await)["nav"], notice(&first)["nav"], "two days later");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_cut_between_its_number_and_its_debt_is_continued() {
    let house = open().await;
    let citizen = house.anonymous();
    let draft = drafted(&citizen, "multa", &FINE).await;
    let token = Token::parse(&draft).unwrap();
    let code = SegregationCode::parse("02").unwrap();
    let nav = house.product.notices.allocate(&ente(), &code, 1).await.unwrap().remove(0);
    // What the process noted before it ended.
    let by = Confirming { key: token.hash("key|once"), request: token.hash("email|") };
    let claim = Claim { by, nav: nav.clone() };
    DraftStore(&house.product.pool).claim(&token, &claim, house.clock.now()).await.unwrap();
    assert_eq!(confirm(&citizen, &draft, None, "another").await["key"], "draft.confirmed");
    let confirmed = confirm(&citizen, &draft, None, "once").await;
    assert_eq!(notice(&confirmed)["nav"], nav.to_string());
    let kept: bool =
        sqlx::query_scalar("SELECT content IS NULL FROM spontaneous_draft").fetch_one(&house.product.pool).await.unwrap();
    assert!(kept, "what was typed is forgotten once the position has it");
}
