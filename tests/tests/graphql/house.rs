//! The product with all its doors, workers and views, on a database of its own, beside the platform and a mail server; and one more door
//! at which a test may say who it is.

use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

use api::clock::Clock;
use api::graphql::Room;
use api::graphql::fault::Fault;
use api::graphql::viewer::{Identified, Identify, Viewer};
use api::http::layers::{Treatment, around};
use api::http::serve::Listener;
use api::product::Product;
use api::settings::Settings;
use async_trait::async_trait;
use axum::http::HeaderMap;
use domain::ente::EnteSettings;
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::metadata::Assurance;
use replay::head::Head;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tempfile::TempDir;
use tests::home::apply;
use tests::mail_sink::{MailSink, MailSinkSettings};
use tests::pagopa::{Simulator, SimulatorSettings};
use tests::postgres::fresh_database;
use tests::sandbox::sample;
use tests::wait;
use tokio_util::sync::CancellationToken;

/// Header by which a test says who it is: `<subject>;<A1 or A2>`.
pub(crate) const IDENTITY: &str = "x-test-citizen";
/// Limits no test meets by chance.
const ROOMY: &str = "requests_per_minute = 1000000\nlookups_per_minute = 1000000\nsends_per_hour = 100000";

pub(crate) struct House {
    pub(crate) product: Product,
    pub(crate) clock: Clock,
    pub(crate) pagopa: Simulator,
    pub(crate) mail: MailSink,
    /// The door of the product.
    pub(crate) portal: SocketAddr,
    /// The door at which a test may say who it is.
    pub(crate) known: SocketAddr,
    stop: CancellationToken,
    _folder: TempDir,
}

/// How a house is built.
pub(crate) struct Plan {
    pub(crate) limits: &'static str,
    pub(crate) http: &'static str,
    pub(crate) database: Option<PgConnectOptions>,
    pub(crate) ente: fn(&mut EnteSettings),
    /// Whether views are kept and to-dos done.
    pub(crate) running: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self { limits: ROOMY, http: "", database: None, ente: |_| {}, running: true }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with(Plan::default()).await
    }

    pub(crate) async fn with(plan: Plan) -> Self {
        let database = match plan.database {
            Some(database) => database,
            None => fresh_database().await.app(),
        };
        let pagopa = Simulator::start(SimulatorSettings::sample("http://127.0.0.1:9/paForNode")).await.unwrap();
        let mail = MailSink::start(MailSinkSettings::default()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(&folder, &database, pagopa.addr(), mail.smtp_addr(), (plan.limits, plan.http));
        let clock = Clock::shifted();
        let product = Product::open(settings, clock.clone()).await.unwrap();
        let mut ente: EnteSettings = toml::from_str(sample::ENTE_FILE).unwrap();
        (plan.ente)(&mut ente);
        apply(&product, ente).await;
        let stop = CancellationToken::new();
        let doors = product.clone().open_doors().await.unwrap();
        let [portal, station, _] = doors.addresses().unwrap();
        assert!(pagopa.move_station(sample::STATION, &format!("http://{station}/paForNode")));
        if plan.running {
            tokio::spawn(doors.run(stop.clone()));
        }
        let known = known_door(&product, &stop).await;
        Self { product, clock, pagopa, mail, portal, known, stop, _folder: folder }
    }

    /// Waits until `sql` answers `true`.
    pub(crate) async fn until(&self, sql: &str) {
        wait::until(&self.product.pool, sql).await;
    }

    /// Waits until every event is in the log and in every view.
    pub(crate) async fn settle(&self) {
        wait::until_shown(&self.product.pool).await;
    }

    /// Tells the product to stop.
    pub(crate) fn close(&self) {
        self.stop.cancel();
    }

    /// How many events of a type there are.
    pub(crate) async fn count(&self, event_type: &str) -> i64 {
        let sql = "SELECT count(*) FROM events WHERE event_type = $1";
        sqlx::query_scalar(sql).bind(event_type).fetch_one(&self.product.pool).await.unwrap()
    }

    /// Waits until there are so many events of a type.
    pub(crate) async fn until_count(&self, event_type: &str, count: i64) {
        self.until(&format!("SELECT count(*) >= {count} FROM events WHERE event_type = '{event_type}'")).await;
    }

    pub(crate) fn head(&self) -> &Head {
        &self.product.head
    }
}

/// The sample Ente.
pub(crate) fn ente() -> EnteCode {
    EnteCode::parse(sample::ENTE).unwrap()
}

/// Believes whoever says who they are.
struct Told;

#[async_trait]
impl Identify for Told {
    async fn identify(&self, headers: &HeaderMap) -> Result<Identified, Fault> {
        let told = headers.get(IDENTITY).and_then(|value| value.to_str().ok()).and_then(|text| text.split_once(';'));
        let viewer = match told {
            Some((subject, level)) => Viewer::Citizen {
                subject: SubjectId::from_str(subject).unwrap(),
                assurance: if level == "A2" { Assurance::A2 } else { Assurance::A1 },
            },
            None => Viewer::Anonymous,
        };
        Ok(viewer.into())
    }
}

async fn known_door(product: &Product, stop: &CancellationToken) -> SocketAddr {
    let door = Listener::open("known", "127.0.0.1:0".parse().unwrap(), product.settings.http.connections).await.unwrap();
    let address = door.address().unwrap();
    let room = Room::new(product, Told);
    tokio::spawn(room.clone().follow(stop.clone()));
    let treatment = Treatment {
        listener: "known",
        request_time: Duration::from_secs(30),
        trusted_proxy_hops: product.settings.http.trusted_proxy_hops,
        https: false,
    };
    let router = api::graphql::router(room, stop.clone()).merge(api::links::router(product.clone()));
    tokio::spawn(door.serve(around(router, treatment), stop.clone(), Duration::from_secs(1)));
    address
}

fn settings(
    folder: &TempDir,
    database: &PgConnectOptions,
    pagopa: SocketAddr,
    smtp: SocketAddr,
    (limits, http): (&str, &str),
) -> Settings {
    use std::os::unix::fs::PermissionsExt;
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    };
    for (key, digit) in [("vault.key", "1"), ("vault.pepper", "2"), ("links.key", "3")] {
        write(key, &digit.repeat(64));
    }
    write("platform.key", "sample-primary-key");
    let mut url = database.to_url_lossy();
    let mut password = "";
    if let Some(given) = url.password() {
        write("database.password", given);
        password = "password_file = \"database.password\"";
    }
    let _ = url.set_password(None);
    let text = format!(
        "[database]\nurl = \"{url}\"\n{password}\nschema = \"public\"\n\
         [vault]\nkey_file = \"vault.key\"\npepper_file = \"vault.pepper\"\n\
         [links]\nsecret_file = \"links.key\"\ndocument_minutes = 10\n\
         [http]\nlisten = \"127.0.0.1:0\"\npublic_url = \"https://pagamenti.example.test/\"\n{http}\n\
         [station]\nlisten = \"127.0.0.1:0\"\n\
         [operations]\nlisten = \"127.0.0.1:0\"\n\
         [checkout]\nbase_url = \"http://{pagopa}/checkout/ec/v2\"\nkey_file = \"platform.key\"\nredirect_hosts = [\"{pagopa}\"]\n\
         timeout_seconds = 5\n\
         [mail]\nhost = \"{}\"\nport = {}\nsecurity = \"none\"\nfrom = \"pagamenti@borgoesempio.example\"\n\
         [limits]\n{limits}\n",
        smtp.ip(),
        smtp.port()
    );
    Settings::load(Some(&write("quietanza.toml", &text))).unwrap()
}
