//! What the Node makes of a station's answers, good and bad.

use super::certificates::MadeCertificates;
use super::fake_station::{FakeStation, Habit, text_of};
use super::*;
use crate::pagopa::soap::{OfficialSchema, Operation};
use crate::pagopa::{Cents, CounterPayment, Event, Version};

async fn code_after(station: &FakeStation, simulator: &Simulator, habit: Habit) -> String {
    station.has_habits([habit]);
    let fault = simulator.verify(&notice(MEALS)).await.unwrap_err();
    fault.original.map_or(fault.code.to_owned(), |original| format!("{}/{}", fault.code, original.code))
}

#[tokio::test]
async fn failures_of_a_station_become_the_node_s_codes() {
    let (mut station, simulator) = town().await;
    let bad = "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE";
    let cases = [
        (Habit::Refuse("PAA_PAGAMENTO_ANNULLATO"), "PPT_ERRORE_EMESSO_DA_PAA/PAA_PAGAMENTO_ANNULLATO"),
        (Habit::Hang, "PPT_STAZIONE_INT_PA_TIMEOUT"),
        (Habit::Status(500), bad),
        (Habit::Status(404), bad),
        (Habit::Text("Internal Server Error"), bad),
        (Habit::Text("<a/>"), bad),
        (Habit::Change("<outcome>OK</outcome>", "<outcome>ok</outcome>"), bad),
        (Habit::Change("<outcome>OK</outcome>", "<outcome>KO</outcome>"), bad),
        (Habit::Change("<amount>59.80</amount>", "<amount>59.8</amount>"), bad),
        (Habit::Change("<amount>59.80</amount>", "<amount>0.00</amount>"), bad),
        (Habit::Change("<options>EQ</options><allCCP>false</allCCP>", "<allCCP>false</allCCP><options>EQ</options>"), bad),
        (Habit::Change("<paymentDescription>Prova</paymentDescription>", ""), bad),
        (Habit::Change("<companyName>Comune di Borgoesempio</companyName>", "<companyName></companyName>"), bad),
        (Habit::Change(CITY, PROVINCE), bad),
        (Habit::Change("paVerifyPaymentNoticeRes", "paSendRTV2Response"), bad),
    ];
    for (habit, code) in cases {
        assert_eq!(code_after(&station, &simulator, habit.clone()).await, code, "{habit:?}");
    }
    station.goes_down().await;
    let fault = simulator.verify(&notice(MEALS)).await.unwrap_err();
    assert_eq!(fault.code, "PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE");
}

#[tokio::test]
async fn activation_data_must_make_sense() {
    let (station, simulator) = town().await;
    let changes = [
        ("<paymentAmount>59.80</paymentAmount>", "<paymentAmount>59.81</paymentAmount>", "add up"),
        (CITY_IBAN, PROVINCE_IBAN, "not registered"),
        ("<fiscalCodePA>99999000104</fiscalCodePA>", "<fiscalCodePA>00000000000</fiscalCodePA>", "not enabled"),
        ("<creditorReferenceId>0", "<creditorReferenceId>1", "creditorReferenceId"),
        ("<dueDate>2026-10-31</dueDate>", "", "dueDate"),
        ("<fullName>Mario Rossi</fullName>", "", "fullName"),
        ("<transferCategory>9/0101101IM/</transferCategory>", "", "transferCategory"),
    ];
    for (from, to, reason) in changes {
        let verification = Habit::Change("<outcome>", "<outcome>");
        station.has_habits([verification, Habit::Change(from, to)]);
        let fault = simulator.pay_at_counter(CounterPayment::cash(MEALS)).await.unwrap_err();
        assert_eq!(fault.code, "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE");
        assert!(fault.description.contains(reason), "{fault}");
    }
    assert!(simulator.pay_at_counter(CounterPayment::cash(MEALS)).await.is_ok(), "nothing is locked by a failure");
}

#[tokio::test]
async fn a_careless_answer_is_remarked_on() {
    let (station, simulator) = town().await;
    station.has_habits([Habit::Refuse("PAA_RT_DUPLICATA")]);
    simulator.verify(&notice(MEALS)).await.unwrap_err();
    assert_eq!(simulator.remarks(), ["PAA_RT_DUPLICATA is no fault code of paVerifyPaymentNotice"]);
}

#[tokio::test]
async fn a_first_version_station_is_asked_in_the_first_version() {
    let station = FakeStation::start().await;
    let mut settings = settings(&station);
    settings.stations[0].version = Version::V1;
    let simulator = Simulator::start(settings).await.unwrap();
    simulator.pay_at_counter(CounterPayment::cash(WASTE)).await.unwrap();
    assert_eq!(station.requests(Operation::GetPayment).len(), 1);
    assert_eq!(station.requests(Operation::GetPaymentV2).len(), 0);
    let receipt = &station.requests(Operation::SendRt)[0];
    assert_eq!(text_of(receipt, "primaryCiIncurredFee"), None, "second version only");
}

#[tokio::test]
async fn the_official_schema_agrees_with_a_whole_story() {
    let official = match OfficialSchema::find() {
        Ok(official) => official,
        Err(reason) => return println!("skipped: {reason}"),
    };
    let station = FakeStation::start().await;
    let mut settings = settings(&station);
    settings.official_schema = Some(official.clone());
    let simulator = Simulator::start(settings).await.unwrap();
    post_cart(&simulator, &cart_of("cart-1", &[(MEALS, 5_980), (WASTE, 21_000), (STAMPED, 4_600)])).await;
    simulator.pay_cart("cart-1", crate::pagopa::Script::paid()).await.unwrap();
    let mut exchanges = 0;
    for entry in simulator.journal() {
        let Event::Exchange { request, verdict, .. } = entry.event else { continue };
        assert_eq!(verdict, "OK");
        official.check(&request).await.unwrap_or_else(|error| panic!("{error}\n{request}"));
        exchanges += 1;
    }
    assert_eq!(exchanges, 6);
}

#[tokio::test]
async fn a_demand_is_passed_on() {
    let (station, simulator) = town().await;
    let demanded = simulator.demand(STATION, CITY, "00042", "00099", "PGEvPg==").await.unwrap();
    assert_eq!((demanded.notice.as_str(), demanded.verified.option.amount), (MEALS, Cents(5_980)));
    station.has_habits([Habit::Refuse("PAA_SEMANTICA")]);
    let refused = simulator.demand(STATION, CITY, "00042", "00099", "PGEvPg==").await.unwrap_err();
    assert_eq!(refused.cause(), "PAA_SEMANTICA");
}

#[tokio::test]
async fn a_station_may_ask_the_node_who_it_is() {
    let certificates = MadeCertificates::make();
    let (addr, shown) = certificates.serve_once().await;
    let station = FakeStation::start().await;
    let mut settings = settings(&station);
    settings.stations[0].url = format!("https://localhost:{}/", addr.port());
    settings.stations[0].identity = Some(certificates.identity());
    let simulator = Simulator::start(settings).await.unwrap();
    let fault = simulator.verify(&notice(MEALS)).await.unwrap_err();
    assert_eq!(fault.code, "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE", "{fault}");
    assert_eq!(shown.await.unwrap(), certificates.of_the_node(), "the certificate that was asked for");
}
