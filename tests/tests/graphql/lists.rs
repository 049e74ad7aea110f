//! Lists: what can be paid and what was paid, page by page, for who may see them.

use std::collections::BTreeSet;

use chrono::Days;
use domain::rome;
use projections::ViewName;
use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::{LUCIA, MARIO, Made};
use crate::documents::{HISTORY, PENDING, PENDING_NAVS, PENDING_SIZE};
use crate::house::House;
use crate::shop::proof;

async fn pending(citizen: &Citizen, proofs: &[String], first: i64, after: Option<&str>) -> Value {
    let input = json!({ "ente": sample::ENTE, "proofs": if proofs.is_empty() { Value::Null } else { json!(proofs) } });
    citizen.ask(PENDING, json!({ "input": input, "first": first, "after": after })).await
}

fn navs(list: &Value) -> Vec<String> {
    list["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{list}"))
        .iter()
        .map(|node| node["nav"].as_str().unwrap().to_owned())
        .collect()
}

/// A page of little width.
async fn slim(citizen: &Citizen, first: i64, after: Option<String>) -> Value {
    citizen.ask(PENDING_NAVS, json!({ "input": { "ente": sample::ENTE }, "first": first, "after": after })).await
}

/// All pages of a list.
async fn walk(citizen: &Citizen, first: i64) -> Vec<Vec<String>> {
    let (mut pages, mut after) = (Vec::new(), None);
    loop {
        let page = slim(citizen, first, after).await;
        pages.push(navs(&page));
        match page["pageInfo"]["endCursor"].as_str() {
            Some(cursor) => after = Some(cursor.to_owned()),
            None => return pages,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn u37_d11_pages_are_the_list_without_doubles_or_gaps() {
    let house = House::open().await;
    let today = rome::day(house.clock.now());
    let mut expected = BTreeSet::new();
    for number in 0..23_u64 {
        let due = (number % 3 != 0).then(|| today + Days::new(number % 4));
        let options = if number % 5 == 0 { vec![vec![300], vec![100, 200]] } else { vec![vec![300]] };
        let debt = house.debt_behind(Made { due, options, ..Made::default() }).await;
        expected.extend(debt.navs());
    }
    house.debt(Made { tax_code: LUCIA, ..Made::default() }).await;
    let mario = house.verified(house.subject(MARIO).await);
    let whole = slim(&mario, 99, None).await;
    assert_eq!(navs(&whole).into_iter().collect::<BTreeSet<_>>(), expected);
    for size in [1, 7, 32, 33, 99] {
        let pages = walk(&mario, size).await;
        assert!(pages.iter().rev().skip(1).all(|page| page.len() == usize::try_from(size).unwrap()));
        assert_eq!(pages.concat(), navs(&whole), "pages of {size}");
    }
    let dues: Vec<&Value> = whole["nodes"].as_array().unwrap().iter().map(|node| &node["dueDate"]).collect();
    let ordered = dues.windows(2).all(|pair| pair[1].is_null() || (!pair[0].is_null() && pair[0].as_str() <= pair[1].as_str()));
    assert!(ordered, "soonest due first, no due date last: {dues:?}");
    for size in [0, -1, 101, 1_000_000] {
        let refused = mario.ask(PENDING_SIZE, json!({ "input": { "ente": sample::ENTE }, "first": size })).await;
        assert_eq!((&refused["field"], &refused["key"]), (&json!("first"), &json!("page.size")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a11_s0_22_s3_1_who_sees_which_debts() {
    let house = House::open().await;
    let mine = house.debts(3, Made::default()).await;
    house.debts(2, Made { tax_code: LUCIA, ..Made::default() }).await;
    let mario = house.subject(MARIO).await;
    assert_eq!(pending(&house.anonymous(), &[], 20, None).await["__typename"], "LoginRequired");
    assert_eq!(navs(&pending(&house.verified(mario), &[], 20, None).await).len(), 3);
    assert_eq!(
        navs(&pending(&house.self_declared(mario), &[], 20, None).await).len(),
        0,
        "a self-declared tax code opens nothing"
    );
    let proofs = [proof(&house.anonymous(), &mine[0].nav()).await, proof(&house.anonymous(), &mine[2].nav()).await];
    for citizen in [house.anonymous(), house.self_declared(mario), house.verified(house.subject(LUCIA).await)] {
        let shown: BTreeSet<String> = navs(&pending(&citizen, &proofs, 20, None).await).into_iter().collect();
        assert_eq!(shown, BTreeSet::from([mine[0].nav(), mine[2].nav()]), "everybody sees what they proved");
    }
    let forged = pending(&house.anonymous(), &["x".to_owned()], 20, None).await;
    assert_eq!((&forged["field"], &forged["key"]), (&json!("input.proofs"), &json!("proof.invalid")));
    let many = pending(&house.anonymous(), &vec![proofs[0].clone(); 101], 20, None).await;
    assert_eq!(many["key"], "proof.too_many");
}

#[tokio::test(flavor = "multi_thread")]
async fn d11_a_cursor_belongs_to_its_viewer_and_list() {
    let house = House::open().await;
    house.debts(3, Made::default()).await;
    house.debts(3, Made { tax_code: LUCIA, ..Made::default() }).await;
    let (mario, lucia) = (house.verified(house.subject(MARIO).await), house.verified(house.subject(LUCIA).await));
    let page = pending(&mario, &[], 1, None).await;
    let cursor = page["pageInfo"]["endCursor"].as_str().unwrap();
    assert!(!cursor.contains(&navs(&page)[0]), "it says nothing to its holder");
    for (citizen, cursor) in [(&lucia, cursor), (&mario, "x"), (&mario, &cursor[1..]), (&mario, "")] {
        let refused = pending(citizen, &[], 1, Some(cursor)).await;
        assert_eq!((&refused["field"], &refused["key"]), (&json!("after"), &json!("cursor.invalid")), "{cursor}");
    }
    let history = mario.ask(HISTORY, json!({ "input": { "ente": sample::ENTE }, "after": cursor })).await;
    assert_eq!(history["key"], "cursor.invalid", "another list");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_seen_by_the_question_that_carries_its_token() {
    let house = House::open().await;
    let mario = house.verified(house.subject(MARIO).await);
    for round in 1..=20 {
        let debt = house.debt_behind(Made::default()).await;
        let id = debt.id.to_string();
        let last = replay::log::locate(&house.product.pool, house.head(), "DebtPosition", &id, 1, tests::wait::PATIENCE);
        let token = (last.await.unwrap().unwrap() + 1).to_string();
        let list = mario.ask(PENDING, json!({ "input": { "ente": sample::ENTE }, "freshness": token })).await;
        assert_eq!((list["stale"].as_bool(), navs(&list).len()), (Some(false), round));
    }
    let ahead = (house.head().next_index() + 1_000).to_string();
    let began = std::time::Instant::now();
    let list = mario.ask(PENDING, json!({ "input": { "ente": sample::ENTE }, "freshness": ahead })).await;
    assert_eq!((list["stale"].as_bool(), navs(&list).len()), (Some(true), 20), "it waits a little, then says so");
    assert!(began.elapsed() < std::time::Duration::from_secs(3));
    for strange in ["", "x", "-1", "99999999999999999999", "1.0"] {
        let refused = mario.ask(PENDING, json!({ "input": { "ente": sample::ENTE }, "freshness": strange })).await;
        assert_eq!((&refused["field"], &refused["key"]), (&json!("freshness"), &json!("freshness.invalid")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_39_s4_14_s4_16_the_history_is_filtered_summed_and_paged() {
    let house = House::open().await;
    let mario = house.verified(house.subject(MARIO).await);
    let debts = house.debts(5, Made { options: vec![vec![110]], ..Made::default() }).await;
    for debt in &debts {
        house.pay_at_counter(&debt.nav(), 110).await;
    }
    let ask = |input: Value, first: i64, after: Option<String>| {
        let mario = mario.clone();
        async move { mario.ask(HISTORY, json!({ "input": input, "first": first, "after": after })).await }
    };
    let all = ask(json!({ "ente": sample::ENTE }), 20, None).await;
    assert_eq!((&all["totals"]["payments"], &all["totals"]["amount"]), (&json!(5), &json!(550)));
    assert!(all["nodes"].as_array().unwrap().iter().all(|node| node["state"] == "SETTLED"));
    let first = ask(json!({ "ente": sample::ENTE }), 2, None).await;
    assert_eq!(first["totals"], all["totals"], "sums follow the filter, not the page");
    let second = ask(json!({ "ente": sample::ENTE }), 3, first["pageInfo"]["endCursor"].as_str().map(ToOwned::to_owned)).await;
    assert_eq!([navs(&first), navs(&second)].concat(), navs(&all));
    let cases = [
        (json!({ "iuv": debts[1].iuv() }), 1),
        (json!({ "description": "MENSA" }), 5),
        (json!({ "description": "50%" }), 0),
        (json!({ "atLeast": 111 }), 0),
        (json!({ "atMost": 110, "from": "2020-01-01", "until": "2999-12-31" }), 5),
        (json!({ "until": "2020-01-01" }), 0),
        (json!({ "states": ["IN_PROGRESS", "REFUND_DUE"] }), 0),
    ];
    for (filter, count) in cases {
        let list = ask(json!({ "ente": sample::ENTE, "filter": filter }), 20, None).await;
        assert_eq!(navs(&list).len(), count, "{filter}");
        assert_eq!(list["totals"]["payments"], count);
    }
    for (filter, field) in [
        (json!({ "from": "2026-13-01" }), "input.filter.from"),
        (json!({ "until": "tomorrow" }), "input.filter.until"),
        (json!({ "iuv": "" }), "input.filter.iuv"),
        (json!({ "description": "\u{0}" }), "input.filter.description"),
        (json!({ "description": "x".repeat(141) }), "input.filter.description"),
    ] {
        assert_eq!(ask(json!({ "ente": sample::ENTE, "filter": filter }), 20, None).await["field"], field);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_which_payments() {
    let house = House::open().await;
    let debts = house.debts(2, Made { options: vec![vec![110]], ..Made::default() }).await;
    let proof = proof(&house.anonymous(), &debts[0].nav()).await;
    for debt in &debts {
        house.pay_at_counter(&debt.nav(), 110).await;
    }
    let (mario, lucia) = (house.subject(MARIO).await, house.subject(LUCIA).await);
    let count =
        |citizen: Citizen, input: Value| async move { navs(&citizen.ask(HISTORY, json!({ "input": input })).await).len() };
    let of = json!({ "ente": sample::ENTE });
    assert_eq!(count(house.verified(mario), of.clone()).await, 2);
    assert_eq!(count(house.verified(lucia), of.clone()).await, 0);
    assert_eq!(count(house.self_declared(mario), of.clone()).await, 0);
    for of in ["PAYMENTS", "DEBTS"] {
        let of = json!({ "ente": sample::ENTE, "of": of });
        assert_eq!(count(house.verified(mario), of).await, 2, "nobody else is known to have paid them");
    }
    assert_eq!(house.anonymous().ask(HISTORY, json!({ "input": of })).await["__typename"], "LoginRequired");
    assert_eq!(count(house.anonymous(), json!({ "ente": sample::ENTE, "proof": proof })).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lag_of_each_view_is_shown() {
    let house = House::open().await;
    house.debt(Made::default()).await;
    let views = house.anonymous().ask("{ views { name position head lag staleSince } }", json!({})).await;
    let views = views.as_array().unwrap();
    assert_eq!(views.len(), ViewName::ALL.len());
    for view in views {
        assert_eq!((&view["lag"], &view["position"], &view["staleSince"]), (&json!(0), &view["head"], &Value::Null), "{view}");
    }
}
