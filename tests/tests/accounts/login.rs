//! Logging in: right or wrong, slowed down but never locked out, the same to strangers whether there is an account or not.

use chrono::TimeDelta;
use serde_json::json;
use tests::sandbox::sample;

use crate::documents::{LUCIA, MARIO, PASSWORD};
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn s0_18_the_right_pair_enters_and_every_wrong_one_is_told_the_same() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let browser = house.browser();
    let wrong = browser.log_in(MARIO.user_name, "ventidue gatti neri").await;
    let unknown = browser.log_in("nessuno", PASSWORD).await;
    assert_eq!(wrong, unknown);
    assert_eq!(wrong["key"], "login.refused");
    assert_eq!(browser.cookie(), None);
    assert_eq!(
        browser.log_in("M.ROSSI", PASSWORD).await,
        json!({ "__typename": "LoggedIn", "identity": "SELF_DECLARED", "consentOutdated": false })
    );
    assert!(browser.is_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_02_s0_18_the_login_form_has_these_words() {
    let house = House::open().await;
    let document = "query($ente: String!) { accountForms(ente: $ente) { ... on AccountForms { registration
        login { user password button forgottenPassword forgottenUserName register } } } }";
    let forms = house.browser().ask(document, json!({ "ente": sample::ENTE })).await;
    assert_eq!(
        forms["login"],
        json!({ "user": "Utente", "password": "Password", "button": "ACCEDI", "register": "Registrati",
                "forgottenPassword": "Hai dimenticato la password?", "forgottenUserName": "Username dimenticato?" })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a10_failures_from_one_network_slow_down_and_never_lock_for_ever() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let browser = house.browser();
    let all = (0..30).map(|_| browser.log_in(MARIO.user_name, "una frase sbagliata"));
    let answers = futures::future::join_all(all).await;
    let refused = answers.iter().filter(|answer| answer["__typename"] == "LoginRefused").count();
    assert!((5..=6).contains(&refused), "{refused} of 30 guesses at once were looked at");
    let waiting = browser.log_in(MARIO.user_name, PASSWORD).await;
    assert_eq!(waiting["__typename"], "TooManyRequests", "even the right one waits its turn");
    assert_eq!(browser.log_in(LUCIA.user_name, "una frase").await["__typename"], "LoginRefused", "others are not concerned");
    // However often it was tried, a quarter of an hour later the holder gets in.
    for _ in 0..20 {
        house.later(TimeDelta::minutes(16));
        browser.log_in(MARIO.user_name, "una frase sbagliata").await;
    }
    house.later(TimeDelta::minutes(16));
    assert_eq!(browser.log_in(MARIO.user_name, PASSWORD).await["__typename"], "LoggedIn");
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM login_throttle WHERE failures > 1")
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    assert_eq!(left, 0, "a good login forgets the failures before it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a10_a_name_nobody_has_is_slowed_down_like_any_other() {
    let house = House::open().await;
    let browser = house.browser();
    let mut kinds = Vec::new();
    for _ in 0..8 {
        kinds.push(browser.log_in("nessuno", "una frase sbagliata").await["__typename"].as_str().unwrap().to_owned());
    }
    assert_eq!(kinds.iter().filter(|kind| *kind == "TooManyRequests").count(), 2, "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn g1_knocks_are_counted_by_network_whatever_they_ask() {
    let house = House::with(|_| {}, "logins_per_minute = 20").await;
    let browser = house.browser();
    let all = (0..40).map(|number| {
        let name = format!("utente{number}");
        let browser = &browser;
        async move { browser.log_in(&name, "una frase sbagliata").await }
    });
    let answers = futures::future::join_all(all).await;
    let looked_at = answers.iter().filter(|answer| answer["__typename"] == "LoginRefused").count();
    assert!((20..=24).contains(&looked_at), "{looked_at}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a12_a_second_factor_is_asked_once_it_was_proved_and_a_code_works_once() {
    use crate::documents::LOG_IN_WITH_CODE;
    use api::identity::TotpSecret;

    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let enrol = "mutation($input: ProvedInput!) { enrolSecondFactor(input: $input) { __typename
        ... on SecondFactorSecret { secret uri } ... on Failure { key } } }";
    let proved = json!({ "input": { "currentPassword": PASSWORD } });
    let enrolled = browser.ask(enrol, proved.clone()).await;
    assert!(enrolled["uri"].as_str().unwrap().starts_with("otpauth://totp/Comune%20di%20Borgoesempio:m.rossi?"), "{enrolled}");
    assert_eq!(
        house.browser().log_in(MARIO.user_name, PASSWORD).await["__typename"],
        "LoggedIn",
        "not asked before it was proved"
    );
    let app = TotpSecret::parse(enrolled["secret"].as_str().unwrap()).unwrap();
    let confirm =
        async |code: &str| browser.command("confirmSecondFactor", "CodeOfAppInput", json!({ "code": code })).await["key"].clone();
    assert_eq!(confirm("000000").await, "second_factor.refused");
    assert_eq!(confirm(&app.code_at(house.clock.now())).await, "second_factor.enrolled");
    assert_eq!(browser.ask(enrol, proved).await["key"], "second_factor.in_use");

    house.later(TimeDelta::minutes(2));
    let other = house.browser();
    let half = other.log_in(MARIO.user_name, PASSWORD).await;
    assert_eq!(half["__typename"], "SecondFactorWanted");
    assert_eq!(other.cookie(), None, "half a login is none");
    let code = app.code_at(house.clock.now());
    let finish = async |secret: &serde_json::Value, code: &str| {
        other.ask(LOG_IN_WITH_CODE, json!({ "input": { "secret": secret, "code": code } })).await
    };
    assert_eq!(finish(&half["secret"], "000000").await["key"], "second_factor.refused");
    assert_eq!(finish(&half["secret"], &code).await["__typename"], "LoggedIn");
    assert!(other.is_in().await);
    let half = house.browser().log_in(MARIO.user_name, PASSWORD).await;
    assert_eq!(finish(&half["secret"], &code).await["key"], "second_factor.refused", "the code was used");
    house.later(TimeDelta::minutes(6));
    assert_eq!(finish(&half["secret"], &app.code_at(house.clock.now())).await["key"], "second_factor.refused", "too late");
    let removed = other.command("removeSecondFactor", "ProvedInput", json!({ "currentPassword": PASSWORD })).await;
    assert_eq!(removed["key"], "second_factor.removed");
    assert_eq!(house.browser().log_in(MARIO.user_name, PASSWORD).await["__typename"], "LoggedIn");
}
