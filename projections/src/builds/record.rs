//! What is recorded of each build, and which one answers.

use chrono::{DateTime, Utc};
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};

use crate::query::Result;
use crate::view::ViewName;

/// Version of the program that folds.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

const ALL: &str = "SELECT * FROM view_build ORDER BY view, build";
const LIVE: &str = "SELECT * FROM view_build WHERE state = 'live'";
const BESIDE: &str = "SELECT * FROM view_build WHERE view = $1 AND state IN ('building', 'ready', 'rolled_back')";
const PREVIOUS: &str = "SELECT * FROM view_build WHERE view = $1 AND state = 'previous'";
/// The first build of a view was not made by a rebuild.
const FIRST: &str = "
INSERT INTO view_build (view, build, state, program) SELECT $1, 1, 'live', $2
 WHERE NOT EXISTS (SELECT 1 FROM view_build WHERE view = $1)";
const MAKE_ROOM: &str =
    "UPDATE view_build SET state = 'discarded' WHERE view = $1 AND state IN ('building', 'ready', 'rolled_back')";
const BEGIN: &str = "
INSERT INTO view_build (view, build, state, program)
SELECT $1, max(build) + 1, 'building', $2 FROM view_build WHERE view = $1
RETURNING build";
const BUILT: &str = "UPDATE view_build SET state = 'ready', built_at = clock_timestamp() WHERE view = $1 AND build = $2";
const STATE: &str = "
UPDATE view_build SET state = $3, promoted_at = CASE $3 WHEN 'live' THEN clock_timestamp() ELSE promoted_at END
 WHERE view = $1 AND build = $2";

/// Where a build stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildState {
    /// Being folded, or left unfinished by a command that died.
    Building,
    /// Complete, beside the live one.
    Ready,
    /// The one that answers.
    Live,
    /// The one that answered before; kept for going back.
    Previous,
    /// It answered, and was taken back.
    RolledBack,
    /// Its rows are gone.
    Discarded,
}

impl BuildState {
    /// The word as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Ready => "ready",
            Self::Live => "live",
            Self::Previous => "previous",
            Self::RolledBack => "rolled_back",
            Self::Discarded => "discarded",
        }
    }

    fn of(word: &str) -> Option<Self> {
        let all = [Self::Building, Self::Ready, Self::Live, Self::Previous, Self::RolledBack, Self::Discarded];
        all.into_iter().find(|state| state.as_str() == word)
    }
}

/// One build of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// The view.
    pub view: ViewName,
    /// Its number, from 1.
    pub build: u32,
    /// Where it stands.
    pub state: BuildState,
    /// Version of the program that folded it.
    pub program: String,
    /// When it was begun.
    pub begun_at: DateTime<Utc>,
    /// When it was complete.
    pub built_at: Option<DateTime<Utc>>,
    /// When it last became the one that answers.
    pub promoted_at: Option<DateTime<Utc>>,
}

impl Build {
    /// Whether this program's folds made it.
    #[must_use]
    pub fn is_of_this_program(&self) -> bool {
        self.program == PROGRAM
    }

    /// Whether it is complete and only has to be brought up to date.
    #[must_use]
    pub fn is_ready_for_this_program(&self) -> bool {
        self.state == BuildState::Ready && self.is_of_this_program()
    }
}

/// All builds there ever were of the views this version knows.
///
/// # Errors
/// When the database fails.
pub async fn history(pool: &PgPool) -> Result<Vec<Build>> {
    Ok(known(&sqlx::query(ALL).fetch_all(pool).await?)?)
}

/// The build of each view that answers; views without one are in their first.
///
/// # Errors
/// When the database fails.
pub async fn live_builds(pool: &PgPool) -> Result<Vec<Build>> {
    Ok(known(&sqlx::query(LIVE).fetch_all(pool).await?)?)
}

/// What stands beside the live one, complete or not.
pub(super) async fn beside(pool: &PgPool, view: ViewName) -> std::result::Result<Option<Build>, sqlx::Error> {
    let rows = sqlx::query(BESIDE).bind(view.as_str()).fetch_all(pool).await?;
    Ok(known(&rows)?.pop())
}

/// What answered before.
pub(super) async fn previous(pool: &PgPool, view: ViewName) -> std::result::Result<Option<Build>, sqlx::Error> {
    let rows = sqlx::query(PREVIOUS).bind(view.as_str()).fetch_all(pool).await?;
    Ok(known(&rows)?.pop())
}

/// Begins a build in the place of what stood beside; answers its number.
pub(super) async fn begin(pool: &PgPool, view: ViewName) -> std::result::Result<u32, sqlx::Error> {
    let mut tx = pool.begin().await?;
    sqlx::query(FIRST).bind(view.as_str()).bind(PROGRAM).execute(&mut *tx).await?;
    sqlx::query(MAKE_ROOM).bind(view.as_str()).execute(&mut *tx).await?;
    let build: i32 = sqlx::query_scalar(BEGIN).bind(view.as_str()).bind(PROGRAM).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(build.unsigned_abs())
}

/// A table beside was folded up to an index.
pub(super) async fn place(pool: &PgPool, schema: &str, view: ViewName, next_index: u64) -> std::result::Result<(), sqlx::Error> {
    let place = format!(
        "INSERT INTO {schema}.checkpoint (reader, next_index) VALUES ($1, $2)
         ON CONFLICT (reader) DO UPDATE SET next_index = excluded.next_index, updated_at = clock_timestamp()"
    );
    sqlx::query(&place).bind(view.as_str()).bind(next_index.cast_signed()).execute(pool).await.map(|_| ())
}

/// The build is complete: from here on it can be taken up again.
pub(super) async fn built(pool: &PgPool, view: ViewName, build: u32) -> std::result::Result<(), sqlx::Error> {
    sqlx::query(BUILT).bind(view.as_str()).bind(build.cast_signed()).execute(pool).await.map(|_| ())
}

/// Notes where a build stands now.
pub(super) async fn set_state_in_tx(
    tx: &mut sqlx::PgConnection,
    view: ViewName,
    build: u32,
    state: BuildState,
) -> std::result::Result<(), sqlx::Error> {
    sqlx::query(STATE).bind(view.as_str()).bind(build.cast_signed()).bind(state.as_str()).execute(tx).await?;
    Ok(())
}

/// The number of the build that answers.
pub(super) async fn live_in_tx(tx: &mut sqlx::PgConnection, view: ViewName) -> std::result::Result<u32, sqlx::Error> {
    const NUMBER: &str = "SELECT build FROM view_build WHERE view = $1 AND state = 'live'";
    let build: i32 = sqlx::query_scalar(NUMBER).bind(view.as_str()).fetch_one(tx).await?;
    Ok(build.unsigned_abs())
}

/// Builds of views this version does not know belong to another version of the program.
fn known(rows: &[PgRow]) -> std::result::Result<Vec<Build>, sqlx::Error> {
    let mut builds = Vec::new();
    for row in rows {
        let (Some(view), Some(state)) = (ViewName::of(row.try_get("view")?), BuildState::of(row.try_get("state")?)) else {
            continue;
        };
        builds.push(Build {
            view,
            build: row.try_get::<i32, _>("build")?.unsigned_abs(),
            state,
            program: row.try_get("program")?,
            begun_at: row.try_get("begun_at")?,
            built_at: row.try_get("built_at")?,
            promoted_at: row.try_get("promoted_at")?,
        });
    }
    Ok(builds)
}
