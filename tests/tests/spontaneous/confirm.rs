//! Nothing is owed before the confirmation; afterwards there is one debt, which lapses by itself when nobody pays it.

use std::collections::BTreeSet;

use chrono::{Days, TimeDelta};
use domain::identifier::NoticeNumber;
use domain::rome;
use serde_json::{Value, json};
use tests::canaries::Canaries;
use tests::pagopa::CounterPayment;

use crate::debts::LUCIA;
use crate::documents::POSITION;
use crate::house::{House, Plan};
use crate::shop::{FINE, NURSERY, VOUCHERS, changed, confirm, draft, drafted, make, notice, open, state, with};

async fn claimed(house: &House) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM notice_claim").fetch_one(&house.product.pool).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_22_s2_23_there_is_no_position_before_the_confirmation_and_one_after_it() {
    let house = open().await;
    let citizen = house.anonymous();
    let draft = drafted(&citizen, "multa", &FINE).await;
    assert_eq!((house.count("PositionCreated").await, claimed(&house).await), (0, 0));
    let confirmed = confirm(&citizen, &draft, None, "once").await;
    assert_eq!((house.count("PositionCreated").await, claimed(&house).await), (1, 1));
    let notice = notice(&confirmed);
    let nav = NoticeNumber::parse(notice["nav"].as_str().unwrap()).unwrap();
    assert!(nav.check_digits_valid() && nav.as_str().starts_with("302"));
    assert_eq!(notice["iuv"], nav.iuv().to_string());
    assert_eq!((&notice["amount"], &notice["description"]), (&json!(4_200), &json!("Verbale n. V/1234/2026 del 01/02/2026")));
    let position = &confirmed["position"];
    assert_eq!((&position["origin"], &position["office"]), (&json!("SPONTANEOUS"), &json!("Polizia locale")));
    assert_eq!(position["description"], "Contravvenzione al Codice della strada");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_23_notice_numbers_are_unique_whoever_makes_them() {
    let house = open().await;
    let citizen = house.anonymous();
    let mut navs = BTreeSet::new();
    for service in [("multa", &FINE[..]), ("asilo-nido", &NURSERY[..]), ("multa", &FINE[..])] {
        navs.insert(notice(&make(&citizen, service.0, service.1).await)["nav"].to_string());
        navs.insert(json!(house.debt(crate::debts::Made::default()).await.nav()).to_string());
    }
    assert_eq!(navs.len(), 6, "the same form twice is two debts: each was confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_30_who_has_no_account_gives_an_address_with_the_confirmation_at_the_latest() {
    let house = open().await;
    let citizen = house.anonymous();
    let draft = drafted(&citizen, "buoni-mensa", &VOUCHERS).await;
    for (email, key) in [
        (None, "email_address.required"),
        (Some("  "), "email_address.required"),
        (Some("lucia"), "email_address.layout"),
        (Some("a@example.test\nb@example.test"), "email_address.character"),
    ] {
        let refused = confirm(&citizen, &draft, email, "once").await;
        assert_eq!((&refused["field"], &refused["key"]), (&json!("input.email"), &json!(key)), "{refused}");
    }
    assert_eq!(house.count("PositionCreated").await, 0);
    let confirmed = confirm(&citizen, &draft, Some("lucia@example.test"), "once").await;
    assert_eq!((&notice(&confirmed)["amount"], &notice(&confirmed)["payability"]["payable"]), (&json!(7_500), &json!(true)));
    let known = house.self_declared(house.subject(LUCIA).await);
    assert_eq!(make(&known, "buoni-mensa", &VOUCHERS).await["__typename"], "SpontaneousPaymentConfirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn u13_an_unpaid_debt_lapses_by_the_policy_of_its_service() {
    let house = open().await;
    let citizen = house.anonymous();
    let confirmed = make(&citizen, "multa", &FINE).await;
    let last_day = rome::day(house.clock.now()) + Days::new(30);
    assert_eq!(notice(&confirmed)["dueDate"], last_day.to_string());
    let stands = async || {
        let found = citizen.ask(POSITION, json!({ "proof": confirmed["position"]["proof"] })).await;
        found["position"]["options"][0]["installments"][0]["payability"]["reason"].clone()
    };
    assert_eq!(stands().await, Value::Null);
    house.settle().await;
    house.clock.advance(TimeDelta::days(31));
    // Workers look again when the list moves.
    let later = make(&citizen, "asilo-nido", &NURSERY).await;
    house.until_count("PositionExpired", 1).await;
    let at_counter = house.pagopa.pay_at_counter(CounterPayment::cash(notice(&confirmed)["nav"].as_str().unwrap())).await;
    assert!(at_counter.is_err(), "nobody can pay it any more");
    assert_eq!(notice(&later)["payability"]["payable"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn u13_a_draft_nobody_confirms_is_forgotten() {
    let house = open().await;
    let citizen = house.anonymous();
    let draft = drafted(&citizen, "multa", &FINE).await;
    house.clock.advance(TimeDelta::minutes(61));
    let late = confirm(&citizen, &draft, None, "once").await;
    assert_eq!((&late["__typename"], &late["key"]), (&json!("NotFound"), &json!("draft.absent")));
    drafted(&citizen, "multa", &FINE).await;
    house.until("SELECT count(*) = 1 FROM spontaneous_draft").await;
    assert_eq!(house.count("PositionCreated").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn d7_a_draft_opens_for_its_holder_only() {
    let house = open().await;
    let lucia = house.self_declared(house.subject(LUCIA).await);
    let draft = drafted(&lucia, "multa", &FINE).await;
    let stranger = house.self_declared(house.subject(crate::debts::MARIO).await);
    let made_up = drafted(&stranger, "multa", &FINE).await;
    let altered = format!("{}{}", &draft[..20], &made_up[20..]);
    for (citizen, draft) in
        [(&stranger, draft.as_str()), (&house.anonymous(), &draft), (&lucia, &altered), (&lucia, ""), (&lucia, "x")]
    {
        let refused = confirm(citizen, draft, Some("x@example.test"), "once").await;
        assert_eq!((&refused["__typename"], &refused["key"]), (&json!("NotFound"), &json!("draft.absent")));
    }
    assert_eq!(confirm(&lucia, &draft, None, "once").await["__typename"], "SpontaneousPaymentConfirmed");
    let before_login = drafted(&house.anonymous(), "multa", &FINE).await;
    assert_eq!(confirm(&lucia, &before_login, None, "once").await["__typename"], "SpontaneousPaymentConfirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_32_a_service_that_changed_or_went_in_between_makes_no_debt() {
    let house = open().await;
    let citizen = house.anonymous();
    let (gone, other) = (drafted(&citizen, "multa", &FINE).await, drafted(&citizen, "asilo-nido", &NURSERY).await);
    let mut statements = changed("multa", |statement| statement.enabled = false);
    statements[1].definition.policies.days_to_pay = 5;
    state(&house, statements).await;
    assert_eq!(confirm(&citizen, &gone, None, "once").await["key"], "service.absent");
    assert_eq!(confirm(&citizen, &other, None, "once").await["key"], "draft.absent");
    assert_eq!(house.count("PositionCreated").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_and_confirmations_are_capped_per_client() {
    let limits = "requests_per_minute = 1000000\ndrafts_per_minute = 8\nconfirmations_per_hour = 2";
    let house = with(Plan { limits, ..Plan::default() }).await;
    let citizen = house.anonymous();
    let answers = futures::future::join_all((0..40).map(|_| draft(&citizen, "multa", &FINE))).await;
    let (kept, refused): (Vec<&Value>, Vec<&Value>) =
        answers.iter().partition(|answer| answer["__typename"] == "SpontaneousDraft");
    assert!(kept.len() >= 8 && !refused.is_empty(), "{}", kept.len());
    assert!(refused.iter().all(|answer| answer["__typename"] == "TooManyRequests" && answer["retryAfter"].is_number()));
    let confirmations = kept.iter().map(|kept| confirm(&citizen, kept["draft"].as_str().unwrap(), None, "once"));
    let confirmed = futures::future::join_all(confirmations).await;
    let made: Vec<&Value> = confirmed.iter().filter(|one| one["__typename"] == "SpontaneousPaymentConfirmed").collect();
    assert_eq!(made.len(), 2);
    assert!(confirmed.iter().any(|one| one["__typename"] == "TooManyRequests"));
}

#[tokio::test(flavor = "multi_thread")]
async fn h1_what_was_typed_stands_nowhere_in_the_clear() {
    let house = open().await;
    let citizen = house.anonymous();
    drafted(&citizen, "multa", &FINE).await;
    make(&citizen, "multa", &FINE).await;
    house.settle().await;
    let canaries = Canaries::new(["Anna Neri", "RSSMRA80A01H501U", "AB123CD", "anna.neri@example.test"]);
    let scanned = canaries.absent_from(&house.product.connect_options()).await.unwrap();
    assert!(scanned.rows > 0);
    let request: Value =
        sqlx::query_scalar("SELECT payload->'PositionCreated'->'request' FROM events WHERE event_type = 'PositionCreated'")
            .fetch_one(&house.product.pool)
            .await
            .unwrap();
    assert_eq!((&request["service"], &request["edition"], &request["answers"]["c"]), (&json!("multa"), &json!(1), &json!("F")));
}
