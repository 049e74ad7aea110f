//! The simulator against a tiny station: every habit of the platform that a creditor institution has to cope with.

mod archive;
mod cart;
mod certificates;
mod counter;
mod fake_station;
mod flows;
mod pages;
mod receipts;
mod validation;

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{NoticeId, SimClock, Simulator, SimulatorSettings};
use fake_station::FakeStation;

const CITY: &str = "99999000104";
const PROVINCE: &str = "99999000203";
const STATION: &str = "99999000401_01";
const MEALS: &str = "302260000000001736";
const WASTE: &str = "302260000000001837";
const STAMPED: &str = "302260000000001938";
const CITY_IBAN: &str = "IT20F9999999998000000000017";
const CITY_POSTAL: &str = "IT57A0760199998000099990001";
const PROVINCE_IBAN: &str = "IT95H9999999997000000000025";
const KEY: &str = "sample-primary-key";

/// Tuesday, 20 October 2026, quarter past ten in Rome.
fn start_of_story() -> DateTime<Utc> {
    "2026-10-20T08:15:30Z".parse().unwrap()
}

/// The sample cast with a standing clock, its one station at `station`, and short patience.
fn settings(station: &FakeStation) -> SimulatorSettings {
    let mut settings = SimulatorSettings::sample(&station.url());
    settings.clock = SimClock::standing(start_of_story());
    settings.sync_timeout = std::time::Duration::from_millis(300);
    settings.receipt_timeout = std::time::Duration::from_millis(300);
    settings
}

/// A station with the sample notices, and a simulator that knows it.
async fn town() -> (FakeStation, Simulator) {
    let station = FakeStation::start().await;
    let simulator = Simulator::start(settings(&station)).await.unwrap();
    (station, simulator)
}

fn notice(number: &str) -> NoticeId {
    NoticeId::new(CITY, number)
}

/// A client without connections to keep: those would belong to the runtime of another test.
static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
    let never = reqwest::redirect::Policy::none();
    let builder = reqwest::Client::builder().no_proxy().redirect(never);
    builder.pool_max_idle_per_host(0).build().unwrap()
});

fn http() -> &'static reqwest::Client {
    &HTTP
}

/// A cart request for these notices and amounts.
fn cart_of(id_cart: &str, notices: &[(&str, i64)]) -> Value {
    let notice = |(number, cents): &(&str, i64)| {
        json!({
            "noticeNumber": number, "fiscalCode": CITY, "amount": cents,
            "companyName": "Comune di Borgoesempio", "description": "Prova",
        })
    };
    json!({
        "emailNotice": "mario.rossi@example.test",
        "paymentNotices": notices.iter().map(notice).collect::<Vec<_>>(),
        "returnUrls": {
            "returnOkUrl": "https://portale.test/ok?c=1",
            "returnCancelUrl": "https://portale.test/cancel?c=1",
            "returnErrorUrl": "https://portale.test/error?c=1",
            "returnWaitingUrl": "https://portale.test/waiting?c=1",
        },
        "idCart": id_cart,
        "allCCP": false,
    })
}

async fn post_cart(simulator: &Simulator, cart: &Value) -> reqwest::Response {
    let url = format!("{}/checkout/ec/v2/carts", simulator.url());
    http().post(url).header("Ocp-Apim-Subscription-Key", KEY).json(cart).send().await.unwrap()
}

async fn get_json(simulator: &Simulator, path: &str) -> (u16, Value) {
    let url = format!("{}{path}", simulator.url());
    let answer = http().get(url).header("Ocp-Apim-Subscription-Key", KEY).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}
