//! Sessions: opaque, hashed, ended on the server; one browser cannot lend another its own, and no other site can use it.

use chrono::TimeDelta;
use serde_json::json;

use crate::documents::{ACCOUNT, LUCIA, MARIO, PASSWORD, SESSIONS};
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn s0_43_logout_ends_the_session_on_the_server() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let kept = browser.cookie();
    let answer = browser.say("mutation { logOut { ... on AccountDone { key } } }", json!({})).await;
    assert!(answer.text.contains("logout.done") && answer.headers["clear-site-data"] == "\"cache\", \"storage\"", "{answer:?}");
    assert_eq!(browser.cookie(), None);
    browser.plant(kept);
    assert!(!browser.is_in().await, "whoever kept the cookie has nothing");
    assert_eq!(browser.plain("logOut").await["key"], "logout.done", "twice is once");
}

#[tokio::test(flavor = "multi_thread")]
async fn c1_the_id_is_new_at_login_and_the_database_holds_its_hash_only() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    let first = browser.cookie().unwrap();
    browser.log_in(MARIO.user_name, PASSWORD).await;
    let second = browser.cookie().unwrap();
    assert_ne!(first, second);
    browser.plant(Some(first));
    assert!(!browser.is_in().await, "the id before the login is dead");
    browser.plant(Some("__Host-sid=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned()));
    assert!(!browser.is_in().await, "an id nobody gave is none");
    let held: String = sqlx::query_scalar("SELECT string_agg(s::text, ' ') FROM account_session AS s")
        .fetch_one(&house.product.pool)
        .await
        .unwrap();
    let value = second.strip_prefix("__Host-sid=").unwrap();
    let bytes = base64::Engine::decode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, value).unwrap();
    assert!(!held.contains(value) && !held.contains(&hex::encode(bytes)), "{held}");
}

#[tokio::test(flavor = "multi_thread")]
async fn c2_a_session_ends_when_idle_and_when_old_whatever_happens() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    house.later(TimeDelta::minutes(14));
    assert!(browser.is_in().await);
    house.later(TimeDelta::minutes(16));
    assert!(!browser.is_in().await, "idle");
    browser.log_in(MARIO.user_name, PASSWORD).await;
    for _ in 0..23 {
        house.later(TimeDelta::minutes(10));
        assert!(browser.is_in().await);
    }
    house.later(TimeDelta::minutes(11));
    assert!(!browser.is_in().await, "four hours");
}

#[tokio::test(flavor = "multi_thread")]
async fn c3_the_cookie_is_the_only_one_and_bound() {
    let house = House::open().await;
    house.citizen(&MARIO).await;
    let browser = house.browser();
    let document = "mutation($input: LogInInput!) { logIn(input: $input) { __typename } }";
    let input = json!({ "input": { "ente": tests::sandbox::sample::ENTE, "userName": MARIO.user_name, "password": PASSWORD } });
    let answer = browser.say(document, input).await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let [cookie] = cookies[..] else { panic!("{cookies:?}") };
    let cookie = cookie.to_str().unwrap();
    assert!(cookie.starts_with("__Host-sid=") && cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert!(!answer.text.contains(cookie.split(['=', ';']).nth(1).unwrap()), "no script ever sees it");
}

#[tokio::test(flavor = "multi_thread")]
async fn c4_one_sees_and_ends_ones_own_sessions_and_nobody_elses() {
    let house = House::open().await;
    let (mario, lucia) = (house.logged_in(&MARIO).await, house.logged_in(&LUCIA).await);
    let phone = house.browser_of(&MARIO).await;
    let listed = mario.ask(SESSIONS, json!({})).await;
    let nodes = listed["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2);
    assert_eq!(nodes.iter().filter(|node| node["current"] == true).count(), 1);
    let other = &nodes.iter().find(|node| node["current"] == false).unwrap()["id"];
    for id in [other.clone(), json!("01890000-0000-7000-8000-000000000000"), json!("x")] {
        let refused = lucia.command("endSession", "EndSessionInput", json!({ "id": id })).await;
        assert_eq!(refused["key"], "session.absent", "another's answers like one that never was");
    }
    assert!(phone.is_in().await);
    assert_eq!(mario.command("endSession", "EndSessionInput", json!({ "id": other })).await["key"], "session.ended");
    assert!(!phone.is_in().await && mario.is_in().await);
    let (one, two) = (house.browser_of(&MARIO).await, house.browser_of(&MARIO).await);
    assert_eq!(mario.plain("endOtherSessions").await["key"], "session.ended");
    assert!(!one.is_in().await && !two.is_in().await && mario.is_in().await && lucia.is_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn c5_no_other_site_can_use_the_cookie() {
    let house = House::open().await;
    let cookie = house.logged_in(&MARIO).await.cookie();
    for (header, value, status) in [
        ("origin", "https://evil.example", 403),
        ("origin", "null", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("content-type", "text/plain", 415),
        ("content-type", "application/x-www-form-urlencoded", 415),
        ("content-type", "multipart/form-data; boundary=x", 415),
        ("x-quietanza-client", "", 403),
    ] {
        let browser = house.browser().with(header, value);
        browser.plant(cookie.clone());
        assert_eq!(browser.say("mutation { logOut { __typename } }", json!({})).await.status, status, "{header}: {value}");
    }
    let browser = house.browser();
    browser.plant(cookie);
    assert!(browser.is_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn i4_who_asks_cannot_be_found_out_is_no_stranger() {
    let house = House::open().await;
    let browser = house.logged_in(&MARIO).await;
    house.product.pool.close().await;
    assert_eq!(browser.say(ACCOUNT, json!({})).await.status, 503, "not 401: nobody is logged out by an outage");
}
