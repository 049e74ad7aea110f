//! A tax code somebody else claims: who proves it by an electronic identity ends the claim; nothing of the one is shown to the other.

use serde_json::json;
use tests::sandbox::sample;

use crate::documents::{LUCIA, MARIO, PASSWORD, Person};
use crate::house::House;

/// Somebody who registered with Mario's tax code.
const IMPOSTOR: Person =
    Person { tax_code: MARIO.tax_code, name: "Furio", surname: "Falso", user_name: "furio", email: "furio@example.test" };

#[tokio::test(flavor = "multi_thread")]
async fn c1_an_impostor_loses_the_claim_when_the_verified_person_appears_and_both_are_told() {
    let house = House::open().await;
    let impostor = house.logged_in(&IMPOSTOR).await;
    let bystander = house.logged_in(&LUCIA).await;
    assert_eq!(impostor.account().await["claimsTaxCode"], true);
    let before = house.letters(IMPOSTOR.email).len();
    for _ in 0..2 {
        house.browser_outside().come_as(&format!("{} mario.vero@example.test", MARIO.tax_code)).await;
    }
    house.until_idle().await;
    assert_eq!(house.count("TaxCodeClaimLost").await, 1, "twice is once");
    let lost = house.letter(IMPOSTOR.email, before + 1).await;
    assert_eq!(lost.subject(), "Il codice fiscale del tuo account: Comune di Borgoesempio");
    let proved = house.letter("mario.vero@example.test", 1).await;
    assert_eq!(proved.subject(), "Un account usava il tuo codice fiscale: Comune di Borgoesempio");
    for (letter, hidden) in [(&lost, "mario.vero"), (&proved, "furio"), (&proved, "Falso")] {
        assert!(!letter.text().unwrap().contains(hidden), "nothing of the one is shown to the other");
    }
    assert_eq!((house.letters(IMPOSTOR.email).len(), house.letters("mario.vero@example.test").len()), (before + 1, 1));
    assert_eq!(impostor.account().await["claimsTaxCode"], false);
    assert_eq!(bystander.account().await["claimsTaxCode"], true);
    let actor: String = sqlx::query_scalar("SELECT metadata ->> 'actor' FROM events WHERE event_type = 'TaxCodeClaimLost'")
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    assert!(actor.starts_with("citizen:"), "who proved it stands beside the event");
    let known: i64 = sqlx::query_scalar("SELECT count(*) FROM events WHERE payload::text ~* 'furio|mario.vero'")
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    assert_eq!(known, 0, "addresses are sealed");
}

#[tokio::test(flavor = "multi_thread")]
async fn c1_the_office_does_not_verify_a_lost_claim_and_its_word_is_not_overruled() {
    let house = House::of(|ente| ente.policies.accounts.office_verification = true).await;
    house.citizen(&IMPOSTOR).await;
    let verify = async || house.office(&["verify", "--user-name", IMPOSTOR.user_name, "--tax-code", MARIO.tax_code]).await;
    house.browser_outside().come_as(MARIO.tax_code).await;
    let (code, said) = verify().await;
    assert!(code == 3 && said.contains("electronic identity"), "{code} {said}");
    house.citizen(&LUCIA).await;
    let (code, said) = house.office(&["verify", "--user-name", LUCIA.user_name, "--tax-code", LUCIA.tax_code]).await;
    assert_eq!(code, 0, "{said}");
    house.browser_outside().come_as(LUCIA.tax_code).await;
    assert_eq!(house.count("TaxCodeClaimLost").await, 1, "what the office saw a document for stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn c1_whoever_owns_the_account_keeps_the_claim_or_gets_it_back() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let browser = house.browser_outside();
    browser.log_in(MARIO.user_name, PASSWORD).await;
    browser.come_as(MARIO.tax_code).await;
    assert_eq!(house.count("TaxCodeClaimLost").await, 0, "they came with it");
    house.browser_outside().come_as(MARIO.tax_code).await;
    assert_eq!(house.count("TaxCodeClaimLost").await, 1, "from another browser nobody can tell");
    let again = house.browser_outside();
    again.log_in(MARIO.user_name, PASSWORD).await;
    assert_eq!(again.account().await["claimsTaxCode"], false);
    again.come_as(MARIO.tax_code).await;
    assert_eq!(again.account().await["claimsTaxCode"], true);
    assert_eq!(house.count("TaxCodeClaimRegained").await, 1);
    let before = house.letters(MARIO.email).len();
    house.browser().register(&Person { user_name: "altro", email: "altro@example.test", ..MARIO }).await;
    assert_eq!(
        house.letter(MARIO.email, before + 1).await.subject(),
        "Un altro account con il tuo codice fiscale: Comune di Borgoesempio"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_02_s0_42_own_requests_for_help_are_listed_and_forgotten_with_the_account() {
    const OPEN: &str = "mutation($input: OpenSupportRequestInput!) { openSupportRequest(input: $input) {
        __typename ... on SupportRequestNoted { reference freshness } ... on Failure { key field } } }";
    const LIST: &str = "query($ente: String!, $freshness: String) { supportRequests(ente: $ente, first: 20, freshness: $freshness) {
        __typename ... on OwnSupportRequests { nodes { reference state message answers caseType { code } } } ... on Failure { key } } }";
    const ONE: &str = "query($input: OwnSupportRequestInput!) { ownSupportRequest(input: $input) {
        __typename ... on SupportRequestShown { reference state answers { text } } ... on Failure { key } } }";
    let house = House::open().await;
    let (mario, lucia) = (house.logged_in(&MARIO).await, house.logged_in(&LUCIA).await);
    let ask = |text: &str| json!({ "input": { "ente": sample::ENTE, "caseType": "payment", "text": text, "name": "Mario Rossi", "email": "altrove@example.test" } });
    let first = mario.ask(OPEN, ask("Primo quesito")).await;
    let second = mario.ask(OPEN, ask("Secondo quesito")).await;
    lucia.ask(OPEN, ask("Di Lucia")).await;
    house.browser().ask(OPEN, ask("Di nessuno")).await;
    let list = mario.ask(LIST, json!({ "ente": sample::ENTE, "freshness": second["freshness"] })).await;
    let nodes = list["nodes"].as_array().unwrap_or_else(|| panic!("{list}"));
    assert_eq!(nodes.iter().map(|node| &node["reference"]).collect::<Vec<_>>(), [&second["reference"], &first["reference"]]);
    assert_eq!((&nodes[0]["state"], &nodes[0]["answers"]), (&json!("OPEN"), &json!(0)));
    let one = json!({ "input": { "ente": sample::ENTE, "reference": first["reference"] } });
    assert_eq!(mario.ask(ONE, one.clone()).await["state"], "OPEN");
    let unknown = json!({ "input": { "ente": sample::ENTE, "reference": "0000-0000-0000" } });
    assert_eq!(lucia.ask(ONE, one.clone()).await, lucia.ask(ONE, unknown).await, "somebody else's answers like an unknown one");
    assert_eq!(house.browser().say(ONE, one).await.status, 401);

    let accounts: Vec<String> =
        sqlx::query_scalar("SELECT subject::text FROM account_session").fetch_all(&house.product.pool).await.unwrap();
    let sealed: Vec<(String, String)> = sqlx::query_as(
        "SELECT payload::jsonb #>> '{SupportRequestOpened,opening,text,s}', payload::jsonb #>> '{SupportRequestOpened,opening,contacts,s}'
           FROM events WHERE event_type = 'SupportRequestOpened' ORDER BY global_position",
    )
    .fetch_all(&house.product.pool)
    .await
    .unwrap();
    let of = |at: usize| (sealed[at].0.clone(), sealed[at].1.clone());
    assert_eq!(of(0), of(1));
    assert_eq!(of(0).0, of(0).1, "text and contacts are sealed under the account's own key, which its erasure destroys");
    assert!(accounts.contains(&of(0).0) && accounts.contains(&of(2).0) && !accounts.contains(&of(3).0));
    assert_ne!(of(0), of(2));
}
