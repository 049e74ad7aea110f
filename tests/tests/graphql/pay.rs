//! Paying a cart: once, whatever happens, and told truthfully.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::identifier::EmailAddress;
use futures::future::join_all;
use serde_json::{Value, json};
use tests::pagopa::{Script, Service};

use crate::debts::{Debt, LUCIA, MARIO, Made};
use crate::documents::{CART, CHECKOUT, REMOVE};
use crate::house::{House, Plan};
use crate::shop::{cart_with, check_out, open};

const EMAIL: Option<&str> = Some("anna.neri@example.test");

async fn status(house: &House, reference: &Value) -> Value {
    house.anonymous().ask(CHECKOUT, json!({ "reference": reference })).await
}

/// Waits until a payment has this status.
async fn until(house: &House, reference: &Value, wanted: &str) -> Value {
    let mut glances = tokio::time::interval(std::time::Duration::from_millis(20));
    let reached = async {
        loop {
            glances.tick().await;
            let seen = status(house, reference).await;
            if seen["status"] == wanted {
                return seen;
            }
        }
    };
    tokio::time::timeout(tests::wait::PATIENCE, reached).await.unwrap_or_else(|_| panic!("never {wanted}"))
}

async fn cart_of(house: &House, count: usize) -> (String, Vec<Debt>) {
    let debts = house.debts(count, Made::default()).await;
    let navs: Vec<String> = debts.iter().map(Debt::nav).collect();
    (cart_with(&house.anonymous(), &navs).await, debts)
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_24_s0_31_s2_13_s3_15_a_whole_cart_is_paid_in_one_operation() {
    let house = House::open().await;
    let (cart, debts) = cart_of(&house, 3).await;
    let started = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
    assert_eq!(started["__typename"], "CheckOutStarted", "{started}");
    let [on_platform] = &house.pagopa.carts()[..] else { panic!("one cart") };
    assert!(started["redirectUrl"].as_str().unwrap().contains(&on_platform.id.to_string()));
    assert_eq!(on_platform.email.as_deref(), EMAIL, "s2_13: the address is handed over");
    let back = &on_platform.return_urls;
    for address in [&back.return_ok_url, &back.return_cancel_url, &back.return_error_url] {
        assert!(address.starts_with("https://pagamenti.example.test/"), "s2_13: and where to come back: {address}");
    }
    let reference = &started["reference"];
    let waiting = status(&house, reference).await;
    assert_eq!(
        (&waiting["status"], &waiting["key"], &waiting["title"]),
        (&json!("IN_PROGRESS"), &json!("payment.pending"), &json!("Pagamento in corso"))
    );
    assert_eq!(waiting["redirectUrl"], started["redirectUrl"]);

    house.pagopa.pay_cart(&on_platform.id.to_string(), Script::paid().without_redirect()).await.unwrap();
    let paid = until(&house, reference, "PAID").await;
    assert_eq!(paid["title"], "Operazione conclusa", "s3_15");
    assert_eq!(
        paid["message"],
        "L'operazione di pagamento si è conclusa con successo. La ricevuta di pagamento sarà disponibile a breve. Il sistema invierà una \
         e-mail all'indirizzo di posta elettronica specificato al momento del pagamento quando la ricevuta sarà disponibile.",
        "s3_15"
    );
    assert_eq!((&paid["ended"], &paid["redirectUrl"]), (&json!(true), &Value::Null), "u7: the browser never came back");
    let items = paid["items"].as_array().unwrap();
    assert_eq!(items.len(), debts.len());
    assert!(items.iter().all(|item| item["status"] == "PAID" && item["receiptProof"].is_string()));
    let cart = house.anonymous().ask(CART, json!({ "id": cart })).await;
    assert!(cart["items"].as_array().unwrap().iter().all(|item| item["payability"]["reason"] == "PAID"));
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_28_an_anonymous_citizen_must_say_where_the_receipt_goes() {
    let house = House::open().await;
    let (cart, _) = cart_of(&house, 1).await;
    for (email, key) in [
        (None, "email_address.required"),
        (Some(""), "email_address.required"),
        (Some("anna"), "email_address.layout"),
        (Some("anna@example.test\r\nBcc: x@example.test"), "email_address.character"),
    ] {
        let answer = check_out(&house.anonymous(), &cart, email, "one").await;
        assert_eq!((&answer["field"], &answer["key"]), (&json!("input.email"), &json!(key)));
    }
    assert_eq!(house.count("CheckoutStarted").await, 0);
    let citizen = house.verified(house.subject(LUCIA).await);
    assert_eq!(check_out(&citizen, &cart, None, "one").await["__typename"], "CheckOutStarted", "who is known need not say");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_05_paying_needs_a_login_where_the_ente_wants_it() {
    let house = House::with(Plan { ente: |ente| ente.policies.anonymous_pay = false, ..Plan::default() }).await;
    let (cart, _) = cart_of(&house, 1).await;
    let refused = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
    assert_eq!((&refused["__typename"], &refused["key"]), (&json!("LoginRequired"), &json!("login.required")));
    assert_eq!(house.count("CartCheckedOut").await, 0);
    let citizen = house.verified(house.subject(MARIO).await);
    assert_eq!(check_out(&citizen, &cart, None, "one").await["__typename"], "CheckOutStarted");
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_u36_fifty_at_once_are_one_payment() {
    let house = House::open().await;
    let (cart, _) = cart_of(&house, 2).await;
    let citizen = house.anonymous();
    let answers = join_all((0..50).map(|_| check_out(&citizen, &cart, EMAIL, "double-click"))).await;
    let told: BTreeSet<(String, String)> =
        answers.iter().map(|answer| (answer["reference"].to_string(), answer["redirectUrl"].to_string())).collect();
    assert!(answers.iter().all(|answer| answer["__typename"] == "CheckOutStarted"), "{answers:#?}");
    assert_eq!(told.len(), 1, "{answers:#?}");
    assert_eq!((house.count("CheckoutStarted").await, house.count("CartCheckedOut").await), (1, 1));
    assert_eq!(house.pagopa.carts().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_the_same_key_is_the_same_request_or_a_conflict() {
    let house = House::open().await;
    let (cart, debts) = cart_of(&house, 2).await;
    let citizen = house.anonymous();
    let first = check_out(&citizen, &cart, EMAIL, "key").await;
    assert_eq!(first["__typename"], "CheckOutStarted", "{first}");
    let other = check_out(&citizen, &cart, Some("bruno@example.test"), "key").await;
    assert_eq!((&other["__typename"], &other["field"]), (&json!("IdempotencyConflict"), &json!("input.idempotencyKey")));
    citizen.ask(REMOVE, json!({ "input": { "cartId": cart, "nav": debts[0].nav() } })).await;
    house.clock.advance(TimeDelta::hours(24));
    let again = check_out(&citizen, &cart, EMAIL, "key").await;
    assert_eq!(again["reference"], first["reference"], "a day later, and with another cart: it is the same request");
    let new = check_out(&citizen, &cart, EMAIL, "another-key").await;
    assert_eq!(new["__typename"], "CheckOutStarted", "{new}");
    assert_ne!(new["reference"], first["reference"]);
    assert_eq!(house.count("CheckoutStarted").await, 2);
    for key in ["", " ", "à", &"k".repeat(256), "a\nb"] {
        assert_eq!(check_out(&citizen, &cart, EMAIL, key).await["field"], "input.idempotencyKey", "{key:?}");
    }
    assert_eq!(check_out(&citizen, &cart, EMAIL, &"k".repeat(255)).await["__typename"], "CheckOutStarted");
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_two_different_requests_at_once_with_one_key_are_one_payment_and_a_conflict() {
    let house = House::open().await;
    for round in 0..5 {
        let (cart, _) = cart_of(&house, 1).await;
        let citizen = house.anonymous();
        let (one, other) = tokio::join!(
            check_out(&citizen, &cart, Some("anna@example.test"), "key"),
            check_out(&citizen, &cart, Some("bruno@example.test"), "key"),
        );
        let kinds: BTreeSet<&str> = [&one, &other].iter().map(|answer| answer["__typename"].as_str().unwrap()).collect();
        assert_eq!(kinds, BTreeSet::from(["CheckOutStarted", "IdempotencyConflict"]), "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e4_the_cart_is_judged_again_when_it_is_paid() {
    let house = House::open().await;
    let (cart, debts) = cart_of(&house, 2).await;
    house.withdraw(&debts[1]).await;
    let refused = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
    assert_eq!((&refused["reason"], &refused["nav"]), (&json!("ITEM_NOT_PAYABLE"), &json!(debts[1].nav())));
    let empty = open(&house.anonymous()).await;
    assert_eq!(check_out(&house.anonymous(), &empty, EMAIL, "one").await["reason"], "EMPTY");
    assert_eq!(check_out(&house.anonymous(), "nothing", EMAIL, "one").await["key"], "cart.absent");
    assert_eq!(house.count("CheckoutStarted").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_checkout_says_that_nothing_was_charged() {
    let house = House::open().await;
    let (cart, _) = cart_of(&house, 1).await;
    house.pagopa.fail_next(Service::Carts, [401]);
    let refused = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
    assert_eq!(
        (&refused["__typename"], &refused["key"], &refused["retriable"]),
        (&json!("CheckoutRefused"), &json!("checkout.unavailable"), &json!(false))
    );
    assert_eq!(check_out(&house.anonymous(), &cart, EMAIL, "one").await, refused, "the same answer");
    assert_eq!(check_out(&house.anonymous(), &cart, EMAIL, "two").await["__typename"], "CheckOutStarted");
}

#[tokio::test(flavor = "multi_thread")]
async fn u16_while_checkout_is_silent_the_answer_is_in_progress() {
    let house = House::open().await;
    let (cart, _) = cart_of(&house, 1).await;
    house.pagopa.fail_next(Service::Carts, [503; 1_000]);
    let waiting = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
    assert_eq!((&waiting["__typename"], &waiting["key"]), (&json!("CheckOutInProgress"), &json!("payment.starting")));
    let seen = status(&house, &waiting["reference"]).await;
    assert_eq!((&seen["status"], &seen["ended"]), (&json!("IN_PROGRESS"), &json!(false)));
    house.clock.advance(TimeDelta::seconds(31));
    let failed = until(&house, &waiting["reference"], "FAILED").await;
    assert_eq!((&failed["key"], &failed["ended"]), (&json!("checkout.unavailable"), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_17_u8_each_way_back_is_told_and_only_a_receipt_proves() {
    let house = House::open().await;
    for (script, wanted, key) in [
        (Script::cancelled(), "CANCELLED", "payment.cancelled"),
        (Script::failed(), "FAILED", "payment.failed"),
        (Script::waiting(None), "IN_PROGRESS", "payment.pending"),
    ] {
        let (cart, debts) = cart_of(&house, 1).await;
        let started = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
        let on_platform = house.pagopa.carts().pop().unwrap();
        let outcome = house.pagopa.pay_cart(&on_platform.id.to_string(), script).await.unwrap();
        let address = outcome.redirect.expect("the browser is sent back");
        let back = house.anonymous().fetch(&address).await;
        assert!(back.status().is_success() || back.status().is_redirection());
        let seen = until(&house, &started["reference"], wanted).await;
        assert_eq!((&seen["key"], &seen["ended"]), (&json!(key), &json!(false)), "a hint ends nothing");
        let cart = house.anonymous().ask(CART, json!({ "id": cart })).await;
        assert_eq!(cart["items"][0]["nav"], debts[0].nav(), "u8: the notices are still in the cart");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_receipt_a_payment_expires_and_a_late_one_still_counts() {
    let house = House::open().await;
    let (cart, _) = cart_of(&house, 1).await;
    let started = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
    house.clock.advance(TimeDelta::minutes(161));
    let expired = until(&house, &started["reference"], "EXPIRED").await;
    assert_eq!((&expired["key"], &expired["items"][0]["status"]), (&json!("payment.expired"), &json!("NOT_PAID")));
    let on_platform = house.pagopa.carts().pop().unwrap();
    house.pagopa.pay_cart(&on_platform.id.to_string(), Script::paid()).await.unwrap();
    until(&house, &started["reference"], "PAID").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reference_cannot_be_guessed() {
    let house = House::open().await;
    let (cart, _) = cart_of(&house, 1).await;
    let started = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
    let reference = started["reference"].as_str().unwrap();
    let mut forged = reference.to_owned();
    forged.replace_range(40..41, if &reference[40..41] == "A" { "B" } else { "A" });
    for strange in [forged.as_str(), &reference[..32], "", "x"] {
        assert_eq!(status(&house, &json!(strange)).await["key"], "checkout.absent", "{strange}");
    }
    let clear: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM events WHERE payload::text LIKE '%' || $1 || '%' OR metadata::text LIKE '%' || $1 || '%'",
    )
    .bind(EmailAddress::parse(EMAIL.unwrap()).unwrap().as_str())
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    assert_eq!(clear, 0, "the address is nowhere in the clear");
}
