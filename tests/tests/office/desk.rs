//! What the office sees: found by what stands on a paper, followed step by step, listed page by page.

use domain::staff::Role;
use serde_json::{Value, json};

use crate::house::{ENTE, House, MARIO};

const SEARCH: &str = "query ($i: SearchInput!) { search(input: $i) {
    __typename ... on Found { positions person receipt } ... on Refusal { key field } } }";
const POSITION: &str = "query ($id: String!) { position(id: $id) { __typename ... on OfficePosition {
    state debtor { name taxCode } notices { nav iuv amount notPayable } payments { number amount } version } } }";
const TIMELINE: &str = "query ($i: TimelineInput!, $f: String) { timeline(input: $i, freshness: $f) {
    ... on Timeline { nodes { key actor facts } stale } } }";
const PENDING: &str = "query ($i: PendingInput!, $n: Int, $a: String) { pendingList(input: $i, first: $n, after: $a) {
    __typename ... on OpenNotices { nodes { nav } pageInfo { hasNextPage endCursor } } ... on Refusal { field } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_or_a_name_leads_to_the_position() {
    let house = House::open().await;
    let (position, nav) = house.debt(15_000).await;
    let anna = house.staff(ENTE, "anna", &[Role::HelpDesk]).await;
    for input in [json!({ "code": nav.as_str() }), json!({ "code": nav.iuv().as_str() }), json!({ "taxCode": MARIO })] {
        let found = anna.ask(SEARCH, json!({ "i": input })).await;
        assert_eq!(found["positions"], json!([position.to_string()]), "{input}");
        assert!(found["person"].is_string());
    }
    for (input, key) in [
        (json!({}), "input"),
        (json!({ "code": nav.as_str(), "taxCode": MARIO }), "input"),
        (json!({ "code": "123" }), "input"),
        (json!({ "taxCode": "BNCLCU85M41F205T" }), "absent"),
        (json!({ "receipt": "none" }), "absent"),
        (json!({ "request": "0000-0000-0000" }), "absent"),
    ] {
        assert_eq!(anna.ask(SEARCH, json!({ "i": input })).await["key"], key, "{input}");
    }
    let shown = anna.ask(POSITION, json!({ "id": position.to_string() })).await;
    assert_eq!(shown["debtor"], json!({ "name": "Mario Rossi", "taxCode": MARIO }));
    assert_eq!((&shown["state"], &shown["notices"][0]["amount"]), (&json!("published"), &json!(15_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn u37_pages_of_everybodys_notices_are_complete_and_without_repetition() {
    let house = House::open().await;
    let mut expected = Vec::new();
    for cents in 1..=7 {
        expected.push(house.debt_with(cents * 100, None).await.1.installments().next().unwrap().nav.to_string());
    }
    house.settle().await;
    expected.sort();
    let anna = house.staff(ENTE, "anna", &[Role::Auditor]).await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = anna.ask(PENDING, json!({ "i": {}, "n": 3, "a": after })).await;
        seen.extend(page["nodes"].as_array().unwrap().iter().map(|row| row["nav"].as_str().unwrap().to_owned()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    seen.sort();
    assert_eq!(seen, expected);
    let page = anna.ask(PENDING, json!({ "i": {}, "n": 3 })).await;
    let bruno = house.staff(ENTE, "bruno", &[Role::Auditor]).await;
    let stolen = bruno.ask(PENDING, json!({ "i": {}, "n": 3, "a": page["pageInfo"]["endCursor"] })).await;
    assert_eq!(stolen["field"], "after", "a cursor is worth nothing to another member of the staff");
    for first in [0, 101, -1] {
        let slim = "query ($n: Int) { pendingList(input: {}, first: $n) { ... on Refusal { field } } }";
        assert_eq!(anna.ask(slim, json!({ "n": first })).await["field"], "first");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn u9_every_act_is_told_with_its_operator_and_reason() {
    let house = House::open().await;
    let (position, _) = house.debt(15_000).await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let act = |what: &str| {
        format!(
            "mutation ($i: PositionInput!) {{ {what}(input: $i) {{ __typename ... on Done {{ already freshness }} ... on Refusal {{ key message }} }} }}"
        )
    };
    let input = json!({ "i": { "id": position.to_string(), "reason": "Sgravio 12/2026" } });
    let done = anna.ask(&act("withdrawPosition"), input.clone()).await;
    assert_eq!((&done["__typename"], &done["already"]), (&json!("Done"), &json!(false)));
    assert_eq!(anna.ask(&act("withdrawPosition"), input.clone()).await["already"], true);
    assert_eq!(anna.ask(POSITION, json!({ "id": position.to_string() })).await["state"], "withdrawn");
    let restored = anna.ask(&act("restorePosition"), input.clone()).await;
    assert_eq!(restored["__typename"], "Done");
    assert_eq!(anna.ask(&act("restorePosition"), input).await["already"], true);
    house.settle().await;
    let thread =
        json!({ "i": { "kind": "POSITION", "id": position.to_string(), "oldestFirst": true }, "f": restored["freshness"] });
    let timeline = anna.ask(TIMELINE, thread).await;
    assert_eq!(timeline["stale"], false);
    let steps = timeline["nodes"].as_array().unwrap();
    let withdrawn = steps.iter().find(|step| step["key"] == "debt_position.withdrawn").unwrap();
    assert_eq!(withdrawn["actor"], "operator:anna");
    assert!(withdrawn["facts"].as_str().unwrap().contains("Sgravio 12/2026"));
    let of_ente = anna.ask(TIMELINE, json!({ "i": { "kind": "ENTE" } })).await;
    assert!(of_ente["nodes"].as_array().unwrap().iter().any(|step| step["key"] == "staff.added"));
}

#[tokio::test(flavor = "multi_thread")]
async fn u9_publishing_and_amending_ask_why_and_keep_it() {
    let house = House::open().await;
    let (position, _) = house.debt(15_000).await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let publish = "mutation ($i: PositionInput!) { publishPosition(input: $i) { __typename ... on Refusal { field } } }";
    let amend =
        "mutation ($i: AmendPositionInput!) { amendPosition(input: $i) { __typename ... on Refusal { key message field } } }";
    let empty = json!({ "i": { "id": position.to_string(), "reason": " " } });
    assert_eq!(anna.ask(publish, empty).await["field"], "input.reason");
    let iupd: String = sqlx::query_scalar("SELECT iupd FROM pending_list_v1").fetch_one(&house.product.pool).await.unwrap();
    let gpd = json!({ "iupd": iupd, "type": "F", "fiscalCode": crate::house::MARIO, "fullName": "Mario Rossi",
                      "paymentOption": [{ "amount": 14_000, "description": "Mensa scolastica", "isPartialPayment": false,
                                          "dueDate": "2099-12-31T23:59:59.000Z" }] });
    let input = |reason: &str| json!({ "i": { "gpd": gpd.to_string(), "reason": reason } });
    assert_eq!(anna.ask(amend, input("")).await["field"], "input.reason");
    let amended = anna.ask(amend, input("Errore di calcolo")).await;
    assert_eq!(amended["__typename"], "Done", "{amended}");
    let kept: Vec<(String, String)> =
        sqlx::query_as("SELECT metadata ->> 'actor', metadata ->> 'reason' FROM events WHERE event_type = 'PositionAmended'")
            .fetch_all(&house.product.pool)
            .await
            .unwrap();
    assert_eq!(kept, [("operator:anna".to_owned(), "Errore di calcolo".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn u32_version_and_lag_of_every_view_are_shown() {
    let house = House::open().await;
    house.debt(100).await;
    let anna = house.staff(ENTE, "anna", &[Role::Administrator]).await;
    house.settle().await;
    let views = anna.ask("{ views { name position head lag staleSince } }", json!({})).await;
    let names: Vec<&str> = views.as_array().unwrap().iter().map(|view| view["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), projections::ViewName::ALL.len());
    assert!(names.contains(&"support_v1") && views[0]["lag"] == 0 && views[0]["head"] == views[0]["position"]);
}
