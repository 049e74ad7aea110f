//! The history as the manuals show it: its columns, its actions, payments of every channel, and pages that stand still while payments arrive.

use std::collections::BTreeSet;

use domain::Cents;
use domain::ids::SubjectId;
use serde_json::{Value, json};
use tests::pagopa::{CounterPayment, Script, Settlement};
use tests::sandbox::sample;
use uuid::Uuid;

use crate::citizen::Citizen;
use crate::debts::{LUCIA, MARIO, Made};
use crate::documents::RECEIPT_DOCUMENT;
use crate::house::House;
use crate::shop::{cart_with, check_out};

const LINES: &str = "
query($input: PaymentHistoryInput!, $first: Int, $after: String) {
  paymentHistory(input: $input, first: $first, after: $after) {
    __typename
    ... on PaymentHistory {
      totals { payments amount }
      pageInfo { endCursor }
      nodes {
        proof state stateLabel paidAt createdAt dueDate nav iuv reference service description amount psp method fee actions receiptProof
        awaitedUntil forAnother
      }
    }
    ... on Failure { key field }
  }
}";

const PAYMENT: &str = "
query($proof: String!) {
  payment(proof: $proof) {
    __typename
    ... on PaymentFound { payment { nav state amount awaitedUntil } position { proof debtor { name } options { installments { nav } } } }
    ... on Failure { key }
  }
}";

async fn history(citizen: &Citizen, filter: Value) -> Value {
    let input = json!({ "ente": sample::ENTE, "filter": filter });
    citizen.ask(LINES, json!({ "input": input, "first": 10 })).await
}

fn nodes(list: &Value) -> &Vec<Value> {
    list["nodes"].as_array().unwrap_or_else(|| panic!("{list}"))
}

/// An account of somebody who said nothing that was verified.
fn stranger(house: &House) -> (SubjectId, Citizen) {
    let subject = SubjectId::new(Uuid::new_v4());
    (subject, house.self_declared(subject))
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_40_s3_20_s4_14_s4_15_a_line_has_the_columns_and_the_actions_of_the_manuals() {
    let house = House::open().await;
    let mario = house.verified(house.subject(MARIO).await);
    let due = "2099-06-30".parse().ok();
    let debt = house.debt(Made { options: vec![vec![12_345]], due, ..Made::default() }).await;
    house.pay_online(&mario, &[debt.nav()], Settlement::default()).await;
    let list = history(&mario, Value::Null).await;
    let [line] = &nodes(&list)[..] else { panic!("{list}") };
    let iupd: String = sqlx::query_scalar("SELECT iupd FROM payment_history_v1 WHERE state = 'settled'")
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    for (column, value) in [
        ("service", json!("Mensa scolastica")),
        ("description", json!("Mensa scolastica")),
        ("state", json!("SETTLED")),
        ("stateLabel", json!("Confermato")),
        ("dueDate", json!("2099-06-30")),
        ("reference", json!(iupd)),
        ("nav", json!(debt.nav())),
        ("iuv", json!(debt.iuv())),
        ("amount", json!(12_345)),
        ("actions", json!(["PRINT_RECEIPT", "VIEW_DETAIL"])),
        ("forAnother", json!(false)),
    ] {
        assert_eq!(line[column], value, "{column}");
    }
    for column in ["paidAt", "createdAt", "psp", "method", "fee", "receiptProof", "proof"] {
        assert!(!line[column].is_null(), "{column}: {line}");
    }
    let receipt = mario.ask(RECEIPT_DOCUMENT, json!({ "input": { "proof": line["receiptProof"] } })).await;
    assert_eq!(receipt["__typename"], "DocumentLink", "{receipt}");
    let detail = mario.ask(PAYMENT, json!({ "proof": line["proof"] })).await;
    assert_eq!((&detail["payment"]["nav"], &detail["payment"]["amount"]), (&json!(debt.nav()), &json!(12_345)));
    assert_eq!(detail["position"]["options"][0]["installments"][0]["nav"], debt.nav());
    for strange in [line["receiptProof"].as_str().unwrap(), detail["position"]["proof"].as_str().unwrap(), "", "x"] {
        assert_eq!(
            mario.ask(PAYMENT, json!({ "proof": strange })).await["key"],
            "proof.invalid",
            "another kind of proof opens no payment"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_14_s4_13_a_payment_in_progress_is_listed_and_opened_while_its_receipt_is_awaited() {
    let house = House::open().await;
    let mario = house.verified(house.subject(MARIO).await);
    let debt = house.debt(Made::default()).await;
    let cart = cart_with(&mario, &[debt.nav()]).await;
    assert_eq!(check_out(&mario, &cart, None, "one").await["__typename"], "CheckOutStarted");
    house.settle().await;
    let none = history(&mario, Value::Null).await;
    assert_eq!(nodes(&none).len(), 0, "a payment in progress proves nothing: it is shown when asked for");
    let list = history(&mario, json!({ "states": ["IN_PROGRESS"] })).await;
    let [line] = &nodes(&list)[..] else { panic!("{list}") };
    assert_eq!((&line["stateLabel"], &line["actions"]), (&json!("In attesa della ricevuta"), &json!(["VIEW_DETAIL"])));
    assert!(line["awaitedUntil"].is_string() && line["receiptProof"].is_null(), "{line}");
    let detail = mario.ask(PAYMENT, json!({ "proof": line["proof"] })).await;
    assert_eq!(detail["payment"]["state"], "IN_PROGRESS");
    assert!(detail["position"]["proof"].is_string(), "its notice can still be printed");
    let on_platform = house.pagopa.carts().pop().unwrap().id.to_string();
    house.pagopa.pay_cart(&on_platform, Script::paid()).await.unwrap();
    house.until("SELECT count(*) = 1 FROM payment_history_v1 WHERE state = 'settled' AND made_by IS NOT NULL").await;
    house.settle().await;
    assert_eq!(nodes(&history(&mario, json!({ "states": ["IN_PROGRESS"] })).await).len(), 0);
    assert_eq!(nodes(&history(&mario, Value::Null).await).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_19_payments_at_every_counter_stand_beside_those_made_online() {
    let house = House::open().await;
    let mario = house.verified(house.subject(MARIO).await);
    let debts = house.debts(3, Made { options: vec![vec![110]], ..Made::default() }).await;
    house.pay_online(&mario, &[debts[0].nav()], Settlement::default()).await;
    house.pay_at_counter(&debts[1].nav(), 110).await;
    house.pagopa.pay_at_counter(CounterPayment::cash(&debts[2].nav())).await.unwrap();
    house.until("SELECT count(*) = 3 FROM payment_history_v1 WHERE state = 'settled'").await;
    house.settle().await;
    let list = history(&mario, Value::Null).await;
    let shown: BTreeSet<&str> = nodes(&list).iter().map(|line| line["nav"].as_str().unwrap()).collect();
    let navs: Vec<String> = debts.iter().map(crate::debts::Debt::nav).collect();
    assert_eq!(shown, navs.iter().map(String::as_str).collect());
    assert_eq!((&list["totals"]["payments"], &list["totals"]["amount"]), (&json!(3), &json!(330)));
    let of = |nav: &str| nodes(&list).iter().find(|line| line["nav"] == nav).unwrap();
    assert_eq!(of(&navs[1])["psp"], Value::Null, "the office's own counter");
    assert_eq!(of(&navs[2])["method"], "cash", "a provider's counter");
    assert!(of(&navs[2])["receiptProof"].is_string());
    for (service, found) in [("mensa", 3), ("MENSA SCOL", 3), ("TARI", 0)] {
        assert_eq!(nodes(&history(&mario, json!({ "service": service })).await).len(), found, "{service}");
    }
    let both = json!({ "service": "mensa", "nav": navs[1], "atLeast": 110 });
    assert_eq!(history(&mario, both).await["totals"], json!({ "payments": 1, "amount": 110 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_09_s2_14_s2_15_s2_16_s2_19_a_password_account_finds_the_payments_made_with_it_and_no_other() {
    let house = House::open().await;
    let (_, account) = stranger(&house);
    let (_, other) = stranger(&house);
    let debts = house.debts(4, Made { options: vec![vec![1_000]], ..Made::default() }).await;
    for (debt, method) in debts.iter().zip(["card", "bankTransfer", "paypal"]) {
        let settlement = Settlement { method: method.to_owned(), ..Settlement::default() };
        house.pay_online(&account, &[debt.nav()], settlement).await;
    }
    house.pay_online(&house.anonymous(), &[debts[3].nav()], Settlement::default()).await;
    let list = history(&account, Value::Null).await;
    assert_eq!(
        (list["totals"]["payments"].as_i64(), list["totals"]["amount"].as_i64()),
        (Some(3), Some(3_000)),
        "s2_19: nobody came back"
    );
    let methods: BTreeSet<&str> = nodes(&list).iter().map(|line| line["method"].as_str().unwrap()).collect();
    assert_eq!(methods, BTreeSet::from(["card", "bankTransfer", "paypal"]), "s2_15, s2_16: how it was paid is kept");
    assert!(nodes(&list).iter().all(|line| line["psp"].is_string() && line["fee"].is_i64()), "s2_14: {list}");
    assert!(nodes(&list).iter().all(|line| line["forAnother"] == true), "Mario owed them");
    let filter = json!({ "iuv": debts[1].iuv(), "description": "mensa", "atMost": 1_000, "from": "2020-01-01" });
    assert_eq!(nodes(&history(&account, filter).await).len(), 1, "filters combine");
    let against = json!({ "iuv": debts[1].iuv(), "atLeast": 1_001 });
    assert_eq!(nodes(&history(&account, against).await).len(), 0, "filters combine");
    assert_eq!(nodes(&history(&other, Value::Null).await).len(), 0);
    assert_eq!(nodes(&history(&house.verified(house.subject(LUCIA).await), Value::Null).await).len(), 0);
    let mario = history(&house.verified(house.subject(MARIO).await), Value::Null).await;
    let shown: Vec<&Value> = nodes(&mario).iter().map(|line| &line["nav"]).collect();
    assert_eq!(
        shown,
        [&json!(debts[3].nav())],
        "s4_12: what others paid stands with them; what was paid without login, with who owed it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_16_s4_17_pages_and_totals_stand_still_while_payments_arrive() {
    let house = House::open().await;
    let mario = house.verified(house.subject(MARIO).await);
    let debts = house.debts(12, Made { options: vec![vec![10_001]], ..Made::default() }).await;
    let late = house.debts(3, Made { options: vec![vec![99]], ..Made::default() }).await;
    for debt in &debts {
        house.pay_at_counter(&debt.nav(), 10_001).await;
    }
    let input = json!({ "ente": sample::ENTE, "filter": { "atLeast": 10_000 } });
    let (mut seen, mut after, mut arriving) = (Vec::new(), Value::Null, late.iter());
    let of_twelve = Cents::new(12 * 10_001).as_i64();
    loop {
        let page = mario.ask(LINES, json!({ "input": input, "first": 3, "after": after })).await;
        assert_eq!(page["totals"], json!({ "payments": 12, "amount": of_twelve }), "whatever the page");
        seen.extend(nodes(&page).iter().map(|line| line["nav"].as_str().unwrap().to_owned()));
        after = page["pageInfo"]["endCursor"].clone();
        if after.is_null() {
            break;
        }
        if let Some(debt) = arriving.next() {
            house.pay_at_counter(&debt.nav(), 99).await;
        }
    }
    assert!(arriving.next().is_none(), "payments arrived between the pages");
    let expected: Vec<String> = debts.iter().rev().map(crate::debts::Debt::nav).collect();
    assert_eq!(seen, expected, "newest first, none twice, none missing");
    let all = mario.ask(LINES, json!({ "input": { "ente": sample::ENTE }, "first": 3 })).await;
    assert_eq!(all["totals"], json!({ "payments": 15, "amount": of_twelve + 3 * 99 }));
}
