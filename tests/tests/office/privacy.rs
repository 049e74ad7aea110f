//! The register as the office keeps it, what it may erase and when, and who looked at whose data.

use domain::staff::Role;
use serde_json::{Value, json};

use crate::house::{Client, ENTE, House, MARIO};

const OPEN: &str = "mutation ($i: OpenPrivacyRequestInput!) { openPrivacyRequest(input: $i) {
    __typename ... on PrivacyRequestOpened { id people } ... on Refusal { key message field } } }";
const CLOSE: &str = "mutation ($i: ClosePrivacyRequestInput!) { closePrivacyRequest(input: $i) {
    __typename ... on Done { already } ... on Refusal { key message } } }";
const ERASE: &str = "mutation ($i: ErasePeopleInput!) { erasePeople(input: $i) {
    __typename ... on PeopleErased { keptUntil } ... on Refusal { key message } } }";
const RESTRICT: &str =
    "mutation ($i: RestrictInput!) { restrictPerson(input: $i) { __typename ... on Refusal { key message } } }";
const LIFT: &str = "mutation ($i: RestrictInput!) { liftRestriction(input: $i) { __typename ... on Refusal { key message } } }";
const REGISTER: &str =
    "query ($a: Boolean!) { privacyRequests(answered: $a) { id kind people byCitizen overdue outcome answer } }";
const LOG: &str = "{ accessLog(first: 50) { who what person stream forgotten } }";
const POSITION: &str = "query ($id: String!) { position(id: $id) { ... on OfficePosition { debtor { name } } } }";
const SEARCH: &str = "query ($i: SearchInput!) { search(input: $i) { __typename } }";

async fn open(anna: &Client, kind: &str) -> Value {
    anna.ask(OPEN, json!({ "i": { "kind": kind, "taxCode": MARIO, "note": "Lettera prot. 118/2026" } })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_entered_judged_and_answered() {
    let house = House::open().await;
    house.debt(15_000).await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let opened = open(&anna, "ERASURE").await;
    let id = opened["id"].as_str().unwrap();
    let erase = async |class: &str| anna.ask(ERASE, json!({ "i": { "request": id, "class": class } })).await;
    let refused = erase("FISCAL").await;
    assert_eq!((&refused["key"], &refused["message"]), (&json!("refused"), &json!("debt: something is still owed")));
    assert_eq!(erase("PROFILE").await, json!({ "__typename": "PeopleErased", "keptUntil": null }));
    let note = json!({ "i": { "id": id, "outcome": "PARTLY_FULFILLED", "note": "Resta il debito" } });
    assert_eq!(anna.ask(CLOSE, note.clone()).await["already"], false);
    assert_eq!(anna.ask(CLOSE, note).await["already"], true);
    let other = json!({ "i": { "id": id, "outcome": "REFUSED", "note": "no" } });
    assert_eq!(anna.ask(CLOSE, other).await["message"], "request: is closed");
    assert_eq!(anna.ask(REGISTER, json!({ "a": false })).await, json!([]));
    let all = anna.ask(REGISTER, json!({ "a": true })).await;
    assert_eq!((&all[0]["kind"], &all[0]["outcome"]), (&json!("ERASURE"), &json!("PARTLY_FULFILLED")));

    let access = open(&anna, "ACCESS").await;
    let wrong = anna.ask(ERASE, json!({ "i": { "request": access["id"], "class": "PROFILE" } })).await;
    assert_eq!(wrong["message"], "does not ask for erasure");
    house.clock.advance(chrono::TimeDelta::days(31));
    let carla = house.staff(ENTE, "carla", &[Role::Auditor]).await;
    assert_eq!(carla.ask(REGISTER, json!({ "a": false })).await[0]["overdue"], true);
    let nobody = json!({ "i": { "kind": "ACCESS", "taxCode": "BNCLCU85M41F205T", "note": "x" } });
    assert_eq!(house.staff(ENTE, "dora", &[Role::Office]).await.ask(OPEN, nobody).await["key"], "absent");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_restricted_is_shown_to_nobody_until_it_is_lifted() {
    let house = House::open().await;
    let (position, _) = house.debt(15_000).await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let person = open(&anna, "RESTRICTION").await["people"][0].clone();
    let shown = async || anna.ask(POSITION, json!({ "id": position.to_string() })).await["debtor"].clone();
    assert_eq!(shown().await, json!({ "name": "Mario Rossi" }));
    let input = json!({ "i": { "person": person, "reason": "contesta il debito" } });
    assert_eq!(anna.ask(LIFT, input.clone()).await["message"], "restriction: there is none");
    assert_eq!(anna.ask(RESTRICT, input.clone()).await["__typename"], "Done");
    assert_eq!(shown().await, Value::Null);
    assert_eq!(anna.ask(LIFT, input).await["__typename"], "Done");
    assert_eq!(shown().await, json!({ "name": "Mario Rossi" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_at_whose_data_is_written_down_and_read_by_the_auditor() {
    let house = House::open().await;
    let (position, nav) = house.debt(15_000).await;
    let anna = house.staff(ENTE, "anna", &[Role::HelpDesk]).await;
    let carla = house.staff(ENTE, "carla", &[Role::Auditor]).await;
    assert_eq!(carla.ask(LOG, json!({})).await, json!([]));
    anna.ask(SEARCH, json!({ "i": { "code": nav.as_str() } })).await;
    assert_eq!(carla.ask(LOG, json!({})).await, json!([]), "a number of a notice is nobody's data");
    anna.ask(SEARCH, json!({ "i": { "taxCode": MARIO } })).await;
    anna.ask(POSITION, json!({ "id": position.to_string() })).await;
    let log = carla.ask(LOG, json!({})).await;
    assert_eq!(log.as_array().unwrap().len(), 2);
    assert_eq!((&log[0]["who"], &log[0]["what"]), (&json!("operator:anna"), &json!("position.debtor")));
    assert_eq!(log[0]["stream"], format!("DebtPosition/{position}"));
    assert_eq!((&log[1]["what"], &log[1]["person"]), (&json!("search.taxCode"), &log[0]["person"]));
    assert!(log[0]["person"].is_string());
}
