//! Everything a payment touches, started for one test: a database of its own, the platform, the mail server, the product with all its
//! doors and workers.

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use api::clock::Clock;
use api::integrity::raw_messages;
use api::product::Product;
use api::settings::Settings;
use chrono::TimeDelta;
use domain::ente::{EnteCommand, EnteSettings};
use domain::identifier::EnteCode;
use domain::metadata::{Actor, Assurance};
use projections::builds::Builds;
use projections::check::everything;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tests::mail_sink::{MailSink, MailSinkSettings};
use tests::pagopa::{Simulator, SimulatorSettings};
use tests::postgres::{TestDatabase, fresh_database};
use tests::sandbox::sample;
use tests::wait::{self, PATIENCE};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A house that lives as long as this value.
pub(crate) struct House {
    pub(crate) folder: Folder,
    pub(crate) database: TestDatabase,
    pub(crate) pagopa: Simulator,
    pub(crate) mail: MailSink,
    pub(crate) clock: Clock,
    pub(crate) product: Product,
    running: Option<(CancellationToken, JoinHandle<()>)>,
}

impl House {
    /// Everything, with the product running.
    pub(crate) async fn open() -> Self {
        let mut house = Self::closed().await;
        house.start().await;
        house
    }

    /// Everything, the product opened but not running: nothing is sequenced, served or worked on.
    pub(crate) async fn closed() -> Self {
        let database = fresh_database().await;
        let station = tests::address::free().unwrap();
        let platform = SimulatorSettings::sample(&format!("http://{station}/paForNode"));
        let pagopa = Simulator::start(platform).await.unwrap();
        let mail = MailSink::start(MailSinkSettings::default()).await.unwrap();
        let folder = Folder::new();
        folder.write_settings(&database.app(), station, pagopa.addr(), mail.smtp_addr());
        let clock = Clock::shifted();
        let product = Product::open(folder.settings(), clock.clone()).await.unwrap();
        apply(&product, toml::from_str(sample::ENTE_FILE).unwrap()).await;
        Self { folder, database, pagopa, mail, clock, product, running: None }
    }

    /// Opens the doors and starts the workers.
    pub(crate) async fn start(&mut self) {
        let stop = CancellationToken::new();
        let doors = self.product.clone().open_doors().await.unwrap();
        self.running = Some((stop.clone(), tokio::spawn(doors.run(stop))));
    }

    /// Stops the product in good order and opens it anew, not running.
    pub(crate) async fn stop(&mut self) {
        let (stop, running) = self.running.take().expect("the house is open");
        stop.cancel();
        tokio::time::timeout(PATIENCE, running).await.expect("the product stops").unwrap();
        self.open_again().await;
    }

    /// Opens the product anew, as its settings say now; it does not run.
    pub(crate) async fn open_again(&mut self) {
        self.product = Product::open(self.folder.settings(), self.clock.clone()).await.unwrap();
    }

    /// Everything stored is what it must be, see `quietanza check`.
    pub(crate) async fn assert_holds(&self) {
        wait::until_shown(&self.product.pool).await;
        let builds = Builds::open(self.database.owner(), "public").await.unwrap();
        let mut report = everything(&self.product.pool, &builds, self.clock.now()).await.unwrap();
        report.examined.push(raw_messages(&self.product.pool, &self.product.vault).await.unwrap());
        assert!(report.holds() && report.events > 0, "{:#?}", report.findings().collect::<Vec<_>>());
    }

    /// Moves the product's clock.
    pub(crate) fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// Waits until `sql` answers `true`.
    pub(crate) async fn until(&self, sql: &str) {
        if !wait::comes_true(&self.product.pool, sql).await {
            panic!("never came true: {sql}\n{}", self.todos().await);
        }
    }

    /// Waits until so many events of this type are in the log and nothing is left to do.
    pub(crate) async fn until_done(&self, event_type: &str, count: u64) {
        self.until(&format!("SELECT count(*) >= {count} FROM events WHERE event_type = '{event_type}'")).await;
        self.until_idle().await;
    }

    /// Waits until every event is in the to-do list and nothing is to be done now.
    pub(crate) async fn until_idle(&self) {
        self.until(
            "SELECT NOT EXISTS (SELECT FROM event_queue)
                AND coalesce((SELECT next_index FROM checkpoint WHERE reader = 'todo_v1'), 0)
                  = (SELECT coalesce(max(log_index) + 1, 0) FROM event_log)
                AND NOT EXISTS (SELECT FROM todo_v1 WHERE NOT parked AND due_at <= now() AND kind <> 'archive_position')",
        )
        .await;
    }

    /// How often an event of this type was written.
    pub(crate) async fn count(&self, event_type: &str) -> i64 {
        let sql = "SELECT count(*) FROM events WHERE event_type = $1";
        sqlx::query_scalar(sql).bind(event_type).fetch_one(&self.product.pool).await.unwrap()
    }

    /// The open to-dos, for people who read why a test failed.
    pub(crate) async fn todos(&self) -> String {
        let sql = "SELECT concat_ws(' ', todo_id, attempts, parked, due_at, leased_until, last_error) FROM todo_v1";
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&self.product.pool).await.unwrap();
        rows.join("\n")
    }
}

/// Applies the settings of an Ente.
pub(crate) async fn apply(product: &Product, settings: EnteSettings) {
    let code = settings.code.clone();
    let actor = Actor::Operator("test".to_owned());
    let metadata = product.metadata(&code, actor, Assurance::Internal, product.new_correlation(), None).to_map();
    let command = EnteCommand::Apply(Box::new(settings));
    product.commands.enti.execute(code.as_str(), command, metadata).await.unwrap();
    product.enti.refresh().await.unwrap();
}

/// The sample Ente.
pub(crate) fn ente() -> EnteCode {
    EnteCode::parse(sample::ENTE).unwrap()
}

/// Settings and keys of a house; goes with it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(Uuid::new_v4().to_string());
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// The settings file.
    pub(crate) fn settings_file(&self) -> PathBuf {
        self.0.join("quietanza.toml")
    }

    /// The product's database is another one from now on.
    pub(crate) fn point_at(&self, app: &PgConnectOptions) {
        let text = std::fs::read_to_string(self.settings_file()).unwrap();
        let mut url = app.to_url_lossy();
        let _ = url.set_password(None);
        let url = format!("url = \"{url}\"");
        let lines = text.lines().map(|line| if line.starts_with("url = ") { url.as_str() } else { line });
        std::fs::write(self.settings_file(), lines.collect::<Vec<_>>().join("\n")).unwrap();
    }

    fn settings(&self) -> Settings {
        Settings::load(Some(&self.settings_file())).unwrap()
    }

    fn write_settings(&self, app: &PgConnectOptions, station: SocketAddr, pagopa: SocketAddr, smtp: SocketAddr) {
        for (key, digit) in [("vault.key", "1"), ("vault.pepper", "2"), ("links.key", "3")] {
            self.write(key, &digit.repeat(64));
        }
        self.write("platform.key", "sample-primary-key");
        let mut url = app.to_url_lossy();
        let mut password = "";
        if let Some(given) = url.password() {
            self.write("database.password", given);
            password = "password_file = \"database.password\"";
        }
        let _ = url.set_password(None);
        self.write(
            "quietanza.toml",
            &format!(
                r#"
[database]
url = "{url}"
{password}
schema = "public"
[vault]
key_file = "vault.key"
pepper_file = "vault.pepper"
[http]
listen = "127.0.0.1:0"
public_url = "http://127.0.0.1:1"
[station]
listen = "{station}"
[operations]
listen = "127.0.0.1:0"
[checkout]
base_url = "http://{pagopa}/checkout/ec/v2"
key_file = "platform.key"
redirect_hosts = ["{pagopa}"]
timeout_seconds = 5
[archive]
base_url = "http://{pagopa}/aca/v1"
key_file = "platform.key"
timeout_seconds = 5
[mail]
host = "{}"
port = {}
security = "none"
from = "pagamenti@borgoesempio.example"
[links]
secret_file = "links.key"
"#,
                smtp.ip(),
                smtp.port()
            ),
        );
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
