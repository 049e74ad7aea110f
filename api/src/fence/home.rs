//! Where the cell stands, told from what a copy of its data cannot take with it.
//!
//! A dump that is loaded makes new tables, mostly in another database or server; a base backup that is recovered to a moment, and a standby
//! that is promoted, go on in a new timeline. What these do not change (a folder put back as it was) the [`Mark`](super::Mark) tells.

use chrono::{DateTime, Utc};
use domain::text::{Text35, Text140};
use projections::todo::TodoKind;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, PgPool, Row};

/// One at a time settles or confirms.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtextextended('quietanza cell home ' || current_schema(), 0))";
/// Server, timeline, database, table.
const PLACE: &str = "
SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()), left(pg_walfile_name(pg_current_wal_lsn()), 8),
                 (SELECT oid FROM pg_database WHERE datname = current_database()), 'events'::regclass::oid)";
const LENGTH: &str = "SELECT coalesce(max(log_index) + 1, 0) FROM event_log";
const NEWEST: &str = "SELECT * FROM cell_home ORDER BY home DESC LIMIT 1";
const FIRST: &str = "
INSERT INTO cell_home (place, noticed, log_length, confirmed_length, confirmed_at, confirmed_by, reason)
VALUES ($1, 'first start', $2, $2, clock_timestamp(), 'quietanza', 'first start') RETURNING *";
const MOVED: &str = "INSERT INTO cell_home (place, noticed, log_length) VALUES ($1, $2, $3) RETURNING *";
const CONFIRM: &str = "
UPDATE cell_home SET confirmed_length = greatest($2, log_length), confirmed_at = clock_timestamp(), confirmed_by = $3, reason = $4
 WHERE home = $1 RETURNING *";
/// What was wanted before the copy was taken, and may have been sent since.
const PUT_ASIDE: &str = "
UPDATE todo_v1 SET parked = true, leased_until = NULL, last_error = 'the data came back from a backup: this may have been sent before'
 WHERE kind = ANY ($1) AND opened_by < $2 AND NOT parked";
const WAITING: &str = "
SELECT kind, count(*), min(opened_at) FROM todo_v1
 WHERE kind = ANY ($1) AND opened_by < $2 AND NOT parked GROUP BY kind ORDER BY kind";

/// How it was noticed that the cell is not where it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// It never stood anywhere.
    FirstStart,
    /// Server, timeline, database or tables are other ones.
    AnotherPlace,
    /// The log lacks events that it had.
    EventsAreMissing,
}

impl Noticed {
    const ALL: [Self; 3] = [Self::FirstStart, Self::AnotherPlace, Self::EventsAreMissing];

    /// The words as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FirstStart => "first start",
            Self::AnotherPlace => "another place",
            Self::EventsAreMissing => "events are missing",
        }
    }
}

/// A place where the cell stands or stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Its number.
    pub number: i64,
    /// How the move was noticed.
    pub noticed: Noticed,
    /// How long the log was then.
    pub log_length: i64,
    /// When that was.
    pub seen_at: DateTime<Utc>,
    /// Who confirmed it, if anybody did.
    pub confirmed_by: Option<String>,
    place: String,
}

impl Home {
    /// Whether something may be done outside from here.
    #[must_use]
    pub const fn is_confirmed(&self) -> bool {
        self.confirmed_by.is_some()
    }
}

/// Who confirms, and why.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// Account name of who acts.
    pub operator: Text35,
    /// What was compared, in their words.
    pub reason: Text140,
    /// What was wanted before the copy was taken is sent, instead of being put aside to be looked at one by one.
    pub send: bool,
}

/// What a confirmation came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The place.
    pub home: Home,
    /// To-dos put aside.
    pub put_aside: u64,
}

/// What waits of one kind: how many, and since when the oldest.
pub type Waiting = (String, i64, DateTime<Utc>);

/// Where the cell stands now; a place it never stood at is written down. `is_known` says whether everything is there that we remember.
///
/// # Errors
/// When the database fails.
pub async fn settle(pool: &PgPool, is_known: bool) -> Result<Home, sqlx::Error> {
    let mut tx = pool.begin().await?;
    sqlx::query(LOCK).execute(&mut *tx).await?;
    let place: String = sqlx::query_scalar(PLACE).fetch_one(&mut *tx).await?;
    let noticed = match newest(&mut tx).await? {
        None => Noticed::FirstStart,
        Some(home) if home.place != place => Noticed::AnotherPlace,
        Some(home) if home.is_confirmed() && !is_known => Noticed::EventsAreMissing,
        Some(home) => return Ok(home),
    };
    let length: i64 = sqlx::query_scalar(LENGTH).fetch_one(&mut *tx).await?;
    let row = match noticed {
        Noticed::FirstStart => sqlx::query(FIRST).bind(&place).bind(length).fetch_one(&mut *tx).await?,
        moved => sqlx::query(MOVED).bind(&place).bind(moved.as_str()).bind(length).fetch_one(&mut *tx).await?,
    };
    tx.commit().await?;
    home(&row)
}

/// Says that the copy was compared with the world: from now on things are done outside again. Mails and carts that were wanted before the
/// copy was taken are put aside, unless they are to be sent. None when there is nothing to confirm.
///
/// # Errors
/// When the database fails.
pub async fn confirm(pool: &PgPool, confirmation: &Confirmation) -> Result<Option<Confirmed>, sqlx::Error> {
    let mut tx = pool.begin().await?;
    sqlx::query(LOCK).execute(&mut *tx).await?;
    let Some(at) = newest(&mut tx).await?.filter(|home| !home.is_confirmed()) else { return Ok(None) };
    let put_aside = if confirmation.send {
        0
    } else {
        sqlx::query(PUT_ASIDE).bind(kinds()).bind(at.log_length).execute(&mut *tx).await?.rows_affected()
    };
    let length: i64 = sqlx::query_scalar(LENGTH).fetch_one(&mut *tx).await?;
    let (operator, reason) = (confirmation.operator.as_str(), confirmation.reason.as_str());
    let confirmed = sqlx::query(CONFIRM).bind(at.number).bind(length).bind(operator).bind(reason);
    let home = home(&confirmed.fetch_one(&mut *tx).await?)?;
    tx.commit().await?;
    Ok(Some(Confirmed { home, put_aside }))
}

/// What was wanted before the copy was taken and would be sent now.
///
/// # Errors
/// When the database fails.
pub async fn waiting(pool: &PgPool, home: &Home) -> Result<Vec<Waiting>, sqlx::Error> {
    sqlx::query_as(WAITING).bind(kinds()).bind(home.log_length).fetch_all(pool).await
}

/// To-dos that reach somebody a second time when they are done a second time.
fn kinds() -> Vec<&'static str> {
    TodoKind::ALL.into_iter().filter(|kind| kind.reaches_somebody()).map(TodoKind::as_str).collect()
}

async fn newest(connection: &mut PgConnection) -> Result<Option<Home>, sqlx::Error> {
    sqlx::query(NEWEST).fetch_optional(connection).await?.as_ref().map(home).transpose()
}

fn home(row: &PgRow) -> Result<Home, sqlx::Error> {
    let noticed: String = row.try_get("noticed")?;
    Ok(Home {
        number: row.try_get("home")?,
        noticed: Noticed::ALL.into_iter().find(|known| known.as_str() == noticed).unwrap_or(Noticed::AnotherPlace),
        log_length: row.try_get("log_length")?,
        seen_at: row.try_get("seen_at")?,
        confirmed_by: row.try_get("confirmed_by")?,
        place: row.try_get("place")?,
    })
}
