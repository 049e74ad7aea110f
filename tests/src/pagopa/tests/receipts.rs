//! Receipts: how they come, again and again if need be, and to whom.

use chrono::TimeDelta;

use super::fake_station::{FakeStation, Habit, text_of};
use super::*;
use crate::pagopa::soap::Operation;
use crate::pagopa::{CounterPayment, DeliveryState, Event, PaymentState, PspOutcome, ReceiptTiming, Served, Settlement, Station};

fn paid(settlement: Settlement) -> CounterPayment {
    CounterPayment::cash(MEALS).settled(settlement)
}

fn ids(requests: &[String]) -> Vec<&str> {
    requests.iter().map(|request| text_of(request, "receiptId").unwrap()).collect()
}

#[tokio::test]
async fn a_receipt_is_sent_every_hour_up_to_48_times_then_parked_then_restarted() {
    let (station, simulator) = town().await;
    station.has_receipt_habits(std::iter::repeat_n(Habit::Status(503), 48));
    simulator.pay_at_counter(paid(Settlement::default())).await.unwrap();
    assert_eq!(simulator.payments(&notice(MEALS))[0].state, PaymentState::NoticePending);
    simulator.advance(TimeDelta::minutes(59)).await;
    assert_eq!(station.requests(Operation::SendRtV2).len(), 1);
    simulator.advance(TimeDelta::minutes(1)).await;
    assert_eq!(station.requests(Operation::SendRtV2).len(), 2);
    simulator.advance(TimeDelta::hours(100)).await;
    let sent = station.requests(Operation::SendRtV2);
    assert_eq!(sent.len(), 48);
    assert!(sent.iter().all(|request| request == &sent[0]), "the same receipt to the byte");
    let delivery = &simulator.deliveries()[0];
    assert!(matches!(&delivery.state, DeliveryState::Parked { reason } if reason.contains("503")), "{delivery:?}");
    assert!(simulator.send_now(0).await);
    assert_eq!(simulator.payments(&notice(MEALS))[0].state, PaymentState::Notified);
    assert!(!simulator.send_now(7).await);
}

#[tokio::test]
async fn a_well_formed_refusal_ends_the_delivery_and_changes_nothing_else() {
    let (station, simulator) = town().await;
    station.has_receipt_habits([Habit::Refuse("PAA_SYSTEM_ERROR")]);
    simulator.pay_at_counter(paid(Settlement::default())).await.unwrap();
    simulator.advance(TimeDelta::hours(3)).await;
    assert_eq!(station.requests(Operation::SendRtV2).len(), 1, "no retry");
    let answered = DeliveryState::Answered { answer: "KO PAA_SYSTEM_ERROR".to_owned() };
    assert_eq!(simulator.deliveries()[0].state, answered);
    let again = simulator.pay_at_counter(paid(Settlement::default())).await.unwrap_err();
    assert_eq!(again.code, "PPT_PAGAMENTO_DUPLICATO");
}

#[tokio::test]
async fn a_lost_answer_brings_the_receipt_again() {
    let (station, simulator) = town().await;
    simulator.pay_at_counter(paid(Settlement { answers_lost: 2, ..Settlement::default() })).await.unwrap();
    simulator.advance(TimeDelta::hours(5)).await;
    let sent = station.requests(Operation::SendRtV2);
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|request| request == &sent[0]));
}

#[tokio::test]
async fn the_same_receipt_may_come_ten_times() {
    let (station, simulator) = town().await;
    simulator.pay_at_counter(paid(Settlement { copies: 10, ..Settlement::default() })).await.unwrap();
    let sent = station.requests(Operation::SendRtV2);
    assert_eq!(sent.len(), 10);
    assert!(sent.iter().all(|request| request == &sent[0]));
}

#[tokio::test]
async fn a_notice_may_be_paid_twice_with_two_receipts() {
    let (station, simulator) = town().await;
    let receipt = simulator.pay_at_counter(paid(Settlement { second_payment: true, ..Settlement::default() })).await;
    assert_eq!(receipt.unwrap().receipts.len(), 2);
    let sent = station.requests(Operation::SendRtV2);
    let [one, other] = ids(&sent)[..] else { panic!("two receipts") };
    assert_ne!(one, other);
    assert!(sent.iter().all(|request| text_of(request, "noticeNumber") == Some(MEALS)));
}

#[tokio::test]
async fn an_outcome_after_the_token_s_end_still_makes_a_receipt() {
    let (station, simulator) = town().await;
    let late = Settlement { outcome: PspOutcome::Late, ..Settlement::default() };
    let first = simulator.pay_at_counter(paid(late)).await.unwrap();
    assert!(first.receipts.is_empty());
    let during = simulator.pay_at_counter(paid(Settlement::default())).await.unwrap_err();
    assert_eq!(during.code, "PPT_PAGAMENTO_IN_CORSO");
    simulator.advance(TimeDelta::minutes(30)).await;
    assert_eq!(simulator.payments(&notice(MEALS))[0].state, PaymentState::Cancelled);
    let second = simulator.pay_at_counter(paid(Settlement::default())).await.unwrap();
    simulator.advance(TimeDelta::minutes(1)).await;
    let sent = station.requests(Operation::SendRtV2);
    assert_eq!(ids(&sent), [second.token.as_str(), first.token.as_str()], "both providers took the money");
    let told_late =
        |entry: &crate::pagopa::Entry| matches!(&entry.event, Event::Refused { fault } if fault.code == "PPT_TOKEN_SCADUTO");
    assert!(simulator.journal().iter().any(told_late));
}

#[tokio::test]
async fn a_held_receipt_waits_for_the_tester_and_a_lost_one_for_nobody() {
    let (station, simulator) = town().await;
    let held = Settlement { receipt: ReceiptTiming::Held, ..Settlement::default() };
    let receipt = simulator.pay_at_counter(paid(held)).await.unwrap().receipts.remove(0);
    simulator.advance(TimeDelta::hours(2)).await;
    assert!(station.requests(Operation::SendRtV2).is_empty());
    assert_eq!(simulator.release(&receipt).await, 1);
    assert_eq!(station.requests(Operation::SendRtV2).len(), 1);
    let lost = Settlement { receipt: ReceiptTiming::Never, ..Settlement::default() };
    simulator.pay_at_counter(CounterPayment::cash(WASTE).settled(lost)).await.unwrap();
    simulator.advance(TimeDelta::days(3)).await;
    assert_eq!(station.requests(Operation::SendRtV2).len(), 1);
    assert_eq!(simulator.payments(&notice(WASTE))[0].state, PaymentState::NoticeGenerated);
}

#[tokio::test]
async fn a_broadcast_station_gets_the_receipt_for_its_own_institution() {
    let (city, province) = (FakeStation::start().await, FakeStation::start().await);
    let mut settings = settings(&city);
    let served = Served { creditor: PROVINCE.to_owned(), segregation_code: "07".to_owned(), broadcast: true };
    let elsewhere =
        Station { id: "99999000401_02".to_owned(), url: province.url(), serves: vec![served], ..settings.stations[0].clone() };
    settings.stations.push(elsewhere);
    let simulator = Simulator::start(settings).await.unwrap();
    simulator.pay_at_counter(CounterPayment::cash(WASTE)).await.unwrap();
    let (to_city, to_province) = (city.requests(Operation::SendRtV2), province.requests(Operation::SendRtV2));
    assert_eq!((to_city.len(), to_province.len()), (1, 1));
    assert_eq!(ids(&to_city), ids(&to_province));
    assert_eq!(text_of(&to_province[0], "idPA"), Some(PROVINCE));
    assert_eq!(text_of(&to_province[0], "fiscalCode"), Some(CITY), "the primary institution");
    simulator.pay_at_counter(CounterPayment::cash(MEALS)).await.unwrap();
    assert_eq!(province.requests(Operation::SendRtV2).len(), 1, "no share, no receipt");
}
