//! A payment from the first question to its receipt, through HTTP, into a real database.

use api::product::Product;
use api::vault::Envelope;
use domain::Cents;
use domain::debt_position::{DebtPositionCommand, Terms};
use domain::identifier::{EnteCode, ReceiptId};
use domain::personal::Sealed;
use domain::receipt::receipt_stream;
use futures::future::join_all;
use tests::home::Home;

use crate::cast::{self, Debt};
use crate::house::{House, command_position, create};
use crate::material::sample;
use crate::message::{outcome, value};

const VERIFY: &str = "paVerifyPaymentNotice.request.xml";
const ACTIVATE: &str = "paGetPaymentV2.request.checkout-cart.xml";
const RECEIPT: &str = "paSendRTV2.request.single.checkout.xml";
const RECEIPT_ID: &str = "7c92cf1eee8d99cc85f8355a3d6e4b86";

/// Another process on the same database, with a memory of its own.
async fn another_process(home: &Home) -> Product {
    home.empty_product().await
}

fn with_amount(cents: i64) -> Terms {
    let mut debt = cast::meals();
    debt.transfers[0].amount = Cents::new(cents);
    debt.terms()
}

#[tokio::test]
async fn a_notice_is_verified_activated_and_receipted() {
    let (Some(verify), Some(activate), Some(receipt)) = (sample(VERIFY), sample(ACTIVATE), sample(RECEIPT)) else { return };
    let house = House::open().await;
    house.owes(&cast::meals()).await;
    assert_eq!(house.ask(verify).await, "OK");
    let (_, activated) = house.send(activate).await;
    assert_eq!(value(&activated, "/entityUniqueIdentifierValue").as_deref(), Some("RSSMRA80A01H501U"));
    assert_eq!(value(&activated, "/e-mail").as_deref(), Some("mario.rossi@example.test"));
    let quoted = house.payload("ActivationQuoted").await;
    assert_eq!((quoted["amount"].as_i64(), quoted["payment_note"].as_str()), (Some(5980), Some("cart-000042")));
    assert_eq!(house.ask(receipt).await, "OK");
    let kept = house.payload("ReceiptReceived").await;
    assert_eq!((kept["facts"]["nav"].as_str(), kept["facts"]["amount"].as_i64()), (Some(cast::MEALS), Some(5980)));
    let house_pool = house.product.pool.clone();
    house.close().await;
    let question: String = sqlx::query_scalar("SELECT payload::text FROM events WHERE event_type = 'NoticeVerified'")
        .fetch_one(&house_pool)
        .await
        .unwrap();
    assert!(question.contains(cast::MEALS) && question.contains("5980"), "{question}");
}

#[tokio::test]
async fn what_is_written_names_nobody() {
    let (Some(activate), Some(receipt)) = (sample(ACTIVATE), sample(RECEIPT)) else { return };
    let house = House::open().await;
    house.owes(&cast::meals()).await;
    house.ask(activate).await;
    house.ask(receipt).await;
    let sql = "SELECT string_agg(payload::text || metadata::text || aggregate_id, ' ') FROM events";
    let written: String = sqlx::query_scalar(sql).fetch_one(&house.product.pool).await.unwrap();
    for canary in ["RSSMRA80A01H501U", "Rossi", "Collaudi", "mario.rossi", "Mario"] {
        assert!(!written.contains(canary), "{canary} stands in clear in the events");
    }
}

#[tokio::test]
async fn the_raw_message_can_be_opened_by_the_vault_only() {
    let Some(receipt) = sample(RECEIPT) else { return };
    let house = House::open().await;
    house.ask(receipt.clone()).await;
    let ente: EnteCode = cast::ENTE.parse().unwrap();
    let stream = format!("Receipt/{}", receipt_stream(&ente, &ReceiptId::parse(RECEIPT_ID).unwrap()));
    let raw: Sealed = serde_json::from_value(house.payload("ReceiptReceived").await["raw"].clone()).unwrap();
    let at = Envelope { ente: &ente, stream: &stream, field: "raw" };
    let opened: Option<String> = house.product.vault.open_value(at, &raw).await.unwrap();
    assert_eq!(opened, Some(receipt));
}

#[tokio::test]
async fn fifty_deliveries_of_one_receipt_are_kept_once_and_answered_alike() {
    let Some(receipt) = sample(RECEIPT) else { return };
    let house = House::open().await;
    house.owes(&cast::meals()).await;
    let answers = join_all((0..50).map(|_| house.send(receipt.clone()))).await;
    assert!(answers.iter().all(|answer| answer == &answers[0]), "{answers:?}");
    assert_eq!(outcome(&answers[0].1), "OK");
    assert_eq!((house.count("ReceiptReceived").await, house.count("ReceiptContradicted").await), (1, 0));
    // Days later, through another process, written by another hand.
    house.clock.advance(chrono::TimeDelta::days(3));
    let again = receipt.replace("pafn:", "x:").replace(":pafn", ":x");
    assert_eq!(house.ask(again).await, "OK");
    assert_eq!(house.count("ReceiptReceived").await, 1);
}

#[tokio::test]
async fn other_content_under_a_known_identity_is_kept_apart_and_refused() {
    let Some(receipt) = sample(RECEIPT) else { return };
    let house = House::open().await;
    let forged = receipt.replace("59.80<", "1.00<");
    assert_eq!(house.ask(receipt.clone()).await, "OK");
    for _ in 0..3 {
        assert_eq!(house.ask(forged.clone()).await, "PAA_RECEIPT_DUPLICATA");
    }
    assert_eq!((house.count("ReceiptReceived").await, house.count("ReceiptContradicted").await), (1, 1));
    assert_eq!(house.ask(receipt).await, "OK");
    assert_eq!(house.payload("ReceiptReceived").await["facts"]["amount"], 5980);
}

#[tokio::test]
async fn receipts_for_a_secondary_creditor_and_for_unknown_notices_are_kept() {
    let names = ["multi.to-primary", "multi.to-secondary-broadcast", "standin", "marca-da-bollo"];
    let Some(receipts) = names.iter().map(|name| sample(&format!("paSendRTV2.request.{name}.xml"))).collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let house = House::open().await;
    for receipt in receipts {
        assert_eq!(house.ask(receipt).await, "OK");
    }
    let sql = "SELECT aggregate_id || ' ' || ente FROM events WHERE event_type = 'ReceiptReceived' ORDER BY 1";
    let kept: Vec<String> = sqlx::query_scalar(sql).fetch_all(&house.product.pool).await.unwrap();
    assert_eq!(kept.len(), 4, "{kept:?}");
    // One receipt, two addressees, two deliveries; both kept by the municipality, whose notice it is.
    assert_eq!(kept.iter().filter(|kept| kept.contains("d279186428a75016b17e4df5ea43d080")).count(), 2, "{kept:?}");
    assert!(kept.iter().all(|kept| kept.ends_with(cast::ENTE)), "{kept:?}");
}

#[tokio::test]
async fn a_receipt_is_refused_only_for_what_it_says() {
    let Some(receipt) = sample(RECEIPT) else { return };
    let house = House::open().await;
    let refused = [
        (receipt.replace("<idPA>99999000104", "<idPA>11111111111"), "PAA_ID_DOMINIO_ERRATO"),
        (receipt.replace("<idBrokerPA>99999000401", "<idBrokerPA>x"), "PAA_ID_INTERMEDIARIO_ERRATO"),
        (receipt.replace("<idStation>99999000401_01", "<idStation>x"), "PAA_STAZIONE_INT_ERRATA"),
        (receipt.replace("<paymentAmount>59.80", "<paymentAmount>59.81"), "PAA_SEMANTICA"),
        (receipt.replace(RECEIPT_ID, &"x".repeat(36)), "PAA_SINTASSI_EXTRAXSD"),
        (receipt.replace("<idPSP>ABI99999</idPSP>", ""), "PAA_SINTASSI_XSD"),
    ];
    for (message, code) in &refused {
        for _ in 0..2 {
            assert_eq!(house.ask(message.clone()).await, *code);
        }
    }
    assert_eq!(house.count("ReceiptReceived").await, 0);
    // The Node does not come again: each message is kept, once, sealed, as it came.
    let ente: EnteCode = cast::ENTE.parse().unwrap();
    let sql = "SELECT aggregate_id, payload::text FROM events WHERE event_type = 'ReceiptRefused' ORDER BY global_position";
    let kept: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&house.product.pool).await.unwrap();
    assert_eq!(kept.len(), refused.len());
    for ((id, payload), (message, code)) in kept.iter().zip(&refused) {
        assert!(!payload.contains("RSSMRA80A01H501U"), "{payload}");
        let kept = &serde_json::from_str::<serde_json::Value>(payload).unwrap()["ReceiptRefused"];
        assert_eq!(kept["fault"], *code);
        let sealed: Sealed = serde_json::from_value(kept["message"].clone()).unwrap();
        let at = Envelope { ente: &ente, stream: &format!("NodeCall/{id}"), field: "message" };
        let opened: Option<String> = house.product.vault.open_value(at, &sealed).await.unwrap();
        assert_eq!(opened.as_ref(), Some(message));
    }
}

#[tokio::test]
async fn an_activation_that_is_refused_is_kept_with_its_reason() {
    let Some(activate) = sample(ACTIVATE) else { return };
    let house = House::open().await;
    assert_eq!(house.ask(activate.clone()).await, "PAA_PAGAMENTO_SCONOSCIUTO");
    let pool = house.product.pool.clone();
    house.close().await;
    let kept: String = sqlx::query_scalar("SELECT payload::text FROM events WHERE event_type = 'ActivationRefused'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(kept.contains(cast::MEALS) && kept.contains("PAA_PAGAMENTO_SCONOSCIUTO"), "{kept}");
}

#[tokio::test]
async fn what_another_process_changed_is_seen_at_once() {
    let (Some(verify), Some(activate)) = (sample(VERIFY), sample(ACTIVATE)) else { return };
    let house = House::open().await;
    let office = another_process(&house.home).await;
    assert_eq!(house.ask(verify.clone()).await, "PAA_PAGAMENTO_SCONOSCIUTO");
    let id = create(&office, cast::MEALS, cast::meals().terms()).await;
    assert_eq!(house.ask(verify.clone()).await, "OK");
    let amount = async |message: String, end| value(&house.send(message).await.1, end);
    assert_eq!(amount(verify.clone(), "/amount").await.as_deref(), Some("59.80"));
    assert_eq!(amount(activate.clone(), "/paymentAmount").await.as_deref(), Some("59.80"));
    let amend = DebtPositionCommand::Amend { debtor: None, terms: Box::new(with_amount(7000)) };
    command_position(&office, id, amend).await;
    assert_eq!(amount(verify.clone(), "/amount").await.as_deref(), Some("70.00"));
    assert_eq!(amount(activate.clone(), "/paymentAmount").await.as_deref(), Some("70.00"));
    command_position(&office, id, DebtPositionCommand::Withdraw { reason: "for tests".parse().unwrap() }).await;
    assert_eq!(house.ask(activate.clone()).await, "PAA_PAGAMENTO_ANNULLATO");
    command_position(&office, id, DebtPositionCommand::Restore { reason: "for tests".parse().unwrap() }).await;
    assert_eq!(house.ask(activate).await, "OK");
}

/// Activations run against amendments: whatever was said to a payer was written before, for that very notice.
#[tokio::test]
async fn every_amount_that_was_said_was_kept_before() {
    let Some(activate) = sample(ACTIVATE) else { return };
    let house = House::open().await;
    let id = house.owes(&cast::meals()).await;
    let office = another_process(&house.home).await;
    let amendments = async {
        for cents in 1..=30 {
            let amend = DebtPositionCommand::Amend { debtor: None, terms: Box::new(with_amount(cents * 100)) };
            command_position(&office, id, amend).await;
        }
    };
    let activations = join_all((0..30).map(|_| house.send(activate.clone())));
    let ((), answers) = tokio::join!(amendments, activations);
    let sql =
        "SELECT DISTINCT (payload -> 'ActivationQuoted' ->> 'amount')::bigint FROM events WHERE event_type = 'ActivationQuoted'";
    let kept: Vec<i64> = sqlx::query_scalar(sql).fetch_all(&house.product.pool).await.unwrap();
    for (status, body) in answers {
        assert_eq!((status, outcome(&body).as_str()), (200, "OK"), "{body}");
        let said = Cents::from_euro_decimal(&value(&body, "/paymentAmount").unwrap()).unwrap();
        assert!(kept.contains(&said.as_i64()), "{said} was said and is not among {kept:?}");
        assert_eq!(value(&body, "/transferAmount"), value(&body, "/paymentAmount"));
    }
}

#[tokio::test]
async fn the_five_notices_of_a_cart_are_activated_side_by_side() {
    let Some(activate) = sample(ACTIVATE) else { return };
    let house = House::open().await;
    let navs = [cast::MEALS, cast::WASTE, cast::STAMP, cast::NURSERY, "302260000000010127"];
    for nav in navs {
        let mut debt = cast::meals();
        debt.nav = nav;
        house.owes(&debt).await;
    }
    let answers = join_all(navs.iter().map(|nav| house.ask(activate.replace(cast::MEALS, nav)))).await;
    assert_eq!(answers, ["OK"; 5]);
    assert_eq!(house.count("ActivationQuoted").await, 5);
}

#[tokio::test]
async fn a_debtor_the_law_forgot_can_still_be_paid_for() {
    let Some(activate) = sample(ACTIVATE) else { return };
    let house = House::open().await;
    house.owes(&Debt { due: None, ..cast::meals() }).await;
    sqlx::query("DELETE FROM subject_key").execute(house.product.vault.keys()).await.unwrap();
    let fresh = another_process(&house.home).await;
    let (station, _questions) = api::station::Station::new(fresh);
    let request = api::station::read(activate.as_bytes()).unwrap();
    let body = station.answer(&request, &activate).await.body;
    assert_eq!(outcome(&body), "OK");
    assert_eq!(value(&body, "/entityUniqueIdentifierValue").as_deref(), Some("ANONIMO"));
    assert_eq!(value(&body, "/fullName").as_deref(), Some("ANONIMO"));
}

#[tokio::test]
async fn the_probe_is_answered_and_leaves_no_trace() {
    let (Some(probe), Some(verify)) = (sample("paVerifyPaymentNotice.request.standin-probe.xml"), sample(VERIFY)) else { return };
    let house = House::open().await;
    assert_eq!(house.ask(probe).await, "PAA_PAGAMENTO_SCONOSCIUTO");
    assert_eq!(house.ask(verify.replace("<idBrokerPA>99999000401", "<idBrokerPA>x")).await, "PAA_ID_INTERMEDIARIO_ERRATO");
    assert_eq!(house.ask(verify).await, "PAA_PAGAMENTO_SCONOSCIUTO");
    let product = house.close().await;
    let kept: Vec<String> = sqlx::query_scalar("SELECT payload::text FROM events WHERE aggregate_type = 'NodeCall'")
        .fetch_all(&product.pool)
        .await
        .unwrap();
    assert_eq!(kept.len(), 1, "only the question about a notice of ours: {kept:?}");
    assert!(kept[0].contains("PAA_PAGAMENTO_SCONOSCIUTO"), "{kept:?}");
}
