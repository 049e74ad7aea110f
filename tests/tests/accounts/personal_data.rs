//! A copy of one's own data: complete, nobody else's, and handed out once.

use chrono::TimeDelta;
use domain::privacy_request::RequestKind;
use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::browser::Browser;
use crate::documents::{LUCIA, MARIO, PASSWORD};
use crate::house::{House, secret};

const ASK: &str = "mutation($input: RequestPersonalDataInput!) { requestPersonalData(input: $input) { __typename
    ... on PersonalDataLinks { json pdf expiresAt } ... on AccountDone { key } ... on Failure { key } } }";
const CONFIRM: &str = "mutation($input: LinkInput!) { confirmPersonalData(input: $input) { __typename
    ... on PersonalDataLinks { json pdf } ... on Failure { key } } }";

/// Every sealed value of these people, wherever in the log it stands.
const SEALED: &str = "
SELECT count(*) FROM events, unnest($1::text[]) AS mine (subject),
       jsonb_path_query(payload::jsonb, 'strict $.** ? (@.type() == \"object\" && @.s == $s && exists (@.n))',
                        jsonb_build_object('s', mine.subject), true)";
const STORED: &str = "SELECT payload::jsonb FROM events JOIN event_log USING (global_position) WHERE log_index = $1";

async fn fetch(house: &House, link: &Value) -> (u16, Vec<u8>) {
    let path = link.as_str().unwrap().split_once("example.test").unwrap().1;
    let response = tests::client::plain().get(format!("http://{}{path}", house.portal)).send().await.unwrap();
    (response.status().as_u16(), response.bytes().await.unwrap().to_vec())
}

async fn ask(browser: &Browser, password: &str) -> Value {
    browser.ask(ASK, json!({ "input": { "currentPassword": password } })).await
}

/// Asks for help, by the portal.
async fn plead(browser: &Browser, email: &str, text: &str) {
    let document = "mutation ($input: OpenSupportRequestInput!) { openSupportRequest(input: $input) { __typename } }";
    let input = json!({ "ente": sample::ENTE, "caseType": "payment", "text": text, "name": "Chi scrive", "email": email });
    assert_eq!(browser.ask(document, json!({ "input": input })).await["__typename"], "SupportRequestNoted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verified_citizen_gets_everything_of_theirs_and_nothing_of_anybody_else() {
    let house = House::open().await;
    for (person, iupd) in [(&MARIO, "A-1"), (&MARIO, "A-2"), (&LUCIA, "B-1")] {
        house.debt(person.tax_code, iupd).await;
    }
    house.citizen(&LUCIA).await;
    house.citizen(&MARIO).await;
    let browser = house.browser_outside();
    assert_eq!(browser.log_in(MARIO.user_name, PASSWORD).await["__typename"], "LoggedIn");
    browser.come_as(MARIO.tax_code).await;
    plead(&house.browser(), LUCIA.email, "non sono io").await;
    let links = ask(&browser, "").await;
    assert_eq!(links["__typename"], "PersonalDataLinks", "{links}");
    let (status, content) = fetch(&house, &links["json"]).await;
    assert_eq!(status, 200);
    let copy: Value = serde_json::from_slice(&content).unwrap();
    let text = copy.to_string();
    for value in [MARIO.tax_code, MARIO.email, MARIO.user_name, "Via Roma 1", "Rossi"] {
        assert!(text.contains(value), "{value} is missing");
    }
    for value in [LUCIA.tax_code, LUCIA.user_name, "Bianchi", "non sono io"] {
        assert!(!text.contains(value), "{value} is somebody else's");
    }
    everything_is_in(&house, &copy).await;
    let (status, paper) = fetch(&house, &links["pdf"]).await;
    assert!(status == 200 && paper.starts_with(b"%PDF-"));
    for link in ["json", "pdf"] {
        assert_eq!(fetch(&house, &links[link]).await.0, 404, "a link is good once");
    }
    let register = api::privacy::list(&house.product, &sample::ENTE.parse().unwrap(), api::privacy::Wanted::All).await.unwrap();
    assert!(register.iter().any(|request| request.opening.kind == RequestKind::Access && request.answered.is_some()));
}

/// As many values stand in the copy in the clear as stand sealed in the whole log.
async fn everything_is_in(house: &House, copy: &Value) {
    let mine: Vec<&str> = copy["subjects"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(mine.len(), 2, "the person and their account");
    let sealed: i64 = sqlx::query_scalar(SEALED).bind(&mine).fetch_one(&house.product.pool).await.unwrap();
    assert!(sealed > 6, "{sealed}");
    let (mut opened, mut left) = (0, 0);
    for event in copy["events"].as_array().unwrap() {
        let query = sqlx::query_scalar(STORED).bind(event["log_index"].as_i64().unwrap());
        let stored: Value = query.fetch_one(&house.product.pool).await.unwrap();
        compare(&stored, &event["data"], &mine, &mut opened, &mut left);
    }
    assert_eq!((opened, left), (sealed, 0), "every sealed value of theirs is in the copy, in the clear");
}

/// Counts the sealed values of these people that stand in the copy in the clear, and those that do not.
fn compare(stored: &Value, copied: &Value, mine: &[&str], opened: &mut i64, left: &mut i64) {
    match stored {
        Value::Object(fields) if fields.contains_key("n") && fields.contains_key("d") => {
            let of_them = i64::from(mine.contains(&fields["s"].as_str().unwrap()));
            let shown = copied != stored && !copied.is_null() && *copied != "of another person" && *copied != "erased";
            *(if shown { opened } else { left }) += of_them;
        }
        Value::Object(fields) => fields.iter().for_each(|(key, inner)| compare(inner, &copied[key], mine, opened, left)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, inner)| compare(inner, &copied[at], mine, opened, left)),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_not_enough_a_mail_confirms_and_links_end_after_a_day() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    assert_eq!(ask(&browser, "un'altra frase").await["key"], "login.refused");
    assert_eq!(ask(&browser, PASSWORD).await["key"], "personal_data.asked");
    let letter = house.letter(MARIO.email, 2).await;
    assert_eq!(letter.subject(), "Copia dei tuoi dati: Comune di Borgoesempio");
    let input = json!({ "input": { "secret": secret(&letter) } });
    let links = browser.ask(CONFIRM, input.clone()).await;
    assert_eq!(links["__typename"], "PersonalDataLinks", "{links}");
    assert_eq!(browser.ask(CONFIRM, input).await["key"], "link.worthless");
    let wrong = json!(links["json"].as_str().unwrap().replace(".json", ".pdf"));
    assert_eq!(fetch(&house, &wrong).await.0, 404, "each link is for its form");
    assert_eq!(fetch(&house, &links["json"]).await.0, 200);
    house.later(TimeDelta::hours(25));
    assert_eq!(fetch(&house, &links["pdf"]).await.0, 404);
}
