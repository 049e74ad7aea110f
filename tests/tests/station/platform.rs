//! Against the simulated platform, which shares no code with us and is as strict as the real one.

use std::time::Duration;

use tests::pagopa::soap::OfficialSchema;
use tests::pagopa::{CounterPayment, DeliveryState, NoticeId, Served, Simulator, SimulatorSettings, Version};

use crate::cast;
use crate::house::House;

async fn platform(house: &House, change: impl FnOnce(&mut SimulatorSettings)) -> Simulator {
    let mut settings = SimulatorSettings::sample(&house.url());
    settings.official_schema = OfficialSchema::find().inspect_err(|reason| println!("skipped: {reason}")).ok();
    change(&mut settings);
    Simulator::start(settings).await.unwrap()
}

/// Waits until nothing is on its way.
async fn settled(platform: &Simulator) {
    let mut glances = tokio::time::interval(Duration::from_millis(20));
    let all_answered = async {
        loop {
            glances.tick().await;
            let deliveries = platform.deliveries();
            let answered = |delivery: &tests::pagopa::Delivery| matches!(delivery.state, DeliveryState::Answered { .. });
            if !deliveries.is_empty() && deliveries.iter().all(answered) {
                return;
            }
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(20), all_answered).await;
    assert!(waited.is_ok(), "{:?}", platform.deliveries());
}

#[tokio::test]
async fn a_counter_asks_activates_and_delivers() {
    let house = House::open().await;
    for debt in [cast::meals(), cast::waste()] {
        house.owes(&debt).await;
    }
    let platform = platform(&house, |_| {}).await;
    for nav in [cast::MEALS, cast::WASTE] {
        let paid = platform.pay_at_counter(CounterPayment::cash(nav)).await.unwrap();
        assert_eq!(paid.receipts.len(), 1);
    }
    settled(&platform).await;
    assert_eq!(house.count("ReceiptReceived").await, 2);
    assert!(platform.remarks().is_empty(), "{:?}", platform.remarks());
}

#[tokio::test]
async fn poste_is_given_the_postal_account() {
    let house = House::open().await;
    house.owes(&cast::meals()).await;
    let platform = platform(&house, |_| {}).await;
    let mut payment = CounterPayment::cash(cast::MEALS);
    payment.settlement.psp = Some("ABI07601".to_owned());
    platform.pay_at_counter(payment).await.unwrap();
    settled(&platform).await;
    let kept = house.payload("ReceiptReceived").await;
    assert_eq!(kept["facts"]["transfers"][0]["iban"], cast::POSTAL_IBAN);
}

#[tokio::test]
async fn a_station_of_the_first_version_is_served_too() {
    let house = House::open().await;
    house.owes(&cast::meals()).await;
    let platform = platform(&house, |settings| settings.stations[0].version = Version::V1).await;
    platform.pay_at_counter(CounterPayment::cash(cast::MEALS)).await.unwrap();
    settled(&platform).await;
    assert_eq!(house.payload("ReceiptReceived").await["facts"]["version"], 1);
}

#[tokio::test]
async fn a_broadcast_share_arrives_for_the_secondary_creditor() {
    let house = House::open().await;
    house.owes(&cast::waste()).await;
    let platform = platform(&house, |settings| {
        let (creditor, segregation_code) = (cast::PROVINCE.to_owned(), "02".to_owned());
        settings.stations[0].serves.push(Served { creditor, segregation_code, broadcast: true });
    })
    .await;
    platform.pay_at_counter(CounterPayment::cash(cast::WASTE)).await.unwrap();
    settled(&platform).await;
    assert_eq!(house.count("ReceiptReceived").await, 2);
    assert_eq!(platform.deliveries().len(), 2);
}

#[tokio::test]
async fn our_faults_reach_the_provider_as_ours() {
    let house = House::open().await;
    let platform = platform(&house, |_| {}).await;
    let fault = platform.verify(&NoticeId::new(cast::ENTE, cast::MEALS)).await.unwrap_err();
    assert_eq!(fault.cause(), "PAA_PAGAMENTO_SCONOSCIUTO");
}

#[tokio::test]
async fn the_platform_finds_us_alive_after_a_stand_in() {
    let house = House::open().await;
    let platform = platform(&house, |_| {}).await;
    platform.enter_stand_in(cast::STATION);
    assert_eq!(platform.probe_stations().await, [cast::STATION.to_owned()]);
}
