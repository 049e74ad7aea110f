//! Whose debt it becomes, by the policy of the service.

use api::positions::By;
use api::services::apply;
use domain::identifier::EnteCode;
use domain::metadata::Actor;
use serde_json::{Value, json};
use tests::sandbox::{sample, services};

use crate::browser::Browser;
use crate::documents::{LUCIA, MARIO};
use crate::house::House;

const SERVICE: &str = "query($ente: String!, $code: String!) { spontaneousService(ente: $ente, code: $code) { __typename
    ... on SpontaneousService { loginRequired debtorReadOnly form { key value readOnly } } ... on Failure { key } } }";

const DRAFT: &str = "mutation($input: DraftSpontaneousPaymentInput!) { draftSpontaneousPayment(input: $input) { __typename
    ... on SpontaneousDraft { draft amount emailRequired } ... on Failure { key }
    ... on FormRefused { problems { field key } } } }";

const CONFIRM: &str = "mutation($input: ConfirmSpontaneousPaymentInput!) { confirmSpontaneousPayment(input: $input) { __typename
    ... on SpontaneousPaymentConfirmed { freshness position { debtor { name taxCode } options { installments { nav actions } } } }
    ... on Failure { key } } }";

const PENDING: &str = "query($ente: String!, $freshness: String) {
    pendingList(input: { ente: $ente }, first: 20, freshness: $freshness) { __typename
    ... on PendingList { stale nodes { nav service description } } ... on Failure { key } } }";

async fn open() -> House {
    let house = House::open().await;
    let by = By { actor: Actor::Operator("test".to_owned()), correlation_id: house.product.new_correlation(), causation: None };
    let ente = house.product.enti.get(&EnteCode::parse(sample::ENTE).unwrap()).unwrap();
    apply(&house.product, &ente, services::statements(), &by).await.unwrap();
    house.product.enti.refresh().await.unwrap();
    house
}

async fn service(browser: &Browser, code: &str) -> Value {
    browser.ask(SERVICE, json!({ "ente": sample::ENTE, "code": code })).await
}

async fn draft(browser: &Browser, service: &str, answers: &[(&str, &str)]) -> Value {
    let answers: Vec<Value> = answers.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
    browser.ask(DRAFT, json!({ "input": { "ente": sample::ENTE, "service": service, "answers": answers } })).await
}

async fn confirm(browser: &Browser, drafted: &Value) -> Value {
    assert_eq!(drafted["__typename"], "SpontaneousDraft", "{drafted}");
    browser.ask(CONFIRM, json!({ "input": { "draft": drafted["draft"], "idempotencyKey": "once" } })).await
}

const FREE: [(&str, &str); 2] = [("importo", "1234"), ("causale", "Iscrizione al corso")];

#[tokio::test(flavor = "multi_thread")]
async fn s0_34_the_debtor_is_who_has_the_account_and_cannot_be_changed() {
    let house = open().await;
    let anonymous = service(&house.browser(), "versamento-libero").await;
    assert_eq!((&anonymous["loginRequired"], &anonymous["form"][0]["value"]), (&json!(true), &Value::Null));
    assert_eq!(draft(&house.browser(), "versamento-libero", &FREE).await["__typename"], "LoginRequired");

    let mario = house.logged_in(&MARIO).await;
    let shown = service(&mario, "versamento-libero").await;
    assert_eq!((&shown["loginRequired"], &shown["debtorReadOnly"]), (&json!(false), &json!(true)));
    assert_eq!(shown["form"][0], json!({ "key": "intestatario", "value": "Mario Rossi", "readOnly": true }));
    assert_eq!(shown["form"][1], json!({ "key": "codice_fiscale", "value": MARIO.tax_code, "readOnly": true }));
    assert_eq!(shown["form"][2], json!({ "key": "importo", "value": null, "readOnly": false }));

    let other = [FREE[0], FREE[1], ("intestatario", "Lucia Bianchi"), ("codice_fiscale", LUCIA.tax_code)];
    let refused = draft(&mario, "versamento-libero", &other).await;
    assert_eq!(
        refused["problems"],
        json!([
            { "field": "intestatario", "key": "form.debtor_read_only" },
            { "field": "codice_fiscale", "key": "form.debtor_read_only" },
        ]),
        "{refused}"
    );
    let same = [FREE[0], FREE[1], ("intestatario", "MARIO ROSSI"), ("codice_fiscale", "rssmra80a01h501u")];
    assert_eq!(draft(&mario, "versamento-libero", &same).await["__typename"], "SpontaneousDraft");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_35_s0_37_a_free_amount_is_in_the_list_of_who_made_it_at_once() {
    let house = open().await;
    let (mario, lucia) = (house.logged_in(&MARIO).await, house.logged_in(&LUCIA).await);
    let drafted = draft(&mario, "versamento-libero", &FREE).await;
    assert_eq!((&drafted["amount"], &drafted["emailRequired"]), (&json!(1_234), &json!(false)));
    for stranger in [&lucia, &house.browser()] {
        assert_eq!(confirm(stranger, &drafted).await["key"], "draft.absent", "a draft is confirmed by who made it");
    }
    let confirmed = confirm(&mario, &drafted).await;
    assert_eq!(confirmed["position"]["debtor"], json!({ "name": "M*** R***", "taxCode": "RSS***********1U" }), "{confirmed}");
    let notice = &confirmed["position"]["options"][0]["installments"][0];
    assert_eq!(notice["actions"], json!(["PAY", "ADD_TO_CART", "PRINT"]), "s0_38");
    let list = async |browser: &Browser| {
        browser.ask(PENDING, json!({ "ente": sample::ENTE, "freshness": confirmed["freshness"] })).await
    };
    let own = list(&mario).await;
    assert_eq!(own["stale"], false);
    let row = json!({ "nav": notice["nav"], "service": "Versamento spontaneo", "description": "Iscrizione al corso" });
    assert_eq!(own["nodes"], json!([row]), "s0_23");
    assert_eq!(list(&lucia).await["nodes"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_21_where_the_service_says_so_the_data_are_filled_in_and_free_to_change() {
    let house = open().await;
    let mario = house.logged_in(&MARIO).await;
    let shown = service(&mario, "multa").await;
    let filled: Vec<&Value> = shown["form"].as_array().unwrap().iter().filter(|field| !field["value"].is_null()).collect();
    assert_eq!(
        json!(filled),
        json!([
            { "key": "intestatario", "value": "Mario Rossi", "readOnly": false },
            { "key": "codice_fiscale", "value": MARIO.tax_code, "readOnly": false },
            { "key": "email", "value": MARIO.email, "readOnly": false },
        ])
    );
    let fine = [("importo", "4200"), ("numero_verbale", "7/2026"), ("data_verbale", "01/02/2026"), ("targa", "AB123CD")];
    let own = confirm(&mario, &draft(&mario, "multa", &fine).await).await;
    assert_eq!(own["position"]["debtor"]["name"], "M*** R***");
    let answers: Vec<(&str, &str)> =
        fine.into_iter().chain([("intestatario", "Lucia Bianchi"), ("codice_fiscale", LUCIA.tax_code)]).collect();
    let other = confirm(&mario, &draft(&mario, "multa", &answers).await).await;
    assert_eq!(other["position"]["debtor"]["name"], "L*** B***");
}
