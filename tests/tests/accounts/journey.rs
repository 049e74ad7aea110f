//! From the mail to the account, and out again.

use api::accounts::{Inactive, close_inactive};
use chrono::TimeDelta;
use serde_json::json;
use tests::mail_sink::Fault;
use tests::sandbox::sample;

use crate::documents::{LUCIA, MARIO, PASSWORD};
use crate::house::{House, secret};

#[tokio::test(flavor = "multi_thread")]
async fn s0_14_s0_15_s0_16_one_mail_brings_a_link_that_works_once_and_opens_the_account() {
    let house = House::open().await;
    let browser = house.browser();
    browser.register(&MARIO).await;
    let letter = house.letter(MARIO.email, 1).await;
    assert_eq!(letter.subject(), "Attiva il tuo account: Comune di Borgoesempio");
    let before = browser.log_in(MARIO.user_name, PASSWORD).await;
    assert_eq!((before["__typename"].as_str(), before["key"].as_str()), (Some("LoginRefused"), Some("login.not_activated")));
    let activated = browser.activate(&secret(&letter)).await;
    assert_eq!(
        (activated["key"].as_str(), activated["title"].as_str()),
        (Some("activation.done"), Some("REGISTRAZIONE UTENTE COMPLETATA!"))
    );
    assert_eq!(browser.log_in(MARIO.user_name, PASSWORD).await["__typename"], "LoggedIn");
    assert_eq!(browser.activate(&secret(&letter)).await["key"], "link.worthless", "a second click is harmless");
    assert!(browser.is_in().await);
    house.until_idle().await;
    assert_eq!(house.letters(MARIO.email).len(), 1, "exactly one mail");
    assert_eq!(house.count("AccountActivated").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_14_the_link_ends_and_can_be_sent_again() {
    let house = House::open().await;
    let browser = house.browser();
    browser.register(&MARIO).await;
    let first = secret(&*house.letter(MARIO.email, 1).await);
    let again = json!({ "ente": sample::ENTE, "userName": MARIO.user_name });
    assert_eq!(browser.command("resendActivation", "UserNameInput", again.clone()).await["key"], "account_mail.asked");
    let second = secret(&*house.letter(MARIO.email, 2).await);
    assert_eq!(browser.activate(&first).await["key"], "link.worthless", "a newer link replaces it");
    house.later(TimeDelta::hours(49));
    assert_eq!(browser.activate(&second).await["key"], "link.worthless", "two days are over");
    browser.command("resendActivation", "UserNameInput", again).await;
    let third = secret(&*house.letter(MARIO.email, 3).await);
    assert_eq!(browser.activate(&third).await["key"], "activation.done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_nobody_activated_is_erased_after_a_week_and_its_name_is_free() {
    let house = House::open().await;
    house.browser().register(&MARIO).await;
    house.letter(MARIO.email, 1).await;
    house.until_idle().await;
    house.later(TimeDelta::days(8));
    house.until("SELECT EXISTS (SELECT FROM events WHERE event_type = 'AccountErased')").await;
    house.until("SELECT NOT EXISTS (SELECT FROM account_login) AND NOT EXISTS (SELECT FROM account_credential)").await;
    house.citizen(&MARIO).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_42_consent_revoked_closes_at_once_can_be_undone_and_erases_after_the_grace() {
    let house = House::open().await;
    let (browser, elsewhere) = (house.logged_in(&MARIO).await, house.browser_of(&MARIO).await);
    let wrong = browser.command("revokeConsent", "ProvedInput", json!({ "currentPassword": "un'altra frase" })).await;
    assert_eq!(wrong["key"], "login.refused");
    let revoked = browser.command("revokeConsent", "ProvedInput", json!({ "currentPassword": PASSWORD })).await;
    assert_eq!(revoked["key"], "consent.revoked");
    assert!(!browser.is_in().await && !elsewhere.is_in().await, "every session has ended");
    assert_eq!(house.browser().log_in(MARIO.user_name, PASSWORD).await["key"], "login.refused");
    let link = secret(&*house.letter(MARIO.email, 2).await);
    house.later(TimeDelta::days(13));
    let undo = json!({ "secret": link, "password": "trentatre cani bianchi", "passwordAgain": "trentatre cani bianchi" });
    assert_eq!(browser.command("undoRevocation", "LinkPasswordInput", undo.clone()).await["key"], "consent.restored");
    assert_eq!(browser.command("undoRevocation", "LinkPasswordInput", undo).await["key"], "link.worthless");
    assert_eq!(browser.log_in(MARIO.user_name, "trentatre cani bianchi").await["__typename"], "LoggedIn");
    let again = json!({ "currentPassword": "trentatre cani bianchi" });
    assert_eq!(browser.command("revokeConsent", "ProvedInput", again).await["key"], "consent.revoked");
    let late = secret(&*house.letter(MARIO.email, 3).await);
    house.later(TimeDelta::days(15));
    house.until("SELECT EXISTS (SELECT FROM events WHERE event_type = 'AccountErased')").await;
    let undo = json!({ "secret": late, "password": PASSWORD, "passwordAgain": PASSWORD });
    assert_eq!(browser.command("undoRevocation", "LinkPasswordInput", undo).await["key"], "link.worthless");
    let subject: String = sqlx::query_scalar(
        "SELECT payload::jsonb->'AccountRegistered'->'registration'->>'subject' FROM events WHERE event_type = 'AccountRegistered'",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    let count = sqlx::query_scalar("SELECT count(*) FROM subject_key WHERE class = 'P' AND subject::text = $1");
    let keys: i64 = count.bind(subject).fetch_one(house.product.vault.keys()).await.unwrap();
    assert_eq!(keys, 0, "nothing of the profile can be read any more");
    let versions: Vec<i64> = sqlx::query_scalar(
        "SELECT (payload::jsonb->'ConsentRevoked'->>'text_version')::int8 FROM events WHERE event_type = 'ConsentRevoked'",
    )
    .fetch_all(&house.product.pool)
    .await
    .unwrap();
    assert_eq!(versions, [1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_nobody_uses_for_two_years_is_closed_a_month_after_its_holder_was_told() {
    let house = House::open().await;
    house.logged_in(&MARIO).await;
    house.logged_in(&LUCIA).await;
    let look = async || close_inactive(&house.product).await.unwrap();
    house.later(TimeDelta::days(690));
    assert_eq!(look().await, Inactive::default(), "not yet");
    assert_eq!(house.browser().log_in(LUCIA.user_name, PASSWORD).await["__typename"], "LoggedIn");
    house.later(TimeDelta::days(15));
    assert_eq!(look().await, Inactive { told: 1, closed: 0 });
    assert_eq!(look().await, Inactive::default(), "once");
    let notice = house.letter(MARIO.email, 2).await;
    assert_eq!(notice.subject(), "Il tuo account sta per essere chiuso: Comune di Borgoesempio");
    assert!(!notice.text().unwrap().contains("ignora"), "nobody asked for it");
    house.later(TimeDelta::days(31));
    assert_eq!(look().await, Inactive { told: 0, closed: 1 });
    assert_eq!(house.browser().log_in(MARIO.user_name, PASSWORD).await["key"], "login.refused");
    let closed = house.letter(MARIO.email, 3).await;
    assert_eq!(closed.subject(), "Account chiuso per inattività: Comune di Borgoesempio");

    // Within the grace its holder takes it back: that is a use.
    let undo =
        json!({ "secret": secret(&closed), "password": "trentatre cani bianchi", "passwordAgain": "trentatre cani bianchi" });
    assert_eq!(house.browser().command("undoRevocation", "LinkPasswordInput", undo).await["key"], "consent.restored");
    assert_eq!(look().await, Inactive::default());

    // Whoever logs in after the notice keeps the account; whoever does not is forgotten after the grace.
    house.later(TimeDelta::days(701));
    assert_eq!(look().await, Inactive { told: 2, closed: 0 });
    assert_eq!(house.browser().log_in(LUCIA.user_name, PASSWORD).await["__typename"], "LoggedIn");
    house.later(TimeDelta::days(31));
    assert_eq!(look().await, Inactive { told: 0, closed: 1 });
    house.letter(MARIO.email, 5).await;
    house.later(TimeDelta::days(15));
    house.until("SELECT EXISTS (SELECT FROM events WHERE event_type = 'AccountErased')").await;
    assert_eq!(house.count("AccountErased").await, 1);
    assert_eq!(house.browser().log_in(LUCIA.user_name, PASSWORD).await["__typename"], "LoggedIn");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_in_trouble_gets_the_mail_again_under_the_same_name_and_every_copy_works() {
    let house = House::open().await;
    house.mail.script([Fault::RefuseSender(451), Fault::DisconnectBeforeReply { kept: true }]);
    let browser = house.browser();
    browser.register(&MARIO).await;
    house.letter(MARIO.email, 1).await;
    house.later(TimeDelta::hours(1));
    let second = house.letter(MARIO.email, 2).await;
    house.until_idle().await;
    let letters = house.letters(MARIO.email);
    assert_eq!(letters.len(), 2, "the one nobody confirmed, and the one somebody did");
    assert_eq!(letters[0].message_id(), letters[1].message_id());
    assert_eq!(browser.activate(&secret(&letters[0])).await["key"], "activation.done");
    assert_eq!(browser.activate(&secret(&second)).await["key"], "link.worthless", "both are used up");
}
