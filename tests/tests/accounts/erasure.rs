//! Asking to be erased: entered in the register, answered when it is done, taken back by whoever thinks better of it.

use api::privacy::{self, Registered, Wanted};
use chrono::TimeDelta;
use domain::identifier::EnteCode;
use domain::privacy_request::{AskedBy, Outcome};
use domain::rome;
use serde_json::json;
use tests::sandbox::sample;

use crate::documents::{MARIO, PASSWORD};
use crate::house::{House, secret};

async fn register(house: &House) -> Vec<Registered> {
    privacy::list(&house.product, &EnteCode::parse(sample::ENTE).unwrap(), Wanted::All).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_closes_the_account_and_is_answered_when_the_profile_is_gone() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let ask = async |password: &str| {
        browser.command("requestErasure", "RequestErasureInput", json!({ "currentPassword": password })).await["key"].clone()
    };
    assert_eq!(ask("un'altra frase").await, "login.refused");
    assert_eq!(register(&house).await, []);
    assert_eq!(ask(PASSWORD).await, "erasure.asked");
    assert!(!browser.is_in().await, "every session has ended");
    let [request] = register(&house).await.try_into().unwrap();
    assert_eq!((request.opening.asked_by, &request.answered), (AskedBy::Citizen, &None));
    assert_eq!(request.opening.due_on - rome::day(request.opening.at), TimeDelta::days(30));
    house.letter(MARIO.email, 2).await;
    house.later(TimeDelta::days(15));
    house.until("SELECT EXISTS (SELECT FROM events WHERE event_type = 'AccountErased')").await;
    let [request] = register(&house).await.try_into().unwrap();
    assert_eq!(request.answered.map(|answered| answered.outcome), Some(Outcome::Fulfilled));
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM subject_key WHERE class = 'P' AND subject = $1")
        .bind(request.opening.subjects[0].as_uuid())
        .fetch_one(house.product.vault.keys())
        .await
        .unwrap();
    assert_eq!(left, 0);
    assert_eq!(house.count("SubjectErased").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_the_revocation_takes_the_request_back() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let ask = json!({ "currentPassword": PASSWORD });
    assert_eq!(browser.command("requestErasure", "RequestErasureInput", ask).await["key"], "erasure.asked");
    let link = secret(&*house.letter(MARIO.email, 2).await);
    let undo = json!({ "secret": link, "password": "trentatre cani bianchi", "passwordAgain": "trentatre cani bianchi" });
    assert_eq!(browser.command("undoRevocation", "LinkPasswordInput", undo).await["key"], "consent.restored");
    let [request] = register(&house).await.try_into().unwrap();
    assert_eq!(request.answered.map(|answered| answered.outcome), Some(Outcome::Withdrawn));
    assert_eq!(browser.log_in(MARIO.user_name, "trentatre cani bianchi").await["__typename"], "LoggedIn");
    assert_eq!(house.count("SubjectErased").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_account_is_answered_at_once() {
    let house = House::open().await;
    let browser = house.browser_outside();
    browser.come_as(MARIO.tax_code).await;
    let asked = browser.command("requestErasure", "RequestErasureInput", json!({})).await;
    assert_eq!(asked["key"], "erasure.asked", "{asked}");
    let [request] = register(&house).await.try_into().unwrap();
    assert_eq!(request.answered.map(|answered| answered.outcome), Some(Outcome::Fulfilled));
    assert_eq!(house.count("SubjectErased").await, 1);
}
