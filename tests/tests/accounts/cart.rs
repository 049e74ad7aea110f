//! The cart of somebody who logged in: theirs alone, the same at every login and on every device.

use api::positions::By;
use api::positions::office;
use domain::identifier::{EnteCode, NoticeNumber};
use domain::metadata::Actor;
use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::browser::Browser;
use crate::documents::{LUCIA, MARIO};
use crate::house::House;

const NOTICE: &str = "query($input: CodeInput!) { notice(input: $input) { ... on NoticeFound { position { proof } } } }";
const OPEN: &str = "mutation($ente: String!) { openCart(input: { ente: $ente }) { ... on CartChanged { cart { id count } } } }";
const ADD: &str = "mutation($input: AddToCartInput!) { addToCart(input: $input) { __typename
    ... on CartChanged { cart { id count } } ... on Failure { key } } }";
const OWN: &str =
    "query($ente: String!) { ownCart(ente: $ente) { __typename ... on Cart { id count items { nav } } ... on Failure { key } } }";

impl Browser {
    async fn own_cart(&self) -> Value {
        self.ask(OWN, json!({ "ente": sample::ENTE })).await
    }

    async fn open_cart(&self) -> Value {
        self.ask(OPEN, json!({ "ente": sample::ENTE })).await["cart"]["id"].clone()
    }

    /// Puts a notice of Mario's into a cart; how many it holds then.
    async fn add(&self, cart: &Value, nav: &str) -> Value {
        let code = json!({ "ente": sample::ENTE, "taxCode": MARIO.tax_code, "code": nav });
        let found = self.ask(NOTICE, json!({ "input": code })).await;
        let input = json!({ "cartId": cart, "nav": nav, "proof": found["position"]["proof"] });
        self.ask(ADD, json!({ "input": input })).await["cart"]["count"].clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_27_a_cart_filled_before_the_login_survives_it_and_is_there_on_every_device() {
    let house = House::open().await;
    let (one, two) = (house.debt(MARIO.tax_code, "A-1").await, house.debt(MARIO.tax_code, "A-2").await);
    let (lucia, browser) = (house.logged_in(&LUCIA).await, house.browser());
    house.citizen(&MARIO).await;
    let cart = browser.open_cart().await;
    assert_eq!(browser.add(&cart, &one).await, 1);
    browser.log_in(MARIO.user_name, crate::documents::PASSWORD).await;
    assert_eq!(browser.add(&cart, &two).await, 2);
    let phone = house.browser_of(&MARIO).await;
    let own = phone.own_cart().await;
    assert_eq!((&own["id"], &own["count"]), (&cart, &json!(2)));
    assert_eq!(phone.open_cart().await, cart, "one cart, however often it is opened");
    browser.plain("logOut").await;
    assert_eq!(browser.say(OWN, json!({ "ente": sample::ENTE })).await.status, 401);
    browser.log_in(MARIO.user_name, crate::documents::PASSWORD).await;
    assert_eq!(browser.own_cart().await["count"], 2);
    assert_eq!(lucia.own_cart().await["key"], "cart.empty");
    assert_ne!(lucia.open_cart().await, cart);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_opened_many_times_at_once_is_one() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let opened = futures::future::join_all((0..10).map(|_| browser.open_cart())).await;
    assert!(opened.iter().all(|id| *id == opened[0]), "{opened:?}");
    assert_eq!(house.count("CartOpened").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_25_what_was_withdrawn_meanwhile_has_left_the_cart() {
    let house = House::open().await;
    let (one, two) = (house.debt(MARIO.tax_code, "A-1").await, house.debt(MARIO.tax_code, "A-2").await);
    let browser = house.logged_in(&MARIO).await;
    let cart = browser.open_cart().await;
    browser.add(&cart, &one).await;
    assert_eq!(browser.add(&cart, &two).await, 2);
    let ente = house.product.enti.get(&EnteCode::parse(sample::ENTE).unwrap()).unwrap();
    let named = api::positions::Named::Notice(NoticeNumber::parse(&one).unwrap());
    let position = api::positions::find(&house.product, &ente.code, &named).await.unwrap();
    let by = By { actor: Actor::Operator("anna".to_owned()), correlation_id: house.product.new_correlation(), causation: None };
    office::withdraw(&house.product, &ente, position, "Sgravio".parse().unwrap(), &by).await.unwrap();
    let own = browser.own_cart().await;
    assert_eq!(own["items"], json!([{ "nav": two }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_18_the_receipt_goes_to_the_address_of_the_profile_when_no_other_one_is_given() {
    const CHECK_OUT: &str =
        "mutation($input: CheckOutInput!) { checkOut(input: $input) { __typename ... on Failure { key field } } }";
    let house = House::open().await;
    let nav = house.debt(MARIO.tax_code, "A-1").await;
    let mario = house.logged_in(&MARIO).await;
    let code = json!({ "input": { "ente": sample::ENTE, "taxCode": MARIO.tax_code, "code": nav } });
    let proof = mario.ask(NOTICE, code).await["position"]["proof"].clone();
    let cart = mario.ask(OPEN, json!({ "ente": sample::ENTE })).await["cart"]["id"].clone();
    mario.ask(ADD, json!({ "input": { "cartId": cart, "proof": proof, "nav": nav } })).await;
    let answer = mario.ask(CHECK_OUT, json!({ "input": { "cartId": cart, "idempotencyKey": "one" } })).await;
    assert_ne!(answer["__typename"], "InvalidInput", "{answer}");
    let (checkout, sealed): (String, Value) = sqlx::query_as(
        "SELECT aggregate_id, (payload::jsonb -> 'CheckoutStarted' -> 'email') FROM events WHERE event_type = 'CheckoutStarted'",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    let ente = EnteCode::parse(sample::ENTE).unwrap();
    let stream = format!("Checkout/{checkout}");
    let at = api::vault::Envelope { ente: &ente, stream: &stream, field: "email" };
    let address =
        house.product.vault.open_value::<domain::identifier::EmailAddress>(at, &serde_json::from_value(sealed).unwrap()).await;
    assert_eq!(address.unwrap().unwrap().as_str(), MARIO.email);
}
