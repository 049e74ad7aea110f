//! The first screen: looking a notice up without any account.

use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use domain::ente::NoticeLookup;
use domain::identifier::{NoticeBase, NoticeNumber, SegregationCode};
use domain::rome;
use futures::future::join_all;
use serde_json::{Value, json};
use tests::sandbox::sample;

use crate::citizen::Citizen;
use crate::debts::{LUCIA, MARIO, Made};
use crate::documents::{NOTICE, POSITION};
use crate::house::{House, Plan};

async fn look(citizen: &Citizen, tax_code: Option<&str>, code: &str) -> Value {
    citizen.ask(NOTICE, json!({ "input": { "ente": sample::ENTE, "taxCode": tax_code, "code": code } })).await
}

/// A notice number of ours that was never given out.
fn nobodys(base: u64) -> String {
    let code: SegregationCode = "02".parse().unwrap();
    NoticeNumber::issue(&code, NoticeBase::new(7_000_000_000_000 + base).unwrap()).to_string()
}

fn today(house: &House) -> NaiveDate {
    rome::day(house.clock.now())
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_03_s0_04_search_by_tax_code_and_notice_code_or_iuv() {
    let house = House::open().await;
    let debt = house.debt(Made { options: vec![vec![30_000], vec![15_000, 15_000]], ..Made::default() }).await;
    for code in [debt.nav(), debt.iuv(), format!(" {} ", debt.nav())] {
        let found = look(&house.anonymous(), Some(&MARIO.to_lowercase()), &code).await;
        assert_eq!(found["__typename"], "NoticeFound", "{found}");
        assert_eq!(found["notice"]["nav"], debt.nav());
        assert_eq!(found["notice"]["amount"], 30_000);
        assert_eq!(found["notice"]["actions"], json!(["PAY", "ADD_TO_CART", "PRINT"]));
        let options = found["position"]["options"].as_array().unwrap();
        assert_eq!(options.iter().map(|option| &option["kind"]).collect::<Vec<_>>(), ["SINGLE", "PLAN"]);
        assert_eq!(options[1]["total"], 30_000);
        assert_eq!(found["position"]["debtor"], json!({ "name": "M*** R***", "taxCode": "RSS***********1U" }));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_04_e5_every_kind_of_miss_is_the_same_answer() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let of_lucia = house.debt(Made { tax_code: LUCIA, ..Made::default() }).await;
    let draft = house.debt(Made { publish: false, ..Made::default() }).await;
    let misses = [
        (Some("VRDGPP70T15L219L"), debt.nav(), "a person nobody knows"),
        (Some(MARIO), nobodys(1), "a code nobody has"),
        (Some(MARIO), of_lucia.nav(), "the code of somebody else"),
        (Some(LUCIA), debt.nav(), "the tax code of somebody else"),
        (Some("VRDGPP70T15L219L"), nobodys(2), "neither"),
        (Some("ANONIMO"), debt.nav(), "nobody in particular"),
        (Some(MARIO), draft.nav(), "a draft"),
        (Some(MARIO), "301000000000000024".to_owned(), "a code of another series"),
    ];
    let mut answers = Vec::new();
    for (tax_code, code, what) in &misses {
        let input = json!({ "input": { "ente": sample::ENTE, "taxCode": tax_code, "code": code } });
        let answer = house.anonymous().say(NOTICE, input).await;
        assert_eq!(answer.json()["data"]["notice"]["key"], "not_payable.unknown", "{what}");
        answers.push((answer.status, answer.text));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

/// Times of two kinds of miss, taken in turns, are drawn from one distribution (Mann-Whitney, two-sided).
fn p_value(one: &[Duration], other: &[Duration]) -> f64 {
    let mut all: Vec<(Duration, bool)> =
        one.iter().map(|time| (*time, true)).chain(other.iter().map(|time| (*time, false))).collect();
    all.sort();
    let ranks: usize = all.iter().enumerate().filter(|(_, (_, of_one))| *of_one).map(|(rank, _)| rank + 1).sum();
    let (n, m) = (one.len() as f64, other.len() as f64);
    let u = ranks as f64 - n * (n + 1.0) / 2.0;
    let z = (u - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt();
    // The normal distribution's tail (Abramowitz and Stegun 7.1.26).
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let tail = t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    tail * (-x * x).exp()
}

#[tokio::test(flavor = "multi_thread")]
async fn e5_every_kind_of_miss_takes_the_same_time() {
    let limits = "requests_per_minute = 1000000\nlookups_per_minute = 1000000\nlookups_per_tax_code_per_minute = 1000000";
    let house = House::with(Plan { limits, ..Plan::default() }).await;
    // Each code is asked for once: one that is asked for too often is answered at once.
    let debts = house.debts(420, Made::default()).await;
    let citizen = house.anonymous();
    let people = ["VRDGPP70T15L219L", "ESPLNE92D55A944R"];
    let mut times: [Vec<Duration>; 3] = Default::default();
    for (round, debt) in debts.iter().enumerate() {
        let misses = [(LUCIA, debt.nav()), (MARIO, nobodys(round as u64)), (people[round % 2], nobodys(1_000 + round as u64))];
        // In another order each time: what comes first after a pause must not always be the same kind.
        for kind in (0..3).map(|step| (step + round) % 3) {
            let (tax_code, code) = &misses[kind];
            let input = json!({ "input": { "ente": sample::ENTE, "taxCode": tax_code, "code": code } });
            let began = Instant::now();
            let answer = citizen.say(NOTICE, input).await;
            let took = began.elapsed();
            assert!(answer.text.contains("NotFound"), "{}", answer.text);
            if round >= 20 {
                times[kind].push(took);
            }
        }
    }
    for (one, other) in [(0, 1), (1, 2), (0, 2)] {
        let p = p_value(&times[one], &times[other]);
        assert!(p > 0.01, "kinds {one} and {other} can be told apart by their time: p = {p}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn u42_what_is_badly_written_is_said_by_field() {
    let house = House::open().await;
    let cases = [
        (json!({ "ente": "1", "taxCode": MARIO, "code": nobodys(1) }), "input.ente", "ente_code.not_eleven_digits"),
        (
            json!({ "ente": sample::ENTE, "taxCode": "RSSMRA80A01H501X", "code": nobodys(1) }),
            "input.taxCode",
            "fiscal_code.check_letter",
        ),
        (json!({ "ente": sample::ENTE, "taxCode": "", "code": nobodys(1) }), "input.taxCode", "tax_code.required"),
        (json!({ "ente": sample::ENTE, "taxCode": MARIO, "code": "12345" }), "input.code", "lookup_code.layout"),
        (json!({ "ente": sample::ENTE, "taxCode": MARIO, "code": " " }), "input.code", "lookup_code.empty"),
    ];
    for (input, field, key) in cases {
        let answer = house.anonymous().ask(NOTICE, json!({ "input": input })).await;
        assert_eq!(
            (answer["__typename"].as_str(), answer["field"].as_str(), answer["key"].as_str()),
            (Some("InvalidInput"), Some(field), Some(key))
        );
        assert!(!answer["message"].as_str().unwrap().is_empty());
    }
    let unknown_ente = json!({ "input": { "ente": "99999000203", "taxCode": MARIO, "code": nobodys(1) } });
    assert_eq!(house.anonymous().ask(NOTICE, unknown_ente).await["key"], "ente.absent");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_speak_the_language_asked_for() {
    let house = House::open().await;
    let mut messages = Vec::new();
    for language in ["it", "en;q=0.9, it;q=0.2", "de-AT", "fr", "sl", "ja"] {
        let answer = look(&house.anonymous().with("accept-language", language), Some(MARIO), &nobodys(1)).await;
        messages.push(answer["message"].as_str().unwrap().to_owned());
    }
    assert_eq!(messages[0], messages[5], "Italian is spoken to everybody else");
    messages.pop();
    messages.sort();
    messages.dedup();
    assert_eq!(messages.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_04_s2_11_what_must_be_known_is_the_ente_s_choice() {
    let strict = House::open().await;
    let debt = strict.debt(Made::default()).await;
    assert_eq!(look(&strict.anonymous(), None, &debt.nav()).await["key"], "tax_code.required");
    let citizen = strict.verified(strict.subject(LUCIA).await);
    let found = look(&citizen, None, &debt.nav()).await;
    assert_eq!(found["notice"]["nav"], debt.nav(), "s4_11: a citizen with a session may pay for a relative, with the code alone");
    assert_eq!(found["position"]["debtor"]["name"], "M*** R***", "and does not learn who it is");

    let open = House::with(Plan { ente: |ente| ente.policies.notice_lookup = NoticeLookup::Code, ..Plan::default() }).await;
    let debt = open.debt(Made::default()).await;
    assert_eq!(look(&open.anonymous(), None, &debt.iuv()).await["notice"]["nav"], debt.nav());
    assert_eq!(look(&open.anonymous(), Some(LUCIA), &debt.nav()).await["__typename"], "NotFound", "a wrong tax code stays wrong");
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_05_the_found_position_survives_the_login_and_its_proof_cannot_be_made() {
    let house = House::with(Plan { ente: |ente| ente.policies.anonymous_pay = false, ..Plan::default() }).await;
    let debt = house.debt(Made::default()).await;
    let found = look(&house.anonymous(), Some(MARIO), &debt.nav()).await;
    assert_eq!(found["notice"]["actions"], json!(["LOGIN", "ADD_TO_CART", "PRINT"]));
    let proof = found["position"]["proof"].as_str().unwrap();
    let citizen = house.verified(house.subject(LUCIA).await);
    let again = citizen.ask(POSITION, json!({ "proof": proof })).await;
    assert_eq!(again["position"]["options"][0]["installments"][0]["actions"], json!(["PAY", "ADD_TO_CART", "PRINT"]));
    for strange in ["", "x", &proof[1..], &format!("{proof}A"), &proof.to_lowercase()] {
        let answer = citizen.ask(POSITION, json!({ "proof": strange })).await;
        assert_eq!((answer["__typename"].as_str(), answer["key"].as_str()), (Some("NotFound"), Some("proof.invalid")));
    }
    house.clock.advance(chrono::TimeDelta::hours(49));
    assert_eq!(citizen.ask(POSITION, json!({ "proof": proof })).await["key"], "proof.invalid", "a proof ends");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_notice_says_whether_it_can_be_paid_and_why_not() {
    let house = House::open().await;
    let (yesterday, tomorrow) = (today(&house) - Days::new(1), today(&house) + Days::new(1));
    let upcoming = house.debt(Made { valid_from: Some(tomorrow), ..Made::default() }).await;
    let expired = house.debt(Made { due: Some(yesterday), switch_to_expired: true, ..Made::default() }).await;
    let late = house.debt(Made { due: Some(yesterday), ..Made::default() }).await;
    let withdrawn = house.debt(Made::default()).await;
    house.withdraw(&withdrawn).await;
    let plan = house.debt(Made { options: vec![vec![200], vec![100, 100]], ..Made::default() }).await;
    house.pay_at_counter(&plan.navs()[1], 100).await;
    let cases = [
        (
            upcoming.nav(),
            json!({ "payable": false, "reason": "NOT_YET_VALID", "key": "not_payable.not_yet_valid" }),
            json!(["PRINT"]),
        ),
        (expired.nav(), json!({ "payable": false, "reason": "EXPIRED", "key": "not_payable.expired" }), json!([])),
        (late.nav(), json!({ "payable": true, "reason": null, "key": null }), json!(["PAY", "ADD_TO_CART", "PRINT"])),
        (withdrawn.nav(), json!({ "payable": false, "reason": "WITHDRAWN", "key": "not_payable.withdrawn" }), json!([])),
        (
            plan.navs()[0].clone(),
            json!({ "payable": false, "reason": "ALTERNATIVE_USED", "key": "not_payable.alternative_used" }),
            json!([]),
        ),
        (plan.navs()[1].clone(), json!({ "payable": false, "reason": "PAID", "key": "not_payable.paid" }), json!([])),
        (plan.navs()[2].clone(), json!({ "payable": true, "reason": null, "key": null }), json!(["PAY", "ADD_TO_CART", "PRINT"])),
    ];
    for (nav, standing, actions) in cases {
        let mut found = look(&house.anonymous(), Some(MARIO), &nav).await;
        let mut payability = found["notice"]["payability"].take();
        let message = payability.as_object_mut().unwrap().remove("message").unwrap();
        assert_eq!(payability, standing);
        assert_eq!(message.is_null(), standing["payable"] == true, "a reason comes with its words");
        assert_eq!(found["notice"]["actions"], actions, "{nav}");
        let paid = standing["reason"] == "PAID";
        assert_eq!(found["notice"]["payment"].is_null(), !paid);
        assert!(found["notice"]["payment"]["receiptProof"].is_null(), "s2_31: no receipt for somebody without account");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e5_g1_look_ups_are_capped_by_network_and_by_code() {
    let limits = "requests_per_minute = 1000000\nlookups_per_minute = 25\nsends_per_hour = 10";
    let house = House::with(Plan { limits, http: "trusted_proxy_hops = 1", ..Plan::default() }).await;
    let debt = house.debt(Made::default()).await;
    let from = &|address: &str| house.anonymous().with("x-forwarded-for", address);
    // All at once: what is used up comes back by and by, and a busy machine takes its time.
    let first = join_all((0..25).map(|round| async move { look(&from("192.0.2.1"), Some(MARIO), &nobodys(round)).await })).await;
    assert!(first.iter().all(|answer| answer["__typename"] == "NotFound"), "{first:?}");
    let capped = look(&from("192.0.2.77"), Some(MARIO), &debt.nav()).await;
    assert_eq!(capped["__typename"], "TooManyRequests", "the same network, another address");
    assert!(capped["retryAfter"].as_i64().unwrap() >= 1);
    let spoofed = look(&from("203.0.113.9, 192.0.2.1"), Some(MARIO), &debt.nav()).await;
    assert_eq!(spoofed["__typename"], "TooManyRequests", "g2: what a client writes before its own proxy's word does not count");
    assert_eq!(look(&from("198.51.100.1"), Some(MARIO), &debt.nav()).await["__typename"], "NoticeFound");

    let tried = join_all((0..12).map(|network| async move {
        let citizen = from(&format!("198.18.{network}.1"));
        look(&citizen, Some("CNTMRC75C03D612I"), &nobodys(999)).await["__typename"].as_str().unwrap().to_owned()
    }))
    .await;
    assert_eq!(
        tried.iter().filter(|answer| *answer == "NotFound").count(),
        10,
        "one code, from however many networks: {tried:?}"
    );
    assert_eq!(tried.iter().filter(|answer| *answer == "TooManyRequests").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn g1_requests_are_capped_by_network() {
    let limits = "requests_per_minute = 5\nlookups_per_minute = 5\nsends_per_hour = 5";
    let house = House::with(Plan { limits, running: true, ..Plan::default() }).await;
    let ask = || async { house.anonymous().say("{ __typename }", json!({})).await };
    for _ in 0..5 {
        assert_eq!(ask().await.status, 200);
    }
    let capped = ask().await;
    assert_eq!((capped.status, capped.code().as_str()), (429, "TOO_MANY_REQUESTS"));
    assert!(capped.headers["retry-after"].to_str().unwrap().parse::<u32>().unwrap() >= 1);
}
