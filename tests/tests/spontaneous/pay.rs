//! A debt a citizen made is paid like any other: in the list at once, printed, in the cart, paid, receipted, mailed.

use serde_json::{Value, json};
use tests::pagopa::{CounterPayment, Script};
use tests::paper;
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::LUCIA;
use crate::documents::{ADD, CHECK_OUT, CHECKOUT, NOTICE_DOCUMENT, OPEN_CART, PENDING};
use crate::house::House;
use crate::shop::{FINE, NURSERY, make, notice, open};
use tests::wait::PATIENCE;

async fn pending(citizen: &Citizen, confirmed: &Value) -> Value {
    let input = json!({ "ente": sample::ENTE, "proofs": [confirmed["position"]["proof"]] });
    citizen.ask(PENDING, json!({ "input": input, "freshness": confirmed["freshness"] })).await
}

async fn cart_with(citizen: &Citizen, confirmed: &Value) -> String {
    let opened = citizen.ask(OPEN_CART, json!({ "ente": sample::ENTE })).await;
    let cart = opened["cart"]["id"].as_str().unwrap().to_owned();
    let input = json!({ "cartId": cart, "proof": confirmed["position"]["proof"], "nav": notice(confirmed)["nav"] });
    let added = citizen.ask(ADD, json!({ "input": input })).await;
    assert_eq!((&added["__typename"], &added["cart"]["count"]), (&json!("CartChanged"), &json!(1)), "{added}");
    cart
}

async fn until_paid(house: &House, reference: &Value) {
    let mut glances = tokio::time::interval(std::time::Duration::from_millis(20));
    let paid = async {
        loop {
            glances.tick().await;
            if house.anonymous().ask(CHECKOUT, json!({ "reference": reference })).await["status"] == "PAID" {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, paid).await.expect("paid in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_37_s0_38_s2_24_a_new_debt_is_in_the_list_at_once_with_its_three_actions() {
    let house = open().await;
    let citizen = house.anonymous();
    let confirmed = make(&citizen, "multa", &FINE).await;
    assert_eq!(notice(&confirmed)["actions"], json!(["PAY", "ADD_TO_CART", "PRINT"]));
    let list = pending(&citizen, &confirmed).await;
    assert_eq!((&list["stale"], &list["nodes"][0]["nav"]), (&json!(false), &notice(&confirmed)["nav"]), "{list}");
    assert_eq!((&list["nodes"][0]["amount"], list["nodes"].as_array().unwrap().len()), (&json!(4_200), 1));
    let mario = house.verified(house.subject(crate::debts::MARIO).await);
    let input = json!({ "input": { "ente": sample::ENTE }, "freshness": confirmed["freshness"] });
    let own = mario.ask(PENDING, input).await;
    assert_eq!(own["nodes"][0]["nav"], notice(&confirmed)["nav"], "s0_22: with what the Ente entered, in one list");

    for _ in 0..2 {
        let input = json!({ "proof": confirmed["position"]["proof"], "nav": notice(&confirmed)["nav"] });
        let link = citizen.ask(NOTICE_DOCUMENT, json!({ "input": input })).await;
        let pdf = citizen.fetch(link["url"].as_str().unwrap_or_else(|| panic!("{link}"))).await.bytes().await.unwrap();
        let nav = notice(&confirmed)["nav"].as_str().unwrap();
        assert_eq!(paper::qr_texts(&pdf).unwrap(), [format!("PAGOPA|002|{nav}|{}|4200", sample::ENTE)]);
    }
    cart_with(&citizen, &confirmed).await;
    assert_eq!(pending(&citizen, &confirmed).await["nodes"][0]["nav"], notice(&confirmed)["nav"], "both stay possible");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_38_s2_29_s4_10_a_nursery_fee_is_paid_online_receipted_and_mailed() {
    let house = open().await;
    let citizen = house.anonymous();
    let confirmed = make(&citizen, "asilo-nido", &NURSERY).await;
    let cart = cart_with(&citizen, &confirmed).await;
    let input = json!({ "cartId": cart, "email": "lucia.bianchi@example.test", "idempotencyKey": "pay" });
    let started = citizen.ask(CHECK_OUT, json!({ "input": input })).await;
    assert_eq!(started["__typename"], "CheckOutStarted", "{started}");
    let [on_platform] = &house.pagopa.carts()[..] else { panic!("one cart") };
    house.pagopa.pay_cart(&on_platform.id.to_string(), Script::paid().without_redirect()).await.unwrap();
    until_paid(&house, &started["reference"]).await;
    let mail = house.mail.wait_for(|mail| mail.is_for("lucia.bianchi@example.test"), PATIENCE).await.expect("a mail");
    assert!(mail.text().unwrap().contains("Retta asilo nido"), "u30: it says what was paid for: {:?}", mail.text());
    house.settle().await;
    assert_eq!(pending(&citizen, &confirmed).await["nodes"], json!([]), "paid, it leaves the list");
    assert_eq!(house.count("PositionExpired").await, 0);
    assert_eq!(house.mail.messages().len(), 1, "once, though debtor and payer are the same address");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_38_a_printed_fine_is_paid_at_the_counter() {
    let house = open().await;
    let confirmed = make(&house.self_declared(house.subject(LUCIA).await), "multa", &FINE).await;
    house.settle().await;
    let nav = notice(&confirmed)["nav"].as_str().unwrap().to_owned();
    house.pagopa.pay_at_counter(CounterPayment::cash(&nav)).await.unwrap();
    house.until_count("InstallmentPaid", 1).await;
    let mail = house.mail.wait_for(|mail| mail.is_for("anna.neri@example.test"), PATIENCE).await;
    assert!(mail.is_some(), "the address of the form gets the messages about the outcome");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_22_s0_37_a_password_account_sees_what_it_made_and_nobody_else_does() {
    let house = open().await;
    let (lucia, mario) = (house.subject(LUCIA).await, house.subject(crate::debts::MARIO).await);
    house.debt(crate::debts::Made { tax_code: LUCIA, ..crate::debts::Made::default() }).await;
    let made = [
        make(&house.self_declared(lucia), "asilo-nido", &NURSERY).await,
        make(&house.self_declared(lucia), "multa", &FINE).await,
    ];
    let list = async |citizen: &Citizen| {
        let input = json!({ "input": { "ente": sample::ENTE }, "freshness": made[1]["freshness"] });
        let list = citizen.ask(PENDING, input).await;
        assert_eq!(list["stale"], false);
        let navs = list["nodes"].as_array().unwrap().iter().map(|node| node["nav"].clone());
        navs.collect::<Vec<_>>()
    };
    let own = list(&house.self_declared(lucia)).await;
    assert_eq!(
        own,
        [&made[1], &made[0]].map(|made| notice(made)["nav"].clone()),
        "soonest due first, and not what it never proved"
    );
    assert_eq!(list(&house.self_declared(mario)).await, Vec::<Value>::new());
}
