//! Who gets in, for how long, and what ends it.

use api::staff;
use chrono::TimeDelta;
use domain::staff::{Role, StaffName};
use domain::text::Text140;
use reqwest::header::SET_COOKIE;
use serde_json::{Value, json};

use crate::house::{ENTE, House, LOGIN, OTHER, PASSWORD, ente};

const ME: &str = "{ me { name ente roles } }";
const LOGOUT: &str = "mutation { logout }";

#[tokio::test(flavor = "multi_thread")]
async fn a9_nobody_works_here_until_a_command_says_so() {
    let house = House::open().await;
    let staff: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM staff_member) + (SELECT count(*) FROM staff_credential) + (SELECT count(*) FROM events WHERE aggregate_type = 'Staff')",
    )
    .fetch_one(&house.product.pool)
    .await
    .unwrap();
    assert_eq!(staff, 0);
    let mut nobody = house.nobody();
    for name in ["admin", "administrator", "root", "test"] {
        assert_eq!(nobody.log_in(ENTE, name, PASSWORD).await["key"], "login.wrong");
    }
    assert_eq!(nobody.say(ME, json!({})).await.code(), "NOT_ADMITTED");
}

#[tokio::test(flavor = "multi_thread")]
async fn c1_c3_a_session_is_an_opaque_cookie_of_its_own_and_ends_on_the_server() {
    let house = House::open().await;
    house.hire(ENTE, "anna", &[Role::Office]).await;
    let mut anna = house.nobody();
    let variables = json!({ "input": { "ente": ENTE, "name": "Anna", "password": PASSWORD } });
    let answer = anna.say(LOGIN, variables).await;
    let cookie = answer.headers[SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-office=") && cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
    let secret = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    assert_eq!(secret.len(), 43);
    let stored: Vec<u8> = sqlx::query_scalar("SELECT digest FROM staff_session").fetch_one(&house.product.pool).await.unwrap();
    assert!(!String::from_utf8_lossy(&stored).contains(&secret), "only a hash is kept");
    anna.log_in(ENTE, "anna", PASSWORD).await;
    assert_eq!(anna.ask(ME, json!({})).await, json!({ "name": "anna", "ente": ENTE, "roles": ["office"] }));
    // Logging in again gives a new session and ends the one the browser brought.
    let before = anna.clone();
    anna.log_in(ENTE, "anna", PASSWORD).await;
    assert_eq!(before.say(ME, json!({})).await.code(), "NOT_ADMITTED");
    let copy = anna.clone();
    assert_eq!(anna.ask(LOGOUT, json!({})).await, true);
    assert_eq!(copy.say(ME, json!({})).await.code(), "NOT_ADMITTED", "a copied cookie is worth nothing after logout");
}

#[tokio::test(flavor = "multi_thread")]
async fn c2_sessions_end_when_idle_and_after_four_hours() {
    let house = House::open().await;
    let mut anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    house.clock.advance(TimeDelta::minutes(14));
    assert_eq!(anna.say(ME, json!({})).await.status, 200);
    house.clock.advance(TimeDelta::minutes(14));
    assert_eq!(anna.say(ME, json!({})).await.status, 200, "being used keeps it alive");
    house.clock.advance(TimeDelta::minutes(16));
    assert_eq!(anna.say(ME, json!({})).await.code(), "NOT_ADMITTED", "idle");
    anna.log_in(ENTE, "anna", PASSWORD).await;
    for _ in 0..23 {
        house.clock.advance(TimeDelta::minutes(10));
        assert_eq!(anna.say(ME, json!({})).await.status, 200);
    }
    house.clock.advance(TimeDelta::minutes(11));
    assert_eq!(anna.say(ME, json!({})).await.code(), "NOT_ADMITTED", "four hours are over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a5_a10_a_wrong_name_and_a_wrong_password_answer_the_same_and_guessing_slows_down() {
    let house = House::open().await;
    house.hire(ENTE, "anna", &[Role::Office]).await;
    let mut guesser = house.nobody();
    let wrong = guesser.log_in(ENTE, "anna", "not the password").await;
    let unknown = guesser.log_in(ENTE, "nobody", PASSWORD).await;
    let elsewhere = guesser.log_in(OTHER, "anna", PASSWORD).await;
    assert_eq!(wrong["key"], "login.wrong");
    assert_eq!((&wrong, &wrong), (&unknown, &elsewhere));
    for _ in 0..3 {
        assert_eq!(guesser.log_in(ENTE, "anna", "another guess").await["key"], "login.wrong");
    }
    assert_eq!(guesser.log_in(ENTE, "anna", PASSWORD).await["key"], "login.too_early", "even the right one has to wait");
    house.clock.advance(TimeDelta::minutes(16));
    assert_eq!(guesser.log_in(ENTE, "anna", PASSWORD).await["__typename"], "Me", "nobody is locked out for good");
    let failures: i64 = sqlx::query_scalar("SELECT count(*) FROM staff_throttle WHERE ente = $1 AND network <> ''")
        .bind(ENTE)
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    assert_eq!(failures, 1, "only the name nobody has is remembered");
}

#[tokio::test(flavor = "multi_thread")]
async fn c4_roles_and_dismissals_count_from_the_next_request_on() {
    let house = House::open().await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let name = StaffName::parse("anna").unwrap();
    let roles = [Role::Auditor].into_iter().collect();
    staff::set_roles(&house.product, &ente(), &name, roles, &house.by()).await.unwrap();
    assert_eq!(anna.ask(ME, json!({})).await["roles"], json!(["auditor"]));
    let reason = Text140::parse("cessazione").unwrap();
    staff::disable(&house.product, &ente(), &name, reason, &house.by()).await.unwrap();
    assert_eq!(anna.say(ME, json!({})).await.code(), "NOT_ADMITTED");
    assert_eq!(house.nobody().log_in(ENTE, "anna", PASSWORD).await["key"], "login.wrong");
    let plain: Value = sqlx::query_scalar("SELECT to_jsonb(array_agg(payload::text)) FROM events WHERE aggregate_type = 'Staff'")
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    assert!(!plain.to_string().contains("argon2") && !plain.to_string().contains(PASSWORD), "no secret is an event");
}

#[tokio::test(flavor = "multi_thread")]
async fn a7_a_new_password_ends_the_sessions_of_the_old_one_and_weak_ones_are_refused() {
    let house = House::open().await;
    let anna = house.staff(ENTE, "anna.bianchi", &[Role::Office]).await;
    let name = StaffName::parse("anna.bianchi").unwrap();
    for weak in ["short", "123456789012", "io sono anna.bianchi", "Comune di Borgoesempio!"] {
        assert!(staff::set_password(&house.product, &ente(), &name, weak, &house.by()).await.is_err(), "{weak}");
    }
    assert_eq!(anna.say(ME, json!({})).await.status, 200);
    staff::set_password(&house.product, &ente(), &name, "quaranta cani bianchi", &house.by()).await.unwrap();
    assert_eq!(anna.say(ME, json!({})).await.code(), "NOT_ADMITTED");
    assert_eq!(house.nobody().log_in(ENTE, "anna.bianchi", PASSWORD).await["key"], "login.wrong");
    assert_eq!(house.nobody().log_in(ENTE, "anna.bianchi", "quaranta cani bianchi").await["__typename"], "Me");
}

#[tokio::test(flavor = "multi_thread")]
async fn c5_d3_the_gate_is_the_citizens_one_with_the_offices_origin() {
    let house = House::open().await;
    let anna = house.staff(ENTE, "anna", &[Role::Office]).await;
    let mut foreign = anna.clone();
    foreign.headers.insert("origin", "https://pagamenti.example.test".parse().unwrap());
    assert_eq!(foreign.say(ME, json!({})).await.code(), "ORIGIN");
    let mut own = anna.clone();
    own.headers.insert("origin", "https://ufficio.example.test".parse().unwrap());
    assert_eq!(own.say(ME, json!({})).await.status, 200);
    let mut unnamed = anna.clone();
    unnamed.headers.remove("x-quietanza-client");
    assert_eq!(unnamed.say(ME, json!({})).await.code(), "CLIENT");
    assert_eq!(anna.say("{ __schema { types { name } } }", json!({})).await.code(), "UNKNOWN_FIELD");
    assert_eq!(anna.say("mutation { logout again: logout }", json!({})).await.code(), "ONE_ROOT_FIELD");
    assert_eq!(house.citizen().say(ME, json!({})).await.code(), "UNKNOWN_FIELD", "the citizens' door knows no staff");
}
