//! Rotation of the key-encryption key: every data key is wrapped anew; no event changes, and nothing has to stand still meanwhile.

use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::keys::{Wrapped, place};
use super::month::month_place;
use super::people::class_of;
use super::{Vault, VaultError};

/// Keys wrapped anew in one transaction.
const AT_ONCE: i64 = 1_000;

const PEOPLE: &str = "
SELECT ente, subject, class, version, wrapped, kek FROM subject_key WHERE kek = $1 LIMIT $2 FOR UPDATE SKIP LOCKED";
const REWRAP_PERSON: &str = "
UPDATE subject_key AS k SET wrapped = new.wrapped, kek = $1
  FROM unnest($2::uuid[], $3::text[], $4::int[], $5::bytea[]) AS new (subject, class, version, wrapped)
 WHERE k.subject = new.subject AND k.class = new.class AND k.version = new.version";
const MONTHS: &str = "SELECT ente, month, wrapped, kek FROM month_key WHERE kek = $1 FOR UPDATE";
const REWRAP_MONTH: &str = "UPDATE month_key SET wrapped = $1, kek = $2 WHERE ente = $3 AND month = $4";
/// Refused by the foreign keys while a key is wrapped by it; afterwards none can ever be again.
const RETIRE: &str = "DELETE FROM wrapping_key WHERE id = $1";

/// What a rotation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// Keys of people wrapped anew in this run.
    pub people: u64,
    /// Keys of months.
    pub months: u64,
}

impl Vault {
    /// Wraps every data key by the key-encryption key in force, and retires the former one: from then on it is refused. A run that was cut
    /// goes on when repeated.
    ///
    /// # Errors
    /// [`VaultError::NoFormerKey`] when there is nothing to rotate from; a key that does not open; or the database cannot be asked.
    pub async fn rotate(&self) -> Result<Rotated, VaultError> {
        let former = self.master.former_id().ok_or(VaultError::NoFormerKey)?;
        let mut rotated = Rotated { people: 0, months: 0 };
        loop {
            let people = self.rewrap_people(former).await?;
            let months = self.rewrap_months(former).await?;
            rotated.people = rotated.people.saturating_add(people);
            rotated.months = rotated.months.saturating_add(months);
            if people == 0 && months == 0 && self.retire(former).await? {
                return Ok(rotated);
            }
        }
    }

    async fn rewrap_people(&self, former: &str) -> Result<u64, VaultError> {
        let mut transaction = self.keys.begin().await?;
        let rows = sqlx::query(PEOPLE).bind(former).bind(AT_ONCE).fetch_all(&mut *transaction).await?;
        let (mut subjects, mut classes, mut versions, mut wrapped) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in &rows {
            let (subject, class, version): (uuid::Uuid, &str, i32) = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
            let number = u32::try_from(version).unwrap_or_default();
            let place = place(&ente_of(row)?, (SubjectId::new(subject), class_of(class), number));
            wrapped.push((place, wrapped_of(row, 4)?));
            subjects.push(subject);
            classes.push(class);
            versions.push(version);
        }
        let query = sqlx::query(REWRAP_PERSON).bind(self.master.wrapping_id()).bind(subjects).bind(classes).bind(versions);
        let done = query.bind(self.rewrap(wrapped).await?).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(done.rows_affected())
    }

    async fn rewrap_months(&self, former: &str) -> Result<u64, VaultError> {
        let mut transaction = self.keys.begin().await?;
        let rows = sqlx::query(MONTHS).bind(former).fetch_all(&mut *transaction).await?;
        for row in &rows {
            let (ente, month) = (ente_of(row)?, row.try_get::<chrono::NaiveDate, _>(1)?);
            let wrapped = self.rewrap(vec![(month_place(&ente, month), wrapped_of(row, 2)?)]).await?.pop();
            let query = sqlx::query(REWRAP_MONTH).bind(wrapped).bind(self.master.wrapping_id()).bind(ente.as_str()).bind(month);
            query.execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
    }

    /// Opens keys by the former key and wraps them by the one in force, each for its place.
    async fn rewrap(&self, wrapped: Vec<(String, Wrapped)>) -> Result<Vec<Vec<u8>>, VaultError> {
        let places: Vec<String> = wrapped.iter().map(|(place, _)| place.clone()).collect();
        let keys = self.master.unwrap(wrapped).await?;
        let wrapped = self.master.wrap(places.into_iter().zip(keys).collect()).await?;
        Ok(wrapped.into_iter().map(|wrapped| wrapped.data).collect())
    }

    /// Whether the former key is out of use: somebody may have wrapped a key by it a moment ago.
    async fn retire(&self, former: &str) -> Result<bool, VaultError> {
        match sqlx::query(RETIRE).bind(former).execute(&self.keys).await {
            Ok(_) => Ok(true),
            Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

fn ente_of(row: &PgRow) -> Result<EnteCode, VaultError> {
    let text: &str = row.try_get(0)?;
    EnteCode::parse(text).map_err(|error| sqlx::Error::ColumnDecode { index: "ente".to_owned(), source: error.into() }.into())
}

/// A wrapped key and, in the next column, the id of what wraps it.
fn wrapped_of(row: &PgRow, column: usize) -> Result<Wrapped, VaultError> {
    Ok(Wrapped { data: row.try_get(column)?, kek: row.try_get(column.saturating_add(1))? })
}
