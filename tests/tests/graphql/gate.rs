//! The way in: what is no strict request of a client of ours is refused before anything is looked at, and never quoted back.

use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::{MARIO, Made};
use crate::documents::{NOTICE, OPEN_CART};
use crate::house::{House, Plan};

const HELLO: &str = r#"{"query":"{ __typename }"}"#;

#[tokio::test(flavor = "multi_thread")]
async fn c5_d3_only_json_posts_of_our_own_clients_and_pages_are_taken() {
    let house = House::open().await;
    let ours = house.anonymous();
    let cases: Vec<(Citizen, u16, &str)> = vec![
        (ours.clone(), 200, ""),
        (ours.clone().with("content-type", "application/json; charset=utf-8"), 200, ""),
        (ours.clone().with("origin", "https://pagamenti.example.test").with("sec-fetch-site", "same-origin"), 200, ""),
        (ours.clone().with("content-type", "application/json; charset=utf-16"), 415, "MEDIA_TYPE"),
        (ours.clone().with("content-type", "application/graphql"), 415, "MEDIA_TYPE"),
        (ours.clone().with("content-type", "text/plain"), 415, "MEDIA_TYPE"),
        (ours.clone().with("content-type", "text/plain; application/json"), 415, "MEDIA_TYPE"),
        (ours.clone().with("content-type", "application/x-www-form-urlencoded"), 415, "MEDIA_TYPE"),
        (ours.clone().with("content-type", "multipart/form-data; boundary=x"), 415, "MEDIA_TYPE"),
        (ours.clone().without("content-type"), 415, "MEDIA_TYPE"),
        (ours.clone().with("content-encoding", "gzip"), 415, "MEDIA_TYPE"),
        (ours.clone().with("origin", "https://evil.example"), 403, "ORIGIN"),
        (ours.clone().with("origin", "null"), 403, "ORIGIN"),
        (ours.clone().with("origin", "https://pagamenti.example.test.evil.example"), 403, "ORIGIN"),
        (ours.clone().with("origin", "http://pagamenti.example.test"), 403, "ORIGIN"),
        (ours.clone().with("sec-fetch-site", "cross-site"), 403, "ORIGIN"),
        (ours.clone().with("sec-fetch-site", "same-site"), 403, "ORIGIN"),
        (ours.clone().with("sec-fetch-site", "none"), 403, "ORIGIN"),
        (ours.clone().without("x-quietanza-client"), 403, "CLIENT"),
        (ours.clone().with("x-quietanza-client", ""), 403, "CLIENT"),
    ];
    for (citizen, status, code) in cases {
        let answer = citizen.send(HELLO).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{:?}", citizen.headers());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c6_d3_other_methods_and_foreign_preflights_are_refused() {
    let house = House::open().await;
    let preflight = house
        .anonymous()
        .with("origin", "https://evil.example")
        .with("access-control-request-method", "POST")
        .with("access-control-request-headers", "x-quietanza-client");
    for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = preflight.method(method, "/graphql?query={__typename}").await;
        assert_eq!(answer.status, 405, "{method}");
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control")), "{method}");
    }
    let answer = preflight.send(HELLO).await;
    assert_eq!(answer.status, 403);
    assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control")));
}

#[tokio::test(flavor = "multi_thread")]
async fn d9_malformed_bodies_are_refused_without_being_quoted() {
    let house = House::open().await;
    let deep = format!(r#"{{"query":"{{ __typename }}","variables":{{"a":{}{}}}}}"#, "[".repeat(5_000), "]".repeat(5_000));
    let cases: Vec<(Vec<u8>, u16, &str)> = vec![
        (b"".to_vec(), 400, "BODY"),
        (b"{".to_vec(), 400, "BODY"),
        (b"null".to_vec(), 400, "BODY"),
        (b"\"{ __typename }\"".to_vec(), 400, "BODY"),
        (b"{}".to_vec(), 400, "BODY"),
        (br#"{"query":1}"#.to_vec(), 400, "BODY"),
        (br#"{"query":"{ __typename }","variables":[]}"#.to_vec(), 400, "BODY"),
        (br#"{"query":"{ __typename }","variables":"x"}"#.to_vec(), 400, "BODY"),
        (br#"{"query":"{ __typename }","mystery":1}"#.to_vec(), 400, "BODY"),
        (br#"{"query":"{ __typename }","query":"{ __typename }"}"#.to_vec(), 400, "BODY"),
        (br#"{"query":"{ __typename }"} x"#.to_vec(), 400, "BODY"),
        (b"{\"query\":\"\xff\"}".to_vec(), 400, "BODY"),
        (deep.into_bytes(), 400, "BODY"),
        (format!("[{HELLO}]").into_bytes(), 400, "BATCH"),
        (format!("  [{HELLO},{HELLO}]").into_bytes(), 400, "BATCH"),
        (format!(r#"{{"query":"{{ __typename }} # {}"}}"#, "x".repeat(33_000)).into_bytes(), 413, "BODY_TOO_LONG"),
        (br#"{"query":""}"#.to_vec(), 400, "SYNTAX"),
        (br#"{"query":"secretword"}"#.to_vec(), 400, "SYNTAX"),
        (br#"{"query":"{ secretword }"}"#.to_vec(), 400, "UNKNOWN_FIELD"),
        (br#"{"query":"{ ente(secretword: 1) { __typename } }"}"#.to_vec(), 400, "VALIDATION"),
        (br#"{"query":"{ ente(code: 1) { __typename } }"}"#.to_vec(), 400, "VALIDATION"),
        (br#"{"query":"query($secretword: String) { ente(code: $secretword) { __typename } }"}"#.to_vec(), 400, "VALIDATION"),
        (br#"{"query":"query q { __typename }","operationName":"secretword"}"#.to_vec(), 400, "VALIDATION"),
        (br#"{"query":"subscription { checkoutStatus(reference: \"x\") { __typename } }"}"#.to_vec(), 400, "TRANSPORT"),
    ];
    for (body, status, code) in cases {
        let shown = String::from_utf8_lossy(&body).chars().take(80).collect::<String>();
        let answer = house.anonymous().send(body).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{shown}");
        for echoed in ["secretword", "line ", "column", "expected", "invalid type", "Did you mean"] {
            assert!(!answer.text.contains(echoed), "{echoed}: {}", answer.text);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d1_d2_d4_attacks_are_refused_before_any_resolver() {
    let house = House::open().await;
    let many = |count: usize, text: &str| (0..count).map(|n| format!("a{n}: {text} ")).collect::<String>();
    let open = format!("openCart(input: {{ ente: \"{}\" }}) {{ __typename }}", sample::ENTE);
    let views = "views { name }";
    let attacks = [
        (format!("mutation {{ {} }}", many(300, &open)), "FIELDS"),
        (format!("mutation {{ {} }}", many(10, &open)), "ONE_ROOT_FIELD"),
        (format!("mutation {{ {open} views: {open} }}"), "ONE_ROOT_FIELD"),
        (format!("query {{ {} }}", many(16, views)), "ALIASES"),
        (format!("query {{ {} }}", "__typename ".repeat(16)), "ROOT_FIELDS"),
        (format!("{{ {}{} }}", "position ", "{ a ".repeat(20) + &"} ".repeat(20)), "NESTING"),
        ("{ __schema { types { name } } }".to_owned(), "UNKNOWN_FIELD"),
        ("{ __type(name: \"Query\") { name } }".to_owned(), "UNKNOWN_FIELD"),
        ("{ entee(code: \"x\") { __typename } }".to_owned(), "UNKNOWN_FIELD"),
        ("query a { __typename } query b { __typename }".to_owned(), "ONE_OPERATION"),
        ("{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }".to_owned(), "FRAGMENT"),
        (format!("{{ {}__typename }}", "...f "), "FRAGMENT"),
        (format!("{{ __typename {} }}", "@include(if: true) ".repeat(6)), "DIRECTIVES"),
        (
            "query { pendingList(input: { ente: \"1\" }, first: 100) { ... on PendingList { nodes { nav iuv amount description dueDate office } } } }"
                .to_owned(),
            "VALIDATION",
        ),
    ];
    for (document, code) in attacks {
        let answer = house.anonymous().say(&document, json!({})).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, code), "{document}");
        assert!(!answer.text.contains("Did you mean"));
    }
    assert_eq!(house.count("CartOpened").await, 0, "no resolver ran");
    let bomb: String =
        (0..12).map(|n| format!("fragment f{n} on Query {{ {} }} ", format!("...f{} ", n + 1).repeat(40))).collect();
    let began = std::time::Instant::now();
    let answer = house.anonymous().say(&format!("{{ ...f0 }} {bomb} fragment f12 on Query {{ __typename }}"), json!({})).await;
    assert_eq!(answer.code(), "FIELDS");
    assert!(began.elapsed() < std::time::Duration::from_secs(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn d4_development_may_explore_and_is_told_why() {
    let house = House::with(Plan { http: "development = true", ..Plan::default() }).await;
    let explored = house.anonymous().say("{ __schema { queryType { name } } }", json!({})).await;
    assert_eq!(explored.json()["data"]["__schema"]["queryType"]["name"], "Query");
    let told = house.anonymous().say("{ ente(code: 1) { __typename } }", json!({})).await;
    assert_eq!(told.status, 400);
    assert!(told.text.contains("code"), "{}", told.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn c8_answers_are_private_json() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let found =
        house.anonymous().say(NOTICE, json!({ "input": { "ente": sample::ENTE, "taxCode": MARIO, "code": debt.nav() } })).await;
    let refused = house.anonymous().send("x").await;
    let commanded = house.anonymous().say(OPEN_CART, json!({ "ente": sample::ENTE })).await;
    for answer in [found, refused, commanded] {
        let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/json; charset=utf-8");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").contains("default-src 'none'"));
        assert!(!answer.headers.contains_key("set-cookie"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d9_what_must_not_happen_is_one_error_with_a_trace_to_quote() {
    let house = House::open().await;
    house.product.pool.close().await;
    let answer = house.anonymous().say("{ views { name } }", json!({})).await;
    assert_eq!(answer.status, 503);
    let body = answer.json();
    assert_eq!(body["data"], Value::Null);
    let [error] = &body["errors"].as_array().unwrap()[..] else { panic!("one error: {body}") };
    assert_eq!(error["extensions"]["code"], "UNAVAILABLE");
    let trace = error["extensions"]["traceId"].as_str().unwrap();
    assert!(trace.len() == 32 && answer.headers["traceparent"].to_str().unwrap().contains(trace));
    assert!(!answer.text.to_lowercase().contains("pool") && !answer.text.contains("sqlx"), "{}", answer.text);
}
