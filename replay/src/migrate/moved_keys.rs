//! The keys of a cell of an older version stand in the cell itself: they are moved to its vault, each once, none lost on the way.

use sqlx::{Connection, PgConnection, Row};

/// Rows moved at once.
const AT_ONCE: i64 = 2_000;

/// Serialises two migrations that move the same keys; the number is arbitrary and fixed.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7094061153)";
const STAND_IN_CELL: &str = "SELECT to_regclass('subject_key') IS NOT NULL AND to_regclass('key_check') IS NOT NULL";
const CHECKS: &str = "SELECT setting, value FROM key_check";
const FORGET_CHECKS: &str = "DELETE FROM key_check";
const KEEP_WRAPPING: &str = "INSERT INTO wrapping_key (id) VALUES ($1) ON CONFLICT DO NOTHING";
const KEEP_CHECK: &str = "INSERT INTO key_check (setting, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const TAKE: &str = "
DELETE FROM subject_key WHERE (subject, class, version) IN (SELECT subject, class, version FROM subject_key LIMIT $1)
RETURNING ente, subject, class, version, wrapped";
const KEEP: &str = "
INSERT INTO subject_key (ente, subject, class, version, wrapped, kek) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

/// Moves what stands in the cell. A crash on the way leaves a key in both places at worst, and the next run goes on.
pub(super) async fn move_keys(cell: &mut PgConnection, vault: &mut PgConnection) -> Result<(), sqlx::Error> {
    if !sqlx::query_scalar::<_, bool>(STAND_IN_CELL).fetch_one(&mut *cell).await? {
        return Ok(());
    }
    let mut leaving = cell.begin().await?;
    sqlx::query(LOCK).execute(&mut *leaving).await?;
    let Some(kek) = keep_checks(&mut leaving, vault).await? else { return leaving.commit().await };
    leaving.commit().await?;
    while move_some(cell, vault, &kek).await? {}
    sqlx::query(FORGET_CHECKS).execute(cell).await.map(drop)
}

/// Moves some rows; whether there were any.
async fn move_some(cell: &mut PgConnection, vault: &mut PgConnection, kek: &str) -> Result<bool, sqlx::Error> {
    let mut leaving = cell.begin().await?;
    let rows = sqlx::query(TAKE).bind(AT_ONCE).fetch_all(&mut *leaving).await?;
    let mut arriving = vault.begin().await?;
    for row in &rows {
        let (ente, subject): (&str, uuid::Uuid) = (row.try_get(0)?, row.try_get(1)?);
        let (class, version, wrapped): (&str, i32, &[u8]) = (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?);
        let keep = sqlx::query(KEEP).bind(ente).bind(subject).bind(class).bind(version).bind(wrapped).bind(kek);
        keep.execute(&mut *arriving).await?;
    }
    // They arrive before they leave.
    arriving.commit().await?;
    leaving.commit().await?;
    Ok(!rows.is_empty())
}

/// Tells the vault the master keys the cell was set up with; the id of the wrapping key, none for a cell that never started.
async fn keep_checks(cell: &mut PgConnection, vault: &mut PgConnection) -> Result<Option<String>, sqlx::Error> {
    let mut kek = None;
    for row in sqlx::query(CHECKS).fetch_all(cell).await? {
        let (setting, value): (&str, &[u8]) = (row.try_get(0)?, row.try_get(1)?);
        if setting == "vault.key_file" {
            let id = hex::encode(&value[..16]);
            sqlx::query(KEEP_WRAPPING).bind(&id).execute(&mut *vault).await?;
            kek = Some(id);
        } else {
            sqlx::query(KEEP_CHECK).bind(setting).bind(value).execute(&mut *vault).await?;
        }
    }
    Ok(kek)
}
