//! Notices of other people: added by their code, paid by somebody else, and never lost to who owes them.

use domain::ids::SubjectId;
use serde_json::{Value, json};
use tests::pagopa::{Script, Settlement};
use tests::sandbox::sample;
use uuid::Uuid;

use crate::citizen::Citizen;
use crate::debts::{Debt, LUCIA, MARIO, Made};
use crate::documents::{HISTORY, PENDING, RECEIPT_DOCUMENT};
use crate::house::House;
use crate::shop::{cart_with, check_out};

const ADD: &str = "
mutation($input: AddNoticeInput!) {
  addNotice(input: $input) {
    __typename
    ... on NoticeAdded { nav position { proof debtor { name taxCode } } }
    ... on Failure { key field }
  }
}";
const REMOVE: &str = "
mutation($input: RemoveNoticeInput!) { removeNotice(input: $input) { __typename ... on NoticeRemoved { nav } ... on Failure { key field } } }";
const ADDED: &str = "
query($input: AddedNoticesInput!, $first: Int, $after: String) {
  addedNotices(input: $input, first: $first, after: $after) {
    __typename
    ... on AddedNotices { pageInfo { endCursor } nodes { notice { nav proof actions } debtor { name taxCode } } }
    ... on Failure { key field }
  }
}";

async fn add(citizen: &Citizen, code: &str) -> Value {
    citizen.ask(ADD, json!({ "input": { "ente": sample::ENTE, "code": code } })).await
}

async fn added(citizen: &Citizen) -> Vec<String> {
    let list = citizen.ask(ADDED, json!({ "input": { "ente": sample::ENTE }, "first": 20 })).await;
    let nodes = list["nodes"].as_array().unwrap_or_else(|| panic!("{list}"));
    nodes.iter().map(|node| node["notice"]["nav"].as_str().unwrap().to_owned()).collect()
}

/// What somebody has to pay, and what stands in their history.
async fn lists(citizen: &Citizen) -> (Vec<String>, Vec<String>) {
    let navs = |list: Value| -> Vec<String> {
        let nodes = list["nodes"].as_array().unwrap_or_else(|| panic!("{list}")).clone();
        nodes.iter().map(|node| node["nav"].as_str().unwrap().to_owned()).collect()
    };
    let input = json!({ "input": { "ente": sample::ENTE } });
    (navs(citizen.ask(PENDING, input.clone()).await), navs(citizen.ask(HISTORY, input).await))
}

fn account(house: &House) -> Citizen {
    house.self_declared(SubjectId::new(Uuid::new_v4()))
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_11_s4_11_a_notice_is_added_by_code_or_iuv_alone_and_its_debtor_is_masked() {
    let house = House::open().await;
    let debts = house.debts(3, Made::default()).await;
    let anna = account(&house);
    for code in [debts[0].nav(), debts[1].iuv(), debts[0].nav()] {
        let noted = add(&anna, &code).await;
        assert_eq!(noted["__typename"], "NoticeAdded", "{noted}");
        assert_eq!(noted["position"]["debtor"], json!({ "name": "M*** R***", "taxCode": "RSS***********1U" }), "{noted}");
    }
    let list = anna.ask(ADDED, json!({ "input": { "ente": sample::ENTE } })).await;
    assert!(!list.to_string().contains("Rossi") && !list.to_string().contains(MARIO), "{list}");
    let nodes = list["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2, "twice is once");
    assert!(nodes.iter().all(|node| node["debtor"]["name"] == "M*** R***" && node["notice"]["actions"][0] == "PAY"), "{list}");
    for (code, key) in [("301000000000000099", "not_payable.unknown"), ("3", "lookup_code.layout"), ("", "lookup_code.layout")] {
        let refused = add(&anna, code).await;
        assert!(refused["key"].is_string(), "{code}: {refused}");
        assert!(refused["__typename"] == "NotFound" || refused["field"] == "input.code", "{code}: {refused} {key}");
    }
    assert_eq!(
        house.anonymous().say(ADD, json!({ "input": { "ente": sample::ENTE, "code": debts[2].nav() } })).await.status,
        401
    );
    assert_eq!(added(&account(&house)).await, Vec::<String>::new(), "another account keeps its own");
    for _ in 0..2 {
        let removed = anna.ask(REMOVE, json!({ "input": { "ente": sample::ENTE, "nav": debts[0].nav() } })).await;
        assert_eq!(removed["nav"], debts[0].nav());
    }
    assert_eq!(added(&anna).await, [debts[1].nav()]);
    let mario = house.verified(house.subject(MARIO).await);
    assert_eq!(lists(&mario).await.0.len(), 3, "adding and removing moves nothing");
    house.withdraw(&debts[1]).await;
    assert_eq!(added(&anna).await, Vec::<String>::new());
    let refused = add(&anna, &debts[1].nav()).await;
    assert_eq!(refused["__typename"], "NoticeNotPayable", "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_12_what_somebody_else_pays_leaves_the_list_of_who_owes_and_stands_with_who_paid() {
    let house = House::open().await;
    let debts = house.debts(2, Made::default()).await;
    let mario = house.verified(house.subject(MARIO).await);
    let lucia = house.verified(house.subject(LUCIA).await);
    add(&lucia, &debts[0].nav()).await;
    assert_eq!(added(&lucia).await, [debts[0].nav()]);
    assert_eq!(lists(&mario).await.0.len(), 2, "until it is paid it is his");

    // Given up, failed, expired: it stays with who owes.
    for (key, script) in [("cancelled", Script::cancelled()), ("failed", Script::failed())] {
        let cart = cart_with(&lucia, &[debts[0].nav()]).await;
        assert_eq!(check_out(&lucia, &cart, None, key).await["__typename"], "CheckOutStarted");
        let on_platform = house.pagopa.carts().pop().unwrap().id.to_string();
        house.pagopa.pay_cart(&on_platform, script).await.unwrap();
        house.settle().await;
        assert_eq!((lists(&mario).await.0.len(), lists(&lucia).await.1.len()), (2, 0), "{key}");
        assert_eq!(added(&lucia).await, [debts[0].nav()], "{key}");
    }

    house.pay_online(&lucia, &[debts[0].nav()], Settlement::default()).await;
    assert_eq!(lists(&mario).await, (vec![debts[1].nav()], vec![]), "gone from his list, and not in his history");
    assert_eq!(lists(&lucia).await, (vec![], vec![debts[0].nav()]), "in hers");
    assert_eq!(added(&lucia).await, Vec::<String>::new());
    let all = json!({ "input": { "ente": sample::ENTE, "of": "DEBTS" } });
    for citizen in [&mario, &lucia] {
        assert_eq!(citizen.ask(HISTORY, all.clone()).await["nodes"], json!([]));
    }
    let receipt = lucia.ask(HISTORY, json!({ "input": { "ente": sample::ENTE } })).await["nodes"][0]["receiptProof"].clone();
    assert_eq!(lucia.ask(RECEIPT_DOCUMENT, json!({ "input": { "proof": receipt } })).await["__typename"], "DocumentLink");

    give_back(&house, &debts[0]).await;
    assert_eq!(lists(&mario).await.0.len(), 2, "given back, it is owed again");
    assert_eq!(added(&lucia).await, [debts[0].nav()]);
    let (state, by_another): (String, bool) =
        sqlx::query_as("SELECT state, holder <> debtor FROM payment_history_v1 WHERE nav = $1 AND receipt_id IS NOT NULL")
            .bind(debts[0].nav())
            .fetch_one(&house.product.pool)
            .await
            .unwrap();
    assert_eq!((state.as_str(), by_another), ("compensated", true), "the office keeps the trace");
}

/// The office undoes a payment.
async fn give_back(house: &House, debt: &Debt) {
    let receipt: String =
        sqlx::query_scalar("SELECT receipt_id FROM payment_history_v1 WHERE nav = $1 AND receipt_id IS NOT NULL")
            .bind(debt.nav())
            .fetch_one(&house.product.pool)
            .await
            .unwrap();
    let command = domain::debt_position::DebtPositionCommand::Compensate {
        nav: debt.nav().parse().unwrap(),
        reference: domain::debt_position::PaymentReference::Receipt(receipt.parse().unwrap()),
        reason: crate::debts::text("rimborsato"),
    };
    let by = house.product.metadata(
        &crate::house::ente(),
        domain::metadata::Actor::Operator("carla".to_owned()),
        domain::metadata::Assurance::Internal,
        house.product.new_correlation(),
        None,
    );
    house.product.commands.positions.execute(&debt.id.to_string(), command, by.to_map()).await.unwrap();
    house.settle().await;
}
