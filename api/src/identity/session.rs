//! Sessions: what a browser shows instead of proving at every request who its user is. Opaque, judged by the server alone, and ended there.

use chrono::{DateTime, TimeDelta, Utc};
use domain::identifier::EnteCode;
use domain::ids::{AccountId, SubjectId};
use domain::metadata::Assurance;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, PgPool, Row};
use uuid::Uuid;

use super::secret::{Secret, SecretDigest};
use crate::clock::random_uuid;
use crate::settings::Accounts;

/// A session by what its browser holds.
pub(crate) const FIND: &str = "
SELECT digest, session_id, ente, account_id, subject, acts_as, proved_by, created_at, authenticated_at, seen_at
  FROM account_session WHERE digest = $1 AND expires_at > $2 AND seen_at > $3";

const TOUCH: &str = "UPDATE account_session SET seen_at = $2 WHERE digest = $1 AND seen_at < $2";

const OPEN: &str = "
INSERT INTO account_session (digest, session_id, ente, account_id, subject, acts_as, proved_by,
                             created_at, authenticated_at, seen_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8, $9)";

/// The sessions of an account.
pub(crate) const OF_ACCOUNT: &str = "
SELECT digest, session_id, ente, account_id, subject, acts_as, proved_by, created_at, authenticated_at, seen_at
  FROM account_session WHERE account_id = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY created_at, session_id";

const END: &str = "DELETE FROM account_session WHERE digest = $1";
const END_ONE: &str = "DELETE FROM account_session WHERE account_id = $1 AND session_id = $2";
const END_ALL: &str = "DELETE FROM account_session WHERE account_id = $1 AND digest IS DISTINCT FROM $2";
const SWEEP: &str = "DELETE FROM account_session WHERE expires_at <= $1 OR seen_at <= $2";

/// Sessions are noted as seen so often at most: not every request is a write.
const SEEN_EVERY: TimeDelta = TimeDelta::seconds(30);

/// What the level of a session rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProvedBy {
    /// A password: who its holder says they are was never verified.
    Password,
    /// A password, and the office verified the tax code.
    Office,
    /// An electronic identity (SPID, CIE, CNS).
    Identity,
}

impl ProvedBy {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Office => "office",
            Self::Identity => "identity",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "office" => Self::Office,
            "identity" => Self::Identity,
            _ => Self::Password,
        }
    }

    /// The level it gives.
    #[must_use]
    pub const fn assurance(self) -> Assurance {
        match self {
            Self::Password => Assurance::A1,
            Self::Office | Self::Identity => Assurance::A2,
        }
    }
}

/// Whose session it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The Ente it is for.
    pub ente: EnteCode,
    /// The account; none for somebody who came with an electronic identity and has none.
    pub account: Option<AccountId>,
    /// The subject of the account.
    pub subject: SubjectId,
    /// Whom they act as: the subject of their tax code once that is verified.
    pub acts_as: SubjectId,
    /// What the level rests on.
    pub proved_by: ProvedBy,
}

/// An open session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What the database keeps of the cookie.
    pub digest: SecretDigest,
    /// Its name for its owner.
    pub id: Uuid,
    /// Whose it is.
    pub holder: Holder,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When its owner last proved who they are.
    pub authenticated_at: DateTime<Utc>,
    /// When it was last used, to half a minute.
    pub seen_at: DateTime<Utc>,
}

/// The sessions of the cell. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions {
    pool: PgPool,
    idle: TimeDelta,
    absolute: TimeDelta,
}

impl Sessions {
    /// Sessions that last as the settings say.
    #[must_use]
    pub fn new(pool: PgPool, settings: &Accounts) -> Self {
        Self { pool, idle: settings.idle(), absolute: settings.absolute() }
    }

    /// The session behind a secret, noted as seen; none when it ended.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn find(&self, secret: &Secret, now: DateTime<Utc>) -> Result<Option<Session>, sqlx::Error> {
        let digest = secret.digest();
        let found = sqlx::query(FIND).bind(digest).bind(now).bind(now - self.idle).fetch_optional(&self.pool).await?;
        let Some(session) = found.as_ref().map(read).transpose()? else { return Ok(None) };
        if now - session.seen_at > SEEN_EVERY {
            sqlx::query(TOUCH).bind(digest).bind(now).execute(&self.pool).await?;
        }
        Ok(Some(session))
    }

    /// Opens a session in place of the one the browser had: an id planted before the login is worth nothing after it.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn open(
        &self,
        holder: &Holder,
        instead_of: Option<&SecretDigest>,
        now: DateTime<Utc>,
    ) -> Result<Secret, sqlx::Error> {
        let secret = Secret::new();
        let mut transaction = self.pool.begin().await?;
        if let Some(old) = instead_of {
            sqlx::query(END).bind(old).execute(&mut *transaction).await?;
        }
        let query = sqlx::query(OPEN).bind(secret.digest()).bind(random_uuid()).bind(holder.ente.as_str());
        let query = query.bind(holder.account.map(AccountId::as_uuid)).bind(holder.subject.as_uuid());
        let query = query.bind(holder.acts_as.as_uuid()).bind(holder.proved_by.as_str()).bind(now).bind(now + self.absolute);
        query.execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(secret)
    }

    /// The open sessions of an account, oldest first.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn of_account(&self, account: AccountId, now: DateTime<Utc>) -> Result<Vec<Session>, sqlx::Error> {
        let query = sqlx::query(OF_ACCOUNT).bind(account.as_uuid()).bind(now).bind(now - self.idle);
        query.fetch_all(&self.pool).await?.iter().map(read).collect()
    }

    /// Ends the session behind a cookie.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn end(&self, digest: &SecretDigest) -> Result<(), sqlx::Error> {
        sqlx::query(END).bind(digest).execute(&self.pool).await.map(drop)
    }

    /// Ends one session of an account, by its name; whether there was one.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn end_one(&self, account: AccountId, id: Uuid) -> Result<bool, sqlx::Error> {
        let ended = sqlx::query(END_ONE).bind(account.as_uuid()).bind(id).execute(&self.pool).await?;
        Ok(ended.rows_affected() > 0)
    }

    /// Forgets sessions that ended by themselves.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        sqlx::query(SWEEP).bind(now).bind(now - self.idle).execute(&self.pool).await.map(drop)
    }
}

/// Ends all sessions of an account, or all but one.
///
/// # Errors
/// When the database cannot be asked.
pub async fn end_all_in_tx(
    connection: &mut PgConnection,
    account: AccountId,
    but: Option<&SecretDigest>,
) -> Result<(), sqlx::Error> {
    sqlx::query(END_ALL).bind(account.as_uuid()).bind(but.map(<[u8; 32]>::as_slice)).execute(connection).await.map(drop)
}

fn read(row: &PgRow) -> Result<Session, sqlx::Error> {
    let ente = EnteCode::parse(row.try_get(2)?).map_err(|error| sqlx::Error::Decode(error.into()))?;
    let holder = Holder {
        ente,
        account: row.try_get::<Option<Uuid>, _>(3)?.map(AccountId::new),
        subject: SubjectId::new(row.try_get(4)?),
        acts_as: SubjectId::new(row.try_get(5)?),
        proved_by: ProvedBy::named(row.try_get(6)?),
    };
    let digest = row.try_get::<&[u8], _>(0)?.try_into().map_err(|_| sqlx::Error::RowNotFound)?;
    Ok(Session {
        digest,
        id: row.try_get(1)?,
        holder,
        created_at: row.try_get(7)?,
        authenticated_at: row.try_get(8)?,
        seen_at: row.try_get(9)?,
    })
}
