//! The archive of notices, and paying from it while the station is down.

use super::fake_station::{Habit, text_of};
use super::*;
use crate::pagopa::soap::Operation;
use crate::pagopa::{Cents, CounterPayment, ReportCode, Service};

fn position(amount: i64) -> Value {
    json!({
        "paFiscalCode": CITY, "entityType": "F", "entityFiscalCode": "RSSMRA80A01H501U",
        "entityFullName": "Mario Rossi", "iuv": &MEALS[1..], "nav": MEALS, "amount": amount,
        "description": "Refezione scolastica", "expirationDate": "2026-10-31T23:59:59.000Z",
        "iban": CITY_IBAN, "postalIban": CITY_POSTAL,
    })
}

async fn register(simulator: &Simulator, position: &Value) -> (u16, Value) {
    let url = format!("{}/aca/v1/paCreatePosition", simulator.url());
    let answer = http().post(url).header("Ocp-Apim-Subscription-Key", KEY).json(position).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_position_is_registered_replaced_and_closed() {
    let (_station, simulator) = town().await;
    assert_eq!(register(&simulator, &position(0)).await.0, 404, "nothing to close yet");
    let (status, body) = register(&simulator, &position(5_980)).await;
    assert_eq!((status, &body["status"], &body["companyName"]), (200, &json!("VALID"), &json!("Comune di Borgoesempio")));
    let mut without_nav = position(6_000);
    without_nav.as_object_mut().unwrap().remove("nav");
    assert_eq!(register(&simulator, &without_nav).await.0, 200);
    let [archived] = simulator.archive().try_into().unwrap();
    assert_eq!((archived.amount, archived.registrations), (Cents(6_000), 2), "replaced, not doubled");
    let (status, body) = register(&simulator, &position(0)).await;
    assert_eq!((status, &body["status"]), (200, &json!("INVALID")));
}

#[tokio::test]
async fn what_is_wrong_with_a_position_is_said() {
    let (_station, simulator) = town().await;
    let wrong = [("iban", json!("IT20")), ("amount", json!(-1)), ("entityType", json!("X")), ("iuv", json!(""))];
    for (field, value) in wrong {
        let mut position = position(5_980);
        position[field] = value;
        let (status, body) = register(&simulator, &position).await;
        assert_eq!(status, 400);
        assert!(body["detail"].as_str().unwrap().contains(field), "{body}");
    }
    let mut elsewhere = position(5_980);
    elsewhere["paFiscalCode"] = json!("12345678901");
    assert_eq!(register(&simulator, &elsewhere).await.0, 404);
    simulator.fail_next(Service::Archive, [500, 502]);
    assert_eq!(register(&simulator, &position(5_980)).await.0, 500);
    assert_eq!(register(&simulator, &position(5_980)).await.0, 502);
    let url = format!("{}/aca/v1/paCreatePosition", simulator.url());
    assert_eq!(http().post(url).json(&position(5_980)).send().await.unwrap().status(), 401);
    simulator.pay_at_counter(CounterPayment::cash(MEALS)).await.unwrap();
    assert_eq!(register(&simulator, &position(5_980)).await.0, 409, "it has been paid");
}

#[tokio::test]
async fn while_the_station_is_down_the_archive_is_paid_from() {
    let (station, simulator) = town().await;
    register(&simulator, &position(5_000)).await;
    simulator.enter_stand_in(STATION);
    let paid = simulator.pay_at_counter(CounterPayment::cash(MEALS)).await.unwrap();
    assert_eq!(paid.amount, Cents(5_000), "the archive's amount, however stale");
    assert!(station.requests(Operation::GetPaymentV2).is_empty());
    let receipt = &station.requests(Operation::SendRtV2)[0];
    assert_eq!(text_of(receipt, "standIn"), Some("true"));
    assert_eq!(text_of(receipt, "remittanceInformation"), Some("/RFB/02260000000001736/50.00"));
    let absent = simulator.pay_at_counter(CounterPayment::cash(WASTE)).await.unwrap_err();
    assert_eq!(absent.code, "PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE");
    simulator.publish_flows();
    assert_eq!(simulator.flows()[0].rows[0].code, ReportCode::StandIn);
}

#[tokio::test]
async fn the_probe_finds_out_whether_the_station_is_back() {
    let (station, simulator) = town().await;
    simulator.enter_stand_in(STATION);
    station.has_habits([Habit::Status(503), Habit::Refuse("PAA_STAZIONE_INT_ERRATA")]);
    assert_eq!(simulator.probe_stations().await, Vec::<String>::new());
    assert_eq!(simulator.probe_stations().await, Vec::<String>::new(), "another refusal is not an answer to the probe");
    assert_eq!(simulator.probe_stations().await, [STATION]);
    let probes = station.requests(Operation::Verify);
    assert!(probes.iter().all(|probe| text_of(probe, "noticeNumber") == Some("000000000000000000")));
    simulator.pay_at_counter(CounterPayment::cash(WASTE)).await.unwrap();
}
