//! What a citizen changes about their own account.

use chrono::TimeDelta;
use serde_json::json;

use crate::documents::{LUCIA, MARIO, PASSWORD, contacts};
use crate::house::{House, secret};

const NEW: &str = "trentatre cani bianchi";

#[tokio::test(flavor = "multi_thread")]
async fn s2_25_some_data_can_be_changed_and_the_tax_code_never() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let account = browser.account().await;
    assert_eq!(account["holder"], json!({ "taxCode": MARIO.tax_code, "name": "Mario", "surname": "Rossi", "companyName": null }));
    assert_eq!((account["contacts"]["country"].as_str(), account["contacts"]["province"].as_str()), (Some("IT"), Some("RM")));
    let editable = json!(["ADDRESS", "COUNTRY", "CITY", "PROVINCE", "POSTAL_CODE", "TELEPHONE", "FAX", "UTILITY", "EMAIL"]);
    assert_eq!(account["editable"], editable);
    let mut changed = contacts();
    changed["address"] = json!("Via Milano 2");
    let update = json!({ "contacts": changed });
    assert_eq!(browser.command("updateProfile", "UpdateProfileInput", update.clone()).await["key"], "profile.updated");
    assert_eq!(browser.command("updateProfile", "UpdateProfileInput", update).await["key"], "profile.updated");
    assert_eq!(house.count("ProfileUpdated").await, 1, "the same again changes nothing");
    assert_eq!(browser.account().await["contacts"]["address"], "Via Milano 2");
    changed["taxCode"] = json!(LUCIA.tax_code);
    let document = crate::documents::command("updateProfile", "UpdateProfileInput");
    let refused = browser.say(&document, json!({ "input": { "contacts": changed } })).await;
    assert_eq!(refused.status, 400, "there is no such field to set: {}", refused.text);
    let mut empty = contacts();
    empty["province"] = json!(" ");
    let answer = browser.command("updateProfile", "UpdateProfileInput", json!({ "contacts": empty })).await;
    assert_eq!((answer["key"].as_str(), answer["field"].as_str()), (Some("text.empty"), Some("input.contacts.province")));
    empty["country"] = json!("FR");
    assert_eq!(
        browser.command("updateProfile", "UpdateProfileInput", json!({ "contacts": empty })).await["key"],
        "profile.updated"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_26_a_password_is_changed_by_whoever_knows_it_and_other_sessions_end() {
    let house = House::open().await;
    let (browser, phone) = (house.logged_in(&MARIO).await, house.browser_of(&MARIO).await);
    let change = async |current: &str, new: &str| {
        let input = json!({ "currentPassword": current, "password": new, "passwordAgain": new });
        browser.command("changePassword", "ChangePasswordInput", input).await["key"].clone()
    };
    assert_eq!(change("una frase sbagliata", NEW).await, "login.refused");
    assert_eq!(change(PASSWORD, "corta").await, "password.length");
    assert_eq!(change(PASSWORD, NEW).await, "password.set");
    assert!(browser.is_in().await && !phone.is_in().await);
    assert_eq!(house.browser().log_in(MARIO.user_name, PASSWORD).await["key"], "login.refused");
    assert_eq!(house.browser().log_in(MARIO.user_name, NEW).await["__typename"], "LoggedIn");
    let notice = house.letter(MARIO.email, 2).await;
    assert_eq!(notice.subject(), "Password cambiata: Comune di Borgoesempio");
    for _ in 0..6 {
        change("una frase sbagliata", NEW).await;
    }
    let input = json!({ "currentPassword": NEW, "password": NEW, "passwordAgain": NEW });
    let tired = browser.command("changePassword", "ChangePasswordInput", input).await;
    assert_eq!(tired["__typename"], "TooManyRequests", "a stolen session is no place to guess passwords");
}

#[tokio::test(flavor = "multi_thread")]
async fn a8_another_address_counts_once_it_is_confirmed_and_the_old_one_is_told() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let (new, later) = ("nuovo@example.test", "ancora@example.test");
    let ask = async |password: &str, email: &str| {
        let input = json!({ "currentPassword": password, "email": email });
        browser.command("changeEmail", "ChangeEmailInput", input).await["key"].clone()
    };
    assert_eq!(ask("una frase sbagliata", new).await, "login.refused");
    assert_eq!(ask(PASSWORD, new).await, "email_change.asked");
    let first = secret(&*house.letter(new, 1).await);
    assert_eq!(ask(PASSWORD, later).await, "email_change.asked");
    let second = secret(&*house.letter(later, 1).await);
    let account = browser.account().await;
    assert_eq!((account["email"].as_str(), account["newEmail"].as_str()), (Some(MARIO.email), Some(later)));
    let confirm =
        async |secret: &str| browser.command("confirmEmail", "LinkInput", json!({ "secret": secret })).await["key"].clone();
    assert_eq!(confirm(&first).await, "link.worthless");
    assert_eq!(confirm(&second).await, "email_change.done");
    assert_eq!(confirm(&second).await, "link.worthless");
    assert_eq!(browser.account().await["email"], later);
    assert!(house.letter(MARIO.email, 2).await.subject().starts_with("Indirizzo e-mail cambiato"));
    let recover = json!({ "ente": tests::sandbox::sample::ENTE, "email": later });
    browser.command("recoverUserName", "EmailInput", recover).await;
    assert!(house.letter(later, 2).await.text().unwrap().contains("m.rossi"), "found by the new address");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_privacy_text_is_asked_for_at_the_next_login() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let mut ente: domain::ente::EnteSettings = toml::from_str(tests::sandbox::sample::ENTE_FILE).unwrap();
    ente.policies.accounts.privacy_text_version = 2;
    tests::home::apply(&house.product, ente).await;
    assert_eq!(browser.log_in(MARIO.user_name, PASSWORD).await["consentOutdated"], true);
    let give = async |version: u32| {
        browser.command("giveConsent", "GiveConsentInput", json!({ "privacyTextVersion": version })).await["key"].clone()
    };
    assert_eq!(give(1).await, "consent.other_text");
    assert_eq!(give(2).await, "consent.given");
    assert_eq!(give(2).await, "consent.given");
    assert_eq!(house.count("ConsentGiven").await, 1);
    let account = browser.account().await;
    assert_eq!((account["consentOutdated"].as_bool(), account["consent"]["textVersion"].as_i64()), (Some(false), Some(2)));
    house.later(TimeDelta::minutes(1));
}
