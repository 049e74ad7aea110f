//! The schedule of unpaid notices ("scadenzario"): of one's own verified tax code, of nobody else's, and for nobody who was not verified.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use domain::rome;
use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::{LUCIA, MARIO, Made};
use crate::documents::{HISTORY, NOTICE_DOCUMENT};
use crate::house::House;
use crate::search::SEARCH;

const SCHEDULE: &str = "
query($input: PaymentScheduleInput!, $first: Int, $after: String) {
  paymentSchedule(input: $input, first: $first, after: $after) {
    __typename
    ... on PendingList { pageInfo { endCursor } nodes { nav iuv proof actions dueDate stateLabel service description reference amount createdAt } }
    ... on Failure { key field }
  }
}";

async fn schedule(citizen: &Citizen, filter: Value) -> Value {
    citizen.ask(SCHEDULE, json!({ "input": { "ente": sample::ENTE, "filter": filter }, "first": 20 })).await
}

fn navs(list: &Value) -> BTreeSet<String> {
    let nodes = list["nodes"].as_array().unwrap_or_else(|| panic!("{list}"));
    nodes.iter().map(|node| node["nav"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_05_the_schedule_is_refused_to_who_was_not_verified() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let mario = house.subject(MARIO).await;
    let question = json!({ "input": { "ente": sample::ENTE } });
    for citizen in [house.anonymous(), house.self_declared(mario)] {
        assert_eq!(citizen.say(SCHEDULE, question.clone()).await.status, 401);
    }
    assert_eq!(navs(&schedule(&house.verified(mario), Value::Null).await), BTreeSet::from([debt.nav()]));
}

/// Any person, any filter, any list: no notice of anybody else.
#[tokio::test(flavor = "multi_thread")]
async fn s2_06_no_list_ever_shows_a_notice_of_another_tax_code() {
    let house = House::open().await;
    let today = rome::day(house.clock.now());
    let codes = [MARIO, LUCIA, "VRDNNA90D55L219S", "80008000808"]
        .into_iter()
        .filter(|code| domain::identifier::TaxCode::parse(code).is_ok());
    let codes: Vec<&'static str> = codes.collect();
    let mut owed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for number in 0..12_u64 {
        let tax_code = codes[usize::try_from(number).unwrap() % codes.len()];
        let due = (number % 3 != 0).then(|| today + Days::new(number));
        let options = vec![vec![100 + i64::try_from(number).unwrap()]];
        let debt = house.debt_behind(Made { tax_code, due, options, ..Made::default() }).await;
        owed.entry(tax_code).or_default().insert(debt.nav());
    }
    house.settle().await;
    let all: Vec<String> = owed.values().flatten().cloned().collect();
    assert!(owed.len() >= 2);
    for (tax_code, own) in &owed {
        let citizen = house.verified(house.subject(tax_code).await);
        assert_eq!(navs(&schedule(&citizen, Value::Null).await), *own);
        let mut filters = vec![json!({}), json!({ "description": "" }), json!({ "description": "%" }), json!({ "atLeast": 0 })];
        filters.extend([json!({ "dueFrom": "0001-01-01" }), json!({ "dueUntil": "9999-12-31" }), json!({ "service": "_" })]);
        filters.extend(all.iter().map(|nav| json!({ "nav": nav })));
        for filter in filters {
            let found = navs(&schedule(&citizen, filter.clone()).await);
            assert!(found.is_subset(own), "{tax_code} {filter}: {found:?}");
            if let Some(nav) = filter["nav"].as_str() {
                assert_eq!(found.contains(nav), own.contains(nav), "{nav}");
                let searched = json!({ "input": { "ente": sample::ENTE, "filter": filter } });
                assert_eq!(
                    navs(&citizen.ask(SEARCH, searched).await).contains(nav),
                    own.contains(nav),
                    "the search says the same"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_21_s0_23_s2_06_s2_12_the_schedule_is_filtered_and_each_line_is_printed_or_paid() {
    let house = House::open().await;
    let today = rome::day(house.clock.now());
    let mario = house.verified(house.subject(MARIO).await);
    let soon = house.debt_behind(Made { due: Some(today + Days::new(2)), options: vec![vec![500]], ..Made::default() }).await;
    let late = house.debt(Made { due: Some(today + Days::new(20)), options: vec![vec![900]], ..Made::default() }).await;
    let list = schedule(&mario, Value::Null).await;
    let line = &list["nodes"][0];
    assert_eq!((&line["nav"], &line["dueDate"]), (&json!(soon.nav()), &json!((today + Days::new(2)).to_string())));
    assert_eq!((&line["stateLabel"], &line["service"]), (&json!("Da pagare"), &json!("Mensa scolastica")));
    for column in ["description", "reference", "iuv", "createdAt"] {
        assert!(line[column].is_string(), "{column}");
    }
    assert_eq!((&line["amount"], &line["actions"]), (&json!(500), &json!(["PAY", "ADD_TO_CART", "PRINT"])));
    let printed = mario.ask(NOTICE_DOCUMENT, json!({ "input": { "proof": line["proof"], "nav": soon.nav() } })).await;
    assert_eq!(printed["__typename"], "DocumentLink");
    for (filter, found) in [
        (json!({ "dueUntil": (today + Days::new(2)).to_string() }), vec![&soon]),
        (json!({ "dueFrom": (today + Days::new(3)).to_string() }), vec![&late]),
        (json!({ "atLeast": 501, "service": "mensa" }), vec![&late]),
        (json!({ "iuv": soon.iuv(), "description": "SCOLASTICA" }), vec![&soon]),
        (json!({ "iuv": soon.iuv(), "atLeast": 501 }), vec![]),
    ] {
        let expected: BTreeSet<String> = found.into_iter().map(crate::debts::Debt::nav).collect();
        assert_eq!(navs(&schedule(&mario, filter.clone()).await), expected, "{filter}");
    }
    let paid = json!({ "input": { "ente": sample::ENTE, "filter": { "atLeast": 501 } } });
    assert_eq!(navs(&mario.ask(HISTORY, paid).await), BTreeSet::new(), "s0_21: the other list, with a filter of its own");
    assert_eq!(schedule(&mario, json!({ "dueFrom": "domani" })).await["field"], "input.filter.dueFrom");
    let first = mario.ask(SCHEDULE, json!({ "input": { "ente": sample::ENTE }, "first": 1 })).await;
    let narrowed = json!({ "ente": sample::ENTE, "filter": { "atLeast": 1 } });
    let other = mario.ask(SCHEDULE, json!({ "input": narrowed, "first": 1, "after": first["pageInfo"]["endCursor"] })).await;
    assert_eq!(other["key"], "cursor.invalid", "a cursor works with its filter only");
}
