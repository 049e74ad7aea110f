//! Two people pay the same notice: one of them wins, the other is told; and money that comes twice is kept twice and given back once.

use serde_json::{Value, json};
use tests::pagopa::{CounterPayment, Script, Settlement};
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::{LUCIA, MARIO, Made};
use crate::documents::HISTORY;
use crate::house::House;
use crate::shop::{cart_with, check_out};

const BEING_PAID: &str = "
query($input: PendingListInput!) {
  pendingList(input: $input) { ... on PendingList { nodes { nav inProgress { since until } } } }
}";

/// Both have the notice in a cart of their own; answers the two people and their carts.
async fn two_carts(house: &House, nav: &str) -> [(Citizen, String); 2] {
    let navs = [nav.to_owned()];
    let mut both = Vec::new();
    for tax_code in [MARIO, LUCIA] {
        let citizen = house.verified(house.subject(tax_code).await);
        let cart = cart_with(&citizen, &navs).await;
        both.push((citizen, cart));
    }
    both.try_into().unwrap()
}

async fn history(citizen: &Citizen, states: &[&str]) -> usize {
    let input = json!({ "ente": sample::ENTE, "filter": { "states": states } });
    citizen.ask(HISTORY, json!({ "input": input })).await["nodes"].as_array().unwrap().len()
}

async fn start(house: &House, citizen: &Citizen, cart: &str) -> String {
    let started = check_out(citizen, cart, None, "one").await;
    assert_eq!(started["__typename"], "CheckOutStarted", "{started}");
    house.pagopa.carts().pop().unwrap().id.to_string()
}

async fn count(house: &House, state: &str) -> i64 {
    let sql = "SELECT count(*) FROM payment_history_v1 WHERE state = $1";
    sqlx::query_scalar(sql).bind(state).fetch_one(&house.product.pool).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_22_portal_and_portal_one_session_wins_and_the_other_is_told() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let [(mario, his_cart), (lucia, her_cart)] = two_carts(&house, &debt.nav()).await;
    let hers = start(&house, &lucia, &her_cart).await;
    house.settle().await;
    let list = mario.ask(BEING_PAID, json!({ "input": { "ente": sample::ENTE } })).await;
    assert!(list["nodes"][0]["inProgress"]["since"].is_string(), "he is told that it is being paid: {list}");
    house.pagopa.activate_cart(&hers).await.unwrap();
    let refused = check_out(&mario, &his_cart, None, "one").await;
    assert_eq!(
        (&refused["__typename"], &refused["key"]),
        (&json!("CheckoutRefused"), &json!("checkout.notices_refused")),
        "{refused}"
    );
    house.pagopa.pay_cart(&hers, Script::paid()).await.unwrap();
    house.until("SELECT count(*) = 1 FROM payment_history_v1 WHERE state = 'settled' AND made_by IS NOT NULL").await;
    house.settle().await;
    assert_eq!((history(&lucia, &["SETTLED"]).await, history(&mario, &["SETTLED"]).await), (1, 0));
    assert_eq!(count(&house, "refund_due").await, 0);
    let again = check_out(&mario, &his_cart, None, "two").await;
    assert_eq!((&again["__typename"], &again["reason"]), (&json!("CartRefused"), &json!("ITEM_NOT_PAYABLE")), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_22_two_sessions_that_began_together_end_in_one_payment() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let [(mario, his_cart), (lucia, her_cart)] = two_carts(&house, &debt.nav()).await;
    let his = start(&house, &mario, &his_cart).await;
    let hers = start(&house, &lucia, &her_cart).await;
    let (one, other) = tokio::join!(house.pagopa.pay_cart(&his, Script::paid()), house.pagopa.pay_cart(&hers, Script::paid()));
    assert!(one.is_ok() != other.is_ok(), "the platform lets one of them in: {one:?} {other:?}");
    house.until("SELECT count(*) = 1 FROM payment_history_v1 WHERE state = 'settled' AND made_by IS NOT NULL").await;
    house.settle().await;
    let settled = (history(&mario, &["SETTLED"]).await, history(&lucia, &["SETTLED"]).await);
    assert_eq!(settled, if one.is_ok() { (1, 0) } else { (0, 1) });
    assert_eq!((count(&house, "settled").await, count(&house, "refund_due").await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_22_portal_and_a_provider_s_counter_one_wins() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let [_, (lucia, her_cart)] = two_carts(&house, &debt.nav()).await;
    let hers = start(&house, &lucia, &her_cart).await;
    house.pagopa.activate_cart(&hers).await.unwrap();
    let refused = house.pagopa.pay_at_counter(CounterPayment::cash(&debt.nav())).await;
    assert!(refused.is_err(), "the counter is told that it is being paid");
    house.pagopa.pay_cart(&hers, Script::paid()).await.unwrap();
    house.until("SELECT count(*) = 1 FROM payment_history_v1 WHERE state = 'settled' AND made_by IS NOT NULL").await;
    let paid = house.pagopa.pay_at_counter(CounterPayment::cash(&debt.nav())).await;
    assert!(paid.is_err(), "and that it was paid");
    assert_eq!(house.count("SecondPaymentRecorded").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_22_portal_and_the_office_s_counter_both_are_kept_and_one_is_given_back() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let [(mario, _), (lucia, her_cart)] = two_carts(&house, &debt.nav()).await;
    let hers = start(&house, &lucia, &her_cart).await;
    house.pagopa.activate_cart(&hers).await.unwrap();
    house.pay_at_counter(&debt.nav(), 15_000).await;
    house.pagopa.pay_cart(&hers, Script::paid()).await.unwrap();
    house.until("SELECT count(*) = 1 FROM payment_history_v1 WHERE state = 'refund_due' AND made_by IS NOT NULL").await;
    house.settle().await;
    assert_eq!((history(&mario, &["SETTLED"]).await, history(&mario, &["REFUND_DUE"]).await), (1, 0), "his money settled it");
    assert_eq!((history(&lucia, &["SETTLED"]).await, history(&lucia, &["REFUND_DUE"]).await), (0, 1), "hers is given back");
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_22_two_receipts_for_one_notice_are_both_kept_and_a_refund_is_due() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let lucia = house.verified(house.subject(LUCIA).await);
    let cart = cart_with(&lucia, &[debt.nav()]).await;
    let hers = start(&house, &lucia, &cart).await;
    let twice = Settlement { second_payment: true, ..Settlement::default() };
    house.pagopa.pay_cart(&hers, Script::paid().settled(twice)).await.unwrap();
    house.until("SELECT count(*) = 2 FROM payment_history_v1 WHERE state IN ('settled', 'refund_due')").await;
    house.settle().await;
    assert_eq!((count(&house, "settled").await, count(&house, "refund_due").await), (1, 1));
    let (receipts, sum): (i64, i64) = sqlx::query_as(
        "SELECT count(*), sum((payload::jsonb->'ReceiptReceived'->'facts'->>'amount')::bigint)::bigint FROM events WHERE event_type = 'ReceiptReceived'",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    assert_eq!((receipts, sum), (2, 30_000), "k5: what was received is what settled and what is given back");
    let list: Value = lucia.ask(HISTORY, json!({ "input": { "ente": sample::ENTE, "filter": { "states": [] } } })).await;
    assert_eq!(list["totals"], json!({ "payments": 2, "amount": 30_000 }));
}
