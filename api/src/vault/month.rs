//! Keys of the access log: one for each Ente and month, so that the log of a month is forgotten by deleting one row.

use chrono::{Datelike, NaiveDate};
use domain::identifier::EnteCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;

use super::envelope::{open, seal};
use super::keys::{DataKey, Wrapped};
use super::{Vault, VaultError};

const KEY: &str = "SELECT wrapped, kek FROM month_key WHERE ente = $1 AND month = $2";
const KEEP: &str = "INSERT INTO month_key (ente, month, wrapped, kek) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
const FORGET: &str = "DELETE FROM month_key WHERE month < $1";

/// Where the key of a month stands: it opens for no other.
pub(super) fn month_place(ente: &EnteCode, month: NaiveDate) -> String {
    format!("month|{ente}|{month}")
}

/// The first day of a day's month.
#[must_use]
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

impl Vault {
    /// Seals a value under the key of a month, which is made when it is the first.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn seal_for_month<T: Serialize + Sync>(
        &self,
        ente: &EnteCode,
        month: NaiveDate,
        place: &str,
        value: &T,
    ) -> Result<String, VaultError> {
        let key = match self.month_key(ente, month).await? {
            Some(key) => key,
            None => self.new_month_key(ente, month).await?,
        };
        let (nonce, data) = seal(&key.0, place, &serde_json::to_vec(value)?)?;
        Ok(format!("{nonce}.{data}"))
    }

    /// Opens what was sealed for the same place; none when the key of its month was destroyed.
    ///
    /// # Errors
    /// When the database cannot be asked, or it was altered or moved.
    pub async fn open_of_month<T: DeserializeOwned>(
        &self,
        ente: &EnteCode,
        month: NaiveDate,
        place: &str,
        sealed: &str,
    ) -> Result<Option<T>, VaultError> {
        let Some(key) = self.month_key(ente, month).await? else { return Ok(None) };
        let (nonce, data) = sealed.split_once('.').ok_or(super::SealError::Malformed)?;
        Ok(Some(serde_json::from_slice(&open(&key.0, place, nonce, data)?)?))
    }

    /// Destroys the keys of all months before this day's; how many there were.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn forget_months_before(&self, day: NaiveDate) -> Result<u64, VaultError> {
        let done = sqlx::query(FORGET).bind(month_of(day)).execute(&self.keys).await?;
        // A month is asked for by few: all are read anew.
        self.months.clear();
        Ok(done.rows_affected())
    }

    async fn month_key(&self, ente: &EnteCode, month: NaiveDate) -> Result<Option<DataKey>, VaultError> {
        let name = (ente.clone(), month);
        if let Some(key) = self.months.get(&name) {
            return Ok(Some(key));
        }
        let row = sqlx::query(KEY).bind(ente.as_str()).bind(month).fetch_optional(&self.keys).await?;
        let Some(row) = row else { return Ok(None) };
        let wrapped = Wrapped { data: row.try_get(0)?, kek: row.try_get(1)? };
        let key = self.master.unwrap_one(month_place(ente, month), wrapped).await?;
        self.months.insert(name, key);
        Ok(Some(key))
    }

    async fn new_month_key(&self, ente: &EnteCode, month: NaiveDate) -> Result<DataKey, VaultError> {
        let (_, Wrapped { data, kek }) = self.master.issue(month_place(ente, month)).await?;
        sqlx::query(KEEP).bind(ente.as_str()).bind(month).bind(data).bind(kek).execute(&self.keys).await?;
        // Somebody else may have made it first: theirs counts.
        self.month_key(ente, month).await?.ok_or_else(|| VaultError::Database(sqlx::Error::RowNotFound))
    }
}
