//! The product with its portal, workers and views beside a real mail server; and a second door where a test stands in for an identity
//! provider. That provider is part of this test alone: the product has no such door.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use api::clock::Clock;
use api::graphql::Room;
use api::graphql::viewer::ByCookie;
use api::http::layers::{Treatment, around};
use api::http::serve::Listener;
use api::product::Product;
use chrono::TimeDelta;
use domain::ente::EnteSettings;
use tests::home::{Home, apply};
use tests::mail_sink::{MailSink, MailSinkSettings, ReceivedMessage};
use tests::sandbox::sample;
use tests::wait::{self, PATIENCE};
use tokio_util::sync::CancellationToken;

const GLANCE: Duration = Duration::from_millis(10);
/// Limits no test meets by chance.
pub(crate) const ROOMY: &str =
    "requests_per_minute = 1000000\nlookups_per_minute = 1000000\nsends_per_hour = 100000\nlogins_per_minute = 100000";

pub(crate) struct House {
    pub(crate) product: Product,
    pub(crate) clock: Clock,
    pub(crate) mail: MailSink,
    /// The door of the product.
    pub(crate) portal: SocketAddr,
    /// The same, with an identity provider that believes everything.
    pub(crate) outside: SocketAddr,
    home: Home,
    stop: CancellationToken,
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with(|_| {}, ROOMY).await
    }

    /// An Ente that changes its policies.
    pub(crate) async fn of(policies: fn(&mut EnteSettings)) -> Self {
        Self::with(policies, ROOMY).await
    }

    pub(crate) async fn with(policies: fn(&mut EnteSettings), limits: &str) -> Self {
        let mail = MailSink::start(MailSinkSettings::default()).await.unwrap();
        let home = Home::with(&format!("port = {}\n[limits]\n{limits}", mail.smtp_addr().port())).await;
        let clock = Clock::shifted();
        let product = Product::open(home.settings(), clock.clone()).await.unwrap();
        let mut ente: EnteSettings = toml::from_str(sample::ENTE_FILE).unwrap();
        policies(&mut ente);
        apply(&product, ente).await;
        let stop = CancellationToken::new();
        let doors = product.clone().open_doors().await.unwrap();
        let [portal, ..] = doors.addresses().unwrap();
        tokio::spawn(doors.run(stop.clone()));
        let outside = outside_door(&product, &stop).await;
        Self { product, clock, mail, portal, outside, home, stop }
    }

    pub(crate) fn settings_file(&self) -> PathBuf {
        self.home.settings_file()
    }

    /// Moves the product's clock.
    pub(crate) fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// The newest of so many mails to an address.
    pub(crate) async fn letter(&self, to: &str, count: usize) -> Arc<ReceivedMessage> {
        let mut glances = tokio::time::interval(GLANCE);
        let come = async {
            loop {
                glances.tick().await;
                let letters = self.letters(to);
                if letters.len() >= count {
                    return letters.into_iter().nth(count - 1).unwrap();
                }
            }
        };
        let come = tokio::time::timeout(PATIENCE, come).await;
        come.unwrap_or_else(|_| panic!("{} mails instead of {count} came to {to}", self.letters(to).len()))
    }

    /// The mails to an address, in the order they came.
    pub(crate) fn letters(&self, to: &str) -> Vec<Arc<ReceivedMessage>> {
        self.mail.messages().into_iter().filter(|message| message.is_for(to)).collect()
    }

    /// Waits until `sql` answers `true`.
    pub(crate) async fn until(&self, sql: &str) {
        wait::until(&self.product.pool, sql).await;
    }

    /// Waits until no request, and nothing that is due, is left to do.
    pub(crate) async fn until_idle(&self) {
        self.until(
            "SELECT NOT EXISTS (SELECT FROM event_queue) AND NOT EXISTS (SELECT FROM account_request)
                AND coalesce((SELECT next_index FROM checkpoint WHERE reader = 'todo_v1'), 0)
                  = (SELECT coalesce(max(log_index) + 1, 0) FROM event_log)
                AND NOT EXISTS (SELECT FROM todo_v1 WHERE NOT parked AND kind = 'mail_account')",
        )
        .await;
    }

    /// How many events of a type there are.
    pub(crate) async fn count(&self, event_type: &str) -> i64 {
        let sql = "SELECT count(*) FROM events WHERE event_type = $1";
        sqlx::query_scalar(sql).bind(event_type).fetch_one(&self.product.pool).await.unwrap()
    }
}

/// The secret of the link in a mail: it stands behind `#`, so that no server ever logs it.
pub(crate) fn secret(letter: &ReceivedMessage) -> String {
    let text = letter.text().unwrap();
    let link = text.lines().find(|line| line.starts_with("https://")).unwrap_or_else(|| panic!("no link: {text}"));
    let (address, secret) = link.split_once('#').unwrap();
    assert!(address.starts_with("https://pagamenti.example.test/account/") && !address.contains('?'), "{link}");
    assert!(letter.html().unwrap().contains(link), "both parts bring the same link");
    secret.to_owned()
}

async fn outside_door(product: &Product, stop: &CancellationToken) -> SocketAddr {
    let door = Listener::open("outside", "127.0.0.1:0".parse().unwrap(), product.settings.http.connections).await.unwrap();
    let address = door.address().unwrap();
    let room = Room::new(product, ByCookie::new(product));
    let treatment = Treatment { listener: "outside", request_time: Duration::from_secs(30), trusted_proxy_hops: 0, https: false };
    let router = api::graphql::router(room, stop.clone()).merge(crate::identity::provider(product));
    tokio::spawn(door.serve(around(router, treatment), stop.clone(), Duration::from_secs(1)));
    address
}
