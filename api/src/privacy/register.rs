//! The register of requests: entered, answered, listed with the day each is due.
//!
//! It is read from its own streams, always as new as the last command; there are few of them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::{PrivacyRequestId, SubjectId};
use domain::privacy_request::{AskedBy, Opening, Outcome, PrivacyRequestCommand, PrivacyRequestEvent, RequestKind};
use domain::text::Text140;
use replay::command::Executed;
use sqlx::Row;

use super::PrivacyError;
use crate::accounts::Acting;
use crate::graphql::fault::Fault;
use crate::product::Product;

const READ: &str = "
SELECT aggregate_id, payload::text FROM events
 WHERE aggregate_type = 'PrivacyRequest' AND ente = $1 ORDER BY aggregate_id, sequence";

/// A request of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Its stream.
    pub id: PrivacyRequestId,
    /// What was asked, of whom, and by when it is due.
    pub opening: Opening,
    /// How it ended; none while it waits.
    pub answered: Option<Answered>,
}

impl Registered {
    /// Whether it asks that this person's data be erased.
    #[must_use]
    pub fn is_erasure_of(&self, subject: SubjectId) -> bool {
        self.opening.kind == RequestKind::Erasure && self.opening.subjects.contains(&subject)
    }
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// How.
    pub outcome: Outcome,
    /// What was answered.
    pub note: Text140,
    /// When.
    pub at: DateTime<Utc>,
}

/// Which requests are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that wait for an answer.
    Open,
    /// All.
    All,
}

/// Enters a request; answers its id.
///
/// # Errors
/// When nobody's data is meant, or something failed.
pub async fn open(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    (kind, asked_by): (RequestKind, AskedBy),
    subjects: Vec<SubjectId>,
    note: Option<Text140>,
) -> Result<PrivacyRequestId, PrivacyError> {
    let id = PrivacyRequestId::new(product.clock.new_uuid());
    let command = PrivacyRequestCommand::Open { kind, subjects, asked_by, note, now: product.clock.now() };
    product.commands.privacy_requests.execute(&id.to_string(), command, acting.metadata(product, ente)).await?;
    tracing::info!(privacy.request = %id, privacy.kind = kind.as_str(), actor = %acting.actor, "a request was entered");
    Ok(id)
}

/// Answers a request.
///
/// # Errors
/// When there is none, it was answered otherwise, or something failed.
pub async fn close(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    id: PrivacyRequestId,
    (outcome, note): (Outcome, Text140),
) -> Result<Executed, PrivacyError> {
    let command = PrivacyRequestCommand::Close { outcome, note, now: product.clock.now() };
    let metadata = acting.metadata(product, ente);
    Ok(product.commands.privacy_requests.execute(&id.to_string(), command, metadata).await?)
}

/// One request of an Ente.
///
/// # Errors
/// When the register cannot be read.
pub async fn find(product: &Product, ente: &EnteCode, id: PrivacyRequestId) -> Result<Option<Registered>, PrivacyError> {
    Ok(list(product, ente, Wanted::All).await?.into_iter().find(|request| request.id == id))
}

/// The requests of an Ente, those due first in front.
///
/// # Errors
/// When the register cannot be read.
pub async fn list(product: &Product, ente: &EnteCode, wanted: Wanted) -> Result<Vec<Registered>, PrivacyError> {
    let mut requests: BTreeMap<PrivacyRequestId, Registered> = BTreeMap::new();
    for row in sqlx::query(READ).bind(ente.as_str()).fetch_all(&product.pool).await? {
        let id: PrivacyRequestId = row.try_get::<&str, _>(0)?.parse().map_err(Fault::unforeseen)?;
        match serde_json::from_str(row.try_get(1)?).map_err(Fault::unforeseen)? {
            PrivacyRequestEvent::PrivacyRequestOpened { opening } => {
                requests.insert(id, Registered { id, opening: *opening, answered: None });
            }
            PrivacyRequestEvent::PrivacyRequestClosed { outcome, note, at } => {
                if let Some(request) = requests.get_mut(&id) {
                    request.answered = Some(Answered { outcome, note, at });
                }
            }
        }
    }
    let mut requests: Vec<Registered> = requests.into_values().collect();
    if wanted == Wanted::Open {
        requests.retain(|request| request.answered.is_none());
    }
    requests.sort_by_key(|request| (request.opening.due_on, request.id));
    Ok(requests)
}
