//! Reading the streams that concern a person, and opening what is sealed of them.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use projections::ViewName;
use replay::sealed::{Found, find, named};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::Row;

use crate::graphql::fault::Fault;
use crate::privacy::PrivacyError;
use crate::privacy::judge::seen_by;
use crate::product::Product;
use crate::vault::Envelope;

/// The threads of the help desk lead to every stream that concerns somebody.
const EVENTS: &str = "
WITH streams AS (
    SELECT DISTINCT e.aggregate_type, e.aggregate_id
      FROM unnest($2::uuid[]) AS mine (subject)
      JOIN help_desk_v1 h ON h.ente = $1 AND h.thread = mine.subject
      JOIN event_log l ON l.log_index = h.log_index
      JOIN events e USING (global_position)
)
SELECT l.log_index, e.recorded_at, e.aggregate_type, e.aggregate_id, e.event_type, e.payload::text, e.ente
  FROM streams JOIN events e USING (aggregate_type, aggregate_id) JOIN event_log l USING (global_position)
 ORDER BY l.log_index";

/// What a mandate grants.
const GRANT: &str = "/MandateGranted/grant";
/// What stands where something of another person is sealed.
const SOMEBODY_ELSE: &str = "of another person";
/// What stands where something was sealed under a key that is destroyed.
const ERASED: &str = "erased";
/// What stands for a message that also tells of another person.
const WITHHELD: &str = "kept; it also tells of another person, whose data is not part of this copy";

/// One event as its person may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CopiedEvent {
    /// Its place in the log.
    pub log_index: u64,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Its stream, `type/id`.
    pub stream: String,
    /// What happened.
    pub event: String,
    /// Everything it says.
    pub data: Value,
}

/// A copy of somebody's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonalDataCopy {
    /// The Ente that keeps the data, by its tax code.
    pub ente: EnteCode,
    /// Its name.
    pub ente_name: String,
    /// When the copy was made.
    pub made_at: DateTime<Utc>,
    /// The random numbers that stand for the person.
    pub subjects: Vec<SubjectId>,
    /// Everything that happened, in order.
    pub events: Vec<CopiedEvent>,
}

/// Everything kept of somebody.
///
/// # Errors
/// When the log, the lists or the vault cannot be read.
pub async fn collect(product: &Product, ente: &EnteCode, subjects: &[SubjectId]) -> Result<PersonalDataCopy, PrivacyError> {
    seen_by(product, &[ViewName::HelpDesk]).await?;
    let ids: Vec<uuid::Uuid> = subjects.iter().map(|subject| subject.as_uuid()).collect();
    let mut events = Vec::new();
    for row in sqlx::query(EVENTS).bind(ente.as_str()).bind(ids).fetch_all(&product.pool).await? {
        let (kind, id): (&str, &str) = (row.try_get(2)?, row.try_get(3)?);
        let stream = format!("{kind}/{id}");
        let payload: Value = serde_json::from_str(row.try_get(5)?).map_err(Fault::unforeseen)?;
        let owner = EnteCode::parse(row.try_get(6)?).map_err(Fault::unforeseen)?;
        events.push(CopiedEvent {
            log_index: row.try_get::<i64, _>(0)?.unsigned_abs(),
            at: row.try_get(1)?,
            event: row.try_get(4)?,
            data: opened(product, &owner, &stream, payload, subjects).await?,
            stream,
        });
    }
    let ente_name = product.enti.get(ente).map(|ente| ente.name.to_string()).unwrap_or_default();
    Ok(PersonalDataCopy { ente: ente.clone(), ente_name, made_at: product.clock.now(), subjects: subjects.to_vec(), events })
}

/// An event with what is sealed of these people opened, and of others left out.
async fn opened(
    product: &Product,
    ente: &EnteCode,
    stream: &str,
    mut payload: Value,
    subjects: &[SubjectId],
) -> Result<Value, PrivacyError> {
    let others = named(&payload).into_iter().any(|subject| !subjects.contains(&subject));
    for Found { pointer, field, sealed } in find(&payload) {
        let plain = if !subjects.contains(&sealed.subject) {
            json!(SOMEBODY_ELSE)
        } else if field == Some("raw") && others {
            json!(WITHHELD)
        } else {
            let field = field.ok_or_else(|| Fault::unforeseen("a sealed field has no name this version knows"))?;
            let at = Envelope { ente, stream, field };
            product.vault.open_value::<Value>(at, &sealed).await?.unwrap_or_else(|| json!(ERASED))
        };
        if let Some(place) = payload.pointer_mut(&pointer) {
            *place = plain;
        }
    }
    if let Some(grant) = payload.pointer_mut(GRANT) {
        leave_out_others(grant, subjects);
    }
    Ok(payload)
}

/// A mandate may be about many people: each is told of themselves only, and to whom their data was given (GDPR art. 15 (1) (c)).
fn leave_out_others(grant: &mut Value, subjects: &[SubjectId]) {
    let is_other = |id: &Value| id.as_str().and_then(|id| id.parse().ok()).is_some_and(|id| !subjects.contains(&id));
    for (list, name) in [("keys", "subject"), ("covers", "person")] {
        if let Some(items) = grant.get_mut(list).and_then(Value::as_array_mut) {
            items.retain(|item| !item.get(name).is_some_and(is_other));
        }
    }
}
