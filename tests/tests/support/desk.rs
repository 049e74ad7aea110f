//! What the help desk does: queue, care, draft, note, answer by one mail, close; and what the citizen saw then.

use std::time::Duration;

use domain::staff::Role;
use serde_json::{Value, json};
use tests::mail_sink::Fault;

use super::{Asked, EMAIL, ask_for_help};
use crate::house::{Client, ENTE, House};
use tests::wait::PATIENCE;

pub(crate) const ANSWER: &str = "Gentile Maria,\n\nil pagamento è arrivato oggi.";
const DO: &str = "{ __typename ... on Done { already freshness } ... on Refusal { key message field } }";
const DETAIL: &str = "query ($id: String!) { supportRequest(id: $id) { ... on RequestDetail {
    state assignee caseType language contacts { name email phone } about { nav position } conversation { by text mailOpen } notes { by text }
    draft answers closedBecause rating } } }";
const QUEUE: &str = "query ($i: QueueInput!, $f: String) { supportQueue(input: $i, freshness: $f) {
    ... on Queue { nodes { reference state assignee } stale } } }";
const SEEN: &str = "query ($id: String!) { seenThen(id: $id) { ... on SeenThen {
    upTo positions { state notices { nav notPayable } payments { number } } } } }";

async fn act(client: &Client, what: &str, kind: &str, input: Value) -> Value {
    client.ask(&format!("mutation ($i: {kind}!) {{ {what}(input: $i) {DO} }}"), json!({ "i": input })).await
}

/// Somebody of the help desk answers.
pub(crate) async fn answer(house: &House, asked: &Asked, name: &str) {
    let helper = house.staff(ENTE, name, &[Role::HelpDesk]).await;
    let input = json!({ "id": asked.id.to_string(), "text": ANSWER, "answersSeen": 0 });
    assert_eq!(act(&helper, "answerRequest", "AnswerInput", input).await["__typename"], "Done");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_02_a_request_is_taken_drafted_noted_answered_by_one_mail_and_closed() {
    let house = House::open().await;
    let (_, nav) = house.debt(15_000).await;
    let asked = ask_for_help(&house, json!({ "about": { "nav": nav.as_str() }, "phone": "0461 1" })).await;
    let anna = house.staff(ENTE, "anna", &[Role::HelpDesk]).await;
    house.hire(ENTE, "bruno", &[Role::Office]).await;
    let id = asked.id.to_string();
    assert_eq!(act(&anna, "assignRequest", "AssignInput", json!({ "id": id, "to": "nobody" })).await["field"], "input.to");
    assert_eq!(act(&anna, "assignRequest", "AssignInput", json!({ "id": id, "to": "bruno" })).await["already"], false);
    assert_eq!(act(&anna, "assignRequest", "AssignInput", json!({ "id": id })).await["already"], false);
    assert_eq!(act(&anna, "draftAnswer", "TextInput", json!({ "id": id, "text": ANSWER })).await["__typename"], "Done");
    assert_eq!(
        act(&anna, "noteOnRequest", "TextInput", json!({ "id": id, "text": "sentita la ragioneria" })).await["__typename"],
        "Done"
    );
    let shown = anna.ask(DETAIL, json!({ "id": id })).await;
    assert_eq!((&shown["state"], &shown["assignee"], &shown["draft"]), (&json!("ASSIGNED"), &json!("anna"), &json!(ANSWER)));
    assert_eq!(shown["contacts"], json!({ "name": "Maria Verdi", "email": "Maria.Verdi@posta.example", "phone": "0461 1" }));
    assert_eq!(shown["about"]["nav"], nav.as_str());
    assert_eq!(shown["notes"], json!([{ "by": "anna", "text": "sentita la ragioneria" }]));
    assert_eq!(house.mail.messages().len(), 0, "a draft sends nothing");
    let send = json!({ "id": id, "answersSeen": 0 });
    let sent = futures::future::join_all((0..5).map(|_| act(&anna, "answerRequest", "AnswerInput", send.clone()))).await;
    assert_eq!(sent.iter().filter(|answer| answer["__typename"] == "Done").count(), 1, "one answer, one mail: {sent:?}");
    let mail = house.mail.wait_for(|mail| mail.is_for(EMAIL), PATIENCE).await.expect("the answer comes by mail");
    assert_eq!(mail.subject(), format!("Risposta alla richiesta {}", asked.reference));
    assert!(mail.text().unwrap().contains(ANSWER.split("\n\n").nth(1).unwrap()));
    assert!(!mail.text().unwrap().contains("ragioneria"), "notes stay inside");
    house.until("SELECT count(*) = 1 FROM events WHERE event_type = 'SupportMailAccepted'").await;
    assert_eq!(house.mail.messages().len(), 1);
    let shown = anna.ask(DETAIL, json!({ "id": id })).await;
    assert_eq!((&shown["state"], &shown["draft"], &shown["answers"]), (&json!("ANSWERED"), &Value::Null, &json!(1)));
    assert_eq!(shown["conversation"][1], json!({ "by": "anna", "text": ANSWER, "mailOpen": false }));
    let close = json!({ "id": id, "reason": "Risolto" });
    assert_eq!(act(&anna, "closeRequest", "CloseInput", close).await["__typename"], "Done");
    assert_eq!(act(&anna, "draftAnswer", "TextInput", json!({ "id": id, "text": "x" })).await["key"], "refused");
    assert_eq!(anna.ask(DETAIL, json!({ "id": id })).await["closedBecause"], "Risolto");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_02_u28_a_mail_server_that_is_away_delays_the_answer_and_sends_it_once() {
    let house = House::open().await;
    house.mail.script([Fault::RefuseRecipient(451), Fault::RefuseContent(451)]);
    let asked = ask_for_help(&house, json!({})).await;
    answer(&house, &asked, "anna").await;
    let patience = PATIENCE + Duration::from_secs(30);
    let mail = house.mail.wait_for(|mail| mail.is_for(EMAIL), patience).await.expect("the answer comes in the end");
    house.until("SELECT count(*) = 1 FROM events WHERE event_type = 'SupportMailAccepted'").await;
    let stored: String = sqlx::query_scalar(
        "SELECT payload #>> '{SupportRequestAnswered,message_id}' FROM events WHERE event_type = 'SupportRequestAnswered'",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    assert!(stored.contains(mail.message_id().unwrap().trim_matches(['<', '>'])), "the name of the mail is the one in the log");
    assert_eq!(house.mail.messages().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_02_the_queue_shows_the_oldest_first_and_what_was_filtered_for() {
    let house = House::open().await;
    let mut asked = Vec::new();
    for case in ["payment", "receipt", "payment"] {
        asked.push(ask_for_help(&house, json!({ "caseType": case })).await);
    }
    house.settle().await;
    let anna = house.staff(ENTE, "anna", &[Role::HelpDesk]).await;
    let references = |queue: &Value| -> Vec<String> {
        queue["nodes"].as_array().unwrap().iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect()
    };
    let all: Vec<String> = asked.iter().map(|one| one.reference.clone()).collect();
    assert_eq!(references(&anna.ask(QUEUE, json!({ "i": {} })).await), all);
    let filtered = anna.ask(QUEUE, json!({ "i": { "caseType": "receipt" } })).await;
    assert_eq!(references(&filtered), all[1..2]);
    act(&anna, "assignRequest", "AssignInput", json!({ "id": asked[0].id.to_string() })).await;
    let closed = act(&anna, "closeRequest", "CloseInput", json!({ "id": asked[2].id.to_string(), "reason": "doppia" })).await;
    let fresh = |input: Value| json!({ "i": input, "f": closed["freshness"] });
    house.settle().await;
    assert_eq!(references(&anna.ask(QUEUE, fresh(json!({ "unassigned": true }))).await), all[1..2]);
    assert_eq!(references(&anna.ask(QUEUE, fresh(json!({ "assignee": "anna" }))).await), all[..1]);
    assert_eq!(references(&anna.ask(QUEUE, fresh(json!({ "states": ["CLOSED"] }))).await), all[2..]);
    assert_eq!(references(&anna.ask(QUEUE, fresh(json!({}))).await), all[..2], "what is closed is out of the way");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_02_the_help_desk_sees_what_the_citizen_saw_then() {
    let house = House::open().await;
    let (position, nav) = house.debt(15_000).await;
    let carla = house.staff(ENTE, "carla", &Role::ALL).await;
    // The citizen looks, the counter is faster, the citizen writes with what they saw in hand.
    let seen = carla.ask("{ views { head } }", json!({})).await[0]["head"].clone();
    let paid = json!({ "nav": nav.as_str(), "amount": 15_000, "number": "CASSA-9", "reason": "contanti" });
    assert_eq!(act(&carla, "recordCounterPayment", "CounterPaymentInput", paid).await["__typename"], "Done");
    house.settle().await;
    let asked = ask_for_help(&house, json!({ "about": { "nav": nav.as_str() }, "seen": seen })).await;
    let then = carla.ask(SEEN, json!({ "id": asked.id.to_string() })).await;
    assert_eq!(then["upTo"], seen);
    assert_eq!(then["positions"][0]["payments"], json!([]), "nothing was paid when they looked: {then}");
    assert_eq!(then["positions"][0]["notices"][0]["notPayable"], Value::Null);
    let now = "query ($id: String!) { position(id: $id) { ... on OfficePosition { payments { number } } } }";
    assert_eq!(carla.ask(now, json!({ "id": position.to_string() })).await["payments"], json!([{ "number": "CASSA-9" }]));
    let later = ask_for_help(&house, json!({ "about": { "nav": nav.as_str() } })).await;
    let then = carla.ask(SEEN, json!({ "id": later.id.to_string() })).await;
    assert_eq!(then["positions"][0]["notices"][0]["notPayable"], "paid");
    house.settle().await;
    let thread = "query ($i: TimelineInput!) { timeline(input: $i) { ... on Timeline { nodes { key } } } }";
    let timeline = carla.ask(thread, json!({ "i": { "kind": "POSITION", "id": position.to_string() } })).await;
    assert!(timeline["nodes"].as_array().unwrap().iter().any(|step| step["key"] == "support.opened"), "{timeline}");
}
