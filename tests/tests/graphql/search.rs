//! One search over what is to be paid and what was paid.

use std::collections::BTreeSet;

use chrono::Days;
use domain::ids::SubjectId;
use domain::rome;
use serde_json::{Value, json};
use tests::pagopa::Settlement;
use tests::sandbox::sample;
use uuid::Uuid;

use crate::citizen::Citizen;
use crate::debts::{Debt, LUCIA, MARIO, Made};
use crate::house::House;

pub(crate) const SEARCH: &str = "
query($input: SearchInput!, $first: Int, $after: String) {
  search(input: $input, first: $first, after: $after) {
    __typename
    ... on SearchList {
      totals { payments amount }
      pageInfo { endCursor }
      nodes { __typename ... on PendingNotice { nav stateLabel dueDate } ... on Payment { nav stateLabel state } }
    }
    ... on Failure { key field }
  }
}";

async fn search(citizen: &Citizen, filter: Value, first: usize, after: Value) -> Value {
    let input = json!({ "ente": sample::ENTE, "filter": filter });
    citizen.ask(SEARCH, json!({ "input": input, "first": first, "after": after })).await
}

fn lines(list: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let nodes = list["nodes"].as_array().unwrap_or_else(|| panic!("{list}"));
    nodes.iter().map(|node| (text(&node["nav"]), text(&node["stateLabel"]))).collect()
}

/// All pages of a search.
async fn walk(citizen: &Citizen, filter: &Value, first: usize) -> Vec<(String, String)> {
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = search(citizen, filter.clone(), first, after).await;
        let rows = lines(&page);
        after = page["pageInfo"]["endCursor"].clone();
        assert!(rows.len() == first || after.is_null(), "only the last page may be short");
        assert!(!rows.is_empty() || all.is_empty(), "no page is promised in vain");
        all.extend(rows);
        if after.is_null() {
            return all;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_18_one_search_finds_what_is_to_be_paid_and_what_was_paid_in_one_order() {
    let house = House::open().await;
    let today = rome::day(house.clock.now());
    let mario = house.verified(house.subject(MARIO).await);
    let mut open = Vec::new();
    for days in [3, 1, 2] {
        let due = Some(today + Days::new(days));
        open.push((days, house.debt_behind(Made { due, options: vec![vec![500]], ..Made::default() }).await));
    }
    let paid = house.debts(3, Made { options: vec![vec![110]], ..Made::default() }).await;
    house.debts(2, Made { tax_code: LUCIA, ..Made::default() }).await;
    for debt in &paid {
        house.pay_at_counter(&debt.nav(), 110).await;
    }
    open.sort_by_key(|(days, _)| *days);
    let line = |debt: &Debt, state: &str| (debt.nav(), state.to_owned());
    let mut expected: Vec<_> = open.iter().map(|(_, debt)| line(debt, "Da pagare")).collect();
    expected.extend(paid.iter().rev().map(|debt| line(debt, "Confermato")));
    for size in [1, 2, 3, 4, 6, 20] {
        assert_eq!(walk(&mario, &Value::Null, size).await, expected, "pages of {size}");
    }
    let totals = search(&mario, Value::Null, 1, Value::Null).await["totals"].clone();
    assert_eq!(totals, json!({ "payments": 3, "amount": 330 }), "of the payments, whatever the page");
    let until = (today + Days::new(2)).to_string();
    for (filter, found) in [
        (json!({ "states": ["TO_PAY"] }), 3),
        (json!({ "states": ["SETTLED", "REFUND_DUE"] }), 3),
        (json!({ "states": ["IN_PROGRESS"] }), 0),
        (json!({ "states": [] }), 0),
        (json!({ "description": "mensa", "service": "SCOLASTICA" }), 6),
        (json!({ "service": "tari" }), 0),
        (json!({ "atLeast": 111 }), 3),
        (json!({ "atMost": 110 }), 3),
        (json!({ "iuv": paid[1].iuv() }), 1),
        (json!({ "nav": open[0].1.nav() }), 1),
        (json!({ "from": today.to_string(), "until": until }), 5),
        (json!({ "until": "2020-01-01" }), 0),
    ] {
        assert_eq!(walk(&mario, &filter, 2).await.len(), found, "{filter}");
    }
    for (filter, field) in [
        (json!({ "nav": "1" }), "input.filter.nav"),
        (json!({ "iuv": "" }), "input.filter.iuv"),
        (json!({ "from": "31/01/2026" }), "input.filter.from"),
        (json!({ "service": "x".repeat(141) }), "input.filter.service"),
    ] {
        assert_eq!(search(&mario, filter, 5, Value::Null).await["field"], field);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_18_a11_everybody_finds_their_own_only() {
    let house = House::open().await;
    let debts = house.debts(2, Made { options: vec![vec![110]], ..Made::default() }).await;
    let account = house.self_declared(SubjectId::new(Uuid::new_v4()));
    house.pay_online(&account, &[debts[0].nav()], Settlement::default()).await;
    let of = async |citizen: Citizen| -> BTreeSet<String> {
        walk(&citizen, &Value::Null, 5).await.into_iter().map(|(nav, _)| nav).collect()
    };
    assert_eq!(house.anonymous().say(SEARCH, json!({ "input": { "ente": sample::ENTE } })).await.status, 401);
    let (mario, lucia) = (house.subject(MARIO).await, house.subject(LUCIA).await);
    assert_eq!(of(house.verified(mario)).await, BTreeSet::from([debts[1].nav()]));
    assert_eq!(of(account).await, BTreeSet::from([debts[0].nav()]), "what was paid with it");
    assert_eq!(of(house.verified(lucia)).await, BTreeSet::new());
    assert_eq!(of(house.self_declared(mario)).await, BTreeSet::new(), "a tax code nobody verified opens nothing");
    let page = search(&house.verified(mario), Value::Null, 1, Value::Null).await;
    assert!(page["pageInfo"]["endCursor"].is_null());
    let foreign = search(&house.verified(lucia), Value::Null, 1, json!("x")).await;
    assert_eq!(foreign["key"], "cursor.invalid");
}
