//! Receipts and documents: found, sent, fetched.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use chrono::TimeDelta;
use replay::audit::EventProof;
use replay::heads::{HeadSigner, LogKey};
use serde_json::{Value, json};
use tests::pagopa::Script;
use tests::sandbox::sample;

use crate::debts::{Debt, LUCIA, MARIO, Made};
use crate::documents::{CHECKOUT, NOTICE, NOTICE_DOCUMENT, RECEIPT_DOCUMENT, RECEIPTS, SEND_RECEIPT};
use crate::house::{House, Plan};
use crate::shop::{cart_with, check_out, proof};

/// A debt paid through Checkout, and the reference of the payment.
async fn paid(house: &House) -> (Debt, String) {
    let debt = house.debt(Made::default()).await;
    let cart = cart_with(&house.anonymous(), &[debt.nav()]).await;
    let started = check_out(&house.anonymous(), &cart, Some("anna.neri@example.test"), "one").await;
    let on_platform = house.pagopa.carts().pop().unwrap();
    let filed = house.count("ReceiptFiled").await;
    house.pagopa.pay_cart(&on_platform.id.to_string(), Script::paid()).await.unwrap();
    house.until_count("ReceiptFiled", filed + 1).await;
    house.settle().await;
    (debt, started["reference"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_31_s2_10_a_receipt_is_found_by_what_is_printed_on_the_notice() {
    let house = House::open().await;
    let (debt, _) = paid(&house).await;
    let unpaid = house.debt(Made::default()).await;
    let at_counter = house.debt(Made { options: vec![vec![100]], ..Made::default() }).await;
    house.pay_at_counter(&at_counter.nav(), 100).await;
    let input = |tax_code: &str, code: String| json!({ "input": { "ente": sample::ENTE, "taxCode": tax_code, "code": code } });
    for code in [debt.nav(), debt.iuv()] {
        let found = house.anonymous().ask(RECEIPTS, input(MARIO, code)).await;
        let [payment] = &found["payments"].as_array().unwrap()[..] else { panic!("{found}") };
        assert_eq!(
            (&payment["state"], &payment["amount"], &payment["receiptProof"]),
            (&json!("SETTLED"), &json!(15_000), &Value::Null)
        );
        assert!(
            payment["psp"].is_string() && payment["method"].is_string() && payment["fee"].is_number(),
            "s2_14: fee and provider"
        );
        assert!(!found.to_string().contains("Rossi"), "nobody is named");
    }
    let mut misses = Vec::new();
    for (tax_code, code) in [(LUCIA, debt.nav()), (MARIO, unpaid.nav()), (LUCIA, unpaid.nav()), (MARIO, at_counter.nav())] {
        misses.push(house.anonymous().say(RECEIPTS, input(tax_code, code)).await.text);
    }
    assert!(misses.iter().all(|miss| *miss == misses[0] && miss.contains("receipt.not_found")), "{misses:#?}");
    let known = house.verified(house.subject(LUCIA).await).ask(RECEIPTS, input(MARIO, debt.nav())).await;
    let proof = &known["payments"][0]["receiptProof"];
    let link = house.anonymous().ask(RECEIPT_DOCUMENT, json!({ "input": { "proof": proof } })).await;
    assert!(pdf(&house, &link).await.starts_with(b"%PDF"), "s2_10: who has a session may fetch it");
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_32_a_receipt_is_sent_to_a_typed_address_once_a_day() {
    let house = House::open().await;
    let (debt, _) = paid(&house).await;
    house.until_count("ReceiptMailAccepted", 1).await;
    let input = |email: &str| json!({ "input": { "ente": sample::ENTE, "taxCode": MARIO, "code": debt.nav(), "email": email } });
    for _ in 0..3 {
        let taken = house.anonymous().ask(SEND_RECEIPT, input("zio.carlo@example.test")).await;
        assert_eq!((&taken["__typename"], &taken["key"]), (&json!("ReceiptRequested"), &json!("receipt.requested")));
        assert!(taken["message"].as_str().unwrap().contains("z***@example.test"), "the address is not repeated in full");
    }
    house.until_count("ReceiptMailAccepted", 2).await;
    let to_carlo = || house.mail.messages().iter().filter(|mail| mail.is_for("zio.carlo@example.test")).count();
    assert_eq!((house.count("ReceiptMailRequested").await, to_carlo()), (1, 1));
    house.clock.advance(TimeDelta::hours(24));
    house.anonymous().ask(SEND_RECEIPT, input("zio.carlo@example.test")).await;
    house.until_count("ReceiptMailAccepted", 3).await;
    assert_eq!(to_carlo(), 2, "another day, another mail");
    let bad = house.anonymous().ask(SEND_RECEIPT, input("a@b@c")).await;
    assert_eq!((&bad["field"], &bad["key"]), (&json!("input.email"), &json!("email_address.layout")));
}

#[tokio::test(flavor = "multi_thread")]
async fn e5_sending_answers_the_same_in_the_same_time_whether_there_is_a_receipt_or_not() {
    let house = House::open().await;
    let (debt, _) = paid(&house).await;
    let unpaid = house.debt(Made::default()).await;
    let mut seen: Vec<(Value, Duration)> = Vec::new();
    for (round, (tax_code, code)) in
        [(MARIO, debt.nav()), (LUCIA, debt.nav()), (MARIO, unpaid.nav()), (MARIO, debt.nav())].into_iter().enumerate()
    {
        let email = format!("carla{round}@example.test");
        let input = json!({ "input": { "ente": sample::ENTE, "taxCode": tax_code, "code": code, "email": email } });
        let began = Instant::now();
        let mut answer = house.anonymous().ask(SEND_RECEIPT, input).await;
        answer["freshness"].take();
        seen.push((answer, began.elapsed()));
    }
    assert!(seen.iter().all(|(answer, _)| *answer == seen[0].0), "{seen:#?}");
    let times: Vec<Duration> = seen.iter().map(|(_, time)| *time).collect();
    assert!(times.iter().all(|time| *time >= Duration::from_millis(250)), "{times:?}");
    assert_eq!(house.count("ReceiptMailRequested").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_32_sending_is_capped_by_network_address_and_receipt() {
    let limits = "requests_per_minute = 1000000\nlookups_per_minute = 1000000\nsends_per_hour = 7";
    let house = House::with(Plan { limits, http: "trusted_proxy_hops = 1", ..Plan::default() }).await;
    let send = |network: u32, code: u64, email: &'static str| {
        let citizen = house.anonymous().with("x-forwarded-for", &format!("198.18.{network}.1"));
        let code = tests::sandbox::sample::notice(code).to_string();
        let input = json!({ "input": { "ente": sample::ENTE, "taxCode": MARIO, "code": code, "email": email } });
        async move { citizen.ask(SEND_RECEIPT, input).await["__typename"].as_str().unwrap().to_owned() }
    };
    let emails = [
        "a@example.test",
        "b@example.test",
        "c@example.test",
        "d@example.test",
        "e@example.test",
        "f@example.test",
        "g@example.test",
        "h@example.test",
    ];
    for (number, email) in emails.into_iter().enumerate() {
        let expected = if number < 7 { "ReceiptRequested" } else { "TooManyRequests" };
        assert_eq!(send(1, number as u64, email).await, expected, "one network, {number}");
    }
    for number in 0..6 {
        let expected = if number < 5 { "ReceiptRequested" } else { "TooManyRequests" };
        assert_eq!(send(10 + number, 100 + u64::from(number), "victim@example.test").await, expected, "one address, {number}");
    }
    for (number, email) in emails.into_iter().take(6).enumerate() {
        let expected = if number < 5 { "ReceiptRequested" } else { "TooManyRequests" };
        assert_eq!(send(30 + number as u32, 200, email).await, expected, "one receipt, {number}");
    }
}

async fn pdf(house: &House, link: &Value) -> Vec<u8> {
    let response = house.anonymous().fetch(link["url"].as_str().unwrap_or_else(|| panic!("{link}"))).await;
    assert_eq!(response.status(), 200);
    response.bytes().await.unwrap().to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn s0_26_s2_7_the_notice_is_printed_by_a_short_lived_link() {
    let house = House::open().await;
    let debt = house.debt(Made { options: vec![vec![300], vec![100, 200]], ..Made::default() }).await;
    let proof = proof(&house.anonymous(), &debt.nav()).await;
    for nav in debt.navs() {
        let link = house.anonymous().ask(NOTICE_DOCUMENT, json!({ "input": { "proof": proof, "nav": nav } })).await;
        let url = link["url"].as_str().unwrap();
        assert!(url.starts_with("https://pagamenti.example.test/documents/notice/") && url.ends_with(".pdf"));
        assert!(!url.contains(&nav) && !url.contains(MARIO), "c10: nothing is to be read in the address");
        let response = house.anonymous().fetch(url).await;
        assert_eq!(response.status(), 200);
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("cache-control"), "no-store", "c8");
        assert_eq!(header("content-disposition"), format!("inline; filename=\"avviso-{nav}.pdf\""));
        assert_eq!(header("x-content-type-options"), "nosniff");
        let one = response.bytes().await.unwrap();
        let other = house.anonymous().fetch(url).await.bytes().await.unwrap();
        assert!(one.starts_with(b"%PDF") && one == other, "the same bytes each time");
    }
    let link = house.anonymous().ask(NOTICE_DOCUMENT, json!({ "input": { "proof": proof, "nav": debt.nav() } })).await;
    let url = link["url"].as_str().unwrap();
    house.clock.advance(TimeDelta::minutes(11));
    assert_eq!(house.anonymous().fetch(url).await.status(), 410, "a link ends");
    for strange in
        ["/documents/notice/x.pdf", "/documents/notice/", "/documents/notice/..%2f..%2fetc%2fpasswd", "/documents/receipt/x.pdf"]
    {
        assert_eq!(house.anonymous().get(strange).await.status, 404, "{strange}");
    }
    let other_kind = url.replace("/notice/", "/receipt/");
    assert_eq!(house.anonymous().fetch(&other_kind).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_can_be_paid_is_printed() {
    let house = House::open().await;
    let debt = house.debt(Made { options: vec![vec![100]], ..Made::default() }).await;
    let proof = proof(&house.anonymous(), &debt.nav()).await;
    let ask = |proof: String, nav: String| {
        let citizen = house.anonymous();
        async move { citizen.ask(NOTICE_DOCUMENT, json!({ "input": { "proof": proof, "nav": nav } })).await }
    };
    let link = ask(proof.clone(), debt.nav()).await;
    house.pay_at_counter(&debt.nav(), 100).await;
    assert_eq!(ask(proof.clone(), debt.nav()).await["key"], "not_payable.paid");
    assert_eq!(house.anonymous().fetch(link["url"].as_str().unwrap()).await.status(), 404, "paid since the link was made");
    assert_eq!(ask(proof, "301000000000000024".to_owned()).await["key"], "not_payable.unknown");
    assert_eq!(ask("x".to_owned(), debt.nav()).await["key"], "proof.invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_17_the_receipt_is_fetched_from_the_outcome_page_and_from_the_history_with_the_same_bytes() {
    let house = House::open().await;
    let (debt, reference) = paid(&house).await;
    let outcome = house.anonymous().ask(CHECKOUT, json!({ "reference": reference })).await;
    let from_outcome = &outcome["items"][0]["receiptProof"];
    let mario = house.verified(house.subject(MARIO).await);
    let input = json!({ "input": { "ente": sample::ENTE, "code": debt.nav() } });
    let found = mario.ask(NOTICE, input).await;
    let from_notice = &found["notice"]["payment"]["receiptProof"];
    let mut papers = Vec::new();
    for proof in [from_outcome, from_notice] {
        let link = house.anonymous().ask(RECEIPT_DOCUMENT, json!({ "input": { "proof": proof } })).await;
        assert!(link["url"].as_str().unwrap().contains("/documents/receipt/"));
        papers.push(pdf(&house, &link).await);
    }
    assert!(papers[0].starts_with(b"%PDF") && papers[0] == papers[1]);
    let proof = &found["position"]["proof"];
    let wrong = house.anonymous().ask(RECEIPT_DOCUMENT, json!({ "input": { "proof": proof } })).await;
    assert_eq!(wrong["key"], "proof.invalid", "a proof of a position is none of a receipt");
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_the_receipt_lies_the_proof_that_it_was_logged() {
    let house = House::open().await;
    let (debt, reference) = paid(&house).await;
    let outcome = house.anonymous().ask(CHECKOUT, json!({ "reference": reference })).await;
    let proof = json!({ "input": { "proof": outcome["items"][0]["receiptProof"] } });
    let url = house.anonymous().ask(RECEIPT_DOCUMENT, proof).await["url"].as_str().unwrap().replace(".pdf", ".json");
    assert_eq!(house.anonymous().fetch(&url).await.status(), 404, "nothing was signed yet");
    let key = LogKey::new("log.example.test/log", &[1; 32]).unwrap();
    let given = [key.verifier()];
    let signer = HeadSigner::open(house.product.pool.clone(), key, None).await.unwrap();
    signer.sign(1).await.unwrap();
    assert_eq!(house.anonymous().fetch(&url).await.status(), 503, "signed, but not as far as that");
    signer.sign(house.product.head.next_index()).await.unwrap();
    let response = house.anonymous().fetch(&url).await;
    assert_eq!((response.status(), &response.headers()["content-type"]), (StatusCode::OK, &"application/json".parse().unwrap()));
    let text = response.text().await.unwrap();
    let proved = EventProof::parse(&text).unwrap().check(&given).unwrap();
    assert_eq!(proved.event.event_type, "ReceiptReceived");
    let facts: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&facts["facts"]["nav"], &facts["facts"]["amount"]), (&debt.nav().into(), &15_000.into()));
    for personal in [MARIO, "Rossi", "anna.neri@example.test"] {
        assert!(!text.contains(personal), "people stay sealed");
    }
    assert_eq!(house.anonymous().fetch(&url.replace("/receipt/", "/notice/")).await.status(), 404);
}
