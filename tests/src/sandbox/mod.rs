//! The sandbox: everything a payment touches, started together on one machine, with the product as a real process.
//!
//! ```text
//! PostgreSQL ◄── product (quietanza serve) ──SMTP──► mail sink
//!                    ▲  │ SOAP / HTTP
//!      GraphQL ──────┘  ▼
//!                 pagoPA simulator
//! ```

mod copies;
mod folder;
mod ports;
mod product;
pub mod sample;
pub mod services;
mod settings;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};

pub use copies::Copy;
pub use folder::Folder;
pub use ports::Ports;
pub use product::{ProductCommand, ProductProcess};
pub use settings::PLATFORM_KEY;

use crate::mail_sink::{MailSink, MailSinkSettings};
use crate::pagopa::{Simulator, SimulatorSettings};
use crate::postgres::{Cluster, ClusterSettings};

/// The database of the sandboxed product.
const DATABASE: &str = "quietanza";
/// Its cell: the schema that settings name when they name none.
const SCHEMA: &str = "quietanza";

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    /// Its folder.
    pub folder: Folder,
    /// Its addresses.
    pub ports: Ports,
    /// The platform.
    pub pagopa: Simulator,
    /// The mail server.
    pub mail: MailSink,
    /// How the product is called.
    pub command: ProductCommand,
    cluster: Cluster,
    product: Option<ProductProcess>,
}

impl Sandbox {
    /// Starts everything, loads the sample on the first start, and returns when the product is ready: all of it is shown.
    ///
    /// # Errors
    /// The part that does not start, and why.
    pub async fn start(folder: Folder, ports: Ports) -> anyhow::Result<Self> {
        let cluster = Cluster::start(&ClusterSettings::from_environment(folder.path("postgres"))).await?;
        create_database(&cluster).await?;
        let url = |options: PgConnectOptions| options.to_url_lossy().to_string();
        let app = url(cluster.options("quietanza_app", DATABASE));
        let owner = url(cluster.superuser_options(DATABASE));
        let keys = folder.path("keys");
        std::fs::create_dir_all(&keys)?;
        let settings = settings::write(&folder, &ports, &app, &owner)?;
        let command = ProductCommand::new(settings, folder.path("product.log"))?;
        // Keeps those that exist.
        command.keys(&keys).await?;
        command.run(&["migrate"]).await?;
        load_sample(&folder, &command).await?;
        let mail_settings =
            MailSinkSettings { smtp_port: ports.smtp.port(), http_port: ports.inbox.port(), folder: Some(folder.path("mail")) };
        let mail = MailSink::start(mail_settings).await?;
        let pagopa = Simulator::start(platform(&ports)).await?;
        let mut sandbox = Self { folder, ports, pagopa, mail, command, cluster, product: None };
        sandbox.start_product().await?;
        Ok(sandbox)
    }

    /// How to connect to the product's cell with every right.
    #[must_use]
    pub fn database(&self) -> PgConnectOptions {
        replay::pool::in_cell(self.cluster.superuser_options(DATABASE), SCHEMA)
    }

    /// Starts the product again after [`Sandbox::kill_product`].
    ///
    /// # Errors
    /// When it is not ready in time.
    pub async fn start_product(&mut self) -> anyhow::Result<()> {
        self.product = Some(self.command.serve(self.ports.operations).await?);
        Ok(())
    }

    /// Ends the product as a power cut would (`kill -9`).
    ///
    /// # Errors
    /// When the process cannot be signalled.
    pub async fn kill_product(&mut self) -> anyhow::Result<()> {
        match self.product.take() {
            Some(product) => product.kill9().await,
            None => Ok(()),
        }
    }

    /// Stops everything in order: product, then what it talks to, then the database.
    ///
    /// # Errors
    /// The part that does not stop cleanly.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        if let Some(product) = self.product.take() {
            product.stop().await?;
        }
        drop(self.pagopa);
        drop(self.mail);
        if self.cluster.folder().is_some() {
            self.cluster.stop().await?;
        }
        Ok(())
    }
}

/// What the simulated platform knows: the sample cast, our station, our key.
fn platform(ports: &Ports) -> SimulatorSettings {
    let mut settings = SimulatorSettings::sample(&format!("http://{}/paForNode", ports.station));
    settings.port = ports.pagopa.port();
    settings.subscription_keys.push(PLATFORM_KEY.to_owned());
    settings
}

async fn create_database(cluster: &Cluster) -> anyhow::Result<()> {
    let mut connection = cluster.superuser_options("postgres").connect().await?;
    let exists: Option<i32> =
        sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1").bind(DATABASE).fetch_optional(&mut connection).await?;
    if exists.is_none() {
        sqlx::query("CREATE DATABASE quietanza").execute(&mut connection).await?;
    }
    Ok(connection.close().await?)
}

/// States the sample Ente and loads its positions; both do nothing when they were done before.
async fn load_sample(folder: &Folder, command: &ProductCommand) -> anyhow::Result<()> {
    let ente = folder.path("ente.toml");
    std::fs::write(&ente, [sample::ENTE_FILE, services::SERVICES_FILE, sample::SWITCHED_ON].concat())?;
    command.run(&["ente", "apply", &ente.to_string_lossy()]).await?;
    let positions = folder.path("positions.ndjson");
    if !positions.exists() {
        let today = domain::rome::day(now());
        let lines: Vec<String> = sample::positions(today).collect();
        std::fs::write(&positions, lines.join("\n"))?;
    }
    let report = command.run(&["import", &positions.to_string_lossy(), "--ente", sample::ENTE]).await?;
    std::fs::write(folder.path("import-report.txt"), report).context("the import report cannot be kept")
}

/// The machine's time: a sandbox has no other.
fn now() -> DateTime<Utc> {
    DateTime::from(std::time::SystemTime::now())
}

/// Today in Rome, as the sample's due dates count from it.
#[must_use]
pub fn today() -> NaiveDate {
    domain::rome::day(now())
}
