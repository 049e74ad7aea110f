//! What a citizen can do: ask with or without account, see how it stands, come back, say how content they are.

use serde_json::{Value, json};

use super::{Asked, EMAIL, OPEN, ask_for_help, request};
use crate::house::{Client, ENTE, House};

const STATUS: &str = "query ($input: SupportRequestInput!) { supportRequest(input: $input) {
    __typename ... on SupportRequestShown { state message caseType { code label } answers { text } rating } ... on NotFound { key message }
    ... on InvalidInput { field key } ... on TooManyRequests { retryAfter } } }";
const REOPEN: &str = "mutation ($input: ReopenSupportRequestInput!) { reopenSupportRequest(input: $input) {
    __typename ... on SupportRefused { key } ... on NotFound { key } ... on InvalidInput { field } } }";
const RATE: &str = "mutation ($input: RateSupportRequestInput!) { rateSupportRequest(input: $input) {
    __typename ... on SupportRefused { key } ... on NotFound { key } ... on InvalidInput { field } } }";
const CASES: &str =
    "query ($ente: String!) { supportCaseTypes(ente: $ente) { ... on CaseTypes { anonymous nodes { code label } } } }";

fn held(asked: &Asked, email: &str, more: Value) -> Value {
    let mut input = json!({ "ente": ENTE, "reference": asked.reference, "email": email });
    for (field, value) in more.as_object().unwrap() {
        input[field] = value.clone();
    }
    json!({ "input": input })
}

fn in_language(mut client: Client, language: &str) -> Client {
    client.headers.insert("accept-language", language.parse().unwrap());
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_01_anybody_asks_and_each_of_the_three_groups_is_mandatory() {
    let house = House::open().await;
    let citizen = house.citizen();
    let noted = citizen.ask(OPEN, request(json!({}))).await;
    assert_eq!((&noted["__typename"], &noted["key"]), (&json!("SupportRequestNoted"), &json!("support.opened")));
    assert!(!noted["message"].as_str().unwrap().contains(EMAIL), "the address is masked: {noted}");
    for (more, field) in [
        (json!({ "caseType": "no_such_case" }), "input.caseType"),
        (json!({ "caseType": "" }), "input.caseType"),
        (json!({ "text": " \n " }), "input.text"),
        (json!({ "text": "x".repeat(4_001) }), "input.text"),
        (json!({ "text": "a\u{202e}b" }), "input.text"),
        (json!({ "email": "maria@posta.example\r\nBcc: altri@posta.example" }), "input.email"),
        (json!({ "email": "" }), "input.email"),
        (json!({ "name": "" }), "input.name"),
        (json!({ "phone": "0".repeat(36) }), "input.phone"),
        (json!({ "about": {} }), "input.about"),
        (json!({ "about": { "nav": "1" } }), "input.about.nav"),
        (json!({ "seen": "tomorrow" }), "input.seen"),
    ] {
        let refused = citizen.ask(OPEN, request(more.clone())).await;
        assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInput"), &json!(field)), "{more}");
    }
    let opened: i64 = sqlx::query_scalar("SELECT count(*) FROM events WHERE aggregate_type = 'SupportRequest'")
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    assert_eq!(opened, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_01_g1_whoever_writes_too_often_is_asked_to_wait() {
    let house = House::with("requests_per_minute = 1000000\nlookups_per_minute = 1000000\nsends_per_hour = 3").await;
    let citizen = house.citizen();
    let all = (0..6).map(|n| {
        let (citizen, variables) = (citizen.clone(), request(json!({ "email": format!("maria{n}@posta.example") })));
        async move { citizen.ask(OPEN, variables).await }
    });
    let all = futures::future::join_all(all).await;
    let refused = all.iter().filter(|answer| answer["__typename"] == "TooManyRequests").count();
    assert_eq!(refused, 3, "{all:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn f8_h1_nothing_that_was_written_stands_in_the_database_in_the_clear() {
    let house = House::open().await;
    ask_for_help(&house, json!({ "text": "canarino giallo", "phone": "0461 123456" })).await;
    house.settle().await;
    let found: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM events AS e WHERE e::text ~* 'canarino|maria.verdi|0461')
             OR EXISTS (SELECT FROM support_v1 AS s WHERE s::text ~* 'canarino|maria.verdi|0461')",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    assert!(!found);
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_02_reference_and_address_together_show_how_it_stands() {
    let house = House::open().await;
    let asked = ask_for_help(&house, json!({})).await;
    let citizen = house.citizen();
    let shown = citizen.ask(STATUS, held(&asked, &EMAIL.to_lowercase(), json!({}))).await;
    assert_eq!((&shown["state"], &shown["answers"]), (&json!("OPEN"), &json!([])));
    assert_eq!(shown["caseType"], json!({ "code": "payment", "label": "Problema con un pagamento" }));
    let german = in_language(citizen.clone(), "de").ask(STATUS, held(&asked, EMAIL, json!({}))).await;
    assert_eq!(
        (&german["message"], &german["caseType"]["label"]),
        (&json!("Anfrage eingegangen"), &json!("Problem mit einer Zahlung"))
    );
    let wrong_address = citizen.ask(STATUS, held(&asked, "altra@posta.example", json!({}))).await;
    let unknown = citizen.ask(STATUS, held(&asked, EMAIL, json!({ "reference": "0000-0000-0000" }))).await;
    assert_eq!((&wrong_address["__typename"], &wrong_address), (&json!("NotFound"), &unknown));
    assert_eq!(citizen.ask(STATUS, held(&asked, EMAIL, json!({ "reference": "?" }))).await["field"], "input.reference");
    let other_ente = held(&asked, EMAIL, json!({ "ente": crate::house::OTHER }));
    assert_eq!(citizen.ask(STATUS, other_ente).await, unknown);
    assert_eq!(citizen.ask(REOPEN, held(&asked, EMAIL, json!({ "text": "ancora" }))).await["key"], "support.still_open");
    assert_eq!(
        citizen.ask(REOPEN, held(&asked, "altra@posta.example", json!({ "text": "ancora" }))).await["__typename"],
        "NotFound"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_11_the_five_school_messages_are_case_types_in_five_languages_and_the_service_is_rated() {
    let house = House::open().await;
    let citizen = house.citizen();
    let cases = citizen.ask(CASES, json!({ "ente": ENTE })).await;
    let labels: Vec<&str> = cases["nodes"].as_array().unwrap().iter().map(|case| case["label"].as_str().unwrap()).collect();
    for label in
        ["Comunicazione generica", "Variazione recapito", "Sospensione refezione", "Sospensione trasporto", "Dieta bianca"]
    {
        assert!(labels.contains(&label), "{label}: {labels:?}");
    }
    for language in ["en", "de", "fr", "sl"] {
        let translated = in_language(citizen.clone(), language).ask(CASES, json!({ "ente": ENTE })).await;
        let same =
            translated["nodes"].as_array().unwrap().iter().filter(|case| labels.contains(&case["label"].as_str().unwrap()));
        assert_eq!(same.count(), 0, "{language}");
    }
    let asked = ask_for_help(&house, json!({ "caseType": "school_meals_suspension" })).await;
    assert_eq!(citizen.ask(RATE, held(&asked, EMAIL, json!({ "rating": 5 }))).await["key"], "support.not_answered");
    super::desk::answer(&house, &asked, "anna").await;
    for (rating, outcome) in
        [(0, "InvalidInput"), (6, "InvalidInput"), (-1, "InvalidInput"), (2, "SupportRequestNoted"), (5, "SupportRequestNoted")]
    {
        assert_eq!(citizen.ask(RATE, held(&asked, EMAIL, json!({ "rating": rating }))).await["__typename"], outcome, "{rating}");
    }
    assert_eq!(citizen.ask(STATUS, held(&asked, EMAIL, json!({}))).await["rating"], 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_02_an_answered_request_is_opened_again_with_what_is_still_to_be_said() {
    let house = House::open().await;
    let asked = ask_for_help(&house, json!({})).await;
    super::desk::answer(&house, &asked, "anna").await;
    let citizen = house.citizen();
    let shown = citizen.ask(STATUS, held(&asked, EMAIL, json!({}))).await;
    assert_eq!((&shown["state"], &shown["answers"][0]["text"]), (&json!("ANSWERED"), &json!(super::desk::ANSWER)));
    let again = citizen.ask(REOPEN, held(&asked, EMAIL, json!({ "text": "Non ho capito" }))).await;
    assert_eq!(again["__typename"], "SupportRequestNoted");
    assert_eq!(citizen.ask(STATUS, held(&asked, EMAIL, json!({}))).await["state"], "REOPENED");
}
