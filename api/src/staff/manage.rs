//! Accounts of the staff: taken in, given roles and passwords, sent away.

use domain::identifier::EnteCode;
use domain::ids::StaffId;
use domain::metadata::Assurance;
use domain::staff::{Roles, Staff, StaffCommand, StaffName};
use domain::text::Text140;
use replay::command::Executed;
use sqlx::Row;
use uuid::Uuid;

use super::error::StaffError;
use crate::graphql::streams;
use crate::identity::{Hasher, Password};
use crate::positions::By;
use crate::product::Product;

const KEEP_MEMBER: &str = "INSERT INTO staff_member (ente, name, staff_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const MEMBERS: &str = "
SELECT member.name, member.staff_id, credential.staff_id IS NOT NULL AS has_password
  FROM staff_member AS member LEFT JOIN staff_credential AS credential USING (staff_id)
 WHERE member.ente = $1 ORDER BY member.name";
const KEEP_PASSWORD: &str = "
INSERT INTO staff_credential (staff_id, password, set_at) VALUES ($1, $2, $3)
ON CONFLICT (staff_id) DO UPDATE SET password = excluded.password, set_at = excluded.set_at";
const END_SESSIONS: &str = "DELETE FROM staff_session WHERE staff_id = $1";

/// A member of the staff as lists show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their name.
    pub name: StaffName,
    /// What they may do.
    pub roles: Roles,
    /// Whether they may do anything at all.
    pub active: bool,
    /// Whether they can log in.
    pub has_password: bool,
}

/// Takes somebody in; without a password they cannot log in yet.
///
/// # Errors
/// When the name is in use with other roles.
pub async fn add(product: &Product, ente: &EnteCode, name: StaffName, roles: Roles, by: &By) -> Result<Executed, StaffError> {
    let id = StaffId::of(ente, &name);
    // Before the event: a row without one is nobody, an event without a row would be in no list.
    sqlx::query(KEEP_MEMBER).bind(ente.as_str()).bind(name.as_str()).bind(id.as_uuid()).execute(&product.pool).await?;
    execute(product, ente, id, StaffCommand::Add { name, roles }, by).await
}

/// States what somebody may do; it counts from their next request on.
///
/// # Errors
/// When there is no such account, or it is disabled.
pub async fn set_roles(
    product: &Product,
    ente: &EnteCode,
    name: &StaffName,
    roles: Roles,
    by: &By,
) -> Result<Executed, StaffError> {
    execute(product, ente, StaffId::of(ente, name), StaffCommand::SetRoles { roles }, by).await
}

/// Sends somebody away: their sessions end, their password is forgotten.
///
/// # Errors
/// When there is no such account.
pub async fn disable(
    product: &Product,
    ente: &EnteCode,
    name: &StaffName,
    reason: Text140,
    by: &By,
) -> Result<Executed, StaffError> {
    let id = StaffId::of(ente, name);
    let executed = execute(product, ente, id, StaffCommand::Disable { reason }, by).await?;
    // The event alone keeps them out; this only tidies up.
    sqlx::query(END_SESSIONS).bind(id.as_uuid()).execute(&product.pool).await?;
    sqlx::query("DELETE FROM staff_credential WHERE staff_id = $1").bind(id.as_uuid()).execute(&product.pool).await?;
    Ok(executed)
}

/// Sets a password and ends all sessions that the old one began.
///
/// # Errors
/// When the password is refused, or there is no such account.
pub async fn set_password(
    product: &Product,
    ente: &EnteCode,
    name: &StaffName,
    text: &str,
    by: &By,
) -> Result<Executed, StaffError> {
    let known = product.enti.get(ente);
    let names = [Some(name.as_str()), known.as_ref().map(|ente| ente.name.as_str())];
    let password = Password::choose(text, names.into_iter().flatten())?;
    let hash = Hasher::new(&product.settings.accounts)?.hash(password).await?;
    let id = StaffId::of(ente, name);
    let executed = execute(product, ente, id, StaffCommand::NotePassword, by).await?;
    let mut tx = product.pool.begin().await?;
    let now = product.clock.now();
    sqlx::query(KEEP_PASSWORD).bind(id.as_uuid()).bind(&hash).bind(now).execute(&mut *tx).await?;
    sqlx::query(END_SESSIONS).bind(id.as_uuid()).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(executed)
}

/// Everybody who was ever taken in, by name.
///
/// # Errors
/// When the database cannot be asked.
pub async fn list(product: &Product, ente: &EnteCode) -> Result<Vec<Member>, StaffError> {
    let rows = sqlx::query(MEMBERS).bind(ente.as_str()).fetch_all(&product.pool).await?;
    let ids: Vec<String> = rows
        .iter()
        .map(|row| Ok(StaffId::new(row.try_get::<Uuid, _>("staff_id")?).to_string()))
        .collect::<Result<_, sqlx::Error>>()?;
    let streams = streams::read_all::<Staff>(&product.pool, &ids).await?;
    let mut members = Vec::new();
    for (row, stream) in rows.iter().zip(streams) {
        let Some(staff) = stream.map(|stream| stream.state) else { continue };
        let Some(name) = staff.name().cloned() else { continue };
        let has_password = staff.is_active() && row.try_get("has_password")?;
        members.push(Member { name, roles: staff.roles().clone(), active: staff.is_active(), has_password });
    }
    Ok(members)
}

async fn execute(
    product: &Product,
    ente: &EnteCode,
    id: StaffId,
    command: StaffCommand,
    by: &By,
) -> Result<Executed, StaffError> {
    let metadata = product.metadata(ente, by.actor.clone(), Assurance::Internal, by.correlation_id, by.causation.clone());
    Ok(product.commands.staff.execute(&id.to_string(), command, metadata.to_map()).await?)
}
