//! What the manuals promise at first sight: the four verbs of the portal in one session, and the four buttons of its page of payments.

use domain::ids::SubjectId;
use serde_json::{Value, json};
use tests::pagopa::Script;
use tests::sandbox::sample;
use uuid::Uuid;

use crate::citizen::Citizen;
use crate::debts::{MARIO, Made};
use crate::documents::{ADD, CHECK_OUT, HISTORY, NOTICE, OPEN_CART, PENDING, RECEIPT_DOCUMENT};
use crate::house::House;
use crate::shop::{FINE, SERVICES, make, notice, open};

const ADD_NOTICE: &str = "
mutation($input: AddNoticeInput!) { addNotice(input: $input) { __typename ... on NoticeAdded { nav } ... on Failure { key } } }";
const SITE: &str = "query($code: String!) { ente(code: $code) { __typename ... on Ente { name site } } }";

async fn nodes(citizen: &Citizen, document: &str) -> Vec<Value> {
    let list = citizen.ask(document, json!({ "input": { "ente": sample::ENTE } })).await;
    list["nodes"].as_array().unwrap_or_else(|| panic!("{list}")).clone()
}

async fn settle(house: &House, citizen: &Citizen, notices: [(&Value, &str); 2]) {
    let cart = citizen.ask(OPEN_CART, json!({ "ente": sample::ENTE })).await["cart"]["id"].clone();
    for (proof, nav) in notices {
        let added = citizen.ask(ADD, json!({ "input": { "cartId": cart, "proof": proof, "nav": nav } })).await;
        assert_eq!(added["__typename"], "CartChanged", "{added}");
    }
    let started = citizen.ask(CHECK_OUT, json!({ "input": { "cartId": cart, "idempotencyKey": "one" } })).await;
    assert_eq!(started["__typename"], "CheckOutStarted", "{started}");
    let on_platform = house.pagopa.carts().pop().unwrap().id.to_string();
    house.pagopa.pay_cart(&on_platform, Script::paid()).await.unwrap();
    house.until("SELECT count(*) = 2 FROM payment_history_v1 WHERE state = 'settled' AND made_by IS NOT NULL").await;
    house.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_01_s0_20_one_session_searches_consults_settles_and_adds_a_debt() {
    let house = open().await;
    let debt = house.debt(Made::default()).await;
    let mario = house.verified(house.subject(MARIO).await);
    let code = json!({ "ente": sample::ENTE, "taxCode": MARIO, "code": debt.nav() });
    let found = mario.ask(NOTICE, json!({ "input": code })).await;
    assert_eq!(found["notice"]["nav"], debt.nav(), "search");
    assert!(!mario.ask(SERVICES, json!({ "ente": sample::ENTE })).await["nodes"].as_array().unwrap().is_empty());
    let made = make(&mario, "multa", &FINE).await;
    house.settle().await;
    let nav = notice(&made)["nav"].as_str().unwrap().to_owned();
    assert_eq!(nodes(&mario, PENDING).await.len(), 2, "consult: what the Ente entered and what he added, in one list");
    settle(&house, &mario, [(&found["position"]["proof"], &debt.nav()), (&made["position"]["proof"], &nav)]).await;
    assert_eq!(nodes(&mario, PENDING).await.len(), 0, "settled");
    let paid = nodes(&mario, HISTORY).await;
    assert_eq!(paid.len(), 2);
    for line in &paid {
        let receipt = mario.ask(RECEIPT_DOCUMENT, json!({ "input": { "proof": line["receiptProof"] } })).await;
        assert_eq!(receipt["__typename"], "DocumentLink", "a history with receipts to print");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_07_the_page_of_payments_has_its_four_actions() {
    let house = open().await;
    let debt = house.debt(Made::default()).await;
    let account = house.self_declared(SubjectId::new(Uuid::new_v4()));
    let new = account.ask(SERVICES, json!({ "ente": sample::ENTE })).await;
    assert!(new["nodes"].as_array().is_some_and(|services| !services.is_empty()), "Nuovo Pagamento");
    let code = json!({ "input": { "ente": sample::ENTE, "code": debt.nav() } });
    assert_eq!(account.ask(ADD_NOTICE, code).await["nav"], debt.nav(), "Pagamento per altri da Avviso");
    assert_eq!(nodes(&account, HISTORY).await, Vec::<Value>::new(), "Storico pagamenti");
    let ente = account.ask(SITE, json!({ "code": sample::ENTE })).await;
    assert_eq!(ente["__typename"], "Ente", "Torna ai servizi: {ente}");
}
