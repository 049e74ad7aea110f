//! Paying at a provider's counter.

use super::fake_station::text_of;
use super::*;
use crate::pagopa::soap::Operation;
use crate::pagopa::{Cents, CounterPayment, PspOutcome, Settlement};

#[tokio::test]
async fn a_notice_is_paid_by_number_or_by_its_qr_code() {
    let (station, simulator) = town().await;
    let by_number = simulator.pay_at_counter(CounterPayment::cash("3022 6000 0000 0017 36")).await.unwrap();
    assert_eq!(by_number.amount, Cents(5_980));
    let code = format!("PAGOPA|002|{WASTE}|{CITY}|999");
    let by_code = simulator.pay_at_counter(CounterPayment::cash(&code)).await.unwrap();
    assert_eq!(by_code.amount, Cents(21_000), "the amount in the code is for information only");
    let receipts = station.requests(Operation::SendRtV2);
    assert_eq!(text_of(&receipts[0], "paymentMethod"), Some("cash"));
    assert_eq!(text_of(&receipts[0], "paymentNote"), None);
    assert_eq!(text_of(&receipts[1], "noticeNumber"), Some(WASTE));
}

#[tokio::test]
async fn poste_asks_for_a_postal_account() {
    let (station, simulator) = town().await;
    let settlement = Settlement { psp: Some("ABI07601".to_owned()), ..CounterPayment::cash("").settlement };
    simulator.pay_at_counter(CounterPayment::cash(MEALS).settled(settlement)).await.unwrap();
    assert_eq!(text_of(&station.requests(Operation::GetPaymentV2)[0], "transferType"), Some("POSTAL"));
    assert_eq!(text_of(&station.requests(Operation::SendRtV2)[0], "IBAN"), Some(CITY_POSTAL));
}

#[tokio::test]
async fn what_cannot_be_paid_is_refused_with_the_cause() {
    let (_station, simulator) = town().await;
    let cause = async |code: &str| {
        let fault = simulator.pay_at_counter(CounterPayment::cash(code)).await.unwrap_err();
        fault.cause().to_owned()
    };
    assert_eq!(cause("302260000000020033").await, "PAA_PAGAMENTO_SCONOSCIUTO");
    assert_eq!(cause("399260000000001736").await, "PPT_STAZIONE_INT_PA_SCONOSCIUTA");
    assert_eq!(cause("PAGOPA|002|302260000000001736|12345678901|100").await, "PPT_DOMINIO_SCONOSCIUTO");
    assert_eq!(cause("not a notice").await, "PPT_STAZIONE_INT_PA_SCONOSCIUTA");
    assert_eq!(cause(STAMPED).await, "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE", "stamps are not sold here");
}

#[tokio::test]
async fn a_provider_that_fails_leaves_the_notice_payable() {
    let (station, simulator) = town().await;
    let failed = Settlement { outcome: PspOutcome::Ko, ..Settlement::default() };
    let receipt = simulator.pay_at_counter(CounterPayment::cash(MEALS).settled(failed)).await.unwrap();
    assert!(receipt.receipts.is_empty() && station.requests(Operation::SendRtV2).is_empty());
    simulator.pay_at_counter(CounterPayment::cash(MEALS)).await.unwrap();
}
