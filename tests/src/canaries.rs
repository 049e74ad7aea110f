//! Whether personal data stands in the clear where it must not: in any column of any table, in the log, in the figures.

use anyhow::ensure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use futures::TryStreamExt;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

const TABLES: &str = "
SELECT table_name::text FROM information_schema.tables
 WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1";

/// Values that may be stored sealed only.
#[derive(Clone, Debug)]
pub struct Canaries(Vec<Canary>);

#[derive(Clone, Debug)]
struct Canary {
    value: String,
    /// What it looks like, in lower case.
    plain: String,
    hex: String,
    /// Inside a longer value in base64 it looks different at each of three offsets.
    base64: [String; 3],
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Tables with rows.
    pub tables: usize,
    /// Their rows.
    pub rows: usize,
}

impl Canary {
    fn new(value: &str) -> Self {
        let at = |offset: usize| {
            let text = STANDARD_NO_PAD.encode([&b"\0\0"[..offset], value.as_bytes()].concat());
            // The first and last characters also carry bits of the neighbours.
            text[(offset * 8).div_ceil(6)..text.len() - 1].to_owned()
        };
        Self { value: value.to_owned(), plain: value.to_lowercase(), hex: hex::encode(value), base64: [at(0), at(1), at(2)] }
    }

    fn is_in(&self, text: &str, lower: &str) -> bool {
        lower.contains(&self.plain) || lower.contains(&self.hex) || self.base64.iter().any(|form| text.contains(form))
    }
}

impl Canaries {
    /// These values, however they are written: in upper or lower case, as bytes in hexadecimal, in base64.
    pub fn new<V: AsRef<str>>(values: impl IntoIterator<Item = V>) -> Self {
        Self(values.into_iter().map(|value| Canary::new(value.as_ref())).collect())
    }

    /// The first value that `text` shows.
    #[must_use]
    pub fn shown_in(&self, text: &str) -> Option<&str> {
        let lower = text.to_lowercase();
        self.0.iter().find(|canary| canary.is_in(text, &lower)).map(|canary| canary.value.as_str())
    }

    /// Reads every row of every table of the cell, whole.
    ///
    /// # Errors
    /// The first value that is shown, with table and row; or a database that fails.
    pub async fn absent_from(&self, cell: &PgConnectOptions) -> anyhow::Result<Scanned> {
        let mut connection = cell.connect().await?;
        let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut connection).await?;
        let mut scanned = Scanned::default();
        for table in tables {
            let sql = format!("SELECT row_of::text FROM \"{table}\" AS row_of");
            let mut rows = sqlx::query_scalar::<_, String>(&sql).fetch(&mut connection);
            let before = scanned.rows;
            while let Some(row) = rows.try_next().await? {
                scanned.rows += 1;
                let shown = self.shown_in(&row);
                ensure!(shown.is_none(), "{table} shows {}: {row}", shown.unwrap_or_default());
            }
            scanned.tables += usize::from(scanned.rows > before);
        }
        Ok(scanned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postgres::fresh_database;

    const CF: &str = "RSSMRA80A01H501U";

    #[test]
    fn a_value_is_seen_however_it_is_written() {
        let canaries = Canaries::new([CF, "Mario Rossi"]);
        for offset in 0..3 {
            let longer = format!("{}{CF} and more", "x".repeat(offset));
            assert_eq!(canaries.shown_in(&STANDARD_NO_PAD.encode(&longer)), Some(CF), "base64 at {offset}");
        }
        assert_eq!(canaries.shown_in(&hex::encode(CF)), Some(CF));
        assert_eq!(canaries.shown_in("cf=rssmra80a01h501u;"), Some(CF));
        assert_eq!(canaries.shown_in("MARIO ROSSI"), Some("Mario Rossi"));
        assert_eq!(canaries.shown_in("RSS***********1U M*** R***"), None);
    }

    #[tokio::test]
    async fn a_value_is_found_in_any_table() {
        let database = fresh_database().await;
        let canaries = Canaries::new([CF]);
        let found = canaries.absent_from(&database.owner()).await.unwrap();
        assert!(found.tables > 0, "the record of migrations at least");
        let sql = "INSERT INTO notice_sequence (ente, segregation_code, next_base) VALUES ($1, '02', 1)";
        let mut owner = database.owner().connect().await.unwrap();
        sqlx::query(sql).bind(CF.to_lowercase()).execute(&mut owner).await.unwrap();
        let error = canaries.absent_from(&database.owner()).await.unwrap_err().to_string();
        assert!(error.starts_with("notice_sequence shows RSSMRA80A01H501U"), "{error}");
    }
}
