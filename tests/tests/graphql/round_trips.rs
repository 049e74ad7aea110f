//! How often a question waits for the database: a named small number, whatever the length of its answer.

use serde_json::{Value, json};
use tests::measure::RoundTrips;
use tests::postgres::fresh_database;
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::{Debt, MARIO, Made};
use crate::documents::{CART, NOTICE, POSITION};
use crate::house::{House, IDENTITY, Plan};
use crate::shop::{cart_with, proof};

/// How often a question is put.
const ASKED: usize = 8;
/// Limits no question meets.
const ROOMY: &str = "requests_per_minute = 1000000\nlookups_per_minute = 1000000\nsends_per_hour = 100000
lookups_per_code_per_minute = 1000000\nlookups_per_tax_code_per_minute = 1000000";

const PENDING: &str = "query($input: PendingListInput!) { pendingList(input: $input, first: 50) { __typename
    ... on PendingList { nodes { nav proof amount payability { payable } } pageInfo { hasNextPage } } } }";
const HISTORY: &str = "query($input: PaymentHistoryInput!) { paymentHistory(input: $input, first: 50) { __typename
    ... on PaymentHistory { nodes { nav amount psp } totals { payments amount } } } }";
const HISTORY_ROWS: &str = "query($input: PaymentHistoryInput!) { paymentHistory(input: $input, first: 50) { __typename
    ... on PaymentHistory { nodes { nav amount psp } } } }";
const RECEIPTS: &str = "query($input: CodeInput!) { receiptSearch(input: $input) { __typename } }";
const OWN_CART: &str = "query($ente: String!) { ownCart(ente: $ente) { __typename ... on Cart { count items { nav amount payability { payable } } } } }";
const SERVICES: &str = "query($ente: String!) { spontaneousServices(ente: $ente) { __typename } }";
const HELP: &str = "mutation($input: OpenSupportRequestInput!) { openSupportRequest(input: $input) {
    ... on SupportRequestNoted { reference } } }";
const REQUEST: &str = "query($input: SupportRequestInput!) { supportRequest(input: $input) { __typename
    ... on SupportRequestShown { state answers { text } } } }";

/// Round trips of a question by somebody: the least of several, for a connection prepares a statement when it meets it first.
async fn waits(wire: &RoundTrips, citizen: &Citizen, document: &str, variables: Value, answers: &str) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..ASKED {
        let before = wire.count();
        let answer = citizen.ask(document, variables.clone()).await;
        least = least.min(wire.count() - before);
        assert_eq!(answer["__typename"], answers, "{answer}");
    }
    least
}

#[tokio::test(flavor = "multi_thread")]
async fn d10_every_question_waits_for_the_database_a_named_small_number_of_times() {
    let database = fresh_database().await;
    let Ok(wire) = RoundTrips::before(&database.app()) else {
        eprintln!("skipped: the given database is not reached by a socket");
        return;
    };
    let busy = House::with(Plan { database: Some(database.app()), ..Plan::default() }).await;
    let debts = busy.debts(30, Made { options: vec![vec![1_000], vec![500, 500]], ..Made::default() }).await;
    for debt in &debts[20..] {
        busy.pay_at_counter(&debt.nav(), 1_000).await;
    }
    let navs: Vec<String> = debts[..5].iter().map(Debt::nav).collect();
    let subject = busy.subject(MARIO).await;
    let (one, five) = (cart_with(&busy.anonymous(), &navs[..1]).await, cart_with(&busy.verified(subject), &navs).await);
    let help =
        json!({ "ente": sample::ENTE, "caseType": "payment", "text": "Aiuto", "name": "Mario", "email": "mario@example.test" });
    let reference = busy.anonymous().ask(HELP, json!({ "input": help })).await["reference"].take();
    let proof = proof(&busy.anonymous(), &navs[0]).await;
    busy.settle().await;

    // A product that does nothing but answer, on the same database.
    let house = House::with(Plan { database: Some(wire.options()), running: false, limits: ROOMY, ..Plan::default() }).await;
    let (anybody, mario) = (house.verified(subject).without(IDENTITY), house.verified(subject));
    let ente = sample::ENTE;
    let code = json!({ "input": { "ente": ente, "taxCode": MARIO, "code": navs[0] } });
    let number = json!({ "input": { "ente": ente, "code": navs[0] } });
    let own = json!({ "input": { "ente": ente } });
    let asked = json!({ "input": { "ente": ente, "reference": reference, "email": "mario@example.test" } });
    for (what, by, document, variables, answers, most) in [
        ("a notice by anybody, its debtor masked", &anybody, NOTICE, code.clone(), "NoticeFound", 3),
        ("a notice by its number alone", &mario, NOTICE, number, "NoticeFound", 3),
        ("a position by its proof", &anybody, POSITION, json!({ "proof": proof }), "PositionFound", 2),
        ("the pending list of 40 rows", &mario, PENDING, own.clone(), "PendingList", 1),
        ("the history", &mario, HISTORY_ROWS, own.clone(), "PaymentHistory", 1),
        ("the history with totals", &mario, HISTORY, own, "PaymentHistory", 2),
        ("a receipt that is not there", &anybody, RECEIPTS, code, "NotFound", 1),
        ("a cart of one", &anybody, CART, json!({ "id": one }), "Cart", 2),
        ("a cart of five", &mario, CART, json!({ "id": five }), "Cart", 2),
        ("one's own cart", &mario, OWN_CART, json!({ "ente": ente }), "Cart", 3),
        ("a request for help", &anybody, REQUEST, asked, "SupportRequestShown", 2),
        ("the services", &anybody, SERVICES, json!({ "ente": ente }), "SpontaneousServices", 0),
    ] {
        let waited = waits(&wire, by, document, variables, answers).await;
        println!("{what}: {waited}");
        assert!(waited <= most, "{what} waits {waited} times for the database, not at most {most}");
    }
}
