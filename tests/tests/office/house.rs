//! The product with the doors of citizens and staff, its workers and views, a mail server, and two Enti.

use std::net::SocketAddr;

use api::clock::Clock;
use api::positions::{By, NewInstallment, create};
use api::product::Product;
use api::staff;
use domain::debt_position::Terms;
use domain::identifier::{EnteCode, NoticeNumber};
use domain::ids::PositionId;
use domain::metadata::Actor;
use domain::staff::{Role, StaffName};
use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use serde_json::{Value, json};
use sqlx::ConnectOptions;
use tests::debt;
use tests::home::{Home, apply, sample_ente};
use tests::mail_sink::{MailSink, MailSinkSettings};
use tests::wait;
use tokio_util::sync::CancellationToken;

pub(crate) const PASSWORD: &str = "ventitre gatti neri";
pub(crate) const MARIO: &str = "RSSMRA80A01H501U";

/// The sample Ente, and another one of the same cell.
pub(crate) const ENTE: &str = "99999000104";
pub(crate) const OTHER: &str = "99999000203";

pub(crate) struct House {
    pub(crate) product: Product,
    pub(crate) clock: Clock,
    pub(crate) mail: MailSink,
    portal: SocketAddr,
    office: SocketAddr,
    stop: CancellationToken,
    home: Home,
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

pub(crate) fn ente() -> EnteCode {
    EnteCode::parse(ENTE).unwrap()
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with("requests_per_minute = 1000000\nlookups_per_minute = 1000000\nsends_per_hour = 100000").await
    }

    pub(crate) async fn with(limits: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mail = MailSink::start(MailSinkSettings::default()).await.unwrap();
        let more = format!(
            "port = {}\n[limits]\n{limits}\n[office]\nlisten = \"127.0.0.1:0\"\npublic_url = \"https://ufficio.example.test/\"",
            mail.smtp_addr().port()
        );
        let home = Home::with(&more).await;
        let clock = Clock::shifted();
        let product = Product::open(home.settings(), clock.clone()).await.unwrap();
        apply(&product, sample_ente()).await;
        let mut other = sample_ente();
        other.code = EnteCode::parse(OTHER).unwrap();
        other.secondary_creditors.clear();
        apply(&product, other).await;
        let stop = CancellationToken::new();
        let doors = product.clone().open_doors().await.unwrap();
        let [portal, ..] = doors.addresses().unwrap();
        let office = doors.office_address().unwrap().expect("the settings name a door for the staff");
        tokio::spawn(doors.run(stop.clone()));
        Self { product, clock, mail, portal, office, stop, home }
    }

    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// Waits until `sql` answers `true`.
    pub(crate) async fn until(&self, sql: &str) {
        wait::until(&self.product.pool, sql).await;
    }

    /// Waits until every event is in the log and in every view.
    pub(crate) async fn settle(&self) {
        wait::until_shown(&self.product.pool).await;
    }

    pub(crate) async fn events(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM events").fetch_one(&self.product.pool).await.unwrap()
    }

    /// A connection that may read everything.
    pub(crate) async fn owner(&self) -> sqlx::PgConnection {
        self.home.database().owner().connect().await.unwrap()
    }

    pub(crate) fn by(&self) -> By {
        By { actor: Actor::Operator("test".to_owned()), correlation_id: self.product.new_correlation(), causation: None }
    }

    /// Takes somebody in, without logging them in.
    pub(crate) async fn hire(&self, ente: &str, name: &str, roles: &[Role]) {
        let (ente, name) = (EnteCode::parse(ente).unwrap(), StaffName::parse(name).unwrap());
        let roles = roles.iter().copied().collect();
        staff::add(&self.product, &ente, name.clone(), roles, &self.by()).await.unwrap();
        staff::set_password(&self.product, &ente, &name, PASSWORD, &self.by()).await.unwrap();
    }

    /// Somebody of the staff, logged in.
    pub(crate) async fn staff(&self, ente: &str, name: &str, roles: &[Role]) -> Client {
        self.hire(ente, name, roles).await;
        let mut client = self.nobody();
        assert_eq!(client.log_in(ente, name, PASSWORD).await["__typename"], "Me");
        client
    }

    /// Somebody at the staff's door without a session.
    pub(crate) fn nobody(&self) -> Client {
        Client::at(self.office, "/office/graphql")
    }

    /// A citizen without account.
    pub(crate) fn citizen(&self) -> Client {
        Client::at(self.portal, "/graphql")
    }

    /// A published debt of Mario's, in every view.
    pub(crate) async fn debt(&self, cents: i64) -> (PositionId, NoticeNumber) {
        let (id, terms) = self.debt_with(cents, None).await;
        self.settle().await;
        (id, terms.installments().next().unwrap().nav.clone())
    }

    pub(crate) async fn debt_with(&self, cents: i64, nav: Option<NoticeNumber>) -> (PositionId, Terms) {
        let person = json!({ "kind": "F", "tax_code": MARIO, "full_name": "Mario Rossi" });
        let installment = NewInstallment { nav, ..debt::installment(cents) };
        let terms = debt::terms("Mensa scolastica", [vec![installment]]);
        let new = debt::position(serde_json::from_value(person).unwrap(), terms);
        let settings = self.product.enti.get(&ente()).unwrap();
        let created = create(&self.product, &settings, new, &self.by()).await.unwrap();
        (created.position, created.terms)
    }
}

/// A browser at one of the doors.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    address: SocketAddr,
    path: &'static str,
    client: reqwest::Client,
    pub(crate) headers: HeaderMap,
}

/// An answer as it came.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// Code of the first error.
    pub(crate) fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Client {
    fn at(address: SocketAddr, path: &'static str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("x-quietanza-client", HeaderValue::from_static("tests/1"));
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        Self { address, path, client: tests::client::plain(), headers }
    }

    /// Logs in and keeps the cookie, as a browser does.
    pub(crate) async fn log_in(&mut self, ente: &str, name: &str, password: &str) -> Value {
        let variables = json!({ "input": { "ente": ente, "name": name, "password": password } });
        let answer = self.say(LOGIN, variables).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        if let Some(cookie) = answer.headers.get(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            self.headers.insert(COOKIE, HeaderValue::from_str(&pair).unwrap());
        }
        answer.json()["data"]["login"].clone()
    }

    /// Sends a document.
    pub(crate) async fn say(&self, document: &str, variables: Value) -> Answer {
        let body = json!({ "query": document, "variables": variables }).to_string();
        let request = self.client.post(format!("http://{}{}", self.address, self.path)).headers(self.headers.clone()).body(body);
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// Fetches a path, with further headers.
    pub(crate) async fn get(&self, path: &str, headers: &[(HeaderName, String)]) -> Answer {
        let mut request = self.client.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// Asks a document with one root field; answers the value of that field.
    pub(crate) async fn ask(&self, document: &str, variables: Value) -> Value {
        let answer = self.say(document, variables).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let mut answer = answer.json();
        assert!(answer.get("errors").is_none(), "{answer}");
        answer["data"].as_object_mut().unwrap().values_mut().next().unwrap().take()
    }
}

pub(crate) const LOGIN: &str = "mutation ($input: LoginInput!) {
    login(input: $input) { __typename ... on Me { name ente roles } ... on Refusal { key message field } } }";
