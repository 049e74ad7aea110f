//! Whoever of the staff sees who somebody is has been written down, and nobody sees it of a restricted person: tried on every operation of the
//! schema with everything it can answer, so that a new one cannot be forgotten.

use std::collections::BTreeSet;

use domain::staff::Role;
use serde_json::{Value, json};
use tests::canaries::Canaries;
use tests::sdl::{Operation, Sdl};

use crate::content::{SUBMIT, mario, submission, today};
use crate::house::{Client, ENTE, House, MARIO};
use crate::matrix::{OPERATIONS, Things};
use crate::support::{EMAIL, ask_for_help};

const RESTRICT: &str = "mutation ($i: RestrictInput!) { restrictPerson(input: $i) { __typename } }";
/// Who was asked for.
const MARIOS: &str = "SELECT debtor FROM pending_list_v1 LIMIT 1";
const NOTED: &str = "SELECT count(*) FROM access_log";
/// Everybody an event was sealed for.
const PEOPLE: &str = "SELECT subject FROM public_vault.subject_key WHERE class = 'P'";

/// An operation, its document, and what it is tried on.
type Whole = (&'static str, String, fn(&Things) -> Value);

/// The documents of the matrix, asking everything.
fn documents() -> Vec<Whole> {
    let schema = Sdl::read(&api::office::sdl());
    let operations = schema.operations();
    let whole = OPERATIONS.iter().map(|(name, document, variables, _)| {
        let operation = operations.iter().find(|operation| operation.name == *name).unwrap();
        let head = one_row(head(document, name), operation);
        (*name, format!("{head} {} }}", schema.answer(operation)), *variables)
    });
    whole.collect()
}

/// A document up to what it asks of its operation.
fn head<'a>(document: &'a str, name: &str) -> &'a str {
    let called = document.find(&format!("{{ {name}")).unwrap() + 2 + name.len();
    match document[called..].strip_prefix('(') {
        Some(arguments) => {
            let mut open = 1;
            let end = arguments.find(|letter| {
                open += i32::from(letter == '(') - i32::from(letter == ')');
                open == 0
            });
            &document[..called + 1 + end.unwrap() + 1]
        }
        None => &document[..called],
    }
}

/// Of lists one row, as everything of many would be too much to ask.
fn one_row(head: &str, operation: &Operation) -> String {
    let is_list = operation.arguments.iter().any(|argument| argument.name == "first");
    if !is_list || head.contains("first:") {
        return head.to_owned();
    }
    match head.split_once(&format!("{}(", operation.name)) {
        Some((before, arguments)) => format!("{before}{}(first: 1, {arguments}", operation.name),
        None => format!("{head}(first: 1)"),
    }
}

struct Office {
    house: House,
    anna: Client,
    things: Things,
    canaries: Canaries,
}

impl Office {
    async fn open() -> Self {
        let house = House::open().await;
        let (position, nav) = house.debt(15_000).await;
        let asked = ask_for_help(&house, json!({ "about": { "nav": nav.as_str() } })).await;
        let entry = submitted(&house).await;
        house.settle().await;
        let person: uuid::Uuid = sqlx::query_scalar(MARIOS).fetch_one(&house.product.pool).await.unwrap();
        let things = Things {
            position: position.to_string(),
            nav: nav.to_string(),
            person: person.to_string(),
            request: asked.id.to_string(),
            entry,
            ..Things::nobodys()
        };
        let anna = house.staff(ENTE, "anna", &Role::ALL).await;
        let (mario, maria) =
            (["Mario Rossi", "Mario Canarino", "mario.canarino@"], ["Maria Verdi", EMAIL, "ho pagato ma l'avviso"]);
        let canaries = Canaries::new([&mario[..], &maria[..], &[MARIO]].concat());
        Self { house, anna, things, canaries }
    }

    async fn noted(&self) -> i64 {
        sqlx::query_scalar(NOTED).fetch_one(&self.house.product.pool).await.unwrap()
    }

    /// The operations that show somebody; each of them has written it down.
    async fn shown(&self, wanted: impl Fn(&str) -> bool) -> BTreeSet<&'static str> {
        let mut shown = BTreeSet::new();
        for (name, document, variables) in documents().into_iter().filter(|(_, document, _)| wanted(document)) {
            let before = self.noted().await;
            let answer = self.anna.say(&document, variables(&self.things)).await;
            assert!(answer.status == 200 && answer.json().get("errors").is_none(), "{name}: {document}: {}", answer.text);
            if self.canaries.shown_in(&answer.text).is_some() {
                assert!(self.noted().await > before, "{name} shows somebody and nobody knows: {}", answer.text);
                shown.insert(name);
            }
        }
        shown
    }
}

/// Something a citizen submits to the calendar.
async fn submitted(house: &House) -> String {
    let day = today(house) + chrono::Days::new(10);
    let noted = mario(house).await.ask(SUBMIT, json!({ "i": submission(day, "Concerto") })).await;
    assert_eq!(noted["__typename"], "CalendarEventNoted", "{noted}");
    let sql = "SELECT aggregate_id FROM events WHERE aggregate_type = 'CalendarEntry' LIMIT 1";
    sqlx::query_scalar(sql).fetch_one(&house.product.pool).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_shows_somebody_is_written_down_and_shows_nobody_who_is_restricted() {
    let office = Office::open().await;
    let questions = |document: &str| !document.starts_with("mutation");
    let personal = BTreeSet::from(["calendarEntry", "position", "supportRequest"]);
    assert_eq!(office.shown(questions).await, personal);

    // What somebody owes and paid is theirs, too, although it names nobody.
    for (of, document) in [
        ("pendingList", "query ($i: PendingInput!) { pendingList(input: $i) { __typename } }"),
        ("paymentHistory", "query ($i: HistoryInput!) { paymentHistory(input: $i) { __typename } }"),
    ] {
        let before = office.noted().await;
        office.anna.ask(document, json!({ "i": { "person": office.things.person } })).await;
        assert_eq!(office.noted().await, before + 1, "{of}");
    }

    let people: Vec<uuid::Uuid> = sqlx::query_scalar(PEOPLE).fetch_all(&mut office.house.owner().await).await.unwrap();
    for person in people {
        let input = json!({ "i": { "person": person.to_string(), "reason": "contesta" } });
        assert_eq!(office.anna.ask(RESTRICT, input).await["__typename"], "Done");
    }
    assert_eq!(office.shown(questions).await, BTreeSet::new(), "nobody is shown who is restricted");
    for document in [
        "query ($i: PendingInput!) { pendingList(input: $i) { ... on Refusal { key } } }",
        "query ($i: HistoryInput!) { paymentHistory(input: $i) { ... on Refusal { key } } }",
    ] {
        let refused = office.anna.ask(document, json!({ "i": { "person": office.things.person } })).await;
        assert_eq!(refused["key"], "restricted");
    }
    let search = "query ($i: SearchInput!) { search(input: $i) { ... on Refusal { key } } }";
    assert_eq!(office.anna.ask(search, json!({ "i": { "taxCode": MARIO } })).await["key"], "restricted");
    // And no command brings them back.
    assert_eq!(office.shown(|document| document.starts_with("mutation")).await, BTreeSet::new());
}
