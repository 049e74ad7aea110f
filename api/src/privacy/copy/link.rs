//! Links to a copy: good once, for a day, and only for what they were made for.

use chrono::{DateTime, TimeDelta, Utc};
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use sqlx::{PgConnection, Row};
use url::Url;
use uuid::Uuid;

use crate::identity::Secret;
use crate::privacy::PrivacyError;
use crate::product::Product;

/// How long a link is good.
const GOOD: TimeDelta = TimeDelta::hours(24);

const KEEP: &str = "INSERT INTO personal_data_link (digest, ente, subjects, form, expires_at) VALUES ($1, $2, $3, $4, $5)";
const SWEEP: &str = "DELETE FROM personal_data_link WHERE expires_at <= $1";
const TAKE: &str = "
DELETE FROM personal_data_link WHERE digest = $1 AND form = $2 AND expires_at > $3 RETURNING ente, subjects";

/// In which form a copy is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For machines.
    Json,
    /// For people.
    Pdf,
}

impl Form {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Pdf => "pdf",
        }
    }
}

/// A link, told to one person once.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where the copy is fetched.
    pub address: Url,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// Makes a link to a copy of these people's data.
///
/// # Errors
/// When it cannot be kept.
pub async fn issue(product: &Product, ente: &EnteCode, subjects: &[SubjectId], form: Form) -> Result<Link, PrivacyError> {
    let (secret, now) = (Secret::new(), product.clock.now());
    let expires_at = now + GOOD;
    sqlx::query(SWEEP).bind(now).execute(&product.pool).await?;
    let ids: Vec<Uuid> = subjects.iter().map(|subject| subject.as_uuid()).collect();
    let query = sqlx::query(KEEP).bind(secret.digest()).bind(ente.as_str()).bind(ids).bind(form.as_str()).bind(expires_at);
    query.execute(&product.pool).await?;
    let mut address = product.settings.http.public_url.clone();
    if let Ok(mut path) = address.path_segments_mut() {
        path.pop_if_empty().extend(["documents", "personal-data", &format!("{}.{}", secret.text(), form.as_str())]);
    }
    Ok(Link { address, expires_at })
}

/// Whose data a link leads to; it is used up when the transaction is.
///
/// # Errors
/// When the database cannot be asked.
pub async fn take_in_tx(
    connection: &mut PgConnection,
    text: &str,
    form: Form,
    now: DateTime<Utc>,
) -> Result<Option<(EnteCode, Vec<SubjectId>)>, PrivacyError> {
    let Some(secret) = Secret::parse(text) else { return Ok(None) };
    let query = sqlx::query(TAKE).bind(secret.digest()).bind(form.as_str()).bind(now);
    let Some(row) = query.fetch_optional(connection).await? else { return Ok(None) };
    let ente = EnteCode::parse(row.try_get(0)?).map_err(crate::graphql::fault::Fault::unforeseen)?;
    let subjects = row.try_get::<Vec<Uuid>, _>(1)?.into_iter().map(SubjectId::new).collect();
    Ok(Some((ente, subjects)))
}
