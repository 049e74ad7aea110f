//! Sessions of the staff: opaque, kept on the server as a hash, judged there. What somebody may do is read from their account at every
//! request, so that a change of roles or a dismissal counts at once.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::StaffId;
use domain::staff::{Roles, Staff, StaffName};
use sqlx::Row;
use uuid::Uuid;

use super::error::StaffError;
use super::throttle::Tried;
use crate::graphql::streams;
use crate::http::ClientNetwork;
use crate::identity::{Hasher, Password, Secret};
use crate::product::Product;

const CREDENTIAL: &str = "SELECT password FROM staff_credential WHERE staff_id = $1";
const STRENGTHEN: &str = "UPDATE staff_credential SET password = $2 WHERE staff_id = $1";
const BEGIN: &str = "
INSERT INTO staff_session (digest, ente, staff_id, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)";
/// Touches the session, so that being used keeps it alive.
const TOUCH: &str = "
UPDATE staff_session SET seen_at = $2
 WHERE digest = $1 AND expires_at > $2 AND seen_at > $3
RETURNING ente, staff_id, expires_at";
const END: &str = "DELETE FROM staff_session WHERE digest = $1";
const SWEEP: &str = "DELETE FROM staff_session WHERE expires_at <= $1";

/// Somebody of the staff, with a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose staff.
    pub ente: EnteCode,
    /// Their name.
    pub name: StaffName,
    /// What they may do.
    pub roles: Roles,
    /// When the session ends whatever happens.
    pub expires_at: DateTime<Utc>,
}

/// What logging in came to.
#[derive(Debug)]
pub enum Login {
    /// A new session; the secret goes into the cookie.
    Begun(Secret, Session),
    /// Name, password or Ente are wrong; it is not said which.
    Wrong,
    /// Too many tries; seconds to wait.
    TooEarly(u32),
}

/// Begins a session. Takes as long whether there is such an account or not.
///
/// # Errors
/// When the database is away, or too many log in at once.
pub async fn log_in(
    product: &Product,
    hasher: &Hasher,
    (ente, name, password): (&EnteCode, &str, &str),
    client: ClientNetwork,
) -> Result<Login, StaffError> {
    let (pool, now) = (&product.pool, product.clock.now());
    let tried = Tried::new(ente, name, &client.to_string());
    if let Some(seconds) = tried.charge(pool, now).await? {
        return Ok(Login::TooEarly(seconds));
    }
    let named = StaffName::parse(name).ok();
    let id = named.as_ref().map_or_else(StaffId::default, |name| StaffId::of(ente, name));
    let staff = streams::read::<Staff>(pool, &id.to_string()).await?.map(|stream| stream.state).filter(Staff::is_active);
    let stored: Option<String> = sqlx::query_scalar(CREDENTIAL).bind(id.as_uuid()).fetch_optional(pool).await?;
    let stored = stored.filter(|_| staff.is_some());
    let checked = hasher.check(Password::typed(password), stored).await?;
    let (true, Some(staff), Some(name)) = (checked.right, staff, named) else { return Ok(Login::Wrong) };
    tried.clear(pool, now).await?;
    if checked.outdated {
        let hash = hasher.hash(Password::typed(password)).await?;
        sqlx::query(STRENGTHEN).bind(id.as_uuid()).bind(&hash).execute(pool).await?;
    }
    let secret = Secret::new();
    let expires_at = now + product.settings.accounts.absolute();
    let digest = secret.digest();
    let begin = sqlx::query(BEGIN).bind(digest.as_slice()).bind(ente.as_str()).bind(id.as_uuid());
    begin.bind(now).bind(expires_at).execute(pool).await?;
    sqlx::query(SWEEP).bind(now).execute(pool).await?;
    Ok(Login::Begun(secret, Session { ente: ente.clone(), name, roles: staff.roles().clone(), expires_at }))
}

/// Who holds this secret, now; nobody when the session ended or they were sent away.
///
/// # Errors
/// When the database is away.
pub async fn recognise(product: &Product, secret: &Secret) -> Result<Option<Session>, StaffError> {
    let now = product.clock.now();
    let idle_since = now - product.settings.accounts.idle();
    let touch = sqlx::query(TOUCH).bind(secret.digest().as_slice().to_vec()).bind(now).bind(idle_since);
    let Some(row) = touch.fetch_optional(&product.pool).await? else { return Ok(None) };
    let ente = EnteCode::parse(row.try_get("ente")?).map_err(|error| sqlx::Error::Decode(error.into()))?;
    let id = StaffId::new(row.try_get::<Uuid, _>("staff_id")?);
    let stream = streams::read::<Staff>(&product.pool, &id.to_string()).await?;
    let staff = stream.filter(|stream| stream.ente == ente && stream.state.is_active()).map(|stream| stream.state);
    let Some((staff, name)) = staff.and_then(|staff| staff.name().cloned().map(|name| (staff, name))) else { return Ok(None) };
    Ok(Some(Session { ente, name, roles: staff.roles().clone(), expires_at: row.try_get("expires_at")? }))
}

/// Ends a session.
///
/// # Errors
/// When the database is away.
pub async fn end(product: &Product, secret: &Secret) -> Result<(), StaffError> {
    sqlx::query(END).bind(secret.digest().as_slice().to_vec()).execute(&product.pool).await?;
    Ok(())
}
