//! The office looks back: lists as they were, why a row is so; and the administrator's commands on the read models.

use std::path::PathBuf;

use domain::staff::Role;
use serde_json::{Value, json};
use sqlx::ConnectOptions;

use crate::house::{ENTE, House};

const POSITION: &str = "query ($id: String!, $t: String) { position(id: $id, asOf: $t) {
    __typename ... on OfficePosition { state version } ... on Refusal { key field } } }";
const PENDING: &str = "query ($i: PendingInput!, $t: String) { pendingList(input: $i, asOf: $t) {
    __typename ... on OpenNotices { nodes { nav } asOf { upTo at } stale } ... on Refusal { key field } } }";
const HISTORY: &str = "query ($i: HistoryInput!, $t: String) { paymentHistory(input: $i, asOf: $t) {
    __typename ... on Payments { nodes { id state amount } asOf { upTo } stale } ... on Refusal { key field } } }";
const TIMELINE: &str = "query ($i: TimelineInput!, $t: String) { timeline(input: $i, asOf: $t) {
    ... on Timeline { nodes { key logIndex at } stale } ... on Refusal { key field } } }";
const WHY: &str = "query ($v: ViewKind!, $k: String!) { why(view: $v, key: $k) { __typename
    ... on Why { changedBy nodes { step { key actor } command causedBy own } } ... on Refusal { key } } }";

/// A debt that is paid at the counter, and withdrawn debts beside it.
async fn paid(house: &House) -> (String, String) {
    let (position, nav) = house.debt(15_000).await;
    let finance = house.staff(ENTE, "fina", &[Role::Office, Role::Finance]).await;
    let pay =
        "mutation ($i: CounterPaymentInput!) { recordCounterPayment(input: $i) { __typename ... on Refusal { key message } } }";
    let input = json!({ "i": { "nav": nav.as_str(), "amount": 15_000, "number": "CASSA-1", "reason": "contanti" } });
    let done = finance.ask(pay, input).await;
    assert_eq!(done["__typename"], "Done", "{done}");
    house.settle().await;
    (position.to_string(), nav.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_sees_what_was_shown_then() {
    let house = House::open().await;
    let (position, nav) = paid(&house).await;
    let anna = house.staff(ENTE, "anna", &[Role::HelpDesk]).await;
    let steps = anna.ask(TIMELINE, json!({ "i": { "kind": "POSITION", "id": position, "oldestFirst": true } })).await;
    let steps = steps["nodes"].as_array().unwrap().clone();
    let step = |key: &str| steps.iter().find(|step| step["key"] == key).unwrap_or_else(|| panic!("{key} in {steps:?}"));
    let booked = step("debt_position.paid");
    let of = json!({ "position": position });
    // The same moment, as a place in the log and as a time just before it.
    let at: chrono::DateTime<chrono::Utc> = booked["at"].as_str().unwrap().parse().unwrap();
    let before = (at - chrono::TimeDelta::microseconds(1)).to_rfc3339();
    for then in [booked["logIndex"].to_string(), before] {
        let pending = anna.ask(PENDING, json!({ "i": of, "t": then })).await;
        assert_eq!((&pending["nodes"], &pending["stale"]), (&json!([{ "nav": nav }]), &json!(false)), "{pending}");
        assert_eq!(pending["asOf"]["upTo"], booked["logIndex"].to_string());
        let history = anna.ask(HISTORY, json!({ "i": of, "t": then })).await;
        assert_eq!(history["nodes"], json!([]), "{history}");
        let version = anna.ask(POSITION, json!({ "id": position, "t": then })).await["version"].as_u64().unwrap();
        let told = anna.ask(TIMELINE, json!({ "i": { "kind": "POSITION", "id": position }, "t": then })).await;
        assert_eq!(told["nodes"].as_array().unwrap().len() as u64, version, "as many steps as events of the position");
    }
    let now = json!({ "i": of });
    assert_eq!(anna.ask(PENDING, now.clone()).await["nodes"], json!([]));
    let history = anna.ask(HISTORY, now).await;
    assert_eq!((&history["nodes"][0]["amount"], &history["asOf"]), (&json!(15_000), &Value::Null));
    for (document, variables, field) in [
        (PENDING, json!({ "i": {}, "t": "5" }), "asOf"),
        (HISTORY, json!({ "i": of, "t": "999999999" }), "asOf"),
        (HISTORY, json!({ "i": of, "t": "yesterday" }), "asOf"),
        (HISTORY, json!({ "i": of, "t": "2999-01-01T00:00:00Z" }), "asOf"),
    ] {
        let refused = anna.ask(document, variables).await;
        assert_eq!((&refused["__typename"], &refused["field"]), (&json!("Refusal"), &json!(field)), "{refused}");
    }
    assert_eq!(anna.ask(POSITION, json!({ "id": position, "t": "0" })).await["key"], "absent", "it was not there yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_says_who_made_it_and_citizens_are_masked_by_role() {
    let house = House::open().await;
    let (_, nav) = paid(&house).await;
    let auditor = house.staff(ENTE, "aldo", &[Role::Auditor]).await;
    let chain = auditor.ask(WHY, json!({ "v": "NOTICE_DIRECTORY", "k": nav })).await;
    let links = chain["nodes"].as_array().unwrap();
    let last = links.last().unwrap();
    assert_eq!((&last["step"]["key"], &last["step"]["actor"]), (&json!("debt_position.paid"), &json!("operator:fina")));
    assert!(last["own"] == true && last["command"].as_str().is_some_and(|command| !command.is_empty()));
    assert_eq!(auditor.ask(WHY, json!({ "v": "PAYMENT_HISTORY", "k": "receipt/none/0" })).await["key"], "absent");
}

/// The settings of the house, with those of whoever migrates it.
fn with_owner(house: &House) -> PathBuf {
    let home = house.home();
    let mut url = home.database().owner().to_url_lossy();
    let password = url.password().map(ToOwned::to_owned);
    url.set_password(None).unwrap();
    let mut lines = format!("[database]\nmigration_url = \"{url}\"\n");
    if let Some(password) = password {
        home.write_secret("owner-password", &password);
        lines += "migration_password_file = \"owner-password\"\n";
    }
    let text = std::fs::read_to_string(home.settings_file()).unwrap();
    home.write_secret("administrator.toml", &text.replacen("[database]\n", &lines, 1));
    home.path("administrator.toml")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_read_models_are_rebuilt_and_checked_by_command_while_the_product_serves() {
    let house = House::open().await;
    paid(&house).await;
    let settings = with_owner(&house);
    let run = |arguments: &[&str]| crate::commands::run_with(settings.clone(), arguments);
    let done = crate::commands::ends_with(0);
    assert_eq!(run(&["projections", "list"]), done);
    assert_eq!(run(&["projections", "promote", "pending_list"]), crate::commands::ends_with(3), "there is nothing to promote");
    assert_eq!(run(&["projections", "rebuild", "pending_lists"]), crate::commands::ends_with(2));
    assert_eq!(run(&["projections", "rebuild", "--all"]), done);
    assert_eq!(run(&["projections", "compare", "--all", "--json"]), done);
    assert_eq!(run(&["projections", "promote", "pending_list"]), done);
    let anna = house.staff(ENTE, "anna", &[Role::Administrator]).await;
    let build = async || {
        let views = anna.ask("{ views { name build promotedAt } }", json!({})).await;
        views.as_array().unwrap().iter().find(|view| view["name"] == "pending_list_v1").unwrap()["build"].clone()
    };
    assert_eq!(build().await, 2);
    assert_eq!(run(&["projections", "rollback", "pending_list_v1"]), done);
    assert_eq!(build().await, 1);
    assert_eq!(run(&["projections", "list", "--json"]), done);
    house.settle().await;
    assert_eq!(run(&["check"]), done);
    assert_eq!(run(&["check", "--json"]), done);
    assert_eq!(run(&["restored", "show"]), done);
    assert_eq!(run(&["restored", "confirm", "--operator", "anna", "--reason", "niente"]), done, "there is nothing to confirm");
}
