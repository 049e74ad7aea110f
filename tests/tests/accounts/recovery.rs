//! Forgotten names and passwords: the answer tells nothing, the mail goes to the address of the account.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::browser::Browser;
use crate::documents::{LUCIA, MARIO, PASSWORD, Person};
use crate::house::{House, secret};

const NEW: &str = "trentatre cani bianchi";

async fn recover(browser: &Browser, user_name: &str) -> Value {
    browser.command("recoverPassword", "UserNameInput", json!({ "ente": sample::ENTE, "userName": user_name })).await
}

async fn reset(browser: &Browser, secret: &str, password: &str) -> Value {
    let input = json!({ "secret": secret, "password": password, "passwordAgain": password });
    browser.command("resetPassword", "LinkPasswordInput", input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_19_a_mailed_link_sets_a_new_password_once_and_the_old_one_is_dead() {
    let house = House::open().await;
    let mario = house.logged_in(&MARIO).await;
    let browser = house.browser();
    let known = recover(&browser, MARIO.user_name).await;
    let unknown = recover(&browser, "nessuno").await;
    let said = |answer: &Value| (answer["key"].clone(), answer["title"].clone(), answer["message"].clone());
    assert_eq!(said(&known), said(&unknown));
    let link = secret(&*house.letter(MARIO.email, 2).await);
    assert_eq!(reset(&browser, &link, "corta").await["key"], "password.length");
    assert_eq!(reset(&browser, &link, "il mio nome: m.rossi").await["key"], "password.personal");
    assert_eq!(reset(&browser, &link, NEW).await["key"], "password.set");
    assert!(!mario.is_in().await, "all sessions ended");
    assert_eq!(reset(&browser, &link, "un'altra frase lunga").await["key"], "link.worthless");
    assert_eq!(browser.log_in(MARIO.user_name, PASSWORD).await["key"], "login.refused");
    assert_eq!(browser.log_in(MARIO.user_name, NEW).await["__typename"], "LoggedIn");
    let notice = house.letter(MARIO.email, 3).await;
    assert_eq!(notice.subject(), "Password cambiata: Comune di Borgoesempio");
    house.until_idle().await;
    assert_eq!(house.letters(MARIO.email).len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_19_the_link_lasts_half_an_hour_and_only_the_newest_works() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let browser = house.browser();
    recover(&browser, MARIO.user_name).await;
    let first = secret(&*house.letter(MARIO.email, 2).await);
    recover(&browser, MARIO.user_name).await;
    let second = secret(&*house.letter(MARIO.email, 3).await);
    assert_eq!(reset(&browser, &first, NEW).await["key"], "link.worthless");
    house.later(TimeDelta::minutes(31));
    assert_eq!(reset(&browser, &second, NEW).await["key"], "link.worthless");
}

#[tokio::test(flavor = "multi_thread")]
async fn a6_a_secret_is_good_for_one_purpose_and_for_one_of_many_at_once() {
    let house = House::open().await;
    let browser = house.browser();
    browser.register(&MARIO).await;
    let activation = secret(&*house.letter(MARIO.email, 1).await);
    assert_eq!(reset(&browser, &activation, NEW).await["key"], "link.worthless");
    assert_eq!(browser.command("confirmEmail", "LinkInput", json!({ "secret": activation })).await["key"], "link.worthless");
    assert_eq!(browser.activate(&activation).await["key"], "activation.done");
    recover(&browser, MARIO.user_name).await;
    let link = secret(&*house.letter(MARIO.email, 2).await);
    assert_eq!(browser.activate(&link).await["key"], "link.worthless");
    let all = (0..5).map(|number| {
        let (browser, link) = (&browser, &link);
        async move { reset(browser, link, &format!("una frase lunga numero {number}")).await }
    });
    let answers = futures::future::join_all(all).await;
    assert_eq!(answers.iter().filter(|answer| answer["key"] == "password.set").count(), 1, "{answers:?}");
    let kept: String = sqlx::query_scalar("SELECT coalesce(string_agg(t::text, ' '), '') FROM account_token AS t")
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    assert!(!kept.contains(&link));
}

#[tokio::test(flavor = "multi_thread")]
async fn s4_02_the_user_names_of_an_address_are_mailed_to_it() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    house.citizen(&Person { user_name: "mario.due", tax_code: LUCIA.tax_code, ..MARIO }).await;
    let browser = house.browser();
    let ask = async |email: &str| {
        let answer = browser.command("recoverUserName", "EmailInput", json!({ "ente": sample::ENTE, "email": email })).await;
        (answer["key"].clone(), answer["message"].clone())
    };
    assert_eq!(ask("MARIO.ROSSI@example.test").await, ask(LUCIA.email).await);
    house.until_idle().await;
    let named: Vec<String> = house
        .letters(MARIO.email)
        .iter()
        .filter(|letter| letter.subject().starts_with("Il tuo nome utente"))
        .map(|letter| letter.text().unwrap())
        .collect();
    assert_eq!(named.len(), 2, "one for each account");
    assert!(
        named.iter().any(|text| text.contains("è: m.rossi")) && named.iter().any(|text| text.contains("è: mario.due")),
        "{named:?}"
    );
    assert!(house.letters(LUCIA.email).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_waits_for_activation_gets_no_link_for_a_password() {
    let house = House::open().await;
    let browser = house.browser();
    browser.register(&MARIO).await;
    house.letter(MARIO.email, 1).await;
    recover(&browser, MARIO.user_name).await;
    house.until_idle().await;
    assert_eq!(house.letters(MARIO.email).len(), 1);
}
