//! Drafts: what a citizen typed and we judged, kept for a short time and in nobody's hands but theirs. A draft is no position.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::Cents;
use domain::identifier::{EnteCode, NoticeNumber};
use domain::ids::SubjectId;
use domain::personal::PlainPerson;
use domain::service::{Answer, ServiceCode};
use domain::text::Text140;
use serde::{Deserialize, Serialize};
use sqlx::{PgPool, Row};

use super::error::ConfirmError;
use crate::vault::{Token, VaultError};

/// How long a draft waits for its confirmation.
pub const LIFE: TimeDelta = TimeDelta::hours(1);
/// How long a confirmation can be repeated.
const REPEATABLE: TimeDelta = TimeDelta::days(7);

const KEEP: &str = "
INSERT INTO spontaneous_draft (name, ente, service, content, expires_at) VALUES ($1, $2, $3, $4, $5)";

const FORGET_OLD: &str = "
DELETE FROM spontaneous_draft WHERE name IN (
    SELECT name FROM spontaneous_draft WHERE expires_at < $1 ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)";

/// A draft by its name.
pub(crate) const READ: &str = "
SELECT ente, service, content, key_hash, request_hash, nav FROM spontaneous_draft WHERE name = $1 AND expires_at >= $2";

const CLAIM: &str = "
UPDATE spontaneous_draft SET key_hash = $2, request_hash = $3, nav = $4, expires_at = $5
 WHERE name = $1 AND key_hash IS NULL";

const FORGET_CONTENT: &str = "UPDATE spontaneous_draft SET content = NULL WHERE name = $1 AND nav IS NOT NULL";

/// What is kept of a draft, sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DraftContent {
    /// The day it was drafted, in Italy: the days until it lapses count from here.
    pub drafted_on: NaiveDate,
    /// The edition of the service's definition it was judged by.
    pub edition: u32,
    /// The citizen who drafted it, when one with a session did: nobody else can confirm it.
    pub citizen: Option<SubjectId>,
    /// Who owes.
    pub debtor: PlainPerson,
    /// What is owed.
    pub amount: Cents,
    /// The causale.
    pub description: Text140,
    /// What was typed.
    pub answers: Vec<Answer>,
}

/// A draft as it is read.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The Ente.
    pub ente: EnteCode,
    /// The service.
    pub service: ServiceCode,
    /// What was typed; none once the position exists.
    pub content: Option<DraftContent>,
    /// The confirmation, once there is one.
    pub claim: Option<Claim>,
}

/// A confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// By what.
    pub by: Confirming,
    /// The number of the position's notice.
    pub nav: NoticeNumber,
}

/// What a confirmation is recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirming {
    /// Hash of the idempotency key.
    pub key: [u8; 32],
    /// Hash of what was sent with it.
    pub request: [u8; 32],
}

/// The drafts of a cell.
#[derive(Clone, Copy, Debug)]
pub struct DraftStore<'a>(pub &'a PgPool);

impl DraftStore<'_> {
    /// Keeps a draft, and forgets some of those whose time is over. Answers what its holder gets, and until when it works.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn keep(
        self,
        (ente, service): (&EnteCode, &ServiceCode),
        content: &DraftContent,
        now: DateTime<Utc>,
    ) -> Result<(Token, DateTime<Utc>), ConfirmError> {
        let (token, until) = (Token::random(), now + LIFE);
        let sealed = token.seal(&place(ente, service), content)?;
        sqlx::query(FORGET_OLD).bind(now).execute(self.0).await?;
        let kept = sqlx::query(KEEP).bind(token.name().to_vec()).bind(ente.as_str()).bind(service.as_str());
        kept.bind(sealed).bind(until).execute(self.0).await?;
        Ok((token, until))
    }

    /// Reads a draft while its time lasts.
    ///
    /// # Errors
    /// When there is none, or the database cannot be asked.
    pub async fn read(self, token: &Token, now: DateTime<Utc>) -> Result<Draft, ConfirmError> {
        let row = sqlx::query(READ).bind(token.name().to_vec()).bind(now).fetch_optional(self.0).await?;
        let row = row.ok_or(ConfirmError::Absent)?;
        let damaged = |error: Box<dyn std::error::Error + Send + Sync>| sqlx::Error::Decode(error);
        let ente = EnteCode::parse(row.try_get(0)?).map_err(|error| damaged(error.into()))?;
        let service = ServiceCode::parse(row.try_get(1)?).map_err(|error| damaged(error.into()))?;
        let content: Option<&str> = row.try_get(2)?;
        let content = content.map(|sealed| token.open(&place(&ente, &service), sealed)).transpose()?;
        let nav: Option<&str> = row.try_get(5)?;
        let claim = match nav {
            None => None,
            Some(nav) => {
                let by = Confirming { key: hash(row.try_get(3)?)?, request: hash(row.try_get(4)?)? };
                Some(Claim { by, nav: NoticeNumber::parse(nav).map_err(|error| damaged(error.into()))? })
            }
        };
        Ok(Draft { ente, service, content, claim })
    }

    /// Notes the confirmation of a draft that has none; whoever comes second changes nothing.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn claim(self, token: &Token, claim: &Claim, now: DateTime<Utc>) -> Result<(), ConfirmError> {
        let Claim { by, nav } = claim;
        let query = sqlx::query(CLAIM).bind(token.name().to_vec()).bind(by.key.as_slice()).bind(by.request.as_slice());
        query.bind(nav.as_str()).bind(now + REPEATABLE).execute(self.0).await?;
        Ok(())
    }

    /// Forgets what was typed: the position has it now.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn forget_content(self, token: &Token) -> Result<(), ConfirmError> {
        sqlx::query(FORGET_CONTENT).bind(token.name().to_vec()).execute(self.0).await?;
        Ok(())
    }
}

fn place(ente: &EnteCode, service: &ServiceCode) -> String {
    format!("draft|{ente}|{service}")
}

fn hash(bytes: &[u8]) -> Result<[u8; 32], VaultError> {
    bytes.try_into().map_err(|_| VaultError::Seal(crate::vault::SealError::Malformed))
}
