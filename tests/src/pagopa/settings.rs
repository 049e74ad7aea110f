//! Who exists on the simulated platform: creditor institutions, their stations, payment service providers, and the
//! platform's own habits.

use std::time::Duration;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::clock::SimClock;
use super::soap::OfficialSchema;

/// Everything a simulator is started with.
#[derive(Debug, Clone)]
pub struct SimulatorSettings {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The subscription keys that are accepted: a primary and a secondary one.
    pub subscription_keys: Vec<String>,
    /// The creditor institutions registered on the platform.
    pub creditors: Vec<Creditor>,
    /// The stations that answer for them.
    pub stations: Vec<Station>,
    /// The payment service providers; the first is the usual one.
    pub psps: Vec<Psp>,
    /// The platform's clock.
    pub clock: SimClock,
    /// How long a station may take for verification, activation and demand: 7 s (SANP, service levels).
    pub sync_timeout: Duration,
    /// How long it may take for a receipt: 15 s.
    pub receipt_timeout: Duration,
    /// How many carts one caller may post in how many seconds; none for no limit.
    pub cart_rate: Option<(u32, u32)>,
    /// How many receipts one caller may recover in an hour.
    pub recoveries_per_hour: usize,
    /// Validates the station's answers a second time with the official schema; slow, for tests.
    pub official_schema: Option<OfficialSchema>,
}

/// A creditor institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creditor {
    /// Its tax code, 11 digits.
    pub fiscal_code: String,
    /// Its name.
    pub name: String,
    /// The IBANs registered for it.
    pub ibans: Vec<String>,
}

/// A station: an endpoint that answers for one or more creditor institutions.
#[derive(Debug, Clone)]
pub struct Station {
    /// Its identifier, such as `99999000401_01`.
    pub id: String,
    /// The broker it belongs to.
    pub broker: String,
    /// Where its paForNode service listens.
    pub url: String,
    /// Which version of activation and receipt it is configured for.
    pub version: Version,
    /// For whom it answers.
    pub serves: Vec<Served>,
    /// How the Node shows who it is, when the station asks for a client certificate.
    pub identity: Option<ClientIdentity>,
}

/// The version of a station's primitives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `paGetPayment` and `paSendRT`.
    V1,
    /// `paGetPaymentV2` and `paSendRTV2`.
    V2,
}

/// A creditor institution served by a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// The creditor institution's tax code.
    pub creditor: String,
    /// Its segregation code on this station, two digits.
    pub segregation_code: String,
    /// Whether the station gets every receipt in which this institution has a share.
    pub broadcast: bool,
}

/// A client certificate with its key, and who is trusted on the other side, all in PEM.
#[derive(Clone)]
pub struct ClientIdentity {
    /// Certificate chain and private key.
    pub certificate_and_key: Vec<u8>,
    /// The authority that signed the station's certificate.
    pub trusted_authority: Vec<u8>,
}

impl std::fmt::Debug for ClientIdentity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ClientIdentity")
    }
}

/// A payment service provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Psp {
    /// Its identifier, such as `ABI99999`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its tax code.
    pub fiscal_code: String,
    /// The channel it uses.
    pub channel: String,
    /// Whether it is Poste, which asks for postal accounts.
    pub postal: bool,
}

impl SimulatorSettings {
    /// The cast of the samples, with its one station at `station_url`: the municipality 99999000104, the province
    /// 99999000203 as secondary creditor, broker 99999000401, station 99999000401_01, segregation code 02.
    #[must_use]
    pub fn sample(station_url: &str) -> Self {
        Self {
            port: 0,
            subscription_keys: vec!["sample-primary-key".to_owned(), "sample-secondary-key".to_owned()],
            creditors: sample_creditors(),
            stations: vec![sample_station(station_url)],
            psps: sample_psps(),
            clock: SimClock::machine(),
            sync_timeout: Duration::from_secs(7),
            receipt_timeout: Duration::from_secs(15),
            cart_rate: Some((150, 10)),
            recoveries_per_hour: 10,
            official_schema: None,
        }
    }
}

fn sample_creditors() -> Vec<Creditor> {
    vec![
        Creditor {
            fiscal_code: "99999000104".to_owned(),
            name: "Comune di Borgoesempio".to_owned(),
            ibans: vec!["IT20F9999999998000000000017".to_owned(), "IT57A0760199998000099990001".to_owned()],
        },
        Creditor {
            fiscal_code: "99999000203".to_owned(),
            name: "Provincia di Esempio".to_owned(),
            ibans: vec!["IT95H9999999997000000000025".to_owned()],
        },
    ]
}

fn sample_station(url: &str) -> Station {
    Station {
        id: "99999000401_01".to_owned(),
        broker: "99999000401".to_owned(),
        url: url.to_owned(),
        version: Version::V2,
        serves: vec![Served { creditor: "99999000104".to_owned(), segregation_code: "02".to_owned(), broadcast: false }],
        identity: None,
    }
}

fn sample_psps() -> Vec<Psp> {
    let psp = |id: &str, name: &str, fiscal_code: &str, postal| Psp {
        id: id.to_owned(),
        name: name.to_owned(),
        fiscal_code: fiscal_code.to_owned(),
        channel: format!("{fiscal_code}_01"),
        postal,
    };
    vec![
        psp("ABI99999", "Banca di Prova S.p.A.", "99999000302", false),
        psp("ABI99998", "Istituto di Pagamento Esempio", "99999000310", false),
        psp("ABI07601", "Poste di Prova S.p.A.", "99999000328", true),
    ]
}

/// The life of a payment token that Checkout asks for: 15 minutes.
pub(crate) const CHECKOUT_TOKEN_LIFE: TimeDelta = TimeDelta::minutes(15);

/// The longest life of a payment token: 30 minutes.
pub(crate) const LONGEST_TOKEN_LIFE: TimeDelta = TimeDelta::minutes(30);

/// The life of a cart: 10 minutes.
pub(crate) const CART_LIFE: TimeDelta = TimeDelta::minutes(10);
