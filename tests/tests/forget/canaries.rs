//! Fifty people come in through the real edges, ten are erased: nothing of the ten can be read from anything that is kept, the forty are
//! unharmed, and every proof, every sum and every view still holds.

use std::path::Path;

use api::privacy;
use api::product::Product;
use api::vault::Envelope;
use chrono::TimeDelta;
use domain::identifier::VatNumber;
use domain::personal::{PersonalClass, Sealed};
use domain::subject::ErasureReason;
use replay::heads::{HeadSigner, LogKey};
use serde_json::{Value, json};
use sqlx::ConnectOptions;
use tests::canaries::Canaries;

use crate::house::{ENTE, House, ente};

const PEOPLE: u32 = 50;
const ERASED: usize = 10;

const SUMS: &str = "SELECT sum(amount)::int8 FROM payment_history_v1";
const SEALED: &str = "SELECT aggregate_type || '/' || aggregate_id, ente, payload::text FROM events ORDER BY global_position";

/// Somebody whose every value is found again wherever it stands.
pub(crate) struct Canary {
    pub(crate) tax_code: String,
    pub(crate) name: String,
    pub(crate) email: String,
    street: String,
    pub(crate) plea: String,
}

impl Canary {
    pub(crate) fn new(number: u32) -> Self {
        let mut codes = (0..10).map(|check| format!("{:010}{check}", 9_000_000_000_u64 + u64::from(number)));
        Self {
            tax_code: codes.find(|code| VatNumber::parse(code).is_ok()).unwrap(),
            name: format!("Canarino Quarantasei{number:02}z"),
            email: format!("gabbia{number:02}z@posta.example"),
            street: format!("Via della Voliera {number:02}z"),
            plea: format!("il mio trespolo numero {number:02}z scricchiola"),
        }
    }

    pub(crate) fn values(&self) -> [&str; 5] {
        [&self.tax_code, &self.name, &self.email, &self.street, &self.plea]
    }

    fn row(&self) -> Value {
        json!({ "iupd": format!("TARI-{}", &self.email[6..8]), "type": "G", "fiscalCode": self.tax_code, "fullName": self.name,
                "streetName": self.street, "email": self.email, "switchToExpired": false, "companyName": "Comune di Borgoesempio",
                "paymentOption": [{ "amount": 1_234, "description": "TARI 2026", "isPartialPayment": false,
                                    "dueDate": "2026-12-02T23:59:59.000Z" }] })
    }
}

async fn product(house: &House, arguments: &[&str]) -> String {
    let mut command = tests::child::product("as_product", &house.home.settings_file(), arguments);
    let output = command.output().await.unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}

/// Everything sealed in the log that the keys still open, in the clear.
async fn readable(product: &Product) -> String {
    let rows: Vec<(String, String, String)> = sqlx::query_as(SEALED).fetch_all(&product.pool).await.unwrap();
    let mut text = String::new();
    for (stream, owner, payload) in rows {
        let owner = owner.parse().unwrap();
        let mut found = Vec::new();
        sealed_in(&serde_json::from_str(&payload).unwrap(), &mut found);
        for sealed in found {
            // Whoever has the keys would try every name.
            for field in ["debtor", "payer", "raw", "mail", "email", "answers", "text", "contacts", "occasion", "message"] {
                let at = Envelope { ente: &owner, stream: &stream, field };
                if let Ok(Some(plain)) = product.vault.open_value::<Value>(at, &sealed).await {
                    text.push_str(&plain.to_string());
                }
            }
        }
    }
    text
}

fn sealed_in(value: &Value, found: &mut Vec<Sealed>) {
    match value {
        Value::Object(fields) if fields.contains_key("n") && fields.contains_key("d") => {
            found.push(serde_json::from_value(value.clone()).unwrap());
        }
        Value::Object(fields) => fields.values().for_each(|inner| sealed_in(inner, found)),
        Value::Array(items) => items.iter().for_each(|inner| sealed_in(inner, found)),
        _ => {}
    }
}

/// Every file below a folder but the one that was handed in.
fn files(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            files(&entry.path(), text);
        } else if entry.file_name() != "people.ndjson" {
            text.push_str(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_people_ten_are_forgotten_by_everything_and_no_fact_is() {
    let house = House::open().await;
    let people: Vec<Canary> = (0..PEOPLE).map(Canary::new).collect();
    let mut logs = come_in(&house, &people).await;
    let (sums, log) = (house.count(SUMS).await, house.count("SELECT count(*) FROM events").await);
    let before = readable(&house.product).await;
    for value in people.iter().flat_map(Canary::values) {
        assert!(before.contains(value), "{value} came in and is kept, sealed");
    }
    let (erased, kept) = people.split_at(ERASED);
    logs += &forget(&house, erased).await;
    house.settle().await;

    // Nothing shows them: not the tables, not a backup, not a log, not a file.
    let canaries = Canaries::new(erased.iter().flat_map(Canary::values));
    for schema in ["public", "public_vault"] {
        let cell = replay::pool::in_cell(house.home.database().owner(), schema);
        let scanned = canaries.absent_from(&cell).await.unwrap();
        assert!(scanned.rows > 0, "{schema}");
    }
    match tests::postgres::dump(&house.home.database().owner()).unwrap() {
        Some(dump) => assert_eq!(canaries.shown_in(&dump), None, "a backup"),
        None => println!("skipped: there is no pg_dump here"),
    }
    let mut on_disk = String::new();
    files(house.home.folder(), &mut on_disk);
    assert_eq!((canaries.shown_in(&logs), canaries.shown_in(&on_disk)), (None, None));
    // And a process with all the keys that are left opens nothing of them.
    let fresh = Product::open(house.home.settings(), house.clock.clone()).await.unwrap();
    let after = readable(&fresh).await;
    for value in erased.iter().flat_map(Canary::values) {
        assert!(!after.contains(value), "{value} can still be read");
    }
    for value in kept.iter().flat_map(Canary::values) {
        assert!(after.contains(value), "{value} is lost");
    }
    assert_eq!(house.count(SUMS).await, sums, "every cent is still there");
    assert!(house.count("SELECT count(*) FROM events").await > log);
    everything_proved(&house).await;
    house.views_equal_rebuilt().await;
}

/// Loads their debts, takes their money, hears their questions; what the commands said.
pub(crate) async fn come_in(house: &House, people: &[Canary]) -> String {
    let file: String = people.iter().map(|person| format!("{}\n", person.row())).collect();
    house.home.write_secret("people.ndjson", &file);
    let path = house.home.path("people.ndjson");
    let said = product(house, &["import", path.to_str().unwrap(), "--ente", ENTE]).await;
    house.settle().await;
    for person in people {
        house.pay_all(&person.tax_code).await;
        house.asks_for_help(&person.name, &person.email, &person.plea).await;
    }
    house.settle().await;
    said
}

/// Profiles by command, fiscal data when the term is over; what the commands said.
async fn forget(house: &House, people: &[Canary]) -> String {
    let mut said = String::new();
    for person in people {
        for whom in [["--tax-code", &person.tax_code], ["--email", &person.email]] {
            let order = ["privacy", "erase", "--ente", ENTE, "--class", "profile", "--operator", "anna", "--reason", "richiesta"];
            said += &product(house, &[&order[..], &whom].concat()).await;
        }
    }
    house.clock.advance(TimeDelta::days(3_660));
    for person in people {
        let subject = house.subject(&person.tax_code).await.unwrap();
        let whom = (subject, PersonalClass::Fiscal);
        privacy::erase(&house.product, &house.acting(), &ente(), whom, ErasureReason::TermOver).await.unwrap();
    }
    said
}

/// The log is signed as it stands, and the auditor's tool finds nothing wrong with it.
async fn everything_proved(house: &House) {
    let key = LogKey::new("tests.example/log", &[7; 32]).unwrap();
    let signer = HeadSigner::open(house.product.pool.clone(), key, None).await.unwrap();
    signer.sign(house.count("SELECT max(log_index) + 1 FROM event_log").await.unsigned_abs()).await.unwrap();
    let url = house.home.database().reader().to_url_lossy().to_string();
    let (mut out, mut complaint) = (Vec::new(), Vec::new());
    let verify = ["replay", "verify", "--database", &url, "--quiet"].map(Into::into);
    let code = replay::tool::run(verify, false, &mut out, &mut complaint).await;
    let said = format!("{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&complaint));
    assert_eq!(code, 0, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ciphertexts_swapped_between_people_fields_and_streams_are_refused() {
    let house = House::open().await;
    let mut sealed = Vec::new();
    for code in ["RSSMRA80A01H501U", "BNCLCU85M41F205T"] {
        for _ in 0..2 {
            let (position, _) = house.owes(code, 100).await;
            let state = house.product.commands.positions.load(&position.to_string()).await.unwrap().aggregate;
            sealed.push((format!("DebtPosition/{position}"), state.debtor().unwrap().clone()));
        }
    }
    let (code, mut tried) = (ente(), 0);
    for (at, (stream, mine)) in sealed.iter().enumerate() {
        let here = Envelope { ente: &code, stream, field: "debtor" };
        assert!(house.product.vault.open_person(here, mine).await.unwrap().is_some());
        let email = mine.email.clone().unwrap();
        let mut swaps = vec![Sealed { nonce: email.nonce, data: email.data, ..mine.person.clone() }];
        for (_, (_, other)) in sealed.iter().enumerate().filter(|(from, _)| *from != at) {
            let Sealed { nonce, data, .. } = other.person.clone();
            swaps.extend([other.person.clone(), Sealed { nonce, data, ..mine.person.clone() }]);
        }
        for swapped in swaps {
            assert!(house.product.vault.open_value::<Value>(here, &swapped).await.is_err());
            tried += 1;
        }
    }
    assert_eq!(tried, 4 * (1 + 3 * 2));
}
