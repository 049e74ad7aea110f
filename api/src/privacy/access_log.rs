//! Who looked at whose data: written before the answer is given, so that nothing is seen that is not written down; sealed under the key of
//! its month, which is destroyed after 24 months.

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::rome;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use crate::product::Product;
use crate::vault::{VaultError, month_of};

const WRITE: &str = "INSERT INTO access_log (ente, at, month, sealed) VALUES ($1, $2, $3, $4)";
/// What the holder of a mandate looked at says so itself; to whom it was granted stands in its first event.
const READ: &str = "
SELECT entry, at, month, sealed, mandate, person, question, g.payload #>> '{MandateGranted,grant,grantee}'
  FROM access_log AS a
  LEFT JOIN events AS g ON g.aggregate_type = 'Mandate' AND g.aggregate_id = a.mandate::text AND g.sequence = 1
 WHERE a.ente = $1 AND entry < $2 ORDER BY entry DESC LIMIT $3";

/// What was looked at, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Who, as events name them: `operator:<name>`, `citizen:<subject>`; or `mandate:<office>`, for the holder of a mandate.
    pub who: String,
    /// What they asked for: a field of the schema or a command.
    pub what: String,
    /// Whose data it was; none when nobody was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectId>,
    /// Where it stands, `type/id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// By which mandate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<String>,
}

/// One entry as it can be read now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// What it says.
    Looked(Looked),
    /// Its month was forgotten.
    Forgotten,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessEntry {
    /// Its number: the order of the log.
    pub entry: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub seen: Seen,
}

/// An entry opens at its own moment only.
fn place(ente: &EnteCode, at: DateTime<Utc>) -> String {
    format!("access|{ente}|{}", at.timestamp_micros())
}

/// Writes down that somebody looks at somebody's data.
///
/// # Errors
/// When it cannot be written: then nothing may be shown.
pub async fn note(product: &Product, ente: &EnteCode, looked: &Looked) -> Result<(), VaultError> {
    let at = product.clock.now();
    let month = month_of(rome::day(at));
    let sealed = product.vault.seal_for_month(ente, month, &place(ente, at), looked).await?;
    let query = sqlx::query(WRITE).bind(ente.as_str()).bind(at).bind(month).bind(sealed);
    query.execute(&product.pool).await?;
    metrics::counter!("personal_data_looked_at_total", "what" => looked.what.clone()).increment(1);
    Ok(())
}

/// The log of an Ente, newest first, at most `limit` entries before `before`.
///
/// # Errors
/// When it cannot be read.
pub async fn read(product: &Product, ente: &EnteCode, before: Option<i64>, limit: i64) -> Result<Vec<AccessEntry>, VaultError> {
    let query = sqlx::query(READ).bind(ente.as_str()).bind(before.unwrap_or(i64::MAX)).bind(limit);
    let mut entries = Vec::new();
    for row in query.fetch_all(&product.pool).await? {
        let (entry, at, month): (i64, DateTime<Utc>, NaiveDate) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let seen = match row.try_get(3)? {
            Some(sealed) => {
                let opened = product.vault.open_of_month(ente, month, &place(ente, at), sealed).await?;
                opened.map_or(Seen::Forgotten, Seen::Looked)
            }
            None => Seen::Looked(by_mandate(&row)?),
        };
        entries.push(AccessEntry { entry, at, seen });
    }
    Ok(entries)
}

/// A look of the holder of a mandate: sealed by nobody, as it names nobody.
fn by_mandate(row: &PgRow) -> Result<Looked, sqlx::Error> {
    Ok(Looked {
        who: format!("mandate:{}", row.try_get::<Option<&str>, _>(7)?.unwrap_or_default()),
        what: row.try_get(6)?,
        subject: row.try_get::<Option<Uuid>, _>(5)?.map(SubjectId::new),
        stream: None,
        mandate: row.try_get::<Option<Uuid>, _>(4)?.map(|mandate| mandate.to_string()),
    })
}
