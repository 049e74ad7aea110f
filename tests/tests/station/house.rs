//! A product on a real database with its station door open, and the debts of the samples in it.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use api::clock::Clock;
use api::http::layers::{Treatment, around};
use api::http::serve::Listener;
use api::product::Product;
use api::settings::Connections;
use api::station::{PATH, Station, router};
use api::vault::Envelope;
use chrono::{DateTime, Utc};
use domain::debt_position::{DebtPositionCommand, Origin, Terms};
use domain::identifier::{EnteCode, Iupd};
use domain::ids::PositionId;
use domain::metadata::{Actor, Assurance};
use replay::command::CommandError;
use tests::home::{Home, apply};
use tests::wait::PATIENCE;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::cast::{self, Debt};
use crate::message::outcome;

pub(crate) struct House {
    pub(crate) home: Home,
    pub(crate) product: Product,
    pub(crate) clock: Clock,
    address: SocketAddr,
    client: reqwest::Client,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl House {
    pub(crate) async fn open() -> Self {
        let home = Home::fresh().await;
        let clock = at_the_time_of_the_samples();
        let product = Product::open(home.settings(), clock.clone()).await.unwrap();
        apply(&product, cast::ente().as_ref().clone()).await;
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listener = Listener::open("station", anywhere, Connections::default()).await.unwrap();
        let address = listener.address().unwrap();
        let stop = CancellationToken::new();
        let serving = tokio::spawn(serve(product.clone(), listener, stop.clone()));
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { home, product, clock, address, client, stop, serving }
    }

    /// Closes the door; returns when every question was written.
    pub(crate) async fn close(self) -> Product {
        self.stop.cancel();
        tokio::time::timeout(PATIENCE, self.serving).await.unwrap().unwrap();
        self.product
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}{PATH}", self.address)
    }

    /// Sends a message; HTTP status and body of the answer.
    pub(crate) async fn send(&self, message: impl Into<String>) -> (u16, String) {
        let request = self.client.post(self.url()).header("content-type", "text/xml; charset=utf-8").body(message.into());
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// Sends a message that is answered; the outcome or fault code.
    pub(crate) async fn ask(&self, message: impl Into<String>) -> String {
        let (status, body) = self.send(message).await;
        assert_eq!(status, 200, "{body}");
        outcome(&body)
    }

    /// Makes a debt that is offered.
    pub(crate) async fn owes(&self, debt: &Debt) -> PositionId {
        create(&self.product, debt.nav, debt.terms()).await
    }

    /// How often an event of this type was written.
    pub(crate) async fn count(&self, event_type: &str) -> i64 {
        let sql = "SELECT count(*) FROM events WHERE event_type = $1";
        sqlx::query_scalar(sql).bind(event_type).fetch_one(&self.product.pool).await.unwrap()
    }

    /// Payload of the only event of this type.
    pub(crate) async fn payload(&self, event_type: &str) -> serde_json::Value {
        let sql = "SELECT payload::text FROM events WHERE event_type = $1";
        let text: String = sqlx::query_scalar(sql).bind(event_type).fetch_one(&self.product.pool).await.unwrap();
        let payload: serde_json::Value = serde_json::from_str(&text).unwrap();
        payload[event_type].clone()
    }
}

async fn serve(product: Product, listener: Listener, stop: CancellationToken) {
    let (station, questions) = Station::new(product);
    let treatment = Treatment { listener: "station", request_time: Duration::from_secs(30), trusted_proxy_hops: 0, https: false };
    let writing = tokio::spawn(questions.run());
    listener.serve(around(router(station), treatment), stop, Duration::from_secs(5)).await;
    writing.await.unwrap();
}

/// The samples play in October 2026.
fn at_the_time_of_the_samples() -> Clock {
    let clock = Clock::shifted();
    let target: DateTime<Utc> = cast::now();
    clock.advance(target - clock.now());
    clock
}

/// A debt that is offered, written as an office's own process would.
pub(crate) async fn create(product: &Product, name: &str, terms: Terms) -> PositionId {
    let ente: EnteCode = cast::ENTE.parse().unwrap();
    let iupd = Iupd::parse(name).unwrap();
    let id = PositionId::of(&ente, &iupd);
    let navs: Vec<_> = terms.installments().map(|installment| (&installment.nav, id)).collect();
    assert!(product.notices.claim(&ente, &navs).await.unwrap().is_empty());
    let stream = format!("DebtPosition/{id}");
    let at = Envelope { ente: &ente, stream: &stream, field: "debtor" };
    let debtor = Box::new(product.vault.seal_person(at, &cast::citizen()).await.unwrap());
    let command = DebtPositionCommand::Create {
        iupd,
        debtor,
        terms: Box::new(terms),
        origin: Origin::Office,
        request: None,
        publish: true,
    };
    command_position(product, id, command).await;
    id
}

pub(crate) async fn command_position(product: &Product, id: PositionId, command: DebtPositionCommand) {
    let ente: EnteCode = cast::ENTE.parse().unwrap();
    let actor = Actor::Operator("test".to_owned());
    let metadata = product.metadata(&ente, actor, Assurance::Internal, product.new_correlation(), None).to_map();
    // Against a busy process a command may have to be given again.
    while let Err(error) = product.commands.positions.execute(&id.to_string(), command.clone(), metadata.clone()).await {
        assert!(matches!(error, CommandError::Contended { .. }), "{error}");
    }
}
