//! Where the cell lives: a database and a schema.

use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

use figment::value::magic::RelativePathBuf;
use replay::store::StoreKind;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::{Refusal, SecretFile};

/// Section `database`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// How the product connects (role `quietanza_app`); carries no password.
    pub url: ConnectAddress,
    /// Password of that role, where one is needed.
    #[serde(default)]
    pub password_file: Option<SecretFile>,
    /// How `quietanza migrate` connects (role `quietanza_owner`, or one that may create roles); `url` when absent.
    #[serde(default)]
    pub migration_url: Option<ConnectAddress>,
    /// Password of that role, where one is needed.
    #[serde(default)]
    pub migration_password_file: Option<SecretFile>,
    /// The schema of the cell.
    #[serde(default = "schema")]
    pub schema: String,
    /// Connections for queries and workers.
    #[serde(default = "connections")]
    pub connections: u32,
    /// Connections of the write side when `store` is `postgres_es`; the group-committing store needs two.
    #[serde(default = "write_connections")]
    pub write_connections: u32,
    /// A file that remembers how far the log had come, on another disk than the database: data put back as they were are noticed by it.
    #[serde(default, deserialize_with = "relative")]
    pub mark_file: Option<PathBuf>,
    /// Which event store writes.
    #[serde(default)]
    pub store: StoreKind,
}

/// A relative path is relative to the settings file.
fn relative<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    Ok(Option::<RelativePathBuf>::deserialize(deserializer)?.map(|path| path.relative()))
}

fn schema() -> String {
    "quietanza".to_owned()
}

const fn connections() -> u32 {
    16
}

const fn write_connections() -> u32 {
    8
}

impl Database {
    /// How the product connects, password included, in the cell's schema.
    #[must_use]
    pub fn app(&self) -> PgConnectOptions {
        replay::pool::in_cell(self.without_cell(), &self.schema)
    }

    /// How the product connects, in whatever schema the server says.
    pub(super) fn without_cell(&self) -> PgConnectOptions {
        with_password(&self.url, self.password_file.as_ref())
    }

    /// How migrations connect, password included.
    #[must_use]
    pub fn owner(&self) -> PgConnectOptions {
        match &self.migration_url {
            Some(url) => with_password(url, self.migration_password_file.as_ref()),
            None => with_password(&self.url, self.password_file.as_ref()),
        }
    }

    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        let urls = [("database.url", Some(&self.url)), ("database.migration_url", self.migration_url.as_ref())];
        for (setting, url) in urls {
            if url.is_some_and(|url| !url.is_private()) {
                refusals.push(Refusal::new(
                    setting,
                    "reaches another machine without TLS; add sslmode=verify-full, or use a Unix socket",
                ));
            }
        }
        for (setting, count) in
            [("database.connections", self.connections), ("database.write_connections", self.write_connections)]
        {
            if !(2..=1_000).contains(&count) {
                refusals.push(Refusal::new(setting, "must be between 2 and 1000"));
            }
        }
    }
}

pub(super) fn with_password(address: &ConnectAddress, password: Option<&SecretFile>) -> PgConnectOptions {
    match password {
        Some(password) => address.0.clone().password(password.expose()),
        None => address.0.clone(),
    }
}

/// Where a PostgreSQL server is and which role connects: a `postgres://` address without password.
#[derive(Clone, Debug)]
pub struct ConnectAddress(PgConnectOptions);

impl ConnectAddress {
    /// Whether nobody on the network can read along: a socket, this machine, or TLS that is not optional.
    pub(super) fn is_private(&self) -> bool {
        let local = self.0.get_socket().is_some()
            || self.0.get_host().starts_with('/')
            || self.0.get_host() == "localhost"
            || self.0.get_host().parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        local || matches!(self.0.get_ssl_mode(), PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull)
    }
}

impl<'de> Deserialize<'de> for ConnectAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let url = url::Url::parse(&text).map_err(|_| D::Error::custom("is not a postgres:// address"))?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(D::Error::custom("is not a postgres:// address"));
        }
        if url.password().is_some() || url.query_pairs().any(|(key, _)| key == "password") {
            return Err(D::Error::custom("carries a password: put it in a file and name that in password_file"));
        }
        PgConnectOptions::from_str(&text).map(Self).map_err(|_| D::Error::custom("is not a complete postgres:// address"))
    }
}
