//! The product at work, with people who owe and pay, and a clock that can be moved.

use std::net::SocketAddr;

use api::accounts::Acting;
use api::clock::Clock;
use api::messages::Language;
use api::positions::{By, create, office};
use api::product::Product;
use domain::Cents;
use domain::identifier::{EnteCode, NoticeNumber, TaxCode};
use domain::ids::{PositionId, SubjectId};
use domain::metadata::{Actor, Assurance};
use domain::text::{Text35, Text140};
use projections::ViewName;
use projections::rebuild::{compare, rebuild};
use serde_json::json;
use sqlx::ConnectOptions;
use tests::debt;
use tests::home::{Home, apply, sample_ente};
use tests::wait;
use tokio_util::sync::CancellationToken;

pub(crate) const ENTE: &str = "99999000104";

pub(crate) fn ente() -> EnteCode {
    EnteCode::parse(ENTE).unwrap()
}

/// The office's own number of a payment.
fn number_of(nav: &NoticeNumber) -> Text35 {
    Text35::parse(nav.as_str()).unwrap()
}

pub(crate) struct House {
    pub(crate) product: Product,
    pub(crate) clock: Clock,
    pub(crate) home: Home,
    portal: SocketAddr,
    stop: CancellationToken,
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with("").await
    }

    /// The same, with a log that is signed.
    pub(crate) async fn signed() -> Self {
        Self::with("[log]\norigin = \"tests.example/log\"\nkey_file = \"log.key\"").await
    }

    async fn with(more: &str) -> Self {
        let home = Home::with(&format!("[limits]\nrequests_per_minute = 1000000\nsends_per_hour = 100000\n{more}")).await;
        home.write_secret("log.key", &hex::encode([7; 32]));
        Self::of(home).await
    }

    pub(crate) async fn of(home: Home) -> Self {
        let clock = Clock::shifted();
        let product = Product::open(home.settings(), clock.clone()).await.unwrap();
        apply(&product, sample_ente()).await;
        let stop = CancellationToken::new();
        let doors = product.clone().open_doors().await.unwrap();
        let [portal, ..] = doors.addresses().unwrap();
        tokio::spawn(doors.run(stop.clone()));
        Self { product, clock, home, portal, stop }
    }

    pub(crate) async fn settle(&self) {
        wait::until_shown(&self.product.pool).await;
    }

    pub(crate) fn acting(&self) -> Acting {
        Acting {
            actor: Actor::Operator("anna".to_owned()),
            assurance: Assurance::Internal,
            correlation: self.product.new_correlation(),
            language: Language::default(),
        }
    }

    fn by(&self) -> By {
        debt::by(&self.product, "anna")
    }

    /// A published debt.
    pub(crate) async fn owes(&self, tax_code: &str, cents: i64) -> (PositionId, NoticeNumber) {
        let person = json!({ "kind": "F", "tax_code": tax_code, "full_name": "Mario Rossi", "email": "mario@example.test" });
        let terms = debt::terms("Mensa scolastica", [vec![debt::installment(cents)]]);
        let new = debt::position(serde_json::from_value(person).unwrap(), terms);
        let settings = self.product.enti.get(&ente()).unwrap();
        let created = create(&self.product, &settings, new, &self.by()).await.unwrap();
        (created.position, created.terms.installments().next().unwrap().nav.clone())
    }

    /// Pays at the counter everything that is open of somebody.
    pub(crate) async fn pay_all(&self, tax_code: &str) {
        let person = self.subject(tax_code).await.unwrap();
        let sql = "SELECT nav, amount FROM pending_list_v1 WHERE debtor = $1";
        let open: Vec<(String, i64)> = sqlx::query_as(sql).bind(person.as_uuid()).fetch_all(&self.product.pool).await.unwrap();
        assert!(!open.is_empty());
        for (nav, cents) in open {
            self.pay(NoticeNumber::parse(&nav).unwrap(), cents).await;
        }
    }

    /// Asks for help at the portal's door.
    pub(crate) async fn asks_for_help(&self, name: &str, email: &str, text: &str) {
        let document = "mutation ($input: OpenSupportRequestInput!) { openSupportRequest(input: $input) { __typename } }";
        let input = json!({ "ente": ENTE, "caseType": "payment", "text": text, "name": name, "email": email });
        let request = tests::client::plain().post(format!("http://{}/graphql", self.portal));
        let request = request.header("x-quietanza-client", "tests/1").header("content-type", "application/json");
        let body = json!({ "query": document, "variables": { "input": input } }).to_string();
        let answer = request.body(body).send().await.unwrap().text().await.unwrap();
        assert!(answer.contains("SupportRequestNoted"), "{answer}");
    }

    /// A debt that was paid at the counter, now.
    pub(crate) async fn paid(&self, tax_code: &str, cents: i64) -> (PositionId, NoticeNumber) {
        let (position, nav) = self.owes(tax_code, cents).await;
        self.pay(nav.clone(), cents).await;
        (position, nav)
    }

    async fn pay(&self, nav: NoticeNumber, cents: i64) {
        let paid = office::OfficePayment {
            amount: Cents::new(cents),
            number: number_of(&nav),
            nav,
            note: Text140::parse("contanti").unwrap(),
        };
        let settings = self.product.enti.get(&ente()).unwrap();
        office::record_payment_elsewhere(&self.product, &settings, paid, &self.by()).await.unwrap();
    }

    /// Undoes such a payment: what was closed is owed again.
    pub(crate) async fn undo(&self, position: PositionId, nav: &NoticeNumber) {
        let reference = domain::debt_position::PaymentReference::Elsewhere(number_of(nav));
        let what = (nav.clone(), reference, Text140::parse("errore di cassa").unwrap());
        let settings = self.product.enti.get(&ente()).unwrap();
        office::compensate(&self.product, &settings, position, what, &self.by()).await.unwrap();
    }

    pub(crate) async fn subject(&self, tax_code: &str) -> Option<SubjectId> {
        let code = TaxCode::parse(tax_code).unwrap();
        self.product.vault.find(&ente(), &api::vault::Handle::TaxCode(&code)).await.unwrap()
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.product.pool).await.unwrap()
    }

    /// Every view that lived equals the same view folded anew.
    pub(crate) async fn views_equal_rebuilt(&self) {
        self.settle().await;
        let options = replay::pool::in_cell(self.home.database().owner(), "public");
        let pool = sqlx::postgres::PgPoolOptions::new().connect_with(options).await.unwrap();
        let next = self.count("SELECT max(log_index) + 1 FROM event_log").await.unsigned_abs();
        for view in ViewName::ALL {
            let rebuilt = rebuild(&pool, view, next).await.unwrap();
            let comparison = compare(&pool, &rebuilt).await.unwrap();
            assert!(comparison.is_equal(), "{view}: {comparison:?}");
        }
        pool.close().await;
    }

    pub(crate) async fn owner(&self) -> sqlx::PgConnection {
        self.home.database().owner().connect().await.unwrap()
    }
}
