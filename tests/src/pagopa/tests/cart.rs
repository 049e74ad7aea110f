//! Checkout: what can be answered to a cart, and how it ends.

use chrono::TimeDelta;
use serde_json::json;

use super::fake_station::{FakeStation, Habit, text_of};
use super::*;
use crate::pagopa::soap::{Operation, shared_folder};
use crate::pagopa::{
    CartError, CartState, Cents, PaymentState, PspOutcome, ReceiptTiming, Script, Service, Settlement, Shown, group_of,
};

async fn refused(simulator: &Simulator, cart: &Value) -> (u16, Value) {
    let answer = post_cart(simulator, cart).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_cart_is_paid_receipted_and_the_citizen_comes_back() {
    let (station, simulator) = town().await;
    let answer = post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980), (WASTE, 21_000)])).await;
    assert_eq!(answer.status(), 302);
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    assert!(location.ends_with("/redirect?clientId=CHECKOUT_CART"), "{location}");
    let outcome = simulator.pay_cart(&location, Script::paid()).await.unwrap();
    assert_eq!(outcome.redirect.as_deref(), Some("https://portale.test/ok?c=1"));
    assert_eq!(outcome.receipts.len(), 2);
    let activations = station.requests(Operation::GetPaymentV2);
    assert_eq!(activations.len(), 2);
    assert!(activations.iter().all(|request| text_of(request, "paymentNote") == Some("cart-1")));
    assert!(activations.iter().all(|request| text_of(request, "transferType") == Some("PAGOPA")));
    let receipts = station.requests(Operation::SendRtV2);
    assert_eq!(receipts.len(), 2);
    for receipt in &receipts {
        assert_eq!(text_of(receipt, "paymentNote"), Some("cart-1"));
        assert_eq!(text_of(receipt, "fee"), Some("1.00"));
        assert_eq!(text_of(receipt, "paymentDateTime"), Some("2026-10-20T10:15:30"), "Rome's time");
        assert_eq!(text_of(receipt, "transferDate"), Some("2026-10-21"));
        assert_eq!(text_of(receipt, "description"), Some("Prova &amp; collaudo"), "escaped again");
    }
    assert_eq!(simulator.payments(&notice(MEALS))[0].state, PaymentState::Notified);
    assert_eq!(simulator.remarks(), Vec::<String>::new());
    assert_eq!(simulator.pay_cart("cart-1", Script::paid()).await, Err(CartError::Closed));
}

#[tokio::test]
async fn carts_are_refused_as_the_platform_refuses_them() {
    let (_station, simulator) = town().await;
    let url = format!("{}/checkout/ec/v2/carts", simulator.url());
    let good = cart_of("cart-1", &[(MEALS, 5_980)]);
    assert_eq!(http().post(&url).json(&good).send().await.unwrap().status(), 401);
    let six: Vec<_> = std::iter::repeat_n((MEALS, 1), 6).collect();
    let mut relative = good.clone();
    relative["returnUrls"]["returnOkUrl"] = json!("www.comune.test/ok");
    let mut without_waiting = good.clone();
    without_waiting["returnUrls"].as_object_mut().unwrap().remove("returnWaitingUrl");
    let (free, short) = (cart_of("c", &[(MEALS, 0)]), cart_of("c", &[("30226", 1)]));
    for wrong in [json!({}), cart_of("c", &six), cart_of("c", &[]), relative, without_waiting.clone(), free, short] {
        let (status, body) = refused(&simulator, &wrong).await;
        assert_eq!((status, &body["title"]), (400, &json!("Request validation error")), "{wrong}");
    }
    let (status, body) = refused(&simulator, &cart_of("c", &[(MEALS, 1), (MEALS, 1)])).await;
    assert_eq!((status, &body["detail"]), (422, &json!("Duplicate payment notice values found.")));
    let elsewhere = "399260000000001736";
    let (status, body) = refused(&simulator, &cart_of("c", &[(elsewhere, 1)])).await;
    assert_eq!((status, &body["detail"]), (422, &json!("Invalid payment notice data")));
    simulator.fail_next(Service::Carts, [500, 502]);
    assert_eq!(post_cart(&simulator, &good).await.status(), 500);
    assert_eq!(post_cart(&simulator, &good).await.status(), 502);
    assert_eq!(post_cart(&simulator, &good).await.status(), 302);
    let v1 = format!("{}/checkout/ec/v1/carts", simulator.url());
    let first_version = http().post(v1).header("Ocp-Apim-Subscription-Key", KEY).json(&without_waiting).send().await;
    assert_eq!(first_version.unwrap().status(), 302);
}

#[tokio::test]
async fn the_platform_checks_positions_by_its_own_books() {
    let (_station, simulator) = town().await;
    let cart = cart_of("cart-1", &[(MEALS, 5_980)]);
    post_cart(&simulator, &cart).await;
    simulator.activate_cart("cart-1").await.unwrap();
    assert_eq!(post_cart(&simulator, &cart).await.status(), 422, "while a token lives");
    simulator.pay_cart("cart-1", Script::paid()).await.unwrap();
    assert_eq!(post_cart(&simulator, &cart).await.status(), 422, "after payment");
}

#[tokio::test]
async fn too_many_carts_are_turned_away_for_a_while() {
    let station = FakeStation::start().await;
    let mut settings = settings(&station);
    settings.cart_rate = Some((2, 10));
    let simulator = Simulator::start(settings).await.unwrap();
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(post_cart(&simulator, &cart_of("c", &[(MEALS, 1)])).await.status().as_u16());
    }
    simulator.advance(TimeDelta::seconds(10)).await;
    statuses.push(post_cart(&simulator, &cart_of("c", &[(MEALS, 1)])).await.status().as_u16());
    assert_eq!(statuses, [302, 302, 429, 302]);
}

#[tokio::test]
async fn a_cart_lives_ten_minutes() {
    let (_station, simulator) = town().await;
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980)])).await;
    simulator.advance(TimeDelta::minutes(10)).await;
    assert_eq!(simulator.pay_cart("cart-1", Script::paid()).await, Err(CartError::Expired));
    let unknown = simulator.pay_cart("cart-2", Script::paid()).await;
    assert_eq!(unknown, Err(CartError::Unknown("cart-2".to_owned())));
}

#[tokio::test]
async fn each_outcome_has_its_return_address() {
    let (station, simulator) = town().await;
    let stories = [
        (Script::cancelled(), "cancel"),
        (Script::failed(), "error"),
        (Script::waiting(None), "waiting"),
        (Script::paid(), "ok"),
    ];
    for (script, word) in stories {
        let location = post_cart(&simulator, &cart_of(word, &[(MEALS, 5_980)])).await;
        assert_eq!(location.status(), 302, "nothing was paid before {word}");
        let outcome = simulator.pay_cart(word, script).await.unwrap();
        assert_eq!(outcome.redirect, Some(format!("https://portale.test/{word}?c=1")));
    }
    assert_eq!(station.requests(Operation::SendRtV2).len(), 1);
    assert_eq!(station.requests(Operation::GetPaymentV2).len(), 3, "who cancels at once activates nothing");
}

#[tokio::test]
async fn what_is_shown_and_what_is_paid_are_two_things() {
    let (station, simulator) = town().await;
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980)])).await;
    let closed = Script::failed().settled(Settlement::default()).without_redirect();
    let outcome = simulator.pay_cart("cart-1", closed).await.unwrap();
    assert_eq!((outcome.shown, outcome.redirect), (Shown::Error, None));
    assert_eq!(station.requests(Operation::SendRtV2).len(), 1, "paid all the same");
    post_cart(&simulator, &cart_of("cart-2", &[(WASTE, 21_000)])).await;
    let refused = Settlement { outcome: PspOutcome::Ko, ..Settlement::default() };
    simulator.pay_cart("cart-2", Script::waiting(Some(refused))).await.unwrap();
    assert_eq!(simulator.payments(&notice(WASTE))[0].state, PaymentState::Failed);
    assert_eq!(simulator.receipts().len(), 1);
}

#[tokio::test]
async fn the_receipt_may_come_after_the_citizen() {
    let (station, simulator) = town().await;
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980)])).await;
    let later = Settlement { receipt: ReceiptTiming::After(90), ..Settlement::default() };
    simulator.pay_cart("cart-1", Script::paid().settled(later)).await.unwrap();
    simulator.advance(TimeDelta::seconds(89)).await;
    assert_eq!(station.requests(Operation::SendRtV2).len(), 0);
    simulator.advance(TimeDelta::seconds(1)).await;
    assert_eq!(station.requests(Operation::SendRtV2).len(), 1);
}

#[tokio::test]
async fn one_notice_that_fails_fails_the_cart() {
    let (station, simulator) = town().await;
    let unknown = "302260000000020033";
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980), (unknown, 100)])).await;
    let Err(CartError::Activation { notice: failed, fault }) = simulator.pay_cart("cart-1", Script::paid()).await else {
        panic!("the cart was paid")
    };
    assert_eq!((failed.notice.as_str(), fault.cause()), (unknown, "PAA_PAGAMENTO_SCONOSCIUTO"));
    assert_eq!(group_of(&fault).name, "PAYMENT_UNKNOWN");
    assert_eq!(simulator.payments(&notice(MEALS))[0].state, PaymentState::Failed, "its token is given up");
    assert_eq!(simulator.cart("cart-1").unwrap().state, CartState::Open);
    assert!(station.requests(Operation::SendRtV2).is_empty());
}

#[tokio::test]
async fn an_amount_that_changed_since_the_cart_is_not_paid() {
    let (station, simulator) = town().await;
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_000)])).await;
    let error = simulator.pay_cart("cart-1", Script::paid()).await.unwrap_err();
    assert_eq!(error, CartError::AmountChanged { cart: Cents(5_000), activated: Cents(5_980) });
    assert_eq!(simulator.cart("cart-1").unwrap().state, CartState::Closed { shown: Shown::Error });
    assert!(station.requests(Operation::SendRtV2).is_empty());
}

#[tokio::test]
async fn a_stamp_is_sold_in_a_cart_and_comes_with_its_receipt() {
    let (station, simulator) = town().await;
    post_cart(&simulator, &cart_of("cart-1", &[(STAMPED, 4_600)])).await;
    simulator.pay_cart("cart-1", Script::paid()).await.unwrap();
    let receipt = &station.requests(Operation::SendRtV2)[0];
    let attachment = text_of(receipt, "MBDAttachment").unwrap();
    use base64::Engine as _;
    let stamp = base64::engine::general_purpose::STANDARD.decode(attachment).unwrap();
    check_with_official_schema(&stamp);
    let stamp = String::from_utf8(stamp).unwrap();
    assert_eq!(text_of(&stamp, "Importo"), Some("16.00"));
    assert_eq!(text_of(&stamp, "ds:DigestValue"), Some("1cKs1tSbI8MWxWj1VAXfeog/e1tL65/IJU38GmKYVPs="));
}

fn check_with_official_schema(stamp: &[u8]) {
    let Some(shared) = shared_folder() else { return println!("skipped: no shared contracts") };
    let schema = shared.join("pagopa/contracts/soap/xsd-common/MarcaDaBollo.xsd");
    let file = std::env::temp_dir().join(format!("quietanza-test-stamp-{}.xml", std::process::id()));
    std::fs::write(&file, stamp).unwrap();
    let verdict = std::process::Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema).arg(&file).output();
    std::fs::remove_file(&file).unwrap();
    match verdict {
        Ok(verdict) => assert!(verdict.status.success(), "{}", String::from_utf8_lossy(&verdict.stderr)),
        Err(_) => println!("skipped: xmllint is not installed"),
    }
}

#[tokio::test]
async fn two_carts_for_one_notice_are_kept_apart_by_the_node() {
    let (station, simulator) = town().await;
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980)])).await;
    post_cart(&simulator, &cart_of("cart-2", &[(MEALS, 5_980)])).await;
    let (one, other) = tokio::join!(simulator.activate_cart("cart-1"), simulator.activate_cart("cart-2"));
    let fault = match (one, other) {
        (Ok(_), Err(CartError::Activation { fault, .. })) | (Err(CartError::Activation { fault, .. }), Ok(_)) => fault,
        both => panic!("exactly one must win: {both:?}"),
    };
    assert_eq!(fault.code, "PPT_PAGAMENTO_IN_CORSO");
    assert_eq!(group_of(&fault).name, "PAYMENT_ONGOING");
    simulator.advance(TimeDelta::minutes(15)).await;
    assert_eq!(simulator.payments(&notice(MEALS))[0].state, PaymentState::Cancelled, "the token ended");
    station.has_habits([Habit::Refuse("PAA_PAGAMENTO_SCADUTO")]);
    let refused = simulator.verify(&notice(MEALS)).await.unwrap_err();
    assert_eq!((refused.code, refused.cause()), ("PPT_ERRORE_EMESSO_DA_PAA", "PAA_PAGAMENTO_SCADUTO"));
}
