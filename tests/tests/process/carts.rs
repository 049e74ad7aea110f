//! Carts are handed to Checkout while somebody waits, and every attempt ends in a definite state.

use chrono::TimeDelta;
use domain::checkout::{CheckoutFailure, Phase};
use tests::pagopa::Service;

use crate::debts::Made;
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_is_handed_over_and_the_browser_knows_where_to_go() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let id = house.pay_online(&[&debt], Some("anna.neri@example.test")).await;
    house.until_handed_over(id).await;
    let checkout = house.checkout(id).await;
    let [cart] = &house.pagopa.carts()[..] else { panic!("one cart") };
    assert!(checkout.redirect_url().unwrap().as_str().contains(&cart.id.to_string()));
    assert_eq!(house.pagopa.remarks(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_of_the_platform_is_tried_again() {
    let house = House::closed().await;
    house.pagopa.fail_next(Service::Carts, [503, 502]);
    let mut house = house;
    house.start().await;
    let debt = house.debt(Made::default()).await;
    let id = house.pay_online(&[&debt], None).await;
    house.until_handed_over(id).await;
    assert_eq!(house.pagopa.carts().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_that_lasts_ends_as_unavailable() {
    let house = House::open().await;
    house.pagopa.fail_next(Service::Carts, [503; 50]);
    let debt = house.debt(Made::default()).await;
    let id = house.pay_online(&[&debt], None).await;
    house.until("SELECT EXISTS (SELECT FROM todo_v1 WHERE kind = 'post_cart' AND last_error IS NOT NULL)").await;
    house.later(TimeDelta::seconds(31));
    house.until_done("CartFailed", 1).await;
    assert_eq!(house.checkout(id).await.phase(), &Phase::Failed(CheckoutFailure::Unavailable));
    assert_eq!(house.pagopa.carts().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_fails_at_once_and_is_said_so() {
    let house = House::open().await;
    house.pagopa.fail_next(Service::Carts, [401]);
    let debt = house.debt(Made::default()).await;
    let id = house.pay_online(&[&debt], None).await;
    house.until_done("CartFailed", 1).await;
    assert_eq!(house.checkout(id).await.phase(), &Phase::Failed(CheckoutFailure::NotAuthorized));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_handed_over_when_it_is_too_late() {
    let mut house = House::closed().await;
    let debt = house.debt(Made::default()).await;
    let id = house.pay_online(&[&debt], None).await;
    house.later(TimeDelta::minutes(5));
    house.start().await;
    house.until_done("CartFailed", 1).await;
    assert_eq!(house.checkout(id).await.phase(), &Phase::Failed(CheckoutFailure::Unavailable));
    assert_eq!(house.pagopa.carts().len(), 0, "nobody waits any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_receipt_a_checkout_expires() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let id = house.pay_online(&[&debt], None).await;
    house.until_handed_over(id).await;
    house.later(TimeDelta::minutes(161));
    house.until_done("CheckoutExpired", 1).await;
    assert_eq!(house.checkout(id).await.phase(), &Phase::Expired);
}
